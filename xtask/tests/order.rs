//! Names do not depend on the order in which a description has its operations.

// Tests may fail loudly.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fmt::Write;

use xtask::codegen::diagnostics::Diagnostics;
use xtask::codegen::emit::Options;
use xtask::codegen::source::{Format, Source};

/// Operations whose names are alike in all the ways that names can be.
const OPERATIONS: [(&str, &str); 12] = [
    // Ids that are one identifier, each with a struct for its query.
    (
        "/a",
        "get: {operationId: get-thing, tags: [one], PARAMETERS, RESPONSES}",
    ),
    (
        "/b",
        "get: {operationId: get_thing, tags: [one], PARAMETERS, RESPONSES}",
    ),
    // An id that another operation is named after its method and path.
    ("/c", "get: {operationId: getA, tags: [one], RESPONSES}"),
    // The name of another one's query.
    (
        "/d",
        "get: {operationId: list, tags: [one], PARAMETERS, RESPONSES}",
    ),
    (
        "/e",
        "get: {operationId: list_query, tags: [one], RESPONSES}",
    ),
    // Tags that are one identifier.
    ("/f", "get: {operationId: f, tags: [Foo Bar], RESPONSES}"),
    ("/g", "get: {operationId: g, tags: [foo-bar], RESPONSES}"),
    // Ways whose words are one type.
    (
        "/h",
        "get: {operationId: h, x-operation-group: way/to_it, RESPONSES}",
    ),
    (
        "/i",
        "get: {operationId: i, x-operation-group: way_to/it, RESPONSES}",
    ),
    // A method and a handle.
    ("/j", "get: {operationId: inner, tags: [outer], RESPONSES}"),
    (
        "/k",
        "get: {operationId: k, x-operation-group: outer/inner, RESPONSES}",
    ),
    // A handle and an operation.
    ("/l", "get: {operationId: outer, tags: [one], RESPONSES}"),
];

/// Parameters that are one identifier.
const PARAMETERS: [&str; 4] = [
    "{name: a-b, in: query, schema: {type: string}}",
    "{name: a_b, in: query, schema: {type: string}}",
    "{name: aB, in: query, schema: {type: string}}",
    "{name: a.b, in: query, schema: {type: string}}",
];

fn generated<'a>(
    operations: impl Iterator<Item = &'a (&'a str, &'a str)>,
    parameters: &[&str],
) -> Vec<(String, Vec<String>)> {
    let mut text = "openapi: 3.0.3\ninfo: {title: Order, version: '1'}\n\
         servers: [{url: 'https://example.com'}]\npaths:\n"
        .to_owned();
    let parameters = format!("parameters: [{}]", parameters.join(", "));
    for (path, operation) in operations {
        let operation = operation
            .replace("PARAMETERS", &parameters)
            .replace("RESPONSES", "responses: {'204': {description: done}}");
        writeln!(text, "  {path}: {{{operation}}}").unwrap();
    }
    let source = Source {
        name: "order.yaml".to_owned(),
        text,
        format: Format::Yaml,
    };
    let options = Options {
        crate_name: "order".to_owned(),
    };
    let mut diagnostics = Diagnostics::new();
    let files = xtask::codegen::generate(source, &options, &mut diagnostics);
    // A handle without a tag of its name is documented by the first path below it.
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().filter(is_code).map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let Some(files) = files else {
        panic!("{}", diagnostics.render());
    };
    let mut files: Vec<_> = files
        .into_iter()
        .map(|file| (file.path, sorted(&file.text)))
        .collect();
    files.sort();
    files
}

#[test]
fn the_order_of_operations_and_parameters_does_not_matter() {
    let forwards = generated(OPERATIONS.iter(), &PARAMETERS);
    let mut reversed = PARAMETERS;
    reversed.reverse();
    let backwards = generated(OPERATIONS.iter().rev(), &reversed);
    for ((path, one), (_, other)) in forwards.iter().zip(&backwards) {
        assert_eq!(one, other, "{path}");
    }
    assert_eq!(forwards.len(), backwards.len());
}
