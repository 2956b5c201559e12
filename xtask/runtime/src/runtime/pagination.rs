//! Lists that come in pages: how a page is read, and how a walk over all pages goes on.
//!
//! In: how an operation divides its list. Out: walks over pages and items. Deliberately absent:
//! sending a request (see `send.rs`).

mod continuation;
mod flight;
mod items;
mod page;
mod position;
mod walk;

// Documentation shows the methods of a type in the order of the modules that they stand in:
// `into_blocking` is the last.
#[cfg(feature = "blocking")]
mod iterators;

use super::operation::{self, Operation};
pub use continuation::Continuation;
pub use items::Items;
#[cfg(feature = "blocking")]
pub use iterators::{BlockingItems, BlockingPages};
pub use page::Page;
pub use walk::Pages;

/// How a list is divided into pages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paging {
    /// The member that holds the items where a page is an object.
    pub(crate) items: &'static str,
    pub(crate) cursor: Option<Cursor>,
    pub(crate) offset: Option<Offset>,
    /// How many items a walk asks for at a time, unless the caller says it.
    pub(crate) page_size: u32,
}

/// Pages that name the next one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor {
    /// The query parameter that takes the cursor.
    pub(crate) parameter: &'static str,
    /// The member of a page that gives the next cursor.
    pub(crate) next: &'static str,
    /// The query parameter for the number of items.
    pub(crate) size: &'static str,
}

/// Pages that are counted from 0.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Offset {
    /// The query parameter that takes the number of the page.
    pub(crate) page: &'static str,
    /// The query parameter for the number of items.
    pub(crate) size: &'static str,
    /// The query parameter that asks for totals, if there is one.
    pub(crate) totals: Option<&'static str>,
}

/// What the generated half says about an operation that gives one page of a list.
pub(crate) trait Paged: Operation<Output = Page<Self::Item>> {
    type Item;

    const PAGING: Paging;
}

/// Starts a walk over all pages. A fault of the request is the walk's first and only result.
pub(crate) fn pages<O: Paged>(operation: &O) -> Pages<O::Item> {
    let client = operation.call().client.clone();
    Pages::new(client, operation::outgoing(operation), O::PAGING, O::decode)
}
