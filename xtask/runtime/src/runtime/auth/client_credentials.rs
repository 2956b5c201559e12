//! Tokens for client credentials: the request of OAuth 2.0 (RFC 6749, section 4.4), and reading its
//! answer.
//!
//! In: an identity and a secret, and where tokens are given out. Out: a token. Deliberately absent:
//! keeping it (see `managed.rs`).
//!
//! Identity and secret go into the header of Basic authentication, which every token service takes,
//! or into the body (`client_secret_basic` and `client_secret_post`, RFC 6749, section 2.3.1). The
//! request is sent by the same code as all others, with the same limits and retries; it is the one
//! request that carries no token.

use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Method};
use reqwest::Url;
use serde_json::Value;

use super::{Token, bearer};
use crate::runtime::client::ClientInner;
use crate::runtime::credential::basic;
use crate::runtime::deadline::Deadline;
use crate::runtime::encode::push_encoded;
use crate::runtime::endpoint::Endpoint;
use crate::runtime::error::{Error, Fault, Result};
use crate::runtime::response::Reply;
use crate::runtime::retry::RetryPolicy;
use crate::runtime::secret::Secret;
use crate::runtime::send::{self, Secrets, Transmission};
use crate::runtime::transport::BoxFuture;

pub(crate) const ENDPOINT: Endpoint = Endpoint {
    id: "token",
    method: Method::POST,
    path: "{token_url}",
};

/// What it takes to ask a token service for a token.
pub(crate) struct ClientCredentials {
    url: Url,
    form: Bytes,
    /// The header that says who asks; none where the form does.
    authorization: Option<HeaderValue>,
}

impl ClientCredentials {
    pub(crate) fn new(
        url: Url,
        (id, secret): (&str, &Secret),
        in_body: bool,
        parameters: &[(&'static str, String)],
    ) -> Self {
        let mut form = String::from("grant_type=client_credentials");
        let own = [("client_id", id), ("client_secret", secret.expose())];
        let own = own.into_iter().filter(|_| in_body);
        let others = parameters.iter().map(|(name, value)| (*name, &**value));
        for (name, value) in own.chain(others) {
            form.push('&');
            push_encoded(&mut form, name);
            form.push('=');
            push_encoded(&mut form, value);
        }
        // Both are encoded as in a form first, so that they may hold a colon.
        let mut pair = String::new();
        push_encoded(&mut pair, id);
        pair.push(':');
        push_encoded(&mut pair, secret.expose());
        Self {
            url,
            form: form.into(),
            authorization: basic(&pair).filter(|_| !in_body),
        }
    }

    /// Asks for a token. The future is boxed since sending a request may need a token, and so on.
    pub(crate) fn token<'a>(
        &'a self,
        client: &'a ClientInner,
        deadline: Deadline,
        policy: &'a RetryPolicy,
    ) -> BoxFuture<'a, Result<Token>> {
        Box::pin(async move {
            let mut headers = client.headers.clone();
            headers.insert(
                CONTENT_TYPE,
                HeaderValue::from_static("application/x-www-form-urlencoded"),
            );
            if let Some(authorization) = &self.authorization {
                headers.insert(AUTHORIZATION, authorization.clone());
            }
            let transmission = Transmission {
                endpoint: &ENDPOINT,
                url: self.url.clone(),
                headers: &headers,
                body: None,
                redirects: None,
                secrets: Secrets {
                    body: Some(self.form.clone()),
                    ..Secrets::default()
                },
                policy,
                is_idempotent: true,
                auth: None,
                is_streamed: false,
            };
            let mut reply = send::run(client, &transmission, deadline)
                .await
                .map_err(|error| error.at(&ENDPOINT))?;
            read(&reply).map_err(|error| {
                // It may hold a token, even if it is not understood.
                reply.body = Bytes::new();
                error.with_reply(reply).at(&ENDPOINT)
            })
        })
    }
}

/// Reads the answer to a request for a token.
fn read(reply: &Reply) -> Result<Token> {
    let answer: Value = reply.json()?;
    let fault =
        |name: &str, demand: &'static str| Error::decode(&Fault::new(demand).in_member(name));
    let value = match answer.get("access_token") {
        Some(Value::String(value)) => value.as_str(),
        Some(_) => return Err(fault("access_token", "is not a string")),
        None => return Err(fault("access_token", "is missing")),
    };
    let value = Secret::new(value);
    bearer(&value).map_err(|demand| fault("access_token", demand))?;
    match answer.get("token_type") {
        None | Some(Value::Null) => {}
        Some(Value::String(kind)) if kind.eq_ignore_ascii_case("bearer") => {}
        Some(_) => return Err(fault("token_type", "is not `Bearer`")),
    }
    Ok(Token {
        value,
        lifetime: answer.get("expires_in").and_then(lifetime),
    })
}

/// Reads a lifetime in seconds. Some services write numbers as strings. One that has passed is none
/// at all, so that the token is used for the calls that wait for it and not kept.
fn lifetime(seconds: &Value) -> Option<Duration> {
    let seconds = match seconds {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    // What is more than a duration can be is very long; what is no number says nothing.
    if seconds.is_nan() {
        return None;
    }
    Some(Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(Duration::MAX))
}
