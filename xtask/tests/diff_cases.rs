//! What `cargo xtask diff` says of one change at a time, and whether the compiler agrees.
//!
//! A case of `fixtures/diff/*.yaml` has two small descriptions, `old` and `new`: `paths`,
//! `schemas` and `securitySchemes`. `expected.txt` beside it holds what the comparison says
//! in both directions (`UPDATE_EXPECT=1` writes it). `rust` holds a program for each side.
//! Each is compiled against the code of the other side too: a change is called major where
//! that fails, and only there. The exception is `compiles`: it lists the directions in
//! which a change is major although programs compile, as they behave otherwise.
//!
//! The cases of a side are one description, so that two crates are generated, and Cargo
//! runs once. Programs that must compile are modules of one example; each that must not is
//! an example of its own.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_yaml::{Mapping, Value};
use xtask::codegen::diagnostics::{Form, Levels};
use xtask::codegen::document::Input;
use xtask::codegen::source::{Format, Source};
use xtask::diff::{Bump, Change, Revision, View, bump, compare, line};

use support::{fixture, repository, scratch, text_of, xtask};

/// One change.
struct Case {
    name: String,
    value: Value,
}

/// From which side to which a change is looked at.
#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Forward,
    Back,
}

const SIDES: [&str; 2] = ["old", "new"];
const VIEW: View = View {
    names: true,
    docs: false,
};

impl Direction {
    fn word(self) -> &'static str {
        match self {
            Self::Forward => "forward",
            Self::Back => "back",
        }
    }

    /// The side of the program, and the one that it is to compile against.
    fn sides(self) -> (&'static str, &'static str) {
        match self {
            Self::Forward => ("old", "new"),
            Self::Back => ("new", "old"),
        }
    }
}

impl Case {
    fn all() -> Vec<Self> {
        let mut cases = Vec::new();
        for file in ["members", "operations", "bodies", "replies", "history"] {
            let text = fs::read_to_string(fixture(&format!("diff/{file}.yaml"))).unwrap();
            let all: Mapping = serde_yaml::from_str(&text).unwrap();
            cases.extend(all.into_iter().map(|(name, value)| Self {
                name: name.as_str().unwrap().to_owned(),
                value,
            }));
        }
        cases
    }

    fn side(&self, side: &str) -> Revision {
        let description = description(&[&self.value[side]]);
        let source = Source {
            name: format!("{}.yaml", self.name),
            text: description,
            format: Format::Yaml,
        };
        Revision::read(Input::from(source), &Levels::default()).unwrap_or_else(|refused| {
            panic!("{}, {side}:\n{}", self.name, refused.print(Form::PLAIN))
        })
    }

    fn changes(&self, direction: Direction) -> Vec<Change> {
        let (from, to) = direction.sides();
        compare(&self.side(from), &self.side(to), VIEW)
    }

    /// Whether a program goes on to compile, according to the comparison.
    fn must_compile(&self, direction: Direction) -> bool {
        let behaves_otherwise = self
            .value
            .get("compiles")
            .and_then(Value::as_sequence)
            .is_some_and(|all| all.contains(&direction.word().into()));
        let is_major = bump(&self.changes(direction)) == Some(Bump::Major);
        assert!(
            is_major || !behaves_otherwise,
            "{}: `compiles` is about major changes",
            self.name
        );
        !is_major || behaves_otherwise
    }

    fn program(&self, side: &str) -> String {
        let body = self.value["rust"][side].as_str().unwrap();
        format!(
            "pub mod {} {{\nuse api::models::*;\nuse api::resources::*;\nuse api::*;\npub fn program(client: &Client) {{\n{body}\n}}\n}}\n",
            self.name
        )
    }
}

/// Puts parts of descriptions together. YAML keeps their order.
fn description(parts: &[&Value]) -> String {
    let mut text = String::from(
        "openapi: 3.1.0\ninfo: {title: Harbour, version: '1'}\nservers: [{url: 'https://api.example.com'}]\n",
    );
    let mut section = |name: &str, indent: &str| {
        let members = parts.iter().filter_map(|part| part.get(name)?.as_mapping());
        let mut all = Mapping::new();
        for (name, value) in members.flatten() {
            let known = all.insert(name.clone(), value.clone());
            assert!(
                known.is_none_or(|known| known == *value),
                "two cases say {name:?}"
            );
        }
        text.push_str(&format!("{indent}{name}:\n"));
        for line in serde_yaml::to_string(&all).unwrap().lines() {
            text.push_str(&format!("{indent}  {line}\n"));
        }
    };
    section("paths", "");
    section("schemas", "  ");
    section("securitySchemes", "  ");
    text.replacen("\n  schemas:\n", "\ncomponents:\n  schemas:\n", 1)
}

#[test]
fn each_change_is_told_in_both_directions() {
    let mut text = String::new();
    for case in Case::all() {
        text.push_str(&format!("{}\n", case.name));
        for direction in [Direction::Forward, Direction::Back] {
            text.push_str(&format!("  {}\n", direction.word()));
            for change in case.changes(direction) {
                text.push_str(&format!("    {}: {}\n", line(&change), change.why));
            }
        }
    }
    let path = fixture("diff/expected.txt");
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        fs::write(&path, &text).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap();
    let difference = xtask::codegen::sync::difference(&expected, &text);
    assert!(expected == text, "{difference}UPDATE_EXPECT=1 rewrites it");
}

#[test]
fn the_compiler_agrees() {
    let home = scratch().join("diff");
    if home.exists() {
        fs::remove_dir_all(&home).unwrap();
    }
    let cases = Case::all();
    let mut members: Vec<String> = Vec::new();
    let mut refused = BTreeSet::new();
    for side in SIDES {
        library(&home, side, &cases);
        let own = cases.iter().map(|case| (case, side));
        let others = cases.iter().flat_map(|case| {
            let directions = [Direction::Forward, Direction::Back].into_iter();
            let here = directions.filter(|direction| direction.sides().1 == side);
            here.map(move |direction| (case, direction))
        });
        let (good, bad): (Vec<_>, Vec<_>) =
            others.partition(|(case, direction)| case.must_compile(*direction));
        assert!(
            good.len() > 10 && bad.len() > 10,
            "there is something to see"
        );
        let package = home.join(format!("on_{side}"));
        let good = good
            .iter()
            .map(|(case, direction)| (*case, direction.sides().0));
        let modules = |all: Vec<(&Case, &str)>| -> String {
            all.iter().map(|(case, side)| case.program(side)).collect()
        };
        example(&package, &format!("own_{side}"), &modules(own.collect()));
        example(
            &package,
            &format!("others_on_{side}"),
            &modules(good.collect()),
        );
        for (case, direction) in bad {
            let name = format!("{}_on_{side}", case.name);
            example(&package, &name, &case.program(direction.sides().0));
            refused.insert(name);
        }
        manifest(&package, side);
        members.push(format!("\"on_{side}\""));
    }
    workspace(&home, &members);

    let errors = check(&home);
    for side in SIDES {
        for name in [format!("own_{side}"), format!("others_on_{side}")] {
            assert!(
                !errors.contains_key(&name),
                "{name} does not compile:\n{}",
                errors[&name]
            );
        }
    }
    let failed: BTreeSet<String> = errors.into_keys().collect();
    assert_eq!(
        failed, refused,
        "what does not compile, and what was called major"
    );
}

/// The package of the programs that use a side.
fn manifest(package: &Path, side: &str) {
    write(
        &package.join("Cargo.toml"),
        &format!(
            "[package]\nname = \"on_{side}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dev-dependencies]\napi = {{ package = \"{side}\", path = \"../{side}\" }}\n"
        ),
    );
    write(&package.join("src/lib.rs"), "");
}

fn workspace(home: &Path, members: &[String]) {
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\nexclude = [\"old\", \"new\"]\n",
        members.join(", ")
    );
    write(&home.join("Cargo.toml"), &manifest);
    // The repository's versions, so that no network is needed.
    fs::copy(repository().join("Cargo.lock"), home.join("Cargo.lock")).unwrap();
}

/// A crate of all cases, as one side has them.
fn library(home: &Path, side: &str, cases: &[Case]) {
    let parts: Vec<&Value> = cases.iter().map(|case| &case.value[side]).collect();
    let spec = home.join(format!("{side}.yaml"));
    write(&spec, &description(&parts));
    let output = xtask()
        .args(["new", "--name", side, "--spec"])
        .arg(&spec)
        .arg("--out")
        .arg(home.join(side))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text_of(&output.stderr));
}

fn example(package: &Path, name: &str, text: &str) {
    let text = format!("#![allow(warnings)]\n{text}\nfn main() {{}}\n");
    write(&package.join(format!("examples/{name}.rs")), &text);
}

fn write(path: &PathBuf, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Checks all programs, and returns the errors of each that does not compile.
fn check(home: &Path) -> BTreeMap<String, String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "check",
            "--workspace",
            "--examples",
            "--keep-going",
            "--offline",
        ])
        .arg("--message-format=json")
        .current_dir(home)
        .env("CARGO_TARGET_DIR", scratch().join("target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTFLAGS", "--deny warnings")
        .output()
        .unwrap();
    let mut errors: BTreeMap<String, String> = BTreeMap::new();
    let mut compiled = BTreeSet::new();
    for message in text_of(&output.stdout).lines() {
        let message: serde_json::Value = serde_json::from_str(message).unwrap();
        let target = message["target"]["name"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        match message["reason"].as_str().unwrap() {
            "compiler-artifact" => {
                compiled.insert(target);
            }
            "compiler-message" if message["message"]["level"] == "error" => {
                let text = message["message"]["rendered"].as_str().unwrap();
                errors.entry(target).or_default().push_str(text);
            }
            _ => {}
        }
    }
    for side in SIDES {
        let own = format!("own_{side}");
        assert!(
            compiled.contains(&own) || errors.contains_key(&own),
            "{own} was not looked at:\n{}",
            text_of(&output.stderr)
        );
    }
    errors
}
