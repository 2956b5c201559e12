//! Spans and events for `tracing`, with the names that OpenTelemetry gives to HTTP clients.
//!
//! In: an attempt and its result. Out: a span for each attempt, at the level `INFO`, an event
//! before each wait, at `DEBUG`, and one for each token that cannot be renewed ahead of time, at
//! `WARN`. They hold path templates, statuses and kinds of errors. Deliberately absent: ids, values
//! of requests, headers and bodies.

use std::time::Duration;

use tracing::field::{Empty, display};
use tracing::{Instrument, Span};

use super::endpoint::Endpoint;
use super::error::{Error, ErrorKind, Result};
use super::observe::Attempt;
use super::response::Reply;

/// Runs an attempt in a span of its own.
pub(crate) async fn traced(
    attempt: &Attempt<'_>,
    exchange: impl Future<Output = Result<Reply>>,
) -> Result<Reply> {
    let (endpoint, url) = (attempt.endpoint, attempt.url);
    let resends = attempt.number.saturating_sub(1);
    let span = tracing::info_span!(
        "http.request",
        otel.name = %endpoint,
        otel.kind = "client",
        otel.status_code = Empty,
        http.request.method = %endpoint.method,
        http.request.resend_count = (resends > 0).then_some(resends),
        http.response.status_code = Empty,
        server.address = url.host_str(),
        server.port = url.port_or_known_default(),
        url.template = endpoint.path,
        "error.type" = Empty,
    );
    let result = exchange.instrument(span.clone()).await;
    record(&span, &result);
    result
}

fn record(span: &Span, result: &Result<Reply>) {
    let status = match result {
        Ok(reply) => Some(reply.status),
        Err(error) => error.status(),
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
    if let Err(error) = result {
        span.record("otel.status_code", "ERROR");
        match error.kind() {
            ErrorKind::Status => {
                let status = status.map_or(0, |status| status.as_u16());
                span.record("error.type", display(status))
            }
            _ => span.record("error.type", kind(error)),
        };
    }
}

/// Tells that another attempt is made after a wait.
pub(crate) fn waiting(endpoint: &Endpoint, error: &Error, attempts: u32, wait: Duration) {
    tracing::debug!(
        http.request.method = %endpoint.method,
        url.template = endpoint.path,
        "error.type" = kind(error),
        attempts,
        wait = ?wait,
        "the request is sent again after a wait",
    );
}

/// Tells that a token could not be renewed while it is still good. No call fails for that, so
/// nothing else would tell.
pub(crate) fn not_renewed(error: &Error) {
    tracing::warn!(%error, "a token could not be renewed ahead of time");
}

fn kind(error: &Error) -> &'static str {
    match error.kind() {
        ErrorKind::Connect => "connect",
        ErrorKind::Tls => "tls",
        ErrorKind::Transport => "transport",
        ErrorKind::Timeout => "timeout",
        ErrorKind::BodyLimit => "body_limit",
        ErrorKind::Status => "status",
        ErrorKind::InvalidRequest => "invalid_request",
        _ => "_OTHER",
    }
}
