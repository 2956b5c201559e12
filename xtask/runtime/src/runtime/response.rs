//! What comes back: the raw reply, and the response that users see.
//!
//! In: status, headers and body. Out: what users ask of them. Deliberately absent: reading the body
//! (see `decode.rs`).

pub(crate) mod hint;

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, StatusCode};

/// An answer of the service, with its body in memory.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// What is still to be read, where the body is read piece by piece.
    #[cfg(feature = "downloads")]
    pub(crate) rest: Option<Box<reqwest::Response>>,
    /// How many times the request was put on its way.
    pub(crate) attempts: u32,
}

impl Reply {
    /// A reply to a first attempt.
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self {
            status,
            headers,
            body,
            #[cfg(feature = "downloads")]
            rest: None,
            attempts: 1,
        }
    }
}

/// The result of a successful call together with what came beside it.
///
/// `send_with_response` on a request gives it.
///
/// ```
/// use generated_client::Response;
///
/// fn is_close_to_the_limit<T>(response: &Response<T>) -> bool {
///     response.rate_limit().is_some_and(|limit| limit.remaining < 5)
/// }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// The result of the call.
    pub data: T,
    status: StatusCode,
    headers: HeaderMap,
    attempts: u32,
}

impl<T> Response<T> {
    pub(crate) fn new(data: T, reply: Reply) -> Self {
        Self {
            data,
            status: reply.status,
            headers: reply.headers,
            attempts: reply.attempts,
        }
    }

    /// Returns the result of the call and drops the rest.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.data
    }

    /// Returns the status, which is one from 200 to 299, or that of a redirect that the API documents
    /// as an outcome.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers as they came.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the state of the service's rate limit, if it came with one.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::read(&self.headers)
    }

    /// Returns the name that the service gave to the request, for its support staff, if it came
    /// with one.
    ///
    /// It is read from `x-request-id`, `x-correlation-id` or `request-id`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// Returns how many times the request was put on its way; 1 means that the first attempt
    /// succeeded.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}

/// Headers are left out: they can hold cookies and other things that do not belong in logs.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("data", &self.data)
            .field("status", &self.status.as_u16())
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

/// The state of the service's rate limit, as the headers `x-ratelimit-limit`,
/// `x-ratelimit-remaining` and `x-ratelimit-reset` tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct RateLimit {
    /// How many requests the limit allows at most.
    pub limit: u64,
    /// How many requests are left.
    pub remaining: u64,
    /// When the limit is next renewed, by the service's clock and to the second, if it says so.
    pub reset: Option<SystemTime>,
}

impl RateLimit {
    pub(crate) fn read(headers: &HeaderMap) -> Option<Self> {
        Some(Self {
            limit: number(headers, "x-ratelimit-limit")?,
            remaining: number(headers, "x-ratelimit-remaining")?,
            reset: reset(headers),
        })
    }

    /// Returns when a limit is renewed, unless the headers say that something of it is left.
    pub(crate) fn reset_after_use(headers: &HeaderMap) -> Option<SystemTime> {
        match number(headers, "x-ratelimit-remaining") {
            None | Some(0) => reset(headers),
            Some(_) => None,
        }
    }
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}

fn reset(headers: &HeaderMap) -> Option<SystemTime> {
    let seconds = number(headers, "x-ratelimit-reset")?;
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

const REQUEST_ID: [HeaderName; 3] = [
    HeaderName::from_static("x-request-id"),
    HeaderName::from_static("x-correlation-id"),
    HeaderName::from_static("request-id"),
];

pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    REQUEST_ID
        .iter()
        .find_map(|name| headers.get(name)?.to_str().ok())
}

/// Spells a status with the standard's reason, never with the one that the service sent.
pub(crate) fn spell(status: StatusCode) -> String {
    match status.canonical_reason() {
        Some(reason) => format!("{} {reason}", status.as_u16()),
        None => status.as_u16().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn rate_limits_are_read_when_they_are_whole() {
        let full = headers(&[
            ("x-ratelimit-limit", "50"),
            ("x-ratelimit-remaining", "4"),
            ("x-ratelimit-reset", "1700000000"),
        ]);
        let limit = RateLimit::read(&full).unwrap();
        assert_eq!((limit.limit, limit.remaining), (50, 4));
        assert_eq!(
            limit.reset,
            Some(UNIX_EPOCH + Duration::from_secs(1_700_000_000))
        );
        assert_eq!(
            RateLimit::read(&headers(&[("x-ratelimit-limit", "50")])),
            None
        );
        let far = headers(&[
            ("x-ratelimit-limit", "1"),
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-reset", "18446744073709551615"),
        ]);
        assert_eq!(RateLimit::read(&far).unwrap().reset, None);
    }

    #[test]
    fn the_first_request_id_is_taken() {
        let both = headers(&[("x-correlation-id", "b"), ("x-request-id", "a")]);
        assert_eq!(request_id(&both), Some("a"));
        assert_eq!(request_id(&HeaderMap::new()), None);
    }
}
