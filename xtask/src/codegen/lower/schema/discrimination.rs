//! How the alternatives of unions are told apart.
//!
//! In: the shapes of all types. Out: the same, each union with the way of telling that its
//! alternatives allow, each of these with the [`Evidence`] of its values; types that are
//! nothing but lists of themselves become unions of one, since Rust has no endless alias.
//! Deliberately absent: schemas.

mod evidence;

use self::evidence::{Drafts, MAX_DEPTH, evidence, resolved};
use crate::codegen::lower::schema::draft::{AlternativeDraft, UnionDraft};
use crate::codegen::model::{
    Alias, Alternative, Discrimination, Docs, Evidence, Ident, JsonTypes, Literal, Marker, Shape,
    TypeId, TypeRef, Union,
};

/// What is known of an alternative beside its own draft.
struct Compared {
    evidence: Evidence,
    /// Whether no other alternative has its type.
    is_alone: bool,
    /// The tags of the alternatives that it has itself.
    inner_tags: Vec<String>,
}

/// Decides how values of unions are read.
pub(crate) fn discriminate(mut shapes: Vec<Shape<UnionDraft>>) -> Vec<Shape> {
    end_aliases(&mut shapes);
    let compared: Vec<Vec<Compared>> = shapes
        .iter()
        .map(|shape| match shape {
            Shape::Union(union) => compared(Drafts(&shapes), union),
            _ => Vec::new(),
        })
        .collect();
    let all = shapes.into_iter().zip(compared);
    all.map(|(shape, compared)| shape.map_union(|union| discriminated(union, compared)))
        .collect()
}

fn compared<'t>(types: Drafts<'t>, union: &'t UnionDraft) -> Vec<Compared> {
    let variants = union.variants.iter();
    let all: Vec<TypeRef> = variants.map(|one| resolved(types, &one.ty)).collect();
    let one = |(variant, own): (&'t AlternativeDraft, &TypeRef)| Compared {
        evidence: evidence(types, &variant.ty, 0),
        is_alone: all.iter().filter(|other| *other == own).count() == 1,
        inner_tags: match &union.tag {
            Some(tag) => inner_tags(types, &variant.ty, tag, 0),
            None => Vec::new(),
        },
    };
    union.variants.iter().zip(&all).map(one).collect()
}

/// The tags of a union within a union, where both are told by the same member.
fn inner_tags<'t>(types: Drafts<'t>, ty: &'t TypeRef, property: &str, depth: usize) -> Vec<String> {
    let TypeRef::Named(id) = ty else {
        return Vec::new();
    };
    let union = match types.shape(*id) {
        Shape::Union(union) if depth < MAX_DEPTH => union,
        _ => return Vec::new(),
    };
    let variants = union.variants.iter();
    match &union.tag {
        Some(tag) if tag == property => variants
            .flat_map(|one| {
                let inner = inner_tags(types, &one.ty, property, depth + 1);
                one.tags.iter().cloned().chain(inner)
            })
            .collect(),
        Some(_) => Vec::new(),
        None => {
            let mut all: Vec<Evidence> = variants.map(|one| evidence(types, &one.ty, 0)).collect();
            all.sort_by_key(rank);
            match discrimination(&all) {
                Discrimination::Tag(tag) if tag == property => all
                    .iter()
                    .flat_map(|evidence| constants(evidence, &tag))
                    .collect(),
                _ => Vec::new(),
            }
        }
    }
}

fn discriminated(union: UnionDraft, compared: Vec<Compared>) -> Union {
    let all = union.variants.into_iter().zip(compared);
    let mut variants: Vec<Alternative> = all
        .map(|(draft, compared)| Alternative {
            ident: draft.ident,
            ty: draft.ty,
            constraints: draft.constraints,
            docs: draft.docs,
            evidence: compared.evidence,
            from: compared.is_alone,
            tags: [draft.tags, compared.inner_tags].concat(),
        })
        .collect();
    // Each is tried after those that are more particular.
    variants.sort_by_key(|variant| rank(&variant.evidence));
    let discrimination = match union.tag {
        Some(tag) => Discrimination::Tag(tag),
        None => {
            let all: Vec<Evidence> = variants.iter().map(|one| one.evidence.clone()).collect();
            let discrimination = discrimination(&all);
            if let Discrimination::Tag(tag) = &discrimination {
                for variant in &mut variants {
                    variant.tags = constants(&variant.evidence, tag);
                }
            }
            discrimination
        }
    };
    drop_ambiguous_tags(&mut variants);
    trim(&mut variants, &discrimination);
    Union {
        variants,
        unknown: Ident("Unknown".to_owned()),
        discrimination,
    }
}

/// The first alternative of a tag keeps it.
fn drop_ambiguous_tags(variants: &mut [Alternative]) {
    let mut seen: Vec<String> = Vec::new();
    for variant in variants {
        variant.tags.retain(|tag| {
            let new = !seen.contains(tag);
            if new {
                seen.push(tag.clone());
            }
            new
        });
    }
}

/// Finds the way of telling for alternatives without a discriminator.
fn discrimination(all: &[Evidence]) -> Discrimination {
    let every_pair = |is_so: &dyn Fn(&Evidence, &Evidence) -> bool| {
        let mut pairs = all.iter().enumerate();
        pairs.all(|(index, one)| all.iter().skip(index + 1).all(|two| is_so(one, two)))
    };
    if every_pair(&|one, two| !two.types.meets(one.types)) {
        Discrimination::JsonType
    } else if let Some(property) = common_constant(all) {
        Discrimination::Tag(property)
    } else if every_pair(&|one, two| !two.types.meets(one.types) || differ(one, two)) {
        Discrimination::Fields
    } else {
        Discrimination::InOrder
    }
}

/// The texts that a member may have.
fn constants(evidence: &Evidence, member: &str) -> Vec<String> {
    let mut members = evidence.members.iter();
    let found = members.find(|marker| marker.wire_name == member);
    found.map(texts).unwrap_or_default()
}

/// A required member whose texts belong to one alternative each.
fn common_constant(all: &[Evidence]) -> Option<String> {
    let (first, rest) = all.split_first()?;
    let usable = |marker: &&Marker| marker.required && !texts(marker).is_empty();
    let of = |evidence: &Evidence, name: &str| {
        let mut members = evidence.members.iter();
        members
            .find(|marker| marker.wire_name == name && usable(marker))
            .map(texts)
    };
    first.members.iter().filter(usable).find_map(|marker| {
        let mut seen = texts(marker);
        for evidence in rest {
            let own = of(evidence, &marker.wire_name)?;
            if own.iter().any(|text| seen.contains(text)) {
                return None;
            }
            seen.extend(own);
        }
        Some(marker.wire_name.clone())
    })
}

fn texts(marker: &Marker) -> Vec<String> {
    let text = |value: &Literal| match value {
        Literal::Text(text) => Some(text.clone()),
        _ => None,
    };
    let texts: Option<Vec<String>> = marker.values.iter().map(text).collect();
    texts.unwrap_or_default()
}

/// Whether a value that fits one can be known not to fit the other.
fn differ(one: &Evidence, two: &Evidence) -> bool {
    if one.types.meets(JsonTypes::OBJECT) && two.types.meets(JsonTypes::OBJECT) {
        let alone = |one: &Evidence, two: &Evidence| {
            one.members.iter().any(|marker| {
                let twin = two
                    .members
                    .iter()
                    .find(|other| other.wire_name == marker.wire_name);
                let constant = twin.is_some_and(|twin| {
                    !marker.values.is_empty()
                        && !twin.values.is_empty()
                        && !marker
                            .values
                            .iter()
                            .any(|value| twin.values.contains(value))
                });
                (marker.required && !two.known.contains(&marker.wire_name)) || constant
            })
        };
        return alone(one, two) || alone(two, one);
    }
    let listed = |one: &Evidence, two: &Evidence| {
        !one.values.is_empty() && !one.values.iter().any(|value| two.values.contains(value))
    };
    listed(one, two) || listed(two, one)
}

/// Particular alternatives first: constants, then numbers before fractions,
/// what may be anything last.
fn rank(evidence: &Evidence) -> u8 {
    match evidence.types {
        JsonTypes::ALL => 3,
        _ if !evidence.values.is_empty() => 0,
        types if types.meets(JsonTypes::FRACTION) || types.meets(JsonTypes::STRING) => 2,
        _ => 1,
    }
}

/// Leaves out the signs that nothing is told by.
fn trim(variants: &mut [Alternative], discrimination: &Discrimination) {
    let types: Vec<JsonTypes> = variants.iter().map(|one| one.evidence.types).collect();
    let all_tagged = variants.iter().all(|one| !one.tags.is_empty());
    let tagged = matches!(discrimination, Discrimination::Tag(_)) && all_tagged;
    for (index, variant) in variants.iter_mut().enumerate() {
        let alone = types
            .iter()
            .enumerate()
            .all(|(other, types)| other == index || !types.meets(variant.evidence.types));
        if alone || tagged {
            variant.evidence.values.clear();
            variant.evidence.members.clear();
        } else {
            // A member that may be absent and may have any value tells nothing by itself.
            let tells = |marker: &Marker| marker.required || !marker.values.is_empty();
            variant.evidence.members.retain(tells);
        }
    }
}

/// Makes unions of one of the aliases that lead back to themselves through a
/// list or a map.
fn end_aliases(shapes: &mut [Shape<UnionDraft>]) {
    for index in 0..shapes.len() {
        if !leads_back(shapes, index) {
            continue;
        }
        if let Shape::Alias(Alias { ty, constraints }) = &shapes[index] {
            let label = if matches!(ty, TypeRef::Map(_)) {
                "Map"
            } else {
                "List"
            };
            let only = AlternativeDraft {
                ident: Ident(label.to_owned()),
                ty: ty.clone(),
                constraints: (**constraints).clone(),
                docs: Docs::default(),
                tags: Vec::new(),
            };
            shapes[index] = Shape::Union(UnionDraft {
                variants: vec![only],
                tag: None,
            });
        }
    }
}

/// Whether following aliases, into lists and maps too, leads back to the start.
fn leads_back(shapes: &[Shape<UnionDraft>], start: usize) -> bool {
    let mut next = start;
    for _ in 0..=shapes.len() {
        match shapes[next].alias().and_then(TypeRef::named) {
            Some(TypeId(id)) if id == start => return true,
            Some(TypeId(id)) => next = id,
            None => return false,
        }
    }
    false
}
