//! Values that a description lists and that are not texts alone: numbers, and mixtures.
//!
//! In: the values of the description, and JSON. Out: the variant of a value. Deliberately absent:
//! enumerations of texts alone (see `open_enum.rs`).
//!
//! Like enumerations of texts they outlive their description: a value that is not known yet is
//! kept.

use std::fmt;

use serde_json::Value;

use super::json::{Faults, FromJson, Node, View};

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

    fn view(self) -> View<'static> {
        match self {
            Self::Text(text) => View::Text(text),
            Self::Integer(integer) => View::Integer(integer),
            Self::Float(float) => View::Float(float),
            Self::Bool(flag) => View::Bool(flag),
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
pub(crate) fn read_open_integer<T: OpenInteger>(node: Node<'_>, faults: &mut Faults) -> T {
    T::from_wire(i64::from_json(node, faults))
}

/// A list of mixed values; [`open_value!`] makes one of the variants' values.
pub(crate) trait OpenValue: Sized {
    /// Returns the variant for a value, known or not.
    fn from_json(value: Value) -> Self;

    /// Returns the value of the variant, or the unknown value.
    fn literal(&self) -> Result<Literal, &Value>;

    /// Returns the value as it stands on the wire.
    fn json(&self) -> Value {
        match self.literal() {
            Ok(literal) => literal.json(),
            Err(value) => value.clone(),
        }
    }
}

/// Reads one of mixed values.
pub(crate) fn read_open_value<T: OpenValue>(node: Node<'_>, faults: &mut Faults) -> T {
    T::from_json(node.to_value(faults))
}

/// Shows one of mixed values.
pub(crate) fn view_open_value<T: OpenValue>(value: &T) -> View<'_> {
    match value.literal() {
        Ok(literal) => literal.view(),
        Err(value) => View::Json(value),
    }
}

/// Implements what users and the wire expect of a list of integers: a row for each known one.
macro_rules! open_integer {
    ($name:ty, $unknown:ident; $($variant:ident = $integer:literal;)*) => {
        impl $crate::runtime::codegen::wire::OpenInteger for $name {
            fn from_wire(value: i64) -> Self {
                match value {
                    $($integer => Self::$variant,)*
                    _ => Self::$unknown($crate::runtime::codegen::wire::UnknownInteger::new(value)),
                }
            }

            fn wire(&self) -> i64 {
                match self {
                    $(Self::$variant => $integer,)*
                    Self::$unknown(value) => value.get(),
                }
            }
        }

        impl $name {
            /// Returns the integer that stands for this value on the wire.
            #[inline]
            #[must_use]
            pub fn as_i64(&self) -> i64 {
                $crate::runtime::codegen::wire::OpenInteger::wire(self)
            }
        }

        /// Converts the integer of the wire: a known one becomes its variant, any other is kept as
        /// an unknown value.
        impl ::std::convert::From<i64> for $name {
            #[inline]
            fn from(value: i64) -> Self {
                $crate::runtime::codegen::wire::OpenInteger::from_wire(value)
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl $crate::runtime::codegen::wire::FromJson for $name {
            fn from_json(
                node: $crate::runtime::codegen::wire::Node<'_>,
                faults: &mut $crate::runtime::codegen::wire::Faults,
            ) -> Self {
                $crate::runtime::codegen::wire::read_open_integer(node, faults)
            }
        }

        impl $crate::runtime::codegen::wire::ToJson for $name {
            fn view(&self) -> $crate::runtime::codegen::wire::View<'_> {
                $crate::runtime::codegen::wire::View::Integer(self.as_i64())
            }
        }

        $crate::runtime::codegen::wire::by_serde!($name);
    };
}
pub(crate) use open_integer;

/// Implements what users and the wire expect of a list of mixed values: a row for each known one.
macro_rules! open_value {
    ($name:ty, $unknown:ident; $($variant:ident = $literal:expr;)*) => {
        impl $crate::runtime::codegen::wire::OpenValue for $name {
            fn from_json(value: $crate::runtime::codegen::wire::Json) -> Self {
                $(if $literal.is_value(&value) {
                    return Self::$variant;
                })*
                Self::$unknown(value)
            }

            fn literal(
                &self,
            ) -> ::std::result::Result<
                $crate::runtime::codegen::wire::Literal,
                &$crate::runtime::codegen::wire::Json,
            > {
                match self {
                    $(Self::$variant => ::std::result::Result::Ok($literal),)*
                    Self::$unknown(value) => ::std::result::Result::Err(value),
                }
            }
        }

        impl $name {
            /// Returns the value as it stands on the wire.
            #[inline]
            #[must_use]
            pub fn to_json(&self) -> $crate::runtime::codegen::wire::Json {
                $crate::runtime::codegen::wire::OpenValue::json(self)
            }
        }

        /// Converts the value of the wire: a known one becomes its variant, any other is kept as an
        /// unknown value.
        impl ::std::convert::From<$crate::runtime::codegen::wire::Json> for $name {
            #[inline]
            fn from(value: $crate::runtime::codegen::wire::Json) -> Self {
                $crate::runtime::codegen::wire::OpenValue::from_json(value)
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.to_json(), f)
            }
        }

        impl $crate::runtime::codegen::wire::FromJson for $name {
            fn from_json(
                node: $crate::runtime::codegen::wire::Node<'_>,
                faults: &mut $crate::runtime::codegen::wire::Faults,
            ) -> Self {
                $crate::runtime::codegen::wire::read_open_value(node, faults)
            }
        }

        impl $crate::runtime::codegen::wire::ToJson for $name {
            fn view(&self) -> $crate::runtime::codegen::wire::View<'_> {
                $crate::runtime::codegen::wire::view_open_value(self)
            }
        }

        $crate::runtime::codegen::wire::by_serde!($name);
    };
}
pub(crate) use open_value;

#[cfg(test)]
#[allow(unreachable_pub, reason = "the macros make methods for users")]
mod tests;
