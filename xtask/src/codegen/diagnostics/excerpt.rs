//! The line of a text that a complaint is about, with a caret below.
//!
//! In: texts and positions, in the order of the texts. Out: what to show. A line may be
//! a whole file of JSON, so only a window is shown, and nothing is counted twice.

use crate::codegen::source::{Position, spelled};

/// How many characters of a line are shown.
const WINDOW: usize = 100;
/// How many of them stand before the caret when the line is longer.
const BEFORE: usize = 40;

/// What to show of a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The line, or a window into it.
    pub(super) text: String,
    /// How many columns of a terminal stand before the caret.
    pub(super) indent: usize,
    /// How many columns the caret underlines.
    pub(super) width: usize,
}

/// Finds lines and columns in a text, for positions in rising order.
pub(super) struct Excerpts<'t> {
    rest: &'t str,
    line: usize,
    /// Where the last column was found: the column, and the byte in the line.
    last: (usize, usize),
}

impl<'t> Excerpts<'t> {
    /// Begins at the start of a text.
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            rest: text.strip_prefix('\u{feff}').unwrap_or(text),
            line: 1,
            last: (1, 0),
        }
    }

    /// Returns what to show of a position.
    pub(super) fn at(&mut self, position: Position) -> Option<Excerpt> {
        while self.line < position.line {
            let (_, rest) = self.rest.split_once('\n')?;
            self.rest = rest;
            self.line += 1;
            self.last = (1, 0);
        }
        if self.line != position.line {
            return None;
        }
        let line = self.rest.split('\n').next().unwrap_or_default();
        let line = line.strip_suffix('\r').unwrap_or(line);
        if self.last.0 > position.column {
            self.last = (1, 0);
        }
        let (column, byte) = self.last;
        let more = line
            .get(byte..)?
            .char_indices()
            .nth(position.column - column)
            .map_or(line.len() - byte, |(at, _)| at);
        self.last = (position.column, byte + more);
        Some(excerpt(line, byte + more, position.column))
    }
}

/// `at` is the byte at which the caret begins, `column` the number of its character.
fn excerpt(line: &str, at: usize, column: usize) -> Excerpt {
    let (before, behind) = line.split_at(at);
    let start = if column <= WINDOW - BEFORE {
        // A short line is shown from its start.
        None
    } else {
        before.char_indices().rev().nth(BEFORE - 1)
    };
    let start = start.map_or(0, |(at, _)| at);
    let mut text = if start > 0 { "..." } else { "" }.to_owned();
    let caret = before[start..].chars().count();
    let end = caret + token_length(behind);
    let (mut indent, mut width) = (text.len(), 0);
    for (index, character) in line[start..].chars().enumerate() {
        if index == WINDOW {
            text.push_str("...");
            break;
        }
        let columns = spelled(character, &mut text);
        if index < caret {
            indent += columns;
        } else if index < end {
            width += columns;
        }
    }
    Excerpt {
        text: text.trim_end().to_owned(),
        indent,
        width: width.max(1),
    }
}

/// How many characters the word at the start of a text has: a quoted one, or a plain one
/// up to what divides values in YAML and JSON.
fn token_length(text: &str) -> usize {
    let mut characters = text.chars();
    match characters.next() {
        Some(quote @ ('"' | '\'')) => {
            let mut escaped = false;
            let end = characters.position(|character| {
                let is_end = character == quote && !escaped;
                escaped = quote == '"' && character == '\\' && !escaped;
                is_end
            });
            end.map_or(1, |index| index + 2)
        }
        Some('{' | '[' | '|' | '>' | '&' | '*' | '!') | None => 1,
        Some(_) => {
            let ends = |&(at, character): &(usize, char)| match character {
                '}' | ']' => true,
                ',' | ':' => text[at + 1..]
                    .chars()
                    .next()
                    .is_none_or(char::is_whitespace),
                '#' => text[..at].ends_with(' '),
                _ => false,
            };
            let end = text.char_indices().skip(1).find(ends);
            let word = &text[..end.map_or(text.len(), |(at, _)| at)];
            word.trim_end().chars().count().max(1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, line: usize, column: usize) -> (String, String) {
        let excerpt = Excerpts::new(text).at(Position { line, column }).unwrap();
        let caret = format!(
            "{}{}",
            " ".repeat(excerpt.indent),
            "^".repeat(excerpt.width)
        );
        (excerpt.text, caret)
    }

    #[test]
    fn carets_stand_below_what_they_mean() {
        let rows = [
            ("a:\n  key: value # c\n", 2, 3, "  key: value # c", "  ^^^"),
            (
                "a: some words # c\r\n",
                1,
                4,
                "a: some words # c",
                "   ^^^^^^^^^^",
            ),
            ("{\"a b\": 1}", 1, 2, "{\"a b\": 1}", " ^^^^^"),
            ("[1, 22]", 1, 5, "[1, 22]", "    ^^"),
            ("\t'it''s': x", 1, 2, "    'it''s': x", "    ^^^^"),
            ("日本: {語: x}", 1, 6, "日本: {語: x}", "       ^^"),
            (
                "a\u{1b}b: \u{202e}c",
                1,
                6,
                "a\\u{1b}b: \\u{202e}c",
                "          ^^^^^^^^^",
            ),
            ("e\u{301}: x", 1, 5, "e\u{301}: x", "   ^"),
            ("x", 1, 2, "x", " ^"),
            ("x", 1, 9, "x", " ^"),
            ("a:b: c", 1, 1, "a:b: c", "^^^"),
        ];
        for (text, line, column, line_shown, caret) in rows {
            assert_eq!(
                shown(text, line, column),
                (line_shown.to_owned(), caret.to_owned()),
                "{text:?}"
            );
        }
        assert_eq!(
            Excerpts::new("a\n").at(Position { line: 9, column: 1 }),
            None
        );
    }

    #[test]
    fn of_a_long_line_a_window_is_shown() {
        let text = format!(
            "{{\"{}\": 1, \"key\": 2, \"{}\": 3}}",
            "é".repeat(500),
            "y".repeat(500)
        );
        let (line, caret) = shown(&text, 1, 509);
        assert!(line.starts_with("...é") && line.ends_with("..."), "{line}");
        assert_eq!(line.chars().count(), WINDOW + 6);
        assert_eq!(caret, format!("{}^^^^^", " ".repeat(BEFORE + 3)));
        assert!(
            line.chars()
                .skip(BEFORE + 3)
                .collect::<String>()
                .starts_with("\"key\""),
            "{line}"
        );
    }

    #[test]
    fn positions_of_one_line_are_counted_once() {
        let text = "[".to_owned() + &"1, ".repeat(50_000) + "]";
        let mut excerpts = Excerpts::new(&text);
        for index in 0..50_000 {
            let excerpt = excerpts
                .at(Position {
                    line: 1,
                    column: 2 + 3 * index,
                })
                .unwrap();
            assert_eq!(excerpt.width, 1);
        }
    }
}
