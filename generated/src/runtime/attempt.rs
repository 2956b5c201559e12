//! One attempt: a request goes out, by the network or what takes its place, and a reply comes back.
//!
//! In: what is to be sent, and a token for it. Out: the reply, if it is a success, or the error
//! that tells how far it got. Deliberately absent: another attempt (see `send.rs`).
//!
//! This is the one place from which requests leave, so that limits, observers and traces see all of
//! them, those for tokens too.

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue};
use reqwest::Url;
use tokio::time::Instant;

use super::client::{ClientInner, Wire};
use super::deadline::Deadline;
use super::error::{Error, Fault, Result};
use super::network;
use super::observe::{Attempt, Outcome};
use super::response::Reply;
use super::send::{Secrets, Transmission};
#[cfg(feature = "tracing")]
use super::trace;
use super::transport::TransportError;
use super::upload::Content;

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

/// Sends a request, and takes a reply that is no success for an error.
async fn exchange(
    client: &ClientInner,
    transmission: &Transmission<'_>,
    authorization: Option<&HeaderValue>,
    deadline: Deadline,
) -> Result<Reply> {
    let result = bring(client, transmission, authorization, deadline).await;
    let reply = result.map_err(|error| match transmission.body {
        Some(body) => body.blame(error),
        None => error,
    })?;
    if reply.status.is_success() {
        Ok(reply)
    } else {
        Err(Error::status_of(reply))
    }
}

/// Sends a request and gives the reply, whatever its status.
async fn bring(
    client: &ClientInner,
    transmission: &Transmission<'_>,
    authorization: Option<&HeaderValue>,
    deadline: Deadline,
) -> Result<Reply> {
    // A stream is sent in one attempt, and how long that takes is the user's to say.
    let deadline = match transmission.body {
        Some(Content::Pieces(_)) => deadline,
        _ => deadline.or(Deadline::after(client.attempt_timeout, "one attempt")),
    };
    let (url, headers, body) = outgoing(transmission, authorization);
    match &client.wire {
        Wire::Network(network) => {
            let mut request =
                reqwest::Request::new(transmission.endpoint.method.clone(), url.clone());
            *request.headers_mut() = headers;
            *request.body_mut() = body.map(Content::into_body).transpose()?;
            let limit = (!transmission.is_streamed).then_some(client.body_limit);
            network::exchange(network.http(), request, limit, deadline).await
        }
        Wire::Other(transport) => {
            let body = match body {
                Some(body) => deadline.wait(body.collect()).await??,
                None => Bytes::new(),
            };
            let mut request = http::Request::new(body);
            *request.method_mut() = transmission.endpoint.method.clone();
            *request.uri_mut() = url.as_str().parse().map_err(|_| {
                Error::invalid_request(&Fault::new("the address is not one that can be sent"))
            })?;
            *request.headers_mut() = headers;
            let response = deadline.wait(transport.send(request)).await?;
            let limit = if transmission.is_streamed {
                usize::MAX
            } else {
                client.body_limit
            };
            whole(response.map_err(TransportError::into_error)?, limit)
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
