//! Placeholders, as OpenAPI spells them and as others do.
//!
//! In: a template, and the parameters that are declared. Out: its parts, with plain names; and pairs
//! that a placeholder such as `{?page}` puts into the query. RFC 6570 and web frameworks have signs
//! for what OpenAPI says with the parameter. Deliberately absent: parameters that nobody declares.

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::operation::Operations;
use crate::codegen::lower::operation::parameter::Parameters;
use crate::codegen::model::Style;
use crate::codegen::source::{Pointer, TemplatePiece, pieces, quoted};

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TemplatePart {
    Literal(String),
    Placeholder(String),
}

impl TemplatePart {
    /// Returns the name of a placeholder.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Literal(_) => None,
            Self::Placeholder(name) => Some(name),
        }
    }
}

/// The parts of a path, and what its placeholders put into the query, pair by pair.
#[derive(Default)]
pub(super) struct CutTemplate {
    pub(super) path: Vec<TemplatePart>,
    pub(super) query: Vec<Vec<TemplatePart>>,
    /// The placeholders whose values may hold slashes and other signs of a URL.
    pub(super) reserved: Vec<String>,
}

impl Operations<'_, '_> {
    /// Cuts a path at its placeholders.
    pub(super) fn template(
        &mut self,
        path: &str,
        at: &Pointer,
        parameters: &Parameters,
    ) -> CutTemplate {
        let mut cut = CutTemplate::default();
        let colons = self.with_braces(path, at, parameters);
        for piece in pieces(&colons) {
            match piece {
                TemplatePiece::Literal(text) => {
                    cut.path.push(TemplatePart::Literal(text.to_owned()));
                }
                TemplatePiece::Braces(inside) => self.expression(inside, at, parameters, &mut cut),
            }
        }
        cut
    }

    /// `/pets/:id` with a parameter `id` that stands nowhere else is `/pets/{id}`.
    fn with_braces(&mut self, path: &str, at: &Pointer, parameters: &Parameters) -> String {
        let name_of = |segment: &str| {
            let name = segment.strip_prefix(':')?;
            let is_declared =
                is_in_path(name, parameters) && !path.contains(&format!("{{{name}}}"));
            is_declared.then(|| name.to_owned())
        };
        let segment = |segment: &str| match name_of(segment) {
            Some(name) => {
                self.reads_placeholder(segment, &format!("`{{{name}}}`"), at);
                format!("{{{name}}}")
            }
            None => segment.to_owned(),
        };
        let segments: Vec<String> = path.split('/').map(segment).collect();
        segments.join("/")
    }

    /// Reads what stands in braces.
    pub(super) fn expression(
        &mut self,
        inside: &str,
        at: &Pointer,
        parameters: &Parameters,
        cut: &mut CutTemplate,
    ) {
        let written = format!("{{{inside}}}");
        if is_in_path(inside, parameters) {
            if is_rest_of_path(inside) {
                cut.reserved.push(inside.to_owned());
            }
            return cut.path.push(TemplatePart::Placeholder(inside.to_owned()));
        }
        let operator = inside.chars().next().filter(|c| "?&#/".contains(*c));
        let Some(operator) = operator else {
            return self.values(inside, at, parameters, cut);
        };
        let names: Vec<&str> = inside.split(',').map(plain_name).collect();
        for name in names {
            let is_in_query = parameters
                .query
                .iter()
                .any(|input| input.field.wire_name == name);
            let reading = match operator {
                '?' | '&' if is_in_query => format!("the query parameter {}", quoted(name)),
                '?' | '&' if is_in_path(name, parameters) => {
                    let key = TemplatePart::Literal(format!("{name}="));
                    cut.query
                        .push(vec![key, TemplatePart::Placeholder(name.to_owned())]);
                    format!("the query parameter {}", quoted(name))
                }
                '/' if is_in_path(name, parameters) => {
                    cut.path.push(TemplatePart::Literal("/".to_owned()));
                    cut.path.push(TemplatePart::Placeholder(name.to_owned()));
                    format!("`/{{{name}}}`")
                }
                _ => format!("nothing: no parameter {} stands there", quoted(name)),
            };
            self.reads_placeholder(&written, &reading, at);
        }
    }

    /// Reads names whose values stand where the braces do, with commas between them, or with the
    /// sign of RFC 6570 before each, which a `style` says otherwise.
    fn values(
        &mut self,
        inside: &str,
        at: &Pointer,
        parameters: &Parameters,
        cut: &mut CutTemplate,
    ) {
        let (mut reading, mut is_rest) = (String::new(), false);
        for (index, text) in inside.split(',').enumerate() {
            let name = plain_name(text);
            let before = match inside.chars().next() {
                Some(sign @ ('.' | ';')) => sign_before(sign, name, parameters),
                _ if index > 0 => ",".to_owned(),
                _ => String::new(),
            };
            reading.push_str(&format!("{before}{{{name}}}"));
            if !before.is_empty() {
                cut.path.push(TemplatePart::Literal(before));
            }
            cut.path.push(TemplatePart::Placeholder(name.to_owned()));
            if is_rest_of_path(text) || inside.starts_with('+') {
                is_rest = true;
                cut.reserved.push(name.to_owned());
            }
        }
        let written = format!("{{{inside}}}");
        if reading != written {
            let slashes = if is_rest { ", whose slashes stay" } else { "" };
            let reading = format!("{}{slashes}", quoted(&reading));
            self.reads_placeholder(&written, &reading, at);
        }
    }

    fn reads_placeholder(&mut self, written: &str, reading: &str, at: &Pointer) {
        let message = format!("{} is read as {reading}", quoted(written));
        self.report(Code::PATH_TEMPLATE_OPERATOR, at, message)
            .help("the parameter says where it stands and, with `style`, how it is written");
    }
}

/// Whether a parameter of the path has a name.
pub(super) fn is_in_path(name: &str, parameters: &Parameters) -> bool {
    let mut all = parameters.path.iter();
    all.any(|(parameter, _)| parameter.wire_name == name)
}

/// What a sign of RFC 6570 puts before a value, unless the parameter has a style that does it.
fn sign_before(sign: char, name: &str, parameters: &Parameters) -> String {
    let mut all = parameters.path.iter();
    let declared = all.find(|(parameter, _)| parameter.wire_name == name);
    match (sign, declared.map(|(parameter, _)| parameter.style)) {
        (_, Some(Style::Label { .. } | Style::Matrix { .. })) => String::new(),
        (';', _) => format!(";{name}="),
        _ => sign.to_string(),
    }
}

/// Whether frameworks mean all that is left of a path: `{*name}`, `{name+}`, `{name:path}` and
/// `{name:.*}`.
fn is_rest_of_path(text: &str) -> bool {
    let pattern = text.split_once(':').map(|(_, pattern)| pattern);
    text.starts_with(['*', '+'])
        || text.ends_with('+') && pattern.is_none()
        || matches!(pattern, Some("path" | ".*" | ".+"))
}

/// The name in `{name*}`, `{;name}`, `{+name}`, `{name:3}`, `{name:[a-z]+}`, `{*name}`, `{name+}` or
/// `{name?}`.
fn plain_name(text: &str) -> &str {
    let text = text.trim_start_matches(['?', '&', '#', '/', '+', '.', ';', '*']);
    let name = text.split(':').next().unwrap_or_default();
    let name = name.trim_end_matches(['*', '+', '?']);
    // What has no name left is one as it stands.
    if name.is_empty() { text } else { name }
}

/// Writes a literal of a path as it must stand in a URL: what can't stand there is
/// percent-encoded, what is encoded already stays.
pub(super) fn of_path(literal: &str) -> String {
    encoded(literal, b"-._~!$&'()*+,;=:@/%")
}

/// Does the same for a literal of a query, where a quotation mark can't stand, and `/` and `?` can.
pub(super) fn of_query(literal: &str) -> String {
    let pieces = literal.split('%').enumerate().map(|(index, piece)| {
        let digits = piece.as_bytes().get(..2);
        let is_escape = digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let sign = match (index, is_escape) {
            (0, _) => "",
            (_, true) => "%",
            (_, false) => "%25",
        };
        format!("{sign}{}", encoded(piece, b"-._~!$&()*+,;=:@/?"))
    });
    pieces.collect()
}

fn encoded(literal: &str, kept: &[u8]) -> String {
    let mut encoded = String::with_capacity(literal.len());
    for byte in literal.bytes() {
        if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_fit_for_a_url() {
        assert_eq!(of_path("/client-grants/a.json"), "/client-grants/a.json");
        assert_eq!(of_path("/<x> \"y\"%2F"), "/%3Cx%3E%20%22y%22%2F");
        assert_eq!(of_query("a=b c&d=100%&e='%20"), "a=b%20c&d=100%25&e=%27%20");
        assert_eq!(of_query("é=/?"), "%C3%A9=/?");
    }

    #[test]
    fn names_come_without_signs() {
        for text in [
            "a", "a*", "*a", "**a", ";a", ".a", "+a", "?a", "/a*", "a:3", "a:[0-9]+", "a?", "a+",
        ] {
            assert_eq!(plain_name(text), "a", "{text}");
        }
        assert_eq!(plain_name("*"), "");
        assert_eq!(plain_name(":a"), ":a");
    }
}
