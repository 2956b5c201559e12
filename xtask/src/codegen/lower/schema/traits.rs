//! What follows from the types as a whole: derives, boxes, and what is sent.
//!
//! In: the [`Shape`]s of all types. Out: the [`Traits`] of each, whether its values leave
//! with a request, and types that contain themselves boxed. Deliberately absent: new types
//! and names.

use crate::codegen::model::{Operation, Resource, Shape, Traits, TypeId, TypeRef};

/// Returns the traits that each type can have.
pub(crate) fn traits(shapes: &[Shape]) -> Vec<Traits> {
    let inexact = reaching(shapes, |shape| uses(shape).any(TypeRef::has_float));
    let traits = shapes.iter().zip(inexact).map(|(shape, inexact)| {
        let default = match shape {
            Shape::Struct(shape) => {
                let mut fields = shape.fields.iter();
                !fields.any(|field| field.presence.is_required())
            }
            Shape::Enum(_) | Shape::Values(_) | Shape::Union(_) | Shape::Alias(_) => false,
        };
        Traits {
            default,
            eq: !inexact,
        }
    });
    traits.collect()
}

/// Returns for each type whether its values leave with a request.
pub(crate) fn sent(shapes: &[Shape], resources: &[Resource]) -> Vec<bool> {
    let operations = resources.iter().flat_map(|all| &all.operations);
    let all = operations.flat_map(Operation::sent);
    let mut sent = vec![false; shapes.len()];
    walk(shapes, all.filter_map(TypeRef::named), |index| {
        !std::mem::replace(&mut sent[index], true)
    });
    sent
}

/// Walks types and what they are made of, each before what is inside it, which is passed over
/// where `enter` says no.
pub(crate) fn walk(
    shapes: &[Shape],
    start: impl Iterator<Item = TypeId>,
    mut enter: impl FnMut(usize) -> bool,
) {
    let mut open: Vec<TypeId> = start.collect();
    while let Some(TypeId(index)) = open.pop() {
        if enter(index) {
            let inside: Vec<TypeId> = uses(&shapes[index]).filter_map(TypeRef::named).collect();
            open.extend(inside.into_iter().rev());
        }
    }
}

/// Returns for each type whether `own` holds for it or for a type inside it.
fn reaching(shapes: &[Shape], own: impl Fn(&Shape) -> bool) -> Vec<bool> {
    let inside = |shape| uses(shape).filter_map(TypeRef::named).map(|id| id.0);
    let users = reversed(
        &shapes
            .iter()
            .map(|shape| inside(shape).collect())
            .collect::<Vec<_>>(),
    );
    let mut holds: Vec<bool> = shapes.iter().map(own).collect();
    let mut open: Vec<usize> = (0..shapes.len()).filter(|&index| holds[index]).collect();
    while let Some(index) = open.pop() {
        for &user in &users[index] {
            if !std::mem::replace(&mut holds[user], true) {
                open.push(user);
            }
        }
    }
    holds
}

/// The same edges, each from its end to its start.
fn reversed(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut back: Vec<Vec<usize>> = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        targets.iter().for_each(|&to| back[to].push(from));
    }
    back
}

/// The types of which a type is made.
pub(crate) fn uses(shape: &Shape) -> impl Iterator<Item = &TypeRef> {
    let (fields, variants, alone) = match shape {
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

/// Boxes the fields through which a struct would contain itself by value.
pub(crate) fn box_cycles(shapes: &mut [Shape]) {
    let inside: Vec<Vec<usize>> = shapes
        .iter()
        .map(|shape| uses(shape).filter_map(by_value).map(|id| id.0).collect())
        .collect();
    let knots = knots(&inside);
    for (index, shape) in shapes.iter_mut().enumerate() {
        let inside: Vec<&mut TypeRef> = match shape {
            Shape::Struct(def) => def.fields.iter_mut().map(|field| &mut field.ty).collect(),
            Shape::Union(def) => def.variants.iter_mut().map(|one| &mut one.ty).collect(),
            Shape::Enum(_) | Shape::Values(_) | Shape::Alias(_) => continue,
        };
        for ty in inside {
            if by_value(ty).is_some_and(|id| knots[id.0] == knots[index]) {
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
pub(crate) fn knots(edges: &[Vec<usize>]) -> Vec<Option<usize>> {
    let mut finished = Vec::with_capacity(edges.len());
    let mut seen = vec![None; edges.len()];
    for start in 0..edges.len() {
        visit(edges, start, 0, &mut seen, |node| finished.push(node));
    }
    let back = reversed(edges);
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
        if marks[node].is_none() {
            marks[node] = Some(mark);
            path.push((node, 0));
        }
    };
    enter(start, &mut path);
    while let Some((node, next)) = path.last_mut() {
        let target = edges[*node].get(*next).copied();
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
