//! What the contents of requests and responses have in common.
//!
//! In: a media type in `content`. Out: whether it is JSON, and types of JSON. Deliberately absent: which of several media types is chosen.

use openapiv3::MediaType;

use crate::codegen::lower::media_type::{essence, is_json};
use crate::codegen::lower::operation::Operations;
use crate::codegen::lower::schema::sub_schema::Kind;
use crate::codegen::model::TypeRef;
use crate::codegen::source::Pointer;

impl Operations<'_, '_> {
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
