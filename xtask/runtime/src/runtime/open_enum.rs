//! Enumerations that outlive their description: a value that is not known yet is kept, not refused.
//!
//! In: a text. Out: the variant of the text, or an unknown value. Deliberately absent: values that
//! are not texts (see `open_value.rs`).

use std::fmt;

use super::json::{Faults, Node};

/// The text of an enumeration's value that this version of the crate does not know.
///
/// It can be read and compared, but not made: `From<&str>` of the enumeration turns known texts
/// into their own variants and everything else into an unknown value. So a value has one form, and
/// code that handles an unknown value today keeps its meaning when a later version learns to name
/// it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
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
    /// Returns the variant for a text, known or not.
    fn from_text(text: &str) -> Self;

    /// Returns the text that stands for the variant on the wire.
    fn wire(&self) -> &str;
}

/// Returns the text of an enumeration; `name` is that of its type.
pub(crate) fn text<'d>(node: Node<'d>, name: &str, faults: &mut Faults) -> &'d str {
    node.text().unwrap_or_else(|| {
        faults.unlike(node, &format!("a string ({name})"));
        ""
    })
}

/// Keeps a text that no variant stands for.
pub(crate) fn unknown(text: &str) -> UnknownValue {
    UnknownValue(text.into())
}

/// Implements what users and the wire expect of an enumeration. The first row is the type, its name
/// for messages, and its variant for unknown texts; then comes a row for each known one.
macro_rules! open_enum {
    ($name:ty = $message:literal, $unknown:ident; $($variant:ident = $text:literal;)*) => {
        impl $crate::runtime::codegen::wire::OpenEnum for $name {
            fn from_text(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    _ => Self::$unknown($crate::runtime::codegen::wire::unknown(text)),
                }
            }

            fn wire(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$unknown(value) => value.as_str(),
                }
            }
        }

        impl $name {
            /// Returns the text that stands for this value on the wire.
            #[inline]
            #[must_use]
            pub fn as_str(&self) -> &str {
                $crate::runtime::codegen::wire::OpenEnum::wire(self)
            }
        }

        /// Converts the text of the wire: a known one becomes its variant, any other is kept as an
        /// unknown value.
        impl ::std::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                $crate::runtime::codegen::wire::OpenEnum::from_text(text)
            }
        }

        /// Converts the text of the wire: a known one becomes its variant, any other is kept as an
        /// unknown value.
        impl ::std::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                $crate::runtime::codegen::wire::OpenEnum::from_text(&text)
            }
        }

        /// Never fails: a text that is not known is kept as an unknown value.
        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                ::std::result::Result::Ok($crate::runtime::codegen::wire::OpenEnum::from_text(text))
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str($crate::runtime::codegen::wire::OpenEnum::wire(self))
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                $crate::runtime::codegen::wire::OpenEnum::wire(self)
            }
        }

        impl $crate::runtime::codegen::wire::FromJson for $name {
            fn from_json(
                node: $crate::runtime::codegen::wire::Node<'_>,
                faults: &mut $crate::runtime::codegen::wire::Faults,
            ) -> Self {
                let text = $crate::runtime::codegen::wire::text(node, $message, faults);
                <Self as $crate::runtime::codegen::wire::OpenEnum>::from_text(text)
            }
        }

        impl $crate::runtime::codegen::wire::ToJson for $name {
            fn view(&self) -> $crate::runtime::codegen::wire::View<'_> {
                $crate::runtime::codegen::wire::View::Text(
                    $crate::runtime::codegen::wire::OpenEnum::wire(self),
                )
            }
        }

        $crate::runtime::codegen::wire::by_serde!($name);
    };
}
pub(crate) use open_enum;

#[cfg(test)]
#[allow(unreachable_pub, reason = "the macro is made for public types")]
mod tests {
    use std::collections::HashSet;

    use super::UnknownValue;

    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    enum Usage {
        Deny,
        Unknown(UnknownValue),
    }

    open_enum! {
        Usage = "Usage", Unknown;
        Deny = "deny";
    }

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
