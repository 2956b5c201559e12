//! How errors come to be: one constructor for each way to fail, and what is added on the way to the
//! caller.
//!
//! In: what failed. Out: an [`Error`]. Deliberately absent: values of requests and replies in its
//! message, since they may be secret.

use std::borrow::Cow;
use std::fmt::Write;
use std::sync::Arc;
use std::time::SystemTime;

use super::{BoxError, Error, ErrorKind, Fault, Inner, KEPT_BODY};
use crate::generated::ApiError;
use crate::runtime::endpoint::Endpoint;
use crate::runtime::response::{self, Reply, hint};

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
                retry_after: None,
                unsent: false,
                outcome_unknown: false,
                other_content: false,
                token_failure: None,
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

    pub(crate) fn connect(source: impl Into<BoxError>) -> Self {
        Self::new(ErrorKind::Connect, "no connection could be made").before_sending(source)
    }

    pub(crate) fn tls(message: &'static str, source: impl Into<BoxError>) -> Self {
        Self::new(ErrorKind::Tls, message).before_sending(source)
    }

    pub(crate) fn connect_timeout(source: impl Into<BoxError>) -> Self {
        Self::new(ErrorKind::Timeout, "no connection could be made in time").before_sending(source)
    }

    pub(crate) fn not_sent(message: &'static str, source: impl Into<BoxError>) -> Self {
        Self::new(ErrorKind::Connect, message).before_sending(source)
    }

    fn before_sending(mut self, source: impl Into<BoxError>) -> Self {
        self.inner.unsent = true;
        self.caused_by(source)
    }

    pub(crate) fn timeout(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Timeout, message)
    }

    pub(crate) fn transport(message: &'static str, source: impl Into<BoxError>) -> Self {
        Self::new(ErrorKind::Transport, message).caused_by(source)
    }

    /// Adds that nothing followed, though the failure is one that could pass.
    #[cfg(any(feature = "multipart", feature = "uploads"))]
    pub(crate) fn not_repeated(mut self) -> Self {
        let message = &self.inner.message;
        let told = format!("{message}; it was not sent again, as its body is a stream");
        self.inner.message = told.into();
        self
    }

    pub(crate) fn body_limit(limit: usize) -> Self {
        Self::new(
            ErrorKind::BodyLimit,
            format!("the reply is longer than {limit} bytes"),
        )
    }

    pub(crate) fn status_of(reply: Reply, api: Option<ApiError>) -> Self {
        let message = format!("the service answered {}", response::spell(reply.status));
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

    /// A reply that does not even claim to be what was asked for.
    pub(crate) fn other_content(fault: &Fault) -> Self {
        let mut error = Self::decode(fault);
        error.inner.other_content = true;
        error
    }

    #[cfg(feature = "pages")]
    pub(crate) fn paging(message: &'static str) -> Self {
        Self::new(ErrorKind::Paging, message)
    }

    /// A blocking call that was not made.
    #[cfg(feature = "blocking")]
    pub(crate) fn blocking(message: &'static str) -> Self {
        Self::new(ErrorKind::Blocking, message)
    }

    /// A call that ended because there is no token for it. All calls that waited for the token
    /// share the failure.
    pub(crate) fn auth(failure: &Arc<Self>) -> Self {
        let mut message = format!("no token could be obtained: {}", failure.inner.message);
        if failure.inner.attempts > 1 {
            // Writing to a string can't fail.
            let _ = write!(message, " (after {} attempts)", failure.inner.attempts);
        }
        let mut error = Self::new(ErrorKind::Auth, message);
        error.inner.token_failure = Some(Arc::clone(failure));
        error
    }

    /// A provider of tokens that gave an error, or a token that cannot be one.
    pub(crate) fn provider(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Auth, message)
    }

    /// Names what the error is about in another way. It must not be more than a name.
    #[allow(dead_code, reason = "the written part of a crate may need it")]
    pub(crate) fn renamed(mut self, field: &'static str) -> Self {
        if let Some(old) = self.inner.field.replace(field.to_owned()) {
            let message = self.inner.message.replacen(&old, field, 1);
            self.inner.message = message.into();
        }
        self
    }

    fn about(mut self, fault: &Fault) -> Self {
        self.inner.field = fault.path().map(str::to_owned);
        self
    }

    pub(crate) fn caused_by(mut self, source: impl Into<BoxError>) -> Self {
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

    pub(crate) fn with_unknown_outcome(mut self, is_unknown: bool) -> Self {
        self.inner.outcome_unknown = is_unknown;
        self
    }

    pub(crate) fn with_reply(mut self, mut reply: Reply) -> Self {
        if reply.body.len() > KEPT_BODY {
            // A copy, so that the rest is not kept alive with it.
            reply.body = bytes::Bytes::copy_from_slice(&reply.body[..KEPT_BODY]);
        }
        self.inner.attempts = reply.attempts;
        // Read at once: a date is meant from now on.
        self.inner.retry_after = hint::wait(reply.status, &reply.headers, SystemTime::now());
        self.inner.reply = Some(reply);
        self
    }
}
