//! Keywords of a schema that say less than they seem to.
//!
//! In: a schema that is not ignored. Out: warnings about what
//! has no effect on its type, stands twice, or does not fit into the integers of Rust; an
//! error where no value would be left. Deliberately absent: what is read instead, which
//! lowering decides.

use std::collections::HashSet;

use serde_yaml::{Mapping, Number, Value};

use crate::codegen::diagnostics::Code;
use crate::codegen::document::Version;
use crate::codegen::document::audit::Audit;
use crate::codegen::document::dialect::BOUNDS;
use crate::codegen::document::keywords::{JsonType, keyword_types, whole};
use crate::codegen::source::{Path, quoted};

/// Encodings that encode nothing.
const AS_IT_IS: [&str; 3] = ["7bit", "8bit", "binary"];

/// Checks a schema.
pub(super) fn check(audit: &mut Audit<'_>, members: &Mapping, types: &[JsonType], at: &Path<'_>) {
    values(audit, members, at);
    encoding(audit, members, at);
    let not_null = |one: &&JsonType| **one != JsonType::Null;
    let types: Vec<JsonType> = types.iter().filter(not_null).copied().collect();
    match types.as_slice() {
        [one] => {
            without_effect(audit, members, *one, at);
            if *one == JsonType::Integer {
                integers(audit, members, at);
            }
        }
        [_, _, ..] if members.contains_key("anyOf") => {
            let message =
                "several types beside `anyOf` are left out: its alternatives have their own";
            audit
                .report(Code::TYPES_BESIDE_ANY_OF, &at.child("type"), message)
                .help("write the types into the alternatives");
        }
        _ => {}
    }
}

fn values(audit: &mut Audit<'_>, members: &Mapping, at: &Path<'_>) {
    let Some(Value::Sequence(values)) = members.get("enum") else {
        return;
    };
    let at = at.child("enum");
    if values.is_empty() {
        let message = "an `enum` without a value is left out";
        audit.report(Code::EMPTY_ENUM, &at, message);
    }
    let mut seen = HashSet::new();
    let mut twice = values
        .iter()
        .map(|value| !seen.insert(value) && !value.is_null());
    if let Some(first) = twice.position(|twice| twice) {
        let message = "the value stands twice in this `enum`";
        audit.report(Code::DUPLICATE_ENUM_VALUE, &at.index(first), message);
    }
}

fn encoding(audit: &mut Audit<'_>, members: &Mapping, at: &Path<'_>) {
    let encoding = members.get("contentEncoding").and_then(Value::as_str);
    let known =
        |encoding: &&str| !encoding.eq_ignore_ascii_case("base64") && !AS_IT_IS.contains(encoding);
    if let (Some(encoding), Version::V3_1) = (encoding.filter(known), audit.version) {
        let message = format!("the encoding {} is left to the caller", quoted(encoding));
        let code = Code::UNDECODED_CONTENT_ENCODING;
        audit
            .report(code, &at.child("contentEncoding"), message)
            .help("the text is passed on as it is; `base64` is read and written");
    }
}

fn without_effect(audit: &mut Audit<'_>, members: &Mapping, json_type: JsonType, at: &Path<'_>) {
    for name in members.keys().filter_map(Value::as_str) {
        if keyword_types(name).is_some_and(|types| !types.contains(&json_type)) {
            let word = json_type.word();
            let message = format!("{} has no effect on the type `{word}`", quoted(name));
            audit.report(Code::KEYWORD_OF_OTHER_TYPE, &at.child(name), message);
        }
    }
}

/// Integers have 64 bits and a sign; a bound beyond them bounds nothing.
fn integers(audit: &mut Audit<'_>, members: &Mapping, at: &Path<'_>) {
    let is_beyond = |number: &Number| {
        // A fraction is of another type, which is said elsewhere.
        whole(number).is_none() && number.as_f64().is_some_and(|float| float.fract() == 0.0)
    };
    if matches!(members.get("default"), Some(Value::Number(number)) if is_beyond(number)) {
        let message = "the default does not fit into 64 bits and is left out";
        audit.report(Code::DEFAULT_OUT_OF_RANGE, &at.child("default"), message);
    }
    for (name, _) in BOUNDS {
        let Some(Value::Number(number)) = members.get(name) else {
            continue;
        };
        if is_beyond(number) {
            let message = format!("the bound {number} is beyond 64 bits and has no effect");
            audit.report(Code::BOUND_OUT_OF_RANGE, &at.child(name), message);
        }
    }
}
