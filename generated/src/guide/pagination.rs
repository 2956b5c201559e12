//! Lists, from the first page to the last.
//!
//! # One page
//!
//! Awaiting a list gives its first page, a [`Page`](crate::Page), which holds some of the items and what the service says about
//! them:
//!
//! ```no_run
//! # async fn example(auth0: auth0_client_grants::Client) -> auth0_client_grants::Result<()> {
//! let page = auth0.client_grants().list().per_page(10).include_totals(true).await?;
//! println!("{} of {:?}", page.len(), page.total);
//! # Ok(())
//! # }
//! ```
//!
//! # All items
//!
//! `items()` walks over all pages, and gives one item at a time. The next page is on its way while the items of the present one
//! are handed out:
//!
//! ```no_run
//! # async fn example(auth0: auth0_client_grants::Client) -> auth0_client_grants::Result<()> {
//! let mut grants = auth0.client_grants().list().audience("https://api.example.com").items();
//! while let Some(grant) = grants.try_next().await? {
//!     println!("{:?}", grant.id);
//! }
//!
//! let list = auth0.organizations("org_1").client_grants().list();
//! let all: Vec<_> = list.items().try_collect().await?;
//! # let _ = all;
//! # Ok(())
//! # }
//! ```
//!
//! The walk is a [`Stream`](futures_core::Stream) too, for the adapters of the crates `futures` and `tokio-stream`. `pages()` walks page
//! by page. With the feature `blocking`, `into_blocking()` makes an iterator of either.
//!
//! # Several pages at once
//!
//! Pages that have numbers can be fetched several at a time, and come in order all the same. The grants of an organization are
//! always paged like that; the other lists are once `page` or `per_page` is set:
//!
//! ```no_run
//! # async fn example(auth0: auth0_client_grants::Client) -> auth0_client_grants::Result<()> {
//! let list = auth0.organizations("org_1").client_grants().list();
//! let all: Vec<_> = list.per_page(100).items().with_concurrency(4).try_collect().await?;
//! # let _ = all;
//! # Ok(())
//! # }
//! ```
//!
//! Otherwise those are walked by cursors, where each page names the next, and the number has no effect.
//!
//! # Going on later
//!
//! A walk tells where it stands, and another one goes on from there, in another process if need be:
//!
//! ```no_run
//! # async fn example(auth0: auth0_client_grants::Client) -> auth0_client_grants::Result<()> {
//! let list = auth0.client_grants().list();
//! let mut pages = list.clone().pages();
//! let first = pages.try_next().await?;
//! if let Some(continuation) = pages.continuation() {
//!     let rest: Vec<_> = list.items().resume(&continuation).try_collect().await?;
//!     # let _ = rest;
//! }
//! # let _ = first;
//! # Ok(())
//! # }
//! ```
//!
//! # What ends a walk
//!
//! [`Pages`](crate::Pages) tells. In short: a list that grows or shrinks meanwhile does not make it endless, a cursor that comes
//! twice is an error, and an empty page is not the end if it names another.
