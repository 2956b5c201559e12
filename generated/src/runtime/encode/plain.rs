//! Values outside JSON: what a value is in a URL, a header or a form.
//!
//! In: anything that can be serialized. Out: a [`Plain`], which is one text, a list or members, in
//! their order. Deliberately absent: how it is written down (see `style.rs`).

use std::fmt::Display;

use serde::ser::{self, Impossible, Serialize, Serializer};
use serde_json::Error;

/// A value, as far as anything but JSON can tell values apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Plain {
    /// Null, or nothing at all: it leaves no trace.
    Absent,
    /// One text. `quoted` says that JSON would put it in quotes.
    Text { text: String, quoted: bool },
    /// Items.
    List(Vec<Plain>),
    /// Members.
    Members(Vec<(String, Plain)>),
}

impl Plain {
    /// Reads a value.
    pub(crate) fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, Error> {
        value.serialize(ToPlain)
    }

    /// Returns the value as one text; what is made of several is JSON. None where there is nothing.
    pub(crate) fn text(&self) -> Option<String> {
        match self {
            Self::Absent => None,
            Self::Text { text, .. } => Some(text.clone()),
            Self::List(_) | Self::Members(_) => Some(self.json()),
        }
    }

    /// Returns the value as JSON.
    pub(crate) fn json(&self) -> String {
        let mut json = String::new();
        self.write_json(&mut json);
        json
    }

    fn write_json(&self, json: &mut String) {
        match self {
            Self::Absent => json.push_str("null"),
            Self::Text {
                text,
                quoted: false,
            } => json.push_str(text),
            Self::Text { text, quoted: true } => quote(text, json),
            Self::List(items) => {
                json.push('[');
                for (index, item) in items.iter().enumerate() {
                    json.push_str(if index == 0 { "" } else { "," });
                    item.write_json(json);
                }
                json.push(']');
            }
            Self::Members(members) => {
                json.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    json.push_str(if index == 0 { "" } else { "," });
                    quote(name, json);
                    json.push(':');
                    value.write_json(json);
                }
                json.push('}');
            }
        }
    }

    /// Returns whether something holds for one of the texts, names of members included.
    pub(crate) fn any_text(&self, holds: &impl Fn(&str) -> bool) -> bool {
        match self {
            Self::Absent => false,
            Self::Text { text, .. } => holds(text),
            Self::List(items) => items.iter().any(|item| item.any_text(holds)),
            Self::Members(members) => members
                .iter()
                .any(|(name, value)| holds(name) || value.any_text(holds)),
        }
    }
}

fn quote(text: &str, json: &mut String) {
    // A string can always be written as JSON.
    json.push_str(&serde_json::to_string(text).unwrap_or_default());
}

fn bare(value: impl Display) -> Result<Plain, Error> {
    Ok(Plain::Text {
        text: value.to_string(),
        quoted: false,
    })
}

fn quoted(text: &str) -> Result<Plain, Error> {
    Ok(Plain::Text {
        text: text.to_owned(),
        quoted: true,
    })
}

/// Makes a [`Plain`] of what is serialized.
struct ToPlain;

/// Implements methods that take one value and spell it without quotes.
macro_rules! bare {
    ($($method:ident: $type:ty),*) => {$(
        fn $method(self, value: $type) -> Result<Plain, Error> {
            bare(value)
        }
    )*};
}

impl Serializer for ToPlain {
    type Ok = Plain;
    type Error = Error;
    type SerializeSeq = ListSerializer;
    type SerializeTuple = ListSerializer;
    type SerializeTupleStruct = ListSerializer;
    type SerializeTupleVariant = Impossible<Plain, Error>;
    type SerializeMap = MembersSerializer;
    type SerializeStruct = MembersSerializer;
    type SerializeStructVariant = Impossible<Plain, Error>;

    bare!(
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_i128: i128, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_u128: u128, serialize_f32: f32, serialize_f64: f64
    );

    fn serialize_char(self, value: char) -> Result<Plain, Error> {
        quoted(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<Plain, Error> {
        quoted(value)
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<Plain, Error> {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Result<Plain, Error> {
        Ok(Plain::Absent)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Plain, Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Plain, Error> {
        Ok(Plain::Absent)
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<Plain, Error> {
        Ok(Plain::Absent)
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<Plain, Error> {
        quoted(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<Plain, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Plain, Error> {
        Ok(Plain::Members(vec![(
            variant.to_owned(),
            Plain::of(value)?,
        )]))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<ListSerializer, Error> {
        Ok(ListSerializer(Vec::with_capacity(
            length.unwrap_or(0).min(64),
        )))
    }

    fn serialize_tuple(self, length: usize) -> Result<ListSerializer, Error> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        length: usize,
    ) -> Result<ListSerializer, Error> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(ser::Error::custom("no type of ours is written like this"))
    }

    fn serialize_map(self, _length: Option<usize>) -> Result<MembersSerializer, Error> {
        Ok(MembersSerializer::default())
    }

    fn serialize_struct(
        self,
        _name: &'static str,
        _length: usize,
    ) -> Result<MembersSerializer, Error> {
        Ok(MembersSerializer::default())
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Err(ser::Error::custom("no type of ours is written like this"))
    }
}

/// A list that is being put together.
struct ListSerializer(Vec<Plain>);

/// Implements the three kinds of lists, which differ in the names of their methods only.
macro_rules! items {
    ($($trait:ident $method:ident),*) => {$(
        impl ser::$trait for ListSerializer {
            type Ok = Plain;
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.0.push(Plain::of(value)?);
                Ok(())
            }

            fn end(self) -> Result<Plain, Error> {
                Ok(Plain::List(self.0))
            }
        }
    )*};
}
items!(SerializeSeq serialize_element, SerializeTuple serialize_element, SerializeTupleStruct serialize_field);

/// Members that are being put together.
#[derive(Default)]
struct MembersSerializer {
    members: Vec<(String, Plain)>,
    name: String,
}

impl ser::SerializeMap for MembersSerializer {
    type Ok = Plain;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.name = Plain::of(key)?.text().unwrap_or_default();
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let name = std::mem::take(&mut self.name);
        self.members.push((name, Plain::of(value)?));
        Ok(())
    }

    fn end(self) -> Result<Plain, Error> {
        Ok(Plain::Members(self.members))
    }
}

impl ser::SerializeStruct for MembersSerializer {
    type Ok = Plain;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.members.push((name.to_owned(), Plain::of(value)?));
        Ok(())
    }

    fn end(self) -> Result<Plain, Error> {
        Ok(Plain::Members(self.members))
    }
}
