//! JSONPath (RFC 9535), as much of it as overlays need.
//!
//! In: an expression. Out: the places that it finds in a value, in the order of the value,
//! each once. Understood are members, indices, wildcards, descendants, unions of them, and
//! filters that compare or ask for members. Deliberately absent: slices and functions.

mod parser;

use std::collections::HashSet;

use serde_yaml::Value;

use self::parser::Parser;
use crate::codegen::source::Pointer;

/// How many steps and operators an expression may have.
const MAX_PARTS: usize = 200;

/// A step from values to others.
#[derive(Debug, PartialEq)]
pub(super) struct Segment {
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
    Compare(Operand, Operator, Operand),
    Not(Box<Test>),
    And(Box<Test>, Box<Test>),
    Or(Box<Test>, Box<Test>),
}

#[derive(Debug, PartialEq)]
enum Operand {
    Path(Vec<Segment>),
    Literal(Value),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// Reads an expression.
pub(super) fn parse(text: &str) -> Result<Vec<Segment>, String> {
    let mut parser = Parser {
        text,
        at: 0,
        parts: 0,
    };
    parser.blank();
    if !parser.eat("$") {
        return Err("a JSONPath begins with `$`".to_owned());
    }
    let segments = parser.segments()?;
    parser.blank();
    if parser.rest().is_empty() {
        Ok(segments)
    } else {
        Err(parser.unexpected())
    }
}

/// Returns the places that an expression finds.
pub(super) fn find(path: &[Segment], root: &Value) -> Vec<Pointer> {
    let found = follow(path, vec![(Pointer::root(), root)]);
    found.into_iter().map(|(pointer, _)| pointer).collect()
}

fn follow<'v>(path: &[Segment], start: Vec<(Pointer, &'v Value)>) -> Vec<(Pointer, &'v Value)> {
    path.iter().fold(start, |nodes, segment| {
        let mut next = Vec::new();
        let mut seen = HashSet::new();
        for (pointer, value) in nodes {
            if segment.descends {
                descend(segment, &pointer, value, &mut next);
            } else {
                step(segment, &pointer, value, &mut next);
            }
        }
        next.retain(|(pointer, _)| seen.insert(pointer.clone()));
        next
    })
}

fn children<'v>(pointer: &Pointer, value: &'v Value) -> Vec<(Pointer, &'v Value)> {
    match value {
        Value::Mapping(members) => members
            .iter()
            .filter_map(|(key, value)| Some((pointer.child(key.as_str()?), value)))
            .collect(),
        Value::Sequence(items) => items
            .iter()
            .enumerate()
            .map(|(index, value)| (pointer.index(index), value))
            .collect(),
        _ => Vec::new(),
    }
}

fn descend<'v>(
    segment: &Segment,
    pointer: &Pointer,
    value: &'v Value,
    found: &mut Vec<(Pointer, &'v Value)>,
) {
    step(segment, pointer, value, found);
    for (pointer, value) in children(pointer, value) {
        descend(segment, &pointer, value, found);
    }
}

fn step<'v>(
    segment: &Segment,
    pointer: &Pointer,
    value: &'v Value,
    found: &mut Vec<(Pointer, &'v Value)>,
) {
    for selector in &segment.selectors {
        match (selector, value) {
            (Selector::Name(name), Value::Mapping(members)) => {
                found.extend(
                    members
                        .get(name.as_str())
                        .map(|value| (pointer.child(name), value)),
                );
            }
            (Selector::Index(index), Value::Sequence(items)) => {
                let index = if *index < 0 {
                    usize::try_from(index.unsigned_abs())
                        .ok()
                        .and_then(|back| items.len().checked_sub(back))
                } else {
                    usize::try_from(*index).ok()
                };
                let item = index.and_then(|index| Some((index, items.get(index)?)));
                found.extend(item.map(|(index, value)| (pointer.index(index), value)));
            }
            (Selector::All, _) => found.extend(children(pointer, value)),
            (Selector::Filter(test), _) => found.extend(
                children(pointer, value)
                    .into_iter()
                    .filter(|(_, value)| holds(test, value)),
            ),
            _ => {}
        }
    }
}

fn holds(test: &Test, value: &Value) -> bool {
    match test {
        Test::Exists(path) => !follow(path, vec![(Pointer::root(), value)]).is_empty(),
        Test::Not(test) => !holds(test, value),
        Test::And(one, other) => holds(one, value) && holds(other, value),
        Test::Or(one, other) => holds(one, value) || holds(other, value),
        Test::Compare(one, operator, other) => {
            let one = operand(one, value);
            let other = operand(other, value);
            compare(one, *operator, other)
        }
    }
}

fn operand<'v>(operand: &'v Operand, value: &'v Value) -> Option<&'v Value> {
    match operand {
        Operand::Literal(literal) => Some(literal),
        Operand::Path(path) => {
            let found = follow(path, vec![(Pointer::root(), value)]);
            found.first().map(|(_, value)| *value)
        }
    }
}

fn compare(one: Option<&Value>, operator: Operator, other: Option<&Value>) -> bool {
    let order = match (one, other) {
        (Some(Value::Number(one)), Some(Value::Number(other))) => {
            one.as_f64().partial_cmp(&other.as_f64())
        }
        (Some(Value::String(one)), Some(Value::String(other))) => Some(one.cmp(other)),
        _ => None,
    };
    let is_equal = one == other || order.is_some_and(std::cmp::Ordering::is_eq);
    match operator {
        Operator::Equal => is_equal,
        Operator::NotEqual => !is_equal,
        Operator::Less => order.is_some_and(std::cmp::Ordering::is_lt),
        Operator::LessOrEqual => is_equal || order.is_some_and(std::cmp::Ordering::is_lt),
        Operator::Greater => order.is_some_and(std::cmp::Ordering::is_gt),
        Operator::GreaterOrEqual => is_equal || order.is_some_and(std::cmp::Ordering::is_gt),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(expression: &str) -> String {
        let value: Value = serde_yaml::from_str(
            "{paths: {/a: {get: {tags: [x, y], x-n: 1}, put: {tags: [z]}}, /b: {get: {deprecated: true}}},\
              list: [{name: one, in: query}, {name: two, in: path}, {name: it's}]}",
        )
        .unwrap();
        match parse(expression) {
            Ok(path) => {
                let places = find(&path, &value);
                places
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(" ")
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
