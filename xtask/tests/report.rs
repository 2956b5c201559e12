//! `--report`: what a description uses, and what was not honoured.

// Tests may fail loudly.
#![allow(clippy::unwrap_used)]

mod support;

use support::{fixture, text_of, xtask};

fn report(options: &[&str]) -> String {
    let output = xtask()
        .args(["codegen", "--crate-name", "x", "--spec"])
        .arg(fixture("harbour.yaml"))
        .args(options)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    text_of(&output.stdout)
}

#[test]
fn people_get_lines() {
    let text = report(&["--report"]);
    for line in [
        "5  operations",
        "1  schemas with enum",
        "2  parameters in query",
    ] {
        assert!(
            text.lines().any(|found| found.trim_start() == line),
            "{line}\n{text}"
        );
    }
    assert!(
        text.starts_with("`Harbour` of OpenAPI 3.1: 5 operations"),
        "{text}"
    );
}

#[test]
fn machines_get_json() {
    for options in [&["--report", "json"][..], &["--report=json"]] {
        let report: serde_json::Value = serde_json::from_str(&report(options)).unwrap();
        assert_eq!(report["operations"], 5);
        assert_eq!(report["uses"]["parameters in query"], 2);
        assert!(report["ignored"].is_array());
    }
}

#[test]
fn a_part_is_reported_as_a_part() {
    let report: serde_json::Value =
        serde_json::from_str(&report(&["--report", "json", "--only", "getBerth"])).unwrap();
    assert_eq!(report["operations"], 1);
}
