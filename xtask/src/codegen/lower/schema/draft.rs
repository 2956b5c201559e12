//! Types before all of them are known.
//!
//! In: nothing. Out: the words for a type that is on its way into the model. Deliberately
//! absent: how they are made and finished (see `definition.rs` and `discrimination.rs`).

use crate::codegen::model::{Constraints, Docs, Ident, Shape, TypeId, TypeRef};
use crate::codegen::source::Pointer;

/// A type of which all is known that its own schema says.
#[derive(Debug)]
pub(crate) struct TypeDraft {
    /// The name of the component schema, or a made-up one.
    pub(crate) name: String,
    pub(crate) docs: Docs,
    pub(crate) shape: Shape<UnionDraft>,
    pub(crate) origin: Pointer,
}

/// A union; how its alternatives are told apart takes all types (see `discrimination.rs`).
#[derive(Debug)]
pub(crate) struct UnionDraft {
    pub(crate) variants: Vec<AlternativeDraft>,
    /// The member that the description says to tell them by.
    pub(crate) tag: Option<String>,
    /// What all of them have in common, where they inherit it.
    pub(crate) common: Option<TypeRef>,
}

/// One of the types of a [`UnionDraft`].
#[derive(Debug)]
pub(crate) struct AlternativeDraft {
    pub(crate) ident: Ident,
    pub(crate) ty: TypeRef,
    pub(crate) constraints: Constraints,
    pub(crate) docs: Docs,
    /// The values of the tag that mean it.
    pub(crate) tags: Vec<String>,
}

/// Where a type is about to be defined.
#[derive(Clone, Copy)]
pub(crate) enum Definition {
    /// The place of a component schema, which has claimed its name.
    Named(TypeId),
    /// Nowhere yet: the schema is inline.
    Inline,
}
