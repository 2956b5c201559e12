//! The generator, tried on a folder of descriptions.
//!
//! In: a folder, perhaps with an `INDEX.tsv` that says what is expected of each
//! description. Out: a row for each, or for each of a sample: whether it was accepted, how long
//! that took, whether the crate compiles without warnings and is documented, and whether values
//! made from the schemas survive its types. All crates are members of one scratch workspace,
//! so that their dependencies are built once. A crate is on disk before the next description is
//! read, and what Cargo made of it is kept, so a run that was stopped goes on where it was.
//! Deliberately absent: the network.

mod cases;
mod find;
mod hash;
mod kept;
mod synthesize;
mod table;
mod totals;
mod workspace;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

pub use self::cases::{Case, cases};
pub use self::find::{Description, Expect, find};
pub use self::table::table;
pub use self::totals::totals;
use self::workspace::{Member, RoundTrip, Workspace};
use crate::codegen::diagnostics::{Code, Diagnostics, Form, Level, Levels};
use crate::codegen::emit::{self, Options};
use crate::codegen::{self, Request};
use crate::glob;
use crate::package::Name;

/// What to do with a folder of descriptions.
#[derive(Clone, Debug)]
pub struct Task {
    /// The repository, whose lock file says which versions there are.
    pub repository: PathBuf,
    /// The folder.
    pub folder: PathBuf,
    /// Where the crates and what is built of them go.
    pub work: PathBuf,
    /// Only descriptions whose path in the folder is like this.
    pub filter: Option<String>,
    /// How many of them, drawn as the seed says.
    pub sample: Option<usize>,
    /// What the draw depends on besides the paths.
    pub seed: u64,
    /// Whether the crates are checked, documented and run.
    pub check: bool,
    /// How many descriptions are read at the same time.
    pub jobs: usize,
    /// Whether descriptions may be made of several files.
    pub allow_files: bool,
    /// Whether what can't be right is left out.
    pub keep_going: bool,
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
        /// How many warnings there are.
        warnings: usize,
        /// How many things are left out.
        left_out: usize,
    },
    /// There are errors.
    Refused {
        /// How many.
        errors: usize,
        /// The first of them, in the short form.
        first: String,
        /// Their codes.
        codes: BTreeSet<Code>,
    },
    /// The generator broke down.
    Panicked(String),
}

/// What Cargo made of a crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

/// Returns the descriptions of the folder that are to be tried.
///
/// # Errors
///
/// When the folder can't be read, or there is none.
pub fn chosen(task: &Task) -> Result<Vec<Description>, String> {
    let mut descriptions = find(&task.folder)?;
    if let Some(filter) = &task.filter {
        descriptions.retain(|one| glob::matches(filter, &one.path));
    }
    if let Some(count) = task.sample {
        descriptions = hash::drawn(descriptions, count, task.seed);
    }
    if descriptions.is_empty() {
        return Err(format!(
            "there is no description in {}",
            task.folder.display()
        ));
    }
    Ok(descriptions)
}

/// Tries all descriptions that are chosen. `tell` is told what is being done.
///
/// # Errors
///
/// When the folder can't be read, or the scratch workspace can't be written.
pub fn run(task: &Task, tell: &(dyn Fn(&str) + Sync)) -> Result<Vec<Row>, String> {
    let descriptions = chosen(task)?;
    let workspace = task.check.then(|| Workspace::new(task)).transpose()?;
    let tried = try_all(task, descriptions, workspace.as_ref(), tell);
    let (mut rows, members): (Vec<Row>, Vec<Option<Member>>) = tried.into_iter().unzip();
    let Some(workspace) = workspace else {
        return Ok(rows);
    };
    workspace.close(&members.iter().flatten().collect::<Vec<_>>())?;
    for (row, member) in rows.iter_mut().zip(&members) {
        if let Some(member) = member {
            tell(&format!("build {}", row.description.path));
            row.built = Some(workspace.build(member));
        }
    }
    Ok(rows)
}

/// What came of generating: a row, and the crate in the workspace, if there is to be one.
type Tried = (Row, Option<Member>);

/// Generates all crates, several at a time, of which none is kept in memory.
fn try_all(
    task: &Task,
    descriptions: Vec<Description>,
    workspace: Option<&Workspace>,
    tell: &(dyn Fn(&str) + Sync),
) -> Vec<Tried> {
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
                    let tried = try_one(task, description, workspace);
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

fn try_one(task: &Task, description: &Description, workspace: Option<&Workspace>) -> Tried {
    let start = Instant::now();
    let caught = catch_unwind(AssertUnwindSafe(|| {
        codegen::on_a_large_stack(|| generated(task, description, workspace, start))
    }));
    let (generate, verdict, member) = caught.unwrap_or_else(|panic| {
        let message = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("it says nothing");
        let verdict = Verdict::Panicked(message.to_owned());
        (start.elapsed(), verdict, None)
    });
    let row = Row {
        description: description.clone(),
        generate,
        verdict,
        built: None,
    };
    (row, member)
}

fn generated(
    task: &Task,
    description: &Description,
    workspace: Option<&Workspace>,
    start: Instant,
) -> (Duration, Verdict, Option<Member>) {
    let broken = |time, first: String| {
        let codes = BTreeSet::new();
        let errors = 1;
        (
            time,
            Verdict::Refused {
                errors,
                first,
                codes,
            },
            None,
        )
    };
    let name = match Name::new(&crate_name(&description.path)) {
        Ok(name) => name,
        Err(message) => return broken(start.elapsed(), message),
    };
    let options = Options {
        crate_name: name.ident().to_owned(),
    };
    let mut diagnostics = Diagnostics::with_levels(task.levels.clone());
    let request = Request {
        allow_files: task.allow_files,
        keep_going: task.keep_going,
        ..Request::of(&task.folder.join(&description.path))
    };
    let lowered = codegen::load(&request, &mut diagnostics);
    let generated = lowered
        .as_ref()
        .and_then(|lowered| codegen::printed(&lowered.api, &options, &mut diagnostics));
    let time = start.elapsed();
    let (Some(lowered), Some(generated)) = (lowered, generated) else {
        return (time, refused(&diagnostics, &request), None);
    };
    let warnings = diagnostics.iter().filter(|one| one.level() == Level::Warn);
    let verdict = Verdict::Accepted {
        operations: generated.operations,
        warnings: warnings.count(),
        left_out: lowered.api.left_out.len(),
    };
    let member = workspace.map(|workspace| {
        let trip = RoundTrip {
            cases: cases(&lowered.document),
            types: emit::round_trip(&lowered.api, &options),
        };
        workspace.add(name, &description.path, &generated, &trip)
    });
    match member.transpose() {
        Ok(member) => (time, verdict, member),
        Err(message) => broken(time, message),
    }
}

fn refused(diagnostics: &Diagnostics, request: &Request) -> Verdict {
    let text = diagnostics.print(Form::Short);
    let first = text.lines().find_map(|line| line.strip_prefix("error["));
    let (code, message) = first
        .and_then(|line| line.split_once("]: "))
        .unwrap_or(("error", "without a message"));
    // The path of the file is in the table already.
    let path = format!("{}:", request.spec.display());
    let message = message.strip_prefix(&*path).unwrap_or(message);
    let errors = diagnostics.iter().filter(|one| one.level() == Level::Deny);
    Verdict::Refused {
        errors: diagnostics.errors(),
        first: format!("{code}: {message}"),
        codes: errors.map(|one| one.code()).collect(),
    }
}

/// A name for the crate of a description: the same in every run, whatever else is in the
/// folder. The number keeps paths apart that look alike.
fn crate_name(path: &str) -> String {
    // Signs in a row are one dash: two are no name in snake case.
    let words = path.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let plain: String = words
        .join("-")
        .to_ascii_lowercase()
        .chars()
        .take(48)
        .collect();
    let hash = hash::of([path.as_bytes()]);
    format!("c-{}-{:04x}", plain.trim_matches('-'), hash & 0xffff)
}
