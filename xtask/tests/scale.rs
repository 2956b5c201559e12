//! Time and memory grow with the size of a description, and no faster.
//!
//! The measurement is not a test, because times are not the same everywhere:
//! `cargo test --release -p xtask --test scale -- --ignored --nocapture` prints it.

// Tests may fail loudly.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::fmt::Write;
use std::time::Instant;

use xtask::codegen::diagnostics::{Diagnostics, Form};
use xtask::codegen::document::{Document, Format, Source};
use xtask::codegen::emit::{self, Options};
use xtask::codegen::{lower, print};

/// A description of so many operations: five to a resource, each resource with its own
/// schemas, and a few that all share.
fn description(operations: usize) -> Source {
    let mut text = String::from(
        "openapi: 3.1.0\ninfo: {title: Scale, version: '1'}\nservers: [{url: 'https://example.com'}]\npaths:\n",
    );
    let body = |name: &str| {
        format!(
            "content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}"
        )
    };
    for resource in 0..operations.div_ceil(5) {
        let r = format!("R{resource}");
        let id = "parameters: [{name: id, in: path, required: true, schema: {type: string, maxLength: 50}}]";
        let kinds = [
            format!(
                "get: {{operationId: list{r}, tags: [{r}], summary: Lists, parameters: [{{name: q, in: query, schema: {{type: string}}}}], responses: {{'200': {{description: d, content: {{application/json: {{schema: {{type: array, items: {{$ref: '#/components/schemas/{r}'}}}}}}}}}}}}}}"
            ),
            format!(
                "post: {{operationId: create{r}, tags: [{r}], requestBody: {{required: true, {}}}, responses: {{'201': {{description: d, {}}}}}}}",
                body(&format!("{r}New")),
                body(&r)
            ),
            format!(
                "get: {{operationId: get{r}, tags: [{r}], {id}, responses: {{'200': {{description: d, {}}}, '404': {{description: d, {}}}}}}}",
                body(&r),
                body("Problem")
            ),
            format!(
                "put: {{operationId: replace{r}, tags: [{r}], {id}, requestBody: {{required: true, {}}}, responses: {{'200': {{description: d, {}}}}}}}",
                body(&format!("{r}New")),
                body(&r)
            ),
            format!(
                "delete: {{operationId: delete{r}, tags: [{r}], {id}, responses: {{'204': {{description: d}}}}}}"
            ),
        ];
        for (kind, operation) in kinds.iter().enumerate().take(operations - resource * 5) {
            match kind {
                0 => writeln!(text, "  /r{resource}:\n    {operation}").unwrap(),
                2 => writeln!(text, "  /r{resource}/{{id}}:\n    {operation}").unwrap(),
                _ => writeln!(text, "    {operation}").unwrap(),
            }
        }
    }
    text.push_str("components:\n  schemas:\n    Problem: {type: object, properties: {message: {type: string}}}\n    Kind: {type: string, enum: [one, two, three]}\n");
    for resource in 0..operations.div_ceil(5) {
        writeln!(text, "    R{resource}: {{type: object, required: [id], properties: {{id: {{type: string}}, kind: {{$ref: '#/components/schemas/Kind'}}, note: {{type: [string, 'null']}}, count: {{type: integer}}}}}}").unwrap();
        writeln!(text, "    R{resource}New: {{type: object, required: [name], properties: {{name: {{type: string, minLength: 1}}, kind: {{$ref: '#/components/schemas/Kind'}}}}}}").unwrap();
    }
    Source {
        name: "scale.yaml".to_owned(),
        text,
        format: Format::Yaml,
    }
}

fn options() -> Options {
    Options {
        crate_name: "scale".to_owned(),
    }
}

#[test]
fn a_thousand_operations() {
    let source = description(1_000);
    let mut diagnostics = Diagnostics::new();
    let files = xtask::codegen::generate(source.clone(), &options(), &mut diagnostics);
    assert!(
        files.is_some_and(|files| files.len() > 400),
        "{}",
        diagnostics.render(&source)
    );
}

/// The most memory that this process has used, in MiB, where the system tells.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse::<usize>().ok())
        .unwrap_or(0)
        / 1024
}

#[test]
#[ignore = "a measurement"]
fn measure() {
    println!(
        "operations       kB     load    lower     emit    print      all  mistakes  peak MiB"
    );
    for operations in [10, 100, 1_000, 10_000] {
        let source = description(operations);
        let start = Instant::now();
        let mut times = Vec::new();
        let mut mark = |from: Instant| times.push(from.elapsed().as_secs_f64() * 1000.0);
        let mut diagnostics = Diagnostics::new();
        let document = Document::parse(source.clone(), &mut diagnostics).unwrap();
        mark(start);
        let from = Instant::now();
        let api = lower::lower(&document, &mut diagnostics).unwrap();
        mark(from);
        let from = Instant::now();
        let files = emit::emit(&api, &options());
        mark(from);
        let from = Instant::now();
        let printed: Vec<_> = files
            .iter()
            .map(|file| print::print(file).unwrap())
            .collect();
        mark(from);
        mark(start);
        let peak = peak();
        drop((document, api, files, printed));
        // A complaint about every resource.
        let wrong = Source {
            text: source.text.replace("type: integer", "type: intger"),
            ..source.clone()
        };
        let from = Instant::now();
        let mut diagnostics = Diagnostics::new();
        assert!(xtask::codegen::generate(wrong.clone(), &options(), &mut diagnostics).is_none());
        assert!(diagnostics.print(&wrong, Form::PLAIN).contains("errors") || operations < 10);
        mark(from);
        let times: String = times.iter().map(|time| format!(" {time:>8.1}")).collect();
        println!(
            "{operations:>10} {:>8}{times}  {peak:>8}",
            source.text.len() / 1000
        );
    }
}
