//! The files of the runtime, as they were when the generator was built.

/// A file of the runtime.
#[derive(Debug)]
pub(super) struct Source {
    /// Its path inside the directory that the generator owns.
    pub(super) path: &'static str,
    pub(super) text: &'static str,
}

/// Returns the file of a module; the module is called by its path, with `/`.
pub(super) fn source(module: &str) -> Option<&'static Source> {
    let found = SOURCES.binary_search_by_key(&module, |(module, _)| module);
    found.ok().map(|place| &SOURCES[place].1)
}

macro_rules! sources {
    ($($module:literal,)*) => {
        &[$(($module, Source {
            path: concat!($module, ".rs"),
            text: include_str!(concat!("../../../runtime/src/", $module, ".rs")),
        })),*]
    };
}

/// The modules in the order of their names, which a test sees to, as that none is missing.
pub(super) const SOURCES: &[(&str, Source)] = sources![
    "runtime",
    "runtime/attempt",
    "runtime/auth",
    "runtime/auth/client_credentials",
    "runtime/auth/managed",
    "runtime/blocking",
    "runtime/call",
    "runtime/check",
    "runtime/client",
    "runtime/client/build",
    "runtime/client/build/client_credentials",
    "runtime/client/builder",
    "runtime/client/builder/client_credentials",
    "runtime/client/builder/credentials",
    "runtime/client/builder/tokens",
    "runtime/codegen",
    "runtime/content",
    "runtime/content/pieces",
    "runtime/credential",
    "runtime/deadline",
    "runtime/decode",
    "runtime/decode/explained",
    "runtime/domain",
    "runtime/encode",
    "runtime/encode/body",
    "runtime/encode/multipart",
    "runtime/encode/plain",
    "runtime/encode/query",
    "runtime/encode/style",
    "runtime/endpoint",
    "runtime/error",
    "runtime/error/build",
    "runtime/error/fault",
    "runtime/error/questions",
    "runtime/file",
    "runtime/json",
    "runtime/json/formats",
    "runtime/json/from_json",
    "runtime/json/members",
    "runtime/json/node",
    "runtime/json/parse",
    "runtime/json/patch",
    "runtime/json/to_json",
    "runtime/json/view",
    "runtime/json/whole",
    "runtime/literal",
    "runtime/network",
    "runtime/object",
    "runtime/observe",
    "runtime/open_enum",
    "runtime/open_integer",
    "runtime/open_value",
    "runtime/operation",
    "runtime/pagination",
    "runtime/pagination/continuation",
    "runtime/pagination/flight",
    "runtime/pagination/items",
    "runtime/pagination/iterators",
    "runtime/pagination/page",
    "runtime/pagination/position",
    "runtime/pagination/walk",
    "runtime/patch",
    "runtime/reader",
    "runtime/redirect",
    "runtime/response",
    "runtime/response/hint",
    "runtime/retry",
    "runtime/retry/bucket",
    "runtime/rule",
    "runtime/secret",
    "runtime/send",
    "runtime/source",
    "runtime/stream",
    "runtime/tls",
    "runtime/trace",
    "runtime/transport",
    "runtime/transport/canned",
    "runtime/union",
    "runtime/upload",
];
