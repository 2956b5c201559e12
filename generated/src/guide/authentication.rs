//! Where the client's tokens come from.
//!
//! Every request carries a token for the Management API. There are four ways to give a client its tokens.
//!
//! # Client credentials
//!
//! A machine-to-machine application of the tenant, authorized for the Management API with the scopes that the calls need:
//!
//! ```no_run
//! use auth0_client_grants::Client;
//!
//! # fn main() -> auth0_client_grants::Result<()> {
//! let auth0 = Client::builder("tenant.eu.auth0.com")
//!     .client_credentials("my-client-id", "my-client-secret")
//!     .build()?;
//! # let _ = auth0;
//! # Ok(())
//! # }
//! ```
//!
//! The first call obtains a token, and the calls after it use the same one; so do all clones of the client. However many
//! calls need a new token at the same moment, one request is made for it. [`TokenProvider`] tells when a token
//! is replaced, and what happens if that fails.
//!
//! Make one client and clone it. Auth0 bills and limits tokens, and a client that is made for each call obtains one for each.
//!
//! # From the environment
//!
//! [`Client::from_env`] reads `AUTH0_DOMAIN` with `AUTH0_CLIENT_ID` and `AUTH0_CLIENT_SECRET`, or with `AUTH0_API_TOKEN`.
//! [`Client::builder_from_env`] does too, and lets other settings be added:
//!
//! ```no_run
//! use std::time::Duration;
//!
//! use auth0_client_grants::Client;
//!
//! # fn main() -> auth0_client_grants::Result<()> {
//! let auth0 = Client::builder_from_env()?.timeout(Duration::from_secs(20)).build()?;
//! # let _ = auth0;
//! # Ok(())
//! # }
//! ```
//!
//! # A token that you have
//!
//! [`ClientBuilder::token`] takes it. It is used for every request; when it has expired, calls fail with
//! [`is_unauthorized`](crate::Error::is_unauthorized).
//!
//! # Tokens from elsewhere
//!
//! From a vault, say, or signed by a key (`private_key_jwt`): implement [`TokenProvider`] and give it to
//! [`ClientBuilder::token_provider`]. It is only asked for a token. To keep it, to replace it in time and to have it fetched by
//! one call while others wait, is the client's work.
//!
//! # Custom domains
//!
//! Tokens can be obtained from a custom domain, but the Management API is known by the tenant's own domain only. Set the
//! audience:
//!
//! ```no_run
//! use auth0_client_grants::Client;
//!
//! # fn main() -> auth0_client_grants::Result<()> {
//! let auth0 = Client::builder("login.example.com")
//!     .client_credentials("my-client-id", "my-client-secret")
//!     .audience("https://tenant.eu.auth0.com/api/v2/")
//!     .build()?;
//! # let _ = auth0;
//! # Ok(())
//! # }
//! ```
//!
//! # Secrets
//!
//! Tokens and client secrets are in no `Debug` output, no error, no span and no log of this crate, and go to no other host: redirects are
//! not followed.
//!
//! [`Client::from_env`]: crate::Client::from_env
//! [`Client::builder_from_env`]: crate::Client::builder_from_env
//! [`ClientBuilder::token`]: crate::ClientBuilder::token
//! [`ClientBuilder::token_provider`]: crate::ClientBuilder::token_provider
//! [`TokenProvider`]: crate::TokenProvider
