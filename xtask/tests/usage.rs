//! How the tasks are called: helps, versions, and what is said to those who call them wrongly.

use support::run;

mod support;

#[test]
fn help_is_no_failure() {
    for arguments in [
        &["codegen", "--help"][..],
        &["codegen", "-h"],
        &["codegen", "--check", "-h"],
    ] {
        let (code, out, err) = run(arguments);
        assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
        for word in [
            "Usage: cargo xtask codegen",
            "--check",
            "--dump model",
            "--spec",
            "--out",
            "Exit codes",
        ] {
            assert!(out.contains(word), "{arguments:?}: {word} in {out}");
        }
    }
}

#[test]
fn every_task_is_in_the_help_and_has_its_own() {
    for arguments in [&["--help"][..], &["-h"], &["help"]] {
        let (code, out, err) = run(arguments);
        assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
        for task in ["codegen", "new", "corpus", "diff", "explain"] {
            assert!(out.contains(&format!("\n  {task} ")), "{out}");
            let (code, out, _) = run(&[task, "--help"]);
            assert!(code == 0 && out.starts_with(&format!("Usage: cargo xtask {task}")));
            assert_eq!(run(&["help", task]), (0, out, String::new()));
        }
    }
}

#[test]
fn wrong_usage_is_told_with_the_usage() {
    for (arguments, message) in [
        (&[][..], "no task was given"),
        (
            &["codgen"],
            "there is no task `codgen`; did you mean `codegen`?",
        ),
        (
            &["codegen", "--chek"],
            "`--chek` is not an option of `codegen`; did you mean `--check`?",
        ),
        (&["codegen", "spec.yaml"], "`spec.yaml` is not an option"),
        (&["codegen", "--spec"], "`--spec` needs a value"),
        (&["codegen", "--out"], "`--out` needs a value"),
        (
            &["codegen", "--dump", "tokens"],
            "`--dump tokens` is not known; `model` is",
        ),
        (
            &["codegen", "--dump", "model", "--check"],
            "`--dump` writes nothing, so there is nothing to `--check`",
        ),
        (&["new"], "`new` needs `--spec FILE`"),
        (
            &["new", "--spec", "a", "--out", "b"],
            "`new` needs `--name NAME`",
        ),
        (
            &["new", "--name", "serde", "--out"],
            "`--out` needs a value",
        ),
        (&["new", "--check"], "`--check` is not an option of `new`"),
        (&["nothing"], "there is no task `nothing`"),
        (
            &["help", "nwe"],
            "there is no task `nwe`; did you mean `new`?",
        ),
        (
            &["--check"],
            "no task stands before `--check`; did you mean `cargo xtask codegen --check`?",
        ),
        (&["--what"], "no task stands before `--what`\n"),
    ] {
        let (code, out, err) = run(arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(
            err.starts_with(&format!("error: {message}")) && err.contains("Usage:"),
            "{arguments:?}: {err}"
        );
    }
}

/// A disk that is full must not look like success.
#[test]
#[cfg(target_os = "linux")]
fn a_result_that_cannot_be_written_is_a_failure() {
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let mut xtask = support::xtask();
    let output = xtask
        .args(["codegen", "--dump", "model"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = support::text_of(&output.stderr);
    assert!(
        said.starts_with("error: the result cannot be written: "),
        "{said}"
    );
}

#[test]
fn the_version_is_told() {
    let version = concat!("xtask ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(run(&["--version"]), (0, version.to_owned(), String::new()));
    assert_eq!(run(&["-V"]).1, version);
}
