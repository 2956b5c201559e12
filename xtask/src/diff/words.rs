//! Names, types and values, in words.

use crate::codegen::model::{Api, Content, Literal, TypeRef};
use crate::codegen::source::visible;

/// A name or a text of a description, in backticks. No character of it can end them, or
/// deceive a reader. It is not shortened, and what is replaced can be told from its looks:
/// changes are told apart by what they say.
pub(super) fn code(text: &str) -> String {
    if text.is_empty() {
        return "`\"\"`".to_owned();
    }
    let text = visible(text).replace('`', "\\u{60}").replace('\n', "\\n");
    format!("`{text}`")
}

/// Several of them.
pub(super) fn codes(texts: &[String], between: &str) -> String {
    let texts: Vec<String> = texts.iter().map(|text| code(text)).collect();
    texts.join(between)
}

/// What a use of a type is, for a message.
pub(super) fn ty(api: &Api, ty: &TypeRef) -> String {
    let inside = |before: &str, inner: &TypeRef| format!("{before}{}", self::ty(api, inner));
    match ty {
        TypeRef::Named(id) => format!("`{}`", api.types.get(*id).ident.as_str()),
        TypeRef::Bool => "a boolean".to_owned(),
        TypeRef::I32 => "a 32-bit integer".to_owned(),
        TypeRef::I64 => "an integer".to_owned(),
        TypeRef::U32 => "a 32-bit integer from 0".to_owned(),
        TypeRef::U64 => "an integer from 0".to_owned(),
        TypeRef::F32 => "a 32-bit number".to_owned(),
        TypeRef::F64 => "a number".to_owned(),
        TypeRef::String => "a text".to_owned(),
        TypeRef::Json => "any JSON".to_owned(),
        TypeRef::File => "a file".to_owned(),
        TypeRef::List(item) => inside("a list, each ", item),
        TypeRef::Map(value) => inside("a map, each ", value),
        TypeRef::Nullable(inner) => inside("null or ", inner),
        TypeRef::Boxed(inner) => format!("{} in a box", self::ty(api, inner)),
    }
}

/// What a reply holds.
pub(super) fn content(api: &Api, content: &Content) -> String {
    match content {
        Content::Nothing => "nothing".to_owned(),
        Content::Json(ty) => self::ty(api, ty),
        Content::Text => "plain text".to_owned(),
        Content::Bytes => "bytes".to_owned(),
        Content::Redirect => "a redirect".to_owned(),
    }
}

pub(super) fn literal(value: &Literal) -> String {
    match value {
        Literal::Text(text) => text.clone(),
        Literal::Texts(texts) => texts.join(", "),
        other => other.to_string(),
    }
}
