//! What the contents of requests and responses have in common.
//!
//! In: `content`, and a media type in it. Out: complaints about names that are no media types,
//! and types of JSON. Deliberately absent: which of several media types is chosen.

use openapiv3::{Content, MediaType};

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::media_type::{essence, is_json};
use crate::codegen::lower::operation::Operations;
use crate::codegen::lower::schema::sub_schema::Kind;
use crate::codegen::model::TypeRef;
use crate::codegen::source::{Pointer, is_token};

impl Operations<'_, '_> {
    /// Complains about names that are no media types: they would get into headers.
    pub(crate) fn check_media_types(&mut self, content: &Content, at: &Pointer) {
        for name in content.keys() {
            let is_printable = name.bytes().all(|b| b.is_ascii_graphic() || b == b' ');
            let essence = essence(name);
            let tokens = essence.split_once('/');
            if !is_printable || !tokens.is_some_and(|(kind, sub)| is_token(kind) && is_token(sub)) {
                let message = format!("`{name}` is not a media type");
                self.report(Code::INVALID_MEDIA_TYPE, &at.child(name), message)
                    .help("write it like `application/json`");
            }
        }
    }

    /// Whether what stands under a media type is JSON; `*/*` with a schema that is no text
    /// stands for it. `at` is where the content stands.
    pub(crate) fn is_json(&mut self, media_type: &str, at: &Pointer) -> bool {
        if essence(media_type) != "*/*" {
            return is_json(media_type);
        }
        let at = at.child(media_type).child("schema");
        let schema = self.schemas.gathered(&at);
        schema.kind != Some(Kind::String) && !schema.says_nothing()
    }

    /// The type of what stands under a media type of JSON.
    pub(crate) fn json_type(&mut self, media: &MediaType, at: &Pointer, name: &str) -> TypeRef {
        match &media.schema {
            Some(_) => self.schemas.schema(&at.child("schema"), name).inner(),
            None => TypeRef::Json,
        }
    }
}
