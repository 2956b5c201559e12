//! The values that a crate must decode and encode without loss.
//!
//! In: a description as it was read. Out: for every component schema, and for the JSON
//! bodies of every operation, values made from the schema and the examples that the
//! description gives. Deliberately absent: schemas that stand inside others; they are
//! tried as a part of those.

use openapiv3::{Content, Example, MediaType, Operation, PathItem, ReferenceOr};
use serde_json::{Value, json};

use super::synthesize::Synthesis;
use crate::codegen::diagnostics::Diagnostics;
use crate::codegen::document::Document;
use crate::codegen::source::Pointer;

/// One value, and what decodes it.
#[derive(Clone, Debug)]
pub struct Case {
    /// `schema`, `request` or `response`: the function of the emitted types.
    pub kind: &'static str,
    /// The name of the schema, or the id of the operation.
    pub name: String,
    /// Whether the description gives the value as an example.
    pub is_example: bool,
    /// The value.
    pub value: Value,
}

impl Case {
    /// Returns the case as a line for the crate's program.
    pub(super) fn line(&self) -> String {
        let line = json!({
            "kind": self.kind,
            "name": self.name,
            "example": self.is_example,
            "value": self.value,
        });
        format!("{line}\n")
    }
}

/// Returns all cases of a description.
pub fn cases(document: &Document) -> Vec<Case> {
    // What is wrong with the schemas has been said when the crate was made.
    let mut diagnostics = Diagnostics::new();
    let mut cases = Cases {
        document,
        synthesis: Synthesis::new(document, &mut diagnostics),
        found: Vec::new(),
    };
    for at in document.schemas.components() {
        if let Some(name) = document.schemas.get(at) {
            cases.of_schema("schema", name, at);
        }
    }
    for (path, item) in &document.openapi.paths.paths {
        let at = Pointer::root().child("paths").child(path);
        for (method, operation) in item.as_item().into_iter().flat_map(PathItem::iter) {
            if let Some(id) = &operation.operation_id {
                cases.of_operation(id, operation, &at.child(method));
            }
        }
    }
    cases.found
}

struct Cases<'d> {
    document: &'d Document,
    synthesis: Synthesis<'d>,
    found: Vec<Case>,
}

impl<'d> Cases<'d> {
    fn of_operation(&mut self, id: &str, operation: &'d Operation, at: &Pointer) {
        let targets = &self.document.targets;
        let body = operation.request_body.as_ref();
        let body = body.and_then(|body| targets.resolve(body, &at.child("requestBody")));
        if let Some((body, at)) = body {
            self.of_body("request", id, &body.content, &at);
        }
        let responses = operation.responses.responses.iter();
        let mut successes = responses.filter_map(|(status, response)| {
            let status = status.to_string();
            let at = at.child("responses").child(&status);
            let is_success = status.starts_with('2');
            is_success.then(|| targets.resolve(response, &at)).flatten()
        });
        // Several successes are told apart by their status, which a value does not have.
        if let (Some((response, at)), None) = (successes.next(), successes.next()) {
            let before = self.found.len();
            self.of_body("response", id, &response.content, &at);
            // What a page is recognised by must be there, whatever its schema says.
            let pagination = operation.extensions.get("x-pagination");
            if let Some(items) = pagination.and_then(|paged| paged["items"].as_str()) {
                let is_page = |value: &Value| value.is_array() || value.get(items).is_some();
                let pages = self.found.split_off(before).into_iter();
                self.found.extend(pages.filter(|case| is_page(&case.value)));
            }
        }
    }

    fn of_body(&mut self, kind: &'static str, id: &str, content: &'d Content, at: &Pointer) {
        const JSON: &str = "application/json";
        let Some(media) = content.get(JSON).filter(|_| content.len() == 1) else {
            return;
        };
        if media.schema.is_some() {
            let at = at.child("content").child(JSON).child("schema");
            self.of_schema(kind, id, &at);
        }
        for value in self.examples(media) {
            self.add(kind, id, true, value);
        }
    }

    fn examples(&self, media: &MediaType) -> Vec<Value> {
        let raw = &self.document.raw;
        let value = |example: &ReferenceOr<Example>| match example {
            ReferenceOr::Item(example) => example.value.clone(),
            ReferenceOr::Reference { reference } => {
                let (_, example) = Pointer::parse(reference)?.chain(raw).last()?;
                serde_json::to_value(example.get("value")?).ok()
            }
        };
        let named = media.examples.values().filter_map(value);
        media.example.iter().cloned().chain(named).collect()
    }

    fn of_schema(&mut self, kind: &'static str, name: &str, at: &Pointer) {
        // Null belongs to the uses of a schema, not to its type, and is tried there.
        let is_type = |value: &Value| kind != "schema" || !value.is_null();
        for value in self.synthesis.values(at).into_iter().filter(is_type) {
            self.add(kind, name, false, value);
        }
        let example = self.synthesis.example(at);
        if let Some(value) = example.filter(|value| !value.is_null()) {
            self.add(kind, name, true, value);
        }
    }

    fn add(&mut self, kind: &'static str, name: &str, is_example: bool, value: Value) {
        self.found.push(Case {
            kind,
            name: name.to_owned(),
            is_example,
            value,
        });
    }
}

#[cfg(test)]
mod tests;
