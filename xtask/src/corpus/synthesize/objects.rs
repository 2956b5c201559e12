//! Objects: their members absent, null and present, and members that nobody knows.

use serde_json::{Map, Value, json};

use super::{DEEP, MOST, Part, Schema, Synthesis, constraints, limit};

/// A member of an object.
struct Member {
    name: String,
    needed: bool,
    values: Vec<Value>,
}

impl<'v> Synthesis<'v> {
    pub(super) fn objects(&mut self, parts: &[Part<'v>], depth: usize) -> Vec<Value> {
        let members = self.members(parts, depth);
        let mut values = vec![
            pick(&members, |member| member.needed.then_some(0)),
            pick(&members, |_| Some(0)),
        ];
        let widest = members.iter().map(|member| member.values.len()).max();
        for round in 1..widest.unwrap_or(1).min(MOST - 8) {
            values.push(pick(&members, |_| Some(round)));
        }
        for _ in 0..4 {
            values.push(pick(&members, |member| {
                let is_there = member.needed || self.next(2) == 0;
                is_there.then(|| self.next(member.values.len()))
            }));
        }
        if let Some(Value::Object(base)) = values.first() {
            let more = self.with_more(base, parts, depth);
            values.extend(more);
        }
        let limits = constraints(parts, false);
        values.retain(|value| {
            let count = value.as_object().map_or(0, Map::len);
            count >= limit(&limits, "minProperties").unwrap_or(0)
                && count <= limit(&limits, "maxProperties").unwrap_or(usize::MAX)
        });
        let mut distinct: Vec<Value> = Vec::new();
        for value in values {
            if !distinct.contains(&value) {
                distinct.push(value);
            }
        }
        distinct
    }

    /// The members that any part names, each with values of which all parts hold.
    fn members(&mut self, parts: &[Part<'v>], depth: usize) -> Vec<Member> {
        let mut named: Vec<(&str, Vec<&'v Schema>)> = Vec::new();
        for (name, schema) in properties(parts) {
            match named.iter_mut().find(|(other, _)| *other == name) {
                Some((_, schemas)) => schemas.push(schema),
                None => named.push((name, vec![schema])),
            }
        }
        let required = |name: &str| {
            let mut lists = parts
                .iter()
                .filter_map(|part| part.schema.get("required")?.as_sequence());
            lists.any(|names| names.iter().any(|one| one == name))
        };
        let mut members = Vec::new();
        for (name, schemas) in named {
            let needed = required(name);
            if depth < DEEP || needed && depth < 3 * DEEP {
                let values = self.at(&schemas, depth + 1);
                if !values.is_empty() {
                    members.push(Member {
                        name: name.to_owned(),
                        needed,
                        values,
                    });
                }
            }
        }
        members
    }

    /// An object with members that no part names, where there may be such.
    fn with_more(
        &mut self,
        base: &Map<String, Value>,
        parts: &[Part<'v>],
        depth: usize,
    ) -> Option<Value> {
        let further: Vec<&Schema> = parts
            .iter()
            .filter_map(|part| part.schema.get("additionalProperties"))
            .filter(|further| further.as_mapping().is_none_or(|typed| !typed.is_empty()))
            .collect();
        let by_pattern = |part: &Part<'_>| part.schema.get("patternProperties").is_some();
        if further.contains(&&Schema::Bool(false)) || parts.iter().any(by_pattern) {
            return None;
        }
        let typed = further.iter().filter(|further| further.is_mapping());
        let added = match typed.copied().collect::<Vec<_>>().as_slice() {
            [] => vec![json!({"deep": [1, null, "x"]})],
            _ if depth >= DEEP => return None,
            typed => self.at(typed, depth + 1),
        };
        let mut object = base.clone();
        let names = ["added_later", "Added \u{2603} \"later\"", ""];
        for (name, value) in names.iter().zip(added.iter().cycle()) {
            if !properties(parts).any(|(known, _)| known == *name) {
                object.insert((*name).to_owned(), value.clone());
            }
        }
        Some(Value::Object(object))
    }
}

/// All properties of all parts.
fn properties<'v>(parts: &[Part<'v>]) -> impl Iterator<Item = (&'v str, &'v Schema)> {
    let all: Vec<_> = parts
        .iter()
        .filter_map(|part| part.schema.get("properties")?.as_mapping())
        .collect();
    let all = all.into_iter().flatten();
    all.filter_map(|(name, schema)| Some((name.as_str()?, schema)))
}

/// An object whose members have the values that are wanted, counted in a circle.
fn pick(members: &[Member], mut wanted: impl FnMut(&Member) -> Option<usize>) -> Value {
    let chosen = members.iter().filter_map(|member| {
        let choice = wanted(member)? % member.values.len();
        Some((member.name.clone(), member.values.get(choice)?.clone()))
    });
    Value::Object(chosen.collect())
}
