//! What is tried again, when, and how often. Waits are in virtual time.

use std::time::Duration;

use tokio::time::Instant;

use super::double::{GOOD, bare, client, failure, seconds, with};
use super::operations::{ListThings, PostThing, PutThing};
use super::{Error, ErrorKind};
use crate::runtime::retry::RetryPolicy;
use crate::runtime::transport::{Canned, TransportError};

/// A double that always answers so: with a status, or with a failure by its name.
pub(super) fn always(answer: &'static str) -> Canned {
    Canned::answering(move |_| match answer.parse() {
        Ok(status) => Ok(Canned::json(status, "{}")),
        Err(_) => Err(failure(answer)),
    })
}

/// Puts, lists and posts against a double that always fails; returns the error and how many
/// requests there were.
async fn fail(answer: &'static str, method: &str) -> (Error, usize) {
    let double = always(answer);
    let client = client(&double);
    let error = match method {
        "PUT" => PutThing::new(&client, "1").await.map(drop),
        "GET" => ListThings::new(&client).await.map(drop),
        "POST" => PostThing::new(&client).await.map(drop),
        "idempotent POST" => PostThing::new(&client)
            .with_idempotent(true)
            .await
            .map(drop),
        "other PUT" => PutThing::new(&client, "1")
            .with_idempotent(false)
            .await
            .map(drop),
        _ => panic!("{method}"),
    };
    (error.unwrap_err(), double.requests().len())
}

/// The rows of the table in the documentation of [`RetryPolicy`], by what happened.
fn documented() -> Vec<(&'static str, bool, bool)> {
    let source = include_str!("../retry.rs");
    let rows = source.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("/// |")?.split('|').map(str::trim);
        let (what, one, other) = (cells.next()?, cells.next()?, cells.next()?);
        ["yes", "no"]
            .contains(&one)
            .then_some((what, one == "yes", other == "yes"))
    });
    rows.collect()
}

/// What a row of the table is about, as answers of the double.
fn examples(row: &str) -> &'static [&'static str] {
    match row {
        "no connection could be made, or not in time" => &["connect", "connect_timeout"],
        "the connection broke before the request was sent" => &["not_sent"],
        "the connection broke later, or the reply was cut short" => &["broken"],
        "no reply came within the time of one attempt" => &["timeout"],
        "status 429" => &["429"],
        "status 408, 500, 502, 503, 504" => &["408", "500", "502", "503", "504"],
        "any other status" => &[
            "301", "302", "303", "307", "308", "400", "401", "403", "404", "409", "410", "422",
            "425", "501", "505", "511", "599",
        ],
        "no secure connection could be made" => &["tls"],
        // Of successes only: another test has them.
        "the reply was too long, or was not understood" => &[],
        _ => panic!("no example for the row `{row}`"),
    }
}

#[tokio::test(start_paused = true)]
async fn cf01_cf06_cf29_cf36_the_documented_table_is_what_happens() {
    let rows = documented();
    assert_eq!(rows.len(), 9);
    for (row, repeatable, others) in rows {
        for &answer in examples(row) {
            for (method, is_retried) in [
                ("GET", repeatable),
                ("PUT", repeatable),
                ("idempotent POST", repeatable),
                ("POST", others),
                ("other PUT", others),
            ] {
                let (error, count) = fail(answer, method).await;
                let expected = if is_retried { 4 } else { 1 };
                assert_eq!(count, expected, "{method} {answer}: {error}");
                assert_eq!(error.attempts() as usize, count);
                let is_unsettled = matches!(row.split(',').next(), Some("status 408"))
                    || ["broken", "timeout", "501", "505", "511", "599"].contains(&answer);
                assert_eq!(
                    error.is_outcome_unknown(),
                    method != "GET" && is_unsettled,
                    "{method} {answer}"
                );
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn cf17_cf18_cf25_what_was_done_is_not_done_again() {
    for (body, kind) in [
        (vec![b' '; 2000], ErrorKind::BodyLimit),
        (b"<p>".to_vec(), ErrorKind::Decode),
        (Vec::new(), ErrorKind::Decode),
    ] {
        let double = Canned::new().reply(200, body);
        let client = bare(&double).token("t").body_limit(1000).build().unwrap();
        let error = PutThing::new(&client, "1").await.unwrap_err();
        assert_eq!((error.kind(), double.requests().len()), (kind, 1));
        assert!(!error.is_outcome_unknown());
    }
}

#[tokio::test(start_paused = true)]
async fn cf30_a_429_is_repeated_after_the_time_it_names_whatever_the_method() {
    for method in ["PUT", "POST"] {
        let limited = with(Canned::json(429, "{}"), "retry-after", "1");
        let double = Canned::new().reply_with(limited).reply(200, GOOD);
        let (client, start) = (client(&double), Instant::now());
        let response = if method == "POST" {
            PostThing::new(&client).send_with_response().await
        } else {
            PutThing::new(&client, "1").send_with_response().await
        };
        assert_eq!(response.unwrap().attempts(), 2);
        let waited = start.elapsed();
        assert!(
            waited >= seconds(1.0) && waited <= seconds(1.6),
            "{waited:?}"
        );
        assert_eq!(double.requests().len(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn cf31_cf35_without_a_hint_waits_grow_at_random() {
    let mut longest = [Duration::ZERO; 4];
    for _ in 0..200 {
        let double = Canned::new();
        let double = (0..4).fold(double, |double, _| double.reply(429, "{}"));
        let times = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
        let seen = times.clone();
        let client = bare(&double)
            .token("t")
            .on_attempt(move |_| seen.lock().unwrap().push(Instant::now()))
            .build()
            .unwrap();
        let error = PostThing::new(&client).await.unwrap_err();
        assert!(error.is_rate_limited() && error.attempts() == 4);
        let times = times.lock().unwrap();
        for (number, pair) in times.windows(2).enumerate() {
            let limit = seconds(0.5) * 2_u32.pow(number as u32);
            let wait = pair[1] - pair[0];
            assert!(
                wait <= limit + Duration::from_millis(2),
                "{number}: {wait:?}"
            );
            longest[number] = longest[number].max(wait);
        }
    }
    for (number, longest) in longest.iter().take(3).enumerate() {
        let limit = seconds(0.5) * 2_u32.pow(number as u32);
        assert!(
            *longest > limit.mul_f64(0.8),
            "{number}: {longest:?} of {limit:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn cf31_waits_are_capped_and_counted_as_told() {
    let policy = RetryPolicy::standard()
        .max_retries(9)
        .cap(Duration::from_millis(100));
    let double = always("429");
    let client = client(&double);
    let start = Instant::now();
    let error = PostThing::new(&client)
        .with_retry(policy)
        .await
        .unwrap_err();
    assert_eq!((error.attempts(), double.requests().len()), (10, 10));
    assert!(start.elapsed() <= seconds(1.0));
    let error = PostThing::new(&client)
        .with_retry(RetryPolicy::never())
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 1);
}

#[tokio::test(start_paused = true)]
async fn cf32_the_reset_of_the_limit_is_waited_for() {
    let limited = with(Canned::json(429, "{}"), "x-ratelimit-reset", "1445412483");
    let limited = with(limited, "date", "Wed, 21 Oct 2015 07:28:00 GMT");
    let double = Canned::new().reply_with(limited).reply(200, GOOD);
    let start = Instant::now();
    PostThing::new(&client(&double)).await.unwrap();
    let waited = start.elapsed();
    assert!(
        waited >= seconds(3.0) && waited <= seconds(3.6),
        "{waited:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn cf33_a_wait_that_is_too_long_is_left_to_the_caller() {
    for (text, expected) in [
        ("86400", 86400),
        ("1000000000000000000000000000000", u64::MAX),
        ("61", 61),
    ] {
        for timeout in [Duration::from_secs(60), Duration::MAX] {
            if (text, timeout) != ("61", Duration::MAX)
                && (text, timeout) != ("86400", Duration::MAX)
            {
                let double =
                    Canned::new().reply_with(with(Canned::json(429, "{}"), "retry-after", text));
                let start = Instant::now();
                let call = PutThing::new(&client(&double), "1").with_timeout(timeout);
                let error = call.await.unwrap_err();
                assert!(error.is_rate_limited(), "CF33 {text}: {error}");
                assert_eq!(error.retry_after(), Some(Duration::from_secs(expected)));
                assert_eq!(start.elapsed().as_secs(), 0);
            }
        }
    }
    for text in ["-5", "abc", "", "1.5", "Wed, 21 Oct 2015 07:28:00 GMT"] {
        let limited = with(Canned::json(429, "{}"), "retry-after", text);
        let double = Canned::new().reply_with(limited).reply(200, GOOD);
        let start = Instant::now();
        PutThing::new(&client(&double), "1").await.unwrap();
        assert!(start.elapsed() <= seconds(0.6), "CF33 {text}");
    }
}

#[tokio::test(start_paused = true)]
async fn cf44_no_wait_is_begun_that_cannot_end_in_time() {
    let limited = with(Canned::json(503, "{}"), "retry-after", "3");
    let double = Canned::new().reply_with(limited);
    let start = Instant::now();
    let call = PutThing::new(&client(&double), "1").with_timeout(seconds(2.0));
    let error = call.await.unwrap_err();
    assert!(error.is_server_error() && start.elapsed() <= seconds(0.1));
    assert_eq!(error.retry_after(), Some(seconds(3.0)));

    // Without a hint: once the time is up, there is no further attempt and no overrun.
    let double = always("503");
    let policy = RetryPolicy::standard().max_retries(1000);
    let start = Instant::now();
    let call = PutThing::new(&client(&double), "1").with_timeout(seconds(20.0));
    let error = call.with_retry(policy).await.unwrap_err();
    assert!(
        error.is_server_error() && start.elapsed() < seconds(20.0),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn cf03_attempts_that_hang_end_and_so_does_the_call() {
    let double = Canned::new().hang().hang().hang();
    let client = client(&double);
    let start = Instant::now();
    let error = PutThing::new(&client, "1").await.unwrap_err();
    assert!(error.is_timeout() && error.is_outcome_unknown());
    assert!(start.elapsed() <= seconds(60.1), "{:?}", start.elapsed());
    assert_eq!(error.attempts(), 2);

    let double = Canned::new().hang().reply(200, GOOD);
    let client = super::double::client(&double);
    let error = PostThing::new(&client).await.unwrap_err();
    assert_eq!((error.attempts(), double.requests().len()), (1, 1));
    assert!(error.is_timeout() && error.is_outcome_unknown());
}

#[tokio::test(start_paused = true)]
async fn cf37_what_is_open_stays_open() {
    // The first attempt may have done it; what the second one says does not tell.
    let double = Canned::new()
        .fail(TransportError::broken())
        .reply(409, "{}");
    let call = PostThing::new(&client(&double)).with_idempotent(true);
    let error = call.await.unwrap_err();
    assert!(error.is_conflict() && error.is_outcome_unknown() && error.attempts() == 2);
    assert_eq!(
        error.to_string(),
        "POST /things: the service answered 409 Conflict (after 2 attempts)"
    );

    // Without the caller's word there is one attempt, and the error says what is at stake.
    let double = Canned::new().fail(TransportError::broken());
    let client = client(&double);
    let error = PostThing::new(&client).await.unwrap_err();
    assert!(error.is_outcome_unknown() && double.requests().len() == 1);
    // The caller's own repetition meets what the first call left: that is settled.
    let double = Canned::new().reply(409, "{}");
    let error = PostThing::new(&super::double::client(&double))
        .await
        .unwrap_err();
    assert!(error.is_conflict() && !error.is_outcome_unknown());
}
