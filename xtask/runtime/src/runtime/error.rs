//! The one error type.
//!
//! In: what went wrong. Out: answers to what programs ask of it, and texts that are fit for logs.
//! Deliberately absent: whether another attempt is made (see `retry.rs`).

mod build;
mod fault;

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::endpoint::Endpoint;
use super::response::{self, RateLimit, Reply};
use crate::generated::ApiError;
pub(crate) use fault::Fault;

/// The result of everything in this crate that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Any error, such as one of a token provider.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// How much of a reply's body an error keeps, in bytes.
pub(crate) const KEPT_BODY: usize = 64 * 1024;

/// Why a client could not be built, or a call did not succeed.
///
/// An error is one pointer wide. Methods such as [`is_not_found`](Self::is_not_found) answer the
/// questions that programs ask; [`kind`](Self::kind) sorts errors by what they are about. When the
/// service answered at all, [`status`](Self::status), [`headers`](Self::headers),
/// [`body`](Self::body) and, if the body was understood, [`api`](Self::api) give its answer.
///
/// # What to do about it
///
/// Everything that is worth trying again was tried again already, as
/// [`RetryPolicy`](crate::RetryPolicy) tells; [`attempts`](Self::attempts) says how often. What is
/// left are three questions:
///
/// * **When may I try again?** [`retry_after`](Self::retry_after) gives the wish of the service. A
///   call ends at once when that is longer than the time the call has left.
/// * **Was it done?** [`is_outcome_unknown`](Self::is_outcome_unknown) is true when the request was
///   to change something, and it cannot be told whether it did. Look before sending it again. A
///   reply that was not understood ([`ErrorKind::Decode`], [`ErrorKind::BodyLimit`]) was a success:
///   it *was* done, unless a proxy seems to have answered in place of the service
///   ([`is_unexpected_content_type`](Self::is_unexpected_content_type)), which leaves the outcome
///   unknown.
/// * **Is it really not there?** A delete that was sent twice can end with 404 because the first
///   attempt deleted: `error.is_not_found() && error.attempts() > 1`.
///
/// A token that cannot be obtained is an error of the call that needed it: [`ErrorKind::Auth`].
/// `status()`, `body()`, `retry_after()` and the like then give the answer of the token service.
/// Nothing was done: the request was not sent, or it was refused for a token that could not be
/// replaced.
///
/// # Logging
///
/// `Display` and `Debug` are safe to log: they name the operation by its path template, and never
/// contain ids, values of the request, text that came from the service, or secrets.
/// [`source`](StdError::source) leads to the cause in the layers below, without addresses; of a
/// certificate that is refused it can say what it is for. What a
/// [`TokenProvider`](crate::TokenProvider) of your own says in its errors is shown as it is.
///
/// ```
/// use generated_client::{Client, Error};
///
/// # fn build() -> Result<(), Error> {
/// match Client::builder("api.example.com").token("two words").build() {
///     Ok(_client) => {}
///     Err(error) if error.is_configuration() => eprintln!("check the settings: {error}"),
///     Err(error) => return Err(error),
/// }
/// # Ok(())
/// # }
/// # build().unwrap();
///
/// /// What a caller could do.
/// fn advice(error: &Error) -> String {
///     if error.is_not_found() && error.attempts() > 1 {
///         return "it is gone, perhaps by an earlier attempt of the same call".into();
///     }
///     if error.is_outcome_unknown() {
///         return "look whether it was done before doing it again".into();
///     }
///     match error.retry_after() {
///         Some(wait) => format!("come back in {wait:?}"),
///         None => "give up".into(),
///     }
/// }
/// ```
pub struct Error {
    inner: Box<Inner>,
}

struct Inner {
    kind: ErrorKind,
    endpoint: Option<Endpoint>,
    message: Cow<'static, str>,
    field: Option<String>,
    reply: Option<Reply>,
    api: Option<ApiError>,
    attempts: u32,
    /// How long the service asked to wait, when it did.
    retry_after: Option<Duration>,
    /// Whether it is certain that nothing of the request was sent.
    unsent: bool,
    outcome_unknown: bool,
    /// Whether a reply did not even claim to be what was asked for.
    other_content: bool,
    /// Why there is no token. It has the answer of the token service, if there was one.
    token_failure: Option<Arc<Error>>,
    source: Option<BoxError>,
}

/// What an [`Error`] is about: at which point a call came to its end.
///
/// Most programs do not need it: questions such as [`is_not_found`](Error::is_not_found) and
/// [`is_timeout`](Error::is_timeout) are finer, and count the failures of requests for tokens in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A setting of the client is missing or not acceptable. No request was made.
    Configuration,
    /// A value of the request breaks a rule of the service, or is unfit to be sent. No request was
    /// made.
    InvalidRequest,
    /// No token could be obtained, so the request was not sent; or it was refused for its token,
    /// and there was no other. `source()` leads to the reason.
    Auth,
    /// No connection could be made: the name was not found, or the host refused or could not be
    /// reached. Nothing was sent.
    Connect,
    /// No secure connection could be made, for instance because the certificate has expired, is for
    /// another host or is not trusted; where that is known, the message says so. Nothing was sent.
    Tls,
    /// The connection broke, the stream of a request's body failed, or the reply was cut short or
    /// was not HTTP. The service may have acted on the request.
    Transport,
    /// Time ran out. Unless [`is_connect`](Error::is_connect) says that no connection was made,
    /// the service may have acted on the request.
    Timeout,
    /// The body of a successful reply is longer than the client's limit. The service has acted on
    /// the request.
    BodyLimit,
    /// The service answered with a status other than success; redirects are among them, as none is
    /// followed.
    Status,
    /// The service answered with success, but its body is not what the API promises.
    Decode,
    /// A list cannot be walked to its end, for instance because a cursor came back a second time.
    Paging,
    /// A blocking call (feature `blocking`) was made where it must not block, such as in an
    /// asynchronous task, or no thread could be started for it. No request was made.
    Blocking,
}

impl Error {
    /// Returns what the error is about.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// Returns the name of the operation that failed (its `operationId`), if a call was being made.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.inner.endpoint.as_ref().map(|endpoint| endpoint.id)
    }

    /// Returns the setting, parameter or member that the error is about, such as `take`, `scope[2]`
    /// or, in a reply, `items[3].id`.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.inner.field.as_deref()
    }

    /// Returns the status of the service's answer, if it answered.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.reply().map(|reply| reply.status)
    }

    /// Returns the service's own explanation, if it answered with one that could be read.
    ///
    /// Answers of proxies and gateways usually have none: look at [`body`](Self::body) then.
    #[must_use]
    pub fn api(&self) -> Option<&ApiError> {
        let token = self.inner.token_failure.as_ref();
        let api = self.inner.api.as_ref();
        api.or_else(|| token.and_then(|failure| failure.api()))
    }

    /// Returns the headers of the service's answer, if it answered.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.reply().map(|reply| &reply.headers)
    }

    /// Returns the body of the service's answer as it came, if it answered; at most its first 64
    /// KiB are kept.
    ///
    /// It can hold personal data and anything a proxy chose to say, so think before logging it.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.reply().map(|reply| &*reply.body)
    }

    /// Returns the name that the service gave to the request, for its support staff, if it answered
    /// with one.
    ///
    /// It is read from `x-request-id`, `x-correlation-id` or `request-id`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.headers().and_then(response::request_id)
    }

    /// Returns how long the service asks to wait before the next request, counted from its answer,
    /// if it answered with such a wish.
    ///
    /// It is read from `retry-after`, be it seconds or a date. In an answer 429 without one, it is
    /// the time until `x-ratelimit-reset`, unless `x-ratelimit-remaining` says that it is not that
    /// limit which was met. Dates and times are judged against the service's own clock (its `date`
    /// header).
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        let token = self.inner.token_failure.as_ref();
        let own = self.inner.retry_after;
        own.or_else(|| token.and_then(|failure| failure.retry_after()))
    }

    /// Returns the state of the service's rate limit, if it answered with one.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.headers().and_then(RateLimit::read)
    }

    /// Returns how many times the request was put on its way: 0 when it was refused before anything
    /// was sent, or when there was no token for it. Requests for tokens are not counted.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.inner.attempts
    }

    /// Returns the answer that the error is about: of the service or, failing that, of the token
    /// service.
    fn reply(&self) -> Option<&Reply> {
        let token = self.inner.token_failure.as_ref();
        let own = self.inner.reply.as_ref();
        own.or_else(|| token.and_then(|failure| failure.reply()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(endpoint) = &self.inner.endpoint {
            write!(f, "{endpoint}: ")?;
        }
        f.write_str(&self.inner.message)?;
        if self.inner.attempts > 1 {
            write!(f, " (after {} attempts)", self.inner.attempts)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut causes = Vec::new();
        let mut source = self.source();
        while let Some(cause) = source {
            causes.push(cause.to_string());
            source = cause.source();
        }
        f.debug_struct("Error")
            .field("kind", &self.inner.kind)
            .field("message", &self.to_string())
            .field("status", &self.status().map(|status| status.as_u16()))
            .field("causes", &causes)
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match (&self.inner.token_failure, &self.inner.source) {
            (Some(failure), _) => Some(&**failure),
            (None, Some(source)) => Some(&**source),
            (None, None) => None,
        }
    }
}

// Documentation shows the methods of a type in the order of the modules that they stand in: these
// after those above.
mod questions;
