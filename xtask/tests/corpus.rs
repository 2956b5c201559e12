//! `cargo xtask corpus`: a folder of descriptions, tried.

// Tests may fail loudly.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::path::Path;

use support::{fixture, scratch, text_of, xtask};

fn corpus(folder: &Path, options: &[&str]) -> (String, Option<i32>) {
    let output = xtask()
        .arg("corpus")
        .arg(folder)
        .arg("--work")
        .arg(scratch())
        .args(options)
        .output()
        .unwrap();
    (text_of(&output.stdout), output.status.code())
}

/// A folder with a sound description and a wrong one.
fn folder(index: Option<&str>) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(fixture("harbour.yaml")).unwrap();
    fs::create_dir(home.path().join("deep")).unwrap();
    fs::write(home.path().join("deep/harbour.yaml"), &text).unwrap();
    fs::write(
        home.path().join("wrong.yaml"),
        text.replace("type: object", "type: thing"),
    )
    .unwrap();
    fs::write(home.path().join("notes.yaml"), "a: 1\n").unwrap();
    if let Some(index) = index {
        fs::write(home.path().join("INDEX.tsv"), index).unwrap();
    }
    home
}

#[test]
fn what_is_expected_decides() {
    for (index, options, code, counts) in [
        (
            None,
            &["--no-check"][..],
            1,
            "2 descriptions: 1 accepted, 1 refused; 1 not as expected",
        ),
        (
            None,
            &["--no-check", "--filter", "deep/*"],
            0,
            "1 descriptions: 1 accepted, 0 refused; 0 not as expected",
        ),
        (
            Some("file\texpect\ndeep/harbour.yaml\taccept\nwrong.yaml\trefuse\n"),
            &["--no-check"],
            0,
            "; 0 not as expected",
        ),
        (
            Some("file\texpect\ndeep/harbour.yaml\trefuse\nwrong.yaml\teither\n"),
            &["--no-check"],
            1,
            "; 1 not as expected",
        ),
        (
            Some("file\texpect\nnone.yaml\taccept\n"),
            &["--no-check"],
            1,
            "; 1 not as expected",
        ),
    ] {
        let home = folder(index);
        let (table, found) = corpus(home.path(), options);
        assert_eq!(found, Some(code), "{table}");
        assert!(table.contains(counts), "{table}");
        assert!(!table.contains("notes.yaml"), "{table}");
    }
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(corpus(empty.path(), &[]).1, Some(1));
    assert_eq!(corpus(empty.path(), &["--jobs", "0"]).1, Some(2));
}

#[test]
fn crates_are_built_and_values_survive_them() {
    let home = folder(None);
    let (table, code) = corpus(home.path(), &["--filter", "**/harbour.yaml"]);
    assert_eq!(code, Some(0), "{table}");
    let row = table.lines().nth(1).unwrap();
    let values = row.split_whitespace().rev().nth(1).unwrap();
    assert!(values.parse::<usize>().unwrap() > 50, "{table}");
}
