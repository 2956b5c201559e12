//! Enumerations that outlive their description: a value that is not known yet is kept, not refused.
//!
//! In: a text. Out: the variant of the text, or an unknown value. Deliberately absent: values that
//! are not texts (see `literal.rs`).

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};

/// The text of an enumeration's value that this version of the crate does not know.
///
/// It can be read and compared, but not made: `From<&str>` of the enumeration turns known texts
/// into their own variants and everything else into an unknown value. So a value has one form, and
/// code that handles an unknown value today keeps its meaning when a later version learns to name
/// it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    pub(crate) fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// Returns the text as it stands on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for UnknownValue {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// What the generated half says about an enumeration; [`open_enum!`] makes the rest of it.
pub(crate) trait OpenEnum: Sized {
    /// The name of the type, for messages.
    const NAME: &'static str;

    /// Returns the variant for a text, unless the text is unknown.
    fn from_wire(text: &str) -> Option<Self>;

    /// Returns the variant that holds an unknown text.
    fn from_unknown(value: UnknownValue) -> Self;

    /// Returns the text that stands for the variant on the wire.
    fn wire(&self) -> &str;

    /// Returns the variant for a text, known or not.
    fn from_text(text: &str) -> Self {
        Self::from_wire(text).unwrap_or_else(|| Self::from_unknown(UnknownValue::new(text)))
    }
}

/// Reads an enumeration from a string.
pub(crate) fn read_open_enum<'de, T: OpenEnum, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    struct EnumVisitor<T>(PhantomData<T>);

    impl<T: OpenEnum> Visitor<'_> for EnumVisitor<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "a string ({})", T::NAME)
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            Ok(T::from_text(text))
        }
    }

    deserializer.deserialize_str(EnumVisitor(PhantomData))
}

/// Implements, for a type that is [`OpenEnum`], what users and the wire expect of an enumeration.
macro_rules! open_enum {
    ($name:ty) => {
        impl $name {
            /// Returns the text that stands for this value on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                $crate::runtime::codegen::OpenEnum::wire(self)
            }
        }

        /// Converts the text of the wire: a known one becomes its variant, any other is kept as an
        /// unknown value.
        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                $crate::runtime::codegen::OpenEnum::from_text(text)
            }
        }

        /// Converts the text of the wire: a known one becomes its variant, any other is kept as an
        /// unknown value.
        impl ::std::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                $crate::runtime::codegen::OpenEnum::from_text(&text)
            }
        }

        /// Never fails: a text that is not known is kept as an unknown value.
        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                ::std::result::Result::Ok($crate::runtime::codegen::OpenEnum::from_text(text))
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str($crate::runtime::codegen::OpenEnum::wire(self))
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                $crate::runtime::codegen::OpenEnum::wire(self)
            }
        }

        impl $crate::runtime::codegen::Serialize for $name {
            fn serialize<S: $crate::runtime::codegen::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::runtime::codegen::OpenEnum::wire(self))
            }
        }

        impl<'de> $crate::runtime::codegen::Deserialize<'de> for $name {
            fn deserialize<D: $crate::runtime::codegen::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::codegen::read_open_enum(deserializer)
            }
        }

        impl $crate::runtime::codegen::Check for $name {
            fn check(
                &self,
                rule: &$crate::runtime::codegen::Rule,
                at: &mut $crate::runtime::codegen::Checker,
            ) {
                at.text($crate::runtime::codegen::OpenEnum::wire(self), rule);
            }
        }
    };
}
pub(crate) use open_enum;

#[cfg(test)]
#[allow(unreachable_pub, reason = "the macro is made for public types")]
mod tests {
    use std::collections::HashSet;

    use super::{OpenEnum, UnknownValue};

    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    enum Usage {
        Deny,
        Unknown(UnknownValue),
    }

    impl OpenEnum for Usage {
        const NAME: &'static str = "Usage";

        fn from_wire(text: &str) -> Option<Self> {
            (text == "deny").then_some(Self::Deny)
        }

        fn from_unknown(value: UnknownValue) -> Self {
            Self::Unknown(value)
        }

        fn wire(&self) -> &str {
            match self {
                Self::Deny => "deny",
                Self::Unknown(value) => value.as_str(),
            }
        }
    }
    open_enum!(Usage);

    #[test]
    fn known_texts_become_their_variants_everywhere() {
        assert_eq!(Usage::from("deny"), Usage::Deny);
        assert_eq!(Usage::from(String::from("deny")), Usage::Deny);
        assert_eq!("deny".parse::<Usage>(), Ok(Usage::Deny));
        assert_eq!(
            serde_json::from_str::<Usage>(r#""deny""#).unwrap(),
            Usage::Deny
        );
        assert_eq!(
            serde_json::from_str::<Usage>(r#""\u0064eny""#).unwrap(),
            Usage::Deny
        );
    }

    #[test]
    fn unknown_texts_are_kept() {
        let usage: Usage = serde_json::from_str(r#""tomorrow""#).unwrap();
        assert_eq!(usage, Usage::from("tomorrow"));
        assert_eq!(usage.as_str(), "tomorrow");
        assert_eq!(usage.as_ref(), "tomorrow");
        assert_eq!(usage.to_string(), "tomorrow");
        assert_eq!(format!("{usage:?}"), r#"Unknown("tomorrow")"#);
        assert_eq!(serde_json::to_string(&usage).unwrap(), r#""tomorrow""#);
        let set = HashSet::from([usage.clone(), Usage::Deny]);
        assert!(set.contains(&usage));
    }

    #[test]
    fn other_json_is_refused() {
        for json in ["1", "null", "[]", "{}", "true"] {
            assert!(serde_json::from_str::<Usage>(json).is_err(), "{json}");
        }
    }
}
