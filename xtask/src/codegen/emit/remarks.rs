//! What the documentation of a method says beyond the description: how to page,
//! to stream, to say where it lives, and what is sent of several media types.

use crate::codegen::emit::docs::sentence;
use crate::codegen::emit::markdown::code;
use crate::codegen::emit::type_ref::Speller;
use crate::codegen::model::{
    Operation, Resource, ResponseBody, Scheme, SchemeKind, Status, TypeRef,
};

/// Paragraphs about a method.
pub(super) fn remarks(
    speller: &Speller<'_>,
    resource: &Resource,
    operation: &Operation,
) -> Vec<String> {
    let builder = operation.builder.as_str();
    let mut remarks = Vec::new();
    if let ResponseBody::Page(_) = operation.success {
        remarks.push(format!(
            "Awaiting the request gives one page. [`items`]({builder}::items) and\n\
             [`pages`]({builder}::pages) walk over all of them."
        ));
    }
    if let Some(media_type) = &operation.stream {
        remarks.push(format!(
            "[`stream`]({builder}::stream) reads the reply piece by piece, as {}.",
            code(media_type)
        ));
    }
    if let Some(body) = &operation.body {
        let sent = code(&body.media_type);
        if !body.others.is_empty() {
            let others: Vec<String> = body.others.iter().map(|other| code(other)).collect();
            remarks.push(format!(
                "The body is sent as {sent}. The service also takes {}.",
                others.join(", ")
            ));
        }
        remarks.extend(further(resource, operation));
        if body.optional {
            remarks.push(format!(
                "The body may be left out. [`with_request`]({builder}::with_request) sets it."
            ));
        }
    }
    if let Some(server) = &operation.server {
        remarks.push(match &server.address {
            Some(address) => format!(
                "It is served at {}, unless the client was given an address.",
                code(address)
            ),
            None => format!(
                "The API's description gives no address for it: set one with\n\
                 [`with_server`]({builder}::with_server)."
            ),
        });
    }
    remarks.extend(security(speller, operation));
    remarks
}

/// Which methods send the same operation with another body.
fn further(resource: &Resource, operation: &Operation) -> Option<String> {
    let is_further =
        |one: &&Operation| one.origin == operation.origin && one.ident != operation.ident;
    let others = resource.operations.iter().filter(is_further);
    let others = others.filter_map(|one| {
        let (method, body) = (one.ident.as_str(), one.body.as_ref()?);
        let media_type = code(&body.media_type);
        Some(format!("[`{method}`](Self::{method}) sends {media_type}"))
    });
    let others: Vec<String> = others.collect();
    let sent = code(&operation.body.as_ref()?.media_type);
    (!others.is_empty()).then(|| format!("This sends {sent}; {}.", others.join(", ")))
}

/// Which schemes open an operation, where the API knows more than one.
fn security(speller: &Speller<'_>, operation: &Operation) -> Option<String> {
    let schemes = &speller.api.schemes;
    let ways = &operation.security.alternatives;
    let used = ways
        .iter()
        .flatten()
        .filter_map(|place| schemes.get(*place));
    let brought: Vec<String> = used.filter_map(brought).collect();
    if speller.api.is_plain_bearer() || brought.is_empty() && schemes.len() < 2 || ways.is_empty() {
        return None;
    }
    let way = |way: &Vec<usize>| {
        let names = way.iter().filter_map(|place| schemes.get(*place));
        let names: Vec<String> = names.map(|scheme| code(&scheme.name)).collect();
        if names.is_empty() {
            "nothing".to_owned()
        } else {
            names.join(" with ")
        }
    };
    let ways: Vec<String> = ways.iter().map(way).collect();
    let mut text = format!("Security: {}.", ways.join(", or "));
    if !brought.is_empty() {
        text.push_str(&format!(
            " The client sends nothing for\n{}: an HTTP client or a transport of your own brings that, see\n[`http_client`](crate::ClientBuilder::http_client) and\n[`transport`](crate::ClientBuilder::transport).",
            brought.join(",\n")
        ));
    }
    Some(text)
}

/// A scheme that the client sends nothing for, and what it is.
fn brought(scheme: &Scheme) -> Option<String> {
    let name = code(&scheme.name);
    match &scheme.kind {
        SchemeKind::Transport(what, word) if word.is_empty() => Some(format!("{name} ({what})")),
        SchemeKind::Transport(what, word) => Some(format!("{name} ({what} {})", code(word))),
        _ => None,
    }
}

/// What a status means, and which type explains it, where that is not the one
/// that explains all errors.
pub(super) fn status(speller: &Speller<'_>, status: &Status) -> String {
    let mut text = status.docs.description.clone().unwrap_or_default();
    if let Some(TypeRef::Named(id)) = &status.body {
        if speller.api.error != Some(*id) {
            let name = speller.api.types.get(*id).ident.as_str();
            text = format!("{}\n\nIts body is a `{name}`.", sentence(&text));
        }
    }
    text
}
