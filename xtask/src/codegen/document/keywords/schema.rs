//! The keywords of a schema.
//!
//! In: nothing. Out: the table of OpenAPI 3.0's subset and of JSON Schema 2020-12 with
//! OpenAPI 3.1's additions, and which types of values each keyword speaks about.
//! Deliberately absent: keywords of older drafts of JSON Schema.

use ValueKind::{Any, Bool, Bound, Count, List, Map, Number, Object, SchemaOrBool, Text};
use serde_yaml::Value;

use crate::codegen::document::keywords::{Keyword, Kind, ValueKind};

/// The types of values, as a schema names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonType {
    String,
    Integer,
    Number,
    Boolean,
    Array,
    Object,
    Null,
}

/// The words for the types; the last one is not known in 3.0.
pub(crate) const TYPE_WORDS: [(&str, JsonType); 7] = [
    ("string", JsonType::String),
    ("integer", JsonType::Integer),
    ("number", JsonType::Number),
    ("boolean", JsonType::Boolean),
    ("array", JsonType::Array),
    ("object", JsonType::Object),
    ("null", JsonType::Null),
];

impl JsonType {
    /// Returns the type of a word.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        TYPE_WORDS
            .iter()
            .find(|(known, _)| *known == word)
            .map(|(_, json_type)| *json_type)
    }

    /// Returns whether a value has this type. An integer is a whole number that fits
    /// into 64 bits with a sign.
    pub(crate) fn allows(self, value: &Value) -> bool {
        match (self, value) {
            (Self::String, Value::String(_))
            | (Self::Number, Value::Number(_))
            | (Self::Boolean, Value::Bool(_))
            | (Self::Array, Value::Sequence(_))
            | (Self::Object, Value::Mapping(_))
            | (Self::Null, Value::Null) => true,
            (Self::Integer, Value::Number(number)) => whole(number).is_some(),
            _ => false,
        }
    }

    /// Returns the word for the type.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Array => "array",
            Self::Object => "object",
            Self::Null => "null",
        }
    }
}

/// Returns a number as an integer, if it is whole and fits; `1.0` is whole.
pub(crate) fn whole(number: &serde_yaml::Number) -> Option<i64> {
    // The nearest floats that are beyond 64 bits, or may stand for an integer that is.
    const BEYOND: f64 = 9_223_372_036_854_775_808.0;
    if !number.is_f64() {
        return number.as_i64();
    }
    let float = number.as_f64()?;
    #[allow(
        clippy::cast_possible_truncation,
        reason = "it is whole and within the bounds"
    )]
    (float.fract() == 0.0 && float.abs() < BEYOND).then_some(float as i64)
}

/// Returns the types of values that a keyword says something about; nothing when it
/// concerns all of them. On a value of another type such a keyword has no effect.
pub(crate) fn keyword_types(name: &str) -> Option<&'static [JsonType]> {
    Some(match name {
        "pattern" | "minLength" | "maxLength" | "contentEncoding" | "contentMediaType"
        | "contentSchema" => &[JsonType::String],
        "multipleOf" | "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => {
            &[JsonType::Integer, JsonType::Number]
        }
        "format" => &[JsonType::String, JsonType::Integer, JsonType::Number],
        "items" | "minItems" | "maxItems" | "uniqueItems" | "unevaluatedItems" => {
            &[JsonType::Array]
        }
        "properties"
        | "required"
        | "additionalProperties"
        | "minProperties"
        | "maxProperties"
        | "dependentRequired"
        | "unevaluatedProperties" => &[JsonType::Object],
        _ => return None,
    })
}

const fn k(name: &'static str, takes: ValueKind) -> Keyword {
    Keyword::new(name, takes)
}

const SCHEMA: ValueKind = Object(Kind::Schema);
const SCHEMAS: ValueKind = List(&SCHEMA);
const NAMED: ValueKind = Map(&SCHEMA);

/// The table; what stands in most schemas comes first.
pub(crate) const KEYWORDS: &[Keyword] = &[
    k("type", ValueKind::Type),
    k("description", Text),
    k("$ref", Text),
    k("properties", NAMED),
    k("items", SCHEMA),
    k("required", List(&Text)),
    k("enum", List(&Any)),
    k("example", Any),
    k("format", Text),
    k("nullable", Bool).only_3_0(),
    k("title", Text),
    k("default", Any),
    k("readOnly", Bool),
    k("writeOnly", Bool),
    k("additionalProperties", SchemaOrBool),
    k("allOf", SCHEMAS),
    k("oneOf", SCHEMAS),
    k("anyOf", SCHEMAS),
    k("minimum", Number),
    k("maximum", Number),
    k("minLength", Count),
    k("maxLength", Count),
    k("pattern", Text),
    k("minItems", Count),
    k("maxItems", Count),
    k("uniqueItems", Bool),
    k("minProperties", Count),
    k("maxProperties", Count),
    k("exclusiveMinimum", Bound),
    k("exclusiveMaximum", Bound),
    k("multipleOf", Number),
    k("not", SCHEMA),
    k("discriminator", Object(Kind::Discriminator)),
    k("deprecated", Bool),
    k("xml", Object(Kind::Xml)),
    k("externalDocs", Object(Kind::ExternalDocs)),
    // JSON Schema 2020-12.
    k("const", Any).only_3_1(),
    k("examples", List(&Any)).only_3_1(),
    k("contentEncoding", Text).only_3_1(),
    k("contentMediaType", Text).only_3_1(),
    k("contentSchema", SCHEMA).only_3_1(),
    k("$defs", NAMED).only_3_1(),
    k("$comment", Text).only_3_1(),
    k("$schema", Text).only_3_1(),
    k("$id", Text).only_3_1(),
    k("$anchor", Text).only_3_1(),
    k("$dynamicRef", Text).only_3_1(),
    k("$dynamicAnchor", Text).only_3_1(),
    k("$vocabulary", Map(&Bool)).only_3_1(),
    k("if", SCHEMA).only_3_1(),
    k("then", SCHEMA).only_3_1(),
    k("else", SCHEMA).only_3_1(),
    k("dependentSchemas", NAMED).only_3_1(),
    k("dependentRequired", Map(&List(&Text))).only_3_1(),
    k("prefixItems", SCHEMAS).only_3_1(),
    k("contains", SCHEMA).only_3_1(),
    k("minContains", Count).only_3_1(),
    k("maxContains", Count).only_3_1(),
    k("patternProperties", NAMED).only_3_1(),
    k("propertyNames", SCHEMA).only_3_1(),
    k("unevaluatedItems", SchemaOrBool).only_3_1(),
    k("unevaluatedProperties", SchemaOrBool).only_3_1(),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_have_one_word_each() {
        for (word, json_type) in TYPE_WORDS {
            assert_eq!(
                (JsonType::of_word(word), json_type.word()),
                (Some(json_type), word)
            );
        }
        assert_eq!(JsonType::of_word("strng"), None);
    }
}
