//! Operations, and the handles that lead to them.

use crate::codegen::model::{
    Constraints, Content, Docs, Field, Ident, Literal, ResponseBody, SecurityRequirements, Status,
    StatusPattern, Style, TypeRef,
};
use crate::codegen::source::Pointer;

/// A handle: one step on the way from the client to a method. Operations that belong to no
/// group are the client's own methods.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Whether it is the client itself, so that nothing leads to it and it holds nothing.
    pub is_client: bool,
    /// The path of its first operation.
    pub template: String,
    /// The method that makes the handle.
    pub ident: Ident,
    /// The type of the handle.
    pub type_ident: Ident,
    /// The file of the handle and of all below it.
    pub module: Ident,
    /// What it stands for.
    pub docs: Docs,
    /// The handle that it is reached from; the client where there is none.
    pub parent: Option<ResourceId>,
    /// The path parameters that its parents hold.
    pub inherited: Vec<PathParameter>,
    /// The path parameters that are given when it is made.
    pub bound: Vec<PathParameter>,
    /// The handles below it.
    pub children: Vec<ResourceId>,
    /// Its methods.
    pub operations: Vec<Operation>,
}

impl Resource {
    /// Walks the types that its methods take and give.
    pub fn types(&self) -> impl Iterator<Item = &TypeRef> {
        let held = self.inherited.iter().chain(&self.bound);
        let operations = self.operations.iter();
        held.map(|parameter| &parameter.ty)
            .chain(operations.flat_map(|one| one.sent().chain(one.received())))
    }
}

/// The place of a resource in [`Api::resources`](super::Api::resources).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ResourceId(pub(crate) usize);

/// One method of the API.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The id of the description, or one made of method and path.
    pub id: String,
    /// The method on the handle.
    pub ident: Ident,
    /// The request builder.
    pub builder: Ident,
    /// Whether it is the operation before it once more, with another body: what it takes besides
    /// and what comes back has the types of that one.
    pub repeats: bool,
    /// The HTTP method, in capitals.
    pub method: String,
    /// The path, as the description writes it.
    pub template: String,
    /// The path, taken apart.
    pub path: Vec<PathPiece>,
    /// The query that the path is written with, which is sent before all other pairs.
    pub path_query: Vec<PathPiece>,
    /// The parameters of both, in their order: the ones that handles
    /// bind first, then the method's own.
    pub path_parameters: Vec<PathParameter>,
    /// How many of `path_parameters` the handles bind.
    pub bound: usize,
    /// The query parameters.
    pub query: Option<ParameterStruct>,
    /// The header and cookie parameters.
    pub headers: Option<ParameterStruct>,
    /// The request body.
    pub body: Option<Body>,
    /// What the method takes.
    pub arguments: Vec<Argument>,
    /// What comes back.
    pub success: ResponseBody,
    /// The redirects that are an outcome, and no errors.
    pub redirects: Vec<StatusPattern>,
    /// The media types that are asked for, where it is not `application/json`.
    pub accept: Option<String>,
    /// The media types that are asked for when the reply is read as a stream,
    /// where it can be.
    pub stream: Option<String>,
    /// Where the operation lives, where that is not where all others do.
    pub server: Option<OwnServer>,
    /// What opens it.
    pub security: SecurityRequirements,
    /// The scopes that the token must have: all of one of these.
    pub scopes: Vec<Vec<String>>,
    /// The statuses that the description declares, with what they mean.
    pub statuses: Vec<Status>,
    /// What it does.
    pub docs: Docs,
    /// Whether the description warns against it.
    pub deprecated: bool,
    /// Setters of the body that the example in the documentation uses, by
    /// their place in [`Body::setters`], each with a value.
    pub example: Vec<(usize, Literal)>,
    /// Where the description defines it.
    pub origin: Pointer,
}

impl Operation {
    /// Walks the types whose values leave with a request.
    pub fn sent(&self) -> impl Iterator<Item = &TypeRef> {
        let (body, form) = match self.body.as_ref().map(|body| &body.payload) {
            Some(Payload::Json(ty) | Payload::Form(ty, _)) => (Some(ty), None),
            Some(Payload::Multipart(form)) => (None, Some(form)),
            Some(Payload::Text | Payload::Bytes) | None => (None, None),
        };
        let inputs = self.inputs().chain(form);
        let inputs = inputs.flat_map(|inputs| &inputs.fields);
        let path = self.path_parameters.iter();
        body.into_iter()
            .chain(path.map(|parameter| &parameter.ty))
            .chain(inputs.map(|field| &field.ty))
    }

    /// Walks what it takes outside the path and the body.
    pub fn inputs(&self) -> impl Iterator<Item = &ParameterStruct> {
        self.query.iter().chain(&self.headers)
    }

    /// Walks the types that come back.
    pub fn received(&self) -> impl Iterator<Item = &TypeRef> {
        let contents = match &self.success {
            ResponseBody::One(content) | ResponseBody::Optional { content, .. } => vec![content],
            ResponseBody::ByStatus(all) => all.arms.iter().map(|arm| &arm.content).collect(),
            ResponseBody::Page(_) => Vec::new(),
        };
        let page = match &self.success {
            ResponseBody::Page(paging) => Some(&paging.item),
            _ => None,
        };
        let json = contents.into_iter().filter_map(Content::json);
        json.chain(page)
    }
}

/// Where an operation lives that has a place of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnServer {
    /// The address; none where the caller must say it.
    pub address: Option<String>,
}

/// A piece of a path, or of the query that it is written with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPiece {
    /// Text that goes on the wire as it is.
    Literal(String),
    /// The value of a parameter, by its place in `path_parameters`.
    Parameter(usize),
}

/// A path parameter.
#[derive(Clone, Debug)]
pub struct PathParameter {
    /// Its name in the path.
    pub wire_name: String,
    /// Its name as a field and an argument.
    pub ident: Ident,
    /// Its type.
    pub ty: TypeRef,
    /// How it is written.
    pub style: Style,
    /// The limits of its value.
    pub constraints: Constraints,
    /// What it identifies.
    pub docs: Docs,
    /// A value for the documentation.
    pub example: Literal,
    /// Where the description defines it.
    pub origin: Pointer,
}

/// Parameters, or parts of a form, that are held by one struct.
#[derive(Clone, Debug)]
pub struct ParameterStruct {
    /// The struct that holds them.
    pub ident: Ident,
    /// The builder's field that has this struct.
    pub slot: Ident,
    /// What they are, in a word or two.
    pub noun: &'static str,
    /// The parameters.
    pub fields: Vec<Field>,
    /// Where each of them goes, in the same order.
    pub locations: Vec<ParameterLocation>,
    /// Their setters.
    pub setters: Vec<Setter>,
}

/// Where an input goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterLocation {
    /// Into the query.
    Query(Style),
    /// Into a header.
    Header(Style),
    /// Into the `cookie` header.
    Cookie(Style),
    /// Into a part of its own; the media type where the value does not say it.
    Part(Option<String>),
    /// Into a part of its own, as a file of this media type.
    File(String),
}

/// The request body of an operation.
#[derive(Clone, Debug)]
pub struct Body {
    /// What it is made of.
    pub payload: Payload,
    /// Its media type.
    pub media_type: String,
    /// Other media types that the service takes, and that are not sent.
    pub others: Vec<String>,
    /// Whether it may be left out: then it is, until something of it is set.
    pub optional: bool,
    /// Whether its type is a struct whose required members are all arguments,
    /// so that the builder can make it.
    pub built: bool,
    /// Setters of its members; empty where the type is not a struct.
    pub setters: Vec<Setter>,
}

/// What a request body is made of.
#[derive(Clone, Debug)]
pub enum Payload {
    /// JSON of this type.
    Json(TypeRef),
    /// Pairs, of a type with members; the styles of the members that have one.
    Form(TypeRef, Vec<(String, Style)>),
    /// Parts.
    Multipart(ParameterStruct),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

/// An argument of a method: something that a request can't do without.
#[derive(Clone, Debug)]
pub struct Argument {
    /// The argument.
    pub ident: Ident,
    /// What it is.
    pub source: Source,
    /// A value for the documentation.
    pub example: Literal,
}

/// Where an [`Argument`] goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A path parameter, by its place.
    Path(usize),
    /// A required query parameter, by its place.
    Query(usize),
    /// A required header or cookie parameter, by its place.
    Header(usize),
    /// A required member of the body, by its place.
    Body(usize),
    /// The body as a whole.
    WholeBody,
}

/// A setter of a request builder: what it sets is the field of this name in
/// the query or the body.
#[derive(Clone, Debug)]
pub struct Setter {
    /// The setter.
    pub ident: Ident,
    /// The setter that sends null, where null differs from absent.
    pub clear: Option<Ident>,
    /// The field that it sets, by its place.
    pub field: usize,
}
