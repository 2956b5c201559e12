//! One schema of 3.1 in the words of 3.0.
//!
//! In: the members of a schema whose inner schemas have been rewritten. Out: the
//! members in the form of 3.0. Deliberately absent: types and null, which are in
//! `types`, and what 3.0 needs as well, which is in `values`.

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::Code;
use crate::codegen::document::Version;
use crate::codegen::document::v3_1::{Rewriter, lists};
use crate::codegen::source::Path;
use crate::codegen::source::quoted;

impl Rewriter<'_> {
    pub(super) fn schema(&mut self, members: &mut Mapping, at: &Path<'_>) {
        if self.version == Version::V3_1 {
            self.references(members, at);
            constant(members);
            exclusive(
                members,
                "minimum",
                "exclusiveMinimum",
                |exclusive, bound| exclusive >= bound,
            );
            exclusive(
                members,
                "maximum",
                "exclusiveMaximum",
                |exclusive, bound| exclusive <= bound,
            );
            example(members);
            if let Some(encoding) = content(members) {
                let message = format!("the encoding {} is left to the caller", quoted(&encoding));
                self.diagnostics
                    .report(
                        Code::UNDECODED_CONTENT_ENCODING,
                        &at.child("contentEncoding").pointer(),
                        message,
                    )
                    .help("the text is passed on as it is; `base64` is read and written");
            }
            lists::places(members);
            lists::patterns(members);
            self.types(members, at);
        } else if members.contains_key("$ref") {
            return;
        }
        self.alternatives(members);
        self.values(members, at);
    }

    /// Follows schemas that were moved, and makes room for what stands beside a reference.
    fn references(&mut self, members: &mut Mapping, at: &Path<'_>) {
        if members
            .get("$defs")
            .is_some_and(|inner| inner.as_mapping().is_none_or(|inner| !inner.is_empty()))
        {
            self.diagnostics
                .report(
                    Code::UNSUPPORTED_SCHEMA,
                    &at.child("$defs").pointer(),
                    "`$defs` is supported only directly in a schema of `components`",
                )
                .help("move the schemas to `components/schemas`");
        }
        members.shift_remove("$defs");
        if let Some(Value::Mapping(discriminator)) = members.get_mut("discriminator") {
            if let Some(Value::Mapping(mapping)) = discriminator.get_mut("mapping") {
                mapping.values_mut().for_each(|value| self.follow(value));
            }
        }
        let Some(reference) = members.get_mut("$ref") else {
            return;
        };
        self.follow(reference);
        let bare = members
            .keys()
            .filter_map(Value::as_str)
            .all(|name| name == "$ref" || name.starts_with("x-"));
        if bare {
            return;
        }
        if let Some(reference) = members.shift_remove("$ref") {
            push_all_of(
                members,
                Value::Mapping(Mapping::from_iter([(Value::from("$ref"), reference)])),
            );
        }
    }

    fn follow(&self, reference: &mut Value) {
        if let Value::String(text) = reference {
            if let Some(new) = self.moved.target(text) {
                *text = new;
            }
        }
    }
}

/// Adds a schema to `allOf`, behind those that are there, so that their indices stay
/// what they are in the text.
pub(super) fn push_all_of(members: &mut Mapping, schema: Value) {
    match members.get_mut("allOf") {
        Some(Value::Sequence(items)) => items.push(schema),
        _ => drop(members.insert(Value::from("allOf"), Value::Sequence(vec![schema]))),
    }
}

/// `const` becomes an `enum` of one value. Beside an `enum` it chooses one of its values.
fn constant(members: &mut Mapping) {
    if let Some(value) = members.shift_remove("const") {
        members.insert(Value::from("enum"), Value::Sequence(vec![value]));
    }
}

/// A numeric exclusive bound becomes a bound and a boolean. Of two bounds the narrower one remains.
fn exclusive(members: &mut Mapping, bound: &str, keyword: &str, narrower: fn(f64, f64) -> bool) {
    let Some(Value::Number(exclusive)) = members.get(keyword) else {
        return;
    };
    let exclusive = exclusive.clone();
    let inclusive = members.get(bound).and_then(Value::as_f64);
    let wins = inclusive.is_none_or(|inclusive| {
        exclusive
            .as_f64()
            .is_some_and(|exclusive| narrower(exclusive, inclusive))
    });
    if wins {
        members.insert(Value::from(bound), Value::Number(exclusive));
        members.insert(Value::from(keyword), Value::Bool(true));
    } else {
        members.shift_remove(keyword);
    }
}

/// The first of `examples` becomes the `example`, if there is none. The list stays,
/// although 3.0 does not know it, for those who want all of them.
fn example(members: &mut Mapping) {
    let Some(Value::Sequence(examples)) = members.get("examples") else {
        return;
    };
    if let (Some(first), false) = (examples.first().cloned(), members.contains_key("example")) {
        members.insert(Value::from("example"), first);
    }
}

/// Encoded and binary contents are formats in 3.0. Returns an encoding that is none.
fn content(members: &mut Mapping) -> Option<String> {
    let encoding = members.shift_remove("contentEncoding");
    let media_type = members.shift_remove("contentMediaType");
    let format = match (
        encoding.as_ref().and_then(Value::as_str),
        media_type.as_ref().and_then(Value::as_str),
    ) {
        (Some(encoding), _) if encoding.eq_ignore_ascii_case("base64") => "byte",
        (None, Some(media_type)) if is_binary(media_type) => "binary",
        (Some(encoding), _) if !AS_IT_IS.contains(&encoding) => return Some(encoding.to_owned()),
        _ => return None,
    };
    if !members.contains_key("format") {
        members.insert(Value::from("format"), Value::from(format));
        members
            .entry(Value::from("type"))
            .or_insert_with(|| Value::from("string"));
    }
    None
}

/// Encodings that encode nothing.
const AS_IT_IS: [&str; 3] = ["7bit", "8bit", "binary"];

fn is_binary(media_type: &str) -> bool {
    let media_type = media_type.trim().to_ascii_lowercase();
    media_type.starts_with("application/octet-stream")
        || ["image/", "audio/", "video/"]
            .iter()
            .any(|family| media_type.starts_with(family) && !media_type.ends_with("xml"))
}
