//! References with remarks beside them, which make no type of their own.

use crate::codegen::lower::schema::Schemas;
use crate::codegen::lower::schema::merge::says_only_null;
use crate::codegen::lower::schema::resolved::ResolvedSchema;
use crate::codegen::lower::schema::sub_schema::SubSchema;
use crate::codegen::lower::schema::{LoweredSchema, annotations, json};
use crate::codegen::model::{Docs, Literal};

impl<'d> Schemas<'d> {
    /// The reference that a schema is, when all it has beside it are remarks:
    /// then its type is that of the reference, and not one more like it.
    pub(crate) fn one_reference(&mut self, schema: &ResolvedSchema<'d>) -> Option<SubSchema<'d>> {
        let mut found: Option<&SubSchema<'d>> = None;
        let mut kinds = vec![schema.kind];
        for part in &schema.all_of {
            match (part.reference(), found) {
                (None, _) => {
                    let inner = self.read(part);
                    if !inner.is_remark() && !says_only_null(&inner) {
                        return None;
                    }
                    kinds.push(inner.kind);
                }
                (own, Some(other)) if other.reference() != own => return None,
                (Some(_), _) => found = Some(part),
            }
        }
        let mut own = ResolvedSchema {
            all_of: Vec::new(),
            ..schema.clone()
        };
        // One alternative is no choice: the schema may be a member of itself by it.
        if let (None, [choice], None) = (found, &*schema.compositions, schema.discriminator) {
            if let ([only], None) = (&*choice.alternatives, choice.discriminator) {
                found = Some(only).filter(|only| only.reference().is_some());
                own.compositions.clear();
            }
        }
        let found = found.filter(|_| own.is_remark())?.clone();
        // A subtype of a base that is one of its subtypes is not the base.
        let inheritance = &self.document.inheritance;
        if schema.sources.iter().any(|own| inheritance.is_child(own)) {
            return None;
        }
        let base = self.gather(&found);
        let mut sub_schemas = base
            .compositions
            .iter()
            .flat_map(|composition| &composition.alternatives);
        if sub_schemas.any(|sub_schema| sub_schema.is_one_of(&schema.sources)) {
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
        schema: ResolvedSchema<'d>,
        reference: &SubSchema<'d>,
        name: &str,
    ) -> LoweredSchema {
        let lowered = self.sub_schema(reference, name);
        let mut own = ResolvedSchema {
            all_of: Vec::new(),
            ..schema
        };
        let mut narrowed = own.nullable == Some(false);
        for part in schema
            .all_of
            .iter()
            .filter(|part| part.reference().is_none())
        {
            let mut inner = self.read(part);
            if !lowered.nullable && says_only_null(&inner) {
                self.null_is_meant(&mut inner);
                own.nullable = Some(true);
            }
            narrowed |= inner.nullable == Some(false);
            self.join(&mut own, inner);
        }
        let annotations = annotations(&own).and(lowered.annotations);
        LoweredSchema {
            nullable: own.nullable == Some(true) || (lowered.nullable && !narrowed),
            constraints: lowered.constraints.and(own.constraints),
            docs: if own.docs == Docs::default() {
                lowered.docs
            } else {
                own.docs
            },
            default: own.default.map(|value| Literal::from(&json(value))),
            example: own.example.map(json),
            annotations,
            ty: lowered.ty,
        }
    }
}
