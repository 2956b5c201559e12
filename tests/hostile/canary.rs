//! One hostile text in every place of the committed description, and of one that has what
//! that one has not, one at a time: it is refused with a place, or it is a text and no more.
//! Names of members are texts too: schemas, members, paths, media types and all others.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use tests::{description, generate};
use xtask::codegen::print::PrintedFile;

use super::inspect::{check, items};
use super::threads::at_once;

/// It would end an attribute, an item, a comment and a code block, and turns the
/// direction of writing.
const CANARY: &str = "\"]\n}\npub fn evil() {} /* ``` \u{202e}";

/// Keywords whose text only shows in documentation, or nowhere.
const TEXTS: &[&str] = &[
    "description",
    "summary",
    "title",
    "url",
    "version",
    "example",
    "default",
    "format",
    "bearerFormat",
];

/// A place of a text: the pointer, and the keyword that it is under.
#[derive(Clone, Debug)]
struct Place {
    pointer: String,
    keyword: String,
}

impl Place {
    /// Whether its text is no more than shown. The address of a server, and the defaults of its
    /// variables, decide what the user gives.
    fn is_text(&self) -> bool {
        TEXTS.contains(&self.keyword.as_str()) && !self.pointer.starts_with("/servers/")
    }
}

/// All texts that are values; those in examples are all under `example`.
fn places(value: &Value, pointer: &str, keyword: &str, found: &mut Vec<Place>) {
    match value {
        Value::String(_) => found.push(Place {
            pointer: pointer.to_owned(),
            keyword: keyword.to_owned(),
        }),
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                places(value, &format!("{pointer}/{index}"), keyword, found);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                let keyword = if matches!(keyword, "example" | "examples") {
                    "example"
                } else {
                    name
                };
                places(
                    value,
                    &format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1")),
                    keyword,
                    found,
                );
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn with_canary(spec: &Value, places: &[Place]) -> Result<Vec<PrintedFile>, String> {
    let mut spec = spec.clone();
    for place in places {
        *spec.pointer_mut(&place.pointer).unwrap() = Value::from(CANARY);
    }
    generate("spec.json", &serde_json::to_string_pretty(&spec).unwrap())
}

/// Panics unless every complaint has a place, and none shows raw what could
/// deceive a terminal.
pub(crate) fn check_complaint(label: &str, complaint: &str) {
    let raw = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(
        !complaint.contains(raw),
        "{label}: a raw control character in\n{complaint}"
    );
    assert!(
        complaint.contains("error["),
        "{label}: no error in\n{complaint}"
    );
    for line in complaint.lines().filter(|line| line.starts_with("error[")) {
        let place = line
            .split(':')
            .nth(2)
            .and_then(|number| number.parse::<usize>().ok());
        assert!(place.is_some(), "{label}: without line and column: {line}");
        assert!(
            !line.contains("internal-error") && !line.contains("openapiv3"),
            "{label}: {line}"
        );
    }
}

/// Checks what came of a canary. What it renames is called after it.
fn check_result(
    label: &str,
    only_text: bool,
    result: Result<Vec<PrintedFile>, String>,
    plain: &BTreeSet<String>,
) {
    match result {
        Err(complaint) => check_complaint(label, &complaint),
        Ok(files) => {
            check(label, &files);
            let found = items(&files);
            let added: Vec<&String> = found.difference(plain).collect();
            if only_text {
                assert_eq!(&found, plain, "{label}: a text changes what is generated");
            }
            // What is no longer required is no argument, but has a setter.
            let setter = |item: &str| label.contains("/required/") && item.starts_with("fn ");
            // A type that nobody knows is any value.
            let is_type = label.ends_with("/type");
            for item in added.into_iter().filter(|_| !is_type) {
                // Where two would be alike, the signs between the words are words too.
                let words = item.to_lowercase().replace('_', "").replace("space", "");
                assert!(
                    words.contains("pubfnevil") || setter(item),
                    "{label}: `{item}` is new"
                );
            }
        }
    }
}

/// Puts the canary in place of the name of a member, everywhere in one object.
fn with_name(spec: &Value, object: &str, name: &str) -> Value {
    let mut spec = spec.clone();
    let members = spec.pointer_mut(object).and_then(Value::as_object_mut);
    let members = members.unwrap();
    let renamed = std::mem::take(members).into_iter().map(|(known, value)| {
        let is_it = known == name;
        (if is_it { CANARY.to_owned() } else { known }, value)
    });
    *members = renamed.collect();
    spec
}

/// The names of all members: the pointer to the object, and the name.
fn names(value: &Value, pointer: &str, found: &mut Vec<(String, String)>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Array(values) => {
            let children = values.iter().enumerate();
            children
                .map(|(index, value)| (index.to_string(), value))
                .collect()
        }
        Value::Object(members) => {
            found.extend(
                members
                    .keys()
                    .map(|name| (pointer.to_owned(), name.clone())),
            );
            let children = members.iter();
            let escaped = |name: &String| name.replace('~', "~0").replace('/', "~1");
            children
                .map(|(name, value)| (escaped(name), value))
                .collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return,
    };
    for (child, value) in children {
        names(value, &format!("{pointer}/{child}"), found);
    }
}

/// What the committed description does not have.
const FURTHER: &str = r"
openapi: 3.1.0
info: {title: T, version: '1'}
servers: [{url: 'https://{region}.example.com', variables: {region: {default: eu, enum: [eu, us]}}}]
security: [{key: []}]
paths:
  /things/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    post:
      operationId: makeThing
      tags: [things]
      security: [{program: [read]}, {login: []}]
      parameters:
        - {name: X-Trace, in: header, schema: {type: string}}
        - {name: session, in: cookie, schema: {type: string}}
        - {name: filter, in: query, style: deepObject, schema: {type: object, properties: {size: {type: integer}}}}
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, properties: {photo: {type: string, format: binary}}}
            encoding: {photo: {contentType: image/png, headers: {X-Part: {schema: {type: string}}}}}
      responses:
        '200':
          description: Done.
          headers: {X-Left: {schema: {type: integer}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}, examples: {one: {value: {kind: cat}}}}}
          links: {again: {operationId: makeThing, parameters: {id: $response.body#/id}}}
        4XX: {description: Wrong., content: {application/problem+json: {schema: {type: object}}}}
      callbacks: {done: {'{$request.body#/url}': {post: {responses: {'200': {description: Heard.}}}}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    login: {type: http, scheme: basic}
    program: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {read: To read.}}}}
  schemas:
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog'}}
    Cat: {type: object, required: [kind], properties: {kind: {type: string}, toy: {type: object, properties: {a: {type: string}}}}}
    Dog:
      type: object
      required: [kind]
      properties: {kind: {type: string}, size: {type: [integer, string], enum: [1, big]}}
      patternProperties: {'^x-': {type: string}}
      dependentRequired: {size: [kind]}
      $defs: {Inner: {type: string}}
";

/// Objects whose members are no keywords.
const OF_NAMES: [&str; 13] = [
    "$defs",
    "content",
    "encoding",
    "headers",
    "mapping",
    "parameters",
    "paths",
    "patternProperties",
    "properties",
    "schemas",
    "scopes",
    "securitySchemes",
    "variables",
];

/// A name that is renamed takes its items with it: as many as there were, or fewer where it was a keyword.
fn check_renamed(label: &str, result: Result<Vec<PrintedFile>, String>, plain: &BTreeSet<String>) {
    match result {
        Err(complaint) => check_complaint(label, &complaint),
        Ok(files) => {
            check(label, &files);
            let found = items(&files);
            // A keyword that is renamed is left out, with what it took away or gave a name.
            let object = label.trim_end_matches(" renamed").rsplit('/').nth(1);
            let is_name = object.is_some_and(|object| OF_NAMES.contains(&object));
            assert!(
                !is_name || found.len() <= plain.len(),
                "{label}: {:?} are new",
                found.difference(plain).collect::<Vec<_>>()
            );
        }
    }
}

#[test]
fn a_hostile_name_in_any_place_is_refused_or_stays_a_name() {
    let committed = fs::read_to_string(description()).unwrap();
    let mut tried = 0;
    for text in [committed.as_str(), FURTHER] {
        let spec: Value = serde_yaml::from_str(text).unwrap();
        let plain = items(&with_canary(&spec, &[]).unwrap());
        let mut found = Vec::new();
        names(&spec, "", &mut found);
        // One of each kind: a keyword is the same word in many places.
        let mut kinds = BTreeSet::new();
        found.retain(|(object, name)| {
            let of = object
                .rsplit('/')
                .find(|word| word.parse::<usize>().is_err());
            kinds.insert((of.map(str::to_owned), name.clone()))
        });
        tried += found.len();
        at_once(found, |(object, name), _| {
            let renamed = with_name(&spec, &object, &name).to_string();
            let label = format!("{object}/{name} renamed");
            check_renamed(&label, generate("spec.json", &renamed), &plain);
        });
    }
    assert!(tried > 400, "only {tried} names were found");
}

#[test]
fn a_hostile_text_in_any_place_is_refused_or_stays_a_text() {
    let committed = fs::read_to_string(description()).unwrap();
    let mut tried = 0;
    for text in [committed.as_str(), FURTHER] {
        let spec: Value = serde_yaml::from_str(text).unwrap();
        let plain = items(&with_canary(&spec, &[]).unwrap());
        let mut found = Vec::new();
        places(&spec, "", "", &mut found);
        tried += found.len();

        // All texts at once show in one run whether any of them is more than a text.
        let (texts, others): (Vec<Place>, Vec<Place>) = found.into_iter().partition(Place::is_text);
        let mut batches: Vec<Vec<Place>> = others.into_iter().map(|place| vec![place]).collect();
        batches.push(texts);
        at_once(batches, |batch, batches| {
            match (batch.as_slice(), with_canary(&spec, &batch)) {
                ([place], result) => {
                    check_result(&place.pointer, place.is_text(), result, &plain);
                }
                (_, result @ Ok(_)) => check_result("all texts", true, result, &plain),
                // One of them is refused: which one, halves tell.
                (several, Err(_)) => {
                    let (one, other) = several.split_at(several.len() / 2);
                    let mut batches = batches.lock().unwrap();
                    batches.extend([one.to_vec(), other.to_vec()]);
                }
            }
        });
    }
    assert!(tried > 500, "only {tried} places were found");
}
