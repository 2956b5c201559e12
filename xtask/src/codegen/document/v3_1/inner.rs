//! References to what stands inside something else, such as `#/paths/~1a/get/parameters/0`.
//!
//! In: a value that has passed the audit. Out: a component for what each of them leads to,
//! and a reference to that in its old place and in theirs, because openapiv3 and lowering
//! know components by name only. A path that refers to another path becomes a copy of it;
//! the copy has no operationIds, which are for one operation each. Deliberately absent:
//! schemas, which `deep` names.

use std::collections::HashMap;

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::Diagnostics;
use crate::codegen::document::keywords::{Kind, ValueKind, methods};
use crate::codegen::document::v3_1::deep;
use crate::codegen::source::Pointer;

/// How many paths may refer to each other in a row.
const MAX_CHAIN: usize = 16;

/// Gives everything a name that is referred to and has none.
pub(super) fn name(raw: &mut Value, diagnostics: &mut Diagnostics) {
    let mut found: Vec<(Kind, Pointer)> = Vec::new();
    references(
        raw,
        ValueKind::Object(Kind::Document),
        &mut |kind, reference| {
            let pointer = Pointer::parse(reference).filter(|pointer| !is_component(pointer));
            found.extend(pointer.map(|pointer| (kind, pointer)));
        },
    );
    // What stands inside another target is moved first, so that all are found in their places.
    found.sort_by_key(|(_, pointer)| std::cmp::Reverse(pointer.tokens().count()));
    let mut named: HashMap<Pointer, String> = HashMap::new();
    for (kind, pointer) in found {
        if named.contains_key(&pointer) {
            continue;
        }
        if let Some(new) = moved(raw, kind, &pointer) {
            let (file, origin) = diagnostics.origins.resolve(&pointer);
            diagnostics.origins.set(&new, file, origin);
            named.insert(pointer, new.to_string());
        }
    }
    if !named.is_empty() {
        references(
            raw,
            ValueKind::Object(Kind::Document),
            &mut |_, reference| {
                let new = Pointer::parse(reference).and_then(|pointer| named.get(&pointer));
                if let Some(new) = new {
                    reference.clone_from(new);
                }
            },
        );
    }
    path_items(raw, diagnostics);
}

/// Whether a place has a name of its own.
fn is_component(pointer: &Pointer) -> bool {
    let mut tokens = pointer.tokens();
    tokens.next().is_some_and(|first| first == "components") && tokens.count() == 2
}

/// Hands out all references but those to schemas and path items.
fn references(value: &mut Value, takes: ValueKind, each: &mut dyn FnMut(Kind, &mut String)) {
    match (takes, value) {
        (ValueKind::List(takes), Value::Sequence(items)) => {
            for item in items {
                references(item, *takes, each);
            }
        }
        (ValueKind::Map(takes), Value::Mapping(members)) => {
            for member in members.values_mut() {
                references(member, *takes, each);
            }
        }
        (ValueKind::Object(kind) | ValueKind::Reference(kind), Value::Mapping(members)) => {
            if let (ValueKind::Reference(_), Some(Value::String(reference))) =
                (takes, members.get_mut("$ref"))
            {
                return each(kind, reference);
            }
            for (key, value) in members.iter_mut() {
                let Some(name) = key.as_str().filter(|name| !name.starts_with("x-")) else {
                    continue;
                };
                let takes = kind.keyword(name).map(|keyword| keyword.takes);
                if let Some(takes) = takes.or_else(|| kind.entries()) {
                    references(value, takes, each);
                }
            }
        }
        _ => {}
    }
}

/// Makes a component of what stands in a place, and returns its own.
fn moved(raw: &mut Value, kind: Kind, pointer: &Pointer) -> Option<Pointer> {
    let section = kind.section()?;
    let value = pointer.resolve(raw)?.clone();
    let components = deep::section(raw, section)?;
    let called = value
        .get("name")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let name = deep::free_name(components, pointer, called);
    let new = Pointer::root()
        .child("components")
        .child(section)
        .child(&name);
    components.insert(Value::from(name), value);
    if let Some(place) = deep::place(raw, pointer) {
        *place = Value::Mapping(Mapping::from_iter([(
            Value::from("$ref"),
            Value::from(new.to_string()),
        )]));
    }
    Some(new)
}

/// A path that refers to another path becomes a copy of it.
fn path_items(raw: &mut Value, diagnostics: &mut Diagnostics) {
    let target = |item: &Value| Pointer::parse(item.get("$ref")?.as_str()?);
    let paths = raw.get("paths").and_then(Value::as_mapping);
    let found: Vec<(String, Pointer)> = paths
        .into_iter()
        .flatten()
        .filter_map(|(path, item)| Some((path.as_str()?.to_owned(), target(item)?)))
        .collect();
    for (path, mut pointer) in found {
        for _ in 0..MAX_CHAIN {
            match pointer.resolve(raw).and_then(target) {
                Some(next) => pointer = next,
                None => break,
            }
        }
        let Some(mut copy) = pointer.resolve(raw).cloned() else {
            continue;
        };
        for method in methods() {
            if let Some(Value::Mapping(operation)) = copy.get_mut(method) {
                operation.shift_remove("operationId");
            }
        }
        let at = Pointer::root().child("paths").child(&path);
        let (file, origin) = diagnostics.origins.resolve(&pointer);
        if let Some(place) = deep::place(raw, &at) {
            *place = copy;
            diagnostics.origins.set(&at, file, origin);
        }
    }
}
