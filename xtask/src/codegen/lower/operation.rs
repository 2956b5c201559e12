//! Paths and methods → operations.
//!
//! Comes in: the paths. Goes out: a [`Draft`] for each operation, which is the
//! operation and the way to it. Deliberately absent: the handles themselves,
//! which need all drafts (see `resource.rs`).

use openapiv3::{PathItem, ReferenceOr};

use super::Lowering;
use super::names::{self, Case, Scope, cased};
use super::parameter::Parameters;
use super::resource::Step;
use super::schema::borrow;
use crate::codegen::document::pointer::Pointer;
use crate::codegen::model::{
    Argument, Body, Docs, Literal, Operation, PathPiece, Presence, Query, Setter, Shape, Source,
    Struct, Success, Traits, TypeRef,
};

/// An operation, and how one gets to it.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) operation: Operation,
    /// The handles on the way.
    pub(super) way: Vec<Step>,
    /// The name of its method.
    pub(super) method_name: String,
    /// The types of its error bodies.
    pub(super) errors: Vec<TypeRef>,
}

impl<'d> Lowering<'d> {
    /// Lowers all operations, in the order of the description.
    pub(super) fn operations(&mut self) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let mut builders = Scope::new(Case::Pascal, names::RESOURCES);
        for (path, item) in &self.document.openapi.paths.paths {
            let at = Pointer::root().child("paths").child(path);
            let Some(item) = item.as_item() else {
                self.unsupported(&at, "a path that is a reference", "write the operations here");
                continue;
            };
            for (method, operation) in item.iter() {
                let at = at.child(method);
                let Some(method) = METHODS.iter().find(|known| known.eq_ignore_ascii_case(method))
                else {
                    continue;
                };
                drafts.push(self.operation(path, method, item, operation, &at, &mut builders));
            }
        }
        drafts
    }

    fn operation(
        &mut self,
        path: &str,
        method: &'static str,
        item: &'d PathItem,
        operation: &'d openapiv3::Operation,
        at: &Pointer,
        builders: &mut Scope,
    ) -> Draft {
        let id = operation.operation_id.clone().unwrap_or_else(|| made_up_id(method, path));
        let builder = builders.claim(&id, at, self.diagnostics);
        let item_at = Pointer::root().child("paths").child(path);
        let mut parameters =
            self.parameters((&item.parameters, &item_at), (&operation.parameters, at), &id);
        let (way, method_name) = self.way(operation, path, &id, at);
        let (pieces, path_parameters) = self.path(path, at, &mut parameters, &way);
        let page = self.paging(operation, at, &parameters.query, &id).map(Success::Page);
        let query = self.query(&id, &parameters, at);
        let body = self.body(operation, at, &id);
        let answers = self.responses(&operation.responses, at, &id, page);
        let bound = way.iter().map(|step| step.parameters.len()).sum();
        let mut operation = Operation {
            ident: crate::codegen::model::Ident(String::new()),
            builder,
            method,
            template: path.to_owned(),
            path: pieces,
            path_parameters,
            bound,
            query,
            body: None,
            arguments: Vec::new(),
            success: answers.success,
            scopes: self.scopes(operation, at),
            statuses: answers.statuses,
            docs: Docs {
                summary: operation.summary.clone().or_else(|| item.summary.clone()),
                description: operation.description.clone().or_else(|| item.description.clone()),
            },
            deprecated: operation.deprecated,
            example: Vec::new(),
            origin: at.clone(),
            id,
        };
        self.arguments(&mut operation, body, &parameters);
        Draft { operation, way, method_name, errors: answers.errors }
    }

    /// Takes the path apart. Its parameters come in the order of the path,
    /// the ones that handles bind first.
    fn path(
        &mut self,
        path: &str,
        at: &Pointer,
        parameters: &mut Parameters,
        way: &[Step],
    ) -> (Vec<PathPiece>, Vec<crate::codegen::model::PathParameter>) {
        let mut names: Vec<&str> = way.iter().flat_map(|step| &step.parameters).map(String::as_str).collect();
        let mut texts = Vec::new();
        let mut rest = path;
        while let Some((literal, tail)) = rest.split_once('{') {
            texts.push((literal, None));
            let Some((name, tail)) = tail.split_once('}') else {
                self.diagnostics.error(at, format!("`{path}` has a brace that is never closed"));
                break;
            };
            if texts.iter().any(|(_, known)| *known == Some(name)) {
                self.diagnostics.error(at, format!("`{path}` names the parameter `{name}` twice"));
            }
            texts.push(("", Some(name)));
            if !names.contains(&name) {
                names.push(name);
            }
            rest = tail;
        }
        texts.push((rest, None));
        let placeholders: Vec<&str> = texts.iter().filter_map(|(_, name)| *name).collect();
        let mut ordered = Vec::new();
        let mut indices = Vec::new();
        for name in names {
            let declared = parameters.path.iter().position(|(parameter, _)| parameter.wire_name == name);
            match declared {
                _ if !placeholders.contains(&name) => {
                    self.diagnostics
                        .error(at, format!("`x-operation-group` binds `{name}`, which is no parameter of `{path}`"));
                }
                Some(index) => {
                    indices.push(name);
                    ordered.push(parameters.path.remove(index).0);
                }
                None => {
                    self.diagnostics
                        .error(at, format!("the path parameter `{name}` of `{path}` is not declared"))
                        .help(format!("add it to `parameters`, with `name: {name}`, `in: path`, `required: true`"));
                }
            }
        }
        for (extra, at) in parameters.path.drain(..) {
            self.diagnostics
                .error(&at, format!("the path parameter `{}` does not occur in `{path}`", extra.wire_name))
                .help(format!("put `{{{}}}` into the path, or remove the parameter", extra.wire_name));
        }
        let pieces = texts
            .into_iter()
            .filter_map(|(literal, name)| match name {
                Some(name) => indices.iter().position(|known| *known == name).map(PathPiece::Parameter),
                None => (!literal.is_empty()).then(|| PathPiece::Literal(literal.to_owned())),
            })
            .collect();
        (pieces, ordered)
    }

    fn query(&mut self, id: &str, parameters: &Parameters, at: &Pointer) -> Option<Query> {
        if parameters.query.is_empty() {
            return None;
        }
        let name = format!("{id}_query");
        let ident = Scope::new(Case::Pascal, names::RESOURCES).claim(&name, at, self.diagnostics);
        let fields = parameters.query.iter().map(|parameter| parameter.field.clone()).collect();
        let traits = Traits { default: false, eq: false };
        Some(Query { ident, fields, setters: Vec::new(), traits })
    }

    fn body(
        &mut self,
        operation: &'d openapiv3::Operation,
        at: &Pointer,
        id: &str,
    ) -> Option<(TypeRef, Option<&'d serde_json::Value>)> {
        let at = at.child("requestBody");
        let (body, at) = self.resolve(operation.request_body.as_ref()?, &at)?;
        let (media, at) = self.json(&body.content, &at, "a request body")?;
        if !body.required {
            self.unsupported(
                &at,
                "a request body that may be left out",
                "add `required: true`; a body whose members are all optional can be `{}`",
            );
        }
        let schema = media.schema.as_ref()?;
        let ty = self.schema(borrow(schema), &at, &format!("{id}_request")).inner();
        Some((ty, body_example(media)))
    }

    /// Decides what the method takes, and which setters its builder has.
    fn arguments(
        &mut self,
        operation: &mut Operation,
        body: Option<(TypeRef, Option<&'d serde_json::Value>)>,
        parameters: &Parameters,
    ) {
        let at = operation.origin.clone();
        let mut arguments = Scope::new(Case::Snake, names::ARGUMENTS);
        for (index, parameter) in operation.path_parameters.iter().enumerate() {
            let ident = arguments.claim(&parameter.wire_name, &at, self.diagnostics);
            if index >= operation.bound {
                let example = parameter.example.clone();
                operation.arguments.push(Argument { ident, source: Source::Path(index), example });
            }
        }
        let mut setters = Scope::new(Case::Snake, names::SETTERS);
        if let Some(query) = &mut operation.query {
            for (index, parameter) in parameters.query.iter().enumerate() {
                if parameter.field.presence == Presence::Required {
                    let ident = arguments.claim(&parameter.field.wire_name, &parameter.at, self.diagnostics);
                    let example = super::example::of_type(&parameter.field, parameter.example.clone());
                    operation.arguments.push(Argument { ident, source: Source::Query(index), example });
                } else {
                    let ident = setters.claim(&parameter.field.wire_name, &parameter.at, self.diagnostics);
                    query.setters.push(Setter { ident, clear: None, field: index });
                }
            }
        }
        let Some((ty, example)) = body else { return };
        let fields = self.struct_of(&ty).map(|def| def.fields.clone());
        let required = fields.iter().flatten().filter(|field| is_required(field)).count();
        let built = fields.is_some() && operation.arguments.len() + required <= POSITIONAL.max(operation.arguments.len());
        let mut body = Body { ty, built, setters: Vec::new() };
        if !built {
            let ident = arguments.claim("body", &at, self.diagnostics);
            let example = Literal::Json(String::new());
            operation.arguments.push(Argument { ident, source: Source::WholeBody, example });
        }
        for (index, field) in fields.iter().flatten().enumerate() {
            if is_required(field) {
                if built {
                    let ident = arguments.claim(&field.wire_name, &at, self.diagnostics);
                    let example = super::example::of_field(field, example);
                    operation.arguments.push(Argument { ident, source: Source::Body(index), example });
                }
                continue;
            }
            let ident = setters.claim(&field.wire_name, &at, self.diagnostics);
            let clear = (field.presence == Presence::OptionalNullable)
                .then(|| setters.claim(&format!("clear_{}", field.wire_name), &at, self.diagnostics));
            body.setters.push(Setter { ident, clear, field: index });
        }
        operation.example = self.example_setters(&body, fields.as_deref().unwrap_or_default(), example);
        operation.body = Some(body);
    }

    /// The struct that a type is, where it is one.
    pub(super) fn struct_of(&self, ty: &TypeRef) -> Option<&Struct> {
        let TypeRef::Named(id) = ty else { return None };
        match &self.types.get(id.0)?.as_ref()?.shape {
            Shape::Struct(def) => Some(def),
            Shape::Alias(alias) => self.struct_of(&alias.ty),
            Shape::Enum(_) => None,
        }
    }
}

/// How many arguments a method has at the most, path parameters aside, before
/// they are handed over as a struct.
const POSITIONAL: usize = 2;

const METHODS: [&str; 8] = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];

fn is_required(field: &crate::codegen::model::Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::Nullable)
}

/// `GET /client-grants/{id}` without an operationId is `get_client_grants_by_id`.
fn made_up_id(method: &str, path: &str) -> String {
    let path = path.replace('{', "by-");
    let words = cased(&path, Case::Snake).unwrap_or_else(|| "root".to_owned());
    format!("{}_{words}", method.to_ascii_lowercase())
}

/// The example that sets most, and of those the first: it teaches most.
fn body_example(media: &openapiv3::MediaType) -> Option<&serde_json::Value> {
    let named = media.examples.values().filter_map(ReferenceOr::as_item);
    let all = media.example.iter().chain(named.filter_map(|example| example.value.as_ref()));
    let members = |value: &serde_json::Value| value.as_object().map_or(0, serde_json::Map::len);
    // `max_by_key` takes the last of equals, so the order is turned round.
    all.collect::<Vec<_>>().into_iter().rev().max_by_key(|value| members(value))
}
