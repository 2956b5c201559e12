//! Where and how client credentials are exchanged for tokens.
//!
//! In: settings of the builder. Out: what it takes to ask for a token, or what is wrong with the
//! settings. Deliberately absent: asking (see `auth/client_credentials.rs`).

use reqwest::Url;

use super::{Checked, ClientBuilder};
use crate::runtime::auth::ClientCredentials;
use crate::runtime::client::TokenDefaults;
use crate::runtime::domain;
use crate::runtime::error::Fault;
use crate::runtime::secret::Secret;

impl ClientBuilder {
    pub(super) fn token_address(&self, base: &Url, defaults: TokenDefaults) -> Checked<Url> {
        if let Some(token_url) = &self.token_url {
            return domain::parse(token_url, self.allow_http_on_loopback, "token_url");
        }
        if !defaults.url.contains("://") {
            // It is relative to the service's address.
            let demand = "must be set: the description's is not an address";
            return base
                .join(defaults.url)
                .map_err(|_| Fault::new(demand).in_member("token_url"));
        }
        let filled = domain::fill(defaults.url, &self.variables)?;
        let mut url = domain::parse(&filled, false, "token_url")?;
        if base.scheme() == "http" {
            // The service is played by something on this machine; credentials have to stay there.
            let path = url.path().to_owned();
            url = base.clone();
            url.set_path(&path);
        }
        Ok(url)
    }

    pub(super) fn exchange(
        &self,
        url: Url,
        id: &str,
        secret: &Secret,
        defaults: TokenDefaults,
    ) -> Checked<ClientCredentials> {
        for (name, value) in [("client_id", id), ("client_secret", secret.expose())] {
            if value.trim().is_empty() {
                return Err(Fault::new("must not be empty").in_member(name));
            }
            if value.contains(char::is_control) {
                let demand = "must not contain line breaks or other control characters";
                return Err(Fault::new(demand).in_member(name));
            }
        }
        let mut parameters = self.token_parameters.clone();
        for (name, template) in defaults.parameters {
            if !parameters.iter().any(|(known, _)| known == name) {
                let value = if template.contains("://") {
                    domain::fill(template, &self.variables)?
                } else {
                    (*template).to_owned()
                };
                parameters.push((name, value));
            }
        }
        if let Some((name, _)) = parameters.iter().find(|(_, value)| value.is_empty()) {
            return Err(Fault::new("must not be empty").in_member(name));
        }
        let in_body = self.client_secret_post || defaults.client_secret_post;
        Ok(ClientCredentials::new(
            url,
            (id, secret),
            in_body,
            &parameters,
        ))
    }
}
