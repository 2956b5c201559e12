//! Rules of single kinds of objects that the tables cannot state.
//!
//! In: an object. Out: complaints about what is missing, and about combinations.
//! Deliberately absent: each member by itself.

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::Code;
use crate::codegen::document::audit::{Audit, Kind, encoding, security};
use crate::codegen::document::components;
use crate::codegen::document::keywords::walk::Node;
use crate::codegen::source::{Path, is_token, quoted};
use crate::suggest;

/// Checks what the members of an object are together.
pub(super) fn check(audit: &mut Audit<'_>, kind: Kind, members: &Mapping, node: &Node<'_>) {
    let at = &node.at;
    match (kind, node.takes.kind()) {
        (Kind::Schema, _) => return audit.schema_members(members, node),
        (Kind::Reference, Some(target)) => return audit.target(target, members, at),
        _ => {}
    }
    let version = audit.version;
    let required = kind.keywords().iter();
    let required = required.filter(|keyword| keyword.is_required_in(version));
    missing(
        audit,
        kind,
        required.map(|keyword| keyword.name),
        members,
        at,
    );
    match kind {
        Kind::Parameter => parameter(audit, members, at),
        Kind::Header => schema_or_content(audit, kind, members, at),
        Kind::SecurityScheme => security_scheme(audit, members, at),
        Kind::OAuthFlows => oauth_flows(audit, members, at),
        Kind::PathItem => path_item(audit, members, at),
        Kind::Example => examples(audit, kind, members, at),
        Kind::MediaType => {
            examples(audit, kind, members, at);
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
            let message = format!(
                "{} is not a name for a parameter in `{location}`",
                quoted(name)
            );
            audit.report(Code::INVALID_PARAMETER_NAME, &at.child("name"), message);
        }
    }
    if location == "path" && members.get("required") != Some(&Value::Bool(true)) {
        let place = if members.contains_key("required") {
            at.child("required")
        } else {
            *at
        };
        let message = "a parameter in `path` is always required";
        audit
            .report(Code::OPTIONAL_PATH_PARAMETER, &place, message)
            .help("write `required: true`");
    }
    let styles = styles_in(location);
    if let Some(Value::String(style)) = members.get("style") {
        // A style that no parameter has was complained about already.
        let known = ["query", "path", "header", "cookie"]
            .iter()
            .any(|location| styles_in(location).contains(&style.as_str()));
        if known && !styles.is_empty() && !styles.contains(&style.as_str()) {
            let message = format!(
                "{} is not a style for a parameter in `{location}`",
                quoted(style)
            );
            audit
                .report(Code::MISPLACED_STYLE, &at.child("style"), message)
                .help(suggest::one_of(styles.iter().copied()));
        }
    }
    for keyword in ["allowReserved", "allowEmptyValue"] {
        if location != "query" && members.get(keyword) == Some(&Value::Bool(true)) {
            let message = format!("`{keyword}` has no effect on a parameter in `{location}`");
            audit.diagnostics.report(
                Code::PARAMETER_KEYWORD_WITHOUT_EFFECT,
                &at.child(keyword).pointer(),
                message,
            );
        }
    }
}

/// The styles of the parameters in a place.
fn styles_in(location: &str) -> &'static [&'static str] {
    match location {
        "path" => &["simple", "label", "matrix"],
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "header" => &["simple"],
        "cookie" => &["form"],
        _ => &[],
    }
}

fn schema_or_content(audit: &mut Audit<'_>, kind: Kind, members: &Mapping, at: &Path<'_>) {
    match (members.contains_key("schema"), members.get("content")) {
        (false, None) => drop(audit.report(
            Code::PARAMETER_WITHOUT_SCHEMA,
            at,
            format!("{} without `schema` or `content`", kind.label()),
        )),
        (true, Some(_)) => drop(audit.report(
            Code::SCHEMA_BESIDE_CONTENT,
            &at.child("content"),
            format!("{} with `schema` and `content`", kind.label()),
        )),
        (false, Some(Value::Mapping(content))) if content.len() != 1 => {
            let message = format!(
                "the `content` of {} has exactly one media type",
                kind.label()
            );
            audit.report(Code::PARAMETER_CONTENT_COUNT, &at.child("content"), message);
        }
        _ => {}
    }
}

fn security_scheme(audit: &mut Audit<'_>, members: &Mapping, at: &Path<'_>) {
    let required: &[&str] = match members.get("type").and_then(Value::as_str) {
        Some("apiKey") => &["name", "in"],
        Some("http") => &["scheme"],
        Some("oauth2") => &["flows"],
        Some("openIdConnect") => &["openIdConnectUrl"],
        Some("mutualTLS") => {
            let message = "the security scheme `mutualTLS` is not supported";
            audit.report(
                Code::UNSUPPORTED_SECURITY_SCHEME,
                &at.child("type"),
                message,
            );
            return;
        }
        _ => return,
    };
    let required = required.iter().copied();
    missing(audit, Kind::SecurityScheme, required, members, at);
}

fn oauth_flows(audit: &mut Audit<'_>, members: &Mapping, at: &Path<'_>) {
    for (flow, required) in [
        ("implicit", &["authorizationUrl"][..]),
        ("password", &["tokenUrl"]),
        ("clientCredentials", &["tokenUrl"]),
        ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
    ] {
        if let Some(Value::Mapping(members)) = members.get(flow) {
            let required = required.iter().copied();
            missing(audit, Kind::OAuthFlow, required, members, &at.child(flow));
        }
    }
}

fn missing<'k>(
    audit: &mut Audit<'_>,
    kind: Kind,
    required: impl IntoIterator<Item = &'k str>,
    members: &Mapping,
    at: &Path<'_>,
) {
    for keyword in required {
        if !members.contains_key(keyword) {
            let code = if is_documentation(kind, keyword) {
                Code::MISSING_DOCUMENTATION
            } else {
                Code::MISSING_KEYWORD
            };
            let message = format!("{} without {}", kind.label(), quoted(keyword));
            audit.report(code, at, message);
        }
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

fn examples(audit: &mut Audit<'_>, kind: Kind, members: &Mapping, at: &Path<'_>) {
    let [one, other] = if kind == Kind::Example {
        ["value", "externalValue"]
    } else {
        ["example", "examples"]
    };
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
