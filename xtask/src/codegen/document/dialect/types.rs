//! The `type` of a schema.
//!
//! In: words for types, those of other languages among them. Out: the types of JSON Schema, with
//! a format where the word says more; no type where nobody knows what a word means, since any
//! value is always a right reading. Deliberately absent: whether values have the type.

use serde_yaml::{Mapping, Value};

use super::Dialect;
use crate::codegen::diagnostics::Code;
use crate::codegen::document::Version;
use crate::codegen::document::keywords::{JsonType, found};
use crate::codegen::source::{Path, quoted};
use crate::suggest;

/// Words of other languages, without the difference of capitals: what is written instead.
const WORDS: &[(&[&str], &str, Option<&str>)] = &[
    (&["int", "integer", "short"], "integer", None),
    (&["int32"], "integer", Some("int32")),
    (&["int64", "long", "bigint"], "integer", Some("int64")),
    (&["number", "numeric", "num"], "number", None),
    (&["decimal"], "number", None),
    (&["float"], "number", Some("float")),
    (&["double"], "number", Some("double")),
    (
        &["string", "str", "text", "char", "varchar"],
        "string",
        None,
    ),
    (&["date"], "string", Some("date")),
    (
        &["datetime", "date-time", "date_time"],
        "string",
        Some("date-time"),
    ),
    (&["uuid", "guid"], "string", Some("uuid")),
    (&["uri", "url"], "string", Some("uri")),
    (&["email"], "string", Some("email")),
    (&["password"], "string", Some("password")),
    (&["byte", "base64"], "string", Some("byte")),
    (&["file", "binary"], "string", Some("binary")),
    (&["boolean", "bool"], "boolean", None),
    (&["array", "list", "set"], "array", None),
    (
        &["object", "map", "hash", "dict", "dictionary", "hashmap"],
        "object",
        None,
    ),
    (&["null", "nil"], "null", None),
];

/// Words that say nothing about a value.
const ANYTHING: [&str; 7] = ["any", "anything", "mixed", "unknown", "json", "*", ""];

/// What a word is read as.
enum Meaning {
    Type(&'static str, Option<&'static str>),
    Anything,
}

impl Dialect<'_> {
    /// Puts the types of a schema in the words of JSON Schema.
    pub(super) fn types(&mut self, members: &mut Mapping, at: &Path<'_>) {
        let at = at.child("type");
        match members.get("type") {
            Some(Value::String(word)) => {
                let word = word.clone();
                match self.word(&word, &at) {
                    None => {}
                    Some(Meaning::Anything) => drop(members.shift_remove("type")),
                    Some(Meaning::Type(word, format)) => {
                        members.insert(Value::from("type"), Value::from(word));
                        if let (Some(format), false) = (format, members.contains_key("format")) {
                            members.insert(Value::from("format"), Value::from(format));
                        }
                    }
                }
            }
            Some(Value::Sequence(words)) => {
                let words = words.clone();
                match self.words(words, &at) {
                    Some(words) => drop(members.insert(Value::from("type"), words)),
                    None => drop(members.shift_remove("type")),
                }
            }
            Some(other) => {
                let message = format!("{} is no word for a type; any value is taken", found(other));
                self.note(Code::UNKNOWN_TYPE, &at, message);
                members.shift_remove("type");
            }
            None => {}
        }
    }

    /// Returns what a word is read as, where that is not the word itself.
    fn word(&mut self, word: &str, at: &Path<'_>) -> Option<Meaning> {
        if JsonType::of_word(word).is_some() {
            if word == "null" && self.version == Version::V3_0 {
                let message = "the type `null` is OpenAPI 3.1, this description says it is 3.0";
                self.note(Code::SCHEMA_OF_NEWER_VERSION, at, message)
                    .help("write `nullable: true` beside the type; it is read as in 3.1");
            }
            return None;
        }
        let lower = word.trim().to_ascii_lowercase();
        let is_it = |row: &&(&[&str], &str, Option<&str>)| row.0.contains(&&*lower);
        if let Some((_, json_type, format)) = WORDS.iter().find(is_it) {
            let right = match format {
                Some(format) => format!("`type: {json_type}` with `format: {format}`"),
                None => format!("`type: {json_type}`"),
            };
            let message = format!("the type {} is read as {right}", quoted(word));
            self.note(Code::MISNAMED_TYPE, at, message)
                .help(format!("write {right}"));
            return Some(Meaning::Type(json_type, *format));
        }
        if ANYTHING.contains(&&*lower) {
            let message = format!("the type {} is read as any value", quoted(word));
            self.note(Code::MISNAMED_TYPE, at, message)
                .help("leave `type` out");
            return Some(Meaning::Anything);
        }
        let known = || JsonType::ALL.into_iter().map(JsonType::word);
        let help = suggest::guess(word, known()).unwrap_or_else(|| suggest::one_of(known()));
        let message = format!("unknown type {}, read as any value", quoted(word));
        self.note(Code::UNKNOWN_TYPE, at, message).help(help);
        Some(Meaning::Anything)
    }

    /// Reads a list of types; nothing where any value may be meant.
    fn words(&mut self, mut words: Vec<Value>, at: &Path<'_>) -> Option<Value> {
        if self.version == Version::V3_0 {
            let message = "a list of types is OpenAPI 3.1, this description says it is 3.0";
            self.note(Code::SCHEMA_OF_NEWER_VERSION, at, message)
                .help("write `nullable: true` or `anyOf`; it is read as in 3.1");
        }
        if words.is_empty() {
            let message = "an empty list of types is read as any value";
            self.note(Code::INVALID_TYPE_LIST, at, message)
                .help("leave `type` out");
            return None;
        }
        let mut is_anything = false;
        for (index, value) in words.iter_mut().enumerate() {
            let at = at.index(index);
            match value {
                Value::Null => {
                    let message = "null is read as the type `null`";
                    self.note(Code::UNQUOTED_TEXT, &at, message)
                        .help("put it in quotes");
                    *value = Value::from("null");
                }
                Value::String(word) => match self.list_word(word, &at) {
                    Some(Meaning::Type(word, _)) => *value = Value::from(word),
                    Some(Meaning::Anything) => is_anything = true,
                    None => {}
                },
                other => {
                    let message =
                        format!("{} is no word for a type; any value is taken", found(other));
                    self.note(Code::INVALID_TYPE_LIST, &at, message);
                    is_anything = true;
                }
            }
        }
        let mut different: Vec<Value> = Vec::with_capacity(words.len());
        for (index, word) in words.into_iter().enumerate() {
            if different.contains(&word) {
                let message = "the type stands twice in this list";
                self.note(Code::INVALID_TYPE_LIST, &at.index(index), message);
            } else {
                different.push(word);
            }
        }
        (!is_anything).then_some(Value::Sequence(different))
    }

    /// The same of a word in a list, where null needs no other word.
    fn list_word(&mut self, word: &str, at: &Path<'_>) -> Option<Meaning> {
        JsonType::of_word(word).map_or_else(|| self.word(word, at), |_| None)
    }
}
