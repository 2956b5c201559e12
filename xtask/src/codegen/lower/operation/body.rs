//! Request bodies: which of the media types is sent, and what it is made of.
//!
//! In: the request body of an operation. Out: a [`Payload`]. Of several
//! media types the first of these is taken: `application/json`, another kind of
//! JSON, `application/x-www-form-urlencoded`, `multipart/form-data`, text, anything
//! else as bytes; within a kind the first in the description. Deliberately absent:
//! arguments and setters (see `arguments.rs`).

use openapiv3::{
    Encoding, MediaType, QueryStyle, ReferenceOr, Schema, SchemaKind, StringFormat, Type,
    VariantOrUnknownOrEmpty,
};

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::Lowering;
use crate::codegen::lower::naming::place;
use crate::codegen::lower::operation::media_type::{essence, is_json, is_text};
use crate::codegen::lower::operation::style::query_style;
use crate::codegen::lower::schema::borrow;
use crate::codegen::model::{Payload, Style, TypeRef};
use crate::codegen::source::Pointer;

/// A request body whose setters are not known yet.
#[derive(Debug)]
pub(crate) struct DraftBody<'d> {
    pub(crate) payload: Payload,
    pub(crate) media_type: String,
    pub(crate) others: Vec<String>,
    pub(crate) optional: bool,
    pub(crate) example: Option<&'d serde_json::Value>,
}

/// A media type among others.
type Choice<'d> = (&'d str, &'d MediaType, Pointer);

impl<'d> Lowering<'d> {
    /// Lowers the request body of an operation. `id` is the operation's.
    pub(crate) fn body(
        &mut self,
        operation: &'d openapiv3::Operation,
        at: &Pointer,
        id: &str,
    ) -> Option<DraftBody<'d>> {
        let at = at.child("requestBody");
        let (body, at) = self.resolve(operation.request_body.as_ref()?, &at)?;
        self.check_media_types(&body.content, &at.child("content"));
        let name = place::name(&at, "request", &format!("{id}_request"));
        let (media_type, media, media_at) = self.sent(&body.content, &at.child("content"))?;
        let payload = self.payload(media_type, media, &media_at, (&name, id));
        let media_type = match (&payload, essence(media_type).contains('*')) {
            (Payload::Json(_), true) => "application/json",
            (_, true) => "application/octet-stream",
            // JSON has one charset.
            (_, false) if essence(media_type) == "application/json" => "application/json",
            (_, false) => media_type,
        };
        Some(DraftBody {
            payload,
            media_type: media_type.to_owned(),
            others: body
                .content
                .keys()
                .filter(|other| essence(other) != essence(media_type))
                .cloned()
                .collect(),
            optional: !body.required,
            example: body_example(media),
        })
    }

    /// Picks the media type that is sent.
    fn sent(&mut self, content: &'d openapiv3::Content, at: &Pointer) -> Option<Choice<'d>> {
        let rank = |name: &str, media: &'d MediaType| match essence(name).as_ref() {
            "application/json" => 0,
            _ if is_json(name) || self.is_any_json(name, media) => 1,
            FORM => 2,
            MULTIPART => 3,
            _ if is_text(name) => 4,
            _ => 5,
        };
        let found = content.iter().min_by_key(|(name, media)| rank(name, media));
        if found.is_none() {
            self.diagnostics
                .report(
                    Code::EMPTY_CONTENT,
                    at,
                    "a request body without any media type",
                )
                .help("say what the body is, such as `application/json`");
        }
        found.map(|(name, media)| (name.as_str(), media, at.child(name)))
    }

    fn payload(
        &mut self,
        media_type: &str,
        media: &'d MediaType,
        at: &Pointer,
        (name, id): (&str, &str),
    ) -> Payload {
        let essence = essence(media_type);
        let schema_at = at.child("schema");
        if is_json(media_type) || self.is_any_json(media_type, media) {
            let ty = match &media.schema {
                Some(schema) => self.schema(borrow(schema), &schema_at, name).inner(),
                None => TypeRef::Json,
            };
            return Payload::Json(ty);
        }
        match (essence.as_str(), &media.schema) {
            (FORM, Some(schema)) => {
                let ty = self.schema(borrow(schema), &schema_at, name).inner();
                Payload::Form(ty, self.form_styles(media, at))
            }
            (FORM, None) => Payload::Form(TypeRef::Json, Vec::new()),
            (MULTIPART, Some(schema)) => match self.multipart(schema, media, &schema_at, id) {
                Some(inputs) => Payload::Multipart(inputs),
                None => Payload::Bytes,
            },
            _ if is_text(media_type) => Payload::Text,
            _ => Payload::Bytes,
        }
    }

    /// Follows a reference to a schema, and says what the schema is. References
    /// that lead nowhere are complained about where schemas are lowered.
    pub(crate) fn target(
        &self,
        mut schema: ReferenceOr<&'d Schema>,
        at: &Pointer,
    ) -> Option<(&'d SchemaKind, Pointer)> {
        let mut at = at.clone();
        for _ in 0..32 {
            match schema {
                ReferenceOr::Item(schema) => return Some((&schema.schema_kind, at)),
                ReferenceOr::Reference { reference } => {
                    let name = reference.strip_prefix("#/components/schemas/")?;
                    let name = name.replace("~1", "/").replace("~0", "~");
                    let components = self.document.openapi.components.as_ref()?;
                    schema = borrow(components.schemas.get(&name)?);
                    at = Pointer::root()
                        .child("components")
                        .child("schemas")
                        .child(&name);
                }
            }
        }
        None
    }

    /// Whether a schema is that of octets.
    pub(crate) fn is_file(&self, schema: ReferenceOr<&'d Schema>, at: &Pointer) -> bool {
        let Some((kind, at)) = self.target(schema, at) else {
            return false;
        };
        let SchemaKind::Type(Type::String(text)) = kind else {
            return false;
        };
        let word = |keyword: &str| {
            let schema = at.resolve(&self.document.raw)?;
            schema.get(keyword)?.as_str().map(str::to_owned)
        };
        text.format == VariantOrUnknownOrEmpty::Item(StringFormat::Binary)
            || word("contentEncoding").is_some_and(|encoding| encoding == "binary")
            || (word("contentMediaType").is_some() && word("contentEncoding").is_none())
    }

    /// `*/*` with a schema that is no text stands for JSON.
    pub(crate) fn is_any_json(&self, media_type: &str, media: &'d MediaType) -> bool {
        if essence(media_type) != "*/*" {
            return false;
        }
        let schema = media.schema.as_ref();
        match schema.and_then(|schema| self.target(borrow(schema), &Pointer::root())) {
            None | Some((SchemaKind::Type(Type::String(_)), _)) => false,
            Some((SchemaKind::Any(any), _)) => *any != openapiv3::AnySchema::default(),
            Some(_) => true,
        }
    }

    /// The styles of the members that have one.
    fn form_styles(&self, media: &MediaType, at: &Pointer) -> Vec<(String, Style)> {
        let style = |name: &str, encoding: &Encoding| {
            // openapiv3 does not tell `explode: false` from none.
            let encoding_at = at.child("encoding").child(name);
            let raw = encoding_at.resolve(&self.document.raw);
            let explode = raw.and_then(|raw| raw.get("explode")?.as_bool());
            let own = encoding.style.is_some() || explode.is_some() || encoding.allow_reserved;
            match encoding.content_type.as_deref() {
                _ if own => Some(query_style(
                    encoding.style.as_ref().unwrap_or(&QueryStyle::Form),
                    explode,
                    encoding.allow_reserved,
                )),
                Some(media_type) if is_json(media_type) => Some(Style::Json),
                _ => None,
            }
        };
        let all = media.encoding.iter();
        all.filter_map(|(name, encoding)| Some((name.clone(), style(name, encoding)?)))
            .collect()
    }
}

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// The example that sets most, and of those the first: it teaches most.
fn body_example(media: &MediaType) -> Option<&serde_json::Value> {
    let named = media.examples.values().filter_map(ReferenceOr::as_item);
    let all = media
        .example
        .iter()
        .chain(named.filter_map(|example| example.value.as_ref()));
    let members = |value: &serde_json::Value| {
        value.as_object().map_or(0, |all| {
            all.values().filter(|member| !member.is_null()).count()
        })
    };
    // `max_by_key` takes the last of equals, so the order is turned round.
    all.collect::<Vec<_>>()
        .into_iter()
        .rev()
        .max_by_key(|value| members(value))
}
