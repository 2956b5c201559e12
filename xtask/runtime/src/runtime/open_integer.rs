//! Integers that a description lists.
//!
//! In: the values of the description, and JSON. Out: the variant of an integer. Deliberately absent:
//! lists of other values (see `open_enum.rs` for texts, `open_value.rs` for mixtures).
//!
//! Like enumerations of texts they outlive their description: a value that is not known yet is
//! kept.

use std::fmt;

use super::json::{Faults, FromJson, Node};

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

#[cfg(test)]
#[allow(unreachable_pub, reason = "the macros make methods for users")]
mod tests;
