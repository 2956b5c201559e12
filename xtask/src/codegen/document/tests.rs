//! The stage as a whole.

mod alike;
mod inheritance;
mod places;

use std::time::{Duration, Instant};

use crate::codegen::document::*;
use crate::codegen::source::Format;

fn load(format: Format, text: &str) -> (Option<Document>, String) {
    let source = Source {
        name: "spec".to_owned(),
        text: text.to_owned(),
        format,
    };
    let mut diagnostics = Diagnostics::new();
    let document = Document::parse(source, &mut diagnostics);
    assert_eq!(document.is_none(), diagnostics.has_errors());
    (
        document,
        diagnostics.print(crate::codegen::diagnostics::Form::Short),
    )
}

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n";

#[test]
fn a_description_of_either_format() {
    let yaml = "\u{feff}openapi: 3.1.0\ninfo:\n  title: t\n  version: '1'\npaths:\n  /a:\n    get:\n      responses:\n        200:\n          description: d\n";
    let json = r#"{"openapi": "3.1.0", "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": {"description": "d"}}}}}}"#;
    let (yaml, _) = load(Format::Yaml, yaml);
    let (json, said) = load(Format::Json, json);
    let (yaml, json) = (yaml.unwrap(), json.unwrap());
    assert_eq!(yaml.openapi, json.openapi);
    assert_eq!(yaml.raw, json.raw);
    assert_eq!((yaml.version, said.as_str()), (Version::V3_1, ""));
    assert_eq!(yaml.openapi.operations().count(), 1);
}

/// HS69: nothing else is looked at.
#[test]
fn the_version_comes_first() {
    for text in [
        "openapi: banana\npaths: 1\n",
        "swagger: '2.0'\npaths: 1\n",
        "paths: 1\n",
        "openapi: 3.1\npaths: 1\n",
        "- 1\n",
        "text",
    ] {
        let (_, said) = load(Format::Yaml, text);
        assert_eq!(said.matches("error[").count(), 1, "{said}");
    }
    let (document, _) = load(
        Format::Yaml,
        &format!("{}paths: {{}}\n", HEAD.replace("3.1.0", "3.2.0")),
    );
    assert!(document.is_some());
    let (_, said) = load(
        Format::Yaml,
        &format!(
            "{}paths: {{/a: {{query: {{}}}}}}\n",
            HEAD.replace("3.1.0", "3.2.0")
        ),
    );
    assert_eq!(
        said,
        "error[keyword-of-later-version]: spec:3:14: unknown keyword `query` in a path item\n  --> #/paths/~1a/query\n  \
         help: it came with OpenAPI 3.2; what 3.2 adds to 3.1 is not supported\n"
    );
}

/// Whatever the audit lets through, openapiv3 reads.
#[test]
fn openapiv3_has_nothing_to_say() {
    let schemas = [
        "{type: [string, integer, 'null'], enum: [a, 1, ~], format: int32}",
        "{oneOf: [{$ref: '#/components/schemas/A'}, {type: 'null'}], discriminator: {propertyName: p}}",
        "{type: integer, minimum: 1.0, exclusiveMaximum: 9223372036854775807, maxLength: 3}",
        "{type: array, items: true, enum: [[1]], uniqueItems: true}",
        "{const: {a: [1, ~]}}",
        "{type: boolean, format: yes, default: ~}",
        "{type: object, properties: {a: {}}, additionalProperties: false, required: [a], minProperties: 1}",
    ];
    for schema in schemas {
        let (document, said) = load(
            Format::Yaml,
            &format!("{HEAD}components: {{schemas: {{A: {{}}, S: {schema}}}}}\n"),
        );
        assert!(document.is_some(), "{schema}: {said}");
    }
    let headers = "{a: {schema: {items: false, not: true}}}";
    let text =
        format!("{HEAD}components: {{responses: {{R: {{description: d, headers: {headers}}}}}}}\n");
    let (document, said) = load(Format::Yaml, &text);
    assert!(document.is_some(), "{said}");
}

/// HS57: on the small stack of a test thread.
#[test]
fn deep_schemas() {
    let depth = 45;
    for (before, after) in [
        (
            "{\"type\": [\"object\", \"array\"], \"properties\": {\"a\": ",
            "}}",
        ),
        ("{\"allOf\": [", "]}"),
        ("{\"items\": ", "}"),
    ] {
        let nested = format!("{}{{}}{}", before.repeat(depth), after.repeat(depth));
        let text = format!(
            "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"t\", \"version\": \"1\"}}, \"components\": {{\"schemas\": {{\"S\": {nested}}}}}}}"
        );
        let start = Instant::now();
        let (document, said) = load(Format::Json, &text);
        assert!(document.is_some(), "{said}");
        assert!(
            start.elapsed() < Duration::from_secs(10),
            "{:?}",
            start.elapsed()
        );
    }
    let nested = format!(
        "{}{{}}{}",
        "{\"allOf\": [".repeat(1_000),
        "]}".repeat(1_000)
    );
    let (_, said) = load(
        Format::Json,
        &format!("{{\"openapi\": \"3.1.0\", \"x\": {nested}}}"),
    );
    assert!(said.contains("recursion limit exceeded"), "{said}");
}
