//! Which file a type is printed into.
//!
//! Comes in: an [`Api`]. Goes out: the same, each type with the module of the
//! one resource that uses it, or none where several or no resources do: those
//! stand in `shared`. Types keep the order of the description within a file.
//! Deliberately absent: paths, which are the emitters'.

use crate::codegen::model::{Api, Ident, Shape, TypeId, TypeRef};

/// Assigns every type to a file.
pub(super) fn assign(api: &mut Api) {
    let mut owners: Vec<Owner> = vec![Owner::Nobody; api.types.0.len()];
    for resource in &api.resources {
        for operation in &resource.operations {
            let mut open = Vec::new();
            for ty in operation.sent().chain(operation.received()) {
                named(ty, &mut open);
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
        match &api.types.get(id).shape {
            Shape::Struct(def) => {
                open.extend(def.fields.iter().filter_map(|field| field.ty.named()))
            }
            Shape::Alias(alias) => open.extend(alias.ty.named()),
            Shape::Enum(_) => {}
        }
    }
}

fn named(ty: &TypeRef, into: &mut Vec<TypeId>) {
    match ty {
        TypeRef::Named(id) => into.push(*id),
        TypeRef::List(ty) | TypeRef::Map(ty) | TypeRef::Nullable(ty) | TypeRef::Boxed(ty) => {
            named(ty, into)
        }
        TypeRef::Bool
        | TypeRef::I32
        | TypeRef::I64
        | TypeRef::F32
        | TypeRef::F64
        | TypeRef::String
        | TypeRef::File
        | TypeRef::Json => {}
    }
}
