//! The generated types for other formats and programs: `Serialize` and `Deserialize`.
//!
//! In: a type that is read from and written as JSON. Out: the same by serde's traits. Deliberately
//! absent: the client's own calls, which do without.

use std::borrow::Cow;
use std::fmt::{self, Display, Write};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::{Document, Extent, FromJson, Names, Span, ToJson, Token, View};

/// Reads a type from any format that knows what it holds.
pub(crate) fn deserialize<'de, T: FromJson, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let mut record = Document {
        text: Cow::Borrowed(""),
        tokens: Vec::new(),
        unescaped: Vec::new(),
        #[cfg(feature = "unions")]
        choices: super::Choices::default(),
    };
    Value(&mut record, 0).deserialize(deserializer)?;
    record.read().map_err(D::Error::custom)
}

/// Writes a type to any format.
pub(crate) fn serialize<T: ToJson, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.view().serialize(serializer)
}

/// Adds a piece of text to those that tokens refer to.
fn span<E: Error>(record: &mut Document<'_>, write: impl FnOnce(&mut String)) -> Result<Span, E> {
    let text = record.text.to_mut();
    let start = place(text.len())?;
    write(text);
    let end = place(text.len())?;
    Ok(Span { start, end })
}

fn place<E: Error>(place: usize) -> Result<u32, E> {
    u32::try_from(place).map_err(|_| E::custom("is longer than 4 GiB"))
}

fn number<E: Error>(record: &mut Document<'_>, number: impl Display) -> Result<(), E> {
    // Writing into memory can't fail.
    let span = span(record, |text| {
        let _ = write!(text, "{number}");
    })?;
    record.tokens.push(Token::Number(span));
    Ok(())
}

fn text<E: Error>(record: &mut Document<'_>, text: &str) -> Result<(), E> {
    let span = span(record, |all| all.push_str(text))?;
    record.tokens.push(Token::Text(span));
    Ok(())
}

fn open<E: Error>(record: &mut Document<'_>, depth: u8) -> Result<usize, E> {
    let open = record.open(depth);
    open.ok_or_else(|| E::custom("is nested too deeply"))
}

fn extent<E: Error>(record: &Document<'_>, count: u32) -> Result<Extent, E> {
    let extent = record.extent(count);
    extent.ok_or_else(|| E::custom("holds too many values"))
}

/// Where the next value is recorded, and how deep it stands.
struct Value<'r>(&'r mut Document<'static>, u8);

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON has")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.tokens.push(Token::Null);
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<(), E> {
        self.0.tokens.push(Token::Bool(flag));
        Ok(())
    }

    fn visit_i64<E: Error>(self, integer: i64) -> Result<(), E> {
        number(self.0, integer)
    }

    fn visit_u64<E: Error>(self, integer: u64) -> Result<(), E> {
        number(self.0, integer)
    }

    fn visit_f64<E: Error>(self, float: f64) -> Result<(), E> {
        if float.is_finite() {
            // Unlike `Display` it keeps the fraction of `30.0`.
            return number(self.0, format_args!("{float:?}"));
        }
        self.visit_unit()
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self::text(self.0, text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Self(record, depth) = self;
        let open = open(record, depth)?;
        let mut count = 0;
        while items.next_element_seed(Value(record, depth + 1))?.is_some() {
            count += 1;
        }
        let extent = extent(record, count)?;
        record.close(open, Token::Array(extent));
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let Self(record, depth) = self;
        let open = open(record, depth)?;
        let mut names = Names::default();
        loop {
            let at = record.tokens.len();
            if members.next_key_seed(Name(record))?.is_none() {
                break;
            }
            let name = record.string(record.token(at)).unwrap_or_default();
            names.add(name.as_bytes(), || {
                record.find(name, open + 1, at).is_some()
            });
            members.next_value_seed(Value(record, depth + 1))?;
        }
        if names.count == 1 && is_number(record, open + 1) {
            let number = record.tokens.pop();
            record.tokens.truncate(open);
            if let Some(Token::Text(span)) = number {
                record.tokens.push(Token::Number(span));
            }
            return Ok(());
        }
        let extent = extent(record, names.count)?;
        record.close(open, Token::Object(extent, names.may_repeat));
        Ok(())
    }
}

/// Whether the member of this place is how `serde_json` hands over a number where another crate has
/// asked it to keep all digits (its feature `arbitrary_precision`).
fn is_number(record: &Document<'_>, name: usize) -> bool {
    record.is(record.token(name), "$serde_json::private::Number")
        && matches!(record.token(name + 1), Token::Text(span)
            if serde_json::from_str::<serde_json::Number>(record.span(span)).is_ok())
}

/// Where the name of a member is recorded.
struct Name<'r>(&'r mut Document<'static>);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self::text(self.0, text)
    }
}

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            View::Null => serializer.serialize_none(),
            View::Bool(flag) => serializer.serialize_bool(flag),
            View::Integer(integer) => serializer.serialize_i64(integer),
            View::Unsigned(integer) => serializer.serialize_u64(integer),
            View::Float(float) => serializer.serialize_f64(float),
            View::Single(float) => serializer.serialize_f32(float),
            View::Text(text) => serializer.serialize_str(text),
            View::Json(value) => value.serialize(serializer),
            View::Ruled(value, _) => value.view().serialize(serializer),
            View::Tagged(value, _) if !self.is_object() => value.view().serialize(serializer),
            View::List(items) => {
                let mut sequence = serializer.serialize_seq(Some(items.len()))?;
                for index in 0..items.len() {
                    match items.item(index) {
                        // The way of most items, and a short one.
                        View::Text(text) => sequence.serialize_element(text)?,
                        item => sequence.serialize_element(&item)?,
                    }
                }
                sequence.end()
            }
            View::Object(_) | View::Tagged(..) => {
                let mut map = serializer.serialize_map(None)?;
                let mut result = Ok(());
                self.each_member(&mut |name, value, _| {
                    if result.is_ok() {
                        result = match value {
                            View::Text(text) => map.serialize_entry(name, text),
                            value => map.serialize_entry(name, &value),
                        };
                    }
                });
                result?;
                map.end()
            }
        }
    }
}
