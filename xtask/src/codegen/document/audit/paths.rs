//! The keys of `paths`.
//!
//! In: a key. Out: complaints about what a path can't hold, or holds and is read all the same.
//! Deliberately absent: placeholders by their names, which need the parameters; lowering reads
//! them.

use serde_yaml::Value;

use crate::codegen::diagnostics::Code;
use crate::codegen::document::audit::Audit;
use crate::codegen::document::readings::Reading;
use crate::codegen::source::{Path, PathKey, TemplatePiece, pieces, placeholders, quoted};

/// How to go on without a path whose key is not one's own.
const WAY_OUT: &str = "`--only` keeps other operations; an overlay takes the path out with `remove`, after `copy` gave it another key if it is needed";

/// Checks a key. Returns whether its value is worth a look.
pub(super) fn check(audit: &mut Audit<'_>, name: &str, at: &Path<'_>) -> bool {
    let key = PathKey::of(name);
    if key.path.contains("://") {
        let message = format!("the path {} is an address", quoted(name));
        audit
            .report(Code::ADDRESS_AS_PATH, at, message)
            .help(format!("addresses belong in `servers`; {WAY_OUT}"));
        return false;
    }
    if !key.path.starts_with('/') {
        let message = format!("the path {} does not begin with a slash", quoted(name));
        audit
            .report(Code::PATH_WITHOUT_SLASH, at, message)
            .help("it is read as if it did");
        let paths = audit.root.get("paths").and_then(Value::as_mapping);
        let is_taken = paths.is_some_and(|all| all.contains_key(format!("/{name}")));
        // What stands behind `#` is not sent.
        let mark = if is_taken { "#2" } else { "" };
        audit.read(at, Reading::Under(format!("/{name}{mark}")));
    }
    if let Some((code, problem)) = problem(name, key.path) {
        let message = format!("the path {} holds {problem}", quoted(name));
        audit.report(code, at, message).help(WAY_OUT);
        return true;
    }
    for (code, problem, help) in oddities(&key) {
        let message = format!("the path {} holds {problem}", quoted(name));
        audit.report(code, at, message).help(help);
    }
    true
}

/// What a path may not hold.
fn problem(name: &str, path: &str) -> Option<(Code, String)> {
    let bad = name.chars().find(|c| c.is_control());
    if let Some(bad) = bad.or_else(|| path.chars().find(|c| *c == '\\')) {
        let bad = quoted(&bad.to_string());
        return Some((Code::UNSAFE_PATH, format!("the character {bad}")));
    }
    if !has_names_in_braces(name) {
        let problem = "braces that do not enclose a name";
        return Some((Code::INVALID_PATH_TEMPLATE, problem.to_owned()));
    }
    let literal = literal(path).to_ascii_lowercase().replace("%2e", ".");
    let problem = if literal.split('/').any(|one| matches!(one, "." | "..")) {
        "a segment `.` or `..`"
    } else if literal.contains("%2f") || literal.contains("%5c") || !has_whole_escapes(&literal) {
        "a `%` that does not begin an escape, or an escaped slash"
    } else {
        return None;
    };
    Some((Code::UNSAFE_PATH, problem.to_owned()))
}

/// What a path should not hold: what it is, and how it is read.
fn oddities(key: &PathKey<'_>) -> Vec<(Code, String, &'static str)> {
    let mut found = Vec::new();
    let mut add = |code, problem: &str, help| found.push((code, problem.to_owned(), help));
    if key.fragment.is_some() {
        let help = "what stands behind it tells operations apart and is not sent";
        add(Code::FRAGMENT_IN_PATH, "the character `#`", help);
    }
    let is_odd = |c: &char| !c.is_ascii_graphic();
    let mut sent = key
        .path
        .chars()
        .chain(key.query.unwrap_or_default().chars());
    if let Some(odd) = sent.find(is_odd) {
        let problem = format!("the character {}", quoted(&odd.to_string()));
        let help = "it is sent percent-encoded";
        add(Code::INVALID_PATH_CHARACTER, &problem, help);
    }
    let path = literal(key.path);
    let segments: Vec<&str> = path
        .trim_start_matches(|c| c != '/')
        .split('/')
        .skip(1)
        .collect();
    let inner = segments.split_last().map_or(&[][..], |(_, inner)| inner);
    if inner.iter().any(|segment| segment.is_empty()) {
        let help = "it is sent as it is";
        add(Code::EMPTY_PATH_SEGMENT, "an empty segment", help);
    }
    found
}

/// A path in which every placeholder that stands for a part of it is empty braces, a segment of its
/// own for `{/name}`, and any other is not there.
fn literal(path: &str) -> String {
    let piece = |piece| match piece {
        TemplatePiece::Literal(text) => text,
        TemplatePiece::Braces(name) if name.starts_with(['?', '&', '#']) => "",
        TemplatePiece::Braces(name) if name.starts_with('/') => "/{}",
        TemplatePiece::Braces(_) => "{}",
    };
    pieces(path).into_iter().map(piece).collect()
}

/// Whether braces hold a name each, perhaps with the signs of RFC 6570.
fn has_names_in_braces(name: &str) -> bool {
    let is_name = |text: &str| !text.is_empty() && !text.contains('/');
    let holds_names = |inside: &&str| {
        let names = inside.trim_start_matches(['/', '?', '&', '#', '+', '.', ';', '*']);
        names.split(',').all(is_name)
    };
    placeholders(name).is_some_and(|all| all.iter().all(holds_names))
}

fn has_whole_escapes(path: &str) -> bool {
    let is_escape = |piece: &str| {
        let digits = piece.get(..2);
        digits.is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
    };
    path.split('%').skip(1).all(is_escape)
}
