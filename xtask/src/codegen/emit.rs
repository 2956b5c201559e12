//! Stage 3, emit: [`Api`] → [`SourceFile`]s.
//!
//! Comes in: the model, in which everything is decided. Goes out: tokens, by
//! file. One emitter for each kind of item, a pure function each; [`emit`] holds
//! the table of files. Deliberately absent: opinions. An emitter that needs to
//! know more than the model says points at a decision that belongs in `lower`.
//! No name of `openapiv3` appears here, and nothing touches the disk.

mod access;
mod docs;
mod encode;
mod enum_item;
mod example;
mod markdown;
mod remarks;
mod request;
mod resource;
mod responses;
mod root;
mod round_trip;
mod rule;
mod settings;
mod struct_item;
mod type_ref;
mod union_item;
mod value_item;

use std::collections::{HashMap, HashSet};

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use self::docs::{Page, limits};
use self::type_ref::{Speller, ident};
use super::model::{Api, Shape, TypeDef};

/// One file, not yet printed.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its path inside the owned directory, with `/`.
    pub path: String,
    /// What stands in it.
    pub tokens: TokenStream,
    /// The emitter to change in order to change the file.
    pub emitter: &'static str,
}

/// What emitted code must know of its surroundings.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name by which users import the crate.
    pub crate_name: String,
}

/// The file of types that several resources, or none, use.
const SHARED: &str = "shared";

/// The title of the API as Markdown that is only text.
pub fn headline(api: &Api) -> String {
    markdown::code(&api.title)
}

/// What `Client::builder` takes, as an example writes it.
pub fn builder_arguments(api: &Api) -> String {
    settings::arguments(api)
}

/// Emits all files.
pub fn emit(api: &Api, options: &Options) -> Vec<SourceFile> {
    let root = Speller {
        api,
        models: quote!(models),
    };
    let models = Speller {
        api,
        models: quote!(super),
    };
    let mut types = by_module(api.types.iter().map(|(_, def)| (module_of(def), def)));
    for types in types.values_mut() {
        types.sort_by_key(|def| def.order);
    }
    let resources = by_module(
        api.resources
            .iter()
            .map(|resource| (resource.module.as_str(), resource)),
    );
    let resource_modules = resource_modules(api);
    let type_modules: Vec<String> = resource_modules
        .iter()
        .cloned()
        .chain([SHARED.to_owned()])
        .filter(|module| types.contains_key(module.as_str()))
        .collect();
    let mut files = Vec::new();
    let mut file = |path: String, emitter: &'static str, tokens: TokenStream| {
        files.push(SourceFile {
            path,
            tokens,
            emitter,
        });
    };
    file(
        "mod.rs".to_owned(),
        "root.rs",
        root::root(&root, &options.crate_name),
    );
    file(
        "round_trip.rs".to_owned(),
        "round_trip.rs",
        round_trip::item(&root),
    );
    file(
        "models/mod.rs".to_owned(),
        "root.rs",
        root::folder("The types of the API.", &type_modules),
    );
    file(
        "wire/mod.rs".to_owned(),
        "root.rs",
        root::wire(&wire_modules(&types, &type_modules)),
    );
    file(
        "resources/mod.rs".to_owned(),
        "root.rs",
        root::folder(
            "Handles and request builders, by resource.",
            &resource_modules,
        ),
    );
    for module in &type_modules {
        let types = || types.get(module.as_str()).into_iter().flatten();
        let tokens: TokenStream = types().map(|def| model_item(&models, def)).collect();
        file(
            format!("models/{module}.rs"),
            "struct_item.rs",
            types_file(module, tokens),
        );
        let tokens: TokenStream = types().map(|def| wire_item(&root, def)).collect();
        if !tokens.is_empty() {
            file(
                format!("wire/{module}.rs"),
                "struct_item.rs",
                wire_file(module, tokens),
            );
        }
    }
    for module in &resource_modules {
        let resources = resources.get(module.as_str()).into_iter().flatten();
        let tokens: TokenStream = resources
            .map(|all| {
                let handle = resource::item(&root, &options.crate_name, all);
                let requests = all
                    .operations
                    .iter()
                    .map(|operation| request::item(&root, all, operation));
                quote!(#handle #(#requests)*)
            })
            .collect();
        file(
            format!("resources/{module}.rs"),
            "request.rs",
            resources_file(module, tokens),
        );
    }
    files
}

/// What stands in each module, in its order. Looked up, never walked: the order of the
/// modules is that of the description.
fn by_module<'a, T>(items: impl Iterator<Item = (&'a str, &'a T)>) -> HashMap<&'a str, Vec<&'a T>> {
    let mut modules: HashMap<&str, Vec<&T>> = HashMap::new();
    for (module, item) in items {
        modules.entry(module).or_default().push(item);
    }
    modules
}

/// The modules whose types look different on the wire than in Rust.
fn wire_modules(types: &HashMap<&str, Vec<&TypeDef>>, modules: &[String]) -> Vec<String> {
    let plain = |def: &TypeDef| matches!(def.shape, Shape::Alias(_));
    let has = |module: &&String| {
        let types = types.get(module.as_str());
        types.is_some_and(|types| types.iter().any(|def| !plain(def)))
    };
    modules.iter().filter(has).cloned().collect()
}

fn resource_modules(api: &Api) -> Vec<String> {
    let mut seen = HashSet::new();
    api.resources
        .iter()
        .map(|resource| resource.module.as_str())
        .filter(|module| seen.insert(*module))
        .map(str::to_owned)
        .collect()
}

fn module_of(def: &TypeDef) -> &str {
    def.module.as_ref().map_or(SHARED, |module| module.as_str())
}

fn model_item(speller: &Speller<'_>, def: &TypeDef) -> TokenStream {
    match &def.shape {
        Shape::Struct(shape) => struct_item::model(speller, def, shape),
        Shape::Enum(shape) => enum_item::model(def, shape),
        Shape::Values(shape) => value_item::model(def, shape),
        Shape::Union(shape) => union_item::model(speller, def, shape),
        Shape::Alias(alias) => {
            let name = ident(&def.ident);
            let mut docs = Page::described(
                &def.docs,
                &format!("The schema {}.", markdown::code(&def.name)),
            );
            if let Some(limits) = limits(&alias.rule, def.sent) {
                docs = docs.paragraph(&limits);
            }
            let (docs, ty) = (docs.outer(), speller.ty(&alias.ty));
            quote!(#docs pub type #name = #ty;)
        }
    }
}

fn wire_item(speller: &Speller<'_>, def: &TypeDef) -> TokenStream {
    match &def.shape {
        Shape::Struct(shape) => struct_item::wire(speller, def, shape),
        Shape::Enum(shape) => enum_item::wire(speller, def, shape),
        Shape::Values(shape) => value_item::wire(speller, def, shape),
        Shape::Union(shape) => union_item::wire(speller, def, shape),
        Shape::Alias(_) => TokenStream::new(),
    }
}

fn types_file(module: &str, items: TokenStream) -> TokenStream {
    let docs = match module {
        SHARED => Page::new("Types that several resources share."),
        module => Page::new(&format!("Types of `{module}`.")),
    };
    let docs = docs.inner();
    quote!(#docs #items)
}

fn wire_file(module: &str, items: TokenStream) -> TokenStream {
    let docs = Page::new(&format!("The types of `models/{module}.rs` on the wire.")).inner();
    quote! {
        #docs
        use super::super::models;
        use crate::runtime::codegen::*;
        #items
    }
}

fn resources_file(module: &str, items: TokenStream) -> TokenStream {
    let docs = Page::new(&format!("Handles and requests of `{module}`.")).inner();
    let models = mentions_models(items.clone()).then(|| {
        quote!(
            use super::super::models;
        )
    });
    quote! {
        #docs
        #models
        use crate::runtime::codegen::*;
        #items
    }
}

/// Whether tokens contain `models::`, the path to the types.
fn mentions_models(tokens: TokenStream) -> bool {
    let mut last = None;
    for token in tokens {
        match &token {
            TokenTree::Group(group) if mentions_models(group.stream()) => return true,
            TokenTree::Punct(punct)
                if punct.as_char() == ':' && punct.spacing() == proc_macro2::Spacing::Joint =>
            {
                if matches!(&last, Some(TokenTree::Ident(ident)) if ident == "models") {
                    return true;
                }
            }
            _ => {}
        }
        last = Some(token);
    }
    false
}
