//! What [`Facts`](super::Facts) are made of.
//!
//! Comes in: nothing. Goes out: the words for types, for schemas in their places,
//! and for what they hold. Deliberately absent: how they are read.

use openapiv3::{Discriminator, ReferenceOr, Schema};

use crate::codegen::document::pointer::Pointer;
use crate::codegen::lower::reference::schema_name;

/// The type of JSON value that a schema asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::codegen::lower) enum Kind {
    String,
    Integer,
    Number,
    Boolean,
    Array,
    Object,
}

impl Kind {
    /// The word of the description.
    pub(in crate::codegen::lower) fn word(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    pub(super) fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "string" => Self::String,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "boolean" => Self::Boolean,
            "array" => Self::Array,
            "object" => Self::Object,
            _ => return None,
        })
    }
}

/// A schema where it stands: in hand, or behind a reference.
#[derive(Clone, Debug)]
pub(in crate::codegen::lower) struct Piece<'d> {
    pub(in crate::codegen::lower) schema: ReferenceOr<&'d Schema>,
    pub(in crate::codegen::lower) at: Pointer,
    /// The component schema that it stands in, where that is not the one at hand.
    pub(in crate::codegen::lower) owner: Option<String>,
}

impl<'d> Piece<'d> {
    pub(in crate::codegen::lower) fn new(schema: ReferenceOr<&'d Schema>, at: Pointer) -> Self {
        Self {
            schema,
            at,
            owner: None,
        }
    }

    /// The reference that the piece is, where it is one.
    pub(in crate::codegen::lower) fn reference(&self) -> Option<&str> {
        match &self.schema {
            ReferenceOr::Reference { reference } => Some(reference),
            ReferenceOr::Item(_) => None,
        }
    }

    /// Whether it is a reference to one of these component schemas.
    pub(in crate::codegen::lower) fn is_one_of(&self, names: &[String]) -> bool {
        let name = self.reference().and_then(schema_name);
        name.is_some_and(|name| names.contains(&name))
    }
}

/// One value of an `enum`, with what `oneOf` of constants says about it.
#[derive(Clone, Debug)]
pub(in crate::codegen::lower) struct Known {
    pub(in crate::codegen::lower) value: serde_json::Value,
    pub(in crate::codegen::lower) title: Option<String>,
    pub(in crate::codegen::lower) description: Option<String>,
    pub(in crate::codegen::lower) at: Pointer,
}

/// What `additionalProperties` says.
#[derive(Clone, Debug)]
pub(in crate::codegen::lower) enum Further<'d> {
    /// Nothing, or that there may be any.
    Open,
    /// That there are none.
    Closed,
    /// What they look like.
    Typed(Vec<Piece<'d>>),
}

/// `oneOf` or `anyOf`.
#[derive(Clone, Debug)]
pub(in crate::codegen::lower) struct Choice<'d> {
    pub(in crate::codegen::lower) pieces: Vec<Piece<'d>>,
    pub(in crate::codegen::lower) at: Pointer,
    pub(in crate::codegen::lower) discriminator: Option<&'d Discriminator>,
}
