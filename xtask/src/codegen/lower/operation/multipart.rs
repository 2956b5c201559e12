//! Bodies of parts.
//!
//! In: the schema of a body of a `multipart` media type. Out: a struct with a field for each property:
//! octets are files, everything else is a value. Deliberately absent: which part is sent as what,
//! where the description does not say it; that follows from the value.

use openapiv3::{Encoding, MediaType};

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::media_type::essence;
use crate::codegen::lower::naming::{self, Case, Scope, spoken};
use crate::codegen::lower::operation::Operations;
use crate::codegen::lower::schema::resolved::ResolvedSchema;
use crate::codegen::lower::schema::sub_schema::{Kind, SubSchema};
use crate::codegen::lower::schema::{LoweredSchema, property::Property};
use crate::codegen::model::{
    Field, Ident, ParameterLocation, ParameterStruct, Payload, Presence, TypeRef,
};
use crate::codegen::source::Pointer;

impl<'d> Operations<'d, '_> {
    /// The body of a media type of parts, which are the properties of its schema. Where there are
    /// none, the body is the caller's to write.
    pub(crate) fn parts(&mut self, media: &'d MediaType, at: &Pointer, id: &str) -> Payload {
        let kind = essence(&at.last().unwrap_or_default());
        let properties = match &media.schema {
            Some(_) => self.schemas.properties(&at.child("schema")),
            None => Vec::new(),
        };
        if properties.is_empty() {
            let message = format!("nothing says which parts a body of `{kind}` has");
            let help = "the method takes the body as it is to be sent: give it a media type with its boundary";
            self.schemas
                .complain_once(Code::UNDESCRIBED_PARTS, at, &message, help);
            return Payload::Bytes;
        }
        if kind != "multipart/form-data" {
            let message = format!("OpenAPI does not say how properties become parts of `{kind}`");
            let help = "they are sent in the order of the description, each with its content type; \
                        in `multipart/related` they have no names";
            self.schemas
                .complain_once(Code::PARTS_OF_NO_FORM, at, &message, help);
        }
        Payload::Multipart(self.multipart(properties, media, at, id))
    }

    fn multipart(
        &mut self,
        properties: Vec<Property<'d>>,
        media: &'d MediaType,
        at: &Pointer,
        id: &str,
    ) -> ParameterStruct {
        let ident = self.claim_request(&format!("{id}_form"), &format!("{id}_form_data"), at);
        let mut inputs = ParameterStruct {
            ident,
            slot: Ident("request".to_owned()),
            noun: "parts of the body",
            fields: Vec::new(),
            locations: Vec::new(),
            setters: Vec::new(),
        };
        let mut scope = Scope::new(Case::Snake, naming::FIELDS);
        for property in properties {
            let encoding = media.encoding.get(property.name);
            let (field, place) = self.part(&property, encoding, id, &mut scope);
            inputs.fields.push(field);
            inputs.locations.push(place);
        }
        inputs
    }

    /// Whether a part is a file, or several.
    pub(crate) fn is_file(&mut self, schemas: &[SubSchema<'d>]) -> bool {
        self.octets_of(schemas).is_some()
    }

    /// The media type of the files that a part is, and whether they are several.
    fn octets_of(&mut self, schemas: &[SubSchema<'d>]) -> Option<(&'d str, bool)> {
        let schema = self.schemas.gather_all(schemas);
        let is_list = schema.kind == Some(Kind::Array);
        let octets = if is_list {
            let items = self.schemas.gather_all(&schema.items);
            self.octets(&items)
        } else {
            self.octets(&schema)
        };
        Some((octets?, is_list))
    }

    fn part(
        &mut self,
        property: &Property<'d>,
        encoding: Option<&'d Encoding>,
        id: &str,
        scope: &mut Scope,
    ) -> (Field, ParameterLocation) {
        let at = property.at();
        let ident = scope.claim(&spoken(property.name), &at, self.schemas.diagnostics);
        let media_type = encoding
            .and_then(|encoding| encoding.content_type.clone())
            .filter(|types| types.bytes().all(|b| b.is_ascii_graphic() || b == b' '))
            .filter(|types| !types.contains(['*', ',']));
        let schema = self.schemas.gather_all(&property.schemas);
        // Null has no form in a part: what may be null may be left out, and so may be what
        // the service alone sets.
        let required =
            property.required && schema.nullable != Some(true) && !schema.annotations.read_only;
        let (lowered, place) = match self.octets_of(&property.schemas) {
            Some((octets, is_list)) => {
                let file = LoweredSchema {
                    docs: schema.docs,
                    ..LoweredSchema::plain(match is_list {
                        true => TypeRef::List(Box::new(TypeRef::File)),
                        false => TypeRef::File,
                    })
                };
                (
                    file,
                    ParameterLocation::File(media_type.unwrap_or_else(|| octets.to_owned())),
                )
            }
            None => {
                let name = format!("{id}_form_{}", property.name);
                let lowered = self.schemas.all_of(&property.schemas, &name);
                (lowered, ParameterLocation::Part(media_type))
            }
        };
        let presence = Presence::new(required, false);
        (lowered.field(property.name, ident, presence, at), place)
    }
    /// The media type of a file, where at least one alternative is one.
    fn octets(&mut self, schema: &ResolvedSchema<'d>) -> Option<&'d str> {
        let alternatives = schema.compositions.iter().flat_map(|all| &all.alternatives);
        let mut octets = alternatives.filter_map(|one| self.schemas.gather(one).octets);
        schema.octets.or_else(|| octets.next())
    }
}
