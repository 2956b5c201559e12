//! The settings of a client.
//!
//! In: what the user says. Out: the same, unjudged. Deliberately absent: what is acceptable (see
//! `build.rs`).

#[cfg(feature = "client-credentials")]
mod client_credentials;
mod credentials;
mod tokens;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "client-credentials")]
pub(crate) use self::tokens::TokenDefaults;
pub(crate) use self::tokens::TokenSource;
use crate::runtime::auth::TokenProvider;
use crate::runtime::credential::Credentials;
use crate::runtime::observe::{Attempt, Observers, Outcome};
use crate::runtime::retry::RetryPolicy;
use crate::runtime::secret::Secret;
use crate::runtime::transport::Transport;

/// The settings from which a [`Client`](crate::Client) is built.
///
/// Where the service asks for tokens, something that gives one is required, and nothing else is:
/// [`token`](Self::token), [`token_provider`](Self::token_provider) or client credentials; of
/// these, the last one that was set counts. Nothing is judged before [`build`](Self::build), which
/// uses no network.
///
/// | Setting | Default |
/// |---|---|
/// | [`connect_timeout`](Self::connect_timeout) | 10 seconds |
/// | [`attempt_timeout`](Self::attempt_timeout) | 30 seconds |
/// | [`timeout`](Self::timeout) | 60 seconds |
/// | [`retry`](Self::retry) | [`RetryPolicy::standard`] |
/// | [`body_limit`](Self::body_limit) | 10 MiB |
/// | [`user_agent`](Self::user_agent) | name and version of this crate |
/// | [`proxy`](Self::proxy) | what the system and `HTTPS_PROXY` say |
///
/// ```no_run
/// use std::time::Duration;
///
/// use generated_client::Client;
///
/// # fn main() -> generated_client::Result<()> {
/// let client = Client::builder("api.example.com")
///     .token("my-token")
///     .timeout(Duration::from_secs(20))
///     .user_agent("inventory/2.1")
///     .on_outcome(|outcome| {
///         let attempt = outcome.attempt();
///         println!("{} took {:?}", attempt.path_template(), outcome.duration());
///     })
///     .build()?;
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    pub(super) template: &'static str,
    pub(super) variables: Vec<(&'static str, String)>,
    /// The values that variables may have, where not all are fit.
    pub(super) values: &'static [(&'static str, &'static [&'static str])],
    pub(super) base_url: Option<String>,
    pub(super) allow_http_on_loopback: bool,
    pub(super) source: Option<TokenSource>,
    pub(super) credentials: Credentials,
    #[cfg(feature = "client-credentials")]
    pub(super) token_url: Option<String>,
    /// What is put into requests for tokens, whatever the defaults are.
    #[cfg(feature = "client-credentials")]
    pub(super) token_parameters: Vec<(&'static str, String)>,
    /// Whether credentials go into the body of requests for tokens, whatever the default is.
    #[cfg(feature = "client-credentials")]
    pub(super) client_secret_post: bool,
    pub(super) headers: Vec<(String, Secret)>,
    pub(super) user_agent: Option<String>,
    pub(super) connect_timeout: Duration,
    pub(super) attempt_timeout: Duration,
    pub(super) timeout: Duration,
    pub(super) retry: RetryPolicy,
    pub(super) body_limit: usize,
    pub(super) proxy: Option<Secret>,
    pub(super) http_client: Option<reqwest::Client>,
    pub(super) transport: Option<Arc<dyn Transport>>,
    pub(super) observers: Observers,
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
            values: &[],
            base_url: None,
            allow_http_on_loopback: false,
            source: None,
            credentials: Credentials::default(),
            #[cfg(feature = "client-credentials")]
            token_url: None,
            #[cfg(feature = "client-credentials")]
            token_parameters: Vec::new(),
            #[cfg(feature = "client-credentials")]
            client_secret_post: false,
            headers: Vec::new(),
            user_agent: None,
            connect_timeout: Duration::from_secs(10),
            attempt_timeout: Duration::from_secs(30),
            timeout: Duration::from_secs(60),
            retry: RetryPolicy::standard(),
            body_limit: 10 * 1024 * 1024,
            proxy: None,
            http_client: None,
            transport: None,
            observers: Observers::default(),
        }
    }

    /// Says which values some variables of the address may have.
    #[allow(dead_code, reason = "a description needs some of it")]
    pub(crate) fn values(
        mut self,
        values: &'static [(&'static str, &'static [&'static str])],
    ) -> Self {
        self.values = values;
        self
    }

    /// Sets a variable of the address, in place of its default.
    #[allow(dead_code, reason = "a description needs some of it")]
    pub(crate) fn variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.retain(|(known, _)| *known != name);
        self.variables.push((name, value.into()));
        self
    }

    /// Sets the bearer token that every request carries.
    ///
    /// Give the bare token, without the word `Bearer`. It is visible ASCII and at most 16 KiB long.
    /// Where the API's description names no scheme that takes one, [`build`](Self::build) fails.
    /// It is never replaced: when it has expired, calls fail with an error for which
    /// `is_unauthorized()` is true.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.source = Some(TokenSource::Token(Secret::new(token)));
        self
    }

    /// Sets what gives tokens. The client keeps them and asks for another one when it is needed;
    /// see [`TokenProvider`].
    pub fn token_provider(mut self, provider: impl TokenProvider) -> Self {
        self.source = Some(TokenSource::Provider(Arc::new(provider)));
        self
    }

    /// Replaces the service's address, path included; the paths of operations are appended to it.
    ///
    /// It is meant for tests and gateways, and for services at an address of one's own. It must be
    /// https, unless [`allow_http_on_loopback`](Self::allow_http_on_loopback) is called, and must
    /// hold no user name, query or fragment. A slash at its end makes no difference.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// Allows plain http in [`base_url`](Self::base_url), and for the address of tokens, for the
    /// hosts 127.0.0.0/8, `[::1]` and `localhost` only.
    ///
    /// The token then travels unencrypted, but does not leave the machine: no proxy is used for
    /// plain http.
    pub fn allow_http_on_loopback(mut self) -> Self {
        self.allow_http_on_loopback = true;
        self
    }

    /// Sets how long connecting may take, TLS included; 10 seconds unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets how long one attempt may take, from connecting to the last byte of the reply; 30
    /// seconds unless set.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// Sets how long a call may take as a whole, with all its attempts and waits and with obtaining
    /// a token; 60 seconds unless set.
    ///
    /// `with_timeout` on a request sets it for one call.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets which failed attempts are followed by another; [`RetryPolicy::standard`] unless set.
    ///
    /// `with_retry` on a request sets it for one call. Requests for tokens follow what is set here.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sets how long the body of a reply may be, in bytes; 10 MiB (10 485 760) unless set.
    ///
    /// A longer reply ends the call with [`ErrorKind::BodyLimit`](crate::ErrorKind::BodyLimit), and
    /// is not read further. What counts is the length after unpacking, should an HTTP client of
    /// your own do that.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Sets the `user-agent` header; the name and the version of this crate unless set.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Adds a header to all requests, those for tokens too; `with_header` on a request replaces it.
    ///
    /// Headers that the client sets itself, such as `authorization`, cannot be set. Values are not
    /// shown in `Debug`.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), Secret::new(value)));
        self
    }

    /// Sends all requests through a proxy, such as `http://user:password@proxy.example.com:3128`.
    ///
    /// Without it, the proxies are those of the system and of the variables `HTTPS_PROXY`,
    /// `ALL_PROXY` and `NO_PROXY`; but none of these is used by a client one of whose addresses is
    /// plain http. Requests in plain http, to the own machine, never use a proxy.
    pub fn proxy(mut self, proxy: impl Into<String>) -> Self {
        self.proxy = Some(Secret::new(proxy));
        self
    }

    /// Sends requests by an HTTP client of your own: for certificates, also one of the client's own,
    /// name resolution or a proxy that cannot be set here.
    ///
    /// It replaces what this crate would have set up: [`connect_timeout`](Self::connect_timeout)
    /// has no effect, it cannot be combined with [`proxy`](Self::proxy), and redirects and cookies
    /// are what that client makes of them. Switch redirects off, or else client credentials may be
    /// sent on to wherever a redirect leads, and retries too, since they are not counted. All else
    /// stays in force: tokens, retries, the limits of time and size, headers, and that addresses
    /// are https.
    ///
    /// `reqwest` is re-exported by this crate. With the feature `rustls` of this crate it has no
    /// provider of cryptography of its own, so give it a configuration of TLS, or install a
    /// provider for the process, or building its client panics.
    ///
    /// ```no_run
    /// use generated_client::{Client, reqwest};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let http = reqwest::Client::builder()
    ///     .redirect(reqwest::redirect::Policy::none())
    ///     .retry(reqwest::retry::never())
    ///     // … and `.tls_backend_preconfigured(..)`, for instance …
    ///     .build()?;
    /// let client = Client::builder("api.example.com")
    ///     .token("my-token")
    ///     .http_client(http)
    ///     .build()?;
    /// # let _ = client;
    /// # Ok(())
    /// # }
    /// ```
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http_client = Some(client);
        self
    }

    /// Sends requests by something else than the network, above all in tests; see [`Transport`].
    ///
    /// It cannot be combined with [`proxy`](Self::proxy) or [`http_client`](Self::http_client).
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Adds a function that is called before each attempt of a request, those for tokens too.
    ///
    /// It is called on the way of the call, so it should be quick.
    pub fn on_attempt(mut self, observe: impl Fn(&Attempt<'_>) + Send + Sync + 'static) -> Self {
        self.observers.on_attempt.push(Arc::new(observe));
        self
    }

    /// Adds a function that is called after each attempt of a request, those for tokens too.
    ///
    /// It is not called for an attempt during which the call is given up. It should be quick.
    pub fn on_outcome(mut self, observe: impl Fn(&Outcome<'_>) + Send + Sync + 'static) -> Self {
        self.observers.on_outcome.push(Arc::new(observe));
        self
    }
}

/// Neither secrets nor addresses are shown: what has not been judged yet could hold anything.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("has_token", &self.source.is_some())
            .field("allow_http_on_loopback", &self.allow_http_on_loopback)
            .field("connect_timeout", &self.connect_timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .field("body_limit", &self.body_limit)
            .finish_non_exhaustive()
    }
}
