//! One attempt: a request goes out, by the network or what takes its place, and a reply comes back.
//!
//! This is the one place from which requests leave, so that limits, observers and traces see all of them, those for
//! tokens too.

use http::HeaderValue;
use http::header::AUTHORIZATION;
use tokio::time::Instant;

use super::client::{Inner, Wire};
use super::deadline::Deadline;
use super::error::{Error, Fault, Result};
use super::network;
use super::observe::{Attempt, Outcome};
use super::response::Reply;
use super::send::Job;

/// Makes an attempt and returns the reply, if it is a success.
pub(crate) async fn attempt(
    client: &Inner,
    job: &Job<'_>,
    authorization: Option<&HeaderValue>,
    number: u32,
    deadline: Deadline,
) -> Result<Reply> {
    let observed = Attempt::new(job, number);
    client.observers.attempt(&observed);
    let started = client.observers.are_waiting().then(Instant::now);
    let exchange = exchange(client, job, authorization, deadline);
    #[cfg(feature = "tracing")]
    let exchange = super::trace::traced(job, number, exchange);
    let result = exchange.await;
    if let Some(started) = started {
        let outcome = Outcome::new(&observed, &result, started.elapsed());
        client.observers.outcome(&outcome);
    }
    result
}

/// Sends a request, and takes a reply that is no success for an error.
async fn exchange(
    client: &Inner,
    job: &Job<'_>,
    authorization: Option<&HeaderValue>,
    deadline: Deadline,
) -> Result<Reply> {
    let reply = bring(client, job, authorization, deadline).await?;
    if reply.status.is_success() {
        Ok(reply)
    } else {
        Err(Error::status_of(reply))
    }
}

/// Sends a request and gives the reply, whatever its status.
async fn bring(
    client: &Inner,
    job: &Job<'_>,
    authorization: Option<&HeaderValue>,
    deadline: Deadline,
) -> Result<Reply> {
    let deadline = deadline.or(Deadline::after(client.attempt_timeout, "one attempt"));
    let mut headers = job.headers.clone();
    if let Some(authorization) = authorization {
        headers.insert(AUTHORIZATION, authorization.clone());
    }
    match &client.wire {
        Wire::Network(http) => {
            let mut request = reqwest::Request::new(job.endpoint.method.clone(), job.url.clone());
            *request.headers_mut() = headers;
            *request.body_mut() = job.body.cloned().map(Into::into);
            network::exchange(http, request, client.body_limit, deadline).await
        }
        Wire::Other(transport) => {
            let mut request = http::Request::new(job.body.cloned().unwrap_or_default());
            *request.method_mut() = job.endpoint.method.clone();
            *request.uri_mut() = job.url.as_str().parse().map_err(|_| {
                Error::invalid_request(&Fault::new("the address is not one that can be sent"))
            })?;
            *request.headers_mut() = headers;
            let response = deadline.wait(transport.send(request)).await?;
            whole(
                response.map_err(super::transport::TransportError::into_error)?,
                client.body_limit,
            )
        }
    }
}

/// Takes a reply that came as a whole, if it is not too long.
fn whole(response: http::Response<bytes::Bytes>, body_limit: usize) -> Result<Reply> {
    let (head, mut body) = response.into_parts();
    let limit = network::limit_of(head.status, body_limit);
    if body.len() > limit {
        if head.status.is_success() {
            let reply = Reply::new(head.status, head.headers, bytes::Bytes::new());
            return Err(Error::body_limit(limit).with_reply(reply));
        }
        body.truncate(limit);
    }
    Ok(Reply::new(head.status, head.headers, body))
}
