//! Values of one of several types: which one it is, told by what the value looks like.
//!
//! In: JSON, and what each alternative looks like. Out: the alternative that fits, or an unknown
//! value. Deliberately absent: that more than one may fit at once; the one that knows most of the
//! members is taken.
//!
//! A value is read as plain JSON first, then held against the [`Form`] of each alternative. What
//! fits none is kept as it is, so that a new alternative of the service does not break old clients.
//! What fits exactly one must be readable as that one; otherwise the fault is reported, as for any
//! other type.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use super::decode::{Failure, Place};
use super::error::Fault;
use super::literal::Literal;

/// What the generated half says about a union; [`union!`] makes `Serialize` and `Deserialize` of
/// it.
pub(crate) trait Union: Sized {
    /// The name of the type, for messages.
    const NAME: &'static str;

    /// The member whose text names the alternative, where there is one.
    const TAG: Option<&'static str>;

    /// What values of the alternatives look like, in the order in which they are tried.
    const FORMS: &'static [Form];

    /// Reads a value as the alternative of this place.
    fn read(form: usize, value: Place<'_>) -> Result<Self, Failure>;

    /// Keeps a value that is none of the alternatives.
    fn from_unknown(value: Value) -> Self;

    /// Whether the value is one of the alternatives, all the way down.
    fn is_known(&self) -> bool;

    /// Writes the value.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// What the values of an alternative look like.
#[derive(Debug)]
pub(crate) struct Form {
    /// The texts of the tag that mean it.
    pub(crate) tags: &'static [&'static str],
    /// The types of JSON values that it may be, as bits: null, boolean, integer, fraction, string,
    /// array, object.
    pub(crate) types: u8,
    /// Its only values; empty where it has no list of them.
    pub(crate) values: &'static [Literal],
    /// The members that tell something.
    pub(crate) members: &'static [Sign],
    /// The names of all its members.
    pub(crate) known: &'static [&'static str],
}

impl Form {
    /// Looks like anything.
    pub(crate) const ANY: Self = Self {
        tags: &[],
        types: 127,
        values: &[],
        members: &[],
        known: &[],
    };

    fn fits(&self, value: &Value) -> bool {
        let listed = self.values.is_empty() || self.values.iter().any(|literal| literal.is(value));
        self.types & type_of(value) != 0 && listed && allow(self.members, value)
    }

    /// How many members of a value it names.
    fn knows(&self, value: &Value) -> usize {
        value.as_object().map_or(0, |object| {
            let known = |name: &&String| self.known.contains(&name.as_str());
            object.keys().filter(known).count()
        })
    }
}

/// A member that tells something.
#[derive(Debug)]
pub(crate) struct Sign {
    pub(crate) name: &'static str,
    /// Whether it is always there.
    pub(crate) required: bool,
    /// Its only values; empty where it has no list of them.
    pub(crate) values: &'static [Literal],
    /// Those of its own members that tell something, where it is an object.
    pub(crate) members: &'static [Self],
}

impl Sign {
    /// A member that may be anything.
    pub(crate) const ANY: Self = Self {
        name: "",
        required: false,
        values: &[],
        members: &[],
    };

    fn allows(&self, value: &Value) -> bool {
        let listed = self.values.is_empty() || self.values.iter().any(|literal| literal.is(value));
        listed && (self.members.is_empty() || allow(self.members, value))
    }
}

/// Whether an object may be one with these members; of other values they say nothing.
fn allow(members: &[Sign], value: &Value) -> bool {
    let Value::Object(object) = value else {
        return true;
    };
    members.iter().all(|sign| match object.get(sign.name) {
        Some(value) => sign.allows(value),
        None => !sign.required,
    })
}

fn type_of(value: &Value) -> u8 {
    match value {
        Value::Null => 1,
        Value::Bool(_) => 2,
        Value::Number(number) if number.is_f64() && !is_whole(number) => 8,
        Value::Number(_) => 4 | 8,
        Value::String(_) => 16,
        Value::Array(_) => 32,
        Value::Object(_) => 64,
    }
}

fn is_whole(number: &serde_json::Number) -> bool {
    number.as_f64().is_some_and(|float| float.fract() == 0.0)
}

/// The alternatives that a value may be.
enum Fitting {
    One(usize),
    Several(Vec<usize>),
}

fn fitting(value: &Value, tag: Option<&str>, forms: &[Form]) -> Fitting {
    let text = tag.and_then(|tag| value.get(tag)?.as_str());
    let told = |form: &Form| text.is_some_and(|text| form.tags.contains(&text));
    if let Some(form) = forms.iter().position(told) {
        return Fitting::One(form);
    }
    // Those with tags have none of this value.
    let untold = |form: &Form| tag.is_none() || form.tags.is_empty();
    let mut fitting: Vec<usize> = (0..forms.len())
        .filter(|&form| {
            forms
                .get(form)
                .is_some_and(|form| untold(form) && form.fits(value))
        })
        .collect();
    // Of objects, the one that knows most of the members; the order decides between equals.
    fitting.sort_by_key(|&form| {
        let knows = forms.get(form).map(|form| form.knows(value));
        std::cmp::Reverse(knows)
    });
    match fitting.as_slice() {
        [form] => Fitting::One(*form),
        _ => Fitting::Several(fitting),
    }
}

/// Reads a union.
pub(crate) fn read_union<'de, T: Union + Serialize, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    match choose(&value) {
        Ok(Some(read)) => Ok(read),
        Ok(None) => Ok(T::from_unknown(value)),
        Err(fault) => Err(D::Error::custom(Inside::new::<T>(&fault))),
    }
}

fn choose<T: Union + Serialize>(value: &Value) -> Result<Option<T>, Fault> {
    match fitting(value, T::TAG, T::FORMS) {
        Fitting::One(form) => T::read(form, Place::of(value))
            .map(Some)
            .map_err(Failure::into_fault),
        Fitting::Several(forms) => {
            let mut read = forms
                .into_iter()
                .filter_map(|form| T::read(form, Place::of(value)).ok())
                .filter(T::is_known);
            if value
                .as_object()
                .is_some_and(|all| all.values().any(Value::is_null))
            {
                return Ok(first_that_keeps(read, value));
            }
            Ok(read.next())
        }
    }
}

/// Null where a type allows none is read as absence. So of the types that an object with null can
/// be read as, the first is taken that writes all members again, else the first.
fn first_that_keeps<T: Serialize>(all: impl Iterator<Item = T>, value: &Value) -> Option<T> {
    let count = |value: &Value| value.as_object().map(serde_json::Map::len);
    let mut first = None;
    for one in all {
        if serde_json::to_value(&one).is_ok_and(|written| count(&written) == count(value)) {
            return Some(one);
        }
        first = first.or(Some(one));
    }
    first
}

/// What is wrong inside a union, as a message. It holds nothing of the input but names that the
/// description has.
struct Inside(String);

impl Inside {
    fn new<T: Union>(fault: &Fault) -> Self {
        Self(format!("is no {}: {fault}", T::NAME))
    }
}

impl fmt::Display for Inside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Writes a union.
pub(crate) fn write_union<T: Union, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.write(serializer)
}

/// Writes an object whose type does not name its tag: the tag is added where it is missing.
pub(crate) fn write_tagged<T: Serialize, S: Serializer>(
    value: &T,
    tag: &str,
    text: &str,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut value = serde_json::to_value(value).map_err(serde::ser::Error::custom)?;
    if let Value::Object(members) = &mut value {
        if !members.contains_key(tag) {
            members.insert(tag.to_owned(), text.into());
        }
    }
    value.serialize(serializer)
}

/// Implements `Serialize` and `Deserialize` for a type that is [`Union`].
macro_rules! union {
    ($name:ty) => {
        impl $crate::runtime::codegen::Serialize for $name {
            fn serialize<S: $crate::runtime::codegen::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::codegen::write_union(self, serializer)
            }
        }

        impl<'de> $crate::runtime::codegen::Deserialize<'de> for $name {
            fn deserialize<D: $crate::runtime::codegen::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::codegen::read_union(deserializer)
            }
        }
    };
}
pub(crate) use union;

#[cfg(test)]
mod tests;
