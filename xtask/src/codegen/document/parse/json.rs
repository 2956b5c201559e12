//! JSON text to a value.
//!
//! In: a text. Out: the value with its spans, or complaints. What strings with escapes
//! and numbers mean is asked of serde_json, and so is what is wrong with a text that is
//! not sound, and where; a test makes sure that the two agree about every text.
//! Deliberately absent: comments, trailing commas and all else that is not JSON.

use serde_yaml::{Number, Value};

use crate::codegen::diagnostics::Code;
use crate::codegen::document::parse::syntax;
use crate::codegen::document::parse::tree::{Complaint, Kind, Next, Parsed, Stop, Tree};
use crate::codegen::source::{Format, Position};

/// How deep serde_json follows: it refuses the 128th level.
const MAX_DEPTH: usize = 127;

/// Reads a text.
pub(super) fn read(text: &str) -> Result<Parsed, Vec<Complaint>> {
    let mut reader = Reader {
        text,
        at: 0,
        line: 1,
        line_start: 0,
        tree: Tree::new(text, MAX_DEPTH),
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

impl Reader<'_> {
    fn document(&mut self) -> Result<(), Stop> {
        loop {
            let is_last = self.value()? && self.after_value()?;
            if is_last {
                return Ok(());
            }
        }
    }

    /// Reads a value up to the first that stands in it. Returns whether there is none.
    fn value(&mut self) -> Result<bool, Stop> {
        let (first, at) = (self.next(), self.position());
        let start = self.at;
        let value = match first {
            Some(b'{') => {
                self.tree.begin(Kind::Map, at)?;
                self.at += 1;
                if self.next() == Some(b'}') {
                    return Ok(true);
                }
                self.key()?;
                return Ok(false);
            }
            Some(b'[') => {
                self.tree.begin(Kind::List, at)?;
                self.at += 1;
                return Ok(self.next() == Some(b']'));
            }
            Some(b'"') => Value::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true", Value::Bool(true))?,
            Some(b'f') => self.word("false", Value::Bool(false))?,
            Some(b'n') => self.word("null", Value::Null)?,
            _ => return Err(Stop::Unsound),
        };
        self.tree.written(value, &self.text[start..self.at], at)?;
        Ok(true)
    }

    /// Reads what stands behind a value, up to the next one. Returns whether there is none.
    fn after_value(&mut self) -> Result<bool, Stop> {
        loop {
            let byte = self.next();
            let (end, is_map) = match self.tree.next() {
                Next::Key => (b'}', true),
                Next::Item => (b']', false),
                Next::Root if byte.is_none() => return Ok(true),
                Next::Root | Next::Member => return Err(Stop::Unsound),
            };
            if byte == Some(b',') {
                self.at += 1;
                if is_map {
                    self.next();
                    self.key()?;
                }
                return Ok(false);
            }
            if byte != Some(end) {
                return Err(Stop::Unsound);
            }
            self.at += 1;
            let value = self.tree.end();
            self.tree.put(value);
        }
    }

    /// Reads a key and the colon behind it.
    fn key(&mut self) -> Result<(), Stop> {
        let at = self.position();
        let key = self.string()?;
        self.tree.key(key, at)?;
        if self.next() != Some(b':') {
            return Err(Stop::Unsound);
        }
        self.at += 1;
        Ok(())
    }

    /// Skips white space and returns the byte behind it.
    fn next(&mut self) -> Option<u8> {
        match self.text.as_bytes().get(self.at) {
            Some(&byte) if byte > b' ' => Some(byte),
            _ => self.after_space(),
        }
    }

    fn after_space(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at)? {
                b' ' | b'\t' | b'\r' => self.at += 1,
                b'\n' => {
                    self.line += 1;
                    self.line_start = self.at + 1;
                    self.at += 1 + spaces(&bytes[self.at + 1..]);
                }
                &byte => return Some(byte),
            }
        }
    }

    /// The position of the next byte.
    fn position(&self) -> Position {
        Position {
            line: self.line,
            column: self.at - self.line_start + 1,
        }
    }

    /// Reads a string, which stands on one line: line feeds in it are escaped.
    fn string(&mut self) -> Result<String, Stop> {
        let bytes = self.text.as_bytes();
        if bytes.get(self.at) != Some(&b'"') {
            return Err(Stop::Unsound);
        }
        let start = self.at + 1;
        let mut end = start;
        let (mut is_escaped, mut high) = (false, 0);
        loop {
            end += plain(bytes.get(end..).unwrap_or_default(), &mut high);
            match bytes.get(end) {
                Some(b'"') => break,
                Some(b'\\') => {
                    is_escaped = true;
                    end += 2;
                }
                _ => return Err(Stop::Unsound),
            }
        }
        let inside = &self.text[start..end];
        if high & eight(0x80) != 0 {
            self.line_start += inside.len() - inside.chars().count();
        }
        let quoted = &self.text[self.at..=end];
        self.at = end + 1;
        if is_escaped {
            return serde_json::from_str(quoted).map_err(|_| Stop::Unsound);
        }
        Ok(inside.to_owned())
    }

    fn number(&mut self) -> Result<Value, Stop> {
        let rest = &self.text.as_bytes()[self.at..];
        let ends = |byte: &u8| !matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let length = rest.iter().position(ends).unwrap_or(rest.len());
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
            let (at, help) = (self.position(), Some(syntax::way_out(Format::Json, "")));
            let message = "this is not JSON";
            return self.tree.complain(Code::SYNTAX_ERROR, at, message, help);
        };
        // serde_json counts bytes, and 0 for a mistake before the first of a line.
        let line = error.line().max(1);
        let text = self.text.lines().nth(line - 1).unwrap_or_default();
        let before = text.get(..error.column().saturating_sub(1));
        let column = before.map_or(error.column().max(1), |text| text.chars().count() + 1);
        let at = Position { line, column };
        let said = error.to_string();
        let said = said
            .rsplit_once(" at line ")
            .map_or(&*said, |(said, _)| said);
        let message = format!("this is not JSON: {said}");
        let help = Some(syntax::way_out(Format::Json, said));
        self.tree.complain(Code::SYNTAX_ERROR, at, message, help);
    }
}

/// A word of eight equal bytes.
const fn eight(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// How many bytes come before the first that a word of eight tells by a bit of its own.
fn before(bytes: &[u8], mut tell: impl FnMut(u64) -> u64) -> usize {
    let mut length = 0;
    while let Some(&chunk) = bytes[length..].first_chunk() {
        let found = tell(u64::from_le_bytes(chunk));
        if found != 0 {
            return length + found.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    // What is left of a text that goes on with something to tell.
    let mut chunk = [0; 8];
    let rest = &bytes[length..];
    chunk[..rest.len()].copy_from_slice(rest);
    let found = tell(u64::from_le_bytes(chunk));
    length + rest.len().min(found.trailing_zeros() as usize / 8)
}

/// How many spaces a line begins with: it may be indented deeply.
fn spaces(line: &[u8]) -> usize {
    before(line, |word| word ^ eight(b' '))
}

/// How many bytes come before the first that ends a string, begins an escape, or may not
/// stand in a string: most strings are long and plain. What was looked at is joined in
/// `high`, which tells whether there was anything but ASCII.
fn plain(string: &[u8], high: &mut u64) -> usize {
    // The high bit of each byte below a limit. Above the first one it may err.
    let below = |word: u64, limit: u8| word.wrapping_sub(eight(limit)) & !word & eight(0x80);
    before(string, |word| {
        *high |= word;
        let quote = below(word ^ eight(b'"'), 1);
        let escape = below(word ^ eight(b'\\'), 1);
        quote | escape | below(word, b' ')
    })
}

#[cfg(test)]
mod tests;
