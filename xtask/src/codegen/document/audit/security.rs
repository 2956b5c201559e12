//! Scopes of security requirements, held against those that the schemes have.
//!
//! In: the `security` of a description or an operation. Out: warnings about scopes that no
//! flow of the scheme knows. A service may know more than its description says, so they
//! are no errors. Deliberately absent: schemes that are not defined, which lowering
//! tells, and schemes without flows, whose scopes stand elsewhere.

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::Code;
use crate::codegen::document::audit::Audit;
use crate::codegen::source::{Path, Pointer, quoted};
use crate::suggest;

/// Checks the requirements of an object that may have some.
pub(super) fn check(audit: &mut Audit<'_>, members: &Mapping, at: &Path<'_>) {
    let requirements = members.get("security").and_then(Value::as_sequence);
    for (index, requirement) in requirements.into_iter().flatten().enumerate() {
        for (name, scopes) in requirement.as_mapping().into_iter().flatten() {
            let Some(name) = name.as_str() else { continue };
            let Some(known) = scopes_of(audit.root, name) else {
                continue;
            };
            let security = at.child("security");
            let requirement = security.index(index);
            let place = requirement.child(name);
            for (index, scope) in scopes.as_sequence().into_iter().flatten().enumerate() {
                let Some(scope) = scope.as_str().filter(|scope| !known.contains(scope)) else {
                    continue;
                };
                let message = format!("the scheme {} has no scope {}", quoted(name), quoted(scope));
                let help = suggest::guess(scope, known.iter().copied());
                audit
                    .report(Code::UNDEFINED_SCOPE, &place.index(index), message)
                    .help(help.unwrap_or("add it to the `scopes` of its flows".to_owned()));
            }
        }
    }
}

/// All scopes of the flows of a scheme; nothing if it has no flows.
fn scopes_of<'v>(root: &'v Value, name: &str) -> Option<Vec<&'v str>> {
    let schemes = Pointer::root().child("components").child("securitySchemes");
    let (_, scheme) = schemes.child(name).chain(root).last()?;
    let flows = scheme.get("flows")?.as_mapping()?.values();
    let scopes = flows.filter_map(|flow| flow.get("scopes")?.as_mapping());
    let names = scopes.flat_map(Mapping::keys).filter_map(Value::as_str);
    Some(names.collect())
}
