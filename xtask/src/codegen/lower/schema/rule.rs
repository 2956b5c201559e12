//! The limits of values: what is checked before a request leaves.
//!
//! In: the keywords of one schema. Out: a [`Rule`]. Deliberately
//! absent: `pattern` and `format`, which are not checked (the audit's list says
//! why), and anything about values that come back.

use serde_yaml::Value;

use crate::codegen::document::keywords::whole;
use crate::codegen::model::{Number, Rule};

/// Reads the limits. `integer` tells whether the values are whole numbers.
pub(crate) fn of<'d>(get: impl Fn(&str) -> Option<&'d Value>, integer: bool) -> Rule {
    let count = |name: &str| get(name).and_then(Value::as_u64);
    let least = |name: &str| count(name).filter(|&least| least > 0);
    let number = |name: &str| match get(name)? {
        Value::Number(value) => bound(value, integer),
        _ => None,
    };
    let (minimum, exclusive_minimum) = narrower(
        number("minimum"),
        number("exclusiveMinimum"),
        get("exclusiveMinimum") == Some(&Value::Bool(true)),
        |exclusive, inclusive| exclusive >= inclusive,
    );
    let (maximum, exclusive_maximum) = narrower(
        number("maximum"),
        number("exclusiveMaximum"),
        get("exclusiveMaximum") == Some(&Value::Bool(true)),
        |exclusive, inclusive| exclusive <= inclusive,
    );
    Rule {
        min_length: least("minLength"),
        max_length: count("maxLength"),
        minimum,
        maximum,
        exclusive_minimum,
        exclusive_maximum,
        multiple_of: number("multipleOf"),
        min_items: least("minItems"),
        max_items: count("maxItems"),
        unique_items: get("uniqueItems") == Some(&Value::Bool(true)),
        min_properties: least("minProperties"),
        max_properties: count("maxProperties"),
        only: None,
        items: None,
    }
}

/// The inclusive and the exclusive bound. Of two the narrower one remains; in 3.0 the one
/// bound says of itself that it is exclusive.
fn narrower(
    inclusive: Option<Number>,
    exclusive: Option<Number>,
    is_exclusive: bool,
    wins: fn(f64, f64) -> bool,
) -> (Option<Number>, Option<Number>) {
    match (inclusive, exclusive) {
        (bound, None) if is_exclusive => (None, bound),
        (Some(inclusive), Some(exclusive)) if wins(exclusive.float(), inclusive.float()) => {
            (None, Some(exclusive))
        }
        (Some(inclusive), _) => (Some(inclusive), None),
        (None, exclusive) => (None, exclusive),
    }
}

/// A bound; one of whole numbers that is beyond 64 bits bounds nothing.
fn bound(value: &serde_yaml::Number, integer: bool) -> Option<Number> {
    if integer {
        return whole(value).map(|whole| Number::Integer(i128::from(whole)));
    }
    value.as_f64().map(Number::Float)
}

/// The rule of what is inside, where there is one.
pub(crate) fn nested(items: Rule) -> Option<Box<Rule>> {
    (!items.is_empty()).then(|| Box::new(items))
}
