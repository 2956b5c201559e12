//! Which file a type is printed into.
//!
//! In: an [`Api`]. Out: the same, each type with the module of the
//! one resource that uses it, or none where several or no resources do: those
//! stand in `shared`. Types keep the order of the description within a file.
//! Deliberately absent: paths, which are the emitters'.

use crate::codegen::lower::schema::traits::uses;
use crate::codegen::model::{Api, Ident, TypeId, TypeRef};

/// Assigns every type to a file.
pub(crate) fn assign(api: &mut Api) {
    let mut owners: Vec<Owner> = vec![Owner::Nobody; api.types.0.len()];
    for resource in &api.resources {
        for operation in &resource.operations {
            let mut open = Vec::new();
            for ty in operation.sent().chain(operation.received()) {
                open.extend(ty.named());
            }
            claim(api, &resource.module, open, &mut owners);
        }
    }
    for (def, owner) in api.types.0.iter_mut().zip(owners) {
        def.module = match owner {
            Owner::One(module) => Some(module),
            Owner::Nobody | Owner::Several => None,
        };
    }
}

/// Puts every type behind the one that uses it first, and those that none uses
/// in the order of the description.
pub(crate) fn order(api: &mut Api) {
    let mut order: Vec<Option<usize>> = vec![None; api.types.0.len()];
    let mut next = 0;
    for start in 0..order.len() {
        let mut open = vec![TypeId(start)];
        while let Some(id) = open.pop() {
            let Some(place @ None) = order.get_mut(id.0) else {
                continue;
            };
            *place = Some(next);
            next += 1;
            let inside: Vec<TypeId> = uses(api.types.get(id)).filter_map(TypeRef::named).collect();
            open.extend(inside.into_iter().rev());
        }
    }
    for (def, order) in api.types.0.iter_mut().zip(order) {
        def.order = order.unwrap_or_default();
    }
}

#[derive(Clone, PartialEq, Eq)]
enum Owner {
    Nobody,
    One(Ident),
    Several,
}

/// Marks everything that can be reached as used by a module.
fn claim(api: &Api, module: &Ident, mut open: Vec<TypeId>, owners: &mut [Owner]) {
    while let Some(id) = open.pop() {
        let Some(owner) = owners.get_mut(id.0) else {
            continue;
        };
        let next = match owner {
            Owner::Nobody => Owner::One(module.clone()),
            Owner::One(other) if other != module => Owner::Several,
            Owner::One(_) | Owner::Several => continue,
        };
        *owner = next;
        open.extend(uses(api.types.get(id)).filter_map(TypeRef::named));
    }
}
