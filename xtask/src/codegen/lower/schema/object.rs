//! Objects: the schemas that become structs, and the ones that become maps.
//!
//! In: the [`ResolvedSchema`] of an object. Out: a struct with a field for each
//! member, or a map where no member has a name. Deliberately absent: everything
//! that other keywords say, which `schema.rs` adds.

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::naming;
use crate::codegen::lower::naming::{Case, Scope, Wish};
use crate::codegen::lower::schema::LoweredSchema;
use crate::codegen::lower::schema::Schemas;
use crate::codegen::lower::schema::draft::Place;
use crate::codegen::lower::schema::resolved::ResolvedSchema;
use crate::codegen::lower::schema::sub_schema::{AdditionalProperties, SubSchema};
use crate::codegen::model::{Field, Presence, Shape, Struct, TypeRef};
use crate::codegen::source::Pointer;

impl<'d> Schemas<'d> {
    pub(crate) fn object(
        &mut self,
        facts: &ResolvedSchema<'d>,
        name: &str,
        place: Place,
    ) -> LoweredSchema {
        self.check_required(facts);
        if facts.properties.is_empty() && !matches!(facts.further, AdditionalProperties::Closed) {
            return self.map(facts, name);
        }
        let place = self.take(place);
        let wishes: Vec<Wish> = facts
            .properties
            .iter()
            .map(|(wire_name, pieces)| Wish::new(wire_name, &place_of(pieces, facts)))
            .collect();
        let idents = Scope::new(Case::Snake, naming::FIELDS).claim_all(&wishes, self.diagnostics);
        let mut fields = Vec::with_capacity(facts.properties.len());
        for ((wire_name, pieces), ident) in facts.properties.iter().zip(idents) {
            let typed = self.pieces(pieces, &member_name(pieces, name, wire_name));
            let required = facts.required.iter().any(|(other, _)| other == wire_name)
                && !self.is_left_out(&typed, &facts.at);
            fields.push(Field {
                wire_name: (*wire_name).to_owned(),
                ident,
                presence: presence_of(required, &typed),
                ty: typed.ty,
                constraints: typed.constraints,
                docs: typed.docs,
                default: typed.default,
                annotations: typed.annotations,
                origin: place_of(pieces, facts),
            });
        }
        let further = match &facts.further {
            AdditionalProperties::Schema(pieces) => {
                let typed = self.pieces(pieces, &member_name(pieces, name, "value"));
                let constraints = typed.constraints.clone();
                Some(Box::new((typed.inner(), constraints)))
                    .filter(|further| further.0 != TypeRef::Json)
            }
            AdditionalProperties::Open | AdditionalProperties::Closed => None,
        };
        let shape = Shape::Struct(Struct {
            fields,
            members: facts.constraints.clone().take_members(),
            further,
        });
        self.define_in(place, shape, &facts.at, name, &facts.docs)
    }

    /// What is required should be a property, and once is enough.
    fn check_required(&mut self, facts: &ResolvedSchema<'d>) {
        for (index, (name, at)) in facts.required.iter().enumerate() {
            let described = facts.properties.iter().any(|(other, _)| other == name);
            if !described && !facts.properties.is_empty() {
                if self.told.insert((at.clone(), (*name).to_owned())) {
                    self.diagnostics
                        .report(Code::UNDEFINED_REQUIRED_PROPERTY, at, format!("`{name}` is required but not a property"))
                        .help("add it to `properties`, or correct the name; users find it in `extra()`");
                }
            } else if facts
                .required
                .iter()
                .take(index)
                .any(|other| other == &(*name, at.clone()))
            {
                continue;
            } else if facts
                .required
                .iter()
                .take(index)
                .any(|(other, place)| other == name && place.parent() == at.parent())
                && self.told.insert((at.clone(), (*name).to_owned()))
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
    fn is_left_out(&self, typed: &LoweredSchema, at: &Pointer) -> bool {
        if !typed.annotations.read_only && !typed.annotations.write_only {
            return false;
        }
        let direction = self.document.directions.at(at);
        (typed.annotations.read_only && direction.sent)
            || (typed.annotations.write_only && direction.received)
    }

    fn map(&mut self, facts: &ResolvedSchema<'d>, name: &str) -> LoweredSchema {
        let value = match &facts.further {
            AdditionalProperties::Schema(pieces) => {
                self.pieces(pieces, &member_name(pieces, name, "value"))
            }
            AdditionalProperties::Open | AdditionalProperties::Closed => {
                LoweredSchema::plain(TypeRef::Json)
            }
        };
        let constraints = facts
            .constraints
            .clone()
            .with_items(value.constraints.clone());
        LoweredSchema::constrained(TypeRef::Map(Box::new(value.inner())), constraints)
    }
}

/// What the type of a member is called that has no name: the schema that it
/// stands in, which need not be the one at hand, and the member.
pub(crate) fn member_name(pieces: &[SubSchema<'_>], name: &str, member: &str) -> String {
    let owner = match pieces {
        [piece] => piece.owner.as_deref(),
        _ => None,
    };
    format!("{}_{member}", owner.unwrap_or(name))
}

fn place_of(pieces: &[SubSchema<'_>], facts: &ResolvedSchema<'_>) -> Pointer {
    pieces
        .first()
        .map_or_else(|| facts.at.clone(), |piece| piece.at.clone())
}

fn presence_of(required: bool, typed: &LoweredSchema) -> Presence {
    // Any JSON value may be null, but only where it is absent is that another thing.
    let nullable = typed.nullable && !(required && typed.ty == TypeRef::Json);
    Presence::new(required, nullable)
}
