//! The keywords of every kind of object but the schema.
//!
//! In: nothing. Out: tables after OpenAPI 3.0.4, 3.1.1 and 3.2.0. Deliberately absent: rules
//! that join two keywords, such as "either `schema` or `content`"; those are checks of
//! the audit.

use ValueKind::{Any, Bool, List, Map, Object, Reference, SchemaName, Text, Word};

use crate::codegen::document::Version::{V3_0, V3_1, V3_2};
use crate::codegen::document::keywords::{Keyword, Kind, ValueKind, k};

const PERSON: &str = "it needs a person; a token that was had this way is given to the builder";
pub(super) const DOCS_LINK: &str = "a link for readers of the description";
pub(super) const VALUES: &str = "values are for readers of the description";
const CALLS_OF_THE_SERVICE: &str = "requests that the service makes; a client does not send them";
const LABELS: &str = "it helps readers of the description to find their way";
const SAMPLES: &str = "read by the tests of samples";
const BETWEEN_OTHERS: &str = "a matter between the service and its users";
const ALL_HEADERS: &str = "the runtime gives access to all headers of a response";
const NEXT_REQUEST: &str =
    "how to come from one response to the next request is the caller's decision";
pub(super) const DIALECT: &str = "schemas are read as OpenAPI 3.1 schemas";

const SCHEMA: ValueKind = Object(Kind::Schema);
const SERVERS: ValueKind = List(&Object(Kind::Server));
const PARAMETERS: ValueKind = List(&Reference(Kind::Parameter));
const SECURITY: ValueKind = List(&Map(&List(&Text)));
// From 3.2 on, a reference may stand here.
const CONTENT: ValueKind = Map(&Object(Kind::MediaType));
const EXAMPLES: ValueKind = Map(&Reference(Kind::Example));
const HEADERS: ValueKind = Map(&Reference(Kind::Header));
const LINKS: ValueKind = Map(&Reference(Kind::Link));
const CALLBACKS: ValueKind = Map(&Reference(Kind::Callback));
const DOCS: ValueKind = Object(Kind::ExternalDocs);
const STYLES: ValueKind = Word(
    &[
        "form",
        "simple",
        "matrix",
        "label",
        "spaceDelimited",
        "pipeDelimited",
        "deepObject",
    ],
    &["cookie"],
);

pub(super) const DOCUMENT: &[Keyword] = &[
    k("openapi", Text).required(),
    k("info", Object(Kind::Info)).required(),
    k("servers", SERVERS),
    k("paths", Object(Kind::Paths)).required_until(V3_0),
    k("components", Object(Kind::Components)),
    k("security", SECURITY),
    k("tags", List(&Object(Kind::Tag))),
    k("externalDocs", DOCS).ignored(DOCS_LINK),
    k("webhooks", Map(&Object(Kind::PathItem)))
        .since(V3_1)
        .ignored(CALLS_OF_THE_SERVICE),
    k("jsonSchemaDialect", Text).since(V3_1).ignored(DIALECT),
    k("$self", Text).since(V3_2),
];

pub(super) const INFO: &[Keyword] = &[
    k("title", Text).required(),
    k("description", Text).ignored("the crate's own documentation is its author's"),
    k("termsOfService", Text).ignored(BETWEEN_OTHERS),
    k("contact", Object(Kind::Contact)).ignored(BETWEEN_OTHERS),
    k("license", Object(Kind::License))
        .ignored("the licence of the description is not that of the crate"),
    k("version", Text)
        .required()
        .ignored("the version of the description is not that of the crate"),
    k("summary", Text)
        .since(V3_1)
        .ignored("the description says more"),
];

pub(super) const CONTACT: &[Keyword] = &[k("name", Text), k("url", Text), k("email", Text)];

pub(super) const LICENSE: &[Keyword] = &[
    k("name", Text).required(),
    k("url", Text),
    k("identifier", Text).since(V3_1),
];

pub(super) const SERVER: &[Keyword] = &[
    k("url", Text).required(),
    k("description", Text).ignored("the address says where it is"),
    k("variables", Map(&Object(Kind::ServerVariable))),
    k("name", Text).since(V3_2).ignored(LABELS),
];

pub(super) const SERVER_VARIABLE: &[Keyword] = &[
    k("enum", List(&Text)),
    k("default", Text),
    k("description", Text),
];

pub(super) const PATH_ITEM: &[Keyword] = &[
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
    k("query", Object(Kind::Operation)).since(V3_2),
    k("additionalOperations", Map(&Object(Kind::Operation))).since(V3_2),
];

pub(super) const OPERATION: &[Keyword] = &[
    k("tags", List(&Text)),
    k("summary", Text),
    k("description", Text),
    k("externalDocs", DOCS).ignored(DOCS_LINK),
    k("operationId", Text),
    k("parameters", PARAMETERS),
    k("requestBody", Reference(Kind::RequestBody)),
    k("responses", Object(Kind::Responses)).required_until(V3_0),
    k("callbacks", CALLBACKS).ignored(CALLS_OF_THE_SERVICE),
    k("deprecated", Bool),
    k("security", SECURITY),
    k("servers", SERVERS),
];

pub(super) const PARAMETER: &[Keyword] = &[
    k("name", Text).required(),
    k(
        "in",
        Word(&["query", "header", "path", "cookie"], &["querystring"]),
    )
    .required(),
    k("description", Text),
    k("required", Bool),
    k("deprecated", Bool),
    k("allowEmptyValue", Bool).ignored("an empty value is sent when the caller gives one"),
    k("style", STYLES),
    k("explode", Bool),
    k("allowReserved", Bool),
    k("schema", SCHEMA),
    k("content", CONTENT),
    k("example", Any).ignored(VALUES),
    k("examples", EXAMPLES).ignored(VALUES),
];

pub(super) const HEADER: &[Keyword] = &[
    k("description", Text),
    k("required", Bool),
    k("deprecated", Bool),
    k("style", Word(&["simple"], &[])),
    k("explode", Bool),
    k("schema", SCHEMA),
    k("content", CONTENT),
    k("example", Any),
    k("examples", EXAMPLES),
];

pub(super) const REQUEST_BODY: &[Keyword] = &[
    k("description", Text).ignored("operation, type and members have their own"),
    k("content", CONTENT).required(),
    k("required", Bool),
];

pub(super) const MEDIA_TYPE: &[Keyword] = &[
    k("schema", SCHEMA),
    k("example", Any).ignored(SAMPLES),
    k("examples", EXAMPLES).ignored(SAMPLES),
    k("encoding", Map(&Object(Kind::Encoding))),
    k("itemSchema", SCHEMA)
        .since(V3_2)
        .ignored("the pieces of a stream are given as they come"),
    k("prefixEncoding", List(&Object(Kind::Encoding))).since(V3_2),
    k("itemEncoding", Object(Kind::Encoding)).since(V3_2),
];

pub(super) const ENCODING: &[Keyword] = &[
    k("contentType", Text),
    k("headers", HEADERS)
        .ignored("a part carries the headers that its content calls for, and no others"),
    k(
        "style",
        Word(
            &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
            &[],
        ),
    ),
    k("explode", Bool),
    k("allowReserved", Bool),
    k("encoding", Map(&Object(Kind::Encoding))).since(V3_2),
    k("prefixEncoding", List(&Object(Kind::Encoding))).since(V3_2),
    k("itemEncoding", Object(Kind::Encoding)).since(V3_2),
];

pub(super) const RESPONSE: &[Keyword] = &[
    k("description", Text).required_until(V3_1),
    k("headers", HEADERS).ignored(ALL_HEADERS),
    k("content", CONTENT),
    k("links", LINKS).ignored(NEXT_REQUEST),
    k("summary", Text).since(V3_2).ignored(LABELS),
];

pub(super) const LINK: &[Keyword] = &[
    k("operationRef", Text),
    k("operationId", Text),
    k("parameters", Map(&Any)),
    k("requestBody", Any),
    k("description", Text),
    k("server", Object(Kind::Server)),
];

pub(super) const EXAMPLE: &[Keyword] = &[
    k("summary", Text),
    k("description", Text),
    k("value", Any),
    k("externalValue", Text),
    k("dataValue", Any).since(V3_2).ignored(SAMPLES),
    k("serializedValue", Text).since(V3_2).ignored(SAMPLES),
];

pub(super) const COMPONENTS: &[Keyword] = &[
    k("schemas", Map(&SCHEMA)),
    k("responses", Map(&Reference(Kind::Response))),
    k("parameters", Map(&Reference(Kind::Parameter))),
    k("examples", EXAMPLES).ignored(SAMPLES),
    k("requestBodies", Map(&Reference(Kind::RequestBody))),
    k("headers", HEADERS).ignored(ALL_HEADERS),
    k("securitySchemes", Map(&Reference(Kind::SecurityScheme))),
    k("links", LINKS).ignored(NEXT_REQUEST),
    k("callbacks", CALLBACKS).ignored(CALLS_OF_THE_SERVICE),
    k("pathItems", Map(&Object(Kind::PathItem))).since(V3_1),
    k("mediaTypes", Map(&Reference(Kind::MediaType))).since(V3_2),
];

pub(super) const TAG: &[Keyword] = &[
    k("name", Text).required(),
    k("description", Text),
    k("externalDocs", DOCS).ignored(DOCS_LINK),
    k("summary", Text).since(V3_2).ignored(LABELS),
    k("parent", Text).since(V3_2).ignored(LABELS),
    k("kind", Text).since(V3_2).ignored(LABELS),
];

pub(super) const SECURITY_SCHEME: &[Keyword] = &[
    // A type or a place that is not known is one that the client sends nothing for.
    k("type", Text),
    k("description", Text),
    k("name", Text),
    k("in", Text),
    k("scheme", Text),
    k("bearerFormat", Text).ignored("a token is passed on as it is"),
    k("flows", Object(Kind::OAuthFlows)),
    k("openIdConnectUrl", Text)
        .ignored("how a token is had is the caller's business, but for client credentials"),
    k("oauth2MetadataUrl", Text).since(V3_2).ignored(PERSON),
    k("deprecated", Bool).since(V3_2).ignored(LABELS),
];

pub(super) const OAUTH_FLOWS: &[Keyword] = &[
    k("implicit", Object(Kind::OAuthFlow)).ignored(PERSON),
    k("password", Object(Kind::OAuthFlow)).ignored(PERSON),
    k("clientCredentials", Object(Kind::OAuthFlow)),
    k("authorizationCode", Object(Kind::OAuthFlow)).ignored(PERSON),
    k("deviceAuthorization", Object(Kind::OAuthFlow))
        .since(V3_2)
        .ignored(PERSON),
];

pub(super) const OAUTH_FLOW: &[Keyword] = &[
    k("authorizationUrl", Text).ignored(PERSON),
    k("tokenUrl", Text),
    k("refreshUrl", Text).ignored("client credentials are exchanged again instead"),
    k("scopes", Map(&Text)).required(),
    k("deviceAuthorizationUrl", Text)
        .since(V3_2)
        .ignored(PERSON),
];

pub(super) const DISCRIMINATOR: &[Keyword] = &[
    k("propertyName", Text).required(),
    k("mapping", Map(&SchemaName)),
    k("defaultMapping", SchemaName).since(V3_2),
];

pub(super) const XML: &[Keyword] = &[
    k("name", Text),
    k("namespace", Text),
    k("prefix", Text),
    k("attribute", Bool),
    k("wrapped", Bool),
    k(
        "nodeType",
        Word(&["element", "attribute", "text", "cdata", "none"], &[]),
    )
    .since(V3_2),
];

pub(super) const EXTERNAL_DOCS: &[Keyword] = &[k("description", Text), k("url", Text).required()];

pub(super) const REFERENCE: &[Keyword] = &[
    k("$ref", Text).required(),
    k("summary", Text).since(V3_1).ignored("the documentation of what is referred to is used"),
    k("description", Text).since(V3_1).ignored("it is used for schemas and responses; elsewhere the documentation of what is referred to is"),
];
