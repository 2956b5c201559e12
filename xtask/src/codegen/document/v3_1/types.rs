//! Types and null.
//!
//! In: a schema of 3.1 with its list of types. Out: one type and `nullable`, or `anyOf`
//! with one type each. Deliberately absent: whether values fit their types, which the
//! audit has checked.

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::Code;
use crate::codegen::document::keywords::{JsonType, keyword_types};
use crate::codegen::document::v3_1::{Rewriter, schema};
use crate::codegen::source::Path;

impl Rewriter<'_> {
    /// Leaves at most one type, none of them null.
    pub(super) fn types(&mut self, members: &mut Mapping, at: &Path<'_>) {
        let words = match members.get("type") {
            Some(Value::String(word)) if word != "null" => return,
            Some(Value::String(word)) => vec![JsonType::of_word(word)],
            Some(Value::Sequence(words)) => words
                .iter()
                .map(|word| word.as_str().and_then(JsonType::of_word))
                .collect(),
            _ => return,
        };
        let mut types: Vec<JsonType> = words.into_iter().flatten().collect();
        let nullable = types.contains(&JsonType::Null);
        // Every integer is a number.
        let number = types.contains(&JsonType::Number);
        types.retain(|one| *one != JsonType::Null && !(number && *one == JsonType::Integer));
        if nullable {
            members.insert(Value::from("nullable"), Value::Bool(true));
        }
        match types.as_slice() {
            [] => {
                members.shift_remove("type");
                only_null(members);
            }
            [one] => drop(members.insert(Value::from("type"), Value::from(one.word()))),
            several if is_anything(several, members) => drop(members.shift_remove("type")),
            several => self.several_types(members, several, at),
        }
    }

    fn several_types(&mut self, members: &mut Mapping, types: &[JsonType], at: &Path<'_>) {
        if members.contains_key("anyOf") {
            self.diagnostics
                .report(
                    Code::UNSUPPORTED_SCHEMA,
                    &at.child("type").pointer(),
                    "several types beside `anyOf` are not supported",
                )
                .help("write the types into the alternatives");
            return;
        }
        members.shift_remove("type");
        let values = members.shift_remove("enum");
        let mut alternatives: Vec<Mapping> = Vec::with_capacity(types.len());
        for json_type in types {
            let mut alternative =
                Mapping::from_iter([(Value::from("type"), Value::from(json_type.word()))]);
            if let Some(Value::Sequence(values)) = &values {
                let own: Vec<Value> = values
                    .iter()
                    .filter(|value| json_type.allows(value))
                    .cloned()
                    .collect();
                if own.is_empty() {
                    continue;
                }
                alternative.insert(Value::from("enum"), Value::Sequence(own));
            }
            for (key, value) in members.iter() {
                if key
                    .as_str()
                    .is_some_and(|name| belongs(name, value, *json_type, types))
                {
                    alternative.insert(key.clone(), value.clone());
                }
            }
            alternatives.push(alternative);
        }
        members.retain(|key, _| key.as_str().and_then(keyword_types).is_none());
        match (alternatives.pop(), alternatives.is_empty()) {
            // Only null is left.
            (None, _) => only_null(members),
            (Some(only), true) => members.extend(only),
            (Some(last), false) => {
                alternatives.push(last);
                let alternatives = alternatives.into_iter().map(Value::Mapping).collect();
                members.insert(Value::from("anyOf"), Value::Sequence(alternatives));
            }
        }
    }

    /// An alternative that is null makes the whole nullable. What is left alone becomes
    /// an item of `allOf`.
    pub(super) fn alternatives(&mut self, members: &mut Mapping) {
        for keyword in ["oneOf", "anyOf"] {
            let Some(Value::Sequence(alternatives)) = members.get_mut(keyword) else {
                continue;
            };
            let before = alternatives.len();
            alternatives.retain(|alternative| !is_null(alternative));
            if alternatives.len() == before {
                continue;
            }
            let (rest, only) = match alternatives.len() {
                0 | 1 => (false, alternatives.pop()),
                _ => (true, None),
            };
            members.insert(Value::from("nullable"), Value::Bool(true));
            if !rest {
                members.shift_remove(keyword);
                match only {
                    Some(only) => schema::push_all_of(members, only),
                    None => only_null(members),
                }
            }
        }
    }
}

/// Leaves null as the only value.
fn only_null(members: &mut Mapping) {
    members.insert(Value::from("enum"), Value::Sequence(vec![Value::Null]));
}

/// Whether a list of types says nothing: every type is in it, and nothing is said about
/// one of them.
fn is_anything(types: &[JsonType], members: &Mapping) -> bool {
    use JsonType::{Array, Boolean, Number, Object, String};
    [String, Number, Boolean, Array, Object]
        .iter()
        .all(|one| types.contains(one))
        && !members.keys().any(|key| {
            key.as_str()
                .is_some_and(|name| name == "enum" || keyword_types(name).is_some())
        })
}

/// Whether a keyword says something about one of several types.
fn belongs(name: &str, value: &Value, json_type: JsonType, types: &[JsonType]) -> bool {
    let Some(concerned) = keyword_types(name) else {
        return false;
    };
    if !concerned.contains(&json_type) {
        return false;
    }
    // A format belongs to text or to numbers, whichever its name tells.
    let numeric = matches!(
        value.as_str(),
        Some("int32" | "int64" | "uint32" | "uint64" | "float" | "double" | "decimal")
    );
    name != "format"
        || !types.contains(&JsonType::String)
        || (json_type != JsonType::String) == numeric
}

/// Whether a schema, already rewritten, allows null and nothing else.
fn is_null(schema: &Value) -> bool {
    let values = schema.get("enum").and_then(Value::as_sequence);
    values.is_some_and(|values| matches!(values.as_slice(), [Value::Null]))
}
