//! What the alternatives of a union are called.
//!
//! In: a composition. Out: a label for each alternative, taken from what it is
//! by itself: its schema's name, its title, a constant, its type, a member that no
//! other has; its place only where there is nothing else. Deliberately absent: case
//! and namesakes (see `names.rs`).

use serde_json::Value;

use crate::codegen::lower::schema::sub_schema::{Composition, EnumValue, Kind};
use crate::codegen::lower::schema::{Schemas, resolved::ResolvedSchema};

impl<'d> Schemas<'d> {
    /// What each alternative is called, from what it is by itself.
    pub(crate) fn labels(&mut self, composition: &Composition<'d>) -> Vec<String> {
        let schema = |sub_schema| {
            let mut schema = self.gather(sub_schema);
            self.settle(&mut schema);
            schema
        };
        let schemas: Vec<_> = composition.alternatives.iter().map(schema).collect();
        let words: Vec<Option<&'static str>> = schemas.iter().map(word).collect();
        let mut labels = Vec::with_capacity(schemas.len());
        for (index, (sub_schema, own)) in composition.alternatives.iter().zip(&schemas).enumerate()
        {
            let name = self.name_of(sub_schema);
            let label = name
                .map(str::to_owned)
                .or_else(|| own.docs.summary.clone().filter(|title| is_name(title)))
                .or_else(|| self.constant_member(own))
                .or_else(|| {
                    let word = words[index]?;
                    let same = words.iter().filter(|other| **other == Some(word)).count();
                    (same == 1).then(|| word.to_owned())
                })
                .or_else(|| with_members(own, &schemas))
                .or_else(|| self.list_of(own))
                .unwrap_or_else(|| format!("form_{}", index + 1));
            labels.push(label);
        }
        labels
    }

    fn list_of(&self, schema: &ResolvedSchema<'d>) -> Option<String> {
        let [sub_schema] = schema.items.as_slice() else {
            return None;
        };
        let name = match sub_schema.reference() {
            Some(_) => self.name_of(sub_schema)?,
            None => word(&self.read(sub_schema))?,
        };
        Some(format!("{name}_list"))
    }

    /// The constant of a required member, such as `type: [cat]`.
    fn constant_member(&mut self, schema: &ResolvedSchema<'d>) -> Option<String> {
        for (name, sub_schemas) in &schema.properties {
            if schema.requires(name) {
                let values = self.gather_all(sub_schemas).values;
                if let Some(
                    [
                        EnumValue {
                            value: Value::String(text),
                            ..
                        },
                    ],
                ) = values.as_deref()
                {
                    return Some(text.clone());
                }
            }
        }
        None
    }
}

/// A title that is short enough to be a name.
fn is_name(title: &str) -> bool {
    title.len() <= 48 && title.chars().any(|c| c.is_ascii_alphabetic())
}

fn word(schema: &ResolvedSchema<'_>) -> Option<&'static str> {
    Some(match schema.kind {
        Some(Kind::String) => "text",
        Some(Kind::Integer) => "integer",
        Some(Kind::Number) => "number",
        Some(Kind::Boolean) => "bool",
        Some(Kind::Array) => "list",
        Some(Kind::Object) if schema.properties.is_empty() => "map",
        Some(Kind::Object) => "object",
        None if !schema.properties.is_empty() => "object",
        None if schema.compositions.is_empty() && schema.values.is_none() => "any",
        None => return None,
    })
}

/// The members that this alternative requires, or has, and no other.
fn with_members(schema: &ResolvedSchema<'_>, all: &[ResolvedSchema<'_>]) -> Option<String> {
    let alone = |name: &&str, has: fn(&ResolvedSchema<'_>, &str) -> bool| {
        !name.is_empty() && all.iter().filter(|other| has(other, name)).count() == 1
    };
    let mut required = schema.required.iter().map(|(name, _)| *name);
    let required = required.find(|name| alone(name, |other, name| other.requires(name)));
    let mut known = schema.properties.iter().map(|(name, _)| *name);
    let known = known.find(|name| alone(name, |other, name| other.property(name).is_some()));
    required.or(known).map(|name| format!("with_{name}"))
}
