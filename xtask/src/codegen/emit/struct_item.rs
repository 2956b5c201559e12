//! Struct → the type that a user sees, and how it looks on the wire.

use proc_macro2::TokenStream;
use quote::quote;

use crate::codegen::emit::docs::Page;
use crate::codegen::emit::field_docs::field_docs;
use crate::codegen::emit::markdown::code;
use crate::codegen::emit::rule;
use crate::codegen::emit::type_ref::{Speller, ident, initialised};
use crate::codegen::model::{Field, Presence, Struct, Traits, TypeDef};

/// The type: documented public fields, a constructor where it needs one, and
/// access to the members that the description does not name.
pub(super) fn model(speller: &Speller<'_>, def: &TypeDef, shape: &Struct) -> TokenStream {
    let name = ident(&def.ident);
    let docs = Page::described(
        &def.docs,
        &format!("The schema {} (not described by the API).", code(&def.name)),
    );
    let docs = docs.outer();
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
            field_docs(field).outer(),
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
    let docs = Page::new(&format!("Creates a new `{name}` from its required fields.")).outer();
    Some(quote! {
        #docs
        #many
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

/// How the type looks on the wire: `Object`, and `Check` where there is
/// something to check.
pub(super) fn wire(speller: &Speller<'_>, def: &TypeDef, shape: &Struct) -> TokenStream {
    let name = ident(&def.ident);
    let models = &speller.models;
    let wire_name = &def.name;
    let members = shape.fields.iter().map(|field| &field.wire_name);
    let read = read(shape);
    let write_extra = match &shape.further {
        None => quote!(write_extra),
        Some(_) => quote!(write_further),
    };
    let write = shape.fields.iter().map(|field| {
        let (name, wire_name) = (ident(&field.ident), &field.wire_name);
        let write = match field.presence {
            Presence::Required | Presence::Nullable => quote!(write_required),
            Presence::Optional => quote!(write_optional),
            Presence::OptionalNullable => quote!(write_patch),
        };
        quote!(#write(members, #wire_name, &self.#name)?;)
    });
    let check = def.sent.then(|| check(speller, def, shape));
    let further = shape.further.as_ref().map(|further| {
        let ty = speller.ty(&further.0);
        quote!(, #ty)
    });
    quote! {
        impl Object for #models::#name {
            const NAME: &'static str = #wire_name;
            const MEMBERS: &'static [&'static str] = &[#(#members),*];

            fn read<'de, A: MapAccess<'de>>(mut members_: Members<A>) -> Result<Self, A::Error> {
                #read
            }

            fn write<M: SerializeMap>(&self, members: &mut M) -> Result<(), M::Error> {
                #(#write)*
                #write_extra(members, &self.extra, Self::MEMBERS)
            }
        }
        object!(#models::#name #further);
        #check
    }
}

/// `name_` and `members_` can't be fields: no identifier of ours ends like that.
fn read(shape: &Struct) -> TokenStream {
    let fields = &shape.fields;
    let (keep, new) = match &shape.further {
        None => (quote!(unknown), quote!(Extra::new())),
        Some(_) => (quote!(further), quote!(std::collections::BTreeMap::new())),
    };
    let slots = fields.iter().map(|field| {
        let name = ident(&field.ident);
        match field.presence {
            Presence::OptionalNullable => quote!(let mut #name = Patch::Keep;),
            _ => quote!(let mut #name = None;),
        }
    });
    let arms = fields.iter().map(|field| {
        let (name, wire_name) = (ident(&field.ident), &field.wire_name);
        if field.presence.is_required() {
            quote!(#wire_name => #name = Some(members_.value()?),)
        } else {
            quote!(#wire_name => #name = members_.value()?,)
        }
    });
    let values = fields.iter().map(|field| {
        let (name, wire_name) = (ident(&field.ident), &field.wire_name);
        if field.presence.is_required() {
            quote!(#name: self::required(#wire_name, #name)?,)
        } else {
            quote!(#name,)
        }
    });
    let take = if fields.is_empty() {
        quote!(members_.#keep(name_, &mut extra)?;)
    } else {
        quote! {
            match &*name_ {
                #(#arms)*
                _ => members_.#keep(name_, &mut extra)?,
            }
        }
    };
    quote! {
        #(#slots)*
        let mut extra = #new;
        while let Some(name_) = members_.next_name()? {
            #take
        }
        Ok(Self { #(#values)* extra })
    }
}

fn check(speller: &Speller<'_>, def: &TypeDef, shape: &Struct) -> TokenStream {
    let name = ident(&def.ident);
    let models = &speller.models;
    let members = (!shape.members.is_empty()).then(|| {
        let least = rule::optional(shape.members.get("minProperties"));
        let most = rule::optional(shape.members.get("maxProperties"));
        quote!(at.members(self, #least, #most);)
    });
    let fields: Vec<&Field> = shape
        .fields
        .iter()
        .filter(|field| !field.constraints.is_empty() || speller.has_members(&field.ty))
        .collect();
    let further = shape
        .further
        .as_ref()
        .filter(|further| !further.1.is_empty() || speller.has_members(&further.0));
    let further = further.map(|further| {
        let rule = rule::reference(&further.1);
        quote! {
            for (name, value) in &self.extra {
                at.field(name, value, #rule);
            }
        }
    });
    if members.is_none() && fields.is_empty() && further.is_none() {
        return quote! {
            impl Check for #models::#name {
                fn check(&self, _rule: &Rule, _at: &mut Checker) {}
            }
        };
    }
    let fields = fields.into_iter().map(|field| {
        let (name, wire_name) = (ident(&field.ident), &field.wire_name);
        let rule = rule::reference(&field.constraints);
        quote!(at.field(#wire_name, &self.#name, #rule);)
    });
    quote! {
        impl Check for #models::#name {
            fn check(&self, _rule: &Rule, at: &mut Checker) {
                #members
                #(#fields)*
                #further
            }
        }
    }
}
