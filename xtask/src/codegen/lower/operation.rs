//! Paths and methods → operations.
//!
//! In: the paths. Out: a [`Draft`] for each operation, which is the
//! operation and the handles that lead to it. Deliberately absent: the handles themselves,
//! which need all drafts (see `resource.rs`).

mod arguments;
mod body;
mod content;
mod example;
mod group;
mod multipart;
mod pagination;
mod parameter;
mod path;
mod resource;
mod response;
mod style;
mod unspecified;

pub(crate) use self::pagination::paged_forms;
pub(crate) use self::response::error_type;

use std::collections::HashMap;

use openapiv3::PathItem;

use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::lower::naming::{self, Case, NameRequest, Scope, cased};
use crate::codegen::lower::operation::body::BodyDraft;
use crate::codegen::lower::operation::group::{HandleStep, NAME};
use crate::codegen::lower::operation::parameter::{Input, Parameters};
use crate::codegen::lower::operation::response::Asked;
use crate::codegen::lower::schema::Schemas;
use crate::codegen::lower::security::{DefinedSchemes, Security};
use crate::codegen::lower::server::Servers;
use crate::codegen::model::{Docs, Ident, Operation, ParameterStruct, ResponseBody};
use crate::codegen::source::{PathKey, Pointer};

/// A method of an operation, and how one gets to it.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) operation: Operation,
    /// The handles that lead to it; none where it is a method of the client.
    pub(crate) handle_path: Vec<HandleStep>,
    /// Whether its handle is only named after its path, because the description says nothing.
    pub(crate) is_grouped_by_path: bool,
    /// The name of its method.
    pub(crate) method_name: String,
    /// Whether the description gives that name, so that it is not changed.
    pub(crate) is_named: bool,
    /// What is added to the name of the method before: this is the same operation, with another
    /// body.
    pub(crate) suffix: Option<String>,
}

/// Reads operations, and names what belongs to their requests.
pub(crate) struct Operations<'d, 's> {
    schemas: &'s mut Schemas<'d>,
    /// What `security` may name.
    schemes: DefinedSchemes<'d>,
    /// The names of handles, request builders and what belongs to them.
    request_names: Scope,
}

impl<'d, 's> Operations<'d, 's> {
    pub(crate) fn new(schemas: &'s mut Schemas<'d>) -> Self {
        Self {
            schemes: DefinedSchemes::of(schemas.document),
            schemas,
            request_names: Scope::new(Case::Pascal, naming::RESOURCES),
        }
    }

    pub(crate) fn report(
        &mut self,
        code: Code,
        at: &Pointer,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.schemas.diagnostics.report(code, at, message)
    }

    /// Lowers all operations, in the order of the description.
    pub(crate) fn operations(&mut self) -> Vec<Draft> {
        let mut found = Vec::new();
        for (path, item) in &self.schemas.document.openapi.paths.paths {
            let at = Pointer::root().child("paths").child(path);
            // A reference has become a copy of what it led to when the document was loaded.
            let Some(item) = item.as_item() else { continue };
            for (keyword, operation) in item.iter() {
                let method = keyword.to_ascii_uppercase();
                let id = operation.operation_id.clone();
                found.push(Found {
                    path,
                    item,
                    operation,
                    at: at.child(keyword),
                    id: id.unwrap_or_else(|| made_up_id(&method, path)),
                    method,
                });
            }
        }
        let names = self.builder_names(&found);
        let all = found.iter().zip(&names);
        let requests = all.map(|(found, name)| NameRequest::new(name, &found.at));
        let builders = (self.request_names).claim_all(requests, self.schemas.diagnostics);
        let all = found.iter().zip(&names).zip(builders);
        let drafts =
            all.filter_map(|((found, name), builder)| self.operation(found, name, builder));
        drafts.flatten().collect()
    }

    /// What the request builders, and all that belongs to them, are named after: the
    /// ids. Ids that differ only in signs or case make the same name; then each of the
    /// operations is named after its method and path, so that their order does not
    /// matter.
    fn builder_names(&mut self, found: &[Found<'d>]) -> Vec<String> {
        let mut ids: HashMap<&str, &Found<'_>> = HashMap::new();
        let mut uses: HashMap<Option<String>, usize> = HashMap::new();
        for one in found {
            let is_given = |one: &Found<'_>| one.operation.operation_id.is_some();
            let first = ids.insert(&one.id, one).filter(|first| is_given(first));
            if let Some(first) = first.filter(|_| is_given(one)) {
                let message = format!(
                    "the operationId `{}` stands at {} already",
                    one.id, first.at
                );
                let at = one.at.child("operationId");
                self.report(Code::DUPLICATE_OPERATION_ID, &at, message)
                    .help(
                        "both are named after their methods and paths; an overlay can change one",
                    );
            }
            *uses.entry(cased(&one.id, Case::Pascal)).or_default() += 1;
        }
        let name = |one: &Found<'_>| match cased(&one.id, Case::Pascal) {
            id @ Some(_) if uses[&id] == 1 => one.id.clone(),
            _ => made_up_id(&one.method, one.path),
        };
        found.iter().map(name).collect()
    }

    /// Names something that belongs to requests; `other` is its name where the
    /// first one is taken.
    pub(crate) fn claim_request(&mut self, name: &str, other: &str, at: &Pointer) -> Ident {
        let names = &mut self.request_names;
        names.claim_either(name, other, at, self.schemas.diagnostics)
    }

    /// Lowers an operation: one draft, and one more for each further kind of body. Nothing where its
    /// path can be read in several ways.
    fn operation(&mut self, found: &Found<'d>, name: &str, builder: Ident) -> Option<Vec<Draft>> {
        let Found {
            path,
            ref method,
            item,
            operation,
            ref at,
            ref id,
        } = *found;
        let item_at = Pointer::root().child("paths").child(path);
        let mut parameters = self.parameters(
            (&item.parameters, &item_at),
            (&operation.parameters, at),
            name,
        );
        let (handle_path, method_name) = self.handle_path(operation, path, id, at);
        let lowered_path = self.path(path, at, &mut parameters, &handle_path)?;
        let page = self.paging(operation, at, &parameters.query, name);
        let slot = match operation.request_body {
            Some(_) => "query",
            // Where nothing else is sent, the query is the request.
            None => "request",
        };
        let (query, headers) = (&parameters.query, &parameters.headers);
        let query = self.inputs(query, ("query", slot, "query parameters"), name, at);
        let noun = "header and cookie parameters";
        let headers = self.inputs(headers, ("headers", "headers", noun), name, at);
        let bodies = self.bodies(operation, at, name);
        let asked = Asked {
            name,
            method,
            is_conditional: parameters.are_conditional(),
            page: page.map(ResponseBody::Page),
        };
        let responses = self.responses(&operation.responses, at, asked);
        let bound = handle_path.iter().map(|step| step.parameters.len()).sum();
        let document = self.schemas.document;
        let security = Security::new(document, &self.schemes, self.schemas.diagnostics);
        let security = security.of_operation(operation, at);
        let servers = Servers::new(document, self.schemas.diagnostics);
        let server = servers.own_server(&item_at, at);
        let lowered = Operation {
            repeats: false,
            ident: Ident(String::new()),
            builder,
            method: method.clone(),
            template: path.to_owned(),
            path: lowered_path.path,
            path_query: lowered_path.query,
            path_parameters: lowered_path.parameters,
            bound,
            query,
            headers,
            body: None,
            arguments: Vec::new(),
            success: responses.success,
            redirects: responses.redirects,
            accept: responses.accept,
            stream: responses.stream,
            server,
            security: security.requirements,
            scopes: security.scopes,
            statuses: responses.statuses,
            docs: docs(item, operation),
            deprecated: operation.deprecated,
            example: Vec::new(),
            origin: at.clone(),
            id: id.clone(),
        };
        let first = Draft {
            operation: lowered,
            handle_path,
            method_name,
            is_named: operation.extensions.contains_key(NAME),
            is_grouped_by_path: group::is_by_path(operation),
            suffix: None,
        };
        Some(self.methods(first, &bodies, &parameters, name))
    }

    /// The methods of an operation: one for each of its bodies, and one where it has none.
    fn methods(
        &mut self,
        first: Draft,
        bodies: &[BodyDraft<'d>],
        parameters: &Parameters,
        name: &str,
    ) -> Vec<Draft> {
        let further = bodies.iter().skip(1).filter_map(|body| {
            let suffix = body.suffix.clone()?;
            let mut draft = first.clone();
            let at = draft.operation.origin.clone();
            let (short, long) = (format!("{name}_{suffix}"), format!("{name}_as_{suffix}"));
            draft.operation.builder = self.claim_request(&short, &long, &at);
            draft.operation.repeats = true;
            self.arguments(&mut draft.operation, Some(body), parameters);
            draft.suffix = Some(suffix);
            Some(draft)
        });
        let further: Vec<Draft> = further.collect();
        let mut drafts = vec![first];
        self.arguments(&mut drafts[0].operation, bodies.first(), parameters);
        drafts.extend(further);
        drafts
    }

    /// The struct that holds parameters: what it is called beside the operation, where it
    /// stands in a request, and what it holds.
    fn inputs(
        &mut self,
        inputs: &[Input],
        (suffix, slot, noun): (&str, &str, &'static str),
        name: &str,
        at: &Pointer,
    ) -> Option<ParameterStruct> {
        if inputs.is_empty() {
            return None;
        }
        let name = format!("{name}_{suffix}");
        let ident = self.claim_request(&name, &format!("{name}_parameters"), at);
        Some(ParameterStruct {
            ident,
            slot: Ident(slot.to_owned()),
            noun,
            fields: inputs.iter().map(|input| input.field.clone()).collect(),
            locations: inputs.iter().map(|input| input.place.clone()).collect(),
            setters: Vec::new(),
        })
    }
}

/// What the description says of an operation, or else of its path.
fn docs(item: &PathItem, operation: &openapiv3::Operation) -> Docs {
    let or = |own: &Option<String>, shared: &Option<String>| own.clone().or_else(|| shared.clone());
    Docs {
        summary: or(&operation.summary, &item.summary),
        description: or(&operation.description, &item.description),
    }
}

/// An operation of the description, and where it stands.
struct Found<'d> {
    path: &'d str,
    method: String,
    item: &'d PathItem,
    operation: &'d openapiv3::Operation,
    at: Pointer,
    id: String,
}

/// `GET /client-grants/{id}` without an operationId is `get_client_grants_by_id`.
fn made_up_id(method: &str, path: &str) -> String {
    format!("{}_{}", method.to_ascii_lowercase(), path_words(path))
}

/// `/client-grants/{id}` is `client_grants_by_id`.
fn path_words(path: &str) -> String {
    cased(&PathKey::of(path).words(), Case::Snake).unwrap_or_else(|| "root".to_owned())
}
