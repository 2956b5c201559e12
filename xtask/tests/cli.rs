//! The command line: exit codes, which stream says what, and what is written.

#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use support::{files_below, repository, run};

mod support;

fn owned() -> PathBuf {
    repository().join("generated/src/generated")
}

/// An empty folder of this test's own.
fn home(test: &str) -> PathBuf {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("cli")
        .join(test);
    if home.exists() {
        fs::remove_dir_all(&home).unwrap();
    }
    fs::create_dir_all(&home).unwrap();
    home
}

/// All files below a folder, with their text.
fn tree(directory: &Path) -> BTreeMap<PathBuf, String> {
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        (path, text)
    };
    files_below(directory).into_iter().map(read).collect()
}

/// The same with paths inside the folder.
fn relative(directory: &Path) -> BTreeMap<PathBuf, String> {
    let inside =
        |(path, text): (PathBuf, String)| (path.strip_prefix(directory).unwrap().to_owned(), text);
    tree(directory).into_iter().map(inside).collect()
}

/// A copy of the committed output.
fn copy(home: &Path) -> PathBuf {
    let directory = home.join("generated");
    for (path, text) in relative(&owned()) {
        let path = directory.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    directory
}

#[test]
fn the_committed_output_is_up_to_date() {
    let before = tree(&owned());
    let (code, out, err) = run(&["codegen", "--check", "--deny-warnings"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}{err}");
    assert!(
        out.contains("files in generated/src/generated are up to date"),
        "{out}"
    );
    assert_eq!(tree(&owned()), before);
}

#[test]
fn a_check_shows_what_differs_and_writes_nothing() {
    let directory = copy(&home("check"));
    let changed = directory.join("models/shared.rs");
    let text = fs::read_to_string(&changed).unwrap();
    fs::write(
        &changed,
        text.replace("pub struct ApiError", "pub struct TheirError"),
    )
    .unwrap();
    let marker = text.lines().next().unwrap();
    fs::write(directory.join("stale.rs"), format!("{marker}\n")).unwrap();
    fs::remove_file(directory.join("wire/mod.rs")).unwrap();
    let before = tree(&directory);
    let (code, out, err) = run(&["codegen", "--check", "--out", directory.to_str().unwrap()]);
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    for line in [
        "  new      wire/mod.rs",
        "  changed  models/shared.rs",
        "    -pub struct TheirError {",
        "    +pub struct ApiError {",
        "  removed  stale.rs",
    ] {
        assert!(err.lines().any(|one| one == line), "{line:?} in {err}");
    }
    let out = directory.display();
    assert!(
        err.contains(&format!(
            "help: run `cargo xtask codegen --out {out}` and commit"
        )),
        "{err}"
    );
    assert!(err.lines().count() < 20, "the difference is short: {err}");
    assert_eq!(tree(&directory), before, "a check writes nothing");
}

#[test]
fn a_check_of_nothing_writes_nothing() {
    let directory = home("nothing").join("generated");
    let (code, _, err) = run(&["codegen", "--check", "--out", directory.to_str().unwrap()]);
    assert_eq!(code, 1, "{err}");
    assert!(!directory.exists());
}

#[test]
fn writing_says_what_it_did_and_does_it_once() {
    let directory = home("write").join("generated");
    let arguments = ["codegen", "--out", directory.to_str().unwrap()];
    let (code, out, err) = run(&arguments);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("  new      mod.rs"), "{out}");
    assert_eq!(relative(&directory), relative(&owned()));
    let (code, out, _) = run(&arguments);
    assert!(code == 0 && out.contains("up to date"), "{out}");
}

/// HS77 of the list of hostile inputs.
#[test]
fn output_depends_on_the_description_alone() {
    let home = home("elsewhere");
    let directory = home.join("generated");
    let output = support::xtask()
        .args(["codegen", "--spec"])
        .arg(repository().join("spec/client-grants.yaml"))
        .args(["--out", "generated"])
        .current_dir(&home)
        .env_clear()
        .env("LANG", "tr_TR.UTF-8")
        .env("TZ", "Pacific/Chatham")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(relative(&directory), relative(&owned()));
}

#[test]
fn the_model_is_printed_and_nothing_written() {
    let directory = home("dump").join("generated");
    let arguments = [
        "codegen",
        "--dump",
        "model",
        "--out",
        directory.to_str().unwrap(),
    ];
    let (code, out, err) = run(&arguments);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        out.starts_with("Api {") && out.contains("\"ClientGrant\"") && out.ends_with("}\n"),
        "{out}"
    );
    assert!(!directory.exists());
    assert_eq!(run(&arguments).1, out);
}

#[test]
fn a_description_that_cannot_be_read_is_named() {
    let directory = home("unread").join("generated");
    for (spec, message) in [
        ("no/such.yaml", "cannot read the description"),
        ("spec", "it is a directory"),
    ] {
        for more in [&["--check"][..], &["--dump", "model"], &[]] {
            let mut arguments = vec![
                "codegen",
                "--spec",
                spec,
                "--out",
                directory.to_str().unwrap(),
            ];
            arguments.extend(more);
            let (code, out, err) = run(&arguments);
            assert_eq!((code, out.as_str()), (1, ""), "{arguments:?}");
            assert!(
                err.starts_with("error[unreadable-file]: ")
                    && err.contains(&format!(" --> {spec}\n"))
                    && err.contains(message),
                "{arguments:?}: {err}"
            );
            assert!(!directory.exists());
        }
    }
}

/// HS79 of the list of hostile inputs.
#[test]
fn mistakes_are_located_and_nothing_is_written() {
    let home = home("mistake");
    let directory = copy(&home);
    let before = tree(&directory);
    let spec = home.join("spec.yaml");
    let text = fs::read_to_string(repository().join("spec/client-grants.yaml")).unwrap();
    fs::write(
        &spec,
        text.replacen("operationId: ", "operationId: [] # ", 1),
    )
    .unwrap();
    let spec = spec.to_str().unwrap();
    for more in [&["--check"][..], &["--dump", "model"], &[]] {
        let mut arguments = vec![
            "codegen",
            "--spec",
            spec,
            "--out",
            directory.to_str().unwrap(),
            "--format",
            "short",
        ];
        arguments.extend(more);
        let (code, out, err) = run(&arguments);
        assert_eq!((code, out.as_str()), (1, ""), "{arguments:?}");
        let lines: Vec<&str> = err.lines().collect();
        let place = lines[0]
            .strip_prefix(&format!("error[invalid-value]: {spec}:"))
            .unwrap()
            .split(':');
        assert_eq!(
            place
                .take(2)
                .filter(|number| number.parse::<usize>().is_ok())
                .count(),
            2,
            "{err}"
        );
        assert_eq!(lines[1], "  --> #/paths/~1client-grants/get/operationId");
        assert_eq!(lines.len(), 2, "{err}");
    }
    assert_eq!(tree(&directory), before);
}

#[test]
fn warnings_do_not_fail() {
    let home = home("warning");
    let spec = home.join("spec.yaml");
    let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {type: string, nullable: true}}}\n";
    fs::write(&spec, text).unwrap();
    let directory = home.join("generated");
    let (code, out, err) = run(&[
        "codegen",
        "--spec",
        spec.to_str().unwrap(),
        "--out",
        directory.to_str().unwrap(),
    ]);
    assert!(code == 0 && out.contains("mod.rs"), "{out}{err}");
    assert!(
        err.starts_with("warning[keyword-of-older-version]: ") && err.contains(":4:"),
        "{err}"
    );
}

#[test]
fn a_file_of_somebody_else_is_an_error() {
    let home = home("foreign");
    let directory = copy(&home);
    fs::write(directory.join("notes.rs"), "// mine\n").unwrap();
    let before = tree(&directory);
    let (code, out, err) = run(&["codegen", "--out", directory.to_str().unwrap()]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(
        err.contains("notes.rs") && err.contains("move it away"),
        "{err}"
    );
    assert_eq!(tree(&directory), before);
}
