//! What follows from the types as a whole: derives, boxes, and what is sent.
//!
//! In: an [`Api`] whose types are all known. Out: the same with
//! [`Traits`] set, types that contain themselves boxed, and the types marked
//! that leave with a request. Deliberately absent: new types and names.

use crate::codegen::model::{Api, Operation, Payload, Shape, Traits, TypeDef, TypeId, TypeRef};

/// Derives what follows from the types.
pub(crate) fn derive(api: &mut Api) {
    box_cycles(&mut api.types.0);
    let inexact = reaching(&api.types.0, |def| uses(def).any(has_float));
    for (def, inexact) in api.types.0.iter_mut().zip(&inexact) {
        let default = match &def.shape {
            Shape::Struct(def) => def.fields.iter().all(|field| !field.presence.is_required()),
            Shape::Enum(_) | Shape::Values(_) | Shape::Union(_) | Shape::Alias(_) => false,
        };
        def.traits = Traits {
            default,
            eq: !inexact,
        };
    }
    mark_sent(api);
    let exact = |ty: &TypeRef| {
        !has_float(ty)
            && ty
                .named()
                .is_none_or(|id| !inexact.get(id.0).copied().unwrap_or(false))
    };
    for operation in api.resources.iter_mut().flat_map(|all| &mut all.operations) {
        let form = match operation.body.as_mut().map(|body| &mut body.payload) {
            Some(Payload::Multipart(form)) => Some(form),
            _ => None,
        };
        let holders = operation
            .query
            .iter_mut()
            .chain(&mut operation.headers)
            .chain(form);
        for inputs in holders {
            inputs.traits = Traits {
                default: inputs
                    .fields
                    .iter()
                    .all(|field| !field.presence.is_required()),
                eq: inputs.fields.iter().all(|field| exact(&field.ty)),
            };
        }
    }
}

/// Marks the types of which values leave with a request.
fn mark_sent(api: &mut Api) {
    let mut open: Vec<TypeId> = api
        .resources
        .iter()
        .flat_map(|all| &all.operations)
        .flat_map(Operation::sent)
        .filter_map(TypeRef::named)
        .collect();
    while let Some(id) = open.pop() {
        let Some(def) = api.types.0.get_mut(id.0) else {
            continue;
        };
        if !std::mem::replace(&mut def.sent, true) {
            open.extend(uses(def).filter_map(TypeRef::named));
        }
    }
}

/// Returns for each type whether `own` holds for it or for a type inside it.
fn reaching(types: &[TypeDef], own: impl Fn(&TypeDef) -> bool) -> Vec<bool> {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    for (user, def) in types.iter().enumerate() {
        for id in uses(def).filter_map(TypeRef::named) {
            users
                .get_mut(id.0)
                .into_iter()
                .for_each(|all| all.push(user));
        }
    }
    let mut holds: Vec<bool> = types.iter().map(own).collect();
    let mut open: Vec<usize> = (0..types.len())
        .filter(|&index| holds.get(index) == Some(&true))
        .collect();
    while let Some(index) = open.pop() {
        for &user in users.get(index).into_iter().flatten() {
            if let Some(fresh @ false) = holds.get_mut(user) {
                *fresh = true;
                open.push(user);
            }
        }
    }
    holds
}

/// The types of which a type is made.
pub(crate) fn uses(def: &TypeDef) -> impl Iterator<Item = &TypeRef> {
    let (fields, variants, alone) = match &def.shape {
        Shape::Struct(def) => {
            let further = def.further.as_ref().map(|further| &further.0);
            (def.fields.as_slice(), &[][..], further)
        }
        Shape::Union(def) => (&[][..], def.variants.as_slice(), None),
        Shape::Alias(alias) => (&[][..], &[][..], Some(&alias.ty)),
        Shape::Enum(_) | Shape::Values(_) => (&[][..], &[][..], None),
    };
    let fields = fields.iter().map(|field| &field.ty);
    let variants = variants.iter().map(|variant| &variant.ty);
    fields.chain(variants).chain(alone)
}

fn has_float(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::F32 | TypeRef::F64 => true,
        TypeRef::List(ty) | TypeRef::Map(ty) | TypeRef::Nullable(ty) | TypeRef::Boxed(ty) => {
            has_float(ty)
        }
        _ => false,
    }
}

/// Boxes the fields through which a struct would contain itself by value.
fn box_cycles(types: &mut [TypeDef]) {
    let inside: Vec<Vec<usize>> = types
        .iter()
        .map(|def| uses(def).filter_map(by_value).map(|id| id.0).collect())
        .collect();
    let knots = knots(&inside);
    for (index, def) in types.iter_mut().enumerate() {
        let inside: Vec<&mut TypeRef> = match &mut def.shape {
            Shape::Struct(def) => def.fields.iter_mut().map(|field| &mut field.ty).collect(),
            Shape::Union(def) => def.variants.iter_mut().map(|one| &mut one.ty).collect(),
            Shape::Enum(_) | Shape::Values(_) | Shape::Alias(_) => continue,
        };
        for ty in inside {
            if by_value(ty).is_some_and(|id| knots.get(id.0) == knots.get(index)) {
                let inner = std::mem::replace(ty, TypeRef::Json);
                *ty = TypeRef::Boxed(Box::new(inner));
            }
        }
    }
}

/// The type that a use contains without a pointer in between.
pub(crate) fn by_value(ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Named(id) => Some(*id),
        TypeRef::Nullable(ty) => by_value(ty),
        _ => None,
    }
}

/// Numbers the strongly connected components of a graph: two nodes have the
/// same number when each leads to the other. (Kosaraju's way, without recursion.)
fn knots(edges: &[Vec<usize>]) -> Vec<Option<usize>> {
    let mut back: Vec<Vec<usize>> = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        for &to in targets {
            back.get_mut(to).into_iter().for_each(|all| all.push(from));
        }
    }
    let mut finished = Vec::with_capacity(edges.len());
    let mut seen = vec![None; edges.len()];
    for start in 0..edges.len() {
        visit(edges, start, 0, &mut seen, |node| finished.push(node));
    }
    let mut knot = vec![None; edges.len()];
    for (number, &start) in finished.iter().rev().enumerate() {
        visit(&back, start, number, &mut knot, |_| {});
    }
    knot
}

/// Marks all that can be reached from a node, calling `leave` for each when
/// everything behind it is marked.
fn visit(
    edges: &[Vec<usize>],
    start: usize,
    mark: usize,
    marks: &mut [Option<usize>],
    mut leave: impl FnMut(usize),
) {
    let mut path = Vec::new();
    let mut enter = |node: usize, path: &mut Vec<(usize, usize)>| {
        if let Some(unmarked @ None) = marks.get_mut(node) {
            *unmarked = Some(mark);
            path.push((node, 0));
        }
    };
    enter(start, &mut path);
    while let Some((node, next)) = path.last_mut() {
        let target = edges.get(*node).and_then(|all| all.get(*next)).copied();
        *next += 1;
        match target {
            Some(target) => enter(target, &mut path),
            None => {
                leave(*node);
                path.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_that_lead_to_each_other_are_one_knot() {
        // 0 -> 1 -> 2 -> 1, 3 -> 3, 4
        let knots = knots(&[vec![1], vec![2], vec![1], vec![3], vec![]]);
        assert_eq!(knots[1], knots[2]);
        let different: std::collections::HashSet<_> = knots.iter().collect();
        assert_eq!(different.len(), 4);
    }
}
