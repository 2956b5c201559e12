//! Parameters, and headers of responses.
//!
//! In: an object of either kind. Out: complaints about its style and about what says its type, and
//! how it is read. Deliberately absent: names of parameters, which matter where one is used;
//! lowering looks at them.

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::Code;
use crate::codegen::document::audit::{Audit, Kind};
use crate::codegen::document::readings::Reading;
use crate::codegen::source::{Path, Pointer, quoted};
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

/// Checks a parameter.
pub(super) fn check(audit: &mut Audit<'_>, members: &Mapping, at: &Path<'_>) {
    schema_or_content(audit, Kind::Parameter, members, at);
    let Some(location) = members.get("in").and_then(Value::as_str) else {
        return;
    };
    if location == "path" && members.get("required") != Some(&Value::Bool(true)) {
        let required = at.child("required");
        let stated = members.contains_key("required");
        let place = if stated { &required } else { at };
        let message = "a parameter in `path` is always required";
        audit
            .report(Code::OPTIONAL_PATH_PARAMETER, place, message)
            .help("it is read so; write `required: true`");
    }
    style(audit, members, location, at);
    for keyword in ["allowReserved", "allowEmptyValue"] {
        if location != "query" && members.get(keyword) == Some(&Value::Bool(true)) {
            let message = format!("`{keyword}` has no effect on a parameter in `{location}`");
            let code = Code::PARAMETER_KEYWORD_WITHOUT_EFFECT;
            audit.report(code, &at.child(keyword), message);
        }
    }
}

fn style(audit: &mut Audit<'_>, members: &Mapping, location: &str, at: &Path<'_>) {
    let Some(style) = members.get("style").and_then(Value::as_str) else {
        return;
    };
    // A style that no parameter has was complained about already.
    let is_known = STYLES.iter().any(|(_, styles)| styles.contains(&style));
    let own = STYLES.iter().find(|(place, _)| *place == location);
    let misplaced = |(_, styles): &&(_, &[&str])| is_known && !styles.contains(&style);
    let Some((_, styles)) = own.filter(misplaced) else {
        return;
    };
    let place = at.child("style");
    let default = styles.first().copied().unwrap_or_default();
    let message = format!(
        "{} is not a style for a parameter in `{location}`",
        quoted(style)
    );
    // Commas are what `simple` is made of, and `form` without `explode`.
    let is_same = matches!(style, "simple" | "form") || is_scalar(audit.root, members);
    if is_same {
        audit
            .report(Code::MISPLACED_STYLE, &place, message)
            .help(format!("it is read as `{default}`"));
        if style == "simple" && !members.contains_key("explode") {
            audit.read(&at.child("explode"), Reading::As(Value::Bool(false)));
        }
    } else {
        let known = suggest::one_of(styles.iter().copied());
        audit
            .report(Code::INAPPLICABLE_STYLE, &place, message)
            .help(format!("{known}; lowered, it is read as `{default}`"));
    }
    audit.read(&place, Reading::text(default));
}

/// Whether the value of a parameter has no items and no members, so that all styles write it
/// alike but for a sign before it.
fn is_scalar(root: &Value, members: &Mapping) -> bool {
    let schema = members
        .get("schema")
        .and_then(|schema| match schema.get("$ref") {
            Some(reference) => Some(Pointer::parse(reference.as_str()?)?.chain(root).last()?.1),
            None => Some(schema),
        });
    let kind = schema.and_then(|schema| schema.get("type")?.as_str());
    kind.is_some_and(|kind| matches!(kind, "string" | "integer" | "number" | "boolean"))
}

/// Checks what says the type of a parameter or a header.
pub(super) fn schema_or_content(
    audit: &mut Audit<'_>,
    kind: Kind,
    members: &Mapping,
    at: &Path<'_>,
) {
    let label = kind.label();
    let content = at.child("content");
    match (members.contains_key("schema"), members.get("content")) {
        (false, None) => {
            let text = Mapping::from_iter([("type".into(), "string".into())]);
            audit.read(&at.child("schema"), Reading::As(Value::Mapping(text)));
            let message = format!("{label} without `schema` or `content`");
            let code = Code::PARAMETER_WITHOUT_SCHEMA;
            audit.report(code, at, message).help("it is read as text");
        }
        (true, Some(Value::Mapping(types))) => {
            audit.read(&content, Reading::LeftOut);
            let message = format!("{label} with `schema` and `content`");
            let (code, help) = if types.is_empty() {
                (Code::PARAMETER_CONTENT_COUNT, "`schema` is read")
            } else {
                let help = "an overlay can remove one of the two; lowered, `schema` is read";
                (Code::SCHEMA_BESIDE_CONTENT, help)
            };
            audit.report(code, &content, message).help(help);
        }
        (false, Some(Value::Mapping(types))) if types.len() != 1 => {
            let message = format!("the `content` of {label} has exactly one media type");
            let code = Code::PARAMETER_CONTENT_COUNT;
            let help = one_of_content(audit, types, at);
            audit.report(code, &content, message).help(help);
        }
        _ => {}
    }
}

/// Any of several media types can be sent: JSON, else the first. Of none, text.
fn one_of_content(audit: &mut Audit<'_>, types: &Mapping, at: &Path<'_>) -> String {
    let names = || types.keys().filter_map(Value::as_str);
    let json = names().find(|name| name.to_ascii_lowercase().contains("json"));
    let Some(chosen) = json.or_else(|| names().next()) else {
        audit.read(&at.child("content"), Reading::LeftOut);
        let text = Mapping::from_iter([("type".into(), "string".into())]);
        audit.read(&at.child("schema"), Reading::As(Value::Mapping(text)));
        return "it is read as text".to_owned();
    };
    let content = at.child("content");
    for other in names().filter(|name| *name != chosen) {
        audit.read(&content.child(other), Reading::LeftOut);
    }
    format!("{} is used", quoted(chosen))
}
