//! `cargo xtask diff`: what changed between two descriptions, for users of the crate.
//!
//! In: two descriptions that were read and lowered, and a [`View`]. Out: [`Change`]s, each
//! with the [`Bump`] that it asks of the next version, the reason, and its place in both
//! descriptions. What is compared is the model after lowering, so that order, layout,
//! `$ref`s, YAML or JSON and 3.0 or 3.1 make no difference. The emitted Rust is the judge:
//!
//! | step | what the change does |
//! |---|---|
//! | major | a program that compiled does not any more, or does something else: an item is gone or has another name, type or order of arguments; what was sent is now refused before it leaves |
//! | minor | there is more than before: operations, optional members, values, alternatives; or a limit is wider. Structs and enums are `#[non_exhaustive]` and keep what they do not know, so programs go on as before |
//! | patch | only the documentation or the service's own behaviour differs: statuses, scopes, defaults, limits of what comes back, addresses |
//!
//! In `x.y.z` a major change steps `x`, a minor one `y`, a patch `z`; while `x` is 0, a major
//! change steps `y`, and both others step `z`, as Cargo has it.
//!
//! Operations are matched by method and path; what parameters are called in a path does not
//! matter. Members and parameters are matched by their name on the wire, statuses by their
//! code, values by themselves. Types are matched by the use that is made of them:
//!
//! * Of one crate's two descriptions, Rust names are part of what is compared
//!   ([`View::names`]). An operation, member or value that is not found on the wire is found
//!   by its name in Rust: programs that say it go on. A type that is gone while another takes
//!   its place has been renamed, which is major; that its schema is the same makes no
//!   difference to a program that names it.
//! * Of a stranger's description (`--only-shared`) only the meaning on the wire is compared.
//!   The same schema under other names, or repeated under several, is the same.
//!
//! The order of two required members is the order of arguments in Rust; so it is compared
//! where names are, and nowhere else.
//!
//! Deliberately absent: `pattern`, `format` and all else that the model does not hold, since
//! no code comes of it; examples; and descriptions unless asked for ([`View::docs`]).

mod body;
mod changelog;
mod comparison;
mod constraints;
mod fields;
pub mod git;
mod inputs;
mod operation;
mod reply;
mod report;
mod security;
mod server;
pub mod shared;
mod types;
mod version;
mod way;
mod words;

pub use self::changelog::{Release, lacks};
use self::comparison::Comparison;
pub use self::report::{json, line, markdown, text};
pub use self::version::Version;
use crate::codegen::diagnostics::{Diagnostics, Form, Levels};
use crate::codegen::document::{Document, Input};
use crate::codegen::model::Api;
use crate::codegen::source::{Pointer, Position};
use crate::codegen::{self, Lowered};

/// What a change asks of the next version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bump {
    /// Nothing that code can see.
    Patch,
    /// More than before.
    Minor,
    /// Programs must be changed, or do something else.
    Major,
}

impl Bump {
    /// Its name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it asks of the next version.
    pub bump: Bump,
    /// What is different; names of the description are in backticks.
    pub what: String,
    /// What that does to users of the crate.
    pub why: String,
    /// Its place in the old description; of something new, the place of what holds it.
    pub old: Place,
    /// Its place in the new description; of something gone, the place of what held it.
    pub new: Place,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What messages call the file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// The JSON Pointer.
    pub pointer: Pointer,
}

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// Rust names, and the order of arguments.
    pub names: bool,
    /// The texts of the descriptions.
    pub docs: bool,
}

/// A description that was lowered.
#[derive(Debug)]
pub struct Revision {
    /// What it was read from.
    pub document: Document,
    /// What it was lowered to.
    pub api: Api,
    /// Where its parts came from, and what is odd about it.
    pub diagnostics: Diagnostics,
}

impl Revision {
    /// Reads and lowers a description.
    ///
    /// # Errors
    ///
    /// When it is wrong.
    pub fn read(input: Input, levels: &Levels) -> Result<Self, Box<Refused>> {
        let mut diagnostics = Diagnostics::with_levels(levels.clone());
        match codegen::read(input, &mut diagnostics) {
            Some(Lowered { document, api }) => Ok(Self {
                document,
                api,
                diagnostics,
            }),
            None => Err(Box::new(Refused { diagnostics })),
        }
    }

    fn places(&self, pointers: &[&Pointer]) -> Vec<Place> {
        let found = self.diagnostics.find(pointers);
        let place = |(file, position, pointer): (String, Position, _)| Place {
            file,
            line: position.line,
            column: position.column,
            pointer,
        };
        found.into_iter().map(place).collect()
    }
}

/// A description that can't be compared.
#[derive(Debug)]
pub struct Refused {
    /// What is wrong with it.
    pub diagnostics: Diagnostics,
}

impl Refused {
    /// Prints what is wrong.
    pub fn print(&self, form: Form) -> String {
        self.diagnostics.print(form)
    }
}

/// Returns what is different, the greatest steps first.
pub fn compare(old: &Revision, new: &Revision, view: View) -> Vec<Change> {
    let mut findings = Comparison::new(&old.api, &new.api, view).run();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.bump));
    let olds: Vec<&Pointer> = findings.iter().map(|finding| &finding.at.0).collect();
    let news: Vec<&Pointer> = findings.iter().map(|finding| &finding.at.1).collect();
    let places = old.places(&olds).into_iter().zip(new.places(&news));
    let changes = findings
        .iter()
        .zip(places)
        .map(|(finding, (old, new))| Change {
            bump: finding.bump,
            what: finding.what.clone(),
            why: finding.why.to_owned(),
            old,
            new,
        });
    changes.collect()
}

/// The step of all changes together; none when there is none.
pub fn bump(changes: &[Change]) -> Option<Bump> {
    changes.iter().map(|change| change.bump).max()
}
