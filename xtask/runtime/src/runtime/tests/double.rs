//! Clients of a double, for tests in virtual time.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, Request, Response};

use super::super::client::TokenDefaults;
use super::super::transport::{Canned, TransportError};
use super::{Client, ClientBuilder};

pub(super) const GOOD: &str = r#"{"id":"1"}"#;

/// Settings for a client of a double, without a token.
pub(super) fn bare(double: &Canned) -> ClientBuilder {
    let host = [("host", String::from("service.example.com"))];
    ClientBuilder::new("https://{host}/api", host).transport(double.clone())
}

/// A client of a double, with a token that is not managed.
pub(super) fn client(double: &Canned) -> Client {
    bare(double).token("canary-token").build().unwrap()
}

/// Settings for a client of a double, with client credentials.
pub(super) fn with_credentials(double: &Canned) -> ClientBuilder {
    const DEFAULTS: TokenDefaults = TokenDefaults {
        url: "https://{host}/oauth/token",
        parameters: &[("resource", "https://{host}/api/")],
        client_secret_post: true,
    };
    bare(double).credentials("canary-id", "canary secret&", DEFAULTS)
}

/// Adds a header to a reply.
pub(super) fn with(mut reply: Response<Bytes>, name: &'static str, value: &str) -> Response<Bytes> {
    let name = HeaderName::from_static(name);
    reply.headers_mut().append(name, value.parse().unwrap());
    reply
}

pub(super) fn token(value: &str, lifetime: u64) -> String {
    format!(r#"{{"access_token":"{value}","token_type":"Bearer","expires_in":{lifetime}}}"#)
}

/// The path of a request, and the token that it carries.
pub(super) fn summary(request: &Request<Bytes>) -> String {
    let token = request.headers().get("authorization");
    let token = token.map(|value| value.to_str().unwrap().to_owned());
    format!("{} {}", request.uri().path(), token.unwrap_or_default())
}

pub(super) fn summaries(double: &Canned) -> Vec<String> {
    double.requests().iter().map(summary).collect()
}

pub(super) fn seconds(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

/// A failure by its name in the table of the retry policy.
pub(super) fn failure(name: &str) -> TransportError {
    match name {
        "connect" => TransportError::connect(),
        "connect_timeout" => TransportError::connect_timeout(),
        "not_sent" => TransportError::not_sent(),
        "tls" => TransportError::tls(),
        "timeout" => TransportError::timeout(),
        "broken" => TransportError::broken(),
        other => panic!("{other}"),
    }
}
