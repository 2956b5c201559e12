//! What went wrong, or is worth a warning.
//!
//! In: complaints from any stage, each with a place (a JSON Pointer, a line and column,
//! or only the file), a message and perhaps a way out. Out: all of them, sorted by
//! place, without repetitions, each with the place in the file that it is about; `print`
//! makes text of that, which is safe to show on a terminal. The texts and the positions
//! are those of [`Files`], which the loader fills: a description may be put together from
//! several. Deliberately absent: deciding what is wrong, and writing to the terminal.

mod excerpt;
mod print;

use std::collections::BTreeSet;

pub use self::print::Form;
pub(crate) use self::print::{escaped_json, failure};
use crate::codegen::source::{FileId, Files, Finder, Pointer, Position, Source, Spans};

/// Whether a complaint stops the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Something is read in a way that the author may not expect.
    Warning,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    File,
    At(Position),
    Pointer(Pointer),
}

/// One complaint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    severity: Severity,
    /// The file that the place is in; for a pointer into the description, the one that
    /// [`Files`] may know better.
    file: FileId,
    place: Place,
    message: String,
    help: Option<String>,
}

impl Diagnostic {
    /// Adds a way out, printed on a line of its own.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Returns whether this is an error or a warning.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Returns the message as it was given.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the place in the value that the complaint is about, if it has one.
    pub fn pointer(&self) -> Option<&Pointer> {
        match &self.place {
            Place::Pointer(pointer) => Some(pointer),
            Place::File | Place::At(_) => None,
        }
    }
}

/// All complaints of a run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
    /// The file that complaints are about at the moment.
    current: FileId,
    /// The files of the description.
    pub(crate) files: Files,
}

impl Diagnostics {
    /// Returns an empty collection.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an error about a place in the value.
    pub fn error(&mut self, at: &Pointer, message: impl Into<String>) -> &mut Diagnostic {
        self.add(Severity::Error, Place::Pointer(at.clone()), message.into())
    }

    /// Adds an error about a place in the text.
    pub fn error_at(&mut self, position: Position, message: impl Into<String>) -> &mut Diagnostic {
        self.add(Severity::Error, Place::At(position), message.into())
    }

    /// Adds an error that has no place in the text, such as an unreadable file.
    pub fn error_file(&mut self, message: impl Into<String>) -> &mut Diagnostic {
        self.add(Severity::Error, Place::File, message.into())
    }

    /// Adds a warning about a place in the value.
    pub fn warning(&mut self, at: &Pointer, message: impl Into<String>) -> &mut Diagnostic {
        self.add(
            Severity::Warning,
            Place::Pointer(at.clone()),
            message.into(),
        )
    }

    /// Adds all complaints of another collection behind those of this one.
    pub fn append(&mut self, mut other: Self) {
        let shift = self.files.append(other.files);
        other.all.iter_mut().for_each(|one| one.file.shift(shift));
        self.all.append(&mut other.all);
    }

    /// Sets the text of the file that complaints are about at the moment.
    pub(crate) fn set_text(&mut self, source: Source, spans: Spans) {
        self.files.set(self.current, source, spans);
    }

    /// Makes complaints about a file until [`FileId::MAIN`] is told.
    pub(crate) fn now_in(&mut self, file: FileId) {
        self.current = file;
    }

    /// Returns whether there is at least one error.
    pub fn has_errors(&self) -> bool {
        self.all.iter().any(|one| one.severity == Severity::Error)
    }

    /// Returns whether there is neither an error nor a warning.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Returns the number of errors and warnings.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Returns the complaints in the order in which they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.all.iter()
    }

    /// Returns the printed form for people: sorted by place, each complaint once, and
    /// the number of complaints at the end.
    pub fn render(&self) -> String {
        self.print(Form::PLAIN)
    }

    /// Returns the printed form.
    pub fn print(&self, form: Form) -> String {
        print::print(&self.rows(), form)
    }

    /// Finds the places, sorts, and removes what is said twice.
    fn rows(&self) -> Vec<Row<'_>> {
        let mut finder = self.files.finder();
        let all = self.all.iter().map(|one| self.row(one, &mut finder));
        let mut rows: Vec<Row<'_>> = all.collect();
        // A stable sort: complaints about the same place keep the order in which they were made.
        rows.sort_by_key(|row| (row.file, row.position, row.severity));
        let mut seen = BTreeSet::new();
        rows.retain(|row| seen.insert((row.file, row.position, row.pointer.clone(), row.message)));
        rows
    }

    /// Finds the places of a description that are not complained about: for each the
    /// file, the position and the pointer of the deepest part that stands in the text.
    pub(crate) fn find(&self, pointers: &[&Pointer]) -> Vec<(String, Position, Pointer)> {
        let mut finder = self.files.finder();
        let mut place = |pointer: &&Pointer| {
            let found = finder.find(pointer);
            let file = self.files.source(found.file);
            let name = file.map_or("", |source| &source.name).to_owned();
            let position = found.position.unwrap_or(Position::START);
            (name, position, found.pointer)
        };
        pointers.iter().map(&mut place).collect()
    }

    fn row<'d>(&'d self, diagnostic: &'d Diagnostic, finder: &mut Finder<'_>) -> Row<'d> {
        let (file, position, pointer) = match &diagnostic.place {
            Place::File => (diagnostic.file, None, None),
            Place::At(position) => (diagnostic.file, Some(*position), None),
            Place::Pointer(pointer) => {
                let found = match diagnostic.file {
                    FileId::MAIN => finder.find(pointer),
                    file => finder.find_in(file, pointer),
                };
                (found.file, found.position, Some(found.pointer))
            }
        };
        Row {
            severity: diagnostic.severity,
            file,
            source: self.files.source(file),
            position,
            pointer,
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
        }
    }

    fn add(&mut self, severity: Severity, place: Place, message: String) -> &mut Diagnostic {
        let last = self.all.len();
        self.all.push(Diagnostic {
            severity,
            file: self.current,
            place,
            message,
            help: None,
        });
        // The element was pushed on the line above.
        &mut self.all[last]
    }
}

/// One complaint with its place in a file.
struct Row<'d> {
    severity: Severity,
    file: FileId,
    source: Option<&'d Source>,
    position: Option<Position>,
    pointer: Option<Pointer>,
    message: &'d str,
    help: Option<&'d str>,
}

#[cfg(test)]
mod tests;
