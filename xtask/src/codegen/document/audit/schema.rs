//! Rules of schemas that the tables cannot state.
//!
//! In: a schema. Out: complaints about its form, and about what 3.0 or 3.1 alone knows.
//! Deliberately absent: its type and the values in it, which were put right before; rules across
//! schemas, such as what all items of `allOf` are together.

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::Code;
use crate::codegen::document::Version;
use crate::codegen::document::audit::effect;
use crate::codegen::document::audit::{Audit, Kind, ValueKind, is_ignored};
use crate::codegen::document::keywords::{Node, found, stated};
use crate::codegen::source::Path;

impl Audit<'_> {
    /// Checks what stands in place of a schema. Returns whether it has members.
    pub(super) fn schema(&mut self, node: &Node<'_>) -> bool {
        let at = &node.at;
        let help = match node.value {
            Value::Mapping(_) => return true,
            Value::Bool(_) if self.version == Version::V3_0 && !is_closing(node) => {
                let message = "a boolean schema is OpenAPI 3.1, this description says it is 3.0";
                self.report(Code::SCHEMA_OF_NEWER_VERSION, at, message)
                    .help("write `{}` for any value; it is read as in 3.1");
                return false;
            }
            Value::Bool(_) => return false,
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
            self.reference(Kind::Schema, members, node);
        }
        if !is_ignored(node) {
            effect::check(self, members, &stated(members), at);
        }
    }

    /// Checks the value of `type`, whose words are those of JSON Schema by now.
    pub(super) fn schema_type(&mut self, value: &Value, at: &Path<'_>) -> bool {
        match value {
            Value::String(_) | Value::Sequence(_) => false,
            _ => self.wrong(value, ValueKind::Type, at),
        }
    }

    /// Checks the value of `exclusiveMinimum` and `exclusiveMaximum`.
    pub(super) fn bound(&mut self, value: &Value, at: &Path<'_>) -> bool {
        let (code, message, help) = match (value, self.version) {
            (Value::Bool(_), Version::V3_0) => return false,
            (Value::Number(_), Version::V3_0) => (
                Code::SCHEMA_OF_NEWER_VERSION,
                "a number as exclusive bound is OpenAPI 3.1, this description says it is 3.0",
                "write the number as `minimum` or `maximum` and `true` here; it is read as in 3.1",
            ),
            (Value::Number(_), _) => return false,
            (Value::Bool(_), _) => (
                Code::BOOLEAN_EXCLUSIVE_BOUND,
                "a boolean as exclusive bound is OpenAPI 3.0, this description says it is 3.1",
                "write the number here, instead of `minimum` or `maximum`; it is read as in 3.0",
            ),
            _ => return self.wrong(value, ValueKind::Bound, at),
        };
        self.report(code, at, message).help(help);
        false
    }
}

/// Whether `false` or `true` has a meaning of its own in a place: it closes an object.
fn is_closing(node: &Node<'_>) -> bool {
    matches!(node.takes, ValueKind::SchemaOrBool)
}
