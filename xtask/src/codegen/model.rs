//! The API model: what the description says, in the words of Rust.
//!
//! Comes from [`lower`](super::lower), goes to [`emit`](super::emit). It is
//! plain data: types are linked by [`TypeId`], every identifier is already
//! chosen and unique in its scope, every type already decided. Deliberately
//! absent: OpenAPI (no keyword, no reference survives lowering) and tokens (how
//! a thing is spelled in Rust is the emitters' business).

mod constraint;
mod operation;
mod paging;
mod reply;
mod security;
mod style;
mod type_ref;
mod types;
mod union;

use std::cmp::Ordering;
use std::fmt::{self, Display};

pub use self::constraint::*;
pub use self::operation::*;
pub use self::paging::*;
pub use self::reply::*;
pub use self::security::*;
pub use self::style::*;
pub use self::type_ref::*;
pub use self::types::*;
pub use self::union::*;

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
    /// How requests may prove who sends them, in the order of the description.
    pub schemes: Vec<Scheme>,
    /// The type of the JSON body that explains an error, when there is one.
    pub error: Option<TypeId>,
    /// The types, in the order of the description.
    pub types: Types,
    /// The handles, parents before children.
    pub resources: Vec<Resource>,
    /// What the description says and the client does not have.
    pub left_out: Vec<LeftOut>,
}

/// Something that is left out, since it can't be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// What it is.
    pub what: String,
    /// What is wrong with it, or with what it uses.
    pub why: String,
}

impl Api {
    /// Returns the handle behind an id.
    pub fn resource(&self, id: ResourceId) -> &Resource {
        &self.resources[id.0]
    }

    /// Returns whether a bearer token opens every operation, and nothing else any, so that
    /// nothing needs to be said of them.
    pub fn is_plain_bearer(&self) -> bool {
        let is_bearer = |scheme: &Scheme| matches!(scheme.kind, SchemeKind::Bearer(_));
        let mut operations = self.resources.iter().flat_map(|all| &all.operations);
        !self.schemes.is_empty()
            && self.schemes.iter().all(is_bearer)
            && operations.all(|operation| operation.security.is_needed())
    }

    /// Returns how client credentials are exchanged for tokens: as the first scheme says
    /// that says it.
    pub fn client_credentials(&self) -> Option<&ClientCredentials> {
        self.schemes.iter().find_map(|scheme| match &scheme.kind {
            SchemeKind::Bearer(credentials) => credentials.as_ref(),
            _ => None,
        })
    }
}

/// Where the service lives, and what a user must say to reach it.
#[derive(Clone, Debug)]
pub struct Server {
    /// An absolute URL with `{variable}`s; `None` where the description names
    /// no server and the user gives the whole address.
    pub template: Option<String>,
    /// The variables of the template, in its order.
    pub variables: Vec<ServerVariable>,
    /// Other addresses that the description names, as it writes them.
    pub others: Vec<String>,
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
    /// The values it may have; any fit one where there are none.
    pub values: Vec<String>,
    /// A value for examples.
    pub example: String,
}

/// A number of the description.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// Whole.
    Integer(i128),
    /// Finite.
    Float(f64),
}

impl Number {
    /// The nearest floating-point number.
    pub fn float(self) -> f64 {
        match self {
            #[allow(clippy::cast_precision_loss, reason = "the nearest one is meant")]
            Self::Integer(value) => value as f64,
            Self::Float(value) => value,
        }
    }

    /// Returns a whole number as an integer; `1.0` is one.
    #[must_use]
    pub fn whole(self) -> Self {
        match self {
            #[allow(clippy::cast_possible_truncation, reason = "it is whole and fits")]
            Self::Float(value) if value.fract() == 0.0 && value.abs() < 1e38 => {
                Self::Integer(value as i128)
            }
            _ => self,
        }
    }

    /// Compares by value, integers exactly.
    pub fn compare(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Integer(one), Self::Integer(two)) => Some(one.cmp(&two)),
            (one, two) => one.float().partial_cmp(&two.float()),
        }
    }
}

impl Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(value) => value.fmt(f),
            Self::Float(value) => value.fmt(f),
        }
    }
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

/// As JSON, for people: quotes inside a text are not escaped.
impl Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "\"{text}\""),
            Self::Texts(texts) => {
                let texts = texts.iter().map(|text| format!("\"{text}\""));
                write!(f, "[{}]", texts.collect::<Vec<_>>().join(", "))
            }
            Self::Number(number) => number.fmt(f),
            Self::Bool(value) => value.fmt(f),
            Self::Null => f.write_str("null"),
            Self::Variant(_, place) => place.fmt(f),
            Self::Json(text) => f.write_str(text),
        }
    }
}

impl From<&serde_json::Value> for Literal {
    fn from(value: &serde_json::Value) -> Self {
        use serde_json::Value;
        match value {
            Value::String(text) => Self::Text(text.clone()),
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(whole), _) => Self::Number(Number::Integer(i128::from(whole))),
                (None, Some(float)) => Self::Number(Number::Float(float)),
                (None, None) => Self::Json(value.to_string()),
            },
            Value::Array(items) => {
                let texts = items.iter().map(|item| item.as_str().map(str::to_owned));
                let texts: Option<Vec<_>> = texts.collect();
                texts.map_or_else(|| Self::Json(value.to_string()), Self::Texts)
            }
            Value::Null => Self::Null,
            Value::Object(_) => Self::Json(value.to_string()),
        }
    }
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
