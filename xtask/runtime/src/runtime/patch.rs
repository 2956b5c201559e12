//! A member of a request that can be left alone, cleared or set.
//!
//! In: a value, `None`, or nothing. Out: a member, `null`, or no member. Deliberately absent:
//! leaving the member out, which the object does (see `object.rs`).

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

/// What a request does with a member that may be absent, `null` or a value.
///
/// The three are different requests: an absent member stays as it is, `null` clears it, and a value
/// replaces it.
///
/// ```
/// use generated_client::Patch;
///
/// let untouched: Patch<String> = Patch::default();
/// assert!(untouched.is_keep());
///
/// let cleared: Patch<String> = None.into();
/// assert!(cleared.is_null());
///
/// let replaced: Patch<String> = String::from("new").into();
/// assert_eq!(replaced.set().map(String::as_str), Some("new"));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Patch<T> {
    /// Leaves the member as it is: nothing is sent. This is the default.
    #[default]
    Keep,
    /// Clears the member: `null` is sent.
    Null,
    /// Replaces the member: the value is sent, an empty one too.
    Set(T),
}

impl<T> Patch<T> {
    /// Returns whether the member is left as it is.
    #[must_use]
    pub const fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// Returns whether the member is cleared.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns whether the member is replaced by a value.
    #[must_use]
    pub const fn is_set(&self) -> bool {
        matches!(self, Self::Set(_))
    }

    /// Returns the value that replaces the member, if there is one.
    #[must_use]
    pub const fn set(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Null => None,
        }
    }

    /// Returns the value that replaces the member, if there is one, and consumes the patch.
    #[must_use]
    pub fn into_set(self) -> Option<T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Null => None,
        }
    }

    /// Returns the same patch with a reference to its value.
    #[must_use]
    pub const fn as_ref(&self) -> Patch<&T> {
        match self {
            Self::Keep => Patch::Keep,
            Self::Null => Patch::Null,
            Self::Set(value) => Patch::Set(value),
        }
    }

    /// Returns the same patch with its value changed by `change`.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Self::Keep => Patch::Keep,
            Self::Null => Patch::Null,
            Self::Set(value) => Patch::Set(change(value)),
        }
    }
}

/// A value replaces the member.
impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

/// `Some` replaces the member and `None` clears it; use [`Patch::Keep`] to leave it alone.
impl<T> From<Option<T>> for Patch<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Set)
    }
}

/// On its own, without an object from which it could be absent, [`Patch::Keep`] is written as
/// `null`.
impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Keep | Self::Null => serializer.serialize_none(),
            Self::Set(value) => serializer.serialize_some(value),
        }
    }
}

/// What is present is `null` or a value; [`Patch::Keep`] stands for an absent member.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::Patch;

    #[test]
    fn null_and_a_value_are_told_apart() {
        let null: Patch<Vec<u8>> = serde_json::from_str("null").unwrap();
        let empty: Patch<Vec<u8>> = serde_json::from_str("[]").unwrap();
        assert_eq!(null, Patch::Null);
        assert_eq!(empty, Patch::Set(Vec::new()));
        assert_eq!(serde_json::to_string(&null).unwrap(), "null");
        assert_eq!(serde_json::to_string(&empty).unwrap(), "[]");
    }

    #[test]
    fn options_and_values_convert() {
        assert_eq!(Patch::<i32>::from(Some(1)), Patch::Set(1));
        assert_eq!(Patch::<i32>::from(None), Patch::Null);
        assert_eq!(
            Patch::Set(1).as_ref().map(|one| one + 1).into_set(),
            Some(2)
        );
        assert_eq!(Patch::<i32>::default().into_set(), None);
    }
}
