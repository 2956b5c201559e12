//! What one security scheme is.
//!
//! In: the object. Out: its [`SchemeKind`], or what it is that the client can't send.
//! Deliberately absent: how client credentials are exchanged for a token.

use serde_yaml::Value;

use crate::codegen::lower::framing::FRAMING;
use crate::codegen::model::SchemeKind;
use crate::codegen::source::is_token;

/// A scheme for which the client sends nothing.
#[derive(Debug)]
pub(super) struct Unsupported {
    /// What it is, as a part of a sentence that may end with `value`.
    pub(super) what: &'static str,
    /// The text of the description that makes it this.
    pub(super) value: String,
    /// The keyword that has that text; none where one is missing.
    pub(super) keyword: Option<&'static str>,
}

/// Returns what a scheme is.
pub(super) fn kind(scheme: &Value) -> Result<SchemeKind, Unsupported> {
    let word = |keyword: &str| scheme.get(keyword).and_then(Value::as_str);
    match word("type") {
        Some("oauth2" | "openIdConnect") => Ok(SchemeKind::Bearer(None)),
        Some("http") => match word("scheme") {
            Some(scheme) if scheme.eq_ignore_ascii_case("bearer") => Ok(SchemeKind::Bearer(None)),
            Some(scheme) if scheme.eq_ignore_ascii_case("basic") => Ok(SchemeKind::Basic),
            Some(scheme) => unsupported("HTTP authentication", scheme, "scheme"),
            None => incomplete("HTTP authentication without `scheme`"),
        },
        Some("apiKey") => key(word("in"), word("name")),
        Some("mutualTLS") => Err(Unsupported {
            what: "a certificate of the client",
            value: String::new(),
            keyword: Some("type"),
        }),
        Some(other) => unsupported("of the unknown type", other, "type"),
        None => incomplete("of no type"),
    }
}

/// An API key.
fn key(location: Option<&str>, name: Option<&str>) -> Result<SchemeKind, Unsupported> {
    let Some(name) = name else {
        return incomplete("an API key without `name`");
    };
    let in_header = matches!(location, Some("header" | "cookie"));
    if name.is_empty() || in_header && !is_token(name) {
        return unsupported("an API key that can't have its name,", name, "name");
    }
    match location {
        Some("query") => Ok(SchemeKind::KeyInQuery(name.to_owned())),
        Some("cookie") => Ok(SchemeKind::KeyInCookie(name.to_owned())),
        // With these, one request could be made to look like two.
        Some("header") if FRAMING.contains(&name.to_ascii_lowercase().as_str()) => unsupported(
            "an API key in a header that the HTTP client sets,",
            name,
            "name",
        ),
        Some("header") => Ok(SchemeKind::KeyInHeader(name.to_owned())),
        Some(other) => unsupported("an API key in the unknown place", other, "in"),
        None => incomplete("an API key without `in`"),
    }
}

fn unsupported(
    what: &'static str,
    value: &str,
    keyword: &'static str,
) -> Result<SchemeKind, Unsupported> {
    Err(Unsupported {
        what,
        value: value.to_owned(),
        keyword: Some(keyword),
    })
}

fn incomplete(what: &'static str) -> Result<SchemeKind, Unsupported> {
    Err(Unsupported {
        what,
        value: String::new(),
        keyword: None,
    })
}
