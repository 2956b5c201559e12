//! Schemas: types, values, bounds and what several schemas are together.

use crate::codegen::diagnostics::table::codes;

codes! {
    SCHEMA_OF_NEWER_VERSION "schema-of-newer-version" Warn:
        "A form of schemas of OpenAPI 3.1 in a description that says it is 3.0: a list of types, a \
         boolean schema, or a number as exclusive bound. It is read as in 3.1, for 3.0 has no other meaning for it.",
        Part "openapi: 3.0.3\ncomponents: {schemas: {Name: {type: [string, 'null']}}}";

    BOOLEAN_EXCLUSIVE_BOUND "boolean-exclusive-bound" Warn:
        "An exclusive bound is a boolean, as in OpenAPI 3.0, in a description that says it is 3.1, where \
         it is a number. It is read as in 3.0: it says how `minimum` or `maximum` beside it is meant.",
        Part "components: {schemas: {Age: {type: integer, minimum: 0, exclusiveMinimum: true}}}";

    FALSE_SCHEMA "false-schema" Warn:
        "A schema is `false`, which allows no value. A property that has it does not exist, and an \
         alternative is none; elsewhere any value is taken, and the service says what it thinks of it.",
        Part "components: {schemas: {Never: {type: object, properties: {a: false}}}}";

    TYPES_BESIDE_ANY_OF "types-beside-any-of" Warn:
        "A list of types stands beside `anyOf`, whose alternatives have types of their own. The list is left out.",
        Part "components: {schemas: {Id: {type: [string, integer], anyOf: [{minLength: 1}, {minimum: 1}]}}}";

    ITEMS_BY_PLACE "items-by-place" Warn:
        "`items` is a list of schemas, one for each place, as in JSON Schema before 2020-12. It is read as `prefixItems`.",
        Part "components: {schemas: {Pair: {type: array, items: [{type: string}, {type: integer}]}}}";

    SCHEMA_IDENTIFIER "schema-identifier" Warn:
        "A schema has an `$id`. References in the description that mean it by that are followed, and so \
         are those that begin at it; nothing is ever fetched from there.",
        Part "components: {schemas: {Pet: {$id: 'https://example.com/pet', type: object}}}";

    DYNAMIC_REFERENCE "dynamic-reference" Warn:
        "What `$dynamicRef` or `$recursiveRef` refers to depends on which schema leads to it. It is read as \
         the schema that it refers to by itself.",
        Part "components: {schemas: {Node: {$dynamicAnchor: node, type: object, properties: {next: {$dynamicRef: '#node'}}}}}";

    REFERENCE_WITHIN_SCHEMA "reference-within-schema" Warn:
        "A reference leads nowhere from the root of the description, but does from a schema around it. \
         That is where it led before the schema was put into the description.",
        Part "components: {schemas: {Pet: {$defs: {Name: {type: string}}, type: object, properties: {name: {$ref: '#/$defs/Name'}}}}}";

    REFERENCE_TO_DEFINITIONS "reference-to-definitions" Warn:
        "A reference leads to `#/definitions`, as in Swagger 2.0, where the description has none. The schema \
         of the same name in `#/components/schemas` is meant.",
        Part "components: {schemas: {Pet: {type: object}, Pets: {type: array, items: {$ref: '#/definitions/Pet'}}}}";

    REFERENCE_TO_SCHEMA_HOLDER "reference-to-schema-holder" Warn:
        "The reference of a schema leads to a parameter, a header, a body or a response. Where that has one \
         schema, it is meant; otherwise any value is taken.",
        Part "components:\n  parameters: {P: {name: p, in: query, schema: {type: string}}}\n  schemas: {A: {$ref: '#/components/parameters/P'}}";

    MISNAMED_TYPE "misnamed-type" Warn:
        "The `type` of a schema is a word of another language, such as `int`, `file` or `any`. It is read as \
         the type of JSON Schema that it stands for.",
        Part "components: {schemas: {Size: {type: int}}}";

    UNKNOWN_TYPE "unknown-type" Warn:
        "The `type` of a schema is not one of those that JSON Schema has. It is left out, so that any value is taken.",
        Part "components: {schemas: {Name: {type: strng}}}";

    INVALID_TYPE_LIST "invalid-type-list" Warn:
        "A list of types is empty, names a type twice, or holds something else. A type counts once, and where \
         it is not clear which types are meant any value is taken.",
        Part "components: {schemas: {Name: {type: [string, string]}}}";

    DEFAULT_OF_OTHER_TYPE "default-of-other-type" Warn:
        "A `default` is not a value of the type that stands beside it. Defaults are documentation and never \
         sent: what is plain, such as a number in quotes, is shown as it is meant, and all else is left out.",
        Part "components: {schemas: {Size: {type: integer, default: ten}}}";

    EXAMPLE_OF_OTHER_TYPE "example-of-other-type" Warn:
        "An example is not a value of the type that stands beside it. Examples are documentation: what is \
         plain is shown as it is meant, and all else is left out.",
        Part "components: {schemas: {Size: {type: integer, example: ten}}}";

    ENUM_VALUE_OF_OTHER_TYPE "enum-value-of-other-type" Warn:
        "A value of `enum`, or that of `const`, is not of the type that stands beside it. Numbers and booleans \
         among texts are read as they are written, numbers in quotes as numbers, and any other value is \
         taken as well.",
        Part "components: {schemas: {Size: {type: string, enum: [1, 2]}}}";

    ENUM_OF_ITEMS "enum-of-items" Warn:
        "An `enum` of single values stands beside `type: array`. No array is one of them, so they are read as \
         the values of the items.",
        Part "components: {schemas: {Tags: {type: array, items: {type: string}, enum: [a, b]}}}";

    INTEGER_OUT_OF_RANGE "integer-out-of-range" Warn:
        "A value of an integer in `enum` or `const` does not fit into 64 bits. It is left out.",
        Part "components: {schemas: {Size: {type: integer, enum: [1, 100000000000000000000]}}}";

    DEFAULT_OUT_OF_RANGE "default-out-of-range" Warn:
        "The `default` of an integer does not fit into 64 bits. It is left out of the documentation; \
         defaults are never sent.",
        Part "components: {schemas: {Size: {type: integer, default: 100000000000000000000}}}";

    BOUND_OUT_OF_RANGE "bound-out-of-range" Warn:
        "A bound of an integer lies beyond 64 bits, so that all values are within it. It is left out.",
        Part "components: {schemas: {Size: {type: integer, maximum: 18446744073709551615}}}";

    UNSATISFIABLE_BOUND "unsatisfiable-bound" Warn:
        "A bound of an integer allows no value of 64 bits. It is left out, and the service checks it.",
        Part "components: {schemas: {Size: {type: integer, minimum: 18446744073709551615}}}";

    FRACTIONAL_BOUND "fractional-bound" Warn:
        "A bound of an integer or a count has a fraction. The whole number that allows the same is read; a \
         `multipleOf` with a fraction is left out.",
        Part "components: {schemas: {Size: {type: integer, minimum: 0.5}}}";

    INVALID_MULTIPLE_OF "invalid-multiple-of" Warn:
        "`multipleOf` is not greater than 0. It is left out.",
        Part "components: {schemas: {Size: {type: number, multipleOf: 0}}}";

    UNUSABLE_LIMIT "unusable-limit" Warn:
        "A keyword that only restricts values has a value that it can't have, such as a negative count or a \
         text. It is left out, and the service checks it.",
        Part "components: {schemas: {Name: {type: string, minLength: -1}}}";

    KEYWORD_OF_OTHER_TYPE "keyword-of-other-type" Warn:
        "A keyword says nothing about values of the type beside it, such as `minimum` about text. It is left out.",
        Part "components: {schemas: {Name: {type: string, minimum: 1}}}";

    EMPTY_ENUM "empty-enum" Warn:
        "An `enum` without values would allow nothing. It is left out.",
        Part "components: {schemas: {Kind: {type: string, enum: []}}}";

    DUPLICATE_ENUM_VALUE "duplicate-enum-value" Warn:
        "A value stands twice in an `enum`. It counts once.",
        Part "components: {schemas: {Kind: {type: string, enum: [cat, dog, cat]}}}";

    STRUCTURED_ENUM_VALUE "structured-enum-value" Warn:
        "A list of values holds an array or an object. No enum is made of them: where the type allows such \
         a value the list is left out, and otherwise the value is.",
        Part "components: {schemas: {Kind: {enum: [[1], [2]]}}}";

    UNDECODED_CONTENT_ENCODING "undecoded-content-encoding" Warn:
        "The text of a schema has a `contentEncoding` other than `base64`. It is passed on as it is, and \
         callers decode it.",
        Part "components: {schemas: {Key: {type: string, contentEncoding: base32}}}";

    UNDEFINED_REQUIRED_PROPERTY "undefined-required-property" Warn:
        "`required` names a property that `properties` does not have. It has no field; users find it in `extra()`.",
        Part "components: {schemas: {Pet: {type: object, required: [nmae], properties: {name: {type: string}}}}}";

    DUPLICATE_REQUIRED "duplicate-required" Warn:
        "`required` names a property twice. It counts once.",
        Part "components: {schemas: {Pet: {type: object, required: [id, id], properties: {id: {type: string}}}}}";

    OVERRIDDEN_BASE "overridden-base" Warn:
        "A schema that is `allOf` another states for a property a type or a list of values that has nothing in \
         common with what the other states. The schema at hand is the one that somebody wrote for \
         its values, so it is read.",
        Part "components:\n  schemas:\n    Base: {type: object, properties: {at: {type: string}}}\n    \
              Own:\n      allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {at: {type: integer}}}]";

    OBJECT_BESIDE_ALL_OF "object-beside-all-of" Warn:
        "`type: object`, and nothing else of objects, stands beside an `allOf` of another type. It is written there by \
         habit and left out.",
        Part "components: {schemas: {Size: {type: object, allOf: [{type: string}]}}}";

    IMPOSSIBLE_ALTERNATIVE "impossible-alternative" Warn:
        "An alternative of `oneOf` or `anyOf` has nothing in common with what stands beside it, so that no \
         value can be one. It is left out.",
        Part "components: {schemas: {Source: {type: object, anyOf: [{type: string}, {required: [a]}], properties: {a: {type: string}}}}}";

    CONFLICTING_ALL_OF "conflicting-all-of" Strict:
        "The schemas of an `allOf` contradict each other: no value has all their types, or is in all \
         their lists of values. Perhaps `oneOf` is meant.",
        Part "components: {schemas: {Name: {allOf: [{type: string}, {type: integer}]}}}";

    CIRCULAR_SCHEMA "circular-schema" Fixed:
        "A schema is a part of its own `allOf`, or is made of nothing but itself, so that no value could \
         ever end.",
        Part "components: {schemas: {A: {type: object, allOf: [{$ref: '#/components/schemas/A'}]}}}";

    SCHEMA_TOO_DEEP "schema-too-deep" Fixed:
        "Schemas are combined with each other more deeply than is followed, perhaps without end.",
        Words "65 schemas, each with the next in its `allOf`.";

    UNNAMED_PART "unnamed-part" Warn:
        "A `multipart/form-data` body allows more than properties with a name, and parts are sent by name \
         alone: what is left cannot be sent.",
        Part "paths:\n  /a:\n    post:\n      requestBody:\n        content:\n          \
              multipart/form-data:\n            schema: {type: object, properties: {a: {type: string}}, \
              additionalProperties: {type: string}}\n      responses: {'204': {description: d}}";

    UNLISTED_MAPPING_TARGET "unlisted-mapping-target" Warn:
        "The `mapping` of a discriminator leads to a schema that is not among the alternatives. Such \
         values are kept as unknown ones.",
        Part "components:\n  schemas:\n    \
              Cat: {type: object, required: [kind], properties: {kind: {type: string}}}\n    \
              Dog: {type: object, required: [kind], properties: {kind: {type: string}}}\n    \
              Cow: {type: object, required: [kind], properties: {kind: {type: string}}}\n    \
              Pet:\n      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]\n      \
              discriminator: {propertyName: kind, mapping: {cow: '#/components/schemas/Cow'}}";

    DUPLICATE_DISCRIMINATOR_VALUE "duplicate-discriminator-value" Warn:
        "A value of a discriminator means several schemas. Values that have it are read as the first of them, \
         and the others never come out of a reply.",
        Part "components:\n  schemas:\n    \
              Cat: {type: object, required: [kind], properties: {kind: {type: string, enum: [pet]}}}\n    \
              Dog: {type: object, required: [kind], properties: {kind: {type: string, enum: [pet]}}}\n    \
              Pet:\n      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]\n      \
              discriminator: {propertyName: kind}";

    UNLISTED_DISCRIMINATOR_VALUE "unlisted-discriminator-value" Warn:
        "Without a `mapping` the name of a schema is its value of the discriminator, and the member that has it \
         lists values without that name. The one that is the name but for capitals and signs means the schema; \
         where there is none, no value does.",
        Part "components:\n  schemas:\n    \
              Pet: {properties: {kind: {type: string, enum: [cat, dog]}}, discriminator: {propertyName: kind}}\n    \
              Cat: {allOf: [{$ref: '#/components/schemas/Pet'}], properties: {a: {type: string}}}\n    \
              Dog: {allOf: [{$ref: '#/components/schemas/Pet'}], properties: {b: {type: string}}}\n    \
              Pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}";

    ENDLESS_TYPE "endless-type" Warn:
        "A schema requires a member that holds a value of the schema itself, so that no value ever ends. The \
         service leaves it out somewhere, or sends null: the member is read and sent as an optional one.",
        Part "components:\n  schemas:\n    \
              Pet: {type: object, required: [mother], properties: {mother: {$ref: '#/components/schemas/Pet'}}}";

    INDISTINCT_ALTERNATIVES "indistinct-alternatives" Warn:
        "Two alternatives of `oneOf` or `anyOf` know the same members, and no type, required member or \
         constant tells them apart, however deep: values are read as the first one that they can be read as.",
        Part "components:\n  schemas:\n    \
              Pet:\n      oneOf:\n        \
              - {type: object, required: [name], properties: {name: {type: string}}}\n        \
              - {type: object, required: [name], properties: {name: {type: string, minLength: 1}}}";

    UNUSED_DISCRIMINATOR "unused-discriminator" Warn:
        "A schema has a `discriminator` that tells nothing apart: it has no `oneOf` or `anyOf`, and no schema \
         has it in `allOf`; or some have, and it is no plain object. Values are read as what else it says.",
        Part "components:\n  schemas:\n    \
              Pet: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}";
}
