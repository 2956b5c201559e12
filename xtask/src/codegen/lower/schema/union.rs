//! `oneOf` and `anyOf`: the schemas that become unions, and those that only look
//! like one.
//!
//! In: [`ResolvedSchema`] with alternatives. Out: the same without them where
//! they say no more than a list of constants or a rule about required members;
//! otherwise a union, whose alternatives have what stands beside them merged in.
//! Deliberately absent: how a value's alternative is found, which needs all types
//! (see `discrimination.rs`).

mod constants;
mod label;

use self::constants::one_scalar;
use crate::codegen::diagnostics::Code;
use crate::codegen::lower::naming;
use crate::codegen::lower::naming::{Case, Scope, Wish};
use crate::codegen::lower::schema::LoweredSchema;
use crate::codegen::lower::schema::Schemas;
use crate::codegen::lower::schema::draft::{AlternativeDraft, Place, UnionDraft};
use crate::codegen::lower::schema::resolved::ResolvedSchema;
use crate::codegen::lower::schema::sub_schema::{
    AdditionalProperties, Composition, Discriminator, Kind, SubSchema,
};
use crate::codegen::model::{Alias, Constraints, Docs, Shape, TypeRef};
use crate::codegen::source::Pointer;

/// One alternative, before it has a variant.
struct Draft {
    label: String,
    at: Pointer,
    typed: LoweredSchema,
    tags: Vec<String>,
}

impl<'d> Schemas<'d> {
    /// Takes out the alternatives that are none.
    pub(crate) fn settle(&mut self, facts: &mut ResolvedSchema<'d>) {
        for choice in std::mem::take(&mut facts.choices) {
            // A subtype that is `allOf` its base, which is `oneOf` its subtypes.
            let own = &facts.sources;
            if choice.pieces.iter().any(|piece| piece.is_one_of(own)) {
                continue;
            }
            let alternatives: Vec<ResolvedSchema<'d>> = choice
                .pieces
                .iter()
                .map(|piece| self.gather(piece))
                .collect();
            if let [only] = alternatives.as_slice() {
                let nullable = only.nullable;
                self.join(facts, only.clone());
                if nullable == Some(true) && facts.nullable != Some(true) {
                    facts.nullable = nullable;
                }
                // What it brings may be alternatives again.
                if !facts.choices.is_empty() {
                    self.settle(facts);
                }
                continue;
            }
            // That one or the other member is required is checked by the service.
            if alternatives.iter().all(|one| only_requires(one, facts)) {
                continue;
            }
            if let Some((values, kind)) = self.constants(&alternatives) {
                facts.kind = facts.kind.or(kind);
                let nullable = alternatives.iter().any(|one| one.nullable == Some(true));
                self.join_values(facts, Some(values), &choice.at);
                if nullable {
                    facts.nullable = Some(true);
                }
                continue;
            }
            if let Some(kind) = one_scalar(&alternatives) {
                facts.kind = facts.kind.or(Some(kind));
                continue;
            }
            facts.choices.push(choice);
        }
    }

    /// Makes a union of the first choice; what other choices say is part of each
    /// of its alternatives.
    pub(crate) fn union(
        &mut self,
        facts: &ResolvedSchema<'d>,
        name: &str,
        place: Place,
    ) -> LoweredSchema {
        let Some((choice, others)) = facts.choices.split_first() else {
            return LoweredSchema::plain(TypeRef::Json);
        };
        let base = ResolvedSchema {
            choices: others.to_vec(),
            docs: Docs::default(),
            default: None,
            example: None,
            ..facts.clone()
        };
        let id = self.take(place);
        let labels = self.labels(choice);
        let mut nullable = false;
        let mut drafts: Vec<Draft> = Vec::new();
        for (piece, label) in choice.pieces.iter().zip(labels) {
            let typed = self.alternative(piece, &base, &member_label(piece, name, &label));
            nullable |= typed.nullable && typed.ty != TypeRef::Json;
            let tags = choice
                .discriminator
                .or(facts.discriminator)
                .map(|tag| self.tags(piece, tag))
                .unwrap_or_default();
            match drafts.iter_mut().find(|other| other.typed.ty == typed.ty) {
                Some(twin) => twin.tags.extend(tags),
                None => drafts.push(Draft {
                    label,
                    at: piece.at.clone(),
                    typed,
                    tags,
                }),
            }
        }
        let discriminator = choice.discriminator.or(facts.discriminator);
        if let Some(tag) = discriminator {
            self.check_mapping(tag, choice);
        }
        let shape = self.union_shape(drafts, discriminator);
        LoweredSchema {
            nullable,
            ..self.define_in(id, shape, &facts.at, name, &facts.docs)
        }
    }

    fn union_shape(
        &mut self,
        drafts: Vec<Draft>,
        tag: Option<Discriminator<'d>>,
    ) -> Shape<UnionDraft> {
        if drafts.len() == 1 {
            if let Some(only) = drafts.into_iter().next() {
                return Shape::Alias(Alias {
                    ty: only.typed.ty,
                    constraints: Box::new(only.typed.constraints),
                });
            }
            return Shape::Alias(Alias {
                ty: TypeRef::Json,
                constraints: Box::default(),
            });
        }
        let wishes: Vec<Wish> = drafts
            .iter()
            .map(|draft| Wish::new(&draft.label, &draft.at).in_passing())
            .collect();
        let idents =
            Scope::new(Case::Pascal, naming::VARIANTS).claim_all(&wishes, self.diagnostics);
        let variants = drafts
            .into_iter()
            .zip(idents)
            .map(|(draft, ident)| AlternativeDraft {
                ident,
                ty: draft.typed.ty,
                constraints: draft.typed.constraints,
                docs: draft.typed.docs,
                tags: draft.tags,
            })
            .collect();
        Shape::Union(UnionDraft {
            variants,
            tag: tag.map(|tag| tag.property_name.to_owned()),
        })
    }

    /// The type of an alternative, with what stands beside the choice.
    fn alternative(
        &mut self,
        piece: &SubSchema<'d>,
        base: &ResolvedSchema<'d>,
        name: &str,
    ) -> LoweredSchema {
        if !has_members(base) && base.choices.is_empty() {
            return self.piece(piece, name);
        }
        let own = self.gather(piece);
        let contained = base.choices.is_empty()
            && base
                .properties
                .iter()
                .all(|(name, _)| own.properties.iter().any(|(other, _)| other == name))
            && base
                .required
                .iter()
                .all(|(name, _)| own.required.iter().any(|(other, _)| other == name));
        if contained && piece.reference().is_some() {
            return self.piece(piece, name);
        }
        let nullable = own.nullable;
        let mut all = ResolvedSchema {
            at: piece.at.clone(),
            constraints: Constraints::default(),
            nullable: None,
            ..base.clone()
        };
        self.join(&mut all, own);
        all.nullable = nullable;
        self.decide(all, name, Place::Passing)
    }

    /// The values of the tag that mean an alternative: those of the mapping, else
    /// the constants of the member itself, else the name of the schema.
    pub(crate) fn tags(&mut self, piece: &SubSchema<'d>, tag: Discriminator<'d>) -> Vec<String> {
        let mapped: Vec<String> = tag
            .mapping()
            .filter(|(_, target)| is_mapped(target, piece))
            .map(|(value, _)| value.to_owned())
            .collect();
        if !mapped.is_empty() {
            return mapped;
        }
        let facts = self.gather(piece);
        let member = facts
            .properties
            .iter()
            .find(|(name, _)| *name == tag.property_name);
        if let Some((_, pieces)) = member {
            let mut member = self.gather_all(pieces);
            self.settle(&mut member);
            let texts: Vec<String> = member
                .values
                .iter()
                .flatten()
                .filter_map(|known| known.value.as_str().map(str::to_owned))
                .collect();
            // A member with the values of all alternatives says nothing.
            if texts.len() == 1 {
                return texts;
            }
        }
        let name = piece
            .reference()
            .and_then(|at| self.document.schemas.get(at));
        name.map(str::to_owned).into_iter().collect()
    }

    fn check_mapping(&mut self, tag: Discriminator<'d>, choice: &Composition<'d>) {
        let at = choice.at.parent().unwrap_or_default();
        let at = at.child("discriminator").child("mapping");
        for (value, target) in tag.mapping() {
            let listed = choice.pieces.iter().any(|piece| is_mapped(target, piece));
            let warned = (at.child(value), String::new());
            if !listed && self.told.insert(warned) {
                self.diagnostics
                    .report(Code::UNLISTED_MAPPING_TARGET,
                        &at.child(value),
                        format!("`{target}` is not among the alternatives; such values are kept as unknown ones"),
                    )
                    .help("add it to the alternatives, or correct the name");
            }
        }
    }
}

fn member_label(piece: &SubSchema<'_>, name: &str, label: &str) -> String {
    let owner = piece.owner.as_deref().unwrap_or(name);
    format!("{owner}_{label}")
}

/// Whether a mapping means a schema: by its name, or by a reference.
fn is_mapped(target: &str, piece: &SubSchema<'_>) -> bool {
    let place = if target.contains(['#', '/']) {
        Pointer::parse(target)
    } else {
        let schemas = Pointer::root().child("components").child("schemas");
        Some(schemas.child(target))
    };
    place.is_some_and(|place| piece.reference() == Some(&place))
}

fn has_members(facts: &ResolvedSchema<'_>) -> bool {
    !facts.properties.is_empty()
        || !facts.required.is_empty()
        || matches!(facts.further, AdditionalProperties::Schema(_))
        || !facts.items.is_empty()
        || facts.values.is_some()
}

/// Whether an alternative says only which members are required.
fn only_requires(one: &ResolvedSchema<'_>, whole: &ResolvedSchema<'_>) -> bool {
    let object = matches!(one.kind, None | Some(Kind::Object));
    let described = one.required.iter().all(|(name, _)| {
        whole.properties.is_empty() || whole.properties.iter().any(|(other, _)| other == name)
    });
    object
        && described
        && !one.required.is_empty()
        && one.properties.is_empty()
        && one.choices.is_empty()
        && one.values.is_none()
        && one.items.is_empty()
        && !matches!(one.further, AdditionalProperties::Schema(_))
}
