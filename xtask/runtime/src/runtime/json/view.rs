//! Values as they look in JSON, without a copy of them.
//!
//! In: a value of a generated type. Out: a view, of which everything else is made: JSON, forms,
//! parameters, and checks. Deliberately absent: types.

use serde_json::Value;

use super::plain_length;
use crate::runtime::rule::Rule;

/// A type that is written as JSON.
pub(crate) trait ToJson {
    fn view(&self) -> View<'_>;
}

/// A value as it looks in JSON.
#[derive(Clone, Copy)]
#[allow(dead_code, reason = "a description needs some of it")]
pub(crate) enum View<'v> {
    Null,
    Bool(bool),
    Integer(i64),
    Unsigned(u64),
    Float(f64),
    /// A float of 32 bits, which has fewer digits than the same one of 64 bits.
    Single(f32),
    Text(&'v str),
    List(&'v dyn Items),
    Object(&'v dyn Object),
    Json(&'v Value),
    /// A value for which another rule holds than that of its place.
    Ruled(&'v dyn ToJson, &'static Rule<'static>),
    /// A value to which a member is added, if it is an object and has none of that name.
    Tagged(&'v dyn ToJson, &'static Tag),
}

/// The items of a list.
pub(crate) trait Items {
    fn len(&self) -> usize;

    fn item(&self, index: usize) -> View<'_>;
}

/// What is done with each member of an object: its name, its value, and the rule for it.
pub(crate) type Visit<'a, 'v> = &'a mut dyn FnMut(&'v str, View<'v>, &Rule<'_>);

/// Walks over the members of an object.
pub(crate) trait Object {
    /// The limits of the type itself. None where it is a map, for which its place sets them.
    fn rule(&self) -> Option<&'static Rule<'static>>;

    fn each<'v>(&'v self, visit: Visit<'_, 'v>);
}

/// A member that tells what an object is.
pub(crate) struct Tag {
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
}

impl<'v> View<'v> {
    /// Walks over the members of an object, whatever it is.
    pub(crate) fn each_member(self, visit: Visit<'_, 'v>) {
        match self {
            View::Object(object) => object.each(visit),
            View::Json(Value::Object(members)) => {
                for (name, value) in members {
                    visit(name, View::Json(value), &Rule::ANY);
                }
            }
            View::Ruled(value, _) => value.view().each_member(visit),
            View::Tagged(value, tag) => {
                let mut is_told = false;
                value.view().each_member(&mut |name, value, rule| {
                    is_told |= name == tag.name;
                    visit(name, value, rule);
                });
                if !is_told {
                    visit(tag.name, View::Text(tag.text), &Rule::ANY);
                }
            }
            _ => {}
        }
    }

    pub(crate) fn is_object(self) -> bool {
        match self {
            View::Object(_) | View::Json(Value::Object(_)) => true,
            View::Ruled(value, _) | View::Tagged(value, _) => value.view().is_object(),
            _ => false,
        }
    }

    /// Walks over the items of a list, whatever it is.
    pub(crate) fn each_item(self, visit: &mut dyn FnMut(View<'v>)) {
        match self {
            View::List(items) => (0..items.len()).for_each(|index| visit(items.item(index))),
            View::Json(Value::Array(items)) => View::List(items).each_item(visit),
            View::Ruled(value, _) | View::Tagged(value, _) => value.view().each_item(visit),
            _ => {}
        }
    }

    /// Counts the items of a list.
    pub(crate) fn len(self) -> usize {
        match self {
            View::List(items) => items.len(),
            View::Json(Value::Array(items)) => items.len(),
            View::Ruled(value, _) | View::Tagged(value, _) => value.view().len(),
            _ => 0,
        }
    }

    /// Counts the members of an object.
    pub(crate) fn count(self) -> usize {
        let mut count = 0;
        self.each_member(&mut |_, _, _| count += 1);
        count
    }

    /// Writes the value as JSON.
    pub(crate) fn write(self, json: &mut Vec<u8>) {
        match self {
            View::Null => json.extend_from_slice(b"null"),
            View::Bool(flag) => number(json, &flag),
            View::Integer(integer) => number(json, &integer),
            View::Unsigned(integer) => number(json, &integer),
            View::Float(float) => number(json, &float),
            View::Single(float) => number(json, &float),
            View::Text(text) => self::text(json, text),
            View::Json(value) => number(json, value),
            View::Ruled(value, _) => value.view().write(json),
            View::Tagged(value, _) if !value.view().is_object() => value.view().write(json),
            View::List(items) => {
                json.push(b'[');
                for index in 0..items.len() {
                    if index > 0 {
                        json.push(b',');
                    }
                    items.item(index).write(json);
                }
                json.push(b']');
            }
            View::Object(_) | View::Tagged(..) => {
                json.push(b'{');
                let start = json.len();
                self.each_member(&mut |name, value, _| {
                    if json.len() > start {
                        json.push(b',');
                    }
                    self::text(json, name);
                    json.push(b':');
                    value.write(json);
                });
                json.push(b'}');
            }
        }
    }

    /// Returns the value as JSON.
    pub(crate) fn to_json(self) -> Vec<u8> {
        let mut json = Vec::with_capacity(128);
        self.write(&mut json);
        json
    }
}

/// Writes what `serde_json` knows best how to write. Writing into memory can't fail.
fn number<T: serde::Serialize>(json: &mut Vec<u8>, value: &T) {
    let _ = serde_json::to_writer(json, value);
}

fn text(json: &mut Vec<u8>, text: &str) {
    if plain_length(text.as_bytes()) < text.len() {
        return number(json, &text);
    }
    json.reserve(text.len() + 2);
    json.push(b'"');
    json.extend_from_slice(text.as_bytes());
    json.push(b'"');
}
