//! What an OpenAPI description may say: a description of descriptions, as tables.
//!
//! In: nothing. Out: for each kind of object its keywords, and for each of these the kind of
//! value that it takes, the versions that know it, whether it is required, which types of
//! JSON values it is about, and whether the generator follows it. `walk` goes through a
//! description by these tables, and everything that looks at one goes with it. Deliberately
//! absent: unknown keywords, in which nothing has a meaning, and `x-` extensions, which are
//! nobody's business.

mod json_type;
mod keyword;
mod objects;
mod schema;
mod walk;

use crate::codegen::document::Version;
use crate::codegen::source::{Pointer, list_index};
pub(crate) use json_type::{JsonType, found, stated, whole};
use keyword::k;
pub(crate) use keyword::{Keyword, Support};
pub(crate) use schema::{DEFINITIONS, keyword_types};
pub(crate) use walk::{Node, walk};

/// Makes the kinds of objects of a table: for each how messages call it, and its keywords.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $label:literal $keywords:expr;)*) => {
        /// The kinds of objects.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Kind {
            $($(#[$doc])* $kind,)*
        }

        impl Kind {
            /// Returns how messages call an object of this kind.
            pub fn label(self) -> &'static str {
                match self { $(Self::$kind => $label,)* }
            }

            /// Returns the keywords of this kind of object.
            pub(crate) fn keywords(self) -> &'static [Keyword] {
                match self { $(Self::$kind => $keywords,)* }
            }
        }
    };
}

// Where there are none, the members are not keywords.
kinds! {
    /// The whole description.
    Document "an OpenAPI description" objects::DOCUMENT;
    Info "`info`" objects::INFO;
    Contact "`contact`" objects::CONTACT;
    License "`license`" objects::LICENSE;
    Server "a server" objects::SERVER;
    ServerVariable "a server variable" objects::SERVER_VARIABLE;
    Paths "`paths`" &[];
    PathItem "a path item" objects::PATH_ITEM;
    Operation "an operation" objects::OPERATION;
    Parameter "a parameter" objects::PARAMETER;
    Header "a header" objects::HEADER;
    RequestBody "a request body" objects::REQUEST_BODY;
    MediaType "a media type" objects::MEDIA_TYPE;
    Encoding "an encoding" objects::ENCODING;
    Responses "`responses`" &[];
    Response "a response" objects::RESPONSE;
    Callback "a callback" &[];
    Link "a link" objects::LINK;
    Example "an example" objects::EXAMPLE;
    Components "`components`" objects::COMPONENTS;
    Tag "a tag" objects::TAG;
    SecurityScheme "a security scheme" objects::SECURITY_SCHEME;
    OAuthFlows "`flows`" objects::OAUTH_FLOWS;
    OAuthFlow "an OAuth flow" objects::OAUTH_FLOW;
    Schema "a schema" schema::KEYWORDS;
    Discriminator "a discriminator" objects::DISCRIMINATOR;
    Xml "`xml`" objects::XML;
    ExternalDocs "`externalDocs`" objects::EXTERNAL_DOCS;
    /// A reference that stands in place of another object. A schema is its own kind of
    /// reference in 3.1.
    Reference "a reference" objects::REFERENCE;
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

impl ValueKind {
    /// The whole description.
    pub(crate) const DOCUMENT: Self = Self::Object(Kind::Document);

    /// Returns what is taken in a place of a description; nothing where nothing can stand.
    pub(super) fn at(pointer: &Pointer) -> Option<Self> {
        let mut tokens = pointer.tokens();
        tokens.try_fold(Self::DOCUMENT, |takes, token| match takes {
            Self::List(inner) => list_index(&token).map(|_| *inner),
            _ => Some(takes.member(takes.kind(), &token)?.0),
        })
    }

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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::document::honoured::kinds;
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
