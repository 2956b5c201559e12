//! What [`ResolvedSchema`](super::resolved::ResolvedSchema)s are made of.
//!
//! In: nothing. Out: the words for types, for schemas in their places, and for what they
//! hold. Deliberately absent: how they are read.

use serde_yaml::{Mapping, Value};

use crate::codegen::document::keywords::JsonType;
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
    /// The same among the types of JSON Schema, which has null besides.
    pub(crate) fn json_type(self) -> JsonType {
        match self {
            Self::String => JsonType::String,
            Self::Integer => JsonType::Integer,
            Self::Number => JsonType::Number,
            Self::Boolean => JsonType::Boolean,
            Self::Array => JsonType::Array,
            Self::Object => JsonType::Object,
        }
    }

    /// The word of the description.
    pub(crate) fn word(self) -> &'static str {
        self.json_type().word()
    }
}

/// How a schema is given.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Form<'d> {
    /// It stands here.
    Value(&'d Value),
    /// What a schema of several types says of one of them.
    OfType(&'d Mapping, Kind),
    /// Several schemas that all hold.
    AllOf(Vec<SubSchema<'d>>),
    /// Any of several schemas.
    AnyOf(Vec<SubSchema<'d>>),
    /// It stands elsewhere, and has a name.
    Reference(Pointer),
}

/// A schema in its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SubSchema<'d> {
    pub(crate) form: Form<'d>,
    pub(crate) at: Pointer,
    /// The component schema that it stands in, where that is not the one at hand.
    pub(crate) owner: Option<String>,
    /// Through how many `allOf` and references the schema at hand has it: the fewer, the nearer
    /// it was written to it.
    pub(crate) distance: usize,
}

impl<'d> SubSchema<'d> {
    pub(crate) fn new(form: Form<'d>, at: Pointer) -> Self {
        Self {
            form,
            at,
            owner: None,
            distance: 0,
        }
    }

    /// Where the schema stands, where it is a reference.
    pub(crate) fn reference(&self) -> Option<&Pointer> {
        match &self.form {
            Form::Reference(target) => Some(target),
            Form::Value(_) | Form::OfType(..) | Form::AllOf(_) | Form::AnyOf(_) => None,
        }
    }

    /// Whether it is a reference to one of these schemas.
    pub(crate) fn is_one_of(&self, places: &[Pointer]) -> bool {
        self.reference()
            .is_some_and(|target| places.contains(target))
    }
}

/// One value of an `enum`, with what `oneOf` of constants says about it.
#[derive(Clone, Debug)]
pub(crate) struct EnumValue {
    pub(crate) value: serde_json::Value,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) at: Pointer,
}

/// What `additionalProperties` says.
#[derive(Clone, Debug, Default)]
pub(crate) enum AdditionalProperties<'d> {
    /// Nothing, or that there may be any.
    #[default]
    Open,
    /// That there are none.
    Closed,
    /// What they look like.
    Schema(Vec<SubSchema<'d>>),
}

/// `oneOf` or `anyOf`.
#[derive(Clone, Debug)]
pub(crate) struct Composition<'d> {
    pub(crate) alternatives: Vec<SubSchema<'d>>,
    pub(crate) at: Pointer,
    pub(crate) discriminator: Option<Discriminator<'d>>,
}

/// `discriminator`: the member that tells the alternatives apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Discriminator<'d> {
    pub(crate) property_name: &'d str,
    mapping: Option<&'d Mapping>,
}

impl<'d> Discriminator<'d> {
    /// Reads the value of the keyword.
    pub(crate) fn of(value: &'d Value) -> Option<Self> {
        Some(Self {
            property_name: value.get("propertyName")?.as_str()?,
            mapping: value.get("mapping").and_then(Value::as_mapping),
        })
    }

    /// Returns the values of the member, each with the name of a schema or a reference.
    pub(crate) fn mapping(self) -> impl Iterator<Item = (&'d str, &'d str)> {
        let pairs = self.mapping.into_iter().flatten();
        pairs.filter_map(|(value, target)| value.as_str().zip(target.as_str()))
    }
}
