//! Waiting, trying again, rate limits and time limits.
//!
//! Nothing has to be set. A call tries again what can be tried again without harm, waits as long as the service asks for, and
//! ends after a minute at the latest. [`RetryPolicy`] has the table of what is tried again.
//!
//! # For a client, and for a call
//!
//! ```no_run
//! use std::time::Duration;
//!
//! use auth0_client_grants::{Client, RetryPolicy};
//!
//! # async fn example() -> auth0_client_grants::Result<()> {
//! let auth0 = Client::builder("tenant.eu.auth0.com")
//!     .client_credentials("my-client-id", "my-client-secret")
//!     .retry(RetryPolicy::standard().max_retries(5))
//!     .timeout(Duration::from_secs(120))
//!     .build()?;
//!
//! // Somebody waits for this one.
//! let grant = auth0
//!     .client_grants()
//!     .get("cgr_1")
//!     .with_timeout(Duration::from_secs(2))
//!     .with_retry(RetryPolicy::never())
//!     .await?;
//! # let _ = grant;
//! # Ok(())
//! # }
//! ```
//!
//! # Creating and updating
//!
//! They are tried again where nothing can have been done: after 429, and when no connection was made. When a reply is lost they are not,
//! and the error says [`is_outcome_unknown`](crate::Error::is_outcome_unknown). An update that sets fields to the same values
//! does no harm when it is done twice; say so:
//!
//! ```no_run
//! # async fn example(auth0: auth0_client_grants::Client) -> auth0_client_grants::Result<()> {
//! let update = auth0.client_grants().update("cgr_1").scope(["read:orders"]);
//! update.with_idempotent(true).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Rate limits
//!
//! Every reply tells what is left of the limit:
//!
//! ```no_run
//! # async fn example(auth0: auth0_client_grants::Client) -> auth0_client_grants::Result<()> {
//! let reply = auth0.client_grants().get("cgr_1").send_with_response().await?;
//! if reply.rate_limit().is_some_and(|limit| limit.remaining < 5) {
//!     println!("slow down");
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Time limits
//!
//! | Limit | Unless set | Set by |
//! |---|---|---|
//! | to make a connection | 10 s | [`connect_timeout`](crate::ClientBuilder::connect_timeout) |
//! | for one attempt, to the last byte of the reply | 30 s | [`attempt_timeout`](crate::ClientBuilder::attempt_timeout) |
//! | for the call with its attempts and waits | 60 s | [`timeout`](crate::ClientBuilder::timeout), `with_timeout` |
//!
//! To stop a call earlier, drop its future. The client stays usable.
//!
//! # Watching
//!
//! [`on_attempt`](crate::ClientBuilder::on_attempt) and [`on_outcome`](crate::ClientBuilder::on_outcome) see every attempt before it is
//! sent and after it has ended; the feature `tracing` makes a span of each.
//!
//! [`RetryPolicy`]: crate::RetryPolicy
