//! Objects: their members absent, null and present, and members that nobody knows.

use serde_json::{Map, Value};

use super::{DEEP, MOST, Synthesis, count};
use crate::codegen::lower::{AdditionalProperties, ResolvedSchema};

/// How many members are added that have no name in the schema.
const ADDED: usize = 3;

/// A member of an object.
struct Member {
    name: String,
    needed: bool,
    values: Vec<Value>,
}

impl<'d> Synthesis<'d> {
    pub(super) fn objects(&mut self, schema: &ResolvedSchema<'d>, depth: usize) -> Vec<Value> {
        let Some(members) = self.members(schema, depth) else {
            return Vec::new();
        };
        let least = pick(&members, |member| member.needed.then_some(0));
        let mut objects = vec![least.clone(), pick(&members, |_| Some(0))];
        let widest = members.iter().map(|member| member.values.len()).max();
        for round in 1..widest.unwrap_or(1).min(MOST - 8) {
            objects.push(pick(&members, |_| Some(round)));
        }
        for _ in 0..4 {
            objects.push(pick(&members, |member| {
                let is_there = member.needed || self.next(2) == 0;
                is_there.then(|| self.next(member.values.len()))
            }));
        }
        objects.push(self.with_more(least, schema, depth));
        let fewest = count(schema.rule.min_properties).unwrap_or(0);
        let most = count(schema.rule.max_properties).unwrap_or(usize::MAX);
        objects.retain(|object| (fewest..=most).contains(&object.len()));
        let mut distinct: Vec<Value> = Vec::new();
        for object in objects.into_iter().map(Value::Object) {
            if !distinct.contains(&object) {
                distinct.push(object);
            }
        }
        distinct
    }

    /// The members that have a name; none where one must be there and has no value.
    fn members(&mut self, schema: &ResolvedSchema<'d>, depth: usize) -> Option<Vec<Member>> {
        let required = |name: &str| schema.required.iter().any(|(other, _)| *other == name);
        let mut members: Vec<Member> = Vec::new();
        for (name, schemas) in &schema.properties {
            let needed = required(name);
            if needed || depth < DEEP {
                members.push(Member {
                    name: (*name).to_owned(),
                    needed,
                    values: self.of_all(schemas, depth + 1),
                });
            }
        }
        for (name, _) in &schema.required {
            if !members.iter().any(|member| member.name == *name) {
                members.push(Member {
                    name: (*name).to_owned(),
                    needed: true,
                    values: self.further(schema, depth),
                });
            }
        }
        let lacks_value = |member: &Member| member.needed && member.values.is_empty();
        if members.iter().any(lacks_value) {
            return None;
        }
        members.retain(|member| !member.values.is_empty());
        Some(members)
    }

    /// Values of members that have no name in the schema.
    fn further(&mut self, schema: &ResolvedSchema<'d>, depth: usize) -> Vec<Value> {
        match &schema.further {
            AdditionalProperties::Open => self.of_all(&[], depth + 1),
            AdditionalProperties::Closed => Vec::new(),
            AdditionalProperties::Schema(schemas) => self.of_all(schemas, depth + 1),
        }
    }

    /// An object with members that the schema does not name, where there may be such.
    fn with_more(
        &mut self,
        mut object: Map<String, Value>,
        schema: &ResolvedSchema<'d>,
        depth: usize,
    ) -> Map<String, Value> {
        let fewest = count(schema.rule.min_properties).unwrap_or(0);
        let most = count(schema.rule.max_properties).unwrap_or(usize::MAX);
        if depth >= DEEP && object.len() >= fewest {
            return object;
        }
        let wanted = fewest.min(MOST).max(object.len() + ADDED).min(most);
        let odd = ["added_later", "Added \u{2603} \"later\"", ""].map(str::to_owned);
        let plain = (0..wanted).map(|index| format!("added_{index}"));
        let added = self.further(schema, depth);
        for (name, value) in odd.into_iter().chain(plain).zip(added.iter().cycle()) {
            if object.len() >= wanted {
                break;
            }
            if !schema.properties.iter().any(|(known, _)| *known == name) {
                object.insert(name, value.clone());
            }
        }
        object
    }
}

/// An object whose members have the values that are wanted, counted in a circle.
fn pick(
    members: &[Member],
    mut wanted: impl FnMut(&Member) -> Option<usize>,
) -> Map<String, Value> {
    let chosen = members.iter().filter_map(|member| {
        let choice = wanted(member)? % member.values.len();
        Some((member.name.clone(), member.values.get(choice)?.clone()))
    });
    chosen.collect()
}
