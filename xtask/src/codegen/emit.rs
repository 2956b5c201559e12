//! Stage 3, emit: [`Api`] → [`SourceFile`]s.
//!
//! In: the model, in which everything is decided. Out: tokens, by
//! file. One emitter for each kind of item, a pure function each; [`emit`] holds
//! the table of files. Deliberately absent: opinions. An emitter that needs to
//! know more than the model says points at a decision that belongs in `lower`.
//! No name of `openapiv3` appears here, and nothing touches the disk.

mod access;
mod docs;
mod encode;
mod example;
mod field_docs;
mod left_out;
mod literal_enum;
mod markdown;
mod remarks;
mod request;
mod resource;
mod responses;
mod root;
mod round_trip;
mod rule;
mod setters;
mod settings;
mod statuses;
mod struct_item;
pub(crate) mod table;
mod text_enum;
pub(crate) mod texts;
mod type_ref;
mod union_item;

use std::collections::{HashMap, HashSet};

use proc_macro2::TokenStream;
use quote::quote;

use self::docs::{Page, limits};
use self::texts::Texts;
use self::type_ref::{Speller, ident};
use crate::codegen::model::{Api, Resource, Shape, TypeDef};

/// One file, not yet printed. Its tokens are made part by part when they are asked for: those
/// of all files together, or of a large one, need far more memory than their text.
pub struct SourceFile<'a> {
    /// Its path inside the owned directory, with `/`.
    pub path: String,
    /// The emitter to change in order to change the file.
    pub emitter: &'static str,
    parts: Vec<Part<'a>>,
}

/// Some items of a file, which stand together: a type, say, with what is implemented for it.
type Part<'a> = Box<dyn Fn(&Texts) -> TokenStream + Send + Sync + 'a>;

impl SourceFile<'_> {
    /// Returns what stands in it, each part as whole items, and the texts that they stand for.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (TokenStream, Texts)> {
        self.parts.iter().map(|tokens| {
            let texts = Texts::default();
            (tokens(&texts), texts)
        })
    }
}

impl std::fmt::Debug for SourceFile<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SourceFile")
            .field("path", &self.path)
            .field("emitter", &self.emitter)
            .finish_non_exhaustive()
    }
}

/// What emitted code must know of its surroundings.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name by which users import the crate.
    pub crate_name: String,
}

/// What is printed for every request, which is called `{Request}` and gives an `{Output}`.
pub const CALL: &str = include_str!("emit/request/call.rs.txt");

/// The file of types that several resources, or none, use.
const SHARED: &str = "shared";

/// What the documentation of the models begins with.
const MODELS: &str = "The types of requests and replies.\n\n\
    Later versions may add fields and variants, so structs are made by `new` or `default`, and\n\
    then their fields are set.";

/// What the documentation of the calls begins with.
const RESOURCES: &str = include_str!("emit/calls.txt");

/// The title of the API as Markdown that is only text.
pub fn headline(api: &Api) -> String {
    markdown::code(&api.title)
}

/// What `Client::builder` takes, as an example writes it.
pub fn builder_arguments(api: &Api) -> String {
    example::arguments(api)
}

/// A module that decodes and encodes by name, for programs that try what a crate's types keep.
pub fn round_trip(api: &Api, options: &Options) -> String {
    round_trip::module(&from_root(api, &Texts::default()), &options.crate_name)
}

/// What the client does not have, as lines of documentation; none where it has all.
pub fn left_out(api: &Api) -> Vec<String> {
    left_out::section(api)
}

/// Lists all files, in which each is emitted by itself.
pub fn emit<'a>(api: &'a Api, options: &'a Options) -> Vec<SourceFile<'a>> {
    let mut types = by_module(api.types.iter().map(|(_, def)| (module_of(def), def)));
    for types in types.values_mut() {
        types.sort_by_key(|def| def.order);
    }
    let mut resources = by_module(
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
    let wire_modules = wire_modules(&types, &type_modules);
    let mut files = vec![
        file("mod.rs", "root.rs", |texts| {
            root::root(&from_root(api, texts), &options.crate_name)
        }),
        file("models/mod.rs", "root.rs", {
            let modules = type_modules.clone();
            move |texts| root::folder(texts, Page::new(MODELS), &modules)
        }),
        file("wire/mod.rs", "root.rs", {
            let modules = wire_modules.clone();
            move |texts| root::wire(texts, &modules)
        }),
        file("resources/mod.rs", "root.rs", {
            let modules = resource_modules.clone();
            move |texts| {
                let docs = Page::new(RESOURCES.trim_end()).section(left_out(api));
                root::folder(texts, docs, &modules)
            }
        }),
    ];
    for module in type_modules {
        let types = types.remove(module.as_str()).unwrap_or_default();
        files.push(models_file(api, &module, &types));
        if wire_modules.contains(&module) {
            files.push(wire_file(api, &module, &types));
        }
    }
    for module in resource_modules {
        let resources = resources.remove(module.as_str()).unwrap_or_default();
        files.push(resources_file(api, options, &module, resources));
    }
    files
}

/// A file of one part.
fn file<'a>(
    path: &str,
    emitter: &'static str,
    tokens: impl Fn(&Texts) -> TokenStream + Send + Sync + 'a,
) -> SourceFile<'a> {
    SourceFile {
        path: path.to_owned(),
        emitter,
        parts: vec![Box::new(tokens)],
    }
}

/// Types as they are spelled where the module of the models can be named.
fn from_root<'a>(api: &'a Api, texts: &'a Texts) -> Speller<'a> {
    Speller {
        api,
        texts,
        models: quote!(models),
        home: None,
    }
}

/// Types as they are spelled in a file of models.
fn from_models<'a>(api: &'a Api, module: &'a str, texts: &'a Texts) -> Speller<'a> {
    Speller {
        api,
        texts,
        models: quote!(super),
        home: Some(module),
    }
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
        Shape::Enum(shape) => text_enum::model(speller.texts, def, shape),
        Shape::Values(shape) => literal_enum::model(speller.texts, def, shape),
        Shape::Union(shape) => union_item::model(speller, def, shape),
        Shape::Alias(alias) => {
            let name = ident(&def.ident);
            let mut docs = Page::described(
                &def.docs,
                &format!("The schema {}.", markdown::code(&def.name)),
            );
            if let Some(limits) = limits(&alias.constraints) {
                docs = docs.paragraph(&limits);
            }
            let (docs, ty) = (docs.outer(speller.texts), speller.ty(&alias.ty));
            quote!(#docs pub type #name = #ty;)
        }
    }
}

fn wire_item(speller: &Speller<'_>, def: &TypeDef) -> TokenStream {
    match &def.shape {
        Shape::Struct(shape) => struct_item::wire(speller, def, shape),
        Shape::Enum(shape) => text_enum::wire(speller, def, shape),
        Shape::Values(shape) => literal_enum::wire(speller, def, shape),
        Shape::Union(shape) => union_item::wire(speller, def, shape),
        Shape::Alias(_) => TokenStream::new(),
    }
}

fn models_file<'a>(api: &'a Api, module: &str, types: &[&'a TypeDef]) -> SourceFile<'a> {
    let docs = match module {
        SHARED => "Types that several resources share.".to_owned(),
        module => format!("Types of `{module}`."),
    };
    let path = format!("models/{module}.rs");
    let mut file = file(&path, "struct_item.rs", move |texts| {
        Page::new(&docs).inner(texts)
    });
    for &def in types {
        let item = move |texts: &Texts| model_item(&from_models(api, module_of(def), texts), def);
        file.parts.push(Box::new(item));
    }
    file
}

fn wire_file<'a>(api: &'a Api, module: &str, types: &[&'a TypeDef]) -> SourceFile<'a> {
    let path = format!("wire/{module}.rs");
    let docs = format!("The types of `models/{module}.rs` on the wire.");
    let mut file = file(&path, "struct_item.rs", move |texts| {
        let docs = Page::new(&docs).inner(texts);
        quote! {
            #docs
            use crate::models;
            use crate::runtime::codegen::wire::*;
        }
    });
    for &def in types {
        let item = move |texts: &Texts| wire_item(&from_root(api, texts), def);
        file.parts.push(Box::new(item));
    }
    file
}

fn resources_file<'a>(
    api: &'a Api,
    options: &'a Options,
    module: &str,
    resources: Vec<&'a Resource>,
) -> SourceFile<'a> {
    let path = format!("resources/{module}.rs");
    let docs = format!("Handles and requests of `{module}`.");
    let names_types = resources
        .iter()
        .any(|all| all.types().any(|ty| ty.named().is_some()));
    let mut file = file(&path, "request.rs", move |texts| {
        let docs = Page::new(&docs).inner(texts);
        let models = names_types.then(|| {
            quote!(
                use crate::models;
            )
        });
        quote! {
            #docs
            #models
            use crate::runtime::codegen::*;
        }
    });
    for all in resources {
        let handle =
            move |texts: &Texts| resource::item(&from_root(api, texts), &options.crate_name, all);
        file.parts.push(Box::new(handle));
        for operation in &all.operations {
            let request =
                move |texts: &Texts| request::item(&from_root(api, texts), all, operation);
            file.parts.push(Box::new(request));
        }
    }
    file
}
