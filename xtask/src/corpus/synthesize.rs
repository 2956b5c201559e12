//! Values that a schema allows.
//!
//! In: a schema of OpenAPI 3.0 or 3.1. Out: values at its edges: the least and the most of
//! each limit, every value of an enum, members absent, null and present, members that nobody
//! knows. All that holds of one value, by way of references and `allOf`, is looked at as
//! a list of [`Part`]s. The choice among combinations is made with a fixed seed, so that
//! every run tries the same. Deliberately absent: patterns; a client does not look at them.

mod objects;
mod scalars;

use serde_json::{Value, json};
use serde_yaml::Value as Schema;

use self::scalars::{integers, numbers, strings};
use crate::codegen::model::{Constraints, Literal, Number};
use crate::codegen::source::Pointer;

/// How many values are made of one schema, where it is no list of values.
const MOST: usize = 48;
/// How many of them are tried of a schema inside another.
const INSIDE: usize = 6;
/// How deep schemas are followed before the least value is taken.
const DEEP: usize = 5;
/// How deep `allOf` is followed.
const PARTS: usize = 32;

/// Makes values of the schemas of one description.
pub(super) struct Synthesis<'v> {
    root: &'v Schema,
    seed: u64,
}

/// One of the schemas that hold of a value.
#[derive(Clone, Copy)]
struct Part<'v> {
    schema: &'v Schema,
    /// Whether one of its alternatives has been chosen, and is among the parts.
    is_settled: bool,
}

impl<'v> Part<'v> {
    /// The schemas of which one must hold.
    fn alternatives(&self) -> Option<&'v [Schema]> {
        let either = |keyword: &str| Some(self.schema.get(keyword)?.as_sequence()?.as_slice());
        either("oneOf")
            .or_else(|| either("anyOf"))
            .filter(|_| !self.is_settled)
    }

    /// The values that are listed.
    fn listed(&self) -> Option<Vec<Value>> {
        let listed = match (self.schema.get("const"), self.schema.get("enum")) {
            (Some(value), _) => std::slice::from_ref(value),
            (None, values) => values?.as_sequence()?,
        };
        Some(listed.iter().map(value).collect())
    }
}

impl<'v> Synthesis<'v> {
    pub(super) fn new(root: &'v Schema) -> Self {
        Self { root, seed: 0x5eed }
    }

    /// Returns values of a schema.
    pub(super) fn values(&mut self, schema: &'v Schema) -> Vec<Value> {
        self.at(&[schema], 0)
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

    /// Returns values of which all schemas hold: the first is the plainest.
    fn at(&mut self, schemas: &[&'v Schema], depth: usize) -> Vec<Value> {
        let mut parts = Vec::new();
        for schema in schemas {
            self.flatten(schema, &mut parts, 0);
        }
        let mut values = self.of(&parts, depth);
        let nullable = |schema: &&Schema| is_nullable(resolve(self.root, schema));
        if schemas.iter().all(nullable) && !values.contains(&Value::Null) {
            values.insert(values.len().min(1), Value::Null);
        }
        values
    }

    /// Lists a schema and all that it is made of.
    fn flatten(&self, schema: &'v Schema, parts: &mut Vec<Part<'v>>, depth: usize) {
        let target = resolve(self.root, schema);
        // What 3.1 lets stand beside a reference holds, too.
        let all = [target, schema].into_iter();
        for schema in all.take(if target == schema { 1 } else { 2 }) {
            parts.push(Part {
                schema,
                is_settled: false,
            });
            let all = schema.get("allOf").and_then(Schema::as_sequence);
            for part in all.into_iter().flatten().filter(|_| depth < PARTS) {
                self.flatten(part, parts, depth + 1);
            }
        }
    }

    fn of(&mut self, parts: &[Part<'v>], depth: usize) -> Vec<Value> {
        let mut lists = parts.iter().filter_map(Part::listed);
        if let Some(list) = lists.next() {
            let others: Vec<_> = lists.collect();
            let is_in_all = |value: &Value| others.iter().all(|list| list.contains(value));
            return list.into_iter().filter(is_in_all).collect();
        }
        let open = parts
            .iter()
            .enumerate()
            .find_map(|(index, part)| Some((index, part.alternatives()?)));
        let mut values = match open {
            Some((index, ways)) => self.one_of(parts, index, ways, depth),
            None => self.typed(parts, depth),
        };
        values.truncate(if depth > 0 { INSIDE } else { MOST });
        values
    }

    fn typed(&mut self, parts: &[Part<'v>], depth: usize) -> Vec<Value> {
        let has = |keyword: &str| parts.iter().any(|part| part.schema.get(keyword).is_some());
        let words = parts.iter().map(|part| types(part.schema));
        match words.into_iter().find(|words| !words.is_empty()) {
            Some(words) => {
                let values = words.iter().map(|word| self.of_type(word, parts, depth));
                values.collect::<Vec<_>>().concat()
            }
            None if has("properties") => self.objects(parts, depth),
            None if has("items") => self.arrays(parts, depth),
            None => vec![
                json!({"any": [1, null]}),
                json!("text"),
                json!(0),
                json!([]),
            ],
        }
    }

    fn of_type(&mut self, word: &str, parts: &[Part<'v>], depth: usize) -> Vec<Value> {
        let mut formats = parts.iter().map(|part| &part.schema["format"]);
        let format = formats.find_map(Schema::as_str).unwrap_or_default();
        // A number of such a format is whole.
        let is_whole = format.starts_with("int") || format.starts_with("uint");
        match word {
            "string" => strings(format, &constraints(parts, false)),
            "number" if !is_whole => numbers(format, &constraints(parts, false)),
            "integer" | "number" => integers(format, &constraints(parts, true)),
            "boolean" => vec![json!(false), json!(true)],
            "array" => self.arrays(parts, depth),
            "object" => self.objects(parts, depth),
            _ => Vec::new(),
        }
    }

    fn arrays(&mut self, parts: &[Part<'v>], depth: usize) -> Vec<Value> {
        let limits = constraints(parts, false);
        let least = limit(&limits, "minItems").unwrap_or(0).min(20);
        let most = limit(&limits, "maxItems").unwrap_or(usize::MAX);
        let mut places = parts.iter();
        if let Some(places) = places.find_map(|part| part.schema.get("prefixItems")?.as_sequence())
        {
            let first = |place| self.at(&[place], depth + 1).into_iter().next();
            return vec![places.iter().filter_map(first).collect()];
        }
        let items: Vec<&Schema> = parts
            .iter()
            .filter_map(|part| part.schema.get("items"))
            .collect();
        let items = match items.as_slice() {
            [] if least == 0 => return vec![json!([])],
            [] => vec![Value::Null],
            _ if depth >= DEEP && least == 0 => return vec![json!([])],
            items => self.at(items, depth + 1),
        };
        let of = |count: usize| -> Value { items.iter().cycle().take(count).cloned().collect() };
        let unique = limits.get("uniqueItems").is_some();
        let widest = items.len().min(most).max(least);
        let mut values = vec![of(least)];
        for count in [1, widest] {
            if count >= least && count <= most && !(unique && count > items.len()) {
                values.push(of(count));
            }
        }
        values.dedup();
        values
    }

    /// Values of each alternative in turn, so that none is left out where there are many.
    fn one_of(
        &mut self,
        parts: &[Part<'v>],
        index: usize,
        ways: &'v [Schema],
        depth: usize,
    ) -> Vec<Value> {
        let ways = if depth > DEEP {
            ways.get(..1).unwrap_or_default()
        } else {
            ways
        };
        let holder = parts.get(index).map_or(&Schema::Null, |part| part.schema);
        let mut sets = Vec::new();
        for way in ways {
            let mut all = parts.to_vec();
            if let Some(part) = all.get_mut(index) {
                part.is_settled = true;
            }
            self.flatten(way, &mut all, 0);
            let mut some = self.of(&all, depth + 1);
            if let Some(tag) = holder["discriminator"]["propertyName"].as_str() {
                let word = tag_of(holder, way);
                for object in some.iter_mut().filter_map(Value::as_object_mut) {
                    if let Some(word) = &word {
                        object.insert(tag.to_owned(), json!(word));
                    }
                }
            }
            if parts.len() == 1 && is_nullable(resolve(self.root, way)) {
                some.push(Value::Null);
            }
            sets.push(some.into_iter());
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

/// The word that tells an alternative: from the mapping, else the name of its schema.
fn tag_of(schema: &Schema, way: &Schema) -> Option<String> {
    let target = way["$ref"].as_str()?;
    let name = target.rsplit('/').next()?;
    let mapping = schema["discriminator"]["mapping"].as_mapping();
    let is_meant = |to: &Schema| to.as_str().is_some_and(|to| to == target || to == name);
    let mapped = mapping.into_iter().flatten().find(|(_, to)| is_meant(to));
    let word = mapped.and_then(|(word, _)| word.as_str()).unwrap_or(name);
    Some(word.to_owned())
}

/// Follows references inside the description.
pub(super) fn resolve<'v>(root: &'v Schema, value: &'v Schema) -> &'v Schema {
    let target = value.get("$ref").and_then(Schema::as_str);
    let found = target.and_then(Pointer::parse);
    found.map_or(value, |target| {
        let last = target.chain(root).last();
        last.map_or(value, |(_, value)| value)
    })
}

/// The types that a schema states.
fn types(schema: &Schema) -> Vec<&str> {
    match &schema["type"] {
        Schema::Sequence(words) => words.iter().filter_map(Schema::as_str).collect(),
        word => word.as_str().into_iter().collect(),
    }
}

fn is_nullable(schema: &Schema) -> bool {
    schema["nullable"].as_bool() == Some(true) || types(schema).contains(&"null")
}

/// The limits of all parts: of two, the narrower one.
fn constraints(parts: &[Part<'_>], is_integer: bool) -> Constraints {
    let own = |part: &Part<'_>| {
        let get = |keyword| Some(Literal::from(&value(part.schema.get(keyword)?)));
        Constraints::read(is_integer, get)
    };
    let all = parts.iter().map(own);
    all.fold(Constraints::default(), Constraints::and)
}

fn limit(constraints: &Constraints, keyword: &str) -> Option<usize> {
    match constraints.get(keyword)? {
        Number::Integer(limit) => usize::try_from(limit).ok(),
        Number::Float(_) => None,
    }
}

/// A value of the description.
pub(super) fn value(value: &Schema) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

#[cfg(test)]
mod tests;
