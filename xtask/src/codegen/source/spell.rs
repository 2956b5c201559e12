//! Texts of others, spelled so that they deceive neither a reader nor a terminal.
//!
//! In: names, messages and lines of a description. Out: the same, with what is invisible or
//! controls a terminal written as `\u{..}`. Deliberately absent: what is said with them.

use std::fmt::Write;

/// How many characters of a message are printed.
const MESSAGE_LENGTH: usize = 500;
/// How many characters of a quoted name are printed.
const NAME_LENGTH: usize = 80;

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

/// Returns a text of several lines with everything else that could deceive spelled out.
pub(crate) fn visible(text: &str) -> String {
    let mut to = String::new();
    for line in text.split_inclusive('\n') {
        escape(line.trim_end_matches('\n'), usize::MAX, &mut to);
        to.push_str(if line.ends_with('\n') { "\n" } else { "" });
    }
    to
}

/// Returns a message with everything that could deceive spelled out, shortened when it is very long.
pub(crate) fn escaped(from: &str) -> String {
    let mut to = String::new();
    escape(from, MESSAGE_LENGTH, &mut to);
    to
}

/// Appends a text with everything that could deceive a reader or a terminal written as `\u{..}`.
pub(crate) fn escape(from: &str, limit: usize, to: &mut String) {
    for (count, character) in from.chars().enumerate() {
        if count == limit {
            to.push_str("...");
            return;
        }
        push(character, to);
    }
}

fn push(character: char, to: &mut String) {
    if is_deceptive(character) {
        let _ = write!(to, "\\u{{{:x}}}", u32::from(character));
    } else {
        to.push(character);
    }
}

/// Appends a character of a source line, and returns how many columns of a terminal it
/// takes.
pub(crate) fn spelled(character: char, to: &mut String) -> usize {
    let before = to.len();
    match character {
        '\t' => to.push_str("    "),
        _ => push(character, to),
    }
    if is_deceptive(character) {
        to.len() - before
    } else {
        columns(character)
    }
}

/// How many columns a terminal gives a character: 0 for marks that join the one before,
/// 2 for East Asian characters and pictures. Blocks are enough for a caret.
fn columns(character: char) -> usize {
    match u32::from(character) {
        0x300..=0x36f
        | 0x483..=0x489
        | 0x591..=0x5bd
        | 0x610..=0x61a
        | 0x64b..=0x65f
        | 0x1ab0..=0x1aff
        | 0x1dc0..=0x1dff
        | 0x20d0..=0x20ff
        | 0xfe20..=0xfe2f => 0,
        0x1100..=0x115e
        | 0x2e80..=0x303e
        | 0x3041..=0x4dbf
        | 0x4e00..=0xa4cf
        | 0xa960..=0xa97f
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff01..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1f64f
        | 0x1f680..=0x1f6ff
        | 0x1f900..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

/// Control, bidirectional, zero-width and other invisible characters.
pub(crate) fn is_deceptive(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_control();
    }
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
        )
}
