//! References into schemas, such as `#/components/schemas/A/properties/b`.
//!
//! In: a value with such references. Out: a component schema for what each of them leads
//! to, named after the way to it, and `$ref` to that in its old place and in all
//! references. So there is one type, whoever uses it. Deliberately absent: references to
//! anything but schemas.

use std::collections::BTreeMap;

use serde_yaml::{Mapping, Value};

use crate::codegen::document::v3_1::hoist::Moved;
use crate::codegen::source::Pointer;

/// Gives all schemas names that are referred to and have none.
pub(super) fn name(raw: &mut Value, moved: &Moved) {
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    let mut found = Vec::new();
    collect(raw, moved, false, &mut found);
    let mut places = Vec::new();
    while let Some(reference) = found.pop() {
        if named.contains_key(&reference) {
            continue;
        }
        let Some(pointer) = Pointer::parse(&reference) else {
            continue;
        };
        let Some(schema) = pointer.resolve(raw).cloned() else {
            continue;
        };
        let Some(schemas) = section(raw, "schemas") else {
            return;
        };
        let name = free_name(schemas, &pointer, "");
        schemas.insert(Value::from(name.clone()), schema);
        let new = Pointer::root()
            .child("components")
            .child("schemas")
            .child(&name);
        named.insert(reference, new.to_string());
        places.push((pointer, new.to_string()));
    }
    if named.is_empty() {
        return;
    }
    rename(raw, moved, &named);
    for (pointer, new) in places {
        if let Some(place) = place(raw, &pointer) {
            // Another reference may have led to something around it, which is a reference now.
            *place = Value::Mapping(Mapping::from_iter([(
                Value::from("$ref"),
                Value::from(new),
            )]));
        }
    }
}

/// Returns a section of the components, a new one where there was none.
pub(super) fn section<'v>(raw: &'v mut Value, name: &str) -> Option<&'v mut Mapping> {
    let Value::Mapping(document) = raw else {
        return None;
    };
    let empty = || Value::Mapping(Mapping::new());
    let components = document
        .entry(Value::from("components"))
        .or_insert_with(empty);
    let Value::Mapping(components) = components else {
        return None;
    };
    match components.entry(Value::from(name)).or_insert_with(empty) {
        Value::Mapping(section) => Some(section),
        _ => None,
    }
}

/// What a reference says when schemas have been moved, where it leads into a schema.
fn deep(reference: &str, moved: &Moved) -> Option<String> {
    let reference = moved
        .target(reference)
        .unwrap_or_else(|| reference.to_owned());
    let pointer = Pointer::parse(&reference).filter(|_| reference.starts_with('#'))?;
    let tokens: Vec<_> = pointer.tokens().collect();
    let [.., before, last] = tokens.as_slice() else {
        return None;
    };
    let inside = matches!(&**last, "schema" | "items" | "additionalProperties")
        || matches!(
            &**before,
            "properties" | "allOf" | "anyOf" | "oneOf" | "prefixItems"
        );
    let component = tokens.len() == 3 && tokens.first().is_some_and(|first| first == "components");
    (inside && !component && tokens.len() > 3).then(|| pointer.to_string())
}

/// Whether the values below a key are not part of the description.
fn is_data(key: &str) -> bool {
    key.starts_with("x-") || matches!(key, "example" | "examples" | "default" | "enum" | "const")
}

/// Whether the keys below a key are names.
fn holds_names(key: &str) -> bool {
    matches!(
        key,
        "properties" | "patternProperties" | "$defs" | "schemas"
    )
}

fn collect(value: &Value, moved: &Moved, names: bool, found: &mut Vec<String>) {
    match value {
        Value::Mapping(members) => {
            for (key, value) in members {
                match (key.as_str(), value) {
                    (Some("$ref"), Value::String(reference)) if !names => {
                        found.extend(deep(reference, moved));
                    }
                    (Some(key), _) if !names && is_data(key) => {}
                    (key, value) => {
                        let names = !names && key.is_some_and(holds_names);
                        collect(value, moved, names, found);
                    }
                }
            }
        }
        Value::Sequence(items) => items
            .iter()
            .for_each(|item| collect(item, moved, false, found)),
        _ => {}
    }
}

fn rename(value: &mut Value, moved: &Moved, named: &BTreeMap<String, String>) {
    match value {
        Value::Mapping(members) => {
            for (key, value) in members.iter_mut() {
                if let (Some("$ref"), Value::String(reference)) = (key.as_str(), &mut *value) {
                    let new = deep(reference, moved).and_then(|old| named.get(&old));
                    if let Some(new) = new {
                        reference.clone_from(new);
                    }
                } else {
                    rename(value, moved, named);
                }
            }
        }
        Value::Sequence(items) => items.iter_mut().for_each(|item| rename(item, moved, named)),
        _ => {}
    }
}

/// Returns what stands in a place, to change it.
pub(crate) fn place<'v>(raw: &'v mut Value, pointer: &Pointer) -> Option<&'v mut Value> {
    let mut place = raw;
    for token in pointer.tokens() {
        place = match place {
            Value::Mapping(members) => members.get_mut(&*token)?,
            Value::Sequence(items) => items.get_mut(token.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(place)
}

/// A name that no other component has: a given one, else the names on the way, without
/// the words of OpenAPI.
pub(super) fn free_name(section: &Mapping, pointer: &Pointer, called: &str) -> String {
    let tokens: Vec<_> = pointer.tokens().collect();
    let words = tokens.iter().filter(|token| {
        !matches!(
            &***token,
            "components" | "schemas" | "properties" | "paths" | "content" | "schema"
        )
    });
    let words: Vec<&str> = words.map(|token| &**token).collect();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    let spelled = |text: &str| {
        let words = text.split(|c| !plain(c)).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join("_")
    };
    let mut name = spelled(called);
    if name.is_empty() {
        name = spelled(&words.join("_"));
    }
    while section.contains_key(name.as_str()) {
        name.push('_');
    }
    name
}
