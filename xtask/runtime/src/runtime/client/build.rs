//! Judging the settings of a client, and making one of them.
//!
//! In: a builder. Out: a client, or what is wrong with a setting. Deliberately absent: the network,
//! which is not used before the first call.

#[cfg(feature = "client-credentials")]
mod client_credentials;

use std::sync::Arc;

use http::header::{ACCEPT, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Url, redirect};

use super::builder::{ClientBuilder, TokenSource};
use super::{Client, ClientInner, Network, RESERVED_HEADERS, Wire};
use crate::runtime::auth::Auth;
use crate::runtime::domain;
use crate::runtime::error::{Error, Fault, Result};
use crate::runtime::retry::Bucket;
use crate::runtime::secret::Secret;
use crate::runtime::tls;

type Checked<T> = std::result::Result<T, Fault>;

/// How this crate presents itself unless told otherwise.
const OWN_NAME: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// What a client is made of, as far as it can be wrong.
struct Parts {
    base: Url,
    auth: Option<Auth>,
    headers: HeaderMap,
    /// Whether any request is to go over plain http, within the machine, or over https.
    is_any_plain: bool,
    is_any_secure: bool,
}

impl ClientBuilder {
    /// Builds the client. No network is used.
    ///
    /// # Errors
    ///
    /// Fails with [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) when a setting is
    /// missing or not acceptable; [`Error::field`] names it, and the message says what would be
    /// acceptable, without repeating the value.
    pub fn build(self) -> Result<Client> {
        let parts = self.parts().map_err(|fault| Error::configuration(&fault))?;
        let wire = self.wire(&parts)?;
        Ok(Client {
            inner: Arc::new(ClientInner {
                wire,
                base: parts.base,
                is_replaced: self.base_url.is_some(),
                auth: parts.auth,
                credentials: self.credentials,
                headers: parts.headers,
                retry: self.retry,
                bucket: Bucket::full(),
                observers: self.observers,
                timeout: self.timeout,
                attempt_timeout: self.attempt_timeout,
                body_limit: self.body_limit,
                #[cfg(feature = "blocking")]
                blocking: crate::runtime::blocking::Driver::default(),
            }),
        })
    }

    fn parts(&self) -> Checked<Parts> {
        let base = self.base()?;
        self.credentials
            .check(self.source.as_ref().map(TokenSource::setting))?;
        let (auth, token_scheme) = match &self.source {
            None if self.credentials.replace_token() => (None, None),
            None => {
                let demand = "must be set: call `.token(..)` on the builder, or another method that gives one";
                return Err(Fault::new(demand).in_member("token"));
            }
            Some(TokenSource::Token(token)) => (Some(Auth::token(token)?), None),
            Some(TokenSource::Provider(provider)) => {
                (Some(Auth::provider(Arc::clone(provider))), None)
            }
            #[cfg(feature = "client-credentials")]
            Some(TokenSource::Credentials {
                id,
                secret,
                defaults,
            }) => {
                let url = self.token_address(&base, *defaults)?;
                let scheme = url.scheme().to_owned();
                let credentials = self.exchange(url, id, secret, *defaults)?;
                (Some(Auth::credentials(credentials)), Some(scheme))
            }
        };
        self.check_limits()?;
        let schemes = [Some(base.scheme().to_owned()), token_scheme];
        let is_any = |scheme: &str| schemes.iter().flatten().any(|known| known == scheme);
        Ok(Parts {
            base,
            auth,
            headers: self.all_headers()?,
            is_any_plain: is_any("http"),
            is_any_secure: is_any("https"),
        })
    }

    /// The variables are judged even when the address is replaced: other addresses are made from
    /// them too.
    fn base(&self) -> Checked<Url> {
        for (name, value) in &self.variables {
            let values = self.values.iter().find(|(known, _)| known == name);
            if values.is_some_and(|(_, values)| !values.contains(&value.as_str())) {
                return Err(
                    Fault::new("must be one of the values in the description").in_member(name)
                );
            }
        }
        if let Some(base_url) = &self.base_url {
            if self.template.contains("://") {
                domain::fill(self.template, &self.variables)?;
            }
            domain::parse(base_url, self.allow_http_on_loopback, "base_url")
        } else {
            let filled = domain::fill(self.template, &self.variables)?;
            domain::parse(&filled, false, "base_url")
        }
    }

    fn check_limits(&self) -> Checked<()> {
        let limits = [
            ("connect_timeout", self.connect_timeout.is_zero()),
            ("attempt_timeout", self.attempt_timeout.is_zero()),
            ("timeout", self.timeout.is_zero()),
            ("body_limit", self.body_limit == 0),
        ];
        match limits.into_iter().find(|(_, is_zero)| *is_zero) {
            Some((name, _)) => Err(Fault::new("must be more than zero").in_member(name)),
            None => Ok(()),
        }
    }

    /// Returns the headers that every request carries.
    fn all_headers(&self) -> Checked<HeaderMap> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let user_agent = self.user_agent.as_deref().unwrap_or(OWN_NAME);
        let user_agent = HeaderValue::from_str(user_agent)
            .map_err(|_| Fault::new("must be fit for a header").in_member("user_agent"))?;
        headers.insert(USER_AGENT, user_agent);
        for (name, value) in &self.headers {
            let fault = |demand: &'static str| Fault::new(demand).in_member("default_header");
            let name = HeaderName::try_from(name.as_str())
                .map_err(|_| fault("has a name that is not valid"))?;
            if RESERVED_HEADERS.contains(&name) {
                return Err(fault("is one that the client sets itself"));
            }
            let mut value = HeaderValue::try_from(value.expose())
                .map_err(|_| fault("has a value that is not valid"))?;
            value.set_sensitive(true);
            headers.insert(name, value);
        }
        Ok(headers)
    }

    fn wire(&self, parts: &Parts) -> Result<Wire> {
        let others = [
            self.proxy.is_some(),
            self.http_client.is_some(),
            self.transport.is_some(),
        ];
        if others.into_iter().filter(|is_set| *is_set).count() > 1 {
            let demand = "`proxy`, `http_client` and `transport` cannot be combined";
            return Err(Error::configuration(&Fault::new(demand)));
        }
        if let Some(transport) = &self.transport {
            return Ok(Wire::Other(Arc::clone(transport)));
        }
        if let Some(client) = &self.http_client {
            return Ok(Wire::Network(Network {
                http: client.clone(),
                #[cfg(feature = "blocking")]
                blocking: client.clone(),
            }));
        }
        let tls = tls::Backend::load(parts.is_any_secure)?;
        Ok(Wire::Network(Network {
            http: self.http(parts, &tls)?,
            #[cfg(feature = "blocking")]
            blocking: self.http(parts, &tls)?,
        }))
    }

    /// Makes an HTTP client, with connections of its own.
    fn http(&self, parts: &Parts, tls: &tls::Backend) -> Result<reqwest::Client> {
        let mut builder = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            .redirect(redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            // These depend on features of reqwest, which another crate may have enabled.
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .no_hickory_dns()
            .https_only(!parts.is_any_plain);
        if let Some(proxy) = &self.proxy {
            builder = builder.proxy(self::proxy(proxy)?);
        } else if parts.is_any_plain {
            // The system's proxies would be asked for plain http too.
            builder = builder.no_proxy();
        }
        tls.build(builder)?.map_err(|error| {
            let fault = Fault::new("the HTTP client could not be set up");
            Error::configuration(&fault).caused_by(error.without_url())
        })
    }
}

/// Makes a proxy for https. Plain http stays on this machine, so it goes through none.
fn proxy(address: &Secret) -> Result<reqwest::Proxy> {
    let is_http = |url: &Url| matches!(url.scheme(), "http" | "https");
    let url = Url::parse(address.expose()).ok().filter(is_http);
    url.and_then(|url| reqwest::Proxy::https(url).ok())
        .ok_or_else(|| {
            let demand = "must be an address such as `http://proxy.example.com:3128`";
            Error::configuration(&Fault::new(demand).in_member("proxy"))
        })
}
