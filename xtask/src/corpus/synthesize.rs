//! Values that a schema allows.
//!
//! In: a schema of OpenAPI 3.0. Out: values at its edges: the least and the most of each
//! limit, every value of an enum, members absent, null and present, members that nobody
//! knows. The choice among combinations is made with a fixed seed, so that every run
//! tries the same. Deliberately absent: patterns; a client does not look at them.

use serde_json::{Map, Number, Value, json};

use super::cases::resolve;

/// How many values are made of one schema.
const MOST: usize = 24;
/// How deep schemas are followed before the least value is taken.
const DEEP: usize = 5;

/// Makes values of the schemas of one description.
pub(super) struct Synthesis<'v> {
    root: &'v Value,
    seed: u64,
}

impl<'v> Synthesis<'v> {
    pub(super) fn new(root: &'v Value) -> Self {
        Self { root, seed: 0x5eed }
    }

    /// Returns values of a schema.
    pub(super) fn values(&mut self, schema: &'v Value) -> Vec<Value> {
        let mut values = self.at(schema, 0);
        values.truncate(MOST);
        values
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

    /// Returns values of a schema: the first is the plainest.
    fn at(&mut self, schema: &'v Value, depth: usize) -> Vec<Value> {
        let schema = resolve(self.root, schema);
        let mut values = if let Some(all) = schema["enum"].as_array() {
            all.clone()
        } else if let Some(parts) = schema["allOf"].as_array() {
            self.all_of(schema, parts, depth)
        } else if let Some(ways) = alternatives(schema) {
            self.one_of(schema, ways, depth)
        } else {
            self.typed(schema, depth)
        };
        if schema["nullable"] == json!(true) && !values.contains(&Value::Null) {
            values.insert(values.len().min(1), Value::Null);
        }
        if depth > 0 {
            values.truncate(6);
        }
        values
    }

    fn typed(&mut self, schema: &'v Value, depth: usize) -> Vec<Value> {
        match schema["type"].as_str() {
            Some("string") => strings(schema),
            Some("integer") => integers(schema),
            Some("number") => numbers(schema),
            Some("boolean") => vec![json!(false), json!(true)],
            Some("array") => self.arrays(schema, depth),
            Some("object") => self.objects(schema, depth),
            _ if schema.get("properties").is_some() => self.objects(schema, depth),
            _ if schema.get("items").is_some() => self.arrays(schema, depth),
            _ => vec![
                json!({"any": [1, null]}),
                json!("text"),
                json!(0),
                json!([]),
            ],
        }
    }

    fn arrays(&mut self, schema: &'v Value, depth: usize) -> Vec<Value> {
        let least = limit(schema, "minItems").unwrap_or(0).min(20);
        let most = limit(schema, "maxItems").unwrap_or(usize::MAX);
        let items = match schema.get("items") {
            Some(items) if depth < DEEP => self.at(items, depth + 1),
            _ if least == 0 => return vec![json!([])],
            Some(items) => self.at(items, depth + 1),
            None => vec![Value::Null],
        };
        let of = |count: usize| -> Value { items.iter().cycle().take(count).cloned().collect() };
        let unique = schema["uniqueItems"] == json!(true);
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

    fn objects(&mut self, schema: &'v Value, depth: usize) -> Vec<Value> {
        let empty = Map::new();
        let properties = schema["properties"].as_object().unwrap_or(&empty);
        let is_required = |name: &str| {
            schema["required"]
                .as_array()
                .is_some_and(|all| all.iter().any(|one| one == name))
        };
        let mut choices: Vec<(String, bool, Vec<Value>)> = Vec::new();
        // The schema lives as long as the description, so its members do too.
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let needed = is_required(name);
            if depth < DEEP || needed && depth < 3 * DEEP {
                let values = self.at(property, depth + 1);
                if !values.is_empty() {
                    choices.push((name.clone(), needed, values));
                }
            }
        }
        let pick = |wanted: &mut dyn FnMut(usize, usize, bool) -> Option<usize>| -> Value {
            let mut object = Map::new();
            for (index, (name, needed, values)) in choices.iter().enumerate() {
                if let Some(choice) = wanted(index, values.len(), *needed) {
                    let value = &values[choice % values.len()];
                    object.insert(name.clone(), value.clone());
                }
            }
            Value::Object(object)
        };
        let mut values = vec![
            pick(&mut |_, _, needed| needed.then_some(0)),
            pick(&mut |_, _, _| Some(0)),
        ];
        let widest = choices.iter().map(|(_, _, values)| values.len()).max();
        for round in 1..widest.unwrap_or(1).min(MOST) {
            values.push(pick(&mut |_, _, _| Some(round)));
        }
        for _ in 0..4 {
            let value = pick(&mut |_, count, needed| {
                (needed || self.next(2) == 0).then(|| self.next(count))
            });
            values.push(value);
        }
        self.with_more(schema, properties, depth, &mut values);
        values.retain(|value| fits_count(schema, value));
        let mut distinct: Vec<Value> = Vec::new();
        for value in values {
            if !distinct.contains(&value) {
                distinct.push(value);
            }
        }
        distinct
    }

    /// Adds objects with members that the schema does not name.
    fn with_more(
        &mut self,
        schema: &'v Value,
        properties: &Map<String, Value>,
        depth: usize,
        values: &mut Vec<Value>,
    ) {
        let added = match schema.get("additionalProperties") {
            Some(Value::Bool(false)) => return,
            Some(typed @ Value::Object(members)) if !members.is_empty() => {
                if depth >= DEEP {
                    return;
                }
                self.at(typed, depth + 1)
            }
            _ => vec![json!({"deep": [1, null, "x"]})],
        };
        let names = ["added_later", "Added \u{2603} \"later\"", ""];
        let Some(Value::Object(base)) = values.first() else {
            return;
        };
        let mut object = base.clone();
        for (name, value) in names.iter().zip(added.iter().cycle()) {
            if !properties.contains_key(*name) {
                object.insert((*name).to_owned(), value.clone());
            }
        }
        values.push(Value::Object(object));
    }

    fn one_of(&mut self, schema: &'v Value, ways: &'v [Value], depth: usize) -> Vec<Value> {
        if depth > DEEP {
            return ways
                .first()
                .map(|way| self.at(way, depth + 1))
                .unwrap_or_default();
        }
        let mut values = Vec::new();
        for way in ways {
            let mut some = self.at(way, depth + 1);
            if let Some(tag) = schema["discriminator"]["propertyName"].as_str() {
                let word = tag_of(schema, way);
                for object in some.iter_mut().filter_map(Value::as_object_mut) {
                    if let Some(word) = &word {
                        object.insert(tag.to_owned(), json!(word));
                    }
                }
            }
            values.append(&mut some);
        }
        values
    }

    /// Joins the members of all parts; a part that is no object decides alone.
    fn all_of(&mut self, schema: &'v Value, parts: &'v [Value], depth: usize) -> Vec<Value> {
        let mut sets: Vec<Vec<Value>> = Vec::new();
        if schema.get("properties").is_some() {
            sets.push(self.objects(schema, depth + 1));
        }
        for part in parts {
            let resolved = resolve(self.root, part);
            // A part that only adds rules, or words.
            let says = ["type", "properties", "allOf", "oneOf", "anyOf", "enum"];
            if says.iter().any(|word| resolved.get(word).is_some()) {
                sets.push(self.at(part, depth + 1));
            }
        }
        sets.retain(|values| !values.is_empty());
        let rounds = sets.iter().map(Vec::len).max().unwrap_or(0).min(MOST);
        let mut joined = Vec::new();
        for round in 0..rounds {
            let mut object = Map::new();
            let mut other = None;
            for values in &sets {
                match &values[round % values.len()] {
                    Value::Object(members) => object.extend(members.clone()),
                    Value::Null => {}
                    value => other = Some(value.clone()),
                }
            }
            joined.push(other.unwrap_or(Value::Object(object)));
        }
        joined
    }
}

fn alternatives(schema: &Value) -> Option<&Vec<Value>> {
    schema["oneOf"]
        .as_array()
        .or_else(|| schema["anyOf"].as_array())
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

fn fits_count(schema: &Value, value: &Value) -> bool {
    let count = value.as_object().map_or(0, Map::len);
    count >= limit(schema, "minProperties").unwrap_or(0)
        && count <= limit(schema, "maxProperties").unwrap_or(usize::MAX)
}

fn limit(schema: &Value, keyword: &str) -> Option<usize> {
    schema[keyword]
        .as_u64()
        .and_then(|limit| usize::try_from(limit).ok())
}

fn strings(schema: &Value) -> Vec<Value> {
    let of_format: &[&str] = match schema["format"].as_str() {
        Some("date-time") => &["2024-02-29T23:59:59Z", "1999-12-31T00:00:00.123456+05:30"],
        Some("date") => &["2024-02-29", "0001-01-01"],
        Some("time") => &["23:59:59Z"],
        Some("uuid") => &[
            "00000000-0000-0000-0000-000000000000",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        ],
        Some("byte") => &["", "AAECAw==", "/+8="],
        Some("uri" | "url") => &["https://example.com/a?b=c#d"],
        Some("email") => &["a@example.com"],
        Some("ipv4") => &["192.0.2.1"],
        Some("ipv6") => &["2001:db8::1"],
        Some("int64" | "uint64" | "decimal") => &["0", "42"],
        _ => &[],
    };
    if !of_format.is_empty() {
        return of_format.iter().map(|text| json!(text)).collect();
    }
    let least = limit(schema, "minLength").unwrap_or(0);
    let most = limit(schema, "maxLength").unwrap_or(usize::MAX);
    let mut values = vec![json!("a".repeat(least.clamp(1, 300).min(most)))];
    if least == 0 {
        values.push(json!(""));
    }
    let odd = "é \u{2603} \"quoted\" \\ \u{7f}\n\u{1f980}";
    let count = odd.chars().count();
    if count >= least && count <= most {
        values.push(json!(odd));
    }
    if most <= 300 {
        values.push(json!("\u{e9}".repeat(most)));
    }
    values
}

fn integers(schema: &Value) -> Vec<Value> {
    let narrow = matches!(schema["format"].as_str(), Some("int32"));
    let (lowest, highest) = match schema["format"].as_str() {
        Some("int32") => (i128::from(i32::MIN), i128::from(i32::MAX)),
        Some("uint8") => (0, 255),
        Some("uint16") => (0, 65_535),
        Some("uint32") => (0, i128::from(u32::MAX)),
        Some("uint64" | "uint") => (0, i128::from(u64::MAX)),
        _ => (i128::from(i64::MIN), i128::from(i64::MAX)),
    };
    let bound = |keyword: &str, exclusive: &str, step: i128| {
        let bound = whole(&schema[keyword])?;
        let is_exclusive = schema[exclusive] == json!(true);
        Some(if is_exclusive { bound + step } else { bound })
    };
    let least = bound("minimum", "exclusiveMinimum", 1).map_or(lowest, |bound| bound.max(lowest));
    let most = bound("maximum", "exclusiveMaximum", -1).map_or(highest, |bound| bound.min(highest));
    let step = whole(&schema["multipleOf"])
        .filter(|step| *step > 0)
        .unwrap_or(1);
    let mut values = Vec::new();
    let edges = if narrow {
        [1, 0, -1, least, most]
    } else {
        [1, 0, -7, least, most]
    };
    for edge in edges {
        let value = edge.div_euclid(step) * step;
        if value >= least && value <= most {
            let number = i64::try_from(value)
                .map(Number::from)
                .or_else(|_| u64::try_from(value).map(Number::from));
            values.extend(number.map(Value::Number));
        }
    }
    values.dedup();
    if values.is_empty() {
        let value = least.max(0).div_euclid(step) * step;
        values.extend(i64::try_from(value).map(|value| json!(value)));
    }
    values
}

fn whole(value: &Value) -> Option<i128> {
    value
        .as_i64()
        .map(i128::from)
        .or_else(|| value.as_u64().map(i128::from))
}

fn numbers(schema: &Value) -> Vec<Value> {
    let least = schema["minimum"].as_f64().unwrap_or(f64::MIN);
    let most = schema["maximum"].as_f64().unwrap_or(f64::MAX);
    let is_narrow = schema["format"] == json!("float");
    let wide: &[f64] = if is_narrow { &[] } else { &[1e300, -2.5e-300] };
    let mut values: Vec<Value> = [0.5, 0.0, 1.0, -1.5]
        .iter()
        .chain(wide)
        .filter(|value| **value >= least && **value <= most)
        .map(|value| json!(value))
        .collect();
    for edge in ["minimum", "maximum"] {
        values.extend(
            schema[edge]
                .as_f64()
                .filter(|_| !is_narrow)
                .map(|edge| json!(edge)),
        );
    }
    values
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
