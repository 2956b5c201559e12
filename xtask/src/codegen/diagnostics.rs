//! What went wrong, or is worth a warning.
//!
//! In: complaints from any stage, each with a [`Code`], a place (a JSON Pointer, a line and
//! column, or only the file), a message and perhaps a way out; and the [`Files`] of a
//! description. Out: a text that is safe to show on a terminal: complaints with their levels,
//! sorted by their places in the files, each said once. Deliberately absent: deciding what is
//! wrong, and writing to the terminal.

mod code;
mod excerpt;
mod levels;
mod passes;
mod print;
mod table;

use std::collections::BTreeSet;

pub use self::code::{Code, Example, Level, Policy};
pub use self::levels::Levels;
pub(crate) use self::passes::recall;
pub use self::print::Form;
pub(crate) use self::print::{escaped_json, failure};
use crate::codegen::source::{FileId, Files, Finder, Pointer, Position, Source, Spans};

/// One complaint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    code: Code,
    level: Level,
    /// The file that the place is in; for a pointer into the description, the one that
    /// [`Files`] may know better.
    file: FileId,
    /// Whether the pointer is one into that file, whatever the whole of the description has
    /// in this place by now.
    is_settled: bool,
    position: Option<Position>,
    pointer: Option<Pointer>,
    message: String,
    help: Option<String>,
    /// What is left out because of it.
    left_out: Vec<String>,
}

impl Diagnostic {
    /// Adds a way out, printed on a line of its own.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a way out, if there is one.
    pub fn help_if(&mut self, help: Option<impl Into<String>>) -> &mut Self {
        self.help = help.map(Into::into);
        self
    }

    /// Returns which kind of complaint this is.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Returns how serious it is in this run.
    pub fn level(&self) -> Level {
        self.level
    }

    /// Returns the message as it was given.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the place in the value that the complaint is about, if it has one.
    pub fn pointer(&self) -> Option<&Pointer> {
        self.pointer.as_ref()
    }

    /// Returns whether it is about a place in the text that is no place in the value yet.
    pub fn is_in_text(&self) -> bool {
        self.position.is_some()
    }

    /// Returns what is left out because of it.
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }
}

/// All complaints of a run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
    /// How many of them are errors that no reading exists of.
    fatal: usize,
    levels: Levels,
    /// The file that complaints are about at the moment.
    current: FileId,
    /// The files of the description.
    pub(crate) files: Files,
}

impl Diagnostics {
    /// Returns an empty collection, in which every code has the level of the table.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns an empty collection, in which codes have the levels that the user gave them.
    pub fn with_levels(levels: Levels) -> Self {
        Self {
            levels,
            ..Self::default()
        }
    }

    /// Returns the levels of the codes.
    pub fn levels(&self) -> &Levels {
        &self.levels
    }

    /// Adds a complaint about a place in the value.
    pub fn report(
        &mut self,
        code: Code,
        at: &Pointer,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.add(code, None, Some(at.clone()), message.into())
    }

    /// Adds a complaint about a place in the text.
    pub fn report_at(
        &mut self,
        code: Code,
        position: Position,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.add(code, Some(position), None, message.into())
    }

    /// Adds a complaint that has no place in the text, such as one about an unreadable file.
    pub fn report_file(&mut self, code: Code, message: impl Into<String>) -> &mut Diagnostic {
        self.add(code, None, None, message.into())
    }

    /// Adds all complaints of another collection behind those of this one.
    pub fn append(&mut self, mut other: Self) {
        let shift = self.files.append(other.files);
        other.all.iter_mut().for_each(|one| one.file.shift(shift));
        self.fatal += other.fatal;
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
        self.errors() > 0
    }

    /// Returns the number of errors.
    pub fn errors(&self) -> usize {
        let is_error = |one: &&Diagnostic| one.level == Level::Deny;
        self.all.iter().filter(is_error).count()
    }

    /// Returns the number of errors that the generator has no reading of. After one of them
    /// the rest would complain of what follows from it; after a warning that the user takes
    /// for an error it would not.
    pub fn fatal(&self) -> usize {
        self.fatal
    }

    /// Returns whether nothing was complained about.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Returns the number of complaints, whatever their level.
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
        let shown = self.all.iter().filter(|one| one.level != Level::Allow);
        let mut rows: Vec<Row<'_>> = shown.map(|one| self.row(one, &mut finder)).collect();
        // A stable sort: complaints about the same place keep the order in which they were made.
        rows.sort_by_key(|row| (row.file, row.position, row.level));
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
        let found = diagnostic.pointer.as_ref().map(|at| match diagnostic.file {
            FileId::MAIN if !diagnostic.is_settled => finder.find(at),
            file => finder.find_in(file, at),
        });
        let (file, position, pointer) = match found {
            Some(found) => (found.file, found.position, Some(found.pointer)),
            None => (diagnostic.file, diagnostic.position, None),
        };
        Row {
            code: Some(diagnostic.code),
            level: diagnostic.level,
            file,
            source: self.files.source(file),
            position,
            pointer,
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            left_out: &diagnostic.left_out,
        }
    }

    fn add(
        &mut self,
        code: Code,
        position: Option<Position>,
        pointer: Option<Pointer>,
        message: String,
    ) -> &mut Diagnostic {
        let last = self.all.len();
        let level = self.levels.of(code);
        self.fatal += usize::from(code.policy().obstacle().is_some());
        self.all.push(Diagnostic {
            code,
            level,
            file: self.current,
            is_settled: false,
            position,
            pointer,
            message,
            help: None,
            left_out: Vec::new(),
        });
        // The element was pushed on the line above.
        &mut self.all[last]
    }
}

/// One complaint with its place in a file.
struct Row<'d> {
    /// None of a failure that is not about a description.
    code: Option<Code>,
    level: Level,
    file: FileId,
    source: Option<&'d Source>,
    position: Option<Position>,
    pointer: Option<Pointer>,
    message: &'d str,
    help: Option<&'d str>,
    left_out: &'d [String],
}

#[cfg(test)]
mod tests;
