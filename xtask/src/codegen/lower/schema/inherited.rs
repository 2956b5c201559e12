//! Bases: schemas with a discriminator that others have in their `allOf`.
//!
//! In: a component schema that is a base. Out: a union of its children and of what they have in
//! common, wherever it is used as a whole. In the `allOf` of its children it is an object like any
//! other. A child that has children itself is a union in turn, so that each schema stands in the
//! union of its own base. The common part has no value of the discriminator: a value that means no
//! child is read as that, if it has the members of the base. Deliberately absent: which schemas
//! inherit, which the whole of the description tells (see `document/inheritance.rs`).

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::schema::draft::Definition;
use crate::codegen::lower::schema::resolved::ResolvedSchema;
use crate::codegen::lower::schema::sub_schema::{
    Composition, Discriminator, Form, Kind, SubSchema,
};
use crate::codegen::lower::schema::union::Draft;
use crate::codegen::lower::schema::{LoweredSchema, Schemas};
use crate::codegen::model::{Shape, TypeId};
use crate::codegen::source::Pointer;

impl<'d> Schemas<'d> {
    /// Returns the children of a component schema as alternatives, if it is a base.
    pub(crate) fn children(&self, at: &Pointer) -> Option<Composition<'d>> {
        let base = self.document.inheritance.base(at)?;
        let keyword = base.discriminator.child("discriminator");
        let discriminator = Discriminator::of(keyword.resolve(&self.document.raw)?)?;
        let child = |at: &Pointer| SubSchema::new(Form::Reference(at.clone()), at.clone());
        Some(Composition {
            alternatives: base.children.iter().map(child).collect(),
            at: keyword,
            discriminator: Some(discriminator),
        })
    }

    /// Makes a union of a component schema that is a base. Returns nothing where it is none.
    pub(crate) fn base(&mut self, name: &str, id: TypeId, at: &Pointer) -> Option<LoweredSchema> {
        self.warn_of_no_children(name, at);
        let children = self.children(at)?;
        let discriminator = children.discriminator?;
        let mut schema = self.gathered(at);
        self.settle(&mut schema);
        let is_object = matches!(schema.kind, None | Some(Kind::Object));
        if !is_object || !schema.compositions.is_empty() || schema.values.is_some() {
            let message = format!(
                "`{name}` is no plain object, so that the schemas with it in `allOf` never come out of it"
            );
            let help = "write `oneOf` with all of them where one of them is meant";
            self.complain_once(Code::UNUSED_DISCRIMINATOR, at, &message, help);
            return None;
        }
        // What a base hands down is checked where it stands.
        if children.at.prefix(3) == *at {
            let fate = format!("read as `{name}` without more");
            self.check_mapping(discriminator, &[at], &children.at.child("mapping"), &fate);
        }
        let mut drafts: Vec<Draft> = Vec::with_capacity(children.alternatives.len() + 1);
        for child in &children.alternatives {
            let label = self.name_of(child).unwrap_or_default().to_owned();
            drafts.push(Draft {
                lowered: self.sub_schema(child, &label),
                tags: self.tags(child, discriminator),
                at: child.at.clone(),
                label,
            });
        }
        let common = ResolvedSchema {
            default: None,
            example: None,
            nullable: None,
            ..schema.clone()
        };
        let lowered = self.decide(common, &format!("{name}_base"), Definition::Inline);
        let common = lowered.ty.clone();
        drafts.push(Draft {
            label: "base".to_owned(),
            at: at.clone(),
            lowered,
            tags: Vec::new(),
        });
        let mut shape = self.union_shape(drafts, Some(discriminator), &children.at);
        if let Shape::Union(union) = &mut shape {
            union.common = Some(common);
        }
        Some(self.define_in(id, shape, &schema, name))
    }

    /// A discriminator needs alternatives, or schemas that inherit it.
    fn warn_of_no_children(&mut self, name: &str, at: &Pointer) {
        let Some(place) = self.document.inheritance.without_children(at) else {
            return;
        };
        let message = format!("`{name}` has no `oneOf`, and no schema has it in `allOf`");
        let help = "say in `oneOf` what the discriminator tells apart; values are read as this schema alone";
        let place = place.child("discriminator");
        self.complain_once(Code::UNUSED_DISCRIMINATOR, &place, &message, help);
    }
}
