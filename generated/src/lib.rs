//! A client for [Auth0](https://auth0.com) client grants: which application may call which API, with which scopes.
//!
//! ```no_run
//! use auth0_client_grants::Client;
//!
//! # async fn example() -> auth0_client_grants::Result<()> {
//! let auth0 = Client::builder("tenant.eu.auth0.com")
//!     .client_credentials("my-client-id", "my-client-secret")
//!     .build()?;
//!
//! let grant = auth0
//!     .client_grants()
//!     .create("https://api.example.com")
//!     .client_id("my-app")
//!     .scope(["read:orders"])
//!     .await?;
//! println!("{:?}", grant.id);
//!
//! let mut grants = auth0.client_grants().list().audience("https://api.example.com").items();
//! while let Some(grant) = grants.try_next().await? {
//!     println!("{:?} may {:?}", grant.client_id, grant.scope);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! [The guide](guide) has a page for each subject: [authentication](guide::authentication), [errors](guide::errors),
//! [pagination](guide::pagination), [retries](guide::retries), testing and [updates](guide::updates). The programs in
//! [`examples/`](https://docs.rs/crate/auth0-client-grants/latest/source/examples/) run without an account.
//!
//! Every call starts at a [`Client`]. A request is a builder: set what it should say and `.await` it.
//!
//! * [`models`] holds the types of requests and replies. They are open: values and members that the service adds
//!   later are kept ([`UnknownValue`], [`Extra`]). [`Patch`] tells "leave it", "clear it" and "set it" apart.
//! * [`resources`] holds the calls. A list gives its first page when awaited, and everything with `items()` or
//!   `pages()`.
//! * [`Error`] says what went wrong, and is safe to log. What is worth trying again has been tried again by then:
//!   [`RetryPolicy`] tells what that is.
//! * [`ClientBuilder`] sets how the client obtains tokens, how long it waits and what it goes through. Tokens are obtained when
//!   they are needed, kept, and replaced in time: see [`ClientBuilder::client_credentials`], [`Client::from_env`] and
//!   [`TokenProvider`].
//! * `testing`, which the feature `test-util` brings, has a tenant in memory, for the tests of your own program.
//!
//! # Features
//!
//! * `rustls` (default): TLS by rustls with *ring*. It needs no system library, but the system's root certificates.
//! * `native-tls`: TLS by the system's library (OpenSSL, Security Framework or `SChannel`). It is used
//!   instead of `rustls` when both are enabled. With neither, only plain http to loopback hosts works, and building a client
//!   for https is an error that says so.
//! * `blocking`: calls without `async`. Every request has `send_blocking()`, and every walk `into_blocking()`, which is an
//!   iterator. [`Client`] tells where they can be used.
//! * `tracing`: a span for each attempt, with the names that OpenTelemetry gives to HTTP clients, an event for each retry,
//!   and one for each token that cannot be renewed ahead of time. They hold no ids, no headers and no bodies.
//! * `test-util`: doubles of the service for the tests of your own program, such as `Canned`, which answers what it is told and
//!   keeps what it is asked.

#![forbid(unsafe_code)]
#![deny(missing_docs)]
// Documentation shows which feature an item needs; only nightly compilers know how.
#![cfg_attr(docsrs, feature(doc_cfg))]

// It is printed as the generator prints.
#[rustfmt::skip]
mod generated;

mod auth0;
#[cfg(doc)]
pub mod guide;
#[cfg(feature = "test-util")]
pub mod testing;

use generated::runtime;
pub use generated::{ApiError, models, resources};
pub use runtime::*;
#[doc(no_inline)]
pub use {bytes, http, reqwest, serde_json};
