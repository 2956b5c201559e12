//! What the tenant answers: replies, and refusals with the service's error bodies.
//!
//! In: what is to be told. Out: an HTTP response. Deliberately absent: the headers that count
//! requests (see `state.rs`).

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Response, StatusCode};
use serde::ser::Serialize;
use serde_json::json;

pub(super) type Reply = Response<Bytes>;

/// Why a request is not done: what an error body of the service says.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    code: Option<&'static str>,
    message: String,
}

pub(super) type Answer<T> = Result<T, Refusal>;

impl Refusal {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code: Some(code),
            message: message.into(),
        }
    }

    /// The body breaks a rule.
    pub(super) fn body(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_body", message)
    }

    /// The query breaks a rule.
    pub(super) fn query(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_query_string", message)
    }

    /// The path breaks a rule.
    pub(super) fn path(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_uri", message)
    }

    /// The request is well formed, but the service does not do it.
    pub(super) fn not_done(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "operation_not_supported", message)
    }

    pub(super) fn unauthorized(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "invalid_token", message)
    }

    pub(super) fn insufficient_scope(scope: &str) -> Self {
        let message = format!("Insufficient scope, expected any of: {scope}");
        Self::new(StatusCode::FORBIDDEN, "insufficient_scope", message)
    }

    pub(super) fn not_found(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, message)
    }

    pub(super) fn conflict(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, code, message)
    }

    pub(super) fn too_many_requests() -> Self {
        let message = "Global limit has been reached";
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", message)
    }

    /// What is answered because a test wants it, or what no rule foresees: it has no code.
    pub(super) fn plain(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            code: None,
            message: message.into(),
        }
    }

    pub(super) fn into_reply(self) -> Reply {
        let mut body = json!({
            "statusCode": self.status.as_u16(),
            "error": self.status.canonical_reason().unwrap_or("Error"),
            "message": self.message,
        });
        if let Some(code) = self.code {
            body["errorCode"] = json!(code);
        }
        with_body(self.status, body.to_string().into())
    }
}

/// Returns a reply with a JSON body.
pub(super) fn json<T: Serialize>(status: StatusCode, value: &T) -> Answer<Reply> {
    match serde_json::to_vec(value) {
        Ok(body) => Ok(with_body(status, body.into())),
        Err(_) => Err(Refusal::plain(
            StatusCode::INTERNAL_SERVER_ERROR,
            "The reply cannot be written as JSON",
        )),
    }
}

/// Returns a reply that says that something was done, and no more.
pub(super) fn done() -> Reply {
    let mut reply = Response::new(Bytes::new());
    *reply.status_mut() = StatusCode::NO_CONTENT;
    reply
}

fn with_body(status: StatusCode, body: Bytes) -> Reply {
    let mut reply = Response::new(body);
    *reply.status_mut() = status;
    reply.headers_mut().insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/json; charset=utf-8"),
    );
    reply
}
