//! How long a service asks to wait: `retry-after`, or else `x-ratelimit-reset`.
//!
//! In: the headers of a reply. Out: a time to wait, if there is one. Deliberately absent: whether
//! to wait at all (see `retry.rs`).

use std::time::{Duration, SystemTime};

use http::{HeaderMap, StatusCode, header};

use super::RateLimit;

/// Returns how long a service asks to wait, counted from when its reply came.
///
/// What cannot be read is no wish. A time that has passed already is a wish for no wait.
pub(crate) fn wait(status: StatusCode, headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    // Times are the service's own, so they are compared with its clock where it is known.
    let now = headers
        .get(header::DATE)
        .and_then(|value| httpdate::parse_http_date(value.to_str().ok()?).ok())
        .unwrap_or(now);
    let until = |time: SystemTime| time.duration_since(now).unwrap_or_default();
    let from_retry_after = headers
        .get_all(header::RETRY_AFTER)
        .iter()
        .filter_map(|value| {
            let text = value.to_str().ok()?.trim();
            seconds(text).or_else(|| httpdate::parse_http_date(text).ok().map(until))
        })
        // The longest, should there be several.
        .max();
    from_retry_after.or_else(|| {
        if status != StatusCode::TOO_MANY_REQUESTS {
            return None;
        }
        RateLimit::reset_after_use(headers).map(until)
    })
}

/// Reads whole seconds; more than fit are as many as fit.
fn seconds(text: &str) -> Option<Duration> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| Duration::from_secs(text.parse().unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    const NOW: u64 = 1_445_412_480; // Wed, 21 Oct 2015 07:28:00 GMT

    fn wished(status: u16, pairs: &[(&'static str, &str)]) -> Option<u64> {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().unwrap());
        }
        let now = UNIX_EPOCH + Duration::from_secs(NOW);
        let status = StatusCode::from_u16(status).unwrap();
        wait(status, &headers, now).map(|wait| wait.as_secs())
    }

    #[test]
    fn cf33_retry_after_is_seconds_or_one_of_three_dates() {
        for (text, expected) in [
            ("1", Some(1)),
            (" 7 ", Some(7)),
            ("0", Some(0)),
            ("86400", Some(86400)),
            ("1000000000000000000000000000000", Some(u64::MAX)),
            ("-5", None),
            ("+5", None),
            ("abc", None),
            ("", None),
            ("1.5", None),
            ("Wed, 21 Oct 2015 07:28:05 GMT", Some(5)),
            ("Wednesday, 21-Oct-15 07:28:05 GMT", Some(5)),
            ("Wed Oct 21 07:28:05 2015", Some(5)),
            ("Wed, 21 Oct 2015 07:27:00 GMT", Some(0)),
            ("Fri, 31 Dec 9999 23:59:59 GMT", Some(251_956_888_319)),
            ("Wed, 21 Oct 2015 09:28:05 CEST", None),
            ("Wed, 21 Oct 2015 07:28:05 +0200", None),
            ("Wed, 99 Oct 2015 07:28:05 GMT", None),
        ] {
            assert_eq!(
                wished(503, &[("retry-after", text)]),
                expected,
                "CF33 {text}"
            );
        }
        let two = [("retry-after", "3"), ("retry-after", "7")];
        assert_eq!(wished(429, &two), Some(7));
    }

    #[test]
    fn cf32_the_reset_of_a_limit_is_compared_with_the_clock_of_the_service() {
        let reset = (NOW + 3).to_string();
        assert_eq!(wished(429, &[("x-ratelimit-reset", &reset)]), Some(3));
        // Their clock is ten seconds ahead.
        let date = ("date", "Wed, 21 Oct 2015 07:28:10 GMT");
        let ahead = (NOW + 13).to_string();
        assert_eq!(wished(429, &[("x-ratelimit-reset", &ahead), date]), Some(3));
        assert_eq!(
            wished(
                429,
                &[("retry-after", "Wed, 21 Oct 2015 07:28:14 GMT"), date]
            ),
            Some(4)
        );
        // It was another limit that was met.
        let left = ("x-ratelimit-remaining", "7");
        assert_eq!(wished(429, &[("x-ratelimit-reset", &reset), left]), None);
        let none = ("x-ratelimit-remaining", "0");
        assert_eq!(wished(429, &[("x-ratelimit-reset", &reset), none]), Some(3));
        assert_eq!(
            wished(429, &[("x-ratelimit-reset", &reset), ("retry-after", "9")]),
            Some(9)
        );
        for text in [
            "-1",
            "soon",
            "",
            "18446744073709551615",
            "99999999999999999999",
        ] {
            assert_eq!(wished(429, &[("x-ratelimit-reset", text)]), None, "{text}");
        }
        assert_eq!(wished(503, &[("x-ratelimit-reset", &reset)]), None);
    }
}
