//! Operation → its request builder, and how the request looks on the wire.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::docs::Page;
use super::rule;
use super::struct_item::{constructor, derives, field_docs, fields};
use super::type_ref::{Speller, ident};
use crate::codegen::model::{
    Field, Operation, Paging, PathPiece, Presence, Query, Resource, Setter, Success,
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
    let query = operation
        .query
        .as_ref()
        .map(|query| query_item(speller, operation, query));
    let operation_impl = operation_impl(speller, operation);
    let paged = match &operation.success {
        Success::Page(paging) => Some(paged(speller, operation, paging)),
        Success::Nothing | Success::Json(_) => None,
    };
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
        #query
        #operation_impl
        #paged
    }
}

/// The field that holds the query, and its type.
fn query_slot(operation: &Operation) -> Option<(proc_macro2::Ident, &Query)> {
    let name = if operation.body.is_some() {
        "query"
    } else {
        "request"
    };
    operation
        .query
        .as_ref()
        .map(|query| (format_ident!("{name}"), query))
}

fn state(speller: &Speller<'_>, operation: &Operation) -> TokenStream {
    let query = query_slot(operation).map(|(slot, query)| {
        let ty = ident(&query.ident);
        quote!(pub(crate) #slot: #ty,)
    });
    let body = operation.body.as_ref().map(|body| {
        let ty = speller.ty(&body.ty);
        quote!(pub(crate) request: #ty,)
    });
    quote!(#query #body)
}

fn methods(speller: &Speller<'_>, operation: &Operation) -> TokenStream {
    let mut methods = TokenStream::new();
    if let Some((slot, query)) = query_slot(operation) {
        methods.extend(
            query
                .setters
                .iter()
                .filter_map(|one| setter(speller, &slot, one, &query.fields)),
        );
        let ty = ident(&query.ident);
        methods.extend(access(&slot, &quote!(#ty), "query parameters"));
    }
    if let Some(body) = &operation.body {
        let slot = format_ident!("request");
        let fields = speller.fields(&body.ty).unwrap_or_default();
        methods.extend(
            body.setters
                .iter()
                .filter_map(|one| setter(speller, &slot, one, fields)),
        );
        methods.extend(access(&slot, &speller.ty(&body.ty), "body"));
    }
    methods
}

/// The plain value behind a builder, to be looked at and to be replaced.
fn access(slot: &proc_macro2::Ident, ty: &TokenStream, what: &str) -> TokenStream {
    let get = Page::new(&format!("Returns the {what} of the request as it stands.")).outer();
    let set = Page::new(&format!(
        "Replaces the {what} of the request, whatever was set before."
    ))
    .outer();
    let with = format_ident!("with_{slot}");
    quote! {
        #get
        pub fn #slot(&self) -> &#ty {
            &self.#slot
        }
        #set
        pub fn #with(mut self, #slot: #ty) -> Self {
            self.#slot = #slot;
            self
        }
    }
}

fn setter(
    speller: &Speller<'_>,
    slot: &proc_macro2::Ident,
    setter: &Setter,
    fields: &[Field],
) -> Option<TokenStream> {
    let field = fields.get(setter.field)?;
    let (method, name) = (ident(&setter.ident), ident(&field.ident));
    let docs = field_docs(field).outer();
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
                self.#slot.#name = Patch::Null;
                self
            }
        }
    });
    Some(quote! {
        #docs
        pub fn #method(mut self, #name: #ty) -> Self {
            self.#slot.#name = #value;
            self
        }
        #clear
    })
}

fn query_item(speller: &Speller<'_>, operation: &Operation, query: &Query) -> TokenStream {
    let name = ident(&query.ident);
    let builder = ident(&operation.builder);
    let docs = Page::new(&format!("The query parameters of [`{builder}`].")).outer();
    let derives = derives(query.traits);
    let fields = fields(speller, &query.fields);
    let new = constructor(
        speller,
        query.ident.as_str(),
        query.traits,
        &query.fields,
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
    let (output, decode) = match &operation.success {
        Success::Nothing => (quote!(()), quote!(reply.nothing())),
        Success::Json(ty) => (speller.ty(ty), quote!(reply.json())),
        Success::Page(paging) => {
            let item = speller.ty(&paging.item);
            (quote!(Page<#item>), quote!(reply.page(&Self::PAGING)))
        }
    };
    let pieces = operation.path.iter().filter_map(|piece| match piece {
        PathPiece::Literal(text) => Some(quote!(request.path(#text);)),
        PathPiece::Parameter(index) => {
            let parameter = operation.path_parameters.get(*index)?;
            let (name, wire_name) = (ident(&parameter.ident), &parameter.wire_name);
            let call = |rule| quote!(request.parameter(#wire_name, &self.#name, #rule););
            Some(rule::with(&parameter.rule, call))
        }
    });
    let query = query_slot(operation).map(|(slot, query)| {
        let pairs = query.fields.iter().map(|field| {
            let (name, wire_name) = (ident(&field.ident), &field.wire_name);
            let call = |rule| quote!(request.query(#wire_name, &self.#slot.#name, #rule););
            rule::with(&field.rule, call)
        });
        quote!(#(#pairs)*)
    });
    let body = operation
        .body
        .as_ref()
        .map(|_| quote!(request.json(&self.request);));
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
                #(#pieces)*
                #query
                #body
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
