//! Each row is a description in short, and the complaints it must get: pointer, start
//! of the message, end of the help.

use crate::codegen::diagnostics::Level;
use crate::codegen::document::audit::*;

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
    check(&value(number, rest), version, &mut diagnostics);
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
        ("{type: strng}", "/type", "unknown type `strng`"),
        ("{type: 1}", "/type", "expected a type, found the number 1"),
        ("{minimum: one}", "/minimum", "expected a number, found the text `one`"),
        ("{readOnly: 'yes'}", "/readOnly", "expected a boolean, found the text `yes`"),
        ("{minLength: -1}", "/minLength", "expected a whole number from 0, found the number -1"),
        ("{minLength: 1.5}", "/minLength", "expected a whole number from 0, found the number 1.5"),
        ("{description: ~}", "/description", "expected text, found null"),
        ("{required: true}", "/required", "expected a list, found true"),
        ("{required: [a, 1]}", "/required/1", "expected text, found the number 1"),
        ("{properties: []}", "/properties", "expected an object, found a list"),
        ("{items: [{}]}", "/items", "expected a schema, found a list"),
        ("{allOf: {}}", "/allOf", "expected a list, found an object"),
        ("~", "", "expected a schema, found null"),
        ("0", "", "expected a schema, found the number 0"),
        ("[]", "", "expected a schema, found a list"),
        ("{items: A}", "/items", "expected a schema, found the text `A`"),
        ("{'$ref': 12}", "/$ref", "expected a reference, found the number 12"),
        ("{'$ref': '#/components/schemas/B'}", "/$ref", "the reference `#/components/schemas/B` leads nowhere"),
        ("{'$ref': '#/components/schemas/S'}", "/$ref", "the reference `#/components/schemas/S` leads back to itself"),
        ("{'$ref': '#/info'}", "/$ref", "expected a reference to a schema, found one to `info`"),
        ("{'$ref': '#/info/title'}", "/$ref", "expected a reference to a schema, found one to something else"),
        ("{'$ref': 'https://evil/x.yaml#/A'}", "/$ref", "the reference `https://evil/x.yaml#/A` leaves the description"),
        ("{'$ref': 'file:///etc/passwd'}", "/$ref", "the reference `file:///etc/passwd` leaves the description"),
        ("{'$ref': '//host/x'}", "/$ref", "the reference `//host/x` leaves the description"),
        ("{'$ref': A}", "/$ref", "the reference `A` leaves the description"),
        ("{additionalProperties: false}", "", ""),
        ("{additionalProperties: {typ: a}}", "/additionalProperties/typ", "unknown keyword `typ`"),
        ("{additionalProperties: a}", "/additionalProperties", "expected a schema, found the text `a`"),
        ("{multipleOf: 0}", "/multipleOf", "`multipleOf` is greater than 0, found 0"),
        ("{type: integer, minimum: 1.5}", "/minimum", "`minimum` of an integer is a whole number, found 1.5"),
        ("{not: {}}", "", ""),
        ("{discriminator: kind}", "/discriminator", "expected a discriminator, found the text `kind`"),
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
        ("{type: string, enum: [yes, no, on, off, y, n, 1_000, 017, 2001-01-01]}", "", ""),
        ("{type: string, enum: [true]}", "/enum/0", "true is not of the type `string`"),
        ("{type: string, enum: [a, 1]}", "/enum/1", "the number 1 is not of the type `string`"),
        ("{type: string, enum: [a, 0o17]}", "/enum/1", "the number 15 is not of the type `string`"),
        ("{type: string, enum: [a, 1e3]}", "/enum/1", "the number 1000.0 is not of the type `string`"),
        ("{type: integer, enum: ['1']}", "/enum/0", "the text `1` is not of the type `integer`"),
        ("{type: integer, enum: [1, 2.0, -9223372036854775808, 9223372036854775807]}", "", ""),
        ("{type: integer, enum: [9223372036854775808]}", "/enum/0", "the number 9223372036854775808 does not fit into 64 bits"),
        ("{type: integer, enum: [-9223372036854775808.0]}", "/enum/0", "the number -9.223372036854776e18 does not fit into 64 bits"),
        ("{type: integer, enum: [-9300000000000000000.0]}", "/enum/0", "the number -9.3e18 does not fit"),
        ("{type: integer, enum: [1.5]}", "/enum/0", "the number 1.5 is not of the type `integer`"),
        ("{type: number, enum: [1, 1.5]}", "", ""),
        ("{type: integer, default: '1; pub fn evil(){}'}", "/default", "the text `1; pub fn evil(){}` is not of the type"),
        ("{type: boolean, default: 'true'}", "/default", "the text `true` is not of the type `boolean`"),
        ("{type: array, default: a}", "/default", "the text `a` is not of the type `array`"),
        ("{type: object, default: {}}", "", ""),
        ("{type: string, default: ~}", "", ""),
        ("{enum: [1, a, ~, {}]}", "", ""),
    ];
    for version in [Version::V3_0, Version::V3_1] {
        check_rows(version, schema, S, &rows);
    }
    #[rustfmt::skip]
    let rows = [
        ("{type: [string, integer], enum: [a, 1]}", "", ""),
        ("{type: [string, 'null'], enum: [a, ~, 1]}", "/enum/2", "the number 1 is not of the type `string` or `null`"),
        ("{type: string, const: 1}", "/const", "the number 1 is not of the type `string`"),
        ("{type: string, const: ~}", "/const", "null is not of the type `string`"),
    ];
    check_rows(Version::V3_1, schema, S, &rows);
}

#[test]
fn forms_of_3_1_in_a_3_0_description() {
    #[rustfmt::skip]
    let rows = [
        ("{type: [string, 'null']}", "/type", "a list of types is OpenAPI 3.1"),
        ("{type: 'null'}", "/type", "unknown type `null`"),
        ("{const: a}", "/const", "`const` is OpenAPI 3.1"),
        ("{exclusiveMinimum: 1}", "/exclusiveMinimum", "a number as exclusive bound is OpenAPI 3.1"),
        ("{examples: [a]}", "/examples", "`examples` is OpenAPI 3.1"),
        ("{patternProperties: {}}", "/patternProperties", "`patternProperties` is OpenAPI 3.1"),
        ("true", "", "a boolean schema is OpenAPI 3.1"),
        ("{properties: {a: false}}", "/properties/a", "a boolean schema is OpenAPI 3.1"),
        ("{'$ref': '#/components/schemas/A', x-a: 1}", "", ""),
        ("{'$ref': '#/components/schemas/A', nullable: true}", "/nullable", "`nullable` has no effect beside `$ref`"),
        ("{'$ref': '#/components/schemas/A', description: a}", "/description", "`description` has no effect beside `$ref`"),
    ];
    check_rows(Version::V3_0, schema, S, &rows);
    let severity = |text: &str| complaints(Version::V3_0, &schema(text))[0].0;
    assert_eq!(severity(rows[9].0), Level::Deny);
    assert_eq!(severity(rows[10].0), Level::Warn);
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
        ("{type: [string, strng]}", "/type/1", "unknown type `strng`"),
        ("{type: [string, string]}", "/type/1", "the type `string` stands twice"),
        ("{type: []}", "/type", "a list of types has 1 to 7 of them, found 0"),
        ("{exclusiveMinimum: true}", "/exclusiveMinimum", "a boolean as exclusive bound is OpenAPI 3.0"),
        ("{exclusiveMinimum: a}", "/exclusiveMinimum", "expected a bound, found the text `a`"),
        ("{examples: {a: 1}}", "/examples", "expected a list, found an object"),
        ("{allOf: [false]}", "/allOf/0", "the schema `false`"),
        ("{items: true, unevaluatedProperties: false}", "", ""),
        ("{if: {}, then: {}, else: {}}", "", ""),
        ("{prefixItems: []}", "", ""),
        ("{patternProperties: {}}", "", ""),
        ("{type: array, items: false}", "", ""),
        ("{$dynamicRef: '#a'}", "/$dynamicRef", "the keyword `$dynamicRef` is not supported"),
        ("{'$dynamicRef': '#a'}", "/$dynamicRef", "the keyword `$dynamicRef` is not supported"),
        ("{definitions: {}}", "/definitions", "unknown keyword `definitions`"),
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
            "{responses: {default: {description: d, headers: {a: {schema: {not: form}}}}}}",
        ),
    );
    assert_eq!(found[0].2, "expected a schema, found the text `form`");
}

#[test]
fn complaints_are_bounded() {
    let wrong: String = (0..20_000).map(|index| format!("k{index}: 1, ")).collect();
    let found = complaints(Version::V3_1, &schema(&format!("{{allOf: [{{{wrong}}}]}}")));
    assert!(found.len() <= MAX_ERRORS + 1, "{}", found.len());
}
