//! Tokens: obtained, kept, renewed, replaced. Time is virtual.

use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::time::{Instant, advance};

use super::double::{GOOD, bare, seconds, summaries, token, with, with_credentials};
use super::operations::{PostThing, PutThing};
use super::{Client, ErrorKind};
use crate::runtime::auth::{BoxError, Token, TokenProvider};
use crate::runtime::transport::{BoxFuture, Canned, TransportError};

const TOKEN: &str = "/oauth/token ";

async fn call(client: &Client) -> crate::Result<()> {
    PutThing::new(client, "1").await.map(drop)
}

/// A double whose token service counts, and whose service accepts everything.
fn generous(lifetime: u64) -> (Canned, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    let double = Canned::answering(move |request| {
        if request.uri().path() == "/oauth/token" {
            let number = counted.fetch_add(1, Ordering::Relaxed) + 1;
            return Ok(Canned::json(200, token(&format!("t{number}"), lifetime)));
        }
        Ok(Canned::json(200, GOOD))
    });
    (double, count)
}

#[tokio::test(start_paused = true)]
async fn credentials_are_exchanged_for_a_token_that_is_kept() {
    let (double, count) = generous(86400);
    let client = with_credentials(&double).build().unwrap();
    call(&client).await.unwrap();
    call(&client.clone()).await.unwrap();
    assert_eq!(
        summaries(&double),
        [TOKEN, "/api/things/1 Bearer t1", "/api/things/1 Bearer t1"]
    );
    let request = &double.requests()[0];
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://service.example.com/oauth/token");
    assert_eq!(
        request.headers()["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert_eq!(request.headers()["accept"], "application/json");
    assert!(request.headers().contains_key("user-agent"));
    assert_eq!(
        request.body(),
        "grant_type=client_credentials&client_id=canary-id&client_secret=canary%20secret%26\
         &resource=https%3A%2F%2Fservice.example.com%2Fapi%2F"
    );
    // Five minutes before its end it is replaced, and not earlier.
    advance(Duration::from_secs(86400 - 301)).await;
    call(&client).await.unwrap();
    assert_eq!(count.load(Ordering::Relaxed), 1);
    advance(Duration::from_secs(2)).await;
    call(&client).await.unwrap();
    assert_eq!(count.load(Ordering::Relaxed), 2);
    assert_eq!(
        summaries(&double).last().unwrap(),
        "/api/things/1 Bearer t2"
    );
}

#[tokio::test(start_paused = true)]
async fn short_tokens_are_replaced_after_nine_tenths_of_their_life() {
    let (double, count) = generous(100);
    let client = with_credentials(&double).build().unwrap();
    for (wait, expected) in [(0, 1), (89, 1), (2, 2), (88, 2), (13, 3)] {
        advance(Duration::from_secs(wait)).await;
        call(&client).await.unwrap();
        assert_eq!(count.load(Ordering::Relaxed), expected, "{wait}");
    }
}

#[tokio::test(start_paused = true)]
async fn cf74_a_thousand_callers_make_one_request_for_a_token() {
    let (double, count) = generous(100);
    let client = with_credentials(&double).build().unwrap();
    for (round, wait) in [(1, 0), (2, 101), (3, 95)] {
        advance(Duration::from_secs(wait)).await;
        let calls: Vec<_> = (0..1000)
            .map(|_| tokio::spawn(PutThing::new(&client, "1").send()))
            .collect();
        for call in calls {
            call.await.unwrap().unwrap();
        }
        assert_eq!(count.load(Ordering::Relaxed), round, "CF74");
        assert_eq!(double.requests().len(), round * 1001);
    }
}

#[tokio::test(start_paused = true)]
async fn cf74_a_thousand_callers_share_a_failure_too() {
    let double = Canned::answering(|_| Ok(Canned::json(403, r#"{"error":"access_denied"}"#)));
    let client = with_credentials(&double).build().unwrap();
    let calls: Vec<_> = (0..1000)
        .map(|_| tokio::spawn(PutThing::new(&client, "1").send()))
        .collect();
    for call in calls {
        assert!(call.await.unwrap().unwrap_err().is_auth());
    }
    assert_eq!(double.requests().len(), 1);
    // Later calls ask anew.
    assert!(call(&client).await.is_err());
    assert_eq!(double.requests().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_good_token_is_used_when_its_renewal_fails() {
    for failure in ["500", "hang", "403"] {
        let double = Canned::new().reply(200, token("t1", 1000)).reply(200, GOOD);
        let client = with_credentials(&double).build().unwrap();
        call(&client).await.unwrap();
        advance(Duration::from_secs(950)).await;
        let double = match failure {
            "hang" => double.hang(),
            status => double.reply(status.parse().unwrap(), "{}"),
        };
        let double = double.reply(200, GOOD).reply(200, GOOD);
        call(&client).await.unwrap();
        // For ten seconds nobody tries again.
        call(&client).await.unwrap();
        let expected = [TOKEN, "/api/things/1 Bearer t1", TOKEN];
        let sent = summaries(&double);
        assert_eq!(sent[..3], expected);
        assert_eq!(
            sent[3..],
            ["/api/things/1 Bearer t1", "/api/things/1 Bearer t1"],
            "{failure}"
        );
        advance(Duration::from_secs(11)).await;
        let double = double.reply(200, token("t2", 1000)).reply(200, GOOD);
        call(&client).await.unwrap();
        assert_eq!(summaries(&double)[5..], [TOKEN, "/api/things/1 Bearer t2"]);
    }
}

#[tokio::test(start_paused = true)]
async fn cf72_a_refused_token_is_replaced_once() {
    let double = Canned::new()
        .reply(200, token("t1", 1000))
        .reply(401, "{}")
        .reply(200, token("t2", 1000))
        .reply(200, GOOD);
    let client = with_credentials(&double).build().unwrap();
    let response = PostThing::new(&client).send_with_response().await.unwrap();
    assert_eq!(response.attempts(), 2);
    assert_eq!(
        summaries(&double),
        [
            TOKEN,
            "/api/things Bearer t1",
            TOKEN,
            "/api/things Bearer t2"
        ]
    );
    let bodies = double.requests();
    assert_eq!(bodies[1].body(), bodies[3].body());

    // The second 401 is the answer. It is not the token then, so none is asked for during the next ten seconds.
    let double = double
        .reply(401, "{}")
        .reply(200, token("t3", 1000))
        .reply(401, "{}")
        .reply(401, "{}");
    let error = call(&client).await.unwrap_err();
    assert!(error.is_unauthorized() && error.attempts() == 2);
    let error = call(&client).await.unwrap_err();
    assert!(error.is_unauthorized() && error.attempts() == 1);
    advance(Duration::from_secs(11)).await;
    let double = double
        .reply(401, "{}")
        .reply(200, token("t4", 1000))
        .reply(200, GOOD);
    call(&client).await.unwrap();
    assert_eq!(
        summaries(&double).last().unwrap(),
        "/api/things/1 Bearer t4"
    );
}

#[tokio::test(start_paused = true)]
async fn cf72_a_thousand_refused_calls_make_one_request_for_a_token() {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    let double = Canned::answering(move |request| {
        if request.uri().path() == "/oauth/token" {
            let number = counted.fetch_add(1, Ordering::Relaxed) + 1;
            return Ok(Canned::json(200, token(&format!("t{number}"), 1000)));
        }
        let status = if request.headers()["authorization"] == "Bearer t1" {
            401
        } else {
            200
        };
        Ok(Canned::json(status, GOOD))
    });
    let client = with_credentials(&double).build().unwrap();
    let calls: Vec<_> = (0..1000)
        .map(|_| tokio::spawn(PostThing::new(&client).send()))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(count.load(Ordering::Relaxed), 2);
}

#[tokio::test(start_paused = true)]
async fn cf72_a_constant_token_is_not_replaced() {
    let double = Canned::new().reply(401, "{}");
    let client = bare(&double).token("t").build().unwrap();
    let error = call(&client).await.unwrap_err();
    assert!(error.is_unauthorized() && error.attempts() == 1);
    assert_eq!(double.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn cf70_odd_tokens_are_refused_or_not_kept() {
    for (answer, field) in [
        (r#"{"access_token":"","expires_in":5}"#, "access_token"),
        (r#"{"access_token":"canary\r\nx: y"}"#, "access_token"),
        (r#"{"access_token":7}"#, "access_token"),
        (r#"{"token_type":"Bearer"}"#, "access_token"),
        (r#"["canary"]"#, "access_token"),
        (
            r#"{"access_token":"canary","token_type":"mac"}"#,
            "token_type",
        ),
        (r#"{"access_token":"canary","token_type":1}"#, "token_type"),
    ] {
        let double = Canned::new().reply(200, answer);
        let client = with_credentials(&double).build().unwrap();
        let error = call(&client).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Auth, "CF70 {answer}");
        assert_eq!((error.attempts(), double.requests().len()), (0, 1));
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
        assert_eq!(error.body(), Some(&b""[..]), "it may hold a token");
        assert!(error.to_string().contains(field), "{error}");
        assert!(
            !format!("{error} {error:?}").contains("canary"),
            "{error:?}"
        );
    }
    // How long a token is used, in seconds, by what is said about it.
    for (lifetime, used) in [
        ("null", 300),
        ("\"soon\"", 300),
        ("\"NaN\"", 300),
        ("{}", 300),
        ("\"1000\"", 1000),
        ("1000.5", 1000),
        ("0", 0),
        ("-5", 0),
        ("1e-9", 0),
        ("18446744073709551615", 2_592_000),
        ("1e300", 2_592_000),
        ("\"inf\"", 2_592_000),
    ] {
        let answer = format!(r#"{{"access_token":"t","expires_in":{lifetime}}}"#);
        let double = Canned::answering(move |request| {
            let is_token = request.uri().path() == "/oauth/token";
            Ok(Canned::json(
                200,
                if is_token {
                    answer.clone()
                } else {
                    GOOD.into()
                },
            ))
        });
        let client = with_credentials(&double).build().unwrap();
        let count = || {
            summaries(&double)
                .iter()
                .filter(|line| *line == TOKEN)
                .count()
        };
        call(&client).await.unwrap();
        let fresh = Duration::from_secs(used) - seconds(300.0).min(Duration::from_secs(used) / 10);
        if used > 0 {
            advance(fresh - seconds(1.0)).await;
            call(&client).await.unwrap();
            assert_eq!(count(), 1, "CF70 {lifetime}");
        }
        advance(seconds(2.0)).await;
        call(&client).await.unwrap();
        assert_eq!(count(), 2, "CF70 {lifetime}");
    }
}

#[tokio::test(start_paused = true)]
async fn cf71_a_failed_token_request_is_the_error_of_the_call() {
    let denied = r#"{"error":"access_denied","error_description":"canary-server"}"#;
    for status in [400, 401, 403, 404, 302] {
        let double = Canned::new().reply(status, denied);
        let client = with_credentials(&double).build().unwrap();
        let error = call(&client).await.unwrap_err();
        assert!(error.is_auth() && !error.is_unauthorized() && !error.is_forbidden());
        assert_eq!(
            (error.attempts(), double.requests().len()),
            (0, 1),
            "CF71 {status}"
        );
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert_eq!(error.operation(), Some("putThing"));
        assert!(error.api().is_some() && error.body().is_some());
        let source = error.source().unwrap().to_string();
        assert!(
            source.starts_with("POST {token_url}: the service answered "),
            "{source}"
        );
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("canary"), "{shown}");
        assert!(!error.is_outcome_unknown());
    }
    for (double, is_timeout) in [
        (
            Canned::answering(|_| Ok(Canned::json(500, "<html>"))),
            false,
        ),
        (Canned::answering(|_| Err(TransportError::broken())), false),
        (Canned::answering(|_| Err(TransportError::timeout())), true),
    ] {
        let client = with_credentials(&double).build().unwrap();
        let error = call(&client).await.unwrap_err();
        assert!(error.is_auth() && error.is_timeout() == is_timeout);
        assert_eq!((error.attempts(), double.requests().len()), (0, 4));
        assert!(error.to_string().ends_with("(after 4 attempts)"), "{error}");
    }
    let limited = with(Canned::json(429, "{}"), "retry-after", "600");
    let double = Canned::new().reply_with(limited);
    let error = call(&with_credentials(&double).build().unwrap())
        .await
        .unwrap_err();
    assert!(error.is_auth() && error.is_rate_limited());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(600)));
    let limited = with(Canned::json(429, "{}"), "retry-after", "2");
    let double = Canned::new()
        .reply_with(limited)
        .reply(200, token("t", 9))
        .reply(200, GOOD);
    let start = Instant::now();
    call(&with_credentials(&double).build().unwrap())
        .await
        .unwrap();
    assert!(start.elapsed() >= seconds(2.0));
    let page = Canned::json(200, "<html>");
    let double = Canned::new().reply_with(page);
    let error = call(&with_credentials(&double).build().unwrap())
        .await
        .unwrap_err();
    assert!(
        error.is_auth() && error.to_string().contains("not valid JSON"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn the_token_is_obtained_within_the_time_and_size_of_the_call() {
    let double = Canned::new().hang().hang();
    let client = with_credentials(&double).build().unwrap();
    let start = Instant::now();
    let error = PutThing::new(&client, "1")
        .with_timeout(seconds(2.0))
        .await
        .unwrap_err();
    assert!(error.is_timeout() && error.is_auth() && !error.is_outcome_unknown());
    assert_eq!(start.elapsed().as_secs(), 2);
    let long = format!("{}{}", token("t", 9), " ".repeat(5000));
    let double = Canned::new().reply(200, long);
    let client = with_credentials(&double).body_limit(4000).build().unwrap();
    let error = call(&client).await.unwrap_err();
    assert!(
        error.is_auth() && error.to_string().contains("longer than 4000 bytes"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn one_caller_running_out_of_time_is_not_the_failure_of_others() {
    let double = Canned::new()
        .hang()
        .reply(200, token("t1", 1000))
        .reply(200, GOOD);
    let client = with_credentials(&double).build().unwrap();
    let hasty = tokio::spawn(
        PutThing::new(&client, "1")
            .with_timeout(seconds(1.0))
            .send(),
    );
    tokio::task::yield_now().await;
    let patient = tokio::spawn(PutThing::new(&client, "1").send());
    assert!(hasty.await.unwrap().unwrap_err().is_timeout());
    patient.await.unwrap().unwrap();
    assert_eq!(double.requests().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn giving_up_the_caller_that_asks_harms_nobody() {
    let double = Canned::new()
        .hang()
        .reply(200, token("t1", 1000))
        .reply(200, GOOD);
    let client = with_credentials(&double).build().unwrap();
    let first = tokio::spawn(PutThing::new(&client, "1").send());
    tokio::task::yield_now().await;
    let second = tokio::spawn(PutThing::new(&client, "1").send());
    tokio::task::yield_now().await;
    first.abort();
    second.await.unwrap().unwrap();
    assert_eq!(
        summaries(&double),
        [TOKEN, TOKEN, "/api/things/1 Bearer t1"]
    );
}

/// Gives what it was told to, in order, and then fails.
struct Scripted(std::sync::Mutex<Vec<Result<Token, BoxError>>>);

impl TokenProvider for Scripted {
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        let next = self.0.lock().unwrap().pop();
        Box::pin(async { next.unwrap_or_else(|| Err("the vault is sealed".into())) })
    }
}

#[tokio::test(start_paused = true)]
async fn providers_give_tokens_and_their_errors_end_calls() {
    let (double, _) = generous(1);
    let tokens = vec![
        Ok(Token::new("canary two")),
        Ok(Token::new("p2").expires_in(Duration::MAX)),
        Ok(Token::new("p1")),
    ];
    let provider = Scripted(std::sync::Mutex::new(tokens));
    let client = bare(&double).token_provider(provider).build().unwrap();
    call(&client).await.unwrap();
    advance(Duration::from_secs(301)).await;
    call(&client).await.unwrap();
    assert_eq!(
        summaries(&double),
        ["/api/things/1 Bearer p1", "/api/things/1 Bearer p2"]
    );
    advance(Duration::from_secs(2_592_001)).await;
    let error = call(&client).await.unwrap_err();
    assert!(
        error.is_auth() && !format!("{error:?}").contains("canary"),
        "{error:?}"
    );
    assert!(error.to_string().contains("visible ASCII"), "{error}");
    let error = call(&client).await.unwrap_err();
    assert!(
        error.is_auth() && format!("{error:?}").contains("the vault is sealed"),
        "{error:?}"
    );
    assert_eq!(
        double.requests().len(),
        2,
        "nothing is sent without a token"
    );
}
