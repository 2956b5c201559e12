//! Keys and passwords in place of bearer tokens: that they open what they are for, and that nobody
//! else sees them.

use std::sync::{Arc, Mutex};

use super::methods::operation;
use super::server::{Server, answer};
use crate::runtime::codegen::*;

const SCHEMES: &[(&str, Scheme)] = &[
    ("key", Scheme::Header("x-key")),
    ("user", Scheme::Basic),
    ("query", Scheme::Query("k")),
    ("cookie", Scheme::Cookie("session")),
];

#[derive(Clone, Debug)]
pub(crate) struct Guarded {
    call: Call,
}

impl Operation for Guarded {
    type Output = String;
    const ENDPOINT: Endpoint = Endpoint {
        id: "guarded",
        method: Method::POST,
        path: "/guarded",
    };

    fn call(&self) -> &Call {
        &self.call
    }

    fn encode(&self, request: &mut Encoder) {
        request.access(&[&[0], &[1], &[2, 3]]);
        request.path("/guarded");
        request.query("a", &String::from("b"), &Rule::ANY);
        request.cookie("own", &String::from("c"), Style::QUERY, &Rule::ANY);
        request.json(&String::from("body"));
    }

    fn decode(reply: &Reply) -> Result<String> {
        reply.text()
    }
}
operation!(Guarded, String);

fn builder(address: &str) -> ClientBuilder {
    ClientBuilder::new("", [])
        .base_url(address)
        .allow_http_on_loopback()
        .schemes(SCHEMES)
}

fn guarded(client: &Client) -> Guarded {
    Guarded {
        call: Call::new(client),
    }
}

fn text(body: &str) -> super::server::Step {
    answer("200 OK", "content-type: text/plain\r\n", body)
}

#[tokio::test]
async fn keys_and_passwords_open_what_they_are_for() {
    let server = Server::start(vec![text("one"), text("tw\u{f6}"), text("three")]).await;
    let keyed = guarded(
        &builder(&server.address)
            .key("key", "canary")
            .build()
            .unwrap(),
    );
    assert!(!format!("{keyed:?}").contains("canary"));
    assert_eq!(keyed.await.unwrap(), "one");
    let known = guarded(&builder(&server.address).user("me", "pw").build().unwrap());
    assert_eq!(known.await.unwrap(), "tw\u{f6}");
    let both = builder(&server.address)
        .key("query", "q")
        .key("cookie", "c")
        .build()
        .unwrap();
    assert_eq!(guarded(&both).await.unwrap(), "three");
    let nobody = guarded(&builder(&server.address).build().unwrap());
    let error = nobody.await.unwrap_err();
    assert!(error.is_invalid_request() && error.attempts() == 0);
    let requests = server.requests().await;
    assert!(requests[0].contains("x-key: canary\r\n") && !requests[0].contains("authorization"));
    assert!(requests[1].contains("authorization: Basic bWU6cHc=\r\n"));
    assert!(requests[2].starts_with("POST /api/guarded?a=b&k=q HTTP/1.1\r\n"));
    assert!(requests[2].contains("cookie: own=c; session=c\r\n"));
}

#[tokio::test]
async fn cf62_who_watches_attempts_sees_the_request_and_no_credentials() {
    let server = Server::start(vec![text(""), text(""), text("")]).await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let ways: [fn(ClientBuilder) -> ClientBuilder; 3] = [
        |builder| builder.key("key", "canary"),
        |builder| builder.user("canary", "canary"),
        |builder| builder.key("query", "canary").key("cookie", "canary"),
    ];
    for way in ways {
        let seen = Arc::clone(&seen);
        let watched = builder(&server.address).on_attempt(move |attempt| {
            let headers: Vec<_> = attempt
                .headers()
                .iter()
                .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
                .collect();
            let body = String::from_utf8_lossy(attempt.body().unwrap_or_default());
            let line = format!("{} {headers:?} {body}", attempt.url());
            seen.lock().unwrap().push(line);
        });
        guarded(&way(watched).build().unwrap()).await.unwrap();
    }
    let canaries = ["canary", "Y2FuYXJ5OmNhbmFyeQ=="];
    for request in server.requests().await {
        assert!(
            canaries.iter().any(|canary| request.contains(canary)),
            "{request}"
        );
    }
    let seen = seen.lock().unwrap();
    assert_eq!(seen.len(), 3);
    for attempt in &*seen {
        assert!(
            !canaries.iter().any(|canary| attempt.contains(canary)),
            "{attempt}"
        );
        let parts = ["/api/guarded?a=b ", "\"cookie: own=c\"", "\"body\""];
        assert!(parts.iter().all(|part| attempt.contains(part)), "{attempt}");
    }
}
