//! Placeholders, as OpenAPI spells them and as others do.
//!
//! In: a template, and the parameters that are declared. Out: its parts, with plain names; and pairs
//! that a placeholder such as `{?page}` puts into the query. RFC 6570 and web frameworks have signs
//! for what OpenAPI says with the parameter. Deliberately absent: parameters that nobody declares.

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::operation::Operations;
use crate::codegen::lower::operation::parameter::Parameters;
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
            return cut.path.push(TemplatePart::Placeholder(inside.to_owned()));
        }
        let operator = inside.chars().next().filter(|c| "?&#/".contains(*c));
        let names: Vec<&str> = inside.split(',').map(plain_name).collect();
        let Some(operator) = operator else {
            for (index, name) in names.iter().enumerate() {
                if index > 0 {
                    cut.path.push(TemplatePart::Literal(",".to_owned()));
                }
                cut.path.push(TemplatePart::Placeholder((*name).to_owned()));
            }
            if names != [inside] {
                let names: Vec<String> = names.iter().map(|name| format!("{{{name}}}")).collect();
                self.reads_placeholder(&written, &quoted(&names.join(",")), at);
            }
            return;
        };
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

/// The name in `{name*}`, `{;name}`, `{+name}`, `{name:3}`, `{name:[a-z]+}`, `{*name}` or `{name?}`.
fn plain_name(text: &str) -> &str {
    let text = text.trim_start_matches(['?', '&', '#', '/', '+', '.', ';', '*']);
    let name = text.split(':').next().unwrap_or_default();
    let name = name.trim_end_matches(['*', '?']);
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
            "a", "a*", "*a", "**a", ";a", ".a", "+a", "?a", "/a*", "a:3", "a:[0-9]+", "a?",
        ] {
            assert_eq!(plain_name(text), "a", "{text}");
        }
        assert_eq!(plain_name("*"), "");
        assert_eq!(plain_name(":a"), ":a");
    }
}
