//! The extensions that the generator reads.
//!
//! In: a member that begins with `x-`. Out: a warning when it is one of ours in the wrong
//! place, or looks like one of ours misspelt. All others are nobody's business.

use crate::codegen::diagnostics::Code;
use crate::codegen::document::DISCRIMINATOR_VALUE;
use crate::codegen::document::audit::{Audit, Kind};
use crate::codegen::source::{Path, quoted};
use crate::suggest;

/// Every extension that is read, and where.
const KNOWN: &[(&str, Kind)] = &[
    ("x-operation-group", Kind::Operation),
    ("x-operation-name", Kind::Operation),
    ("x-pagination", Kind::Operation),
    ("x-array-format", Kind::Parameter),
    ("x-array-format", Kind::Encoding),
    ("x-form-parameters", Kind::OAuthFlow),
    ("x-token-endpoint-auth-method", Kind::OAuthFlow),
    (DISCRIMINATOR_VALUE, Kind::Schema),
];

/// So many wrong letters are a slip; what differs more is another's extension.
const SLIPS: usize = 2;

/// Checks the name of an extension. What it holds is not looked at.
pub(super) fn check(audit: &mut Audit<'_>, kind: Kind, name: &str, at: &Path<'_>) -> bool {
    let mut places = KNOWN.iter().filter(|(known, _)| *known == name);
    if let Some((_, place)) = places.clone().next() {
        if places.all(|(_, place)| *place != kind) {
            let message = format!("{} has no effect in {}", quoted(name), kind.label());
            audit
                .report(Code::MISPLACED_EXTENSION, at, message)
                .help(format!("it belongs in {}", place.label()));
        }
        return false;
    }
    let here = KNOWN.iter().filter(|(_, place)| *place == kind);
    let here = here.map(|(known, _)| *known);
    if let Some(help) = suggest::guess_within(SLIPS, name, here) {
        let message = format!("the extension {} is not read", quoted(name));
        audit
            .report(Code::MISSPELT_EXTENSION, at, message)
            .help(help);
    }
    false
}
