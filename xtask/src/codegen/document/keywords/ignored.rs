//! The keywords that the generator knows and does not follow, each with the reason.
//!
//! In: nothing. Out: two lists. What stands in [`IGNORED`] can be left out without
//! making the client wrong: it is documentation, or a rule that the service checks
//! anyway. What stands in [`REFUSED`] would make it wrong. Deliberately absent: unknown
//! keywords, which are always errors, and `x-` extensions, which are nobody's business.

use crate::codegen::document::keywords::Kind;

/// A keyword that is read and has no effect.
#[derive(Clone, Copy, Debug)]
pub struct Ignored {
    /// The kind of object that it stands in.
    pub object: Kind,
    /// The keyword.
    pub keyword: &'static str,
    /// Why leaving it out is right.
    pub reason: &'static str,
}

/// A keyword that would make the client wrong.
#[derive(Clone, Copy, Debug)]
pub(in crate::codegen::document) struct Refused {
    pub(in crate::codegen::document) object: Kind,
    pub(in crate::codegen::document) keyword: &'static str,
    pub(in crate::codegen::document) reason: &'static str,
}

const PERSON: &str = "it needs a person; a token that was had this way is given to the builder";
const LINK: &str = "a link for readers of the description";
const VALUES: &str = "values are for readers of the description";
const OTHER_WAY: &str = "requests that the service makes; a client does not send them";

/// The list of keywords that have no effect.
pub(in crate::codegen::document) const IGNORED: &[Ignored] = &[
    ignored(Kind::Document, "externalDocs", LINK),
    ignored(Kind::Document, "webhooks", OTHER_WAY),
    ignored(
        Kind::Document,
        "jsonSchemaDialect",
        "schemas are read as OpenAPI 3.1 schemas",
    ),
    ignored(
        Kind::Info,
        "termsOfService",
        "a matter between the service and its users",
    ),
    ignored(
        Kind::Info,
        "contact",
        "a matter between the service and its users",
    ),
    ignored(
        Kind::Info,
        "license",
        "the licence of the description is not that of the crate",
    ),
    ignored(Kind::Info, "summary", "the description says more"),
    ignored(
        Kind::Info,
        "description",
        "the crate's own documentation is its author's",
    ),
    ignored(
        Kind::Info,
        "version",
        "the version of the description is not that of the crate",
    ),
    ignored(Kind::Server, "description", "the address says where it is"),
    ignored(Kind::Operation, "externalDocs", LINK),
    ignored(Kind::Operation, "callbacks", OTHER_WAY),
    ignored(
        Kind::Parameter,
        "allowEmptyValue",
        "an empty value is sent when the caller gives one",
    ),
    ignored(Kind::Parameter, "example", VALUES),
    ignored(Kind::Parameter, "examples", VALUES),
    ignored(
        Kind::RequestBody,
        "description",
        "operation, type and members have their own",
    ),
    ignored(
        Kind::Encoding,
        "headers",
        "a part carries the headers that its content calls for, and no others",
    ),
    ignored(Kind::MediaType, "example", "read by the tests of samples"),
    ignored(Kind::MediaType, "examples", "read by the tests of samples"),
    ignored(
        Kind::Response,
        "headers",
        "the runtime gives access to all headers of a response",
    ),
    ignored(
        Kind::Response,
        "links",
        "how to come from one response to the next request is the caller's decision",
    ),
    ignored(Kind::Components, "callbacks", OTHER_WAY),
    ignored(
        Kind::Components,
        "links",
        "how to come from one response to the next request is the caller's decision",
    ),
    ignored(Kind::Components, "examples", "read by the tests of samples"),
    ignored(
        Kind::Components,
        "headers",
        "the runtime gives access to all headers of a response",
    ),
    ignored(
        Kind::SecurityScheme,
        "bearerFormat",
        "a token is passed on as it is",
    ),
    ignored(
        Kind::SecurityScheme,
        "openIdConnectUrl",
        "how a token is had is the caller's business, but for client credentials",
    ),
    ignored(Kind::OAuthFlows, "implicit", PERSON),
    ignored(Kind::OAuthFlows, "password", PERSON),
    ignored(Kind::OAuthFlows, "authorizationCode", PERSON),
    ignored(Kind::OAuthFlow, "authorizationUrl", PERSON),
    ignored(
        Kind::OAuthFlow,
        "refreshUrl",
        "client credentials are exchanged again instead",
    ),
    ignored(Kind::Tag, "externalDocs", LINK),
    ignored(
        Kind::Reference,
        "summary",
        "the documentation of what is referred to is used",
    ),
    ignored(
        Kind::Reference,
        "description",
        "it is used for schemas and responses; elsewhere the documentation of what is referred to is",
    ),
    ignored(Kind::Schema, "example", VALUES),
    ignored(Kind::Schema, "examples", VALUES),
    ignored(Kind::Schema, "externalDocs", LINK),
    ignored(Kind::Schema, "xml", "bodies are JSON"),
    ignored(
        Kind::Schema,
        "pattern",
        "checked by the service; the client has no engine for ECMA 262 patterns",
    ),
    ignored(
        Kind::Schema,
        "default",
        "documented; the service fills it in, and what was not set is not sent",
    ),
    ignored(
        Kind::Schema,
        "contentSchema",
        "the text is passed on as it is",
    ),
    ignored(
        Kind::Schema,
        "$comment",
        "a remark for authors of the description",
    ),
    ignored(
        Kind::Schema,
        "$schema",
        "schemas are read as OpenAPI 3.1 schemas",
    ),
    ignored(Kind::Schema, "dependentRequired", "checked by the service"),
    ignored(
        Kind::Schema,
        "not",
        "checked by the service; a Rust type cannot say what a value is not",
    ),
    ignored(
        Kind::Schema,
        "if",
        "checked by the service; members that only a condition names are kept as unknown ones",
    ),
    ignored(
        Kind::Schema,
        "then",
        "checked by the service; members that only a condition names are kept as unknown ones",
    ),
    ignored(
        Kind::Schema,
        "else",
        "checked by the service; members that only a condition names are kept as unknown ones",
    ),
    ignored(
        Kind::Schema,
        "dependentSchemas",
        "checked by the service; members that only a condition names are kept as unknown ones",
    ),
    ignored(Kind::Schema, "contains", "checked by the service"),
    ignored(Kind::Schema, "minContains", "checked by the service"),
    ignored(Kind::Schema, "maxContains", "checked by the service"),
    ignored(
        Kind::Schema,
        "propertyNames",
        "checked by the service; the names of members are texts",
    ),
    ignored(
        Kind::Schema,
        "unevaluatedItems",
        "checked by the service; responses are read with what they hold",
    ),
    ignored(
        Kind::Schema,
        "unevaluatedProperties",
        "checked by the service; responses are read with what they hold",
    ),
];

/// The list of keywords that are refused.
pub(in crate::codegen::document) const REFUSED: &[Refused] = &[
    refused("$id", "it changes what the references in the schema mean"),
    refused("$anchor", "references are JSON Pointers"),
    refused(
        "$dynamicRef",
        "what it refers to depends on where the schema is used",
    ),
    refused(
        "$dynamicAnchor",
        "what refers to it depends on where the schema is used",
    ),
    refused(
        "$vocabulary",
        "a description defines no dialect of JSON Schema",
    ),
];

/// Keywords of OpenAPI 3.2, for a message better than "unknown".
pub(in crate::codegen::document) const NEW_IN_3_2: &[(Kind, &[&str])] = &[
    (Kind::Document, &["$self"]),
    (Kind::Server, &["name"]),
    (Kind::PathItem, &["query", "additionalOperations"]),
    (
        Kind::MediaType,
        &["itemSchema", "prefixEncoding", "itemEncoding"],
    ),
    (
        Kind::Encoding,
        &["encoding", "prefixEncoding", "itemEncoding"],
    ),
    (Kind::Response, &["summary"]),
    (Kind::Example, &["dataValue", "serializedValue"]),
    (Kind::Components, &["mediaTypes"]),
    (Kind::Tag, &["summary", "parent", "kind"]),
    (Kind::SecurityScheme, &["oauth2MetadataUrl", "deprecated"]),
    (Kind::OAuthFlows, &["deviceAuthorization"]),
    (Kind::OAuthFlow, &["deviceAuthorizationUrl"]),
    (Kind::Discriminator, &["defaultMapping"]),
    (Kind::Xml, &["nodeType"]),
];

/// Returns the entry for a keyword that has no effect.
pub(in crate::codegen::document) fn find_ignored(
    object: Kind,
    keyword: &str,
) -> Option<&'static Ignored> {
    IGNORED
        .iter()
        .find(|entry| entry.object == object && entry.keyword == keyword)
}

/// Returns the entry for a keyword that is refused.
pub(in crate::codegen::document) fn find_refused(
    object: Kind,
    keyword: &str,
) -> Option<&'static Refused> {
    if object != Kind::Schema {
        return None;
    }
    REFUSED
        .iter()
        .find(|entry| entry.object == object && entry.keyword == keyword)
}

const fn ignored(object: Kind, keyword: &'static str, reason: &'static str) -> Ignored {
    Ignored {
        object,
        keyword,
        reason,
    }
}

const fn refused(keyword: &'static str, reason: &'static str) -> Refused {
    Refused {
        object: Kind::Schema,
        keyword,
        reason,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_a_keyword_and_stands_in_one_list() {
        let ignored = IGNORED.iter().map(|entry| (entry.object, entry.keyword));
        let refused = REFUSED.iter().map(|entry| (entry.object, entry.keyword));
        let all: Vec<_> = ignored.chain(refused).collect();
        for (index, (object, keyword)) in all.iter().enumerate() {
            assert!(object.keyword(keyword).is_some(), "{object:?} {keyword}");
            assert!(
                !all[..index].contains(&(*object, *keyword)),
                "{object:?} {keyword}"
            );
        }
        for (object, keywords) in NEW_IN_3_2 {
            for keyword in *keywords {
                assert!(object.keyword(keyword).is_none(), "{object:?} {keyword}");
            }
        }
    }
}
