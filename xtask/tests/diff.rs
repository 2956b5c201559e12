//! `cargo xtask diff`, from outside: exit codes, reports, and strangers' descriptions.

#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

mod support;

use std::fs;

use serde_json::Value;

use support::{diff, files_below, harbour, replaced, repository};

/// The lines that say what changed.
fn changes(text: &str) -> Vec<&str> {
    let steps = ["major  ", "minor  ", "patch  "];
    let is_change = |line: &&str| steps.iter().any(|step| line.starts_with(step));
    text.lines().filter(is_change).collect()
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

#[test]
fn form_and_version_make_no_difference() {
    let home = pair(&[]);
    let value: Value = serde_yaml::from_str(&harbour()).unwrap();
    fs::write(home.path().join("new.json"), value.to_string()).unwrap();
    let older = replaced(
        &harbour(),
        &[
            ("openapi: 3.1.0", "openapi: 3.0.3"),
            (
                "type: [string, \"null\"]\n",
                "type: string\n          nullable: true\n",
            ),
            (
                "{type: [string, \"null\"]}",
                "{type: string, nullable: true}",
            ),
        ],
    );
    fs::write(home.path().join("older.yaml"), older).unwrap();
    for new in ["new.yaml", "new.json", "older.yaml"] {
        let (code, out, err) = diff(home.path(), &["old.yaml", new]);
        assert_eq!((code, err.as_str()), (0, ""), "{new}: {out}");
        assert_eq!(out, "users see no difference\n");
    }
}

/// Every construct that the generator knows.
#[test]
fn nothing_differs_from_itself() {
    let mut count = 0;
    for path in files_below(&repository().join("tests/fixtures")) {
        let name = path.display().to_string();
        let is_sound = name.contains("/schema/") || name.contains("/operation/");
        let is_spec = path
            .extension()
            .is_some_and(|extension| extension == "yaml" || extension == "json");
        // What some things are left out of is sound without them only.
        let is_whole = !path.with_file_name("options").exists();
        if !is_sound || !is_spec || !is_whole {
            continue;
        }
        let (code, out, err) = diff(repository(), &[&name, &name, "--docs"]);
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
        let shared = diff(repository(), &[&name, &name, "--docs", "--only-shared"]);
        // A description of types alone shares no operation with itself.
        let is_empty = shared
            .2
            .contains("it has no operation of the other description");
        assert!(
            shared.0 == 0 || is_empty,
            "{name}: {}{}",
            shared.1,
            shared.2
        );
        count += 1;
    }
    assert!(count > 50, "{count} fixtures");
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
        // A variable with a default is a method of the builder.
        (
            "  - url: https://{port}.example.com/v1\n    variables: {port: {default: east, enum: [east, west]}}\n",
            "  - url: https://{port}.example.com/v1\n    variables: {port: {default: east, enum: [east]}}\n",
            "major  the variable `port` of the address takes fewer values",
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
        assert!(out.contains("`fl\\u{60}ag\\u{1b}[31m"), "{out}");
        assert!(
            !out.contains('\u{1b}') && !out.contains('\u{202e}'),
            "{out}"
        );
    }
}

#[test]
fn long_names_are_told_apart() {
    let long = format!("/{}", "quays/".repeat(20));
    let operation = "{get: {tags: [quays], responses: {'204': {description: Done.}}}}";
    let paths = format!("paths:\n  {long}a: {operation}\n  {long}b: {operation}\n");
    let home = pair(&[("paths:\n", &paths)]);
    let (code, out, _) = diff(home.path(), &["old.yaml", "new.yaml"]);
    assert_eq!(code, 1);
    let expected = ["a", "b"].map(|end| format!("minor  `GET {long}{end}` is new"));
    assert_eq!(changes(&out), expected);
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
    let told = changes(&out)
        .iter()
        .fold(String::new(), |text, line| text + line + "\n");
    assert!(
        told == list,
        "- stands in spec/README.md, + is so: name it there, with its reason, or mend spec/client-grants.yaml\n{}",
        xtask::codegen::sync::difference(list, &told)
    );
}
