//! Operation → what its request writes on the wire, one call for each thing.

use proc_macro2::TokenStream;
use quote::quote;

use crate::codegen::emit::type_ref::{Speller, ident};
use crate::codegen::emit::{responses, rule};
use crate::codegen::model::{
    ArrayFormat, Body, Field, Operation, ParameterLocation, ParameterStruct, PathPiece, Payload,
    Style,
};

/// The statements of `encode`.
pub(super) fn statements(speller: &Speller<'_>, operation: &Operation) -> TokenStream {
    let path = operation.path.iter();
    let path = path.filter_map(|piece| path_piece(operation, piece));
    let path_query = operation.path_query.iter();
    let path_query = path_query.filter_map(|piece| path_query_piece(operation, piece));
    let inputs = operation.inputs().map(|all| {
        let slot = ident(&all.slot);
        inputs(&quote!(self.#slot), all)
    });
    let body = operation.body.as_ref().map(body);
    let accept = operation
        .accept
        .as_ref()
        .map(|accept| quote!(request.accept(#accept);));
    let server = operation.server.as_ref().map(|server| {
        let address = match &server.address {
            Some(address) => quote!(Some(#address)),
            None => quote!(None),
        };
        quote!(request.server(#address);)
    });
    let security = security(speller, operation);
    let redirects = (!operation.redirects.is_empty()).then(|| {
        let statuses = operation.redirects.iter();
        let statuses = statuses.map(|statuses| responses::pattern(*statuses));
        quote!(request.redirects(|status| matches!(status, #(#statuses)|*));)
    });
    quote!(#server #security #(#path)* #(#path_query)* #(#inputs)* #body #accept #redirects)
}

fn path_piece(operation: &Operation, piece: &PathPiece) -> Option<TokenStream> {
    let parameter = match piece {
        PathPiece::Literal(text) => return Some(quote!(request.path(#text);)),
        PathPiece::Parameter(index) => operation.path_parameters.get(*index)?,
    };
    let (name, wire_name) = (ident(&parameter.ident), &parameter.wire_name);
    let rule = rule::reference(&parameter.constraints);
    Some(match parameter.style {
        Style::Simple { explode: false } => {
            quote!(request.parameter(#wire_name, &self.#name, #rule);)
        }
        style => {
            let style = self::style(style);
            quote!(request.parameter_as(#wire_name, &self.#name, #style, #rule);)
        }
    })
}

fn path_query_piece(operation: &Operation, piece: &PathPiece) -> Option<TokenStream> {
    let parameter = match piece {
        PathPiece::Literal(text) => return Some(quote!(request.path_query(#text);)),
        PathPiece::Parameter(index) => operation.path_parameters.get(*index)?,
    };
    let (name, wire_name) = (ident(&parameter.ident), &parameter.wire_name);
    let rule = rule::reference(&parameter.constraints);
    let style = style(parameter.style);
    Some(quote!(request.path_query_value(#wire_name, &self.#name, #style, #rule);))
}

/// Which schemes open the operation, where they are not the ones of the others.
fn security(speller: &Speller<'_>, operation: &Operation) -> Option<TokenStream> {
    if speller.api.schemes.is_empty() || speller.api.is_plain_bearer() {
        return None;
    }
    let ways = operation
        .security
        .alternatives
        .iter()
        .map(|way| quote!(&[#(#way),*]));
    Some(quote!(request.access(&[#(#ways),*]);))
}

fn inputs(holder: &TokenStream, inputs: &ParameterStruct) -> TokenStream {
    let one = |(field, place): (&Field, &ParameterLocation)| {
        let (name, wire_name) = (ident(&field.ident), &field.wire_name);
        let value = quote!(&#holder.#name);
        let rule = rule::reference(&field.constraints);
        match place {
            ParameterLocation::Query(Style::Form {
                explode: true,
                reserved: false,
            }) => quote!(request.query(#wire_name, #value, #rule);),
            ParameterLocation::Query(style) => {
                let style = self::style(*style);
                quote!(request.query_as(#wire_name, #value, #style, #rule);)
            }
            ParameterLocation::Header(style) => {
                let style = self::style(*style);
                quote!(request.header(#wire_name, #value, #style, #rule);)
            }
            ParameterLocation::Cookie(style) => {
                let style = self::style(*style);
                quote!(request.cookie(#wire_name, #value, #style, #rule);)
            }
            ParameterLocation::Part(media_type) => {
                let media_type = match media_type {
                    Some(media_type) => quote!(Some(#media_type)),
                    None => quote!(None),
                };
                quote!(request.part(#wire_name, #value, #media_type, #rule);)
            }
            ParameterLocation::File(media_type) => {
                quote!(request.file(#wire_name, #value, #media_type);)
            }
        }
    };
    inputs
        .fields
        .iter()
        .zip(&inputs.locations)
        .map(one)
        .collect()
}

fn body(body: &Body) -> TokenStream {
    let (holder, value) = if body.optional {
        (quote!(body), quote!(body))
    } else {
        (quote!(self.request), quote!(&self.request))
    };
    let media_type = &body.media_type;
    let statement = match &body.payload {
        Payload::Json(_) if media_type == "application/json" => quote!(request.json(#value);),
        Payload::Json(_) => quote!(request.json_as(#media_type, #value);),
        Payload::Form(_, styles) => {
            let styles = styles.iter().map(|(name, style)| {
                let style = self::style(*style);
                quote!((#name, #style))
            });
            quote!(request.form(#value, &[#(#styles),*]);)
        }
        Payload::Multipart(form) => {
            let parts = inputs(&holder, form);
            quote!(request.multipart(#media_type); #parts)
        }
        Payload::Text => quote!(request.text(#media_type, #value);),
        Payload::Bytes => quote!(request.bytes(#media_type, #value);),
    };
    if body.optional {
        quote!(if let Some(body) = &self.request { #statement })
    } else {
        statement
    }
}

/// A style, as the runtime spells it.
fn style(style: Style) -> TokenStream {
    match style {
        Style::Simple { explode } => quote!(Style::Simple { explode: #explode }),
        Style::Reserved => quote!(Style::Reserved),
        Style::Label { explode } => quote!(Style::Label { explode: #explode }),
        Style::Matrix { explode } => quote!(Style::Matrix { explode: #explode }),
        Style::Form { explode, reserved } => {
            quote!(Style::Form { explode: #explode, reserved: #reserved })
        }
        Style::SpaceDelimited => quote!(Style::SpaceDelimited),
        Style::PipeDelimited => quote!(Style::PipeDelimited),
        Style::DeepObject(format) => {
            let format = match format {
                ArrayFormat::Indices => quote!(ArrayFormat::Indices),
                ArrayFormat::Brackets => quote!(ArrayFormat::Brackets),
                ArrayFormat::Repeat => quote!(ArrayFormat::Repeat),
            };
            quote!(Style::DeepObject(#format))
        }
        Style::Json => quote!(Style::Json),
    }
}
