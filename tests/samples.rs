//! Every JSON sample of the description survives its generated type.
//!
//! The samples are found by walking the description: a new one is tested without
//! a line here. Each is decoded and encoded again, as it stands and with members
//! and enum values that the crate does not know. So are values made from the schemas.
#![cfg(test)]

#[path = "samples/found.rs"]
mod found;

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Map, Value, json};
use tests::fixtures::expect;
use tests::{description, options, root};
use xtask::codegen::Request;
use xtask::codegen::diagnostics::Diagnostics;
use xtask::codegen::document::Document;
use xtask::codegen::emit;
use xtask::codegen::model::Api;
use xtask::codegen::source::{Format, Source};

use found::{Kind, resolve, samples, spec};

/// So nothing that the crate knows is left out of these tests.
#[test]
fn the_types_by_name_are_those_of_the_description() {
    let types = emit::round_trip(&lowered(), &options());
    let types =
        format!("//! The types of the crate by name. Written with `UPDATE_EXPECT=1`.\n{types}");
    expect(&root().join("tests/src/types.rs"), &types).unwrap();
}

fn lowered() -> Api {
    let mut diagnostics = Diagnostics::new();
    let lowered = xtask::codegen::load(&Request::of(&description()), &mut diagnostics);
    lowered.unwrap().api
}

#[test]
fn every_sample_survives() {
    let spec = spec();
    let samples = samples(&spec);
    assert!(
        samples.len() > 50,
        "the walk found only {} samples",
        samples.len()
    );
    for sample in &samples {
        assert_eq!(
            sample.kind.round_trip(&sample.value, &sample.place),
            sample.value,
            "{}",
            sample.place
        );
    }
}

/// A value that an enum does not have decodes, too, so a slip in a sample would go unnoticed.
#[test]
fn samples_hold_only_values_that_the_enums_have() {
    let (spec, mut checked) = (spec(), 0);
    walk(&spec, &spec, "#", &mut checked);
    assert!(checked > 50, "{checked}");
}

/// Looks at the examples of everything below a place that has a schema, or is one.
fn walk(spec: &Value, value: &Value, place: &str, checked: &mut usize) {
    let schema = value.get("schema").unwrap_or(value);
    let examples = match value.get("examples") {
        Some(Value::Array(listed)) => listed.iter().collect(),
        Some(Value::Object(named)) => named
            .values()
            .filter_map(|example| resolve(spec, example).get("value"))
            .collect(),
        _ => Vec::new(),
    };
    for example in examples.into_iter().chain(value.get("example")) {
        assert!(has_known(spec, schema, example), "{place}: {example}");
        *checked += 1;
    }
    let members = value.as_object().into_iter().flatten();
    for (name, child) in members.filter(|(name, _)| !name.starts_with("example")) {
        walk(spec, child, &format!("{place}/{name}"), checked);
    }
    for (index, child) in value.as_array().into_iter().flatten().enumerate() {
        walk(spec, child, &format!("{place}/{index}"), checked);
    }
}

/// Whether a value has only what the enums of its schema have.
fn has_known(spec: &Value, schema: &Value, value: &Value) -> bool {
    let schema = resolve(spec, schema);
    let all = |keyword: &str| schema.get(keyword).and_then(Value::as_array);
    let forms = all("anyOf").or(all("oneOf"));
    all("enum").is_none_or(|allowed| allowed.contains(value))
        && forms.is_none_or(|forms| forms.iter().any(|form| has_known(spec, form, value)))
        && value.as_array().into_iter().flatten().all(|item| {
            let schema = schema.get("items");
            schema.is_none_or(|schema| has_known(spec, schema, item))
        })
        && value
            .as_object()
            .into_iter()
            .flatten()
            .all(|(name, member)| {
                let schema = schema.get("properties").and_then(|all| all.get(name));
                schema.is_none_or(|schema| has_known(spec, schema, member))
            })
}

/// Values made from the schemas: the edges of limits, members absent, null and present,
/// members and values that nobody knows.
#[test]
fn every_value_that_a_schema_allows_survives() {
    let text = fs::read_to_string(description()).unwrap();
    let source = Source {
        name: "description".to_owned(),
        format: Format::of_text(&text),
        text,
    };
    let document = Document::parse(source, &mut Diagnostics::new()).unwrap();
    let cases = xtask::corpus::cases(&document);
    for kind in ["schema", "request", "response"] {
        let count = cases.iter().filter(|case| case.kind == kind).count();
        assert!(count > 20, "only {count} values of kind {kind}");
    }
    let mut undecoded = BTreeSet::new();
    for case in cases {
        let kind = match case.kind {
            "schema" => Kind::Schema(case.name.clone()),
            "request" => Kind::Request(case.name.clone()),
            _ => Kind::Response(case.name.clone()),
        };
        match kind.decoded(&case.value, &case.name) {
            Some(value) => assert_eq!(value, case.value, "{} {}", case.kind, case.name),
            None => _ = undecoded.insert(case.name),
        }
    }
    // The forms of a page have no types: they are read by the operation.
    let is_form = |name: &String| name.ends_with("List");
    assert!(undecoded.iter().all(is_form), "{undecoded:?}");
}

#[test]
fn every_operation_has_samples_of_what_it_sends_and_gets() {
    let spec = spec();
    let samples = samples(&spec);
    let has = |wanted: &dyn Fn(&Kind) -> bool| samples.iter().any(|sample| wanted(&sample.kind));
    for (path, item) in spec["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Some(id) = operation.get("operationId").and_then(Value::as_str) else {
                continue;
            };
            let gets = operation["responses"].get("204").is_none();
            assert!(
                !gets || has(&|kind| matches!(kind, Kind::Response(other) if other == id)),
                "{method} {path}"
            );
            let sends = operation.get("requestBody").is_some();
            assert!(
                !sends || has(&|kind| matches!(kind, Kind::Request(other) if other == id)),
                "{method} {path}"
            );
        }
    }
}

/// Whether a schema is a map: any name is a known one there.
fn is_map(spec: &Value, schema: &Value) -> bool {
    let schema = resolve(spec, schema);
    schema.get("properties").is_none()
        && schema
            .get("additionalProperties")
            .is_some_and(Value::is_object)
}

/// The names of all properties that are maps.
fn maps(spec: &Value) -> Vec<String> {
    let schemas = spec["components"]["schemas"].as_object().unwrap().values();
    let properties = schemas
        .filter_map(|schema| schema.get("properties")?.as_object())
        .flatten();
    properties
        .filter(|(_, schema)| is_map(spec, schema))
        .map(|(name, _)| name.clone())
        .collect()
}

/// Adds a member to every object that isn't a map.
fn with_unknown_members(value: &Value, maps: &[String]) -> Value {
    match value {
        Value::Array(items) => items
            .iter()
            .map(|item| with_unknown_members(item, maps))
            .collect(),
        Value::Object(members) => {
            let grown = |(name, value): (&String, &Value)| {
                let is_map = maps.contains(name);
                (
                    name.clone(),
                    if is_map {
                        value.clone()
                    } else {
                        with_unknown_members(value, maps)
                    },
                )
            };
            let mut members: Map<String, Value> = members.iter().map(grown).collect();
            members.insert("added_later".to_owned(), json!({"deep": [1, null, "x"]}));
            Value::Object(members)
        }
        other => other.clone(),
    }
}

#[test]
fn unknown_members_survive() {
    let spec = spec();
    let maps = maps(&spec);
    assert!(!maps.is_empty());
    for sample in samples(&spec) {
        if let Kind::Schema(name) = &sample.kind {
            if is_map(&spec, &spec["components"]["schemas"][name]) {
                continue;
            }
        }
        let value = with_unknown_members(&sample.value, &maps);
        assert_eq!(
            sample.kind.round_trip(&value, &sample.place),
            value,
            "{}",
            sample.place
        );
    }
}

/// The names of all properties whose values are texts out of a list.
fn enums(spec: &Value) -> Vec<String> {
    let schemas = spec["components"]["schemas"].as_object().unwrap().values();
    let properties = schemas
        .filter_map(|schema| schema.get("properties")?.as_object())
        .flatten();
    let alternatives = |schema: &Value, key| schema.get(key).and_then(Value::as_array).cloned();
    let lists = |schema: &Value| {
        let schema = resolve(spec, schema);
        let constants = alternatives(schema, "oneOf");
        schema.get("enum").is_some()
            || constants.is_some_and(|all| all.iter().all(|one| one.get("const").is_some()))
    };
    let listed = |(_, schema): &(&String, &Value)| {
        lists(schema) || alternatives(schema, "anyOf").is_some_and(|all| all.iter().any(lists))
    };
    properties
        .filter(listed)
        .map(|(name, _)| name.clone())
        .collect()
}

/// Changes every enum value into one that nobody knows, and counts them.
fn with_unknown_values(value: &mut Value, enums: &[String], changed: &mut usize) {
    match value {
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| with_unknown_values(item, enums, changed)),
        Value::Object(members) => {
            for (name, value) in members {
                if enums.contains(name) && value.is_string() {
                    *value = json!("added \u{2603} \"later\"");
                    *changed += 1;
                } else {
                    with_unknown_values(value, enums, changed);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn unknown_enum_values_survive() {
    let mut changed = 0;
    let spec = spec();
    let enums = enums(&spec);
    for sample in samples(&spec) {
        let mut value = sample.value.clone();
        with_unknown_values(&mut value, &enums, &mut changed);
        assert_eq!(
            sample.kind.round_trip(&value, &sample.place),
            value,
            "{}",
            sample.place
        );
    }
    assert!(changed > 20, "only {changed} values were changed");
}
