//! Bodies and replies that are not JSON, replies in pieces, and other servers.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bytes::Bytes;

use super::client;
use super::methods::operation;
use super::server::{Server, Step, answer};
use crate::runtime::codegen::*;
use crate::runtime::file::File;
use crate::runtime::retry::RetryPolicy;

#[derive(Clone, Debug)]
pub(crate) struct Upload {
    call: Call,
    file: File,
    own: Option<Option<&'static str>>,
}

impl Upload {
    pub(crate) fn new(client: &Client, file: File) -> Self {
        Self {
            call: Call::new(client),
            file,
            own: None,
        }
    }
}

impl Operation for Upload {
    type Output = Option<Bytes>;
    const ENDPOINT: Endpoint = Endpoint {
        id: "upload",
        method: Method::POST,
        path: "/files",
    };

    fn call(&self) -> &Call {
        &self.call
    }

    fn encode(&self, request: &mut Encoder) {
        if let Some(own) = self.own {
            request.server(own);
        }
        request.path("/files");
        request.multipart("multipart/form-data");
        request.file("file", &self.file, "application/octet-stream");
        request.accept("image/png");
    }

    fn decode(reply: &Reply) -> Result<Self::Output> {
        match reply.code() {
            204 => Ok(None),
            _ => reply.bytes().map(Some),
        }
    }
}
operation!(Upload, Option<Bytes>);

impl Upload {
    async fn stream(self) -> Result<crate::Download> {
        stream(self, "text/event-stream").await
    }
}

fn upload(client: &Client) -> Upload {
    let file = File::new(vec![0, 159, 146, 150]);
    Upload::new(client, file.with_name("a.bin"))
}

#[tokio::test]
async fn parts_leave_and_bytes_come_back() {
    let image = answer("200 OK", "content-type: image/png\r\n", "PNG");
    let server = Server::start(vec![image, answer("204 No Content", "", "")]).await;
    let client = client(&server.address);
    assert_eq!(upload(&client).await.unwrap().unwrap(), "PNG");
    assert_eq!(upload(&client).await.unwrap(), None);
    let request = server.requests().await.remove(0);
    let boundary = request
        .split_once("content-type: multipart/form-data; boundary=")
        .unwrap()
        .1;
    let boundary = boundary.lines().next().unwrap();
    assert!(request.contains("accept: image/png\r\n"), "{request}");
    assert!(request.contains(&format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    )));
    assert!(request.ends_with(&format!("\r\n--{boundary}--\r\n")));
}

#[tokio::test]
async fn a_stream_gives_what_comes_until_the_end() {
    let body = "data: 1\n\ndata: 2\n\n";
    let events = answer(
        "200 OK",
        "content-type: text/event-stream\r\nx-a: b\r\n",
        body,
    );
    let server = Server::start(vec![events]).await;
    let mut stream = upload(&client(&server.address)).stream().await.unwrap();
    assert_eq!(stream.status(), 200);
    assert_eq!(stream.headers()["x-a"], "b");
    let mut text = Vec::new();
    while let Some(piece) = stream.try_next().await.unwrap() {
        text.extend_from_slice(&piece);
    }
    assert_eq!(text, body.as_bytes());
    assert!(stream.try_next().await.unwrap().is_none());
    let request = server.requests().await.remove(0);
    assert!(request.contains("accept: text/event-stream\r\n"));
    assert!(request.contains("authorization: Bearer"));
}

#[tokio::test]
async fn a_stream_that_breaks_or_is_refused_is_an_error() {
    let short = Step::Answer(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc".to_vec());
    let json = "content-type: application/json\r\n";
    let server = Server::start(vec![short, answer("404 Not Found", json, "{\"a\":1}")]).await;
    let client = client(&server.address);
    let mut stream = upload(&client).stream().await.unwrap();
    let mut last = stream.try_next().await;
    while let Ok(Some(_)) = last {
        last = stream.try_next().await;
    }
    assert!(last.unwrap_err().is_transport());
    assert!(stream.try_next().await.unwrap().is_none());
    let error = upload(&client).stream().await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.operation(), Some("upload"));
    let read = error.api_as::<std::collections::BTreeMap<String, i64>>();
    assert_eq!(read.unwrap()["a"], 1);
    assert_eq!(error.api_as::<Vec<i64>>(), None);
}

#[tokio::test]
async fn a_stream_is_begun_like_any_other_call() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabc";
    let steps = vec![
        answer("429 Too Many Requests", "", ""),
        Step::Reset,
        Step::Answer(head.into()),
    ];
    let server = Server::start(steps).await;
    let seen = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&seen);
    let client = super::builder(&server.address)
        .retry(RetryPolicy::standard().base(Duration::from_millis(1)))
        .body_limit(1)
        .on_outcome(move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
        })
        .build()
        .unwrap();
    let mut stream = upload(&client)
        .with_idempotent(true)
        .stream()
        .await
        .unwrap();
    assert_eq!(stream.try_next().await.unwrap().unwrap(), "abc");
    assert_eq!(seen.load(Ordering::Relaxed), 3);
    assert_eq!(server.requests().await.len(), 3);
}

#[tokio::test]
async fn an_operation_may_live_elsewhere() {
    let server = Server::start(vec![
        answer("204 No Content", "", ""),
        answer("204 No Content", "", ""),
    ])
    .await;
    let client = client(&server.address);
    // The address that the client was given goes before the operation's own.
    let mut one = upload(&client);
    one.own = Some(Some("https://upload.example.com"));
    one.await.unwrap();
    let mut other = upload(&client);
    other.own = Some(None);
    other.call.set_server(format!("{}/deeper/", server.address));
    other.await.unwrap();
    assert_eq!(
        server.targets().await,
        [
            "POST /api/files HTTP/1.1",
            "POST /api/deeper/files HTTP/1.1"
        ]
    );
    for address in ["http://evil.example.com", "ftp://x", "https://a@b", ""] {
        let mut bad = upload(&client);
        bad.own = Some(None);
        bad.call.set_server(address);
        let error = bad.await.unwrap_err();
        assert_eq!(error.field(), Some("with_server"), "{address}");
        assert_eq!(error.attempts(), 0);
    }
}
