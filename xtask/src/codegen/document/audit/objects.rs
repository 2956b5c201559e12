//! Rules of single kinds of objects that the tables cannot state.
//!
//! In: an object. Out: complaints about what is missing, and about combinations.
//! Deliberately absent: each member by itself.

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::Code;
use crate::codegen::document::audit::{Audit, Kind, encoding, example, parameter, security};
use crate::codegen::document::keywords::Node;
use crate::codegen::document::readings::Reading;
use crate::codegen::source::{Path, quoted};

/// What a security scheme of a type must have besides that; what lowering misses, it tells.
const OF_SCHEMES: [(&str, &[&str]); 2] = [
    ("oauth2", &["flows"]),
    ("openIdConnect", &["openIdConnectUrl"]),
];

/// What each flow must have besides its scopes.
const OF_FLOWS: [(&str, &[&str]); 4] = [
    ("implicit", &["authorizationUrl"]),
    ("password", &["tokenUrl"]),
    ("clientCredentials", &["tokenUrl"]),
    ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
];

/// Checks what the members of an object are together.
pub(super) fn check(audit: &mut Audit<'_>, kind: Kind, members: &Mapping, node: &Node<'_>) {
    let at = &node.at;
    match (kind, node.takes.kind()) {
        (Kind::Schema, _) => return audit.schema_members(members, node),
        (Kind::Reference, Some(target)) => return audit.reference(target, members, node),
        _ => {}
    }
    let version = audit.version;
    let keywords = kind.keywords().iter();
    let required = keywords.filter(|keyword| keyword.is_required_in(version));
    let required = required.map(|keyword| keyword.name);
    missing(audit, kind, required, members, at);
    match kind {
        Kind::Parameter => {
            parameter::check(audit, members, at);
            example::check(audit, members, at);
        }
        Kind::Header => {
            parameter::schema_or_content(audit, kind, members, at);
            example::check(audit, members, at);
        }
        Kind::SecurityScheme => security_scheme(audit, members, at),
        Kind::OAuthFlows => oauth_flows(audit, members, at),
        Kind::PathItem if members.contains_key("$ref") => audit.reference(kind, members, node),
        Kind::Example => exclusive(audit, kind, ["value", "externalValue"], members, at),
        Kind::MediaType => {
            exclusive(audit, kind, ["example", "examples"], members, at);
            if at.name().is_some_and(example::is_json) {
                example::check(audit, members, at);
            }
            encoding::check(audit, members, at);
        }
        Kind::Link => link(audit, members, at),
        Kind::Document | Kind::Operation => security::check(audit, members, at),
        _ => {}
    }
}

fn security_scheme(audit: &mut Audit<'_>, members: &Mapping, at: &Path<'_>) {
    let kind = members.get("type").and_then(Value::as_str);
    if let Some((_, required)) = OF_SCHEMES.iter().find(|(name, _)| kind == Some(name)) {
        let required = required.iter().copied();
        missing(audit, Kind::SecurityScheme, required, members, at);
    }
}

fn oauth_flows(audit: &mut Audit<'_>, members: &Mapping, at: &Path<'_>) {
    for (flow, required) in OF_FLOWS {
        if let Some(Value::Mapping(members)) = members.get(flow) {
            let required = required.iter().copied();
            missing(audit, Kind::OAuthFlow, required, members, &at.child(flow));
        }
    }
}

fn missing<'k>(
    audit: &mut Audit<'_>,
    kind: Kind,
    required: impl Iterator<Item = &'k str>,
    members: &Mapping,
    at: &Path<'_>,
) {
    for keyword in required.filter(|keyword| !members.contains_key(keyword)) {
        // Lowering says that nothing is known of what comes back.
        if (kind, keyword) == (Kind::Operation, "responses") {
            continue;
        }
        let message = format!("{} without {}", kind.label(), quoted(keyword));
        let (code, help) = match kind {
            _ if is_documentation(kind, keyword) => {
                audit.read(&at.child(keyword), instead(kind, keyword));
                (Code::MISSING_DOCUMENTATION, "it is for readers only")
            }
            Kind::SecurityScheme | Kind::OAuthFlow => (
                Code::INCOMPLETE_SECURITY_SCHEME,
                "it is a bearer token, however the user comes by one",
            ),
            _ => (Code::MISSING_KEYWORD, "an overlay can add it"),
        };
        audit.report(code, at, message).help(help);
    }
}

/// What is read in place of documentation that is not there.
fn instead(kind: Kind, keyword: &str) -> Reading {
    match (kind, keyword) {
        (Kind::Document, _) => {
            let members = ["title", "version"].map(|name| (Value::from(name), Value::from("API")));
            Reading::As(Value::Mapping(Mapping::from_iter(members)))
        }
        (Kind::Info, "title") => Reading::text("API"),
        _ => Reading::text(""),
    }
}

/// Whether a keyword that must be there is for readers only.
fn is_documentation(kind: Kind, keyword: &str) -> bool {
    match kind {
        Kind::Document => keyword == "info",
        Kind::Response => keyword == "description",
        Kind::Info | Kind::License | Kind::Tag | Kind::ExternalDocs => true,
        _ => false,
    }
}

/// Checks that of two keywords at most one is there.
fn exclusive(
    audit: &mut Audit<'_>,
    kind: Kind,
    [one, other]: [&str; 2],
    members: &Mapping,
    at: &Path<'_>,
) {
    if members.contains_key(one) && members.contains_key(other) {
        let message = format!("{} with `{one}` and `{other}`", kind.label());
        audit
            .report(Code::EXAMPLE_BESIDE_EXAMPLES, &at.child(other), message)
            .help("both are for readers only");
    }
}

fn link(audit: &mut Audit<'_>, members: &Mapping, at: &Path<'_>) {
    if members.contains_key("operationRef") == members.contains_key("operationId") {
        let message = "a link has either `operationRef` or `operationId`";
        audit
            .report(Code::INVALID_LINK, at, message)
            .help("links are not followed");
    }
}
