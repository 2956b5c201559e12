//! Request bodies: which of the media types is sent, and what it is made of.
//!
//! In: the request body of an operation. Out: a [`Body`], of the media type that ranks first, and
//! within a rank of the first in the description. Deliberately absent: arguments and setters (see
//! `arguments.rs`).

use openapiv3::{Content, Encoding, MediaType, QueryStyle, ReferenceOr};

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::media_type::{JSON, OCTETS, essence, is_json, is_text};
use crate::codegen::lower::operation::{Operations, style::query_style};
use crate::codegen::model::{Body, Payload, Style, TypeRef};
use crate::codegen::source::Pointer;

/// A request body whose setters are not known yet, and its example.
pub(crate) type BodyDraft<'d> = (Body, Option<&'d serde_json::Value>);

impl<'d> Operations<'d, '_> {
    /// Lowers the request body of an operation. `id` is the operation's.
    pub(crate) fn body(
        &mut self,
        operation: &'d openapiv3::Operation,
        at: &Pointer,
        id: &str,
    ) -> Option<BodyDraft<'d>> {
        let targets = &self.schemas.document.targets;
        let reference = operation.request_body.as_ref()?;
        let (body, at) = targets.resolve(reference, &at.child("requestBody"))?;
        let at = at.child("content");
        let (name, media) = self.sent(&body.content, &at)?;
        let payload = self.payload(name, media, &at, id);
        let media_type = match (&payload, essence(name)) {
            (Payload::Json(_), any) if any.contains('*') => JSON,
            (_, any) if any.contains('*') => OCTETS,
            // JSON has one charset.
            (_, json) if json == JSON => JSON,
            _ => name,
        };
        let others = body.content.keys();
        let others = others.filter(|other| essence(other) != essence(media_type));
        let draft = Body {
            payload,
            media_type: media_type.to_owned(),
            others: others.cloned().collect(),
            optional: !body.required,
            built: false,
            setters: Vec::new(),
        };
        Some((draft, body_example(media)))
    }

    /// Picks the media type that is sent: the first of those that rank first.
    fn sent(&mut self, content: &'d Content, at: &Pointer) -> Option<(&'d str, &'d MediaType)> {
        let mut rank = |name: &str| match essence(name).as_ref() {
            JSON => 0,
            _ if self.is_json(name, at) => 1,
            FORM => 2,
            MULTIPART => 3,
            _ if is_text(name) => 4,
            _ => 5,
        };
        let found = content.iter().min_by_key(|(name, _)| rank(name));
        if found.is_none() {
            let message = "a request body without any media type";
            self.report(Code::EMPTY_CONTENT, at, message)
                .help("say what the body is, such as `application/json`");
        }
        found.map(|(name, media)| (name.as_str(), media))
    }

    fn payload(
        &mut self,
        media_type: &str,
        media: &'d MediaType,
        content_at: &Pointer,
        id: &str,
    ) -> Payload {
        let at = content_at.child(media_type);
        let name = format!("{id}_request");
        if self.is_json(media_type, content_at) {
            return Payload::Json(self.json_type(media, &at, &name));
        }
        match (essence(media_type).as_str(), &media.schema) {
            (FORM, Some(_)) => {
                let ty = self.json_type(media, &at, &name);
                Payload::Form(ty, self.form_styles(media, &at))
            }
            (FORM, None) => Payload::Form(TypeRef::Json, Vec::new()),
            (MULTIPART, Some(_)) => match self.multipart(media, &at.child("schema"), id) {
                Some(inputs) => Payload::Multipart(inputs),
                None => Payload::Bytes,
            },
            _ if is_text(media_type) => Payload::Text,
            _ => Payload::Bytes,
        }
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
    let named = named.filter_map(|example| example.value.as_ref());
    let members = |value: &serde_json::Value| {
        let members = value.as_object().into_iter().flatten();
        members.filter(|(_, member)| !member.is_null()).count()
    };
    let all = media.example.iter().chain(named);
    // Of equals, `min_by_key` takes the first.
    all.min_by_key(|value| std::cmp::Reverse(members(value)))
}
