//! Which failures are tried again, and when.
//!
//! In: the error of an attempt. Out: the time to wait before the next one, or nothing. Deliberately
//! absent: waiting and sending (see `send.rs`); replacing a token that was refused, which is no
//! retry (see `auth.rs`).

mod bucket;

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::time::Duration;

use http::StatusCode;

use super::error::{Error, ErrorKind};
pub(crate) use bucket::Bucket;

/// Which failed attempts of a call are followed by another one, and when.
///
/// A client does what [`standard`](Self::standard) says, unless it is told otherwise by
/// [`ClientBuilder::retry`](crate::ClientBuilder::retry), or for one call by `with_retry` on the
/// request.
///
/// # What is tried again
///
/// | What happened | GET, HEAD, OPTIONS, PUT, DELETE | POST, PATCH |
/// |---|---|---|
/// | no connection could be made, or not in time | yes | yes |
/// | the connection broke before the request was sent | yes | yes |
/// | the connection broke later, or the reply was cut short | yes | no |
/// | no reply came within the time of one attempt | yes | no |
/// | status 429 | yes | yes |
/// | status 408, 500, 502, 503, 504 | yes | no |
/// | any other status | no | no |
/// | no secure connection could be made | no | no |
/// | the reply was too long, or was not understood | no | no |
///
/// The two columns differ where the service may have done what it was asked to do: requests of the
/// first column can be repeated without harm, while a POST that is repeated may do things twice.
/// `with_idempotent(true)` on a request moves it to the first column, `with_idempotent(false)` to
/// the second one. The error of a request in the second column says by
/// [`is_outcome_unknown`](Error::is_outcome_unknown) that it must be looked at.
///
/// # When
///
/// Before retry number *n* the client waits for a random time between nothing and 0.5 s · 2ⁿ⁻¹, but
/// at most 30 s: that is [`base`](Self::base) and [`cap`](Self::cap). When the service says how
/// long to wait ([`Error::retry_after`]), the client waits at least as long, and up to half a
/// second more, so that not all clients come back at the same moment.
///
/// All of that happens within the time of the whole call
/// ([`ClientBuilder::timeout`](crate::ClientBuilder::timeout), 60 s). A wait that would not end
/// before then is not begun: the call fails at once, with the error of the last attempt. A call
/// whose time has no end waits for up to a day when the service asks for it.
///
/// # How much
///
/// There are at most 3 retries for each call ([`max_retries`](Self::max_retries)). Beyond that, all
/// calls of a client and of its clones share a budget, so that a service in trouble is not met with
/// several times the usual load. It holds 500; a retry takes 5, or 10 after a timeout or a broken
/// connection; a call that succeeds in the end puts back what its last retry took, and one that
/// succeeds at once puts back 1. A call that finds too little left fails with the error that it
/// has. Of a thousand calls during an outage, at most a hundred are tried again.
///
/// Requests for tokens follow the same rules. They can be repeated without harm.
///
/// ```no_run
/// use std::time::Duration;
///
/// use generated_client::{Client, RetryPolicy};
///
/// # fn main() -> generated_client::Result<()> {
/// let patient = RetryPolicy::standard().max_retries(8).base(Duration::from_secs(1));
/// let client = Client::builder("api.example.com").token("my-token").retry(patient).build()?;
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct RetryPolicy {
    max_retries: u32,
    base: Duration,
    cap: Duration,
}

impl RetryPolicy {
    /// At most 3 retries, with waits that start from 0.5 s and do not exceed 30 s.
    pub fn standard() -> Self {
        Self {
            max_retries: 3,
            base: Duration::from_millis(500),
            cap: Duration::from_secs(30),
        }
    }

    /// No retries: every call makes one attempt.
    ///
    /// A token that the service refuses is still replaced once, since nothing was done with it.
    pub fn never() -> Self {
        Self::standard().max_retries(0)
    }

    /// Sets how many retries a call makes at most, beyond its first attempt.
    pub fn max_retries(mut self, max_retries: u32) -> Self {
        self.max_retries = max_retries;
        self
    }

    /// Sets how long the wait before the first retry is at most. It doubles with every further one.
    pub fn base(mut self, base: Duration) -> Self {
        self.base = base;
        self
    }

    /// Sets what the waits do not exceed, however often they are doubled. A wish of the service can
    /// exceed it.
    pub fn cap(mut self, cap: Duration) -> Self {
        self.cap = cap;
        self
    }

    /// Returns how long to wait before the next attempt, if the policy allows one.
    pub(crate) fn wait(&self, retries: u32, wish: Option<Duration>) -> Option<Duration> {
        if retries >= self.max_retries {
            return None;
        }
        let double = 1_u32.checked_shl(retries).unwrap_or(u32::MAX);
        let backoff = random_up_to(self.base.saturating_mul(double).min(self.cap));
        Some(match wish {
            Some(wish) if !wish.is_zero() => backoff.max(wish.saturating_add(random_up_to(SPREAD))),
            _ => backoff,
        })
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::standard()
    }
}

/// How far apart calls come back that were all told to wait for the same time.
const SPREAD: Duration = Duration::from_millis(500);

/// The longest wish of a service that is followed when a call may take forever.
pub(crate) const LONGEST_WISH: Duration = Duration::from_secs(24 * 60 * 60);

/// Returns what a retry after an error takes from the budget, if it is one that can be tried again.
pub(crate) fn cost(error: &Error, is_idempotent: bool) -> Option<u32> {
    const USUAL: u32 = 5;
    const SLOW: u32 = 10;
    let (cost, is_for_all) = match error.kind() {
        ErrorKind::Connect => (USUAL, true),
        ErrorKind::Timeout => (SLOW, error.is_connect()),
        ErrorKind::Transport => (SLOW, false),
        ErrorKind::Status => match error.status() {
            Some(StatusCode::TOO_MANY_REQUESTS) => (USUAL, true),
            Some(
                StatusCode::REQUEST_TIMEOUT
                | StatusCode::INTERNAL_SERVER_ERROR
                | StatusCode::BAD_GATEWAY
                | StatusCode::SERVICE_UNAVAILABLE
                | StatusCode::GATEWAY_TIMEOUT,
            ) => (USUAL, false),
            _ => return None,
        },
        _ => return None,
    };
    (is_for_all || is_idempotent).then_some(cost)
}

/// Returns a random time up to a limit.
///
/// The keys that the standard library makes for hash maps differ from use to use and from process
/// to process, which is all that is needed here: nothing depends on their being hard to guess.
fn random_up_to(limit: Duration) -> Duration {
    let limit = u64::try_from(limit.as_nanos()).unwrap_or(u64::MAX);
    let random = RandomState::new().hash_one(limit);
    // The upper half of the product: `random` scaled down to the limit.
    let scaled = (u128::from(random) * u128::from(limit)) >> 64;
    Duration::from_nanos(u64::try_from(scaled).unwrap_or(limit))
}
