//! Values → the enum that a user sees, and its numbers and mixtures on the wire.

use proc_macro2::{Literal as Token, TokenStream};
use quote::{ToTokens, quote};

use crate::codegen::emit::docs::Page;
use crate::codegen::emit::markdown::code;
use crate::codegen::emit::text_enum::variant_docs;
use crate::codegen::emit::texts::Texts;
use crate::codegen::emit::type_ref::{Speller, ident};
use crate::codegen::model::{Literal, Number, TypeDef, Values};

/// The type: a variant for each known value, and one for all others.
pub(super) fn model(texts: &Texts, def: &TypeDef, shape: &Values) -> TokenStream {
    let name = ident(&def.ident);
    let how = if shape.integers {
        "[`as_i64`](Self::as_i64)"
    } else {
        "[`to_json`](Self::to_json)"
    };
    let docs = Page::described(&def.docs, &format!("The values of {}.", code(&def.name)))
        .paragraph(&format!(
            "Values that this version of the crate does not know are kept as they are;\n\
             compare them by {how}, which keeps working when a later\n\
             version knows them."
        ))
        .outer(texts);
    let variants = shape.variants.iter().map(|variant| {
        let value = format!("The value {}.", code(&variant.value.to_string()));
        let docs = variant_docs(texts, &variant.docs, &value);
        let name = ident(&variant.ident);
        quote!(#docs #name,)
    });
    let unknown = ident(&shape.unknown);
    let (derives, kept) = if shape.integers {
        (
            quote!(Clone, Copy, Debug, PartialEq, Eq, Hash),
            quote!(crate::UnknownInteger),
        )
    } else {
        (
            quote!(Clone, Debug, PartialEq, Eq, Hash),
            quote!(serde_json::Value),
        )
    };
    quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that this version of the crate does not know.
            #unknown(#kept),
        }
    }
}

/// The values of the variants.
pub(super) fn wire(speller: &Speller<'_>, def: &TypeDef, shape: &Values) -> TokenStream {
    let (models, name, unknown) = (&speller.models, ident(&def.ident), ident(&shape.unknown));
    let rows = shape.variants.iter().filter_map(|variant| {
        let name = ident(&variant.ident);
        let value = match variant.value {
            Literal::Number(Number::Integer(value)) if shape.integers => {
                Token::i128_unsuffixed(value).into_token_stream()
            }
            _ => known(&variant.value)?,
        };
        Some(quote!(#name = #value;))
    });
    let table = if shape.integers {
        quote!(open_integer)
    } else {
        quote!(open_value)
    };
    quote! {
        #table! {
            #models::#name, #unknown;
            #(#rows)*
        }
    }
}

/// A value as the runtime's `Literal`.
pub(super) fn known(value: &Literal) -> Option<TokenStream> {
    Some(match value {
        Literal::Text(text) => quote!(Literal::Text(#text)),
        Literal::Number(Number::Integer(value)) => {
            let value = Token::i128_unsuffixed(*value);
            quote!(Literal::Integer(#value))
        }
        Literal::Number(Number::Float(value)) if value.is_finite() => {
            let value = Token::f64_unsuffixed(*value);
            quote!(Literal::Float(#value))
        }
        Literal::Bool(value) => quote!(Literal::Bool(#value)),
        Literal::Number(Number::Float(_))
        | Literal::Texts(_)
        | Literal::Null
        | Literal::Variant(..)
        | Literal::Json(_) => return None,
    })
}
