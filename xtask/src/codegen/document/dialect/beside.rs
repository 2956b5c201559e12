//! What stands beside `$ref` in a schema of 3.0, where by the letter nothing has an effect.
//!
//! In: a schema with a reference. Out: the same with what 3.1 reads there and what changes
//! nothing of the type that is referred to: that null is a value, too, in which direction it is
//! sent, and remarks. Left out is what would make another type. Deliberately absent: references
//! in place of other objects than schemas.

use serde_yaml::{Mapping, Value};

use super::Dialect;
use crate::codegen::diagnostics::Code;
use crate::codegen::document::Version;
use crate::codegen::source::{Path, quoted};

/// What only says something about the use of what is referred to.
const REMARKS: [&str; 9] = [
    "description",
    "title",
    "summary",
    "example",
    "examples",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
];

impl Dialect<'_> {
    /// Reads what stands beside a reference.
    pub(super) fn beside_reference(&mut self, members: &mut Mapping, at: &Path<'_>) {
        if !members.contains_key("$ref") {
            return;
        }
        if self.version == Version::V3_0 {
            members.retain(|name, _| match name.as_str() {
                Some("$ref") | None => true,
                Some(name) => name.starts_with("x-") || self.beside(name, at),
            });
        }
        // A reference in place of other objects has one; what is the same for a schema is this.
        if let Some(Value::String(summary)) = members.shift_remove("summary") {
            members
                .entry(Value::from("description"))
                .or_insert(Value::String(summary));
        }
    }

    /// Says what becomes of a keyword. Returns whether it is read.
    fn beside(&mut self, name: &str, at: &Path<'_>) -> bool {
        let at = at.child(name);
        let quoted = quoted(name);
        if name == "nullable" {
            let message = "`nullable` beside `$ref` is read, though OpenAPI 3.0 gives it no effect";
            self.note(Code::NULLABLE_BESIDE_REF, &at, message)
                .help("write `allOf` with the reference as its only item beside `nullable`");
            return true;
        }
        if REMARKS.contains(&name) {
            let message =
                format!("{quoted} beside `$ref` is read, though OpenAPI 3.0 gives it no effect");
            self.note(Code::ANNOTATION_BESIDE_REF, &at, message);
            return true;
        }
        let message =
            format!("{quoted} has no effect beside `$ref` in OpenAPI 3.0 and is left out");
        self.note(Code::KEYWORD_BESIDE_REF, &at, message)
            .help("write `allOf` with the reference as its only item, or `openapi: 3.1.0`");
        false
    }
}
