//! Request bodies: which of the media types is sent, and what it is made of.
//!
//! In: the request body of an operation. Out: a [`Payload`]. Of several
//! media types the first of these is taken: `application/json`, another kind of
//! JSON, `application/x-www-form-urlencoded`, `multipart/form-data`, text, anything
//! else as bytes; within a kind the first in the description. Deliberately absent:
//! arguments and setters (see `arguments.rs`).

use openapiv3::{Encoding, MediaType, QueryStyle, ReferenceOr};

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::naming::place;
use crate::codegen::lower::operation::Operations;
use crate::codegen::lower::operation::media_type::{essence, is_json, is_text};
use crate::codegen::lower::operation::style::query_style;
use crate::codegen::lower::schema::sub_schema::Kind;
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
type NamedMediaType<'d> = (&'d str, &'d MediaType);

impl<'d> Operations<'d, '_> {
    /// Lowers the request body of an operation. `id` is the operation's.
    pub(crate) fn body(
        &mut self,
        operation: &'d openapiv3::Operation,
        at: &Pointer,
        id: &str,
    ) -> Option<DraftBody<'d>> {
        let at = at.child("requestBody");
        let (body, at) = self
            .schemas
            .document
            .targets
            .resolve(operation.request_body.as_ref()?, &at)?;
        self.check_media_types(&body.content, &at.child("content"));
        let name = place::name(&at, "request", &format!("{id}_request"));
        let content_at = at.child("content");
        let (media_type, media) = self.sent(&body.content, &content_at)?;
        let payload = self.payload(media_type, media, &content_at, (&name, id));
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
    fn sent(
        &mut self,
        content: &'d openapiv3::Content,
        at: &Pointer,
    ) -> Option<NamedMediaType<'d>> {
        let mut rank = |name: &str| match essence(name).as_ref() {
            "application/json" => 0,
            _ if is_json(name) || self.is_any_json(name, at) => 1,
            FORM => 2,
            MULTIPART => 3,
            _ if is_text(name) => 4,
            _ => 5,
        };
        let found = content.iter().min_by_key(|(name, _)| rank(name));
        if found.is_none() {
            self.schemas
                .diagnostics
                .report(
                    Code::EMPTY_CONTENT,
                    at,
                    "a request body without any media type",
                )
                .help("say what the body is, such as `application/json`");
        }
        found.map(|(name, media)| (name.as_str(), media))
    }

    fn payload(
        &mut self,
        media_type: &str,
        media: &'d MediaType,
        content_at: &Pointer,
        (name, id): (&str, &str),
    ) -> Payload {
        let essence = essence(media_type);
        let at = content_at.child(media_type);
        let schema_at = at.child("schema");
        if is_json(media_type) || self.is_any_json(media_type, content_at) {
            let ty = match &media.schema {
                Some(_) => self.schemas.schema(&schema_at, name).inner(),
                None => TypeRef::Json,
            };
            return Payload::Json(ty);
        }
        match (essence.as_str(), &media.schema) {
            (FORM, Some(_)) => {
                let ty = self.schemas.schema(&schema_at, name).inner();
                Payload::Form(ty, self.form_styles(media, &at))
            }
            (FORM, None) => Payload::Form(TypeRef::Json, Vec::new()),
            (MULTIPART, Some(_)) => match self.multipart(media, &schema_at, id) {
                Some(inputs) => Payload::Multipart(inputs),
                None => Payload::Bytes,
            },
            _ if is_text(media_type) => Payload::Text,
            _ => Payload::Bytes,
        }
    }

    /// `*/*` with a schema that is no text stands for JSON.
    pub(crate) fn is_any_json(&mut self, media_type: &str, content_at: &Pointer) -> bool {
        if essence(media_type) != "*/*" {
            return false;
        }
        let schema = self
            .schemas
            .gathered(&content_at.child(media_type).child("schema"));
        schema.kind != Some(Kind::String) && !schema.says_nothing()
    }

    /// The styles of the members that have one.
    fn form_styles(&self, media: &MediaType, at: &Pointer) -> Vec<(String, Style)> {
        let style = |name: &str, encoding: &Encoding| {
            // openapiv3 does not tell `explode: false` from none.
            let encoding_at = at.child("encoding").child(name);
            let raw = encoding_at.resolve(&self.schemas.document.raw);
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
