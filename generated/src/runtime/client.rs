//! The client: a handle to what all its calls share.

mod build;
mod builder;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use super::auth::{Auth, Secret};
use super::credential::Credentials;
use super::domain;
use super::error::{Error, Fault, Result};
use super::tls;

/// How this crate presents itself unless told otherwise.
const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// A client of the service: where calls start.
///
/// A client is a handle to something shared, so clones are cheap and use the same connections, the same token and the
/// same budget for retries. Keep one and clone it; a client per call would connect anew each time. It can be used from many
/// tasks at once.
///
/// Calls need a Tokio runtime with its I/O and time drivers. Dropping the future of a call gives the call up, at once and
/// wherever it stands: while it connects, waits for a reply, for a token or for the next attempt. It harms no other call.
///
/// What every client does, so that a mistake or a fault stays small:
///
/// * It speaks https only, and follows no redirect: a redirect is an error that shows its status.
/// * It limits the time to connect, the time of one attempt and of the whole call, and the size of a reply;
///   [`ClientBuilder`] tells the limits. Replies are not asked for, nor unpacked, in compressed form.
/// * It repeats what failed when that is safe and makes sense, as [`RetryPolicy`] tells, and keeps to the service's limits.
/// * It obtains tokens, keeps them and replaces them in time, unless it was given one; see
///   [`TokenProvider`](crate::TokenProvider). Without a token no request is sent.
/// * It checks a request against the service's rules before anything is sent, and every path parameter becomes exactly one
///   path segment.
/// * It shows no token in `Debug`, in errors or in logs.
///
/// ```no_run
/// use auth0_client_grants::Client;
///
/// # fn main() -> auth0_client_grants::Result<()> {
/// let client = Client::builder("api.example.com").token("my-token").build()?;
/// let same_connections = client.clone();
/// # let _ = same_connections;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

/// What the clones of a client share.
pub(crate) struct Inner {
    pub(crate) wire: Wire,
    /// The address before an operation's path, without a slash at its end.
    pub(crate) base: String,
    /// Whether the user gave the address.
    pub(crate) is_replaced: bool,
    pub(crate) auth: Option<Auth>,
    pub(crate) credentials: Credentials,
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) body_limit: usize,
}

/// What requests go through.
pub(crate) enum Wire {
    Network(reqwest::Client),
    Other(Arc<dyn Transport>),
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.inner.base)
            .field("token", &self.inner.auth)
            .field("retry", &self.inner.retry)
            .field("timeout", &self.inner.timeout)
            .field("attempt_timeout", &self.inner.attempt_timeout)
            .field("body_limit", &self.inner.body_limit)
            .finish_non_exhaustive()
    }
}

/// The settings from which a [`Client`] is built.
///
/// Only a token is required. Nothing is judged before [`build`](Self::build), which uses no network.
///
/// | Setting | Default |
/// |---|---|
/// | [`connect_timeout`](Self::connect_timeout) | 10 seconds |
/// | [`attempt_timeout`](Self::attempt_timeout) | 30 seconds |
/// | [`timeout`](Self::timeout) | 60 seconds |
/// | [`body_limit`](Self::body_limit) | 10 MiB |
/// | [`user_agent`](Self::user_agent) | name and version of this crate |
///
/// ```no_run
/// use std::time::Duration;
///
/// use auth0_client_grants::Client;
///
/// # fn main() -> auth0_client_grants::Result<()> {
/// let client = Client::builder("api.example.com")
///     .token("my-token")
///     .timeout(Duration::from_secs(20))
///     .user_agent("inventory/2.1")
///     .build()?;
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    template: &'static str,
    variables: Vec<(&'static str, String)>,
    base_url: Option<String>,
    allow_http_on_loopback: bool,
    token: Option<Secret>,
    pub(crate) credentials: Credentials,
    connect_timeout: Duration,
    attempt_timeout: Duration,
    timeout: Duration,
    body_limit: usize,
    user_agent: Option<String>,
}

impl ClientBuilder {
    /// Starts from the address of the description and the values of its variables.
    pub(crate) fn new(
        template: &'static str,
        variables: impl IntoIterator<Item = (&'static str, String)>,
    ) -> Self {
        Self {
            template,
            variables: variables.into_iter().collect(),
            base_url: None,
            allow_http_on_loopback: false,
            token: None,
            credentials: Credentials::default(),
            connect_timeout: Duration::from_secs(10),
            attempt_timeout: Duration::from_secs(30),
            timeout: Duration::from_secs(60),
            body_limit: 10 * 1024 * 1024,
            user_agent: None,
        }
    }

    /// Sets the bearer token that every request carries.
    ///
    /// Give the bare token, without the word `Bearer`. It is visible ASCII and at most 16 KiB long.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(Secret::new(token));
        self
    }

    /// Replaces the service's address, the path included: the paths of operations are appended to it.
    ///
    /// It is needed for tests and gateways. It must be https, unless
    /// [`allow_http_on_loopback`](Self::allow_http_on_loopback) is called, and must hold no user name, query or
    /// fragment. A slash at its end makes no difference.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// Allows plain http in [`base_url`](Self::base_url), for the hosts 127.0.0.0/8, `[::1]` and `localhost` only.
    ///
    /// The token then travels unencrypted, but does not leave the machine: proxies are not used.
    pub fn allow_http_on_loopback(mut self) -> Self {
        self.allow_http_on_loopback = true;
        self
    }

    /// Sets how long connecting may take, TLS included; 10 seconds unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets how long one attempt may take, from connecting to the last byte of the reply; 30 seconds unless set.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// Sets how long a call may take as a whole, with all its attempts and waits; 60 seconds unless set.
    ///
    /// `with_timeout` on a request sets it for one call.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets how long the body of a reply may be, in bytes; 10 MiB (10 485 760) unless set.
    ///
    /// A longer reply ends the call with [`ErrorKind::BodyLimit`](crate::ErrorKind::BodyLimit), and is not read further.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Sets the `user-agent` header; the name and the version of this crate unless set.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Builds the client. No network is used.
    ///
    /// # Errors
    ///
    /// Fails with [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) when a setting is missing or not
    /// acceptable; [`Error::field`] names it, and the message says what would be acceptable, without
    /// repeating the value.
    pub fn build(self) -> Result<Client> {
        let base = self.base().map_err(|fault| Error::configuration(&fault))?;
        let auth = self.auth().map_err(|fault| Error::configuration(&fault))?;
        self.check_limits()
            .map_err(|fault| Error::configuration(&fault))?;
        let http = self.http(&base)?;
        Ok(Client {
            inner: Arc::new(Inner {
                http,
                base: base.as_str().trim_end_matches('/').to_owned(),
                is_replaced: self.base_url.is_some(),
                auth,
                credentials: self.credentials,
                timeout: self.timeout,
                attempt_timeout: self.attempt_timeout,
                body_limit: self.body_limit,
            }),
        })
    }

    /// The variables are judged even when the address is replaced: other addresses are made from them too.
    fn base(&self) -> Result<reqwest::Url, Fault> {
        if let Some(base_url) = &self.base_url {
            if self.template.contains("://") {
                domain::fill(self.template, &self.variables)?;
            }
            domain::parse(base_url, self.allow_http_on_loopback)
        } else {
            domain::parse(&domain::fill(self.template, &self.variables)?, false)
        }
    }

    fn auth(&self) -> Result<Option<Auth>, Fault> {
        self.credentials.check()?;
        match &self.token {
            Some(token) => Auth::token(token).map(Some),
            None if self.credentials.replace_token() => Ok(None),
            None => {
                Err(Fault::new("must be set: call `.token(..)` on the builder").in_member("token"))
            }
        }
    }

    fn check_limits(&self) -> Result<(), Fault> {
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

    fn http(&self, base: &reqwest::Url) -> Result<reqwest::Client> {
        let user_agent = self.user_agent.as_deref().unwrap_or(USER_AGENT);
        let user_agent = HeaderValue::from_str(user_agent).map_err(|_| {
            Error::configuration(&Fault::new("must be fit for a header").in_member("user_agent"))
        })?;
        let mut builder = reqwest::Client::builder()
            .user_agent(user_agent)
            .connect_timeout(self.connect_timeout)
            .redirect(redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .https_only(base.scheme() == "https");
        if base.scheme() == "http" {
            builder = builder.no_proxy();
        }
        tls::configure(builder, base)?.build().map_err(|error| {
            let fault = Fault::new("the HTTP client could not be set up");
            Error::configuration(&fault).caused_by(error.without_url())
        })
    }
}

/// Neither the token nor the addresses are shown: what has not been judged yet could hold anything.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("token", &self.token)
            .field("allow_http_on_loopback", &self.allow_http_on_loopback)
            .field("connect_timeout", &self.connect_timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("timeout", &self.timeout)
            .field("body_limit", &self.body_limit)
            .finish_non_exhaustive()
    }
}
