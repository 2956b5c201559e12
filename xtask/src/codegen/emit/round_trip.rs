//! Decodes and encodes by name, for tests that read the description's examples.

use proc_macro2::TokenStream;
use quote::quote;

use crate::codegen::emit::docs::Page;
use crate::codegen::emit::type_ref::{Speller, ident};
use crate::codegen::model::{Content, Payload, ResponseBody};

/// `round_trip.rs`.
pub(super) fn item(speller: &Speller<'_>) -> TokenStream {
    let docs = Page::new("Decodes JSON as a type that is known by name, and encodes it again.")
        .paragraph("For tests of the description's examples; not part of the crate's interface.")
        .inner();
    let mut types: Vec<_> = speller.api.types.iter().collect();
    types.sort_by_key(|(_, def)| def.order);
    let schemas = types.into_iter().map(|(id, def)| {
        let (name, ty) = (&def.name, speller.named(id));
        quote!(#name => Some(round_trip::<#ty>(json)),)
    });
    let operations = || {
        speller
            .api
            .resources
            .iter()
            .flat_map(|resource| &resource.operations)
            .filter(|operation| !operation.repeats)
    };
    let requests = operations().filter_map(|operation| {
        let ty = match &operation.body.as_ref()?.payload {
            Payload::Json(ty) => speller.ty(ty),
            _ => return None,
        };
        let id = &operation.id;
        Some(quote!(#id => Some(round_trip::<#ty>(json)),))
    });
    let responses = operations().filter_map(|operation| {
        let (id, name) = (&operation.id, ident(&operation.builder));
        match &operation.success {
            ResponseBody::One(Content::Json(_))
            | ResponseBody::Optional {
                content: Content::Json(_),
                ..
            }
            | ResponseBody::Page(_) => {
                Some(quote!(#id => Some(operation_round_trip::<resources::#name>(json)),))
            }
            _ => None,
        }
    });
    quote! {
        #docs
        #![allow(missing_docs, clippy::match_single_binding, unused_imports, unused_variables)]

        use super::{models, resources};
        use crate::runtime::codegen::{Result, operation_round_trip, round_trip};

        /// By the name of a schema.
        pub fn schema(name: &str, json: &[u8]) -> Option<Result<Vec<u8>>> {
            match name {
                #(#schemas)*
                _ => None,
            }
        }

        /// The request body of an operation, by its id.
        pub fn request(operation: &str, json: &[u8]) -> Option<Result<Vec<u8>>> {
            match operation {
                #(#requests)*
                _ => None,
            }
        }

        /// The successful response of an operation, by its id.
        pub fn response(operation: &str, json: &[u8]) -> Option<Result<Vec<u8>>> {
            match operation {
                #(#responses)*
                _ => None,
            }
        }
    }
}
