//! JSONPath (RFC 9535), as much of it as changes of a description need.
//!
//! In: an expression. Out: the places that it finds in a value, in the order of the value,
//! each once. Understood are members, indices, wildcards, descendants, unions of them, and
//! filters that compare or ask for members. Deliberately absent: slices and functions.

mod parser;

use std::cmp::Ordering;
use std::collections::HashSet;

use serde_yaml::Value;

pub(crate) use self::parser::parse;

/// A step from values to others.
#[derive(Debug, PartialEq)]
pub(crate) struct Segment {
    /// Whether the step is also made from everything below.
    descends: bool,
    selectors: Vec<Selector>,
}

#[derive(Debug, PartialEq)]
enum Selector {
    Name(String),
    Index(i64),
    All,
    Filter(Test),
}

/// The condition of a filter.
#[derive(Debug, PartialEq)]
enum Test {
    Exists(Vec<Segment>),
    /// One stands to the other in one of these orders.
    Compare(Operand, &'static [Ordering], Operand),
    Not(Box<Test>),
    And(Box<Test>, Box<Test>),
    Or(Box<Test>, Box<Test>),
}

#[derive(Debug, PartialEq)]
enum Operand {
    Path(Vec<Segment>),
    Literal(Value),
}

/// A step of the way to a place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Step<'v> {
    Key(&'v str),
    Index(usize),
}

/// The way to a value, and the value.
type Found<'v> = (Vec<Step<'v>>, &'v Value);

/// Returns what an expression finds.
pub(crate) fn find<'v>(path: &'v [Segment], root: &'v Value) -> Vec<Found<'v>> {
    let mut nodes = vec![(Vec::new(), root)];
    for segment in path {
        let mut next = Vec::new();
        for node in nodes {
            if segment.descends {
                descend(segment, node, &mut next);
            } else {
                step(segment, &node, &mut next);
            }
        }
        let mut seen = HashSet::new();
        next.retain(|(place, _)| seen.insert(place.clone()));
        nodes = next;
    }
    nodes
}

fn below<'v>((place, _): &Found<'v>, step: Step<'v>, value: &'v Value) -> Found<'v> {
    ([place.as_slice(), &[step]].concat(), value)
}

fn children<'v>(node: &Found<'v>) -> Vec<Found<'v>> {
    match node.1 {
        Value::Mapping(members) => members
            .iter()
            .filter_map(|(key, value)| Some(below(node, Step::Key(key.as_str()?), value)))
            .collect(),
        Value::Sequence(items) => items
            .iter()
            .enumerate()
            .map(|(index, value)| below(node, Step::Index(index), value))
            .collect(),
        _ => Vec::new(),
    }
}

fn descend<'v>(segment: &'v Segment, node: Found<'v>, found: &mut Vec<Found<'v>>) {
    step(segment, &node, found);
    for child in children(&node) {
        descend(segment, child, found);
    }
}

fn step<'v>(segment: &'v Segment, node: &Found<'v>, found: &mut Vec<Found<'v>>) {
    for selector in &segment.selectors {
        match (selector, node.1) {
            (Selector::Name(name), value) => {
                let member = value.get(name.as_str());
                found.extend(member.map(|value| below(node, Step::Key(name), value)));
            }
            (Selector::Index(index), Value::Sequence(items)) => {
                let back = isize::try_from(*index).ok();
                let index = match usize::try_from(*index) {
                    Ok(index) => Some(index),
                    Err(_) => back.and_then(|back| items.len().checked_add_signed(back)),
                };
                let item = index.and_then(|index| Some((index, items.get(index)?)));
                found.extend(item.map(|(index, value)| below(node, Step::Index(index), value)));
            }
            (Selector::Index(_), _) => {}
            (Selector::All, _) => found.extend(children(node)),
            (Selector::Filter(test), _) => {
                let children = children(node).into_iter();
                found.extend(children.filter(|(_, value)| holds(test, value)));
            }
        }
    }
}

fn holds(test: &Test, value: &Value) -> bool {
    match test {
        Test::Exists(path) => !find(path, value).is_empty(),
        Test::Not(test) => !holds(test, value),
        Test::And(one, other) => holds(one, value) && holds(other, value),
        Test::Or(one, other) => holds(one, value) || holds(other, value),
        Test::Compare(one, orders, other) => {
            let order = compare(operand(one, value), operand(other, value));
            order.is_some_and(|order| orders.contains(&order))
        }
    }
}

fn operand<'v>(operand: &'v Operand, value: &'v Value) -> Option<&'v Value> {
    match operand {
        Operand::Literal(literal) => Some(literal),
        Operand::Path(path) => find(path, value).first().map(|(_, value)| *value),
    }
}

fn compare(one: Option<&Value>, other: Option<&Value>) -> Option<Ordering> {
    match (one, other) {
        _ if one == other => Some(Ordering::Equal),
        (Some(Value::Number(one)), Some(Value::Number(other))) => {
            one.as_f64().partial_cmp(&other.as_f64())
        }
        (Some(Value::String(one)), Some(Value::String(other))) => Some(one.cmp(other)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A place as a JSON Pointer.
    fn shown(place: &[Step<'_>]) -> String {
        let steps = place.iter().map(|step| match step {
            Step::Key(name) => format!("/{}", name.replace('/', "~1")),
            Step::Index(index) => format!("/{index}"),
        });
        format!("#{}", steps.collect::<String>())
    }

    fn found(expression: &str) -> String {
        let value: Value = serde_yaml::from_str(
            "{paths: {/a: {get: {tags: [x, y], x-n: 1}, put: {tags: [z]}}, /b: {get: {deprecated: true}}},\
              list: [{name: one, in: query}, {name: two, in: path}, {name: it's}]}",
        )
        .unwrap();
        match parse(expression) {
            Ok(path) => {
                let places = find(&path, &value)
                    .into_iter()
                    .map(|(place, _)| shown(&place));
                places.collect::<Vec<_>>().join(" ")
            }
            Err(message) => message,
        }
    }

    #[test]
    fn expressions_find_places() {
        for (expression, expected) in [
            ("$", "#"),
            ("$.paths['/a'].get", "#/paths/~1a/get"),
            (
                "$.paths[\"/a\"]['get','put']",
                "#/paths/~1a/get #/paths/~1a/put",
            ),
            ("$.paths.*.get", "#/paths/~1a/get #/paths/~1b/get"),
            ("$.paths[*]['get'].x-n", "#/paths/~1a/get/x-n"),
            ("$..tags", "#/paths/~1a/get/tags #/paths/~1a/put/tags"),
            (
                "$..tags[0]",
                "#/paths/~1a/get/tags/0 #/paths/~1a/put/tags/0",
            ),
            ("$.list[-1]", "#/list/2"),
            ("$.list[-9]", ""),
            ("$.list[?(@.name == 'two')]", "#/list/1"),
            ("$.list[?@.name=='it\\'s']", "#/list/2"),
            ("$.list[?(@.in)]", "#/list/0 #/list/1"),
            (
                "$.list[?(!@.in || @.name == \"one\")].name",
                "#/list/0/name #/list/2/name",
            ),
            ("$.list[?(@.in && @.name != 'one')]", "#/list/1"),
            ("$.paths.*[?(@.deprecated == true)]", "#/paths/~1b/get"),
            ("$.paths.*[?(@['x-n'] >= 1)]", "#/paths/~1a/get"),
            ("$.list[?(@.name == 'none')]", ""),
            ("$.paths..[?(@ == 'z')]", "#/paths/~1a/put/tags/0"),
        ] {
            assert_eq!(found(expression), expected, "{expression}");
        }
    }

    #[test]
    fn others_are_refused() {
        for expression in [
            "",
            "paths",
            "$.",
            "$[",
            "$['a'",
            "$[?(@.a == )]",
            "$.a b",
            "$[1:2]",
            "$[?(@.a =~ /x/)]",
            "$[?length(@) > 1]",
            "$..",
            "$[99999999999999999999]",
        ] {
            assert!(parse(expression).is_err(), "{expression}");
        }
        assert!(parse(&format!("${}", "[?(".repeat(10_000))).is_err());
        assert!(parse(&format!("${}", "[?!".repeat(10_000))).is_err());
        assert!(parse(&format!("${}", ".a".repeat(10_000))).is_err());
    }
}
