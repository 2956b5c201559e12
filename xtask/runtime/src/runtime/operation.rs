//! An operation that is called: what the generated half says of it, and what its methods do.
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
use super::encode::Encoder;
use super::endpoint::Endpoint;
use super::error::{Error, Result};
use super::response::{Reply, Response};
use super::send::{self, Outgoing};
use super::transport::BoxFuture;

/// What the generated half says about an operation.
pub(crate) trait Operation {
    /// What a successful call gives.
    type Output;

    const ENDPOINT: Endpoint;

    /// What the caller wants of this one call.
    fn call(&self) -> &Call;

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
