//! What comes back.

use crate::codegen::model::{Docs, Ident, Paging, TypeRef};
use crate::codegen::source::Pointer;

/// What comes back when all went well.
#[derive(Clone, Debug)]
pub enum ResponseBody {
    /// The same, whatever the status.
    One(Content),
    /// A content, or nothing with some statuses.
    Optional {
        /// The content.
        content: Content,
        /// The statuses that come without one.
        empty: Vec<StatusPattern>,
        /// The statuses that come with one.
        full: Vec<StatusPattern>,
    },
    /// A content for each status.
    ByStatus(ByStatus),
    /// One page of a list.
    Page(Paging),
}

/// What a reply holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing to read.
    Nothing,
    /// JSON of this type.
    Json(TypeRef),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// Where a redirect leads, and what came with it.
    Redirect,
}

impl Content {
    /// Returns the type of the JSON, where it is some.
    pub fn json(&self) -> Option<&TypeRef> {
        match self {
            Self::Json(ty) => Some(ty),
            Self::Nothing | Self::Text | Self::Bytes | Self::Redirect => None,
        }
    }
}

/// An enum of what comes back, by status.
#[derive(Clone, Debug)]
pub struct ByStatus {
    /// The enum.
    pub ident: Ident,
    /// Its variants; single statuses come before ranges.
    pub arms: Vec<Arm>,
}

/// A variant of a [`ByStatus`].
#[derive(Clone, Debug)]
pub struct Arm {
    /// The variant.
    pub ident: Ident,
    /// The statuses.
    pub statuses: StatusPattern,
    /// What it holds.
    pub content: Content,
    /// When it comes.
    pub docs: Docs,
}

/// A status, or a range of statuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusPattern {
    /// One.
    Code(u16),
    /// From 100 times this to 99 more.
    Range(u16),
    /// All that no other names.
    Others,
}

/// A declared status.
#[derive(Clone, Debug)]
pub struct Status {
    /// `404`, `4XX` or `default`.
    pub code: String,
    /// When it is sent.
    pub docs: Docs,
    /// The type of the JSON that comes with it, where it is not a success.
    pub body: Option<TypeRef>,
    /// Where the description defines it.
    pub origin: Pointer,
}
