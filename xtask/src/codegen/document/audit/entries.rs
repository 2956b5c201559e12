//! Names of members that are no keywords: paths and statuses.
//!
//! In: a name. Out: complaints about those that are none, and how they are read. Deliberately
//! absent: what stands under them.

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::Code;
use crate::codegen::document::audit::{Audit, Kind, paths};
use crate::codegen::document::keywords::Node;
use crate::codegen::document::readings::Reading;
use crate::codegen::source::quoted;

/// Words for a status that have no other meaning.
const WORDS: [(&str, &str); 3] = [("ok", "200"), ("created", "201"), ("default", "default")];

/// Checks the name of a member that is no keyword. Returns whether its value is worth a look.
pub(super) fn check(audit: &mut Audit<'_>, kind: Kind, name: &str, node: &Node<'_>) -> bool {
    match kind {
        Kind::Paths => paths::check(audit, name, &node.at),
        Kind::Responses => status(audit, name, node),
        _ => true,
    }
}

fn status(audit: &mut Audit<'_>, name: &str, node: &Node<'_>) -> bool {
    if is_status(name) {
        return true;
    }
    let help = "a status is a number from 100 to 599, a range such as `4XX`, or `default`";
    let all = node.parent.and_then(|parent| parent.value.as_mapping());
    match meant(name) {
        Some(reading) if all.is_some_and(|all| is_free(all, name, &reading, is_status, meant)) => {
            let message = format!("the status {} is read as `{reading}`", quoted(name));
            audit
                .report(Code::MISSPELT_STATUS, &node.at, message)
                .help(help);
            audit.read(&node.at, Reading::Under(reading));
            true
        }
        reading => {
            let why = reading.map_or("is not a status", |_| "stands there otherwise already");
            let message = format!("{} {why}, and is left out", quoted(name));
            audit
                .report(Code::UNKNOWN_STATUS, &node.at, message)
                .help(help);
            audit.read(&node.at, Reading::LeftOut);
            false
        }
    }
}

/// Whether a name among others may be read as another: none is that, and none that stands before
/// is read as it.
pub(super) fn is_free(
    all: &Mapping,
    name: &str,
    reading: &str,
    is_valid: fn(&str) -> bool,
    meant: fn(&str) -> Option<String>,
) -> bool {
    let names = || all.keys().filter_map(Value::as_str);
    let mut valid = names().filter(|other| is_valid(other));
    let before = names().take_while(|other| *other != name);
    let mut read = before.filter(|other| !is_valid(other)).filter_map(meant);
    !valid.any(|other| other.eq_ignore_ascii_case(reading)) && !read.any(|other| other == reading)
}

fn is_status(name: &str) -> bool {
    let is_number = matches!(name.as_bytes(), [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9']);
    is_number || matches!(name.as_bytes(), [b'1'..=b'5', b'X', b'X']) || name == "default"
}

/// The status that a name plainly stands for: `2xx`, ` 200`, `200 OK`, `OK`.
fn meant(name: &str) -> Option<String> {
    let lower = name.trim().to_ascii_lowercase();
    if let Some((_, status)) = WORDS.iter().find(|(word, _)| *word == lower) {
        return Some((*status).to_owned());
    }
    let first = lower
        .split(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | ','))
        .next()?;
    let upper = first.to_ascii_uppercase();
    is_status(&upper).then_some(upper)
}
