//! Each operation with nothing but what it must have: method, target, headers and body are exactly these.

use std::future::IntoFuture;
use std::time::Duration;

use http::StatusCode;
use tests::server::{Recorded, Reply, Server, TOKEN};

use crate::description::{Operation, operations};
use crate::operations::{IDS, Options, body, prepare};

const USER_AGENT: &str = concat!("auth0-client-grants/", env!("CARGO_PKG_VERSION"));

/// Checks everything about a request but headers that the test added itself.
fn assert_is_bare(request: &Recorded, operation: &Operation, server: &Server) {
    let id = &operation.id;
    assert_eq!(request.method, operation.method, "{id}");
    assert_eq!(request.target, IDS.fill(&operation.path), "{id}");

    let body = body(id);
    assert_eq!(
        body.is_none(),
        operation.body.is_null(),
        "{id}: the description has a body, or has none"
    );
    assert_eq!(request.body, body.unwrap_or_default(), "{id}");

    let authorization = format!("Bearer {TOKEN}");
    let length = request.body.len().to_string();
    let host = server
        .base_url()
        .replace("http://", "")
        .replace("/api/v2", "");
    let mut expected = vec![
        ("accept", "application/json"),
        ("authorization", &authorization),
        ("user-agent", USER_AGENT),
    ];
    expected.push(("host", &host));
    if body.is_some() {
        expected.extend([
            ("content-type", "application/json"),
            ("content-length", &length),
        ]);
    }
    expected.sort_unstable();
    let own = request.headers.iter().filter(|(name, _)| *name != "x-wire");
    let mut headers: Vec<_> = own
        .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
        .collect();
    headers.sort_unstable();
    assert_eq!(headers, expected, "{id}");
}

#[tokio::test]
async fn a_request_is_what_was_asked_for_and_nothing_more() {
    for operation in operations() {
        let server = Server::always(operation.reply());
        let call = prepare(&operation.id, &server.client(), IDS, Options::default());
        assert_eq!(
            server.take().len(),
            0,
            "{}: nothing is sent before it is awaited",
            operation.id
        );

        call.awaited.await.unwrap();
        assert_is_bare(&server.only(), &operation, &server);
        call.sent.await.unwrap();
        assert_is_bare(&server.only(), &operation, &server);
        call.sent_with_response.await.unwrap();
        assert_is_bare(&server.only(), &operation, &server);
    }
}

#[tokio::test]
async fn options_of_a_call_add_a_header_and_nothing_else() {
    for operation in operations() {
        let server = Server::always(operation.reply());
        let options = Options {
            header: Some(("X-Wire", "a b")),
            timeout: Some(Duration::from_secs(20)),
        };
        prepare(&operation.id, &server.client(), IDS, options)
            .awaited
            .await
            .unwrap();
        let request = server.only();
        assert_eq!(request.header("x-wire"), Some("a b"));
        assert_is_bare(&request, &operation, &server);
    }
}

#[tokio::test]
async fn headers_of_a_call_replace_each_other_and_the_accepted_type() {
    let server = Server::always(Reply::empty(StatusCode::NO_CONTENT));
    let delete = server.client().client_grants().delete("cgr_1");
    delete
        .with_header("x-wire", "one")
        .with_header("X-WIRE", "two")
        .with_header("accept", "text/json")
        .await
        .unwrap();
    let request = server.only();
    assert_eq!(
        (request.header("x-wire"), request.header("accept")),
        (Some("two"), Some("text/json"))
    );
}

#[tokio::test]
async fn headers_that_the_client_sets_itself_or_that_are_none_are_refused() {
    let server = Server::always(Reply::empty(StatusCode::NO_CONTENT));
    let client = server.client();
    for (name, value, field) in [
        ("Authorization", "canary", Some("authorization")),
        ("host", "canary.example.com", Some("host")),
        ("content-length", "0", Some("content-length")),
        ("content-type", "text/plain", Some("content-type")),
        ("transfer-encoding", "chunked", Some("transfer-encoding")),
        ("connection", "close", Some("connection")),
        ("x-wire", "canary\r\nx-more: y", Some("x-wire")),
        ("x-wire", "canary\0", Some("x-wire")),
        ("canary wire", "v", None),
        ("", "v", None),
    ] {
        let error = client
            .client_grants()
            .delete("cgr_1")
            .with_header(name, value)
            .await
            .unwrap_err();
        assert!(
            error.is_invalid_request() && error.attempts() == 0,
            "{name}: {error:?}"
        );
        assert_eq!(error.field(), field, "{name}");
        assert!(
            !format!("{error} {error:?}").contains("canary"),
            "{error:?}"
        );
    }
    assert_eq!(server.take().len(), 0);
}

#[tokio::test]
async fn the_user_agent_is_the_one_that_was_set() {
    let server = Server::always(Reply::empty(StatusCode::NO_CONTENT));
    let client = server
        .builder()
        .user_agent("inventory/2.1")
        .build()
        .unwrap();
    client.client_grants().delete("cgr_1").await.unwrap();
    assert_eq!(server.only().header("user-agent"), Some("inventory/2.1"));
}

#[tokio::test]
async fn a_slash_at_the_end_of_the_base_url_makes_no_difference() {
    let server = Server::always(Reply::empty(StatusCode::NO_CONTENT));
    let client = server
        .builder()
        .base_url(server.base_url() + "/")
        .build()
        .unwrap();
    client.client_grants().delete("cgr_1").await.unwrap();
    assert_eq!(server.lines(), ["DELETE /api/v2/client-grants/cgr_1"]);
}

#[tokio::test]
async fn a_builder_can_be_kept_copied_and_sent_from_another_thread() {
    let server = Server::always(Reply::empty(StatusCode::NO_CONTENT));
    let first = server
        .client()
        .client_grants()
        .delete("cgr_1")
        .with_header("x-wire", "first");
    let second = first.clone().with_header("x-wire", "second");
    tokio::spawn(async move { second.await })
        .await
        .unwrap()
        .unwrap();
    tokio::spawn(first.into_future()).await.unwrap().unwrap();
    let requests = server.take();
    let headers: Vec<_> = requests
        .iter()
        .map(|request| request.header("x-wire"))
        .collect();
    assert_eq!(headers, [Some("second"), Some("first")]);
}
