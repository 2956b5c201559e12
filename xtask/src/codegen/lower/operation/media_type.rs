//! Media types: which of them are JSON, text or XML, and what is asked for.
//!
//! In: the names that `content` has. Out: what they mean. Deliberately
//! absent: which of several is chosen, which bodies and responses decide each.

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::operation::Operations;
use crate::codegen::source::{Pointer, is_token};

/// What bodies are, where nothing else is said.
pub(crate) const JSON: &str = "application/json";

impl Operations<'_, '_> {
    /// Complains about names that are no media types: they would get into headers.
    pub(crate) fn check_media_types(&mut self, content: &openapiv3::Content, at: &Pointer) {
        for name in content.keys() {
            let fit = name.bytes().all(|b| b.is_ascii_graphic() || b == b' ')
                && essence(name)
                    .split_once('/')
                    .is_some_and(|(kind, sub)| is_token(kind) && is_token(sub));
            if !fit {
                self.schemas
                    .diagnostics
                    .report(
                        Code::INVALID_MEDIA_TYPE,
                        &at.child(name),
                        format!("`{name}` is not a media type"),
                    )
                    .help("write it like `application/json`");
            }
        }
    }
}

/// What to ask for, where it is not JSON alone.
pub(crate) fn accept(mut asked: Vec<String>) -> Option<String> {
    asked.dedup();
    let plain = |name: &String| essence(name) == JSON;
    (!asked.is_empty() && !asked.iter().all(plain)).then(|| asked.join(", "))
}

/// A media type without its parameters.
pub(crate) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// `application/json`, `application/problem+json`, with or without parameters.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == JSON || essence == "text/json" || essence.ends_with("+json")
}

/// Whether a media type is text that a program reads as text.
pub(crate) fn is_text(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.starts_with("text/") && !is_json(&essence)
}

/// Whether a media type is XML.
pub(crate) fn is_xml(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.ends_with("/xml") || essence.ends_with("+xml")
}
