//! What [`Facts`](super::Facts) are made of.
//!
//! In: nothing. Out: the words for types, for schemas in their places,
//! and for what they hold. Deliberately absent: how they are read.

use openapiv3::{Discriminator, ReferenceOr, Schema};

use crate::codegen::lower::reference::schema_name;
use crate::codegen::source::Pointer;

/// The type of JSON value that a schema asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    String,
    Integer,
    Number,
    Boolean,
    Array,
    Object,
}

impl Kind {
    /// The word of the description.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    pub(crate) fn of_word(word: &str) -> Option<Self> {
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
pub(crate) struct Piece<'d> {
    pub(crate) schema: ReferenceOr<&'d Schema>,
    pub(crate) at: Pointer,
    /// The component schema that it stands in, where that is not the one at hand.
    pub(crate) owner: Option<String>,
}

impl<'d> Piece<'d> {
    pub(crate) fn new(schema: ReferenceOr<&'d Schema>, at: Pointer) -> Self {
        Self {
            schema,
            at,
            owner: None,
        }
    }

    /// The reference that the piece is, where it is one.
    pub(crate) fn reference(&self) -> Option<&str> {
        match &self.schema {
            ReferenceOr::Reference { reference } => Some(reference),
            ReferenceOr::Item(_) => None,
        }
    }

    /// Whether it is a reference to one of these component schemas.
    pub(crate) fn is_one_of(&self, names: &[String]) -> bool {
        let name = self.reference().and_then(schema_name);
        name.is_some_and(|name| names.contains(&name))
    }
}

/// One value of an `enum`, with what `oneOf` of constants says about it.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) value: serde_json::Value,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) at: Pointer,
}

/// What `additionalProperties` says.
#[derive(Clone, Debug)]
pub(crate) enum Further<'d> {
    /// Nothing, or that there may be any.
    Open,
    /// That there are none.
    Closed,
    /// What they look like.
    Typed(Vec<Piece<'d>>),
}

/// `oneOf` or `anyOf`.
#[derive(Clone, Debug)]
pub(crate) struct Choice<'d> {
    pub(crate) pieces: Vec<Piece<'d>>,
    pub(crate) at: Pointer,
    pub(crate) discriminator: Option<&'d Discriminator>,
}
