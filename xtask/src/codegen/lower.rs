//! Stage 2, lower: [`Document`] → [`Api`].
//!
//! In: what the description says, in the words of OpenAPI. Out: the same in the words of
//! Rust. Every decision is made here: which schema becomes which type, what each thing is
//! called, what is optional, what is refused. Deliberately absent: tokens. No name of `quote`,
//! `proc_macro2` or `syn` appears in this stage, as none of `openapiv3` appears after it.

mod files;
mod framing;
mod media_type;
mod naming;
mod operation;
mod schema;
mod security;
mod server;

use self::operation::{Operations, paged_forms};
use self::schema::discrimination::{self, Indistinct};
use self::schema::draft::TypeDraft;
pub(crate) use self::schema::resolved::ResolvedSchema;
pub(crate) use self::schema::sub_schema::{AdditionalProperties, Kind, SubSchema};
use self::schema::traits;
pub(crate) use self::schema::{Schemas, implied};
use self::security::{DefinedSchemes, Security};
use self::server::Servers;
use crate::codegen::diagnostics::{Code, Diagnostics};
use crate::codegen::document::Document;
use crate::codegen::model::{Api, Docs, Ident, Resource, TypeDef, Types};
use crate::codegen::source::Pointer;

/// Lowers a description. Returns none when there are errors.
pub fn lower(document: &Document, diagnostics: &mut Diagnostics) -> Option<Api> {
    let mut schemas = Schemas::new(document, diagnostics);
    let forms = paged_forms(&schemas);
    for at in document.schemas.components() {
        if !forms.contains(at) {
            schemas.component(at);
            schemas.finish_components();
        }
    }
    schemas.end_types();
    let mut operations = Operations::new(&mut schemas);
    let drafts = operations.operations();
    let error = operation::error_type(&drafts);
    let resources = operations.resources(drafts);
    let types = schemas.finish_types();
    let server = Servers::new(document, diagnostics).server();
    let schemes =
        Security::new(document, &DefinedSchemes::of(document), diagnostics).schemes(&server);
    if diagnostics.has_errors() {
        return None;
    }
    let (types, indistinct) = finished(types?, &resources);
    for (at, message) in indistinct {
        diagnostics
            .report(Code::INDISTINCT_ALTERNATIVES, &at, message)
            .help("give each a required member with a value of its own, or a `discriminator`");
    }
    let info = &document.openapi.info;
    Some(Api {
        title: info.title.clone(),
        docs: Docs {
            summary: None,
            description: info.description.clone(),
        },
        server,
        schemes,
        error,
        types,
        resources,
        left_out: Vec::new(),
    })
}

/// Completes the types by what follows from all of them, and from what uses them. Returns what is to
/// be said of alternatives that nothing tells apart, too.
fn finished(
    types: Vec<(Ident, TypeDraft)>,
    resources: &[Resource],
) -> (Types, Vec<(Pointer, String)>) {
    let mut names = Vec::with_capacity(types.len());
    let mut shapes = Vec::with_capacity(types.len());
    for (ident, draft) in types {
        names.push((ident, draft.name, draft.docs, draft.origin));
        shapes.push(draft.shape);
    }
    let (mut shapes, indistinct) = discrimination::discriminate(shapes);
    let message = |pair: Indistinct| {
        let (ident, _, _, origin) = &names[pair.place];
        let message = format!(
            "nothing tells the alternatives `{}` and `{}` of `{}` apart; \
             the first of them that can be read is taken",
            pair.one.0, pair.two.0, ident.0
        );
        (origin.clone(), message)
    };
    let indistinct = indistinct.into_iter().map(message).collect();
    traits::box_cycles(&mut shapes);
    let traits = traits::traits(&shapes);
    let sent = traits::sent(&shapes, resources);
    let modules = files::modules(&shapes, resources);
    let order = files::order(&shapes);
    let all = names.into_iter().zip(shapes).zip(modules).enumerate();
    let types = all.map(
        |(index, (((ident, name, docs, origin), shape), module))| TypeDef {
            name,
            ident,
            docs,
            shape,
            traits: traits[index],
            sent: sent[index],
            module,
            origin,
            order: order[index],
        },
    );
    (Types(types.collect()), indistinct)
}
