//! `cargo xtask diff`, from outside: exit codes, reports, git, strangers' descriptions, and
//! whether a release says enough.

#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use support::{fixture, repository, text_of, xtask};

/// The exit code, standard output and standard error.
fn diff(home: &Path, arguments: &[&str]) -> (i32, String, String) {
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

/// The lines that say what changed.
fn changes(text: &str) -> Vec<&str> {
    let steps = ["major  ", "minor  ", "patch  "];
    let is_change = |line: &&str| steps.iter().any(|step| line.starts_with(step));
    text.lines().filter(is_change).collect()
}

fn harbour() -> String {
    fs::read_to_string(fixture("harbour.yaml")).unwrap()
}

/// A folder with the harbour as `old.yaml`, and with replacements as `new.yaml`.
fn pair(replacements: &[(&str, &str)]) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("old.yaml"), harbour()).unwrap();
    fs::write(
        home.path().join("new.yaml"),
        replaced(&harbour(), replacements),
    )
    .unwrap();
    home
}

fn replaced(text: &str, replacements: &[(&str, &str)]) -> String {
    let mut text = text.to_owned();
    for (from, to) in replacements {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    text
}

#[test]
fn form_and_version_make_no_difference() {
    let home = pair(&[]);
    let value: Value = serde_yaml::from_str(&harbour()).unwrap();
    fs::write(home.path().join("new.json"), value.to_string()).unwrap();
    let older = harbour()
        .replace("openapi: 3.1.0", "openapi: 3.0.3")
        .replace("type: [string, \"null\"]", "type: string, nullable: true")
        .replace(
            "type: string, nullable: true\n",
            "type: string\n          nullable: true\n",
        );
    fs::write(home.path().join("older.yaml"), older).unwrap();
    for new in ["new.yaml", "new.json", "older.yaml"] {
        let (code, out, err) = diff(home.path(), &["old.yaml", new]);
        assert_eq!((code, err.as_str()), (0, ""), "{new}: {out}");
        assert_eq!(out, "users see no difference\n");
    }
}

#[test]
fn a_change_is_told_with_step_reason_and_places() {
    let home = pair(&[(
        "schema: {type: string, minLength: 2, maxLength: 2}",
        "schema: {type: string, minLength: 2, maxLength: 3}",
    )]);
    let (code, out, err) = diff(home.path(), &["old.yaml", "new.yaml"]);
    assert_eq!((code, err.as_str()), (1, ""));
    assert_eq!(
        out,
        "minor  `maxLength` of the query parameter `flag` of `GET /ships` is wider: 3, was 2\n       \
         more values are accepted\n       \
         old old.yaml:18:11 #/paths/~1ships/get/parameters/0\n       \
         new new.yaml:18:11 #/paths/~1ships/get/parameters/0\n\n\
         0 major, 1 minor, 0 patch: together a minor step\n"
    );
    let (code, out, _) = diff(
        home.path(),
        &["new.yaml", "old.yaml", "--format", "markdown"],
    );
    assert_eq!(code, 1);
    assert_eq!(
        out,
        "### Breaking\n\n- `maxLength` of the query parameter `flag` of `GET /ships` is tighter: 2, was 3 \
         (requests that were sent are refused before they leave, though programs compile).\n"
    );
    let (code, out, _) = diff(home.path(), &["old.yaml", "new.yaml", "--format=json"]);
    assert_eq!(code, 1);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["step"], "minor");
    let change = &report["changes"][0];
    assert_eq!(change["step"], "minor");
    assert_eq!(change["why"], "more values are accepted");
    for side in ["old", "new"] {
        let place = &change[side];
        assert_eq!(place["file"], format!("{side}.yaml"));
        assert_eq!((&place["line"], &place["column"]), (&18.into(), &11.into()));
        assert_eq!(place["pointer"], "#/paths/~1ships/get/parameters/0");
    }
}

/// What stands for the whole API can't be put beside other cases, so no program is
/// compiled for it.
#[test]
fn what_belongs_to_no_operation() {
    let server = "  - url: https://harbour.example.com/v1\n";
    let open =
        "  - url: https://{port}.example.com/v1\n    variables: {port: {default: '{PORT}'}}\n";
    let renamed = "  - url: https://{harbour}.example.com/v1\n    variables: {harbour: {default: '{PORT}'}}\n";
    let home = tempfile::tempdir().unwrap();
    let with = |address: &str| replaced(&harbour(), &[(server, address)]);
    for (old, new, expected) in [
        (
            server,
            "  - url: https://harbour.example.com/v2\n",
            "patch  the address is `https://harbour.example.com/v2`, was `https://harbour.example.com/v1`",
        ),
        (
            server,
            open,
            "major  the address is `https://{port}.example.com/v1`, was `https://harbour.example.com/v1`",
        ),
        // The argument of `Client::builder` has no name for those who call.
        (
            open,
            renamed,
            "patch  the address is `https://{harbour}.example.com/v1`, was `https://{port}.example.com/v1`",
        ),
    ] {
        fs::write(home.path().join("old.yaml"), with(old)).unwrap();
        fs::write(home.path().join("new.yaml"), with(new)).unwrap();
        let (code, out, err) = diff(home.path(), &["old.yaml", "new.yaml"]);
        assert_eq!(code, 1, "{err}");
        assert_eq!(changes(&out), [expected]);
    }
}

#[test]
fn texts_are_compared_when_asked() {
    let home = pair(&[("summary: Lists ships", "summary: Lists all ships")]);
    let (code, out, _) = diff(home.path(), &["old.yaml", "new.yaml"]);
    assert_eq!((code, changes(&out).len()), (0, 0));
    let (code, out, _) = diff(home.path(), &["old.yaml", "new.yaml", "--docs"]);
    assert_eq!(code, 1);
    assert_eq!(
        changes(&out),
        ["patch  `GET /ships` is described in other words"]
    );
}

#[test]
fn names_of_a_description_deceive_nobody() {
    let home = pair(&[("- name: flag\n", "- name: \"fl`ag\\u001b[31m\\n\\u202e\"\n")]);
    let (_, text, _) = diff(home.path(), &["old.yaml", "new.yaml"]);
    let (_, markdown, _) = diff(
        home.path(),
        &["old.yaml", "new.yaml", "--format", "markdown"],
    );
    for out in [text, markdown] {
        assert!(out.contains("`fl'ag\\u{1b}[31m"), "{out}");
        assert!(
            !out.contains('\u{1b}') && !out.contains('\u{202e}'),
            "{out}"
        );
    }
}

#[test]
fn errors_are_told_from_differences() {
    let home = pair(&[("schemas/Ship\"", "schemas/Shop\"")]);
    for (arguments, message) in [
        (&["old.yaml"][..], "`diff` needs `OLD NEW` or `--git REV`"),
        (&[], "`diff` needs `OLD NEW` or `--git REV`"),
        (&["a", "b", "c"], "`diff` needs `OLD NEW` or `--git REV`"),
        (
            &["old.yaml", "new.yaml", "--format", "xml"],
            "`--format xml` is not known",
        ),
        (
            &["old.yaml", "new.yaml", "--fast"],
            "`--fast` is not an option of `diff`",
        ),
        (
            &["old.yaml", "--git", "HEAD"],
            "`--git` and `--require-changelog` take no files",
        ),
        (&["--git", "HEAD", "--only-shared"], "go with `OLD NEW`"),
        (&["old.yaml", "none.yaml"], "cannot read the description"),
        (&["old.yaml", "new.yaml"], "Shop"),
        (&["--git", "--output=x"], "`--output=x` is no revision"),
        (&["--git", ""], "`` is no revision"),
    ] {
        let (code, out, err) = diff(home.path(), arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.contains(message), "{arguments:?}: {err}");
    }
    let (code, out, _) = diff(home.path(), &["--help"]);
    assert_eq!(code, 0);
    assert!(out.contains("Exit codes: 0 equal, 1 different, 2 error"));
}

#[test]
fn strangers_are_compared_as_far_as_they_go() {
    let home = pair(&[]);
    let mut stranger: Value = serde_yaml::from_str(&harbour()).unwrap();
    let paths = stranger["paths"].as_object_mut().unwrap();
    // The same operations, named otherwise.
    let mut ship = paths.remove("/ships/{id}").unwrap();
    let mut id = serde_json::json!({"name": "ship_id", "in": "path", "required": true});
    id["schema"] = serde_json::json!({"type": "string", "maxLength": 36});
    ship["parameters"] = serde_json::json!([id]);
    paths.insert("/ships/{ship_id}".to_owned(), ship);
    let done = serde_json::json!({"responses": {"204": {"description": "Done."}}});
    paths.insert(
        "/ships/{ship_id}/crew".to_owned(),
        serde_json::json!({"get": done}),
    );
    paths.insert("/shipsters".to_owned(), serde_json::json!({"get": done}));
    for index in 0..400 {
        let wrong = serde_json::json!({
            "get": {"parameters": 7, "responses": {"200": {"$ref": "#/nowhere"}}},
        });
        paths.insert(format!("/unrelated/{index}"), wrong);
    }
    let text = stranger
        .to_string()
        .replace("schemas/Ship\"", "schemas/Vessel\"");
    let text = text
        .replace("\"Ship\":", "\"Vessel\":")
        .replace("\"listShips\"", "\"ships_get\"");
    fs::write(home.path().join("stranger.json"), text).unwrap();
    let (code, out, err) = diff(home.path(), &["old.yaml", "stranger.json", "--only-shared"]);
    assert_eq!((code, err.as_str()), (1, ""));
    assert_eq!(changes(&out), ["minor  `GET /ships/{ship_id}/crew` is new"]);

    let other =
        "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"x\", \"version\": \"1\"}, \"paths\": {}}";
    fs::write(home.path().join("other.json"), other).unwrap();
    let (code, _, err) = diff(home.path(), &["old.yaml", "other.json", "--only-shared"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("it has no operation of the other description"),
        "{err}"
    );
}

/// Every difference is on the list, and nothing is on it that is none.
#[test]
fn differences_from_upstream_are_named() {
    let (code, out, err) = diff(
        repository(),
        &[
            "--only-shared",
            "spec/client-grants.yaml",
            "spec/upstream.yaml",
        ],
    );
    assert_eq!((code, err.as_str()), (1, ""));
    let readme = fs::read_to_string(repository().join("spec/README.md")).unwrap();
    let list = readme.split("```text\n").nth(1).unwrap();
    let list = list.split("```").next().unwrap();
    assert_eq!(
        changes(&out),
        list.lines().collect::<Vec<_>>(),
        "name the difference in spec/README.md, with its reason, or mend spec/client-grants.yaml"
    );
}

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
    assert_eq!(out, "nothing was released yet, and 0.1.0 says enough\n");
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
            "1 changes since v0.1.0",
        ),
        (
            "0.1.1",
            next("0.1.1", "Other names."),
            &broken,
            1,
            "the version is 0.2.0 at least; it is 0.1.1",
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
