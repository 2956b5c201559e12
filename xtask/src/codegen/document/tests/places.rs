//! Every place where a schema can stand, found by the tables, with a reference in it: select, the
//! audit, the names of schemas and their directions must see the same there.

use serde_yaml::Mapping;

use crate::codegen::document::direction::{Direction, directions};
use crate::codegen::document::inheritance::Inheritance;
use crate::codegen::document::keywords::{DEFINITIONS, Kind, ValueKind};
use crate::codegen::document::*;
use crate::codegen::document::{audit, components, schemas, select};

/// The way to a place: the kinds of objects on it, and the keys.
#[derive(Clone, Default)]
pub(super) struct Place {
    kinds: Vec<Kind>,
    tokens: Vec<String>,
}

impl Place {
    pub(super) fn pointer(&self) -> Pointer {
        let tokens = self.tokens.iter();
        tokens.fold(Pointer::root(), |at, token| at.child(token))
    }

    fn starts_with(&self, tokens: &[&str]) -> bool {
        self.tokens.iter().take(tokens.len()).eq(tokens.iter())
    }
}

/// All ways from a kind of value to a schema. A kind stands on a way once, but a callback has
/// path items in it, of which one operation is enough.
pub(super) fn places(takes: ValueKind, place: &Place, found: &mut Vec<Place>) {
    let further = |token: &str, takes: ValueKind, kind: Option<Kind>, found: &mut Vec<Place>| {
        let mut further = place.clone();
        further.tokens.push(token.to_owned());
        further.kinds.extend(kind);
        places(takes, &further, found);
    };
    let Some(kind) = takes.kind() else {
        match takes {
            ValueKind::List(inner) => further("0", *inner, None, found),
            ValueKind::Map(inner) if inner.kind() == Some(Kind::MediaType) => {
                further("multipart/form-data", *inner, None, found);
            }
            ValueKind::Map(inner) => further("n", *inner, None, found),
            _ => {}
        }
        return;
    };
    if kind == Kind::Schema {
        found.push(place.clone());
        return;
    }
    let is_in_callback = place.kinds.contains(&Kind::Callback);
    let times = place.kinds.iter().filter(|known| **known == kind).count();
    let may_repeat = is_in_callback && matches!(kind, Kind::PathItem | Kind::Operation);
    if times > usize::from(may_repeat) {
        return;
    }
    for keyword in kind.keywords() {
        let is_second = keyword.takes.kind() == Some(Kind::Operation) && keyword.name != "get";
        if keyword.is_known_in(Version::V3_1) && !(is_in_callback && is_second) {
            further(keyword.name, keyword.takes, Some(kind), found);
        }
    }
    if let Some(takes) = kind.entries() {
        let token = match kind {
            Kind::Paths => "/a",
            Kind::Responses => "200",
            _ => "{$request.body#/url}",
        };
        further(token, takes, Some(kind), found);
    }
}

/// A value with another one in a place, and nothing else but what must be there.
fn value(takes: ValueKind, tokens: &[String], leaf: Value) -> Value {
    let [token, rest @ ..] = tokens else {
        return leaf;
    };
    let Some(kind) = takes.kind() else {
        return match takes {
            ValueKind::List(inner) => Value::Sequence(vec![value(*inner, rest, leaf)]),
            ValueKind::Map(inner) => object([(token.as_str(), value(*inner, rest, leaf))]),
            other => panic!("{other:?} holds nothing"),
        };
    };
    let mut members = least(kind);
    let keyword = kind.keyword(token);
    let takes = keyword.map_or_else(|| kind.entries().unwrap(), |keyword| keyword.takes);
    if matches!(token.as_str(), "schema" | "content") {
        members.shift_remove("schema");
    }
    members.insert(token.as_str().into(), value(takes, rest, leaf));
    Value::Mapping(members)
}

/// The least that an object has.
fn least(kind: Kind) -> Mapping {
    let mut members = Mapping::new();
    for keyword in kind.keywords() {
        if keyword.is_required_in(Version::V3_1) {
            let value = match keyword.takes {
                ValueKind::Word(words, _) => words[0].into(),
                ValueKind::Map(_) => Value::Mapping(Mapping::new()),
                ValueKind::Object(kind) => Value::Mapping(least(kind)),
                _ => "t".into(),
            };
            members.insert(keyword.name.into(), value);
        }
    }
    let further = match kind {
        Kind::Parameter | Kind::Header => Some("schema"),
        Kind::PathItem => Some("get"),
        _ => None,
    };
    if let Some(name) = further {
        members.insert(name.into(), Value::Mapping(Mapping::new()));
    }
    members
}

fn object<'k>(members: impl IntoIterator<Item = (&'k str, Value)>) -> Value {
    let members = members.into_iter();
    Value::Mapping(members.map(|(name, value)| (name.into(), value)).collect())
}

fn reference(target: &str) -> Value {
    object([("$ref", target.into())])
}

/// The references that are tried, and the component that each must keep.
const TARGETS: [(&str, &str); 3] = [
    ("#/components/schemas/Target", "Target"),
    ("#/components/schemas/Other%2DTarget", "Other-Target"),
    ("#/components/schemas/Target/properties/inner", "Target"),
];

/// A description with a reference in a place, and schemas to refer to.
pub(super) fn description(place: &Place, target: &str) -> Value {
    let document = ValueKind::Object(Kind::Document);
    let mut raw = value(document, &place.tokens, reference(target));
    let inner = object([("inner", object([("type", "object".into())]))]);
    let schema = object([("properties", inner)]);
    for name in ["Target", "Other-Target", "Unused"] {
        let place = components::place("schemas", name);
        components::insert(&mut raw, &place, schema.clone());
    }
    raw
}

/// Puts an operation into a description that uses a component, and returns the direction of
/// what stands in that.
fn with_use(raw: &mut Value, section: &str) -> Direction {
    let target = reference(&components::place(section, "n").to_string());
    let (sent, received) = match section {
        "requestBodies" | "parameters" => (true, false),
        "responses" | "headers" | "schemas" => (false, true),
        "callbacks" => (false, false),
        other => panic!("{other} holds no schemas"),
    };
    let media_type = object([("multipart/form-data", object([("schema", target.clone())]))]);
    let response = |member: &str, value: Value| {
        let response = object([("description", "t".into()), (member, value)]);
        ("responses", object([("200", response)]))
    };
    let member = match section {
        "requestBodies" => ("requestBody", target),
        "parameters" => ("parameters", Value::Sequence(vec![target])),
        "responses" => ("responses", object([("200", target)])),
        "headers" => response("headers", object([("n", target)])),
        "schemas" => response("content", media_type),
        _ => ("callbacks", object([("n", target)])),
    };
    let paths = object([("/a", object([("get", object([member]))]))]);
    raw.as_mapping_mut().unwrap().insert("paths".into(), paths);
    Direction { sent, received }
}

/// The direction that a place implies by what stands around it.
fn implied(place: &Place) -> Direction {
    let mut direction = Direction::default();
    for kind in &place.kinds {
        match kind {
            Kind::Callback => return Direction::default(),
            Kind::Parameter | Kind::RequestBody => direction.sent = true,
            Kind::Response => direction.received = true,
            _ => {}
        }
    }
    direction
}

/// Checks a description with a reference in a place.
#[track_caller]
fn check(
    mut raw: Value,
    place: &Place,
    (target, kept): (&str, &str),
    expected: Direction,
    is_used: bool,
) {
    let at = place.pointer();
    let target = Pointer::parse(target).unwrap();
    let mut diagnostics = Diagnostics::new();
    audit::check(&raw, Version::V3_1, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{at}: {diagnostics:?}\n{raw:?}");
    let names = schemas::names(&raw);
    assert!(names.get(&target).is_some(), "{at}: {target} has no name");
    let mut whole = raw.clone();
    components::inline_path_items(&mut whole, &mut diagnostics, &|_| true);
    let directions = directions(&whole, &Inheritance::default());
    for place in [&at, &target] {
        assert_eq!(directions.at(place), expected, "{at}: {place}");
    }
    if is_used {
        select::select(&mut raw, &["/a".to_owned()], &mut diagnostics);
        assert!(diagnostics.is_empty(), "{at}: {diagnostics:?}");
        let is_kept = |name: &str| components::place("schemas", name).resolve(&raw).is_some();
        assert!(is_kept(kept), "{at}: {kept} is gone");
        assert!(!is_kept("Unused"), "{at}: what nothing refers to is there");
    }
}

#[test]
fn a_reference_is_seen_wherever_a_schema_can_stand() {
    let mut all = Vec::new();
    places(
        ValueKind::Object(Kind::Document),
        &Place::default(),
        &mut all,
    );
    assert!(all.len() > 300, "{}", all.len());
    let [mut in_paths, mut in_components, mut elsewhere] = [0; 3];
    for place in &all {
        for target in TARGETS {
            let mut raw = description(place, target.0);
            let unused = Direction::default();
            if place.starts_with(&["paths"]) {
                in_paths += 1;
                check(raw, place, target, implied(place), true);
            } else if place.starts_with(&["components", "pathItems"]) {
                in_components += 1;
                check(raw.clone(), place, target, unused, false);
                let item = reference("#/components/pathItems/n");
                let paths = object([("/a", item)]);
                raw.as_mapping_mut().unwrap().insert("paths".into(), paths);
                let mut copy = place.clone();
                copy.tokens
                    .splice(..3, ["paths".to_owned(), "/a".to_owned()]);
                check(raw, &copy, target, implied(place), true);
            } else if place.starts_with(&["components"]) {
                in_components += 1;
                check(raw.clone(), place, target, unused, false);
                let expected = with_use(&mut raw, &place.tokens[1]);
                check(raw, place, target, expected, true);
            } else {
                elsewhere += 1;
                check(raw, place, target, unused, false);
            }
        }
    }
    assert!(in_paths > 0 && in_components > 0 && elsewhere > 0);
}

/// The keywords of a schema that hold schemas, in what is sent, received and neither.
#[test]
fn a_reference_is_seen_wherever_a_schema_can_stand_in_another() {
    let places_in_schemas = Kind::Schema.keywords().iter();
    let places_in_schemas = places_in_schemas.filter(|keyword| keyword.is_known_in(Version::V3_1));
    for keyword in places_in_schemas {
        let inside: &[&str] = match keyword.takes {
            ValueKind::Object(Kind::Schema) | ValueKind::SchemaOrBool => &[],
            ValueKind::List(inner) if inner.kind() == Some(Kind::Schema) => &["0"],
            ValueKind::Map(inner) if inner.kind() == Some(Kind::Schema) => &["n"],
            _ => continue,
        };
        for (way, sent, received) in [
            (
                "paths /a get requestBody content multipart/form-data schema",
                true,
                false,
            ),
            (
                "paths /a get responses 200 content multipart/form-data schema",
                false,
                true,
            ),
            ("components schemas n", false, false),
        ] {
            let tokens = way.split(' ').chain([keyword.name]);
            let tokens = tokens.chain(inside.iter().copied()).map(str::to_owned);
            let place = Place {
                kinds: Vec::new(),
                tokens: tokens.collect(),
            };
            // Definitions go nowhere by themselves.
            let goes = !DEFINITIONS.contains(&keyword.name);
            let expected = Direction {
                sent: sent && goes,
                received: received && goes,
            };
            for target in TARGETS {
                let is_used = place.starts_with(&["paths"]);
                check(
                    description(&place, target.0),
                    &place,
                    target,
                    expected,
                    is_used,
                );
            }
        }
    }
}
