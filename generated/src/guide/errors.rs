//! What went wrong, and what to do about it.
//!
//! Every call fails with one type, [`Error`]. Ask it questions rather than matching on numbers:
//!
//! ```no_run
//! use auth0_client_grants::models::ClientGrant;
//! use auth0_client_grants::{Client, Error};
//!
//! async fn find(auth0: &Client, id: &str) -> Result<Option<ClientGrant>, Error> {
//!     match auth0.client_grants().get(id).await {
//!         Ok(grant) => Ok(Some(grant)),
//!         Err(error) if error.is_not_found() => Ok(None),
//!         Err(error) => Err(error),
//!     }
//! }
//! ```
//!
//! # What to do
//!
//! By the time a call fails, what could be tried again has been tried again.
//!
//! | The error is | What it means |
//! |---|---|
//! | [`is_invalid_request`](crate::Error::is_invalid_request) | The request was not sent: a value breaks a rule of the API. [`field`](crate::Error::field) names it. |
//! | [`is_bad_request`](crate::Error::is_bad_request) | The service refused a value. [`api`](crate::Error::api) has its message. |
//! | [`is_auth`](crate::Error::is_auth) | No token could be obtained. |
//! | [`is_unauthorized`](crate::Error::is_unauthorized) | The token was refused, also a new one where there was one to get. |
//! | [`is_forbidden`](crate::Error::is_forbidden) | The token lacks a scope. |
//! | [`is_conflict`](crate::Error::is_conflict) | It exists already; or, when a grant is added to an organization, that one holds as many as it can. |
//! | [`is_rate_limited`](crate::Error::is_rate_limited) | There were too many requests, and waiting did not help or would have taken too long. [`retry_after`](crate::Error::retry_after) has the time. |
//! | [`is_timeout`](crate::Error::is_timeout) | The time of an attempt or of the call is over. |
//! | [`is_connect`](crate::Error::is_connect), [`is_tls`](crate::Error::is_tls) | The service was not reached. |
//! | [`is_transport`](crate::Error::is_transport) | The connection broke before the reply was complete. |
//! | [`is_server_error`](crate::Error::is_server_error) | The service, or a gateway before it, is in trouble. |
//! | [`is_decode`](crate::Error::is_decode) | The reply is not what the API promises. [`is_unexpected_content_type`](crate::Error::is_unexpected_content_type) tells a page of a proxy from a reply of the service. |
//! | [`is_configuration`](crate::Error::is_configuration) | The client could not be made like this. |
//!
//! # Was it done or not?
//!
//! A connection that breaks after a request was sent leaves open whether the service got it. Requests that can be repeated are
//! repeated. For the others, creating and updating, the error says [`is_outcome_unknown`](crate::Error::is_outcome_unknown).
//! The service refuses a second grant for the same application, API and subject type with 409
//! ([`is_conflict`](crate::Error::is_conflict)), so in both cases the way to find out is to look for the grant by what it was to be:
//!
//! ```no_run
//! use auth0_client_grants::models::{ClientGrant, SubjectType};
//! use auth0_client_grants::{Client, Result};
//!
//! /// Creates a grant, or finds the one that is there.
//! async fn create_once(auth0: &Client, api: &str, app: &str) -> Result<ClientGrant> {
//!     let grants = auth0.client_grants();
//!     match grants.create(api).client_id(app).scope(["read:orders"]).await {
//!         Err(error) if error.is_conflict() || error.is_outcome_unknown() => {
//!             let list = grants.list().audience(api).client_id(app);
//!             let mut same = list.subject_type(SubjectType::Client).items();
//!             // If there is none, the request can be sent again: a second grant would be refused.
//!             same.try_next().await?.ok_or(error)
//!         }
//!         result => result,
//!     }
//! }
//! # let _ = create_once;
//! ```
//!
//! A grant that is found may have been created by somebody else, so look at its scopes before relying on them. The example
//! `create_once` of this crate goes on from there.
//!
//! The other way round, a delete that was repeated may find nothing any more: [`attempts`](crate::Error::attempts) is more than one
//! then, and the 404 is a success.
//!
//! # In logs
//!
//! `Display` is one line, such as `POST /client-grants: the service answered 403 Forbidden`. It holds no value of yours, no text of
//! the service and no secret. [`std::error::Error::source`] leads to what lies beneath. What the service
//! wrote is at [`api`](crate::Error::api), [`body`](crate::Error::body) and [`headers`](crate::Error::headers); [`request_id`](crate::Error::request_id) is
//! what Auth0's support asks for.
//!
//! [`Error`]: crate::Error
