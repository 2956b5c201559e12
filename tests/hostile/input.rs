//! Text that is hardly a description: nesting, aliases, encodings.

use std::fs;

use tests::{generate, options};
use xtask::codegen::sync::Mode;

use super::{HEAD, schema};

/// Generates on the stack that a thread of Rust has, whatever runs the test.
fn on_a_small_stack(text: String) -> Result<usize, String> {
    let run = move || generate("spec.yaml", &text).map(|files| files.len());
    std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(run)
        .unwrap()
        .join()
        .expect("it ends without a panic")
}

#[test]
fn deep_nesting_ends_in_a_complaint() {
    let deep = |open: &str, close: &str, depth: usize| {
        format!("{}{}", open.repeat(depth), close.repeat(depth))
    };
    let block: String = (0..1_000)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    for (id, text) in [
        ("HS57", format!("{HEAD}x-a: {}\n", deep("[", "]", 200))),
        ("HS57", format!("{HEAD}x-a: {}\n", deep("[", "]", 100_000))),
        (
            "HS57",
            format!("{HEAD}x-a: {}\n", deep("{a: ", "}", 100_000)),
        ),
        ("HS57", schema(&deep("{allOf: [", "]}", 1_000))),
        ("HS57", schema(&deep("{type: array, items: ", "}", 1_000))),
        ("HS57", block),
    ] {
        let complaint = on_a_small_stack(text).expect_err(id);
        let told = complaint.contains("nested") || complaint.contains("recursion limit");
        assert!(
            told && complaint.contains("spec.yaml:"),
            "{id}: {complaint}"
        );
    }
    // What is deep, but not too deep, is read on the same stack.
    let schema = schema(&deep("{type: array, items: ", "}", 90).replace("items: }", "items: {}}"));
    assert!(
        on_a_small_stack(schema).is_ok(),
        "HS57: 90 levels are no attack"
    );
}

#[test]
fn deep_json_ends_in_a_complaint() {
    let text = format!("{{\"openapi\": \"3.1.0\", \"x-a\": {}", "[".repeat(100_000));
    let complaint = generate("spec.json", &text).expect_err("HS57");
    assert!(
        complaint.starts_with("error[syntax-error]: spec.json:1:"),
        "HS57: {complaint}"
    );
}

#[test]
fn aliases_do_not_multiply() {
    let mut bomb =
        String::from("openapi: 3.1.0\nx-0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for level in 1..=7 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        bomb.push_str(&format!("x-{level}: &a{level} [{aliases}]\n"));
    }
    let complaint = on_a_small_stack(bomb).expect_err("HS49");
    assert!(
        complaint.contains("spec.yaml:") && complaint.contains("$ref"),
        "HS49: {complaint}"
    );

    for (id, text, message) in [
        (
            "HS52",
            "openapi: 3.1.0\nx-a: &a [*a]\n",
            "error[yaml-alias]: spec.yaml:2:",
        ),
        (
            "HS52",
            "openapi: 3.1.0\nx-a: *nope\n",
            "error[syntax-error]: spec.yaml:2:",
        ),
    ] {
        let complaint = generate("spec.yaml", text).expect_err(id);
        assert!(complaint.starts_with(message), "{id}: {complaint}");
    }
    let honest =
        schema("{type: object, properties: {a: &text {type: string}, b: *text, c: *text}}");
    assert!(
        generate("spec.yaml", &honest).is_ok(),
        "HS49: a few aliases are no attack"
    );
}

#[test]
fn odd_files_are_refused() {
    let home = tempfile::tempdir().unwrap();
    let spec = home.path().join("spec.yaml");
    let out = home.path().join("out");
    let utf16: Vec<u8> = HEAD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let rows: [(&str, Vec<u8>, &str); 9] = [
        (
            "several documents",
            format!("{HEAD}paths: {{}}\n---\n{HEAD}").into_bytes(),
            "second document",
        ),
        ("empty", Vec::new(), "is empty"),
        ("only comments", b"# a\n# b\n".to_vec(), "is empty"),
        ("UTF-16", utf16, "UTF-16"),
        (
            "Latin-1",
            b"openapi: 3.1.0\ninfo: {title: caf\xe9}\n".to_vec(),
            "not UTF-8: line 2",
        ),
        (
            "tab",
            b"openapi: 3.1.0\ninfo:\n\ttitle: T\n".to_vec(),
            "spec.yaml:3:",
        ),
        ("NUL", b"openapi: 3.1.0\nx-a: a\0b\n".to_vec(), "NUL"),
        (
            "truncated",
            format!("{HEAD}paths: {{/a: {{get: ").into_bytes(),
            "not YAML",
        ),
        ("a list", b"[1, 2]\n".to_vec(), "is an object"),
    ];
    for (what, bytes, message) in rows {
        fs::write(&spec, bytes).unwrap();
        let complaint = xtask::codegen::run(&spec, &out, &options(), Mode::Write).expect_err(what);
        assert!(complaint.contains(message), "HS58 {what}: {complaint}");
        assert!(!out.exists(), "HS58 {what}: something was written");
    }
    fs::write(&spec, format!("\u{feff}{HEAD}paths: {{}}\n")).unwrap();
    assert!(
        xtask::codegen::run(&spec, &out, &options(), Mode::Write).is_ok(),
        "HS58: a byte order mark"
    );
}
