//! Union → the enum that a user sees, and how its alternatives are told on the wire.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use crate::codegen::emit::docs::Page;
use crate::codegen::emit::literal_enum::known;
use crate::codegen::emit::markdown::code;
use crate::codegen::emit::rule;
use crate::codegen::emit::type_ref::{Speller, ident};
use crate::codegen::model::{
    Alternative, Discrimination, Marker, Shape, TypeDef, TypeId, TypeRef, Union,
};

/// The type: a variant for each alternative, and one for everything else.
pub(super) fn model(speller: &Speller<'_>, def: &TypeDef, shape: &Union) -> TokenStream {
    let name = ident(&def.ident);
    let docs = Page::described(
        &def.docs,
        &format!("One of the types of {}.", code(&def.name)),
    )
    .paragraph(&discrimination(shape))
    .paragraph("What is none of them is kept as it is.")
    .outer(speller.texts);
    let derives = crate::codegen::emit::struct_item::derives(def.traits);
    let variants = shape.variants.iter().map(|variant| {
        let is_common = shape.common.as_ref() == Some(&variant.ty);
        let otherwise = match &variant.ty {
            _ if is_common => format!("What every {} has.", code(&def.name)),
            TypeRef::Named(id) => {
                let target = speller.api.types.get(*id);
                format!("The schema {}.", code(&target.name))
            }
            _ => format!("A value of {}.", code(&def.name)),
        };
        let mut page = Page::described(&variant.docs, &otherwise);
        if is_common {
            page = page.paragraph("It has none of the tags of the others.");
        }
        if !variant.tags.is_empty() && matches!(shape.discrimination, Discrimination::Tag(_)) {
            let tags: Vec<String> = variant.tags.iter().map(|tag| code(tag)).collect();
            page = page.paragraph(&format!("The tag is {}.", tags.join(" or ")));
        }
        let (docs, name, ty) = (
            page.outer(speller.texts),
            ident(&variant.ident),
            speller.ty(&variant.ty),
        );
        quote!(#docs #name(#ty),)
    });
    let fields = |variant: &Alternative| speller.api.types.fields(&variant.ty);
    let large = shape
        .variants
        .iter()
        .any(|variant| !matches!(variant.ty, TypeRef::Boxed(_)) && fields(variant).is_some())
        .then(|| quote!(#[allow(clippy::large_enum_variant)]));
    let unknown = ident(&shape.unknown);
    quote! {
        #docs
        #large
        #derives
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that this version of the crate does not know.
            #unknown(serde_json::Value),
        }
    }
}

/// How the alternatives are told apart.
fn discrimination(shape: &Union) -> String {
    match &shape.discrimination {
        Discrimination::Tag(property) => {
            format!("The member {} tells which it is.", code(property))
        }
        Discrimination::JsonType => "The type of JSON value tells which it is.".to_owned(),
        Discrimination::Fields => {
            "Its members and constants tell which it is: what an alternative requires\n\
             must be there, and of several the one that knows most of the members is taken."
                .to_owned()
        }
        Discrimination::InOrder => {
            "Values do not tell for certain which it is. Of the alternatives that can be read,\n\
             the one that knows most of an object's members is taken, and the first in the order\n\
             below of those that know equally many."
                .to_owned()
        }
    }
}

/// How the type looks on the wire.
pub(super) fn wire(speller: &Speller<'_>, def: &TypeDef, shape: &Union) -> TokenStream {
    let (models, name, unknown) = (&speller.models, ident(&def.ident), ident(&shape.unknown));
    let wire_name = &def.name;
    let tag = match &shape.discrimination {
        Discrimination::Tag(property) => quote!(Some(#property)),
        _ => quote!(None),
    };
    let forms = shape.variants.iter().map(|variant| form(speller, variant));
    let reads = shape.variants.iter().enumerate().map(|(place, variant)| {
        let (place, name) = (Token::usize_unsuffixed(place), ident(&variant.ident));
        quote!(#place => Self::#name(FromJson::from_json(node, faults)),)
    });
    let is_known = is_known(speller, shape);
    let views = shape.variants.iter().map(|variant| {
        let name = ident(&variant.ident);
        let view = view(speller, def, shape, variant);
        quote!(Self::#name(value) => #view,)
    });
    let froms = shape
        .variants
        .iter()
        .filter(|variant| variant.from)
        .map(|variant| from(speller, &name, variant));
    quote! {
        impl Union for #models::#name {
            const NAME: &'static str = #wire_name;

            const TAG: Option<&'static str> = #tag;

            const FORMS: &'static [Form] = &[#(#forms),*];

            fn read(form: usize, node: Node<'_>, faults: &mut Faults) -> Self {
                match form {
                    #(#reads)*
                    _ => Self::#unknown(node.to_value(faults)),
                }
            }

            fn from_unknown(value: Json) -> Self {
                Self::#unknown(value)
            }

            fn is_known(&self) -> bool {
                #is_known
            }
        }

        impl ToJson for #models::#name {
            fn view(&self) -> View<'_> {
                match self {
                    #(#views)*
                    Self::#unknown(value) => value.view(),
                }
            }
        }

        union!(#models::#name);
        #(#froms)*
    }
}

/// Whether a value is of a variant that is known, all the way down.
fn is_known(speller: &Speller<'_>, shape: &Union) -> TokenStream {
    let unknown = ident(&shape.unknown);
    let inner = shape.variants.iter();
    let is_union = |variant: &&Alternative| {
        let inner = speller.api.types.definition(&variant.ty);
        inner.is_some_and(|(_, inner)| matches!(inner.shape, Shape::Union(_)))
    };
    let inner = inner.filter(is_union);
    let inner: Vec<TokenStream> = inner
        .map(|variant| {
            let name = ident(&variant.ident);
            quote!(Self::#name(value) => value.is_known(),)
        })
        .collect();
    if inner.is_empty() {
        return quote!(!matches!(self, Self::#unknown(_)));
    }
    let others = (inner.len() < shape.variants.len()).then(|| quote!(_ => true,));
    quote! {
        match self {
            #(#inner)*
            Self::#unknown(_) => false,
            #others
        }
    }
}

fn form(speller: &Speller<'_>, variant: &Alternative) -> TokenStream {
    let evidence = &variant.evidence;
    let mut fields = Vec::new();
    if !variant.tags.is_empty() {
        let tags = &variant.tags;
        fields.push(quote!(tags: &[#(#tags),*]));
    }
    let types = Token::u8_unsuffixed(evidence.types.0);
    fields.push(quote!(types: #types));
    if !evidence.values.is_empty() {
        let values = evidence.values.iter().filter_map(known);
        fields.push(quote!(values: &[#(#values),*]));
    }
    if !evidence.members.is_empty() {
        let members = evidence.members.iter().map(sign);
        fields.push(quote!(members: &[#(#members),*]));
    }
    if let Some(id) = object(speller, &variant.ty) {
        let name = speller.named(id);
        fields.push(quote!(known: <#name as Fields>::NAMES));
    }
    quote!(Form { #(#fields,)* ..Form::ANY })
}

/// The struct that a type is, or that all alternatives of a union inherit from.
fn object(speller: &Speller<'_>, ty: &TypeRef) -> Option<TypeId> {
    let (id, def) = speller.api.types.definition(ty)?;
    match &def.shape {
        Shape::Struct(_) => Some(id),
        Shape::Union(union) => {
            let (id, def) = speller.api.types.definition(union.common.as_ref()?)?;
            matches!(def.shape, Shape::Struct(_)).then_some(id)
        }
        _ => None,
    }
}

fn sign(marker: &Marker) -> TokenStream {
    let name = &marker.wire_name;
    let mut fields = vec![quote!(name: #name)];
    if marker.required {
        fields.push(quote!(required: true));
    }
    if !marker.values.is_empty() {
        let values = marker.values.iter().filter_map(known);
        fields.push(quote!(values: &[#(#values),*]));
    }
    if !marker.members.is_empty() {
        let members = marker.members.iter().map(sign);
        fields.push(quote!(members: &[#(#members),*]));
    }
    quote!(Sign { #(#fields,)* ..Sign::ANY })
}

/// How the value of a variant is shown: with its tag and its rule, where it needs one.
fn view(speller: &Speller<'_>, def: &TypeDef, shape: &Union, variant: &Alternative) -> TokenStream {
    if let Some((property, text)) = untold(speller, shape, variant) {
        return quote!(View::Tagged(value, &Tag { name: #property, text: #text }));
    }
    // What is never sent is never checked.
    if def.sent && !variant.constraints.is_empty() {
        let rule = rule::expression(&variant.constraints);
        return quote! {{
            static RULE: Rule<'static> = #rule;
            View::Ruled(value, &RULE)
        }};
    }
    quote!(value.view())
}

/// The tag that a value might not name itself, and its text.
fn untold<'a>(
    speller: &Speller<'_>,
    shape: &'a Union,
    variant: &'a Alternative,
) -> Option<(&'a str, &'a str)> {
    let (Discrimination::Tag(property), Some(tag)) = (&shape.discrimination, variant.tags.first())
    else {
        return None;
    };
    let types = &speller.api.types;
    let fields = match &types.definition(&variant.ty)?.1.shape {
        // The others of it name their own, and what they have in common is of this one.
        Shape::Union(inner) => types.fields(inner.common.as_ref()?)?,
        _ => types.fields(&variant.ty)?,
    };
    let mut fields = fields.iter();
    let is_named = fields.any(|field| field.wire_name == *property && field.presence.is_required());
    (!is_named).then_some((property, tag))
}

fn from(speller: &Speller<'_>, name: &proc_macro2::Ident, variant: &Alternative) -> TokenStream {
    let models = &speller.models;
    let variant_name = ident(&variant.ident);
    let (ty, value) = match &variant.ty {
        TypeRef::Boxed(ty) => (speller.ty(ty), quote!(Box::new(value))),
        ty => (speller.ty(ty), quote!(value)),
    };
    let text = (variant.ty == TypeRef::String).then(|| {
        quote! {
            impl From<&str> for #models::#name {
                #[inline]
                fn from(value: &str) -> Self {
                    Self::#variant_name(value.to_owned())
                }
            }
        }
    });
    let short = variant.from_i32.then(|| {
        quote! {
            impl From<i32> for #models::#name {
                #[inline]
                fn from(value: i32) -> Self {
                    Self::#variant_name(value.into())
                }
            }
        }
    });
    quote! {
        impl From<#ty> for #models::#name {
            #[inline]
            fn from(value: #ty) -> Self {
                Self::#variant_name(#value)
            }
        }
        #short
        #text
    }
}
