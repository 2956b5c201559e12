//! Names for what is defined inline, from the place where it stands.
//!
//! In: a place. Out: a name that depends on that place alone: a thing
//! that several operations share is not named after the first that uses it.

use crate::codegen::lower::naming::{Case, cased};
use crate::codegen::source::Pointer;

/// Returns the name of the schema in a component, in a path, or `otherwise`.
/// `noun` says what kind of component it is.
pub(crate) fn name(at: &Pointer, noun: &str, otherwise: &str) -> String {
    let tokens: Vec<_> = at.tokens().collect();
    match tokens.as_slice() {
        [root, _, name, ..] if root == "components" => with_noun(name, noun),
        [root, path, parameters, ..] if root == "paths" && parameters == "parameters" => {
            path_words(path)
        }
        _ => otherwise.to_owned(),
    }
}

/// Whether a place is inside `components`.
pub(crate) fn is_component(at: &Pointer) -> bool {
    at.tokens().next().is_some_and(|root| root == "components")
}

/// Whether a place is a parameter that all operations of a path share.
pub(crate) fn is_shared(at: &Pointer) -> bool {
    at.tokens().nth(2).is_some_and(|name| name == "parameters")
}

/// `Limit` is `Limit_parameter`, `LimitParameter` stays.
fn with_noun(name: &str, noun: &str) -> String {
    if name.to_ascii_lowercase().ends_with(noun) {
        name.to_owned()
    } else {
        format!("{name}_{noun}")
    }
}

/// `/client-grants/{id}` is `client_grants_by_id`.
pub(crate) fn path_words(path: &str) -> String {
    let path = path.replace('{', "by-");
    cased(&path, Case::Snake).unwrap_or_else(|| "root".to_owned())
}
