//! Objects and enums: the schemas that become types of their own.
//!
//! Comes in: a schema of type object, or of strings out of a list. Goes out: a
//! struct, a map or an open enum. Deliberately absent: everything that other
//! keywords say, which `schema.rs` adds.

use openapiv3::{AdditionalProperties, ObjectType, StringType};

use super::definition::Place;
use super::names::{self, Case, Scope};
use super::schema::{Typed, borrow, unbox};
use super::{Lowering, rule};
use crate::codegen::document::pointer::Pointer;
use crate::codegen::model::{
    Docs, Enum, Field, Ident, Presence, Rule, Shape, Struct, TypeRef, Variant,
};

impl<'d> Lowering<'d> {
    pub(super) fn object(
        &mut self,
        ty: &'d ObjectType,
        at: &Pointer,
        name: &str,
        place: Place,
        docs: &Docs,
    ) -> Typed {
        self.check_required(ty, &at.child("required"));
        if ty.properties.is_empty()
            && ty.additional_properties != Some(AdditionalProperties::Any(false))
        {
            return self.map(ty, at, name);
        }
        if let Some(AdditionalProperties::Schema(_)) = ty.additional_properties {
            self.unsupported(
                &at.child("additionalProperties"),
                "a schema for further members of an object that has members of its own",
                "use `additionalProperties: true`, or put the map into a property",
            );
        }
        let place = self.take(place);
        let mut fields = Vec::with_capacity(ty.properties.len());
        let mut scope = Scope::new(Case::Snake, names::FIELDS);
        for (wire_name, schema) in &ty.properties {
            let at = at.child("properties").child(wire_name);
            let ident = scope.claim(wire_name, &at, self.diagnostics);
            let typed = self.schema(unbox(schema), &at, &format!("{name}_{wire_name}"));
            let required = ty.required.contains(wire_name);
            fields.push(Field {
                wire_name: wire_name.clone(),
                ident,
                presence: presence(required, typed.nullable),
                ty: typed.ty,
                rule: typed.rule,
                docs: typed.docs,
                default: typed.default,
            });
        }
        let shape = Shape::Struct(Struct {
            fields,
            min_properties: rule::count(ty.min_properties).filter(|&least| least > 0),
            max_properties: rule::count(ty.max_properties),
        });
        self.define_in(place, shape, at, name, docs)
    }

    /// What is required must be a property, and once is enough.
    fn check_required(&mut self, ty: &ObjectType, at: &Pointer) {
        for (index, name) in ty.required.iter().enumerate() {
            if !ty.properties.contains_key(name) {
                self.diagnostics
                    .error(
                        &at.index(index),
                        format!("`{name}` is required but not a property"),
                    )
                    .help("add it to `properties`, or correct the name");
            } else if ty.required.iter().take(index).any(|other| other == name) {
                self.diagnostics
                    .warning(&at.index(index), format!("`{name}` is required twice"));
            }
        }
    }

    fn map(&mut self, ty: &'d ObjectType, at: &Pointer, name: &str) -> Typed {
        let value = match &ty.additional_properties {
            Some(AdditionalProperties::Schema(schema)) => self.schema(
                borrow(schema),
                &at.child("additionalProperties"),
                &format!("{name}_value"),
            ),
            _ => Typed::plain(TypeRef::Json),
        };
        let rule = Rule {
            min_properties: rule::count(ty.min_properties).filter(|&least| least > 0),
            max_properties: rule::count(ty.max_properties),
            items: rule::nested(value.rule.clone()),
            ..Rule::default()
        };
        Typed::ruled(TypeRef::Map(Box::new(value.inner())), rule)
    }

    pub(super) fn string_enum(
        &mut self,
        ty: &StringType,
        at: &Pointer,
        name: &str,
        place: Place,
        docs: &Docs,
    ) -> Typed {
        let mut scope = Scope::new(Case::Pascal, names::VARIANTS);
        let mut variants: Vec<Variant> = Vec::new();
        let mut nullable = false;
        for (index, value) in ty.enumeration.iter().enumerate() {
            let at = at.child("enum").index(index);
            let Some(wire_name) = value else {
                nullable = true;
                continue;
            };
            if variants
                .iter()
                .any(|variant| variant.wire_name == *wire_name)
            {
                self.diagnostics
                    .error(&at, format!("`{wire_name}` is listed twice"));
                continue;
            }
            let ident = scope.claim(wire_name, &at, self.diagnostics);
            variants.push(Variant {
                wire_name: wire_name.clone(),
                ident,
            });
        }
        let place = self.take(place);
        let unknown = Ident("Unknown".to_owned());
        let shape = Shape::Enum(Enum { variants, unknown });
        Typed {
            nullable,
            ..self.define_in(place, shape, at, name, docs)
        }
    }
}

/// Whether a member may be absent, and whether it may be null.
pub(super) fn presence(required: bool, nullable: bool) -> Presence {
    match (required, nullable) {
        (true, false) => Presence::Required,
        (false, false) => Presence::Optional,
        (true, true) => Presence::Nullable,
        (false, true) => Presence::OptionalNullable,
    }
}
