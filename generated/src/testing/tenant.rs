//! The tenant as tests see it: clients of it, what it is made to hold, and what it saw.
//!
//! In: what a test wants. Out: clients, and what they have asked. Deliberately absent: the answers
//! (see `state.rs`).

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, StatusCode};

use super::state::{DOMAIN, State, Trouble};
use crate::models::ClientGrant;
use crate::runtime::{BoxFuture, Client, ClientBuilder, Result, Transport, TransportError};

/// The scopes of all operations.
const ALL_SCOPES: [&str; 7] = [
    "create:client_grants",
    "read:client_grants",
    "update:client_grants",
    "delete:client_grants",
    "create:organization_client_grants",
    "read:organization_client_grants",
    "delete:organization_client_grants",
];

/// A tenant in memory, which answers requests as the service does.
///
/// It is a [`Transport`]: clients reach it where they would reach the network. Clones are the same
/// tenant, so keep one and give others away. [The module](super) tells how it behaves, and has an
/// example.
#[derive(Clone)]
pub struct Tenant {
    state: Arc<Mutex<State>>,
}

/// Clients of the tenant.
impl Tenant {
    /// Returns a tenant that holds nothing: no grants, no organizations, no credentials.
    #[must_use]
    pub fn new() -> Self {
        Self {
            state: Arc::default(),
        }
    }

    /// Returns the domain of the tenant, which is the same for every tenant, and leads nowhere on
    /// the network.
    #[must_use]
    pub fn domain(&self) -> &'static str {
        DOMAIN
    }

    /// Creates a client of this tenant. Its token carries all scopes.
    ///
    /// # Errors
    ///
    /// There is nothing that could be wrong with its settings; that they are judged is why it
    /// returns a `Result`.
    pub fn client(&self) -> Result<Client> {
        self.builder().build()
    }

    /// Returns the builder of a client of this tenant, so that settings can be added, or its token
    /// replaced.
    ///
    /// ```
    /// use auth0_client_grants::RetryPolicy;
    /// use auth0_client_grants::testing::Tenant;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> auth0_client_grants::Result<()> {
    /// let tenant = Tenant::new();
    /// let reader = tenant
    ///     .builder()
    ///     .token(tenant.token(["read:client_grants"]))
    ///     .retry(RetryPolicy::never())
    ///     .build()?;
    ///
    /// assert!(reader.client_grants().list().await?.is_empty());
    /// let refused = reader.client_grants().delete("cgr_1").await;
    /// assert!(refused.is_err_and(|error| error.is_forbidden()));
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder(&self) -> ClientBuilder {
        self.network_builder().transport(self.clone())
    }

    /// Returns the builder of a client that has a token of this tenant, and nothing yet that leads
    /// to it.
    pub(super) fn network_builder(&self) -> ClientBuilder {
        Client::builder(DOMAIN).token(self.token(ALL_SCOPES))
    }
}

/// Tokens and credentials.
impl Tenant {
    /// Creates a token that carries these scopes.
    pub fn token(&self, scopes: impl IntoIterator<Item = impl Into<String>>) -> String {
        let scopes = scopes.into_iter().map(Into::into).collect();
        self.state().make_token(scopes)
    }

    /// Makes all tokens that there are unknown, as if they had expired. Requests that carry them
    /// are answered with 401.
    pub fn revoke_tokens(&self) {
        self.state().tokens.clear();
    }

    /// Adds client credentials, for which the token endpoint then gives tokens with all scopes.
    ///
    /// ```
    /// use auth0_client_grants::testing::Tenant;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> auth0_client_grants::Result<()> {
    /// let tenant = Tenant::new();
    /// tenant.add_credentials("my-machine", "my-secret");
    /// let auth0 = tenant.builder().client_credentials("my-machine", "my-secret").build()?;
    ///
    /// auth0.client_grants().list().await?;
    /// tenant.revoke_tokens();
    /// auth0.client_grants().list().await?;
    /// let requests = tenant.requests();
    /// let paths: Vec<_> = requests.iter().map(|request| request.uri().path()).collect();
    /// assert_eq!(
    ///     paths,
    ///     [
    ///         "/oauth/token",
    ///         "/api/v2/client-grants",
    ///         "/api/v2/client-grants", // answered with 401
    ///         "/oauth/token",
    ///         "/api/v2/client-grants",
    ///     ]
    /// );
    /// # Ok(())
    /// # }
    /// ```
    pub fn add_credentials(&self, client_id: impl Into<String>, client_secret: impl Into<String>) {
        self.add_credentials_for(client_id, client_secret, ALL_SCOPES);
    }

    /// Adds client credentials, for which the token endpoint then gives tokens with these scopes
    /// only.
    pub fn add_credentials_for(
        &self,
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
        scopes: impl IntoIterator<Item = impl Into<String>>,
    ) {
        let scopes = scopes.into_iter().map(Into::into).collect();
        let known = (client_secret.into(), scopes);
        self.state().credentials.insert(client_id.into(), known);
    }
}

/// Troubles. They befall the next requests to the Management API, retries included, one each and in
/// the order in which they were asked for. Requests for tokens are spared.
impl Tenant {
    /// Answers the next `count` requests with 429, and tells them to come back after this time.
    ///
    /// `Retry-After` has it in whole seconds, rounded up, and so has `X-RateLimit-Reset`. With a
    /// time of zero, a client retries as soon as its [`RetryPolicy`](crate::RetryPolicy) lets it.
    pub fn limit_next(&self, count: usize, retry_after: Duration) {
        self.trouble(count, Trouble::Limit(retry_after));
    }

    /// Answers the next `count` requests with this status, such as 503, and an error body. Nothing
    /// is done.
    pub fn fail_next(&self, count: usize, status: StatusCode) {
        self.trouble(count, Trouble::Status(status));
    }

    /// Breaks the connection of the next `count` requests, before anything was done.
    ///
    /// The client cannot tell that from [`lose_replies`](Self::lose_replies): requests were sent,
    /// and no reply came.
    pub fn lose_requests(&self, count: usize) {
        self.trouble(count, Trouble::LoseRequest);
    }

    /// Breaks the connection of the next `count` requests after all was done that they asked for.
    ///
    /// ```
    /// use auth0_client_grants::testing::Tenant;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> auth0_client_grants::Result<()> {
    /// let tenant = Tenant::new();
    /// let auth0 = tenant.client()?;
    /// tenant.lose_replies(1);
    /// let create = auth0.client_grants().create("https://api.example.com");
    /// let result = create.client_id("my-app").scope(["read:orders"]).await;
    /// assert!(result.is_err_and(|error| error.is_outcome_unknown()));
    /// assert_eq!(tenant.grants().len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn lose_replies(&self, count: usize) {
        self.trouble(count, Trouble::LoseReply);
    }

    fn trouble(&self, count: usize, trouble: Trouble) {
        let troubles = std::iter::repeat_n(trouble, count);
        self.state().troubles.extend(troubles);
    }
}

/// What became of the tenant.
impl Tenant {
    /// Returns the grants that there are, oldest first.
    #[must_use]
    pub fn grants(&self) -> Vec<ClientGrant> {
        let state = self.state();
        state
            .grants
            .iter()
            .map(|(_, grant)| grant.clone())
            .collect()
    }

    /// Returns the ids of the grants that have been added to an organization, oldest addition
    /// first.
    #[must_use]
    pub fn organization_grants(&self, id: &str) -> Vec<String> {
        let state = self.state();
        let links = state.links.iter().filter(|link| link.organization == id);
        links.map(|link| link.grant.clone()).collect()
    }

    /// Returns all requests so far, those for tokens and those that met with trouble too, in the
    /// order in which they came. They hold tokens and client secrets.
    #[must_use]
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.state().requests.clone()
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Tenant {
    fn default() -> Self {
        Self::new()
    }
}

impl Transport for Tenant {
    fn send(
        &self,
        request: Request<Bytes>,
    ) -> BoxFuture<'_, std::result::Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            // The network would take its time too, and let other tasks go on.
            tokio::task::yield_now().await;
            self.state().answer(request)
        })
    }
}

/// Requests are only counted: they hold tokens.
impl fmt::Debug for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("Tenant")
            .field("grants", &state.grants.len())
            .field("organizations", &state.organizations.len())
            .field("requests", &state.requests.len())
            .finish_non_exhaustive()
    }
}
