//! The template of a path → its pieces.
//!
//! In: a template such as `/client-grants/{id}`, and the path parameters that are declared. Out:
//! [`PathPiece`]s and the parameters in their order: each placeholder has one, and each of them
//! a placeholder. Deliberately absent: encoding of values, which is done for each request.

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::operation::Operations;
use crate::codegen::lower::operation::group::{GROUP, HandleStep};
use crate::codegen::lower::operation::parameter::Parameters;
use crate::codegen::model::{PathParameter, PathPiece};
use crate::codegen::source::Pointer;

/// A template, cut at its braces.
enum TemplatePart<'a> {
    Literal(&'a str),
    Placeholder(&'a str),
}

impl Operations<'_, '_> {
    /// Takes a path apart. Its parameters come in the order of the path, the
    /// ones that handles bind first.
    pub(crate) fn path(
        &mut self,
        path: &str,
        at: &Pointer,
        parameters: &mut Parameters,
        handle_path: &[HandleStep],
    ) -> (Vec<PathPiece>, Vec<PathParameter>) {
        let template = self.template(fragmentless(path), at, parameters);
        let placeholders = || {
            template.iter().filter_map(|piece| match piece {
                TemplatePart::Placeholder(name) => Some(*name),
                TemplatePart::Literal(_) => None,
            })
        };
        let mut names: Vec<&str> = Vec::new();
        for name in handle_path.iter().flat_map(|step| &step.parameters) {
            if placeholders().any(|placeholder| placeholder == name) {
                names.push(name);
            } else {
                let message = format!("`{name}` is no parameter of `{path}`");
                self.report(Code::INVALID_EXTENSION, &at.child(GROUP), message)
                    .help("bind parameters of the path only");
            }
        }
        for name in placeholders() {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let declared = self.in_order(path, at, parameters, &names);
        let pieces = template.iter().filter_map(|piece| match piece {
            TemplatePart::Literal(text) => {
                (!text.is_empty()).then(|| PathPiece::Literal(encoded(text)))
            }
            TemplatePart::Placeholder(name) => {
                let mut declared = declared.iter();
                let place = declared.position(|parameter| parameter.wire_name == *name);
                place.map(PathPiece::Parameter)
            }
        });
        (pieces.collect(), declared)
    }

    /// Cuts a template at its braces.
    fn template<'a>(
        &mut self,
        path: &'a str,
        at: &Pointer,
        parameters: &Parameters,
    ) -> Vec<TemplatePart<'a>> {
        let mut pieces: Vec<TemplatePart<'a>> = Vec::new();
        let mut rest = path;
        while let Some((literal, tail)) = rest.split_once('{') {
            pieces.push(TemplatePart::Literal(literal));
            let Some((name, tail)) = tail.split_once('}') else {
                let message = format!("`{path}` has a brace that is never closed");
                self.report(Code::INVALID_PATH_TEMPLATE, at, message);
                return pieces;
            };
            let name = self.plain_name(name, at, parameters);
            let seen = |piece: &TemplatePart<'_>| matches!(piece, TemplatePart::Placeholder(known) if *known == name);
            if pieces.iter().any(seen) {
                let message = format!("`{path}` names the parameter `{name}` twice");
                self.report(Code::DUPLICATE_PATH_PARAMETER, at, message);
            }
            pieces.push(TemplatePart::Placeholder(name));
            rest = tail;
        }
        if rest.contains('}') {
            let message = format!("`{path}` has a brace that is never opened");
            self.report(Code::INVALID_PATH_TEMPLATE, at, message);
        }
        pieces.push(TemplatePart::Literal(rest));
        pieces
    }

    /// `{name*}` and `{;name}` are how RFC 6570 says what the parameter's style says,
    /// too.
    fn plain_name<'a>(&mut self, name: &'a str, at: &Pointer, parameters: &Parameters) -> &'a str {
        let declared = |name: &str| {
            let mut all = parameters.path.iter();
            all.any(|(parameter, _)| parameter.wire_name == name)
        };
        let plain = name.trim_start_matches(['.', ';']).trim_end_matches('*');
        if declared(name) || !declared(plain) {
            return name;
        }
        let message = format!("`{{{name}}}` is read as `{{{plain}}}`");
        self.report(Code::PATH_TEMPLATE_OPERATOR, at, message)
            .help("the `style` of the parameter says how it is written");
        plain
    }

    /// Returns the declared parameters in the order of `names`, and complains of
    /// the ones that are missing or too many.
    fn in_order(
        &mut self,
        path: &str,
        at: &Pointer,
        parameters: &mut Parameters,
        names: &[&str],
    ) -> Vec<PathParameter> {
        let mut ordered = Vec::with_capacity(names.len());
        for name in names {
            let mut declared = parameters.path.iter();
            match declared.position(|(parameter, _)| parameter.wire_name == *name) {
                Some(index) => ordered.push(parameters.path.remove(index).0),
                None => {
                    let message =
                        format!("the path parameter `{name}` of `{path}` is not declared");
                    self.report(Code::UNDECLARED_PATH_PARAMETER, at, message)
                        .help(format!(
                            "add it to `parameters`, with `name: {name}`, `in: path`, `required: true`"
                        ));
                }
            }
        }
        for (extra, at) in parameters.path.drain(..) {
            let name = extra.wire_name;
            let message = format!("the path parameter `{name}` does not occur in `{path}`");
            let help = format!("put `{{{name}}}` into the path, or remove the parameter");
            self.report(Code::UNUSED_PATH_PARAMETER, &at, message)
                .help(help);
        }
        ordered
    }
}

/// A path without a fragment, which no server ever sees: it tells operations apart
/// that have one path. (The audit makes sure that there are several.)
fn fragmentless(path: &str) -> &str {
    path.split_once('#').map_or(path, |(path, _)| path)
}

/// Writes a literal as it must stand in a URL: what can't stand there is
/// percent-encoded, what is encoded already stays.
fn encoded(literal: &str) -> String {
    let mut encoded = String::with_capacity(literal.len());
    for byte in literal.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/%".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn literals_are_fit_for_a_url() {
        assert_eq!(encoded("/client-grants/a.json"), "/client-grants/a.json");
        assert_eq!(encoded("/<x> \"y\"%2F"), "/%3Cx%3E%20%22y%22%2F");
    }
}
