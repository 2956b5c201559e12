//! The types of values that JSON Schema knows.
//!
//! In: nothing. Out: the types and their words, which values they allow, and which of them a
//! schema states. Deliberately absent: all other keywords.

use serde_yaml::{Mapping, Value};

use crate::codegen::source::quoted;

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

impl JsonType {
    /// All types; the last one is not known in 3.0.
    pub(crate) const ALL: [Self; 7] = [
        Self::String,
        Self::Integer,
        Self::Number,
        Self::Boolean,
        Self::Array,
        Self::Object,
        Self::Null,
    ];

    /// Returns the type of a word.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
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
    // Nothing is cut off: it is whole and within the bounds.
    (float.fract() == 0.0 && float.abs() < BEYOND).then_some(float as i64)
}

/// Returns the types that a schema states.
pub(crate) fn stated(members: &Mapping) -> Vec<JsonType> {
    let words = match members.get("type") {
        Some(Value::String(word)) => return JsonType::of_word(word).into_iter().collect(),
        Some(Value::Sequence(words)) => words,
        _ => return Vec::new(),
    };
    words
        .iter()
        .filter_map(|word| word.as_str().and_then(JsonType::of_word))
        .collect()
}

/// Names a value in a message.
pub(crate) fn found(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => format!("the text {}", quoted(text)),
        Value::Sequence(_) => "a list".to_owned(),
        Value::Mapping(_) => "an object".to_owned(),
        Value::Tagged(_) => "a tag".to_owned(),
    }
}
