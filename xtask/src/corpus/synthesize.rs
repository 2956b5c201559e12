//! Values that a schema allows.
//!
//! In: a schema of OpenAPI 3.0. Out: values at its edges: the least and the most of each
//! limit, every value of an enum, members absent, null and present, members that nobody
//! knows. All that holds of one value, by way of references and `allOf`, is looked at as
//! a list of [`Part`]s. The choice among combinations is made with a fixed seed, so that
//! every run tries the same. Deliberately absent: patterns; a client does not look at them.

mod objects;
mod scalars;

use serde_json::{Map, Value, json};

use self::scalars::{integers, numbers, strings};
use super::cases::resolve;

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
    root: &'v Value,
    seed: u64,
}

/// One of the schemas that hold of a value.
#[derive(Clone, Copy)]
struct Part<'v> {
    schema: &'v Value,
    /// Whether one of its alternatives has been chosen, and is among the parts.
    is_settled: bool,
}

impl<'v> Part<'v> {
    /// The schemas of which one must hold.
    fn alternatives(&self) -> Option<&'v Vec<Value>> {
        let either = |keyword: &str| self.schema.get(keyword)?.as_array();
        either("oneOf")
            .or_else(|| either("anyOf"))
            .filter(|_| !self.is_settled)
    }
}

impl<'v> Synthesis<'v> {
    pub(super) fn new(root: &'v Value) -> Self {
        Self { root, seed: 0x5eed }
    }

    /// Returns values of a schema.
    pub(super) fn values(&mut self, schema: &'v Value) -> Vec<Value> {
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
    fn at(&mut self, schemas: &[&'v Value], depth: usize) -> Vec<Value> {
        let mut parts = Vec::new();
        for schema in schemas {
            self.flatten(schema, &mut parts, 0);
        }
        let mut values = self.of(&parts, depth);
        let nullable = |schema: &&Value| resolve(self.root, schema)["nullable"] == json!(true);
        if schemas.iter().all(nullable) && !values.contains(&Value::Null) {
            values.insert(values.len().min(1), Value::Null);
        }
        values
    }

    /// Lists a schema and all that it is made of.
    fn flatten(&self, schema: &'v Value, parts: &mut Vec<Part<'v>>, depth: usize) {
        let schema = resolve(self.root, schema);
        parts.push(Part {
            schema,
            is_settled: false,
        });
        let all = schema.get("allOf").and_then(Value::as_array);
        for part in all.into_iter().flatten().filter(|_| depth < PARTS) {
            self.flatten(part, parts, depth + 1);
        }
    }

    fn of(&mut self, parts: &[Part<'v>], depth: usize) -> Vec<Value> {
        let mut lists = parts
            .iter()
            .filter_map(|part| part.schema.get("enum")?.as_array());
        if let Some(list) = lists.next() {
            let others: Vec<_> = lists.collect();
            let is_in_all = |value: &&Value| others.iter().all(|list| list.contains(value));
            return list.iter().filter(is_in_all).cloned().collect();
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
        let kind = parts.iter().find_map(|part| part.schema["type"].as_str());
        match kind {
            Some("string") => strings(&merged(parts)),
            Some("integer") => integers(&merged(parts)),
            // A number of such a format is whole.
            Some("number") if is_whole(&merged(parts)) => integers(&merged(parts)),
            Some("number") => numbers(&merged(parts)),
            Some("boolean") => vec![json!(false), json!(true)],
            Some("array") => self.arrays(parts, depth),
            Some("object") => self.objects(parts, depth),
            _ if has("properties") => self.objects(parts, depth),
            _ if has("items") => self.arrays(parts, depth),
            _ => vec![
                json!({"any": [1, null]}),
                json!("text"),
                json!(0),
                json!([]),
            ],
        }
    }

    fn arrays(&mut self, parts: &[Part<'v>], depth: usize) -> Vec<Value> {
        let limits = merged(parts);
        let least = limit(&limits, "minItems").unwrap_or(0).min(20);
        let most = limit(&limits, "maxItems").unwrap_or(usize::MAX);
        let items: Vec<&Value> = parts
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
        let unique = limits["uniqueItems"] == json!(true);
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
        ways: &'v [Value],
        depth: usize,
    ) -> Vec<Value> {
        let ways = if depth > DEEP {
            ways.get(..1).unwrap_or_default()
        } else {
            ways
        };
        let holder = parts.get(index).map_or(&Value::Null, |part| part.schema);
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
            if parts.len() == 1 && resolve(self.root, way)["nullable"] == json!(true) {
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
fn tag_of(schema: &Value, way: &Value) -> Option<String> {
    let target = way["$ref"].as_str()?;
    let name = target.rsplit('/').next()?;
    let mapping = schema["discriminator"]["mapping"].as_object();
    let mapped = mapping
        .into_iter()
        .flatten()
        .find(|(_, to)| to.as_str().is_some_and(|to| to == target || to == name));
    Some(mapped.map_or(name, |(word, _)| word).to_owned())
}

/// The limits of all parts: of two, the narrower one.
fn merged(parts: &[Part<'_>]) -> Value {
    let mut merged: Map<String, Value> = Map::new();
    for (keyword, value) in parts
        .iter()
        .filter_map(|part| part.schema.as_object())
        .flatten()
    {
        let narrower = match (merged.get(keyword).and_then(Value::as_f64), value.as_f64()) {
            (Some(old), Some(new)) if keyword.starts_with("max") => new < old,
            (Some(old), Some(new)) => new > old,
            _ => !merged.contains_key(keyword),
        };
        if narrower {
            merged.insert(keyword.clone(), value.clone());
        }
    }
    Value::Object(merged)
}

fn is_whole(schema: &Value) -> bool {
    let format = schema["format"].as_str().unwrap_or_default();
    format.starts_with("int") || format.starts_with("uint")
}

fn limit(schema: &Value, keyword: &str) -> Option<usize> {
    schema[keyword]
        .as_u64()
        .and_then(|limit| usize::try_from(limit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(schema: Value) -> Vec<Value> {
        Synthesis::new(&json!({"s": {"type": "object", "properties": {"self": {"$ref": "#/s"}}}}))
            .values(&schema)
    }

    #[test]
    fn edges_are_among_the_values() {
        let has = |schema: Value, wanted: &[Value]| {
            let all = values(schema.clone());
            for value in wanted {
                assert!(all.contains(value), "{schema}: {all:?} without {value}");
            }
        };
        has(
            json!({"type": "integer", "minimum": 3, "maximum": 9, "exclusiveMaximum": true}),
            &[json!(3), json!(8)],
        );
        has(
            json!({"type": "integer"}),
            &[json!(i64::MIN), json!(i64::MAX), json!(0)],
        );
        has(
            json!({"type": "string", "maxLength": 2}),
            &[json!(""), json!("éé")],
        );
        has(
            json!({"type": "string", "enum": ["a", "b"], "nullable": true}),
            &[json!("a"), json!("b"), Value::Null],
        );
        has(
            json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "boolean"}, "b": {"type": "boolean", "nullable": true}}}),
            &[
                json!({"a": false}),
                json!({"a": false, "b": false}),
                json!({"a": true, "b": null}),
            ],
        );
        has(
            json!({"type": "array", "items": {"type": "boolean"}}),
            &[json!([]), json!([false]), json!([false, true])],
        );
    }

    #[test]
    fn every_run_makes_the_same_and_recursion_ends() {
        let schema = json!({"$ref": "#/s"});
        assert_eq!(values(schema.clone()), values(schema));
    }
}
