//! `allOf`: several schemas that all hold, as one.
//!
//! In: pieces, in hand or behind references. Out: the [`ResolvedSchema`] of all
//! of them together: the members of each, the narrowest limits, the values that
//! all allow. What can't hold at once, and a schema that is part of itself, are
//! errors with a place. Deliberately absent: types.

use std::collections::HashSet;

use serde_json::Value;

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::schema::Schemas;
use crate::codegen::lower::schema::resolved::ResolvedSchema;
use crate::codegen::lower::schema::sub_schema::{
    AdditionalProperties, EnumValue, Form, Kind, SubSchema,
};
use crate::codegen::source::Pointer;

/// The references that have been followed from one schema.
#[derive(Debug, Default)]
struct Way {
    /// Those that stand around the one at hand.
    open: Vec<Pointer>,
    seen: HashSet<Pointer>,
}

/// How deep schemas may stand in `allOf` of each other.
const MAX_DEPTH: usize = 64;

impl<'d> Schemas<'d> {
    /// Reads a schema and all that its `allOf` brings.
    pub(crate) fn gather(&mut self, piece: &SubSchema<'d>) -> ResolvedSchema<'d> {
        self.gather_within(piece, &mut Way::default())
    }

    /// Reads the schema in a place, and all that its `allOf` brings.
    pub(crate) fn gathered(&mut self, at: &Pointer) -> ResolvedSchema<'d> {
        // By its name, if it has one: so a subtype knows itself among those of its base.
        match self.document.schemas.get(at) {
            Some(_) => self.gather(&SubSchema::new(Form::Reference(at.clone()), at.clone())),
            None => self.gather(&self.at(at)),
        }
    }

    /// Follows the parts of facts in hand.
    pub(crate) fn with_parts(&mut self, facts: ResolvedSchema<'d>) -> ResolvedSchema<'d> {
        self.joined(facts, &mut Way::default())
    }

    /// Reads several schemas that all hold.
    pub(crate) fn gather_all(&mut self, pieces: &[SubSchema<'d>]) -> ResolvedSchema<'d> {
        let at = pieces
            .first()
            .map_or_else(Pointer::root, |one| one.at.clone());
        let facts = ResolvedSchema {
            parts: pieces.to_vec(),
            ..ResolvedSchema::none(&at)
        };
        self.with_parts(facts)
    }

    fn gather_within(&mut self, piece: &SubSchema<'d>, way: &mut Way) -> ResolvedSchema<'d> {
        let Form::Reference(target) = &piece.form else {
            let facts = self.read(piece);
            return self.joined(facts, way);
        };
        let nothing = ResolvedSchema::none(&piece.at);
        let Some(name) = self.document.schemas.get(target) else {
            return nothing;
        };
        if way.open.contains(target) {
            self.complain_once(
                Code::CIRCULAR_SCHEMA,
                &piece.at,
                &format!("`{name}` is a part of itself"),
                "take it out of its own `allOf`",
            );
            return nothing;
        }
        if way.open.len() >= MAX_DEPTH {
            self.complain_once(
                Code::SCHEMA_TOO_DEEP,
                &piece.at,
                "too many schemas stand in `allOf` of each other here",
                "put members of several of them into one",
            );
            return nothing;
        }
        // What holds twice holds once.
        if !way.seen.insert(target.clone()) {
            return nothing;
        }
        way.open.push(target.clone());
        let component = self.named(target);
        let facts = self.gather_within(&component, way);
        way.open.pop();
        facts.owned_by(name, target)
    }

    fn joined(&mut self, mut facts: ResolvedSchema<'d>, way: &mut Way) -> ResolvedSchema<'d> {
        let said = facts.nullable;
        let mut nullable: Vec<Option<bool>> = Vec::new();
        for part in std::mem::take(&mut facts.parts) {
            let other = self.gather_within(&part, way);
            nullable.push(other.nullable);
            self.join(&mut facts, other);
        }
        // Null beside `allOf` is meant for the whole; otherwise all parts must allow it.
        facts.nullable = match said {
            Some(true) => said,
            _ => {
                nullable.push(said);
                let mut all = nullable.into_iter().flatten();
                all.next().map(|first| first && all.all(|one| one))
            }
        };
        facts
    }

    /// Adds what another schema says.
    pub(crate) fn join(&mut self, facts: &mut ResolvedSchema<'d>, other: ResolvedSchema<'d>) {
        facts.docs.summary = facts.docs.summary.take().or(other.docs.summary);
        facts.docs.description = facts.docs.description.take().or(other.docs.description);
        facts.default = facts.default.or(other.default);
        facts.example = facts.example.or(other.example);
        facts.deprecated |= other.deprecated;
        facts.read_only |= other.read_only;
        facts.write_only |= other.write_only;
        facts.kind = match (facts.kind, other.kind) {
            (one, None) => one,
            (None, one) => one,
            (Some(Kind::Integer), Some(Kind::Number))
            | (Some(Kind::Number), Some(Kind::Integer)) => Some(Kind::Integer),
            (Some(one), Some(two)) => {
                if one != two {
                    self.complain_once(Code::CONFLICTING_ALL_OF,
                        &other.at,
                        &format!(
                            "no value is of the type `{}` and of the type `{}` at once, as `allOf` asks",
                            one.word(),
                            two.word()
                        ),
                        "use `oneOf` if one of them is meant",
                    );
                }
                Some(one)
            }
        };
        facts.format = facts.format.take().or(other.format);
        facts.octets = facts.octets.or(other.octets);
        facts.constraints = std::mem::take(&mut facts.constraints).and(other.constraints);
        self.join_values(facts, other.values, &other.at);
        facts.items.extend(other.items);
        for (name, pieces) in other.properties {
            match facts.properties.iter_mut().find(|(own, _)| *own == name) {
                Some((_, own)) => own.extend(pieces),
                None => facts.properties.push((name, pieces)),
            }
        }
        facts.required.extend(other.required);
        facts.further = match (
            std::mem::replace(&mut facts.further, AdditionalProperties::Open),
            other.further,
        ) {
            (AdditionalProperties::Closed, _) | (_, AdditionalProperties::Closed) => {
                AdditionalProperties::Closed
            }
            (AdditionalProperties::Open, other) => other,
            (own, AdditionalProperties::Open) => own,
            (AdditionalProperties::Schema(mut own), AdditionalProperties::Schema(other)) => {
                own.extend(other);
                AdditionalProperties::Schema(own)
            }
        };
        facts.choices.extend(other.choices);
        facts.discriminator = facts.discriminator.or(other.discriminator);
        facts.sources.extend(other.sources);
    }

    /// Keeps the values that both allow, with what either says about them.
    pub(crate) fn join_values(
        &mut self,
        facts: &mut ResolvedSchema<'d>,
        other: Option<Vec<EnumValue>>,
        at: &Pointer,
    ) {
        let Some(other) = other else { return };
        let Some(own) = facts.values.take() else {
            facts.values = Some(other);
            return;
        };
        let both: Vec<EnumValue> = own
            .into_iter()
            .filter_map(|known| {
                let twin = other
                    .iter()
                    .find(|other| same(&other.value, &known.value))?;
                Some(EnumValue {
                    title: known.title.or_else(|| twin.title.clone()),
                    description: known.description.or_else(|| twin.description.clone()),
                    ..known
                })
            })
            .collect();
        if both.is_empty() {
            self.complain_once(
                Code::CONFLICTING_ALL_OF,
                at,
                "no value is in all the lists of values that `allOf` asks for",
                "correct one of the lists",
            );
        }
        facts.values = Some(both);
    }
}

/// Equal as JSON: `1.0` is `1`.
pub(crate) fn same(one: &Value, two: &Value) -> bool {
    match (one, two) {
        (Value::Number(one), Value::Number(two)) => one == two || one.as_f64() == two.as_f64(),
        _ => one == two,
    }
}
