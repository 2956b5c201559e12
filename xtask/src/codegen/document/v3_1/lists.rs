//! Items by their place, and members by the pattern of their name.
//!
//! In: a schema of 3.1 with `prefixItems` or `patternProperties`. Out: the same with one
//! schema for all items, or for all members that have no name, which is then one of the
//! alternatives. So nothing is refused that the description allows, and a value keeps a
//! type; which item or member has which of them is left to the service. Deliberately
//! absent: patterns, which nothing here understands but one that fits every name.

use serde_yaml::{Mapping, Value};

/// The patterns that fit every name.
const ANY_NAME: [&str; 6] = ["", ".*", "^.*$", ".+", "^.+$", "^"];

/// `prefixItems` becomes `items`.
pub(super) fn places(members: &mut Mapping) {
    let Some(Value::Sequence(mut schemas)) = members.shift_remove("prefixItems") else {
        if members.get("items").is_some_and(is_nothing) {
            members.shift_remove("items");
            members.insert(Value::from("maxItems"), Value::from(0));
        }
        return;
    };
    match members.shift_remove("items") {
        Some(rest @ Value::Mapping(_)) if is_nothing(&rest) => {
            members
                .entry(Value::from("maxItems"))
                .or_insert_with(|| Value::from(schemas.len()));
        }
        Some(rest) => schemas.push(rest),
        None => {}
    }
    if let Some(items) = one_of(schemas) {
        members.insert(Value::from("items"), items);
    }
    members
        .entry(Value::from("type"))
        .or_insert_with(|| Value::from("array"));
}

/// `patternProperties` becomes `additionalProperties`, where that says no more than they do.
pub(super) fn patterns(members: &mut Mapping) {
    let Some(Value::Mapping(patterns)) = members.shift_remove("patternProperties") else {
        return;
    };
    let every = patterns
        .keys()
        .filter_map(Value::as_str)
        .all(|pattern| ANY_NAME.contains(&pattern));
    let mut schemas: Vec<Value> = patterns.into_iter().map(|(_, schema)| schema).collect();
    match members.get("additionalProperties") {
        Some(Value::Bool(false)) => {}
        None | Some(Value::Bool(true)) if every => {}
        Some(rest @ Value::Mapping(_)) => schemas.push(rest.clone()),
        // What fits no pattern may be anything.
        _ => schemas.clear(),
    }
    match one_of(schemas) {
        Some(schema) => {
            members.insert(Value::from("additionalProperties"), schema);
        }
        None => {
            members.insert(Value::from("additionalProperties"), Value::Bool(true));
        }
    }
    members
        .entry(Value::from("type"))
        .or_insert_with(|| Value::from("object"));
}

/// One schema for what fits any of several.
fn one_of(schemas: Vec<Value>) -> Option<Value> {
    let mut different: Vec<Value> = Vec::with_capacity(schemas.len());
    for schema in schemas {
        if !different.contains(&schema) {
            different.push(schema);
        }
    }
    let last = different.pop()?;
    if different.is_empty() {
        return Some(last);
    }
    different.push(last);
    let alternatives = Mapping::from_iter([(Value::from("anyOf"), Value::Sequence(different))]);
    Some(Value::Mapping(alternatives))
}

/// Whether a schema, already rewritten, was `false`.
fn is_nothing(schema: &Value) -> bool {
    schema
        .get("not")
        .and_then(Value::as_mapping)
        .is_some_and(Mapping::is_empty)
}
