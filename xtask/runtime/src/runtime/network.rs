//! The network: requests by reqwest, and bodies read piece by piece, up to a limit.
//!
//! In: a request that is ready. Out: a reply, whatever its status, or an error that says how far
//! the request got. Deliberately absent: tokens, retries and what a status means.

use bytes::{Bytes, BytesMut};
use http::StatusCode;

use super::deadline::Deadline;
use super::error::{Error, Fault, KEPT_BODY, Result};
use super::response::Reply;
use super::tls;

/// Sends a request and reads the reply to its end, whatever its status. Without a limit the body of
/// a success is left to be read.
pub(crate) async fn exchange(
    http: &reqwest::Client,
    request: reqwest::Request,
    body_limit: Option<usize>,
    deadline: Deadline,
) -> Result<Reply> {
    let mut response = deadline
        .wait(http.execute(request))
        .await?
        .map_err(classify)?;
    let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
    let mut body = Body::new(response.content_length());
    #[cfg(feature = "downloads")]
    if body_limit.is_none() && status.is_success() {
        let mut reply = Reply::new(status, headers, Bytes::new());
        reply.rest = Some(Box::new(response));
        return Ok(reply);
    }
    let limit = limit_of(status, body_limit.unwrap_or(KEPT_BODY));
    let read = deadline.wait(body.fill(&mut response, limit)).await;
    let mut reply = Reply::new(status, headers, Bytes::new());
    match read.and_then(|read| read) {
        Ok(()) => {
            reply.body = body.finish();
            Ok(reply)
        }
        // What a status other than success says stands, even when its explanation is long, cut
        // short or late.
        Err(_) if !status.is_success() => {
            reply.body = body.finish();
            Ok(reply)
        }
        // Half a body is no answer, so none is kept.
        Err(error) => Err(error.with_reply(reply)),
    }
}

/// Returns how much of a body is of use.
pub(crate) fn limit_of(status: StatusCode, body_limit: usize) -> usize {
    if status.is_success() {
        body_limit
    } else {
        body_limit.min(KEPT_BODY)
    }
}

/// A body as it comes in.
struct Body {
    first: Bytes,
    more: BytesMut,
    expected: usize,
}

impl Body {
    fn new(length: Option<u64>) -> Self {
        let expected = length
            .and_then(|length| usize::try_from(length).ok())
            .unwrap_or(0);
        Self {
            first: Bytes::new(),
            more: BytesMut::new(),
            expected,
        }
    }

    /// Reads to the end, or to the limit, which is an error.
    async fn fill(&mut self, response: &mut reqwest::Response, limit: usize) -> Result<()> {
        while let Some(chunk) = response.chunk().await.map_err(classify_body)? {
            let room = limit.saturating_sub(self.first.len() + self.more.len());
            self.push(chunk.slice(..chunk.len().min(room)), limit);
            if chunk.len() > room {
                return Err(Error::body_limit(limit));
            }
        }
        Ok(())
    }

    /// Keeps a chunk. A body that comes in one piece is not copied.
    fn push(&mut self, chunk: Bytes, limit: usize) {
        if self.first.is_empty() && self.more.is_empty() {
            self.first = chunk;
            return;
        }
        if self.more.is_empty() {
            // The announced length is only believed up to the limit, and up to what is cheap to be
            // wrong about.
            self.more.reserve(self.expected.min(limit).min(1024 * 1024));
            self.more.extend_from_slice(&self.first);
            self.first = Bytes::new();
        }
        self.more.extend_from_slice(&chunk);
    }

    fn finish(self) -> Bytes {
        if self.more.is_empty() {
            self.first
        } else {
            self.more.freeze()
        }
    }
}

/// Sorts the failures of sending a request and waiting for the head of its reply.
fn classify(error: reqwest::Error) -> Error {
    let error = error.without_url();
    if error.is_builder() {
        // An HTTP client that was given may refuse what this one takes, such as plain http to this
        // machine.
        let fault = Fault::new("the HTTP client refuses to send it");
        Error::invalid_request(&fault).caused_by(error)
    } else if error.is_connect() {
        if error.is_timeout() {
            Error::connect_timeout(error)
        } else if let Some(failure) = tls::failure(&error) {
            Error::tls(failure, error)
        } else {
            Error::connect(error)
        }
    } else if error.is_timeout() {
        Error::timeout("the connection timed out").caused_by(error)
    } else {
        Error::transport("the connection broke before a reply came", error)
    }
}

/// Sorts the failures of reading a reply's body; a body that is cut short is the connection's
/// fault.
pub(crate) fn classify_body(error: reqwest::Error) -> Error {
    let error = error.without_url();
    if error.is_timeout() {
        Error::timeout("the connection timed out").caused_by(error)
    } else {
        Error::transport("the reply was cut short", error)
    }
}
