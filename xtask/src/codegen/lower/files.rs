//! Which file a type is printed into.
//!
//! In: the [`Shape`]s of all types, and the [`Resource`]s. Out: for each type the module of
//! the one resource that uses it, or none where several or no resources do: those stand in
//! `shared`; and its place in the file. Types keep the order of the description within a
//! file. Deliberately absent: paths, which are the emitters'.

use crate::codegen::lower::schema::traits::walk;
use crate::codegen::model::{Ident, Resource, Shape, TypeId, TypeRef};

/// Assigns every type to a file.
pub(crate) fn modules(shapes: &[Shape], resources: &[Resource]) -> Vec<Option<Ident>> {
    let mut owners: Vec<Owner> = vec![Owner::Nobody; shapes.len()];
    for resource in resources {
        for operation in &resource.operations {
            let types = operation.sent().chain(operation.received());
            walk(shapes, types.filter_map(TypeRef::named), |index| {
                owners[index] = match &owners[index] {
                    Owner::Nobody => Owner::One(resource.module.clone()),
                    Owner::One(other) if *other != resource.module => Owner::Several,
                    Owner::One(_) | Owner::Several => return false,
                };
                true
            });
        }
    }
    let module = |owner| match owner {
        Owner::One(module) => Some(module),
        Owner::Nobody | Owner::Several => None,
    };
    owners.into_iter().map(module).collect()
}

/// Puts every type behind the one that uses it first, and those that none uses
/// in the order of the description.
pub(crate) fn order(shapes: &[Shape]) -> Vec<usize> {
    let mut order: Vec<Option<usize>> = vec![None; shapes.len()];
    let mut next = 0;
    walk(shapes, (0..shapes.len()).rev().map(TypeId), |index| {
        let is_new = order[index].is_none();
        if is_new {
            order[index] = Some(next);
            next += 1;
        }
        is_new
    });
    order.into_iter().flatten().collect()
}

#[derive(Clone, PartialEq, Eq)]
enum Owner {
    Nobody,
    One(Ident),
    Several,
}
