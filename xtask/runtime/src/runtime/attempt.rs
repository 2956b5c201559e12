//! One attempt: a request goes out, by the network or what takes its place, and a reply comes back.
//!
//! In: what is to be sent, and a token for it. Out: the reply, if it is a success, or the error
//! that tells how far it got. Deliberately absent: another attempt (see `send.rs`).
//!
//! This is the one place from which requests leave, so that limits, observers and traces see all of
//! them, those for tokens too.

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue, Method};
use reqwest::Url;
use tokio::time::Instant;

use super::client::{ClientInner, Wire};
use super::content::{Content, OpenContent};
use super::deadline::Deadline;
use super::decode::explanation;
use super::endpoint::Redirects;
use super::error::{Error, Fault, Result};
use super::network;
use super::observe::{Attempt, Outcome};
use super::response::Reply;
use super::send::{Secrets, Transmission};
#[cfg(feature = "tracing")]
use super::trace;
use super::transport::TransportError;

/// Makes an attempt and returns the reply, if it is a success.
pub(crate) async fn attempt(
    client: &ClientInner,
    transmission: &Transmission<'_>,
    authorization: Option<&HeaderValue>,
    number: u32,
    deadline: Deadline,
) -> Result<Reply> {
    let observed = Attempt {
        endpoint: transmission.endpoint,
        url: &transmission.url,
        headers: transmission.headers,
        body: transmission
            .body
            .and_then(Content::whole)
            .map(Bytes::as_ref),
        number,
    };
    client.observers.attempt(&observed);
    let started = client.observers.are_waiting().then(Instant::now);
    let exchange = exchange(client, transmission, authorization, deadline);
    #[cfg(feature = "tracing")]
    let exchange = trace::traced(&observed, exchange);
    let result = exchange.await;
    if let Some(started) = started {
        let outcome = Outcome::new(&observed, &result, started.elapsed());
        client.observers.outcome(&outcome);
    }
    result
}

/// Sends a request, and takes a reply that is neither a success nor a documented redirect for an
/// error.
async fn exchange(
    client: &ClientInner,
    transmission: &Transmission<'_>,
    authorization: Option<&HeaderValue>,
    deadline: Deadline,
) -> Result<Reply> {
    // How long it takes to read a body while it is sent is the user's to say.
    let deadline = match transmission.body {
        Some(body) if !body.is_in_memory() => deadline,
        _ => deadline.or(Deadline::after(client.attempt_timeout, "one attempt")),
    };
    let (url, headers, body) = outgoing(transmission, authorization);
    let body = match &body {
        Some(body) => Some(deadline.wait(body.open()).await??),
        None => None,
    };
    #[cfg(any(feature = "multipart", feature = "uploads"))]
    let failure = body.as_ref().and_then(OpenContent::failure);
    let request = (&transmission.endpoint.method, url, headers, body);
    let limit = (!transmission.is_streamed).then_some(client.body_limit);
    let result = bring(client, request, limit, deadline).await;
    #[cfg(any(feature = "multipart", feature = "uploads"))]
    let result = result.map_err(|error| match failure {
        Some(failure) => failure.blame(error),
        None => error,
    });
    let reply = result?;
    let is_redirect = |is_one: Redirects| reply.status.is_redirection() && is_one(reply.code());
    if reply.status.is_success() || transmission.redirects.is_some_and(is_redirect) {
        Ok(reply)
    } else {
        let api = explanation(&reply.body);
        Err(Error::status_of(reply, api))
    }
}

/// Sends a request and gives the reply, whatever its status. Without a limit the body of a success
/// is left to be read.
async fn bring(
    client: &ClientInner,
    (method, url, headers, body): (&Method, &Url, HeaderMap, Option<OpenContent>),
    limit: Option<usize>,
    deadline: Deadline,
) -> Result<Reply> {
    match &client.wire {
        Wire::Network(network) => {
            let mut request = reqwest::Request::new(method.clone(), url.clone());
            *request.headers_mut() = headers;
            *request.body_mut() = body.map(OpenContent::into_body);
            network::exchange(network.http(), request, limit, deadline).await
        }
        Wire::Other(transport) => {
            let body = match body {
                Some(body) => deadline.wait(body.collect()).await??,
                None => Bytes::new(),
            };
            let mut request = http::Request::new(body);
            *request.method_mut() = method.clone();
            *request.uri_mut() = url.as_str().parse().map_err(|_| {
                Error::invalid_request(&Fault::new("the address is not one that can be sent"))
            })?;
            *request.headers_mut() = headers;
            let response = deadline.wait(transport.send(request)).await?;
            let response = response.map_err(TransportError::into_error)?;
            whole(response, limit.unwrap_or(usize::MAX))
        }
    }
}

/// Puts together what leaves: what can be seen, and what can't.
fn outgoing<'a>(
    transmission: &'a Transmission<'_>,
    authorization: Option<&HeaderValue>,
) -> (&'a Url, HeaderMap, Option<Content>) {
    let Secrets { url, headers, body } = &transmission.secrets;
    let mut all = transmission.headers.clone();
    for (name, value) in headers {
        all.insert(name.clone(), value.clone());
    }
    if let Some(authorization) = authorization {
        all.insert(AUTHORIZATION, authorization.clone());
    }
    let secret = body.clone().map(Content::Whole);
    let body = secret.or_else(|| transmission.body.cloned());
    (url.as_ref().unwrap_or(&transmission.url), all, body)
}

/// Takes a reply that came as a whole, if it is not too long.
fn whole(response: http::Response<Bytes>, body_limit: usize) -> Result<Reply> {
    let (head, mut body) = response.into_parts();
    let limit = network::limit_of(head.status, body_limit);
    if body.len() > limit {
        if head.status.is_success() {
            let reply = Reply::new(head.status, head.headers, Bytes::new());
            return Err(Error::body_limit(limit).with_reply(reply));
        }
        body.truncate(limit);
    }
    Ok(Reply::new(head.status, head.headers, body))
}
