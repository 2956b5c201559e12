//! The types that get names: where they are kept while lowering goes on.
//!
//! In: shapes. Out: [`TypeDef`]s, each in a place that was taken when
//! the type was first met, so that types may refer to themselves. A component
//! schema has one place however often it is referred to. Deliberately absent: what
//! a schema means (see `schema.rs`).

use std::collections::HashSet;

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::naming;
use crate::codegen::lower::naming::{Case, Scope, Wish};
use crate::codegen::lower::schema::LoweredSchema;
use crate::codegen::lower::schema::Schemas;
use crate::codegen::lower::schema::sub_schema::{Form, SubSchema};
use crate::codegen::lower::schema::traits::by_value;
use crate::codegen::model::{Alias, Docs, Ident, Shape, Traits, TypeDef, TypeId, TypeRef};
use crate::codegen::source::Pointer;

/// Where a type is about to be defined.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    /// The place of a component schema, which has claimed its name.
    Component(TypeId),
    /// Nowhere yet: the schema stands in passing.
    Passing,
}

impl<'d> Schemas<'d> {
    /// Returns the type of a named schema. Its inside is looked at later, so
    /// that schemas may refer to each other in any number and in circles.
    pub(crate) fn component(&mut self, at: &Pointer) -> TypeId {
        if let Some(&id) = self.components.get(at) {
            return id;
        }
        let id = self.reserve();
        self.components.insert(at.clone(), id);
        self.open.push_back(at.clone());
        id
    }

    /// Looks at the inside of all named schemas that have been referred to.
    pub(crate) fn finish_components(&mut self) {
        while let Some(at) = self.open.pop_front() {
            let name = self.document.schemas.get(&at);
            if let (Some(name), Some(&id)) = (name, self.components.get(&at)) {
                self.finish_component(name, id, &at);
            }
        }
    }

    /// Returns what stands in the place of a named schema.
    pub(crate) fn named(&self, at: &Pointer) -> SubSchema<'d> {
        let component = self.at(at);
        // A schema that is no reference itself stands here for its own inside.
        match (
            component.reference() == Some(at),
            at.resolve(&self.document.raw),
        ) {
            (true, Some(value)) => SubSchema::new(Form::Value(value), at.clone()),
            _ => component,
        }
    }

    fn finish_component(&mut self, name: &str, id: TypeId, at: &Pointer) {
        let component = self.named(at);
        let typed = if component.reference().is_some() {
            self.piece(&component, name)
        } else {
            let mut schema = self.reader.read(&component.form, at);
            schema.sources.push(at.clone());
            self.whole(schema, name, Place::Component(id))
        };
        self.define_alias(id, name, at, &typed);
    }

    /// Fills the place of a type with another name for what its schema became,
    /// unless a struct or an enum has taken the place itself.
    pub(crate) fn define_alias(
        &mut self,
        id: TypeId,
        name: &str,
        at: &Pointer,
        typed: &LoweredSchema,
    ) {
        if self.types.get(id.0).is_some_and(Option::is_none) {
            let shape = Shape::Alias(Alias {
                ty: typed.ty.clone(),
                rule: Box::new(typed.rule.clone()),
            });
            let def = TypeDef {
                shape,
                ..blank(name, typed.docs.clone(), at)
            };
            self.define(id, def);
        }
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

    /// Returns the types, each with its name; every place is filled unless there
    /// were errors.
    pub(crate) fn finish_types(&mut self) -> Vec<TypeDef> {
        self.finish_components();
        let mut types: Vec<TypeDef> = std::mem::take(&mut self.types)
            .into_iter()
            .flatten()
            .collect();
        self.name_types(&mut types);
        for (index, def) in types.iter().enumerate() {
            let told = self.told.iter().any(|(at, _)| at.prefix(3) == def.origin);
            if !told && names_only_itself(&types, index) {
                self.diagnostics
                    .report(
                        Code::CIRCULAR_SCHEMA,
                        &def.origin,
                        format!("`{}` is made of nothing but itself", def.name),
                    )
                    .help("put an object in between, or give it another type");
            }
        }
        types
    }

    /// Names all types at once: component schemas first, so that a schema that
    /// stands in passing never takes the name of one that has its own.
    fn name_types(&mut self, types: &mut [TypeDef]) {
        let mut scope = Scope::new(Case::Pascal, naming::TYPES);
        let named: HashSet<usize> = self.components.values().map(|id| id.0).collect();
        for of_component in [true, false] {
            let (indices, wishes): (Vec<usize>, Vec<Wish>) = types
                .iter()
                .enumerate()
                .filter(|(index, _)| named.contains(index) == of_component)
                .map(|(index, def)| {
                    let wish = Wish::new(&def.name, &def.origin);
                    (
                        index,
                        if of_component {
                            wish
                        } else {
                            wish.in_passing()
                        },
                    )
                })
                .unzip();
            let idents = scope.claim_all(&wishes, self.diagnostics);
            for (index, ident) in indices.into_iter().zip(idents) {
                if let Some(def) = types.get_mut(index) {
                    def.ident = ident;
                }
            }
        }
    }

    /// Takes the place of a type, before its inside is looked at.
    pub(crate) fn take(&mut self, place: Place) -> TypeId {
        match place {
            Place::Component(id) => id,
            Place::Passing => self.reserve(),
        }
    }

    /// Defines a type in its place.
    pub(crate) fn define_in(
        &mut self,
        id: TypeId,
        shape: Shape,
        at: &Pointer,
        name: &str,
        docs: &Docs,
    ) -> LoweredSchema {
        let def = TypeDef {
            shape,
            ..blank(name, docs.clone(), at)
        };
        self.define(id, def);
        LoweredSchema::plain(TypeRef::Named(id))
    }
}

/// Whether a type leads back to itself by way of aliases and alternatives, with
/// nothing of its own in between: reading it would never end.
fn names_only_itself(types: &[TypeDef], start: usize) -> bool {
    let mut seen = vec![false; types.len()];
    let mut open = vec![start];
    while let Some(index) = open.pop() {
        let inside: Vec<&TypeRef> = match types.get(index).map(|def| &def.shape) {
            Some(Shape::Alias(alias)) => vec![&alias.ty],
            Some(Shape::Union(union)) => union.variants.iter().map(|one| &one.ty).collect(),
            _ => continue,
        };
        for TypeId(next) in inside.into_iter().filter_map(by_value) {
            if next == start {
                return true;
            }
            if let Some(fresh @ false) = seen.get_mut(next) {
                *fresh = true;
                open.push(next);
            }
        }
    }
    false
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
        order: 0,
    }
}
