//! JSONPath as RFC 9535 has it.
//!
//! In: an expression. Out: the places that it finds in a value, in the order of the value,
//! each once. More than the RFC, a name behind a dot may hold `-` and `$`, as those of
//! extensions and of `$ref` do. Deliberately absent: categories of characters (`\p{…}`) in
//! the patterns of `match` and `search`.

mod filter;
mod parser;

use std::collections::HashSet;

use serde_yaml::Value;

use self::filter::Test;
pub(crate) use self::parser::parse;

/// An expression.
#[derive(Debug, PartialEq)]
pub(crate) struct Query {
    /// Whether it begins at the root, even inside of a filter.
    absolute: bool,
    segments: Vec<Segment>,
}

/// A step from values to others.
#[derive(Debug, PartialEq)]
struct Segment {
    /// Whether the step is also made from everything below.
    descends: bool,
    selectors: Vec<Selector>,
}

#[derive(Debug, PartialEq)]
enum Selector {
    Name(String),
    Index(i64),
    Slice(Slice),
    All,
    Filter(Test),
}

/// `[start:end:step]`.
#[derive(Debug, PartialEq)]
struct Slice {
    start: Option<i64>,
    end: Option<i64>,
    step: i64,
}

/// A step of the way to a place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Step<'v> {
    Key(&'v str),
    Index(usize),
}

/// The way to a value, and the value.
type Found<'v> = (Vec<Step<'v>>, &'v Value);

impl Query {
    /// Returns what the expression finds in a whole value.
    pub(crate) fn find<'v>(&'v self, root: &'v Value) -> Vec<Found<'v>> {
        self.find_from(root, root)
    }

    /// Returns what it finds from a value inside of the whole.
    fn find_from<'v>(&'v self, root: &'v Value, current: &'v Value) -> Vec<Found<'v>> {
        let start = if self.absolute { root } else { current };
        let mut nodes = vec![(Vec::new(), start)];
        for segment in &self.segments {
            let mut next = Vec::new();
            for node in nodes {
                if segment.descends {
                    descend(segment, root, node, &mut next);
                } else {
                    step(segment, root, &node, &mut next);
                }
            }
            let mut seen = HashSet::new();
            next.retain(|(place, _)| seen.insert(place.clone()));
            nodes = next;
        }
        nodes
    }

    /// Returns whether it finds one value at most, wherever it is used.
    fn is_singular(&self) -> bool {
        self.segments.iter().all(|segment| {
            let one = matches!(
                segment.selectors.as_slice(),
                [Selector::Name(_) | Selector::Index(_)]
            );
            one && !segment.descends
        })
    }
}

impl Slice {
    /// Returns the indices in a list, in the order in which they are selected.
    fn indices(&self, length: usize) -> Vec<usize> {
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        let from_start = |index: i64| if index < 0 { length + index } else { index };
        let (start, end, step) = (self.start, self.end, self.step);
        let mut indices = Vec::new();
        if step > 0 {
            let end = end.map_or(length, from_start).clamp(0, length);
            let mut index = start.map_or(0, from_start).clamp(0, length);
            while index < end {
                indices.extend(usize::try_from(index));
                index = index.saturating_add(step);
            }
        } else if step < 0 {
            let end = end.map_or(-1, |end| from_start(end).clamp(-1, length - 1));
            let mut index = start.map_or(length - 1, from_start).clamp(-1, length - 1);
            while index > end {
                indices.extend(usize::try_from(index));
                index = index.saturating_add(step);
            }
        }
        indices
    }
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

fn descend<'v>(segment: &'v Segment, root: &'v Value, node: Found<'v>, found: &mut Vec<Found<'v>>) {
    step(segment, root, &node, found);
    for child in children(&node) {
        descend(segment, root, child, found);
    }
}

fn step<'v>(segment: &'v Segment, root: &'v Value, node: &Found<'v>, found: &mut Vec<Found<'v>>) {
    let item = |index: usize| {
        let value = node.1.as_sequence()?.get(index)?;
        Some(below(node, Step::Index(index), value))
    };
    let length = node.1.as_sequence().map_or(0, Vec::len);
    for selector in &segment.selectors {
        match selector {
            Selector::Name(name) => {
                let members = node.1.as_mapping();
                let member = members.and_then(|members| members.get(name.as_str()));
                found.extend(member.map(|value| below(node, Step::Key(name), value)));
            }
            Selector::Index(index) => {
                let index = match usize::try_from(*index) {
                    Ok(index) => Some(index),
                    Err(_) => {
                        length.checked_add_signed(isize::try_from(*index).unwrap_or(isize::MIN))
                    }
                };
                found.extend(index.and_then(item));
            }
            Selector::Slice(slice) => {
                found.extend(slice.indices(length).into_iter().filter_map(item))
            }
            Selector::All => found.extend(children(node)),
            Selector::Filter(test) => {
                let children = children(node).into_iter();
                found.extend(children.filter(|(_, value)| test.holds(root, value)));
            }
        }
    }
}

#[cfg(test)]
mod tests;
