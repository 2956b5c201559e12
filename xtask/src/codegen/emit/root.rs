//! The files that hold the others together, and the client's own methods.

use proc_macro2::TokenStream;
use quote::quote;

use crate::codegen::emit::docs::Page;
use crate::codegen::emit::markdown::code;
use crate::codegen::emit::resource::handle_method;
use crate::codegen::emit::settings;
use crate::codegen::emit::texts::Texts;
use crate::codegen::emit::type_ref::{Speller, ident, word};
use crate::codegen::model::{Api, Constraints, SchemeKind};

/// `mod.rs` of the whole: modules, the type of error bodies, and what the client
/// can do.
pub(super) fn root(speller: &Speller<'_>, crate_name: &str) -> TokenStream {
    let (api, texts) = (speller.api, speller.texts);
    let docs = Page::new(&format!(
        "The types and operations of {}.",
        code(&api.title)
    ))
    .inner(texts);
    let error = match api.error {
        Some(id) => {
            let name = ident(&api.types.get(id).ident);
            quote!(models::#name)
        }
        None => quote!(serde_json::Value),
    };
    let builder = builder(texts, api);
    let schemes = schemes(api);
    let scheme = schemes.is_some().then(|| quote!(, Scheme));
    let tokens = settings::imports(api);
    let settings = settings::items(texts, api, crate_name);
    let handles = api
        .resources
        .iter()
        .filter(|resource| resource.parent.is_none() && !resource.is_client)
        .map(|resource| {
            handle_method(
                speller,
                resource,
                &quote!(resources::),
                &quote!(self.clone()),
                &[],
            )
        });
    let idle = api
        .resources
        .is_empty()
        .then(|| quote!(#[allow(dead_code, unused_macros, reason = "there are no operations")]));
    quote! {
        #docs
        pub mod models;
        pub mod resources;
        mod wire;

        use crate::runtime::codegen::{Client, ClientBuilder #scheme #tokens};

        /// The body with which the service explains an error.
        pub type ApiError = #error;

        #schemes

        impl Client {
            #builder
            #(#handles)*
        }

        #settings

        // Behind the rest, so that documentation shows the methods above before those in there.
        #idle
        pub(crate) mod runtime;
    }
}

/// The security schemes, where a bearer token is not all that there is.
fn schemes(api: &Api) -> Option<TokenStream> {
    if api.schemes.is_empty() || api.is_plain_bearer() {
        return None;
    }
    let schemes = api.schemes.iter().map(|scheme| {
        let name = &scheme.name;
        let kind = match &scheme.kind {
            SchemeKind::Bearer(_) => quote!(Scheme::Bearer),
            SchemeKind::Basic => quote!(Scheme::Basic),
            SchemeKind::KeyInHeader(name) => quote!(Scheme::Header(#name)),
            SchemeKind::KeyInQuery(name) => quote!(Scheme::Query(#name)),
            SchemeKind::KeyInCookie(name) => quote!(Scheme::Cookie(#name)),
            SchemeKind::Transport(..) => quote!(Scheme::Transport),
        };
        quote!((#name, #kind))
    });
    Some(quote! {
        /// The security schemes of the service.
        const SCHEMES: &[(&str, Scheme)] = &[#(#schemes),*];
    })
}

/// `Client::builder`: it takes what the address leaves open.
fn builder(texts: &Texts, api: &Api) -> TokenStream {
    let with = match (api.schemes.is_empty(), api.is_plain_bearer()) {
        // The description says nothing of security; what is given goes with every call.
        (true, _) => quote!(.schemes(&[])),
        (false, true) => quote!(),
        (false, false) => quote!(.schemes(SCHEMES)),
    };
    let docs = Page::new(
        "Returns a [`ClientBuilder`]. The client that it builds sends nothing until its first call.",
    );
    let others = others(api);
    let Some(template) = &api.server.template else {
        let docs = docs.paragraph(&match &others {
            Some(others) => format!("`base_url` is the address of the service, up to where its paths begin. The API's\ndescription names {others}, which can't be used as it stands."),
            None => "`base_url` is the address of the service, up to where its paths begin; the\nAPI's description names none.".to_owned(),
        }).outer(texts);
        return quote! {
            #docs
            pub fn builder(base_url: impl Into<String>) -> ClientBuilder {
                ClientBuilder::new("", []).base_url(base_url)#with
            }
        };
    };
    let mut docs = docs.paragraph(&format!(
        "The service is at {}.",
        code(&template.replace("{+", "{"))
    ));
    if let Some(others) = others {
        docs = docs.paragraph(&format!("The API's description also names {others};\n[`ClientBuilder::base_url`] takes another address."));
    }
    let open: Vec<_> = api
        .server
        .variables
        .iter()
        .filter(|variable| variable.value.is_none())
        .collect();
    if !open.is_empty() {
        docs = docs.blank();
    }
    for variable in &open {
        docs = docs.argument(
            variable.ident.as_str(),
            &variable.docs,
            &Constraints::default(),
        );
    }
    let docs = docs.outer(texts);
    let arguments = open.iter().map(|variable| {
        let name = ident(&variable.ident);
        quote!(#name: impl Into<String>)
    });
    let checked = settings::values(api);
    let values = api.server.variables.iter().map(|variable| {
        let (name, wire_name) = (ident(&variable.ident), &variable.wire_name);
        match &variable.value {
            Some(value) => quote!((#wire_name, #value.to_owned())),
            None => quote!((#wire_name, #name.into())),
        }
    });
    quote! {
        #docs
        pub fn builder(#(#arguments),*) -> ClientBuilder {
            ClientBuilder::new(#template, [#(#values),*])#checked #with
        }
    }
}

/// The addresses of the description that are not used, as a list in a sentence.
fn others(api: &Api) -> Option<String> {
    let others: Vec<String> = api.server.others.iter().map(|url| code(url)).collect();
    (!others.is_empty()).then(|| others.join(", "))
}

/// `mod.rs` of a folder whose files are found under one name: all items are
/// reached without the file's.
pub(super) fn folder(texts: &Texts, docs: Page, modules: &[String]) -> TokenStream {
    let docs = docs.inner(texts);
    let modules: Vec<_> = modules.iter().map(|module| word(module)).collect();
    quote! {
        #docs
        #(mod #modules;)*
        #(pub use self::#modules::*;)*
    }
}

/// `mod.rs` of the folder of implementations.
pub(super) fn wire(texts: &Texts, modules: &[String]) -> TokenStream {
    let docs = Page::new("How the types look on the wire.").inner(texts);
    let modules = modules.iter().map(|module| word(module));
    quote! {
        #docs
        #(mod #modules;)*
    }
}
