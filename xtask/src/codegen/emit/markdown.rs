//! Makes text of a description harmless.
//!
//! In: Markdown that nobody has vouched for. Out: lines for a doc
//! comment that keep its paragraphs, lists, emphasis, inline code and links to
//! the web, and nothing else: no code block (it would run as a doctest), no
//! HTML, no heading, no image, no link that rustdoc would try to resolve, no
//! control or bidirectional character. Works from what is allowed: text is cut
//! into words, and every character that could begin something else is escaped.

use std::borrow::Cow;
use std::iter;

use crate::codegen::source::is_deceptive;

/// Widest line, without the indentation and the slashes.
const WIDTH: usize = 76;

/// Returns the lines of a text, without trailing or doubled blank lines.
pub(super) fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut after_item = None;
    for block in blocks(text) {
        let continues = block.item && after_item == Some(true);
        if !lines.is_empty() && !continues {
            lines.push(String::new());
        }
        after_item = Some(block.item);
        wrap(&block, &mut lines);
    }
    lines
}

/// Returns the lines of one item of a list: a head of our own, and a text.
pub(super) fn item(head: &str, text: &str) -> Vec<String> {
    let text: Vec<String> = blocks(text).into_iter().map(|block| block.text).collect();
    let text = text.join(" ");
    let mut lines = Vec::new();
    wrap_words(
        true,
        iter::once(head.into()).chain(words(&text)),
        &mut lines,
    );
    lines
}

/// Returns a text as one line of inline code.
pub(super) fn code(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| {
            if is_deceptive(c) || c == '`' {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [] => "(empty)".to_owned(),
        words => format!("`{}`", words.join(" ")),
    }
}

/// A paragraph or an item of a list.
#[derive(Default)]
struct Block {
    item: bool,
    text: String,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    let text = text.replace("\r\n", "\n");
    let ends_line = |c| matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    for line in text.split(ends_line) {
        let is_shown = |c: char| c == '\t' || !is_deceptive(c);
        let line: Cow<'_, str> = if line.chars().all(is_shown) {
            line.into()
        } else {
            line.chars().filter(|&c| is_shown(c)).collect()
        };
        let line = line.trim();
        if line.is_empty() {
            open = false;
            continue;
        }
        let item = line
            .split_once(char::is_whitespace)
            .filter(|(marker, _)| is_marker(marker));
        match (item, blocks.last_mut()) {
            (Some((_, rest)), _) => blocks.push(Block {
                item: true,
                text: rest.trim().to_owned(),
            }),
            (None, Some(block)) if open => {
                block.text.push(' ');
                block.text.push_str(line);
            }
            (None, _) => blocks.push(Block {
                item: false,
                text: line.to_owned(),
            }),
        }
        open = true;
    }
    blocks
}

/// `-`, `*`, `+`, `1.` or `1)` on its own.
fn is_marker(word: &str) -> bool {
    let digits = word.trim_end_matches(['.', ')']);
    matches!(word, "-" | "*" | "+")
        || (word.len() == digits.len() + 1
            && !digits.is_empty()
            && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// Writes a block in lines of at most [`WIDTH`], as far as words allow.
fn wrap(block: &Block, lines: &mut Vec<String>) {
    wrap_words(block.item, words(&block.text).into_iter(), lines);
}

fn wrap_words<'w>(item: bool, words: impl Iterator<Item = Cow<'w, str>>, lines: &mut Vec<String>) {
    let (first, rest) = if item { ("- ", "  ") } else { ("", "") };
    let mut line = first.to_owned();
    let mut width = 0;
    let mut empty = true;
    for word in words {
        let length = word.chars().count();
        if !empty && width + 1 + length > WIDTH {
            lines.push(std::mem::replace(&mut line, rest.to_owned()));
            empty = true;
        }
        if empty {
            let word = guarded(&word);
            width = line.len() + word.chars().count();
            line.push_str(&word);
        } else {
            line.push(' ');
            line.push_str(&word);
            width += 1 + length;
        }
        empty = false;
    }
    if !empty {
        lines.push(line);
    }
}

/// A word at the beginning of a line must not begin a block there.
fn guarded(word: &str) -> Cow<'_, str> {
    if is_marker(word) {
        let (number, mark) = word.split_at(word.len() - 1);
        return format!("{number}\\{mark}").into();
    }
    let block = word.starts_with(['#', '>', '|', ':'])
        || (!word.is_empty() && word.chars().all(|c| "=_*~-".contains(c)));
    if block {
        format!("\\{word}").into()
    } else {
        word.into()
    }
}

/// Cuts a text into words that are harmless one by one. Code spans and links
/// stay whole.
fn words(text: &str) -> Vec<Cow<'_, str>> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c.is_whitespace() {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word).into()));
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            continue;
        }
        if word.is_empty()
            && let (plain, after) =
                rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()))
            && is_plain(plain)
        {
            words.push(plain.into());
            rest = after;
            continue;
        }
        let mut length = c.len_utf8();
        match inline(rest, c, word.ends_with(char::is_alphanumeric)) {
            Some((piece, whole)) => {
                word.push_str(&piece);
                length = whole;
            }
            None => word.push(c),
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    words.extend((!word.is_empty()).then(|| word.into()));
    words
}

/// Whether each character of a word stands for itself; that is quick to see for nearly all words.
fn is_plain(word: &str) -> bool {
    let is_special = |byte| matches!(byte, b'`' | b'[' | b']' | b'<' | b'!' | b'~' | b'\\');
    !word.bytes().any(is_special) && !word.contains("http")
}

/// Returns what to write for the beginning of a text, and how much of it that is; nothing where
/// the first character stands for itself.
fn inline(rest: &str, c: char, in_word: bool) -> Option<(String, usize)> {
    let instead = match c {
        '`' => code_span(rest),
        '[' => link(rest).unwrap_or_else(|| ("\\[".to_owned(), 1)),
        '<' => autolink(rest).unwrap_or_else(|| ("\\<".to_owned(), 1)),
        'h' if !in_word => bare_url(rest)?,
        ']' => ("\\]".to_owned(), 1),
        '!' if rest.starts_with("![") => ("\\!".to_owned(), 1),
        '~' => {
            let length = rest.len() - rest.trim_start_matches('~').len();
            let tildes = if length < 3 {
                "~".repeat(length)
            } else {
                "\\~".repeat(length)
            };
            (tildes, length)
        }
        '\\' => match rest.chars().nth(1) {
            Some(next) if next.is_ascii_punctuation() => (format!("\\{next}"), 2),
            _ => ("\\\\".to_owned(), 1),
        },
        _ => return None,
    };
    Some(instead)
}

/// A code span of one or two backticks that is closed; any other backtick is text.
fn code_span(rest: &str) -> (String, usize) {
    let length = rest.len() - rest.trim_start_matches('`').len();
    let inside = rest.get(length..).unwrap_or_default();
    let close = inside.match_indices('`').map(|(at, _)| at).find(|&at| {
        let from = inside.get(at..).unwrap_or_default();
        from.len() - from.trim_start_matches('`').len() == length
            && !inside.get(..at).unwrap_or_default().ends_with('`')
    });
    match close {
        Some(close) if length < 3 => {
            let text = inside.get(..close).unwrap_or_default();
            (code(text), length + close + length)
        }
        _ => ("\\`".repeat(length), length),
    }
}

/// `[label](https://…)`, without brackets or code in the label.
fn link(rest: &str) -> Option<(String, usize)> {
    let (label, tail) = rest.strip_prefix('[')?.split_once(']')?;
    let (url, _) = tail.strip_prefix('(')?.split_once(')')?;
    if label.contains(['[', '`', '<', '\\', '!']) || !is_web(url) {
        return None;
    }
    let label: Vec<&str> = label.split_whitespace().collect();
    let length = 1 + rest.strip_prefix('[')?.split_once(']')?.0.len() + 2 + url.len() + 1;
    Some((format!("[{}]({url})", label.join(" ")), length))
}

/// `<https://…>`.
fn autolink(rest: &str) -> Option<(String, usize)> {
    let (url, _) = rest.strip_prefix('<')?.split_once('>')?;
    is_web(url).then(|| (format!("<{url}>"), url.len() + 2))
}

/// An address that stands in the text as it is.
fn bare_url(rest: &str) -> Option<(String, usize)> {
    let end = rest.find(|c: char| c.is_whitespace() || "<>\"'`[](){}\\|^*".contains(c));
    let url = rest
        .get(..end.unwrap_or(rest.len()))?
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '_']);
    is_web(url).then(|| (format!("<{url}>"), url.len()))
}

/// An address on the web, of characters that mean nothing in Markdown.
fn is_web(url: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphanumeric())
            && rest
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-._~:/?#@!$&+,;=%".contains(&b))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmless_text_stays_as_it_is() {
        for text in [
            "A client grant.",
            "Needs `read:client_grants`, see [the guide](https://example.com/a-b?c=d#e).",
            "*Some* **emphasis** and snake_case.",
            "- one\n- two",
        ] {
            assert_eq!(lines(text).join("\n"), text);
        }
    }

    #[test]
    fn what_could_become_something_else_is_escaped() {
        for (text, expected) in [
            ("```\nfn main() {}\n```", "\\`\\`\\` fn main() {} \\`\\`\\`"),
            ("~~~ rust", "\\~\\~\\~ rust"),
            ("a\n\n    let x = 1;", "a\n\nlet x = 1;"),
            ("a\n\n\tlet x = 1;", "a\n\nlet x = 1;"),
            ("-       code", "- code"),
            (">     code", "\\> code"),
            ("1.      code", "- code"),
            ("- - a", "- \\- a"),
            ("# Heading", "\\# Heading"),
            ("a\n===", "a ==="),
            ("***", "\\***"),
            ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
            (
                "[`crate::Nope`] [1,2] <Foo>",
                "\\[`crate::Nope`\\] \\[1,2\\] \\<Foo>",
            ),
            ("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"),
            (
                "![x](https://example.com/a.png)",
                "\\![x](https://example.com/a.png)",
            ),
            ("[x]: https://example.com", "\\[x\\]: <https://example.com>"),
            ("see https://example.com/a.", "see <https://example.com/a>."),
            ("<https://example.com>", "<https://example.com>"),
            ("a ` b", "a \\` b"),
            ("``a ` b``", "`a \u{fffd} b`"),
            ("a\\", "a\\\\"),
            ("\\[x\\]", "\\[x\\]"),
            ("a\u{202e}b\u{0}c\u{1b}[31m\u{feff}", "abc\\[31m"),
            ("a\r\nb\rc", "a b c"),
            ("a\r\n\r\nb", "a\n\nb"),
            ("*/ pub fn evil() {} /*", "*/ pub fn evil() {} /*"),
        ] {
            assert_eq!(lines(text).join("\n"), expected, "{text:?}");
        }
    }

    #[test]
    fn no_line_of_a_wrapped_text_begins_a_block() {
        let words = ["-", "1.", "#", ">", "===", "word", "+", "***", "|a|", "~~~"];
        for width in 60..90 {
            let text = format!("{} {}", "x".repeat(width), words.join(" "));
            for line in lines(&text) {
                let first = line.split(' ').next().unwrap_or_default();
                assert!(!words.contains(&first) || first == "word", "{line:?}");
            }
        }
    }
}
