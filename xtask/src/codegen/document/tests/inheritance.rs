//! Which schemas inherit from which, and what follows for directions and for `--only`.

use serde_yaml::Value;

use crate::codegen::diagnostics::Diagnostics;
use crate::codegen::document::direction::{Direction, directions};
use crate::codegen::document::inheritance::inheritance;
use crate::codegen::document::select;
use crate::codegen::source::Pointer;

const ANIMALS: &str = "
openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /a:
    post:
      operationId: sendAnimal
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Animal'}}}}
      responses: {'204': {description: d}}
  /b:
    get:
      operationId: getWolf
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Wolf'}}}}}
components:
  schemas:
    Animal: {type: object, properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
    Dog: {allOf: [{$ref: '#/components/schemas/Animal'}, {properties: {name: {type: string}}}]}
    Wolf: {allOf: [{$ref: '#/components/schemas/Dog'}, {properties: {pack: {$ref: '#/components/schemas/Pack'}}}]}
    Pack: {type: string}
    Pet: {$ref: '#/components/schemas/Animal'}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}], properties: {lives: {type: integer}}}
    Unrelated: {type: object, properties: {kind: {type: string}}}
    Plant: {type: object, properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
    Tree: {allOf: [{$ref: '#/components/schemas/Plant'}], properties: {height: {type: integer}}}
    Listed: {oneOf: [{$ref: '#/components/schemas/Oak'}], discriminator: {propertyName: kind}}
    Oak: {allOf: [{$ref: '#/components/schemas/Listed'}], properties: {kind: {type: string}}}
    Circle: {allOf: [{$ref: '#/components/schemas/Circle'}], discriminator: {propertyName: kind}}
    Loop: {$ref: '#/components/schemas/Loop'}
";

fn schema(name: &str) -> Pointer {
    let schemas = Pointer::root().child("components").child("schemas");
    schemas.child(name)
}

fn children(raw: &Value, name: &str) -> Vec<Pointer> {
    let found = inheritance(raw);
    let base = found.base(&schema(name));
    base.map(|base| base.children.clone()).unwrap_or_default()
}

#[test]
fn children_are_those_with_the_base_in_their_all_of() {
    let raw: Value = serde_yaml::from_str(ANIMALS).unwrap();
    assert_eq!(children(&raw, "Animal"), [schema("Dog"), schema("Cat")]);
    // What a base says holds for what inherits from it.
    assert_eq!(children(&raw, "Dog"), [schema("Wolf")]);
    // `Plant` is used by its children alone, `Listed` names its alternatives itself.
    for name in ["Wolf", "Unrelated", "Plant", "Listed", "Circle", "Loop"] {
        assert_eq!(children(&raw, name), [], "{name}");
    }
}

#[test]
fn children_go_where_the_base_goes_and_not_the_other_way() {
    let raw: Value = serde_yaml::from_str(ANIMALS).unwrap();
    let found = inheritance(&raw);
    let directions = directions(&raw, &found);
    for (name, sent, received) in [
        ("Animal", true, true),
        ("Dog", true, true),
        ("Cat", true, false),
        ("Wolf", true, true),
        ("Pack", true, true),
        ("Unrelated", false, false),
    ] {
        let expected = Direction { sent, received };
        assert_eq!(directions.at(&schema(name)), expected, "{name}");
    }
}

#[test]
fn children_are_kept_with_a_base_that_is_used() {
    let kept = |only: &str| {
        let mut raw: Value = serde_yaml::from_str(ANIMALS).unwrap();
        let mut diagnostics = Diagnostics::default();
        select::select(&mut raw, &[only.to_owned()], &mut diagnostics);
        let schemas = raw["components"]["schemas"].as_mapping().unwrap();
        let names: Vec<&str> = schemas.keys().filter_map(Value::as_str).collect();
        names.join(" ")
    };
    assert_eq!(kept("sendAnimal"), "Animal Dog Wolf Pack Pet Cat");
    // Of a child those are kept that it inherits from, and no others that do.
    assert_eq!(kept("getWolf"), "Animal Dog Wolf Pack");
}
