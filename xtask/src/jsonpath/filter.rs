//! The conditions of filters.
//!
//! In: a value of which a filter asks whether it is selected, and the whole value, for paths
//! that begin with `$`. Out: yes or no. Deliberately absent: errors. A comparison of what
//! can't be compared does not hold, as the RFC says.

use std::borrow::Cow;
use std::cmp::Ordering;

use regex_lite::{Regex, RegexBuilder};
use serde_yaml::Value;

use crate::jsonpath::Query;

/// The condition of a filter.
#[derive(Debug, PartialEq)]
pub(super) enum Test {
    Exists(Query),
    /// One stands to the other in one of these orders.
    Compare(Operand, &'static [Ordering], Operand),
    /// A text is like a regular expression.
    Matches {
        /// Whether all of it is, and not only a part.
        whole: bool,
        text: Operand,
        pattern: Operand,
    },
    Not(Box<Test>),
    And(Box<Test>, Box<Test>),
    Or(Box<Test>, Box<Test>),
}

/// Something that is one value, or none.
#[derive(Debug, PartialEq)]
pub(super) enum Operand {
    Literal(Value),
    /// A path that finds one value at most.
    Single(Query),
    /// The number of characters, items or members.
    Length(Box<Operand>),
    /// How many values a path finds.
    Count(Query),
    /// What a path finds, if that is one value.
    Value(Query),
}

impl Test {
    pub(super) fn holds(&self, root: &Value, current: &Value) -> bool {
        match self {
            Self::Exists(query) => !query.find_from(root, current).is_empty(),
            Self::Not(test) => !test.holds(root, current),
            Self::And(one, other) => one.holds(root, current) && other.holds(root, current),
            Self::Or(one, other) => one.holds(root, current) || other.holds(root, current),
            Self::Compare(one, orders, other) => {
                let (one, other) = (one.value(root, current), other.value(root, current));
                compare(one.as_deref(), other.as_deref())
                    .is_some_and(|order| orders.contains(&order))
            }
            Self::Matches {
                whole,
                text,
                pattern,
            } => {
                let (text, pattern) = (text.value(root, current), pattern.value(root, current));
                let text = text.as_deref().and_then(Value::as_str);
                let pattern = pattern.as_deref().and_then(Value::as_str);
                text.zip(pattern).is_some_and(|(text, pattern)| {
                    regex(pattern, *whole).is_ok_and(|regex| regex.is_match(text))
                })
            }
        }
    }
}

impl Operand {
    fn value<'v>(&'v self, root: &'v Value, current: &'v Value) -> Option<Cow<'v, Value>> {
        let found = |query: &'v Query| query.find_from(root, current);
        match self {
            Self::Literal(literal) => Some(Cow::Borrowed(literal)),
            Self::Single(query) | Self::Value(query) => match found(query).as_slice() {
                [(_, value)] => Some(Cow::Borrowed(*value)),
                _ => None,
            },
            Self::Count(query) => Some(Cow::Owned(found(query).len().into())),
            Self::Length(of) => {
                let length = match &*of.value(root, current)? {
                    Value::String(text) => text.chars().count(),
                    Value::Sequence(items) => items.len(),
                    Value::Mapping(members) => members.len(),
                    _ => return None,
                };
                Some(Cow::Owned(length.into()))
            }
        }
    }
}

/// Reads a regular expression as RFC 9485 has them, nearly.
pub(super) fn regex(pattern: &str, whole: bool) -> Result<Regex, String> {
    // A dot is anything but the end of a line, in either of its forms.
    let build = |pattern: &str| RegexBuilder::new(pattern).crlf(true).build();
    let alone = build(pattern).map_err(|error| error.to_string())?;
    if whole {
        build(&format!("\\A(?:{pattern})\\z")).map_err(|error| error.to_string())
    } else {
        Ok(alone)
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
