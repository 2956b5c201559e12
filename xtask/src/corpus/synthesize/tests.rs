use serde_json::{Value, json};

use super::Synthesis;
use crate::codegen::diagnostics::Diagnostics;
use crate::codegen::document::Document;
use crate::codegen::source::{Format, Pointer, Source};

const BOTH: &[&str] = &["3.0.3", "3.1.0"];
const V3_0: &[&str] = &["3.0.3"];
const V3_1: &[&str] = &["3.1.0"];

/// The values of the schema `S` of a description.
fn values(version: &str, schemas: &str) -> Vec<Value> {
    let head = format!("openapi: {version}\ninfo: {{title: t, version: '1'}}\npaths: {{}}\n");
    let source = Source {
        name: "spec".to_owned(),
        text: format!("{head}components: {{schemas: {{{schemas}}}}}\n"),
        format: Format::Yaml,
    };
    let mut diagnostics = Diagnostics::new();
    let document = Document::parse(source, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{}", diagnostics.render());
    let (document, mut diagnostics) = (document.unwrap(), Diagnostics::new());
    let at = Pointer::parse("/components/schemas/S").unwrap();
    Synthesis::new(&document, &mut diagnostics).values(&at)
}

#[test]
fn edges_are_among_the_values() {
    let rows = [
        (BOTH, "{type: integer}", json!([i64::MIN, i64::MAX, 0])),
        (
            BOTH,
            "{type: integer, format: int16}",
            json!([i16::MIN, i16::MAX]),
        ),
        (
            BOTH,
            "{type: number, format: int32}",
            json!([i32::MIN, i32::MAX]),
        ),
        (
            BOTH,
            "{type: integer, minimum: 4, maximum: 14, multipleOf: 5}",
            json!([5, 10]),
        ),
        (
            V3_0,
            "{type: integer, minimum: 3, maximum: 9, exclusiveMaximum: true}",
            json!([3, 8]),
        ),
        (
            V3_1,
            "{type: integer, minimum: 3, exclusiveMaximum: 9}",
            json!([3, 8]),
        ),
        (
            V3_1,
            "{type: number, exclusiveMinimum: 2, maximum: 2.5}",
            json!([2.25, 2.5]),
        ),
        (BOTH, "{type: string, maxLength: 2}", json!(["", "éé"])),
        (
            V3_0,
            "{type: string, enum: [a, b], nullable: true}",
            json!(["a", "b", null]),
        ),
        (
            V3_1,
            "{type: [string, 'null'], enum: [a, b, null]}",
            json!(["a", "b", null]),
        ),
        (
            V3_1,
            "{type: [string, integer], maxLength: 1, minimum: 7}",
            json!(["", "é", 7]),
        ),
        (
            V3_0,
            "{type: object, required: [a], properties: \
             {a: {type: boolean}, b: {type: boolean, nullable: true}}}",
            json!([{"a": false}, {"a": false, "b": false}, {"a": true, "b": null}]),
        ),
        (
            V3_1,
            "{type: object, required: [a], properties: \
             {a: {type: boolean}, b: {type: [boolean, 'null']}}}",
            json!([{"a": false}, {"a": false, "b": false}, {"a": true, "b": null}]),
        ),
        (
            BOTH,
            "{type: object, minProperties: 1, maxProperties: 1, additionalProperties: {enum: [x]}}",
            json!([{"added_later": "x"}]),
        ),
        (
            BOTH,
            "{type: array, items: {type: boolean}}",
            json!([[], [false], [false, true]]),
        ),
        (
            V3_1,
            "{type: array, prefixItems: [{type: boolean}, {const: a}], items: false}",
            json!([[], [false], [false, "a"]]),
        ),
        (
            V3_1,
            "{type: array, prefixItems: [{const: 1}, {const: a}]}",
            json!([[1, "a"]]),
        ),
        (
            V3_1,
            "{anyOf: [{const: 7}, {type: 'null'}]}",
            json!([7, null]),
        ),
        (
            BOTH,
            "{oneOf: [{$ref: '#/components/schemas/T'}, {$ref: '#/components/schemas/U'}], \
             discriminator: {propertyName: kind, mapping: {t: T}}}, \
             T: {type: object, properties: {kind: {type: string}}}, \
             U: {type: object, properties: {kind: {type: string}}}",
            json!([{"kind": "t"}, {"kind": "U"}]),
        ),
    ];
    for (versions, schema, wanted) in rows {
        for version in versions {
            let all = values(version, &format!("S: {schema}"));
            for value in wanted.as_array().unwrap() {
                assert!(
                    all.contains(value),
                    "{version} {schema}: {all:?} without {value}"
                );
            }
        }
    }
}

#[test]
fn nothing_else_is_among_the_values() {
    let rows = [
        (V3_1, "{const: a}", json!(["a"])),
        (V3_1, "{type: 'null'}", json!([null])),
        (BOTH, "{type: boolean, enum: [true]}", json!([true])),
        // An alternative cannot allow null where the whole does not.
        (
            V3_0,
            "{type: object, maxProperties: 0, \
             oneOf: [{nullable: true, type: object}, {type: object}]}",
            json!([{}]),
        ),
        (
            BOTH,
            "{type: array, uniqueItems: true, items: {enum: [1, 2]}}",
            json!([[], [1], [1, 2]]),
        ),
        (
            BOTH,
            "{type: object, required: [a], additionalProperties: {enum: [1]}, maxProperties: 1}",
            json!([{"a": 1}]),
        ),
        (
            V3_1,
            "{$ref: '#/components/schemas/T', maxLength: 1}, T: {type: string, minLength: 1}",
            json!(["a", "é"]),
        ),
        (
            BOTH,
            "{allOf: [{$ref: '#/components/schemas/T'}, {enum: [b, c]}]}, \
             T: {type: string, enum: [a, b]}",
            json!(["b"]),
        ),
        (
            BOTH,
            "{$ref: '#/components/schemas/T/properties/a'}, \
             T: {type: object, properties: {a: {type: string, enum: [x]}}}",
            json!(["x"]),
        ),
    ];
    for (versions, schema, wanted) in rows {
        for version in versions {
            let all = Value::from(values(version, &format!("S: {schema}")));
            assert_eq!(all, wanted, "{version} {schema}");
        }
    }
}

#[test]
fn every_run_makes_the_same_and_recursion_ends() {
    let own = "{$ref: '#/components/schemas/S'}";
    let optional =
        format!("S: {{type: object, properties: {{self: {own}, a: {{type: integer}}}}}}");
    let first = values("3.1.0", &optional);
    assert!(first.len() > 5, "{first:?}");
    assert_eq!(first, values("3.1.0", &optional));
    // The alternative that ends is not the first.
    let pair = format!("{{type: object, required: [l, r], properties: {{l: {own}, r: {own}}}}}");
    let finite = values("3.1.0", &format!("S: {{oneOf: [{pair}, {{const: 1}}]}}"));
    assert!(finite.contains(&json!(1)), "{finite:?}");
    assert!(finite.contains(&json!({"l": 1, "r": 1})), "{finite:?}");
    // No value of it ends.
    assert_eq!(values("3.1.0", &format!("S: {pair}")), [Value::Null; 0]);
}
