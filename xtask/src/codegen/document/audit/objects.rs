//! Rules of single kinds of objects that the tables cannot state.
//!
//! In: an object. Out: complaints about what is missing, and about combinations.
//! Deliberately absent: each member by itself.

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::Code;
use crate::codegen::document::audit::{Audit, Kind, encoding, security};
use crate::codegen::document::components;
use crate::codegen::document::keywords::Node;
use crate::codegen::source::{Path, is_token, quoted};
use crate::suggest;

/// The styles of the parameters in each place.
const STYLES: [(&str, &[&str]); 4] = [
    ("path", &["simple", "label", "matrix"]),
    (
        "query",
        &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
    ),
    ("header", &["simple"]),
    ("cookie", &["form"]),
];

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
        (Kind::Reference, Some(target)) => return audit.target(target, members, at),
        _ => {}
    }
    let version = audit.version;
    let keywords = kind.keywords().iter();
    let required = keywords.filter(|keyword| keyword.is_required_in(version));
    let required = required.map(|keyword| keyword.name);
    missing(audit, kind, required, members, at);
    match kind {
        Kind::Parameter => parameter(audit, members, at),
        Kind::Header => schema_or_content(audit, kind, members, at),
        Kind::SecurityScheme => security_scheme(audit, members, at),
        Kind::OAuthFlows => oauth_flows(audit, members, at),
        Kind::PathItem => path_item(audit, members, at),
        Kind::Example => exclusive(audit, kind, ["value", "externalValue"], members, at),
        Kind::MediaType => {
            exclusive(audit, kind, ["example", "examples"], members, at);
            encoding::check(audit, members, at);
        }
        Kind::Link => link(audit, members, at),
        Kind::Document | Kind::Operation => security::check(audit, members, at),
        _ => {}
    }
}

fn parameter(audit: &mut Audit<'_>, members: &Mapping, at: &Path<'_>) {
    schema_or_content(audit, Kind::Parameter, members, at);
    let Some(location) = members.get("in").and_then(Value::as_str) else {
        return;
    };
    if let Some(Value::String(name)) = members.get("name") {
        let bad = match location {
            "header" | "cookie" => !is_token(name),
            _ => name.is_empty(),
        };
        if bad {
            let name = quoted(name);
            let message = format!("{name} is not a name for a parameter in `{location}`");
            audit.report(Code::INVALID_PARAMETER_NAME, &at.child("name"), message);
        }
    }
    if location == "path" && members.get("required") != Some(&Value::Bool(true)) {
        let required = at.child("required");
        let stated = members.contains_key("required");
        let place = if stated { &required } else { at };
        let message = "a parameter in `path` is always required";
        audit
            .report(Code::OPTIONAL_PATH_PARAMETER, place, message)
            .help("write `required: true`");
    }
    if let Some(style) = members.get("style").and_then(Value::as_str) {
        // A style that no parameter has was complained about already.
        let is_known = STYLES.iter().any(|(_, styles)| styles.contains(&style));
        let styles = STYLES.iter().find(|(place, _)| *place == location);
        let misplaced = |(_, styles): &&(_, &[&str])| is_known && !styles.contains(&style);
        if let Some((_, styles)) = styles.filter(misplaced) {
            let style = quoted(style);
            let message = format!("{style} is not a style for a parameter in `{location}`");
            audit
                .report(Code::MISPLACED_STYLE, &at.child("style"), message)
                .help(suggest::one_of(styles.iter().copied()));
        }
    }
    for keyword in ["allowReserved", "allowEmptyValue"] {
        if location != "query" && members.get(keyword) == Some(&Value::Bool(true)) {
            let message = format!("`{keyword}` has no effect on a parameter in `{location}`");
            let code = Code::PARAMETER_KEYWORD_WITHOUT_EFFECT;
            audit.report(code, &at.child(keyword), message);
        }
    }
}

fn schema_or_content(audit: &mut Audit<'_>, kind: Kind, members: &Mapping, at: &Path<'_>) {
    let label = kind.label();
    let content = at.child("content");
    let (code, at, message) = match (members.contains_key("schema"), members.get("content")) {
        (false, None) => {
            let message = format!("{label} without `schema` or `content`");
            (Code::PARAMETER_WITHOUT_SCHEMA, at, message)
        }
        (true, Some(_)) => {
            let message = format!("{label} with `schema` and `content`");
            (Code::SCHEMA_BESIDE_CONTENT, &content, message)
        }
        (false, Some(Value::Mapping(types))) if types.len() != 1 => {
            let message = format!("the `content` of {label} has exactly one media type");
            (Code::PARAMETER_CONTENT_COUNT, &content, message)
        }
        _ => return,
    };
    audit.report(code, at, message);
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
        let code = match kind {
            _ if is_documentation(kind, keyword) => Code::MISSING_DOCUMENTATION,
            Kind::SecurityScheme | Kind::OAuthFlow => Code::INCOMPLETE_SECURITY_SCHEME,
            _ => Code::MISSING_KEYWORD,
        };
        let message = format!("{} without {}", kind.label(), quoted(keyword));
        audit.report(code, at, message);
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

/// openapiv3 takes a path item with `$ref` for a bare reference.
fn path_item(audit: &mut Audit<'_>, members: &Mapping, at: &Path<'_>) {
    if !members.contains_key("$ref") {
        return;
    }
    audit.target(Kind::PathItem, members, at);
    if let Some(name) = components::beside_reference(members) {
        let message = components::not_beside_reference(name);
        audit.report(Code::KEYWORD_BESIDE_PATH_ITEM_REF, &at.child(name), message);
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
        audit.report(Code::EXAMPLE_BESIDE_EXAMPLES, &at.child(other), message);
    }
}

fn link(audit: &mut Audit<'_>, members: &Mapping, at: &Path<'_>) {
    if members.contains_key("operationRef") == members.contains_key("operationId") {
        let message = "a link has either `operationRef` or `operationId`";
        audit.report(Code::INVALID_LINK, at, message);
    }
}
