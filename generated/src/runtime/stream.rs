//! Replies that are read piece by piece, instead of being kept in memory.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::{ACCEPT, AUTHORIZATION};
use http::{HeaderMap, HeaderValue, StatusCode};

use super::call::{self, Endpoint, Operation};
use super::client::{Inner, Wire};
use super::deadline::Deadline;
use super::error::{Error, Fault, Result};
use super::network;
use super::response::Reply;
use super::send::Outgoing;
use super::transport::TransportError;

/// The body of a successful reply, as it comes in.
///
/// It is a `Stream` of pieces of bytes; [`try_next`](Self::try_next) gives them without a crate for streams. Where
/// one piece ends and the next begins means nothing. The limits of the client hold for the head of the reply; then each piece
/// may take as long as one attempt. Nothing limits the length. Dropping it ends the transfer.
pub struct Download {
    status: StatusCode,
    headers: HeaderMap,
    endpoint: Endpoint,
    patience: Duration,
    state: State,
}

/// The reply, given back with the next piece of its body.
type Piece = (Box<reqwest::Response>, Result<Option<Bytes>>);

enum State {
    /// A body that came as a whole.
    Whole(Bytes),
    Idle(Box<reqwest::Response>),
    Waiting(Pin<Box<dyn Future<Output = Piece> + Send>>),
    Done,
}

/// Makes a call whose reply is read piece by piece.
pub(crate) async fn stream<O: Operation>(
    operation: O,
    media_types: &'static str,
) -> Result<Download> {
    let mut request = call::outgoing(&operation)?;
    let client = operation.call().client.clone();
    if !operation.call().headers.contains_key(ACCEPT) {
        let accept = HeaderValue::from_static(media_types);
        request.parts.headers.insert(ACCEPT, accept);
    }
    drop(operation);
    let endpoint = request.endpoint.clone();
    let opened = open(&client.inner, &request).await;
    opened.map_err(|error| error.at(&endpoint))
}

/// Makes the one attempt that a stream has: what has been handed out can't be taken back, so nothing is repeated.
async fn open(client: &Inner, request: &Outgoing) -> Result<Download> {
    let deadline = Deadline::after(request.timeout, "the whole call")
        .or(Deadline::after(client.attempt_timeout, "one attempt"));
    let url = request.url(&client.base)?;
    let mut headers = request.parts.headers.clone();
    if let (Some(auth), true) = (&client.auth, request.bearer) {
        let authorization = auth.authorize(client, deadline).await?;
        headers.insert(AUTHORIZATION, authorization.header);
    }
    let body = request.parts.body.clone();
    let endpoint = request.endpoint.clone();
    let (status, headers, state) = match &client.wire {
        Wire::Network(http) => {
            let mut outgoing = reqwest::Request::new(endpoint.method.clone(), url);
            *outgoing.headers_mut() = headers;
            *outgoing.body_mut() = body.map(Into::into);
            let response = network::head(http, outgoing, deadline).await?;
            if !response.status().is_success() {
                return Err(Error::status_of(network::rest(response, deadline).await));
            }
            let headers = response.headers().clone();
            (response.status(), headers, State::Idle(Box::new(response)))
        }
        Wire::Other(transport) => {
            let mut outgoing = http::Request::new(body.unwrap_or_default());
            *outgoing.method_mut() = endpoint.method.clone();
            *outgoing.headers_mut() = headers;
            *outgoing.uri_mut() = url.as_str().parse().map_err(|_| {
                Error::invalid_request(&Fault::new("the address is not one that can be sent"))
            })?;
            let response = deadline.wait(transport.send(outgoing)).await?;
            let (head, body) = response.map_err(TransportError::into_error)?.into_parts();
            if !head.status.is_success() {
                return Err(Error::status_of(Reply::new(
                    head.status,
                    head.headers,
                    body,
                )));
            }
            (head.status, head.headers, State::Whole(body))
        }
    };
    Ok(Download {
        status,
        headers,
        endpoint,
        patience: client.attempt_timeout,
        state,
    })
}

impl Download {
    /// Returns the status, which is one from 200 to 299.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers as they came.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the next piece; none at the end.
    ///
    /// # Errors
    ///
    /// Fails when the connection breaks, or no piece comes in time. Nothing comes after that.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context))
            .await
            .transpose()
    }
}

impl Stream for Download {
    type Item = Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            match std::mem::replace(&mut this.state, State::Done) {
                State::Done => return Poll::Ready(None),
                State::Whole(body) if body.is_empty() => return Poll::Ready(None),
                State::Whole(body) => return Poll::Ready(Some(Ok(body))),
                State::Idle(response) => {
                    this.state = State::Waiting(Box::pin(next(response, this.patience)));
                }
                State::Waiting(mut future) => match future.as_mut().poll(context) {
                    Poll::Pending => {
                        this.state = State::Waiting(future);
                        return Poll::Pending;
                    }
                    Poll::Ready((response, Ok(Some(piece)))) => {
                        this.state = State::Idle(response);
                        return Poll::Ready(Some(Ok(piece)));
                    }
                    Poll::Ready((_, Ok(None))) => return Poll::Ready(None),
                    Poll::Ready((_, Err(error))) => {
                        return Poll::Ready(Some(Err(error.at(&this.endpoint))));
                    }
                },
            }
        }
    }
}

async fn next(
    mut response: Box<reqwest::Response>,
    patience: Duration,
) -> (Box<reqwest::Response>, Result<Option<Bytes>>) {
    let piece = match tokio::time::timeout(patience, response.chunk()).await {
        Ok(piece) => piece.map_err(network::classify_body),
        Err(_) => Err(Error::timeout(format!(
            "no further piece of the reply came within {patience:?}"
        ))),
    };
    (response, piece)
}

/// Headers are left out: they can hold cookies and other things that do not belong in logs.
impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("status", &self.status.as_u16())
            .finish_non_exhaustive()
    }
}

/// Gives a request builder that is [`Operation`] a way to read its reply piece by piece.
macro_rules! streamed {
    ($name:ident, $media_types:literal) => {
        /// Reading the reply piece by piece.
        impl $name {
            /// Sends the request and returns the body of its reply as it comes in, whatever it is.
            ///
            /// # Errors
            ///
            /// Fails when the request is not valid, the service can't be reached in time, or its answer is not a
            /// success; see [`Error`](crate::Error).
            pub async fn stream(self) -> $crate::Result<$crate::Download> {
                $crate::runtime::codegen::stream(self, $media_types).await
            }
        }
    };
}
pub(crate) use streamed;
