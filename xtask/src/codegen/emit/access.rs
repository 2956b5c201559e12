//! What a client's builder can be told of who calls, beside tokens: a user and a password,
//! and API keys. A crate has the methods for the schemes that its description declares.

use proc_macro2::TokenStream;
use quote::quote;

use crate::codegen::emit::docs::Page;
use crate::codegen::emit::example;
use crate::codegen::emit::markdown::code;
use crate::codegen::emit::texts::Texts;
use crate::codegen::model::{Api, SchemeKind};

/// The methods; none where a token is all that there is.
pub(super) fn methods(texts: &Texts, api: &Api, crate_name: &str) -> Vec<TokenStream> {
    let example = |call: &str| example::client(api, crate_name, &[call]);
    let mut methods = Vec::new();
    if api
        .schemes
        .iter()
        .any(|scheme| scheme.kind == SchemeKind::Basic)
    {
        methods.push(basic(
            texts,
            &example(".basic(\"my-user\", \"my-password\")"),
        ));
    }
    let keys = api
        .schemes
        .iter()
        .filter(|scheme| place(&scheme.kind).is_some());
    let keys: Vec<&str> = keys.map(|scheme| scheme.name.as_str()).collect();
    if !keys.is_empty() {
        methods.push(api_key(texts, api, &example(".api_key(\"my-key\")")));
    }
    if keys.len() > 1 {
        // An example is no place for names that would have to be escaped.
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let is_plain = |name: &&&str| !name.is_empty() && name.chars().all(plain);
        let scheme = keys.iter().find(is_plain).unwrap_or(&"scheme");
        let call = format!(".api_key_for(\"{scheme}\", \"my-key\")");
        methods.push(api_key_for(texts, &example(&call)));
    }
    methods
}

/// Where a key goes.
fn place(kind: &SchemeKind) -> Option<(&'static str, &str)> {
    match kind {
        SchemeKind::KeyInHeader(name) => Some(("the header", name)),
        SchemeKind::KeyInQuery(name) => Some(("the query parameter", name)),
        SchemeKind::KeyInCookie(name) => Some(("the cookie", name)),
        SchemeKind::Bearer(_) | SchemeKind::Basic | SchemeKind::Transport(..) => None,
    }
}

fn basic(texts: &Texts, example: &[String]) -> TokenStream {
    let docs = Page::new("Sets the user and the password for the operations that take them.")
        .example(example)
        .outer(texts);
    quote! {
        #docs
        pub fn basic(self, user: impl AsRef<str>, password: impl AsRef<str>) -> Self {
            self.user(user, password)
        }
    }
}

fn api_key(texts: &Texts, api: &Api, example: &[String]) -> TokenStream {
    let mut docs = Page::new("Sets the API key for the operations that take one.")
        .paragraph("By the name of the security scheme, it goes into:")
        .blank();
    for scheme in &api.schemes {
        if let Some((kind, name)) = place(&scheme.kind) {
            docs = docs.item(
                &format!("{}:", code(&scheme.name)),
                &format!("{kind} {}", code(name)),
            );
        }
    }
    let docs = docs.example(example).outer(texts);
    quote! {
        #docs
        pub fn api_key(self, key: impl Into<String>) -> Self {
            self.key("", key)
        }
    }
}

fn api_key_for(texts: &Texts, example: &[String]) -> TokenStream {
    let docs = Page::new(
        "Sets the API key for one security scheme; [`api_key`](Self::api_key) lists their names, and\nsets the key of all others.",
    )
    .paragraph("A name that is not in the API's description makes [`build`](Self::build) fail.")
    .example(example)
    .outer(texts);
    quote! {
        #docs
        pub fn api_key_for(self, scheme: impl Into<String>, key: impl Into<String>) -> Self {
            self.key(scheme, key)
        }
    }
}
