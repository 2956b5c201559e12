//! The way of a call: attempts, a token for each, and the waits between them.
//!
//! Nothing here is generic, so it is compiled once however many operations there are. What one attempt does
//! stands in `attempt`, which failures are worth another one in `retry`, and where tokens come from in `auth`.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::HeaderValue;
use http::header::{ACCEPT, AUTHORIZATION};
use reqwest::Url;
use tokio::time::sleep;

use super::attempt::attempt;
use super::auth::{Auth, Authorization};
use super::call::{Call, Endpoint};
use super::client::{Client, Inner};
use super::deadline::Deadline;
use super::encode::{Encoded, Encoder};
use super::error::{Error, Fault, Result};
use super::response::Reply;
use super::retry::{self, RetryPolicy};

/// A request that is ready to leave, as often as needed.
#[derive(Clone)]
pub(crate) struct Outgoing {
    pub(crate) endpoint: Endpoint,
    pub(crate) parts: Encoded,
    timeout: Duration,
    /// The address, where it is not the client's.
    base: Option<String>,
    /// Whether a bearer token goes with it.
    bearer: bool,
}

impl Outgoing {
    pub(crate) fn new(endpoint: Endpoint, call: &Call, encoder: Encoder) -> Result<Self> {
        let parts = match &call.fault {
            Some(fault) => Err(fault.clone()),
            None => encoder.finish(),
        };
        let mut parts = parts.map_err(|fault| Error::invalid_request(&fault).at(&endpoint))?;
        let own = std::mem::replace(&mut parts.headers, call.client.inner.headers.clone());
        parts.headers.extend(own);
        parts.headers.extend(call.headers.clone());
        let client = &*call.client.inner;
        let bearer = client
            .credentials
            .place(parts.access, client.auth.is_some(), &mut parts);
        let bearer = bearer.map_err(|fault| Error::invalid_request(&fault).at(&endpoint))?;
        let base = call
            .address(parts.server)
            .map_err(|fault| Error::invalid_request(&fault).at(&endpoint))?;
        let timeout = call.timeout.unwrap_or(client.timeout);
        Ok(Self {
            endpoint,
            parts,
            timeout,
            base,
            bearer,
        })
    }

    /// Returns the address, after making sure that it is what was encoded.
    fn url(&self, base: &str) -> Result<Url> {
        let base = self.base.as_deref().unwrap_or(base);
        let query = self.parts.query.as_str();
        let mut address =
            String::with_capacity(base.len() + self.parts.path.len() + query.len() + 1);
        address.push_str(base);
        address.push_str(&self.parts.path);
        if !query.is_empty() {
            address.push('?');
            address.push_str(query);
        }
        // A parser that normalises anything would send the request to another resource than was asked for.
        match Url::parse(&address) {
            Ok(url) if url.as_str() == address => Ok(url),
            _ => Err(Error::invalid_request(&Fault::new(
                "the path is not one that can be sent as it is",
            ))),
        }
    }
}

/// Sends a request and returns the reply, if it is a success.
pub(crate) async fn send(client: &Client, request: &Outgoing) -> Result<Reply> {
    let inner = &*client.inner;
    let deadline = Deadline::after(request.timeout, "the whole call");
    let result = match request.url(&inner.base) {
        Ok(url) => {
            let job = Job {
                endpoint: &request.endpoint,
                url,
                headers: request.parts.headers.clone(),
                body: request.parts.body.clone(),
                policy: request.policy.as_ref().unwrap_or(&inner.retry),
                is_idempotent: request.is_idempotent,
                auth: Some(&inner.auth),
            };
            run(inner, &job, deadline).await
        }
        Err(error) => Err(error),
    };
    result.map_err(|error| error.at(&request.endpoint))
}

/// Sends a request and returns the head of the reply, if it is a success.
pub(crate) async fn open(client: &Client, request: &Outgoing) -> Result<reqwest::Response> {
    let inner = &*client.inner;
    let deadline = Deadline::after(request.timeout, "the whole call")
        .or(Deadline::after(inner.attempt_timeout, "one attempt"));
    let result = match request.url(&inner.base) {
        Ok(url) => head(inner, request, url, deadline).await,
        Err(error) => Err(error),
    };
    let response = match result {
        Ok(response) if response.status().is_success() => Ok(response),
        Ok(response) => match finish(inner, response, deadline).await {
            // It is not a success, so it is an error in any case.
            Ok(reply) => Err(Error::status_of(reply)),
            Err(error) => Err(error),
        },
        Err(error) => Err(error),
    };
    response.map_err(|error| error.at(&request.endpoint))
}

/// The end of the time that something may take; none when it lies beyond what a clock can tell.
#[derive(Clone, Copy)]
struct Deadline {
    at: Option<Instant>,
    limit: Duration,
    of: &'static str,
}

/// How far a job has come.
#[derive(Default)]
struct Progress {
    attempts: u32,
    retries: u32,
    /// What the last retry took from the budget.
    taken: u32,
    /// Whether a token that was refused has been replaced.
    is_second_token: bool,
    /// Whether an attempt may have changed something.
    is_open: bool,
}

/// Sends a request once.
async fn attempt(
    client: &Inner,
    request: &Outgoing,
    url: Url,
    deadline: Deadline,
) -> Result<Reply> {
    let deadline = deadline.or(Deadline::after(client.attempt_timeout, "one attempt"));
    let response = head(client, request, url, deadline).await?;
    finish(client, response, deadline).await
}

/// Sends a request once, and waits for the head of the reply.
async fn head(
    client: &Inner,
    request: &Outgoing,
    url: Url,
    deadline: Deadline,
) -> Result<reqwest::Response> {
    let mut outgoing = reqwest::Request::new(request.endpoint.method.clone(), url);
    *outgoing.headers_mut() = request.parts.headers.clone();
    if let (Some(auth), true) = (&client.auth, request.bearer) {
        outgoing
            .headers_mut()
            .insert(AUTHORIZATION, auth.header().await?);
    }
    *outgoing.body_mut() = request.parts.body.clone().map(Into::into);

    let answer = deadline.wait(client.http.execute(outgoing)).await;
    answer
        .and_then(|answer| answer.map_err(classify))
        .map_err(|error| error.after_attempts(1))
}

/// Reads the rest of a reply.
async fn finish(
    client: &Inner,
    mut response: reqwest::Response,
    deadline: Deadline,
) -> Result<Reply> {
    let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
    let mut body = Body::new(response.content_length());
    let reply = |body: Bytes| Reply {
        status,
        headers,
        body,
        attempts: 1,
    };

    if !status.is_success() {
        // What the status says stands, even when its explanation is long, cut short or late.
        let limit = client.body_limit.min(KEPT_BODY);
        let _ = deadline.wait(body.fill(&mut response, limit)).await;
        return Err(Error::status_of(reply(body.finish())));
    }
    match deadline
        .wait(body.fill(&mut response, client.body_limit))
        .await
    {
        Ok(Ok(())) => Ok(reply(body.finish())),
        // Half a body is no answer, so none is kept.
        Ok(Err(error)) | Err(error) => Err(error.with_reply(reply(Bytes::new()))),
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
            Err(error) => error,
        };
        progress.is_open |= !job.endpoint.method.is_safe() && error.leaves_open();
        if progress.replaces_token(job, authorization.as_ref(), &error) && !deadline.is_over() {
            continue;
        }
        match progress.wait(client, job, &error, deadline) {
            Some(wait) => {
                #[cfg(feature = "tracing")]
                super::trace::waiting(job, &error, progress.attempts, wait);
                drop(error);
                sleep(wait).await;
            }
            None => return Err(progress.end(error)),
        }
    }
}

impl Progress {
    /// Returns whether the attempt failed because of its token, and another token is worth trying. That is done once: the
    /// service has done nothing for a request that it answers with 401.
    fn replaces_token(
        &mut self,
        job: &Job<'_>,
        authorization: Option<&Authorization>,
        error: &Error,
    ) -> bool {
        let (Some(auth), Some(authorization)) = (job.auth, authorization) else {
            return false;
        };
        if !error.is_unauthorized() || !auth.refused(authorization, self.is_second_token) {
            return false;
        }
        self.is_second_token = true;
        true
    }

/// Sorts the failures of reading a reply's body; a body that is cut short is the connection's fault.
pub(super) fn classify_body(error: reqwest::Error) -> Error {
    let error = error.without_url();
    if error.is_timeout() {
        Error::timeout("the connection timed out").caused_by(error)
    } else {
        Error::transport("the reply was cut short", error)
    }
}
