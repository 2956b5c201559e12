//! Client credentials, as the builder of a client is told.
//!
//! In: identity and secret, and what the description says of token requests. Out: settings of the
//! builder. Deliberately absent: sending such a request (see `auth/client_credentials.rs`).

use super::{ClientBuilder, TokenDefaults, TokenSource};
use crate::runtime::secret::Secret;

/// Client credentials. Where the description tells where they are exchanged, generated code makes them
/// public.
#[allow(dead_code, reason = "a description needs some of it")]
impl ClientBuilder {
    /// Sets client credentials, and where and how the service wants them to be sent.
    pub(crate) fn credentials(
        mut self,
        id: impl Into<String>,
        secret: impl Into<String>,
        defaults: TokenDefaults,
    ) -> Self {
        self.source = Some(TokenSource::Credentials {
            id: id.into(),
            secret: Secret::new(secret),
            defaults,
        });
        self
    }

    /// Replaces the address at which client credentials are exchanged for tokens.
    pub(crate) fn tokens_from(mut self, token_url: impl Into<String>) -> Self {
        self.token_url = Some(token_url.into());
        self
    }

    /// Sets a parameter of the requests that exchange client credentials for tokens.
    pub(crate) fn token_parameter(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.token_parameters.retain(|(known, _)| *known != name);
        self.token_parameters.push((name, value.into()));
        self
    }

    /// Puts identity and secret into the body of requests for tokens.
    pub(crate) fn secret_in_body(mut self) -> Self {
        self.client_secret_post = true;
        self
    }

    /// Sets the scopes that are asked for with client credentials.
    pub(crate) fn token_scopes(self, scopes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let scopes: Vec<String> = scopes.into_iter().map(Into::into).collect();
        self.token_parameter("scope", scopes.join(" "))
    }
}
