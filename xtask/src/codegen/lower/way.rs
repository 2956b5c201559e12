//! Which way schemas go: out with a request, in with a response, or both.
//!
//! In: the description as a value. Out: the component schemas that
//! each way can reach. It is needed before anything is lowered, because it decides
//! whether a member that is `readOnly` or `writeOnly` can be required. Deliberately
//! absent: what `traits.rs` knows better about types.

use std::collections::HashSet;

use serde_yaml::Value;

use crate::codegen::source::Pointer;

/// The component schemas that requests and responses reach.
#[derive(Debug, Default)]
pub(crate) struct Ways {
    sent: HashSet<String>,
    received: HashSet<String>,
}

impl Ways {
    /// Looks through a description.
    pub(crate) fn of(raw: &Value) -> Self {
        let mut ways = Self::default();
        let components = raw.get("components");
        let section = |name: &str| components.and_then(|all| all.get(name));
        let mut open = (Vec::new(), Vec::new());
        divide(raw.get("paths"), &mut open);
        references(section("requestBodies"), &mut open.0);
        references(section("parameters"), &mut open.0);
        references(section("responses"), &mut open.1);
        references(section("headers"), &mut open.1);
        let schemas = section("schemas");
        follow(schemas, open.0, &mut ways.sent);
        follow(schemas, open.1, &mut ways.received);
        ways
    }

    /// Whether a schema leaves with requests.
    pub(crate) fn sent(&self, at: &Pointer) -> bool {
        holds(
            &self.sent,
            at,
            &["requestBody", "requestBodies", "parameters"],
        )
    }

    /// Whether a schema comes with responses.
    pub(crate) fn received(&self, at: &Pointer) -> bool {
        holds(&self.received, at, &["responses", "headers"])
    }
}

fn holds(names: &HashSet<String>, at: &Pointer, places: &[&str]) -> bool {
    let mut tokens = at.tokens();
    match (tokens.next().as_deref(), tokens.next(), tokens.next()) {
        (Some("components"), Some(section), Some(name)) if section == "schemas" => {
            names.contains(&*name)
        }
        (Some("components"), Some(section), _) => places.contains(&&*section),
        _ => tokens.any(|token| places.contains(&&*token)),
    }
}

/// Divides the references of operations: requests, and responses.
fn divide(value: Option<&Value>, open: &mut (Vec<String>, Vec<String>)) {
    match value {
        Some(Value::Mapping(members)) => {
            for (name, value) in members {
                match name.as_str() {
                    Some("requestBody" | "parameters") => references(Some(value), &mut open.0),
                    Some("responses") => references(Some(value), &mut open.1),
                    _ => divide(Some(value), open),
                }
            }
        }
        Some(Value::Sequence(items)) => items.iter().for_each(|item| divide(Some(item), open)),
        _ => {}
    }
}

/// Collects the component schemas that a value refers to.
fn references(value: Option<&Value>, found: &mut Vec<String>) {
    match value {
        Some(Value::Mapping(members)) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                found.extend(schema_name(reference));
            }
            members
                .values()
                .for_each(|value| references(Some(value), found));
        }
        Some(Value::Sequence(items)) => {
            items.iter().for_each(|item| references(Some(item), found));
        }
        _ => {}
    }
}

/// The name of the component schema that a reference leads to.
fn schema_name(reference: &str) -> Option<String> {
    let pointer = Pointer::parse(reference)?;
    let mut tokens = pointer.tokens();
    let is_schema = tokens.next()? == "components" && tokens.next()? == "schemas";
    tokens
        .next()
        .filter(|_| is_schema)
        .map(|name| name.into_owned())
}

fn follow(schemas: Option<&Value>, mut open: Vec<String>, seen: &mut HashSet<String>) {
    while let Some(name) = open.pop() {
        let schema = schemas.and_then(|all| all.get(name.as_str()));
        if seen.insert(name) {
            references(schema, &mut open);
        }
    }
}
