//! Names of members that are no keywords: paths and statuses.
//!
//! In: a name. Out: complaints about those that are none. Deliberately absent: placeholders of
//! paths, which need the parameters; lowering checks them.

use serde_yaml::Value;

use crate::codegen::diagnostics::Code;
use crate::codegen::document::audit::{Audit, Kind};
use crate::codegen::source::{Path, placeholders, quoted};
use crate::suggest;

/// Checks the name of a member that is no keyword. Returns whether its value is worth a look.
pub(super) fn check(audit: &mut Audit<'_>, kind: Kind, name: &str, at: &Path<'_>) -> bool {
    match kind {
        Kind::Paths => path(audit, name, at),
        Kind::Responses => status(audit, name, at),
        _ => true,
    }
}

fn path(audit: &mut Audit<'_>, name: &str, at: &Path<'_>) -> bool {
    if !name.starts_with('/') {
        let message = format!("the path {} does not begin with a slash", quoted(name));
        audit
            .report(Code::PATH_WITHOUT_SLASH, at, message)
            .help("a path looks like `/items/{id}`");
        return false;
    }
    if let Some((code, problem)) = problem(without_fragment(audit, name)) {
        let message = format!("the path {} holds {problem}", quoted(name));
        audit.report(code, at, message);
    }
    true
}

/// Returns what a path may not hold.
fn problem(path: &str) -> Option<(Code, String)> {
    let is_bad = |c: &char| !c.is_ascii_graphic() || matches!(c, '?' | '#' | '\\');
    if let Some(character) = path.chars().find(is_bad) {
        let code = match character {
            '?' => Code::QUERY_IN_PATH,
            '#' => Code::FRAGMENT_IN_PATH,
            '\\' => Code::UNSAFE_PATH,
            _ if character.is_control() => Code::UNSAFE_PATH,
            _ => Code::INVALID_PATH_CHARACTER,
        };
        let character = quoted(&character.to_string());
        return Some((code, format!("the character {character}")));
    }
    let lower = path.to_ascii_lowercase().replace("%2e", ".");
    let segments: Vec<&str> = lower.split('/').skip(1).collect();
    let inner = segments.split_last().map_or(&[][..], |(_, inner)| inner);
    let (code, problem) = if segments.iter().any(|one| matches!(*one, "." | "..")) {
        (Code::UNSAFE_PATH, "a segment `.` or `..`")
    } else if inner.iter().any(|segment| segment.is_empty()) {
        (Code::EMPTY_PATH_SEGMENT, "an empty segment")
    } else if !has_names_in_braces(path) {
        let problem = "braces that do not enclose a name";
        (Code::INVALID_PATH_TEMPLATE, problem)
    } else if lower.contains("%2f") || !has_whole_escapes(path) {
        let problem = "a `%` that does not begin an escape, or an escaped slash";
        (Code::UNSAFE_PATH, problem)
    } else {
        return None;
    };
    Some((code, problem.to_owned()))
}

/// `/a#b` beside `/a` is a second set of operations of the same path: the fragment is
/// never sent. Where no other operation has the path, `#` is a mistake.
fn without_fragment<'n>(audit: &Audit<'_>, name: &'n str) -> &'n str {
    let Some((path, fragment)) = name.split_once('#') else {
        return name;
    };
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    let paths = audit.root.get("paths").and_then(Value::as_mapping);
    let is_name = !fragment.is_empty() && fragment.bytes().all(word);
    if is_name && paths.is_some_and(|all| all.contains_key(path)) {
        path
    } else {
        name
    }
}

fn has_names_in_braces(path: &str) -> bool {
    placeholders(path).is_some_and(|names| names.iter().all(|name| !name.contains('/')))
}

fn has_whole_escapes(path: &str) -> bool {
    let is_escape = |piece: &str| {
        let digits = piece.get(..2);
        digits.is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
    };
    path.split('%').skip(1).all(is_escape)
}

fn status(audit: &mut Audit<'_>, name: &str, at: &Path<'_>) -> bool {
    let is_range = |name: &str| matches!(name.as_bytes(), [b'1'..=b'5', b'X', b'X']);
    let is_status = matches!(name.as_bytes(), [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9']);
    let known = is_status || is_range(name) || name == "default";
    if !known {
        let upper = name.to_ascii_uppercase();
        let help = if is_range(&upper) {
            suggest::did_you_mean(&upper)
        } else {
            "a status is a number from 100 to 599, a range such as `4XX`, or `default`".to_owned()
        };
        let message = format!("unknown status {}", quoted(name));
        audit.report(Code::UNKNOWN_STATUS, at, message).help(help);
    }
    known
}
