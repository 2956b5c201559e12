//! Objects: their members absent, null and present, and members that nobody knows.

use serde_json::{Map, Value};

use super::{DEEP, MOST, Synthesis, limits};
use crate::codegen::lower::{AdditionalProperties, ResolvedSchema, SubSchema};

/// How many members are added that have no name in the schema.
const ADDED: usize = 3;

/// A member of an object.
struct Member<'d> {
    name: &'d str,
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
        let counts = limits(&schema.constraints, "minProperties", "maxProperties");
        objects.retain(|object| counts.contains(&object.len()));
        objects.into_iter().map(Value::Object).collect()
    }

    /// The members that have a name; none where one must be there and has no value.
    fn members(&mut self, schema: &ResolvedSchema<'d>, depth: usize) -> Option<Vec<Member<'d>>> {
        let named = schema.properties.iter();
        let mut named: Vec<(&'d str, &[SubSchema<'d>])> =
            named.map(|(name, schemas)| (*name, &**schemas)).collect();
        for (name, _) in &schema.required {
            if !named.iter().any(|(known, _)| known == name) {
                named.push((name, further(schema)?));
            }
        }
        let mut members = Vec::new();
        for (name, schemas) in named {
            let needed = schema.required.iter().any(|(other, _)| *other == name);
            let values = if needed || depth < DEEP {
                self.of_all(schemas, depth + 1)
            } else {
                Vec::new()
            };
            match (values.is_empty(), needed) {
                (true, true) => return None,
                (true, false) => {}
                (false, _) => members.push(Member {
                    name,
                    needed,
                    values,
                }),
            }
        }
        Some(members)
    }

    /// An object with members that the schema does not name, where there may be such.
    fn with_more(
        &mut self,
        mut object: Map<String, Value>,
        schema: &ResolvedSchema<'d>,
        depth: usize,
    ) -> Map<String, Value> {
        let counts = limits(&schema.constraints, "minProperties", "maxProperties");
        let fewest = (*counts.start()).min(MOST);
        let wanted = (object.len() + ADDED).max(fewest).min(*counts.end());
        let added = match further(schema) {
            Some(schemas) if depth < DEEP || object.len() < fewest => {
                self.of_all(schemas, depth + 1)
            }
            _ => Vec::new(),
        };
        let odd = ["added_later", "Added \u{2603} \"later\"", ""].map(str::to_owned);
        let plain = (0..wanted).map(|index| format!("added_{index}"));
        for (name, value) in odd.into_iter().chain(plain).zip(added.iter().cycle()) {
            let is_known = schema.properties.iter().any(|(known, _)| *known == name);
            if object.len() < wanted && !is_known {
                object.insert(name, value.clone());
            }
        }
        object
    }
}

/// The schemas of members that have no name; none where there are no such members.
fn further<'s, 'd>(schema: &'s ResolvedSchema<'d>) -> Option<&'s [SubSchema<'d>]> {
    match &schema.additional_properties {
        AdditionalProperties::Open => Some(&[]),
        AdditionalProperties::Closed => None,
        AdditionalProperties::Schema(schemas) => Some(schemas),
    }
}

/// An object whose members have the values that are wanted, counted in a circle.
fn pick(
    members: &[Member<'_>],
    mut wanted: impl FnMut(&Member<'_>) -> Option<usize>,
) -> Map<String, Value> {
    let chosen = members.iter().filter_map(|member| {
        let choice = wanted(member)? % member.values.len();
        Some((member.name.to_owned(), member.values.get(choice)?.clone()))
    });
    chosen.collect()
}
