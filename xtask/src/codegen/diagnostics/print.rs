//! Complaints as text: for people in the form that compilers use, for machines as JSON,
//! one object on each line.
//!
//! In: complaints with their places, sorted. Out: text. Whatever could deceive a reader
//! or a terminal is spelled out, by `spell`.

use std::fmt::Write;

use serde_json::json;

use crate::codegen::diagnostics::excerpt::Excerpts;
use crate::codegen::diagnostics::{Row, Severity};
use crate::codegen::source::{FileId, Position};
use crate::codegen::source::{escape, escaped, is_deceptive};

/// How many complaints are printed for people before the rest is only counted.
const PRINTED: usize = 1_000;

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For people.
    Text {
        /// Whether to use the colours of a terminal.
        colour: bool,
    },
    /// For people, in as few lines as possible: no excerpts, and nothing is counted.
    Short,
    /// For machines.
    Json,
}

impl Form {
    /// For people, without colours.
    pub const PLAIN: Self = Self::Text { colour: false };
}

/// Prints complaints.
pub(super) fn print(rows: &[Row<'_>], form: Form) -> String {
    match form {
        Form::Json => rows.iter().map(machine).collect(),
        Form::Short => rows.iter().take(PRINTED).map(short).collect(),
        Form::Text { colour } => people(rows, Colours { on: colour }),
    }
}

/// Prints a failure that has no place in any file.
pub(crate) fn failure(message: &str, help: Option<&str>, form: Form) -> String {
    let row = Row {
        severity: Severity::Error,
        file: FileId::MAIN,
        source: None,
        position: None,
        pointer: None,
        message,
        help,
    };
    match form {
        Form::Json => machine(&row),
        Form::Text { .. } | Form::Short => {
            let help = help.map_or(String::new(), |help| format!("  help: {help}\n"));
            format!("error: {message}\n{help}")
        }
    }
}

/// The line for one complaint, with all its members in any case.
fn machine(row: &Row<'_>) -> String {
    let line = json!({
        "severity": row.severity.word(),
        "file": row.source.map(|source| &source.name),
        "line": row.position.map(|position| position.line),
        "column": row.position.map(|position| position.column),
        "pointer": row.pointer.as_ref().map(ToString::to_string),
        "message": row.message,
        "help": row.help,
    });
    format!("{}\n", escaped_json(&line.to_string()))
}

/// JSON in which what could deceive a reader is escaped, as JSON does it.
pub(crate) fn escaped_json(json: &str) -> String {
    let mut text = String::new();
    for character in json.chars() {
        if character != '\n' && is_deceptive(character) {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                let _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(character);
        }
    }
    text
}

/// The place and the message on one line, the pointer and the help on others.
fn short(row: &Row<'_>) -> String {
    let mut text = format!("{}: ", row.severity.word());
    if let Some(source) = row.source {
        escape(&source.name, usize::MAX, &mut text);
        if let Some(Position { line, column }) = row.position {
            let _ = write!(text, ":{line}:{column}");
        }
        text.push_str(": ");
    }
    let _ = writeln!(text, "{}", escaped(row.message));
    if let Some(pointer) = &row.pointer {
        let _ = writeln!(text, "  --> {}", escaped(&pointer.to_string()));
    }
    if let Some(help) = row.help {
        let _ = writeln!(text, "  help: {}", escaped(help));
    }
    text
}

fn people(rows: &[Row<'_>], colours: Colours) -> String {
    let mut text = String::new();
    let mut excerpts: Option<(FileId, Excerpts<'_>)> = None;
    for row in rows.iter().take(PRINTED) {
        if excerpts.as_ref().is_none_or(|(file, _)| *file != row.file) {
            excerpts = row
                .source
                .map(|source| (row.file, Excerpts::new(&source.text)));
        }
        one(
            row,
            excerpts.as_mut().map(|(_, excerpts)| excerpts),
            colours,
            &mut text,
        );
    }
    if let Some(more @ 1..) = rows.len().checked_sub(PRINTED) {
        let _ = writeln!(text, "... and {more} more\n");
    }
    let count = |severity| rows.iter().filter(|row| row.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let severity = if errors > 0 {
        Severity::Error
    } else {
        Severity::Warning
    };
    let numbers: Vec<String> = [(errors, "error"), (warnings, "warning")]
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}{}", if *count == 1 { "" } else { "s" }))
        .collect();
    if !numbers.is_empty() {
        colours.severity(severity, &mut text);
        colours.bold(&format!(": {}", numbers.join(", ")), &mut text);
        text.push('\n');
    }
    text
}

/// Prints one complaint and a blank line.
fn one(row: &Row<'_>, excerpts: Option<&mut Excerpts<'_>>, colours: Colours, text: &mut String) {
    colours.severity(row.severity, text);
    colours.bold(&format!(": {}", escaped(row.message)), text);
    text.push('\n');
    let gutter = row
        .position
        .map_or(1, |position| position.line.to_string().len());
    let margin = " ".repeat(gutter);
    if let Some(source) = row.source {
        let mut name = String::new();
        escape(&source.name, usize::MAX, &mut name);
        colours.frame(&format!("{margin}--> "), text);
        text.push_str(&name);
        if let Some(Position { line, column }) = row.position {
            let _ = write!(text, ":{line}:{column}");
        }
        text.push('\n');
    }
    let excerpt = row
        .position
        .and_then(|position| Some((position, excerpts?.at(position)?)));
    if let Some((position, excerpt)) = excerpt {
        colours.frame(&format!("{margin} |\n{} |", position.line), text);
        if !excerpt.text.is_empty() {
            let _ = write!(text, " {}", excerpt.text);
        }
        text.push('\n');
        colours.frame(&format!("{margin} |"), text);
        let _ = write!(text, " {}", " ".repeat(excerpt.indent));
        colours.caret(row.severity, &"^".repeat(excerpt.width), text);
        text.push('\n');
    }
    if let Some(pointer) = &row.pointer {
        colours.frame(&format!("{margin} = "), text);
        let _ = writeln!(text, "at {}", escaped(&pointer.to_string()));
    }
    if let Some(help) = row.help {
        colours.frame(&format!("{margin} = "), text);
        colours.bold("help", text);
        let _ = writeln!(text, ": {}", escaped(help));
    }
    text.push('\n');
}

impl Severity {
    fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// The colours of a terminal, or none.
#[derive(Clone, Copy)]
struct Colours {
    on: bool,
}

impl Colours {
    fn paint(self, code: &str, what: &str, text: &mut String) {
        if self.on {
            let _ = write!(text, "\u{1b}[{code}m{what}\u{1b}[0m");
        } else {
            text.push_str(what);
        }
    }

    fn severity(self, severity: Severity, text: &mut String) {
        self.caret(severity, severity.word(), text);
    }

    fn caret(self, severity: Severity, what: &str, text: &mut String) {
        let code = match severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
        };
        self.paint(code, what, text);
    }

    fn bold(self, what: &str, text: &mut String) {
        self.paint("1", what, text);
    }

    fn frame(self, what: &str, text: &mut String) {
        self.paint("1;34", what, text);
    }
}
