//! Rules of single kinds of objects that the tables cannot state.
//!
//! In: an object whose members have been checked one by one. Out: complaints about
//! paths, statuses and combinations. Deliberately absent: placeholders of paths, which
//! need the parameters; lowering checks them.

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::Code;
use crate::codegen::document::audit::{Audit, Kind, encoding, security};
use crate::codegen::document::components;
use crate::codegen::document::keywords::walk::Node;
use crate::codegen::source::{Path, is_token, placeholders, quoted};
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

/// Checks the name of a member that is no keyword. Returns whether its value is worth a look.
pub(super) fn entry_name(audit: &mut Audit<'_>, kind: Kind, name: &str, at: &Path<'_>) -> bool {
    match kind {
        Kind::Paths => path(audit, name, at),
        Kind::Responses => status(audit, name, at),
        _ => true,
    }
}

fn path(audit: &mut Audit<'_>, name: &str, at: &Path<'_>) -> bool {
    if !name.starts_with('/') {
        audit
            .report(
                Code::PATH_WITHOUT_SLASH,
                at,
                format!("the path {} does not begin with a slash", quoted(name)),
            )
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
        audit.report(
            code,
            at,
            format!("the path {} holds {problem}", quoted(whole)),
        );
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
        audit
            .report(
                Code::UNKNOWN_STATUS,
                at,
                format!("unknown status {}", quoted(name)),
            )
            .help(help);
    }
    known
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
            audit.report(
                Code::INVALID_PARAMETER_NAME,
                &at.child("name"),
                format!(
                    "{} is not a name for a parameter in `{location}`",
                    quoted(name)
                ),
            );
        }
    }
    if location == "path" && members.get("required") != Some(&Value::Bool(true)) {
        let place = if members.contains_key("required") {
            at.child("required")
        } else {
            *at
        };
        audit
            .report(
                Code::OPTIONAL_PATH_PARAMETER,
                &place,
                "a parameter in `path` is always required",
            )
            .help("write `required: true`");
    }
    let styles = styles_in(location);
    if let Some(Value::String(style)) = members.get("style") {
        // A style that no parameter has was complained about already.
        let known = ["query", "path", "header", "cookie"]
            .iter()
            .any(|location| styles_in(location).contains(&style.as_str()));
        if known && !styles.is_empty() && !styles.contains(&style.as_str()) {
            audit
                .report(
                    Code::MISPLACED_STYLE,
                    &at.child("style"),
                    format!(
                        "{} is not a style for a parameter in `{location}`",
                        quoted(style)
                    ),
                )
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
            audit.report(
                Code::PARAMETER_CONTENT_COUNT,
                &at.child("content"),
                format!(
                    "the `content` of {} has exactly one media type",
                    kind.label()
                ),
            );
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
            audit.report(
                Code::UNSUPPORTED_SECURITY_SCHEME,
                &at.child("type"),
                "the security scheme `mutualTLS` is not supported",
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
            audit.report(
                code,
                at,
                format!("{} without {}", kind.label(), quoted(keyword)),
            );
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
        audit.report(
            Code::EXAMPLE_BESIDE_EXAMPLES,
            &at.child(other),
            format!("{} with `{one}` and `{other}`", kind.label()),
        );
    }
}

fn link(audit: &mut Audit<'_>, members: &Mapping, at: &Path<'_>) {
    if members.contains_key("operationRef") == members.contains_key("operationId") {
        audit.report(
            Code::INVALID_LINK,
            at,
            "a link has either `operationRef` or `operationId`",
        );
    }
}
