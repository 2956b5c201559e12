//! Functions of the user's that see each attempt: before it is sent, and what came of it.
//!
//! In: an attempt and its outcome. Out: calls of the functions. Deliberately absent: what proves
//! who asks, which no observer sees.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};
use reqwest::Url;

use super::endpoint::Endpoint;
use super::error::{Error, Result};
use super::response::Reply;

/// An attempt that is about to be made. See
/// [`ClientBuilder::on_attempt`](crate::ClientBuilder::on_attempt).
#[derive(Clone, Copy)]
pub struct Attempt<'a> {
    pub(crate) endpoint: &'a Endpoint,
    pub(crate) url: &'a Url,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: Option<&'a [u8]>,
    pub(crate) number: u32,
}

impl Attempt<'_> {
    /// Returns the name of the operation (its `operationId`); for a request for a token it is
    /// `token`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.endpoint.id
    }

    /// Returns the method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.endpoint.method
    }

    /// Returns the path with its parameters in braces: fit for metrics and logs, as it holds no
    /// ids.
    #[must_use]
    pub fn path_template(&self) -> &'static str {
        self.endpoint.path
    }

    /// Returns the address: whole, but for an API key that goes into the query. It holds ids and
    /// values of the request.
    #[must_use]
    pub fn url(&self) -> &str {
        self.url.as_str()
    }

    /// Returns the headers, but for what the HTTP client adds and what proves who asks: tokens,
    /// passwords and API keys, those in cookies too.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.headers
    }

    /// Returns the body, if there is one and it is in memory as a whole: that of a form with files
    /// is not. It is never that of a request for a token.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.body
    }

    /// Returns which attempt of its request it is, counted from 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }
}

/// Addresses, headers and bodies are left out, so that it is fit for logs.
impl fmt::Debug for Attempt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt")
            .field("operation", &self.operation())
            .field("method", self.method())
            .field("path_template", &self.path_template())
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

/// What came of an attempt. See [`ClientBuilder::on_outcome`](crate::ClientBuilder::on_outcome).
#[derive(Clone, Copy)]
pub struct Outcome<'a> {
    attempt: &'a Attempt<'a>,
    result: std::result::Result<&'a Reply, &'a Error>,
    duration: Duration,
}

impl<'a> Outcome<'a> {
    pub(crate) fn new(
        attempt: &'a Attempt<'a>,
        result: &'a Result<Reply>,
        duration: Duration,
    ) -> Self {
        Self {
            attempt,
            result: result.as_ref(),
            duration,
        }
    }

    /// Returns the attempt that ended.
    #[must_use]
    pub fn attempt(&self) -> &Attempt<'a> {
        self.attempt
    }

    /// Returns the status, if the service answered.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self.result {
            Ok(reply) => Some(reply.status),
            Err(error) => error.status(),
        }
    }

    /// Returns the headers of the answer, if the service answered.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self.result {
            Ok(reply) => Some(&reply.headers),
            Err(error) => error.headers(),
        }
    }

    /// Returns the error with which the attempt ended, unless it succeeded. A reply that is not
    /// understood is a success here: it is read later.
    #[must_use]
    pub fn error(&self) -> Option<&Error> {
        self.result.err()
    }

    /// Returns how long the attempt took, to the last byte of the reply.
    #[must_use]
    pub fn duration(&self) -> Duration {
        self.duration
    }
}

impl fmt::Debug for Outcome<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outcome")
            .field("attempt", self.attempt)
            .field("status", &self.status())
            .field("error", &self.error())
            .field("duration", &self.duration)
            .finish()
    }
}

type OnAttempt = Arc<dyn Fn(&Attempt<'_>) + Send + Sync>;
type OnOutcome = Arc<dyn Fn(&Outcome<'_>) + Send + Sync>;

/// The functions that were given to a client.
#[derive(Clone, Default)]
pub(crate) struct Observers {
    pub(crate) on_attempt: Vec<OnAttempt>,
    pub(crate) on_outcome: Vec<OnOutcome>,
}

impl Observers {
    pub(crate) fn attempt(&self, attempt: &Attempt<'_>) {
        for observer in &self.on_attempt {
            observer(attempt);
        }
    }

    pub(crate) fn are_waiting(&self) -> bool {
        !self.on_outcome.is_empty()
    }

    pub(crate) fn outcome(&self, outcome: &Outcome<'_>) {
        for observer in &self.on_outcome {
            observer(outcome);
        }
    }
}
