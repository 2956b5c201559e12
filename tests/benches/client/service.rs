//! A service on a thread of its own, and one without a network.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use auth0_client_grants::{BoxFuture, Client, Transport, TransportError};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Request, Response, StatusCode};
use http_body_util::Full;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;

/// Returns the body for a request's path and query.
pub(crate) type Answer = dyn Fn(&str) -> Bytes + Send + Sync;

fn reply<B>(body: B) -> Response<B> {
    let mut response = Response::new(body);
    let json = HeaderValue::from_static("application/json; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, json);
    response
}

/// Starts a service that answers after a time, and runs as long as the process does. Returns its address.
pub(crate) fn start(latency: Duration, answer: Arc<Answer>) -> SocketAddr {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        runtime().block_on(async move {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            tell.send(listener.local_addr().unwrap()).unwrap();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                stream.set_nodelay(true).unwrap();
                let answer = Arc::clone(&answer);
                tokio::spawn(async move {
                    let service = service_fn(async |request: Request<hyper::body::Incoming>| {
                        if !latency.is_zero() {
                            tokio::time::sleep(latency).await;
                        }
                        let target = request.uri().path_and_query().unwrap().as_str();
                        Ok::<_, std::convert::Infallible>(reply(Full::new(answer(target))))
                    });
                    // How a connection ends is the client's business.
                    let _ = http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service)
                        .await;
                });
            }
        })
    });
    told.recv().unwrap()
}

/// A service in the same thread, which answers at once.
pub(crate) struct AtHand {
    body: Bytes,
    /// Which requests are refused: every so manieth, if any.
    refused: Option<u64>,
    requests: AtomicU64,
}

impl AtHand {
    pub(crate) fn new(body: String, refused: Option<u64>) -> Self {
        Self {
            body: body.into(),
            refused,
            requests: AtomicU64::new(0),
        }
    }
}

impl Transport for AtHand {
    fn send(&self, _: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let mut response = reply(self.body.clone());
        let is_refused = |every| self.requests.fetch_add(1, Ordering::Relaxed) % every == 0;
        if self.refused.is_some_and(is_refused) {
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        }
        Box::pin(std::future::ready(Ok(response)))
    }
}

/// A client without a network.
pub(crate) fn client_of(transport: impl Transport) -> Client {
    let builder = Client::builder("tenant.example.com").token(TOKEN);
    builder.transport(transport).build().unwrap()
}

pub(crate) const TOKEN: &str = "a-token-that-is-about-as-long-as-tokens-are-when-they-are-not-long";

pub(crate) fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

/// A runtime in which waits take no time.
pub(crate) fn waitless_runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .unwrap()
}
