//! Names that are no identifiers, are taken, or are told apart by nothing but case and
//! punctuation: each gives an item of its own, and stays what it is on the wire.

use std::collections::BTreeSet;

use xtask::codegen::print::PrintedFile;

use super::accepted::generated;
use super::inspect::{items, parts};
use super::{HEAD, RESPONSES, operation};

/// A description with a schema of this name, and a member of this name in another one.
fn named(name: &str) -> String {
    let json = serde_json::to_string(name).unwrap();
    format!(
        "{HEAD}paths: {{}}\ncomponents: {{schemas: {{{json}: {{type: object, properties: {{{json}: {{type: string}}}}}}}}}}\n"
    )
}

fn literals(files: &[PrintedFile]) -> Vec<String> {
    files.iter().flat_map(|file| parts(file).literals).collect()
}

/// Panics unless a name may stand for a schema, a member, a value, a parameter, an
/// operation and a tag. Returns the items that the schema and its member become.
fn everywhere(id: &str, name: &str) -> BTreeSet<String> {
    let json = serde_json::to_string(name).unwrap();
    let files = generated(id, &named(name));
    let found = literals(&files);
    assert!(
        found.iter().any(|literal| literal == name),
        "{id}: {name:?} is renamed on the wire: {found:?}"
    );
    let values = super::schema(&format!("{{type: string, enum: [{json}, other]}}"));
    let found = literals(&generated(id, &values));
    assert!(
        found.iter().any(|literal| literal == name),
        "{id}: the value {name:?} in {found:?}"
    );
    if !name.is_empty() {
        let parameter =
            format!("parameters: [{{name: {json}, in: query, schema: {{type: string}}}}]");
        let found = literals(&generated(id, &operation(&parameter)));
        assert!(
            found.iter().any(|literal| literal == name),
            "{id}: the parameter {name:?} in {found:?}"
        );
    }
    generated(id, &operation("x-a: 1").replace("getA", &json));
    // A tag names a file.
    let tagged = generated(
        id,
        &operation("x-a: 1").replace("[a]", &format!("[{json}]")),
    );
    let resources = tagged
        .iter()
        .filter(|file| file.path.starts_with("resources/") && file.path.matches('/').count() == 1);
    assert_eq!(resources.count(), 2, "{id}: {name:?}");
    items(&files)
}

/// The case, a name, and the struct and field that it becomes.
const NAMES: &[(&str, &str, &str, &str)] = &[
    ("HS36", "self", "Self_", "self_"),
    ("HS36", "Self", "Self_", "self_"),
    ("HS36", "crate", "Crate", "crate_"),
    ("HS36", "super", "Super", "super_"),
    ("HS36", "_", "Underscore", "underscore"),
    ("HS38", "Option", "OptionModel", "option"),
    ("HS38", "String", "StringModel", "string"),
    ("HS38", "serde", "Serde", "serde"),
    ("HS39", "", "Empty", "empty"),
    ("HS39", "1abc", "N1abc", "n1abc"),
    ("HS39", "-", "Dash", "dash"),
    ("HS39", "...", "DotDotDot", "dot_dot_dot"),
    ("HS39", "日本語", "U65e5U672cU8a9e", "u65e5_u672c_u8a9e"),
    ("HS39", "ａ", "Uff41", "uff41"),
    ("HS39", "🦀", "U1f980", "u1f980"),
    ("HS39", "a\u{200d}b", "AB", "a_b"),
    ("HS44", "../../src/lib", "SrcLib", "src_lib"),
    ("HS44", "/etc/x", "EtcX", "etc_x"),
    ("HS44", "CON", "Con", "con"),
    ("HS44", "a/b", "AB", "a_b"),
    ("HS44", "mod", "Mod", "r#mod"),
    ("HS44", "lib", "Lib", "lib"),
    ("HS44", "main", "Main", "main"),
    ("HS44", "target", "Target", "target"),
    ("HS01", "}; pub fn evil() {} //", "PubFnEvil", "pub_fn_evil"),
];

#[test]
fn names_become_identifiers() {
    let mut wrong = Vec::new();
    for (id, name, ident, field) in NAMES {
        let found = everywhere(id, name);
        for wanted in [format!("struct {ident}"), format!("field {ident}.{field}")] {
            if !found.contains(&wanted) {
                wrong.push(format!("{id}: {name:?} gives no `{wanted}` but {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Of all editions, from 2015 to 2024. The fixture `every_keyword` is compiled.
const KEYWORDS: &str = "as break const continue crate else enum extern false fn for if impl in \
    let loop match mod move mut pub ref return self Self static struct super trait true type \
    unsafe use where while async await dyn abstract become box do final gen macro override priv \
    try typeof unsized virtual yield union macro_rules raw safe";

/// The fixture `standard_names` is compiled.
const STANDARD: &str =
    "Option String Vec Result Box Some None Ok Err Default Debug serde std core reqwest";

#[test]
fn words_of_rust_are_names_like_others() {
    let fixture = |path: &str| {
        let path = tests::root().join("tests/fixtures").join(path);
        std::fs::read_to_string(path.join("spec.yaml")).unwrap()
    };
    let rows = [
        (
            "HS37",
            KEYWORDS,
            fixture("operation/every_keyword"),
            "        ",
        ),
        ("HS38", STANDARD, fixture("schema/standard_names"), "    "),
    ];
    for (id, words, compiled, indent) in rows {
        for word in words.split_whitespace() {
            everywhere(id, word);
            let line = format!("{indent}{word}:");
            let quoted = format!("{indent}'{word}':");
            assert!(
                compiled
                    .lines()
                    .any(|text| text.starts_with(&line) || text.starts_with(&quoted)),
                "{id}: `{word}` is not among what is compiled"
            );
        }
    }
}

const ALIKE: [&str; 4] = ["foo-bar", "foo_bar", "fooBar", "FooBar"];

/// Panics unless all four names are told apart: each is on the wire as often as one alone.
fn told_apart(what: &str, text: &str, kind: &str) {
    let files = generated("HS40", text);
    let found = literals(&files);
    for name in ALIKE {
        assert!(
            found.iter().any(|literal| literal == name),
            "HS40 {what}: {name} is lost: {found:?}"
        );
    }
    let items = items(&files);
    let named: Vec<&String> = items
        .iter()
        .filter(|item| item.starts_with(kind) && item.to_lowercase().contains("foo"))
        .collect();
    assert_eq!(named.len(), ALIKE.len(), "HS40 {what}: {named:?}");
}

#[test]
fn names_alike_are_told_apart() {
    let each = |text: &dyn Fn(&str) -> String| ALIKE.map(text).join(", ");
    let members = each(&|name| format!("{name}: {{type: string}}"));
    told_apart(
        "members",
        &super::schema(&format!("{{type: object, properties: {{{members}}}}}")),
        "field S.",
    );
    let values = each(&str::to_owned);
    told_apart(
        "values",
        &super::schema(&format!("{{type: string, enum: [{values}]}}")),
        "variant",
    );
    let parameters = each(&|name| format!("{{name: {name}, in: query, schema: {{type: string}}}}"));
    told_apart(
        "parameters",
        &operation(&format!("parameters: [{parameters}]")),
        "fn GetA::foo",
    );
    let calls =
        each(&|name| format!("/{name}: {{get: {{operationId: {name}, tags: [a], {RESPONSES}}}}}"));
    let text = format!("{HEAD}paths: {{{calls}}}\n");
    told_apart("operations", &text, "fn A::get_foo");
    // Schemas have no name on the wire, so their members tell them apart.
    let schemas =
        each(&|name| format!("{name}: {{type: object, properties: {{{name}: {{type: string}}}}}}"));
    told_apart(
        "schemas",
        &format!("{HEAD}paths: {{}}\ncomponents: {{schemas: {{{schemas}}}}}\n"),
        "struct",
    );
}

#[test]
fn operations_without_an_id_are_named_by_method_and_path() {
    let text = operation("x-a: 1").replace("operationId: getA, ", "");
    let found = items(&generated("HS43", &text));
    assert!(found.contains("struct GetA"), "HS43: {found:?}");
}
