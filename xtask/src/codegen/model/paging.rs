//! How lists are walked: by cursor, by page number, or either.

use crate::codegen::model::TypeRef;

/// How a list is walked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The type of an item.
    pub item: TypeRef,
    /// The member that holds the items where a page is an object.
    pub items: String,
    /// The page size that a walk asks for when the caller asked for none.
    pub page_size: u32,
    /// Parameters and member of paging by cursor.
    pub cursor: Option<Cursor>,
    /// Parameters of paging by page number.
    pub offset: Option<Offset>,
}

/// Paging by cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The query parameter that carries the cursor.
    pub parameter: String,
    /// The member of a page that holds the next cursor.
    pub next: String,
    /// The query parameter that sets the page size.
    pub size: String,
}

/// Paging by page number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offset {
    /// The query parameter that carries the page number, from 0.
    pub page: String,
    /// The query parameter that sets the page size.
    pub size: String,
    /// The query parameter that asks for totals.
    pub totals: Option<String>,
}
