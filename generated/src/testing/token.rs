//! The token endpoint, for client credentials.
//!
//! In: a request for a token. Out: a token, or an error as OAuth 2.0 has them. Deliberately absent:
//! the lapse of tokens; tests end them.

use std::collections::BTreeSet;

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, StatusCode};
use serde_json::{Value, json};

use super::grants::management_api;
use super::query::Query;
use super::reply::{self, Refusal, Reply};
use super::state::State;

/// A day, which is what the Management API's tokens last.
const LIFETIME: u64 = 86_400;

impl State {
    pub(super) fn token(&mut self, request: &Request<Bytes>) -> Reply {
        let answer = if request.method() == Method::POST {
            self.exchange(&Form::read(request))
        } else {
            let message = "Not Found";
            return Refusal::not_found("not_found", message).into_reply();
        };
        let (status, body) = match answer {
            Ok(body) => (StatusCode::OK, body),
            Err((status, error, description)) => {
                let body = json!({"error": error, "error_description": description});
                (status, body)
            }
        };
        let mut reply = reply::json(status, &body).unwrap_or_else(Refusal::into_reply);
        reply
            .headers_mut()
            .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        reply
    }

    fn exchange(&mut self, form: &Form) -> Result<Value, (StatusCode, &'static str, String)> {
        if form.get("grant_type").as_deref() != Some("client_credentials") {
            let description = "Only the grant type client_credentials is played here".to_owned();
            return Err((
                StatusCode::BAD_REQUEST,
                "unsupported_grant_type",
                description,
            ));
        }
        let id = form.get("client_id").unwrap_or_default();
        let scopes = match self.credentials.get(&id) {
            Some((secret, scopes)) if form.get("client_secret").as_ref() == Some(secret) => {
                scopes.clone()
            }
            _ => {
                let description = "Unauthorized".to_owned();
                return Err((StatusCode::UNAUTHORIZED, "access_denied", description));
            }
        };
        let audience = form.get("audience").unwrap_or_default();
        if audience != management_api() {
            let description = format!("Service not found: {audience}");
            return Err((StatusCode::FORBIDDEN, "access_denied", description));
        }
        let scope = scopes
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ");
        let token = self.make_token(scopes);
        Ok(json!({
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": LIFETIME,
            "scope": scope,
        }))
    }

    pub(super) fn make_token(&mut self, scopes: BTreeSet<String>) -> String {
        self.tokens_made = self.tokens_made.saturating_add(1);
        let token = format!("token-{:016}", self.tokens_made);
        self.tokens.insert(token.clone(), scopes);
        token
    }
}

/// The parameters of a token request: a form, as the standard says, or JSON, which the service
/// takes as well.
enum Form {
    Encoded(Query),
    Json(Value),
}

impl Form {
    fn read(request: &Request<Bytes>) -> Self {
        let kind = request.headers().get(CONTENT_TYPE);
        let is_json = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
        if is_json {
            Self::Json(serde_json::from_slice(request.body()).unwrap_or_default())
        } else {
            Self::Encoded(Query::read(&String::from_utf8_lossy(request.body())))
        }
    }

    fn get(&self, name: &str) -> Option<String> {
        match self {
            Self::Encoded(form) => match *form.all(name) {
                [value] => Some(value.to_owned()),
                _ => None,
            },
            Self::Json(body) => body.get(name).and_then(Value::as_str).map(str::to_owned),
        }
    }
}
