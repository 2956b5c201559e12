//! Values that a description lists and that are not texts alone: numbers, and mixtures.
//!
//! In: the values of the description, and JSON. Out: the variant of a value. Deliberately absent:
//! enumerations of texts alone (see `open_enum.rs`).
//!
//! Like enumerations of texts they outlive their description: a value that is not known yet is
//! kept.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Unexpected};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

/// A literal value of a description, such as one of an `enum`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Literal {
    Text(&'static str),
    Integer(i64),
    Float(f64),
    Bool(bool),
}

impl Literal {
    /// Whether a value is this one; `1.0` is `1`.
    pub(crate) fn is(self, value: &Value) -> bool {
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

    /// Returns the value as JSON.
    pub(crate) fn json(self) -> Value {
        match self {
            Self::Text(text) => text.into(),
            Self::Integer(integer) => integer.into(),
            Self::Float(float) => float.into(),
            Self::Bool(flag) => flag.into(),
        }
    }
}

/// An integer out of a list that this version of the crate does not know.
///
/// It can be read and compared, but not made: `From<i64>` of the enumeration turns known integers
/// into their own variants and everything else into an unknown value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownInteger(i64);

impl UnknownInteger {
    pub(crate) fn new(value: i64) -> Self {
        Self(value)
    }

    /// Returns the integer as it stands on the wire.
    #[must_use]
    pub fn get(self) -> i64 {
        self.0
    }
}

impl fmt::Debug for UnknownInteger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for UnknownInteger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// What the generated half says about a list of integers; [`open_integer!`] makes the rest of it.
pub(crate) trait OpenInteger: Sized {
    /// Returns the variant for an integer, known or not.
    fn from_wire(value: i64) -> Self;

    /// Returns the integer that stands for the variant on the wire.
    fn wire(&self) -> i64;
}

/// Reads an integer, `1.0` too.
pub(crate) fn read_open_integer<'de, T: OpenInteger, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let number = serde_json::Number::deserialize(deserializer)?;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "compared afterwards"
    )]
    let whole = |float: f64| Some(float as i64).filter(|&whole| whole as f64 == float);
    number
        .as_i64()
        .or_else(|| number.as_f64().and_then(whole))
        .map(T::from_wire)
        .ok_or_else(|| D::Error::invalid_value(Unexpected::Other("a number"), &"a 64-bit integer"))
}

/// What the generated half says about a list of mixed values; [`open_value!`] makes the rest of it.
pub(crate) trait OpenValue: Sized {
    /// The values on the wire.
    const VALUES: &'static [Literal];

    /// Returns the variant of a value's place.
    fn variant(place: usize) -> Option<Self>;

    /// Returns the variant that holds an unknown value.
    fn from_unknown(value: Value) -> Self;

    /// Returns the place of the variant's value, or the unknown value.
    fn place(&self) -> Result<usize, &Value>;

    /// Returns the variant for a value, known or not.
    fn from_json(value: Value) -> Self {
        let place = Self::VALUES.iter().position(|literal| literal.is(&value));
        place
            .and_then(Self::variant)
            .unwrap_or_else(|| Self::from_unknown(value))
    }

    /// Returns the value as it stands on the wire.
    fn json(&self) -> Value {
        match self.place() {
            Ok(place) => Self::VALUES
                .get(place)
                .map_or(Value::Null, |literal| literal.json()),
            Err(value) => value.clone(),
        }
    }
}

/// Reads one of mixed values.
pub(crate) fn read_open_value<'de, T: OpenValue, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    Value::deserialize(deserializer).map(T::from_json)
}

/// Writes one of mixed values.
pub(crate) fn write_open_value<T: OpenValue, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.json().serialize(serializer)
}

/// Implements, for a type that is [`OpenInteger`], what users and the wire expect of it.
macro_rules! open_integer {
    ($name:ty) => {
        impl $name {
            /// Returns the integer that stands for this value on the wire.
            #[must_use]
            pub fn as_i64(&self) -> i64 {
                $crate::runtime::codegen::OpenInteger::wire(self)
            }
        }

        /// Converts the integer of the wire: a known one becomes its variant, any other is kept as
        /// an unknown value.
        impl ::std::convert::From<i64> for $name {
            fn from(value: i64) -> Self {
                $crate::runtime::codegen::OpenInteger::from_wire(value)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl $crate::runtime::codegen::Serialize for $name {
            fn serialize<S: $crate::runtime::codegen::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.as_i64())
            }
        }

        impl<'de> $crate::runtime::codegen::Deserialize<'de> for $name {
            fn deserialize<D: $crate::runtime::codegen::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::codegen::read_open_integer(deserializer)
            }
        }

        impl $crate::runtime::codegen::Check for $name {
            fn check(
                &self,
                rule: &$crate::runtime::codegen::Rule,
                at: &mut $crate::runtime::codegen::Checker,
            ) {
                $crate::runtime::codegen::Check::check(&self.as_i64(), rule, at);
            }
        }
    };
}
pub(crate) use open_integer;

/// Implements, for a type that is [`OpenValue`], what users and the wire expect of it.
macro_rules! open_value {
    ($name:ty) => {
        impl $name {
            /// Returns the value as it stands on the wire.
            #[must_use]
            pub fn to_json(&self) -> $crate::runtime::codegen::Json {
                $crate::runtime::codegen::OpenValue::json(self)
            }
        }

        /// Converts the value of the wire: a known one becomes its variant, any other is kept as an
        /// unknown value.
        impl ::std::convert::From<$crate::runtime::codegen::Json> for $name {
            fn from(value: $crate::runtime::codegen::Json) -> Self {
                $crate::runtime::codegen::OpenValue::from_json(value)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.to_json(), f)
            }
        }

        impl $crate::runtime::codegen::Serialize for $name {
            fn serialize<S: $crate::runtime::codegen::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::codegen::write_open_value(self, serializer)
            }
        }

        impl<'de> $crate::runtime::codegen::Deserialize<'de> for $name {
            fn deserialize<D: $crate::runtime::codegen::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::codegen::read_open_value(deserializer)
            }
        }

        impl $crate::runtime::codegen::Check for $name {
            fn check(
                &self,
                rule: &$crate::runtime::codegen::Rule,
                at: &mut $crate::runtime::codegen::Checker,
            ) {
                $crate::runtime::codegen::Check::check(&self.to_json(), rule, at);
            }
        }
    };
}
pub(crate) use open_value;

#[cfg(test)]
#[allow(unreachable_pub, reason = "the macros make methods for users")]
mod tests;
