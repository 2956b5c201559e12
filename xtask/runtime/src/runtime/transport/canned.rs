//! A transport that has its answers ready, for tests.
//!
//! In: the answers, in their order. Out: these, and the requests that were made. Deliberately
//! absent: anything that knows the service.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Request, Response, StatusCode};

use super::{BoxFuture, Transport, TransportError};

type Answer = Result<Response<Bytes>, TransportError>;
type Answering = dyn Fn(&Request<Bytes>) -> Answer + Send + Sync;

/// A [`Transport`] for tests that gives the answers it was told to give, and keeps the requests it
/// was given.
///
/// Answers are given in order, one to each request; those to token requests and retries count as
/// well. When none is left, requests are answered by the function that
/// [`answering`](Self::answering) was given, or else with 501. Clones share answers and requests:
/// keep one and give the other to the client.
///
/// ```no_run
/// use generated_client::test_util::Canned;
/// use generated_client::{Client, TransportError};
///
/// # fn main() -> generated_client::Result<()> {
/// let service = Canned::new()
///     .fail(TransportError::connect())
///     .reply(200, r#"{"id":"1"}"#);
/// let client = Client::builder("api.example.com")
///     .token("my-token")
///     .transport(service.clone())
///     .build()?;
///
/// // After some calls these are their requests.
/// assert!(service.requests().is_empty());
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Canned {
    shared: Arc<Shared>,
}

struct Shared {
    answers: Mutex<VecDeque<Option<Answer>>>,
    answering: Option<Box<Answering>>,
    requests: Mutex<Vec<Request<Bytes>>>,
    delay: Mutex<Duration>,
}

impl Canned {
    /// Returns a transport that has no answers yet.
    #[must_use]
    pub fn new() -> Self {
        Self::with(None)
    }

    /// Returns a transport that answers with a function, once the answers that are added are used
    /// up.
    pub fn answering(
        answer: impl Fn(&Request<Bytes>) -> Result<Response<Bytes>, TransportError>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self::with(Some(Box::new(answer)))
    }

    fn with(answering: Option<Box<Answering>>) -> Self {
        Self {
            shared: Arc::new(Shared {
                answers: Mutex::default(),
                answering,
                requests: Mutex::default(),
                delay: Mutex::default(),
            }),
        }
    }

    /// Returns a reply with a JSON body. A status that is none becomes 500.
    pub fn json(status: u16, body: impl Into<Bytes>) -> Response<Bytes> {
        let mut reply = Response::new(body.into());
        *reply.status_mut() =
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        reply
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        reply
    }

    /// Adds a reply with a JSON body.
    #[must_use]
    pub fn reply(self, status: u16, body: impl Into<Bytes>) -> Self {
        self.reply_with(Self::json(status, body))
    }

    /// Adds a reply.
    #[must_use]
    pub fn reply_with(self, reply: Response<Bytes>) -> Self {
        lock(&self.shared.answers).push_back(Some(Ok(reply)));
        self
    }

    /// Adds a failure.
    #[must_use]
    pub fn fail(self, error: TransportError) -> Self {
        lock(&self.shared.answers).push_back(Some(Err(error)));
        self
    }

    /// Adds a request that is never answered.
    #[must_use]
    pub fn hang(self) -> Self {
        lock(&self.shared.answers).push_back(None);
        self
    }

    /// Sets how long every answer takes.
    #[must_use]
    pub fn delay(self, delay: Duration) -> Self {
        *lock(&self.shared.delay) = delay;
        self
    }

    /// Returns the requests so far, in the order in which they came.
    #[must_use]
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        lock(&self.shared.requests).clone()
    }

    fn answer(&self, request: Request<Bytes>) -> Option<Answer> {
        let canned = lock(&self.shared.answers).pop_front();
        let answer = canned.unwrap_or_else(|| {
            Some(match &self.shared.answering {
                Some(answering) => answering(&request),
                None => Ok(Self::json(501, r#"{"message":"no canned answer is left"}"#)),
            })
        });
        lock(&self.shared.requests).push(request);
        answer
    }
}

impl Default for Canned {
    fn default() -> Self {
        Self::new()
    }
}

impl Transport for Canned {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Answer> {
        Box::pin(async move {
            let answer = self.answer(request);
            let delay = *lock(&self.shared.delay);
            if delay.is_zero() {
                pause().await;
            } else {
                tokio::time::sleep(delay).await;
            }
            match answer {
                Some(answer) => answer,
                None => std::future::pending().await,
            }
        })
    }
}

/// Lets other tasks go on: the network would take its time too.
async fn pause() {
    let mut paused = false;
    poll_fn(|context| {
        if std::mem::replace(&mut paused, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Requests are only counted: they hold tokens.
impl fmt::Debug for Canned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Canned")
            .field("answers", &lock(&self.shared.answers).len())
            .field("requests", &lock(&self.shared.requests).len())
            .finish_non_exhaustive()
    }
}
