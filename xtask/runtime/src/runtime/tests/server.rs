//! A server that answers each connection with the next piece of a script.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What the server does with one connection after it has read a request.
#[derive(Clone)]
pub(super) enum Step {
    /// Sends these bytes and closes the connection.
    Answer(Vec<u8>),
    /// Sends these bytes and then nothing, without closing.
    Stall(Vec<u8>),
    /// Sends these bytes and then a byte now and then, without end.
    Drip(Vec<u8>),
    /// Closes the connection with a reset.
    Reset,
    /// Does several things on one connection, each after another request.
    Several(Vec<Step>),
    /// Sends these bytes again and again, until the client closes the connection.
    Flood(Vec<u8>, Vec<u8>),
}

/// A whole answer.
pub(super) fn answer(status: &str, headers: &str, body: &str) -> Step {
    let length = body.len();
    Step::Answer(
        format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}").into(),
    )
}

/// A whole answer after which the connection stays open, as far as the headers tell.
pub(super) fn kept_alive(body: &str) -> Step {
    let length = body.len();
    Step::Answer(format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}").into())
}

pub(super) fn json(body: &str) -> Step {
    answer("200 OK", "content-type: application/json\r\n", body)
}

pub(super) struct Server {
    pub(super) address: String,
    script: JoinHandle<Vec<String>>,
}

impl Server {
    pub(super) async fn start(steps: Vec<Step>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/api", listener.local_addr().unwrap());
        let script = tokio::spawn(async move {
            let mut requests = Vec::new();
            for step in steps {
                let (mut stream, _) = listener.accept().await.unwrap();
                let steps = match step {
                    Step::Several(steps) => steps,
                    step => vec![step],
                };
                for step in steps {
                    requests.push(read_request(&mut stream).await);
                    perform(&mut stream, step).await;
                }
            }
            requests
        });
        Self { address, script }
    }

    /// Returns the requests as they came, after the whole script.
    pub(super) async fn requests(self) -> Vec<String> {
        self.script.await.unwrap()
    }

    /// Returns the first lines of the requests.
    pub(super) async fn targets(self) -> Vec<String> {
        let first_line = |request: String| request.lines().next().unwrap_or_default().to_owned();
        self.requests().await.into_iter().map(first_line).collect()
    }
}

async fn read_request(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    loop {
        let mut buffer = [0; 4096];
        let count = stream.read(&mut buffer).await.unwrap();
        request.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&request).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                line.to_lowercase()
                    .strip_prefix("content-length: ")?
                    .parse()
                    .ok()
            });
            if body.len() >= length.unwrap_or(0_usize) {
                return text;
            }
        }
        // The hello of TLS has no end that could be waited for.
        if count == 0 || request.starts_with(b"\x16") {
            return text;
        }
    }
}

async fn perform(stream: &mut TcpStream, step: Step) {
    match step {
        Step::Answer(bytes) => stream.write_all(&bytes).await.unwrap(),
        Step::Stall(bytes) => {
            stream.write_all(&bytes).await.unwrap();
            tokio::time::sleep(Duration::from_secs(3600)).await;
        }
        Step::Drip(bytes) => {
            stream.write_all(&bytes).await.unwrap();
            while stream.write_all(b" ").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        Step::Reset => stream.set_zero_linger().unwrap(),
        Step::Several(_) => panic!("connections do not nest"),
        Step::Flood(head, piece) => {
            stream.write_all(&head).await.unwrap();
            while stream.write_all(&piece).await.is_ok() {}
        }
    }
}
