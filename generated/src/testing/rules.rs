//! The rules for bodies of requests, as the description gives them.
//!
//! In: a body. Out: the request that it is, or a refusal with the service's words. Deliberately
//! absent: rules that look at what is there already (see `grants.rs` and `organizations.rs`).

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::reply::{Answer, Refusal};

/// A member that a body may have.
pub(super) struct Member {
    name: &'static str,
    kind: Kind,
    is_required: bool,
    is_nullable: bool,
}

enum Kind {
    Flag,
    /// A text with at least so many characters.
    Text(usize),
    Choice(&'static [&'static str]),
    /// Texts that are not empty and have at most so many characters.
    Texts(usize),
}

impl Member {
    const fn new(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            is_required: false,
            is_nullable: false,
        }
    }

    const fn required(self) -> Self {
        Self {
            is_required: true,
            ..self
        }
    }

    const fn nullable(self) -> Self {
        Self {
            is_nullable: true,
            ..self
        }
    }
}

pub(super) const SUBJECT_TYPES: &[&str] = &["client", "user", "anonymous_user"];
pub(super) const DEFAULT_FOR: &[&str] = &["third_party_clients"];
const USAGES: &[&str] = &["deny", "allow", "require"];

/// Of `CreateClientGrantRequest`.
pub(super) const CREATE: &[Member] = &[
    Member::new("audience", Kind::Text(1)).required(),
    Member::new("client_id", Kind::Text(0)),
    Member::new("default_for", Kind::Choice(DEFAULT_FOR)),
    Member::new("scope", Kind::Texts(280)),
    Member::new("organization_usage", Kind::Choice(USAGES)),
    Member::new("allow_any_organization", Kind::Flag),
    Member::new("subject_type", Kind::Choice(SUBJECT_TYPES)),
    Member::new("authorization_details_types", Kind::Texts(255)),
    Member::new("allow_all_scopes", Kind::Flag),
];

/// Of `UpdateClientGrantRequest`.
pub(super) const UPDATE: &[Member] = &[
    Member::new("scope", Kind::Texts(280)).nullable(),
    Member::new("organization_usage", Kind::Choice(USAGES)).nullable(),
    Member::new("allow_any_organization", Kind::Flag).nullable(),
    Member::new("authorization_details_types", Kind::Texts(255)),
    Member::new("allow_all_scopes", Kind::Flag).nullable(),
];

/// Of `AddOrganizationClientGrantRequest`.
pub(super) const ADD: &[Member] = &[Member::new("grant_id", Kind::Text(0)).required()];

/// Reads a body that keeps to the rules for its members.
pub(super) fn read<T: DeserializeOwned>(body: &[u8], members: &[Member]) -> Answer<T> {
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        return Err(Refusal::body("Invalid request payload JSON format"));
    };
    match &value {
        Value::Object(object) => check(object, members)?,
        other => return Err(wrong_type("object", other, None)),
    }
    serde_json::from_value(value)
        .map_err(|_| Refusal::body("Payload validation error: the body cannot be read."))
}

/// Says what is wrong with a body, or with one member of it, in the words of the service.
pub(super) fn fault(what: &str, name: Option<&str>) -> Refusal {
    let place = name.map(|name| format!(" on property {name}"));
    let place = place.unwrap_or_default();
    Refusal::body(format!("Payload validation error: '{what}'{place}."))
}

fn check(object: &Map<String, Value>, members: &[Member]) -> Answer<()> {
    for (name, value) in object {
        match members.iter().find(|member| member.name == name) {
            Some(member) if member.is_nullable && value.is_null() => {}
            Some(member) => member.kind.check(value, name)?,
            None => {
                let what = format!("Additional properties not allowed: {name}");
                return Err(fault(&what, None));
            }
        }
    }
    let mut required = members.iter().filter(|member| member.is_required);
    match required.find(|member| !object.contains_key(member.name)) {
        Some(member) => Err(missing(member.name)),
        None if object.is_empty() => Err(fault("Too few properties defined (0), minimum 1", None)),
        None => Ok(()),
    }
}

pub(super) fn missing(name: &str) -> Refusal {
    fault(&format!("Missing required property: {name}"), None)
}

impl Kind {
    fn check(&self, value: &Value, name: &str) -> Answer<()> {
        match (self, value) {
            (Self::Flag, Value::Bool(_)) => Ok(()),
            (Self::Text(least), Value::String(text)) => length(text, *least, usize::MAX, name),
            (Self::Choice(choices), Value::String(text)) => {
                if choices.contains(&text.as_str()) {
                    return Ok(());
                }
                Err(fault(&format!("No enum match for: {text}"), Some(name)))
            }
            (Self::Texts(most), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    let name = format!("{name}[{index}]");
                    match item {
                        Value::String(text) => length(text, 1, *most, &name)?,
                        other => return Err(wrong_type("string", other, Some(&name))),
                    }
                }
                Ok(())
            }
            (Self::Flag, other) => Err(wrong_type("boolean", other, Some(name))),
            (Self::Text(_) | Self::Choice(_), other) => {
                Err(wrong_type("string", other, Some(name)))
            }
            (Self::Texts(_), other) => Err(wrong_type("array", other, Some(name))),
        }
    }
}

fn length(text: &str, least: usize, most: usize, name: &str) -> Answer<()> {
    let count = text.chars().count();
    if count < least {
        let what = format!("String is too short ({count} chars), minimum {least}");
        return Err(fault(&what, Some(name)));
    }
    if count > most {
        let what = format!("String is too long ({count} chars), maximum {most}");
        return Err(fault(&what, Some(name)));
    }
    Ok(())
}

fn wrong_type(expected: &str, found: &Value, name: Option<&str>) -> Refusal {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    fault(
        &format!("Expected type {expected} but found type {found}"),
        name,
    )
}
