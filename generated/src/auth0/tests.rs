//! Settings that are Auth0's own.

use std::env::VarError;

use super::from;
use crate::Error;
use crate::test_util::Canned;
use crate::{Client, Result};

/// Makes a client from made-up variables, and lists a page of client grants with it.
async fn list(variables: &[(&'static str, &str)], double: &Canned) -> Result<()> {
    let client = client(variables, double)?;
    client.client_grants().list().await.map(drop)
}

fn client(variables: &[(&'static str, &str)], double: &Canned) -> Result<Client> {
    let read = |name: &'static str| {
        let found = variables.iter().find(|(known, _)| *known == name);
        match found {
            Some((_, "not Unicode")) => Err(VarError::NotUnicode("canary".into())),
            Some((_, value)) => Ok((*value).to_owned()),
            None => Err(VarError::NotPresent),
        }
    };
    super::named_after_variables(from(&read)?.transport(double.clone()).build())
}

const CREDENTIALS: [(&str, &str); 3] = [
    ("AUTH0_DOMAIN", "tenant.eu.auth0.com"),
    ("AUTH0_CLIENT_ID", "my-id"),
    ("AUTH0_CLIENT_SECRET", "my-secret"),
];

fn double() -> Canned {
    Canned::new()
        .reply(200, r#"{"access_token":"obtained","expires_in":86400}"#)
        .reply(200, "[]")
}

#[tokio::test]
async fn credentials_are_exchanged_at_the_domain_for_its_audience() {
    let double = double();
    list(&CREDENTIALS, &double).await.unwrap();
    let requests = double.requests();
    assert_eq!(requests[0].uri(), "https://tenant.eu.auth0.com/oauth/token");
    assert_eq!(
        requests[0].body(),
        "grant_type=client_credentials&client_id=my-id&client_secret=my-secret\
         &audience=https%3A%2F%2Ftenant.eu.auth0.com%2Fapi%2Fv2%2F"
    );
    assert_eq!(
        requests[1].uri(),
        "https://tenant.eu.auth0.com/api/v2/client-grants"
    );
    assert_eq!(requests[1].headers()["authorization"], "Bearer obtained");
}

#[tokio::test]
async fn the_audience_can_be_another_one() {
    let double = double();
    let mut variables = CREDENTIALS.to_vec();
    variables[0].1 = "login.example.com";
    variables.push(("AUTH0_AUDIENCE", "https://tenant.eu.auth0.com/api/v2/"));
    list(&variables, &double).await.unwrap();
    let request = &double.requests()[0];
    assert_eq!(request.uri(), "https://login.example.com/oauth/token");
    let body = std::str::from_utf8(request.body()).unwrap().to_owned();
    let audience = "&audience=https%3A%2F%2Ftenant.eu.auth0.com%2Fapi%2Fv2%2F";
    assert!(body.ends_with(audience) && body.matches("audience").count() == 1);
}

#[tokio::test]
async fn a_token_is_taken_as_it_is() {
    let double = Canned::new().reply(200, "[]");
    let mut variables = CREDENTIALS.to_vec();
    variables.push(("AUTH0_API_TOKEN", "given"));
    list(&variables, &double).await.unwrap();
    let requests = double.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].headers()["authorization"], "Bearer given");
}

#[test]
fn what_is_wrong_with_a_variable_is_said_by_its_name_and_not_its_value() {
    let domain = ("AUTH0_DOMAIN", "tenant.eu.auth0.com");
    let id = ("AUTH0_CLIENT_ID", "my-id");
    let secret = ("AUTH0_CLIENT_SECRET", "canary\n");
    let audience = ("AUTH0_AUDIENCE", "not Unicode");
    let faulty: [(&str, &[(&'static str, &str)]); 9] = [
        ("AUTH0_DOMAIN", &[]),
        ("AUTH0_DOMAIN", &[("AUTH0_DOMAIN", "")]),
        (
            "AUTH0_DOMAIN",
            &[("AUTH0_DOMAIN", "https://canary"), id, secret],
        ),
        ("AUTH0_CLIENT_ID", &[domain]),
        ("AUTH0_CLIENT_SECRET", &[domain, id]),
        ("AUTH0_CLIENT_SECRET", &[domain, id, secret]),
        (
            "AUTH0_API_TOKEN",
            &[domain, ("AUTH0_API_TOKEN", "canary\r\n")],
        ),
        (
            "AUTH0_API_TOKEN",
            &[domain, ("AUTH0_API_TOKEN", "not Unicode")],
        ),
        ("AUTH0_AUDIENCE", &[domain, audience]),
    ];
    for (name, variables) in faulty {
        let error: Error = client(variables, &Canned::new()).unwrap_err();
        assert!(error.is_configuration(), "{error}");
        assert_eq!(error.field(), Some(name));
        let shown = format!("{error} {error:?}");
        assert!(
            shown.contains(&format!("`{name}`")) && !shown.contains("canary"),
            "{shown}"
        );
    }
}

#[tokio::test]
async fn on_this_machine_credentials_stay_on_it() {
    let double = double();
    let client = Client::builder("tenant.eu.auth0.com")
        .client_credentials("my-id", "my-secret")
        .base_url("http://127.0.0.1:3000/api/v2")
        .allow_http_on_loopback()
        .transport(double.clone())
        .build()
        .unwrap();
    client.client_grants().list().await.unwrap();
    assert_eq!(
        double.requests()[0].uri(),
        "http://127.0.0.1:3000/oauth/token"
    );
}

#[tokio::test]
async fn cf29_refusals_are_told_apart_and_explained() {
    let body = r#"{"statusCode":400,"error":"Bad Request","message":"what is wrong","errorCode":"invalid_body"}"#;
    type Question = fn(&Error) -> bool;
    let questions: [(u16, Question); 5] = [
        (400, Error::is_bad_request),
        (401, Error::is_unauthorized),
        (403, Error::is_forbidden),
        (404, Error::is_not_found),
        (409, Error::is_conflict),
    ];
    for (status, _) in questions {
        let mut reply = Canned::json(status, body);
        let id = "r1".parse().unwrap();
        reply.headers_mut().insert("x-correlation-id", id);
        let double = Canned::new().reply_with(reply);
        let builder = Client::builder("tenant.eu.auth0.com").token("t");
        let client = builder.transport(double.clone()).build().unwrap();
        let error = client.client_grants().get("cgr_1").await.unwrap_err();
        for (other, question) in questions {
            assert_eq!(question(&error), status == other, "CF29 {status} {other}");
        }
        let api = error.api().unwrap();
        assert_eq!(api.error.as_deref(), Some("Bad Request"));
        assert_eq!(api.message.as_deref(), Some("what is wrong"));
        assert_eq!(api.error_code.as_deref(), Some("invalid_body"));
        assert_eq!((error.request_id(), error.attempts()), (Some("r1"), 1));
        assert_eq!(double.requests().len(), 1);
    }
}

#[tokio::test]
async fn cf28_a_status_stands_whatever_its_explanation() {
    let long = format!(r#"{{"message":"{}"}}"#, "\\u001b[2J".repeat(200_000));
    for body in [
        "<html>canary</html>",
        "{}",
        r#"{"message":"canary\u001b[2J"}"#,
        r#"{"errorCode":{"canary":1}}"#,
        "[1",
        long.as_str(),
    ] {
        let double = Canned::new().reply(404, body.to_owned());
        let builder = Client::builder("tenant.eu.auth0.com").token("t");
        let client = builder.transport(double).build().unwrap();
        let error = client.client_grants().get("cgr_1").await.unwrap_err();
        assert!(error.is_not_found(), "CF28");
        assert!(error.body().unwrap().len() <= 64 * 1024);
        let shown = format!("{error} {error:?}");
        let is_tame = !shown.contains("canary") && !shown.contains('\u{1b}');
        assert!(is_tame && shown.len() < 500, "{shown}");
    }
}

#[tokio::test(start_paused = true)]
async fn cf36_each_operation_is_repeated_or_not_as_its_method_says() {
    let double = Canned::answering(|_| Ok(Canned::json(503, "{}")));
    let builder = Client::builder("tenant.eu.auth0.com").token("t");
    let client = builder.transport(double.clone()).build().unwrap();
    let grants = client.client_grants();
    let org = client.organizations("org_1").client_grants();
    let calls = [
        ("GET", grants.list().await.map(drop)),
        ("GET", grants.get("cgr_1").await.map(drop)),
        ("GET", grants.organizations("cgr_1").list().await.map(drop)),
        ("GET", org.list().await.map(drop)),
        ("DELETE", grants.delete("cgr_1").await),
        ("DELETE", org.remove("cgr_1").await),
        (
            "POST",
            grants
                .create("api")
                .client_id("app")
                .scope(["a"])
                .await
                .map(drop),
        ),
        ("POST", org.add("cgr_1").await.map(drop)),
        (
            "PATCH",
            grants.update("cgr_1").clear_scope().await.map(drop),
        ),
    ];
    let mut requests = double.requests().into_iter();
    for (method, result) in calls {
        let error = result.unwrap_err();
        let attempts = if matches!(method, "GET" | "DELETE") {
            4
        } else {
            1
        };
        assert_eq!(error.attempts(), attempts, "CF36 {error}");
        assert_eq!(error.is_outcome_unknown(), method != "GET", "CF36 {error}");
        for request in requests.by_ref().take(attempts as usize) {
            assert_eq!(request.method(), method);
        }
    }
    assert!(requests.next().is_none());
    let update = grants.update("cgr_1").clear_scope().with_idempotent(true);
    assert_eq!(update.await.unwrap_err().attempts(), 4);
}
