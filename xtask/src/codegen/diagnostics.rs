//! What went wrong, or is worth a warning, and how it is printed.
//!
//! In: complaints from any stage, each with a place (a JSON Pointer, a line and column,
//! or only the file), a message and perhaps a way out. Out: one text, sorted by place,
//! without repetitions, safe to print on a terminal. Deliberately absent: deciding what
//! is wrong, and writing to the terminal.

use crate::codegen::document::{Pointer, Source, locate};
use std::collections::BTreeSet;
use std::fmt::Write;

/// How many complaints are printed before the rest is only counted.
const PRINTED: usize = 1_000;
/// How many characters of a message are printed.
const MESSAGE_LENGTH: usize = 500;
/// How many characters of a quoted name are printed.
const NAME_LENGTH: usize = 80;

/// A place in the text of a description; both numbers count from 1, columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Position {
    /// The first character of a text.
    pub const START: Self = Self { line: 1, column: 1 };
}

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
        self.all.append(&mut other.all);
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

    /// Returns the printed form: sorted by place, each complaint once.
    ///
    /// The text of the description is read once, however many complaints there are.
    pub fn render(&self, source: &Source) -> String {
        let pointers: Vec<&Pointer> = self.all.iter().filter_map(Diagnostic::pointer).collect();
        let mut located = locate::locate(source, &pointers).into_iter();
        let mut rows: Vec<Row<'_>> = Vec::with_capacity(self.all.len());
        for diagnostic in &self.all {
            let (position, pointer) = match &diagnostic.place {
                Place::File => (None, None),
                Place::At(position) => (Some(*position), None),
                Place::Pointer(pointer) => match located.next() {
                    Some(found) => (Some(found.position), Some(pointer.prefix(found.depth))),
                    None => (None, Some(pointer.clone())),
                },
            };
            rows.push(Row {
                position,
                pointer,
                diagnostic,
            });
        }
        // A stable sort: complaints about the same place keep the order in which they were made.
        rows.sort_by_key(|row| (row.position, row.diagnostic.severity));
        let mut seen = BTreeSet::new();
        rows.retain(|row| {
            seen.insert((
                row.position,
                row.pointer.clone(),
                row.diagnostic.message.as_str(),
            ))
        });

        let mut text = String::new();
        for row in rows.iter().take(PRINTED) {
            row.print(&source.name, &mut text);
        }
        if let Some(more @ 1..) = rows.len().checked_sub(PRINTED) {
            let _ = writeln!(text, "... and {more} more");
        }
        text
    }

    fn add(&mut self, severity: Severity, place: Place, message: String) -> &mut Diagnostic {
        let last = self.all.len();
        self.all.push(Diagnostic {
            severity,
            place,
            message,
            help: None,
        });
        // The element was pushed on the line above.
        &mut self.all[last]
    }
}

struct Row<'d> {
    position: Option<Position>,
    pointer: Option<Pointer>,
    diagnostic: &'d Diagnostic,
}

impl Row<'_> {
    fn print(&self, name: &str, text: &mut String) {
        text.push_str(match self.diagnostic.severity {
            Severity::Error => "error: ",
            Severity::Warning => "warning: ",
        });
        escape(name, usize::MAX, text);
        if let Some(Position { line, column }) = self.position {
            let _ = write!(text, ":{line}:{column}");
        }
        text.push_str(": ");
        escape(&self.diagnostic.message, MESSAGE_LENGTH, text);
        text.push('\n');
        if let Some(pointer) = &self.pointer {
            text.push_str("  --> ");
            escape(&pointer.to_string(), MESSAGE_LENGTH, text);
            text.push('\n');
        }
        if let Some(help) = &self.diagnostic.help {
            text.push_str("  help: ");
            escape(help, MESSAGE_LENGTH, text);
            text.push('\n');
        }
    }
}

/// Returns a name of the description between backticks, shortened when it is very long.
pub(crate) fn quoted(name: &str) -> String {
    let mut text = String::with_capacity(name.len().min(4 * NAME_LENGTH) + 2);
    text.push('`');
    match name.char_indices().nth(NAME_LENGTH) {
        Some((end, _)) => {
            text.push_str(&name[..end]);
            text.push_str("...");
        }
        None => text.push_str(name),
    }
    text.push('`');
    text
}

/// Appends a text with everything that could deceive a reader or a terminal written as `\u{..}`.
fn escape(from: &str, limit: usize, to: &mut String) {
    for (count, character) in from.chars().enumerate() {
        if count == limit {
            to.push_str("...");
            return;
        }
        if is_deceptive(character) {
            let _ = write!(to, "\\u{{{:x}}}", u32::from(character));
        } else {
            to.push(character);
        }
    }
}

/// Control, bidirectional, zero-width and other invisible characters.
pub(crate) fn is_deceptive(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::document::Format;

    fn source() -> Source {
        let text = "openapi: 3.1.0\ninfo:\n  title: x\npaths:\n  /a:\n    gett: {}\n";
        Source {
            name: "spec.yaml".to_owned(),
            text: text.to_owned(),
            format: Format::Yaml,
        }
    }

    #[test]
    fn complaints_are_sorted_located_and_said_once() {
        let mut all = Diagnostics::new();
        let paths = Pointer::root().child("paths").child("/a");
        all.error(&paths.child("gett"), "unknown keyword `gett`")
            .help("did you mean `get`?");
        all.error(&paths.child("gett"), "unknown keyword `gett`");
        all.warning(
            &Pointer::root()
                .child("info")
                .child("title")
                .child("invented"),
            "odd",
        );
        all.error_at(
            Position {
                line: 1,
                column: 10,
            },
            "first",
        );
        all.error_file("no place");
        let expected = "error: spec.yaml: no place\n\
            error: spec.yaml:1:10: first\n\
            warning: spec.yaml:3:3: odd\n  --> #/info/title\n\
            error: spec.yaml:6:5: unknown keyword `gett`\n  --> #/paths/~1a/gett\n  help: did you mean `get`?\n";
        assert_eq!(all.render(&source()), expected);
        assert!(all.has_errors() && !all.is_empty());
        assert_eq!(all.len(), 5);
    }

    #[test]
    fn deceptive_characters_are_spelled_out() {
        let rows = [
            ("a\u{1b}[31mb", "a\\u{1b}[31mb"),
            ("a\nb\rc\0", "a\\u{a}b\\u{d}c\\u{0}"),
            ("\u{202e}x\u{2066}", "\\u{202e}x\\u{2066}"),
            ("\u{200b}\u{feff}\u{e0041}", "\\u{200b}\\u{feff}\\u{e0041}"),
            ("日本語 é", "日本語 é"),
        ];
        for (from, expected) in rows {
            let mut text = String::new();
            escape(from, 100, &mut text);
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn long_texts_are_shortened() {
        let mut all = Diagnostics::new();
        all.error_file("x".repeat(10_000));
        assert!(all.render(&source()).len() < 600);
        assert_eq!(quoted(&"é".repeat(200)).chars().count(), NAME_LENGTH + 5);
        for _ in 0..2_000 {
            let count = all.len();
            all.error_file(count.to_string());
        }
        assert!(all.render(&source()).ends_with("... and 1001 more\n"));
    }
}
