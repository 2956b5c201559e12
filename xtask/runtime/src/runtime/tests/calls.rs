//! Calls that reach the service, and what becomes of its answers.

use std::time::Duration;

use http::StatusCode;
use serde_json::json;

use super::operations::{PutThing, Thing};
use super::server::{Server, answer, json as json_answer};
use super::{builder, client};
use crate::runtime::patch::Patch;

#[tokio::test]
async fn a_request_is_what_was_asked_for_and_no_more() {
    let server = Server::start(vec![json_answer(r#"{"id":"a/b","colour":null,"new":[1]}"#)]).await;
    let mut put = PutThing::new(&client(&server.address), "a/b").with_header("X-Key", "k");
    put.body = Some(Thing {
        id: "ä".into(),
        colour: Patch::Null,
        ..Thing::default()
    });
    let thing = put.await.unwrap();
    assert_eq!((thing.id.as_str(), &thing.colour), ("a/b", &Patch::Null));
    assert_eq!(thing.extra["new"], json!([1]));

    let request = server.requests().await.remove(0);
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    assert_eq!(lines.next(), Some("PUT /api/things/a%2Fb HTTP/1.1"));
    assert_eq!(body, r#"{"id":"ä","colour":null}"#);
    let mut headers: Vec<_> = lines.filter(|line| !line.starts_with("host: ")).collect();
    headers.sort_unstable();
    let user_agent = format!(
        "user-agent: {}/{}",
        env!("CARGO_PKG_NAME"),
        env!("CARGO_PKG_VERSION")
    );
    assert_eq!(
        headers,
        [
            "accept: application/json",
            "authorization: Bearer canary-token",
            "content-length: 25",
            "content-type: application/json",
            user_agent.as_str(),
            "x-key: k",
        ]
    );
}

#[tokio::test]
async fn without_a_body_nothing_is_said_about_one() {
    let server = Server::start(vec![json_answer(r#"{"id":"1"}"#)]).await;
    PutThing::new(&client(&server.address), "1")
        .send()
        .await
        .unwrap();
    let request = server.requests().await.remove(0);
    assert!(
        !request.contains("content-type") && request.ends_with("\r\n\r\n"),
        "{request}"
    );
}

#[tokio::test]
async fn a_response_says_what_came_beside_the_data() {
    let headers = "content-type: application/json\r\nx-ratelimit-limit: 10\r\nx-ratelimit-remaining: 9\r\n\
                   x-ratelimit-reset: 1700000000\r\nx-request-id: r1\r\n";
    let server = Server::start(vec![answer("201 Created", headers, r#"{"id":"1"}"#)]).await;
    let response = PutThing::new(&client(&server.address), "1")
        .send_with_response()
        .await
        .unwrap();
    assert_eq!(
        (response.status(), response.attempts()),
        (StatusCode::CREATED, 1)
    );
    assert_eq!(response.request_id(), Some("r1"));
    assert_eq!(response.rate_limit().map(|limit| limit.remaining), Some(9));
    assert_eq!(response.headers()["x-request-id"], "r1");
    assert_eq!(response.data.id, "1");
    assert_eq!(response.into_inner().id, "1");
}

#[tokio::test]
async fn requests_with_faults_are_not_sent() {
    let nobody = client("http://127.0.0.1:1");
    let thing = |colour: &str| Thing {
        colour: Patch::Set(colour.into()),
        ..Thing::default()
    };
    let mut crowded = thing("red");
    crowded
        .extra
        .extend([("a".to_owned(), json!(1)), ("b".to_owned(), json!(1))]);
    let with_body = |body: Thing| {
        let mut put = PutThing::new(&nobody, "1");
        put.body = Some(body);
        put
    };
    for (field, put) in [
        (Some("id"), PutThing::new(&nobody, "")),
        (Some("id"), PutThing::new(&nobody, "..")),
        (
            Some("id"),
            PutThing::new(&nobody, "canary-canary-canary-canary"),
        ),
        (Some("colour"), with_body(thing(""))),
        (None, with_body(crowded)),
        (
            Some("authorization"),
            PutThing::new(&nobody, "1").with_header("Authorization", "canary"),
        ),
        (
            Some("x-key"),
            PutThing::new(&nobody, "1").with_header("x-key", "canary\r\nx: y"),
        ),
        (
            None,
            PutThing::new(&nobody, "1").with_header("canary\n", "v"),
        ),
    ] {
        let error = put.await.unwrap_err();
        assert!(
            error.is_invalid_request() && error.attempts() == 0,
            "{error:?}"
        );
        assert_eq!(
            (error.field(), error.operation()),
            (field, Some("putThing"))
        );
        let shown = format!("{error} {error:?}");
        assert!(
            shown.starts_with("PUT /things/{id}: the request was not sent: "),
            "{shown}"
        );
        assert!(!shown.contains("canary"), "{shown}");
    }
}

#[tokio::test]
async fn statuses_other_than_success_are_errors_that_keep_the_answer() {
    let headers = "content-type: application/json\r\nretry-after: 7\r\nx-correlation-id: c1\r\n";
    let steps = vec![
        answer(
            "429 canary",
            headers,
            r#"{"statusCode":429,"message":"canary"}"#,
        ),
        answer(
            "502 Bad Gateway",
            "content-type: text/html\r\n",
            "<p>canary</p>",
        ),
        answer("302 Found", "location: http://127.0.0.1:1/canary\r\n", ""),
        answer(
            "299 Odd",
            "content-type: application/json\r\n",
            r#"{"id":"1"}"#,
        ),
    ];
    let server = Server::start(steps).await;
    let client = client(&server.address);
    let call = || PutThing::new(&client, "1").send();

    let limited = call().await.unwrap_err();
    assert!(limited.is_rate_limited() && limited.api().is_some());
    assert_eq!(limited.retry_after(), Some(Duration::from_secs(7)));
    assert_eq!((limited.request_id(), limited.attempts()), (Some("c1"), 1));
    assert_eq!(
        limited.to_string(),
        "PUT /things/{id}: the service answered 429 Too Many Requests"
    );
    let gateway = call().await.unwrap_err();
    assert!(gateway.is_server_error() && gateway.api().is_none());
    assert_eq!(gateway.body(), Some(&b"<p>canary</p>"[..]));
    let moved = call().await.unwrap_err();
    assert_eq!(moved.status(), Some(StatusCode::FOUND));
    for error in [limited, gateway, moved] {
        assert!(
            !format!("{error} {error:?}").contains("canary"),
            "{error:?}"
        );
    }
    assert_eq!(call().await.unwrap().id, "1");
}

#[tokio::test]
async fn answers_that_break_the_promise_are_told_apart() {
    let steps = vec![
        json_answer(r#"{"id":["canary"]}"#),
        json_answer(r#"{"colour":"canary"}"#),
        json_answer("{\"id\":\"canary"),
        json_answer(""),
        answer("200 OK", "content-type: text/html\r\n", "<p>canary</p>"),
    ];
    let expected = [
        "`id` should be a string, but is an array",
        "`id` is missing",
        "its JSON ends too early",
        "there is no body, where JSON was expected",
        "its content type is not JSON",
    ];
    let server = Server::start(steps).await;
    let client = client(&server.address);
    for expected in expected {
        let error = PutThing::new(&client, "1").await.unwrap_err();
        assert!(
            error.is_decode() && error.status() == Some(StatusCode::OK) && error.attempts() == 1
        );
        assert_eq!(
            error.to_string(),
            format!("PUT /things/{{id}}: the reply was not understood: {expected}")
        );
        assert!(!format!("{error:?}").contains("canary"));
        assert!(std::error::Error::source(&error).is_none());
    }
}

#[tokio::test]
async fn bodies_in_many_pieces_are_put_together() {
    let id = "x".repeat(300_000);
    let server = Server::start(vec![json_answer(&format!(r#"{{"id":"{id}"}}"#))]).await;
    let client = builder(&server.address)
        .body_limit(300_009)
        .build()
        .unwrap();
    assert_eq!(PutThing::new(&client, "1").await.unwrap().id, id);
}
