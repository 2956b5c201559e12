//! What an OpenAPI description may say: a description of descriptions, as tables.
//!
//! In: nothing. Out: for each kind of object its keywords, the versions that know them
//! and the kind of value each takes. The audit reads the tables to complain, `v3_1`
//! reads them to find every schema. Deliberately absent: what the generator does with a
//! keyword; the list of those that it ignores or refuses is `ignored`.

pub(super) mod ignored;
mod objects;
mod schema;
pub(in crate::codegen) mod walk;

use crate::codegen::document::Version;
use crate::codegen::source::Pointer;
use crate::codegen::source::list_index;
pub(crate) use schema::{JsonType, TYPE_WORDS, keyword_types, whole};

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
    Any,
    /// One of a few texts.
    Word(&'static [&'static str]),
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
}

/// The versions that know a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Versions {
    Both,
    Only(Version),
}

/// When a keyword must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needed {
    Never,
    In3_0,
    Always,
}

/// One keyword of one kind of object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keyword {
    pub(crate) name: &'static str,
    pub(crate) takes: ValueKind,
    pub(crate) versions: Versions,
    pub(crate) needed: Needed,
}

impl Keyword {
    const fn new(name: &'static str, takes: ValueKind) -> Self {
        Self {
            name,
            takes,
            versions: Versions::Both,
            needed: Needed::Never,
        }
    }

    const fn needed(self) -> Self {
        Self {
            needed: Needed::Always,
            ..self
        }
    }

    const fn needed_in_3_0(self) -> Self {
        Self {
            needed: Needed::In3_0,
            ..self
        }
    }

    const fn only_3_0(self) -> Self {
        Self {
            versions: Versions::Only(Version::V3_0),
            ..self
        }
    }

    const fn only_3_1(self) -> Self {
        Self {
            versions: Versions::Only(Version::V3_1),
            ..self
        }
    }

    /// Returns whether a version knows the keyword.
    pub(crate) fn is_known_in(&self, version: Version) -> bool {
        match self.versions {
            Versions::Both => true,
            Versions::Only(only) => only == version,
        }
    }

    /// Returns whether a version demands the keyword.
    pub(crate) fn is_needed_in(&self, version: Version) -> bool {
        match self.needed {
            Needed::Never => false,
            Needed::In3_0 => version == Version::V3_0,
            Needed::Always => true,
        }
    }
}

/// The keywords of a path item that hold operations.
pub(crate) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Returns the kind of object that stands in a place of a description; nothing where no
/// object does, or where what stands there is nobody's business.
pub(super) fn kind_at(pointer: &Pointer) -> Option<Kind> {
    pointer
        .tokens()
        .try_fold(
            ValueKind::Object(Kind::Document),
            |takes, token| match takes.item() {
                Some(item) => list_index(&token).map(|_| item),
                None => takes.member(&token),
            },
        )?
        .kind()
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

    /// Returns what the items of a list take.
    pub(super) fn item(self) -> Option<Self> {
        match self {
            Self::List(inner) => Some(*inner),
            _ => None,
        }
    }

    /// Returns what a member of an object takes; nothing for one that the tables do not
    /// know, extensions among them.
    pub(super) fn member(self, name: &str) -> Option<Self> {
        if let Self::Map(inner) = self {
            return Some(*inner);
        }
        let kind = self.kind()?;
        match kind.keyword(name) {
            Some(keyword) => Some(keyword.takes),
            None => kind.entries().filter(|_| !name.starts_with("x-")),
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
        Some(match self {
            Self::Schema => "schemas",
            Self::Response => "responses",
            Self::Parameter => "parameters",
            Self::Example => "examples",
            Self::RequestBody => "requestBodies",
            Self::Header => "headers",
            Self::SecurityScheme => "securitySchemes",
            Self::Link => "links",
            Self::Callback => "callbacks",
            Self::PathItem => "pathItems",
            _ => return None,
        })
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

    /// Every kind, found by following the tables from the whole description.
    fn kinds() -> Vec<Kind> {
        fn of(takes: ValueKind) -> Option<Kind> {
            match takes {
                ValueKind::Object(kind) | ValueKind::Reference(kind) => Some(kind),
                ValueKind::List(inner) | ValueKind::Map(inner) => of(*inner),
                ValueKind::SchemaOrBool => Some(Kind::Schema),
                _ => None,
            }
        }
        let mut found = vec![Kind::Document];
        let mut next = 0;
        while let Some(&kind) = found.get(next) {
            next += 1;
            let inner = kind
                .keywords()
                .iter()
                .map(|keyword| keyword.takes)
                .chain(kind.entries());
            for kind in inner.filter_map(of).collect::<Vec<_>>() {
                if !found.contains(&kind) {
                    found.push(kind);
                }
            }
        }
        found
    }

    #[test]
    fn the_tables_are_connected_and_name_each_keyword_once() {
        let kinds = kinds();
        // All but the reference, which stands in place of others.
        assert_eq!(kinds.len(), 28);
        for kind in kinds {
            let names: HashSet<&str> = kind.keywords().iter().map(|keyword| keyword.name).collect();
            assert_eq!(names.len(), kind.keywords().len(), "{kind:?}");
            assert!(!names.is_empty() || kind.entries().is_some(), "{kind:?}");
        }
    }
}
