//! Schemas: types, values, bounds and what several schemas are together.

use crate::codegen::diagnostics::table::codes;

codes! {
    SCHEMA_OF_NEWER_VERSION "schema-of-newer-version" Strict:
        "A form of schemas of OpenAPI 3.1 in a description that says it is 3.0: a list of types, a \
         boolean schema, or a number as exclusive bound.",
        Part "openapi: 3.0.3\ncomponents: {schemas: {Name: {type: [string, 'null']}}}";

    BOOLEAN_EXCLUSIVE_BOUND "boolean-exclusive-bound" Strict:
        "An exclusive bound is a boolean, as in OpenAPI 3.0, in a description that says it is 3.1, where \
         it is a number.",
        Part "components: {schemas: {Age: {type: integer, minimum: 0, exclusiveMinimum: true}}}";

    UNSUPPORTED_SCHEMA "unsupported-schema" Strict:
        "A schema has a form that no Rust type is made of: `false`, which allows no value, or a list of \
         types beside `anyOf`.",
        Part "components: {schemas: {Never: {type: object, properties: {a: false}}}}";

    UNKNOWN_TYPE "unknown-type" Strict:
        "The `type` of a schema is not one of those that JSON Schema has.",
        Part "components: {schemas: {Name: {type: strng}}}";

    INVALID_TYPE_LIST "invalid-type-list" Strict:
        "A list of types is empty, too long, or names a type twice.",
        Part "components: {schemas: {Name: {type: [string, string]}}}";

    DEFAULT_OF_OTHER_TYPE "default-of-other-type" Strict:
        "A `default` is not a value of the type that stands beside it. Either of the two is wrong.",
        Part "components: {schemas: {Size: {type: integer, default: ten}}}";

    ENUM_VALUE_OF_OTHER_TYPE "enum-value-of-other-type" Strict:
        "A value of `enum`, or that of `const`, is not of the type that stands beside it. Either of the \
         two is wrong.",
        Part "components: {schemas: {Size: {type: string, enum: [1, 2]}}}";

    INTEGER_OUT_OF_RANGE "integer-out-of-range" Strict:
        "A value of an integer in `enum` or `const` does not fit into 64 bits.",
        Part "components: {schemas: {Size: {type: integer, enum: [1, 100000000000000000000]}}}";

    DEFAULT_OUT_OF_RANGE "default-out-of-range" Warn:
        "The `default` of an integer does not fit into 64 bits. It is left out of the documentation; \
         defaults are never sent.",
        Part "components: {schemas: {Size: {type: integer, default: 100000000000000000000}}}";

    BOUND_OUT_OF_RANGE "bound-out-of-range" Warn:
        "A bound of an integer lies beyond 64 bits, so that all values are within it. It is left out.",
        Part "components: {schemas: {Size: {type: integer, maximum: 18446744073709551615}}}";

    UNSATISFIABLE_BOUND "unsatisfiable-bound" Strict:
        "A bound of an integer allows no value of 64 bits.",
        Part "components: {schemas: {Size: {type: integer, minimum: 18446744073709551615}}}";

    FRACTIONAL_BOUND "fractional-bound" Strict:
        "A bound of an integer, or its `multipleOf`, is not a whole number.",
        Part "components: {schemas: {Size: {type: integer, minimum: 0.5}}}";

    INVALID_MULTIPLE_OF "invalid-multiple-of" Strict:
        "`multipleOf` is not greater than 0.",
        Part "components: {schemas: {Size: {type: number, multipleOf: 0}}}";

    KEYWORD_OF_OTHER_TYPE "keyword-of-other-type" Warn:
        "A keyword says nothing about values of the type beside it, such as `minimum` about text. It is left out.",
        Part "components: {schemas: {Name: {type: string, minimum: 1}}}";

    EMPTY_ENUM "empty-enum" Warn:
        "An `enum` without values would allow nothing. It is left out.",
        Part "components: {schemas: {Kind: {type: string, enum: []}}}";

    DUPLICATE_ENUM_VALUE "duplicate-enum-value" Warn:
        "A value stands twice in an `enum`. It counts once.",
        Part "components: {schemas: {Kind: {type: string, enum: [cat, dog, cat]}}}";

    STRUCTURED_ENUM_VALUE "structured-enum-value" Strict:
        "A list of values holds an array or an object. Strings, numbers and booleans become enums.",
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
