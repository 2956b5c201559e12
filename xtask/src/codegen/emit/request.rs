//! Operation → its request builder, and how the request looks on the wire.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::docs::Page;
use super::struct_item::{constructor, derives, field_docs, fields};
use super::type_ref::{Speller, ident};
use super::{encode, responses};
use crate::codegen::model::{
    Field, Inputs, Operation, Paging, Payload, Presence, Resource, Setter, Success,
};

/// The builder, its query struct, and the implementations behind both.
pub(super) fn item(
    speller: &Speller<'_>,
    resource: &Resource,
    operation: &Operation,
) -> TokenStream {
    let name = ident(&operation.builder);
    let handle = ident(&resource.type_ident);
    let docs = Page::new(&format!(
        "The request of [`{handle}::{}`]: `{} {}`.",
        operation.ident.as_str(),
        operation.method,
        super::markdown::code(&operation.template).trim_matches('`'),
    ))
    .paragraph("Nothing is sent until it is awaited.")
    .outer();
    let path = operation.path_parameters.iter().map(|parameter| {
        let (name, ty) = (ident(&parameter.ident), speller.ty(&parameter.ty));
        quote!(pub(crate) #name: #ty,)
    });
    let state = state(speller, operation);
    let methods = methods(speller, operation);
    let holders = slots(operation).map(|slot| {
        let what = if slot.is_headers() {
            "header and cookie parameters"
        } else {
            "query parameters"
        };
        inputs_item(speller, operation, slot.inputs, what)
    });
    let form = match operation.body.as_ref().map(|body| &body.payload) {
        Some(Payload::Multipart(form)) => {
            Some(inputs_item(speller, operation, form, "parts of the body"))
        }
        _ => None,
    };
    let responses = match &operation.success {
        Success::ByStatus(all) => Some(responses::item(speller, operation, all)),
        _ => None,
    };
    let operation_impl = operation_impl(speller, operation);
    let paged = match &operation.success {
        Success::Page(paging) => Some(paged(speller, operation, paging)),
        _ => None,
    };
    let streamed = operation
        .stream
        .as_ref()
        .map(|media_type| quote!(streamed!(#name, #media_type);));
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[must_use = "nothing is sent until the request is awaited"]
        pub struct #name {
            pub(crate) call: Call,
            #(#path)*
            #state
        }
        impl #name { #methods }
        #(#holders)*
        #form
        #responses
        #operation_impl
        #streamed
        #paged
    }
}

/// A field of a builder that holds parameters.
pub(super) struct Slot<'a> {
    pub(super) name: proc_macro2::Ident,
    pub(super) inputs: &'a Inputs,
}

impl Slot<'_> {
    /// Whether it holds headers and cookies.
    pub(super) fn is_headers(&self) -> bool {
        self.name == "headers"
    }
}

/// The fields that hold parameters. Where nothing else is sent, the query is the
/// request.
pub(super) fn slots(operation: &Operation) -> impl Iterator<Item = Slot<'_>> {
    let query = if operation.body.is_some() {
        "query"
    } else {
        "request"
    };
    let query = operation.query.iter().map(move |inputs| (query, inputs));
    let headers = operation.headers.iter().map(|inputs| ("headers", inputs));
    query.chain(headers).map(|(name, inputs)| Slot {
        name: format_ident!("{name}"),
        inputs,
    })
}

fn state(speller: &Speller<'_>, operation: &Operation) -> TokenStream {
    let inputs = slots(operation).map(|slot| {
        let (slot, ty) = (slot.name, ident(&slot.inputs.ident));
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

fn methods(speller: &Speller<'_>, operation: &Operation) -> TokenStream {
    let mut methods = TokenStream::new();
    for slot in slots(operation) {
        let name = &slot.name;
        let holder = quote!(self.#name);
        let Inputs {
            setters, fields, ..
        } = slot.inputs;
        methods.extend(
            setters
                .iter()
                .filter_map(|one| setter(speller, &holder, one, fields)),
        );
        let ty = ident(&slot.inputs.ident);
        let what = if slot.is_headers() {
            "header and cookie parameters"
        } else {
            "query parameters"
        };
        methods.extend(access(name, &quote!(#ty), what, false));
    }
    if let Some(body) = &operation.body {
        let holder = if body.optional {
            quote!(self.request.get_or_insert_default())
        } else {
            quote!(self.request)
        };
        let fields = speller.body_fields(body).unwrap_or_default();
        methods.extend(
            body.setters
                .iter()
                .filter_map(|one| setter(speller, &holder, one, fields)),
        );
        let slot = format_ident!("request");
        methods.extend(access(&slot, &speller.body(body), "body", body.optional));
    }
    if operation.server.is_some() {
        methods.extend(quote! {
            /// Sets where this one request is sent, up to where its path begins. It must be https,
            /// unless the client was allowed plain http to loopback hosts.
            pub fn with_server(mut self, address: impl Into<String>) -> Self {
                self.call.set_server(address);
                self
            }
        });
    }
    methods
}

/// The plain value behind a builder, to be looked at and to be replaced.
fn access(slot: &proc_macro2::Ident, ty: &TokenStream, what: &str, optional: bool) -> TokenStream {
    let get = Page::new(&format!("Returns the {what} of the request as it stands."));
    let set = Page::new(&format!(
        "Replaces the {what} of the request, whatever was set before."
    ))
    .outer();
    let with = format_ident!("with_{slot}");
    let (get, held, value, given) = if optional {
        let get = get.paragraph("None means that none is sent.").outer();
        (
            get,
            quote!(Option<&#ty>),
            quote!(self.#slot.as_ref()),
            quote!(Some(#slot)),
        )
    } else {
        (
            get.outer(),
            quote!(&#ty),
            quote!(&self.#slot),
            quote!(#slot),
        )
    };
    quote! {
        #get
        pub fn #slot(&self) -> #held {
            #value
        }
        #set
        pub fn #with(mut self, #slot: #ty) -> Self {
            self.#slot = #given;
            self
        }
    }
}

fn setter(
    speller: &Speller<'_>,
    holder: &TokenStream,
    setter: &Setter,
    fields: &[Field],
) -> Option<TokenStream> {
    let field = fields.get(setter.field)?;
    let (method, name) = (ident(&setter.ident), ident(&field.ident));
    let docs = field_docs(field, true).outer();
    let (ty, value) = speller.argument(&field.ty, &name);
    let value = match field.presence {
        Presence::OptionalNullable => quote!(Patch::Set(#value)),
        Presence::Required | Presence::Optional | Presence::Nullable => quote!(Some(#value)),
    };
    let clear = setter.clear.as_ref().map(|clear| {
        let docs = Page::new(&format!(
            "Sends null as [`{}`](Self::{}), which is not the same as leaving it out.",
            setter.ident.as_str(),
            setter.ident.as_str(),
        ))
        .outer();
        let clear = ident(clear);
        quote! {
            #docs
            pub fn #clear(mut self) -> Self {
                #holder.#name = Patch::Null;
                self
            }
        }
    });
    Some(quote! {
        #docs
        pub fn #method(mut self, #name: #ty) -> Self {
            #holder.#name = #value;
            self
        }
        #clear
    })
}

fn inputs_item(
    speller: &Speller<'_>,
    operation: &Operation,
    inputs: &Inputs,
    what: &str,
) -> TokenStream {
    let name = ident(&inputs.ident);
    let builder = ident(&operation.builder);
    let docs = Page::new(&format!("The {what} of [`{builder}`].")).outer();
    let derives = derives(inputs.traits);
    let fields = fields(speller, &inputs.fields, true);
    let new = constructor(
        speller,
        inputs.ident.as_str(),
        inputs.traits,
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

            fn call_mut(&mut self) -> &mut Call {
                &mut self.call
            }

            fn encode(&self, request: &mut Encoder) {
                #encode
            }

            fn decode(reply: &Reply) -> Result<Self::Output> {
                #decode
            }
        }
        operation!(#name, #output);
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
        paged!(#name, #item);
    }
}
