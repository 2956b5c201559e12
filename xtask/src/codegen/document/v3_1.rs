//! Rewrites the value in place until only forms of OpenAPI 3.0 are left, the ones that
//! openapiv3 reads without guessing.
//!
//! In: a value that has passed the audit. Out: the same meaning in the words of 3.0;
//! warnings where a keyword has no effect, and errors for what 3.0 cannot express. Most
//! steps concern 3.1; `values` makes 3.0 and 3.1 alike in details. A pointer into the
//! result may name levels that the text does not have, such as the `allOf` around a
//! reference; when it is printed, the deepest level that the text has stands for it.
//! Deliberately absent: keywords that never came through the audit.

mod deep;
mod hoist;
mod inner;
mod lists;
mod schema;
mod types;
mod values;

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::Diagnostics;
use crate::codegen::document::Version;
use crate::codegen::document::keywords::{Kind, ValueKind};
use crate::codegen::source::Path;
use hoist::Moved;
use values::Idle;

/// Rewrites a description.
pub(super) fn rewrite(raw: &mut Value, version: Version, diagnostics: &mut Diagnostics) {
    let moved = match version {
        Version::V3_0 => Moved::default(),
        Version::V3_1 | Version::V3_2 => hoist::hoist(raw),
    };
    deep::name(raw, &moved);
    inner::name(raw, diagnostics);
    let mut rewriter = Rewriter {
        version,
        diagnostics,
        moved,
        idle: Vec::new(),
    };
    rewriter.value(raw, ValueKind::Object(Kind::Document), &Path::ROOT);
    rewriter.warn_of_idle_keywords();
}

struct Rewriter<'a> {
    version: Version,
    diagnostics: &'a mut Diagnostics,
    moved: Moved,
    /// Keywords without effect. Some descriptions have hundreds, so there is one
    /// warning for all that are alike.
    idle: Vec<Idle>,
}

impl Rewriter<'_> {
    fn value(&mut self, value: &mut Value, takes: ValueKind, at: &Path<'_>) {
        match (takes, value) {
            (ValueKind::List(takes), Value::Sequence(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.value(item, *takes, &at.index(index));
                }
            }
            (ValueKind::Map(takes), Value::Mapping(members)) => {
                for (key, member) in members.iter_mut() {
                    if let Value::String(name) = key {
                        self.value(member, *takes, &at.child(name));
                    }
                }
            }
            (ValueKind::Object(Kind::Schema), value @ Value::Bool(_)) => {
                // A schema that allows nothing has passed the audit only below an ignored keyword.
                let everything = value.as_bool() == Some(true);
                let nothing = || (Value::from("not"), Value::Mapping(Mapping::new()));
                let members = (!everything).then(nothing).into_iter().collect();
                *value = Value::Mapping(members);
            }
            (
                ValueKind::Object(Kind::Schema) | ValueKind::SchemaOrBool,
                Value::Mapping(members),
            ) => {
                self.object(Kind::Schema, members, at);
                self.schema(members, at);
            }
            // openapiv3 does not look beside a reference, so what 3.1 allows there may stay.
            (ValueKind::Reference(_), Value::Mapping(members)) if members.contains_key("$ref") => {}
            (ValueKind::Object(kind) | ValueKind::Reference(kind), Value::Mapping(members)) => {
                self.object(kind, members, at)
            }
            _ => {}
        }
    }

    fn object(&mut self, kind: Kind, members: &mut Mapping, at: &Path<'_>) {
        for name in removed(kind) {
            members.shift_remove(name);
        }
        // Both may be left out in 3.1.
        let needed = match kind {
            Kind::Document => Some("paths"),
            Kind::Operation => Some("responses"),
            _ => None,
        };
        if let Some(name) = needed {
            members
                .entry(Value::from(name))
                .or_insert_with(|| Value::Mapping(Mapping::new()));
        }
        for (key, value) in members.iter_mut() {
            let Value::String(name) = key else { continue };
            if let Some(keyword) = kind.keyword(name) {
                self.value(value, keyword.takes, &at.child(name));
            } else if let (Some(takes), false) = (kind.entries(), name.starts_with("x-")) {
                self.value(value, takes, &at.child(name));
            }
        }
    }
}

/// The ignored keywords that openapiv3 does not know or misreads.
fn removed(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Document => &["webhooks", "jsonSchemaDialect"],
        Kind::Info => &["summary"],
        Kind::License => &["identifier"],
        Kind::Operation => &["callbacks"],
        Kind::Response => &["links"],
        Kind::Components => &["callbacks", "links", "pathItems"],
        Kind::Schema => &[
            "$comment",
            "$schema",
            "contains",
            "contentSchema",
            "dependentRequired",
            "dependentSchemas",
            "else",
            "if",
            "maxContains",
            "minContains",
            "not",
            "propertyNames",
            "then",
            "unevaluatedItems",
            "unevaluatedProperties",
        ],
        _ => &[],
    }
}

#[cfg(test)]
mod tests;
