//! The generator, tried on a folder of descriptions.
//!
//! In: a folder, perhaps with an `INDEX.tsv` that says what is expected of each
//! description. Out: a row for each: whether it was accepted, how long that took,
//! whether the crate compiles without warnings and is documented, and whether values made
//! from the schemas survive its types. All crates are members of one scratch workspace,
//! so that their dependencies are built once. Deliberately absent: the network.

mod cases;
mod find;
mod synthesize;
mod table;
mod workspace;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

pub use self::cases::{Case, cases};
pub use self::find::{Description, Expect, find};
pub use self::table::table;
use crate::codegen::diagnostics::{Diagnostics, Form, Levels};
use crate::codegen::emit::Options;
use crate::codegen::{self, Generated, Request};
use crate::glob;
use crate::package::{Name, Pattern};

/// What to do with a folder of descriptions.
#[derive(Clone, Debug)]
pub struct Task {
    /// The repository, whose crate is the pattern.
    pub repository: PathBuf,
    /// The folder.
    pub folder: PathBuf,
    /// Where the crates and what is built of them go.
    pub work: PathBuf,
    /// Only descriptions whose path in the folder is like this.
    pub filter: Option<String>,
    /// Whether the crates are checked, documented and run.
    pub check: bool,
    /// How many descriptions are read at the same time.
    pub jobs: usize,
    /// Whether descriptions may be made of several files.
    pub allow_files: bool,
    /// How serious complaints are.
    pub levels: Levels,
}

/// What came of one description.
#[derive(Clone, Debug)]
pub struct Row {
    /// The description.
    pub description: Description,
    /// How long generating took.
    pub generate: Duration,
    /// What generating came to.
    pub verdict: Verdict,
    /// What Cargo made of the crate.
    pub built: Option<Built>,
}

/// What generating came to.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// There is a crate.
    Accepted {
        /// How many operations it has.
        operations: usize,
    },
    /// There are errors.
    Refused {
        /// How many.
        errors: usize,
        /// The first of them, in the short form.
        first: String,
    },
    /// The generator broke down.
    Panicked(String),
}

/// What Cargo made of a crate.
#[derive(Clone, Debug, Default)]
pub struct Built {
    /// How long `cargo check` took.
    pub check: Duration,
    /// How long `cargo doc` took.
    pub doc: Duration,
    /// How many values survived.
    pub survived: usize,
    /// How many examples of the description did not; many are wrong.
    pub odd_examples: usize,
    /// What went wrong, shortened.
    pub failure: Option<String>,
}

impl Row {
    /// Returns whether what happened is what was expected.
    pub fn is_right(&self) -> bool {
        let sound = self
            .built
            .as_ref()
            .is_none_or(|built| built.failure.is_none());
        match (&self.verdict, self.description.expect) {
            (Verdict::Panicked(_), _) => false,
            (Verdict::Accepted { .. }, Expect::Accept | Expect::Either) => sound,
            (Verdict::Refused { .. }, Expect::Refuse | Expect::Either) => true,
            (Verdict::Accepted { .. }, Expect::Refuse)
            | (Verdict::Refused { .. }, Expect::Accept) => false,
        }
    }
}

/// Tries all descriptions of a folder. `tell` is told what is being done.
///
/// # Errors
///
/// When the folder can't be read, or the scratch workspace can't be written.
pub fn run(task: &Task, tell: &(dyn Fn(&str) + Sync)) -> Result<Vec<Row>, String> {
    let mut descriptions = find(&task.folder)?;
    if let Some(filter) = &task.filter {
        descriptions.retain(|one| glob::matches(filter, &one.path));
    }
    if descriptions.is_empty() {
        return Err(format!(
            "there is no description in {}",
            task.folder.display()
        ));
    }
    let pattern = Pattern::read(&task.repository)?;
    let tried = try_all(task, &descriptions, tell);
    let workspace = workspace::Workspace::new(task, &pattern)?;
    let mut rows = Vec::new();
    let mut crates = Vec::new();
    for (description, tried) in descriptions.into_iter().zip(tried) {
        let package = tried.package.filter(|_| task.check);
        if let Some((name, generated, cases)) = &package {
            workspace.add(name, &description.path, generated, cases)?;
        }
        crates.push(package.map(|(name, ..)| name));
        rows.push(Row {
            description,
            generate: tried.time,
            verdict: tried.verdict,
            built: None,
        });
    }
    if task.check {
        workspace.close(&crates.iter().flatten().collect::<Vec<_>>())?;
        for (row, name) in rows.iter_mut().zip(&crates) {
            if let Some(name) = name {
                tell(&format!("build {}", row.description.path));
                row.built = Some(workspace.build(name));
            }
        }
    }
    Ok(rows)
}

/// What came of generating.
struct Tried {
    time: Duration,
    verdict: Verdict,
    package: Option<(Name, Generated, Vec<Case>)>,
}

/// Generates all crates, several at a time.
fn try_all(task: &Task, descriptions: &[Description], tell: &(dyn Fn(&str) + Sync)) -> Vec<Tried> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Tried)>> = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..task.jobs.clamp(1, 64) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(description) = descriptions.get(index) else {
                        break;
                    };
                    tell(&format!("generate {}", description.path));
                    let tried = try_one(task, description);
                    if let Ok(mut done) = done.lock() {
                        done.push((index, tried));
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, tried)| tried).collect()
}

fn try_one(task: &Task, description: &Description) -> Tried {
    let start = Instant::now();
    let caught = catch_unwind(AssertUnwindSafe(|| generated(task, description, start)));
    caught.unwrap_or_else(|panic| {
        let message = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("it says nothing");
        Tried {
            time: start.elapsed(),
            verdict: Verdict::Panicked(message.to_owned()),
            package: None,
        }
    })
}

fn generated(task: &Task, description: &Description, start: Instant) -> Tried {
    let refused = |time, first: String, errors| Tried {
        time,
        verdict: Verdict::Refused { errors, first },
        package: None,
    };
    let name = match Name::new(&crate_name(&description.path)) {
        Ok(name) => name,
        Err(message) => return refused(start.elapsed(), message, 1),
    };
    let options = Options {
        crate_name: name.ident().to_owned(),
    };
    let mut diagnostics = Diagnostics::with_levels(task.levels.clone());
    let request = Request {
        allow_files: task.allow_files,
        ..Request::of(&task.folder.join(&description.path))
    };
    let lowered = codegen::load(&request, &mut diagnostics);
    let generated = lowered
        .as_ref()
        .and_then(|lowered| codegen::printed(&lowered.api, &options, &mut diagnostics));
    let time = start.elapsed();
    let (Some(lowered), Some(generated)) = (lowered, generated) else {
        let text = diagnostics.print(Form::Short);
        let first = text.lines().find_map(|line| line.strip_prefix("error["));
        let (code, message) = first
            .and_then(|line| line.split_once("]: "))
            .unwrap_or(("error", "without a message"));
        // The path of the file is in the table already.
        let path = format!("{}:", request.spec.display());
        let first = format!(
            "{code}: {}",
            message.strip_prefix(&*path).unwrap_or(message)
        );
        return refused(time, first, diagnostics.errors());
    };
    let cases = cases(&lowered.document);
    Tried {
        time,
        verdict: Verdict::Accepted {
            operations: generated.operations,
        },
        package: Some((name, generated, cases)),
    }
}

/// A name for the crate of a description: the same in every run, whatever else is in the
/// folder. The number keeps paths apart that look alike.
fn crate_name(path: &str) -> String {
    let plain: String = path
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .take(48)
        .collect();
    // FNV-1a, which is stable.
    let hash = path.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    format!("c-{}-{:04x}", plain.trim_matches('-'), hash & 0xffff)
}
