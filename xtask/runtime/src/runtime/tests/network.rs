//! The network at its worst, with the retries that every client makes unless told otherwise.

use std::time::{Duration, Instant};

use http::StatusCode;
use tokio::net::{TcpSocket, TcpStream};

use super::operations::{DeleteThing, ListThings, PostThing, PutThing};
use super::server::{Server, Step, answer, json, kept_alive};
use super::{Client, ErrorKind};
use crate::runtime::retry::RetryPolicy;
use crate::runtime::tls;

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

/// A client that does not wait long.
fn client(address: &str) -> Client {
    super::builder(address)
        .retry(RetryPolicy::standard().base(Duration::from_millis(20)))
        .attempt_timeout(Duration::from_millis(400))
        .build()
        .unwrap()
}

/// Ways to lose a reply.
fn losses() -> [Step; 5] {
    [
        Step::Reset,
        Step::Answer(Vec::new()),
        Step::Answer(format!("{HEAD}content-length: 100\r\n\r\n[]").into()),
        Step::Answer(format!("{HEAD}transfer-encoding: chunked\r\n\r\nff\r\n[").into()),
        Step::Stall(format!("{HEAD}content-length: 100\r\n\r\n[]").into()),
    ]
}

#[tokio::test]
async fn cf05_cf06_cf07_cf09_what_can_be_repeated_is() {
    for (number, loss) in losses().into_iter().enumerate() {
        let steps = vec![loss, Step::Reset, json("[]")];
        // A server that stalls is busy with it, so the test ends there.
        if number == 4 {
            continue;
        }
        let server = Server::start(steps).await;
        let call = ListThings::new(&client(&server.address)).send_with_response();
        assert_eq!(call.await.unwrap().attempts(), 3, "loss {number}");
        assert_eq!(server.requests().await.len(), 3);
    }
    let server = Server::start(vec![Step::Reset, answer("204 No Content", "", "")]).await;
    let call = DeleteThing::new(&client(&server.address)).send_with_response();
    assert_eq!(call.await.unwrap().attempts(), 2);
}

#[tokio::test]
async fn cf06_cf07_cf09_what_can_not_be_repeated_is_sent_once() {
    for (number, loss) in losses().into_iter().enumerate() {
        let server = Server::start(vec![loss]).await;
        let error = PostThing::new(&client(&server.address)).await.unwrap_err();
        assert!(error.is_outcome_unknown(), "loss {number}: {error:?}");
        assert_eq!(error.attempts(), 1);
        assert!(error.is_timeout() || error.is_transport(), "{error:?}");
        assert!(!error.is_decode() && !error.is_connect());
        if number < 4 {
            assert_eq!(server.requests().await.len(), 1);
        }
    }
}

#[tokio::test]
async fn cf06_a_delete_that_was_done_before_the_reply_was_lost_shows_how_often_it_was_sent() {
    let server = Server::start(vec![Step::Reset, answer("404 Not Found", "", "")]).await;
    let error = DeleteThing::new(&client(&server.address))
        .await
        .unwrap_err();
    assert!(error.is_not_found() && error.attempts() == 2 && error.is_outcome_unknown());
}

#[tokio::test]
async fn cf07_a_kept_connection_that_breaks_on_use() {
    // The second request is read on the first connection, which then closes.
    let steps = || {
        vec![
            Step::Several(vec![kept_alive("[]"), Step::Answer(Vec::new())]),
            json("[]"),
        ]
    };
    let server = Server::start(steps()).await;
    let client = client(&server.address);
    ListThings::new(&client).await.unwrap();
    let second = ListThings::new(&client).send_with_response().await.unwrap();
    assert_eq!(second.attempts(), 2);
    assert_eq!(server.requests().await.len(), 3);

    let server = Server::start(vec![Step::Several(vec![
        kept_alive("[]"),
        Step::Answer(Vec::new()),
    ])])
    .await;
    let client = self::client(&server.address);
    ListThings::new(&client).await.unwrap();
    let error = PostThing::new(&client).await.unwrap_err();
    assert!(error.is_outcome_unknown() && error.attempts() == 1);
    assert_eq!(server.requests().await.len(), 2, "CF07: sent exactly once");
}

#[tokio::test]
async fn cf08_a_kept_connection_that_closed_meanwhile_is_not_used() {
    let server = Server::start(vec![kept_alive("[]"), json(r#"{"id":"1"}"#)]).await;
    let client = client(&server.address);
    ListThings::new(&client).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let second = PostThing::new(&client).send_with_response().await.unwrap();
    assert_eq!(second.attempts(), 1);
    assert_eq!(server.requests().await.len(), 2);
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[tokio::test]
async fn cf01_without_tls_nothing_is_sent_and_nothing_tried_again() {
    // The server reads the client's hello and answers in plain text.
    let server = Server::start(vec![answer("200 OK", "", "")]).await;
    let client = client(&server.address.replace("http://", "https://"));
    let error = ListThings::new(&client).await.unwrap_err();
    assert!(error.is_tls() && error.attempts() == 1, "{error:?}");
    let requests = server.requests().await;
    assert!(requests.len() == 1 && !requests[0].contains("canary"));
}

#[tokio::test]
async fn cf04_a_body_that_drips_is_given_up() {
    for head in [
        format!("{HEAD}\r\n["),
        format!("{HEAD}content-length: 9999\r\n\r\n["),
    ] {
        let server = Server::start(vec![Step::Drip(head.into())]).await;
        let start = Instant::now();
        let error = PostThing::new(&client(&server.address)).await.unwrap_err();
        assert!(
            error.is_timeout() && error.status() == Some(StatusCode::OK),
            "{error:?}"
        );
        assert!(start.elapsed() < Duration::from_secs(5));
    }
}

#[tokio::test]
async fn cf02_a_connection_that_is_not_answered_is_given_up() {
    // A listener that accepts nothing and whose queue is full lets connections wait.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut queue = Vec::new();
    while let Ok(Ok(stream)) =
        tokio::time::timeout(Duration::from_millis(200), TcpStream::connect(address)).await
    {
        queue.push(stream);
        assert!(queue.len() < 50, "the queue does not fill up");
    }
    let client = super::builder(&format!("http://{address}"))
        .connect_timeout(Duration::from_millis(150))
        .build()
        .unwrap();
    let error = PutThing::new(&client, "1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.is_connect() && error.is_timeout() && !error.is_outcome_unknown());
}

#[tokio::test]
async fn cf45_cf47_redirects_are_not_followed() {
    let other = Server::start(vec![json("[]")]).await;
    for status in [301, 302, 303, 307, 308] {
        let location = format!("location: {}/canary\r\n", other.address);
        let server = Server::start(vec![answer(&format!("{status} Moved"), &location, "")]).await;
        let error = PostThing::new(&client(&server.address)).await.unwrap_err();
        assert!(error.is_redirect(), "CF45 {status}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert!(error.headers().unwrap().contains_key("location"));
        assert!(!format!("{error} {error:?}").contains("canary"));
        let same_host = answer("302 Found", "location: /api/canary\r\n", "");
        let server = Server::start(vec![same_host]).await;
        assert!(
            PostThing::new(&client(&server.address))
                .await
                .unwrap_err()
                .is_redirect()
        );
        assert_eq!(
            server.targets().await,
            ["POST /api/things HTTP/1.1"],
            "CF47"
        );
    }
    // The other host has seen nothing but this.
    ListThings::new(&client(&other.address)).await.unwrap();
    assert_eq!(other.requests().await.len(), 1);
}

#[tokio::test]
async fn cf16_deletes_need_no_body() {
    for step in [answer("204 No Content", "", ""), answer("200 OK", "", "")] {
        let server = Server::start(vec![step]).await;
        DeleteThing::new(&client(&server.address)).await.unwrap();
    }
}

#[tokio::test]
async fn cf17_cf18_cf20_cf21_cf24_cf26_bodies_that_are_not_what_was_asked_for() {
    const JSON: &str = "content-type: application/json\r\n";
    let deep = format!("{{\"x\":{}", "[".repeat(100_000));
    for (headers, body, expected) in [
        (JSON, &b" \r\n\t"[..], "there is no body"),
        (
            "content-type: text/html\r\n",
            b"<p>canary</p>",
            "its content type is not JSON",
        ),
        (JSON, b"{\"id\":\"canary\xff\"}", "it is not valid UTF-8"),
        (JSON, b"\xef\xbb\xbf{\"id\":\"1\"}", "it is not valid JSON"),
        (JSON, b"{\"id\":\"a\0b\"}", "it is not valid JSON"),
        (JSON, br#"{"id":"\ud800"}"#, "it is not valid JSON"),
        (JSON, br#"{"id":NaN}"#, "it is not valid JSON"),
        (JSON, br#"{"id":"1"} canary"#, "it is not valid JSON"),
        (JSON, deep.as_bytes(), "nested too deeply"),
        (JSON, br#"{"id":7}"#, "`id` should be a string, but is a"),
        (JSON, br#"{"id":"#, "its JSON ends too early"),
        (
            "content-type: application/json\r\ncontent-encoding: gzip\r\n",
            b"\x1f\x8bcanary",
            "it is compressed",
        ),
    ] {
        let mut bytes = format!(
            "HTTP/1.1 200 OK\r\n{headers}connection: close\r\ncontent-length: {}\r\n\r\n",
            body.len()
        )
        .into_bytes();
        bytes.extend_from_slice(body);
        let server = Server::start(vec![Step::Answer(bytes)]).await;
        let error = PutThing::new(&client(&server.address), "1")
            .await
            .unwrap_err();
        assert!(error.is_decode() && error.attempts() == 1, "{error:?}");
        assert!(
            error.to_string().contains(expected),
            "{error}, not {expected}"
        );
        assert_eq!(
            error.is_unexpected_content_type(),
            expected.contains("content type") || expected.contains("compressed"),
        );
        assert!(!format!("{error:?}").contains("canary") && format!("{error:?}").len() < 500);
        let request = server.requests().await.remove(0).to_lowercase();
        assert!(!request.contains("accept-encoding"), "{request}");
    }
}

#[tokio::test]
async fn proxies_are_asked_by_their_own_name() {
    let server = Server::start(vec![answer("407 No", "", "")]).await;
    let proxy = server
        .address
        .replace("http://", "http://user:canary@")
        .replace("/api", "");
    let client = super::builder("https://service.example.com/api").proxy(proxy);
    assert!(!format!("{client:?}").contains("canary"));
    let Ok(client) = client.build() else {
        // Without a TLS backend there is nothing to send through it.
        return;
    };
    let error = PutThing::new(&client, "1").await.unwrap_err();
    assert!(
        error.is_connect() && !format!("{error:?}").contains("canary"),
        "{error:?}"
    );
    let request = server.requests().await.remove(0);
    assert!(
        request.starts_with("CONNECT service.example.com:443 HTTP/1.1"),
        "{request}"
    );
    for address in ["", "canary", "ftp://canary", "http://"] {
        let error = super::builder("http://[::1]:1")
            .proxy(address)
            .build()
            .unwrap_err();
        assert!(error.field() == Some("proxy") && !error.to_string().contains("canary"));
    }
}

#[tokio::test]
async fn an_http_client_of_ones_own_is_used() {
    let headers =
        [("x-own", "1")].map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
    let own = reqwest::Client::builder()
        .default_headers(http::HeaderMap::from_iter(headers))
        .no_proxy();
    let tls = tls::Backend::load(false).unwrap();
    let own = tls.build(own).unwrap().unwrap();
    let server = Server::start(vec![json("[]")]).await;
    let builder = super::builder(&server.address).http_client(own.clone());
    let client = builder
        .clone()
        .default_header("x-all", "canary")
        .build()
        .unwrap();
    ListThings::new(&client).await.unwrap();
    let request = server.requests().await.remove(0);
    for header in [
        "x-own: 1",
        "x-all: canary",
        "authorization: Bearer canary-token",
        "user-agent: ",
    ] {
        assert!(request.contains(header), "{request}");
    }
    assert!(builder.clone().proxy("http://localhost:1").build().is_err());
    assert!(
        builder.base_url("http://example.com").build().is_err(),
        "CF61"
    );
}
