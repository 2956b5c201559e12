//! `allOf`: several schemas that all hold, as one.
//!
//! In: schemas, in hand or behind references. Out: the [`ResolvedSchema`] of all
//! of them together: the members of each, the narrowest limits, the values that
//! all allow. What can't hold at once, and a schema that is part of itself, are
//! errors with a place. Deliberately absent: types.

mod null;

use std::collections::HashSet;

use serde_json::Value;

pub(super) use self::null::says_only_null;
use crate::codegen::diagnostics::Code;
use crate::codegen::lower::schema::Schemas;
use crate::codegen::lower::schema::resolved::ResolvedSchema;
use crate::codegen::lower::schema::sub_schema::{
    AdditionalProperties, EnumValue, Form, Kind, SubSchema,
};
use crate::codegen::source::Pointer;

/// The references that have been followed from one schema.
#[derive(Debug, Default)]
struct ReferenceChain {
    /// Those that stand around the one at hand.
    open: Vec<Pointer>,
    seen: HashSet<Pointer>,
}

/// How deep schemas may stand in `allOf` of each other.
const MAX_DEPTH: usize = 64;

impl<'d> Schemas<'d> {
    /// Reads a schema and all that its `allOf` brings.
    pub(crate) fn gather(&mut self, sub_schema: &SubSchema<'d>) -> ResolvedSchema<'d> {
        self.gather_within(sub_schema, &mut ReferenceChain::default())
    }

    /// Reads the schema in a place, and all that its `allOf` brings.
    pub(crate) fn gathered(&mut self, at: &Pointer) -> ResolvedSchema<'d> {
        // By its name, if it has one: so a subtype knows itself among those of its base.
        match self.document.schemas.get(at) {
            Some(_) => self.gather(&SubSchema::new(Form::Reference(at.clone()), at.clone())),
            None => self.gather(&self.at(at)),
        }
    }

    /// Follows `allOf` of a schema in hand.
    pub(crate) fn with_all_of(&mut self, schema: ResolvedSchema<'d>) -> ResolvedSchema<'d> {
        self.joined(schema, &mut ReferenceChain::default())
    }

    /// Reads several schemas that all hold.
    pub(crate) fn gather_all(&mut self, sub_schemas: &[SubSchema<'d>]) -> ResolvedSchema<'d> {
        self.with_all_of(ResolvedSchema::all_of(sub_schemas))
    }

    fn gather_within(
        &mut self,
        sub_schema: &SubSchema<'d>,
        chain: &mut ReferenceChain,
    ) -> ResolvedSchema<'d> {
        let Form::Reference(target) = &sub_schema.form else {
            let schema = self.read(sub_schema);
            return self.joined(schema, chain);
        };
        let nothing = ResolvedSchema::none(&sub_schema.at);
        let Some(name) = self.document.schemas.get(target) else {
            return nothing;
        };
        if chain.open.contains(target) {
            self.complain_once(
                Code::CIRCULAR_SCHEMA,
                &sub_schema.at,
                &format!("`{name}` is a part of itself"),
                "take it out of its own `allOf`",
            );
            return nothing;
        }
        if chain.open.len() >= MAX_DEPTH {
            self.complain_once(
                Code::SCHEMA_TOO_DEEP,
                &sub_schema.at,
                "too many schemas stand in `allOf` of each other here",
                "put members of several of them into one",
            );
            return nothing;
        }
        // What holds twice holds once.
        if !chain.seen.insert(target.clone()) {
            return nothing;
        }
        chain.open.push(target.clone());
        let component = self.named(target);
        let schema = self.gather_within(&component, chain);
        chain.open.pop();
        schema.owned_by(name, target)
    }

    fn joined(
        &mut self,
        mut schema: ResolvedSchema<'d>,
        chain: &mut ReferenceChain,
    ) -> ResolvedSchema<'d> {
        let said = schema.nullable;
        let mut nullable: Vec<Option<bool>> = Vec::new();
        let parts = std::mem::take(&mut schema.all_of).into_iter();
        let mut parts: Vec<(usize, ResolvedSchema<'d>)> = parts
            .map(|part| {
                let mut other = self.gather_within(&part, chain);
                // What clashes is asked for here, whatever schema a reference leads to.
                other.at = part.at.clone();
                (part.distance, other.further(part.distance + 1))
            })
            .collect();
        let said = if self.null_alone(&mut parts) {
            Some(true)
        } else {
            said
        };
        self.without_habit(&mut schema, &parts);
        for other in self.not_overridden(parts) {
            nullable.push(other.nullable);
            self.join(&mut schema, other);
        }
        // Null beside `allOf` is meant for the whole; otherwise all parts must allow it.
        schema.nullable = match said {
            Some(true) => said,
            _ => {
                nullable.push(said);
                let mut all = nullable.into_iter().flatten();
                all.next().map(|first| first && all.all(|one| one))
            }
        };
        schema
    }

    /// Leaves out `type: object` beside an `allOf` of another type, where nothing else is said
    /// of objects.
    fn without_habit(
        &mut self,
        schema: &mut ResolvedSchema<'d>,
        parts: &[(usize, ResolvedSchema<'d>)],
    ) {
        let mut kinds = parts.iter().filter_map(|(_, part)| part.kind);
        let Some(first) = kinds.next().filter(|kind| *kind != Kind::Object) else {
            return;
        };
        if schema.kind == Some(Kind::Object)
            && schema.is_remark()
            && kinds.all(|kind| kind == first)
        {
            let word = first.word();
            let message =
                format!("`type: object` beside an `allOf` of the type `{word}` is left out");
            let help = "take `type` out, or correct it";
            self.complain_once(Code::OBJECT_BESIDE_ALL_OF, &schema.at, &message, help);
            schema.kind = None;
        }
    }

    /// Leaves out what says the contrary of something that was written nearer to the schema at
    /// hand: a subtype restates a property of its base for its own values.
    fn not_overridden(
        &mut self,
        parts: Vec<(usize, ResolvedSchema<'d>)>,
    ) -> Vec<ResolvedSchema<'d>> {
        let nearest = parts.iter().map(|(distance, _)| *distance).min();
        let is_near = |(distance, _): &(usize, _)| Some(*distance) == nearest;
        let (near, far): (Vec<_>, Vec<_>) = parts.into_iter().partition(is_near);
        let near: Vec<_> = near.into_iter().map(|(_, schema)| schema).collect();
        let mut kept = near.clone();
        for (_, schema) in far {
            let Some((own, problem)) = near
                .iter()
                .find_map(|own| Some((own, contradiction(own, &schema)?)))
            else {
                kept.push(schema);
                continue;
            };
            let message = format!("{problem}, and what stands here is read instead of its base");
            let help = "correct the base, or leave the property out of one of the two";
            self.complain_once(Code::OVERRIDDEN_BASE, &own.at, &message, help);
        }
        kept
    }

    /// Adds what another schema says.
    pub(crate) fn join(&mut self, schema: &mut ResolvedSchema<'d>, other: ResolvedSchema<'d>) {
        let ResolvedSchema {
            at,
            docs,
            default,
            example,
            annotations,
            // Whoever joins knows whether null beside `allOf` is meant for the whole.
            nullable: _,
            kind,
            format,
            octets,
            constraints,
            values,
            items,
            properties,
            required,
            additional_properties,
            compositions,
            discriminator,
            // Followed before schemas are joined.
            all_of: _,
            sources,
        } = other;
        schema.docs.summary = schema.docs.summary.take().or(docs.summary);
        schema.docs.description = schema.docs.description.take().or(docs.description);
        schema.default = schema.default.or(default);
        schema.example = schema.example.or(example);
        schema.annotations = std::mem::take(&mut schema.annotations).and(annotations);
        schema.kind = self.join_kinds((schema.kind, kind), &at);
        schema.format = schema.format.take().or(format);
        schema.octets = schema.octets.or(octets);
        schema.constraints = std::mem::take(&mut schema.constraints).and(constraints);
        self.join_values(schema, values, &at);
        schema.items.extend(items);
        for (name, sub_schemas) in properties {
            match schema.properties.iter_mut().find(|(own, _)| *own == name) {
                Some((_, own)) => own.extend(sub_schemas),
                None => schema.properties.push((name, sub_schemas)),
            }
        }
        schema.required.extend(required);
        let own = std::mem::replace(
            &mut schema.additional_properties,
            AdditionalProperties::Open,
        );
        schema.additional_properties = own.and(additional_properties);
        schema.compositions.extend(compositions);
        schema.discriminator = schema.discriminator.or(discriminator);
        schema.sources.extend(sources);
    }

    /// Returns the type that both allow.
    fn join_kinds(&mut self, kinds: (Option<Kind>, Option<Kind>), at: &Pointer) -> Option<Kind> {
        let (Some(one), Some(two)) = kinds else {
            return kinds.0.or(kinds.1);
        };
        let both = both_kinds(one, two);
        if both.is_none() {
            let message = format!("{}, as `allOf` asks", no_kind(one, two));
            let help = "use `oneOf` if one of them is meant";
            self.complain_once(Code::CONFLICTING_ALL_OF, at, &message, help);
        }
        both.or(Some(one))
    }

    /// Keeps the values that both allow, with what either says about them.
    pub(crate) fn join_values(
        &mut self,
        schema: &mut ResolvedSchema<'d>,
        other: Option<Vec<EnumValue>>,
        at: &Pointer,
    ) {
        let Some(other) = other else { return };
        let Some(own) = schema.values.take() else {
            schema.values = Some(other);
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
        schema.values = Some(both);
    }
}

impl AdditionalProperties<'_> {
    /// Returns what holds where both do.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Closed, _) | (_, Self::Closed) => Self::Closed,
            (Self::Open, one) | (one, Self::Open) => one,
            (Self::Schema(mut own), Self::Schema(other)) => {
                own.extend(other);
                Self::Schema(own)
            }
        }
    }
}

/// The type that both allow: an integer is a number.
fn both_kinds(one: Kind, two: Kind) -> Option<Kind> {
    match (one, two) {
        (Kind::Integer, Kind::Number) | (Kind::Number, Kind::Integer) => Some(Kind::Integer),
        (one, two) => (one == two).then_some(one),
    }
}

fn no_kind(one: Kind, two: Kind) -> String {
    let (one, two) = (one.word(), two.word());
    format!("no value is of the type `{one}` and of the type `{two}` at once")
}

/// Says why no value satisfies two schemas, as far as their types and values tell.
pub(crate) fn contradiction(one: &ResolvedSchema<'_>, two: &ResolvedSchema<'_>) -> Option<String> {
    if let (Some(one), Some(two)) = (one.kind, two.kind) {
        if both_kinds(one, two).is_none() {
            return Some(no_kind(one, two));
        }
    }
    let (own, other) = (one.values.as_deref()?, two.values.as_deref()?);
    let is_listed = |known: &EnumValue| other.iter().any(|one| same(&one.value, &known.value));
    let is_empty = own.is_empty() || other.is_empty();
    (!is_empty && !own.iter().any(is_listed))
        .then(|| "no value is in both lists of values".to_owned())
}

/// Equal as JSON: `1.0` is `1`.
pub(crate) fn same(one: &Value, two: &Value) -> bool {
    match (one, two) {
        (Value::Number(one), Value::Number(two)) => one == two || one.as_f64() == two.as_f64(),
        _ => one == two,
    }
}
