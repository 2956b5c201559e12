//! Values of another type than stands beside them.
//!
//! In: `enum`, `const`, `default` and the examples of a schema. Out: the same values, as the type
//! has them where that is plain: text of a number is a number where numbers belong, and the other
//! way round the text is that which is written. A list of values that has others keeps them; a
//! default and an example, which are documentation, are left out. Deliberately absent: what stands
//! behind a reference.

use serde_yaml::{Mapping, Value};

use super::form::number;
use super::{Dialect, Move};
use crate::codegen::diagnostics::Code;
use crate::codegen::document::keywords::{JsonType, found, stated};
use crate::codegen::source::Path;

/// How a value goes with types.
enum Fit {
    /// It has one of them.
    Has,
    /// It has one of them when it is read as this.
    As(Value),
    /// It would be an integer, but for its size.
    TooLarge,
    /// It has none of them.
    Other,
}

impl Dialect<'_> {
    pub(super) fn values(&mut self, members: &mut Mapping, types: &[JsonType], at: &Path<'_>) {
        if types.contains(&JsonType::Array) {
            self.of_items(members, at);
        }
        if let Some(Value::Sequence(values)) = members.get_mut("enum") {
            let values = std::mem::take(values);
            match self.listed(values, types, &at.child("enum")) {
                Some(values) => drop(members.insert(Value::from("enum"), values)),
                None => drop(members.shift_remove("enum")),
            }
        }
        if let Some(value) = members.get("const").cloned() {
            match self.listed_value(value, types, &at.child("const")) {
                Some(value) if !is_structured(&value) => {
                    members.insert(Value::from("const"), value);
                }
                other => {
                    if other.is_some() {
                        self.structured(&at.child("const"), "it is left out");
                    }
                    members.shift_remove("const");
                }
            }
        }
        let is_nullable = members.get("nullable") == Some(&Value::Bool(true));
        for keyword in ["default", "example"] {
            if let Some(value) = members.get(keyword) {
                let at = at.child(keyword);
                match self.documented(keyword, value, types, is_nullable, &at) {
                    Some(Fit::As(value)) => drop(members.insert(Value::from(keyword), value)),
                    Some(Fit::Other) => drop(members.shift_remove(keyword)),
                    _ => {}
                }
            }
        }
        if let Some(Value::Sequence(examples)) = members.get_mut("examples") {
            let at = at.child("examples");
            for (index, value) in examples.iter_mut().enumerate() {
                let at = at.index(index);
                if let Some(Fit::As(meant)) =
                    self.documented("example", value, types, is_nullable, &at)
                {
                    *value = meant;
                }
            }
        }
    }

    /// An `enum` beside `type: array` whose values are no arrays is that of the items.
    fn of_items(&mut self, members: &mut Mapping, at: &Path<'_>) {
        let Some(Value::Sequence(values)) = members.get("enum") else {
            return;
        };
        if values.is_empty() || values.iter().any(Value::is_sequence) {
            return;
        }
        let place = at.child("enum");
        let items = members.get("items");
        let is_free = items.is_none_or(|items| {
            items.is_mapping() && items.get("enum").is_none() && items.get("$ref").is_none()
        });
        let items = items
            .and_then(Value::as_mapping)
            .cloned()
            .unwrap_or_default();
        let Some(Value::Sequence(values)) = members.shift_remove("enum") else {
            return;
        };
        if !is_free {
            let message = "the values of an array are arrays, and the items have a schema of their own; the list is left out";
            self.note(Code::ENUM_OF_ITEMS, &place, message)
                .help("write `enum` into the schema of the items");
            return;
        }
        let message = "the values are read as those of the items, for an array is none of them";
        self.note(Code::ENUM_OF_ITEMS, &place, message)
            .help("write `enum` into the schema of the items");
        let mut items = items;
        let values = self.listed(values, &stated(&items), &place);
        if let Some(values) = values {
            items.insert(Value::from("enum"), values);
            let inside = at.child("items");
            self.moves
                .push(Move::To(place.pointer(), inside.child("enum").pointer()));
        }
        members.insert(Value::from("items"), Value::Mapping(items));
    }

    /// Reads a list of values; nothing where it is no list of single values.
    fn listed(&mut self, values: Vec<Value>, types: &[JsonType], at: &Path<'_>) -> Option<Value> {
        let fits = |value: &Value| types.is_empty() || allowed(types, value);
        let structured = |value: &Value| is_structured(value) && fits(value);
        if let Some(first) = values.iter().position(structured) {
            let message = "so that the whole list is left out, and any value is taken";
            self.structured(&at.index(first), message);
            return None;
        }
        let count = values.len();
        let (mut kept, mut places) = (Vec::with_capacity(count), Vec::with_capacity(count));
        for (index, value) in values.into_iter().enumerate() {
            let at = at.index(index);
            if is_structured(&value) {
                self.structured(&at, "it is left out");
            } else if let Some(value) = self.listed_value(value, types, &at) {
                kept.push(value);
                places.push(index);
            }
        }
        if kept.len() < count {
            self.moves.push(Move::Kept(at.pointer(), places));
            if kept.is_empty() {
                return None;
            }
        }
        Some(Value::Sequence(kept))
    }

    fn structured(&mut self, at: &Path<'_>, so: &str) {
        let message = format!("an array or an object is no value that a list can name; {so}");
        self.note(Code::STRUCTURED_ENUM_VALUE, at, message)
            .help("list strings, numbers and booleans only");
    }

    /// Reads a value of a list; nothing where no client could hold it.
    fn listed_value(&mut self, value: Value, types: &[JsonType], at: &Path<'_>) -> Option<Value> {
        let is_const = at.name() == Some("const");
        if value.is_null() && !is_const {
            return Some(value);
        }
        match self.fit(&value, types, at) {
            Fit::Has => Some(value),
            Fit::As(meant) => {
                self.read_as(Code::ENUM_VALUE_OF_OTHER_TYPE, &value, &meant, at);
                Some(meant)
            }
            Fit::TooLarge => {
                let message = format!(
                    "{} does not fit into 64 bits and is left out",
                    found(&value)
                );
                self.note(Code::INTEGER_OUT_OF_RANGE, at, message);
                None
            }
            Fit::Other => {
                let message = format!(
                    "{} is not of the type `{}`; it is taken as well",
                    found(&value),
                    words(types)
                );
                self.note(Code::ENUM_VALUE_OF_OTHER_TYPE, at, message);
                Some(value)
            }
        }
    }

    /// Reads a value that is shown to readers.
    fn documented(
        &mut self,
        keyword: &str,
        value: &Value,
        types: &[JsonType],
        is_nullable: bool,
        at: &Path<'_>,
    ) -> Option<Fit> {
        if value.is_null() && is_nullable {
            return None;
        }
        let code = if keyword == "default" {
            Code::DEFAULT_OF_OTHER_TYPE
        } else {
            Code::EXAMPLE_OF_OTHER_TYPE
        };
        let fit = self.fit(value, types, at);
        match &fit {
            // What does not fit into 64 bits is told of where bounds are.
            Fit::Has | Fit::TooLarge => {}
            Fit::As(meant) => self.read_as(code, value, meant, at),
            Fit::Other => {
                let found = found(value);
                let message = format!(
                    "{found} is not of the type `{}`; it is left out",
                    words(types)
                );
                self.note(code, at, message);
            }
        }
        Some(fit)
    }

    fn read_as(&mut self, code: Code, value: &Value, meant: &Value, at: &Path<'_>) {
        let help = match value {
            Value::String(_) => "remove the quotes, or correct the type",
            _ => "put it in quotes, or correct the type",
        };
        let message = format!("{} is read as {}", found(value), found(meant));
        self.note(code, at, message).help(help);
    }

    /// Holds a value against types.
    fn fit(&mut self, value: &Value, types: &[JsonType], at: &Path<'_>) -> Fit {
        if types.is_empty() || allowed(types, value) {
            return Fit::Has;
        }
        let has = |one| types.contains(&one);
        match value {
            Value::Bool(_) | Value::Number(_) if has(JsonType::String) => {
                Fit::As(Value::String(self.written(at, value)))
            }
            Value::Number(number) if has(JsonType::Integer) => {
                let is_whole = number.as_f64().is_some_and(|float| float.fract() == 0.0);
                if is_whole { Fit::TooLarge } else { Fit::Other }
            }
            Value::String(text) => {
                let flag = match text.as_str() {
                    "true" => Some(true),
                    "false" => Some(false),
                    _ => None,
                };
                let flag = flag.filter(|_| has(JsonType::Boolean)).map(Value::Bool);
                let number = || number(text).map(Value::Number);
                let meant = flag.or_else(number);
                meant
                    .filter(|meant| allowed(types, meant))
                    .map_or(Fit::Other, Fit::As)
            }
            _ => Fit::Other,
        }
    }
}

fn allowed(types: &[JsonType], value: &Value) -> bool {
    types.iter().any(|one| one.allows(value))
}

fn is_structured(value: &Value) -> bool {
    value.is_sequence() || value.is_mapping()
}

fn words(types: &[JsonType]) -> String {
    let words: Vec<&str> = types.iter().map(|one| one.word()).collect();
    words.join("` or `")
}
