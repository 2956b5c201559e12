//! A real HTTP/1.1 server on a loopback port, for the generated client to talk to.
//!
//! It records each request as it came and answers from a queue or a closure. It runs on a thread of its own,
//! so that a test's runtime may block, and ends when it is dropped.

mod recorded;

use std::collections::VecDeque;
use std::convert::Infallible;
use std::fmt;
use std::future::pending;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use auth0_client_grants::{Client, ClientBuilder, RetryPolicy};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::sync::oneshot;

pub use recorded::{Recorded, decode};

/// The token of every client that a [`Server`] gives; it must turn up nowhere but in `authorization`.
pub const TOKEN: &str = "canary-token";

/// What the server answers.
#[derive(Clone, Debug)]
pub struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    comes: bool,
}

impl Reply {
    /// An answer without a body and without headers of its own.
    pub fn empty(status: StatusCode) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            comes: true,
        }
    }

    /// An answer with a body of any type.
    pub fn text(status: StatusCode, content_type: &'static str, body: impl Into<Bytes>) -> Self {
        let mut reply = Self::empty(status);
        reply
            .headers
            .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        reply.body = body.into();
        reply
    }

    /// An answer in JSON.
    pub fn json(status: StatusCode, body: &Value) -> Self {
        Self::text(status, "application/json; charset=utf-8", body.to_string())
    }

    /// A successful answer in JSON.
    pub fn ok(body: &Value) -> Self {
        Self::json(StatusCode::OK, body)
    }

    /// No answer at all, on a connection that stays open.
    pub fn never() -> Self {
        Self {
            comes: false,
            ..Self::empty(StatusCode::OK)
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.append(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
        self
    }
}

/// A server that listens until it is dropped.
pub struct Server {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    /// Ends the thread when it is dropped.
    stop: Option<oneshot::Sender<Infallible>>,
    thread: Option<JoinHandle<()>>,
}

struct State {
    seen: Vec<Recorded>,
    answer: Box<dyn FnMut(&Recorded) -> Reply + Send>,
}

impl Server {
    /// Starts a server that asks a closure for each answer.
    ///
    /// # Panics
    ///
    /// When no port can be listened to.
    #[expect(
        clippy::expect_used,
        reason = "without its server a test has nothing to say"
    )]
    pub fn answering(answer: impl FnMut(&Recorded) -> Reply + Send + 'static) -> Self {
        Self::start(Box::new(answer)).expect("a server on a loopback port")
    }

    /// Starts a server that always answers the same.
    pub fn always(reply: Reply) -> Self {
        Self::answering(move |_| reply.clone())
    }

    /// Starts a server that gives each answer once, in order, and 508 to requests beyond them.
    pub fn queue(replies: impl IntoIterator<Item = Reply>) -> Self {
        let mut replies: VecDeque<Reply> = replies.into_iter().collect();
        Self::answering(move |_| {
            replies
                .pop_front()
                .unwrap_or(Reply::empty(StatusCode::LOOP_DETECTED))
        })
    }

    fn start(answer: Box<dyn FnMut(&Recorded) -> Reply + Send>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let listener = {
            let _entered = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        let state = Arc::new(Mutex::new(State {
            seen: Vec::new(),
            answer,
        }));
        let (stop, stopped) = oneshot::channel::<Infallible>();
        let served = Arc::clone(&state);
        let thread = thread::Builder::new()
            .name("server".into())
            .spawn(move || {
                runtime.block_on(async {
                    tokio::select! {
                        _ = stopped => {}
                        () = accept(listener, served) => {}
                    }
                });
            })?;
        Ok(Self {
            address,
            state,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Returns the base URL for a client of this server.
    pub fn base_url(&self) -> String {
        format!("http://{}/api/v2", self.address)
    }

    /// Returns the settings of a client of this server, which sends each
    /// request once: what is retried is proved where time is virtual.
    pub fn builder(&self) -> ClientBuilder {
        Client::builder("tenant.example.com")
            .token(TOKEN)
            .base_url(self.base_url())
            .allow_http_on_loopback()
            .retry(RetryPolicy::never())
    }

    /// Returns a client of this server.
    ///
    /// # Panics
    ///
    /// When the client does not like its settings.
    #[expect(
        clippy::expect_used,
        reason = "without its client a test has nothing to say"
    )]
    pub fn client(&self) -> Client {
        self.builder()
            .build()
            .expect("a client of a loopback server")
    }

    /// Takes the requests that came since the last time, in the order of their answers.
    pub fn take(&self) -> Vec<Recorded> {
        std::mem::take(&mut lock(&self.state).seen)
    }

    /// Takes the one request that came since the last time.
    ///
    /// # Panics
    ///
    /// When none came, or several did.
    #[expect(clippy::panic, reason = "what the test is about has not happened")]
    pub fn only(&self) -> Recorded {
        match <[Recorded; 1]>::try_from(self.take()) {
            Ok([request]) => request,
            Err(requests) => panic!("there should be one request: {requests:#?}"),
        }
    }

    /// Takes the requests that came since the last time, as [`Recorded::line`] has them.
    pub fn lines(&self) -> Vec<String> {
        self.take().iter().map(Recorded::line).collect()
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // It ends without a result; a panic in it has been printed already.
            let _ = thread.join();
        }
    }
}

/// A closure that panicked has failed its test; the state is as good as before.
fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn accept(listener: tokio::net::TcpListener, state: Arc<Mutex<State>>) {
    while let Ok((stream, _)) = listener.accept().await {
        let state = Arc::clone(&state);
        tokio::spawn(async move {
            let service = service_fn(|request| answer(request, &state));
            // How a connection ends is the client's business.
            let _ = http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

async fn answer(
    request: hyper::Request<Incoming>,
    state: &Mutex<State>,
) -> hyper::Result<hyper::Response<Full<Bytes>>> {
    let (head, body) = request.into_parts();
    let body = body.collect().await?.to_bytes();
    let request = Recorded {
        method: head.method,
        target: head.uri.to_string(),
        headers: head.headers,
        body,
    };
    let reply = {
        let state = &mut *lock(state);
        state.seen.push(request.clone());
        (state.answer)(&request)
    };
    if !reply.comes {
        pending::<()>().await;
    }
    let mut response = hyper::Response::new(Full::new(reply.body));
    *response.status_mut() = reply.status;
    *response.headers_mut() = reply.headers;
    Ok(response)
}
