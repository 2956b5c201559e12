//! The keywords of a schema.
//!
//! In: nothing. Out: the table of OpenAPI 3.0's subset and of JSON Schema 2020-12 with
//! OpenAPI 3.1's additions, and which types of values each keyword speaks about.
//! Deliberately absent: keywords of older drafts of JSON Schema that have another name now, but
//! for the one that references lead into; and `$dynamicRef` with its like, which are references
//! by the time that tables matter.

use super::objects::{DIALECT, DOCS_LINK, VALUES};
use crate::codegen::document::Version::{V3_0, V3_1};
use crate::codegen::document::keywords::{JsonType, Keyword, Kind, ValueKind, k};
use ValueKind::{Any, Bool, Bound, Count, List, Map, Number, Object, SchemaOrBool, Text};

/// Returns the types of values that a keyword says something about; nothing when it
/// concerns all of them. On a value of another type such a keyword has no effect.
pub(crate) fn keyword_types(name: &str) -> Option<&'static [JsonType]> {
    let types = Kind::Schema.keyword(name)?.of;
    (!types.is_empty()).then_some(types)
}

const STRING: &[JsonType] = &[JsonType::String];
const NUMBER: &[JsonType] = &[JsonType::Integer, JsonType::Number];
const STRING_OR_NUMBER: &[JsonType] = &[JsonType::String, JsonType::Integer, JsonType::Number];
const ARRAY: &[JsonType] = &[JsonType::Array];
const OBJECT: &[JsonType] = &[JsonType::Object];

const BY_THE_SERVICE: &str = "checked by the service";
const CONDITION: &str =
    "checked by the service; members that only a condition names are kept as unknown ones";
const UNEVALUATED: &str = "checked by the service; responses are read with what they hold";

const IDENTIFIER: &str = "`$recursiveRef` leads to the schema around it, whatever uses that";

/// The keywords that hold schemas for references and nothing else: that of 2020-12, and that of
/// the drafts before.
pub(crate) const DEFINITIONS: [&str; 2] = ["$defs", "definitions"];

const SCHEMA: ValueKind = Object(Kind::Schema);
const SCHEMAS: ValueKind = List(&SCHEMA);
const NAMED: ValueKind = Map(&SCHEMA);

/// The table; what stands in most schemas comes first.
pub(crate) const KEYWORDS: &[Keyword] = &[
    k("type", ValueKind::Type),
    k("description", Text),
    k("$ref", Text),
    k("properties", NAMED).of(OBJECT),
    k("items", SCHEMA).of(ARRAY),
    k("required", List(&Text)).of(OBJECT),
    k("enum", List(&Any)),
    k("example", Any).ignored(VALUES),
    k("format", Text).of(STRING_OR_NUMBER),
    k("nullable", Bool).until(V3_0),
    k("title", Text),
    k("default", Any)
        .ignored("documented; the service fills it in, and what was not set is not sent"),
    k("readOnly", Bool),
    k("writeOnly", Bool),
    k("additionalProperties", SchemaOrBool).of(OBJECT),
    k("allOf", SCHEMAS),
    k("oneOf", SCHEMAS),
    k("anyOf", SCHEMAS),
    k("minimum", Number).of(NUMBER),
    k("maximum", Number).of(NUMBER),
    k("minLength", Count).of(STRING),
    k("maxLength", Count).of(STRING),
    k("pattern", Text)
        .of(STRING)
        .ignored("checked by the service; the client has no engine for ECMA 262 patterns"),
    k("minItems", Count).of(ARRAY),
    k("maxItems", Count).of(ARRAY),
    k("uniqueItems", Bool).of(ARRAY),
    k("minProperties", Count).of(OBJECT),
    k("maxProperties", Count).of(OBJECT),
    k("exclusiveMinimum", Bound).of(NUMBER),
    k("exclusiveMaximum", Bound).of(NUMBER),
    k("multipleOf", Number).of(NUMBER),
    k("not", SCHEMA).ignored("checked by the service; a Rust type cannot say what a value is not"),
    k("discriminator", Object(Kind::Discriminator)),
    k("deprecated", Bool),
    k("xml", Object(Kind::Xml)).ignored("bodies are JSON"),
    k("externalDocs", Object(Kind::ExternalDocs)).ignored(DOCS_LINK),
    // JSON Schema 2020-12.
    k("const", Any).since(V3_1),
    k("examples", List(&Any)).since(V3_1).ignored(VALUES),
    k("contentEncoding", Text).of(STRING).since(V3_1),
    k("contentMediaType", Text).of(STRING).since(V3_1),
    k("contentSchema", SCHEMA)
        .of(STRING)
        .since(V3_1)
        .ignored("the text is passed on as it is"),
    k(DEFINITIONS[0], NAMED).since(V3_1),
    k(DEFINITIONS[1], NAMED),
    k("$comment", Text)
        .since(V3_1)
        .ignored("a remark for authors of the description"),
    k("$schema", Text).since(V3_1).ignored(DIALECT),
    k("$id", Text).since(V3_1),
    k("$anchor", Text).since(V3_1),
    k("$dynamicAnchor", Text).since(V3_1),
    k("$recursiveAnchor", Bool).since(V3_1).ignored(IDENTIFIER),
    k("$vocabulary", Map(&Bool)).since(V3_1).ignored(DIALECT),
    k("if", SCHEMA).since(V3_1).ignored(CONDITION),
    k("then", SCHEMA).since(V3_1).ignored(CONDITION),
    k("else", SCHEMA).since(V3_1).ignored(CONDITION),
    k("dependentSchemas", NAMED).since(V3_1).ignored(CONDITION),
    k("dependentRequired", Map(&List(&Text)))
        .of(OBJECT)
        .since(V3_1)
        .ignored(BY_THE_SERVICE),
    k("prefixItems", SCHEMAS).since(V3_1),
    k("contains", SCHEMA).since(V3_1).ignored(BY_THE_SERVICE),
    k("minContains", Count).since(V3_1).ignored(BY_THE_SERVICE),
    k("maxContains", Count).since(V3_1).ignored(BY_THE_SERVICE),
    k("patternProperties", NAMED).since(V3_1),
    k("propertyNames", SCHEMA)
        .since(V3_1)
        .ignored("checked by the service; the names of members are texts"),
    k("unevaluatedItems", SchemaOrBool)
        .of(ARRAY)
        .since(V3_1)
        .ignored(UNEVALUATED),
    k("unevaluatedProperties", SchemaOrBool)
        .of(OBJECT)
        .since(V3_1)
        .ignored(UNEVALUATED),
];
