//! An operation that is called: what the generated half says of it, and the request builder that
//! has its methods from here.
//!
//! In: a type that encodes its request and decodes its reply. Out: sending it, which is compiled
//! once for each operation. Deliberately absent: what does not depend on the operation's type (see
//! `call.rs` and `send.rs`).

#[cfg(feature = "blocking")]
use super::blocking;
use super::call::Call;
use super::client::Client;
use super::encode::Encoder;
use super::endpoint::Endpoint;
use super::error::{Error, Result};
use super::response::{Reply, Response};
use super::send::{self, Outgoing};

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

/// Makes a call. It is compiled once for each operation, so what does not depend on one stands
/// elsewhere.
pub(crate) fn send<O: Operation>(
    operation: O,
) -> impl Future<Output = Result<Response<O::Output>>> {
    // What was encoded need not be kept while the network is waited for.
    let (client, request) = (operation.call().client.clone(), outgoing(&operation));
    async move { decoded::<O>(exchange(client, request).await?) }
}

/// Makes a call of which only the result is wanted. It stands beside [`send`], not around it: each
/// future around another one is compiled for each operation too.
pub(crate) fn send_for_data<O: Operation>(operation: O) -> impl Future<Output = Result<O::Output>> {
    let (client, request) = (operation.call().client.clone(), outgoing(&operation));
    async move { decoded::<O>(exchange(client, request).await?).map(Response::into_inner) }
}

async fn exchange(client: Client, request: Result<Outgoing>) -> Result<Reply> {
    send::send(&client, &request?).await
}

fn decoded<O: Operation>(reply: Reply) -> Result<Response<O::Output>> {
    match O::decode(&reply) {
        Ok(data) => Ok(Response::new(data, reply)),
        Err(error) => Err(undecoded(error, &O::ENDPOINT, reply)),
    }
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
pub(crate) fn send_blocking<O: Operation>(operation: O) -> Result<Response<O::Output>> {
    let client = operation.call().client.clone();
    let result = blocking::wait(&client.inner.blocking, send(operation)).and_then(|result| result);
    result.map_err(|error| error.at(&O::ENDPOINT))
}

/// Gives a request builder that is [`Operation`] the methods that every one has. Its field `call`
/// is a [`Call`].
macro_rules! operation {
    ($name:ident, $output:ty) => {
        impl $crate::runtime::codegen::HasCall for $name {
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
            pub fn with_timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.call.set_timeout(timeout);
                self
            }

            /// Sets which failed attempts of this call are followed by another one, instead of the
            /// client's own policy.
            ///
            /// [`RetryPolicy::never`](crate::RetryPolicy::never) lets it make one attempt. All
            /// calls share the client's budget for retries, whatever their policy is.
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
            pub fn with_idempotent(mut self, is_idempotent: bool) -> Self {
                self.call.set_idempotent(is_idempotent);
                self
            }

            /// Adds a header to the request, or replaces one that was added before.
            ///
            /// A name or value that is not valid, and a header that the client sets itself (such as
            /// `authorization`, `host`, `content-type` or `content-length`), are reported when the
            /// request is sent, as an error for which `is_invalid_request()` is true.
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
            pub async fn send(self) -> $crate::Result<$output> {
                $crate::runtime::codegen::send_for_data(self).await
            }

            /// Sends the request and returns its result with the status, the headers and the rate
            /// limit that came with it.
            ///
            /// # Errors
            ///
            /// Fails when the request is not valid, the service can't be reached in time, or its
            /// answer is not a success or not understood; see [`Error`](crate::Error).
            pub async fn send_with_response(self) -> $crate::Result<$crate::Response<$output>> {
                $crate::runtime::codegen::send(self).await
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
            pub fn send_blocking(self) -> $crate::Result<$output> {
                ::std::result::Result::Ok(
                    $crate::runtime::codegen::send_blocking(self)?.into_inner(),
                )
            }

            /// Sends the request, blocks until it is answered, and returns its result with the
            /// status, the headers and the rate limit that came with it.
            ///
            /// # Errors
            ///
            /// Fails as [`send_blocking`](Self::send_blocking) does.
            #[cfg(feature = "blocking")]
            pub fn send_blocking_with_response(self) -> $crate::Result<$crate::Response<$output>> {
                $crate::runtime::codegen::send_blocking(self)
            }
        }

        /// Awaiting the builder sends the request.
        impl ::std::future::IntoFuture for $name {
            type Output = $crate::Result<$output>;
            type IntoFuture = ::std::pin::Pin<
                ::std::boxed::Box<
                    dyn ::std::future::Future<Output = Self::Output> + ::std::marker::Send,
                >,
            >;

            fn into_future(self) -> Self::IntoFuture {
                ::std::boxed::Box::pin($crate::runtime::codegen::send_for_data(self))
            }
        }
    };
}
pub(crate) use operation;
