//! Media types: which of them are JSON, text or XML.
//!
//! In: the names that `content` has. Out: what they mean. Deliberately absent: which of several
//! is chosen, which bodies and responses decide each.

/// What bodies are, where nothing else is said.
pub(crate) const JSON: &str = "application/json";
/// Octets of which nothing is known.
pub(crate) const OCTETS: &str = "application/octet-stream";

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
    essence(media_type).starts_with("text/") && !is_json(media_type)
}

/// Whether a media type is a body of parts.
pub(crate) fn is_multipart(media_type: &str) -> bool {
    essence(media_type).starts_with("multipart/")
}

/// Whether a media type is XML.
pub(crate) fn is_xml(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.ends_with("/xml") || essence.ends_with("+xml")
}
