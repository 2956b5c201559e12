//! Fixtures: a directory for each construct and for each mistake.
//!
//! `tests/fixtures/{schema,operation,diagnostic}/<case>/` holds one or several
//! descriptions, `spec*.yaml` or `spec*.json`, and what the generator makes of
//! each of them: `expected.rs`, or `expected.txt` with its complaints. Where Rust is
//! made with warnings, both stand there. A file `options` holds `--keep-going`, if that is given.
//!
//! In `expected.rs` all printed files are one, folder for folder and file for
//! file a `pub mod x { … }`, without the markers. Two things are not as they are
//! printed: the methods that every request has are a line, `calling!`, and the fixtures share
//! one crate and one `Client`, so that `Client::builder` and settings of the builder are
//! called after the case, and its own models are found by `super`. Fixtures of schemas keep
//! to `models` and `wire`.

#![expect(
    clippy::panic,
    reason = "a test that cannot read its fixtures has failed"
)]

mod calling;

use std::path::{Path, PathBuf};

use xtask::codegen::diagnostics::Diagnostics;
use xtask::codegen::document::Input;
use xtask::codegen::print::{MARKER, PrintedFile};
use xtask::codegen::source::{Format, Source};

/// What the fixtures of one folder show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// What becomes of a schema.
    Schema,
    /// What becomes of an operation.
    Operation,
    /// What is said about a mistake.
    Diagnostic,
}

impl Group {
    /// The groups whose fixtures are Rust.
    pub const CODE: [Self; 2] = [Self::Schema, Self::Operation];

    /// Returns the name of the folder.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Operation => "operation",
            Self::Diagnostic => "diagnostic",
        }
    }
}

/// One directory.
#[derive(Clone, Debug)]
pub struct Case {
    /// The folder that it is in.
    pub group: Group,
    /// Its name.
    pub name: String,
    /// Its place.
    pub directory: PathBuf,
}

impl Case {
    /// Returns all cases of a group, by name.
    ///
    /// # Panics
    ///
    /// When the folder can't be read.
    pub fn all(group: Group) -> Vec<Self> {
        let folder = directory().join(group.folder());
        let entries = std::fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let mut cases: Vec<Self> = entries
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .filter(|path| path.is_dir())
            .map(|directory| {
                let name = directory
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                Self {
                    group,
                    name,
                    directory,
                }
            })
            .collect();
        cases.sort_by(|a, b| a.name.cmp(&b.name));
        cases
    }

    /// Returns its place as messages call it.
    pub fn label(&self) -> String {
        format!("tests/fixtures/{}/{}", self.group.folder(), self.name)
    }

    /// Returns the file that says what is expected first of all.
    pub fn expected(&self) -> PathBuf {
        match self.group {
            Group::Schema | Group::Operation => self.directory.join("expected.rs"),
            Group::Diagnostic => self.directory.join("expected.txt"),
        }
    }

    /// Returns the file that says which warnings come with Rust.
    pub fn warnings(&self) -> PathBuf {
        self.directory.join("expected.txt")
    }

    /// Returns the descriptions, by name.
    ///
    /// # Panics
    ///
    /// When one can't be read.
    pub fn specs(&self) -> Vec<Source> {
        let mut specs = Vec::new();
        for path in crate::files_below(&self.directory)
            .unwrap_or_else(|error| panic!("{}: {error}", self.directory.display()))
        {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let format = match path.extension().and_then(|extension| extension.to_str()) {
                Some("yaml") => Format::Yaml,
                Some("json") => Format::Json,
                _ => continue,
            };
            let text = std::fs::read_to_string(&path)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            specs.push(Source { name, text, format });
        }
        specs
    }

    /// Returns what the generator makes of a description: Rust, if it makes any, and the
    /// complaints, warnings included.
    pub fn actual(&self, spec: &Source) -> Actual {
        let mut diagnostics = Diagnostics::default();
        let options = std::fs::read_to_string(self.directory.join("options")).unwrap_or_default();
        let keep_going = match options.trim() {
            "" => false,
            "--keep-going" => true,
            other => panic!("{}: unknown option {other}", self.label()),
        };
        let input = Input {
            keep_going,
            ..Input::from(spec.clone())
        };
        let files = xtask::codegen::generate(input, &crate::options(), &mut diagnostics);
        Actual {
            code: files.map(|files| flatten(&files, self.group, &self.name)),
            complaints: diagnostics.render(),
        }
    }

    /// Compares what the generator makes of a description with what is expected of it.
    ///
    /// # Errors
    ///
    /// The difference and the command that mends it, or that nothing of the kind is made.
    pub fn compare(&self, spec: &Source) -> Result<(), String> {
        let place = format!("{}/{}", self.label(), spec.name);
        let Actual { code, complaints } = self.actual(spec);
        if self.group == Group::Diagnostic && complaints.is_empty() {
            return Err(format!("{place}: nothing is complained about"));
        }
        if self.group == Group::Diagnostic {
            return expect(&self.expected(), &complaints);
        }
        let Some(code) = code else {
            return Err(format!("{place}:\n{complaints}"));
        };
        expect(&self.expected(), &code)?;
        if complaints.is_empty() && !self.warnings().exists() {
            return Ok(());
        }
        expect(&self.warnings(), &complaints)
    }
}

/// What the generator makes of a description.
#[derive(Clone, Debug)]
pub struct Actual {
    /// The Rust; none where an error leaves none.
    pub code: Option<String>,
    /// All complaints, as they are printed.
    pub complaints: String,
}

/// Returns the folder of all fixtures.
pub fn directory() -> PathBuf {
    crate::root().join("tests/fixtures")
}

/// Compares a text with the file that holds what is expected. With
/// `UPDATE_EXPECT=1` in the environment, and only then, the file is written.
///
/// # Errors
///
/// The difference and the command that mends it.
///
/// # Panics
///
/// When the file can't be written.
pub fn expect(path: &Path, actual: &str) -> Result<(), String> {
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    if expected == actual {
        return Ok(());
    }
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        std::fs::write(path, actual).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        return Ok(());
    }
    let difference = xtask::codegen::sync::difference(&expected, actual);
    let path = path.strip_prefix(crate::root()).unwrap_or(path).display();
    Err(format!(
        "{path} is not what the generator makes (- expected, + made)\n{difference}\
         If what is made is right: UPDATE_EXPECT=1 cargo test -p tests --test fixtures\n"
    ))
}

/// Returns the text of `tests/fixtures/compiled.rs` for the cases as they are.
pub fn list(cases: &[Case]) -> String {
    let mut text = format!("{LIST_HEAD}{}", calling::definition());
    for case in cases {
        let (group, name) = (case.group.folder(), &case.name);
        text.push_str(&format!(
            "#[rustfmt::skip]\n#[path = \"{group}/{name}/expected.rs\"]\npub mod {group}_{name};\n"
        ));
    }
    text
}

/// All of `compiled.rs` but the list.
const LIST_HEAD: &str = r#"//! Compiles what the fixtures expect, against the runtime of the client.
//!
//! The test `calls` of this package calls what it holds. The test `fixtures` of the
//! package `tests` keeps this file: it is written with `UPDATE_EXPECT=1`.

#![deny(missing_docs)]
// The runtime's own unit tests need its own crate.
#![cfg(not(test))]
// The runtime asks for features of its own package.
#![allow(unexpected_cfgs)]

#[path = "../../xtask/runtime/src"]
#[allow(
    dead_code,
    unused_imports,
    reason = "the crate itself uses what is left over here"
)]
mod home {
    pub(crate) mod runtime;
}

use home::runtime;
pub use runtime::*;

mod generated {
    pub(crate) use crate::operation_error_shared::ApiError;
}

"#;

/// Joins the files of the output into one.
fn flatten(files: &[PrintedFile], group: Group, case: &str) -> String {
    let root = match group {
        Group::Schema => "//! `models` and `wire`.\n\npub mod models;\nmod wire;\n".to_owned(),
        // The runtime is that of all fixtures.
        Group::Operation | Group::Diagnostic => unmarked(files, "mod.rs")
            .unwrap_or_default()
            .replace("\npub(crate) mod runtime;\n", ""),
    };
    let mut flat = String::new();
    nest(files, "", &root, "", &mut flat);
    let flat = flat.replace("pub fn builder(", &format!("pub fn builder_of_{case}("));
    let flat = flat.replace("use crate::models;", "use super::super::models;");
    match flat.split_once("impl ClientBuilder {") {
        Some((before, settings)) => {
            let settings = settings.replace("(self", &format!("_of_{case}(self"));
            format!("{before}impl ClientBuilder {{{}", broken(&settings, case))
        }
        None => flat,
    }
}

/// The same for methods whose arguments stand on lines of their own.
fn broken(settings: &str, case: &str) -> String {
    let mut text = String::new();
    for line in settings.lines() {
        match line
            .strip_suffix('(')
            .filter(|line| line.contains("pub fn "))
        {
            Some(head) => text.push_str(&format!("{head}_of_{case}(\n")),
            None => text.push_str(&format!("{line}\n")),
        }
    }
    text
}

/// Writes the text of one file, and for each `mod x;` in it that of `x`.
/// `folder` is where the files of its modules are.
fn nest(files: &[PrintedFile], folder: &str, text: &str, indent: &str, flat: &mut String) {
    let mut after_module = false;
    for line in text.lines() {
        let declared = line
            .strip_suffix(';')
            .filter(|line| line.trim_start_matches("pub ").starts_with("mod "));
        if after_module && !line.is_empty() {
            flat.push('\n');
        }
        after_module = declared.is_some();
        let Some(declared) = declared else {
            flat.push_str(if line.is_empty() { "" } else { indent });
            flat.push_str(line);
            flat.push('\n');
            continue;
        };
        flat.push_str(&format!("{indent}{declared} {{\n"));
        let name = declared.rsplit([' ', '#']).next().unwrap_or_default();
        let inner = format!("{indent}    ");
        let own = format!("{folder}{name}/");
        let file = unmarked(files, &format!("{folder}{name}.rs"))
            .or_else(|| unmarked(files, &format!("{own}mod.rs")));
        match file {
            Some(text) => nest(files, &own, &text, &inner, flat),
            None => flat.push_str(&format!(
                "{inner}compile_error!(\"`{name}` was not generated\");\n"
            )),
        }
        flat.push_str(&format!("{indent}}}\n"));
    }
}

/// The text of a file without the lines of the marker.
fn unmarked(files: &[PrintedFile], path: &str) -> Option<String> {
    let file = files.iter().find(|file| file.path == path)?;
    let rest = file.text.strip_prefix(MARKER)?.split_once("\n\n")?.1;
    Some(calling::folded(rest))
}
