//! The keys of `content`, which are media types.
//!
//! In: a member of `content`. Out: complaints about a key that is none, and how it is read: as the
//! media type that it plainly stands for, as any if it is the only one, else not at all. Deliberately
//! absent: which of several media types is used, and what stands under them.

use crate::codegen::diagnostics::Code;
use crate::codegen::document::audit::Audit;
use crate::codegen::document::audit::entries::is_free;
use crate::codegen::document::keywords::{Kind, Node, ValueKind};
use crate::codegen::document::readings::Reading;
use crate::codegen::source::{is_media_type, quoted};

/// What a media type is called for short. Each stands for one alone.
const SHORT: [(&str, &str); 16] = [
    ("*", "*/*"),
    ("json", "application/json"),
    ("applicationjson", "application/json"),
    ("xml", "application/xml"),
    ("applicationxml", "application/xml"),
    ("text", "text/plain"),
    ("textplain", "text/plain"),
    ("html", "text/html"),
    ("texthtml", "text/html"),
    ("csv", "text/csv"),
    ("pdf", "application/pdf"),
    ("octetstream", "application/octet-stream"),
    ("applicationoctetstream", "application/octet-stream"),
    ("formdata", "multipart/form-data"),
    ("multipartformdata", "multipart/form-data"),
    ("xwwwformurlencoded", "application/x-www-form-urlencoded"),
];

/// Checks a member of `content`. Returns whether its value is worth a look.
pub(super) fn check(audit: &mut Audit<'_>, node: &Node<'_>) -> bool {
    let is_content = matches!(node.takes, ValueKind::Object(Kind::MediaType));
    let map = node.parent.and_then(|parent| parent.value.as_mapping());
    let (Some(all), Some(name), true) = (map, node.at.name(), is_content) else {
        return true;
    };
    if name.chars().any(|c| !c.is_ascii_graphic() && c != ' ') {
        let message = format!("{} is not a media type", quoted(name));
        audit
            .report(Code::UNSAFE_MEDIA_TYPE, &node.at, message)
            .help("write it like `application/json`");
        return false;
    }
    if is_media_type(name) {
        return true;
    }
    match meant(name).or_else(|| (all.len() == 1).then(|| "*/*".to_owned())) {
        Some(reading) if is_free(all, name, &reading, is_media_type, meant) => {
            let message = format!("{} is read as {}", quoted(name), quoted(&reading));
            audit
                .report(Code::MISSPELT_MEDIA_TYPE, &node.at, message)
                .help("write it like `application/json`");
            audit.read(&node.at, Reading::Under(reading));
            true
        }
        reading => {
            let why = reading.map_or("is not a media type", |_| "stands there otherwise already");
            let message = format!("{} {why}, and is left out", quoted(name));
            audit
                .report(Code::INVALID_MEDIA_TYPE, &node.at, message)
                .help("write it like `application/json`");
            audit.read(&node.at, Reading::LeftOut);
            false
        }
    }
}

/// The media type that a key plainly stands for.
fn meant(name: &str) -> Option<String> {
    // Of a list of media types each one is taken, the first as good as any.
    let first = name.split([',', '|']).next().unwrap_or_default();
    let (essence, parameters) = match first.split_once(';') {
        Some((essence, parameters)) => (essence, parameters.trim()),
        None => (first, ""),
    };
    let essence: String = essence
        .trim()
        .trim_matches(['"', '\'', '.'])
        .to_ascii_lowercase();
    let halves = essence.split_once('/');
    let tight = halves.map(|(kind, rest)| format!("{}/{}", kind.trim(), rest.trim()));
    // Behind a blank stand parameters without their semicolon, or nothing of use.
    let word = essence.split_whitespace().next().unwrap_or_default();
    let letters: String = essence
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let short = SHORT
        .iter()
        .find(|(short, _)| *short == letters || *short == essence);
    let short = short.map(|(_, whole)| (*whole).to_owned());
    let essence = tight
        .filter(|tight| is_media_type(tight))
        .or_else(|| Some(word.to_owned()).filter(|word| is_media_type(word)))
        .or(short)?;
    let whole = format!("{essence};{parameters}");
    Some(if parameters.is_empty() || !is_media_type(&whole) {
        essence
    } else {
        whole
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_read_as_what_it_stands_for() {
        for (name, expected) in [
            ("application/json;", "application/json"),
            (" application/json ", "application/json"),
            ("\"application/json\"", "application/json"),
            ("application / json", "application/json"),
            ("application/json charset=utf-8", "application/json"),
            ("application/json, application/xml", "application/json"),
            ("application/json; charset", "application/json"),
            ("application-json", "application/json"),
            ("applicationjson;version=1", "application/json;version=1"),
            ("JSON", "application/json"),
            ("*", "*/*"),
            ("form-data", "multipart/form-data"),
            ("x-www-form-urlencoded", "application/x-www-form-urlencoded"),
            ("PDF", "application/pdf"),
            ("text", "text/plain"),
        ] {
            assert!(!is_media_type(name), "{name}");
            assert_eq!(meant(name).as_deref(), Some(expected), "{name}");
        }
        for name in ["", "code", "_links", "200", "x-example-1", "/", "a/b/c"] {
            assert_eq!(meant(name), None, "{name}");
        }
    }
}
