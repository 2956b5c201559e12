//! Values that a schema allows.
//!
//! In: the place of a schema, which lowering reads. Out: values at its edges: the least and
//! the most of each limit, every value of an enum, members absent, null and present, members
//! that nobody knows. The choice among combinations is made with a fixed seed, so that every
//! run tries the same. Deliberately absent: keywords, and what lowering does not look at
//! either: patterns, and which item stands in which place of `prefixItems`.

mod objects;
mod scalars;

use std::collections::HashMap;
use std::ops::RangeInclusive;

use serde_json::{Value, json};

use self::scalars::{integers, numbers, strings, whole_numbers};
use crate::codegen::diagnostics::Diagnostics;
use crate::codegen::document::Document;
use crate::codegen::lower::{Kind, ResolvedSchema, Schemas, SubSchema, implied};
use crate::codegen::model::{Constraints, Number};
use crate::codegen::source::Pointer;

/// How many values are made of one schema, where it is no list of values.
const MOST: usize = 48;
/// How many of them are tried of a schema inside another.
const INSIDE: usize = 6;
/// How deep schemas are followed before the least value is taken.
const DEEP: usize = 5;
/// How deep they are followed where there is no lesser value. What goes on has no value.
const END: usize = 3 * DEEP;
/// The longest array that is made because there must be so many items.
const LONGEST: usize = 20;
const SEED: u64 = 0x5eed;

/// Makes values of the schemas of one description.
pub(super) struct Synthesis<'d> {
    schemas: Schemas<'d>,
    seed: u64,
    /// The values of schemas inside the one at hand, by place and depth: what is met in many
    /// places is followed once.
    inside: HashMap<(Vec<Pointer>, usize), Vec<Value>>,
}

impl<'d> Synthesis<'d> {
    pub(super) fn new(document: &'d Document, diagnostics: &'d mut Diagnostics) -> Self {
        Self {
            schemas: Schemas::new(document, diagnostics),
            seed: SEED,
            inside: HashMap::new(),
        }
    }

    /// Returns values of the schema in a place: the first is the plainest.
    pub(super) fn values(&mut self, at: &Pointer) -> Vec<Value> {
        // So that they do not depend on what else is in the description.
        self.seed = SEED;
        self.inside.clear();
        let schema = self.schemas.gathered(at);
        let mut values = self.of(schema, 0);
        values.extend(self.of_children(at, 0));
        values
    }

    /// Returns the example that the schema in a place gives itself.
    pub(super) fn example(&self, at: &Pointer) -> Option<Value> {
        let schema = self.schemas.read(&self.schemas.named(at));
        serde_json::to_value(schema.example?).ok()
    }

    /// A number of the fixed sequence (SplitMix64), less than `below`.
    fn next(&mut self, below: usize) -> usize {
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.seed;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let below = below.max(1) as u64;
        usize::try_from((z ^ (z >> 31)) % below).unwrap_or(0)
    }

    /// Returns values that all of several schemas allow.
    fn of_all(&mut self, schemas: &[SubSchema<'d>], depth: usize) -> Vec<Value> {
        let references: Vec<_> = schemas.iter().map(SubSchema::reference).collect();
        let places = schemas.iter().map(|one| one.reference().unwrap_or(&one.at));
        let key = (places.cloned().collect(), depth);
        if let Some(values) = self.inside.get(&key) {
            return values.clone();
        }
        let schema = self.schemas.gather_all(schemas);
        let mut values = self.of(schema, depth);
        if let ([Some(at)], true) = (references.as_slice(), depth <= DEEP) {
            values.extend(self.of_children(at, depth));
        }
        self.inside.insert(key, values.clone());
        values
    }

    /// Returns values of the schemas that inherit from one in a place.
    fn of_children(&mut self, at: &Pointer, depth: usize) -> Vec<Value> {
        let Some(children) = self.schemas.children(at) else {
            return Vec::new();
        };
        let schema = ResolvedSchema {
            compositions: vec![children],
            ..ResolvedSchema::none(at)
        };
        let mut values = self.one_of(&schema, depth);
        values.truncate(if depth > 0 { INSIDE } else { MOST });
        values
    }

    fn of(&mut self, mut schema: ResolvedSchema<'d>, depth: usize) -> Vec<Value> {
        if depth > END {
            return Vec::new();
        }
        self.schemas.settle(&mut schema);
        let mut values = Vec::new();
        match &schema.values {
            Some(listed) if schema.compositions.is_empty() => {
                values.extend(listed.iter().map(|known| known.value.clone()));
            }
            _ => {
                for value in self.unlisted(&schema, depth) {
                    if !values.contains(&value) {
                        values.push(value);
                    }
                }
                values.truncate(if depth > 0 { INSIDE } else { MOST });
            }
        }
        if schema.nullable == Some(true) && !values.contains(&Value::Null) {
            values.insert(values.len().min(1), Value::Null);
        }
        values
    }

    fn unlisted(&mut self, schema: &ResolvedSchema<'d>, depth: usize) -> Vec<Value> {
        if !schema.compositions.is_empty() {
            return self.one_of(schema, depth);
        }
        match schema.kind.or_else(|| implied(schema)) {
            Some(Kind::String) => strings(schema),
            Some(Kind::Integer) => integers(schema),
            Some(Kind::Number) => whole_numbers(schema).unwrap_or_else(|| numbers(schema)),
            Some(Kind::Boolean) => vec![json!(false), json!(true)],
            Some(Kind::Array) => self.arrays(schema, depth),
            Some(Kind::Object) => self.objects(schema, depth),
            None => vec![
                json!({"any": [1, null]}),
                json!("text"),
                json!(0),
                json!([]),
            ],
        }
    }

    fn arrays(&mut self, schema: &ResolvedSchema<'d>, depth: usize) -> Vec<Value> {
        let counts = limits(&schema.constraints, "minItems", "maxItems");
        let (least, mut most) = ((*counts.start()).min(LONGEST), *counts.end());
        let items = if depth >= DEEP && least == 0 {
            Vec::new()
        } else {
            self.of_all(&schema.items, depth + 1)
        };
        if schema.constraints.get("uniqueItems").is_some() || items.is_empty() {
            most = most.min(items.len());
        }
        let mut counts = vec![least, 1, items.len().min(most).max(least)];
        counts.retain(|count| (least..=most).contains(count));
        let of = |count| items.iter().cycle().take(count).cloned().collect();
        counts.into_iter().map(of).collect()
    }

    /// Values of each alternative in turn, so that none is left out where there are many.
    fn one_of(&mut self, schema: &ResolvedSchema<'d>, depth: usize) -> Vec<Value> {
        let Some((choice, others)) = schema.compositions.split_first() else {
            return Vec::new();
        };
        let tag = choice.discriminator.or(schema.discriminator);
        let mut sets = Vec::new();
        for alternative in &choice.alternatives {
            let own = self.schemas.gather(alternative);
            let mut whole = ResolvedSchema {
                // What stands beside the alternatives may say that none of them is null.
                nullable: schema.nullable.filter(|null| !null).or(own.nullable),
                compositions: others.to_vec(),
                ..schema.clone()
            };
            self.schemas.join(&mut whole, own);
            let mut values = self.of(whole, depth + 1);
            if let Some(tag) = tag {
                let words = self.schemas.tags(alternative, tag);
                let objects = values.iter_mut().filter_map(Value::as_object_mut);
                for (object, word) in objects.zip(words.iter().cycle()) {
                    object.insert(tag.property_name.to_owned(), json!(word));
                }
            }
            let is_enough = depth > DEEP && !values.is_empty();
            sets.push(values.into_iter());
            if is_enough {
                break;
            }
        }
        let mut values = Vec::new();
        loop {
            let before = values.len();
            values.extend(sets.iter_mut().filter_map(Iterator::next));
            if values.len() == before {
                return values;
            }
        }
    }
}

/// How many there may be, as two keywords say.
fn limits(constraints: &Constraints, least: &str, most: &str) -> RangeInclusive<usize> {
    let count = |keyword: &str| match constraints.get(keyword)? {
        Number::Integer(count) => usize::try_from(count).ok(),
        Number::Float(_) => None,
    };
    count(least).unwrap_or(0)..=count(most).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests;
