//! Types, spelled. The only place where `Option`, `Vec`, `Box`, maps and the
//! paths of models are written.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};

use crate::codegen::emit::module_of;
use crate::codegen::emit::texts::Texts;
use crate::codegen::model::{
    Api, Body, Content, Field, Ident, Payload, Presence, Shape, TypeId, TypeRef,
};

/// Returns an identifier's token, raw where it is a keyword.
pub(super) fn ident(ident: &Ident) -> proc_macro2::Ident {
    word(ident.as_str())
}

/// Returns a word's token, raw where it is a keyword.
pub(super) fn word(text: &str) -> proc_macro2::Ident {
    if KEYWORDS.binary_search(&text).is_ok() {
        proc_macro2::Ident::new_raw(text, Span::call_site())
    } else {
        proc_macro2::Ident::new(text, Span::call_site())
    }
}

/// The keywords of Rust 2024, and those that it reserves. `syn` knows them too, but asking it lexes
/// and parses each name.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// A field of a struct literal, in the short form where its value has its name.
pub(super) fn initialised(name: &proc_macro2::Ident, value: &TokenStream) -> TokenStream {
    if *name == value.to_string() {
        quote!(#name)
    } else {
        quote!(#name: #value)
    }
}

/// How the types of one file are spelled.
#[derive(Clone, Debug)]
pub(super) struct Speller<'a> {
    pub(super) api: &'a Api,
    /// The path to the models.
    pub(super) models: TokenStream,
    /// The file of models that is written, whose types need no path.
    pub(super) home: Option<&'a str>,
    /// What is not made of tokens.
    pub(super) texts: &'a Texts,
}

impl Speller<'_> {
    /// A named type.
    pub(super) fn named(&self, id: TypeId) -> TokenStream {
        let def = self.api.types.get(id);
        let (models, name) = (&self.models, ident(&def.ident));
        if self.home == Some(module_of(def)) {
            quote!(#name)
        } else {
            quote!(#models::#name)
        }
    }

    /// A type by itself.
    pub(super) fn ty(&self, ty: &TypeRef) -> TokenStream {
        match ty {
            TypeRef::Named(id) => self.named(*id),
            TypeRef::Bool => quote!(bool),
            TypeRef::I32 => quote!(i32),
            TypeRef::I64 => quote!(i64),
            TypeRef::U32 => quote!(u32),
            TypeRef::U64 => quote!(u64),
            TypeRef::F32 => quote!(f32),
            TypeRef::F64 => quote!(f64),
            TypeRef::String => quote!(String),
            TypeRef::Json => quote!(serde_json::Value),
            TypeRef::File => quote!(crate::File),
            TypeRef::List(item) => {
                let item = self.ty(item);
                quote!(Vec<#item>)
            }
            TypeRef::Map(value) => {
                let value = self.ty(value);
                quote!(std::collections::BTreeMap<String, #value>)
            }
            TypeRef::Nullable(inner) => {
                let inner = self.ty(inner);
                quote!(Option<#inner>)
            }
            TypeRef::Boxed(inner) => {
                let inner = self.ty(inner);
                quote!(Box<#inner>)
            }
        }
    }

    /// The type of a struct's field.
    pub(super) fn field(&self, field: &Field) -> TokenStream {
        let ty = self.ty(&field.ty);
        match field.presence {
            Presence::Required => ty,
            Presence::Optional | Presence::Nullable => quote!(Option<#ty>),
            Presence::OptionalNullable => quote!(crate::Patch<#ty>),
        }
    }

    /// The type of an argument that becomes a value of the type, and how it does.
    pub(super) fn argument(
        &self,
        ty: &TypeRef,
        name: &proc_macro2::Ident,
    ) -> (TokenStream, TokenStream) {
        let spelled = self.ty(ty);
        match self.api.types.resolve(ty) {
            _ if self.converts(ty) => (quote!(impl Into<#spelled>), quote!(#name.into())),
            TypeRef::List(item) => {
                let item_type = self.ty(item);
                if self.converts(item) {
                    let list = quote!(impl IntoIterator<Item = impl Into<#item_type>>);
                    (list, quote!(#name.into_iter().map(Into::into).collect()))
                } else {
                    (
                        quote!(impl IntoIterator<Item = #item_type>),
                        quote!(#name.into_iter().collect()),
                    )
                }
            }
            TypeRef::Map(value) => {
                let value = self.ty(value);
                let map = quote!(impl IntoIterator<Item = (impl Into<String>, #value)>);
                (
                    map,
                    quote!(#name.into_iter().map(|(name, value)| (name.into(), value)).collect()),
                )
            }
            TypeRef::Boxed(inner) => {
                let inner = self.ty(inner);
                (inner, quote!(Box::new(#name)))
            }
            _ => (spelled, quote!(#name)),
        }
    }

    /// Whether other types turn into it by `Into`: texts, enums, and unions, which those of their
    /// alternatives turn into that no other alternative is like.
    fn converts(&self, ty: &TypeRef) -> bool {
        match self.api.types.resolve(ty) {
            TypeRef::String | TypeRef::Json | TypeRef::File => true,
            TypeRef::Named(id) => {
                let shape = &self.api.types.get(*id).shape;
                matches!(shape, Shape::Enum(_) | Shape::Union(_))
            }
            _ => false,
        }
    }

    fn is_union(&self, ty: &TypeRef) -> bool {
        let definition = self.api.types.definition(ty);
        definition.is_some_and(|(_, def)| matches!(def.shape, Shape::Union(_)))
    }

    /// The type of a request body.
    pub(super) fn body(&self, body: &Body) -> TokenStream {
        match &body.payload {
            Payload::Json(ty) | Payload::Form(ty, _) => self.ty(ty),
            Payload::Multipart(inputs) => ident(&inputs.ident).into_token_stream(),
            Payload::Text => self.ty(&TypeRef::String),
            Payload::Bytes => quote!(crate::Upload),
        }
    }

    /// The type of an argument that becomes a whole body, and how it does.
    pub(super) fn body_argument(
        &self,
        body: &Body,
        name: &proc_macro2::Ident,
    ) -> (TokenStream, TokenStream) {
        match &body.payload {
            Payload::Text => self.argument(&TypeRef::String, name),
            Payload::Json(ty) | Payload::Form(ty, _) if self.is_union(ty) => {
                self.argument(ty, name)
            }
            Payload::Bytes => {
                let ty = self.body(body);
                (quote!(impl Into<#ty>), quote!(#name.into()))
            }
            _ => (self.body(body), quote!(#name)),
        }
    }

    /// The path of the type that has the fields of a body, as links have it.
    pub(super) fn body_path(&self, body: &Body) -> String {
        match &body.payload {
            Payload::Json(ty) | Payload::Form(ty, _) => {
                let def = self.api.types.definition(ty);
                def.map_or_else(String::new, |(_, def)| {
                    format!("models::{}", def.ident.as_str())
                })
            }
            Payload::Multipart(inputs) => inputs.ident.as_str().to_owned(),
            Payload::Text | Payload::Bytes => String::new(),
        }
    }

    /// The fields of a body, where it has any.
    pub(super) fn body_fields<'b>(&'b self, body: &'b Body) -> Option<&'b [Field]> {
        match &body.payload {
            Payload::Json(ty) | Payload::Form(ty, _) => self.api.types.fields(ty),
            Payload::Multipart(inputs) => Some(&inputs.fields),
            Payload::Text | Payload::Bytes => None,
        }
    }

    /// What a reply holds, and the method that reads it.
    pub(super) fn content(&self, content: &Content) -> (TokenStream, TokenStream) {
        match content {
            Content::Nothing => (quote!(()), quote!(reply.nothing())),
            Content::Json(ty) => (self.ty(ty), quote!(reply.json())),
            Content::Text => (quote!(String), quote!(reply.text())),
            Content::Bytes => (quote!(Bytes), quote!(reply.bytes())),
            Content::Redirect => (quote!(Redirect), quote!(reply.redirect())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::KEYWORDS;

    #[test]
    fn keywords_are_found_and_are_those_of_syn() {
        assert!(KEYWORDS.is_sorted());
        for word in KEYWORDS {
            // syn does not count the newest one.
            let is_plain = syn::parse_str::<syn::Ident>(word).is_ok();
            assert_eq!(is_plain, *word == "gen", "{word}");
        }
    }
}
