//! Unions: values of one of several types, and how it is told which.

use crate::codegen::model::{Constraints, Docs, Ident, Literal, TypeRef};

/// One of several types. A value that is none of them is kept as it is.
#[derive(Clone, Debug)]
pub struct Union {
    /// The types, in the order in which they are tried.
    pub variants: Vec<Alternative>,
    /// The name of the variant for everything else.
    pub unknown: Ident,
    /// How they are told apart.
    pub discrimination: Discrimination,
    /// The type of what all of them have in common, where they inherit it. It is one of the
    /// types: that of what is none of the others.
    pub common: Option<TypeRef>,
}

/// One of the types of a [`Union`].
#[derive(Clone, Debug)]
pub struct Alternative {
    /// The variant.
    pub ident: Ident,
    /// The type.
    pub ty: TypeRef,
    /// The limits of its value.
    pub constraints: Constraints,
    /// What it is.
    pub docs: Docs,
    /// What a value of it looks like.
    pub evidence: Evidence,
    /// Whether no other variant has its type, so that it can be made of it.
    pub from: bool,
    /// Whether an `i32` is made one of it, too: an integer without a suffix is an `i32` where
    /// several types would do.
    pub from_i32: bool,
    /// The value of the tag by which it is told, where it has one.
    pub tags: Vec<String>,
}

/// How the types of a [`Union`] are told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Discrimination {
    /// By the text in a member that all of them have.
    Tag(String),
    /// By the type of JSON value.
    JsonType,
    /// By members that only some must have, by constants, or by how many of
    /// a value's members they know.
    Fields,
    /// Not at all: the first one that can be read is taken.
    InOrder,
}

/// What a value of an alternative looks like.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// The types of JSON values that it may be.
    pub types: JsonTypes,
    /// Its only values, where it has a list of them.
    pub values: Vec<Literal>,
    /// The members that tell something.
    pub members: Vec<Marker>,
    /// The names of all its members.
    pub known: Vec<String>,
    /// Whether it may have other members.
    pub open: bool,
}

/// A member that tells something.
#[derive(Clone, Debug, PartialEq)]
pub struct Marker {
    /// Its name on the wire.
    pub wire_name: String,
    /// Whether it is always there.
    pub required: bool,
    /// Its only values, where it has a list of them.
    pub values: Vec<Literal>,
    /// The types of JSON values that it may be.
    pub types: JsonTypes,
    /// Its own members, where it is an object and they tell something.
    pub members: Vec<Marker>,
}

/// A set of types of JSON values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JsonTypes(pub u8);

impl JsonTypes {
    /// Null.
    pub const NULL: Self = Self(1);
    /// `true` or `false`.
    pub const BOOL: Self = Self(2);
    /// A whole number.
    pub const INTEGER: Self = Self(4);
    /// A number that is not whole.
    pub const FRACTION: Self = Self(8);
    /// A text.
    pub const STRING: Self = Self(16);
    /// An array.
    pub const ARRAY: Self = Self(32);
    /// An object.
    pub const OBJECT: Self = Self(64);
    /// Anything.
    pub const ALL: Self = Self(127);

    /// Those of both sets.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a type is in both sets.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}
