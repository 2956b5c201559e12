//! Support for the tests: where things are, and the generator as tests call it.

pub mod fixtures;
pub mod modules;
pub mod round_trip;
pub mod server;
pub mod sources;
#[rustfmt::skip]
mod types;

use std::path::{Path, PathBuf};
use std::process::Command;

use xtask::codegen::diagnostics::{Diagnostics, Form, Levels};
use xtask::codegen::emit::Options;
use xtask::codegen::print::PrintedFile;
use xtask::codegen::source::{Format, Source};

/// Returns the root of the repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .map(Path::to_owned)
        .unwrap_or_else(|| here.to_owned())
}

/// Returns Cargo, run at the root as from a shell. What Cargo tells this process of the package of the
/// tests is left out: build scripts that look at it would be run again, and once more afterwards.
pub fn cargo() -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(root());
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&*name);
        }
    }
    command
}

/// Returns the path of the committed description.
pub fn description() -> PathBuf {
    root().join("spec/client-grants.yaml")
}

/// Returns the directory that the generator owns.
pub fn owned() -> PathBuf {
    root().join("generated/src/generated")
}

/// Returns the options with which the committed output is made.
pub fn options() -> Options {
    Options {
        crate_name: "auth0_client_grants".to_owned(),
    }
}

/// Generates from a text. What is wrong with it comes back as it is printed.
///
/// # Errors
///
/// The diagnostics, as they are printed.
pub fn generate(name: &str, text: &str) -> Result<Vec<PrintedFile>, String> {
    generate_with(name, text, Levels::default())
}

/// Does the same with complaints of other levels.
///
/// # Errors
///
/// The diagnostics, as they are printed.
pub fn generate_with(name: &str, text: &str, levels: Levels) -> Result<Vec<PrintedFile>, String> {
    let (files, complaints) = generate_and_complain(name, text, levels);
    files.ok_or(complaints)
}

/// Generates from a text. Returns what is made, and all complaints as they are printed.
pub fn generate_and_complain(
    name: &str,
    text: &str,
    levels: Levels,
) -> (Option<Vec<PrintedFile>>, String) {
    let mut diagnostics = Diagnostics::with_levels(levels);
    let format = if name.ends_with(".json") {
        Format::Json
    } else {
        Format::Yaml
    };
    let source = Source {
        name: name.to_owned(),
        text: text.to_owned(),
        format,
    };
    let files = xtask::codegen::generate(source, &options(), &mut diagnostics);
    // The short form has the place and the message on one line.
    (files, diagnostics.print(Form::Short))
}

/// Returns all files below a directory, sorted, without `target` and `.git`.
///
/// # Errors
///
/// When a directory can't be read.
pub fn files_below(directory: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let entries: std::io::Result<Vec<_>> = std::fs::read_dir(directory)?.collect();
    let mut paths: Vec<PathBuf> = entries?.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let ours = !path.ends_with("target") && !path.ends_with(".git");
        if path.is_dir() && ours {
            files.extend(files_below(&path)?);
        } else if ours {
            files.push(path);
        }
    }
    Ok(files)
}

// The programs in the READMEs are compiled.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../../generated/README.md")]
struct ReadmeOfTheClient;
