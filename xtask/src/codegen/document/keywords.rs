//! What an OpenAPI description may say: a description of descriptions, as tables.
//!
//! In: nothing. Out: for each kind of object its keywords, and for each of these the kind of
//! value that it takes, the versions that know it, whether it is required, which types of
//! JSON values it is about, and whether the generator follows it. `walk` goes through a
//! description by these tables, and everything that looks at one goes with it. Deliberately
//! absent: unknown keywords, which are always errors, and `x-` extensions, which are nobody's
//! business.

mod json_type;
mod keyword;
mod objects;
mod schema;
pub(in crate::codegen) mod walk;

use crate::codegen::document::Version;
use crate::codegen::source::Pointer;
use crate::codegen::source::list_index;
pub(crate) use json_type::{JsonType, whole};
use keyword::k;
pub use keyword::{IgnoredKeyword, ignored_keywords};
pub(crate) use keyword::{Keyword, Support};
pub(crate) use schema::keyword_types;

/// The kinds of objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The whole description.
    Document,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Paths,
    PathItem,
    Operation,
    Parameter,
    Header,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Link,
    Example,
    Components,
    Tag,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    Schema,
    Discriminator,
    Xml,
    ExternalDocs,
    /// A reference that stands in place of another object. A schema is its own kind of
    /// reference in 3.1.
    Reference,
}

/// The kind of value that a keyword takes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ValueKind {
    Text,
    Bool,
    /// A whole number from 0.
    Count,
    Number,
    /// Data, in which no keyword has a meaning.
    Any,
    /// One of a few texts; the second few came with 3.2.
    Word(&'static [&'static str], &'static [&'static str]),
    /// An object; a schema may be a boolean in 3.1.
    Object(Kind),
    /// An object, or a reference to one.
    Reference(Kind),
    List(&'static ValueKind),
    /// An object whose keys are names.
    Map(&'static ValueKind),
    /// A schema, or a boolean in every version.
    SchemaOrBool,
    /// The name of a component schema, or a reference to any schema.
    SchemaName,
    /// The `type` of a schema: a word, or a list of words in 3.1.
    Type,
    /// An exclusive bound: a boolean in 3.0, a number in 3.1.
    Bound,
    /// What no table knows.
    Unknown,
}

/// Returns the keywords of a path item that hold the operation of a method.
pub fn methods() -> impl Iterator<Item = &'static str> {
    let is_method = |keyword: &&Keyword| {
        matches!(keyword.takes, ValueKind::Object(Kind::Operation))
            && keyword.is_known_in(Version::V3_1)
    };
    let methods = Kind::PathItem.keywords().iter().filter(is_method);
    methods.map(|keyword| keyword.name)
}

/// Returns every kind of object that some keywords lead to from the whole description, and the
/// reference, which stands in place of others.
pub(crate) fn kinds(is_followed: &dyn Fn(&Keyword) -> bool) -> Vec<Kind> {
    let mut found = vec![Kind::Document, Kind::Reference];
    let mut next = 0;
    while let Some(&kind) = found.get(next) {
        next += 1;
        let keywords = kind.keywords().iter().filter(|one| is_followed(one));
        let values = keywords.map(|keyword| keyword.takes);
        for kind in values.chain(kind.entries()).filter_map(ValueKind::inner) {
            if !found.contains(&kind) {
                found.push(kind);
            }
        }
    }
    found
}

/// Returns the kind of object that stands in a place of a description; nothing where no
/// object does, or where what stands there is nobody's business.
pub(super) fn kind_at(pointer: &Pointer) -> Option<Kind> {
    let document = ValueKind::Object(Kind::Document);
    let mut tokens = pointer.tokens();
    let place = tokens.try_fold(document, |takes, token| match takes {
        ValueKind::List(inner) => list_index(&token).map(|_| *inner),
        _ => Some(takes.member(takes.kind(), &token)?.0),
    });
    place?.kind()
}

impl ValueKind {
    /// Returns the kind of object, if an object is taken.
    pub(super) fn kind(self) -> Option<Kind> {
        match self {
            Self::Object(kind) | Self::Reference(kind) => Some(kind),
            Self::SchemaOrBool => Some(Kind::Schema),
            _ => None,
        }
    }

    /// Returns the kind of object that is taken, or that a list or a map is made of.
    pub(crate) fn inner(self) -> Option<Kind> {
        match self.item() {
            Some(item) => item.inner(),
            None => self.kind(),
        }
    }

    /// Returns what the items of a list, or the members of a map, take.
    pub(super) fn item(self) -> Option<Self> {
        match self {
            Self::List(inner) | Self::Map(inner) => Some(*inner),
            _ => None,
        }
    }

    /// Returns whether `$ref` is a reference in what is taken.
    pub(super) fn may_be_reference(self) -> bool {
        matches!(self, Self::Reference(_))
            || self
                .kind()
                .is_some_and(|kind| kind.keyword("$ref").is_some())
    }

    /// Returns what a member takes, and the keyword whose value it is, if it is one's; nothing
    /// where nothing has members. The kind of object is known, if it is to be one.
    pub(super) fn member(
        self,
        kind: Option<Kind>,
        name: &str,
    ) -> Option<(Self, Option<&'static Keyword>)> {
        match self {
            Self::Map(inner) => Some((*inner, None)),
            _ => kind.map(|kind| kind.member(name)),
        }
    }
}

impl Kind {
    /// Returns the keywords of this kind of object.
    pub(crate) fn keywords(self) -> &'static [Keyword] {
        match self {
            Self::Schema => schema::KEYWORDS,
            other => objects::keywords(other),
        }
    }

    /// Returns the keyword of a name, whatever the version.
    pub(crate) fn keyword(self, name: &str) -> Option<&'static Keyword> {
        self.keywords().iter().find(|keyword| keyword.name == name)
    }

    fn member(self, name: &str) -> (ValueKind, Option<&'static Keyword>) {
        match self.keyword(name) {
            Some(keyword) => (keyword.takes, Some(keyword)),
            None if name.starts_with("x-") => (ValueKind::Any, None),
            None => (self.entries().unwrap_or(ValueKind::Unknown), None),
        }
    }

    /// Returns what the members take that are not keywords but, say, paths or statuses.
    pub(crate) fn entries(self) -> Option<ValueKind> {
        match self {
            Self::Paths | Self::Callback => Some(ValueKind::Object(Kind::PathItem)),
            Self::Responses => Some(ValueKind::Reference(Kind::Response)),
            _ => None,
        }
    }

    /// Returns the name of the section of `components` that holds this kind of object.
    pub(crate) fn section(self) -> Option<&'static str> {
        let mut sections = Self::Components.keywords().iter();
        let section = sections.find(|section| section.takes.inner() == Some(self))?;
        Some(section.name)
    }

    /// Returns how messages call an object of this kind.
    pub fn label(self) -> &'static str {
        match self {
            Self::Document => "an OpenAPI description",
            Self::Info => "`info`",
            Self::Contact => "`contact`",
            Self::License => "`license`",
            Self::Server => "a server",
            Self::ServerVariable => "a server variable",
            Self::Paths => "`paths`",
            Self::PathItem => "a path item",
            Self::Operation => "an operation",
            Self::Parameter => "a parameter",
            Self::Header => "a header",
            Self::RequestBody => "a request body",
            Self::MediaType => "a media type",
            Self::Encoding => "an encoding",
            Self::Responses => "`responses`",
            Self::Response => "a response",
            Self::Callback => "a callback",
            Self::Link => "a link",
            Self::Example => "an example",
            Self::Components => "`components`",
            Self::Tag => "a tag",
            Self::SecurityScheme => "a security scheme",
            Self::OAuthFlows => "`flows`",
            Self::OAuthFlow => "an OAuth flow",
            Self::Schema => "a schema",
            Self::Discriminator => "a discriminator",
            Self::Xml => "`xml`",
            Self::ExternalDocs => "`externalDocs`",
            Self::Reference => "a reference",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_tables_are_connected_and_name_each_keyword_once() {
        let kinds = kinds(&|_| true);
        assert_eq!(kinds.len(), 29);
        for kind in kinds {
            let names: HashSet<&str> = kind.keywords().iter().map(|keyword| keyword.name).collect();
            assert_eq!(names.len(), kind.keywords().len(), "{kind:?}");
            assert!(!names.is_empty() || kind.entries().is_some(), "{kind:?}");
        }
    }

    #[test]
    fn methods_and_sections_come_from_the_tables() {
        let names: Vec<&str> = methods().collect();
        let expected = "get put post delete options head patch trace";
        assert_eq!(names.join(" "), expected);
        for section in Kind::Components.keywords() {
            let kind = section.takes.inner().unwrap();
            assert_eq!(kind.section(), Some(section.name));
        }
        assert_eq!(Kind::Operation.section(), None);
    }
}
