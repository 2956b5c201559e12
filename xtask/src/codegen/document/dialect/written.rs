//! Numbers and booleans as they are written.
//!
//! In: the texts of a description with the places of their parts. Out: for a place, the text
//! that a number or a boolean was read from: `1.0`, `012`, `1e3`. Where that is not to be found,
//! as behind an alias, the shortest text for the value. Deliberately absent: texts, which are
//! what they are.

use std::collections::HashMap;

use serde_yaml::Value;

use crate::codegen::document::parse::resolve;
use crate::codegen::source::{FileId, Files, Finder, Pointer, Position};

/// Looks for what was written.
pub(super) struct Written<'f> {
    files: &'f Files,
    finder: Finder<'f>,
    /// Where the lines of each text begin.
    lines: HashMap<FileId, Vec<usize>>,
}

impl<'f> Written<'f> {
    pub(super) fn new(files: &'f Files) -> Self {
        Self {
            files,
            finder: files.finder(),
            lines: HashMap::new(),
        }
    }

    /// Returns the text of the number or boolean in a place.
    pub(super) fn text(&mut self, at: &Pointer, value: &Value) -> String {
        let found = self.found(at, value);
        found.map_or_else(|| shortest(value), str::to_owned)
    }

    fn found(&mut self, at: &Pointer, value: &Value) -> Option<&'f str> {
        let found = self.finder.find(at);
        let line = self.line(found.file, found.position?)?;
        let is_it = |word: &&str| resolve(word).as_ref() == Ok(value);
        let item = Some(word(line)).filter(is_it);
        item.or_else(|| Some(word(behind_key(line)?)).filter(is_it))
    }

    /// The rest of the line from a position on.
    fn line(&mut self, file: FileId, at: Position) -> Option<&'f str> {
        let text = &self.files.source(file)?.text;
        let lines = self.lines.entry(file).or_insert_with(|| {
            let ends = text.match_indices('\n').map(|(end, _)| end + 1);
            std::iter::once(0).chain(ends).collect()
        });
        let start = *lines.get(at.line.checked_sub(1)?)?;
        let line = text.get(start..)?.lines().next()?;
        let (before, _) = line.char_indices().nth(at.column.checked_sub(1)?)?;
        line.get(before..)
    }
}

/// A word without spaces that the text begins with.
fn word(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}'));
    &text[..end.unwrap_or(text.len())]
}

/// What stands behind the key that a text begins with.
fn behind_key(text: &str) -> Option<&str> {
    let rest = match text.chars().next()? {
        quote @ ('"' | '\'') => text.get(1..)?.split_once(quote)?.1,
        _ => text.get(text.find(':')?..)?,
    };
    Some(rest.trim_start().strip_prefix(':')?.trim_start())
}

fn shortest(value: &Value) -> String {
    match value {
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
