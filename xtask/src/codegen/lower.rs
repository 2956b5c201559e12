//! Stage 2, lower: [`Document`] → [`Api`].
//!
//! In: what the description says, in the words of OpenAPI 3.0. Out:
//! the same in the words of Rust. Every decision is made here: which schema
//! becomes which type, what each thing is called, what is optional, what is
//! refused. Deliberately absent: tokens. No name of `quote`, `proc_macro2` or
//! `syn` appears in this stage, as none of `openapiv3` appears after it.

mod files;
mod naming;
mod operation;
mod reference;
mod schema;
mod security;
mod server;
mod way;

use std::collections::{HashMap, HashSet, VecDeque};

use self::naming::{Case, Scope};
use crate::codegen::diagnostics::{Code, Diagnostics};
use crate::codegen::document::Document;
use crate::codegen::model::{Api, Docs, TypeDef, TypeId, Types};
use crate::codegen::source::Pointer;

/// Lowers a description. Returns none when there are errors.
pub fn lower(document: &Document, diagnostics: &mut Diagnostics) -> Option<Api> {
    let mut lowering = Lowering::new(document, diagnostics);
    lowering.absorb_pages();
    for name in document
        .openapi
        .components
        .iter()
        .flat_map(|all| all.schemas.keys())
    {
        if !lowering.absorbed.contains(name.as_str()) {
            lowering.component(name);
            lowering.finish_components();
        }
    }
    let operations = lowering.operations();
    let server = lowering.server();
    let schemes = lowering.schemes(&server);
    let error = lowering.error_type(&operations);
    let resources = lowering.resources(operations);
    let types = lowering.finish_types();
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
    schema::telling::tell(&mut api);
    schema::traits::derive(&mut api);
    files::assign(&mut api);
    files::order(&mut api);
    Some(api)
}

/// What lowering knows on the way.
struct Lowering<'d> {
    document: &'d Document,
    diagnostics: &'d mut Diagnostics,
    /// The types; a place is taken when a type is first met, and filled when
    /// its schema has been read, so that types may refer to themselves.
    types: Vec<Option<TypeDef>>,
    /// Component schemas that have a place.
    components: HashMap<&'d str, TypeId>,
    /// Those of them whose inside has not been looked at yet.
    open: VecDeque<&'d str>,
    /// What a reference to a component schema brings along.
    uses: HashMap<TypeId, schema::Typed>,
    /// The types of several component schemas that all hold.
    combinations: HashMap<Vec<String>, TypeId>,
    /// How many lists of alternatives are being looked at for constants.
    settling: usize,
    /// How many schemas stand around the one at hand.
    depth: usize,
    /// The types of schemas that stand in passing, by their place: several uses of
    /// a response, say, have one type.
    passing: HashMap<Pointer, schema::Typed>,
    ways: way::Ways,
    /// What has been complained about.
    told: HashSet<(Pointer, String)>,
    /// Component schemas that only say what forms a page has.
    absorbed: HashSet<String>,
    /// The names of handles, request builders and what belongs to them.
    request_names: Scope,
}

impl<'d> Lowering<'d> {
    fn new(document: &'d Document, diagnostics: &'d mut Diagnostics) -> Self {
        Self {
            document,
            diagnostics,
            types: Vec::new(),
            components: HashMap::new(),
            open: VecDeque::new(),
            uses: HashMap::new(),
            combinations: HashMap::new(),
            settling: 0,
            depth: 0,
            passing: HashMap::new(),
            ways: way::Ways::of(&document.raw),
            told: HashSet::new(),
            absorbed: HashSet::new(),
            request_names: Scope::new(Case::Pascal, naming::RESOURCES),
        }
    }

    /// Complains that something of OpenAPI is not understood here.
    fn unsupported(&mut self, code: Code, at: &Pointer, what: &str, help: &str) {
        self.diagnostics
            .report(code, at, format!("{what} is not supported"))
            .help(help);
    }
}
