//! The samples of the description, found by walking it.

use std::fs;

use serde_json::{Map, Value, json};
use tests::{description, round_trip};

/// A sample, what decodes it, and where it stands.
pub(super) struct Sample {
    pub(super) kind: Kind,
    pub(super) value: Value,
    pub(super) place: String,
}

#[derive(Clone)]
pub(super) enum Kind {
    /// The request body of an operation.
    Request(String),
    /// The successful response of an operation.
    Response(String),
    /// A component schema.
    Schema(String),
}

impl Kind {
    /// Decodes a value that stands at a place, and encodes it again.
    pub(super) fn round_trip(&self, value: &Value, place: &str) -> Value {
        self.decoded(value, place)
            .unwrap_or_else(|| panic!("{place}: nothing decodes it"))
    }

    /// The same, or none where the crate has no type of the name.
    pub(super) fn decoded(&self, value: &Value, place: &str) -> Option<Value> {
        let json = serde_json::to_vec(value).unwrap();
        let result = match self {
            Self::Request(operation) => round_trip::request(operation, &json),
            Self::Response(operation) => round_trip::response(operation, &json),
            Self::Schema(name) => round_trip::schema(name, &json),
        };
        let encoded = result?
            .unwrap_or_else(|error| panic!("{place}: this sample does not fit: {error}: {value}"));
        Some(serde_json::from_slice(&encoded).unwrap())
    }
}

pub(super) fn spec() -> Value {
    serde_yaml::from_str(&fs::read_to_string(description()).unwrap()).unwrap()
}

/// Follows references inside the description.
pub(super) fn resolve<'v>(spec: &'v Value, mut value: &'v Value) -> &'v Value {
    while let Some(target) = value.get("$ref").and_then(Value::as_str) {
        value = spec
            .pointer(target.strip_prefix('#').unwrap())
            .unwrap_or_else(|| panic!("{target}"));
    }
    value
}

/// The examples of a media type or of a parameter.
fn examples(spec: &Value, holder: &Value) -> Vec<(String, Value)> {
    let mut found: Vec<(String, Value)> = Vec::new();
    found.extend(
        holder
            .get("example")
            .map(|value| ("example".to_owned(), value.clone())),
    );
    for (name, example) in holder
        .get("examples")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        found.push((
            format!("examples/{name}"),
            resolve(spec, example)["value"].clone(),
        ));
    }
    found
}

pub(super) fn samples(spec: &Value) -> Vec<Sample> {
    let mut samples = Vec::new();
    for (path, item) in spec["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Some(id) = operation.get("operationId").and_then(Value::as_str) else {
                continue;
            };
            let place = format!("{method} {path}");
            if let Some(body) = operation.get("requestBody") {
                content(
                    spec,
                    resolve(spec, body),
                    &format!("{place} request"),
                    &Kind::Request(id.to_owned()),
                    &mut samples,
                );
            }
            for (status, response) in operation["responses"].as_object().unwrap() {
                let place = format!("{place} {status}");
                let response = resolve(spec, response);
                if status.starts_with('2') {
                    content(
                        spec,
                        response,
                        &place,
                        &Kind::Response(id.to_owned()),
                        &mut samples,
                    );
                } else {
                    content(
                        spec,
                        response,
                        &place,
                        &Kind::Schema("ApiError".to_owned()),
                        &mut samples,
                    );
                }
            }
        }
    }
    for (name, schema) in spec["components"]["schemas"].as_object().unwrap() {
        samples.extend(members(spec, name, schema));
        let own = schema
            .get("examples")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        for (index, value) in own.chain(schema.get("example")).enumerate() {
            let place = format!("schema {name} example {index}");
            samples.push(Sample {
                kind: Kind::Schema(name.clone()),
                value: value.clone(),
                place,
            });
        }
    }
    samples
}

/// The samples of single members: each is put into a whole sample of its schema.
fn members(spec: &Value, name: &str, schema: &Value) -> Vec<Sample> {
    let mut samples = Vec::new();
    let properties = schema.get("properties").and_then(Value::as_object);
    for (member, property) in properties.into_iter().flatten() {
        let listed = property
            .get("examples")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        for value in listed.chain(property.get("example")) {
            let mut whole = required(spec, schema);
            whole.insert(member.clone(), value.clone());
            samples.push(Sample {
                kind: Kind::Schema(name.to_owned()),
                value: Value::Object(whole),
                place: format!("member {member} of schema {name}"),
            });
        }
    }
    samples
}

/// An object with what a schema requires, made of the examples of its members.
fn required(spec: &Value, schema: &Value) -> Map<String, Value> {
    let names = schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let value = |name: &str| {
        let property = resolve(spec, &schema["properties"][name]);
        let example = property
            .get("examples")
            .and_then(|all| all.get(0))
            .or(property.get("example"));
        example
            .cloned()
            .unwrap_or_else(|| Value::Object(required(spec, property)))
    };
    names
        .filter_map(Value::as_str)
        .map(|name| (name.to_owned(), value(name)))
        .collect()
}

/// The samples of a body's media types. What is not a success is an `ApiError`,
/// which the schema must say.
fn content(spec: &Value, body: &Value, place: &str, kind: &Kind, samples: &mut Vec<Sample>) {
    for (media_type, media) in body
        .get("content")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        if let Kind::Schema(name) = kind {
            assert_eq!(
                media["schema"]["$ref"],
                json!(format!("#/components/schemas/{name}")),
                "{place}"
            );
        }
        for (name, value) in examples(spec, media) {
            samples.push(Sample {
                kind: kind.clone(),
                value,
                place: format!("{place} {media_type} {name}"),
            });
        }
    }
}
