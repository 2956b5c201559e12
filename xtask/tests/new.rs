//! `cargo xtask new`: whole crates for other descriptions.

// Tests may fail loudly.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::path::Path;

use support::{cargo, files_below, fixture, repository, text_of, xtask};

fn new_in(home: &Path, spec: &Path, name: &str) -> std::process::Output {
    let out = home.join("out");
    xtask()
        .arg("new")
        .arg("--spec")
        .arg(spec)
        .arg("--out")
        .arg(&out)
        .args(["--name", name])
        .output()
        .unwrap()
}

/// Security schemes and servers, and what `Client::builder` takes then.
const KINDS: [(&str, &str, &str); 7] = [
    (
        "open",
        "servers: [{url: 'https://api.example.com/v1'}]\n",
        "",
    ),
    ("no-server", "", ""),
    (
        "relative",
        "servers: [{url: /v1}]\n",
        "token: {type: http, scheme: bearer}",
    ),
    (
        "login",
        "servers: [{url: 'https://api.example.com'}]\n",
        "password: {type: http, scheme: basic}",
    ),
    (
        "keys",
        "servers: [{url: 'https://api.example.com'}]\n",
        "a: {type: apiKey, in: header, name: X-Key}, b: {type: apiKey, in: query, name: key}, \
         c: {type: apiKey, in: cookie, name: session}",
    ),
    (
        "machine",
        "servers: [{url: 'https://api.example.com'}]\n",
        "program: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://login.example.com/token', \
         scopes: {read: To read., write: To write.}}}}",
    ),
    (
        "regions",
        "servers: [{url: 'https://{account}.{region}.example.com:{port}/{version}', variables: {\
         account: {default: '', description: Yours.}, region: {default: eu, enum: [eu, us]}, \
         port: {default: '443'}, version: {default: v1}}}]\n",
        "token: {type: http, scheme: bearer}",
    ),
];

/// A small description with these servers and schemes.
fn description((name, servers, schemes): (&str, &str, &str)) -> String {
    format!(
        "openapi: 3.1.0
info: {{title: {name}, version: '1'}}
{servers}paths:
  /things/{{id}}:
    get:
      operationId: getThing
      tags: [things]
      parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
      responses:
        '200': {{description: It., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}}}
components:
  schemas:
    Thing: {{type: object, properties: {{id: {{type: string}}, size: {{type: integer, maximum: 9}}}}}}
  securitySchemes: {{{schemes}}}
"
    )
}

/// All kinds as one workspace, so that what they have in common is built once.
#[test]
fn new_crates_work_at_once() {
    let home = tempfile::tempdir().unwrap();
    let mut members = Vec::new();
    for kind in KINDS {
        let spec = home.path().join(format!("{}.yaml", kind.0));
        fs::write(&spec, description(kind)).unwrap();
        let folder = home.path().join(kind.0);
        let output = new_in(&folder, &spec, kind.0);
        assert!(output.status.success(), "{output:?}");
        members.push(format!("\"{}/out\"", kind.0));
    }
    let output = new_in(
        &home.path().join("harbour"),
        &fixture("harbour.yaml"),
        "har-bour",
    );
    assert!(output.status.success(), "{output:?}");
    members.push("\"harbour/out\"".to_owned());
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
        members.join(", ")
    );
    fs::write(home.path().join("Cargo.toml"), manifest).unwrap();
    // The repository's versions, so that no network is needed.
    fs::copy(
        repository().join("Cargo.lock"),
        home.path().join("Cargo.lock"),
    )
    .unwrap();
    let features = "blocking,test-util,tracing";
    for task in [
        // There is nothing but libraries and their documentation: unit tests and programs are the pattern's.
        &["clippy"][..],
        &["doc", "--no-deps"],
        &["test", "--doc"],
    ] {
        let mut arguments = task.to_vec();
        arguments.extend(["--offline", "--workspace", "--features", features]);
        cargo(home.path(), &arguments);
    }
    cargo(home.path(), &["check", "--offline", "--workspace"]);
}

/// A builder shows what the description declares, and nothing else.
#[test]
fn builders_have_the_settings_of_their_security_schemes() {
    let home = tempfile::tempdir().unwrap();
    let tokens = ["client_credentials", "scopes", "token_url"];
    for kind in KINDS {
        let spec = home.path().join(format!("{}.yaml", kind.0));
        fs::write(&spec, description(kind)).unwrap();
        let folder = home.path().join(kind.0);
        assert!(new_in(&folder, &spec, kind.0).status.success());
        let expected: &[&str] = match kind.0 {
            "login" => &["basic"],
            "keys" => &["api_key", "api_key_for"],
            "machine" => &tokens,
            _ => &[],
        };
        let sources: String = files_below(&folder.join("out/src"))
            .iter()
            .map(|path| fs::read_to_string(path).unwrap())
            .collect();
        for setting in ["basic", "api_key", "api_key_for"].iter().chain(&tokens) {
            assert_eq!(
                sources.contains(&format!("pub fn {setting}(")),
                expected.contains(setting),
                "{setting} in the crate `{}`",
                kind.0
            );
        }
    }
}

#[test]
fn nothing_of_the_pattern_s_api_is_in_another_crate() {
    let home = tempfile::tempdir().unwrap();
    for kind in KINDS {
        let spec = home.path().join(format!("{}.yaml", kind.0));
        fs::write(&spec, description(kind)).unwrap();
        let output = new_in(&home.path().join(kind.0), &spec, kind.0);
        assert!(output.status.success(), "{output:?}");
    }
    let output = new_in(
        &home.path().join("harbour"),
        &fixture("harbour.yaml"),
        "har-bour",
    );
    assert!(output.status.success(), "{output:?}");
    let mut names = 0;
    for path in files_below(home.path()) {
        let text = fs::read_to_string(&path).unwrap();
        // Words of OAuth itself.
        let small = text
            .to_lowercase()
            .replace("grant_type", "")
            .replace("credentials grant", "");
        for word in ["auth0", "grant", "organization", "tenant", "audience"] {
            assert!(!small.contains(word), "{} says `{word}`", path.display());
        }
        assert!(
            !text.contains("mod tests"),
            "{} has unit tests",
            path.display()
        );
        names += text.matches("har_bour::").count();
    }
    assert!(names > 10, "examples import the crate by its name");
}

#[test]
fn a_directory_in_use_is_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let spec = fixture("harbour.yaml");
    let out = home.path().join("out");
    fs::create_dir(&out).unwrap();
    assert!(
        new_in(home.path(), &spec, "a").status.success(),
        "an empty directory is used"
    );

    let output = new_in(home.path(), &spec, "a");
    assert_eq!(output.status.code(), Some(1));
    let message = text_of(&output.stderr);
    assert!(
        message.contains("holds a crate already") && message.contains("cargo xtask codegen"),
        "{message}"
    );

    fs::remove_dir_all(&out).unwrap();
    fs::create_dir(&out).unwrap();
    fs::write(out.join("notes.txt"), "mine").unwrap();
    let output = new_in(home.path(), &spec, "a");
    assert_eq!(output.status.code(), Some(1));
    assert!(text_of(&output.stderr).contains("is not empty"));
    assert_eq!(files_below(home.path()).len(), 1);
}

#[test]
fn a_wrong_description_leaves_nothing_behind() {
    let home = tempfile::tempdir().unwrap();
    let spec = home.path().join("spec.yaml");
    let text = fs::read_to_string(fixture("harbour.yaml")).unwrap();
    fs::write(&spec, text.replace("schemas/Kind\"", "schemas/Kin\"")).unwrap();
    let output = new_in(home.path(), &spec, "a");
    assert_eq!(output.status.code(), Some(1));
    assert!(text_of(&output.stderr).contains("Kin"));
    assert_eq!(files_below(home.path()), [spec]);
}

#[test]
fn generated_code_is_brought_up_to_date_under_the_crate_s_own_name() {
    let home = tempfile::tempdir().unwrap();
    let spec = fixture("harbour.yaml");
    assert!(new_in(home.path(), &spec, "har-bour").status.success());
    let codegen = |options: &[&str]| {
        let owned = home.path().join("out/src/generated");
        xtask()
            .arg("codegen")
            .arg("--spec")
            .arg(&spec)
            .arg("--out")
            .arg(owned)
            .args(options)
            .output()
            .unwrap()
    };
    let output = codegen(&["--check"]);
    assert!(output.status.success(), "{output:?}");
    let output = codegen(&["--check", "--crate-name", "other"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text_of(&output.stderr).contains("other::"));
}

#[test]
fn a_name_that_rust_keeps_for_itself_is_wrong_usage() {
    let output = xtask().args(["new", "--name", "fn"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text_of(&output.stderr).contains("it is a keyword of Rust"));
    assert!(output.stdout.is_empty());
}

#[test]
fn a_crate_is_not_called_like_its_dependencies() {
    let home = tempfile::tempdir().unwrap();
    let output = new_in(home.path(), &fixture("harbour.yaml"), "percent_encoding");
    assert_eq!(output.status.code(), Some(1));
    assert!(text_of(&output.stderr).contains("depends on a crate of that name"));
}
