//! Files, texts, overlays, and whether a text is an OpenAPI description at all.

use crate::codegen::diagnostics::table::codes;

codes! {
    UNREADABLE_FILE "unreadable-file" Fixed:
        "A file can't be opened or read, so there is nothing to generate from.",
        Words "cargo xtask codegen --spec no/such.yaml";

    INVALID_ENCODING "invalid-encoding" Fixed:
        "The text is not UTF-8, or holds a NUL. YAML and JSON are read as UTF-8 only, for a guess at \
         another encoding could change names. Save the file as UTF-8.",
        Whole "openapi: 3.1.0\ninfo: {title: \"a\0b\", version: '1'}\npaths: {}";

    EMPTY_DESCRIPTION "empty-description" Fixed:
        "The text holds no value. Perhaps a download failed.",
        Whole "# nothing but a comment";

    TOO_LARGE "too-large" Fixed:
        "The description is larger, deeper or has more parts than is read. The limits are far above \
         any real description and protect against texts that are made to use up memory.",
        Words "A description of more than 128 MiB, or with lists nested more than 100 deep.";

    SYNTAX_ERROR "syntax-error" Fixed:
        "The text is not YAML, or not JSON. What it means can't be known.",
        Whole "openapi: 3.1.0\ninfo: {title: T";

    DUPLICATE_KEY "duplicate-key" Fixed:
        "An object has a key twice. Readers differ in which of the values they take, so no reading is plain.",
        Part "components: {schemas: {Pet: {type: object}, Pet: {type: string}}}";

    YAML_ALIAS "yaml-alias" Fixed:
        "An alias stands within its own anchor, or aliases and anchors copy so much that the text would \
         use up memory (an alias bomb). Use `$ref` for what is shared.",
        Part "components: {schemas: {Pet: &pet {properties: {parent: *pet}}}}";

    YAML_TAG "yaml-tag" Strict:
        "A tag such as `!!binary` or `!Ref` gives a value a type that JSON does not have, or one that the value \
         is not of. Remove it.",
        Part "components: {schemas: {Pet: {description: !!binary aGk=}}}";

    YAML_MERGE_KEY "yaml-merge-key" Warn:
        "The merge key `<<` is not part of YAML 1.2. It is read as in YAML 1.1, which is what everybody who writes \
         it means: the members of the other object are put beside those that are there.",
        Part "components:\n  schemas:\n    A: &a {type: object}\n    B: {<<: *a}";

    YAML_WRONG_MERGE "yaml-wrong-merge" Strict:
        "The merge key `<<` has a value that has no members.",
        Words "A merge key with a number, as in `{<<: 1}`.";

    YAML_KEY_NOT_TEXT "yaml-key-not-text" Warn:
        "A key is null, a boolean or a fraction. JSON has only text as keys, so the text that is written is read. \
         Put it in quotes.",
        Part "components: {schemas: {true: {type: string}}}";

    YAML_COMPLEX_KEY "yaml-complex-key" Strict:
        "A key is a list, an object or an alias. JSON has only text as keys. Write it out, in quotes.",
        Part "components: {schemas: {[a]: {type: string}}}";

    YAML_SEVERAL_DOCUMENTS "yaml-several-documents" Strict:
        "The file holds more than one YAML document. A description is one.",
        Whole "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n---\nopenapi: 3.1.0";

    NUMBER_NOT_IN_JSON "number-not-in-json" Warn:
        "A number is infinite, not a number, or beyond the largest 64-bit float. JSON can't hold it, so it is \
         read as text: as a bound it is left out.",
        Part "components: {schemas: {Name: {type: string, default: .inf}}}";

    NO_MATCHING_OPERATION "no-matching-operation" Fixed:
        "A pattern of `--only` is like no operation, or two descriptions that are compared have no \
         operation in common. A pattern that selects nothing is a slip.",
        Words "cargo xtask codegen --only noSuchOperation";

    INVALID_OVERLAY "invalid-overlay" Fixed:
        "A file given as `--overlay` is not an OpenAPI Overlay 1.0 or 1.1, or asks for what can't be done. \
         Overlays are files of your own, so they are held to the letter.",
        Words "overlay: 1.0.0\ninfo: {title: T, version: '1'}\nactions: [{update: {}}]";

    UNMATCHED_OVERLAY_TARGET "unmatched-overlay-target" Warn:
        "The target of an overlay's action matches nothing, and nothing is changed. One overlay may be for \
         several descriptions; or it has outlived what it was made for, so `--deny` makes an error of it.",
        Words "overlay: 1.0.0\ninfo: {title: T, version: '1'}\nactions: [{target: $.paths['/gone'], remove: true}]";

    NOT_OPENAPI "not-openapi" Fixed:
        "The text is not an object with the member `openapi`, so it is not an OpenAPI description.",
        Whole "info: {title: T, version: '1'}\npaths: {}";

    UNSUPPORTED_VERSION "unsupported-version" Fixed:
        "The description is written in a version that is not read. 3.0 and 3.1 are, and of 3.2 what 3.1 \
         has too. Tools convert Swagger 2.0 to OpenAPI 3.",
        Whole "swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths: {}";

    INTERNAL_ERROR "internal-error" Fixed:
        "The generator contradicts itself: a check let something through, or the output is not Rust. \
         Please report it, with the description if you may.",
        Words "A mistake in the generator, not in the description.";
}
