//! Descriptions that are hostile and all the same right: they give the items that
//! a harmless one gives, and their texts stay texts.

use std::collections::BTreeSet;

use serde_json::json;
use tests::generate;
use xtask::codegen::print::PrintedFile;

use super::inspect::{check, items, parts};
use super::{HEAD, operation, schema};

pub(crate) fn generated(id: &str, text: &str) -> Vec<PrintedFile> {
    let files =
        generate("spec.yaml", text).unwrap_or_else(|complaint| panic!("{id}: {complaint}\n{text}"));
    check(id, &files);
    files
}

/// A description with a text wherever a text may stand, as JSON.
fn with_text(text: &str) -> String {
    let responses = json!({"200": {
        "description": text,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}, "example": {"id": text}}},
    }});
    let parameters = json!([
        {"name": "id", "in": "path", "required": true, "description": text, "example": text, "schema": {"type": "string"}},
        {"name": "q", "in": "query", "description": text, "schema": {"type": "string", "default": text}},
    ]);
    let variable = json!({"default": text, "description": text});
    let member = json!({"title": text, "description": text, "type": "string", "default": text});
    let flow = json!({"tokenUrl": "/t", "scopes": {text: text}});
    let spec = json!({
        "openapi": "3.1.0",
        "info": {"title": text, "version": "1", "description": text},
        "servers": [{"url": "https://{t}.example.com", "description": text, "variables": {"t": variable}}],
        "tags": [{"name": "things", "description": text}],
        "paths": {"/things/{id}": {"get": {
            "operationId": "getThing", "tags": ["things"], "summary": text, "description": text,
            "security": [{"o": [text]}], "parameters": parameters, "responses": responses,
        }}},
        "components": {
            "securitySchemes": {"o": {"type": "oauth2", "flows": {"clientCredentials": flow}}},
            "schemas": {"Thing": {"title": text, "description": text, "type": "object", "properties": {"id": member}}},
        },
    });
    spec.to_string()
}

fn items_with(id: &str, text: &str) -> BTreeSet<String> {
    let files = generate("spec.json", &with_text(text))
        .unwrap_or_else(|complaint| panic!("{id}: {complaint}"));
    check(id, &files);
    items(&files)
}

#[test]
fn texts_are_only_texts() {
    let plain = items_with("plain", "Some plain text.");
    assert!(
        plain.contains("struct Thing") && plain.contains("fn Things::get_thing"),
        "{plain:?}"
    );
    for (id, text) in [
        ("HS01", "x\n}\npub fn evil(){}\n"),
        ("HS02", "a */ pub fn evil(){} /*"),
        ("HS05", "a\rpub fn evil(){}"),
        ("HS08", "a\u{202e}evil\u{2066}b\u{2069}"),
        ("HS09", "a\0b\u{1b}[31mc\u{feff}d\u{200b}e"),
        (
            "HS10",
            "a\n```\nstd::fs::write(\"PWNED\", \"\").unwrap();\n```\nb",
        ),
        ("HS10", "a\n~~~rust\nevil();\n~~~\nb"),
        ("HS10", "a\n````rust,no_run\nevil();\n````"),
        (
            "HS12",
            "a\n\n    evil();\n\n\tevil();\n\n- item\n\n        evil();\n",
        ),
        (
            "HS17",
            "[`crate::Nope`] [1,2] <Foo> https://x [a]: https://x [b][a]",
        ),
        (
            "HS18",
            "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) <!-- x -->",
        ),
        ("HS28", "\"# \\ ${} ` ``` \" r#\"x\"#"),
        ("HS29", "{ std::process::abort() }"),
        ("HS01", ""),
        ("HS01", "\"]\n#![allow(evil)]\n#[doc = \""),
        ("HS01", "{evil} {0} {{}} %s"),
    ] {
        assert_eq!(
            items_with(id, text),
            plain,
            "{id}: {text:?} changes what is generated"
        );
    }
}

#[test]
fn line_ends_do_not_show() {
    let text = with_text("one\ntwo\n\nthree\n");
    let crlf = with_text("one\r\ntwo\r\n\r\nthree\r\n");
    let files = |text: &str| generate("spec.json", text).unwrap();
    // A default is a value and not a text: only documentation is the same.
    let docs = |text: &str| -> Vec<String> {
        let lines = files(text).into_iter().flat_map(|file| parts(&file).docs);
        lines.filter(|line| !line.contains('\u{fffd}')).collect()
    };
    assert_eq!(docs(&text), docs(&crlf), "HS07");
    let yaml = format!(
        "{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    S:\n      type: string\n      description: |\n        one\n        two\n"
    );
    assert_eq!(
        files_of(&yaml),
        files_of(&yaml.replace('\n', "\r\n")),
        "HS07"
    );
}

fn files_of(text: &str) -> Vec<PrintedFile> {
    generated("files", text)
}

#[test]
fn values_reach_the_wire_unchanged() {
    for (id, value) in [
        ("HS25", "x\", evil = \"y"),
        ("HS25", "\n}\nfn main(){}"),
        ("HS25", "a\\b\u{202e}c\0"),
        ("HS28", "r#\"a\"#"),
        ("HS55", "yes"),
    ] {
        let json = serde_json::to_string(value).unwrap();
        let files = generated(id, &schema(&format!("{{type: string, enum: [{json}, b]}}")));
        let literals: Vec<String> = files.iter().flat_map(|file| parts(file).literals).collect();
        assert_eq!(
            literals.iter().filter(|literal| *literal == value).count(),
            1,
            "{id}: {value:?} in {literals:?}"
        );
        let files = generated(
            "HS24",
            &operation(&format!(
                "parameters: [{{name: {json}, in: query, schema: {{type: string}}}}]"
            )),
        );
        let literals: Vec<String> = files.iter().flat_map(|file| parts(file).literals).collect();
        assert!(
            literals.iter().any(|literal| literal == value),
            "HS24: {value:?} in {literals:?}"
        );
    }
    let files = generated(
        "HS55",
        &schema("{type: string, enum: [yes, no, on, off, y, n, 2001-01-01, 'true', '1']}"),
    );
    let expected = [
        "Yes",
        "No",
        "On",
        "Off",
        "Y",
        "N",
        "N20010101",
        "True",
        "N1",
    ];
    let found = items(&files);
    for variant in expected {
        assert!(
            found.contains(&format!("variant S::{variant}")),
            "HS55: {variant} in {found:?}"
        );
    }
}

#[test]
fn extensions_and_patterns_are_left_alone() {
    let plain = generated("HS34", &schema("{type: string}"));
    for (id, text) in [
        (
            "HS34",
            "{type: string, x-rust-type: 'evil!(include!(\"/etc/passwd\"))'}",
        ),
        (
            "HS34",
            "{type: string, x-rust-type: '[u8;{abort();1}]', x-go-type-import: {path: evil}}",
        ),
        ("HS33", "{type: string, pattern: '(a+)+$'}"),
        ("HS33", "{type: string, pattern: '('}"),
    ] {
        assert_eq!(generated(id, &schema(text)), plain, "{id}: {text}");
    }
    let long = "a".repeat(1 << 20);
    assert_eq!(
        generated(
            "HS33",
            &schema(&format!("{{type: string, pattern: '{long}'}}"))
        ),
        plain,
        "HS33"
    );
}

#[test]
fn recursion_and_escapes_are_read_right() {
    let node = "{type: object, properties: {next: {$ref: '#/components/schemas/S'}, all: {type: array, items: {$ref: '#/components/schemas/S'}}}}";
    let text: String = generated("HS63", &schema(node))
        .into_iter()
        .map(|file| file.text)
        .collect();
    assert!(
        text.contains("Option<Box<S>>") && text.contains("Option<Vec<S>>"),
        "HS63: {text}"
    );
    let escaped = "{type: object, properties: {a: {$ref: '#/components/schemas/a~1b'}, b: {$ref: '#/components/schemas/c%20d'}}}";
    generated(
        "HS64",
        &schema(&format!(
            "{escaped}, a/b: {{type: string}}, c d: {{type: string}}"
        )),
    );
    let sibling = "{type: object, properties: {a: {$ref: '#/components/schemas/T', description: Its own words.}}}, T: {type: string, description: Of T.}";
    let text: String = generated("HS65", &schema(sibling))
        .into_iter()
        .map(|file| file.text)
        .collect();
    assert!(text.contains("/// Its own words."), "HS65: {text}");
}

#[test]
fn order_of_keys_at_the_top_does_not_matter() {
    let head = "openapi: 3.1.0\n";
    let info = "info: {title: T, version: '1'}\n";
    let rest = "paths: {/a: {get: {tags: [a], responses: {'200': {description: D., content: {application/json: {schema: {$ref: '#/components/schemas/S'}}}}}}}}\n";
    let components = "components: {schemas: {S: {type: object, properties: {a: {type: string}}}, T: {type: string}}}\n";
    let one = generated("HS77", &format!("{head}{info}{rest}{components}"));
    assert_eq!(
        one,
        generated("HS77", &format!("{components}{rest}{info}{head}")),
        "HS77"
    );
}

#[test]
fn newer_versions_are_read_as_far_as_they_say_nothing_new() {
    let text = schema("{type: [string, 'null']}");
    assert_eq!(
        generated("HS69", &text),
        generated("HS69", &text.replace("3.1.0", "3.2.0")),
        "HS69"
    );
}

/// The case, and a schema.
const SCHEMAS: &str = r#"
HS55 | {type: string, enum: [017, 1_000]}
HS62 | {allOf: [{$ref: '#/components/schemas/T'}]}, T: {type: object, properties: {s: {$ref: '#/components/schemas/S'}}}
HS63 | {oneOf: [{type: string}, {type: array, items: {$ref: '#/components/schemas/S'}}]}
HS63 | {type: object, required: [next], properties: {next: {anyOf: [{$ref: '#/components/schemas/S'}, {type: 'null'}]}}}
HS67 | {type: object, patternProperties: {a: {type: string}}}
HS67 | {type: object, propertyNames: {maxLength: 3}, if: {}, then: {}, else: {}}
HS67 | {type: string, not: {const: a}}
HS67 | {type: object, properties: {a: {const: x, readOnly: true}}, additionalProperties: {type: integer}}
HS67 | {oneOf: [{$ref: '#/components/schemas/T'}], discriminator: {propertyName: t, mapping: {x: '#/components/schemas/T'}}}, T: {type: object, required: [t], properties: {t: {type: string}}}
HS68 | {maxLength: 3}
HS68 | {type: object, maxLength: 3}
HS68 | {type: boolean, format: uuid}
HS68 | {properties: {a: {type: string}}}
HS68 | {enum: [a, 1, true, null]}
HS68 | {type: [string, 'null']}
HS73 | {type: object, required: [b], properties: {a: {type: string}}}
HS73 | {type: object, required: [a, a], properties: {a: {type: string}}}
HS73 | {type: object, required: [a], properties: {a: {type: string, default: x}}}
"#;

#[test]
fn what_is_odd_is_no_mistake() {
    for row in SCHEMAS.trim().lines() {
        let (id, text) = row.split_once(" | ").unwrap();
        generated(id, &schema(text));
    }
    for statuses in [
        "2XX: {description: D.}, '200': {description: D.}",
        "'404': {description: D.}",
    ] {
        let text = operation("x-a: 1").replace("'204': {description: Done.}", statuses);
        generated("HS70", &text);
    }
}
