//! Resource → its handle: one method for each handle below it and each operation.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::codegen::emit::docs::Page;
use crate::codegen::emit::example;
use crate::codegen::emit::markdown::code;
use crate::codegen::emit::setters::inline;
use crate::codegen::emit::statuses::{self, Told};
use crate::codegen::emit::struct_item::{constructor_argument, many_arguments};
use crate::codegen::emit::type_ref::{Speller, ident, initialised};
use crate::codegen::model::{
    Argument, Operation, ParameterStruct, PathParameter, Resource, ResourceId, Source,
};

/// The handle and its methods.
pub(super) fn item(speller: &Speller<'_>, crate_name: &str, resource: &Resource) -> TokenStream {
    let name = ident(&resource.type_ident);
    let held: Vec<&PathParameter> = resource.inherited.iter().chain(&resource.bound).collect();
    let fields = parameters(speller, &held);
    let names = held.iter().map(|parameter| ident(&parameter.ident));
    let docs = resource_docs(resource);
    let docs = docs.paragraph("A handle is cheap to make and to clone; making one sends nothing.");
    let shared = statuses::shared(speller, resource);
    let docs = statuses::section(docs, "# Statuses of all calls", &shared).outer(speller.texts);
    let children = resource
        .children
        .iter()
        .filter_map(|ResourceId(child)| speller.api.resources.get(*child))
        .map(|child| {
            handle_method(
                speller,
                child,
                &TokenStream::new(),
                &quote!(self.client.clone()),
                &held,
            )
        });
    let methods = resource
        .operations
        .iter()
        .map(|operation| method(speller, crate_name, resource, operation, &shared));
    if resource.is_client {
        return quote! {
            /// Calls that belong to no group.
            impl Client {
                #(#methods)*
            }
        };
    }
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #name {
            client: Client,
            #(#fields,)*
        }

        impl #name {
            pub(crate) fn new(client: Client, #(#fields),*) -> Self {
                Self { client, #(#names),* }
            }
            #(#methods)*
            #(#children)*
        }
    }
}

fn parameters(speller: &Speller<'_>, parameters: &[&PathParameter]) -> Vec<TokenStream> {
    let field = |parameter: &&PathParameter| {
        let (name, ty) = (ident(&parameter.ident), speller.ty(&parameter.ty));
        quote!(#name: #ty)
    };
    parameters.iter().map(field).collect()
}

/// What a handle stands for.
fn resource_docs(resource: &Resource) -> Page {
    let is_other = |operation: &Operation| operation.template != resource.template;
    let others = if resource.operations.iter().any(is_other) {
        " and other paths"
    } else {
        ""
    };
    let otherwise = format!("Requests to {}{others}.", code(&resource.template));
    Page::described(&resource.docs, &otherwise)
}

/// The method that makes a handle, on the client or on the handle above.
/// `module` is the path to its type, with the colons at the end.
pub(super) fn handle_method(
    speller: &Speller<'_>,
    resource: &Resource,
    module: &TokenStream,
    client: &TokenStream,
    held: &[&PathParameter],
) -> TokenStream {
    let (name, ty) = (ident(&resource.ident), ident(&resource.type_ident));
    let mut docs = resource_docs(resource);
    if !resource.bound.is_empty() {
        docs = docs.blank();
    }
    for parameter in &resource.bound {
        docs = docs.argument(
            parameter.ident.as_str(),
            &parameter.docs,
            &parameter.constraints,
        );
    }
    let docs = docs.outer(speller.texts);
    let bound: Vec<&PathParameter> = resource.bound.iter().collect();
    let arguments = bound.iter().map(|parameter| {
        let name = ident(&parameter.ident);
        let ty = speller.argument(&parameter.ty, &name).0;
        (name, ty)
    });
    let (names, types): (Vec<_>, Vec<_>) = arguments.unzip();
    let inline = inline(&types);
    let inherited = held.iter().map(|parameter| {
        let name = ident(&parameter.ident);
        quote!(self.#name.clone())
    });
    let own = bound
        .iter()
        .map(|parameter| speller.argument(&parameter.ty, &ident(&parameter.ident)).1);
    quote! {
        #docs
        #inline
        pub fn #name(&self, #(#names: #types),*) -> #module #ty {
            #module #ty::new(#client, #(#inherited,)* #(#own),*)
        }
    }
}

fn method(
    speller: &Speller<'_>,
    crate_name: &str,
    resource: &Resource,
    operation: &Operation,
    shared: &[Told],
) -> TokenStream {
    let name = ident(&operation.ident);
    let builder = ident(&operation.builder);
    let docs = method_docs(speller, crate_name, resource, operation, shared).outer(speller.texts);
    let arguments = operation.arguments.iter().filter_map(|argument| {
        let ty = argument_of(speller, operation, argument)?.0;
        Some((ident(&argument.ident), ty))
    });
    let (names, types): (Vec<_>, Vec<_>) = arguments.unzip();
    let inline = inline(&types);
    let path = operation
        .path_parameters
        .iter()
        .enumerate()
        .map(|(index, parameter)| {
            let name = ident(&parameter.ident);
            if index < operation.bound {
                return quote!(#name: self.#name.clone());
            }
            let value = speller.argument(&parameter.ty, &name).1;
            initialised(&name, &value)
        });
    let inputs = operation.inputs().map(|inputs| {
        initialised(
            &ident(&inputs.slot),
            &inputs_value(speller, operation, inputs),
        )
    });
    let body =
        body_value(speller, operation).map(|value| initialised(&format_ident!("request"), &value));
    let state = path.chain(inputs).chain(body);
    // One more is `self`.
    let many = many_arguments(operation.arguments.len() + 1);
    let client = if resource.is_client {
        quote!(self)
    } else {
        quote!(&self.client)
    };
    quote! {
        #docs
        #many
        #inline
        pub fn #name(&self, #(#names: #types),*) -> #builder {
            #builder { call: Call::new(#client), #(#state),* }
        }
    }
}

/// The type of an argument, and how it becomes the value.
fn argument_of(
    speller: &Speller<'_>,
    operation: &Operation,
    argument: &Argument,
) -> Option<(TokenStream, TokenStream)> {
    let name = ident(&argument.ident);
    let ty = match argument.source {
        Source::Path(index) => &operation.path_parameters.get(index)?.ty,
        Source::Query(index) => &operation.query.as_ref()?.fields.get(index)?.ty,
        Source::Header(index) => &operation.headers.as_ref()?.fields.get(index)?.ty,
        Source::Body(index) => {
            let field = speller.body_fields(operation.body.as_ref()?)?.get(index)?;
            return Some(constructor_argument(speller, field, &name));
        }
        Source::WholeBody => {
            return Some(speller.body_argument(operation.body.as_ref()?, &name));
        }
    };
    Some(speller.argument(ty, &name))
}

fn inputs_value(
    speller: &Speller<'_>,
    operation: &Operation,
    inputs: &ParameterStruct,
) -> TokenStream {
    let name = ident(&inputs.ident);
    if speller.api.types.traits_of(&inputs.fields).default {
        return quote!(#name::default());
    }
    let is_in = |holder: &Option<ParameterStruct>| {
        holder
            .as_ref()
            .is_some_and(|holder| holder.ident == inputs.ident)
    };
    let arguments = arguments(operation, |source| match source {
        Source::Query(_) => is_in(&operation.query),
        Source::Header(_) => is_in(&operation.headers),
        _ => false,
    });
    quote!(#name::new(#(#arguments),*))
}

fn body_value(speller: &Speller<'_>, operation: &Operation) -> Option<TokenStream> {
    let body = operation.body.as_ref()?;
    if body.optional {
        return Some(quote!(None));
    }
    if !body.built {
        let name = arguments(operation, |source| source == Source::WholeBody);
        return Some(speller.body_argument(body, name.first()?).1);
    }
    let ty = speller.body(body);
    let arguments = arguments(operation, |source| matches!(source, Source::Body(_)));
    if arguments.is_empty() {
        Some(quote!(#ty::default()))
    } else {
        Some(quote!(#ty::new(#(#arguments),*)))
    }
}

fn arguments(operation: &Operation, of: impl Fn(Source) -> bool) -> Vec<proc_macro2::Ident> {
    operation
        .arguments
        .iter()
        .filter(|argument| of(argument.source))
        .map(|argument| ident(&argument.ident))
        .collect()
}

fn method_docs(
    speller: &Speller<'_>,
    crate_name: &str,
    resource: &Resource,
    operation: &Operation,
    shared: &[Told],
) -> Page {
    let otherwise = format!("Calls {}.", code(&operation.id));
    let mut docs = Page::described(&operation.docs, &otherwise);
    if operation.deprecated {
        docs = docs.paragraph("**Deprecated** by the service.");
    }
    let call = code(&format!("{} {}", operation.method, operation.template));
    let alternatives: Vec<String> = operation
        .scopes
        .iter()
        .map(|all| {
            all.iter()
                .map(|scope| code(scope))
                .collect::<Vec<_>>()
                .join(" and ")
        })
        .collect();
    let noun = match operation.scopes.as_slice() {
        [all] if all.len() == 1 => "scope",
        _ => "scopes",
    };
    docs = docs.paragraph(&match alternatives.as_slice() {
        [] => format!("{call}."),
        alternatives => format!(
            "{call}. The token needs the {noun} {}.",
            alternatives.join(", or ")
        ),
    });
    for text in crate::codegen::emit::remarks::remarks(speller, resource, operation) {
        docs = docs.paragraph(&text);
    }
    if !operation.arguments.is_empty() {
        docs = docs.blank();
    }
    let input = |inputs: &Option<ParameterStruct>, index: usize| {
        let field = inputs.as_ref()?.fields.get(index)?;
        Some((field.docs.clone(), field.constraints.clone()))
    };
    for argument in &operation.arguments {
        let about = match argument.source {
            Source::Path(index) => operation
                .path_parameters
                .get(index)
                .map(|parameter| (parameter.docs.clone(), parameter.constraints.clone())),
            Source::Query(index) => input(&operation.query, index),
            Source::Header(index) => input(&operation.headers, index),
            Source::Body(index) => operation
                .body
                .as_ref()
                .and_then(|body| speller.body_fields(body)?.get(index))
                .map(|field| (field.docs.clone(), field.constraints.clone())),
            Source::WholeBody => None,
        };
        if let Some((text, rule)) = about {
            docs = docs.argument(argument.ident.as_str(), &text, &rule);
        }
    }
    let mut own = statuses::told(speller, operation);
    own.retain(|status| !shared.contains(status));
    docs = statuses::section(docs, "# Statuses", &own);
    if !shared.is_empty() {
        let handle = resource.type_ident.as_str();
        docs = docs.paragraph(&format!("[`{handle}`] tells those that all calls have."));
    }
    docs.example(&example::code(speller, crate_name, resource, operation))
}
