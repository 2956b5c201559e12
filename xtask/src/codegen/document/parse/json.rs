//! JSON text to a value.
//!
//! In: a text. Out: the value with its spans, or complaints. What strings with escapes
//! and numbers mean is asked of serde_json, and so is what is wrong with a text that is
//! not sound, and where; a test makes sure that the two agree about every text.
//! Deliberately absent: comments, trailing commas and all else that is not JSON.

use std::borrow::Cow;

use serde_yaml::{Mapping, Number, Value};

use crate::codegen::document::parse::syntax;
use crate::codegen::document::parse::tree::{Complaint, Contents, Inside, Stop, Tree};
use crate::codegen::source::{Format, Position, Spans};

/// How deep serde_json follows: it refuses the 128th level.
const MAX_DEPTH: usize = 127;

/// Reads a text.
pub(super) fn read(text: &str) -> Result<(Value, Spans), Vec<Complaint>> {
    let mut reader = Reader {
        text,
        at: 0,
        line: 1,
        line_start: 0,
        tree: Tree::new(MAX_DEPTH),
    };
    if !text.trim().is_empty() {
        match reader.document() {
            Ok(()) | Err(Stop::Said) => {}
            Err(Stop::TooDeep | Stop::Unsound) => reader.unsound(),
        }
    }
    reader.tree.finish()
}

struct Reader<'t> {
    text: &'t str,
    /// The next byte.
    at: usize,
    line: usize,
    /// The first byte of the line, moved on by one for each byte that only goes on with a
    /// character, so that the distance to `at` counts characters.
    line_start: usize,
    tree: Tree,
}

impl<'t> Reader<'t> {
    fn document(&mut self) -> Result<(), Stop> {
        loop {
            if self.value()? && self.after_value()? {
                return Ok(());
            }
        }
    }

    /// Reads a value, or the beginning of one. Returns whether it is complete.
    fn value(&mut self) -> Result<bool, Stop> {
        let (first, at) = (self.next(), self.position());
        let value = match first {
            Some(b'{') => {
                self.tree.begin(Contents::Map(Mapping::new()), at)?;
                self.at += 1;
                if self.next() == Some(b'}') {
                    return Ok(true);
                }
                self.key()?;
                return Ok(false);
            }
            Some(b'[') => {
                self.tree.begin(Contents::List(Vec::new()), at)?;
                self.at += 1;
                return Ok(self.next() == Some(b']'));
            }
            Some(b'"') => Value::String(self.string()?.into_owned()),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true", Value::Bool(true))?,
            Some(b'f') => self.word("false", Value::Bool(false))?,
            Some(b'n') => self.word("null", Value::Null)?,
            _ => return Err(Stop::Unsound),
        };
        self.tree.scalar(value, at)?;
        Ok(true)
    }

    /// Ends whatever ends behind a value. Returns whether that is the whole text.
    fn after_value(&mut self) -> Result<bool, Stop> {
        loop {
            match (self.tree.inside(), self.next()) {
                (Inside::Root, None) => return Ok(true),
                (Inside::List, Some(b',')) => {
                    self.at += 1;
                    return Ok(false);
                }
                (Inside::Map, Some(b',')) => {
                    self.at += 1;
                    self.next();
                    self.key()?;
                    return Ok(false);
                }
                (Inside::List, Some(b']')) | (Inside::Map, Some(b'}')) => {
                    self.at += 1;
                    let value = self.tree.end();
                    self.tree.put(value);
                }
                _ => return Err(Stop::Unsound),
            }
        }
    }

    /// Reads a key and the colon behind it.
    fn key(&mut self) -> Result<(), Stop> {
        let at = self.position();
        let key = self.string()?.into_owned();
        self.tree.key(key, at)?;
        if self.next() != Some(b':') {
            return Err(Stop::Unsound);
        }
        self.at += 1;
        Ok(())
    }

    /// Skips white space and returns the byte behind it.
    fn next(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at)? {
                b' ' | b'\t' | b'\r' => {}
                b'\n' => {
                    self.line += 1;
                    self.line_start = self.at + 1;
                }
                &byte => return Some(byte),
            }
            self.at += 1;
        }
    }

    /// The position of the next byte.
    fn position(&self) -> Position {
        Position {
            line: self.line,
            column: self.at - self.line_start + 1,
        }
    }

    /// Reads a string. The text is one line as far as it goes: line feeds are escaped.
    fn string(&mut self) -> Result<Cow<'t, str>, Stop> {
        let bytes = self.text.as_bytes();
        if bytes.get(self.at) != Some(&b'"') {
            return Err(Stop::Unsound);
        }
        let start = self.at + 1;
        let mut end = start;
        let mut is_escaped = false;
        loop {
            end += plain(&bytes[end.min(bytes.len())..]);
            match bytes.get(end) {
                Some(b'"') => break,
                Some(b'\\') => {
                    is_escaped = true;
                    end += 2;
                }
                _ => return Err(Stop::Unsound),
            }
        }
        let inside = &bytes[start..end];
        self.line_start += inside.iter().filter(|&byte| byte & 0xc0 == 0x80).count();
        let quoted = self.at..end + 1;
        self.at = end + 1;
        if is_escaped {
            let quoted = self.text.get(quoted).ok_or(Stop::Unsound)?;
            return serde_json::from_str(quoted)
                .map_err(|_| Stop::Unsound)
                .map(Cow::Owned);
        }
        self.text
            .get(start..end)
            .map(Cow::Borrowed)
            .ok_or(Stop::Unsound)
    }

    fn number(&mut self) -> Result<Value, Stop> {
        let rest = &self.text.as_bytes()[self.at..];
        let is_of_number =
            |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let length = rest.iter().take_while(|byte| is_of_number(byte)).count();
        let number: Number = serde_json::from_slice(&rest[..length]).map_err(|_| Stop::Unsound)?;
        self.at += length;
        Ok(Value::Number(number))
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, Stop> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err(Stop::Unsound);
        }
        self.at += word.len();
        Ok(value)
    }

    /// Says what serde_json says.
    fn unsound(&mut self) {
        let Err(error) = serde_json::from_str::<serde_json::Value>(self.text) else {
            // A gap of ours; there is none that we know of.
            let (at, help) = (self.position(), syntax::way_out(Format::Json, ""));
            return self.tree.complain(at, "this is not JSON", Some(help));
        };
        // serde_json counts bytes, and 0 for a mistake before the first of a line.
        let line = error.line().max(1);
        let before = self
            .text
            .lines()
            .nth(line - 1)
            .and_then(|text| text.get(..error.column().saturating_sub(1)));
        let column = before.map_or(error.column().max(1), |text| text.chars().count() + 1);
        let message = error.to_string();
        let message = message
            .rsplit_once(" at line ")
            .map_or(&*message, |(message, _)| message);
        self.tree.complain(
            Position { line, column },
            format!("this is not JSON: {message}"),
            Some(syntax::way_out(Format::Json, message)),
        );
    }
}

/// How many bytes of a string need no look of their own: eight at a time, and the rest.
fn plain(bytes: &[u8]) -> usize {
    let ends = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    bytes.iter().position(ends).unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests;
