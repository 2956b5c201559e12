//! Rules of schemas that the tables cannot state.
//!
//! In: a schema. Out: complaints about its type, its bounds and the values in it, and
//! about what 3.0 or 3.1 alone knows. Deliberately absent: rules across schemas, such
//! as what all items of `allOf` are together.

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::Code;
use crate::codegen::document::Version;
use crate::codegen::document::audit::effect::{self, BOUNDS};
use crate::codegen::document::audit::{Audit, Kind, ValueKind, found, is_ignored};
use crate::codegen::document::keywords::{JsonType, Node};
use crate::codegen::source::{Path, quoted};
use crate::suggest;

impl Audit<'_> {
    /// Checks what stands in place of a schema. Returns whether it has members.
    pub(super) fn schema(&mut self, node: &Node<'_>) -> bool {
        let at = &node.at;
        let help = match node.value {
            Value::Mapping(_) => return true,
            Value::Bool(_) if self.version == Version::V3_0 => {
                let message = "a boolean schema is OpenAPI 3.1, this description says it is 3.0";
                self.report(Code::SCHEMA_OF_NEWER_VERSION, at, message)
                    .help("write `{}`");
                return false;
            }
            Value::Bool(value) => {
                // `items: false` ends a tuple.
                let ends = node.keyword.is_some_and(|keyword| keyword.name == "items");
                if !value && !ends && !is_ignored(node) {
                    let message = "the schema `false`, which allows no value, is not supported";
                    self.report(Code::UNSUPPORTED_SCHEMA, at, message);
                }
                return false;
            }
            Value::Sequence(_) => Some("a list of schemas, one for each place, is not supported"),
            Value::String(_) => {
                Some("a reference is written `$ref: \"#/components/schemas/Name\"`")
            }
            _ => None,
        };
        let message = format!("expected a schema, found {}", found(node.value));
        self.report(Code::INVALID_VALUE, at, message).help_if(help);
        false
    }

    /// Checks what the members of a schema are together.
    pub(super) fn schema_members(&mut self, members: &Mapping, node: &Node<'_>) {
        let at = &node.at;
        if members.contains_key("$ref") {
            self.target(Kind::Schema, members, at);
        }
        let types = types(members);
        self.values(members, &types, at);
        self.bounds(members, &types, at);
        if !is_ignored(node) {
            effect::check(self, members, &types, at);
        }
    }

    /// Checks the value of `type`.
    pub(super) fn schema_type(&mut self, value: &Value, at: &Path<'_>) -> bool {
        match value {
            Value::String(word) => self.type_word(word, at),
            Value::Sequence(_) if self.version == Version::V3_0 => {
                let message = "a list of types is OpenAPI 3.1, this description says it is 3.0";
                self.report(Code::SCHEMA_OF_NEWER_VERSION, at, message)
                    .help("write `nullable: true` or `anyOf`, or `openapi: 3.1.0`");
            }
            Value::Sequence(words) => self.type_words(words, at),
            _ => return self.wrong(value, ValueKind::Type, at),
        }
        false
    }

    fn type_words(&mut self, words: &[Value], at: &Path<'_>) {
        let most = JsonType::ALL.len();
        if words.is_empty() || words.len() > most {
            let found = words.len();
            let message = format!("a list of types has 1 to {most} of them, found {found}");
            self.report(Code::INVALID_TYPE_LIST, at, message);
            return;
        }
        for (index, word) in words.iter().enumerate() {
            let at = at.index(index);
            match word {
                Value::String(text) if words.iter().take(index).any(|before| before == word) => {
                    let message = format!("the type {} stands twice", quoted(text));
                    self.report(Code::INVALID_TYPE_LIST, &at, message);
                }
                Value::String(text) => self.type_word(text, &at),
                other => {
                    self.wrong(other, ValueKind::Type, &at);
                }
            }
        }
    }

    fn type_word(&mut self, word: &str, at: &Path<'_>) {
        let version = self.version;
        let known = JsonType::ALL
            .into_iter()
            .filter(|one| version >= Version::V3_1 || *one != JsonType::Null)
            .map(JsonType::word);
        if known.clone().any(|known| known == word) {
            return;
        }
        let help = match word {
            "null" => "write `nullable: true` beside the type, or `openapi: 3.1.0`".to_owned(),
            "file" => "a file is `type: string` with `format: binary`".to_owned(),
            "any" => "leave `type` out".to_owned(),
            _ => suggest::guess(word, known.clone()).unwrap_or_else(|| suggest::one_of(known)),
        };
        let message = format!("unknown type {}", quoted(word));
        self.report(Code::UNKNOWN_TYPE, at, message).help(help);
    }

    /// Checks the value of `exclusiveMinimum` and `exclusiveMaximum`.
    pub(super) fn bound(&mut self, value: &Value, at: &Path<'_>) -> bool {
        let (code, message, help) = match (value, self.version) {
            (Value::Bool(_), Version::V3_0) => return false,
            (Value::Number(_), Version::V3_0) => (
                Code::SCHEMA_OF_NEWER_VERSION,
                "a number as exclusive bound is OpenAPI 3.1, this description says it is 3.0",
                "write the number as `minimum` or `maximum` and `true` here",
            ),
            (Value::Number(_), _) => return false,
            (Value::Bool(_), _) => (
                Code::BOOLEAN_EXCLUSIVE_BOUND,
                "a boolean as exclusive bound is OpenAPI 3.0, this description says it is 3.1",
                "write the number here, instead of `minimum` or `maximum`",
            ),
            _ => return self.wrong(value, ValueKind::Bound, at),
        };
        self.report(code, at, message).help(help);
        false
    }

    /// Checks that the values of `enum`, `const` and `default` have the type that the
    /// schema states.
    fn values(&mut self, members: &Mapping, types: &[JsonType], at: &Path<'_>) {
        let code = Code::ENUM_VALUE_OF_OTHER_TYPE;
        if let Some(Value::Sequence(values)) = members.get("enum") {
            let at = at.child("enum");
            let values = values.iter().enumerate();
            for (index, value) in values.filter(|(_, value)| !value.is_null()) {
                self.typed(code, value, types, &at.index(index));
            }
        }
        if let Some(value) = members.get("const") {
            self.typed(code, value, types, &at.child("const"));
        }
        if let Some(value) = members.get("default") {
            // A default of null is common where null is not allowed; one beyond 64 bits
            // is dropped later, with a warning.
            let dropped = is_whole(value) && types.contains(&JsonType::Integer);
            if !value.is_null() && !dropped {
                let code = Code::DEFAULT_OF_OTHER_TYPE;
                self.typed(code, value, types, &at.child("default"));
            }
        }
    }

    fn typed(&mut self, code: Code, value: &Value, types: &[JsonType], at: &Path<'_>) {
        if types.is_empty() || types.iter().any(|one| one.allows(value)) {
            return;
        }
        if is_whole(value) && types.contains(&JsonType::Integer) {
            let message = format!("{} does not fit into 64 bits", found(value));
            self.report(Code::INTEGER_OUT_OF_RANGE, at, message);
            return;
        }
        let is_text = types.contains(&JsonType::String);
        let help = match value {
            Value::Bool(_) | Value::Number(_) if is_text => Some("put it in quotes"),
            Value::String(_) if !is_text => Some("remove the quotes, or correct the type"),
            _ => None,
        };
        let words: Vec<&str> = types.iter().map(|one| one.word()).collect();
        let words = words.join("` or `");
        let message = format!("{} is not of the type `{words}`", found(value));
        self.report(code, at, message).help_if(help);
    }

    /// Checks numbers that bound numbers.
    fn bounds(&mut self, members: &Mapping, types: &[JsonType], at: &Path<'_>) {
        if let Some(Value::Number(step)) = members.get("multipleOf") {
            if step.as_f64().is_none_or(|step| step <= 0.0) {
                let message = format!("`multipleOf` is greater than 0, found {step}");
                self.report(Code::INVALID_MULTIPLE_OF, &at.child("multipleOf"), message);
            }
        }
        if types != [JsonType::Integer] {
            return;
        }
        let multiple = BOUNDS.iter().map(|(bound, _)| *bound).chain(["multipleOf"]);
        for keyword in multiple {
            if let Some(value @ Value::Number(number)) = members.get(keyword) {
                if !is_whole(value) {
                    let message =
                        format!("`{keyword}` of an integer is a whole number, found {number}");
                    self.report(Code::FRACTIONAL_BOUND, &at.child(keyword), message);
                }
            }
        }
    }
}

/// Whether a value is a number without a fraction, of any size.
fn is_whole(value: &Value) -> bool {
    value.as_f64().is_some_and(|float| float.fract() == 0.0)
}

/// Returns the types that a schema states.
fn types(members: &Mapping) -> Vec<JsonType> {
    let words = match members.get("type") {
        Some(Value::String(word)) => return JsonType::of_word(word).into_iter().collect(),
        Some(Value::Sequence(words)) => words,
        _ => return Vec::new(),
    };
    words
        .iter()
        .filter_map(|word| word.as_str().and_then(JsonType::of_word))
        .collect()
}
