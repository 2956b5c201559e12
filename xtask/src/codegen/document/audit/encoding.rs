//! What `encoding` says of the members of a body, held against what the body is.
//!
//! In: a media type object. Out: warnings about encodings without effect. Deliberately
//! absent: whether a content type suits its member.

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::Code;
use crate::codegen::document::audit::Audit;
use crate::codegen::source::{Path, Pointer, quoted};
use crate::suggest;

/// What only a form has, where each member is a pair.
const OF_FORMS: [&str; 3] = ["style", "explode", "allowReserved"];

/// Checks the encodings of a media type, whose name is the last step of the place.
pub(super) fn check(audit: &mut Audit<'_>, members: &Mapping, at: &Path<'_>) {
    let Some(Value::Mapping(encodings)) = members.get("encoding") else {
        return;
    };
    let place = at.child("encoding");
    let name = at.name().unwrap_or_default().to_ascii_lowercase();
    let name = name.split(';').next().unwrap_or_default().trim();
    let has_parts = name.starts_with("multipart/");
    if !has_parts && name != "application/x-www-form-urlencoded" {
        let message = format!("`encoding` has no effect in a body of {}", quoted(name));
        audit
            .report(Code::ENCODING_WITHOUT_EFFECT, &place, message)
            .help("it is for forms and for bodies of parts");
        return;
    }
    let schema = members.get("schema");
    let known = schema.and_then(|schema| properties(audit.root, schema));
    for (member, encoding) in encodings {
        let Some(member) = member.as_str() else {
            continue;
        };
        let place = place.child(member);
        if let Some(known) = known.filter(|known| !known.contains_key(member)) {
            let message = format!("the body has no member {}", quoted(member));
            let names = known.keys().filter_map(Value::as_str);
            audit
                .report(Code::ENCODING_OF_UNKNOWN_PROPERTY, &place, message)
                .help_if(suggest::guess(member, names));
        }
        if has_parts && needs_headers(encoding) {
            let message = format!("no headers are written on the part {}", quoted(member));
            audit
                .report(Code::ENCODING_WITHOUT_EFFECT, &place.child("headers"), message)
                .help("a part says what it is called and what it holds; where the body has no `schema`, the caller writes all of it");
        }
        for keyword in OF_FORMS {
            if has_parts && encoding.get(keyword).is_some() {
                let message = format!("{} has no effect on a part", quoted(keyword));
                let at = place.child(keyword);
                audit
                    .report(Code::ENCODING_WITHOUT_EFFECT, &at, message)
                    .help("each value of a list is a part of its own, and an object is JSON");
            }
        }
    }
}

/// Whether a part must have headers besides those that every part has. OpenAPI ignores
/// `Content-Type` there.
fn needs_headers(encoding: &Value) -> bool {
    let headers = encoding.get("headers").and_then(Value::as_mapping);
    headers.into_iter().flatten().any(|(name, header)| {
        let name = name.as_str().unwrap_or_default().to_ascii_lowercase();
        let is_own = !["content-type", "content-disposition"].contains(&&*name);
        is_own && header.get("required") == Some(&Value::Bool(true))
    })
}

/// The members of a schema, where they all stand in one place.
fn properties<'v>(root: &'v Value, schema: &'v Value) -> Option<&'v Mapping> {
    let schema = match schema.get("$ref") {
        Some(Value::String(reference)) => Pointer::parse(reference)?.resolve(root)?,
        _ => schema,
    };
    let others = ["$ref", "allOf", "oneOf", "anyOf"];
    if others.iter().any(|keyword| schema.get(keyword).is_some()) {
        return None;
    }
    schema.get("properties")?.as_mapping()
}
