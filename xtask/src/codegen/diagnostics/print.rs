//! Complaints as text: for people in the form that compilers use, for machines as JSON,
//! one object on each line.
//!
//! In: complaints with their places, sorted. Out: text. Whatever could deceive a reader
//! or a terminal is spelled out, by `spell`. Of warnings of one code people see the first
//! few and how many more there are, since a vendor's description may have thousands.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::json;

use crate::codegen::diagnostics::excerpt::Excerpts;
use crate::codegen::diagnostics::{Code, Level, Row};
use crate::codegen::source::{FileId, Position};
use crate::codegen::source::{escape, escaped, is_deceptive};

/// How many complaints are printed for people before the rest is only counted.
const PRINTED: usize = 1_000;
/// How many warnings of one code are printed before the rest is only counted.
const OF_A_CODE: usize = 3;

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
        code: None,
        level: Level::Deny,
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
        "severity": row.level.severity(),
        "code": row.code.map(Code::name),
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
    let mut text = format!("{}: ", head(row));
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

/// The words before a message: `error[unknown-keyword]`.
fn head(row: &Row<'_>) -> String {
    let severity = row.level.severity();
    match row.code {
        Some(code) => format!("{severity}[{}]", code.name()),
        None => severity.to_owned(),
    }
}

fn people(rows: &[Row<'_>], colours: Colours) -> String {
    let mut text = String::new();
    let mut excerpts: Option<(FileId, Excerpts<'_>)> = None;
    let mut warnings: BTreeMap<Option<Code>, usize> = BTreeMap::new();
    let shown = rows.iter().filter(|row| {
        let count = warnings.entry(row.code).or_default();
        *count += usize::from(row.level == Level::Warn);
        row.level == Level::Deny || *count <= OF_A_CODE
    });
    let shown: Vec<&Row<'_>> = shown.collect();
    for row in shown.iter().take(PRINTED) {
        if excerpts.as_ref().is_none_or(|(file, _)| *file != row.file) {
            excerpts = row
                .source
                .map(|source| (row.file, Excerpts::new(&source.text)));
        }
        let excerpts = excerpts.as_mut().map(|(_, excerpts)| excerpts);
        one(row, excerpts, colours, &mut text);
    }
    left_out(&shown, &warnings, &mut text);
    summary(rows, colours, &mut text);
    text
}

/// Says what is not shown.
fn left_out(shown: &[&Row<'_>], warnings: &BTreeMap<Option<Code>, usize>, text: &mut String) {
    let before = text.len();
    for (code, count) in warnings {
        if let (Some(code), Some(more @ 1..)) = (code, count.checked_sub(OF_A_CODE)) {
            let name = code.name();
            let _ = writeln!(
                text,
                "... and {more} more of {name}; `--format json` shows all"
            );
        }
    }
    if let Some(more @ 1..) = shown.len().checked_sub(PRINTED) {
        let _ = writeln!(text, "... and {more} more");
    }
    if text.len() > before {
        text.push('\n');
    }
}

/// Says how many there are, and where to learn more.
fn summary(rows: &[Row<'_>], colours: Colours, text: &mut String) {
    let count = |level| rows.iter().filter(|row| row.level == level).count();
    let numbers = [(Level::Deny, "error"), (Level::Warn, "warning")].map(|(level, word)| {
        let count = count(level);
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("{count} {word}{plural}"))
    });
    let numbers: Vec<String> = numbers.into_iter().flatten().collect();
    let Some(level) = rows.iter().map(|row| row.level).min() else {
        return;
    };
    colours.level(level, level.severity(), text);
    colours.bold(&format!(": {}\n", numbers.join(", ")), text);
    let mut codes: Vec<&str> = rows
        .iter()
        .filter_map(|row| Some(row.code?.name()))
        .collect();
    codes.dedup();
    let code = match codes.as_slice() {
        [one] => one,
        _ => "CODE",
    };
    let _ = writeln!(text, "`cargo xtask explain {code}` says more");
}

/// Prints one complaint and a blank line.
fn one(row: &Row<'_>, excerpts: Option<&mut Excerpts<'_>>, colours: Colours, text: &mut String) {
    colours.level(row.level, &head(row), text);
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
        colours.level(row.level, &"^".repeat(excerpt.width), text);
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

    fn level(self, level: Level, what: &str, text: &mut String) {
        let code = match level {
            Level::Deny => "1;31",
            Level::Warn | Level::Allow => "1;33",
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
