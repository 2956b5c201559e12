//! The API model: what the description says, in the words of Rust.
//!
//! Comes from [`lower`](super::lower), goes to [`emit`](super::emit). It is
//! plain data: types are linked by [`TypeId`], every identifier is already
//! chosen and unique in its scope, every type already decided. Deliberately
//! absent: OpenAPI (no keyword, no reference survives lowering) and tokens (how
//! a thing is spelled in Rust is the emitters' business).

use super::document::pointer::Pointer;

/// A Rust identifier, unique in its scope. Only `lower::names` makes one.
///
/// The text carries no `r#`; the emitter adds it where the word is a keyword.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ident(pub(super) String);

impl Ident {
    /// Returns the identifier's text, without `r#`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Everything that is generated from one description.
#[derive(Clone, Debug)]
pub struct Api {
    /// The title of the API, as its owner writes it.
    pub title: String,
    /// What the API is for.
    pub docs: Docs,
    /// Where the service lives.
    pub server: Server,
    /// The type of the JSON body that explains an error, when there is one.
    pub error: Option<TypeId>,
    /// The types, in the order of the description.
    pub types: Types,
    /// The handles, parents before children.
    pub resources: Vec<Resource>,
}

/// Where the service lives, and what a user must say to reach it.
#[derive(Clone, Debug)]
pub struct Server {
    /// An absolute URL with `{variable}`s; `None` where the description names
    /// no server and the user gives the whole address.
    pub template: Option<String>,
    /// The variables of the template, in its order.
    pub variables: Vec<ServerVariable>,
}

/// One `{variable}` of the server's address.
#[derive(Clone, Debug)]
pub struct ServerVariable {
    /// Its name in the template.
    pub wire_name: String,
    /// Its name as an argument.
    pub ident: Ident,
    /// What it stands for.
    pub docs: Docs,
    /// The value used when it is not asked for; `None` makes it an argument.
    pub value: Option<String>,
}

/// The types of an API.
#[derive(Clone, Debug, Default)]
pub struct Types(pub(super) Vec<TypeDef>);

/// The place of a type in [`Types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub(super) usize);

impl Types {
    /// Returns the definition behind an id.
    pub fn get(&self, id: TypeId) -> &TypeDef {
        &self.0[id.0]
    }

    /// Walks the types in the order of the description.
    pub fn iter(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        self.0
            .iter()
            .enumerate()
            .map(|(index, def)| (TypeId(index), def))
    }
}

/// A named Rust type.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// The name of the component schema, or a made-up one for a type that the
    /// description defines in passing.
    pub name: String,
    /// The name of the Rust type.
    pub ident: Ident,
    /// What it is.
    pub docs: Docs,
    /// What it is made of.
    pub shape: Shape,
    /// The traits that it can have.
    pub traits: Traits,
    /// Whether values of it leave with a request, and so are checked.
    pub sent: bool,
    /// The file that it is printed into: a resource's module, or none for
    /// what several resources share.
    pub module: Option<Ident>,
    /// Where the description defines it.
    pub origin: Pointer,
}

/// What a named type is made of.
#[derive(Clone, Debug)]
pub enum Shape {
    /// An object with known members.
    Struct(Struct),
    /// A string out of a list that may grow.
    Enum(Enum),
    /// Another name for a type.
    Alias(Alias),
}

/// Derivable traits beyond `Clone`, `Debug` and `PartialEq`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traits {
    /// Every member may be absent.
    pub default: bool,
    /// No floating-point number inside.
    pub eq: bool,
}

/// An object with known members. Members that the description does not name
/// are always kept beside them.
#[derive(Clone, Debug)]
pub struct Struct {
    /// The members, in the order of the description.
    pub fields: Vec<Field>,
    /// Least number of members.
    pub min_properties: Option<u64>,
    /// Greatest number of members.
    pub max_properties: Option<u64>,
}

/// A member of an object, or a query parameter.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name on the wire.
    pub wire_name: String,
    /// Its name in Rust.
    pub ident: Ident,
    /// Its type when it is there and not null.
    pub ty: TypeRef,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// The limits of its value.
    pub rule: Rule,
    /// What it is.
    pub docs: Docs,
    /// The value that the service assumes when it is absent. Never sent.
    pub default: Option<Literal>,
}

/// Whether a member may be absent, and whether it may be null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always there, never null.
    Required,
    /// Absent or a value.
    Optional,
    /// Always there, perhaps null.
    Nullable,
    /// Absent, null or a value: three different things.
    OptionalNullable,
}

/// A string out of a list that may grow: values that the description does not
/// name are kept as they are.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The known values.
    pub variants: Vec<Variant>,
    /// The name of the variant for all others.
    pub unknown: Ident,
}

/// A known value of an [`Enum`].
#[derive(Clone, Debug)]
pub struct Variant {
    /// The value on the wire.
    pub wire_name: String,
    /// The variant.
    pub ident: Ident,
}

/// Another name for a type.
#[derive(Clone, Debug)]
pub struct Alias {
    /// The type itself.
    pub ty: TypeRef,
    /// Whether null is one of its values.
    pub nullable: bool,
    /// The limits that come with the name.
    pub rule: Rule,
}

/// A use of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeRef {
    /// A type of [`Types`].
    Named(TypeId),
    /// `true` or `false`.
    Bool,
    /// A 32-bit integer.
    I32,
    /// A 64-bit integer.
    I64,
    /// A 32-bit floating-point number.
    F32,
    /// A 64-bit floating-point number.
    F64,
    /// Text.
    String,
    /// Any JSON value.
    Json,
    /// An array.
    List(Box<TypeRef>),
    /// An object whose members all have this type.
    Map(Box<TypeRef>),
    /// Null, or this.
    Nullable(Box<TypeRef>),
    /// The same on the heap, where a type contains itself.
    Boxed(Box<TypeRef>),
}

/// The limits of a value, as far as they are checked before it leaves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rule {
    /// Least number of characters.
    pub min_length: Option<u64>,
    /// Greatest number of characters.
    pub max_length: Option<u64>,
    /// Least value.
    pub minimum: Option<Number>,
    /// Greatest value.
    pub maximum: Option<Number>,
    /// The value must be greater.
    pub exclusive_minimum: Option<Number>,
    /// The value must be less.
    pub exclusive_maximum: Option<Number>,
    /// The value must be a multiple.
    pub multiple_of: Option<Number>,
    /// Least number of items.
    pub min_items: Option<u64>,
    /// Greatest number of items.
    pub max_items: Option<u64>,
    /// No two items may be equal.
    pub unique_items: bool,
    /// Least number of members of a map.
    pub min_properties: Option<u64>,
    /// Greatest number of members of a map.
    pub max_properties: Option<u64>,
    /// The only value that a boolean may have.
    pub only: Option<bool>,
    /// The limits of each item of an array, or value of a map.
    pub items: Option<Box<Rule>>,
}

impl Rule {
    /// Returns whether there is nothing to check.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A number of the description.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// Whole.
    Integer(i128),
    /// Finite.
    Float(f64),
}

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

/// The place of a resource in [`Api::resources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ResourceId(pub(super) usize);

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
    /// The scopes, one of which the token must have.
    pub scopes: Vec<String>,
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

/// A value that is printed.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// Text.
    Text(String),
    /// Several texts.
    Texts(Vec<String>),
    /// A number.
    Number(Number),
    /// `true` or `false`.
    Bool(bool),
    /// Null.
    Null,
    /// A known value of an enum.
    Variant(TypeId, usize),
    /// Something that an example can't spell.
    Json(String),
}

/// Text of the description, as it stands there: Markdown that nobody has
/// vouched for. `emit::docs` makes it harmless.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// One line.
    pub summary: Option<String>,
    /// The rest.
    pub description: Option<String>,
}
