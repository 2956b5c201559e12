//! The query in the key of a path.
//!
//! In: what stands behind `?` in a key, and the parameters that are declared. Out: the parts that are
//! sent before all other pairs. What parameters in `query` say themselves is left to them.
//! Deliberately absent: parameters of a query otherwise.

use super::template::{CutTemplate, TemplatePart, is_in_path};
use crate::codegen::diagnostics::Code;
use crate::codegen::lower::operation::Operations;
use crate::codegen::lower::operation::parameter::Parameters;
use crate::codegen::source::{Pointer, TemplatePiece, pieces, quoted};

/// What becomes of a pair.
enum Pair {
    /// It is sent as it stands there.
    Sent,
    /// A parameter in `query` is the same pair.
    Declared,
    /// It can be read in several ways.
    Unreadable,
}

impl Operations<'_, '_> {
    /// Reads the query of a key; `first` are the pairs that placeholders of its path are. Returns
    /// nothing where it can be read in several ways.
    pub(super) fn query_in_path(
        &mut self,
        (key, query): (&str, Option<&str>),
        first: Vec<Vec<TemplatePart>>,
        at: &Pointer,
        parameters: &mut Parameters,
    ) -> Option<Vec<TemplatePart>> {
        let mut sent = first;
        for pair in self.pairs(query.unwrap_or_default(), at, parameters) {
            match meaning(&pair, parameters) {
                Pair::Sent => {
                    self.take_parameter(&pair, parameters);
                    sent.push(pair);
                }
                Pair::Declared => {}
                Pair::Unreadable => {
                    let message = format!(
                        "the query of {} can be read in several ways: the operation is left out",
                        quoted(key)
                    );
                    self.report(Code::UNREADABLE_QUERY_IN_PATH, at, message)
                        .help("a placeholder is the value of a name, as in `?name={name}`");
                    return None;
                }
            }
        }
        if query.is_some() {
            let message = format!("{} holds a query", quoted(key));
            self.report(Code::QUERY_IN_PATH, at, message)
                .help("it is sent as the beginning of the query");
        }
        Some(joined(sent))
    }

    /// Cuts a query at `&` and at its placeholders.
    fn pairs(
        &mut self,
        query: &str,
        at: &Pointer,
        parameters: &Parameters,
    ) -> Vec<Vec<TemplatePart>> {
        let mut pairs = vec![Vec::new()];
        for piece in pieces(query) {
            match piece {
                TemplatePiece::Literal(text) => {
                    for (index, text) in text.split('&').enumerate() {
                        if index > 0 {
                            pairs.push(Vec::new());
                        }
                        if let Some(pair) = pairs.last_mut().filter(|_| !text.is_empty()) {
                            pair.push(TemplatePart::Literal(text.to_owned()));
                        }
                    }
                }
                TemplatePiece::Braces(inside) => {
                    let mut cut = CutTemplate::default();
                    self.expression(inside, at, parameters, &mut cut);
                    if let Some(pair) = pairs.last_mut() {
                        pair.extend(cut.path);
                    }
                    pairs.extend(cut.query);
                }
            }
        }
        pairs.retain(|pair| !pair.is_empty());
        pairs
    }

    /// A parameter in `query` whose value stands in the key is left out.
    fn take_parameter(&mut self, pair: &[TemplatePart], parameters: &mut Parameters) {
        let Some(TemplatePart::Literal(first)) = pair.first() else {
            return;
        };
        let name = first.split('=').next().unwrap_or_default();
        let inputs = parameters.query.iter();
        let declared = inputs.filter(|input| input.field.wire_name == name);
        let places: Vec<Pointer> = declared.map(|input| input.field.origin.clone()).collect();
        for at in places {
            let message = format!(
                "{} has its value in the path, and is left out",
                quoted(name)
            );
            self.report(Code::QUERY_IN_PATH, &at, message)
                .help("the value in the path is sent");
        }
        parameters
            .query
            .retain(|input| input.field.wire_name != name);
    }
}

/// What a pair means beside the parameters. The name of a pair stands before `=`, and holds no
/// placeholder.
fn meaning(pair: &[TemplatePart], parameters: &Parameters) -> Pair {
    let is_in_query = |name: &str| {
        let mut inputs = parameters.query.iter();
        inputs.any(|input| input.field.wire_name == name) && !is_in_path(name, parameters)
    };
    match pair {
        [
            TemplatePart::Literal(first),
            TemplatePart::Placeholder(name),
        ] if first.strip_suffix('=') == Some(name) && is_in_query(name) => Pair::Declared,
        [TemplatePart::Placeholder(name)] if is_in_query(name) => Pair::Declared,
        [TemplatePart::Literal(first), values @ ..] => {
            let mut names = values.iter().filter_map(TemplatePart::name);
            let has_name = values.is_empty() || first.contains('=');
            if has_name && !names.any(is_in_query) {
                Pair::Sent
            } else {
                Pair::Unreadable
            }
        }
        _ => Pair::Unreadable,
    }
}

/// Pairs with `&` between them.
fn joined(pairs: Vec<Vec<TemplatePart>>) -> Vec<TemplatePart> {
    let mut parts = Vec::new();
    for pair in pairs {
        if !parts.is_empty() {
            parts.push(TemplatePart::Literal("&".to_owned()));
        }
        parts.extend(pair);
    }
    parts
}
