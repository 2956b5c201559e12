//! Operation → its request builder, and how the request looks on the wire.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::codegen::emit::docs::Page;
use crate::codegen::emit::markdown::code;
use crate::codegen::emit::struct_item::{constructor, derives, fields};
use crate::codegen::emit::type_ref::{Speller, ident};
use crate::codegen::emit::{CALL, encode, responses, setters, table};
use crate::codegen::model::{Operation, Paging, ParameterStruct, Payload, Resource, ResponseBody};

/// The builder, its query struct, and the implementations behind both.
pub(super) fn item(
    speller: &Speller<'_>,
    resource: &Resource,
    operation: &Operation,
) -> TokenStream {
    let name = ident(&operation.builder);
    let handle = ident(&resource.type_ident);
    let call = code(&format!("{} {}", operation.method, operation.template));
    let docs = Page::summary(&operation.docs, &format!("Calls {}.", code(&operation.id)))
        .paragraph(&format!(
            "The request of [`{handle}::{}`]: {call}.\nNothing is sent until it is awaited.",
            operation.ident.as_str(),
        ))
        .outer(speller.texts);
    let path = operation.path_parameters.iter().map(|parameter| {
        let (name, ty) = (ident(&parameter.ident), speller.ty(&parameter.ty));
        quote!(pub(crate) #name: #ty,)
    });
    let state = state(speller, operation);
    let methods = setters::methods(speller, operation);
    let methods = (!methods.is_empty()).then(|| quote!(impl #name { #methods }));
    let form = match operation.body.as_ref().map(|body| &body.payload) {
        Some(Payload::Multipart(form)) => Some(form),
        _ => None,
    };
    let own = operation.inputs().filter(|_| !operation.repeats);
    let holders = own
        .chain(form)
        .map(|inputs| inputs_item(speller, operation, inputs));
    let responses = match &operation.success {
        ResponseBody::ByStatus(all) if !operation.repeats => {
            Some(responses::item(speller, operation, all))
        }
        _ => None,
    };
    let operation_impl = operation_impl(speller, operation);
    let paged = match &operation.success {
        ResponseBody::Page(paging) => Some(paged(speller, operation, paging)),
        _ => None,
    };
    let calling = speller.texts.items(calling(speller, operation));
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[must_use = "nothing is sent until the request is awaited"]
        pub struct #name {
            pub(crate) call: Call,
            #(#path)*
            #state
        }
        #methods
        #(#holders)*
        #responses
        #operation_impl
        #paged
        #calling
    }
}

/// The methods that every request has, every list, and every reply that can be read piece by piece.
/// They are the same but for names, so they are no tokens.
fn calling(speller: &Speller<'_>, operation: &Operation) -> String {
    let request = ident(&operation.builder).to_string();
    let output = responses::decode(speller, operation).0;
    let mut text = CALL.replace("{Output}", &table::line(output));
    if let ResponseBody::Page(paging) = &operation.success {
        let item = table::line(speller.ty(&paging.item));
        text.push_str(&include_str!("request/walks.rs.txt").replace("{Item}", &item));
    }
    if let Some(media_types) = &operation.stream {
        let literal = Literal::string(media_types).to_string();
        text.push_str(&include_str!("request/stream.rs.txt").replace("{media_types}", &literal));
    }
    text.replace("{Request}", &request)
}

fn state(speller: &Speller<'_>, operation: &Operation) -> TokenStream {
    let inputs = operation.inputs().map(|inputs| {
        let (slot, ty) = (ident(&inputs.slot), ident(&inputs.ident));
        quote!(pub(crate) #slot: #ty,)
    });
    let body = operation.body.as_ref().map(|body| {
        let ty = speller.body(body);
        let ty = if body.optional {
            quote!(Option<#ty>)
        } else {
            ty
        };
        quote!(pub(crate) request: #ty,)
    });
    quote!(#(#inputs)* #body)
}

fn inputs_item(
    speller: &Speller<'_>,
    operation: &Operation,
    inputs: &ParameterStruct,
) -> TokenStream {
    let name = ident(&inputs.ident);
    let builder = ident(&operation.builder);
    let docs = Page::new(&format!("The {} of [`{builder}`].", inputs.noun)).outer(speller.texts);
    let traits = speller.api.types.traits_of(&inputs.fields);
    let derives = derives(traits);
    let fields = fields(speller, &inputs.fields);
    let new = constructor(
        speller,
        inputs.ident.as_str(),
        traits,
        &inputs.fields,
        &TokenStream::new(),
    );
    let new = new.map(|new| quote!(impl #name { #new }));
    quote! {
        #docs
        #derives
        #[non_exhaustive]
        pub struct #name { #fields }
        #new
    }
}

fn operation_impl(speller: &Speller<'_>, operation: &Operation) -> TokenStream {
    let name = ident(&operation.builder);
    let (id, path) = (&operation.id, &operation.template);
    let method = format_ident!("{}", operation.method);
    let (output, decode) = responses::decode(speller, operation);
    let encode = encode::statements(speller, operation);
    quote! {
        impl Operation for #name {
            type Output = #output;

            const ENDPOINT: Endpoint = Endpoint { id: #id, method: Method::#method, path: #path };

            fn call(&self) -> &Call {
                &self.call
            }

            fn encode(&self, request: &mut Encoder) {
                #encode
            }

            fn decode(reply: &Reply) -> Result<Self::Output> {
                #decode
            }
        }
    }
}

fn paged(speller: &Speller<'_>, operation: &Operation, paging: &Paging) -> TokenStream {
    let name = ident(&operation.builder);
    let Paging {
        item,
        items,
        page_size,
        cursor,
        offset,
    } = paging;
    let item = speller.ty(item);
    let page_size = Literal::u32_unsuffixed(*page_size);
    let cursor = match cursor {
        None => quote!(None),
        Some(cursor) => {
            let (parameter, next, size) = (&cursor.parameter, &cursor.next, &cursor.size);
            quote!(Some(Cursor { parameter: #parameter, next: #next, size: #size }))
        }
    };
    let offset = match offset {
        None => quote!(None),
        Some(offset) => {
            let (page, size) = (&offset.page, &offset.size);
            let totals = offset
                .totals
                .as_ref()
                .map_or_else(|| quote!(None), |totals| quote!(Some(#totals)));
            quote!(Some(Offset { page: #page, size: #size, totals: #totals }))
        }
    };
    quote! {
        impl Paged for #name {
            type Item = #item;

            const PAGING: Paging =
                Paging { items: #items, cursor: #cursor, offset: #offset, page_size: #page_size };
        }
    }
}
