//! Types and values.
//!
//! In: `type`, `enum` and `const` of a schema, and what implies a type where none is stated.
//! Out: the types without null, and the values without null and without repetitions.
//! Deliberately absent: whether values fit their types, which the audit has looked at.

use std::collections::HashSet;

use serde_yaml::Value;

use super::Keywords;
use crate::codegen::document::Version;
use crate::codegen::document::keywords::{keyword_types, whole};
use crate::codegen::lower::schema::lowered::json;
use crate::codegen::lower::schema::sub_schema::{EnumValue, Kind};

/// The types that a schema allows.
pub(super) struct Types {
    /// The one type, where there is one; there may be none at all.
    pub(super) one: Option<Kind>,
    /// The types, where there are several.
    pub(super) several: Vec<Kind>,
    /// Whether null is among them.
    pub(super) null: bool,
    /// Whether nothing but null is.
    pub(super) only_null: bool,
}

impl<'d> Keywords<'d, '_> {
    pub(super) fn types(self) -> Types {
        let words = self.type_words();
        let mut kinds: Vec<Kind> = words
            .iter()
            .filter_map(|word| Kind::of_word(word))
            .collect();
        // Every integer is a number.
        let number = kinds.contains(&Kind::Number);
        kinds.retain(|kind| !(number && *kind == Kind::Integer));
        if kinds.len() > 1 && !self.listed().is_empty() {
            kinds.retain(|kind| self.listed().iter().any(|value| kind.allows(value)));
        }
        let mut types = Types {
            one: None,
            several: Vec::new(),
            null: words.contains(&"null"),
            only_null: !words.is_empty() && kinds.is_empty(),
        };
        match kinds.as_slice() {
            [] if words.is_empty() => types.one = self.implied(),
            [] => {}
            [one] => types.one = Some(*one),
            all if self.is_anything(all) => {}
            _ => types.several = kinds,
        }
        types
    }

    pub(super) fn type_words(self) -> Vec<&'d str> {
        match self.get("type") {
            Some(Value::String(word)) => vec![word],
            Some(Value::Sequence(words)) => words.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether a list of types says nothing: every type is in it, and nothing is said about
    /// one of them.
    fn is_anything(self, kinds: &[Kind]) -> bool {
        use Kind::{Array, Boolean, Number, Object, String};
        let mut names = self.members.keys().filter_map(Value::as_str);
        [String, Number, Boolean, Array, Object]
            .iter()
            .all(|one| kinds.contains(one))
            && !names.any(|name| name == "enum" || keyword_types(name).is_some())
    }

    /// The type that other keywords imply where none is stated.
    fn implied(self) -> Option<Kind> {
        if self.get("format").is_none() && self.content_format().is_some() {
            return Some(Kind::String);
        }
        if self.get("prefixItems").is_some() {
            return Some(Kind::Array);
        }
        if self.get("patternProperties").is_some() {
            return Some(Kind::Object);
        }
        let composed = ["$ref", "allOf", "oneOf", "anyOf"];
        if composed.iter().any(|name| self.get(name).is_some()) {
            return None;
        }
        let mut values = self
            .listed()
            .iter()
            .filter(|value| !value.is_null())
            .peekable();
        values.peek()?;
        let values: Vec<&Value> = values.collect();
        let kinds = [Kind::String, Kind::Boolean, Kind::Integer, Kind::Number];
        kinds
            .into_iter()
            .find(|kind| values.iter().all(|value| kind.allows(value)))
    }

    /// The values that are listed, if any are; `const` chooses one of them.
    fn listed(self) -> &'d [Value] {
        match (self.get("const"), self.get("enum")) {
            (Some(value), _) => std::slice::from_ref(value),
            (None, Some(Value::Sequence(values))) => values,
            _ => &[],
        }
    }

    /// Whether null is listed, and meant. A type of 3.1 has said already whether it allows
    /// null.
    pub(super) fn lists_null(self) -> bool {
        let values = self.listed();
        let meant = self.reader.version == Version::V3_0 || self.get("type").is_none();
        let only = values.iter().all(Value::is_null);
        values.iter().any(Value::is_null) && (meant || only)
    }

    /// The values that are listed, those of other types than one of several left out.
    pub(super) fn values(self, kind: Option<Kind>) -> Option<Vec<EnumValue>> {
        let values = self.listed();
        let several = self.type_words().len() > 1;
        let mut seen = HashSet::new();
        let own = values.iter().enumerate().filter(|(_, value)| {
            let other = several && kind.is_some_and(|kind| !kind.allows(value));
            !value.is_null() && !other && seen.insert(*value)
        });
        let at = |index| match self.get("const") {
            Some(_) => self.at.child("const"),
            None => self.at.child("enum").index(index),
        };
        let own = own.map(|(index, value)| EnumValue {
            value: plain(value, kind),
            title: None,
            description: None,
            at: at(index),
        });
        (!values.is_empty()).then(|| own.collect())
    }
}

/// A value as JSON; a whole number of a schema of numbers is an integer, though it be
/// written `1.0`.
pub(in crate::codegen::lower::schema) fn plain(
    value: &Value,
    kind: Option<Kind>,
) -> serde_json::Value {
    match (value, kind) {
        (Value::Number(number), Some(Kind::Integer | Kind::Number)) => {
            whole(number).map_or_else(|| json(value), serde_json::Value::from)
        }
        _ => json(value),
    }
}

impl Kind {
    fn of_word(word: &str) -> Option<Self> {
        use Kind::{Array, Boolean, Integer, Number, Object, String};
        [String, Integer, Number, Boolean, Array, Object]
            .into_iter()
            .find(|kind| kind.word() == word)
    }

    pub(super) fn allows(self, value: &Value) -> bool {
        self.json_type().allows(value)
    }
}
