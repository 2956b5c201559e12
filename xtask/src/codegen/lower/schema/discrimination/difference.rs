//! Whether a value can tell two alternatives apart.
//!
//! In: the [`Evidence`] of alternatives. Out: whether values of one can be known not to be of the
//! other, by their types, members and constants, or by members of members; and the pairs of which
//! nothing can be known. Deliberately absent: what is made of it.

use crate::codegen::lower::schema::discrimination::discrimination;
use crate::codegen::lower::schema::discrimination::evidence::{Drafts, evidence, look_inside};
use crate::codegen::lower::schema::draft::UnionDraft;
use crate::codegen::model::{
    Alternative, Discrimination, Evidence, Ident, JsonTypes, Literal, Marker, TypeRef,
};

/// Whether a value that fits one can be known not to fit the other.
pub(super) fn differ(one: &Evidence, two: &Evidence) -> bool {
    if one.types.meets(JsonTypes::OBJECT) && two.types.meets(JsonTypes::OBJECT) {
        return members_differ(&one.members, &two.members);
    }
    excludes(&one.values, &two.values) || excludes(&two.values, &one.values)
}

/// Whether the members of two objects tell that they are not the same.
pub(super) fn members_differ(one: &[Marker], two: &[Marker]) -> bool {
    let alone = |one: &[Marker], two: &[Marker]| {
        one.iter()
            .any(|marker| match named(two, &marker.wire_name) {
                Some(twin) => marker_differs(marker, twin),
                None => marker.required,
            })
    };
    alone(one, two) || alone(two, one)
}

fn named<'m>(markers: &'m [Marker], name: &str) -> Option<&'m Marker> {
    markers.iter().find(|marker| marker.wire_name == name)
}

/// Whether the values of a member of one are not those of the same member of another.
fn marker_differs(one: &Marker, two: &Marker) -> bool {
    let constant = !two.values.is_empty() && excludes(&one.values, &two.values);
    let told = one.required || two.required;
    constant || is_inside(one, two) || (told && !one.types.meets(two.types))
}

/// Whether two members are objects whose own members tell them apart.
pub(super) fn is_inside(one: &Marker, two: &Marker) -> bool {
    let object = |marker: &Marker| marker.types == JsonTypes::OBJECT && !marker.members.is_empty();
    object(one) && object(two) && members_differ(&one.members, &two.members)
}

/// Whether values are listed, and none of them is among others.
fn excludes(listed: &[Literal], others: &[Literal]) -> bool {
    !listed.is_empty() && !listed.iter().any(|value| others.contains(value))
}

/// The pairs of alternatives that nothing tells apart. Where they are not told apart at first
/// sight, members of members become evidence.
pub(super) fn alike<'t>(
    types: Drafts<'t>,
    union: &'t UnionDraft,
    all: &mut [Alternative],
) -> Vec<(Ident, Ident)> {
    let evidence: Vec<Evidence> = all.iter().map(|one| one.evidence.clone()).collect();
    if union.tag.is_some() || discrimination(&evidence) != Discrimination::InOrder {
        return Vec::new();
    }
    for one in &mut *all {
        let draft = union.variants.iter().find(|draft| draft.ident == one.ident);
        if let Some(draft) = draft {
            look_inside(types, &draft.ty, &mut one.evidence.members);
        }
    }
    let mut alike = Vec::new();
    for (index, one) in all.iter().enumerate() {
        for two in &all[index + 1..] {
            let (own, other) = (&one.evidence, &two.evidence);
            let both = own.types.meets(other.types) && !differ(own, other);
            if both && is_alike(types, one, two) {
                alike.push((one.ident.clone(), two.ident.clone()));
            }
        }
    }
    alike
}

/// Whether reading does not tell either: of objects, by members that only one of them knows; of
/// lists, by their items. What is any value, or any object, is meant for what the others are not.
fn is_alike(types: Drafts<'_>, one: &Alternative, two: &Alternative) -> bool {
    let is_rest = |one: &Alternative| match types.resolve(&one.ty) {
        TypeRef::Json => true,
        TypeRef::Map(value) => *types.resolve(value) == TypeRef::Json,
        _ => false,
    };
    if is_rest(one) || is_rest(two) {
        return false;
    }
    if let (TypeRef::List(own), TypeRef::List(other)) =
        (types.resolve(&one.ty), types.resolve(&two.ty))
    {
        let (own, other) = (evidence(types, own, 0), evidence(types, other, 0));
        let is_required = |marker: &&Marker| marker.required;
        let lacks = |one: &Evidence, two: &Evidence| {
            let mut required = one.members.iter().filter(is_required);
            required.any(|marker| !two.known.contains(&marker.wire_name))
        };
        return own.types.meets(other.types) && !lacks(&own, &other) && !lacks(&other, &own);
    }
    let knows_all =
        |one: &Evidence, two: &Evidence| one.known.iter().all(|name| two.known.contains(name));
    knows_all(&one.evidence, &two.evidence) && knows_all(&two.evidence, &one.evidence)
}
