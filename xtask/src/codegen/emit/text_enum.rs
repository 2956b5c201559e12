//! Enum → the type that a user sees, and its texts on the wire.

use proc_macro2::TokenStream;
use quote::quote;

use crate::codegen::emit::docs::Page;
use crate::codegen::emit::markdown::code;
use crate::codegen::emit::texts::Texts;
use crate::codegen::emit::type_ref::{Speller, ident};
use crate::codegen::model::{Docs, Enum, TypeDef};

/// The type: a variant for each known value, and one for all others.
pub(super) fn model(texts: &Texts, def: &TypeDef, shape: &Enum) -> TokenStream {
    let name = ident(&def.ident);
    let docs = Page::described(&def.docs, &format!("The values of {}.", code(&def.name)))
        .paragraph(
            "Values that this version of the crate does not know are kept as they are;\n\
             compare them by [`as_str`](Self::as_str), which keeps working when a later\n\
             version knows them.",
        )
        .outer(texts);
    let variants = shape.variants.iter().map(|variant| {
        let value = format!("The value {}.", code(&variant.wire_name));
        let docs = variant_docs(texts, &variant.docs, &value);
        let name = ident(&variant.ident);
        quote!(#docs #name,)
    });
    let unknown = ident(&shape.unknown);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that this version of the crate does not know.
            #unknown(crate::UnknownValue),
        }
    }
}

/// What a variant says: what the description says of it, and its value.
pub(super) fn variant_docs(texts: &Texts, docs: &Docs, value: &str) -> TokenStream {
    if *docs == Docs::default() {
        return Page::new(value).outer(texts);
    }
    Page::described(docs, value).paragraph(value).outer(texts)
}

/// The texts of the variants.
pub(super) fn wire(speller: &Speller<'_>, def: &TypeDef, shape: &Enum) -> TokenStream {
    let (models, name, unknown) = (&speller.models, ident(&def.ident), ident(&shape.unknown));
    let wire_name = &def.name;
    let rows = shape.variants.iter().map(|variant| {
        let (name, text) = (ident(&variant.ident), &variant.wire_name);
        quote!(#name = #text;)
    });
    quote! {
        open_enum! {
            #models::#name = #wire_name, #unknown;
            #(#rows)*
        }
    }
}
