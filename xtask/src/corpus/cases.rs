//! The values that a crate must decode and encode without loss.
//!
//! In: a description as it was read. Out: for every component schema, and for the JSON
//! bodies of every operation, values made from the schema and the examples that the
//! description gives. Deliberately absent: schemas that stand inside others; they are
//! tried as a part of those.

use serde_json::{Value, json};
use serde_yaml::Value as Raw;

use super::synthesize::{Synthesis, resolve, value};
use crate::codegen::document::Document;
use crate::codegen::document::methods;

/// One value, and what decodes it.
#[derive(Clone, Debug)]
pub struct Case {
    /// `schema`, `request` or `response`: the function of the emitted `round_trip`.
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
    let root = &document.raw;
    let mut cases = Vec::new();
    for (name, schema) in members(&root["components"]["schemas"]) {
        of_schema(root, "schema", name, schema, &mut cases);
    }
    for (_, item) in members(&root["paths"]) {
        let item = resolve(root, item);
        for operation in methods().filter_map(|method| item.get(method)) {
            if let Some(id) = operation["operationId"].as_str() {
                of_operation(root, id, operation, &mut cases);
            }
        }
    }
    cases
}

fn of_operation(root: &Raw, id: &str, operation: &Raw, cases: &mut Vec<Case>) {
    if let Some(body) = operation.get("requestBody") {
        of_body(root, "request", id, resolve(root, body), cases);
    }
    let mut successes = members(&operation["responses"])
        .filter(|(status, _)| status.starts_with('2'))
        .map(|(_, response)| resolve(root, response));
    // Several successes are told apart by their status, which a value does not have.
    if let (Some(response), None) = (successes.next(), successes.next()) {
        let before = cases.len();
        of_body(root, "response", id, response, cases);
        // What a page is recognised by must be there, whatever its schema says.
        if let Some(items) = operation["x-pagination"]["items"].as_str() {
            let is_page = |value: &Value| value.is_array() || value.get(items).is_some();
            let pages = cases.split_off(before).into_iter();
            cases.extend(pages.filter(|case| is_page(&case.value)));
        }
    }
}

fn of_body(root: &Raw, kind: &'static str, id: &str, body: &Raw, cases: &mut Vec<Case>) {
    let content = body["content"].as_mapping();
    let only = content.filter(|content| content.len() == 1);
    let Some(media) = only.and_then(|content| content.get("application/json")) else {
        return;
    };
    if let Some(schema) = media.get("schema") {
        of_schema(root, kind, id, schema, cases);
    }
    let named = members(&media["examples"]);
    let examples = named.filter_map(|(_, example)| resolve(root, example).get("value"));
    for example in media.get("example").into_iter().chain(examples) {
        cases.push(Case {
            kind,
            name: id.to_owned(),
            is_example: true,
            value: value(example),
        });
    }
}

fn of_schema(root: &Raw, kind: &'static str, name: &str, schema: &Raw, cases: &mut Vec<Case>) {
    // Null belongs to the uses of a schema, not to its type, and is tried there.
    let is_type = |value: &Value| kind != "schema" || !value.is_null();
    let values = Synthesis::new(root).values(schema);
    for value in values.into_iter().filter(is_type) {
        cases.push(Case {
            kind,
            name: name.to_owned(),
            is_example: false,
            value,
        });
    }
    if let Some(example) = schema.get("example").filter(|value| !value.is_null()) {
        cases.push(Case {
            kind,
            name: name.to_owned(),
            is_example: true,
            value: value(example),
        });
    }
}

/// The members of an object; none where there is none.
fn members(value: &Raw) -> impl Iterator<Item = (&str, &Raw)> {
    let members = value.as_mapping().into_iter().flatten();
    members.filter_map(|(name, value)| Some((name.as_str()?, value)))
}
