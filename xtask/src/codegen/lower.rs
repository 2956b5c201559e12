//! Stage 2, lower: [`Document`] → [`Api`].
//!
//! In: what the description says, in the words of OpenAPI. Out: the same in the words of
//! Rust. Every decision is made here: which schema becomes which type, what each thing is
//! called, what is optional, what is refused. Schemas, operations, security and servers
//! each have a part that says what it needs. Deliberately absent: tokens. No name of
//! `quote`, `proc_macro2` or `syn` appears in this stage, as none of `openapiv3` appears
//! after it.

mod files;
mod naming;
mod operation;
mod schema;
mod security;
mod server;
mod way;

use self::operation::{Operations, paged_forms};
pub(crate) use self::schema::resolved::ResolvedSchema;
pub(crate) use self::schema::sub_schema::{AdditionalProperties, Kind, SubSchema};
pub(crate) use self::schema::{Schemas, implied};
use self::schema::{telling, traits};
use self::security::Security;
use self::server::Servers;
use crate::codegen::diagnostics::Diagnostics;
use crate::codegen::document::Document;
use crate::codegen::model::{Api, Docs, Types};

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
    let mut operations = Operations::new(&mut schemas);
    let drafts = operations.operations();
    let error = operation::error_type(&drafts);
    let resources = operations.resources(drafts);
    let types = schemas.finish_types();
    let server = Servers::new(document, diagnostics).server();
    let schemes = Security::new(document, diagnostics).schemes(&server);
    if diagnostics.has_errors() {
        return None;
    }
    let info = &document.openapi.info;
    let mut api = Api {
        title: info.title.clone(),
        docs: Docs {
            summary: None,
            description: info.description.clone(),
        },
        server,
        schemes,
        error,
        types: Types(types),
        resources,
    };
    telling::tell(&mut api);
    traits::derive(&mut api);
    files::assign(&mut api);
    files::order(&mut api);
    Some(api)
}
