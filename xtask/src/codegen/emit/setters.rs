//! The methods of a request builder: its setters, and the plain values behind it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::codegen::emit::docs::Page;
use crate::codegen::emit::field_docs::field_docs;
use crate::codegen::emit::type_ref::{Speller, ident};
use crate::codegen::model::{Field, Operation, Presence, Setter};

/// All methods of the builder but those of every builder.
pub(super) fn methods(speller: &Speller<'_>, operation: &Operation) -> TokenStream {
    let mut methods = TokenStream::new();
    for inputs in operation.inputs() {
        let (slot, ty) = (ident(&inputs.slot), ident(&inputs.ident));
        let holder = Holder {
            value: quote!(self.#slot),
            fields: &inputs.fields,
            path: inputs.ident.as_str().to_owned(),
        };
        methods.extend(
            inputs
                .setters
                .iter()
                .filter_map(|one| setter(speller, &holder, one)),
        );
        methods.extend(accessors(speller, &slot, &quote!(#ty), inputs.noun, false));
    }
    if let Some(body) = &operation.body {
        let holder = Holder {
            value: if body.optional {
                quote!(self.request.get_or_insert_default())
            } else {
                quote!(self.request)
            },
            fields: speller.body_fields(body).unwrap_or_default(),
            path: speller.body_path(body),
        };
        methods.extend(
            body.setters
                .iter()
                .filter_map(|one| setter(speller, &holder, one)),
        );
        let slot = format_ident!("request");
        methods.extend(accessors(
            speller,
            &slot,
            &speller.body(body),
            "body",
            body.optional,
        ));
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
fn accessors(
    speller: &Speller<'_>,
    slot: &proc_macro2::Ident,
    ty: &TokenStream,
    what: &str,
    optional: bool,
) -> TokenStream {
    let get = Page::new(&format!("Returns the {what} of the request as it stands."));
    let set = Page::new(&format!(
        "Replaces the {what} of the request, whatever was set before."
    ))
    .outer(speller.texts);
    let with = format_ident!("with_{slot}");
    let (get, held, value, given) = if optional {
        let get = get
            .paragraph("`None` means that none is sent.")
            .outer(speller.texts);
        (
            get,
            quote!(Option<&#ty>),
            quote!(self.#slot.as_ref()),
            quote!(Some(#slot)),
        )
    } else {
        (
            get.outer(speller.texts),
            quote!(&#ty),
            quote!(&self.#slot),
            quote!(#slot),
        )
    };
    quote! {
        #get
        #[inline]
        pub fn #slot(&self) -> #held {
            #value
        }
        #set
        #[inline]
        pub fn #with(mut self, #slot: #ty) -> Self {
            self.#slot = #given;
            self
        }
    }
}

/// What setters set.
struct Holder<'a> {
    /// The value that has the fields.
    value: TokenStream,
    fields: &'a [Field],
    /// The path of its type, for links.
    path: String,
}

fn setter(speller: &Speller<'_>, holder: &Holder<'_>, setter: &Setter) -> Option<TokenStream> {
    let field = holder.fields.get(setter.field)?;
    let (method, name) = (ident(&setter.ident), ident(&field.ident));
    // All that is said of a field stands at the field.
    let (shown, path) = (field.ident.as_str(), &holder.path);
    let rest = format!("See [`{shown}`]({path}#structfield.{shown}).");
    let docs = field_docs(field).first_sentence(&rest).outer(speller.texts);
    let holder = &holder.value;
    let (ty, value) = speller.argument(&field.ty, &name);
    let value = match field.presence {
        Presence::OptionalNullable => quote!(Patch::Set(#value)),
        Presence::Required | Presence::Optional | Presence::Nullable => quote!(Some(#value)),
    };
    let clear = setter.clear.as_ref().map(|clear| {
        let docs = Page::new(&format!(
            "Sends an explicit `null` as [`{}`](Self::{}), instead of leaving it out.",
            setter.ident.as_str(),
            setter.ident.as_str(),
        ))
        .outer(speller.texts);
        let clear = ident(clear);
        quote! {
            #docs
            #[inline]
            pub fn #clear(mut self) -> Self {
                #holder.#name = Patch::Null;
                self
            }
        }
    });
    let inline = inline(std::slice::from_ref(&ty));
    Some(quote! {
        #docs
        #inline
        pub fn #method(mut self, #name: #ty) -> Self {
            #holder.#name = #value;
            self
        }
        #clear
    })
}

/// Lets a method be compiled where it is called, and not in the crate too, where most of them would
/// be for nothing. Those that take several types are so by themselves.
pub(super) fn inline(arguments: &[TokenStream]) -> Option<TokenStream> {
    let is_generic = |argument: &TokenStream| {
        let first = argument.clone().into_iter().next();
        first.is_some_and(|token| token.to_string() == "impl")
    };
    (!arguments.iter().any(is_generic)).then(|| quote!(#[inline]))
}
