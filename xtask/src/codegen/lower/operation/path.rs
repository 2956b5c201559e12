//! The key of a path → the pieces of a path and of a query.
//!
//! In: a key such as `/client-grants/{id}`, and the parameters that are declared. Out: [`PathPiece`]s
//! and the parameters in their order: each placeholder has one, and each of them a placeholder.
//! Deliberately absent: how a placeholder is spelled (see `template.rs`), what stands behind `?`
//! (see `query.rs`), and encoding of values, which is done for each request.

mod query;
mod template;

use self::template::TemplatePart;
use crate::codegen::diagnostics::Code;
use crate::codegen::lower::naming::{self, Case, Scope, spoken};
use crate::codegen::lower::operation::Operations;
use crate::codegen::lower::operation::group::{GROUP, HandleStep};
use crate::codegen::lower::operation::parameter::Parameters;
use crate::codegen::model::{Constraints, Docs, Literal, PathParameter, PathPiece, Style, TypeRef};
use crate::codegen::source::{PathKey, Pointer};

/// What the key of a path says of a request.
pub(crate) struct LoweredPath {
    pub(crate) path: Vec<PathPiece>,
    pub(crate) query: Vec<PathPiece>,
    pub(crate) parameters: Vec<PathParameter>,
}

impl Operations<'_, '_> {
    /// Takes a key apart. Its parameters come in the order of the key, the ones that handles bind
    /// first. Returns nothing where it can be read in several ways.
    pub(crate) fn path(
        &mut self,
        key: &str,
        at: &Pointer,
        parameters: &mut Parameters,
        handle_path: &[HandleStep],
    ) -> Option<LoweredPath> {
        let PathKey { path, query, .. } = PathKey::of(key);
        let cut = self.template(path, at, parameters);
        let query = self.query_in_path((key, query), cut.query, at, parameters)?;
        let names = || {
            let all = cut.path.iter().chain(&query);
            all.filter_map(TemplatePart::name)
        };
        let mut order: Vec<&str> = Vec::new();
        for name in handle_path.iter().flat_map(|step| &step.parameters) {
            if names().any(|placeholder| placeholder == name) {
                order.push(name);
            } else {
                let message = format!("`{name}` is no parameter of `{key}`");
                self.report(Code::INVALID_EXTENSION, &at.child(GROUP), message)
                    .help("bind parameters of the path only");
            }
        }
        let mut seen: Vec<&str> = Vec::new();
        for name in names() {
            if seen.contains(&name) {
                let message = format!("`{key}` names the parameter `{name}` twice");
                self.report(Code::DUPLICATE_PATH_PARAMETER, at, message)
                    .help("the same value is sent in both places");
            }
            seen.push(name);
            if !order.contains(&name) {
                order.push(name);
            }
        }
        let mut declared = self.in_order(key, at, parameters, &order);
        for parameter in &mut declared {
            let is_reserved = cut.reserved.contains(&parameter.wire_name);
            if is_reserved && parameter.style == (Style::Simple { explode: false }) {
                parameter.style = Style::Reserved;
            }
        }
        Some(LoweredPath {
            path: lowered(&cut.path, &declared, template::of_path),
            query: lowered(&query, &declared, template::of_query),
            parameters: declared,
        })
    }

    /// Returns the parameters in the order of `names`, and complains of the ones that are missing,
    /// which are texts, or too many, which are left out.
    fn in_order(
        &mut self,
        key: &str,
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
                    let message = format!("the path parameter `{name}` of `{key}` is not declared");
                    self.report(Code::UNDECLARED_PATH_PARAMETER, at, message)
                        .help(format!(
                            "it is a required text; an overlay can add it to `parameters`, with `name: {name}`, `in: path`, `required: true`"
                        ));
                    ordered.push(self.undeclared(name, at));
                }
            }
        }
        for (extra, at) in parameters.path.drain(..) {
            let name = extra.wire_name;
            let message = format!("the path parameter `{name}` does not occur in `{key}`");
            self.report(Code::UNUSED_PATH_PARAMETER, &at, message)
                .help("it is left out");
        }
        ordered
    }

    /// The parameter that a placeholder stands for of which nothing else is known.
    fn undeclared(&mut self, name: &str, at: &Pointer) -> PathParameter {
        let mut scope = Scope::new(Case::Snake, naming::ARGUMENTS);
        PathParameter {
            wire_name: name.to_owned(),
            ident: scope.claim(&spoken(name), at, self.schemas.diagnostics),
            ty: TypeRef::String,
            style: Style::Simple { explode: false },
            constraints: Constraints::default(),
            docs: Docs::default(),
            example: Literal::Text(name.to_owned()),
            origin: at.clone(),
        }
    }
}

/// The parts of a template as a request has them. What stands side by side is one literal.
fn lowered(
    parts: &[TemplatePart],
    declared: &[PathParameter],
    encoded: fn(&str) -> String,
) -> Vec<PathPiece> {
    let mut pieces: Vec<PathPiece> = Vec::with_capacity(parts.len());
    for part in parts {
        match (part, pieces.last_mut()) {
            (TemplatePart::Literal(text), _) if text.is_empty() => {}
            (TemplatePart::Literal(text), Some(PathPiece::Literal(last))) => {
                last.push_str(&encoded(text));
            }
            (TemplatePart::Literal(text), _) => pieces.push(PathPiece::Literal(encoded(text))),
            (TemplatePart::Placeholder(name), _) => {
                let mut declared = declared.iter();
                let place = declared.position(|parameter| parameter.wire_name == *name);
                pieces.extend(place.map(PathPiece::Parameter));
            }
        }
    }
    pieces
}
