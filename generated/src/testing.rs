//! A tenant in memory, for the tests of programs that use this crate.
//!
//! It needs the feature `test-util`. [`Tenant`] answers all nine operations and the token endpoint
//! as the service does. It takes the place of the network and of nothing else: the client under
//! test checks, encodes, authorizes, retries and decodes as it always does. Where a test wants to
//! say itself what is answered, [`test_util::Canned`](crate::test_util::Canned) is the thing.
//!
//! ```
//! use auth0_client_grants::testing::Tenant;
//! use auth0_client_grants::{Client, Result};
//!
//! /// The code under test: lets an application read orders, whatever it could do before.
//! async fn allow_reading(auth0: &Client, app: &str) -> Result<()> {
//!     let grants = auth0.client_grants();
//!     let orders = "https://orders.example.com";
//!     match grants.create(orders).client_id(app).scope(["read:orders"]).await {
//!         Err(error) if error.is_conflict() => {}
//!         other => return other.map(drop),
//!     }
//!     let mut existing = grants.list().audience(orders).client_id(app).items();
//!     while let Some(grant) = existing.try_next().await? {
//!         grants.update(grant.id.unwrap_or_default()).scope(["read:orders"]).await?;
//!     }
//!     Ok(())
//! }
//!
//! # /*
//! #[tokio::test]
//! # */
//! # #[tokio::main(flavor = "current_thread")]
//! async fn an_application_that_has_a_grant_may_read_too() -> Result<()> {
//!     let tenant = Tenant::new();
//!     let auth0 = tenant.client()?;
//!     let orders = "https://orders.example.com";
//!     auth0.client_grants().create(orders).client_id("shop").scope(["write:orders"]).await?;
//!
//!     allow_reading(&auth0, "shop").await?;
//!
//!     let grants = tenant.grants();
//!     assert_eq!(grants.len(), 1);
//!     assert_eq!(grants[0].scope.as_deref(), Some(&["read:orders".to_owned()][..]));
//!     assert_eq!(tenant.requests().len(), 4);
//!     Ok(())
//! }
//! # an_application_that_has_a_grant_may_read_too().unwrap();
//! ```
//!
//! # How it behaves
//!
//! It keeps to the description of the API. Bodies and queries are held to the description's rules;
//! what breaks one is answered with 400 and a body of `statusCode`, `error`, `message` and
//! `errorCode`. Members and parameters that the description does not know are refused.
//!
//! * **Tokens.** A request without a token, or with one that the tenant did not make, is answered
//!   with 401; one whose token lacks the scope of the operation with 403 and `insufficient_scope`.
//!   [`Tenant::client`] has a token with all scopes, [`Tenant::token`] makes others, and
//!   `/oauth/token` gives some for [credentials](Tenant::add_credentials). Tokens do not expire by
//!   themselves: [`Tenant::revoke_tokens`] ends them.
//! * **Creating** needs an audience, exactly one of `client_id` and `default_for`, and scopes, be
//!   it an empty list; `allow_all_scopes` takes the place of scopes and is refused beside them, and
//!   for the Management API even when it is `false`. A second grant for the same application, API
//!   and subject type is answered with 409. What is left out stays absent, but for
//!   `allow_any_organization`, which becomes `false`, and `subject_type`, which becomes `client`.
//! * **Updating** needs at least one field. `null` removes a field from the grant. Whether
//!   `allow_all_scopes` and scopes go together is judged by what the grant would become.
//! * **Lists** are in order of creation or addition. A page holds 50 items unless a size from 1 to
//!   100 is asked for. The form is an array, an object with counts with `include_totals`, or an
//!   object with a cursor with `from` or `take`; both ways of paging in one request are answered
//!   with 400. Cursors do not lapse.
//! * **Organizations** hold 100 grants at most. One more, or one that is there already, is answered
//!   with 409.
//! * **Limits.** Every reply has the three `X-RateLimit` headers. They count down from 100 and
//!   start again; no request is refused because of them. [`Tenant::limit_next`] has requests
//!   refused.
//!
//! Identifiers are the same in every run: the first grant is `cgr_0000000000000001`.
//!
//! # What is not known of the service
//!
//! Where the description says nothing, this is what the tenant does. Tests should not depend on it.
//!
//! * Deleting a grant that does not exist, and removing one from an organization that does not have
//!   it, is answered with 204, because the description has no 404 for that. The grants of an
//!   organization that does not exist are an empty list, for the same reason.
//! * Changing or deleting a system grant is answered with 400, because the description keeps 403
//!   for tokens that lack a scope.
//! * All APIs and applications exist until one is [added](Tenant::add_api).
//! * The values of `errorCode` and the texts of `message`, save `insufficient_scope`, are made up
//!   after the service's manner.

// Documentation shows the methods of a type in the order of the modules that they stand in:
// `Tenant::new` comes first, `Tenant::serve` next.
mod tenant;

mod server;

mod grants;
mod operation;
mod organizations;
mod page;
mod query;
mod reply;
mod rules;
mod seed;
mod state;
mod token;

/// The examples of the README are compiled with the others.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub use server::Server;
pub use tenant::Tenant;
