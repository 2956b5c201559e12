//! An operation that is called: what the generated half says of it, and the request builder that
//! has its methods from here.
//!
//! In: a type that encodes its request and decodes its reply. Out: sending it, which is compiled
//! once for each operation. Deliberately absent: what does not depend on the operation's type (see
//! `call.rs` and `send.rs`).

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

#[cfg(feature = "blocking")]
use super::blocking;
use super::call::Call;
use super::client::Client;
use super::encode::Encoder;
use super::endpoint::Endpoint;
use super::error::{Error, Result};
use super::response::{Reply, Response};
use super::send::{self, Outgoing};
use super::transport::BoxFuture;

/// What has a [`Call`] in it. [`operation!`] implements it.
pub(crate) trait HasCall {
    fn call(&self) -> &Call;
}

/// What the generated half says about an operation; [`operation!`] makes a request builder of it.
pub(crate) trait Operation: HasCall {
    /// What a successful call gives.
    type Output;

    const ENDPOINT: Endpoint;

    /// Writes path, query and body.
    fn encode(&self, request: &mut Encoder);

    /// Reads a successful reply.
    fn decode(reply: &Reply) -> Result<Self::Output>;
}

/// Encodes an operation's request.
pub(crate) fn outgoing<O: Operation>(operation: &O) -> Result<Outgoing> {
    let mut encoder = Encoder::default();
    operation.encode(&mut encoder);
    operation.call().outgoing(O::ENDPOINT, encoder)
}

/// A call on its way; awaiting it gives its result.
///
/// The request is put together when this is made, and sent when it is first polled. Dropping it ends
/// the call: nothing more is sent, though the service may have seen the request.
#[must_use = "nothing is sent until it is awaited"]
pub struct ResponseFuture<T> {
    // What goes over the network is compiled once for all operations; an operation adds a function
    // that reads the reply.
    reply: BoxFuture<'static, Result<Reply>>,
    finish: fn(Reply) -> Result<T>,
}

impl<T> Future for ResponseFuture<T> {
    type Output = Result<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        let this = self.get_mut();
        match this.reply.as_mut().poll(context) {
            Poll::Ready(Ok(reply)) => Poll::Ready((this.finish)(reply)),
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<T> fmt::Debug for ResponseFuture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}

/// Makes a call of which only the result is wanted.
pub(crate) fn send<O: Operation>(operation: &O) -> ResponseFuture<O::Output> {
    ResponseFuture {
        reply: exchange(operation.call(), outgoing(operation)),
        finish: |reply| match O::decode(&reply) {
            Ok(data) => Ok(data),
            Err(error) => Err(undecoded(error, &O::ENDPOINT, reply)),
        },
    }
}

/// Makes a call.
pub(crate) fn send_with_response<O: Operation>(
    operation: &O,
) -> ResponseFuture<Response<O::Output>> {
    ResponseFuture {
        reply: exchange(operation.call(), outgoing(operation)),
        finish: |reply| match O::decode(&reply) {
            Ok(data) => Ok(Response::new(data, reply)),
            Err(error) => Err(undecoded(error, &O::ENDPOINT, reply)),
        },
    }
}

fn exchange(call: &Call, request: Result<Outgoing>) -> BoxFuture<'static, Result<Reply>> {
    let client = call.client.clone();
    Box::pin(async move { send::send(&client, &request?).await })
}

/// Says where an error came up that is about a reply.
pub(crate) fn undecoded(error: Error, endpoint: &Endpoint, reply: Reply) -> Error {
    // What somebody else answered does not tell what the service did.
    let is_open = !endpoint.method.is_safe() && error.is_unexpected_content_type();
    error
        .at(endpoint)
        .with_reply(reply)
        .with_unknown_outcome(is_open)
}

/// Makes a call and blocks until it is over.
#[cfg(feature = "blocking")]
pub(crate) fn wait<T>(call: &Call, endpoint: &Endpoint, sent: ResponseFuture<T>) -> Result<T> {
    let result = blocking::wait(&call.client.inner.blocking, sent).and_then(|result| result);
    result.map_err(|error| error.at(endpoint))
}

/// Gives a request builder that is [`Operation`] the methods that every one has. Its field `call`
/// is a [`Call`].
macro_rules! operation {
    ($name:ident, $output:ty) => {
        impl $crate::runtime::codegen::HasCall for $name {
            #[inline]
            fn call(&self) -> &$crate::runtime::codegen::Call {
                &self.call
            }
        }

        /// Options of this one call, and sending it.
        impl $name {
            /// Sets how long the call may take as a whole, instead of the client's own limit.
            ///
            /// When time runs out the call ends with an error for which `is_timeout()` is true.
            /// Where this request is the start of a walk over a list, the limit holds for each page
            /// on its own.
            #[inline]
            pub fn with_timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.call.set_timeout(timeout);
                self
            }

            /// Sets which failed attempts of this call are followed by another one, instead of the
            /// client's own policy.
            ///
            /// [`RetryPolicy::never`](crate::RetryPolicy::never) lets it make one attempt. All
            /// calls share the client's budget for retries, whatever their policy is.
            #[inline]
            pub fn with_retry(mut self, policy: $crate::RetryPolicy) -> Self {
                self.call.set_retry(policy);
                self
            }

            /// Sets whether the request can be sent again when it is not known if the service has
            /// done what it was asked to do.
            ///
            /// Requests that only read, put or delete are taken to be of that kind, and are sent
            /// again after a lost connection, a timeout or a fault of the service; others are not,
            /// since they might do things twice. Say `true` where doing it twice does no harm, and
            /// `false` where it does. [`RetryPolicy`](crate::RetryPolicy) has the details.
            #[inline]
            pub fn with_idempotent(mut self, is_idempotent: bool) -> Self {
                self.call.set_idempotent(is_idempotent);
                self
            }

            /// Adds a header to the request, or replaces one that was added before.
            ///
            /// A name or value that is not valid, and a header that the client sets itself (such as
            /// `authorization`, `host`, `content-type` or `content-length`), are reported when the
            /// request is sent, as an error for which `is_invalid_request()` is true.
            #[inline]
            pub fn with_header(
                mut self,
                name: impl ::std::convert::AsRef<str>,
                value: impl ::std::convert::AsRef<str>,
            ) -> Self {
                self.call.set_header(name.as_ref(), value.as_ref());
                self
            }

            /// Sends the request and returns its result. Awaiting the builder does the same.
            ///
            /// # Errors
            ///
            /// Fails when the request is not valid, the service can't be reached in time, or its
            /// answer is not a success or not understood; see [`Error`](crate::Error).
            #[inline]
            pub fn send(self) -> $crate::ResponseFuture<$output> {
                $crate::runtime::codegen::send(&self)
            }

            /// Sends the request and returns its result with the status, the headers and the rate
            /// limit that came with it.
            ///
            /// # Errors
            ///
            /// Fails when the request is not valid, the service can't be reached in time, or its
            /// answer is not a success or not understood; see [`Error`](crate::Error).
            #[inline]
            pub fn send_with_response(self) -> $crate::ResponseFuture<$crate::Response<$output>> {
                $crate::runtime::codegen::send_with_response(&self)
            }

            /// Sends the request, blocks until it is answered, and returns its result.
            ///
            /// It is for threads that may block: those outside of asynchronous runtimes, and in
            /// `tokio::task::spawn_blocking`.
            ///
            /// # Errors
            ///
            /// Fails as [`send`](Self::send) does. In an asynchronous task nothing is sent, and the
            /// error has the kind [`ErrorKind::Blocking`](crate::ErrorKind::Blocking).
            #[cfg(feature = "blocking")]
            #[inline]
            pub fn send_blocking(self) -> $crate::Result<$output> {
                let sent = $crate::runtime::codegen::send(&self);
                $crate::runtime::codegen::wait(&self.call, &Self::ENDPOINT, sent)
            }

            /// Sends the request, blocks until it is answered, and returns its result with the
            /// status, the headers and the rate limit that came with it.
            ///
            /// # Errors
            ///
            /// Fails as [`send_blocking`](Self::send_blocking) does.
            #[cfg(feature = "blocking")]
            #[inline]
            pub fn send_blocking_with_response(self) -> $crate::Result<$crate::Response<$output>> {
                let sent = $crate::runtime::codegen::send_with_response(&self);
                $crate::runtime::codegen::wait(&self.call, &Self::ENDPOINT, sent)
            }
        }

        /// Awaiting the builder sends the request.
        impl ::std::future::IntoFuture for $name {
            type Output = $crate::Result<$output>;
            type IntoFuture = $crate::ResponseFuture<$output>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                $crate::runtime::codegen::send(&self)
            }
        }
    };
}
pub(crate) use operation;
