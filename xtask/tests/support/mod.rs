//! What the tests of the tasks share.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "tests fail loudly, and each uses its part of this"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

/// The task runner, without colours.
pub fn xtask() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.env("NO_COLOR", "1").current_dir(repository());
    command
}

pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

pub fn text_of(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// All files below a directory.
pub fn files_below(directory: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut entries: Vec<PathBuf> = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files
}

/// Where crates are built; kept between runs, because their dependencies are.
pub fn scratch() -> PathBuf {
    let target = Path::new(env!("CARGO_BIN_EXE_xtask"))
        .ancestors()
        .nth(2)
        .unwrap();
    target.join("xtask-tests")
}

/// Runs Cargo with every warning denied, as the corpus command does, so that
/// dependencies are built once for both.
pub fn cargo(directory: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(directory)
        .env("CARGO_TARGET_DIR", scratch().join("target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTFLAGS", "--deny warnings")
        .env("RUSTDOCFLAGS", "--deny warnings")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "cargo {arguments:?}\n{}",
        text_of(&output.stderr)
    );
}

/// Runs a task in the repository: the exit code, standard output and standard error.
pub fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = xtask().args(arguments).output().unwrap();
    (
        output.status.code().unwrap(),
        text_of(&output.stdout),
        text_of(&output.stderr),
    )
}

/// Runs `diff` in a folder: the exit code, standard output and standard error.
pub fn diff(home: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = xtask()
        .arg("diff")
        .args(arguments)
        .current_dir(home)
        .output()
        .unwrap();
    (
        output.status.code().unwrap(),
        text_of(&output.stdout),
        text_of(&output.stderr),
    )
}

pub fn harbour() -> String {
    std::fs::read_to_string(fixture("harbour.yaml")).unwrap()
}

/// A text with each of these replaced once.
pub fn replaced(text: &str, replacements: &[(&str, &str)]) -> String {
    let mut text = text.to_owned();
    for (from, to) in replacements {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    text
}
