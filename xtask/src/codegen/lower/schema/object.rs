//! Objects: the schemas that become structs, and the ones that become maps.
//!
//! In: the [`ResolvedSchema`] of an object. Out: a struct with a field for each
//! member, or a map where no member has a name. Deliberately absent: everything
//! that other keywords say, which `schema.rs` adds.

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::naming;
use crate::codegen::lower::naming::{Case, NameRequest, Scope};
use crate::codegen::lower::schema::LoweredSchema;
use crate::codegen::lower::schema::Schemas;
use crate::codegen::lower::schema::draft::Definition;
use crate::codegen::lower::schema::resolved::ResolvedSchema;
use crate::codegen::lower::schema::sub_schema::{AdditionalProperties, SubSchema};
use crate::codegen::model::{Field, Presence, Shape, Struct, TypeRef};
use crate::codegen::source::Pointer;

impl<'d> Schemas<'d> {
    pub(crate) fn object(
        &mut self,
        schema: &ResolvedSchema<'d>,
        name: &str,
        definition: Definition,
    ) -> LoweredSchema {
        self.check_required(schema);
        if schema.properties.is_empty()
            && !matches!(schema.additional_properties, AdditionalProperties::Closed)
        {
            return self.map(schema, name);
        }
        let id = self.take(definition);
        let requests: Vec<NameRequest> = schema
            .properties
            .iter()
            .map(|(wire_name, sub_schemas)| {
                NameRequest::new(wire_name, &place_of(sub_schemas, schema))
            })
            .collect();
        let idents = Scope::new(Case::Snake, naming::FIELDS).claim_all(&requests, self.diagnostics);
        let mut fields = Vec::with_capacity(schema.properties.len());
        for ((wire_name, sub_schemas), ident) in schema.properties.iter().zip(idents) {
            let lowered = self.sub_schemas(sub_schemas, &member_name(sub_schemas, name, wire_name));
            let required = schema.required.iter().any(|(other, _)| other == wire_name)
                && !self.is_left_out(&lowered, &schema.at);
            fields.push(Field {
                wire_name: (*wire_name).to_owned(),
                ident,
                presence: presence_of(required, &lowered),
                ty: lowered.ty,
                constraints: lowered.constraints,
                docs: lowered.docs,
                default: lowered.default,
                annotations: lowered.annotations,
                origin: place_of(sub_schemas, schema),
            });
        }
        let further = match &schema.additional_properties {
            AdditionalProperties::Schema(sub_schemas) => {
                let lowered =
                    self.sub_schemas(sub_schemas, &member_name(sub_schemas, name, "value"));
                let constraints = lowered.constraints.clone();
                Some(Box::new((lowered.inner(), constraints)))
                    .filter(|further| further.0 != TypeRef::Json)
            }
            AdditionalProperties::Open | AdditionalProperties::Closed => None,
        };
        let shape = Shape::Struct(Struct {
            fields,
            members: schema.constraints.clone().take_members(),
            further,
        });
        self.define_in(id, shape, &schema.at, name, &schema.docs)
    }

    /// What is required should be a property, and once is enough.
    fn check_required(&mut self, schema: &ResolvedSchema<'d>) {
        for (index, (name, at)) in schema.required.iter().enumerate() {
            let described = schema.properties.iter().any(|(other, _)| other == name);
            if !described && !schema.properties.is_empty() {
                if self.reported.insert((at.clone(), (*name).to_owned())) {
                    self.diagnostics
                        .report(Code::UNDEFINED_REQUIRED_PROPERTY, at, format!("`{name}` is required but not a property"))
                        .help("add it to `properties`, or correct the name; users find it in `extra()`");
                }
            } else if schema
                .required
                .iter()
                .take(index)
                .any(|other| other == &(*name, at.clone()))
            {
                continue;
            } else if schema
                .required
                .iter()
                .take(index)
                .any(|(other, place)| other == name && place.parent() == at.parent())
                && self.reported.insert((at.clone(), (*name).to_owned()))
            {
                self.diagnostics.report(
                    Code::DUPLICATE_REQUIRED,
                    at,
                    format!("`{name}` is required twice"),
                );
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

    fn map(&mut self, schema: &ResolvedSchema<'d>, name: &str) -> LoweredSchema {
        let value = match &schema.additional_properties {
            AdditionalProperties::Schema(sub_schemas) => {
                self.sub_schemas(sub_schemas, &member_name(sub_schemas, name, "value"))
            }
            AdditionalProperties::Open | AdditionalProperties::Closed => {
                LoweredSchema::plain(TypeRef::Json)
            }
        };
        let constraints = schema
            .constraints
            .clone()
            .with_items(value.constraints.clone());
        LoweredSchema::constrained(TypeRef::Map(Box::new(value.inner())), constraints)
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

fn place_of(sub_schemas: &[SubSchema<'_>], schema: &ResolvedSchema<'_>) -> Pointer {
    sub_schemas
        .first()
        .map_or_else(|| schema.at.clone(), |sub_schema| sub_schema.at.clone())
}

fn presence_of(required: bool, lowered: &LoweredSchema) -> Presence {
    // Any JSON value may be null, but only where it is absent is that another thing.
    let nullable = lowered.nullable && !(required && lowered.ty == TypeRef::Json);
    Presence::new(required, nullable)
}
