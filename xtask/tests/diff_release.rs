//! `cargo xtask diff` and git: other revisions, and whether a release says enough.

#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use support::{diff, harbour, replaced, text_of, xtask};

/// A repository like this one, with one commit.
fn committed(changelog: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), "0.1.0", changelog, &harbour());
    git(home.path(), &["init", "--quiet"]);
    commit(home.path());
    home
}

fn write(home: &Path, version: &str, changelog: &str, spec: &str) {
    fs::create_dir_all(home.join("spec")).unwrap();
    fs::create_dir_all(home.join("generated")).unwrap();
    let manifest = format!("[workspace.package]\nversion = \"{version}\"\n");
    fs::write(home.join("Cargo.toml"), manifest).unwrap();
    fs::write(
        home.join("generated/Cargo.toml"),
        "[package]\nversion.workspace = true\n",
    )
    .unwrap();
    fs::write(home.join("generated/CHANGELOG.md"), changelog).unwrap();
    fs::write(home.join("spec/client-grants.yaml"), spec).unwrap();
}

fn commit(home: &Path) {
    git(home, &["add", "--all"]);
    git(home, &["commit", "--quiet", "--message", "x"]);
}

fn git(home: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .args([
            "-c",
            "user.name=x",
            "-c",
            "user.email=x@example.com",
            "-c",
            "commit.gpgSign=false",
        ])
        .args(arguments)
        .current_dir(home)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text_of(&output.stderr));
}

const BREAK: (&str, &str) = ("operationId: listShips", "operationId: allShips");

#[test]
fn another_revision_is_compared_with_what_is_at_hand() {
    let home = committed("# Changelog\n");
    let (code, out, err) = diff(home.path(), &["--git", "HEAD"]);
    assert_eq!(
        (code, out.as_str(), err.as_str()),
        (0, "users see no difference\n", "")
    );
    write(
        home.path(),
        "0.1.0",
        "# Changelog\n",
        &replaced(&harbour(), &[BREAK]),
    );
    let (code, out, _) = diff(&home.path().join("spec"), &["--git", "HEAD"]);
    assert_eq!(code, 1);
    assert!(out.contains("old HEAD:spec/client-grants.yaml:"), "{out}");
    let (code, _, err) = diff(home.path(), &["--git", "v9"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("git has no `spec/client-grants.yaml` of `v9`") && err.contains("git fetch"),
        "{err}"
    );
    let output = xtask()
        .args(["diff", "--git", "HEAD"])
        .current_dir(home.path())
        .env("PATH", "")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let err = text_of(&output.stderr);
    assert!(
        err.contains("git cannot be run") && err.contains("OLD NEW"),
        "{err}"
    );
}

const RELEASED: &str = "# Changelog\n\n## 0.1.0 - 2026-01-01\n\nThe first.\n";

/// The harbour with one optional parameter more.
fn added() -> String {
    let limit = "        - name: limit\n";
    let port = format!("        - {{name: port, in: query, schema: {{type: string}}}}\n{limit}");
    replaced(&harbour(), &[(limit, &port)])
}

/// The changelog with a new entry: a heading, and what it says.
fn changelog(heading: &str, text: &str) -> String {
    RELEASED.replacen('\n', &format!("\n\n## {heading}\n\n{text}\n"), 1)
}

/// Asserts the exit code, and what is said.
fn asserted(home: &Path, arguments: &[&str], code: i32, said: &str) {
    let (found, out, err) = diff(home, arguments);
    assert_eq!(found, code, "{out}{err}");
    let (text, none) = if code == 0 { (out, err) } else { (err, out) };
    assert!(text.contains(said), "{said}: {text}");
    assert_eq!(none, "");
}

#[test]
fn a_version_is_high_enough() {
    let home = committed(RELEASED);
    let home = home.path();
    let asks = ["--require-changelog"];
    // About to be released: there is no tag yet, and no release before.
    let untagged = "no release has a tag yet, and 0.1.0 says enough\n";
    asserted(home, &asks, 0, untagged);
    git(home, &["tag", "v0.1.0"]);
    asserted(home, &asks, 0, "0 changes since v0.1.0");
    write(home, "0.1.0", RELEASED, &added());
    let small =
        "after 0.1.0 these are minor changes, so the version is 0.1.1 at least; it is 0.1.0";
    asserted(home, &asks, 1, small);
    let entry = |version: &str| changelog(&format!("{version} (unreleased)"), "Other names.");
    let broken = replaced(&harbour(), &[BREAK]);
    write(home, "0.1.1", &entry("0.1.1"), &broken);
    let small = "the version is 0.2.0 at least; it is 0.1.1";
    asserted(home, &asks, 1, small);
    write(home, "0.2.0", &entry("0.2.0"), &broken);
    asserted(home, &asks, 0, "and 0.2.0 says enough");
    // On the way to 0.2.0, and not there yet.
    let pre = changelog("0.2.0-rc.1 - 2026-02-01", "Other names.");
    write(home, "0.2.0-rc.1", &pre, &broken);
    asserted(home, &asks, 0, "3 changes since v0.1.0");
    write(home, "0.0.9", &entry("0.0.9"), &harbour());
    let lower = "0.1.0 is released, so the version is 0.1.0 at least; it is 0.0.9";
    asserted(home, &asks, 1, lower);
}

#[test]
fn a_changelog_says_enough() {
    let home = committed(RELEASED);
    let home = home.path();
    let asks = ["--require-changelog"];
    git(home, &["tag", "v0.1.0"]);
    write(home, "0.1.1", RELEASED, &added());
    asserted(home, &asks, 1, "does not begin with 0.1.1");
    let parameter = "- The query parameter `port` of `GET /ships` is new";
    for (text, code, said) in [
        ("", 1, parameter),
        // A heading says nothing.
        ("### Added", 1, "says nothing new of 0.1.1"),
        ("Lists by port.", 0, "1 change since v0.1.0"),
    ] {
        write(
            home,
            "0.1.1",
            &changelog("0.1.1 (unreleased)", text),
            &added(),
        );
        asserted(home, &asks, code, said);
    }
}

#[test]
fn the_step_is_counted_from_the_release() {
    let home = committed(RELEASED);
    let home = home.path();
    let asks = ["--git", "HEAD", "--require-changelog"];
    let entry = |text: &str| changelog("0.2.0 (unreleased)", text);
    let broken = replaced(&harbour(), &[BREAK]);
    write(home, "0.2.0", &entry("Other names."), &broken);
    commit(home);
    let both = replaced(&added(), &[BREAK]);
    write(home, "0.2.0", &entry("Other names."), &both);
    asserted(home, &asks, 1, "says nothing new of 0.2.0");
    write(
        home,
        "0.2.0",
        &entry("Other names, and lists by port."),
        &both,
    );
    asserted(home, &asks, 0, "1 change since HEAD");
}

/// A clone without the tag is an error, and no silent success.
#[test]
fn a_tag_that_is_not_there_is_an_error() {
    let home = committed(&changelog("0.2.0 (unreleased)", "Other names."));
    write(
        home.path(),
        "0.2.0",
        &changelog("0.2.0 (unreleased)", "Other names."),
        &harbour(),
    );
    asserted(home.path(), &["--require-changelog"], 2, "`v0.1.0`");
    asserted(home.path(), &["--require-changelog"], 2, "--tags");
}

#[test]
fn codegen_tells_what_changed_since_the_last_commit() {
    let home = committed("# Changelog\n");
    let codegen = || {
        let output = xtask()
            .args([
                "codegen",
                "--crate-name",
                "x",
                "--out",
                "out",
                "--spec",
                "spec/client-grants.yaml",
            ])
            .current_dir(home.path())
            .output()
            .unwrap();
        assert!(output.status.success());
        assert_eq!(text_of(&output.stderr), "");
        text_of(&output.stdout)
    };
    assert!(!codegen().contains("since the last commit"));
    let spec = replaced(&harbour(), &[BREAK, ("maxLength: 2}", "maxLength: 3}")]);
    write(home.path(), "0.1.0", "# Changelog\n", &spec);
    for _ in 0..2 {
        let out = codegen();
        let told = out
            .split("since the last commit, for users of the crate\n")
            .nth(1)
            .unwrap();
        assert_eq!(
            told,
            "  major  `GET /ships` is called by `ships().all_ships`, was `ships().list_ships`\n  \
             major  the type of requests `ListShips` is now called `AllShips`\n  \
             major  the type `ListShipsQuery` is now called `AllShipsQuery`\n  \
             minor  `maxLength` of the query parameter `flag` of `GET /ships` is wider: 3, was 2\n"
        );
    }
    // What the last commit has need not be a description.
    write(home.path(), "0.1.0", "# Changelog\n", "no: description\n");
    commit(home.path());
    write(home.path(), "0.1.0", "# Changelog\n", &spec);
    assert!(!codegen().contains("since the last commit"));
    fs::remove_dir_all(home.path().join(".git")).unwrap();
    assert!(!codegen().contains("since the last commit"));
}
