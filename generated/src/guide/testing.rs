//! Tests of your own program, without a network and without an account.
//!
//! Enable the feature for tests only:
//!
//! ```toml
//! [dev-dependencies]
//! auth0-client-grants = { version = "0.1", features = ["test-util"] }
//! ```
//!
//! # A tenant in memory
//!
//! [`Tenant`] answers as the service does. Let your code run against it, and look at what has become of it:
//!
//! ```
//! use auth0_client_grants::testing::Tenant;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> auth0_client_grants::Result<()> {
//! let tenant = Tenant::new();
//! let auth0 = tenant.client()?;
//!
//! auth0
//!     .client_grants()
//!     .create("https://api.example.com")
//!     .client_id("my-app")
//!     .scope(["read:orders"])
//!     .await?;
//!
//! assert_eq!(tenant.grants()[0].client_id.as_deref(), Some("my-app"));
//! # Ok(())
//! # }
//! ```
//!
//! [The module](crate::testing) tells how it behaves, and where the service is not known well enough to say.
//!
//! # Troubles
//!
//! The tenant breaks connections, fails and limits when it is told to, so that you see what your program does then. With the
//! paused clock of tokio (its feature `test-util`), waiting takes no time:
//!
//! ```
//! use std::time::Duration;
//!
//! use auth0_client_grants::testing::Tenant;
//!
//! # /*
//! #[tokio::test(start_paused = true)]
//! # */
//! # #[tokio::main(flavor = "current_thread")]
//! async fn a_limit_only_delays() -> auth0_client_grants::Result<()> {
//! #   tokio::time::pause();
//!     let tenant = Tenant::new();
//!     tenant.limit_next(1, Duration::from_secs(30));
//!     assert!(tenant.client()?.client_grants().list().await?.is_empty());
//!     assert_eq!(tenant.requests().len(), 2);
//!     Ok(())
//! }
//! # a_limit_only_delays().unwrap();
//! ```
//!
//! # Replies of your own
//!
//! [`Canned`] gives the replies that you put into it, and keeps the requests. It is for what a tenant would never say:
//!
//! ```
//! use auth0_client_grants::Client;
//! use auth0_client_grants::test_util::Canned;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> auth0_client_grants::Result<()> {
//! let canned = Canned::new().reply(200, r#"{"organization_usage": "added_later"}"#);
//! let auth0 = Client::builder("tenant.example.com")
//!     .token("my-token")
//!     .transport(canned.clone())
//!     .build()?;
//!
//! let grant = auth0.client_grants().get("cgr_1").await?;
//!
//! assert_eq!(grant.organization_usage.unwrap().as_str(), "added_later");
//! assert_eq!(canned.requests()[0].uri().path(), "/api/v2/client-grants/cgr_1");
//! # Ok(())
//! # }
//! ```
//!
//! # A server
//!
//! [`Tenant::serve`] serves the tenant on a port of 127.0.0.1, for programs that are tested from outside. They need
//! [`base_url`](crate::ClientBuilder::base_url) and
//! [`allow_http_on_loopback`](crate::ClientBuilder::allow_http_on_loopback) to reach it.
//!
//! [`Tenant`]: crate::testing::Tenant
//! [`Tenant::serve`]: crate::testing::Tenant::serve
//! [`Canned`]: crate::test_util::Canned
