//! The words that emitted code uses itself.
//!
//! In: nothing. Out: for each kind of scope the words that no name of
//! the description may become, and what is put behind a name that would.
//! Deliberately absent: keywords, which `r#` makes names of.

/// Words that a kind of scope keeps for emitted code, and what is put behind a
/// name that is one of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reserved {
    pub(crate) words: &'static [&'static [&'static str]],
    pub(crate) suffix: &'static str,
}

impl Reserved {
    pub(crate) fn contains(self, word: &str) -> bool {
        self.words.iter().any(|list| list.contains(&word))
    }
}

/// Names that Rust itself puts into every scope and emitted code relies on.
const STANDARD: &[&str] = &[
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Fn",
    "From",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToString",
    "Vec",
];

/// The names of `crate::runtime::codegen`, which resource files import whole.
const PRELUDE: &[&str] = &[
    "ArrayFormat",
    "Bytes",
    "Call",
    "Client",
    "ClientBuilder",
    "Cursor",
    "Encoder",
    "Endpoint",
    "Error",
    "File",
    "Items",
    "Method",
    "Offset",
    "Operation",
    "Page",
    "Paged",
    "Pages",
    "Paging",
    "Patch",
    "Redirect",
    "Reply",
    "Response",
    "Result",
    "Rule",
    "Scheme",
    "Style",
    "TokenDefaults",
];

/// Schemas and inline types.
pub(crate) const TYPES: Reserved = Reserved {
    words: &[STANDARD],
    suffix: "Model",
};
/// Handles, request builders and query structs.
pub(crate) const RESOURCES: Reserved = Reserved {
    words: &[STANDARD, PRELUDE],
    suffix: "Resource",
};
/// Fields of structs.
pub(crate) const FIELDS: Reserved = Reserved {
    words: &[&["extra"]],
    suffix: "_",
};
/// Variants of enums.
pub(crate) const VARIANTS: Reserved = Reserved {
    words: &[&["Self", "Unknown"]],
    suffix: "Value",
};
/// Methods of request builders.
pub(crate) const SETTERS: Reserved = Reserved {
    words: &[&[
        "call",
        "clone",
        "headers",
        "into_future",
        "items",
        "new",
        "pages",
        "query",
        "request",
        "send",
        "send_with_response",
        "stream",
        "with_header",
        "with_headers",
        "with_idempotent",
        "with_query",
        "with_request",
        "with_retry",
        "send_blocking",
        "send_blocking_with_response",
        "with_server",
        "with_timeout",
    ]],
    suffix: "_",
};
/// Methods of handles and of the client.
pub(crate) const METHODS: Reserved = Reserved {
    words: &[&["builder", "clone", "new"]],
    suffix: "_",
};
/// Files of resources.
pub(crate) const MODULES: Reserved = Reserved {
    words: &[&["lib", "main", "mod", "shared"]],
    suffix: "_resource",
};
/// Arguments: fields that every builder has.
pub(crate) const ARGUMENTS: Reserved = Reserved {
    words: &[&["call", "client", "headers", "query", "request"]],
    suffix: "_",
};
