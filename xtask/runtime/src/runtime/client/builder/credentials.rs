//! Credentials beside bearer tokens, as the builder of a client is told.
//!
//! In: the security schemes of the description, and what the user gave for them. Out: settings of
//! the builder. Deliberately absent: which of them opens an operation (see `credential.rs`).

use super::ClientBuilder;
use crate::runtime::credential::Scheme;
use crate::runtime::secret::Secret;

/// Credentials beside bearer tokens. Where the description declares such schemes, generated code
/// makes them public.
#[allow(dead_code, reason = "a description needs some of it")]
impl ClientBuilder {
    /// Says which security schemes the service has.
    pub(crate) fn schemes(mut self, schemes: &'static [(&'static str, Scheme)]) -> Self {
        self.credentials.schemes = Some(schemes);
        self
    }

    /// Sets the user and the password for operations that take them.
    pub(crate) fn user(mut self, user: impl AsRef<str>, password: impl AsRef<str>) -> Self {
        let text = format!("{}:{}", user.as_ref(), password.as_ref());
        self.credentials.basic = Some(Secret::new(text));
        self
    }

    /// Sets the API key for one security scheme, by its name in the API's description; the empty
    /// name is for all others.
    pub(crate) fn key(mut self, scheme: impl Into<String>, key: impl Into<String>) -> Self {
        self.credentials
            .keys
            .push((scheme.into(), Secret::new(key)));
        self
    }
}
