//! Levels of complaints: what the options change, and what `explain` tells.

#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

use std::fs;

use ::xtask::codegen::diagnostics::{Code, Policy};
use support::{run, text_of, xtask};

mod support;

/// Four warnings of one code, and one of another.
const ODD: &str = "\
openapi: 3.1.0
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    A: {type: string, enum: [a, a]}
    B: {type: string, enum: [b, b]}
    C: {type: string, enum: [c, c]}
    D: {type: string, enum: [d, d]}
    E: {type: string, nullable: true}
";

/// Generates from a text: the exit code, standard output and standard error.
fn codegen(text: &str, options: &[&str]) -> (i32, String, String) {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("spec.yaml"), text).unwrap();
    let output = xtask()
        .current_dir(home.path())
        .args(["codegen", "--spec", "spec.yaml", "--out", "out"])
        .args(["--crate-name", "x"])
        .args(options)
        .output()
        .unwrap();
    let code = output.status.code().unwrap();
    let written = home.path().join("out").exists();
    let writes = code == 0 && !options.contains(&"--report");
    assert_eq!(written, writes, "{options:?}");
    (code, text_of(&output.stdout), text_of(&output.stderr))
}

/// How often a complaint begins with these words.
fn count(text: &str, head: &str) -> usize {
    text.lines().filter(|line| line.starts_with(head)).count()
}

#[test]
fn options_change_levels() {
    for (options, code, errors, warnings) in [
        (&[][..], 0, 0, 4),
        (&["--deny-warnings"], 1, 5, 0),
        (&["--deny", "duplicate-enum-value"], 1, 4, 1),
        (&["--deny=keyword-of-older-version"], 1, 1, 3),
        (&["--allow", "duplicate-enum-value"], 0, 0, 1),
        (
            &["--allow", "duplicate-enum-value,keyword-of-older-version"],
            0,
            0,
            0,
        ),
        // The last one wins, and what is allowed is no warning.
        (
            &[
                "--deny",
                "duplicate-enum-value",
                "--allow",
                "duplicate-enum-value",
            ],
            0,
            0,
            1,
        ),
        (
            &["--deny-warnings", "--allow", "duplicate-enum-value"],
            1,
            1,
            0,
        ),
        (
            &["--warn", "duplicate-enum-value", "--deny-warnings"],
            1,
            5,
            0,
        ),
        // What is an error already may be called one.
        (&["--deny", "syntax-error"], 0, 0, 4),
    ] {
        let (found, _, text) = codegen(ODD, options);
        let said = (count(&text, "error["), count(&text, "warning["));
        assert_eq!(
            (found, said),
            (code, (errors, warnings)),
            "{options:?}: {text}"
        );
    }
}

#[test]
fn warnings_of_a_code_are_shown_three_times() {
    let (_, _, text) = codegen(ODD, &[]);
    assert_eq!(count(&text, "warning[duplicate-enum-value]"), 3, "{text}");
    let rest = "\n... and 1 more of duplicate-enum-value; `--format json` shows all\n\n\
                warning: 5 warnings\n`cargo xtask explain CODE` says more\n";
    assert!(text.ends_with(rest), "{text}");
    let (_, _, text) = codegen(ODD, &["--format", "short"]);
    assert_eq!(
        text.matches("warning[duplicate-enum-value]: spec.yaml:")
            .count(),
        4
    );
    assert!(!text.contains("explain"), "{text}");
    // Silence has no last line.
    let all = "duplicate-enum-value,keyword-of-older-version";
    assert_eq!(codegen(ODD, &["--allow", all]).2, "");
}

#[test]
fn machines_get_all_of_them_with_codes() {
    let options = ["--format", "json", "--deny", "keyword-of-older-version"];
    let (code, _, text) = codegen(ODD, &options);
    assert_eq!(code, 1);
    let rows: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let found: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| {
            (
                row["severity"].as_str().unwrap(),
                row["code"].as_str().unwrap(),
            )
        })
        .collect();
    let older = ("error", "keyword-of-older-version");
    assert_eq!(found.len(), 5, "{text}");
    assert_eq!(found.iter().filter(|one| **one == older).count(), 1);
    assert_eq!(
        found
            .iter()
            .filter(|one| **one == ("warning", "duplicate-enum-value"))
            .count(),
        4
    );
}

#[test]
fn the_report_tells_what_is_allowed() {
    let (code, out, err) = codegen(ODD, &["--report", "--allow", "duplicate-enum-value"]);
    assert_eq!((code, count(&err, "warning[")), (0, 1), "{err}");
    for line in [
        "       4  duplicate-enum-value (allow)",
        "       1  keyword-of-older-version (warn)",
    ] {
        assert!(out.lines().any(|found| found == line), "{out}");
    }
    let options = ["--report", "json", "--allow", "duplicate-enum-value"];
    let report: serde_json::Value = serde_json::from_str(&codegen(ODD, &options).1).unwrap();
    assert_eq!(report["warnings"][0]["code"], "keyword-of-older-version");
    assert_eq!(report["allowed"].as_array().unwrap().len(), 4);
}

#[test]
fn wrong_codes_are_wrong_usage() {
    for task in ["codegen", "new", "diff", "corpus"] {
        for (options, message) in [
            (
                ["--deny", "duplicate-enum-values"],
                "there is no code `duplicate-enum-values`; did you mean `duplicate-enum-value`?",
            ),
            (
                ["--allow", "empty-enum,nothing-like-it"],
                "there is no code `nothing-like-it`; `cargo xtask explain` lists them",
            ),
            (
                ["--warn", "unsafe-path"],
                "`unsafe-path` is always an error: it is dangerous, or nothing sensible could be generated",
            ),
            (
                ["--allow", "conflicting-all-of"],
                "`conflicting-all-of` is always an error: the generator has no other reading of it yet",
            ),
        ] {
            let (code, out, err) = run(&[task, options[0], options[1]]);
            assert_eq!((code, out.as_str()), (2, ""), "{task} {options:?}");
            assert!(err.starts_with(&format!("error: {message}\n")), "{err}");
        }
    }
}

#[test]
fn other_tasks_take_levels_too() {
    let home = tempfile::tempdir().unwrap();
    let spec = home.path().join("spec.yaml");
    fs::write(&spec, ODD).unwrap();
    let spec = spec.to_str().unwrap();
    assert_eq!(run(&["diff", spec, spec]).0, 0);
    let (code, _, err) = run(&["diff", spec, spec, "--deny-warnings"]);
    assert!(
        code == 2 && err.contains("error[duplicate-enum-value]"),
        "{err}"
    );
    let folder = home.path().to_str().unwrap();
    assert_eq!(run(&["corpus", folder, "--no-check"]).0, 0);
    let (code, out, _) = run(&[
        "corpus",
        folder,
        "--no-check",
        "--deny",
        "empty-enum,duplicate-enum-value",
    ]);
    assert!(
        code == 1 && out.contains("refused (4): duplicate-enum-value: "),
        "{out}"
    );
    let out = home.path().join("crate");
    let new = [
        "new",
        "--name",
        "x",
        "--spec",
        spec,
        "--deny-warnings",
        "--out",
    ];
    let (code, _, err) = run(&[&new[..], &[out.to_str().unwrap()]].concat());
    assert!(code == 1 && !out.exists(), "{err}");
}

#[test]
fn a_code_is_explained() {
    let (code, out, err) = run(&["explain", "unsafe-path"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let expected = "\
unsafe-path (deny, fixed)

The key of a path holds a segment `.` or `..`, a backslash, an escaped slash, a control
character or half an escape. On the way to the service it could become another path.

Example, as a part of a description:

    paths: {/pets/../admin: {}}

It can't be lowered: it is dangerous, or nothing sensible could be generated. In a
description that is not yours, `--overlay FILE` corrects the place, and `--keep-going`
leaves out what can be missed.
";
    assert_eq!(out, expected);
    for code in Code::all() {
        let (found, out, _) = run(&["explain", code.name()]);
        assert_eq!(found, 0, "{code:?}");
        assert!(out.lines().all(|line| line.len() <= 130), "{out}");
        let settable = matches!(code.policy(), Policy::Deny | Policy::Warn | Policy::Allow);
        assert_eq!(out.contains("can't be lowered"), !settable, "{out}");
    }
    let (code, _, err) = run(&["explain", "unsafe-pat"]);
    assert!(
        code == 2
            && err.starts_with("error: there is no code `unsafe-pat`; did you mean `unsafe-path`?")
    );
}

#[test]
fn all_codes_are_listed() {
    let (code, out, err) = run(&["explain"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let lines: Vec<&str> = out.lines().collect();
    let words: Vec<Vec<&str>> = lines
        .iter()
        .map(|line| line.split("  ").collect())
        .collect();
    for code in Code::all() {
        let line = words.iter().find(|words| words[0] == code.name()).unwrap();
        let level = line.last().unwrap().trim();
        assert!(level.starts_with(code.policy().level().word()), "{line:?}");
    }
    assert_eq!(lines.len(), Code::all().len() + 2);
}
