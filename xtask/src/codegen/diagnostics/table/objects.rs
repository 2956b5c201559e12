//! Keywords, their values, references and what else single objects are held to.

use crate::codegen::diagnostics::table::codes;

codes! {
    UNKNOWN_KEYWORD "unknown-keyword" Warn:
        "A keyword that OpenAPI does not know in this object. It is left out; where it is misspelt, what it \
         was meant to say is lost. Extensions begin with `x-`.",
        Part "components: {schemas: {Pet: {type: object, propertys: {}}}}";

    OWN_KEYWORD "own-keyword" Warn:
        "A keyword that JSON Schema does not know. OpenAPI 3.1 allows such keywords in schemas; nothing is done with it.",
        Part "components: {schemas: {Pet: {type: object, markdownDescription: A pet}}}";

    KEYWORD_OF_LATER_VERSION "keyword-of-later-version" Strict:
        "A keyword that came with OpenAPI 3.2, of which only what 3.1 has too is read. Without it an \
         operation, a parameter or a reply would be another.",
        Part "openapi: 3.2.0\npaths: {/pets: {query: {responses: {'204': {description: d}}}}}";

    KEYWORD_OF_NEWER_VERSION "keyword-of-newer-version" Warn:
        "A keyword of OpenAPI 3.1 in a description that says it is 3.0, read as in 3.1; or one of 3.2 that is for \
         readers. Write `openapi: 3.1.0` if that is meant.",
        Part "openapi: 3.0.3\ncomponents: {schemas: {Kind: {const: cat}}}";

    KEYWORD_OF_OLDER_VERSION "keyword-of-older-version" Warn:
        "`nullable` of OpenAPI 3.0 in a description that says it is 3.1, where it has no meaning. It is \
         so common that it is read as in 3.0; 3.1 says `type: [string, 'null']`.",
        Part "components: {schemas: {Name: {type: string, nullable: true}}}";

    MISSING_KEYWORD "missing-keyword" Strict:
        "An object lacks a keyword that it must have, such as a parameter without `name`. An overlay can \
         add it.",
        Part "components: {parameters: {Page: {in: query, schema: {}}}}";

    MISSING_DOCUMENTATION "missing-documentation" Warn:
        "An object lacks a keyword that it must have, but that is for readers only: `info` and what is \
         in it, or the `description` of a response. The documentation is so much shorter.",
        Part "components: {responses: {Gone: {}}}";

    INVALID_VALUE "invalid-value" Strict:
        "The value of a keyword has a form that the keyword does not take, such as text where a list belongs.",
        Part "components: {schemas: {Pet: {type: object, required: name}}}";

    UNUSABLE_REMARK "unusable-remark" Warn:
        "A keyword with which nothing is done but to show it has a value of another form than it takes, such as \
         an object for `examples`. It is left out.",
        Part "components: {schemas: {Pet: {type: object, examples: {cat: {}}}}}";

    SINGLE_VALUE "single-value" Warn:
        "One value stands where a list of such values belongs. It is read as a list with nothing else.",
        Part "components: {schemas: {Pet: {allOf: {type: object}}}}";

    EMPTY_LIST "empty-list" Warn:
        "An empty list stands where an object belongs, as some programs write an empty object. It is read as one.",
        Part "components: {schemas: {Pet: {type: object, properties: []}}}";

    TYPE_FOR_SCHEMA "type-for-schema" Warn:
        "The word for a type stands where a schema belongs. It is read as a schema of that type.",
        Part "components: {schemas: {Names: {type: array, items: string}}}";

    REQUIRED_AT_PROPERTY "required-at-property" Warn:
        "`required` of a property is a boolean. `required` of an object lists the properties that it must have; \
         this one is left optional.",
        Part "components: {schemas: {Pet: {type: object, properties: {name: {type: string, required: true}}}}}";

    NULL_VALUE "null-value" Warn:
        "A keyword has the value null, which none takes. In YAML, a key with nothing behind it has it. \
         It is read as if it were not there; a response, a media type or a schema, as one that says nothing.",
        Part "components: {schemas: {Pet: {type: object, properties: null}}}";

    QUOTED_VALUE "quoted-value" Warn:
        "A boolean or a number is written as something else, such as text in quotes. It is read as what it says.",
        Part "components: {schemas: {Pet: {type: string, maxLength: '5'}}}";

    UNQUOTED_TEXT "unquoted-text" Warn:
        "A boolean or a number stands where text belongs. It is read as the text that is written there. \
         In YAML, put it in quotes.",
        Part "info: {title: T, version: 1.0}";

    FORM_OF_SWAGGER "form-of-swagger" Warn:
        "A keyword stands where Swagger 2.0 had it: the type of a parameter beside its name, the schema of a \
         response or a body without a media type, `collectionFormat`, or a discriminator that is only a name. \
         It is read as OpenAPI 3 says the same.",
        Part "components: {parameters: {Page: {name: page, in: query, type: integer}}}";

    MEDIA_TYPE_OUTSIDE_CONTENT "media-type-outside-content" Warn:
        "A media type stands in a response or a body itself. It is read as if it stood in `content`.",
        Part "components: {responses: {Pet: {description: d, application/json: {schema: {type: string}}}}}";

    OTHER_CAPITALS "other-capitals" Warn:
        "A word, or the method of an operation, is written with other capitals than OpenAPI has. It is read \
         as that word.",
        Part "components: {parameters: {Page: {name: page, in: Query, schema: {}}}}";

    UNKNOWN_VALUE "unknown-value" Strict:
        "A keyword takes one of a few words, and this is none of them.",
        Part "components: {parameters: {Page: {name: page, in: body, schema: {}}}}";

    MISSPELT_EXTENSION "misspelt-extension" Warn:
        "An extension differs in a letter or two from one that the generator reads, such as `x-pagination`. \
         It may be another tool's, so it is not read.",
        Part "paths: {/pets: {get: {x-paginaton: {}, responses: {'204': {description: d}}}}}";

    MISPLACED_EXTENSION "misplaced-extension" Warn:
        "An extension that the generator reads stands in an object where it is not looked for. Nothing \
         is done with it.",
        Part "x-pagination: {}";

    KEYWORD_BESIDE_REF "keyword-beside-ref" Warn:
        "A keyword stands beside `$ref` where it has no effect: in a schema of OpenAPI 3.0, or in place of \
         another object. It is left out. Write `allOf` around the reference of a schema, or `openapi: 3.1.0`.",
        Part "openapi: 3.0.3\ncomponents: {schemas: {A: {}, B: {$ref: '#/components/schemas/A', minLength: 1}}}";

    NULLABLE_BESIDE_REF "nullable-beside-ref" Warn:
        "`nullable` beside `$ref` has no effect in OpenAPI 3.0, nor has null by itself in an `allOf`, but whoever \
         writes it means it: such services do send null. So null is taken.",
        Part "openapi: 3.0.3\ncomponents: {schemas: {A: {type: string}, B: {$ref: '#/components/schemas/A', nullable: true}}}";

    ANNOTATION_BESIDE_REF "annotation-beside-ref" Warn:
        "In OpenAPI 3.0 a keyword beside `$ref` has no effect. This one says something about the use of what is \
         referred to and leaves its type alone, so it is read as in 3.1.",
        Part "openapi: 3.0.3\ncomponents: {schemas: {A: {}, B: {$ref: '#/components/schemas/A', title: T}}}";

    EXTERNAL_REFERENCE "external-reference" Fixed:
        "A reference leads out of the description. The network is never used, and files only with \
         `--allow-files`, which follows relative paths inside the folder of the description: a \
         description must not make a program read what its author chooses.",
        Part "components: {schemas: {A: {$ref: 'https://example.com/a.yaml#/A'}}}";

    MALFORMED_REFERENCE "malformed-reference" Fixed:
        "What stands behind the `#` of a reference is not a JSON Pointer. It looks like \
         `#/components/schemas/Name`.",
        Part "components: {schemas: {A: {$ref: '#A'}}}";

    UNRESOLVED_REFERENCE "unresolved-reference" Fixed:
        "A reference leads to nothing, so what it stands for can't be known.",
        Part "components: {schemas: {A: {$ref: '#/components/schemas/Gone'}}}";

    UNUSED_REFERENCE "unused-reference" Warn:
        "A reference leads to nothing, to something else or out of the description, and stands where nothing is done \
         with it: in an example, a link, a callback or a header of a response. It is left out.",
        Part "components: {examples: {A: {$ref: '#/components/examples/Gone'}}}";

    REFERENCE_OF_OTHER_KIND "reference-of-other-kind" Fixed:
        "A reference leads to another kind of object than belongs in its place, such as to a security \
         scheme where a schema belongs.",
        Part "components:\n  securitySchemes: {P: {type: http, scheme: bearer}}\n  schemas: {A: {$ref: '#/components/securitySchemes/P'}}";

    CIRCULAR_REFERENCE "circular-reference" Fixed:
        "References lead to each other in a circle, or through more of them than are followed, and no \
         object stands at the end. A schema that refers to itself in a property is fine.",
        Part "components: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/A'}}}";

    KEYWORD_BESIDE_PATH_ITEM_REF "keyword-beside-path-item-ref" Warn:
        "A path item has `$ref` and other keywords. OpenAPI leaves open what that means; as none of them \
         stands behind the reference, too, they are read together with what stands there.",
        Part "paths:\n  /a: {get: {responses: {'204': {description: d}}}}\n  /b: {$ref: '#/paths/~1a', parameters: []}";

    CONFLICTING_PATH_ITEM_REF "conflicting-path-item-ref" Deny:
        "A path item has `$ref` and a keyword that stands behind the reference, too. Which of the two \
         is meant can't be known; lowered, the one beside the reference is read.",
        Part "paths:\n  /a: {get: {responses: {'204': {description: d}}}}\n  \
              /b: {$ref: '#/paths/~1a', get: {responses: {'200': {description: d}}}}";

    PATH_WITHOUT_SLASH "path-without-slash" Warn:
        "The key of a path does not begin with a slash. It is read as if it did, so that it can be put \
         behind the server's address.",
        Part "paths: {pets: {}}";

    ADDRESS_AS_PATH "address-as-path" Strict:
        "The key of a path is a whole address. Where a request goes is said by `servers`; credentials \
         could go elsewhere.",
        Part "paths: {'https://example.com/pets': {}}";

    FRAGMENT_IN_PATH "fragment-in-path" Warn:
        "The key of a path holds `#`. What stands behind the sign is no part of a request and is not \
         sent: it tells operations apart that have one path.",
        Part "paths: {'/pets#cats': {}}";

    INVALID_PATH_CHARACTER "invalid-path-character" Warn:
        "The key of a path holds a space or a character that is not ASCII. It is sent percent-encoded, \
         as a URL must have it.",
        Part "paths: {'/my pets': {}}";

    EMPTY_PATH_SEGMENT "empty-path-segment" Warn:
        "The key of a path holds `//`. Servers differ in whether they take it for one slash, so it is \
         sent as it is.",
        Part "paths: {/pets//all: {}}";

    UNSAFE_PATH "unsafe-path" Fixed:
        "The key of a path holds a segment `.` or `..`, a backslash, an escaped slash, a control character \
         or half an escape. On the way to the service it could become another path.",
        Part "paths: {/pets/../admin: {}}";

    INVALID_PATH_TEMPLATE "invalid-path-template" Strict:
        "The braces in the key of a path do not enclose a name. `--only` keeps other operations, and \
         an overlay can remove the path.",
        Part "paths: {'/pets/{id': {}}";

    UNKNOWN_STATUS "unknown-status" Warn:
        "The key of a response is neither a status from 100 to 599, nor a range such as `4XX`, nor `default`, \
         and none of them is plainly meant. The response is left out.",
        Part "paths: {/pets: {get: {responses: {'204': {description: d}, gone: {description: d}}}}}";

    MISSPELT_STATUS "misspelt-status" Warn:
        "The key of a response is not written as a status is, and one is plainly meant: `2xx` is `2XX`, \
         and `200 ` or `ok` is `200`.",
        Part "paths: {/pets: {get: {responses: {2xx: {description: d}}}}}";

    SCHEMA_AS_RESPONSE "schema-as-response" Warn:
        "A response is a reference to a schema. It is read as a response with JSON of this schema.",
        Part "paths: {/pets: {get: {responses: {'200': {$ref: '#/components/schemas/A'}}}}}\ncomponents: {schemas: {A: {type: string}}}";

    INVALID_PARAMETER_NAME "invalid-parameter-name" Fixed:
        "A header or a cookie can't have this name, or a name is empty. Sent as it is, it could add \
         headers to a request.",
        Part "paths:\n  /a:\n    get:\n      \
              parameters: [{name: 'X A', in: header, required: true, schema: {}}]\n      \
              responses: {'204': {description: d}}";

    UNUSABLE_PARAMETER "unusable-parameter" Warn:
        "A header or a cookie can't have the name of this parameter, or it is empty. The parameter is \
         optional, so it is left out.",
        Part "paths: {/a: {get: {parameters: [{name: 'X A', in: header, schema: {}}], responses: {'204': {description: d}}}}}";

    OPTIONAL_PATH_PARAMETER "optional-path-parameter" Warn:
        "A parameter in `path` is always required, and must say so with `required: true`. It is read as \
         if it did.",
        Part "components: {parameters: {Id: {name: id, in: path, schema: {}}}}";

    MISPLACED_STYLE "misplaced-style" Warn:
        "The `style` of a parameter is not one for its location, and the one that is for it writes the \
         same: a single value, or items with commas.",
        Part "components: {parameters: {P: {name: p, in: header, style: form, schema: {}}}}";

    INAPPLICABLE_STYLE "inapplicable-style" Deny:
        "The `style` of a parameter is not one for its location, such as `deepObject` in a header, and \
         how items or members are written there can't be known. Lowered, it is the default of the location.",
        Part "components: {parameters: {P: {name: p, in: header, style: deepObject, schema: {}}}}";

    PARAMETER_KEYWORD_WITHOUT_EFFECT "parameter-keyword-without-effect" Warn:
        "`allowReserved` and `allowEmptyValue` say something about parameters in `query` only. \
         Elsewhere nothing is done with them.",
        Part "components: {parameters: {P: {name: p, in: header, allowReserved: true, schema: {}}}}";

    PARAMETER_WITHOUT_SCHEMA "parameter-without-schema" Warn:
        "A parameter or a header has neither `schema` nor `content`, so its type is not known. It is \
         read as text.",
        Part "components: {parameters: {P: {name: p, in: query}}}";

    SCHEMA_BESIDE_CONTENT "schema-beside-content" Deny:
        "A parameter or a header has both `schema` and `content`, which are two ways to write it. \
         Lowered, `schema` is read.",
        Part "components: {headers: {H: {schema: {}, content: {text/plain: {}}}}}";

    PARAMETER_CONTENT_COUNT "parameter-content-count" Warn:
        "The `content` of a parameter or a header has no media type, or several. It has exactly one: \
         of several the service takes any, so that JSON or the first is used, and of none it is text.",
        Part "components: {headers: {H: {content: {text/plain: {}, application/json: {}}}}}";

    EXAMPLE_BESIDE_EXAMPLES "example-beside-examples" Warn:
        "Two keywords that exclude each other stand side by side: `example` and `examples`, or `value` \
         and `externalValue`. Both are for readers only.",
        Part "components: {headers: {H: {schema: {}}}, examples: {E: {value: 1, externalValue: e.json}}}";

    INVALID_LINK "invalid-link" Warn:
        "A link has both `operationRef` and `operationId`, or neither. Links are not followed.",
        Part "components: {links: {L: {}}}";

    ENCODING_WITHOUT_EFFECT "encoding-without-effect" Warn:
        "`encoding`, or a keyword in it, says nothing about a body of this media type, or asks for headers of a \
         part, which are not written. Nothing is done with it.",
        Part "components: {requestBodies: {B: {content: {application/json: {encoding: {a: {}}}}}}}";

    ENCODING_OF_UNKNOWN_PROPERTY "encoding-of-unknown-property" Warn:
        "`encoding` names a property that the schema of the body does not have. Nothing is done with it.",
        Part "components:\n  requestBodies:\n    B:\n      content:\n        multipart/form-data:\n          \
              schema: {type: object, properties: {file: {}}}\n          encoding: {flie: {}}";
}
