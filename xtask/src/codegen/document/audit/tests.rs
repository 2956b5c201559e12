//! Each row is a description in short, and the complaints it must get: pointer, start
//! of the message, end of the help.

use crate::codegen::diagnostics::Level;
use crate::codegen::document::audit::*;
use crate::codegen::document::dialect;

mod objects;

/// A description around `paths` or `components`, which stand in the row.
fn value(version: &str, rest: &str) -> Value {
    let text = format!("openapi: {version}\ninfo: {{title: t, version: '1'}}\n{rest}\n");
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn complaints(version: Version, rest: &str) -> Vec<(Level, String, String)> {
    let number = if version == Version::V3_0 {
        "3.0.3"
    } else {
        "3.1.0"
    };
    let mut diagnostics = Diagnostics::new();
    let mut raw = value(number, rest);
    let notes = dialect::references::resolve(&mut raw);
    notes
        .into_iter()
        .for_each(|note| note.report(&mut diagnostics));
    let notes = dialect::unify(&mut raw, version, &mut diagnostics.files);
    notes
        .into_iter()
        .for_each(|note| note.report(&mut diagnostics));
    check(&raw, version, &mut diagnostics);
    let text = |one: &Diagnostic| {
        (
            one.level(),
            one.pointer().map(Pointer::to_string).unwrap_or_default(),
            one.message().to_owned(),
        )
    };
    diagnostics.iter().map(text).collect()
}

#[track_caller]
fn check_rows(
    version: Version,
    wrap: impl Fn(&str) -> String,
    base: &str,
    rows: &[(&str, &str, &str)],
) {
    for (text, at, message) in rows {
        let found = complaints(version, &wrap(text));
        if message.is_empty() {
            assert!(found.is_empty(), "{text}: {found:#?}");
            continue;
        }
        let expected = format!("{base}{at}");
        assert!(
            found
                .iter()
                .any(|(_, pointer, found)| *pointer == expected && found.starts_with(message)),
            "{text}: expected {expected} {message}\nfound {found:#?}"
        );
        assert_eq!(found.len(), 1, "{text}: {found:#?}");
    }
}

fn schema(text: &str) -> String {
    format!("paths: {{}}\ncomponents: {{schemas: {{A: {{}}, S: {text}}}}}")
}

const S: &str = "#/components/schemas/S";

/// HS66, HS68, and values of the wrong kind.
#[test]
fn schemas_of_both_versions() {
    #[rustfmt::skip]
    let rows = [
        ("{propertys: {}}", "/propertys", "unknown keyword `propertys` in a schema"),
        ("{requierd: [a]}", "/requierd", "unknown keyword `requierd` in a schema"),
        ("{'$Ref': '#/components/schemas/A'}", "/$Ref", "unknown keyword `$Ref`"),
        ("{x-anything: {propertys: 1}}", "", ""),
        ("{properties: {propertys: {}, x-a: {}, '$ref': {}}}", "", ""),
        ("{type: strng}", "/type", "unknown type `strng`, read as any value"),
        ("{type: 1}", "/type", "the number 1 is no word for a type; any value is taken"),
        ("{minimum: one}", "/minimum", "`minimum` can't be the text `one` and is left out"),
        ("{readOnly: perhaps}", "/readOnly", "expected a boolean, found the text `perhaps`"),
        ("{readOnly: 'yes'}", "/readOnly", "the text `yes` is read as true"),
        ("{maxLength: '5'}", "/maxLength", "the text `5` is read as a number"),
        ("{minLength: -1}", "/minLength", "`minLength` can't be the number -1 and is left out"),
        ("{minLength: 1.5}", "/minLength", "1.5 is read as 2, for a count is a whole number"),
        ("{maxLength: 1.5}", "/maxLength", "1.5 is read as 1, for a count is a whole number"),
        ("{maxLength: 5.0}", "", ""),
        ("{description: ~}", "/description", "`description` is null and left out"),
        ("{description: [a]}", "/description", "`description` can't be a list and is left out"),
        ("{properties: {a: ~}}", "/properties/a", "null is read as a schema that says nothing"),
        ("{required: true}", "/required", "`required` of an object lists its properties; this one is left optional"),
        ("{required: {a: true}}", "/required", "expected a list, found an object"),
        ("{required: a, properties: {a: {}}}", "/required", "one name is read as a list"),
        ("{required: a}", "/required", "expected a list, found the text `a`"),
        ("{required: [a, 1]}", "/required/1", "`1` is read as text"),
        ("{properties: []}", "/properties", "an empty list is read as an empty object"),
        ("{properties: [a]}", "/properties", "expected an object, found a list"),
        ("{allOf: {}}", "/allOf", "one value is read as a list with nothing else"),
        ("{allOf: a}", "/allOf", "expected a list, found the text `a`"),
        ("~", "", "null is read as a schema that says nothing"),
        ("0", "", "expected a schema, found the number 0"),
        ("[]", "", "an empty list is read as an empty object"),
        ("[{}]", "", "expected a schema, found a list"),
        ("{items: string}", "/items", "`string` is read as a schema of that type"),
        ("{additionalProperties: 'false'}", "/additionalProperties", "the text `false` is read as false"),
        ("{examples: {a: 1}}", "/examples", "`examples` can't be an object and is left out"),
        ("{pattern: [a]}", "/pattern", "`pattern` can't be a list and is left out"),
        ("{pattern: 0}", "/pattern", "`0` is read as text"),
        ("{deprecated: since 2.0}", "/deprecated", "the text `since 2.0` is read as true"),
        ("{items: A}", "/items", "expected a schema, found the text `A`"),
        ("{'$ref': 12}", "/$ref", "expected a reference, found the number 12"),
        ("{'$ref': '#/components/schemas/B'}", "/$ref", "the reference `#/components/schemas/B` leads nowhere"),
        ("{'$ref': '#/components/schemas/S'}", "/$ref", "the reference `#/components/schemas/S` leads back to itself"),
        ("{'$ref': '#/info'}", "/$ref", "expected a reference to a schema, found one to `info`"),
        ("{properties: {a: {'$ref': '#'}}}", "/properties/a/$ref", "`#` is read from the schema around it"),
        ("{definitions: {b: {}}, items: {'$ref': '#/definitions/b'}}", "/items/$ref", "`#/definitions/b` is read from the schema around it"),
        ("{items: {'$ref': '#/definitions/A'}}", "/items/$ref", "`#/definitions/A` is read as `#/components/schemas/A`"),
        ("{'$ref': '#/info/title'}", "/$ref", "expected a reference to a schema, found one to something else"),
        ("{'$ref': 'https://evil/x.yaml#/A'}", "/$ref", "the reference `https://evil/x.yaml#/A` leaves the description"),
        ("{'$ref': 'file:///etc/passwd'}", "/$ref", "the reference `file:///etc/passwd` leaves the description"),
        ("{'$ref': '//host/x'}", "/$ref", "the reference `//host/x` leaves the description"),
        ("{'$ref': A}", "/$ref", "the reference `A` leaves the description"),
        ("{additionalProperties: false}", "", ""),
        ("{additionalProperties: {typ: a}}", "/additionalProperties/typ", "unknown keyword `typ`"),
        ("{additionalProperties: a}", "/additionalProperties", "expected a schema, found the text `a`"),
        ("{multipleOf: 0}", "/multipleOf", "`multipleOf: 0` is not greater than 0; it is left out"),
        ("{type: integer, multipleOf: 1.5}", "/multipleOf", "`multipleOf: 1.5` of an integer is not a whole number"),
        ("{type: integer, minimum: 1.5}", "/minimum", "`minimum: 1.5` of an integer is read as 2"),
        ("{type: integer, maximum: 1.5}", "/maximum", "`maximum: 1.5` of an integer is read as 1"),
        ("{type: integer, minimum: 18446744073709551615}", "/minimum", "the bound 18446744073709551615 allows no 64-bit integer; it is left out"),
        ("{type: int}", "/type", "the type `int` is read as `type: integer`"),
        ("{type: File}", "/type", "the type `File` is read as `type: string` with `format: binary`"),
        ("{type: any}", "/type", "the type `any` is read as any value"),
        ("{not: {}}", "", ""),
        ("{discriminator: kind}", "/discriminator", "the name of a property is read as a discriminator"),
        ("{discriminator: {mapping: {}}}", "/discriminator", "a discriminator without `propertyName`"),
        ("{externalDocs: {uri: a}}", "/externalDocs/uri", "unknown keyword `uri`"),
    ];
    let missing_url = rows.len() - 1;
    for version in [Version::V3_0, Version::V3_1] {
        check_rows(version, schema, S, &rows[..missing_url]);
        // Two complaints: the keyword is unknown, and the right one is missing.
        assert_eq!(complaints(version, &schema(rows[missing_url].0)).len(), 2);
    }
}

/// HS32, HS55, HS68.
#[test]
fn values_have_the_type_of_their_schema() {
    #[rustfmt::skip]
    let rows = [
        ("{type: string, enum: [yes, no, on, off, y, n, 1_000, 2001-01-01]}", "", ""),
        ("{type: string, enum: [true]}", "/enum/0", "true is read as the text `true`"),
        ("{type: string, enum: [a, 1]}", "/enum/1", "the number 1 is read as the text `1`"),
        ("{type: integer, enum: ['1']}", "/enum/0", "the text `1` is read as the number 1"),
        ("{type: integer, enum: [1, 2.0, -9223372036854775808, 9223372036854775807]}", "", ""),
        ("{type: integer, enum: [9223372036854775808]}", "/enum/0", "the number 9223372036854775808 does not fit into 64 bits and is left out"),
        ("{type: integer, enum: [-9223372036854775808.0]}", "/enum/0", "the number -9.223372036854776e18 does not fit into 64 bits"),
        ("{type: integer, enum: [-9300000000000000000.0]}", "/enum/0", "the number -9.3e18 does not fit"),
        ("{type: integer, enum: [1.5]}", "/enum/0", "the number 1.5 is not of the type `integer`; it is taken as well"),
        ("{type: integer, enum: [1, a]}", "/enum/1", "the text `a` is not of the type `integer`; it is taken as well"),
        ("{type: number, enum: [1, 1.5]}", "", ""),
        ("{type: boolean, enum: ['true', false]}", "/enum/0", "the text `true` is read as true"),
        ("{type: array, enum: [a, b]}", "/enum", "the values are read as those of the items"),
        ("{type: array, items: {enum: [a]}, enum: [a, b]}", "/enum", "the values of an array are arrays, and the items have a schema of their own"),
        ("{type: object, enum: [{}]}", "/enum/0", "an array or an object is no value that a list can name; so that the whole list is left out"),
        ("{type: string, enum: [a, [b]]}", "/enum/1", "an array or an object is no value that a list can name; it is left out"),
        ("{enum: a}", "/enum", "one value is read as a list"),
        ("{type: integer, default: '1'}", "/default", "the text `1` is read as the number 1"),
        ("{type: integer, default: '1; pub fn evil(){}'}", "/default", "the text `1; pub fn evil(){}` is not of the type"),
        ("{type: boolean, default: 'true'}", "/default", "the text `true` is read as true"),
        ("{type: array, default: a}", "/default", "the text `a` is not of the type `array`; it is left out"),
        ("{type: object, default: {}}", "", ""),
        ("{type: string, default: ~}", "/default", "null is not of the type `string`; it is left out"),
        ("{type: string, example: 1}", "/example", "the number 1 is read as the text `1`"),
        ("{type: integer, example: ten}", "/example", "the text `ten` is not of the type `integer`; it is left out"),
        ("{type: array, example: a}", "/example", "the text `a` is not of the type `array`"),
        ("{enum: [1, a, ~, {}]}", "/enum/3", "an array or an object is no value that a list can name; so that the whole list is left out"),
    ];
    for version in [Version::V3_0, Version::V3_1] {
        check_rows(version, schema, S, &rows);
    }
    #[rustfmt::skip]
    let rows = [
        ("{type: [string, integer], enum: [a, 1]}", "", ""),
        ("{type: [string, 'null'], enum: [a, ~, 1]}", "/enum/2", "the number 1 is read as the text `1`"),
        ("{type: string, const: 1}", "/const", "the number 1 is read as the text `1`"),
        ("{type: string, const: ~}", "/const", "null is not of the type `string`"),
    ];
    check_rows(Version::V3_1, schema, S, &rows);
}

#[test]
fn forms_of_3_1_in_a_3_0_description() {
    #[rustfmt::skip]
    let rows = [
        ("{type: [string, 'null']}", "/type", "a list of types is OpenAPI 3.1"),
        ("{type: 'null'}", "/type", "the type `null` is OpenAPI 3.1"),
        ("{const: a}", "/const", "`const` is OpenAPI 3.1"),
        ("{exclusiveMinimum: 1}", "/exclusiveMinimum", "a number as exclusive bound is OpenAPI 3.1"),
        ("{examples: [a]}", "/examples", "`examples` is OpenAPI 3.1"),
        ("{patternProperties: {}}", "/patternProperties", "`patternProperties` is OpenAPI 3.1"),
        ("true", "", "a boolean schema is OpenAPI 3.1"),
        ("{properties: {a: true}}", "/properties/a", "a boolean schema is OpenAPI 3.1"),
        ("{properties: {a: false}}", "/properties/a", "`a` is `false`, so that no value may have it; it is left out"),
        ("{'$ref': '#/components/schemas/A', x-a: 1}", "", ""),
        ("{'$ref': '#/components/schemas/A', nullable: true}", "/nullable", "`nullable` beside `$ref` is read"),
        ("{'$ref': '#/components/schemas/A', description: a}", "/description", "`description` beside `$ref` is read"),
        ("{'$ref': '#/components/schemas/A', readOnly: true}", "/readOnly", "`readOnly` beside `$ref` is read"),
        ("{'$ref': '#/components/schemas/A', type: object}", "/type", "`type` has no effect beside `$ref` in OpenAPI 3.0 and is left out"),
    ];
    check_rows(Version::V3_0, schema, S, &rows);
    let webhooks = complaints(Version::V3_0, "paths: {}\nwebhooks: {}");
    assert!(
        webhooks[0].2.starts_with("`webhooks` is OpenAPI 3.1"),
        "{webhooks:?}"
    );
}

#[test]
fn schemas_of_3_1() {
    #[rustfmt::skip]
    let rows = [
        ("{type: [string, strng]}", "/type/1", "unknown type `strng`, read as any value"),
        ("{type: [string, string]}", "/type/1", "the type stands twice in this list"),
        ("{type: []}", "/type", "an empty list of types is read as any value"),
        ("{exclusiveMinimum: true}", "/exclusiveMinimum", "a boolean as exclusive bound is OpenAPI 3.0"),
        ("{exclusiveMinimum: a}", "/exclusiveMinimum", "`exclusiveMinimum` can't be the text `a` and is left out"),
        ("{allOf: [false]}", "/allOf/0", "`false` allows no value"),
        ("{$anchor: a, items: {$ref: '#a'}}", "", ""),
        ("{$id: a, $defs: {b: {}}, items: {$ref: '#/$defs/b'}}", "/$id", "`a` names this schema for references"),
        ("{$recursiveAnchor: true, items: {$recursiveRef: '#'}}", "/items/$recursiveRef", "`$recursiveRef` is read as a reference to `#/components/schemas/S`"),
        ("{$dynamicAnchor: a, items: {$dynamicRef: '#a'}}", "/items/$dynamicRef", "`$dynamicRef` is read as a reference to `#/components/schemas/S`"),
        ("{items: [{}, {type: string}]}", "/items", "a list of schemas for `items` is read as `prefixItems`"),
        ("{markdownDescription: a}", "/markdownDescription", "unknown keyword `markdownDescription`"),
        ("{type: [string, ~]}", "/type/1", "null is read as the type `null`"),
        ("{items: true, unevaluatedProperties: false}", "", ""),
        ("{if: {}, then: {}, else: {}}", "", ""),
        ("{prefixItems: []}", "", ""),
        ("{patternProperties: {}}", "", ""),
        ("{type: array, items: false}", "", ""),
        ("{$dynamicRef: '#a'}", "/$dynamicRef", "`$dynamicRef` is left out, so that any value is taken"),
        ("{definitions: {}}", "", ""),
        ("{type: string, nullable: true}", "/nullable", "`nullable` is OpenAPI 3.0"),
        ("{'$ref': '#/components/schemas/A', description: a, minLength: 1}", "", ""),
        ("{'$ref': '#/components/schemas/A', propertys: {}}", "/propertys", "unknown keyword `propertys`"),
    ];
    check_rows(Version::V3_1, schema, S, &rows);
}

#[test]
fn ignored_keywords_are_counted_and_nothing_is_refused_below_them() {
    let raw = value(
        "3.1.0",
        "webhooks: {a: {post: {requestBody: {content: {a/b: {schema: {$id: a, pattern: a}}}}}}}",
    );
    let mut diagnostics = Diagnostics::new();
    let ignored = check(&raw, Version::V3_1, &mut diagnostics).ignored;
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let used: Vec<_> = ignored
        .iter()
        .map(|one| (one.keyword, one.count, one.first.to_string()))
        .collect();
    assert_eq!(used[0].0, "version");
    assert_eq!(used[1], ("webhooks", 1, "#/webhooks".to_owned()));
    assert_eq!(used[2].0, "pattern");
    // What stands there is read by openapiv3 nevertheless, so its form is checked.
    let found = complaints(
        Version::V3_0,
        &objects::operation(
            "{responses: {default: {description: d, headers: {a: {schema: form}}}}}",
        ),
    );
    assert_eq!(found[0].2, "expected a schema, found the text `form`");
}

#[test]
fn complaints_are_bounded() {
    let wrong = "{required: {}}, ".repeat(20_000);
    let found = complaints(Version::V3_1, &schema(&format!("{{allOf: [{wrong}]}}")));
    assert!(found.len() <= MAX_ERRORS + 1, "{}", found.len());
}
