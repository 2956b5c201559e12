//! Each row is a schema as it is written, and the same in the words of 3.0.

use crate::codegen::diagnostics::{Diagnostic, Level};
use crate::codegen::document::audit;
use crate::codegen::document::v3_1::*;

mod moved;

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Rewrites a description and returns it with what was said.
fn rewritten(version: Version, rest: &str) -> (Value, Vec<(Level, String)>) {
    let number = if version == Version::V3_0 {
        "3.0.3"
    } else {
        "3.1.0"
    };
    let mut raw = yaml(&format!(
        "openapi: {number}\ninfo: {{title: t, version: '1'}}\n{rest}"
    ));
    let mut diagnostics = Diagnostics::new();
    audit::check(&raw, version, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{rest}: {diagnostics:?}");
    rewrite(&mut raw, version, &mut diagnostics);
    let said = |one: &Diagnostic| {
        (
            one.level(),
            format!(
                "{} {}",
                one.pointer().cloned().unwrap_or_default(),
                one.message()
            ),
        )
    };
    (raw, diagnostics.iter().map(said).collect())
}

#[track_caller]
fn check_rows(version: Version, rows: &[(&str, &str)]) {
    for (from, to) in rows {
        let (raw, said) = rewritten(
            version,
            &format!("components: {{schemas: {{A: {{}}, S: {from}}}}}\npaths: {{}}"),
        );
        assert_eq!(raw["components"]["schemas"]["S"], yaml(to), "{from}");
        assert!(
            said.iter().all(|(severity, _)| *severity == Level::Warn),
            "{said:?}"
        );
    }
}

#[test]
#[rustfmt::skip]
fn types_and_null() {
    check_rows(
        Version::V3_1,
        &[
            ("{type: [string, 'null'], maxLength: 3}", "{type: string, maxLength: 3, nullable: true}"),
            ("{type: [string]}", "{type: string}"),
            ("{type: 'null'}", "{enum: [~], nullable: true}"),
            ("{type: ['null']}", "{enum: [~], nullable: true}"),
            ("{type: [integer, number]}", "{type: number}"),
            ("{type: [string, integer]}", "{anyOf: [{type: string}, {type: integer}]}"),
            (
                "{type: [string, integer, 'null'], description: d, minLength: 1, minimum: 2, default: a}",
                "{description: d, default: a, nullable: true, anyOf: [{type: string, minLength: 1}, {type: integer, minimum: 2}]}",
            ),
            ("{type: [string, integer], format: int64}", "{anyOf: [{type: string}, {type: integer, format: int64}]}"),
            ("{type: [string, integer], format: uuid}", "{anyOf: [{type: string, format: uuid}, {type: integer}]}"),
            ("{type: [string, integer], enum: [a, 1, b]}", "{anyOf: [{type: string, enum: [a, b]}, {type: integer, enum: [1]}]}"),
            ("{type: [string, integer, 'null'], enum: [a, ~]}", "{type: string, enum: [a], nullable: true}"),
            ("{type: [string, number, boolean, array, object, 'null'], title: t}", "{title: t, nullable: true}"),
            (
                "{type: [array, object], items: {}, properties: {a: {type: [string, 'null']}}}",
                "{anyOf: [{type: array, items: {}}, {type: object, properties: {a: {type: string, nullable: true}}}]}",
            ),
            ("{type: [object, 'null'], oneOf: [{required: [a]}]}", "{type: object, nullable: true, oneOf: [{required: [a]}]}"),
            ("{type: string, nullable: true}", "{type: string, nullable: true}"),
        ],
    );
}

#[test]
#[rustfmt::skip]
fn alternatives_that_are_null() {
    check_rows(
        Version::V3_1,
        &[
            (
                "{oneOf: [{$ref: '#/components/schemas/A'}, {type: 'null'}], description: d}",
                "{description: d, nullable: true, allOf: [{$ref: '#/components/schemas/A'}]}",
            ),
            ("{anyOf: [{const: ~}, {type: string}, {type: integer}]}", "{anyOf: [{type: string}, {type: integer}], nullable: true}"),
            ("{anyOf: [{enum: [~], description: d}]}", "{nullable: true, enum: [~]}"),
            ("{oneOf: [{type: [string, 'null']}, {type: integer}]}", "{oneOf: [{type: string, nullable: true}, {type: integer}]}"),
            ("{allOf: [{title: t}], oneOf: [{type: string}, {type: 'null'}]}", "{allOf: [{title: t}, {type: string}], nullable: true}"),
        ],
    );
}

#[test]
#[rustfmt::skip]
fn constants_and_enums() {
    check_rows(
        Version::V3_1,
        &[
            ("{const: a}", "{enum: [a], type: string}"),
            ("{type: integer, const: 1}", "{type: integer, enum: [1]}"),
            ("{const: true, description: d}", "{description: d, enum: [true], type: boolean}"),
            ("{const: ~}", "{enum: [~], nullable: true}"),
            ("{const: {a: 1}}", "{enum: [{a: 1}]}"),
            ("{enum: [1, 2.5]}", "{enum: [1, 2.5], type: number}"),
            ("{enum: [1, a]}", "{enum: [1, a]}"),
            ("{type: [string, 'null'], enum: [a, ~]}", "{type: string, nullable: true, enum: [a]}"),
            ("{type: string, enum: [a, ~]}", "{type: string, enum: [a]}"),
            ("{enum: [a, ~]}", "{enum: [a], nullable: true, type: string}"),
            ("{type: string, enum: [a, b, a]}", "{type: string, enum: [a, b]}"),
            ("{type: string, enum: []}", "{type: string}"),
        ],
    );
    check_rows(
        Version::V3_0,
        &[
            ("{type: string, nullable: true, enum: [a, ~]}", "{type: string, nullable: true, enum: [a]}"),
            ("{type: string, enum: [a, ~]}", "{type: string, nullable: true, enum: [a]}"),
            ("{enum: [a, b]}", "{enum: [a, b], type: string}"),
            ("{oneOf: [{type: string}, {nullable: true, enum: [~]}]}", "{nullable: true, allOf: [{type: string}]}"),
            ("{$ref: '#/components/schemas/A', description: d}", "{$ref: '#/components/schemas/A', description: d}"),
        ],
    );
}

#[test]
#[rustfmt::skip]
fn bounds() {
    check_rows(
        Version::V3_1,
        &[
            ("{type: integer, exclusiveMinimum: 1}", "{type: integer, minimum: 1, exclusiveMinimum: true}"),
            ("{exclusiveMinimum: 1, minimum: 0}", "{minimum: 1, exclusiveMinimum: true}"),
            ("{exclusiveMinimum: 1, minimum: 1}", "{minimum: 1, exclusiveMinimum: true}"),
            ("{exclusiveMinimum: 1, minimum: 2}", "{minimum: 2}"),
            ("{exclusiveMaximum: 1.5, maximum: 2}", "{maximum: 1.5, exclusiveMaximum: true}"),
            ("{exclusiveMaximum: 3, maximum: 2}", "{maximum: 2}"),
        ],
    );
    check_rows(
        Version::V3_0,
        &[
            ("{type: integer, minimum: 1.0, maximum: 1e3, multipleOf: 2.0}", "{type: integer, minimum: 1, maximum: 1000, multipleOf: 2}"),
            ("{type: integer, maximum: 18446744073709551615, exclusiveMaximum: true}", "{type: integer}"),
            ("{type: integer, minimum: -9300000000000000000.0}", "{type: integer}"),
            ("{type: integer, default: 9300000000000000000.0}", "{type: integer}"),
            ("{type: number, maximum: 18446744073709551615}", "{type: number, maximum: 18446744073709551615}"),
        ],
    );
}

#[test]
#[rustfmt::skip]
fn references_with_neighbours() {
    check_rows(
        Version::V3_1,
        &[
            ("{$ref: '#/components/schemas/A', x-a: 1}", "{$ref: '#/components/schemas/A', x-a: 1}"),
            ("{$ref: '#/components/schemas/A', description: d}", "{description: d, allOf: [{$ref: '#/components/schemas/A'}]}"),
            (
                "{$ref: '#/components/schemas/A', allOf: [{title: t}], type: [object, 'null']}",
                "{allOf: [{title: t}, {$ref: '#/components/schemas/A'}], type: object, nullable: true}",
            ),
        ],
    );
}

#[test]
#[rustfmt::skip]
fn the_rest_of_3_1() {
    check_rows(
        Version::V3_1,
        &[
            ("{type: string, examples: [a, b]}", "{type: string, examples: [a, b], example: a}"),
            ("{type: string, example: c, examples: [a]}", "{type: string, example: c, examples: [a]}"),
            ("{type: string, contentEncoding: base64, contentMediaType: image/png}", "{type: string, format: byte}"),
            ("{contentMediaType: application/octet-stream}", "{format: binary, type: string}"),
            ("{type: string, contentMediaType: application/json}", "{type: string}"),
            ("{type: string, contentEncoding: 8bit}", "{type: string}"),
            ("{properties: {a: true}, items: true}", "{properties: {a: {}}, items: {}}"),
            ("{additionalProperties: true}", "{additionalProperties: true}"),
            ("{type: object, unevaluatedProperties: false, $comment: c, dependentRequired: {a: [b]}}", "{type: object}"),
            ("true", "{}"),
        ],
    );
}

#[test]
fn keywords_without_effect_are_named_once() {
    let rest = "paths: {}\ncomponents: {schemas: {A: {type: object, maxLength: 1, format: int32}, B: {type: object, maxLength: 2}}}";
    let (raw, said) = rewritten(Version::V3_0, rest);
    assert_eq!(
        raw["components"]["schemas"],
        yaml("{A: {type: object}, B: {type: object}}")
    );
    let said: Vec<&str> = said.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(
        said,
        [
            "#/components/schemas/A/maxLength `maxLength` has no effect on the type `object`, here and in one more place",
            "#/components/schemas/A/format `format` has no effect on the type `object`",
        ]
    );
}

#[test]
fn what_3_0_cannot_express_is_an_error() {
    #[rustfmt::skip]
    let rows = [
        ("{type: [string, integer], anyOf: [{}]}", "#/components/schemas/S/type several types beside `anyOf`"),
        ("{items: {$defs: {A: {}}}}", "#/components/schemas/S/items/$defs `$defs` is supported only directly"),
        ("{type: integer, minimum: 9300000000000000000}", "#/components/schemas/S/minimum the bound 9300000000000000000 allows"),
    ];
    for (schema, expected) in rows {
        let (_, said) = rewritten(
            Version::V3_1,
            &format!("components: {{schemas: {{S: {schema}}}}}"),
        );
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(
            said[0].0 == Level::Deny && said[0].1.starts_with(expected),
            "{said:?}"
        );
    }
}

#[test]
fn the_document_has_the_form_of_3_0() {
    let from = "jsonSchemaDialect: d
webhooks: {a: {}}
paths:
  /a: {$ref: '#/components/pathItems/A'}
  /b: {get: {callbacks: {c: {'{$url}': {}}}, responses: {'200': {description: d, links: {l: {operationId: o}}}, '400': {$ref: '#/components/responses/R', description: d}}}}
components:
  pathItems: {A: {$ref: '#/components/pathItems/B'}, B: {get: {parameters: [{name: n, in: query, schema: {const: a}}]}}}
  responses: {R: {description: r}}
";
    let (raw, _) = rewritten(Version::V3_1, from);
    let to = "
/a: {get: {parameters: [{name: n, in: query, schema: {enum: [a], type: string}}], responses: {}}}
/b: {get: {responses: {'200': {description: d}, '400': {$ref: '#/components/responses/R', description: d}}}}
";
    assert_eq!(raw["paths"], yaml(to));
    assert_eq!(
        raw["components"],
        yaml("{responses: {R: {description: r}}}")
    );
    let names: Vec<&str> = raw
        .as_mapping()
        .unwrap()
        .keys()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(names, ["openapi", "info", "paths", "components"]);
    assert_eq!(
        rewritten(Version::V3_1, "components: {}").0["paths"],
        yaml("{}")
    );
}

#[test]
fn places_and_patterns_become_one_schema() {
    for (from, to) in [
        (
            "{prefixItems: [{type: string}, {type: string}]}",
            "{type: array, items: {type: string}}",
        ),
        (
            "{type: array, prefixItems: [{type: string}, {type: integer}], items: false}",
            "{type: array, items: {anyOf: [{type: string}, {type: integer}]}, maxItems: 2}",
        ),
        (
            "{prefixItems: [{type: string}], items: {type: boolean}}",
            "{type: array, items: {anyOf: [{type: string}, {type: boolean}]}}",
        ),
        ("{type: array, items: false}", "{type: array, maxItems: 0}"),
        (
            "{patternProperties: {'.*': {type: string}}}",
            "{type: object, additionalProperties: {type: string}}",
        ),
        (
            "{patternProperties: {'^a': {type: string}}}",
            "{type: object, additionalProperties: true}",
        ),
        (
            "{patternProperties: {'^a': {type: string}}, additionalProperties: false}",
            "{type: object, additionalProperties: {type: string}}",
        ),
        (
            "{patternProperties: {'^a': {type: string}}, additionalProperties: {type: integer}}",
            "{type: object, additionalProperties: {anyOf: [{type: string}, {type: integer}]}}",
        ),
    ] {
        let from = format!("paths: {{}}\ncomponents: {{schemas: {{S: {from}}}}}");
        let result = rewritten(Version::V3_1, &from).0;
        assert_eq!(result["components"]["schemas"]["S"], yaml(to), "{from}");
    }
}
