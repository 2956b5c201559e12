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

#[test]
fn a_release_says_enough() {
    let released = "# Changelog\n\n## 0.1.0 - 2026-01-01\n\nThe first.\n";
    let home = committed(released);
    let say = |version: &str, entry: &str, spec: &str| {
        let changelog = released.replace("# Changelog\n", &format!("# Changelog\n{entry}"));
        write(home.path(), version, &changelog, spec);
        diff(home.path(), &["--require-changelog"])
    };
    let added = replaced(
        &harbour(),
        &[(
            "        - name: limit\n",
            "        - {name: port, in: query, schema: {type: string}}\n        - name: limit\n",
        )],
    );
    let broken = replaced(&harbour(), &[BREAK]);
    let next = |version: &str, text: &str| format!("\n## {version} (unreleased)\n\n{text}\n");

    // About to be released: there is no tag yet, and no release before.
    let (code, out, err) = say("0.1.0", "", &harbour());
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(out, "no release has a tag yet, and 0.1.0 says enough\n");
    git(home.path(), &["tag", "v0.1.0"]);
    for (version, entry, spec, code, said) in [
        (
            "0.1.0",
            String::new(),
            &harbour(),
            0,
            "0 changes since v0.1.0",
        ),
        (
            "0.1.0",
            String::new(),
            &added,
            1,
            "after 0.1.0 these are minor changes, so the version is 0.1.1 at least; it is 0.1.0",
        ),
        (
            "0.1.1",
            String::new(),
            &added,
            1,
            "does not begin with 0.1.1",
        ),
        (
            "0.1.1",
            next("0.1.1", ""),
            &added,
            1,
            "- The query parameter `port` of `GET /ships` is new",
        ),
        (
            "0.1.1",
            next("0.1.1", "Lists by port."),
            &added,
            0,
            "1 change since v0.1.0",
        ),
        // A heading says nothing.
        (
            "0.1.1",
            next("0.1.1", "### Added"),
            &added,
            1,
            "says nothing new of 0.1.1",
        ),
        (
            "0.1.1",
            next("0.1.1", "Other names."),
            &broken,
            1,
            "the version is 0.2.0 at least; it is 0.1.1",
        ),
        // On the way to 0.2.0.
        (
            "0.2.0-rc.1",
            "\n## 0.2.0-rc.1 - 2026-02-01\n\nOther names.\n".to_owned(),
            &broken,
            0,
            "3 changes since v0.1.0",
        ),
        (
            "0.0.9",
            next("0.0.9", "Less."),
            &harbour(),
            1,
            "0.1.0 is released, so the version is 0.1.0 at least; it is 0.0.9",
        ),
        (
            "0.2.0",
            next("0.2.0", "Other names."),
            &broken,
            0,
            "and 0.2.0 says enough",
        ),
    ] {
        let (found, out, err) = say(version, &entry, spec);
        assert_eq!(found, code, "{version} {entry}: {out}{err}");
        assert!(format!("{out}{err}").contains(said), "{said}: {out}{err}");
    }

    // The step is counted from the release, also where the revision is a later one.
    let entry = next("0.2.0", "Other names.");
    commit(home.path());
    let both = replaced(&added, &[BREAK]);
    let changelog = released.replace("# Changelog\n", &format!("# Changelog\n{entry}"));
    write(home.path(), "0.2.0", &changelog, &both);
    let (code, _, err) = diff(home.path(), &["--git", "HEAD", "--require-changelog"]);
    assert_eq!(code, 1);
    assert!(err.contains("says nothing new of 0.2.0"), "{err}");
    write(
        home.path(),
        "0.2.0",
        &changelog.replace("Other", "Lists by port. Other"),
        &both,
    );
    let (code, out, err) = diff(home.path(), &["--git", "HEAD", "--require-changelog"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");

    // A clone without the tag is an error, and no silent success.
    git(home.path(), &["tag", "--delete", "v0.1.0"]);
    let (code, _, err) = diff(home.path(), &["--require-changelog"]);
    assert_eq!(code, 2);
    assert!(err.contains("`v0.1.0`") && err.contains("--tags"), "{err}");
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
