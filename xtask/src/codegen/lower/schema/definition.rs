//! The types that get names: where they are kept while lowering goes on.
//!
//! In: shapes. Out: [`TypeDraft`]s, each in a place that was taken when
//! the type was first met, so that types may refer to themselves. A component
//! schema has one place however often it is referred to. Deliberately absent: what
//! a schema means (see `schema.rs`), and what follows from all types together.

use std::collections::HashSet;

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::naming::{self, Case, NameRequest, Scope};
use crate::codegen::lower::schema::draft::{Definition, TypeDraft, UnionDraft};
use crate::codegen::lower::schema::resolved::ResolvedSchema;
use crate::codegen::lower::schema::sub_schema::{Form, SubSchema};
use crate::codegen::lower::schema::{LoweredSchema, Schemas, traits::by_value};
use crate::codegen::model::{Alias, Docs, Ident, Shape, TypeId, TypeRef};
use crate::codegen::source::Pointer;

impl<'d> Schemas<'d> {
    /// Returns the type of a named schema. Its inside is looked at later, so
    /// that schemas may refer to each other in any number and in circles.
    pub(crate) fn component(&mut self, at: &Pointer) -> TypeId {
        if let Some(&id) = self.components.get(at) {
            return id;
        }
        let id = self.take(Definition::Inline);
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
        let lowered = if let Some(lowered) = self.base(name, id, at) {
            lowered
        } else if component.reference().is_some() {
            self.sub_schema(&component, name)
        } else {
            let mut schema = self.reader.read(&component.form, at);
            schema.sources.push(at.clone());
            self.whole(schema, name, Definition::Named(id))
        };
        self.define_alias(id, name, at, &lowered);
    }

    /// Fills the place of a type with another name for what its schema became,
    /// unless a struct or an enum has taken the place itself.
    pub(crate) fn define_alias(
        &mut self,
        id: TypeId,
        name: &str,
        at: &Pointer,
        lowered: &LoweredSchema,
    ) {
        if self.types.get(id.0).is_some_and(Option::is_none) {
            let shape = Shape::Alias(Alias {
                ty: lowered.ty.clone(),
                constraints: Box::new(lowered.constraints.clone()),
            });
            self.define(id, name, &lowered.docs, shape, at);
        }
    }

    fn define(
        &mut self,
        id: TypeId,
        name: &str,
        docs: &Docs,
        shape: Shape<UnionDraft>,
        at: &Pointer,
    ) {
        self.types[id.0] = Some(TypeDraft {
            name: name.to_owned(),
            docs: docs.clone(),
            shape,
            origin: at.clone(),
        });
    }

    /// Returns the types, each with its name; none where one could not be made, which is an
    /// error.
    pub(crate) fn finish_types(&mut self) -> Option<Vec<(Ident, TypeDraft)>> {
        self.finish_components();
        let idents = self.type_names();
        let types = std::mem::take(&mut self.types);
        for draft in types.iter().flatten() {
            let mut reported = self.reported.iter();
            let is_reported = reported.any(|(at, _)| at.prefix(3) == draft.origin);
            if !is_reported && names_only_itself(&types, draft) {
                let message = format!("`{}` is made of nothing but itself", draft.name);
                self.diagnostics
                    .report(Code::CIRCULAR_SCHEMA, &draft.origin, message)
                    .help("put an object in between, or give it another type");
            }
        }
        let named = idents.into_iter().zip(types);
        named.map(|(ident, draft)| Some((ident?, draft?))).collect()
    }

    /// Names all types at once: component schemas first, so that a schema that
    /// is inline never takes the name of one that has its own.
    fn type_names(&mut self) -> Vec<Option<Ident>> {
        let mut scope = Scope::new(Case::Pascal, naming::TYPES);
        let named: HashSet<usize> = self.components.values().map(|id| id.0).collect();
        let mut idents = vec![None; self.types.len()];
        for of_component in [true, false] {
            let drafts = self.types.iter().enumerate();
            let drafts = drafts.filter(|(index, _)| named.contains(index) == of_component);
            let request = |(index, draft): (usize, &Option<TypeDraft>)| {
                let draft = draft.as_ref()?;
                let request = NameRequest::new(&draft.name, &draft.origin);
                Some((
                    index,
                    if of_component {
                        request
                    } else {
                        request.inline()
                    },
                ))
            };
            let (indices, requests): (Vec<usize>, Vec<NameRequest>) =
                drafts.filter_map(request).unzip();
            let claimed = scope.claim_all(requests, self.diagnostics);
            for (index, ident) in indices.into_iter().zip(claimed) {
                idents[index] = Some(ident);
            }
        }
        idents
    }

    /// Takes the place of a type, before its inside is looked at.
    pub(crate) fn take(&mut self, definition: Definition) -> TypeId {
        match definition {
            Definition::Named(id) => id,
            Definition::Inline => {
                self.types.push(None);
                TypeId(self.types.len() - 1)
            }
        }
    }

    /// Defines a type in its place.
    pub(crate) fn define_in(
        &mut self,
        id: TypeId,
        shape: Shape<UnionDraft>,
        schema: &ResolvedSchema<'d>,
        name: &str,
    ) -> LoweredSchema {
        self.define(id, name, &schema.docs, shape, &schema.at);
        LoweredSchema::plain(TypeRef::Named(id))
    }
}

/// Whether a type leads back to itself by way of aliases and alternatives, with
/// nothing of its own in between: reading it would never end.
fn names_only_itself(types: &[Option<TypeDraft>], start: &TypeDraft) -> bool {
    let mut seen = vec![false; types.len()];
    let mut open = vec![start];
    while let Some(draft) = open.pop() {
        let inside: Vec<&TypeRef> = match &draft.shape {
            Shape::Alias(alias) => vec![&alias.ty],
            Shape::Union(union) => union.variants.iter().map(|one| &one.ty).collect(),
            _ => continue,
        };
        for TypeId(next) in inside.into_iter().filter_map(by_value) {
            let Some(draft) = &types[next] else { continue };
            if std::ptr::eq(draft, start) {
                return true;
            }
            if !std::mem::replace(&mut seen[next], true) {
                open.push(draft);
            }
        }
    }
    false
}
