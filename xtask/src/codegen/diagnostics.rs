//! What went wrong, or is worth a warning.
//!
//! In: complaints from any stage, each with a [`Code`], a place (a JSON Pointer, a line and
//! column, or only the file), a message and perhaps a way out. Out: all of them, sorted by
//! place, without repetitions, each with its level and the place in the file that it is
//! about; `print` makes text of that, which is safe to show on a terminal. A description may
//! be put together from several files, so [`Origins`] remembers which part came from where.
//! Deliberately absent: deciding what is wrong, and writing to the terminal.

mod code;
mod excerpt;
mod levels;
mod print;
mod table;

use std::collections::BTreeSet;

pub use self::code::{Code, Example, Level, Policy};
pub use self::levels::Levels;
pub use self::print::Form;
pub(crate) use self::print::{escaped_json, failure};
use crate::codegen::document::locate;
use crate::codegen::source::{FileId, Origins, Pointer, Position, Source};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    File,
    At(Position),
    Pointer(Pointer),
}

/// One complaint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    code: Code,
    level: Level,
    /// The file that the place is in; for a pointer into the description, the one that
    /// [`Origins`] may know better.
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
    /// How many of them are errors.
    errors: usize,
    /// How many of those no reading exists of.
    fatal: usize,
    levels: Levels,
    /// The files besides the description itself.
    files: Vec<Source>,
    /// The file that complaints are about at the moment.
    current: FileId,
    /// Which parts of the description came from other files.
    pub(crate) origins: Origins,
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
        self.add(code, Place::Pointer(at.clone()), message.into())
    }

    /// Adds a complaint about a place in the text.
    pub fn report_at(
        &mut self,
        code: Code,
        position: Position,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.add(code, Place::At(position), message.into())
    }

    /// Adds a complaint that has no place in the text, such as one about an unreadable file.
    pub fn report_file(&mut self, code: Code, message: impl Into<String>) -> &mut Diagnostic {
        self.add(code, Place::File, message.into())
    }

    /// Adds all complaints of another collection behind those of this one.
    pub fn append(&mut self, mut other: Self) {
        let shift = self.files.len();
        other.all.iter_mut().for_each(|one| one.file.shift(shift));
        other.origins.shift(shift);
        self.errors += other.errors;
        self.fatal += other.fatal;
        self.all.append(&mut other.all);
        self.files.append(&mut other.files);
        if !other.origins.is_empty() {
            self.origins = other.origins;
        }
    }

    /// Adds a file that complaints may be about.
    pub(crate) fn add_file(&mut self, source: Source) -> FileId {
        self.files.push(source);
        FileId::nth(self.files.len())
    }

    /// Sets the text of a file that was added before it was read.
    pub(crate) fn set_file(&mut self, file: FileId, source: Source) {
        if let Some(known) = file.index().and_then(|index| self.files.get_mut(index)) {
            *known = source;
        }
    }

    /// Makes complaints about a file until [`FileId::MAIN`] is told.
    pub(crate) fn now_in(&mut self, file: FileId) {
        self.current = file;
    }

    /// Returns whether there is at least one error.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Returns the number of errors.
    pub fn errors(&self) -> usize {
        self.errors
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
    ///
    /// The text of the description is read once, however many complaints there are.
    pub fn render(&self, source: &Source) -> String {
        self.print(source, Form::PLAIN)
    }

    /// Returns the printed form.
    pub fn print(&self, source: &Source, form: Form) -> String {
        print::print(&self.rows(source), form)
    }

    /// Finds the places, sorts, and removes what is said twice.
    fn rows<'d>(&'d self, source: &'d Source) -> Vec<Row<'d>> {
        let shown = self.all.iter().filter(|one| one.level != Level::Allow);
        let mut rows: Vec<Row<'_>> = shown.map(|one| self.row(one)).collect();
        self.locate(source, &mut rows);
        // A stable sort: complaints about the same place keep the order in which they were made.
        rows.sort_by_key(|row| (row.file, row.position, row.level));
        let mut seen = BTreeSet::new();
        rows.retain(|row| seen.insert((row.file, row.position, row.pointer.clone(), row.message)));
        rows
    }

    /// Finds the places of a description that are not complained about: for each the
    /// file, the position and the pointer of the deepest part that stands in the text.
    pub(crate) fn find(
        &self,
        source: &Source,
        pointers: &[&Pointer],
    ) -> Vec<(String, Position, Pointer)> {
        let nothing = |pointer: &&Pointer| {
            let (file, pointer) = self.origins.resolve(pointer);
            Row {
                code: None,
                level: Level::Warn,
                file,
                source: None,
                position: None,
                pointer: Some(pointer),
                message: "",
                help: None,
            }
        };
        let mut rows: Vec<Row<'_>> = pointers.iter().map(nothing).collect();
        self.locate(source, &mut rows);
        let found = |row: Row<'_>| {
            let file = row.source.map_or("", |source| &source.name).to_owned();
            let position = row.position.unwrap_or(Position::START);
            (file, position, row.pointer.unwrap_or_default())
        };
        rows.into_iter().map(found).collect()
    }

    /// Finds the positions of pointers.
    fn locate<'d>(&'d self, source: &'d Source, rows: &mut [Row<'d>]) {
        for (index, source) in [source].into_iter().chain(&self.files).enumerate() {
            let file = FileId::nth(index);
            let mut own: Vec<&mut Row<'_>> =
                rows.iter_mut().filter(|row| row.file == file).collect();
            let pointers: Vec<Pointer> = own.iter().filter_map(|row| row.pointer.clone()).collect();
            let mut located =
                locate::locate(source, &pointers.iter().collect::<Vec<_>>()).into_iter();
            for row in &mut own {
                row.source = Some(source);
                if let Some(pointer) = &row.pointer {
                    if let Some(found) = located.next() {
                        row.position = Some(found.position);
                        row.pointer = Some(pointer.prefix(found.depth));
                    }
                }
            }
        }
    }

    fn row<'d>(&self, diagnostic: &'d Diagnostic) -> Row<'d> {
        let (file, position, pointer) = match &diagnostic.place {
            Place::File => (diagnostic.file, None, None),
            Place::At(position) => (diagnostic.file, Some(*position), None),
            Place::Pointer(pointer) if diagnostic.file == FileId::MAIN => {
                let (file, pointer) = self.origins.resolve(pointer);
                (file, None, Some(pointer))
            }
            Place::Pointer(pointer) => (diagnostic.file, None, Some(pointer.clone())),
        };
        Row {
            code: Some(diagnostic.code),
            level: diagnostic.level,
            file,
            source: None,
            position,
            pointer,
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
        }
    }

    fn add(&mut self, code: Code, place: Place, message: String) -> &mut Diagnostic {
        let last = self.all.len();
        let level = self.levels.of(code);
        self.errors += usize::from(level == Level::Deny);
        self.fatal += usize::from(code.policy().obstacle().is_some());
        self.all.push(Diagnostic {
            code,
            level,
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
    /// None of a failure that is not about a description.
    code: Option<Code>,
    level: Level,
    file: FileId,
    source: Option<&'d Source>,
    position: Option<Position>,
    pointer: Option<Pointer>,
    message: &'d str,
    help: Option<&'d str>,
}

#[cfg(test)]
mod tests;
