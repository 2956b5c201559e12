//! Literal values of a description: texts, numbers and truth values.
//!
//! In: the values of the description, and JSON. Out: whether a value is one of them. Deliberately
//! absent: enumerations (see `open_enum.rs` and `open_value.rs`).

#[cfg(feature = "values")]
use serde_json::Value;

#[cfg(feature = "unions")]
use super::json::Node;
#[cfg(feature = "values")]
use super::json::View;

/// A literal value of a description, such as one of an `enum`.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(dead_code, reason = "a description needs some of it")]
pub(crate) enum Literal {
    Text(&'static str),
    Integer(i64),
    Float(f64),
    Bool(bool),
}

impl Literal {
    /// Whether a value is this one; `1.0` is `1`.
    #[cfg(feature = "unions")]
    pub(crate) fn is(self, node: Node<'_>) -> bool {
        match self {
            Self::Text(text) => node.text() == Some(text),
            Self::Integer(integer) => node.integer() == Some(integer.into()),
            Self::Float(float) => {
                let number = node.number().and_then(|number| number.parse().ok());
                number == Some(float)
            }
            Self::Bool(flag) => node.bool() == Some(flag),
        }
    }

    /// Whether a value is this one; `1.0` is `1`.
    #[cfg(feature = "values")]
    pub(crate) fn is_value(self, value: &Value) -> bool {
        match self {
            Self::Text(text) => value.as_str() == Some(text),
            #[allow(
                clippy::cast_precision_loss,
                reason = "the nearest float is what JSON has"
            )]
            Self::Integer(integer) => {
                value.as_i64() == Some(integer)
                    || (value.is_f64() && value.as_f64() == Some(integer as f64))
            }
            Self::Float(float) => value.as_f64() == Some(float),
            Self::Bool(flag) => value.as_bool() == Some(flag),
        }
    }

    #[cfg(feature = "values")]
    pub(crate) fn view(self) -> View<'static> {
        match self {
            Self::Text(text) => View::Text(text),
            Self::Integer(integer) => View::Integer(integer),
            Self::Float(float) => View::Float(float),
            Self::Bool(flag) => View::Bool(flag),
        }
    }

    /// Returns the value as JSON.
    #[cfg(feature = "values")]
    pub(crate) fn json(self) -> Value {
        match self {
            Self::Text(text) => text.into(),
            Self::Integer(integer) => integer.into(),
            Self::Float(float) => float.into(),
            Self::Bool(flag) => flag.into(),
        }
    }
}
