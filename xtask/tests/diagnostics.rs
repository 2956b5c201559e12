//! How complaints look from outside, in every form.

// Tests may fail loudly.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;

use support::{fixture, text_of, xtask};

/// What the generator says about a text, and its exit code.
fn complaints(text: &str, options: &[&str]) -> (String, Option<i32>) {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("spec.yaml"), text).unwrap();
    let output = xtask()
        .current_dir(home.path())
        .args([
            "codegen",
            "--spec",
            "spec.yaml",
            "--out",
            "out",
            "--crate-name",
            "x",
        ])
        .args(["--deny", "unknown-keyword,own-keyword"])
        .args(options)
        .output()
        .unwrap();
    assert!(output.stdout.is_empty() || output.status.success());
    (text_of(&output.stderr), output.status.code())
}

fn misspelt() -> String {
    fs::read_to_string(fixture("harbour.yaml"))
        .unwrap()
        .replace(
            "        marks:\n",
            "        日本 marks:\n          maxitems: 5\n",
        )
}

#[test]
fn people_see_the_line() {
    let (text, code) = complaints(&misspelt(), &[]);
    assert_eq!(code, Some(1));
    let line = misspelt()
        .lines()
        .position(|line| line.contains("maxitems"))
        .unwrap()
        + 1;
    let margin = " ".repeat(line.to_string().len());
    let expected = format!(
        "error[unknown-keyword]: unknown keyword `maxitems` in a schema\n\
         {margin}--> spec.yaml:{line}:11\n\
         {margin} |\n\
         {line} |           maxitems: 5\n\
         {margin} |           ^^^^^^^^\n\
         {margin} = at #/components/schemas/NewShip/properties/日本 marks/maxitems\n\
         {margin} = help: did you mean `maxItems`?\n\
         \n\
         error: 1 error\n\
         `cargo xtask explain unknown-keyword` says more\n  \
         help: `--keep-going` leaves out what can't be right, and generates the rest\n  \
         help: `--only GLOB` keeps the operations that you need\n  \
         help: `--overlay FILE` corrects a description that is not yours\n  \
         help: `--warn unknown-keyword` generates all the same\n"
    );
    assert_eq!(text, expected);
}

#[test]
fn machines_get_json() {
    let (text, code) = complaints(&misspelt(), &["--format", "json"]);
    assert_eq!(code, Some(1));
    let rows: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["file"], "spec.yaml");
    assert_eq!(rows[0]["column"], 11);
    assert_eq!(rows[0]["severity"], "error");

    let (text, code) = complaints("\u{feff}", &["--format=json", "--spec", "none.yaml"]);
    assert_eq!(code, Some(1));
    let row: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(row["file"], "none.yaml");
    assert_eq!(row["line"], serde_json::Value::Null);
}

#[test]
fn the_short_form_has_no_excerpts() {
    let (text, _) = complaints(&misspelt(), &["--format", "short"]);
    assert!(
        text.starts_with("error[unknown-keyword]: spec.yaml:"),
        "{text}"
    );
    assert_eq!(text.lines().count(), 3);
}

#[test]
fn nothing_raw_reaches_the_terminal() {
    let text = misspelt().replace("maxitems", "\"max\\e[31m\\u202eitems\"");
    for form in ["text", "short", "json"] {
        let (text, code) = complaints(&text, &["--format", form]);
        assert_eq!(code, Some(1));
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
        assert!(text.contains("31m"), "{text}");
    }
}
