//! Replies that are read piece by piece, instead of being kept in memory.
//!
//! In: an operation whose reply may be long. Out: its bytes as they come. Deliberately absent: an
//! attempt after the first byte.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::ACCEPT;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::client::ClientInner;
use super::deadline::Deadline;
use super::endpoint::Endpoint;
use super::error::{Error, Result};
use super::network;
use super::operation::{self, Operation};
use super::send::{self, Outgoing};
use super::transport::BoxFuture;

/// The body of a successful reply, as it comes in.
///
/// It is a `Stream` of pieces of bytes; [`try_next`](Self::try_next) gives them without a crate for
/// streams. Where one piece ends and the next begins means nothing. Until its head comes the reply
/// is waited for, and the request sent again, as for any other call; then each piece may take as
/// long as one attempt, and nothing is repeated. Nothing limits the length. Dropping it ends the
/// transfer.
pub struct Download {
    status: StatusCode,
    headers: HeaderMap,
    endpoint: Endpoint,
    patience: Duration,
    state: State,
}

/// A piece, and what the next one comes from.
type Piece = (Box<reqwest::Response>, Result<Option<Bytes>>);

enum State {
    /// A body that came as a whole.
    Whole(Bytes),
    Idle(Box<reqwest::Response>),
    Waiting(BoxFuture<'static, Piece>),
    Done,
}

/// Makes a call whose reply is read piece by piece.
pub(crate) async fn stream<O: Operation>(
    operation: O,
    media_types: &'static str,
) -> Result<Download> {
    let mut request = operation::outgoing(&operation)?;
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

/// Sends the request until a reply begins that is a success. What is handed out of it can't be
/// taken back, so nothing is repeated after that.
async fn open(client: &ClientInner, request: &Outgoing) -> Result<Download> {
    let deadline = Deadline::after(request.timeout, "the whole call");
    let mut transmission = request.transmission(client)?;
    transmission.is_streamed = true;
    // What a redirect holds is not what was asked for.
    transmission.redirects = None;
    let reply = send::run(client, &transmission, deadline).await?;
    Ok(Download {
        status: reply.status,
        headers: reply.headers,
        endpoint: request.endpoint.clone(),
        patience: client.attempt_timeout,
        state: match reply.rest {
            Some(rest) => State::Idle(rest),
            None => State::Whole(reply.body),
        },
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

async fn next(mut response: Box<reqwest::Response>, patience: Duration) -> Piece {
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
