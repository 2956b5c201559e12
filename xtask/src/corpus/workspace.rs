//! The scratch workspace in which all crates of a folder are built.
//!
//! In: generated crates. Out: what Cargo makes of them. Files are written only where
//! they differ, and results are kept, so that a second run builds only what has changed. The
//! versions are those of this repository's lock file, and Cargo is told to stay offline.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use super::cases::Case;
use super::kept::Kept;
use super::{Built, Task, hash};
use crate::codegen::Generated;
use crate::package::{self, Name};

/// The program in every crate that decodes and encodes the cases.
const PROGRAM: &str = include_str!("program.rs.txt");
/// How many characters of a failure are kept.
const SHOWN: usize = 400;

/// What is decoded and encoded in a crate.
pub(super) struct RoundTrip {
    pub(super) cases: Vec<Case>,
    /// The source of the types by name.
    pub(super) types: String,
}

/// The workspace.
pub(super) struct Workspace {
    home: PathBuf,
    jobs: usize,
    kept: Kept,
    /// A number for what all crates are built with.
    tools: u64,
}

/// A crate of the workspace.
pub(super) struct Member {
    name: Name,
    /// A number for all that it is made of.
    key: u64,
}

impl Workspace {
    /// Takes the folder for the workspace.
    pub(super) fn new(task: &Task) -> Result<Self, String> {
        let home = task.work.join("crates");
        fs::create_dir_all(&home).map_err(|error| failed(&home, &error))?;
        let home = home.canonicalize().map_err(|error| failed(&home, &error))?;
        let lock = task.repository.join("Cargo.lock");
        if !home.join("Cargo.lock").is_file() {
            fs::copy(&lock, home.join("Cargo.lock")).map_err(|error| failed(&lock, &error))?;
        }
        let results = task.work.join("results");
        let kept = Kept::new(&results).map_err(|error| failed(&results, &error))?;
        // That of the workspace changes with its members.
        let lock = fs::read(&lock).map_err(|error| failed(&lock, &error))?;
        let version = cargo().arg("--version").arg("--verbose").output();
        let version = version.map_or_else(|_| Vec::new(), |output| output.stdout);
        Ok(Self {
            home,
            jobs: task.jobs,
            kept,
            tools: hash::of([&*lock, &*version]),
        })
    }

    /// Writes a crate.
    pub(super) fn add(
        &self,
        name: Name,
        spec: &str,
        generated: &Generated,
        trip: &RoundTrip,
    ) -> Result<Member, String> {
        let home = self.home.join(name.as_str());
        let mut files = package::files(&name, spec, generated)?;
        files.push(package::File {
            path: "examples/round_trip/main.rs".to_owned(),
            text: PROGRAM.replace("CRATE", name.ident()),
        });
        files.push(package::File {
            path: "examples/round_trip/types.rs".to_owned(),
            text: trip.types.clone(),
        });
        files.push(package::File {
            path: "cases.jsonl".to_owned(),
            text: trip.cases.iter().map(Case::line).collect(),
        });
        let mut wanted = BTreeSet::new();
        for file in &files {
            let path = home.join(&file.path);
            write(&path, &file.text)?;
            wanted.insert(path);
        }
        remove_others(&home, &wanted)?;
        let texts = files.iter().flat_map(|file| [&file.path, &file.text]);
        let texts = texts.map(|text| text.as_bytes());
        let tools = self.tools.to_le_bytes();
        let key = hash::of(texts.chain([&tools[..]]));
        Ok(Member { name, key })
    }

    /// Writes the manifest, when all crates are there.
    pub(super) fn close(&self, members: &[&Member]) -> Result<(), String> {
        let members: Vec<String> = members
            .iter()
            .map(|member| format!("\"{}\"", member.name.as_str()))
            .collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n# Nobody debugs these.\n[profile.dev]\ndebug = false\nincremental = false\n",
            members.join(", ")
        );
        write(&self.home.join("Cargo.toml"), &manifest)
    }

    /// Checks, documents and runs a crate, unless that was done before.
    pub(super) fn build(&self, member: &Member) -> Built {
        let name = member.name.as_str();
        if let Some(built) = self.kept.get(name, member.key) {
            return built;
        }
        let mut built = Built::default();
        match self.steps(&member.name, &mut built) {
            Ok(()) => {}
            Err(Stopped::Failed(step, text)) => {
                built.failure = Some(format!("{step}: {}", first_error(&text)));
            }
            // Nothing is known of the crate by that.
            Err(Stopped::Away(message)) => {
                built.failure = Some(message);
                return built;
            }
        }
        if let Err(error) = self.kept.put(name, member.key, &built) {
            built.failure = Some(format!("the result can't be kept: {error}"));
        }
        built
    }

    fn steps(&self, name: &Name, built: &mut Built) -> Result<(), Stopped> {
        let start = Instant::now();
        let checked = self.cargo(name, &["check", "--features", "test-util"]);
        built.check = start.elapsed();
        checked?;
        let start = Instant::now();
        let documented = self.cargo(name, &["doc", "--no-deps"]);
        built.doc = start.elapsed();
        documented?;
        let run = ["run", "--features", "test-util", "--example", "round_trip"];
        count(&self.cargo(name, &run)?, built);
        Ok(())
    }

    fn cargo(&self, name: &Name, arguments: &[&'static str]) -> Result<String, Stopped> {
        let output = cargo()
            .args(arguments)
            .args(["--quiet", "--offline", "--package", name.as_str()])
            .args(["--jobs", &self.jobs.max(1).to_string()])
            .current_dir(&self.home)
            .env("CARGO_TARGET_DIR", self.home.with_file_name("target"))
            .env("RUSTFLAGS", "--deny warnings")
            .env("RUSTDOCFLAGS", "--deny warnings")
            .env("CARGO_TERM_COLOR", "never")
            .env(
                "ROUND_TRIP_CASES",
                self.home.join(name.as_str()).join("cases.jsonl"),
            )
            .output()
            .map_err(|error| Stopped::Away(format!("could not run cargo: {error}")))?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match output.status.code() {
            Some(0) => Ok(text(&output.stdout)),
            Some(_) => {
                let step = arguments.first().copied().unwrap_or_default();
                Err(Stopped::Failed(step, text(&output.stderr)))
            }
            None => Err(Stopped::Away("cargo was stopped".to_owned())),
        }
    }
}

/// Why a crate is not built to the end.
enum Stopped {
    /// It is wrong: the step, and what Cargo says.
    Failed(&'static str, String),
    /// Cargo is not there, or was stopped by somebody.
    Away(String),
}

fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Reads what the program of a crate says: one line for each value that did not survive,
/// and a line that counts.
fn count(text: &str, built: &mut Built) {
    let mut lost: Vec<&str> = Vec::new();
    for line in text.lines() {
        if let Some(number) = line.strip_prefix("survived ") {
            built.survived = number.parse().unwrap_or(0);
        } else if line.starts_with("example ") {
            built.odd_examples += 1;
        } else if line.starts_with("value ") {
            lost.push(line);
        }
    }
    if let Some(first) = lost.first() {
        built.failure = Some(shortened(&format!("{} values lost: {first}", lost.len())));
    }
}

/// The first error with its place.
fn first_error(text: &str) -> String {
    let at = text
        .lines()
        .position(|line| line.starts_with("error"))
        .unwrap_or(0);
    let lines: Vec<&str> = text.lines().skip(at).take(2).map(str::trim).collect();
    let errors = text
        .lines()
        .filter(|line| line.starts_with("error"))
        .count();
    shortened(&format!("{} ({errors} lines of errors)", lines.join(" ")))
}

fn shortened(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}

/// Writes a file where it differs.
fn write(path: &Path, text: &str) -> Result<(), String> {
    if fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|error| failed(parent, &error))?;
    }
    fs::write(path, text).map_err(|error| failed(path, &error))
}

/// Removes what an earlier run left in a crate.
fn remove_others(folder: &Path, wanted: &BTreeSet<PathBuf>) -> Result<(), String> {
    for entry in fs::read_dir(folder).map_err(|error| failed(folder, &error))? {
        let path = entry.map_err(|error| failed(folder, &error))?.path();
        if path.is_dir() {
            remove_others(&path, wanted)?;
        } else if !wanted.contains(&path) {
            fs::remove_file(&path).map_err(|error| failed(&path, &error))?;
        }
    }
    Ok(())
}

fn failed(path: &Path, error: &std::io::Error) -> String {
    format!("could not use {}: {error}", path.display())
}
