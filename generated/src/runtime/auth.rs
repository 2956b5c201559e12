//! How requests prove who sends them.

use std::fmt;

use http::HeaderValue;

use super::error::{Fault, Result};

/// The longest token that is accepted, in bytes. Servers refuse header fields long before that.
const LONGEST_TOKEN: usize = 16 * 1024;

/// A text that must not be shown.
///
/// It is not wiped from memory when dropped: copies of it live in the HTTP client, out of reach.
#[derive(Clone)]
pub(crate) struct Secret(Box<str>);

impl Secret {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into().into_boxed_str())
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Where the token of a request comes from: for now, from the caller, once and for all.
#[derive(Clone)]
pub(crate) struct Auth {
    header: HeaderValue,
}

impl Auth {
    /// Takes a bearer token, if it can be one.
    pub(crate) fn token(token: &Secret) -> std::result::Result<Self, Fault> {
        let fault = |demand: &'static str| Fault::new(demand).in_member("token");
        let text = token.expose();
        if text.trim().is_empty() {
            return Err(fault("must not be empty"));
        }
        if text
            .get(..7)
            .is_some_and(|start| start.eq_ignore_ascii_case("bearer "))
        {
            return Err(fault(
                "must be the bare token: the word `Bearer` is put before it by the client",
            ));
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(fault(
                "must consist of visible ASCII characters, without spaces or line breaks",
            ));
        }
        if text.len() > LONGEST_TOKEN {
            return Err(fault("must not be longer than 16 KiB"));
        }
        let mut header = HeaderValue::try_from(format!("Bearer {text}"))
            .map_err(|_| fault("cannot be sent in a header"))?;
        header.set_sensitive(true);
        Ok(Self { header })
    }

    /// Returns the value of the `authorization` header for the next attempt.
    ///
    /// It is asynchronous and can fail since a token may have to be fetched first.
    #[allow(clippy::unused_async, reason = "providers of tokens will wait here")]
    pub(crate) async fn header(&self) -> Result<HeaderValue> {
        Ok(self.header.clone())
    }
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_a_token_is_refused_without_being_shown() {
        let long = "x".repeat(1_000_000);
        for token in [
            "",
            " ",
            "canary\r\nx: y",
            "canary\0",
            "canary tök",
            "tök",
            "Bearer canary",
            "bearer canary",
            "canary ",
            &long,
        ] {
            let fault = Auth::token(&Secret::new(token)).unwrap_err();
            assert_eq!(fault.path(), Some("token"));
            let shown = format!("{fault} {fault:?}");
            assert!(
                !shown.contains("canary") && !shown.contains("tök") && shown.len() < 300,
                "{shown}"
            );
        }
    }

    #[test]
    fn tokens_are_never_printed() {
        let secret = Secret::new("canary");
        let auth = Auth::token(&secret).unwrap();
        let header = auth.header.clone();
        assert!(!format!("{secret:?} {auth:?} {header:?}").contains("canary"));
        assert_eq!(header, "Bearer canary");
    }
}
