//! Types that no value can have, since each would hold another one of itself.
//!
//! In: the drafts of all components. Out: the same, with the members optional through which they
//! would go on without end, and a warning for each. Deliberately absent: types that contain
//! themselves and may end, which are common (see `traits.rs`).

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::schema::Schemas;
use crate::codegen::lower::schema::traits::{by_value, knots};
use crate::codegen::model::{Field, Presence, Shape, TypeId, TypeRef};

impl Schemas<'_> {
    /// Makes members optional that no value could have.
    pub(crate) fn end_types(&mut self) {
        let drafts = self.types.iter().map(Option::as_ref);
        let edges: Vec<Vec<usize>> = drafts
            .map(|draft| match draft.map(|draft| &draft.shape) {
                Some(Shape::Struct(shape)) => {
                    let held = shape.fields.iter().filter_map(held);
                    held.map(|id| id.0).collect()
                }
                Some(Shape::Alias(alias)) => by_value(&alias.ty).iter().map(|id| id.0).collect(),
                // What is none of the alternatives is kept, whatever it is.
                _ => Vec::new(),
            })
            .collect();
        let knots = knots(&edges);
        for (index, draft) in self.types.iter_mut().enumerate() {
            let Some(draft) = draft else { continue };
            let Shape::Struct(shape) = &mut draft.shape else {
                continue;
            };
            for field in &mut shape.fields {
                if held(field).is_some_and(|id| knots[id.0] == knots[index]) {
                    field.presence = Presence::Optional;
                    let (name, member) = (&draft.name, &field.wire_name);
                    let message = format!(
                        "`{name}` requires `{member}`, which holds a `{name}` again, without end; \
                         it is read as optional"
                    );
                    self.diagnostics
                        .report(Code::ENDLESS_TYPE, &draft.origin, message)
                        .help("take it out of `required`, or allow null");
                }
            }
        }
    }
}

/// The type that each value holds in a field.
fn held(field: &Field) -> Option<TypeId> {
    match &field.ty {
        TypeRef::Named(id) if field.presence == Presence::Required => Some(*id),
        _ => None,
    }
}
