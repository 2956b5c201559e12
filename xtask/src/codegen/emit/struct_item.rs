//! Struct → the type that a user sees, and how it looks on the wire.

use proc_macro2::TokenStream;
use quote::quote;

use crate::codegen::emit::docs::Page;
use crate::codegen::emit::field_docs::field_docs;
use crate::codegen::emit::markdown::code;
use crate::codegen::emit::rule;
use crate::codegen::emit::type_ref::{Speller, ident, initialised};
use crate::codegen::model::{Constraints, Field, Presence, Struct, Traits, TypeDef};

/// The type: documented public fields, a constructor where it needs one, and
/// access to the members that the description does not name.
pub(super) fn model(speller: &Speller<'_>, def: &TypeDef, shape: &Struct) -> TokenStream {
    let name = ident(&def.ident);
    let docs = Page::described(
        &def.docs,
        &format!("The schema {} (not described by the API).", code(&def.name)),
    );
    let docs = docs.outer(speller.texts);
    let derives = derives(def.traits);
    let fields = fields(speller, &shape.fields);
    let (extra, new) = extra(speller, shape);
    let rest = quote!(extra: #new);
    let constructor = constructor(
        speller,
        def.ident.as_str(),
        def.traits,
        &shape.fields,
        &rest,
    )
    .map(|new| quote!(impl #name { #new }));
    quote! {
        #docs
        #derives
        #[non_exhaustive]
        pub struct #name {
            #fields
            pub(crate) extra: #extra,
        }
        #constructor
    }
}

/// The type of the members that the description does not name, and an empty one.
fn extra(speller: &Speller<'_>, shape: &Struct) -> (TokenStream, TokenStream) {
    match &shape.further {
        None => (quote!(crate::Extra), quote!(crate::Extra::new())),
        Some(further) => {
            let ty = speller.ty(&further.0);
            (
                quote!(std::collections::BTreeMap<String, #ty>),
                quote!(std::collections::BTreeMap::new()),
            )
        }
    }
}

/// The derives of a struct.
pub(super) fn derives(traits: Traits) -> TokenStream {
    let default = traits.default.then(|| quote!(Default,));
    let eq = traits.eq.then(|| quote!(Eq,));
    quote!(#[derive(Clone, Debug, #default PartialEq, #eq)])
}

/// Public documented fields.
pub(super) fn fields(speller: &Speller<'_>, fields: &[Field]) -> TokenStream {
    let fields = fields.iter().map(|field| {
        let (docs, name, ty) = (
            field_docs(field).outer(speller.texts),
            ident(&field.ident),
            speller.field(field),
        );
        quote!(#docs pub #name: #ty,)
    });
    quote!(#(#fields)*)
}

/// `new`, where the type has members that can't be left out.
///
/// `rest` initialises what is not a field of the description.
pub(super) fn constructor(
    speller: &Speller<'_>,
    name: &str,
    traits: Traits,
    fields: &[Field],
    rest: &TokenStream,
) -> Option<TokenStream> {
    if traits.default {
        return None;
    }
    let required = |field: &&Field| field.presence.is_required();
    let many = many_arguments(fields.iter().filter(required).count());
    let arguments = fields.iter().filter(required).map(|field| {
        let name = ident(&field.ident);
        let ty = constructor_argument(speller, field, &name).0;
        quote!(#name: #ty)
    });
    let values = fields.iter().map(|field| {
        let name = ident(&field.ident);
        match field.presence {
            Presence::Optional => quote!(#name: None),
            Presence::OptionalNullable => quote!(#name: crate::Patch::Keep),
            Presence::Required | Presence::Nullable => {
                let value = constructor_argument(speller, field, &name).1;
                initialised(&name, &value)
            }
        }
    });
    let docs = Page::new(&format!("Creates a new `{name}` from its required fields."))
        .outer(speller.texts);
    Some(quote! {
        #docs
        #many
        #[inline]
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values,)* #rest }
        }
    })
}

/// Takes back Clippy's complaint about a function that takes more than seven things: what
/// is required is up to the description.
pub(super) fn many_arguments(count: usize) -> Option<TokenStream> {
    (count > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]))
}

/// The type of an argument for a member that can't be left out, and how it
/// becomes the value.
pub(super) fn constructor_argument(
    speller: &Speller<'_>,
    field: &Field,
    name: &proc_macro2::Ident,
) -> (TokenStream, TokenStream) {
    if field.presence == Presence::Nullable {
        (speller.field(field), quote!(#name))
    } else {
        speller.argument(&field.ty, name)
    }
}

/// How the type looks on the wire: a row for each field.
pub(super) fn wire(speller: &Speller<'_>, def: &TypeDef, shape: &Struct) -> TokenStream {
    let (models, name, wire_name) = (&speller.models, ident(&def.ident), &def.name);
    // What is never sent is never checked.
    let rule = |constraints: &Constraints| {
        let is_checked = def.sent && !constraints.is_empty();
        is_checked.then(|| rule::expression(constraints))
    };
    let limits = rule(&shape.members).into_iter();
    let rows = shape.fields.iter().map(|field| {
        let (name, wire_name) = (ident(&field.ident), &field.wire_name);
        let presence = match field.presence {
            Presence::Required | Presence::Nullable => quote!(required),
            Presence::Optional => quote!(optional),
            Presence::OptionalNullable => quote!(patch),
        };
        let rule = rule(&field.constraints).into_iter();
        quote!(#name: #presence #wire_name #(, #rule)*;)
    });
    let further = shape.further.as_ref().map(|further| {
        let (ty, rule) = (speller.ty(&further.0), rule(&further.1).into_iter());
        quote!(..: #ty #(, #rule)*;)
    });
    quote! {
        object! {
            #models::#name = #wire_name #(, #limits)*;
            #(#rows)*
            #further
        }
    }
}
