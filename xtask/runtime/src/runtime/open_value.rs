//! Values that a description lists and that are of several kinds, or fractions, or truth values.
//!
//! In: the values of the description, and JSON. Out: the variant of a value. Deliberately absent:
//! enumerations of texts alone and of integers alone (see `open_enum.rs` and `open_integer.rs`).
//!
//! Like those they outlive their description: a value that is not known yet is kept.

use serde_json::Value;

use super::json::{Faults, Node, View};
use super::literal::Literal;

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
