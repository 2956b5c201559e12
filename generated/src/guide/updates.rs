//! Leaving, clearing and setting fields.
//!
//! An update changes what it names and leaves the rest. For most fields there are three things to say, and the service tells them
//! apart:
//!
//! | To | Call | On the wire |
//! |---|---|---|
//! | leave a field | nothing | the field is absent |
//! | clear it | `clear_organization_usage()` | `"organization_usage": null` |
//! | set it | `organization_usage(OrganizationUsage::Deny)` | `"organization_usage": "deny"` |
//!
//! ```no_run
//! # async fn example(auth0: auth0_client_grants::Client) -> auth0_client_grants::Result<()> {
//! let grants = auth0.client_grants();
//! grants.update("cgr_1").scope(["read:orders"]).clear_organization_usage().await?;
//! # Ok(())
//! # }
//! ```
//!
//! Nothing is sent that was not set: there are no defaults on the wire. An empty list is a value, and not the same as null:
//!
//! ```no_run
//! # async fn example(auth0: auth0_client_grants::Client) -> auth0_client_grants::Result<()> {
//! auth0.client_grants().update("cgr_1").scope(Vec::<String>::new()).await?; // sends []
//! # Ok(())
//! # }
//! ```
//!
//! An update that changes nothing is refused before it is sent, since the service refuses it too.
//!
//! # The struct behind
//!
//! Every request shows the struct that becomes its body. Fields with three states are a [`Patch`](crate::Patch) there. A change that
//! was put together elsewhere can be sent as a whole:
//!
//! ```no_run
//! use auth0_client_grants::models::UpdateClientGrantRequest;
//! use auth0_client_grants::Patch;
//!
//! # async fn example(auth0: auth0_client_grants::Client) -> auth0_client_grants::Result<()> {
//! let mut change = UpdateClientGrantRequest::default();
//! change.allow_any_organization = Patch::Set(false);
//! change.organization_usage = Patch::Null;
//! auth0.client_grants().update("cgr_1").with_request(change).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # What is newer than this crate
//!
//! Values of enums that the service adds later are kept as they are, readable by `as_str()`, and can be sent: everything that takes an enum takes
//! a text too. Members of objects that it adds later are in `extra()`, survive being read and written, and
//! can be set by `extra_mut()`:
//!
//! ```
//! use auth0_client_grants::models::{ClientGrant, OrganizationUsage};
//!
//! let text = r#"{"id":"cgr_1","organization_usage":"sometimes","color":"blue"}"#;
//! let grant: ClientGrant = auth0_client_grants::serde_json::from_str(text).unwrap();
//! assert_eq!(grant.organization_usage, Some(OrganizationUsage::from("sometimes")));
//! assert_eq!(grant.extra().get("color").and_then(|color| color.as_str()), Some("blue"));
//! assert_eq!(auth0_client_grants::serde_json::to_string(&grant).unwrap(), text);
//! ```
