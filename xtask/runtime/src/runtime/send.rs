//! The way of a call: attempts, a token for each, and the waits between them.
//!
//! In: an [`Outgoing`] request, and the client that sends it. Out: the reply, if it is a success.
//! Deliberately absent: what one attempt does (see `attempt.rs`), which failures are worth another
//! one (see `retry.rs`) and where tokens come from (see `auth.rs`). Nothing here is generic, so it
//! is compiled once however many operations there are.
//!
//! `client`, `auth`, `send` and `attempt` import one another, and are the only modules that do. A
//! request for a token is a request: to send one this module asks `auth` for a token, and `auth`
//! sends its own request with this module, through the same client, with the same limits, retries
//! and observers. A trait in between would hide that, and change nothing.

use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use reqwest::Url;
use tokio::time::sleep;

use super::attempt::attempt;
use super::auth::{Auth, Authorization};
use super::client::{Client, ClientInner};
use super::content::Content;
use super::credential::Proof;
use super::deadline::Deadline;
use super::encode::{Encoded, Query};
use super::endpoint::{Endpoint, Redirects};
use super::error::{Error, Fault, Result};
use super::response::Reply;
use super::retry::{self, RetryPolicy};
#[cfg(any(feature = "multipart", feature = "uploads"))]
use super::source;
#[cfg(feature = "tracing")]
use super::trace;

/// The longest address that an HTTP request can hold here, in bytes ([`http::Uri`]'s own limit).
const LONGEST_ADDRESS: usize = u16::MAX as usize - 1;

/// A request that is ready to leave, as often as needed.
#[derive(Clone)]
pub(crate) struct Outgoing {
    pub(crate) endpoint: Endpoint,
    pub(crate) parts: Encoded,
    pub(super) timeout: Duration,
    /// The address before the path, where it is not the client's.
    pub(super) base: Option<Url>,
    pub(super) proof: Proof,
    /// The policy of this one call.
    pub(super) policy: Option<RetryPolicy>,
    pub(super) is_idempotent: bool,
}

impl Outgoing {
    /// Returns what is to be done, as a client does it.
    pub(super) fn transmission<'a>(&'a self, client: &'a ClientInner) -> Result<Transmission<'a>> {
        #[cfg(any(feature = "multipart", feature = "uploads"))]
        if self.parts.body.as_ref().is_some_and(Content::is_spent) {
            return Err(source::spent());
        }
        let url = self.url(client, &self.parts.query)?;
        let secret_url = match self.proof.query(&self.parts.query) {
            Some(query) => Some(self.url(client, &query)?),
            None => None,
        };
        Ok(Transmission {
            endpoint: &self.endpoint,
            url,
            headers: &self.parts.headers,
            body: self.parts.body.as_ref(),
            redirects: self.parts.redirects,
            secrets: Secrets {
                url: secret_url,
                headers: self.proof.headers.clone(),
                body: None,
            },
            policy: self.policy.as_ref().unwrap_or(&client.retry),
            is_idempotent: self.is_idempotent,
            auth: client.auth.as_ref().filter(|_| self.proof.bearer),
            is_streamed: false,
        })
    }

    /// Returns the address, after making sure that it is what was encoded.
    ///
    /// What comes before the path is not read anew for each call: reading a host name costs more
    /// than all else that is done here for a call.
    fn url(&self, client: &ClientInner, query: &Query) -> Result<Url> {
        let mut url = self.base.as_ref().unwrap_or(&client.base).clone();
        let query = query.as_str();
        let path = [url.path().trim_end_matches('/'), &self.parts.path].concat();
        url.set_path(&path);
        if !query.is_empty() {
            url.set_query(Some(query));
        }
        if url.as_str().len() > LONGEST_ADDRESS {
            return Err(Error::invalid_request(&Fault::new(
                "its address would be longer than 65534 bytes; shorten the parameters of its path and query",
            )));
        }
        // If anything was normalised, the request would go to another resource than was asked for.
        if url.path() == path && url.query().unwrap_or_default() == query {
            Ok(url)
        } else {
            Err(Error::invalid_request(&Fault::new(
                "the path is not one that can be sent as it is",
            )))
        }
    }
}

/// Sends a request and returns the reply, if it is a success.
pub(crate) async fn send(client: &Client, request: &Outgoing) -> Result<Reply> {
    let deadline = Deadline::after(request.timeout, "the whole call");
    let result = match request.transmission(&client.inner) {
        Ok(transmission) => run(&client.inner, &transmission, deadline).await,
        Err(error) => Err(error),
    };
    result.map_err(|error| error.at(&request.endpoint))
}

/// What is to be sent, as often as it takes.
///
/// What can be seen of it from outside stands apart from what only the service is to see.
pub(crate) struct Transmission<'a> {
    pub(crate) endpoint: &'a Endpoint,
    pub(crate) url: Url,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: Option<&'a Content>,
    /// Which redirects are no errors.
    pub(crate) redirects: Option<Redirects>,
    pub(crate) secrets: Secrets,
    pub(crate) policy: &'a RetryPolicy,
    pub(crate) is_idempotent: bool,
    /// Where its token comes from; requests for tokens have none, nor have those that other
    /// credentials open.
    pub(crate) auth: Option<&'a Auth>,
    /// Whether the body of a successful reply is left to be read piece by piece.
    pub(crate) is_streamed: bool,
}

/// What goes with every attempt in place of what can be seen of it, beside a token.
#[derive(Default)]
pub(crate) struct Secrets {
    pub(crate) url: Option<Url>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
}

/// How far a transmission has come.
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

/// Makes attempts until one succeeds, or another one makes no sense.
pub(crate) async fn run(
    client: &ClientInner,
    transmission: &Transmission<'_>,
    deadline: Deadline,
) -> Result<Reply> {
    let mut progress = Progress::default();
    loop {
        let authorization = match transmission.auth {
            Some(auth) => match auth.authorize(client, deadline).await {
                Ok(authorization) => Some(authorization),
                Err(error) => return Err(progress.end(error)),
            },
            None => None,
        };
        if deadline.is_over() {
            return Err(progress.end(deadline.passed()));
        }
        progress.attempts += 1;
        let header = authorization.as_ref().map(|token| &token.header);
        let error = match attempt(client, transmission, header, progress.attempts, deadline).await {
            Ok(mut reply) => {
                client.bucket.put(progress.taken.max(1));
                reply.attempts = progress.attempts;
                return Ok(reply);
            }
            Err(error) => error,
        };
        progress.is_open |= !transmission.endpoint.method.is_safe() && error.leaves_open();
        let is_new_token = progress.replaces_token(transmission, authorization.as_ref(), &error);
        #[cfg(any(feature = "multipart", feature = "uploads"))]
        if transmission.body.is_some_and(Content::is_spent) {
            let is_repeatable =
                is_new_token || retry::cost(&error, transmission.is_idempotent).is_some();
            let error = if is_repeatable {
                error.not_repeated()
            } else {
                error
            };
            return Err(progress.end(error));
        }
        if is_new_token && !deadline.is_over() {
            continue;
        }
        match progress.wait(client, transmission, &error, deadline) {
            Some(wait) => {
                #[cfg(feature = "tracing")]
                trace::waiting(transmission.endpoint, &error, progress.attempts, wait);
                drop(error);
                sleep(wait).await;
            }
            None => return Err(progress.end(error)),
        }
    }
}

impl Progress {
    /// Returns whether the attempt failed because of its token, and another token is worth trying.
    /// That is done once: the service has done nothing for a request that it answers with 401.
    fn replaces_token(
        &mut self,
        transmission: &Transmission<'_>,
        authorization: Option<&Authorization>,
        error: &Error,
    ) -> bool {
        let (Some(auth), Some(authorization)) = (transmission.auth, authorization) else {
            return false;
        };
        if !error.is_unauthorized() || !auth.refused(authorization, self.is_second_token) {
            return false;
        }
        self.is_second_token = true;
        true
    }

    /// Returns how long to wait before the next attempt, if there is to be one.
    fn wait(
        &mut self,
        client: &ClientInner,
        transmission: &Transmission<'_>,
        error: &Error,
        deadline: Deadline,
    ) -> Option<Duration> {
        let cost = retry::cost(error, transmission.is_idempotent)?;
        let wish = error.retry_after();
        let wait = transmission.policy.wait(self.retries, wish)?;
        let left = deadline.left();
        let is_endless = left == Duration::MAX && wish > Some(retry::LONGEST_WISH);
        if wait >= left || is_endless || !client.bucket.take(cost) {
            return None;
        }
        self.retries += 1;
        self.taken = cost;
        Some(wait)
    }

    fn end(&self, error: Error) -> Error {
        error
            .after_attempts(self.attempts)
            .with_unknown_outcome(self.is_open)
    }
}
