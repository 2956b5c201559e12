//! How the alternatives of unions are told apart.
//!
//! In: the shapes of all types. Out: the same, each union with the way of telling that its
//! alternatives allow, each of these with the [`Evidence`] of its values; types that are
//! nothing but lists of themselves become unions of one, since Rust has no endless alias.
//! Deliberately absent: schemas.

mod difference;
mod evidence;
mod trim;

use std::collections::HashSet;

use self::difference::{alike, differ};
use self::evidence::{Drafts, MAX_DEPTH, evidence, resolved};
use self::trim::trim;
use crate::codegen::lower::schema::draft::{AlternativeDraft, UnionDraft};
use crate::codegen::model::{
    Alias, Alternative, Discrimination, Docs, Evidence, Ident, JsonTypes, Literal, Marker, Shape,
    TypeId, TypeRef, Union,
};

/// Decides how values of unions are read. Returns alternatives that nothing tells apart, too,
/// each pair with the place of its union.
pub(crate) fn discriminate(mut shapes: Vec<Shape<UnionDraft>>) -> (Vec<Shape>, Vec<Indistinct>) {
    end_aliases(&mut shapes);
    let mut indistinct = Vec::new();
    let mut known = Vec::with_capacity(shapes.len());
    for (place, shape) in shapes.iter().enumerate() {
        let mut all = Vec::new();
        if let Shape::Union(union) = shape {
            all = alternatives(Drafts(&shapes), union);
            let pairs = alike(Drafts(&shapes), union, &mut all);
            let pairs = pairs.into_iter();
            indistinct.extend(pairs.map(|(one, two)| Indistinct { place, one, two }));
        }
        known.push(all);
    }
    let all = shapes.into_iter().zip(known);
    let shapes = all.map(|(shape, all)| shape.map_union(|union| discriminated(union, all)));
    (shapes.collect(), indistinct)
}

/// Two alternatives of the union in a place among types that no value tells apart.
pub(crate) struct Indistinct {
    pub(crate) place: usize,
    pub(crate) one: Ident,
    pub(crate) two: Ident,
}

/// The alternatives of a union, with what their types say.
fn alternatives<'t>(types: Drafts<'t>, union: &'t UnionDraft) -> Vec<Alternative> {
    let variants = union.variants.iter();
    let all: Vec<TypeRef> = variants.map(|one| resolved(types, &one.ty)).collect();
    let has_i32 = all.contains(&TypeRef::I32);
    let drafts = || union.variants.iter();
    let alternative = |(draft, own): (&'t AlternativeDraft, &TypeRef)| {
        let tag = union.tag.as_ref();
        let inner_tags = tag.map(|tag| inner_tags(types, &draft.ty, tag, 0));
        let mut inner_tags = inner_tags.unwrap_or_default();
        // What an alternative has itself is not that of another with alternatives of its own.
        inner_tags.retain(|inner| !drafts().any(|one| one.tags.contains(inner)));
        let from = all.iter().filter(|other| *other == own).count() == 1;
        Alternative {
            ident: draft.ident.clone(),
            ty: draft.ty.clone(),
            constraints: draft.constraints.clone(),
            docs: draft.docs.clone(),
            evidence: evidence(types, &draft.ty, 0),
            from,
            from_i32: from && draft.ty == TypeRef::I64 && !has_i32,
            tags: [draft.tags.clone(), inner_tags].concat(),
        }
    };
    let mut all: Vec<_> = drafts().zip(&all).map(alternative).collect();
    // Each is tried after those that are more particular.
    all.sort_by_key(|one| rank(&one.evidence));
    all
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

fn discriminated(draft: UnionDraft, mut variants: Vec<Alternative>) -> Union {
    let discrimination = match draft.tag {
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
        common: draft.common,
    }
}

/// The first alternative of a tag keeps it.
fn drop_ambiguous_tags(variants: &mut [Alternative]) {
    let mut seen = HashSet::new();
    for variant in variants {
        variant.tags.retain(|tag| seen.insert(tag.clone()));
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

fn member<'s>(evidence: &'s Evidence, name: &str) -> Option<&'s Marker> {
    evidence
        .members
        .iter()
        .find(|marker| marker.wire_name == name)
}

/// The texts that a member may have.
fn constants(evidence: &Evidence, name: &str) -> Vec<String> {
    member(evidence, name).map(texts).unwrap_or_default()
}

/// A required member whose texts belong to one alternative each.
fn common_constant(all: &[Evidence]) -> Option<String> {
    let is_common = |name: &str| {
        let mut seen: Vec<String> = Vec::new();
        all.iter().all(|evidence| {
            let is_required = member(evidence, name).is_some_and(|marker| marker.required);
            let own = constants(evidence, name);
            let is_own = !own.is_empty() && !own.iter().any(|text| seen.contains(text));
            seen.extend(own);
            is_required && is_own
        })
    };
    let mut names = all.first()?.members.iter().map(|marker| &marker.wire_name);
    names.find(|name| is_common(name)).cloned()
}

fn texts(marker: &Marker) -> Vec<String> {
    let text = |value: &Literal| match value {
        Literal::Text(text) => Some(text.clone()),
        _ => None,
    };
    let texts: Option<Vec<String>> = marker.values.iter().map(text).collect();
    texts.unwrap_or_default()
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

/// Makes unions of one of the aliases that lead back to themselves through a
/// list or a map.
fn end_aliases(shapes: &mut [Shape<UnionDraft>]) {
    for index in 0..shapes.len() {
        if !leads_back(shapes, index) {
            continue;
        }
        if let Shape::Alias(Alias { ty, constraints }) = &shapes[index] {
            let is_map = matches!(ty, TypeRef::Map(_));
            let only = AlternativeDraft {
                ident: Ident(if is_map { "Map" } else { "List" }.to_owned()),
                ty: ty.clone(),
                constraints: (**constraints).clone(),
                docs: Docs::default(),
                tags: Vec::new(),
            };
            shapes[index] = Shape::Union(UnionDraft {
                variants: vec![only],
                tag: None,
                common: None,
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
