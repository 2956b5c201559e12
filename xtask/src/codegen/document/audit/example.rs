//! Examples beside a schema, held against the type that it states.
//!
//! In: a parameter, a header, or a media type of JSON. Out: warnings about examples of another
//! type. Deliberately absent: examples in schemas, which are put right with them, and what stands
//! inside of an example.

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::Code;
use crate::codegen::document::audit::Audit;
use crate::codegen::document::keywords::{JsonType, found, stated};
use crate::codegen::source::{Path, Pointer};

/// Whether a media type is JSON, so that an example is a value and not a text.
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// Checks the examples of an object with a schema.
pub(super) fn check(audit: &mut Audit<'_>, members: &Mapping, at: &Path<'_>) {
    let types = types(audit.root, members);
    if types.is_empty() {
        return;
    }
    if let Some(value) = members.get("example") {
        one(audit, value, &types, &at.child("example"));
    }
    let examples = members.get("examples").and_then(Value::as_mapping);
    for (name, example) in examples.into_iter().flatten() {
        if let (Some(name), Some(value)) = (name.as_str(), example.get("value")) {
            let all = at.child("examples");
            one(audit, value, &types, &all.child(name).child("value"));
        }
    }
}

/// The types of the schema, itself or behind references.
fn types(root: &Value, members: &Mapping) -> Vec<JsonType> {
    let Some(schema) = members.get("schema").and_then(Value::as_mapping) else {
        return Vec::new();
    };
    let target = schema.get("$ref").and_then(Value::as_str);
    let schema = match target.and_then(Pointer::parse) {
        Some(target) => target
            .chain(root)
            .last()
            .and_then(|(_, end)| end.as_mapping()),
        None => Some(schema),
    };
    let nullable = |schema: &&Mapping| schema.get("nullable") != Some(&Value::Bool(true));
    schema.filter(nullable).map(stated).unwrap_or_default()
}

fn one(audit: &mut Audit<'_>, value: &Value, types: &[JsonType], at: &Path<'_>) {
    if types.iter().any(|one| one.allows(value)) {
        return;
    }
    let is_whole = value.as_f64().is_some_and(|float| float.fract() == 0.0);
    if is_whole && types.contains(&JsonType::Integer) {
        return;
    }
    let words: Vec<&str> = types.iter().map(|one| one.word()).collect();
    let message = format!(
        "{} is not of the type `{}`",
        found(value),
        words.join("` or `")
    );
    audit.report(Code::EXAMPLE_OF_OTHER_TYPE, at, message);
}
