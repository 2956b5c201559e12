//! References with remarks beside them, which make no type of their own.

use openapiv3::ReferenceOr;

use crate::codegen::lower::Lowering;
use crate::codegen::lower::schema::facts::{Facts, Piece};
use crate::codegen::lower::schema::{Typed, literal, notes};
use crate::codegen::model::Docs;

impl<'d> Lowering<'d> {
    /// The reference that a schema is, when all it has beside it are remarks:
    /// then its type is that of the reference, and not one more like it.
    pub(crate) fn one_reference(&mut self, facts: &Facts<'d>) -> Option<Piece<'d>> {
        let mut found: Option<&Piece<'d>> = None;
        let mut kinds = vec![facts.kind];
        for part in &facts.parts {
            match &part.schema {
                ReferenceOr::Item(schema) => {
                    let inner = Facts::of(schema, &part.at);
                    if !inner.is_remark() {
                        return None;
                    }
                    kinds.push(inner.kind);
                }
                ReferenceOr::Reference { reference } => match found {
                    Some(other) if other.reference() != Some(reference) => return None,
                    _ => found = Some(part),
                },
            }
        }
        let own = Facts {
            parts: Vec::new(),
            ..facts.clone()
        };
        let found = found.filter(|_| own.is_remark())?.clone();
        // A subtype of a base that is one of its subtypes is not the base.
        let base = self.gather(&found);
        let mut pieces = base.choices.iter().flat_map(|choice| &choice.pieces);
        if pieces.any(|piece| piece.is_one_of(&facts.sources)) {
            return None;
        }
        if kinds
            .into_iter()
            .flatten()
            .any(|kind| Some(kind) != base.kind)
        {
            return None;
        }
        Some(found)
    }

    /// Lowers a reference with remarks beside it.
    pub(crate) fn remarked(
        &mut self,
        facts: Facts<'d>,
        reference: &Piece<'d>,
        name: &str,
    ) -> Typed {
        let typed = self.piece(reference, name);
        let mut rule = facts.rule.clone();
        let mut docs = facts.docs.clone();
        let (mut default, mut example) = (facts.default, facts.example);
        let mut notes = notes(&facts);
        let mut nullable = facts.nullable == Some(true);
        let mut narrowed = facts.nullable == Some(false);
        for part in &facts.parts {
            let ReferenceOr::Item(schema) = &part.schema else {
                continue;
            };
            let inner = Facts::of(schema, &part.at);
            narrowed |= inner.nullable == Some(false);
            notes = notes.and(crate::codegen::lower::schema::notes(&inner));
            rule = rule.and(inner.rule);
            if docs == Docs::default() {
                docs = inner.docs;
            }
            default = default.or(inner.default);
            example = example.or(inner.example);
        }
        nullable |= typed.nullable && !narrowed;
        Typed {
            nullable,
            rule: typed.rule.and(rule),
            docs: if docs == Docs::default() {
                typed.docs
            } else {
                docs
            },
            default: default.map(literal),
            example: example.cloned(),
            notes: notes.and(typed.notes),
            ty: typed.ty,
        }
    }
}
