//! `--keep-going`, and the ways out that a refusal names, from outside.

// Tests may fail loudly.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::path::Path;

use support::{diff, files_below, harbour, replaced, text_of, xtask};

/// The harbour with one operation that refers to nothing.
fn broken() -> String {
    replaced(
        &harbour(),
        &[(
            "#/components/schemas/NewShip",
            "#/components/schemas/NewShop",
        )],
    )
}

fn codegen(home: &Path, options: &[&str]) -> (String, String, Option<i32>) {
    let output = xtask()
        .current_dir(home)
        .args([
            "codegen",
            "--out",
            "out",
            "--crate-name",
            "x",
            "--spec",
            "spec.yaml",
        ])
        .args(options)
        .output()
        .unwrap();
    (
        text_of(&output.stdout),
        text_of(&output.stderr),
        output.status.code(),
    )
}

fn home(text: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("spec.yaml"), text).unwrap();
    home
}

/// All generated text, with the paths.
fn generated(home: &Path) -> String {
    let files = files_below(&home.join("out"));
    let text = |path: &std::path::PathBuf| fs::read_to_string(path).unwrap();
    files.iter().map(text).collect()
}

#[test]
fn the_rest_is_generated_and_what_is_missing_is_named() {
    let home = home(&broken());
    let (_, complaints, code) = codegen(home.path(), &["--keep-going"]);
    assert_eq!(code, Some(0), "{complaints}");
    assert!(
        complaints.starts_with("warning[unresolved-reference]: "),
        "{complaints}"
    );
    assert!(
        complaints.contains("= left out: `POST /ships`\n"),
        "{complaints}"
    );
    let text = generated(home.path());
    assert!(text.contains("pub struct ListShips "));
    assert!(!text.contains("pub struct RegisterShip "));
    let docs = "//! - `POST /ships`: the reference `#/components/schemas/NewShop` leads nowhere\n";
    assert!(text.contains(docs), "{text}");
    let (out, _, code) = codegen(home.path(), &["--keep-going", "--check"]);
    assert!(code == Some(0) && out.contains("are up to date"), "{out}");
    let (_, json, _) = codegen(home.path(), &["--keep-going", "--format", "json"]);
    let row: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!(row["severity"], "warning");
    assert_eq!(row["left_out"], serde_json::json!(["`POST /ships`"]));
}

#[test]
fn a_description_without_errors_is_generated_as_ever() {
    let home = home(&harbour());
    codegen(home.path(), &[]);
    let (out, complaints, code) =
        codegen(home.path(), &["--keep-going", "--check", "--deny-warnings"]);
    assert_eq!((complaints.as_str(), code), ("", Some(0)), "{out}");
}

#[test]
fn a_refusal_ends_with_the_ways_out_that_apply() {
    for (text, options, expected) in [
        (
            broken(),
            &[][..],
            "`cargo xtask explain unresolved-reference` says more\n  \
             help: `--keep-going` leaves out what can't be right, and generates the rest\n  \
             help: `--only GLOB` keeps the operations that you need\n  \
             help: `--overlay FILE` corrects a description that is not yours\n",
        ),
        // All that is left out is an error again.
        (
            broken(),
            &["--keep-going", "--deny-warnings"],
            "= left out: `POST /ships`\n",
        ),
        (
            replaced(
                &harbour(),
                &[("required: [id, name]", "required: [id, name, id]")],
            ),
            &["--deny-warnings"],
            "\n  help: `--warn duplicate-required` generates all the same\n",
        ),
        (
            replaced(&harbour(), &[("paths:", "security: 7\npaths:")]),
            &["--keep-going"],
            "says more\n  help: `--overlay FILE` corrects a description that is not yours\n",
        ),
        (
            "swagger: '2.0'".to_owned(),
            &[],
            "`cargo xtask explain unsupported-version` says more\n",
        ),
    ] {
        let home = home(&text);
        let (out, complaints, code) = codegen(home.path(), options);
        assert_eq!(
            (out.as_str(), code),
            ("", Some(1)),
            "{options:?}: {complaints}"
        );
        assert!(complaints.contains(expected), "{options:?}: {complaints}");
        assert!(!home.path().join("out").exists());
    }
    // No option helps where a text is no YAML, or no OpenAPI.
    for (text, expected) in [
        (
            "openapi: [",
            "says more\n  help: nothing else can be tried before the text can be read: correct a copy of it\n",
        ),
        ("swagger: '2.0'", "says more\n"),
    ] {
        let home = home(text);
        let (_, complaints, _) = codegen(home.path(), &[]);
        assert!(complaints.ends_with(expected), "{complaints}");
    }
}

#[test]
fn where_nothing_is_left_it_is_an_error() {
    let text = replaced(&broken(), &[("paths:", "paths:\n  x: {}")]);
    let home = home(&text);
    let (_, complaints, code) = codegen(home.path(), &["--keep-going", "--only", "registerShip"]);
    assert_eq!(code, Some(1), "{complaints}");
    assert!(
        complaints.starts_with("error[unresolved-reference]: "),
        "{complaints}"
    );
    assert!(!complaints.contains("left out"), "{complaints}");
}

/// A reference to a file that there is not is found before the description is whole.
#[test]
fn references_to_other_files() {
    let text = replaced(
        &harbour(),
        &[("\"#/components/schemas/NewShip\"", "none.yaml#/NewShip")],
    );
    let home = home(&text);
    let (_, complaints, code) = codegen(home.path(), &["--keep-going", "--allow-files"]);
    assert_eq!(code, Some(0), "{complaints}");
    assert!(complaints.contains("there is no such file"), "{complaints}");
    assert!(
        complaints.contains("= left out: `POST /ships`\n"),
        "{complaints}"
    );
    assert!(
        complaints.contains("\nwarning: 1 warning\n"),
        "{complaints}"
    );
}

#[test]
fn a_new_crate_says_what_it_lacks() {
    let home = home(&broken());
    let output = xtask()
        .current_dir(home.path())
        .args([
            "new",
            "--spec",
            "spec.yaml",
            "--out",
            "crate",
            "--name",
            "x",
            "--keep-going",
        ])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text_of(&output.stderr));
    let root = fs::read_to_string(home.path().join("crate/src/lib.rs")).unwrap();
    assert!(root.contains("//! # Left out\n"), "{root}");
    assert!(root.contains("//! - `POST /ships`: "), "{root}");
}

#[test]
fn what_is_left_is_compared() {
    let home = home(&broken());
    fs::write(home.path().join("old.yaml"), harbour()).unwrap();
    let (code, _, complaints) = diff(home.path(), &["old.yaml", "spec.yaml"]);
    assert_eq!(code, 2);
    assert!(
        complaints.contains("help: `--keep-going` leaves out"),
        "{complaints}"
    );
    let (code, out, complaints) = diff(home.path(), &["old.yaml", "spec.yaml", "--keep-going"]);
    assert_eq!(code, 1, "{complaints}");
    assert!(out.contains("POST /ships"), "{out}");
    assert!(
        complaints.contains("left out: `POST /ships`"),
        "{complaints}"
    );
}
