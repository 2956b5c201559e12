//! What the network can do to a call.

use std::error::Error as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::operations::PutThing;
use super::server::{self, Server, Step};
use super::{Error, ErrorKind, builder};
use crate::runtime::tls;

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

async fn call(step: Step) -> Error {
    let server = Server::start(vec![step]).await;
    let client = builder(&server.address)
        .body_limit(1_000_000)
        .attempt_timeout(Duration::from_millis(300))
        .build()
        .unwrap();
    let error = PutThing::new(&client, "canary").await.unwrap_err();
    let mut shown = format!("{error} {error:?}");
    let mut source = error.source();
    while let Some(cause) = source {
        shown.push_str(&format!(" {cause} {cause:?}"));
        source = cause.source();
    }
    assert!(!shown.contains("canary"), "{shown}");
    assert_eq!(error.operation(), Some("putThing"));
    error
}

#[tokio::test]
async fn nobody_listens() {
    let client = builder("http://127.0.0.1:1").build().unwrap();
    let error = PutThing::new(&client, "1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.is_connect() && !error.is_timeout() && error.source().is_some());
    assert_eq!(error.attempts(), 1);
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[tokio::test]
async fn no_secure_connection() {
    // The server reads the client's hello and answers in plain text.
    let server = Server::start(vec![server::answer("200 OK", "", "")]).await;
    let client = builder(&server.address.replace("http://", "https://"))
        .build()
        .unwrap();
    let error = PutThing::new(&client, "1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Tls, "{error:?}");
    assert!(error.is_connect() && error.is_tls());
}

#[tokio::test]
async fn cf01_a_name_that_is_not_found() {
    struct Nobody;
    impl reqwest::dns::Resolve for Nobody {
        fn resolve(&self, _name: reqwest::dns::Name) -> reqwest::dns::Resolving {
            Box::pin(async { Err("no such name".into()) })
        }
    }
    let own = reqwest::Client::builder()
        .dns_resolver(Arc::new(Nobody))
        .no_proxy();
    let own = tls::Backend::load(false)
        .unwrap()
        .build(own)
        .unwrap()
        .unwrap();
    let client = builder("http://localhost:1")
        .http_client(own)
        .build()
        .unwrap();
    let error = PutThing::new(&client, "1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "CF01: {error:?}");
    assert!(!error.is_timeout() && !error.is_tls());
}

#[tokio::test]
async fn floods_of_headers_are_cut_off() {
    let many = "x-flood: canary\r\n".repeat(500);
    let long = format!("x-flood: {}\r\n", "canary".repeat(200_000));
    for flood in [many, long] {
        let answer = format!("{HEAD}{flood}content-length: 2\r\n\r\n[]");
        let error = call(Step::Answer(answer.into())).await;
        assert_eq!(error.kind(), ErrorKind::Transport, "{error:?}");
    }
    let endless = Step::Flood(HEAD.into(), b"x-flood: canary\r\n".repeat(1000));
    assert_eq!(call(endless).await.kind(), ErrorKind::Transport);
}

#[tokio::test]
async fn the_connection_closes_without_an_answer() {
    let error = call(Step::Answer(Vec::new())).await;
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(!error.is_connect() && error.status().is_none() && error.source().is_some());
}

#[tokio::test]
async fn the_answer_is_not_http() {
    assert!(
        call(Step::Answer(b"SSH-2.0-canary\r\n".to_vec()))
            .await
            .is_transport()
    );
}

#[tokio::test]
async fn the_body_is_cut_short() {
    for body in [
        "content-length: 100\r\n\r\n{\"id\":\"canary\"}",
        "transfer-encoding: chunked\r\n\r\nff\r\n{\"id\"",
    ] {
        let error = call(Step::Answer(format!("{HEAD}{body}").into())).await;
        assert_eq!(error.kind(), ErrorKind::Transport, "{error:?}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
        assert_eq!(error.body(), Some(&b""[..]));
    }
}

#[tokio::test]
async fn cf03_cf05_no_answer_comes_or_half_of_one() {
    for bytes in [
        String::new(),
        format!("{HEAD}content-length: 9\r\n\r\n{{\"id\""),
    ] {
        let before = Instant::now();
        let error = call(Step::Stall(bytes.into())).await;
        assert!(
            error.is_timeout() && !error.is_connect() && !error.is_decode(),
            "{error:?}"
        );
        assert!(
            error
                .to_string()
                .ends_with("within the 300ms of one attempt"),
            "{error}"
        );
        assert!(before.elapsed() < Duration::from_secs(10));
    }
}

#[tokio::test]
async fn the_whole_call_has_its_own_limit() {
    let server = Server::start(vec![Step::Stall(Vec::new())]).await;
    let client = builder(&server.address).build().unwrap();
    let error = PutThing::new(&client, "1")
        .with_timeout(Duration::from_millis(50))
        .await
        .unwrap_err();
    assert!(
        error.is_timeout()
            && error
                .to_string()
                .ends_with("within the 50ms of the whole call"),
        "{error}"
    );
}

#[tokio::test]
async fn times_without_end_are_accepted() {
    let server = Server::start(vec![server::json(r#"{"id":"1"}"#)]).await;
    let client = builder(&server.address)
        .attempt_timeout(Duration::MAX)
        .timeout(Duration::MAX)
        .build()
        .unwrap();
    assert!(PutThing::new(&client, "1").await.is_ok());
}

#[tokio::test]
async fn cf25_the_body_never_ends() {
    let head = format!("{HEAD}\r\n[").into_bytes();
    let error = call(Step::Flood(head, vec![b' '; 65536])).await;
    assert_eq!(error.kind(), ErrorKind::BodyLimit);
    assert_eq!(
        error.to_string(),
        "PUT /things/{id}: the reply is longer than 1000000 bytes"
    );
}

#[tokio::test]
async fn an_announced_length_is_not_believed() {
    let head = format!("{HEAD}content-length: 1000000000000000000\r\n\r\n[").into_bytes();
    assert_eq!(
        call(Step::Flood(head, vec![b' '; 65536])).await.kind(),
        ErrorKind::BodyLimit
    );
}

#[tokio::test]
async fn cf19_a_status_stands_whatever_becomes_of_its_body() {
    let head = "HTTP/1.1 503 canary\r\n\r\ncanary";
    for step in [
        Step::Flood(head.into(), vec![b'x'; 65536]),
        Step::Stall(head.into()),
    ] {
        let error = call(step).await;
        assert!(error.is_server_error(), "{error:?}");
        assert!(
            error
                .body()
                .is_some_and(|body| body.starts_with(b"canary") && body.len() <= 65536)
        );
    }
}
