//! The tokens of a JSON text with their positions.
//!
//! In: a text, which need not be sound. Out: its tokens up to the first mistake.
//! Deliberately absent: values, and complaints; serde_json has both.

use std::borrow::Cow;

use crate::codegen::document::locate::{Position, Token};

/// Hands the tokens of a text to `take`.
pub(super) fn tokens(text: &str, take: &mut dyn FnMut(Token<'_>)) {
    let mut scanner = Scanner {
        text,
        at: 0,
        counted: 0,
        position: Position::START,
    };
    // For each open collection whether it is an object.
    let mut open: Vec<bool> = Vec::new();
    let mut key_is_next = false;
    while let Some(byte) = scanner.next_byte() {
        let position = scanner.position();
        match byte {
            b'{' | b'[' => {
                key_is_next = byte == b'{';
                open.push(key_is_next);
                take(if key_is_next {
                    Token::MapStart(position)
                } else {
                    Token::ListStart(position)
                });
                scanner.at += 1;
            }
            b'}' | b']' => {
                if open.pop() != Some(byte == b'}') {
                    return;
                }
                key_is_next = false;
                take(Token::End);
                scanner.at += 1;
            }
            b',' => {
                key_is_next = open.last() == Some(&true);
                scanner.at += 1;
            }
            b':' => scanner.at += 1,
            b'"' => {
                let Some(string) = scanner.string() else {
                    return;
                };
                take(if key_is_next {
                    Token::Key(unescaped(string), position)
                } else {
                    Token::Scalar(position)
                });
                key_is_next = false;
            }
            b'-' | b'0'..=b'9' | b't' | b'f' | b'n' => {
                scanner.word();
                take(Token::Scalar(position));
            }
            _ => return,
        }
    }
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    /// How far lines and columns have been counted.
    counted: usize,
    position: Position,
}

impl<'t> Scanner<'t> {
    /// Skips white space and returns the byte behind it.
    fn next_byte(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while matches!(bytes.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    /// The position of the current byte. Counting goes on from the last call, so that a
    /// text of one long line stays cheap.
    fn position(&mut self) -> Position {
        for &byte in &self.text.as_bytes()[self.counted..self.at] {
            if byte == b'\n' {
                self.position.line += 1;
                self.position.column = 1;
            } else if byte & 0xc0 != 0x80 {
                // Every byte but the continuation of a character.
                self.position.column += 1;
            }
        }
        self.counted = self.at;
        self.position
    }

    /// Returns what stands between the quotes and goes behind them.
    fn string(&mut self) -> Option<&'t str> {
        let start = self.at + 1;
        let mut end = start;
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(end)? {
                b'"' => break,
                b'\\' => end += 2,
                _ => end += 1,
            }
        }
        self.at = end + 1;
        self.text.get(start..end)
    }

    fn word(&mut self) {
        let bytes = self.text.as_bytes();
        while matches!(
            bytes.get(self.at),
            Some(b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'E')
        ) {
            self.at += 1;
        }
    }
}

/// The text of a string. serde_json knows the escapes, surrogate pairs among them.
fn unescaped(string: &str) -> Cow<'_, str> {
    if !string.contains('\\') {
        return Cow::Borrowed(string);
    }
    serde_json::from_str(&format!("\"{string}\"")).map_or(Cow::Borrowed(string), Cow::Owned)
}
