//! Secrets appear nowhere: not in errors, not in `Debug`, not in what this crate and those below it
//! log.

use std::error::Error as StdError;
use std::fmt::Write;
use std::sync::{Mutex, Once, PoisonError};
use std::time::Duration;

use super::double::{GOOD, bare, token, with_credentials};
use super::operations::{ListThings, PutThing};
use super::recorder::Recorder;
use super::server::{Server, Step, answer, json};
use super::{Client, Error};
use crate::runtime::client::TokenDefaults;
use crate::runtime::transport::{Canned, TransportError};

/// Everything that was recorded in this process, from all tests.
static RECORDS: Mutex<String> = Mutex::new(String::new());

fn record_everything() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        static RECORDER: Recorder = Recorder(&RECORDS);
        tracing::subscriber::set_global_default(Recorder(&RECORDS)).unwrap();
        log::set_logger(&RECORDER).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
    });
}

/// What can be seen of an error without asking for the answer of the service.
fn shown(error: &Error) -> String {
    let mut shown = format!("{error} {error:?} {error:#} {error:#?}");
    let mut source = error.source();
    while let Some(cause) = source {
        let _ = write!(shown, " {cause} {cause:?} {cause:#?}");
        source = cause.source();
    }
    shown
}

async fn call(client: &Client) -> String {
    match PutThing::new(client, "secret-id")
        .with_header("x-key", "secret-header")
        .await
    {
        Ok(_) => String::new(),
        Err(error) => shown(&error),
    }
}

fn no_secret(text: &str) {
    let lower = text.to_lowercase();
    assert!(!lower.contains("secret"), "CF62/CF63: {text}");
}

const SECRET_TOKEN: &str = "secret-token";

fn records() -> String {
    let records = RECORDS.lock().unwrap_or_else(PoisonError::into_inner);
    records.clone()
}

const TOKENS: TokenDefaults = TokenDefaults {
    url: "https://{host}/oauth/token",
    parameters: &[],
    client_secret_post: true,
};

/// Replies of all kinds, with secrets in all places.
fn replies() -> Vec<Step> {
    let stalled =
        Step::Stall(b"HTTP/1.1 200 OK\r\nx-server: secret-reply\r\n\r\n{\"secret".to_vec());
    vec![
        json(r#"{"id":"secret-reply"}"#),
        answer(
            "401 secret-reason",
            "x-a: secret-reply\r\n",
            r#"{"message":"secret-reply"}"#,
        ),
        json(r#"{"id":["secret-reply"]}"#),
        json(r#"{"id":"secret-reply"#),
        answer(
            "200 OK",
            "content-type: text/html\r\n",
            "<p>secret-reply</p>",
        ),
        answer(
            "302 Found",
            "location: https://secret-reply.example.com/\r\n",
            "",
        ),
        answer("500 No", "", "secret-reply"),
        json(r#"{"id":"secret-reply"}"#),
        Step::Answer(b"secret-reply is not HTTP\r\n\r\n".to_vec()),
        Step::Reset,
        json(r#"{"id":"secret-reply"}"#),
        stalled,
    ]
}

#[tokio::test]
async fn cf62_cf63_over_the_network() {
    record_everything();
    let server = Server::start(replies()).await;
    let client = super::builder(&server.address)
        .token(SECRET_TOKEN)
        .retry(crate::RetryPolicy::standard().base(Duration::from_millis(5)))
        .timeout(Duration::from_millis(600))
        .default_header("x-default", "secret-default")
        .on_attempt(|attempt| {
            no_secret(&format!("{attempt:?} {:?}", attempt.headers()));
        })
        .on_outcome(|outcome| no_secret(&format!("{outcome:?}")))
        .build()
        .unwrap();
    for _ in 0..9 {
        no_secret(&call(&client).await);
    }
    no_secret(&format!(
        "{client:?} {:?}",
        PutThing::new(&client, "1").with_header("x", "secret")
    ));
    let records = records();
    no_secret(&records);
    // It would have been seen.
    assert!(records.contains("127.0.0.1"), "{records}");
    if cfg!(feature = "tracing") {
        for expected in SPANS {
            assert!(records.contains(expected), "{expected}: {records}");
        }
    }
}

/// What is to be found in the records of the spans.
const SPANS: [&str; 10] = [
    "otel.name=PUT /things/{id}",
    "http.request.method=PUT",
    "server.address=\"127.0.0.1\"",
    "url.template=\"/things/{id}\"",
    "http.response.status_code=200",
    "http.response.status_code=401",
    "http.request.resend_count=1",
    "error.type=500",
    "error.type=\"transport\"",
    "error.type=\"timeout\"",
];

#[tokio::test]
async fn cf63_credentials_over_the_network() {
    record_everything();
    let answer_to_token = token(SECRET_TOKEN, 1000);
    let steps = vec![
        Step::Reset,
        answer("500 secret", "", "secret"),
        json(&answer_to_token),
        json(r#"{"id":"secret-reply"}"#),
    ];
    let server = Server::start(steps).await;
    let client = super::builder(&server.address)
        .credentials("secret-id", "secret-secret", TOKENS)
        .retry(crate::RetryPolicy::standard().base(Duration::from_millis(5)))
        .build()
        .unwrap();
    assert_eq!(call(&client).await, "");
    let requests = server.requests().await;
    assert!(requests[0].starts_with("POST /oauth/token HTTP/1.1"));
    assert!(requests[2].contains("client_secret=secret-secret"));
    assert!(!requests[2].contains("authorization"));
    assert!(requests[3].contains("authorization: Bearer secret-token"));
    no_secret(&records());
}

/// Doubles that fail in all kinds of ways, with secrets in all places.
fn doubles() -> impl Iterator<Item = Canned> {
    let secret = token(SECRET_TOKEN, 1000);
    let tokens = vec![
        Canned::new().reply(401, r#"{"error":"secret-reply"}"#),
        Canned::new().reply(200, r#"{"access_token":"secret token"}"#),
        Canned::new().reply(
            200,
            r#"{"access_token":"secret-token","token_type":"secret"}"#,
        ),
        Canned::new().reply(200, r#"{"access_token":"secret-token""#),
        Canned::new().reply(200, "<p>secret-reply</p>"),
        Canned::new().fail(TransportError::tls()),
        Canned::new().hang().hang().hang(),
    ];
    let calls = vec![
        Canned::new()
            .reply(200, secret.clone())
            .reply(401, "secret-reply"),
        Canned::new()
            .reply(200, secret.clone())
            .reply(200, r#"{"id":{"secret":1}}"#),
        Canned::new().reply(200, secret.clone()).reply(200, GOOD),
        Canned::new()
            .reply(200, secret.clone())
            .fail(TransportError::broken())
            .hang(),
        Canned::new()
            .reply(200, secret.clone())
            .reply(200, "secret-reply".repeat(1000)),
    ];
    tokens.into_iter().chain(calls)
}

#[tokio::test(start_paused = true)]
async fn cf62_cf63_in_every_failure_of_tokens_and_transports() {
    record_everything();
    for double in doubles() {
        let builder = with_credentials(&double)
            .credentials("secret-id", "secret-secret", TOKENS)
            .body_limit(5000)
            .on_attempt(|attempt| {
                let (headers, url) = (attempt.headers(), attempt.url());
                if attempt.operation() == "token" {
                    assert!(attempt.body().is_none());
                    no_secret(&format!("{attempt:?} {headers:?} {url}"));
                }
            })
            .on_outcome(|outcome| no_secret(&format!("{outcome:?}")));
        no_secret(&format!("{builder:?} {builder:#?}"));
        let client = builder.build().unwrap();
        no_secret(&call(&client).await);
        no_secret(&call(&client).await);
        no_secret(&format!("{client:?} {client:#?} {double:?}"));
    }
    no_secret(&records());
}

/// Gives one token, and no other.
#[cfg(feature = "tracing")]
struct Single(std::sync::atomic::AtomicBool);

#[cfg(feature = "tracing")]
impl crate::TokenProvider for Single {
    fn token(&self) -> crate::BoxFuture<'_, Result<crate::Token, crate::BoxError>> {
        let is_first = !self.0.swap(true, std::sync::atomic::Ordering::SeqCst);
        Box::pin(async move {
            let token = crate::Token::new(SECRET_TOKEN).expires_in(Duration::from_secs(100));
            is_first
                .then_some(token)
                .ok_or_else(|| "secret-reason".into())
        })
    }
}

#[cfg(feature = "tracing")]
#[tokio::test(start_paused = true)]
async fn a_renewal_that_fails_is_told_while_calls_succeed() {
    static LINES: Mutex<String> = Mutex::new(String::new());
    let _here = tracing::subscriber::set_default(Recorder(&LINES));
    let double = Canned::answering(|_| Ok(Canned::json(200, GOOD)));
    let client = bare(&double).token_provider(Single(false.into()));
    let client = client.build().unwrap();
    let lines = || LINES.lock().unwrap().clone();
    call(&client).await;
    assert!(!lines().contains("event"), "{}", lines());
    tokio::time::advance(Duration::from_secs(95)).await;
    assert_eq!(call(&client).await, "");
    let told = "message=a token could not be renewed ahead of time error=the token provider failed";
    assert_eq!(lines().matches(told).count(), 1, "{}", lines());
    no_secret(&lines());
}

#[tokio::test(start_paused = true)]
async fn hooks_see_every_attempt() {
    let double = Canned::new()
        .reply(200, token("t", 1000))
        .reply(503, "")
        .reply(200, "[]");
    let seen = std::sync::Arc::new(Mutex::new(Vec::new()));
    let (before, after) = (seen.clone(), seen.clone());
    let client = with_credentials(&double)
        .on_attempt(move |attempt| {
            before.lock().unwrap().push(format!(
                "{} {} {} {}",
                attempt.operation(),
                attempt.method(),
                attempt.path_template(),
                attempt.number()
            ));
        })
        .on_outcome(move |outcome| {
            let kind = outcome.error().map(Error::kind);
            let status = outcome.status().map(|status| status.as_u16());
            assert!(outcome.headers().is_some() && outcome.duration() < Duration::from_secs(1));
            let line = format!("{} {status:?} {kind:?}", outcome.attempt().number());
            after.lock().unwrap().push(line);
        })
        .build()
        .unwrap();
    ListThings::new(&client).await.unwrap();
    let expected = [
        "token POST {token_url} 1",
        "1 Some(200) None",
        "listThings GET /things 1",
        "1 Some(503) Some(Status)",
        "listThings GET /things 2",
        "2 Some(200) None",
    ];
    assert_eq!(*seen.lock().unwrap(), expected);
    drop(bare(&double));
}
