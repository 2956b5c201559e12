//! Every declared error status of every operation, with each kind of body that such an answer can have.

use auth0_client_grants::{ApiError, Error, ErrorKind};
use http::StatusCode;
use serde_json::{Value, json};
use tests::server::{Reply, Server, TOKEN};

use crate::description::{Operation, operations, samples};
use crate::operations::{IDS, call};

const HTML: &str = "<html><body>canary: <b>the gateway</b> is tired</body></html>";

/// Answers one call of an operation, and returns the error.
async fn fail(operation: &Operation, reply: Reply) -> Error {
    let server = Server::always(
        reply
            .header("x-request-id", "canary-request")
            .header("x-more", "canary-more"),
    );
    let error = call(&operation.id, &server.client(), IDS)
        .await
        .unwrap_err();
    assert_eq!(server.take().len(), 1, "{}", operation.id);
    error
}

/// Checks what holds for every error of a status, whatever its body.
fn assert_tells(error: &Error, operation: &Operation, status: StatusCode, body: &str) {
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(
        (error.status(), error.attempts(), error.field()),
        (Some(status), 1, None)
    );
    assert_eq!(error.operation(), Some(&*operation.id));
    assert_eq!(error.body(), Some(body.as_bytes()));
    assert_eq!(error.request_id(), Some("canary-request"));
    assert_eq!(error.headers().unwrap()["x-more"], "canary-more");
    assert_eq!(questions(error), answers(status), "{status}");
    assert!(std::error::Error::source(error).is_none());

    let reason = status.canonical_reason().unwrap();
    let expected = format!(
        "{} {}: the service answered {} {reason}",
        operation.method,
        operation.path,
        status.as_u16()
    );
    assert_eq!(error.to_string(), expected);
    let shown = format!("{error} {error:?}");
    let bytes = format!("{:?}", "canary".as_bytes());
    assert!(!shown.contains(bytes.trim_matches(['[', ']'])), "{shown}");
    for secret in [
        "canary",
        TOKEN,
        IDS.id,
        IDS.grant_id,
        "gateway",
        "127.0.0.1",
    ] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

/// The names of the questions that an error says yes to.
fn questions(error: &Error) -> Vec<&'static str> {
    let questions = [
        ("bad_request", error.is_bad_request()),
        ("conflict", error.is_conflict()),
        ("forbidden", error.is_forbidden()),
        ("not_found", error.is_not_found()),
        ("rate_limited", error.is_rate_limited()),
        ("server_error", error.is_server_error()),
        ("unauthorized", error.is_unauthorized()),
        ("configuration", error.is_configuration()),
        ("connect", error.is_connect()),
        ("decode", error.is_decode()),
        ("invalid_request", error.is_invalid_request()),
        ("timeout", error.is_timeout()),
        ("tls", error.is_tls()),
        ("transport", error.is_transport()),
    ];
    questions
        .into_iter()
        .filter_map(|(name, yes)| yes.then_some(name))
        .collect()
}

/// The one question that a status says yes to, if there is one for it.
fn answers(status: StatusCode) -> Vec<&'static str> {
    match status.as_u16() {
        400 => vec!["bad_request"],
        401 => vec!["unauthorized"],
        403 => vec!["forbidden"],
        404 => vec!["not_found"],
        409 => vec!["conflict"],
        429 => vec!["rate_limited"],
        500..=599 => vec!["server_error"],
        _ => Vec::new(),
    }
}

/// What the service said, as JSON again.
fn said(api: &ApiError) -> Value {
    let members = [
        ("statusCode", json!(api.status_code)),
        ("error", json!(api.error)),
        ("message", json!(api.message)),
        ("errorCode", json!(api.error_code)),
        ("error_description", json!(api.error_description)),
    ];
    members
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// Each declared error status of each operation.
fn each_error() -> Vec<(Operation, StatusCode, Vec<Value>)> {
    let mut errors = Vec::new();
    for operation in operations() {
        let declared: Vec<_> = operation
            .errors()
            .map(|(status, response)| (status, samples(response)))
            .collect();
        for status in [401, 403, 429] {
            assert!(
                declared.iter().any(|(declared, _)| *declared == status),
                "{}: {status}",
                operation.id
            );
        }
        let of_operation = |(status, samples)| {
            let operation = crate::description::operation(&operation.id);
            (operation, status, samples)
        };
        errors.extend(declared.into_iter().map(of_operation));
    }
    assert!(errors.len() >= 40, "the description has lost statuses");
    errors
}

#[tokio::test]
async fn with_the_body_of_the_service_with_and_without_a_code() {
    for (operation, status, samples) in each_error() {
        assert!(
            !answers(status).is_empty(),
            "{status} has no question of its own"
        );
        let has_code = |sample: &&Value| sample.get("errorCode").is_some();
        assert!(
            samples.iter().any(|sample| has_code(&sample)),
            "{} {status}",
            operation.id
        );
        assert!(
            !samples.iter().all(|sample| has_code(&sample)),
            "{} {status}",
            operation.id
        );
        for sample in samples {
            let error = fail(&operation, Reply::json(status, &sample)).await;
            assert_tells(&error, &operation, status, &sample.to_string());
            assert_eq!(said(error.api().unwrap()), sample);
            assert!(error.api().unwrap().extra().is_empty());
            let shown = format!("{error:?}");
            for text in ["message", "errorCode", "error_description"]
                .iter()
                .filter_map(|name| sample[name].as_str())
            {
                assert!(!shown.contains(text), "{shown}");
            }
        }
    }
}

#[tokio::test]
async fn without_a_body_and_with_a_page_of_a_proxy() {
    for (operation, status, _) in each_error() {
        for (reply, body) in [
            (Reply::empty(status), ""),
            (Reply::text(status, "application/json", ""), ""),
            (Reply::text(status, "text/html", HTML), HTML),
            (
                Reply::text(status, "application/json", "{\"message\": \"canary"),
                "{\"message\": \"canary",
            ),
            (
                Reply::text(status, "application/json", "[\"canary\"]"),
                "[\"canary\"]",
            ),
            (
                Reply::text(status, "application/json", "{\"message\": {\"canary\": 1}}"),
                "{\"message\": {\"canary\": 1}}",
            ),
        ] {
            let error = fail(&operation, reply).await;
            assert_tells(&error, &operation, status, body);
            assert!(error.api().is_none(), "{:?}", error.api());
        }
    }
}

#[tokio::test]
async fn statuses_that_are_not_declared_are_errors_too() {
    for operation in operations() {
        for status in [402, 405, 410, 413, 418, 422, 500, 501, 502, 503, 504] {
            let status = StatusCode::from_u16(status).unwrap();
            let body =
                json!({"statusCode": status.as_u16(), "message": "canary", "later": "canary"});
            let error = fail(&operation, Reply::json(status, &body)).await;
            assert_tells(&error, &operation, status, &body.to_string());
            assert_eq!(error.api().unwrap().extra()["later"], "canary");
        }
    }
}

#[tokio::test]
async fn a_status_without_a_name_is_told_by_its_number() {
    let server = Server::always(Reply::empty(StatusCode::from_u16(599).unwrap()));
    let error = server.client().client_grants().list().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /client-grants: the service answered 599"
    );
    assert!(error.is_server_error());
}

#[tokio::test]
async fn the_limit_of_the_rate_and_the_time_to_wait_are_told() {
    let reply = Reply::empty(StatusCode::TOO_MANY_REQUESTS)
        .header("retry-after", "7")
        .header("x-ratelimit-limit", "10")
        .header("x-ratelimit-remaining", "0")
        .header("x-ratelimit-reset", "1790000000");
    let server = Server::always(reply);
    let error = server
        .client()
        .client_grants()
        .delete("cgr_1")
        .await
        .unwrap_err();
    assert_eq!(error.retry_after().map(|wait| wait.as_secs()), Some(7));
    let limit = error.rate_limit().unwrap();
    assert_eq!((limit.limit, limit.remaining), (10, 0));
    let reset = limit
        .reset
        .unwrap()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    assert_eq!(reset.as_secs(), 1_790_000_000);
}

#[tokio::test]
async fn a_long_explanation_is_cut_and_its_status_stands() {
    let server = Server::always(Reply::text(
        StatusCode::BAD_GATEWAY,
        "text/html",
        "x".repeat(100_000),
    ));
    let error = server.client().client_grants().list().await.unwrap_err();
    assert!(error.is_server_error());
    assert_eq!(error.body().map(<[u8]>::len), Some(64 * 1024));
}

#[tokio::test]
async fn the_error_of_a_list_is_the_same_for_a_walk() {
    let reply = Reply::json(
        StatusCode::FORBIDDEN,
        &json!({"errorCode": "insufficient_scope"}),
    );
    let server = Server::always(reply);
    let error = server
        .client()
        .client_grants()
        .list()
        .items()
        .try_next()
        .await
        .unwrap_err();
    assert!(error.is_forbidden());
    assert_eq!(
        error.api().unwrap().error_code.as_deref(),
        Some("insufficient_scope")
    );
    assert_eq!(
        error.to_string(),
        "GET /client-grants: the service answered 403 Forbidden"
    );
}

#[tokio::test]
async fn one_odd_member_does_not_hide_the_others() {
    let body = json!({"statusCode": "404", "message": "no such grant", "errorCode": ["x"]});
    let server = Server::always(Reply::json(StatusCode::NOT_FOUND, &body));
    let error = server
        .client()
        .client_grants()
        .get("cgr_1")
        .await
        .unwrap_err();
    let api = error.api().unwrap();
    assert_eq!(api.message.as_deref(), Some("no such grant"));
    assert!(api.status_code.is_none() && api.error_code.is_none());
}
