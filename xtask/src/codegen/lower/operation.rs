//! Paths and methods → operations.
//!
//! Comes in: the paths. Goes out: a [`Draft`] for each operation, which is the
//! operation and the way to it. Deliberately absent: the handles themselves,
//! which need all drafts (see `resource.rs`).

use openapiv3::{PathItem, ReferenceOr};

use super::Lowering;
use super::names::{Case, cased};
use super::parameter::Parameters;
use super::resource::Step;
use super::schema::borrow;
use crate::codegen::document::pointer::Pointer;
use crate::codegen::model::{Docs, Ident, Operation, Query, Success, Traits, TypeRef};

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
        for (path, item) in &self.document.openapi.paths.paths {
            let at = Pointer::root().child("paths").child(path);
            let Some(item) = item.as_item() else {
                self.unsupported(
                    &at,
                    "a path that is a reference",
                    "write the operations here",
                );
                continue;
            };
            for (method, operation) in item.iter() {
                let at = at.child(method);
                let Some(method) = METHODS
                    .iter()
                    .find(|known| known.eq_ignore_ascii_case(method))
                else {
                    continue;
                };
                drafts.push(self.operation(path, method, item, operation, &at));
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
    ) -> Draft {
        let id = operation
            .operation_id
            .clone()
            .unwrap_or_else(|| made_up_id(method, path));
        let builder = self.resource_names.claim(&id, at, self.diagnostics);
        let item_at = Pointer::root().child("paths").child(path);
        let mut parameters = self.parameters(
            (&item.parameters, &item_at),
            (&operation.parameters, at),
            &id,
        );
        let (way, method_name) = self.way(operation, path, &id, at);
        let (pieces, path_parameters) = self.path(path, at, &mut parameters, &way);
        let page = self
            .paging(operation, at, &parameters.query, &id)
            .map(Success::Page);
        let query = self.query(&id, &parameters, at);
        let body = self.body(operation, at, &id);
        let answers = self.responses(&operation.responses, at, &id, page);
        let bound = way.iter().map(|step| step.parameters.len()).sum();
        let mut operation = Operation {
            ident: Ident(String::new()),
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
                description: operation
                    .description
                    .clone()
                    .or_else(|| item.description.clone()),
            },
            deprecated: operation.deprecated,
            example: Vec::new(),
            origin: at.clone(),
            id,
        };
        self.arguments(&mut operation, body, &parameters);
        Draft {
            operation,
            way,
            method_name,
            errors: answers.errors,
        }
    }

    fn query(&mut self, id: &str, parameters: &Parameters, at: &Pointer) -> Option<Query> {
        if parameters.query.is_empty() {
            return None;
        }
        let name = format!("{id}_query");
        let ident = self.resource_names.claim(&name, at, self.diagnostics);
        let fields = parameters
            .query
            .iter()
            .map(|parameter| parameter.field.clone())
            .collect();
        let traits = Traits {
            default: false,
            eq: false,
        };
        Some(Query {
            ident,
            fields,
            setters: Vec::new(),
            traits,
        })
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
        let ty = match &media.schema {
            Some(schema) => self
                .schema(borrow(schema), &at, &format!("{id}_request"))
                .inner(),
            None => TypeRef::Json,
        };
        Some((ty, body_example(media)))
    }
}

const METHODS: [&str; 8] = [
    "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE",
];

/// `GET /client-grants/{id}` without an operationId is `get_client_grants_by_id`.
fn made_up_id(method: &str, path: &str) -> String {
    let path = path.replace('{', "by-");
    let words = cased(&path, Case::Snake).unwrap_or_else(|| "root".to_owned());
    format!("{}_{words}", method.to_ascii_lowercase())
}

/// The example that sets most, and of those the first: it teaches most.
fn body_example(media: &openapiv3::MediaType) -> Option<&serde_json::Value> {
    let named = media.examples.values().filter_map(ReferenceOr::as_item);
    let all = media
        .example
        .iter()
        .chain(named.filter_map(|example| example.value.as_ref()));
    let members = |value: &serde_json::Value| value.as_object().map_or(0, serde_json::Map::len);
    // `max_by_key` takes the last of equals, so the order is turned round.
    all.collect::<Vec<_>>()
        .into_iter()
        .rev()
        .max_by_key(|value| members(value))
}
