//! What is particular to Auth0: the audience of tokens, and the names of environment variables.
//!
//! The runtime knows none of this; the description does not say it. Nothing is decided here that the runtime could decide.

use std::env::{self, VarError};

use crate::runtime::{Client, ClientBuilder, Error, Fault, Result};

const DOMAIN: &str = "AUTH0_DOMAIN";
const CLIENT_ID: &str = "AUTH0_CLIENT_ID";
const CLIENT_SECRET: &str = "AUTH0_CLIENT_SECRET";
const API_TOKEN: &str = "AUTH0_API_TOKEN";
const AUDIENCE: &str = "AUTH0_AUDIENCE";

/// Settings that are Auth0's own.
impl ClientBuilder {
    /// Sets the audience of the tokens that are obtained for client credentials, instead of `https://{domain}/api/v2/`.
    ///
    /// It is needed with a custom domain, because the Management API is known by the tenant's own domain only. It is the
    /// identifier of that API, and ends with a slash.
    ///
    /// ```no_run
    /// use auth0_client_grants::Client;
    ///
    /// # fn main() -> auth0_client_grants::Result<()> {
    /// let auth0 = Client::builder("login.example.com")
    ///     .client_credentials("my-client-id", "my-client-secret")
    ///     .audience("https://tenant.eu.auth0.com/api/v2/")
    ///     .build()?;
    /// # let _ = auth0;
    /// # Ok(())
    /// # }
    /// ```
    pub fn audience(self, audience: impl Into<String>) -> Self {
        self.token_parameter("audience", audience)
    }
}

/// Clients from environment variables.
impl Client {
    /// Creates a client from environment variables. It is `Client::builder_from_env()?.build()`.
    ///
    /// | Variable | Meaning |
    /// |---|---|
    /// | `AUTH0_DOMAIN` | the domain of the tenant, such as `tenant.eu.auth0.com`, or a custom one |
    /// | `AUTH0_API_TOKEN` | a token for the Management API; if it is set, the credentials are not looked at |
    /// | `AUTH0_CLIENT_ID`, `AUTH0_CLIENT_SECRET` | the credentials of an application, for which tokens are obtained |
    /// | `AUTH0_AUDIENCE` | the audience of these tokens, if it is not `https://{AUTH0_DOMAIN}/api/v2/` |
    ///
    /// A variable that is empty counts as one that is not set.
    ///
    /// ```no_run
    /// use auth0_client_grants::Client;
    ///
    /// # fn main() -> auth0_client_grants::Result<()> {
    /// let auth0 = Client::from_env()?;
    /// # let _ = auth0;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Fails with [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) when a variable is missing, or has a value
    /// that cannot be used; [`Error::field`] names it, and its value is not shown.
    pub fn from_env() -> Result<Self> {
        let read = |name: &'static str| env::var(name);
        named_after_variables(from(&read)?.build())
    }

    /// Returns a builder set from environment variables, so that other settings can be added; see
    /// [`from_env`](Self::from_env).
    ///
    /// # Errors
    ///
    /// Fails with [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) when a variable is missing, or is not
    /// Unicode. Values are judged when the client is built.
    pub fn builder_from_env() -> Result<ClientBuilder> {
        from(&|name| env::var(name))
    }
}

fn from(read: &dyn Fn(&'static str) -> Result<String, VarError>) -> Result<ClientBuilder> {
    let optional = |name: &'static str| match read(name) {
        Ok(value) if value.is_empty() => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(fault(name, "must be Unicode")),
    };
    let required = |name: &'static str, demand: &'static str| {
        optional(name)?.ok_or_else(|| fault(name, demand))
    };
    let mut builder = Client::builder(required(DOMAIN, "must be set, as an environment variable")?);
    if let Some(audience) = optional(AUDIENCE)? {
        builder = builder.audience(audience);
    }
    if let Some(token) = optional(API_TOKEN)? {
        return Ok(builder.token(token));
    }
    let demand = "must be set, as an environment variable, unless `AUTH0_API_TOKEN` is";
    let id = required(CLIENT_ID, demand)?;
    let secret = required(CLIENT_SECRET, demand)?;
    Ok(builder.client_credentials(id, secret))
}

fn fault(name: &'static str, demand: &'static str) -> Error {
    Error::configuration(&Fault::new(demand).in_member(name))
}

/// Names the variable where the setting that came from it is named.
fn named_after_variables(result: Result<Client>) -> Result<Client> {
    result.map_err(|error| {
        let variable = match error.field() {
            Some("tenantDomain") => DOMAIN,
            Some("token") => API_TOKEN,
            Some("client_id") => CLIENT_ID,
            Some("client_secret") => CLIENT_SECRET,
            Some("audience") => AUDIENCE,
            _ => return error,
        };
        error.renamed(variable)
    })
}

#[cfg(test)]
mod tests;
