//! Details in which descriptions of 3.0 and 3.1 differ from each other and from what
//! openapiv3 understands.
//!
//! In: a schema in the words of 3.0. Out: no null and no value twice in `enum`, a type
//! where its values have one, whole numbers written as such, and no keyword that has no
//! effect: openapiv3 would take such a schema for any value. Deliberately absent:
//! changes of meaning.

use std::collections::HashSet;

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::Code;
use crate::codegen::document::Version;
use crate::codegen::document::keywords::{JsonType, keyword_types, whole};
use crate::codegen::document::v3_1::Rewriter;
use crate::codegen::source::Path;
use crate::codegen::source::Pointer;
use crate::codegen::source::quoted;

/// A keyword that says nothing about the type it stands beside.
pub(super) struct Idle {
    keyword: String,
    json_type: JsonType,
    first: Pointer,
    more: usize,
}

impl Rewriter<'_> {
    pub(super) fn values(&mut self, members: &mut Mapping, at: &Path<'_>) {
        if matches!(members.get("enum"), Some(Value::Sequence(values)) if values.is_empty()) {
            members.shift_remove("enum");
            self.diagnostics.report(
                Code::EMPTY_ENUM,
                &at.child("enum").pointer(),
                "an `enum` without a value is left out",
            );
        }
        if members.contains_key("enum") {
            self.null_in_enum(members);
            self.twice_in_enum(members, at);
            infer_type(members);
        }
        let Some(json_type) = members
            .get("type")
            .and_then(Value::as_str)
            .and_then(JsonType::of_word)
        else {
            return;
        };
        self.without_effect(members, json_type, at);
        if json_type == JsonType::Integer {
            self.integers(members, at);
        }
    }

    /// `enum: [a, null]` becomes `enum: [a]` with `nullable`. An `enum` of null alone remains.
    fn null_in_enum(&mut self, members: &mut Mapping) {
        let typed = members.contains_key("type");
        let Some(Value::Sequence(values)) = members.get_mut("enum") else {
            return;
        };
        if values.iter().all(Value::is_null) {
            values.truncate(1);
            members.insert(Value::from("nullable"), Value::Bool(true));
            return;
        }
        let before = values.len();
        values.retain(|value| !value.is_null());
        // A type of 3.1 has said already whether it allows null.
        if values.len() < before && (self.version == Version::V3_0 || !typed) {
            members.insert(Value::from("nullable"), Value::Bool(true));
        }
    }

    fn twice_in_enum(&mut self, members: &mut Mapping, at: &Path<'_>) {
        let Some(Value::Sequence(values)) = members.get_mut("enum") else {
            return;
        };
        let mut seen = HashSet::new();
        let new: Vec<bool> = values.iter().map(|value| seen.insert(value)).collect();
        let Some(first) = new.iter().position(|new| !new) else {
            return;
        };
        let mut new = new.into_iter();
        values.retain(|_| new.next().unwrap_or(true));
        let list = at.child("enum");
        let place = list.index(first).pointer();
        self.diagnostics.report(
            Code::DUPLICATE_ENUM_VALUE,
            &place,
            "the value stands twice in this `enum`",
        );
    }

    fn without_effect(&mut self, members: &mut Mapping, json_type: JsonType, at: &Path<'_>) {
        let idle =
            |name: &str| keyword_types(name).is_some_and(|types| !types.contains(&json_type));
        let names: Vec<String> = members
            .keys()
            .filter_map(Value::as_str)
            .filter(|name| idle(name))
            .map(str::to_owned)
            .collect();
        for keyword in names {
            members.shift_remove(keyword.as_str());
            match self
                .idle
                .iter_mut()
                .find(|idle| idle.keyword == keyword && idle.json_type == json_type)
            {
                Some(idle) => idle.more += 1,
                None => {
                    let first = at.child(&keyword).pointer();
                    self.idle.push(Idle {
                        keyword,
                        json_type,
                        first,
                        more: 0,
                    });
                }
            }
        }
    }

    pub(super) fn warn_of_idle_keywords(&mut self) {
        for Idle {
            keyword,
            json_type,
            first,
            more,
        } in &self.idle
        {
            let elsewhere = match more {
                0 => String::new(),
                1 => ", here and in one more place".to_owned(),
                more => format!(", here and in {more} more places"),
            };
            let message = format!(
                "{} has no effect on the type `{}`{elsewhere}",
                quoted(keyword),
                json_type.word()
            );
            self.diagnostics
                .report(Code::KEYWORD_OF_OTHER_TYPE, first, message);
        }
    }

    /// Numbers of an integer become integers; bounds beyond 64 bits bound nothing.
    fn integers(&mut self, members: &mut Mapping, at: &Path<'_>) {
        for name in ["minimum", "maximum", "multipleOf", "default"] {
            if let Some(Value::Number(number)) = members.get_mut(name) {
                if let (true, Some(integer)) = (number.is_f64(), whole(number)) {
                    *number = integer.into();
                }
            }
        }
        if let Some(Value::Sequence(values)) = members.get_mut("enum") {
            for value in values {
                if let Value::Number(number) = value {
                    if let (true, Some(integer)) = (number.is_f64(), whole(number)) {
                        *number = integer.into();
                    }
                }
            }
        }
        if matches!(members.get("default"), Some(Value::Number(number)) if whole(number).is_none())
        {
            members.shift_remove("default");
            let place = at.child("default").pointer();
            self.diagnostics.report(
                Code::DEFAULT_OUT_OF_RANGE,
                &place,
                "the default does not fit into 64 bits and is left out",
            );
        }
        for (name, exclusive) in [
            ("minimum", "exclusiveMinimum"),
            ("maximum", "exclusiveMaximum"),
        ] {
            let Some(Value::Number(number)) = members.get(name) else {
                continue;
            };
            if number.is_i64() {
                continue;
            }
            let place = at.child(name).pointer();
            if number
                .as_f64()
                .is_some_and(|bound| (bound > 0.0) == (name == "maximum"))
            {
                self.diagnostics.report(
                    Code::BOUND_OUT_OF_RANGE,
                    &place,
                    format!("the bound {number} is beyond 64 bits and has no effect"),
                );
                members.shift_remove(name);
                members.shift_remove(exclusive);
            } else {
                self.diagnostics.report(
                    Code::UNSATISFIABLE_BOUND,
                    &place,
                    format!("the bound {number} allows no 64-bit integer"),
                );
            }
        }
    }
}

/// Gives an `enum` the type that all its values have.
fn infer_type(members: &mut Mapping) {
    let composed = ["type", "$ref", "allOf", "oneOf", "anyOf"]
        .iter()
        .any(|name| members.contains_key(name));
    let Some(Value::Sequence(values)) = members.get("enum") else {
        return;
    };
    if composed {
        return;
    }
    let common = [
        JsonType::String,
        JsonType::Boolean,
        JsonType::Integer,
        JsonType::Number,
    ]
    .into_iter()
    .find(|json_type| values.iter().all(|value| json_type.allows(value)));
    if let Some(json_type) = common {
        members.insert(Value::from("type"), Value::from(json_type.word()));
    }
}
