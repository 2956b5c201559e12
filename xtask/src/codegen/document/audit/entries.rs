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
    let whole = name;
    let name = without_fragment(audit, name);
    let bad =
        |character: char| !character.is_ascii_graphic() || matches!(character, '?' | '#' | '\\');
    let lower = name.to_ascii_lowercase().replace("%2e", ".");
    let segments: Vec<&str> = lower.split('/').skip(1).collect();
    let inner = segments.split_last().map_or(&[][..], |(_, inner)| inner);
    let problem = if let Some(character) = name.chars().find(|character| bad(*character)) {
        let code = match character {
            '?' => Code::QUERY_IN_PATH,
            '#' => Code::FRAGMENT_IN_PATH,
            '\\' => Code::UNSAFE_PATH,
            _ if character.is_control() => Code::UNSAFE_PATH,
            _ => Code::INVALID_PATH_CHARACTER,
        };
        Some((
            code,
            format!("the character {}", quoted(&character.to_string())),
        ))
    } else if segments
        .iter()
        .any(|segment| matches!(*segment, "." | ".."))
    {
        Some((Code::UNSAFE_PATH, "a segment `.` or `..`".to_owned()))
    } else if inner.iter().any(|segment| segment.is_empty()) {
        Some((Code::EMPTY_PATH_SEGMENT, "an empty segment".to_owned()))
    } else if !has_names_in_braces(name) {
        let problem = "braces that do not enclose a name";
        Some((Code::INVALID_PATH_TEMPLATE, problem.to_owned()))
    } else if lower.contains("%2f") || !has_whole_escapes(name) {
        let problem = "a `%` that does not begin an escape, or an escaped slash";
        Some((Code::UNSAFE_PATH, problem.to_owned()))
    } else {
        None
    };
    if let Some((code, problem)) = problem {
        let message = format!("the path {} holds {problem}", quoted(whole));
        audit.report(code, at, message);
    }
    true
}

/// `/a#b` beside `/a` is a second set of operations of the same path: the fragment is
/// never sent. Where no other operation has the path, `#` is a mistake.
fn without_fragment<'n>(audit: &Audit<'_>, name: &'n str) -> &'n str {
    let Some((path, fragment)) = name.split_once('#') else {
        return name;
    };
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    let paths = audit.root.get("paths").and_then(Value::as_mapping);
    if !fragment.is_empty()
        && fragment.bytes().all(word)
        && paths.is_some_and(|all| all.contains_key(path))
    {
        path
    } else {
        name
    }
}

fn has_names_in_braces(path: &str) -> bool {
    placeholders(path).is_some_and(|names| names.iter().all(|name| !name.contains('/')))
}

fn has_whole_escapes(path: &str) -> bool {
    path.split('%').skip(1).all(|piece| {
        piece
            .get(..2)
            .is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
    })
}

fn status(audit: &mut Audit<'_>, name: &str, at: &Path<'_>) -> bool {
    let known = match name.as_bytes() {
        [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'] | [b'1'..=b'5', b'X', b'X'] => true,
        _ => name == "default",
    };
    if !known {
        let help = match name.to_ascii_uppercase().as_bytes() {
            [b'1'..=b'5', b'X', b'X'] => suggest::did_you_mean(&name.to_ascii_uppercase()),
            _ => "a status is a number from 100 to 599, a range such as `4XX`, or `default`"
                .to_owned(),
        };
        let message = format!("unknown status {}", quoted(name));
        audit.report(Code::UNKNOWN_STATUS, at, message).help(help);
    }
    known
}
