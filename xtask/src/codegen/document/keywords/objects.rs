//! The keywords of every kind of object but the schema.
//!
//! In: nothing. Out: tables after OpenAPI 3.0.4 and 3.1.1. Deliberately absent: rules
//! that join two keywords, such as "either `schema` or `content`"; those are checks of
//! the audit.

use ValueKind::{Any, Bool, List, Map, Object, Reference, SchemaName, Text, Word};

use crate::codegen::document::keywords::{Keyword, Kind, ValueKind};

/// Returns the keywords of a kind of object.
pub(crate) fn keywords(kind: Kind) -> &'static [Keyword] {
    match kind {
        Kind::Document => DOCUMENT,
        Kind::Info => INFO,
        Kind::Contact => CONTACT,
        Kind::License => LICENSE,
        Kind::Server => SERVER,
        Kind::ServerVariable => SERVER_VARIABLE,
        Kind::PathItem => PATH_ITEM,
        Kind::Operation => OPERATION,
        Kind::Parameter => PARAMETER,
        Kind::Header => HEADER,
        Kind::RequestBody => REQUEST_BODY,
        Kind::MediaType => MEDIA_TYPE,
        Kind::Encoding => ENCODING,
        Kind::Response => RESPONSE,
        Kind::Link => LINK,
        Kind::Example => EXAMPLE,
        Kind::Components => COMPONENTS,
        Kind::Tag => TAG,
        Kind::SecurityScheme => SECURITY_SCHEME,
        Kind::OAuthFlows => OAUTH_FLOWS,
        Kind::OAuthFlow => OAUTH_FLOW,
        Kind::Discriminator => DISCRIMINATOR,
        Kind::Xml => XML,
        Kind::ExternalDocs => EXTERNAL_DOCS,
        Kind::Reference => REFERENCE,
        // Their members are not keywords; the schema has a table of its own.
        Kind::Paths | Kind::Responses | Kind::Callback | Kind::Schema => &[],
    }
}

const fn k(name: &'static str, takes: ValueKind) -> Keyword {
    Keyword::new(name, takes)
}

const SCHEMA: ValueKind = Object(Kind::Schema);
const SERVERS: ValueKind = List(&Object(Kind::Server));
const PARAMETERS: ValueKind = List(&Reference(Kind::Parameter));
const SECURITY: ValueKind = List(&Map(&List(&Text)));
const CONTENT: ValueKind = Map(&Object(Kind::MediaType));
const EXAMPLES: ValueKind = Map(&Reference(Kind::Example));
const HEADERS: ValueKind = Map(&Reference(Kind::Header));
const LINKS: ValueKind = Map(&Reference(Kind::Link));
const CALLBACKS: ValueKind = Map(&Reference(Kind::Callback));
const DOCS: ValueKind = Object(Kind::ExternalDocs);
const STYLES: ValueKind = Word(&[
    "form",
    "simple",
    "matrix",
    "label",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
]);

const DOCUMENT: &[Keyword] = &[
    k("openapi", Text).needed(),
    k("info", Object(Kind::Info)).needed(),
    k("servers", SERVERS),
    k("paths", Object(Kind::Paths)).needed_in_3_0(),
    k("components", Object(Kind::Components)),
    k("security", SECURITY),
    k("tags", List(&Object(Kind::Tag))),
    k("externalDocs", DOCS),
    k("webhooks", Map(&Object(Kind::PathItem))).only_3_1(),
    k("jsonSchemaDialect", Text).only_3_1(),
];

const INFO: &[Keyword] = &[
    k("title", Text).needed(),
    k("description", Text),
    k("termsOfService", Text),
    k("contact", Object(Kind::Contact)),
    k("license", Object(Kind::License)),
    k("version", Text).needed(),
    k("summary", Text).only_3_1(),
];

const CONTACT: &[Keyword] = &[k("name", Text), k("url", Text), k("email", Text)];

const LICENSE: &[Keyword] = &[
    k("name", Text).needed(),
    k("url", Text),
    k("identifier", Text).only_3_1(),
];

const SERVER: &[Keyword] = &[
    k("url", Text).needed(),
    k("description", Text),
    k("variables", Map(&Object(Kind::ServerVariable))),
];

const SERVER_VARIABLE: &[Keyword] = &[
    k("enum", List(&Text)),
    k("default", Text).needed(),
    k("description", Text),
];

const PATH_ITEM: &[Keyword] = &[
    k("$ref", Text),
    k("summary", Text),
    k("description", Text),
    k("get", Object(Kind::Operation)),
    k("put", Object(Kind::Operation)),
    k("post", Object(Kind::Operation)),
    k("delete", Object(Kind::Operation)),
    k("options", Object(Kind::Operation)),
    k("head", Object(Kind::Operation)),
    k("patch", Object(Kind::Operation)),
    k("trace", Object(Kind::Operation)),
    k("servers", SERVERS),
    k("parameters", PARAMETERS),
];

const OPERATION: &[Keyword] = &[
    k("tags", List(&Text)),
    k("summary", Text),
    k("description", Text),
    k("externalDocs", DOCS),
    k("operationId", Text),
    k("parameters", PARAMETERS),
    k("requestBody", Reference(Kind::RequestBody)),
    k("responses", Object(Kind::Responses)).needed_in_3_0(),
    k("callbacks", CALLBACKS),
    k("deprecated", Bool),
    k("security", SECURITY),
    k("servers", SERVERS),
];

const PARAMETER: &[Keyword] = &[
    k("name", Text).needed(),
    k("in", Word(&["query", "header", "path", "cookie"])).needed(),
    k("description", Text),
    k("required", Bool),
    k("deprecated", Bool),
    k("allowEmptyValue", Bool),
    k("style", STYLES),
    k("explode", Bool),
    k("allowReserved", Bool),
    k("schema", SCHEMA),
    k("content", CONTENT),
    k("example", Any),
    k("examples", EXAMPLES),
];

const HEADER: &[Keyword] = &[
    k("description", Text),
    k("required", Bool),
    k("deprecated", Bool),
    k("style", Word(&["simple"])),
    k("explode", Bool),
    k("schema", SCHEMA),
    k("content", CONTENT),
    k("example", Any),
    k("examples", EXAMPLES),
];

const REQUEST_BODY: &[Keyword] = &[
    k("description", Text),
    k("content", CONTENT).needed(),
    k("required", Bool),
];

const MEDIA_TYPE: &[Keyword] = &[
    k("schema", SCHEMA),
    k("example", Any),
    k("examples", EXAMPLES),
    k("encoding", Map(&Object(Kind::Encoding))),
];

const ENCODING: &[Keyword] = &[
    k("contentType", Text),
    k("headers", HEADERS),
    k(
        "style",
        Word(&["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
    ),
    k("explode", Bool),
    k("allowReserved", Bool),
];

const RESPONSE: &[Keyword] = &[
    k("description", Text).needed(),
    k("headers", HEADERS),
    k("content", CONTENT),
    k("links", LINKS),
];

const LINK: &[Keyword] = &[
    k("operationRef", Text),
    k("operationId", Text),
    k("parameters", Map(&Any)),
    k("requestBody", Any),
    k("description", Text),
    k("server", Object(Kind::Server)),
];

const EXAMPLE: &[Keyword] = &[
    k("summary", Text),
    k("description", Text),
    k("value", Any),
    k("externalValue", Text),
];

const COMPONENTS: &[Keyword] = &[
    k("schemas", Map(&SCHEMA)),
    k("responses", Map(&Reference(Kind::Response))),
    k("parameters", Map(&Reference(Kind::Parameter))),
    k("examples", EXAMPLES),
    k("requestBodies", Map(&Reference(Kind::RequestBody))),
    k("headers", HEADERS),
    k("securitySchemes", Map(&Reference(Kind::SecurityScheme))),
    k("links", LINKS),
    k("callbacks", CALLBACKS),
    k("pathItems", Map(&Object(Kind::PathItem))).only_3_1(),
];

const TAG: &[Keyword] = &[
    k("name", Text).needed(),
    k("description", Text),
    k("externalDocs", DOCS),
];

const SECURITY_SCHEME: &[Keyword] = &[
    k(
        "type",
        Word(&["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"]),
    )
    .needed(),
    k("description", Text),
    k("name", Text),
    k("in", Word(&["query", "header", "cookie"])),
    k("scheme", Text),
    k("bearerFormat", Text),
    k("flows", Object(Kind::OAuthFlows)),
    k("openIdConnectUrl", Text),
];

const OAUTH_FLOWS: &[Keyword] = &[
    k("implicit", Object(Kind::OAuthFlow)),
    k("password", Object(Kind::OAuthFlow)),
    k("clientCredentials", Object(Kind::OAuthFlow)),
    k("authorizationCode", Object(Kind::OAuthFlow)),
];

const OAUTH_FLOW: &[Keyword] = &[
    k("authorizationUrl", Text),
    k("tokenUrl", Text),
    k("refreshUrl", Text),
    k("scopes", Map(&Text)).needed(),
];

const DISCRIMINATOR: &[Keyword] = &[
    k("propertyName", Text).needed(),
    k("mapping", Map(&SchemaName)),
];

const XML: &[Keyword] = &[
    k("name", Text),
    k("namespace", Text),
    k("prefix", Text),
    k("attribute", Bool),
    k("wrapped", Bool),
];

const EXTERNAL_DOCS: &[Keyword] = &[k("description", Text), k("url", Text).needed()];

const REFERENCE: &[Keyword] = &[
    k("$ref", Text).needed(),
    k("summary", Text).only_3_1(),
    k("description", Text).only_3_1(),
];
