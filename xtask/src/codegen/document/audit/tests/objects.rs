//! Everything but schemas.

use crate::codegen::document::audit::tests::*;

pub(super) fn operation(text: &str) -> String {
    format!(
        "paths: {{'/a': {{get: {text}}}}}\ncomponents: {{schemas: {{A: {{}}}}, responses: {{R: {{description: d}}}}}}"
    )
}

/// HS66, HS70.
#[test]
fn operations() {
    #[rustfmt::skip]
    let rows = [
        ("{responses: {'200': {description: d}, default: {description: d}, 4XX: {description: d}, x-a: 1}}", "", ""),
        ("{paramaters: [], responses: {}}", "/paramaters", "unknown keyword `paramaters` in an operation"),
        ("{responses: {'20': {description: d}}}", "/responses/20", "`20` is not a status"),
        ("{responses: {'99999': {}}}", "/responses/99999", "`99999` is not a status"),
        ("{responses: {'0x1F4': {}}}", "/responses/0x1F4", "`0x1F4` is not a status"),
        ("{responses: {'600': {}}}", "/responses/600", "`600` is not a status"),
        ("{responses: {ok: {description: d}}}", "/responses/ok", "the status `ok` is read as `200`"),
        ("{responses: {2xx: {description: d}}}", "/responses/2xx", "the status `2xx` is read as `2XX`"),
        ("{responses: {2é: {}}}", "/responses/2é", "`2é` is not a status"),
        ("{responses: {'200': {}}}", "/responses/200", "a response without `description`"),
        ("{responses: {'200': {$ref: '#/components/responses/R'}}}", "", ""),
        (
            "{responses: {'200': {$ref: '#/components/schemas/A'}}}",
            "/responses/200/$ref",
            "this is a reference to a schema, in place of a response",
        ),
        ("{responses: {}, deprecated: 'true'}", "/deprecated", "the text `true` is read as true"),
        ("{responses: {}, tags: {a: b}}", "/tags", "expected a list, found an object"),
        ("{responses: {}, security: [{a: b}]}", "/security/0/a", "expected a list, found the text `b`"),
        ("{responses: {}, requestBody: {}}", "/requestBody", "a request body without `content`"),
    ];
    for version in [Version::V3_0, Version::V3_1] {
        check_rows(version, operation, "#/paths/~1a/get", &rows);
    }
    // Lowering says that nothing is known of what comes back.
    for version in [Version::V3_0, Version::V3_1] {
        assert!(complaints(version, "paths: {'/a': {get: {}}}").is_empty());
    }
}

#[test]
fn parameters() {
    let wrap = |text: &str| operation(&format!("{{responses: {{}}, parameters: [{text}]}}"));
    #[rustfmt::skip]
    let rows = [
        ("{name: a, in: query, schema: {}}", "", ""),
        ("{name: a, in: query1, schema: {}}", "/in", "unknown value `query1`"),
        ("{in: query, schema: {}}", "", "a parameter without `name`"),
        ("{name: 1.0, in: query, schema: {}}", "/name", "`1.0` is read as text"),
        ("{name: a, in: path, schema: {}}", "", "a parameter in `path` is always required"),
        ("{name: a, in: path, required: false, schema: {}}", "/required", "a parameter in `path` is always required"),
        ("{name: a, in: query}", "", "a parameter without `schema` or `content`"),
        ("{name: a, in: query, content: {}}", "/content", "the `content` of a parameter has exactly one media type"),
        ("{name: a, in: query, schema: {}, content: {a/b: {}}}", "/content", "a parameter with `schema` and `content`"),
        ("{name: a, in: query, schema: {}, style: matrix}", "/style", "`matrix` is not a style for a parameter in `query`"),
        ("{name: a, in: query, schema: {}, style: from}", "/style", "unknown value `from`"),
        ("{name: a, in: header, schema: {}, allowReserved: true}", "/allowReserved", "`allowReserved` has no effect"),
        ("{name: a, in: query, schema: {}, example: 1, examples: {}}", "/examples", ""),
    ];
    for version in [Version::V3_0, Version::V3_1] {
        check_rows(version, wrap, "#/paths/~1a/get/parameters/0", &rows);
    }
}

/// HS22, HS66.
#[test]
fn paths() {
    let wrap = |text: &str| format!("paths: {{{text}: {{}}}}");
    #[rustfmt::skip]
    let rows = [
        ("'/a/{b}/c.d-{e}:f'", "", ""),
        ("/", "", ""),
        ("/a/", "", ""),
        ("x-a", "", ""),
        ("a", "/a", "the path `a` does not begin with a slash"),
        // Lowering reads the query.
        ("'/a?b'", "", ""),
        ("'/a{?b,c}{/d}'", "", ""),
        ("'/a{?b/c}'", "/~1a{?b~1c}", "the path `/a{?b/c}` holds braces"),
        ("'/a%5cb'", "/~1a%5cb", "the path `/a%5cb` holds a `%`"),
        ("'/a/{b}/..?c#d'", "/~1a~1{b}~1..?c#d", "the path `/a/{b}/..?c#d` holds a segment `.` or `..`"),
        ("'/a/.{?b}'", "/~1a~1.{?b}", "the path `/a/.{?b}` holds a segment `.` or `..`"),
        ("\"/a?b\\n\"", "/~1a?b\n", "the path `/a?b\n` holds the character"),
        ("'https://a.b/c'", "/https:~1~1a.b~1c", "the path `https://a.b/c` is an address"),
        ("/a//", "/~1a~1~1", "the path `/a//` holds an empty segment"),
        ("'/a#b'", "/~1a#b", "the path `/a#b` holds the character `#`"),
        ("'/a b'", "/~1a b", "the path `/a b` holds the character ` `"),
        ("'/a\\b'", "/~1a\\b", "the path `/a\\b` holds the character `\\`"),
        ("/é", "/~1é", "the path `/é` holds the character `é`"),
        ("/a/../b", "/~1a~1..~1b", "the path `/a/../b` holds a segment `.` or `..`"),
        ("/a/%2e%2E", "/~1a~1%2e%2E", "the path `/a/%2e%2E` holds a segment"),
        ("/a//b", "/~1a~1~1b", "the path `/a//b` holds an empty segment"),
        ("/a%2Fb", "/~1a%2Fb", "the path `/a%2Fb` holds a `%`"),
        ("/a%zz", "/~1a%zz", "the path `/a%zz` holds a `%`"),
        ("'/{a'", "/~1{a", "the path `/{a` holds braces"),
        ("'/{}'", "/~1{}", "the path `/{}` holds braces"),
        ("'/{a}}'", "/~1{a}}", "the path `/{a}}` holds braces"),
        ("'/{{a}}'", "/~1{{a}}", "the path `/{{a}}` holds braces"),
    ];
    for version in [Version::V3_0, Version::V3_1] {
        check_rows(version, wrap, "#/paths", &rows);
    }
    let wrap = |text: &str| format!("paths: {{/a: {text}}}");
    #[rustfmt::skip]
    let rows = [
        ("{gett: {}}", "/gett", "unknown keyword `gett` in a path item"),
        ("{GET: {}}", "/GET", "unknown keyword `GET` in a path item"),
        ("{query: {}}", "/query", "unknown keyword `query` in a path item"),
        ("{additionalOperations: {}}", "/additionalOperations", "unknown keyword `additionalOperations`"),
        ("{$ref: '#/paths/~1a', get: {responses: {}}}", "/$ref", "the reference `#/paths/~1a` leads back to itself"),
    ];
    check_rows(Version::V3_1, wrap, "#/paths/~1a", &rows);
}

#[test]
fn security_schemes() {
    let wrap = |text: &str| format!("paths: {{}}\ncomponents: {{securitySchemes: {{a: {text}}}}}");
    #[rustfmt::skip]
    let rows = [
        ("{type: http, scheme: bearer}", "", ""),
        // What no client can send is a matter of lowering.
        ("{type: http}", "", ""),
        ("{type: apiKey, in: header}", "", ""),
        ("{type: openIdConnect}", "", "a security scheme without `openIdConnectUrl`"),
        ("{type: oauth}", "", ""),
        ("{type: mutualTLS}", "", ""),
        ("{type: oauth2}", "", "a security scheme without `flows`"),
        ("{type: oauth2, flows: {clientCredentials: {scopes: {}}}}", "/flows/clientCredentials", "an OAuth flow without `tokenUrl`"),
    ];
    check_rows(Version::V3_1, wrap, "#/components/securitySchemes/a", &rows);
}
