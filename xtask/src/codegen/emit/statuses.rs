//! What the documentation says of the statuses of replies: once for all calls of a handle that have
//! one, else at the call.

use std::collections::HashSet;

use crate::codegen::emit::docs::Page;
use crate::codegen::emit::markdown::code;
use crate::codegen::emit::remarks;
use crate::codegen::emit::type_ref::Speller;
use crate::codegen::model::{Operation, Resource};

/// A status, and what it means.
pub(super) type Told = (String, String);

/// The statuses of an operation.
pub(super) fn told(speller: &Speller<'_>, operation: &Operation) -> Vec<Told> {
    let told = |status| remarks::status(speller, status);
    let statuses = operation.statuses.iter();
    statuses
        .map(|status| (status.code.clone(), told(status)))
        .collect()
}

/// The statuses that mean the same in all calls of a handle.
pub(super) fn shared(speller: &Speller<'_>, resource: &Resource) -> Vec<Told> {
    let [first, others @ ..] = resource.operations.as_slice() else {
        return Vec::new();
    };
    if others.is_empty() || resource.is_client {
        return Vec::new();
    }
    let mut shared = told(speller, first);
    for other in others {
        let own: HashSet<Told> = told(speller, other).into_iter().collect();
        shared.retain(|status| own.contains(status));
    }
    shared
}

/// Adds a list of statuses, unless it is empty.
pub(super) fn section(docs: Page, title: &str, statuses: &[Told]) -> Page {
    if statuses.is_empty() {
        return docs;
    }
    let item = |docs: Page, (status, text): &Told| docs.item(&format!("{}:", code(status)), text);
    let docs = docs.paragraph(title).blank();
    statuses.iter().fold(docs, item)
}
