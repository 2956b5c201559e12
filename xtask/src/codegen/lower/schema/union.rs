//! `oneOf` and `anyOf`: the schemas that become unions, and those that only look like one.
//!
//! In: [`ResolvedSchema`] with alternatives. Out: the same without them where they say no more
//! than a list of constants or a rule about required members; otherwise a union, whose
//! alternatives have what stands beside them merged in. Deliberately absent: how a value's
//! alternative is found, which needs all types (see `discrimination.rs`).

mod constants;
mod label;
mod tags;

use self::constants::one_scalar;
use crate::codegen::diagnostics::Code;
use crate::codegen::lower::naming::{self, Case, NameRequest, Scope};
use crate::codegen::lower::schema::draft::{AlternativeDraft, Definition, UnionDraft};
use crate::codegen::lower::schema::merge::contradiction;
use crate::codegen::lower::schema::resolved::ResolvedSchema;
use crate::codegen::lower::schema::sub_schema::{
    AdditionalProperties, Composition, Discriminator, Kind, SubSchema,
};
use crate::codegen::lower::schema::{LoweredSchema, Schemas};
use crate::codegen::model::{Alias, Constraints, Docs, Shape, TypeRef};
use crate::codegen::source::Pointer;

/// One alternative, before it has a variant.
pub(super) struct Draft {
    pub(super) label: String,
    pub(super) at: Pointer,
    pub(super) lowered: LoweredSchema,
    pub(super) tags: Vec<String>,
}

impl<'d> Schemas<'d> {
    /// Takes out the alternatives that are none.
    pub(crate) fn settle(&mut self, schema: &mut ResolvedSchema<'d>) {
        for composition in std::mem::take(&mut schema.compositions) {
            // A subtype that is `allOf` its base, which is `oneOf` its subtypes.
            let own = &schema.sources;
            if composition
                .alternatives
                .iter()
                .any(|sub_schema| sub_schema.is_one_of(own))
            {
                continue;
            }
            let alternatives = composition.alternatives.iter();
            let alternatives: Vec<_> = alternatives.map(|one| self.gather(one)).collect();
            if let [only] = alternatives.as_slice() {
                let nullable = only.nullable;
                self.join(schema, only.clone());
                if nullable == Some(true) && schema.nullable != Some(true) {
                    schema.nullable = nullable;
                }
                // What it brings may be alternatives again.
                if !schema.compositions.is_empty() {
                    self.settle(schema);
                }
                continue;
            }
            // That one or the other member is required is checked by the service.
            if alternatives.iter().all(|one| only_requires(one, schema)) {
                continue;
            }
            let nullable = alternatives.iter().any(|one| one.nullable == Some(true));
            if let Some((values, kind)) = self.constants(&alternatives) {
                schema.kind = schema.kind.or(kind);
                self.join_values(schema, Some(values), &composition.at);
                if nullable {
                    schema.nullable = Some(true);
                }
                continue;
            }
            if let Some(kind) = one_scalar(&alternatives) {
                schema.kind = schema.kind.or(Some(kind));
                if nullable {
                    schema.nullable = Some(true);
                }
                continue;
            }
            schema.compositions.push(composition);
        }
    }

    /// Makes a union of the first choice; what other compositions say is part of each
    /// of its alternatives.
    pub(crate) fn union(
        &mut self,
        schema: &ResolvedSchema<'d>,
        name: &str,
        definition: Definition,
    ) -> LoweredSchema {
        let Some((composition, others)) = schema.compositions.split_first() else {
            return LoweredSchema::plain(TypeRef::Json);
        };
        let base = ResolvedSchema {
            compositions: others.to_vec(),
            docs: Docs::default(),
            default: None,
            example: None,
            ..schema.clone()
        };
        let id = self.take(definition);
        let composition = &self.possible(composition, &base);
        let labels = self.labels(composition);
        let discriminator = composition.discriminator.or(schema.discriminator);
        let mut nullable = false;
        let mut drafts: Vec<Draft> = Vec::new();
        for (sub_schema, label) in composition.alternatives.iter().zip(labels) {
            let owner = sub_schema.owner.as_deref().unwrap_or(name);
            let lowered = self.alternative(sub_schema, &base, &format!("{owner}_{label}"));
            nullable |= lowered.nullable && lowered.ty != TypeRef::Json;
            let tags = discriminator.map(|tag| self.tags(sub_schema, tag));
            let tags = tags.unwrap_or_default();
            let mut others = drafts.iter_mut();
            match others.find(|other| other.lowered.ty == lowered.ty) {
                Some(twin) => twin.tags.extend(tags),
                None => drafts.push(Draft {
                    label,
                    at: sub_schema.at.clone(),
                    lowered,
                    tags,
                }),
            }
        }
        let place = composition.at.parent().unwrap_or_default();
        let place = place.child("discriminator");
        if let Some(tag) = discriminator {
            let alternatives: Vec<&Pointer> = composition
                .alternatives
                .iter()
                .filter_map(SubSchema::reference)
                .collect();
            let fate = "kept as unknown ones";
            self.check_mapping(tag, &alternatives, &place.child("mapping"), fate);
        }
        let shape = self.union_shape(drafts, discriminator, &place);
        LoweredSchema {
            nullable,
            ..self.define_in(id, shape, schema, name)
        }
    }

    /// The alternatives that a value can be, with what stands beside them. Where there are none
    /// all stay, and one of them is complained about.
    fn possible(
        &mut self,
        composition: &Composition<'d>,
        base: &ResolvedSchema<'d>,
    ) -> Composition<'d> {
        let mut possible = composition.clone();
        let mut problems = Vec::new();
        possible.alternatives.retain(|alternative| {
            let problem = contradiction(base, &self.gather(alternative));
            problems.extend(
                problem
                    .clone()
                    .map(|problem| (alternative.at.clone(), problem)),
            );
            problem.is_none()
        });
        if possible.alternatives.is_empty() {
            return composition.clone();
        }
        for (at, problem) in problems {
            let message = format!("{problem}; this alternative is left out");
            let help = "correct the type of the alternative, or that beside the alternatives";
            self.complain_once(Code::IMPOSSIBLE_ALTERNATIVE, &at, &message, help);
        }
        possible
    }

    /// Makes a union; a complaint about the discriminator has its place.
    pub(super) fn union_shape(
        &mut self,
        drafts: Vec<Draft>,
        tag: Option<Discriminator<'d>>,
        place: &Pointer,
    ) -> Shape<UnionDraft> {
        if let [only] = drafts.as_slice() {
            return Shape::Alias(Alias {
                ty: only.lowered.ty.clone(),
                constraints: Box::new(only.lowered.constraints.clone()),
            });
        }
        self.check_tags(&drafts, place);
        let request = |draft: &Draft| NameRequest::new(&draft.label, &draft.at).inline();
        let mut scope = Scope::new(Case::Pascal, naming::VARIANTS);
        let idents = scope.claim_all(drafts.iter().map(request), self.diagnostics);
        let variant = |(draft, ident): (Draft, _)| AlternativeDraft {
            ident,
            ty: draft.lowered.ty,
            constraints: draft.lowered.constraints,
            docs: draft.lowered.docs,
            tags: draft.tags,
        };
        Shape::Union(UnionDraft {
            variants: drafts.into_iter().zip(idents).map(variant).collect(),
            tag: tag.map(|tag| tag.property_name.to_owned()),
            common: None,
        })
    }

    /// The type of an alternative, with what stands beside the composition.
    fn alternative(
        &mut self,
        sub_schema: &SubSchema<'d>,
        base: &ResolvedSchema<'d>,
        name: &str,
    ) -> LoweredSchema {
        if !has_members(base) && base.compositions.is_empty() {
            return self.sub_schema(sub_schema, name);
        }
        let own = self.gather(sub_schema);
        let (mut properties, mut required) = (base.properties.iter(), base.required.iter());
        let contained = base.compositions.is_empty()
            && properties.all(|(name, _)| own.property(name).is_some())
            && required.all(|(name, _)| own.requires(name));
        if contained && sub_schema.reference().is_some() {
            return self.sub_schema(sub_schema, name);
        }
        let nullable = own.nullable;
        let mut all = ResolvedSchema {
            at: sub_schema.at.clone(),
            constraints: Constraints::default(),
            nullable: None,
            ..base.clone()
        };
        self.join(&mut all, own);
        all.nullable = nullable;
        self.decide(all, name, Definition::Inline)
    }
}

fn has_members(schema: &ResolvedSchema<'_>) -> bool {
    !schema.properties.is_empty()
        || !schema.required.is_empty()
        || matches!(
            schema.additional_properties,
            AdditionalProperties::Schema(_)
        )
        || !schema.items.is_empty()
        || schema.values.is_some()
}

/// Whether an alternative says only which members are required.
fn only_requires(one: &ResolvedSchema<'_>, whole: &ResolvedSchema<'_>) -> bool {
    let object = matches!(one.kind, None | Some(Kind::Object));
    let described = one
        .required
        .iter()
        .all(|(name, _)| whole.properties.is_empty() || whole.property(name).is_some());
    object
        && described
        && !one.required.is_empty()
        && one.properties.is_empty()
        && one.compositions.is_empty()
        && one.values.is_none()
        && one.items.is_empty()
        && !matches!(one.additional_properties, AdditionalProperties::Schema(_))
}
