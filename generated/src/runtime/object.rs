//! JSON objects: reading and writing the members of a type without a derive macro, and keeping
//! those it does not name.
//!
//! In: the members that the generated half names. Out: `Serialize` and `Deserialize` of the type.
//! Deliberately absent: types of other forms (see `literal.rs`, `open_enum.rs` and `union.rs`).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::patch::Patch;

/// Members of a JSON object that its type does not name, by wire name.
///
/// Replies may hold members that the service has added since; they are kept here, and written back
/// when the value is sent. A name that the type itself has is never written from here: the type's
/// own field decides.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// What the generated half says about an object; [`object!`] makes `Serialize` and `Deserialize` of
/// it.
///
/// Of a member that occurs twice the last one counts, as in most readers of JSON.
pub(crate) trait Object: Sized {
    /// The name of the type, for messages.
    const NAME: &'static str;

    /// The wire names of the type's own members.
    const MEMBERS: &'static [&'static str];

    /// Reads the members one by one.
    fn read<'de, A: MapAccess<'de>>(members: Members<A>) -> Result<Self, A::Error>;

    /// Writes the members that are present, the unknown ones last.
    fn write<M: SerializeMap>(&self, members: &mut M) -> Result<(), M::Error>;
}

/// Implements `Serialize` and `Deserialize` for a type that is [`Object`], and the access to its
/// members that the description does not name: of any type, or of one that the description tells.
macro_rules! object {
    ($name:ty) => {
        $crate::runtime::codegen::object!(@ $name, $crate::Extra);
    };
    ($name:ty, $further:ty) => {
        $crate::runtime::codegen::object!(
            @ $name, ::std::collections::BTreeMap<::std::string::String, $further>
        );
    };
    (@ $name:ty, $extra:ty) => {
        /// Members of the JSON object that have no field.
        impl $name {
            /// Returns the members of the JSON object that have no field here. They were kept when
            /// it was read, and are written back.
            pub fn extra(&self) -> &$extra {
                &self.extra
            }

            /// Returns the members of the JSON object that have no field here, to be changed: a way
            /// to send what is newer than this crate.
            ///
            /// A name that has a field is not written from here.
            pub fn extra_mut(&mut self) -> &mut $extra {
                &mut self.extra
            }
        }

        impl $crate::runtime::codegen::Serialize for $name {
            fn serialize<S: $crate::runtime::codegen::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::codegen::write_object(self, serializer)
            }
        }

        impl<'de> $crate::runtime::codegen::Deserialize<'de> for $name {
            fn deserialize<D: $crate::runtime::codegen::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::codegen::read_object(deserializer)
            }
        }
    };
}
pub(crate) use object;

/// Reads an object.
pub(crate) fn read_object<'de, T: Object, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    struct Whole<T>(PhantomData<T>);

    impl<'de, T: Object> Visitor<'de> for Whole<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "an object ({})", T::NAME)
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::read(Members { map })
        }
    }

    deserializer.deserialize_map(Whole(PhantomData))
}

/// Writes an object.
pub(crate) fn write_object<T: Object, S: Serializer>(
    object: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut members = serializer.serialize_map(None)?;
    object.write(&mut members)?;
    members.end()
}

/// The members of an object that is being read.
pub(crate) struct Members<A> {
    map: A,
}

impl<A> Members<A> {
    /// Takes the next member's name; its value must be taken next.
    pub(crate) fn next_name<'de>(&mut self) -> Result<Option<Name<'de>>, A::Error>
    where
        A: MapAccess<'de>,
    {
        self.map.next_key()
    }

    /// Takes the value of a member that the type names.
    pub(crate) fn value<'de, T: Deserialize<'de>>(&mut self) -> Result<T, A::Error>
    where
        A: MapAccess<'de>,
    {
        self.map.next_value()
    }

    /// Keeps a member that the type does not name.
    pub(crate) fn unknown<'de>(
        &mut self,
        name: Name<'de>,
        extra: &mut Extra,
    ) -> Result<(), A::Error>
    where
        A: MapAccess<'de>,
    {
        extra.insert(name.0.into_owned(), self.map.next_value()?);
        Ok(())
    }

    /// Keeps a member that the type does not name, but whose type the description tells.
    pub(crate) fn further<'de, T: Deserialize<'de>>(
        &mut self,
        name: Name<'de>,
        further: &mut BTreeMap<String, T>,
    ) -> Result<(), A::Error>
    where
        A: MapAccess<'de>,
    {
        further.insert(name.0.into_owned(), self.map.next_value()?);
        Ok(())
    }
}

impl<A> From<A> for Members<A> {
    fn from(map: A) -> Self {
        Self { map }
    }
}

/// A member's name: a piece of the input, unless it is written with escapes.
pub(crate) struct Name<'de>(Cow<'de, str>);

impl Deref for Name<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;

        impl<'de> Visitor<'de> for NameVisitor {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a member name")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(text.to_owned())))
            }

            fn visit_string<E: Error>(self, text: String) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(text)))
            }
        }

        // "Identifier" also tells the error path that the name is one of a type's members, and not
        // a map's key.
        deserializer.deserialize_identifier(NameVisitor)
    }
}

/// Returns a required member, or the error that names it.
pub(crate) fn required<T, E: Error>(name: &'static str, value: Option<T>) -> Result<T, E> {
    value.ok_or_else(|| E::missing_field(name))
}

/// Writes a member that is always present.
pub(crate) fn write_required<M: SerializeMap, T: Serialize + ?Sized>(
    members: &mut M,
    name: &'static str,
    value: &T,
) -> Result<(), M::Error> {
    members.serialize_entry(name, value)
}

/// Writes a member unless it is absent.
pub(crate) fn write_optional<M: SerializeMap, T: Serialize>(
    members: &mut M,
    name: &'static str,
    value: &Option<T>,
) -> Result<(), M::Error> {
    match value {
        Some(value) => members.serialize_entry(name, value),
        None => Ok(()),
    }
}

/// Writes a member as a value, as `null`, or not at all.
pub(crate) fn write_patch<M: SerializeMap, T: Serialize>(
    members: &mut M,
    name: &'static str,
    value: &Patch<T>,
) -> Result<(), M::Error> {
    match value {
        Patch::Set(value) => members.serialize_entry(name, value),
        Patch::Null => members.serialize_entry(name, &()),
        Patch::Keep => Ok(()),
    }
}

/// Writes the members that the type does not name; `own` are the names that it has, which are left
/// out.
pub(crate) fn write_extra<M: SerializeMap>(
    members: &mut M,
    extra: &Extra,
    own: &[&str],
) -> Result<(), M::Error> {
    extra
        .iter()
        .filter(|(name, _)| !own.contains(&name.as_str()))
        .try_for_each(|(name, value)| members.serialize_entry(name, value))
}

/// The same where the description tells their type.
pub(crate) fn write_further<M: SerializeMap, T: Serialize>(
    members: &mut M,
    further: &BTreeMap<String, T>,
    own: &[&str],
) -> Result<(), M::Error> {
    further
        .iter()
        .filter(|(name, _)| !own.contains(&name.as_str()))
        .try_for_each(|(name, value)| members.serialize_entry(name, value))
}

/// Counts the members that an object would write.
pub(crate) fn count_members<T: Object>(object: &T) -> u64 {
    let mut count = Count(0);
    // The counter's error type has no value, so writing to it can't fail.
    let _ = object.write(&mut count);
    count.0
}

struct Count(u64);

impl SerializeMap for Count {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, _key: &T) -> Result<(), fmt::Error> {
        self.0 += 1;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, _value: &T) -> Result<(), fmt::Error> {
        Ok(())
    }

    fn end(self) -> Result<(), fmt::Error> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
