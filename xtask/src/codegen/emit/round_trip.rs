//! The types by name, for programs that read the description's examples and write them again.

use std::collections::HashSet;
use std::fmt::Write;

use crate::codegen::emit::table;
use crate::codegen::emit::type_ref::Speller;
use crate::codegen::model::{Content, Payload, ResponseBody, TypeRef};

/// What stands above the tables.
const HEAD: &str = "
use {crate}::models;
use {crate}::serde_json::{self, Result};

/// Decodes JSON as a type, and encodes it again.
pub(crate) type RoundTrip = fn(&[u8]) -> Result<Vec<u8>>;

macro_rules! of {
    ($type:ty) => {
        Some(|json| serde_json::to_vec(&serde_json::from_slice::<$type>(json)?))
    };
}
";

/// A module of its own, which knows the crate as its users do. Pages have no type to decode: the
/// request reads them.
pub(super) fn module(speller: &Speller<'_>, crate_name: &str) -> String {
    let mut types: Vec<_> = speller.api.types.iter().collect();
    types.sort_by_key(|(_, def)| def.order);
    let schemas = types
        .iter()
        .map(|(id, def)| (def.name.as_str(), TypeRef::Named(*id)));
    let operations = || {
        let resources = speller.api.resources.iter();
        let operations = resources.flat_map(|resource| &resource.operations);
        operations.filter(|operation| !operation.repeats)
    };
    let requests = operations().filter_map(|operation| match &operation.body.as_ref()?.payload {
        Payload::Json(ty) => Some((operation.id.as_str(), ty.clone())),
        _ => None,
    });
    let responses = operations().filter_map(|operation| match &operation.success {
        ResponseBody::One(Content::Json(ty))
        | ResponseBody::Optional {
            content: Content::Json(ty),
            ..
        } => Some((operation.id.as_str(), ty.clone())),
        _ => None,
    });
    let mut text = HEAD.replace("{crate}", crate_name);
    let mut add = |docs, function, rows: &mut dyn Iterator<Item = (&str, TypeRef)>| {
        text.push_str(&function_of(speller, docs, function, rows));
    };
    add(
        "By the name of a schema.",
        "schema",
        &mut schemas.into_iter(),
    );
    add(
        "The request body of an operation, by its id.",
        "request",
        &mut requests.into_iter(),
    );
    add(
        "The successful response of an operation, by its id.",
        "response",
        &mut responses.into_iter(),
    );
    text
}

/// A function that knows types by name. Of two with one name it knows the first.
fn function_of(
    speller: &Speller<'_>,
    docs: &str,
    function: &str,
    rows: &mut dyn Iterator<Item = (&str, TypeRef)>,
) -> String {
    let mut text = format!(
        "\n/// {docs}\npub(crate) fn {function}(name: &str) -> Option<RoundTrip> {{\n    match name {{\n"
    );
    let mut seen = HashSet::new();
    for (name, ty) in rows.filter(|(name, _)| seen.insert(name.to_string())) {
        let ty = table::line(speller.ty(&ty));
        let _ = writeln!(text, "        {name:?} => of!({ty}),");
    }
    text.push_str("        _ => None,\n    }\n}\n");
    text
}
