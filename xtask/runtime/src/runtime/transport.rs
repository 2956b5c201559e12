//! What stands between a client and the service: the network, or something that takes its place.
//!
//! In: a request that is ready. Out: a reply, whole and with whatever status, or an error that says
//! how far the request got. Deliberately absent: tokens, retries, limits of time and size, and the
//! meaning of statuses.
//!
//! The network is not behind the trait, so that nothing is boxed for it and a body that is too long
//! is not read to its end.

#[cfg(any(test, feature = "test-util"))]
mod canned;

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};

use super::error::Error;
#[cfg(any(test, feature = "test-util"))]
pub use canned::Canned;

/// A future on the heap, as traits give them whose types are not known.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Something that takes requests to a service and brings replies back, in place of the network.
///
/// It is used for tests above all: `test_util::Canned`, which the feature `test-util` brings, is
/// one. What the client does on top of it stays as it is: tokens, retries, timeouts, the limit of a
/// reply's size and the reading of replies. Give one to
/// [`ClientBuilder::transport`](crate::ClientBuilder::transport).
///
/// Requests are complete: their address is absolute, they carry the token in `authorization`, and a
/// body that comes from a stream has been read to its end. A reply is to be given for every status.
/// Dropping the future gives the request up.
///
/// ```no_run
/// use generated_client::bytes::Bytes;
/// use generated_client::{BoxFuture, Client, Transport, TransportError, http};
///
/// /// A service that has nothing.
/// struct Nothing;
///
/// impl Transport for Nothing {
///     fn send(
///         &self,
///         _request: http::Request<Bytes>,
///     ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
///         Box::pin(async {
///             let mut reply = http::Response::new(Bytes::new());
///             *reply.status_mut() = http::StatusCode::NOT_FOUND;
///             Ok(reply)
///         })
///     }
/// }
///
/// # fn main() -> generated_client::Result<()> {
/// let client = Client::builder("api.example.com")
///     .token("my-token")
///     .transport(Nothing)
///     .build()?;
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and gives the reply, with its body read to the end.
    fn send(
        &self,
        request: Request<Bytes>,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>>;
}

/// A transport that is shared, or whose type is not known.
impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: Request<Bytes>,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        (**self).send(request)
    }
}

/// How a [`Transport`] failed to bring a reply back.
///
/// What matters is how far the request got: what was not sent can be sent again whatever it is.
#[derive(Debug)]
pub struct TransportError {
    failure: Failure,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failure {
    Connect,
    ConnectTimeout,
    Tls,
    NotSent,
    Timeout,
    Broken,
}

impl TransportError {
    fn new(failure: Failure) -> Self {
        Self {
            failure,
            source: None,
        }
    }

    /// No connection could be made: nothing was sent.
    #[must_use]
    pub fn connect() -> Self {
        Self::new(Failure::Connect)
    }

    /// No connection could be made in time: nothing was sent.
    #[must_use]
    pub fn connect_timeout() -> Self {
        Self::new(Failure::ConnectTimeout)
    }

    /// The other side is not who it should be, or does not speak TLS: nothing was sent, and trying
    /// again will not help.
    #[must_use]
    pub fn tls() -> Self {
        Self::new(Failure::Tls)
    }

    /// The connection broke before the request was sent.
    #[must_use]
    pub fn not_sent() -> Self {
        Self::new(Failure::NotSent)
    }

    /// The request was sent, and no whole reply came in time.
    #[must_use]
    pub fn timeout() -> Self {
        Self::new(Failure::Timeout)
    }

    /// The connection broke after the request, or some of it, was sent, and before the reply was
    /// complete.
    #[must_use]
    pub fn broken() -> Self {
        Self::new(Failure::Broken)
    }

    /// Adds what lies behind it; errors of calls lead to it through `source()`.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Returns the error of an attempt that failed in this way.
    pub(crate) fn into_error(self) -> Error {
        match self.failure {
            Failure::Connect => Error::connect(self),
            Failure::ConnectTimeout => Error::connect_timeout(self),
            Failure::Tls => Error::tls("no secure connection could be made", self),
            Failure::NotSent => {
                Error::not_sent("the connection broke before the request was sent", self)
            }
            Failure::Timeout => Error::timeout("the connection timed out").caused_by(self),
            Failure::Broken => Error::transport("the connection broke before a reply came", self),
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.failure {
            Failure::Connect => "not connected",
            Failure::ConnectTimeout => "not connected in time",
            Failure::Tls => "not connected securely",
            Failure::NotSent => "disconnected before sending",
            Failure::Timeout => "no reply in time",
            Failure::Broken => "disconnected before the reply was complete",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
