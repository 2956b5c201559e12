//! Descriptions that are refused: each with a place, and a message that says why.

use tests::generate;

use super::{HEAD, operation, path, schema};

/// Panics unless a description is refused at a place, which is a pointer or a
/// line, with a message.
fn refuses(id: &str, text: &str, place: &str, message: &str) {
    let Err(complaint) = generate("spec.yaml", text) else {
        panic!("{id}: nothing is complained about in\n{text}")
    };
    assert!(
        complaint.contains(message),
        "{id}: expected {message:?} in\n{complaint}\nof\n{text}"
    );
    let located = complaint
        .lines()
        .any(|line| line == format!("  --> {place}"))
        || complaint.contains(&format!("]: spec.yaml:{place}:"));
    assert!(located, "{id}: expected {place} in\n{complaint}");
    super::canary::check_complaint(id, &complaint);
}

#[test]
fn paths() {
    for (id, text, place, message) in [
        ("HS21", "/a{}", "~1a{}", "braces"),
        ("HS21", "/a/{{y}}", "~1a~1{{y}}", "braces"),
        ("HS22", "/a/../b", "~1a~1..~1b", "`..`"),
        ("HS22", "/%2e%2e/x", "~1%2e%2e~1x", "`..`"),
        ("HS22", "/a\\b", "~1a\\b", "`\\`"),
        ("HS22", "/a/..?b", "~1a~1..?b", "`..`"),
        ("HS22", "/a/..#b", "~1a~1..#b", "`..`"),
        ("HS22", "/a/.{?b}", "~1a~1.{?b}", "`..`"),
        ("HS22", "/a%2fb?c", "~1a%2fb?c", "escaped slash"),
        ("HS22", "/a%5cb", "~1a%5cb", "escaped slash"),
        ("HS22", "/a?b\nc", "~1a?b\\u{a}c", "\\u{a}"),
        ("HS22", "//evil.com/a\\b", "~1~1evil.com~1a\\b", "`\\`"),
        (
            "HS22",
            "http://evil.com/a",
            "http:~1~1evil.com~1a",
            "address",
        ),
        ("HS22", "/a\nb", "~1a\\u{a}b", "\\u{a}"),
    ] {
        let key = serde_json::to_string(text).unwrap();
        refuses(id, &path(&key), &format!("#/paths/{place}"), message);
    }
    for (name, required) in [
        ("X: a\r\nY", false),
        ("X:", true),
        ("X Y", true),
        ("X\"Y", true),
    ] {
        let json = serde_json::to_string(name).unwrap();
        let text = operation(&format!(
            "parameters: [{{name: {json}, in: header, required: {required}, schema: {{type: string}}}}]"
        ));
        refuses(
            "HS24",
            &text,
            "#/paths/~1a/get/parameters/0/name",
            "is not a name",
        );
    }
}

/// The case, a schema, the place in the schema (`4` is a line of the description),
/// and a part of the message.
const SCHEMAS: &str = r#"
HS29 | {type: integer, default: '1; pub fn evil(){}'} | /default | not of the type `integer`
HS29 | {type: number, default: '{ std::process::abort() }'} | /default | not of the type `number`
HS30 | {type: number, default: .nan} | 4 | not a number that JSON can hold
HS30 | {type: number, default: 1e400} | 4 | too large
HS30 | {type: number, default: .inf} | 4 | not a number that JSON can hold
HS31 | {type: number, minimum: .nan} | 4 | not a number that JSON can hold
HS31 | {type: integer, maximum: .inf} | 4 | not a number that JSON can hold
HS32 | {type: integer, minimum: 18446744073709551615} | /minimum | allows no 64-bit integer
HS32 | {type: integer, enum: [1, 18446744073709551616]} | /enum/1 | does not fit
HS32 | {type: integer, enum: [-9223372036854775809]} | /enum/0 | does not fit
HS46 | {type: object, properties: {a: {}, a: {}}} | 4 | second time
HS46 | {type: string}, S: {type: string} | 4 | second time
HS47 | {type: object, type: string} | 4 | second time
HS53 | {<<: {type: string}} | 4 | merge key
HS53 | {type: object, properties: {<<: {a: {type: string}}}} | 4 | merge key
HS54 | !Foo {} | 4 | tag
HS54 | {type: string, default: !!binary aGk=} | 4 | tag
HS54 | !!python/object/apply:os.system {} | 4 | tag
HS54 | {type: string, default: !!str 12} | 4 | tag
HS55 | {type: string, enum: [true, false]} | /enum/0 | true is not of the type `string`
HS55 | {type: string, enum: [a, 1e3]} | /enum/1 | not of the type `string`
HS55 | {type: string, enum: [a, 0o17]} | /enum/1 | not of the type `string`
HS61 | {$ref: 'http://169.254.169.254/x'} | /$ref | leaves the description
HS61 | {$ref: 'https://evil/x.yaml#/A'} | /$ref | leaves the description
HS61 | {$ref: 'file:///etc/passwd'} | /$ref | leaves the description
HS61 | {$ref: '../../etc/passwd'} | /$ref | leaves the description
HS61 | {$ref: '//host/x'} | /$ref | leaves the description
HS62 | {$ref: '#/components/schemas/S'} | /$ref | leads back to itself
HS62 | {$ref: '#/components/schemas/T'}, T: {$ref: '#/components/schemas/S'} | /$ref | leads back to itself
HS62 | {allOf: [{$ref: '#/components/schemas/S'}]} | /allOf/0 | a part of itself
HS62 | {allOf: [{$ref: '#/components/schemas/T'}]}, T: {allOf: [{$ref: '#/components/schemas/S'}]} | /allOf/0 | a part of itself
HS64 | {$ref: '#/components/schemas/a%2Fc'}, a/b: {type: string} | /$ref | leads nowhere
HS64 | {$ref: '#/components/schemas/Nope'} | /$ref | leads nowhere
HS64 | {$ref: '#/components/schemas/a~1c'}, a/b: {type: string} | /$ref | leads nowhere
HS64 | {$ref: '#/info'} | /$ref | reference
HS64 | {$ref: 12} | /$ref | expected a reference
HS66 | {type: object, propertys: {}} | /propertys | did you mean `properties`?
HS66 | {type: object, requierd: []} | /requierd | did you mean `required`?
HS68 | {type: strng} | /type | did you mean `string`?
HS68 | {enum: [a, 1, {}]} | /enum/2 | not supported
"#;

#[test]
fn schemas() {
    for row in SCHEMAS.trim().lines() {
        let columns: Vec<&str> = row.split(" | ").collect();
        let [id, text, place, message] = columns.as_slice() else {
            panic!("four columns: {row}")
        };
        let line = place.parse::<usize>().is_ok();
        let place = if line {
            (*place).to_owned()
        } else {
            format!("#/components/schemas/S{place}")
        };
        refuses(id, &schema(text), &place, message);
    }
}

#[test]
fn servers() {
    for url in [
        "https://x/\" + evil() + \"",
        "file:///etc",
        "javascript:alert(1)",
        "https:",
    ] {
        let text = format!("{HEAD}servers: [{{url: '{url}'}}]\npaths: {{}}\n");
        refuses("HS26", &text, "#/servers/0/url", "https");
    }
    // Nothing is sent in the clear: the user has to give an address, and only documentation
    // names this one.
    let text = format!("{HEAD}servers: [{{url: 'http://x'}}]\npaths: {{}}\n");
    let files = generate("spec.yaml", &text).expect("HS26");
    let mut lines = files.iter().flat_map(|file| file.text.lines());
    let names = |line: &str| line.contains("http://x") && !line.trim_start().starts_with("//");
    assert!(!lines.any(names), "HS26");
    assert!(
        files.iter().any(|file| file.text.contains("base_url")),
        "HS26"
    );
}

#[test]
fn keywords() {
    for (id, text, place, message) in [
        (
            "HS66",
            operation("paramaters: []"),
            "#/paths/~1a/get/paramaters",
            "did you mean `parameters`?",
        ),
        (
            "HS66",
            format!("{HEAD}paths: {{/a: {{gett: {{}}}}}}\n"),
            "#/paths/~1a/gett",
            "did you mean `get`?",
        ),
        (
            "HS66",
            format!("{HEAD}paths: {{/a: {{query: {{}}}}}}\n"),
            "#/paths/~1a/query",
            "3.2",
        ),
        (
            "HS46",
            format!("{HEAD}paths: {{/a: {{get: {{}}, get: {{}}}}}}\n"),
            "3",
            "second time",
        ),
        (
            "HS69",
            "openapi: 2.0\ninfo: {}\n".to_owned(),
            "#/openapi",
            "2.0",
        ),
        (
            "HS69",
            "openapi: banana\nbroken: 1\n".to_owned(),
            "#/openapi",
            "`banana` is not supported",
        ),
        ("HS69", "info: {}\n".to_owned(), "#", "`openapi` is missing"),
        (
            "HS46",
            format!("{HEAD}paths: {{/a: {{}}, /a: {{}}}}\n"),
            "3",
            "second time",
        ),
    ] {
        refuses(id, &text, place, message);
    }
    for keys in [
        "\"/a\": {}, \"/a\": {}",
        "\"/a\": {\"get\": {}, \"get\": {}}",
    ] {
        let text = format!("{{\"openapi\": \"3.1.0\", \"paths\": {{{keys}}}}}");
        let complaint = generate("spec.json", &text).expect_err("HS46");
        assert!(
            complaint.starts_with("error[duplicate-key]: spec.json:1:")
                && complaint.contains("second time"),
            "HS46: {complaint}"
        );
    }
}

#[test]
fn versions() {
    let old = |text: &str| schema(text).replace("3.1.0", "3.0.3");
    let text = old("{type: [string, 'null']}");
    refuses(
        "HS68",
        &text,
        "#/components/schemas/S/type",
        "a list of types is OpenAPI 3.1",
    );
    let text = old(
        "{type: object, properties: {a: {$ref: '#/components/schemas/T', nullable: true}}}, T: {type: string}",
    );
    refuses(
        "HS65",
        &text,
        "#/components/schemas/S/properties/a/nullable",
        "no effect beside `$ref`",
    );
    let text = format!("{HEAD}paths: {{/a: {{query: {{}}}}}}\n").replace("3.1.0", "3.2.0");
    refuses("HS69", &text, "#/paths/~1a/query", "3.2");
}
