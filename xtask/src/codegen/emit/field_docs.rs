//! What the documentation says of a field, its setter or its argument.

use crate::codegen::emit::docs::{Page, limits};
use crate::codegen::emit::markdown::code;
use crate::codegen::model::{Annotations, Field, Literal};

/// What a field, its setter or its argument says.
pub(super) fn field_docs(field: &Field) -> Page {
    let mut page = Page::described(
        &field.docs,
        &format!("{} (not described by the API).", code(&field.wire_name)),
    );
    for note in annotations(&field.annotations) {
        page = page.paragraph(&note);
    }
    if let Some(limits) = limits(&field.constraints) {
        page = page.paragraph(&limits);
    }
    let default = field.default.as_ref();
    if let Some(default) = default.filter(|default| **default != Literal::Null) {
        page = page.paragraph(&format!("Defaults to {}.", code(&default.to_string())));
    }
    page
}

/// What is said of a member beside its type.
fn annotations(annotations: &Annotations) -> impl Iterator<Item = String> {
    let Annotations {
        deprecated,
        read_only,
        write_only,
        format,
    } = annotations;
    let deprecated = deprecated.then(|| "Deprecated by the API.".to_owned());
    let read_only = read_only.then(|| "Read-only: the service sets it.".to_owned());
    let write_only = write_only.then(|| "Write-only: the service does not show it.".to_owned());
    let format = format.as_ref();
    let format = format.map(|format| format!("Format: {}.", code(format)));
    [deprecated, read_only, write_only, format]
        .into_iter()
        .flatten()
}
