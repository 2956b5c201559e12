//! The types that get names: where they are kept while lowering goes on.
//!
//! Comes in: shapes. Goes out: [`TypeDef`]s, each in a place that was taken when
//! the type was first met, so that types may refer to themselves. A component
//! schema has one place however often it is referred to. Deliberately absent: what
//! a schema means (see `schema.rs`).

use openapiv3::{ReferenceOr, Schema};

use super::Lowering;
use super::reference::component_place;
use super::schema::{Typed, borrow};
use crate::codegen::document::pointer::Pointer;
use crate::codegen::model::{Alias, Docs, Ident, Shape, Traits, TypeDef, TypeId, TypeRef};

/// Where a type is about to be defined.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// The place of a component schema, which has claimed its name.
    Component(TypeId),
    /// Nowhere yet: the schema stands in passing.
    Passing,
}

impl Lowering<'_> {
    /// Returns the type of a component schema, lowering it where that has not
    /// happened yet.
    pub(super) fn component(&mut self, name: &str) -> Option<TypeId> {
        let (name, schema) = self
            .document
            .openapi
            .components
            .as_ref()?
            .schemas
            .get_key_value(name)?;
        if let Some(&id) = self.components.get(name.as_str()) {
            return Some(id);
        }
        let at = component_place::<Schema>(name);
        let ident = self.type_names.claim(name, &at, self.diagnostics);
        let id = self.reserve();
        self.components.insert(name, id);
        if matches!(schema, ReferenceOr::Item(schema) if schema.schema_data.nullable) {
            self.nullable.insert(id);
        }
        let typed = match schema {
            ReferenceOr::Item(schema) => self.named(schema, &at, name, Place::Component(id)),
            ReferenceOr::Reference { .. } => self.schema(borrow(schema), &at, name),
        };
        if typed.nullable {
            self.nullable.insert(id);
        }
        // A struct or an enum has taken the place itself.
        if self.types.get(id.0).is_some_and(Option::is_none) {
            let alias = Alias {
                ty: typed.ty,
                rule: Box::new(typed.rule),
            };
            let shape = Shape::Alias(alias);
            self.define(
                id,
                TypeDef {
                    ident,
                    shape,
                    ..blank(name, typed.docs, &at)
                },
            );
        } else if let Some(Some(def)) = self.types.get_mut(id.0) {
            def.ident = ident;
        }
        Some(id)
    }

    /// Takes a place for a type that is about to be defined.
    fn reserve(&mut self) -> TypeId {
        self.types.push(None);
        TypeId(self.types.len() - 1)
    }

    fn define(&mut self, id: TypeId, def: TypeDef) {
        if let Some(place) = self.types.get_mut(id.0) {
            *place = Some(def);
        }
    }

    /// Returns the types; every place is filled unless there were errors.
    pub(super) fn finish_types(&mut self) -> Vec<TypeDef> {
        let types: Vec<TypeDef> = std::mem::take(&mut self.types)
            .into_iter()
            .flatten()
            .collect();
        for def in &types {
            if names_only_itself(&types, def) {
                self.diagnostics
                    .error(
                        &def.origin,
                        format!("`{}` is made of nothing but itself", def.name),
                    )
                    .help("put an object in between, or give it another type");
            }
        }
        types
    }

    /// Takes the place of a type, before its inside is looked at.
    pub(super) fn take(&mut self, place: Place) -> (TypeId, Place) {
        match place {
            Place::Component(id) => (id, place),
            Place::Passing => (self.reserve(), place),
        }
    }

    /// Defines a type in its place; one that stands in passing claims its name now.
    pub(super) fn define_in(
        &mut self,
        (id, place): (TypeId, Place),
        shape: Shape,
        at: &Pointer,
        name: &str,
        docs: &Docs,
    ) -> Typed {
        let mut def = TypeDef {
            shape,
            ..blank(name, docs.clone(), at)
        };
        if let Place::Passing = place {
            def.ident = self.type_names.claim(name, at, self.diagnostics);
        }
        self.define(id, def);
        Typed::plain(TypeRef::Named(id))
    }
}

/// Whether following an alias leads back to it, with no object in between.
fn names_only_itself(types: &[TypeDef], def: &TypeDef) -> bool {
    let mut next = &def.shape;
    for _ in 0..=types.len() {
        let Shape::Alias(alias) = next else {
            return false;
        };
        match alias.ty.named().and_then(|id| types.get(id.0)) {
            Some(target) => next = &target.shape,
            None => return false,
        }
    }
    true
}

/// A definition with everything that later steps decide left open.
fn blank(name: &str, docs: Docs, at: &Pointer) -> TypeDef {
    TypeDef {
        name: name.to_owned(),
        ident: Ident(String::new()),
        docs,
        shape: Shape::Alias(Alias {
            ty: TypeRef::Json,
            rule: Box::default(),
        }),
        traits: Traits {
            default: false,
            eq: false,
        },
        sent: false,
        module: None,
        origin: at.clone(),
    }
}
