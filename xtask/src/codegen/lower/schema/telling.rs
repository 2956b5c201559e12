//! How the alternatives of unions are told apart.
//!
//! In: an [`Api`] whose types are all known. Out: the same, each
//! alternative with the [`Signs`] of its values, each union with the way of
//! telling that they allow, and types that are nothing but lists of themselves
//! made unions of one, since Rust has no endless alias. Deliberately absent:
//! schemas.

mod signs;

use self::signs::{resolved, signs};
use crate::codegen::model::{
    Alias, Alternative, Api, Docs, Ident, JsonTypes, Literal, Shape, Sign, Signs, Telling, TypeDef,
    TypeId, TypeRef, Types, Union,
};

/// Decides how values of unions are read.
pub(crate) fn tell(api: &mut Api) {
    end_aliases(&mut api.types.0);
    let unions: Vec<usize> = (0..api.types.0.len())
        .filter(|&index| {
            let def = api.types.0.get(index);
            def.is_some_and(|def| matches!(def.shape, Shape::Union(_)))
        })
        .collect();
    for index in unions {
        let Some(Shape::Union(union)) = api.types.0.get(index).map(|def| def.shape.clone()) else {
            continue;
        };
        let union = told(&api.types, union);
        if let Some(def) = api.types.0.get_mut(index) {
            def.shape = Shape::Union(union);
        }
    }
}

fn told(types: &Types, mut union: Union) -> Union {
    for variant in &mut union.variants {
        variant.signs = signs(types, &variant.ty, 0);
    }
    // Each is tried after those that are more particular.
    union.variants.sort_by_key(|variant| rank(&variant.signs));
    let variants = union.variants.iter();
    let all: Vec<TypeRef> = variants.map(|one| resolved(types, &one.ty)).collect();
    for (variant, own) in union.variants.iter_mut().zip(&all) {
        variant.from = all.iter().filter(|other| *other == own).count() == 1;
    }
    match &union.telling {
        Telling::Tag(property) => {
            let property = property.clone();
            for variant in &mut union.variants {
                inherit_tags(types, variant, &property);
            }
            drop_ambiguous_tags(&mut union.variants);
        }
        _ => union.telling = telling(&mut union.variants),
    }
    trim(&mut union);
    union
}

/// A union within a union is told by the tags of its own alternatives.
fn inherit_tags(types: &Types, variant: &mut Alternative, property: &str) {
    if let TypeRef::Named(id) = &variant.ty {
        if let Shape::Union(inner) = &types.get(*id).shape {
            if inner.telling == Telling::Tag(property.to_owned()) {
                let tags = inner.variants.iter().flat_map(|inner| inner.tags.clone());
                variant.tags.extend(tags);
            }
        }
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
fn telling(variants: &mut [Alternative]) -> Telling {
    let apart = |index: usize, variant: &Alternative| {
        variants
            .iter()
            .skip(index + 1)
            .all(|other| !other.signs.types.meets(variant.signs.types))
    };
    if variants
        .iter()
        .enumerate()
        .all(|(index, variant)| apart(index, variant))
    {
        return Telling::JsonType;
    }
    if let Some(property) = common_constant(variants) {
        for variant in variants.iter_mut() {
            let sign = variant
                .signs
                .members
                .iter()
                .find(|sign| sign.wire_name == property);
            variant.tags = sign.map(texts).unwrap_or_default();
        }
        return Telling::Tag(property);
    }
    let fields = variants.iter().enumerate().all(|(index, variant)| {
        variants.iter().skip(index + 1).all(|other| {
            !other.signs.types.meets(variant.signs.types) || differ(&variant.signs, &other.signs)
        })
    });
    if fields {
        Telling::Fields
    } else {
        Telling::InOrder
    }
}

/// A required member whose texts belong to one alternative each.
fn common_constant(variants: &[Alternative]) -> Option<String> {
    let (first, rest) = variants.split_first()?;
    let usable = |sign: &&Sign| sign.required && !texts(sign).is_empty();
    let of = |variant: &Alternative, name: &str| {
        let mut members = variant.signs.members.iter();
        members
            .find(|sign| sign.wire_name == name && usable(sign))
            .map(texts)
    };
    first.signs.members.iter().filter(usable).find_map(|sign| {
        let mut seen = texts(sign);
        for variant in rest {
            let own = of(variant, &sign.wire_name)?;
            if own.iter().any(|text| seen.contains(text)) {
                return None;
            }
            seen.extend(own);
        }
        Some(sign.wire_name.clone())
    })
}

fn texts(sign: &Sign) -> Vec<String> {
    let text = |value: &Literal| match value {
        Literal::Text(text) => Some(text.clone()),
        _ => None,
    };
    let texts: Option<Vec<String>> = sign.values.iter().map(text).collect();
    texts.unwrap_or_default()
}

/// Whether a value that fits one can be known not to fit the other.
fn differ(one: &Signs, two: &Signs) -> bool {
    if one.types.meets(JsonTypes::OBJECT) && two.types.meets(JsonTypes::OBJECT) {
        let alone = |one: &Signs, two: &Signs| {
            one.members.iter().any(|sign| {
                let twin = two
                    .members
                    .iter()
                    .find(|other| other.wire_name == sign.wire_name);
                let constant = twin.is_some_and(|twin| {
                    !sign.values.is_empty()
                        && !twin.values.is_empty()
                        && !sign.values.iter().any(|value| twin.values.contains(value))
                });
                (sign.required && !two.known.contains(&sign.wire_name)) || constant
            })
        };
        return alone(one, two) || alone(two, one);
    }
    let listed = |one: &Signs, two: &Signs| {
        !one.values.is_empty() && !one.values.iter().any(|value| two.values.contains(value))
    };
    listed(one, two) || listed(two, one)
}

/// Particular alternatives first: constants, then numbers before fractions,
/// what may be anything last.
fn rank(signs: &Signs) -> u8 {
    match signs.types {
        JsonTypes::ALL => 3,
        _ if !signs.values.is_empty() => 0,
        types if types.meets(JsonTypes::FRACTION) || types.meets(JsonTypes::STRING) => 2,
        _ => 1,
    }
}

/// Leaves out the signs that nothing is told by.
fn trim(union: &mut Union) {
    let types: Vec<JsonTypes> = union.variants.iter().map(|one| one.signs.types).collect();
    let all_tagged = union.variants.iter().all(|one| !one.tags.is_empty());
    let tagged = matches!(union.telling, Telling::Tag(_)) && all_tagged;
    for (index, variant) in union.variants.iter_mut().enumerate() {
        let alone = types
            .iter()
            .enumerate()
            .all(|(other, types)| other == index || !types.meets(variant.signs.types));
        if alone || tagged {
            variant.signs.values.clear();
            variant.signs.members.clear();
        } else {
            // A member that may be absent and may have any value tells nothing by itself.
            let telling = |sign: &Sign| sign.required || !sign.values.is_empty();
            variant.signs.members.retain(telling);
        }
    }
}

/// Makes unions of one of the aliases that lead back to themselves through a
/// list or a map.
fn end_aliases(types: &mut [TypeDef]) {
    for index in 0..types.len() {
        if !leads_back(types, index) {
            continue;
        }
        let Some(def) = types.get_mut(index) else {
            continue;
        };
        if let Shape::Alias(Alias { ty, rule, .. }) = &def.shape {
            let label = if matches!(ty, TypeRef::Map(_)) {
                "Map"
            } else {
                "List"
            };
            def.shape = Shape::Union(Union {
                variants: vec![Alternative {
                    ident: Ident(label.to_owned()),
                    ty: ty.clone(),
                    rule: (**rule).clone(),
                    docs: Docs::default(),
                    signs: Signs::default(),
                    from: true,
                    tags: Vec::new(),
                }],
                unknown: Ident("Unknown".to_owned()),
                telling: Telling::JsonType,
            });
        }
    }
}

/// Whether following aliases, into lists and maps too, leads back to the start.
fn leads_back(types: &[TypeDef], start: usize) -> bool {
    let mut next = start;
    for _ in 0..=types.len() {
        let Some(Shape::Alias(alias)) = types.get(next).map(|def| &def.shape) else {
            return false;
        };
        match alias.ty.named() {
            Some(TypeId(id)) if id == start => return true,
            Some(TypeId(id)) => next = id,
            None => return false,
        }
    }
    false
}
