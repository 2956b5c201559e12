//! Evidence that nothing is told by is left out.
//!
//! In: the alternatives of a union, and how they are told apart. Out: the same with what a reader
//! of values has to look at, and nothing besides. Deliberately absent: how they are told apart.

use crate::codegen::lower::schema::discrimination::difference::is_inside;
use crate::codegen::model::{Alternative, Discrimination, JsonTypes, Marker};

/// Leaves out the evidence that nothing is told by.
pub(super) fn trim(variants: &mut [Alternative], discrimination: &Discrimination) {
    let types: Vec<JsonTypes> = variants.iter().map(|one| one.evidence.types).collect();
    let by_tag = matches!(discrimination, Discrimination::Tag(_));
    let members: Vec<Vec<Marker>> = variants
        .iter()
        .map(|one| one.evidence.members.clone())
        .collect();
    for (index, variant) in variants.iter_mut().enumerate() {
        let alone = types
            .iter()
            .enumerate()
            .all(|(other, types)| other == index || !types.meets(variant.evidence.types));
        // One that has a tag is told by that alone.
        if alone || (by_tag && !variant.tags.is_empty()) {
            variant.evidence.values.clear();
            variant.evidence.members.clear();
        } else {
            let others = members.iter().enumerate();
            let others = others.filter(|(other, _)| *other != index);
            let others: Vec<&Marker> = others.flat_map(|(_, members)| members).collect();
            for marker in &mut variant.evidence.members {
                let mut twins = others
                    .iter()
                    .filter(|one| one.wire_name == marker.wire_name);
                if !twins.any(|twin| is_inside(marker, twin)) {
                    marker.members.clear();
                }
            }
            retain_telling(&mut variant.evidence.members);
        }
    }
}

/// A member that may be absent and may have any value tells nothing by itself.
fn retain_telling(markers: &mut Vec<Marker>) {
    for marker in markers.iter_mut() {
        retain_telling(&mut marker.members);
    }
    markers.retain(|one| one.required || !one.values.is_empty() || !one.members.is_empty());
}
