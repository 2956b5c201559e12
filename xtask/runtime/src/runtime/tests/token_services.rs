//! Where tokens come from, and what can go wrong there. Time is virtual.

use std::error::Error as _;
use std::time::Duration;

use tokio::time::{Instant, advance};

use super::ErrorKind;
use super::auth::{TOKEN, call, generous};
use super::double::{GOOD, bare, seconds, summaries, token, with, with_credentials};
use super::operations::PutThing;
use crate::runtime::auth::{Token, TokenProvider};
use crate::runtime::error::BoxError;
use crate::runtime::transport::{BoxFuture, Canned, TransportError};

#[tokio::test(start_paused = true)]
async fn cf70_odd_tokens_are_refused() {
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
}

#[tokio::test(start_paused = true)]
async fn cf70_no_token_is_kept_for_too_long() {
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
}

#[tokio::test(start_paused = true)]
async fn cf71_token_requests_are_retried_like_others() {
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
