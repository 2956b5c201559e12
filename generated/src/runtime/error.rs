//! The one error type.

mod fault;
mod questions;

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::call::Endpoint;
use super::response::{self, RateLimit, Reply};
use crate::generated::ApiError;
pub(crate) use fault::Fault;

/// The result of everything in this crate that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

type Source = Box<dyn StdError + Send + Sync>;

/// How much of a reply's body an error keeps, in bytes.
pub(crate) const KEPT_BODY: usize = 64 * 1024;

/// Why a client could not be built, or a call did not succeed.
///
/// An error is one pointer wide. [`kind`](Self::kind) sorts errors roughly, and predicates such as
/// [`is_not_found`](Self::is_not_found) answer the questions that programs ask. When the service answered at all,
/// [`status`](Self::status), [`headers`](Self::headers), [`body`](Self::body) and, if the body was understood,
/// [`api`](Self::api) give its answer.
///
/// `Display` and `Debug` are safe to log: they name the operation by its path template, and never contain ids, values
/// of the request, text that came from the service, or secrets. [`source`](StdError::source) leads to
/// the cause in the layers below, without addresses.
///
/// ```no_run
/// use auth0_client_grants::{Client, Error};
///
/// # fn build() -> Result<(), Error> {
/// match Client::builder("https://not-a-domain").token("secret").build() {
///     Ok(_client) => {}
///     Err(error) if error.is_configuration() => eprintln!("check the settings: {error}"),
///     Err(error) => return Err(error),
/// }
/// # Ok(())
/// # }
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
    connecting: bool,
    source: Option<Source>,
}

/// The rough kind of an [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A setting of the client is missing or not acceptable. No request was made.
    Configuration,
    /// A value of the request breaks a rule of the service, or is unfit to be sent. No request was made.
    InvalidRequest,
    /// No connection could be made: the name was not found, or the host refused or could not be reached. Nothing was sent.
    Connect,
    /// No secure connection could be made, for instance because the certificate is not trusted. Nothing was sent.
    Tls,
    /// The connection broke, or the reply was cut short or was not HTTP. The service may have acted on the request.
    Transport,
    /// Time ran out. Unless [`is_connect`](Error::is_connect) says that no connection was made,
    /// the service may have acted on the request.
    Timeout,
    /// The body of a successful reply is longer than the client's limit. The service has acted on the request.
    BodyLimit,
    /// The service answered with a status other than success; redirects are among them, as none is followed.
    Status,
    /// The service answered with success, but its body is not what the description promises.
    Decode,
    /// A list cannot be walked to its end, for instance because a cursor came back a second time.
    Paging,
}

impl Error {
    fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            inner: Box::new(Inner {
                kind,
                endpoint: None,
                message: message.into(),
                field: None,
                reply: None,
                api: None,
                attempts: 0,
                connecting: false,
                source: None,
            }),
        }
    }

    pub(crate) fn configuration(fault: &Fault) -> Self {
        Self::new(
            ErrorKind::Configuration,
            format!("the client cannot be built: {fault}"),
        )
        .about(fault)
    }

    pub(crate) fn invalid_request(fault: &Fault) -> Self {
        Self::new(
            ErrorKind::InvalidRequest,
            format!("the request was not sent: {fault}"),
        )
        .about(fault)
    }

    pub(crate) fn connect(source: impl Into<Source>) -> Self {
        let mut error =
            Self::new(ErrorKind::Connect, "no connection could be made").caused_by(source);
        error.inner.connecting = true;
        error
    }

    pub(crate) fn tls(source: impl Into<Source>) -> Self {
        let mut error =
            Self::new(ErrorKind::Tls, "no secure connection could be made").caused_by(source);
        error.inner.connecting = true;
        error
    }

    pub(crate) fn connect_timeout(source: impl Into<Source>) -> Self {
        let mut error =
            Self::new(ErrorKind::Timeout, "no connection could be made in time").caused_by(source);
        error.inner.connecting = true;
        error
    }

    pub(crate) fn timeout(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Timeout, message)
    }

    pub(crate) fn transport(message: &'static str, source: impl Into<Source>) -> Self {
        Self::new(ErrorKind::Transport, message).caused_by(source)
    }

    pub(crate) fn body_limit(limit: usize) -> Self {
        Self::new(
            ErrorKind::BodyLimit,
            format!("the reply is longer than {limit} bytes"),
        )
    }

    pub(crate) fn status_of(reply: Reply) -> Self {
        let message = format!("the service answered {}", response::spell(reply.status));
        let api = serde_json::from_slice(&reply.body).ok();
        let mut error = Self::new(ErrorKind::Status, message).with_reply(reply);
        error.inner.api = api;
        error
    }

    pub(crate) fn decode(fault: &Fault) -> Self {
        Self::new(
            ErrorKind::Decode,
            format!("the reply was not understood: {fault}"),
        )
        .about(fault)
    }

    pub(crate) fn paging(message: &'static str) -> Self {
        Self::new(ErrorKind::Paging, message)
    }

    fn about(mut self, fault: &Fault) -> Self {
        self.inner.field = fault.path().map(str::to_owned);
        self
    }

    pub(crate) fn caused_by(mut self, source: impl Into<Source>) -> Self {
        self.inner.source = Some(source.into());
        self
    }

    pub(crate) fn at(mut self, endpoint: &Endpoint) -> Self {
        self.inner.endpoint.get_or_insert_with(|| endpoint.clone());
        self
    }

    pub(crate) fn after_attempts(mut self, attempts: u32) -> Self {
        self.inner.attempts = attempts;
        self
    }

    pub(crate) fn with_reply(mut self, mut reply: Reply) -> Self {
        if reply.body.len() > KEPT_BODY {
            // A copy, so that the rest is not kept alive with it.
            reply.body = bytes::Bytes::copy_from_slice(&reply.body[..KEPT_BODY]);
        }
        self.inner.attempts = reply.attempts;
        self.inner.reply = Some(reply);
        self
    }

    /// Returns the rough kind of the error.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// Returns the name of the operation that failed (its `operationId`), if a call was being made.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.inner.endpoint.as_ref().map(|endpoint| endpoint.id)
    }

    /// Returns the setting, parameter or member that the error is about, such as `take`, `scope[2]` or, in a reply,
    /// `items[3].id`.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.inner.field.as_deref()
    }

    /// Returns the status of the service's answer, if it answered.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.inner.reply.as_ref().map(|reply| reply.status)
    }

    /// Returns the service's own explanation, if it answered with one that could be read.
    ///
    /// Answers of proxies and gateways usually have none: look at [`body`](Self::body) then.
    #[must_use]
    pub fn api(&self) -> Option<&ApiError> {
        self.inner.api.as_ref()
    }

    /// Reads the service's explanation as a type of your choice: the one that the documentation of the operation
    /// names for the [`status`](Self::status). None where there is no such explanation, or it is longer than 64 KiB.
    #[must_use]
    pub fn api_as<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(self.body()?).ok()
    }

    /// Returns the headers of the service's answer, if it answered.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.inner.reply.as_ref().map(|reply| &reply.headers)
    }

    /// Returns the body of the service's answer as it came, if it answered; at most its first 64 KiB are kept.
    ///
    /// It can hold personal data and anything a proxy chose to say, so think before logging it.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.inner.reply.as_ref().map(|reply| &*reply.body)
    }

    /// Returns the name that the service gave to the request, for its support staff, if it answered with one.
    ///
    /// It is read from `x-request-id`, `x-correlation-id` or `request-id`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.headers().and_then(response::request_id)
    }

    /// Returns how long the service asks to wait before the next request, if it answered with such a wish.
    ///
    /// It is read from `retry-after` where that header gives whole seconds.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.headers().and_then(response::retry_after)
    }

    /// Returns the state of the service's rate limit, if it answered with one.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.headers().and_then(RateLimit::read)
    }

    /// Returns how many times the request was put on its way: 0 when it was refused before anything was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.inner.attempts
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
        self.inner.source.as_deref().map(|source| source as _)
    }
}
