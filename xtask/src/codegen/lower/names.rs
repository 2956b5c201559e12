//! Every Rust identifier, chosen once.
//!
//! Comes in: a name of the description and the scope that it must be unique
//! in. Goes out: an [`Ident`] that is legal, in Rust's case, free of the words
//! that emitted code uses itself. Two names that would become one identifier
//! are an error that names both places; nothing is renumbered behind a user's
//! back, so an identifier never depends on its neighbours. Deliberately
//! absent: `r#`, which is a matter of spelling.

use std::collections::HashMap;

use crate::codegen::diagnostics::Diagnostics;
use crate::codegen::document::pointer::Pointer;
use crate::codegen::model::Ident;

/// The case of an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// `ClientGrant`: types and variants.
    Pascal,
    /// `client_grant`: fields, methods, arguments and modules.
    Snake,
}

/// Words that a kind of scope keeps for emitted code, and what is put behind a
/// name that is one of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reserved {
    words: &'static [&'static [&'static str]],
    suffix: &'static str,
}

impl Reserved {
    fn contains(self, word: &str) -> bool {
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
    "Bytes",
    "Call",
    "Check",
    "Checker",
    "Client",
    "ClientBuilder",
    "Cursor",
    "Deserialize",
    "Deserializer",
    "Encoder",
    "Endpoint",
    "Error",
    "Extra",
    "File",
    "Items",
    "Json",
    "MapAccess",
    "Members",
    "Method",
    "Number",
    "Object",
    "Offset",
    "OpenEnum",
    "Operation",
    "Page",
    "Paged",
    "Pages",
    "Paging",
    "Patch",
    "Reply",
    "Response",
    "Result",
    "Rule",
    "Scheme",
    "Serialize",
    "SerializeMap",
    "Serializer",
    "Style",
    "UnknownValue",
];

/// Schemas and inline types.
pub(super) const TYPES: Reserved = Reserved {
    words: &[STANDARD],
    suffix: "Model",
};
/// Handles, request builders and query structs.
pub(super) const RESOURCES: Reserved = Reserved {
    words: &[STANDARD, PRELUDE],
    suffix: "Resource",
};
/// Fields of structs.
pub(super) const FIELDS: Reserved = Reserved {
    words: &[&["extra"]],
    suffix: "_",
};
/// Variants of enums.
pub(super) const VARIANTS: Reserved = Reserved {
    words: &[&["Self", "Unknown"]],
    suffix: "Value",
};
/// Methods of request builders.
pub(super) const SETTERS: Reserved = Reserved {
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
        "with_server",
        "with_timeout",
    ]],
    suffix: "_",
};
/// Methods of handles and of the client.
pub(super) const METHODS: Reserved = Reserved {
    words: &[&["builder", "clone", "new"]],
    suffix: "_",
};
/// Files of resources.
pub(super) const MODULES: Reserved = Reserved {
    words: &[&["lib", "main", "mod", "shared"]],
    suffix: "_resource",
};
/// Arguments: fields that every builder has.
pub(super) const ARGUMENTS: Reserved = Reserved {
    words: &[&["call", "client", "headers", "query", "request"]],
    suffix: "_",
};

/// Words that can't be identifiers even with `r#`, and so get a `_`.
const NEVER_RAW: &[&str] = &["self", "super", "crate", "Self"];

/// A set of identifiers that must differ.
#[derive(Debug)]
pub(super) struct Scope {
    reserved: Reserved,
    case: Case,
    taken: HashMap<String, (String, Pointer)>,
}

impl Scope {
    /// Makes an empty scope.
    pub(super) fn new(case: Case, reserved: Reserved) -> Self {
        Self {
            reserved,
            case,
            taken: HashMap::new(),
        }
    }

    /// Makes the identifier of `name`, which stands at `at`, and keeps it.
    pub(super) fn claim(
        &mut self,
        name: &str,
        at: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Ident {
        let Some(ident) = self.identifier(name) else {
            diagnostics
                .error(
                    at,
                    format!(
                        "no Rust name can be made of `{name}`: it has no ASCII letter or digit"
                    ),
                )
                .help("give it another name in the description");
            return Ident(format!("unnamed_{}", self.taken.len()));
        };
        if let Some((other, place)) = self.taken.get(&ident) {
            let message = if other == name {
                format!("`{name}` stands at {place} already")
            } else {
                format!("`{name}` and `{other}` at {place} both become `{ident}` in Rust")
            };
            diagnostics
                .error(at, message)
                .help("rename one of them in the description");
        } else {
            self.taken
                .insert(ident.clone(), (name.to_owned(), at.clone()));
        }
        Ident(ident)
    }

    /// Returns whether the identifier of `name` is taken by something else.
    pub(super) fn has(&self, name: &str) -> bool {
        self.identifier(name)
            .is_some_and(|ident| self.taken.contains_key(&ident))
    }

    fn identifier(&self, name: &str) -> Option<String> {
        let mut ident = cased(name, self.case)?;
        if self.reserved.contains(&ident) {
            ident.push_str(self.reserved.suffix);
        }
        Some(ident)
    }
}

/// Returns `name` in a case, or none where it has no letter or digit.
pub(super) fn cased(name: &str, case: Case) -> Option<String> {
    let words = words(name);
    let mut ident = String::with_capacity(name.len() + 1);
    for (index, word) in words.iter().enumerate() {
        match case {
            Case::Pascal => {
                let (first, rest) = word.split_at(1);
                ident.push_str(&first.to_ascii_uppercase());
                ident.push_str(rest);
            }
            Case::Snake => {
                if index > 0 {
                    ident.push('_');
                }
                ident.push_str(word);
            }
        }
    }
    let first = ident.chars().next()?;
    if first.is_ascii_digit() {
        ident.insert_str(0, if case == Case::Pascal { "N" } else { "n" });
    }
    if NEVER_RAW.contains(&ident.as_str()) {
        ident.push('_');
    }
    Some(ident)
}

/// Splits a name at everything that isn't a letter or digit, and where the case
/// says that a word begins: `clientID` is `client id`, `IDToken` is `id token`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let chars: Vec<char> = name.chars().collect();
    for (index, &c) in chars.iter().enumerate() {
        if !c.is_ascii_alphanumeric() {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            continue;
        }
        let before = index
            .checked_sub(1)
            .and_then(|i| chars.get(i))
            .copied()
            .unwrap_or(' ');
        let after = chars.get(index + 1).copied().unwrap_or(' ');
        let begins = c.is_ascii_uppercase()
            && (before.is_ascii_lowercase()
                || before.is_ascii_digit()
                || (before.is_ascii_uppercase() && after.is_ascii_lowercase()));
        if begins && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        word.push(c.to_ascii_lowercase());
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_take_the_case_of_rust() {
        for (name, pascal, snake) in [
            ("client_grants", "ClientGrants", "client_grants"),
            ("clientGrants", "ClientGrants", "client_grants"),
            ("client-grants", "ClientGrants", "client_grants"),
            ("ClientGrant", "ClientGrant", "client_grant"),
            ("clientID", "ClientId", "client_id"),
            ("IDToken", "IdToken", "id_token"),
            ("per_page", "PerPage", "per_page"),
            ("oauth2Flow", "Oauth2Flow", "oauth2_flow"),
            ("X-RateLimit-Reset", "XRateLimitReset", "x_rate_limit_reset"),
            ("1abc", "N1abc", "n1abc"),
            ("type", "Type", "type"),
            ("self", "Self_", "self_"),
            ("Self", "Self_", "self_"),
            ("a\u{200d}b", "AB", "a_b"),
            ("a日本b", "AB", "a_b"),
        ] {
            assert_eq!(cased(name, Case::Pascal).as_deref(), Some(pascal), "{name}");
            assert_eq!(cased(name, Case::Snake).as_deref(), Some(snake), "{name}");
        }
        for name in ["", "-", "...", "日本語", "🦀"] {
            assert_eq!(cased(name, Case::Pascal), None, "{name}");
        }
    }

    #[test]
    fn a_reserved_word_gets_a_suffix() {
        let mut diagnostics = Diagnostics::default();
        let at = Pointer::root();
        for (reserved, case, name, ident) in [
            (TYPES, Case::Pascal, "Option", "OptionModel"),
            (TYPES, Case::Pascal, "Client", "Client"),
            (RESOURCES, Case::Pascal, "call", "CallResource"),
            (FIELDS, Case::Snake, "extra", "extra_"),
            (VARIANTS, Case::Pascal, "unknown", "UnknownValue"),
            (MODULES, Case::Snake, "shared", "shared_resource"),
        ] {
            let claimed = Scope::new(case, reserved).claim(name, &at, &mut diagnostics);
            assert_eq!(claimed.as_str(), ident);
        }
        assert!(!diagnostics.has_errors());
    }

    #[test]
    fn a_collision_names_both_places() {
        let mut diagnostics = Diagnostics::default();
        let mut scope = Scope::new(Case::Snake, FIELDS);
        scope.claim("foo-bar", &Pointer::root().child("a"), &mut diagnostics);
        scope.claim("fooBar", &Pointer::root().child("b"), &mut diagnostics);
        assert!(diagnostics.has_errors());
    }
}
