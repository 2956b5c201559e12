//! Operations, and the handles that lead to them.

use super::{Docs, Field, Ident, Literal, Rule, Traits, TypeRef};
use crate::codegen::document::pointer::Pointer;

/// A handle: one step on the way from the client to a method.
#[derive(Clone, Debug)]
pub struct Resource {
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

/// The place of a resource in [`Api::resources`](super::Api::resources).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ResourceId(pub(in crate::codegen) usize);

/// One method of the API.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The id of the description, or one made of method and path.
    pub id: String,
    /// The method on the handle.
    pub ident: Ident,
    /// The request builder.
    pub builder: Ident,
    /// The HTTP method, in capitals.
    pub method: &'static str,
    /// The path, as the description writes it.
    pub template: String,
    /// The path, taken apart.
    pub path: Vec<PathPiece>,
    /// The path parameters, in the order of the path: the ones that handles
    /// bind first, then the method's own.
    pub path_parameters: Vec<PathParameter>,
    /// How many of `path_parameters` the handles bind.
    pub bound: usize,
    /// The query parameters.
    pub query: Option<Query>,
    /// The request body.
    pub body: Option<Body>,
    /// What the method takes.
    pub arguments: Vec<Argument>,
    /// What comes back.
    pub success: Success,
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

/// A piece of a path.
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
    /// `String`, an integer or an enum.
    pub ty: TypeRef,
    /// The limits of its value.
    pub rule: Rule,
    /// What it identifies.
    pub docs: Docs,
    /// A value for the documentation.
    pub example: Literal,
}

/// The query parameters of an operation.
#[derive(Clone, Debug)]
pub struct Query {
    /// The struct that holds them.
    pub ident: Ident,
    /// The parameters.
    pub fields: Vec<Field>,
    /// Their setters, in the same order.
    pub setters: Vec<Setter>,
    /// The traits that the struct can have.
    pub traits: Traits,
}

/// The request body of an operation.
#[derive(Clone, Debug)]
pub struct Body {
    /// Its type.
    pub ty: TypeRef,
    /// Whether its type is a struct whose required members are all arguments,
    /// so that the builder can make it.
    pub built: bool,
    /// Setters of its members; empty where the type is not a struct.
    pub setters: Vec<Setter>,
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

/// What comes back when all went well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Success {
    /// Nothing to read.
    Nothing,
    /// JSON of this type.
    Json(TypeRef),
    /// One page of a list.
    Page(Paging),
}

/// How a list is walked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The type of an item.
    pub item: TypeRef,
    /// The member that holds the items where a page is an object.
    pub items: String,
    /// The page size that a walk asks for when the caller asked for none.
    pub page_size: u32,
    /// Parameters and member of paging by cursor.
    pub cursor: Option<Cursor>,
    /// Parameters of paging by page number.
    pub offset: Option<Offset>,
}

/// Paging by cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The query parameter that carries the cursor.
    pub parameter: String,
    /// The member of a page that holds the next cursor.
    pub next: String,
    /// The query parameter that sets the page size.
    pub size: String,
}

/// Paging by page number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offset {
    /// The query parameter that carries the page number, from 0.
    pub page: String,
    /// The query parameter that sets the page size.
    pub size: String,
    /// The query parameter that asks for totals.
    pub totals: Option<String>,
}

/// A declared status.
#[derive(Clone, Debug)]
pub struct Status {
    /// `404`, `4XX` or `default`.
    pub code: String,
    /// When it is sent.
    pub docs: Docs,
}
