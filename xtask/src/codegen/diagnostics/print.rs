//! Complaints as text: for people in the form that compilers use, for machines as JSON,
//! one object on each line.
//!
//! In: complaints with their places, sorted. Out: text. Whatever could deceive a reader
//! or a terminal is spelled out, by `spell`. Of warnings of one code people see the first
//! few and how many more there are, since a vendor's description may have thousands.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::json;

use crate::codegen::diagnostics::{Code, Level, Row, excerpt::Excerpts};
use crate::codegen::source::{FileId, Position, escape, escaped, is_deceptive};

/// How many complaints are printed for people before the rest is only counted.
const PRINTED: usize = 1_000;
/// How many warnings of one code are printed before the rest is only counted.
const OF_A_CODE: usize = 3;

/// How many of the things that are left out because of one complaint are named.
const NAMED: usize = 5;

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
        Form::Text { colour } => people(rows, colour),
    }
}

/// Prints a failure that has no place in any file.
pub(crate) fn failure(message: &str, help: Option<&str>, form: Form) -> String {
    let row = Row {
        code: None,
        level: Level::Deny,
        file: FileId::MAIN,
        source: None,
        position: None,
        pointer: None,
        message,
        help,
        left_out: &[],
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
        "severity": row.level.severity(),
        "code": row.code.map(Code::name),
        "file": row.source.map(|source| &source.name),
        "line": row.position.map(|position| position.line),
        "column": row.position.map(|position| position.column),
        "pointer": row.pointer.as_ref().map(ToString::to_string),
        "message": row.message,
        "help": row.help,
        "left_out": row.left_out,
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
    let mut text = format!("{}: ", head(row));
    if let Some(place) = place(row) {
        let _ = write!(text, "{place}: ");
    }
    let _ = writeln!(text, "{}", escaped(row.message));
    if let Some(pointer) = &row.pointer {
        let _ = writeln!(text, "  --> {}", escaped(&pointer.to_string()));
    }
    if let Some(left_out) = left_out(row) {
        let _ = writeln!(text, "  left out: {left_out}");
    }
    if let Some(help) = row.help {
        let _ = writeln!(text, "  help: {}", escaped(help));
    }
    text
}

/// What is left out, of which the first few are named.
fn left_out(row: &Row<'_>) -> Option<String> {
    let named = row.left_out.iter().take(NAMED).map(|what| escaped(what));
    let named: Vec<String> = named.map(|what| what.to_string()).collect();
    match row.left_out.len() {
        0 => None,
        all @ ..=NAMED => Some(named[..all].join(", ")),
        all => Some(format!("{} and {} more", named.join(", "), all - NAMED)),
    }
}

/// The words before a message: `error[conflicting-all-of]`.
fn head(row: &Row<'_>) -> String {
    let severity = row.level.severity();
    match row.code {
        Some(code) => format!("{severity}[{}]", code.name()),
        None => severity.to_owned(),
    }
}

/// The file, with line and column if they are known.
fn place(row: &Row<'_>) -> Option<String> {
    let mut place = String::new();
    escape(&row.source?.name, usize::MAX, &mut place);
    if let Some(Position { line, column }) = row.position {
        let _ = write!(place, ":{line}:{column}");
    }
    Some(place)
}

fn people(rows: &[Row<'_>], colour: bool) -> String {
    let mut warnings: BTreeMap<Option<Code>, usize> = BTreeMap::new();
    let shown = rows.iter().filter(|row| {
        let count = warnings.entry(row.code).or_default();
        *count += usize::from(row.level == Level::Warn);
        row.level == Level::Deny || *count <= OF_A_CODE
    });
    let shown: Vec<&Row<'_>> = shown.collect();
    let text = String::new();
    let mut printer = Printer { text, colour };
    let mut excerpts: Option<(FileId, Excerpts<'_>)> = None;
    for row in shown.iter().take(PRINTED) {
        if excerpts.as_ref().is_none_or(|(file, _)| *file != row.file) {
            let source = row.source;
            excerpts = source.map(|source| (row.file, Excerpts::new(&source.text)));
        }
        printer.complaint(row, excerpts.as_mut().map(|(_, excerpts)| excerpts));
    }
    printer.left_out(shown.len(), &warnings);
    printer.summary(rows);
    printer.text
}

/// A text for people, with the colours of a terminal or without.
struct Printer {
    text: String,
    colour: bool,
}

impl Printer {
    fn paint(&mut self, code: &str, what: &str) {
        if self.colour {
            let _ = write!(self.text, "\u{1b}[{code}m{what}\u{1b}[0m");
        } else {
            self.text.push_str(what);
        }
    }

    fn level(&mut self, level: Level, what: &str) {
        let code = match level {
            Level::Deny => "1;31",
            Level::Warn | Level::Allow => "1;33",
        };
        self.paint(code, what);
    }

    fn bold(&mut self, what: &str) {
        self.paint("1", what);
    }

    fn frame(&mut self, what: &str) {
        self.paint("1;34", what);
    }

    fn line(&mut self, rest: &str) {
        self.text.push_str(rest);
        self.text.push('\n');
    }

    /// Prints one complaint and a blank line.
    fn complaint(&mut self, row: &Row<'_>, excerpts: Option<&mut Excerpts<'_>>) {
        self.level(row.level, &head(row));
        self.bold(&format!(": {}", escaped(row.message)));
        self.line("");
        let line = row.position.map(|position| position.line.to_string());
        let line = line.as_deref().unwrap_or("0");
        let margin = " ".repeat(line.len());
        if let Some(place) = place(row) {
            self.frame(&format!("{margin}--> "));
            self.line(&place);
        }
        if let Some(excerpt) = row.position.and_then(|position| excerpts?.at(position)) {
            self.frame(&format!("{margin} |\n{line} |"));
            let gap = if excerpt.text.is_empty() { "" } else { " " };
            self.line(&format!("{gap}{}", excerpt.text));
            self.frame(&format!("{margin} |"));
            self.text.push_str(&" ".repeat(excerpt.indent + 1));
            self.level(row.level, &"^".repeat(excerpt.width));
            self.line("");
        }
        if let Some(pointer) = &row.pointer {
            self.frame(&format!("{margin} = "));
            self.line(&format!("at {}", escaped(&pointer.to_string())));
        }
        if let Some(left_out) = left_out(row) {
            self.frame(&format!("{margin} = "));
            self.bold("left out");
            self.line(&format!(": {left_out}"));
        }
        if let Some(help) = row.help {
            self.frame(&format!("{margin} = "));
            self.bold("help");
            self.line(&format!(": {}", escaped(help)));
        }
        self.line("");
    }

    /// Says what is not shown.
    fn left_out(&mut self, shown: usize, warnings: &BTreeMap<Option<Code>, usize>) {
        let before = self.text.len();
        for (code, count) in warnings {
            if let (Some(code), Some(more @ 1..)) = (code, count.checked_sub(OF_A_CODE)) {
                let name = code.name();
                self.line(&format!(
                    "... and {more} more of {name}; `--format json` shows all"
                ));
            }
        }
        if let Some(more @ 1..) = shown.checked_sub(PRINTED) {
            self.line(&format!("... and {more} more"));
        }
        if self.text.len() > before {
            self.line("");
        }
    }

    /// Says how many there are, and where to learn more.
    fn summary(&mut self, rows: &[Row<'_>]) {
        let Some(level) = rows.iter().map(|row| row.level).min() else {
            return;
        };
        let mut numbers = Vec::new();
        for (level, word) in [(Level::Deny, "error"), (Level::Warn, "warning")] {
            match rows.iter().filter(|row| row.level == level).count() {
                0 => {}
                1 => numbers.push(format!("1 {word}")),
                count => numbers.push(format!("{count} {word}s")),
            }
        }
        self.level(level, level.severity());
        self.bold(&format!(": {}\n", numbers.join(", ")));
        let mut codes: Vec<_> = rows.iter().filter_map(|row| row.code).collect();
        codes.dedup();
        let code = match codes.as_slice() {
            [one] => one.name(),
            _ => "CODE",
        };
        self.line(&format!("`cargo xtask explain {code}` says more"));
    }
}
