//! Objects: the schemas that become structs, and the ones that become maps.
//!
//! In: the [`ResolvedSchema`] of an object. Out: a struct with a field for each
//! member, or a map where no member has a name. Deliberately absent: everything
//! that other keywords say, which `schema.rs` adds.

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::naming::{self, Case, NameRequest, Scope};
use crate::codegen::lower::schema::resolved::ResolvedSchema;
use crate::codegen::lower::schema::sub_schema::{AdditionalProperties, SubSchema};
use crate::codegen::lower::schema::{LoweredSchema, Schemas, draft::Definition};
use crate::codegen::model::{Presence, Shape, Struct, TypeRef};
use crate::codegen::source::Pointer;

impl<'d> Schemas<'d> {
    pub(crate) fn object(
        &mut self,
        schema: &ResolvedSchema<'d>,
        name: &str,
        definition: Definition,
    ) -> LoweredSchema {
        self.check_required(schema);
        let is_closed = matches!(schema.additional_properties, AdditionalProperties::Closed);
        if schema.properties.is_empty() && !is_closed {
            let value = self.additional_properties(schema, name);
            let value = value.unwrap_or_else(|| LoweredSchema::plain(TypeRef::Json));
            return value.collected(TypeRef::Map, &schema.constraints);
        }
        let id = self.take(definition);
        let requests = schema.properties.iter();
        let requests = requests.map(|(wire_name, all)| NameRequest::new(wire_name, &all[0].at));
        let idents = Scope::new(Case::Snake, naming::FIELDS).claim_all(requests, self.diagnostics);
        let mut fields = Vec::with_capacity(schema.properties.len());
        for ((wire_name, all), ident) in schema.properties.iter().zip(idents) {
            let lowered = self.all_of(all, &member_name(all, name, wire_name));
            let required = schema.requires(wire_name) && !self.is_left_out(&lowered, &schema.at);
            let presence = presence_of(required, &lowered);
            fields.push(lowered.field(wire_name, ident, presence, all[0].at.clone()));
        }
        let further = self.additional_properties(schema, name).map(|lowered| {
            let constraints = lowered.constraints.clone();
            Box::new((lowered.inner(), constraints))
        });
        let shape = Shape::Struct(Struct {
            fields,
            members: schema.constraints.clone().take_members(),
            further: further.filter(|further| further.0 != TypeRef::Json),
        });
        self.define_in(id, shape, schema, name)
    }

    /// What additional properties look like, where that is said.
    fn additional_properties(
        &mut self,
        schema: &ResolvedSchema<'d>,
        name: &str,
    ) -> Option<LoweredSchema> {
        match &schema.additional_properties {
            AdditionalProperties::Schema(all) => {
                Some(self.all_of(all, &member_name(all, name, "value")))
            }
            AdditionalProperties::Open | AdditionalProperties::Closed => None,
        }
    }

    /// What is required should be a property, and once is enough.
    fn check_required(&mut self, schema: &ResolvedSchema<'d>) {
        for (index, (name, at)) in schema.required.iter().enumerate() {
            let mut earlier = schema.required[..index].iter();
            let same =
                |(other, place): &(&str, Pointer)| other == name && place.parent() == at.parent();
            if schema.property(name).is_none() && !schema.properties.is_empty() {
                self.complain_once(
                    Code::UNDEFINED_REQUIRED_PROPERTY,
                    at,
                    &format!("`{name}` is required but not a property"),
                    "add it to `properties`, or correct the name; users find it in `extra()`",
                );
            } else if earlier.clone().any(same)
                && !earlier.any(|(other, place)| other == name && place == at)
                && self.reported.insert((at.clone(), (*name).to_owned()))
            {
                let message = format!("`{name}` is required twice");
                self.diagnostics
                    .report(Code::DUPLICATE_REQUIRED, at, message);
            }
        }
    }

    /// Whether a required member is left out in a direction that its schema goes: one that
    /// the service alone sets is not part of a request.
    fn is_left_out(&self, lowered: &LoweredSchema, at: &Pointer) -> bool {
        if !lowered.annotations.read_only && !lowered.annotations.write_only {
            return false;
        }
        let direction = self.document.directions.at(at);
        (lowered.annotations.read_only && direction.sent)
            || (lowered.annotations.write_only && direction.received)
    }
}

/// What the type of a member is called that has no name: the schema that it
/// stands in, which need not be the one at hand, and the member.
pub(crate) fn member_name(sub_schemas: &[SubSchema<'_>], name: &str, member: &str) -> String {
    let owner = match sub_schemas {
        [sub_schema] => sub_schema.owner.as_deref(),
        _ => None,
    };
    format!("{}_{member}", owner.unwrap_or(name))
}

fn presence_of(required: bool, lowered: &LoweredSchema) -> Presence {
    // Any JSON value may be null, but only where it is absent is that another thing.
    let nullable = lowered.nullable && !(required && lowered.ty == TypeRef::Json);
    Presence::new(required, nullable)
}
