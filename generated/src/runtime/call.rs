//! A call on its way: the options that every request builder has, and what the generated half says of an operation.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use reqwest::Url;

use super::client::Client;
use super::domain;
use super::encode::Encoder;
use super::error::{Error, Fault, Result};
use super::response::{Reply, Response};
use super::retry::RetryPolicy;
use super::send::{self, Outgoing};

/// An operation as the description has it.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    /// The `operationId`.
    pub(crate) id: &'static str,
    pub(crate) method: Method,
    /// The path's template, with parameters in braces.
    pub(crate) path: &'static str,
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// What a request builder holds beside the parameters of its operation: the client, and options of this one call.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) client: Client,
    pub(crate) timeout: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) is_idempotent: Option<bool>,
    pub(crate) headers: HeaderMap,
    pub(crate) fault: Option<Fault>,
    /// The address of this one call.
    server: Option<String>,
}

/// Headers that the client sets itself, or that would change how the request is framed.
pub(crate) const RESERVED_HEADERS: [HeaderName; 10] = [
    header::ACCEPT_ENCODING,
    header::AUTHORIZATION,
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::EXPECT,
    header::HOST,
    header::TE,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

impl Call {
    pub(crate) fn new(client: &Client) -> Self {
        Self {
            client: client.clone(),
            timeout: None,
            retry: None,
            is_idempotent: None,
            headers: HeaderMap::new(),
            fault: None,
            server: None,
        }
    }

    pub(crate) fn set_timeout(&mut self, timeout: Duration) {
        self.timeout = Some(timeout);
    }

    pub(crate) fn set_retry(&mut self, policy: RetryPolicy) {
        self.retry = Some(policy);
    }

    pub(crate) fn set_idempotent(&mut self, is_idempotent: bool) {
        self.is_idempotent = Some(is_idempotent);
    }

    pub(crate) fn set_server(&mut self, address: impl Into<String>) {
        self.server = Some(address.into());
    }

    /// Returns where the call goes, where that is not where the client's calls go. `own` is the operation's own
    /// address, if it has one; an address that was given to the client goes before it, for all is behind that.
    pub(crate) fn address(&self, own: Option<Option<&str>>) -> Result<Option<Url>, Fault> {
        let client = &self.client.inner;
        let Some(own) = own else {
            return Ok(None);
        };
        let is_plain = client.base.scheme() == "http";
        let url = match (&self.server, own) {
            (Some(address), _) => domain::parse(address, is_plain, "with_server")?,
            (None, _) if client.is_replaced => return Ok(None),
            (None, Some(own)) => domain::parse(own, false, "with_server")?,
            (None, None) => {
                return Err(Fault::new(
                    "must be called: the description does not say where this operation lives",
                )
                .in_member("with_server"));
            }
        };
        Ok(Some(url))
    }

    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        let demand = match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Err(_), _) => Fault::new("a header's name is not valid"),
            (Ok(name), _) if RESERVED_HEADERS.contains(&name) => {
                Fault::new("cannot be set on a request").in_member(name.as_str())
            }
            (Ok(name), Err(_)) => {
                Fault::new("has a value that is not valid").in_member(name.as_str())
            }
            (Ok(name), Ok(mut value)) => {
                // Whoever shows a request need not know what is in it.
                value.set_sensitive(true);
                self.headers.insert(name, value);
                return;
            }
        };
        self.fault.get_or_insert(demand);
    }
}

/// Values of headers are left out: they may be secret.
impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("client", &self.client)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .field("is_idempotent", &self.is_idempotent)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .finish()
    }
}

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
    Outgoing::new(O::ENDPOINT, operation.call(), encoder)
}

/// Makes a call. It is compiled once for each operation, so what does not depend on one stands elsewhere.
pub(crate) fn send<O: Operation>(
    operation: O,
) -> impl Future<Output = Result<Response<O::Output>>> {
    // What was encoded need not be kept while the network is waited for.
    let (client, request) = (operation.call().client.clone(), outgoing(&operation));
    async move { decoded::<O>(exchange(client, request).await?) }
}

/// Makes a call of which only the result is wanted. It stands beside [`send`], not around it: each future around another
/// one is compiled for each operation too.
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
    let result = super::blocking::wait(&client, send(operation)).and_then(|result| result);
    result.map_err(|error| error.at(&O::ENDPOINT))
}

/// Gives a request builder that is [`Operation`] the methods that every one has. Its field `call` is a [`Call`].
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
            /// When time runs out the call ends with an error for which `is_timeout()` is true. Where this
            /// request is the start of a walk over a list, the limit holds for each page on its own.
            pub fn with_timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.call.set_timeout(timeout);
                self
            }

            /// Sets which failed attempts of this call are followed by another one, instead of the client's own policy.
            ///
            /// [`RetryPolicy::never`](crate::RetryPolicy::never) lets it make one attempt. All calls share the client's budget
            /// for retries, whatever their policy is.
            pub fn with_retry(mut self, policy: $crate::RetryPolicy) -> Self {
                self.call.set_retry(policy);
                self
            }

            /// Says whether the request can be sent again when it is not known if the service has done what it was asked to do.
            ///
            /// Requests that only read, put or delete are taken to be of that kind, and are sent again after a lost
            /// connection, a timeout or a fault of the service; others are not, since they might do things twice. Say `true`
            /// where doing it twice does no harm, and `false` where it does. [`RetryPolicy`](crate::RetryPolicy) has
            /// the details.
            pub fn with_idempotent(mut self, is_idempotent: bool) -> Self {
                self.call.set_idempotent(is_idempotent);
                self
            }

            /// Adds a header to the request, or replaces one that was added before.
            ///
            /// A name or value that is not valid, and a header that the client sets itself (such as
            /// `authorization`, `host`, `content-type` or `content-length`), are reported when the request is sent, as an
            /// error for which `is_invalid_request()` is true.
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
            /// Fails when the request is not valid, the service can't be reached in time, or its answer is not a
            /// success or not understood; see [`Error`](crate::Error).
            pub async fn send(self) -> $crate::Result<$output> {
                $crate::runtime::codegen::send_for_data(self).await
            }

            /// Sends the request and returns its result with the status, the headers and the rate limit that came
            /// with it.
            ///
            /// # Errors
            ///
            /// Fails when the request is not valid, the service can't be reached in time, or its answer is not a
            /// success or not understood; see [`Error`](crate::Error).
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
            /// Fails as [`send`](Self::send) does. In an asynchronous task nothing is sent, and the error has the kind
            /// [`ErrorKind::Blocking`](crate::ErrorKind::Blocking).
            #[cfg(feature = "blocking")]
            pub fn send_blocking(self) -> $crate::Result<$output> {
                ::std::result::Result::Ok(
                    $crate::runtime::codegen::send_blocking(self)?.into_inner(),
                )
            }

            /// Sends the request, blocks until it is answered, and returns its result with the status, the headers and
            /// the rate limit that came with it.
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
