//! Moves what only 3.1 allows in its place to where 3.0 has it.
//!
//! In: a 3.1 value. Out: the same, in which `$defs` of component schemas are component
//! schemas themselves and path items of `components` stand in `paths`; and where the
//! schemas went, for the references to them. Deliberately absent: `$defs` of other
//! schemas, which are refused where the rewriting meets them.

use std::collections::HashMap;

use serde_yaml::{Mapping, Value};

use crate::codegen::source::Pointer;

/// Where schemas went: old pointer to new pointer.
#[derive(Debug, Default)]
pub(super) struct Moved(HashMap<Pointer, Pointer>);

impl Moved {
    /// Returns what a reference must say now, if it led to a schema that was moved, or into one.
    pub(super) fn target(&self, reference: &str) -> Option<String> {
        if self.0.is_empty() || !reference.contains("$defs") {
            return None;
        }
        let pointer = Pointer::parse(reference)?;
        let depth = pointer.tokens().count();
        (0..=depth).rev().find_map(|depth| {
            let new = self.0.get(&pointer.prefix(depth))?;
            let rest = pointer.tokens().skip(depth);
            Some(
                rest.fold(new.clone(), |at, token| at.child(&token))
                    .to_string(),
            )
        })
    }
}

/// Moves everything there is to move.
pub(super) fn hoist(raw: &mut Value) -> Moved {
    let Value::Mapping(document) = raw else {
        return Moved::default();
    };
    let mut moved = Moved::default();
    let Some(Value::Mapping(components)) = document.get_mut("components") else {
        return moved;
    };
    if let Some(Value::Mapping(schemas)) = components.get_mut("schemas") {
        definitions(schemas, &mut moved);
    }
    if let Some(Value::Mapping(items)) = components.remove("pathItems") {
        if let Some(Value::Mapping(paths)) = document.get_mut("paths") {
            path_items(paths, &items);
        }
    }
    moved
}

/// Each name in `$defs` becomes a name in `schemas`, with the name of its owner before
/// it when it is taken.
fn definitions(schemas: &mut Mapping, moved: &mut Moved) {
    let root = Pointer::root().child("components").child("schemas");
    let names = schemas.keys().filter_map(Value::as_str);
    let mut queue: Vec<(String, Pointer)> = names
        .map(|name| (name.to_owned(), root.child(name)))
        .collect();
    let mut next = 0;
    while let Some((owner, old)) = queue.get(next).cloned() {
        next += 1;
        let Some(Value::Mapping(schema)) = schemas.get_mut(owner.as_str()) else {
            continue;
        };
        let Some(Value::Mapping(inner)) = schema.shift_remove("$defs") else {
            continue;
        };
        for (key, value) in inner {
            let Value::String(name) = key else { continue };
            let old = old.child("$defs").child(&name);
            let new = free_name(schemas, &owner, &name);
            moved.0.insert(old.clone(), root.child(&new));
            schemas.insert(Value::String(new.clone()), value);
            queue.push((new, old));
        }
    }
}

fn free_name(schemas: &Mapping, owner: &str, name: &str) -> String {
    if !schemas.contains_key(name) {
        return name.to_owned();
    }
    let mut new = format!("{owner}{name}");
    while schemas.contains_key(new.as_str()) {
        new.push('_');
    }
    new
}

/// A path that refers to a path item becomes a copy of it.
fn path_items(paths: &mut Mapping, items: &Mapping) {
    for item in paths.values_mut() {
        // An item may refer to another one; the audit has seen that this ends.
        while let Some(copy) = item
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|reference| named(reference, items))
        {
            *item = copy.clone();
        }
    }
}

fn named<'i>(reference: &str, items: &'i Mapping) -> Option<&'i Value> {
    let pointer = Pointer::parse(reference)?;
    let tokens: Vec<_> = pointer.tokens().collect();
    match tokens.as_slice() {
        [components, section, name] if components == "components" && section == "pathItems" => {
            items.get(&**name)
        }
        _ => None,
    }
}
