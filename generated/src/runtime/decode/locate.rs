//! A deserializer that is used only after a failure, to find out where it was.
//!
//! In: a body that was read as JSON. Out: the path to what does not fit, and what is wrong there,
//! without any of its text; or a value, where nothing was wrong but integers that are written as
//! fractions. Deliberately absent: speed.

use std::fmt::Display;

use serde::de::{
    self, DeserializeSeed, Deserializer, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::Value;

use super::whole;
use crate::runtime::error::Fault;

/// A fault as serde's error. It takes nothing from serde's messages that comes from the input.
#[derive(Debug)]
pub(crate) struct Failure(Fault);

impl Failure {
    /// Returns what is wrong, and where.
    pub(crate) fn into_fault(self) -> Fault {
        self.0
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Failure {}

impl de::Error for Failure {
    fn custom<T: Display>(_message: T) -> Self {
        Self(Fault::new("does not have the expected form"))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let expected = match expected.to_string() {
            // Serde's words for what JSON has other names for.
            text if text == "a sequence" => "an array".to_owned(),
            text if text == "a map" => "an object".to_owned(),
            text => text,
        };
        Self(Fault::new(format!(
            "should be {expected}, but is {}",
            kind(found)
        )))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self(Fault::new(format!(
            "should be {expected}, but is {} that is not",
            kind(found)
        )))
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self(Fault::new(format!(
            "should be {expected}, but has the length {length}"
        )))
    }

    fn missing_field(name: &'static str) -> Self {
        Self(Fault::new("is missing").in_member(name))
    }
}

fn kind(found: Unexpected<'_>) -> &'static str {
    match found {
        Unexpected::Bool(_) => "a boolean",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) => "an integer",
        Unexpected::Float(_) => "a number",
        Unexpected::Char(_) | Unexpected::Str(_) => "a string",
        Unexpected::Unit | Unexpected::Option => "null",
        Unexpected::Seq => "an array",
        Unexpected::Map => "an object",
        _ => "something else",
    }
}

/// A place in the JSON.
#[derive(Clone, Copy)]
pub(crate) struct Place<'de>(&'de Value);

impl<'de> Place<'de> {
    /// The place of a whole value.
    pub(crate) fn of(value: &'de Value) -> Self {
        Self(value)
    }
}

/// Implements methods that ask for an integer.
macro_rules! integers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
            self.integer(visitor)
        }
    )*};
}

impl<'de> Place<'de> {
    fn integer<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let number = match self.0 {
            Value::Number(number) => whole::integer(number),
            _ => None,
        };
        match number {
            Some(integer) => visitor.visit_i64(integer),
            None => self.deserialize_any(visitor),
        }
    }
}

impl<'de> Deserializer<'de> for Place<'de> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(unsigned), ..) => visitor.visit_u64(unsigned),
                (_, Some(signed), _) => visitor.visit_i64(signed),
                (.., float) => visitor.visit_f64(float.unwrap_or(f64::MAX)),
            },
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(items) => visitor.visit_seq(ItemAccess {
                items: items.iter(),
                index: 0,
            }),
            Value::Object(members) => visitor.visit_map(MemberAccess {
                members: members.iter(),
                value: None,
                is_known: false,
            }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        match self.0 {
            Value::String(text) => visitor.visit_enum(text.as_str().into_deserializer()),
            _ => Err(de::Error::custom("an enumeration is a string here")),
        }
    }

    integers!(deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128);
    integers!(deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128);

    forward_to_deserialize_any! {
        bool f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}

struct ItemAccess<'de> {
    items: std::slice::Iter<'de, Value>,
    index: usize,
}

impl<'de> SeqAccess<'de> for ItemAccess<'de> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Failure> {
        let Some(item) = self.items.next() else {
            return Ok(None);
        };
        let index = self.index;
        self.index += 1;
        seed.deserialize(Place(item))
            .map(Some)
            .map_err(|failure| Failure(failure.0.in_item(index)))
    }
}

struct MemberAccess<'de> {
    members: serde_json::map::Iter<'de>,
    value: Option<(&'de str, &'de Value)>,
    /// Whether the name at hand was asked for as a member of a type, and not as the key of a map.
    is_known: bool,
}

impl<'de> MapAccess<'de> for MemberAccess<'de> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Failure> {
        let Some((name, value)) = self.members.next() else {
            return Ok(None);
        };
        self.value = Some((name, value));
        self.is_known = false;
        seed.deserialize(Key {
            name,
            is_known: &mut self.is_known,
        })
        .map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Failure> {
        let Some((name, value)) = self.value.take() else {
            return Err(de::Error::custom("a value comes after its name"));
        };
        seed.deserialize(Place(value)).map_err(|failure| {
            // The keys of a map are the service's, and may say anything.
            Failure(if self.is_known {
                failure.0.in_member(name)
            } else {
                failure.0.in_any_member()
            })
        })
    }
}

struct Key<'de, 'm> {
    name: &'de str,
    is_known: &'m mut bool,
}

impl<'de> Deserializer<'de> for Key<'de, '_> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_borrowed_str(self.name)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        *self.is_known = true;
        visitor.visit_borrowed_str(self.name)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum ignored_any
    }
}
