//! The limits of values: what is checked before a request leaves.
//!
//! In: the keywords of one type. Out: a [`Rule`]. Deliberately
//! absent: `pattern` and `format`, which are not checked (the audit's list says
//! why), and anything about values that come back.

use openapiv3::{ArrayType, IntegerType, NumberType, StringType};

use crate::codegen::model::{Number, Rule};

/// A count of the description; `usize` holds any on the machines we run on.
pub(crate) fn count(value: Option<usize>) -> Option<u64> {
    value.and_then(|value| u64::try_from(value).ok())
}

pub(crate) fn string(ty: &StringType) -> Rule {
    Rule {
        min_length: count(ty.min_length).filter(|&least| least > 0),
        max_length: count(ty.max_length),
        ..Rule::default()
    }
}

pub(crate) fn integer(ty: &IntegerType) -> Rule {
    let number = |value: Option<i64>| value.map(|value| Number::Integer(i128::from(value)));
    bounds(
        (number(ty.minimum), ty.exclusive_minimum),
        (number(ty.maximum), ty.exclusive_maximum),
        number(ty.multiple_of),
    )
}

pub(crate) fn number(ty: &NumberType) -> Rule {
    bounds(
        (ty.minimum.map(Number::Float), ty.exclusive_minimum),
        (ty.maximum.map(Number::Float), ty.exclusive_maximum),
        ty.multiple_of.map(Number::Float),
    )
}

pub(crate) fn bounds(
    (minimum, exclusive_minimum): (Option<Number>, bool),
    (maximum, exclusive_maximum): (Option<Number>, bool),
    multiple_of: Option<Number>,
) -> Rule {
    Rule {
        minimum: minimum.filter(|_| !exclusive_minimum),
        exclusive_minimum: minimum.filter(|_| exclusive_minimum),
        maximum: maximum.filter(|_| !exclusive_maximum),
        exclusive_maximum: maximum.filter(|_| exclusive_maximum),
        multiple_of,
        ..Rule::default()
    }
}

pub(crate) fn array(ty: &ArrayType, items: Rule) -> Rule {
    Rule {
        min_items: count(ty.min_items).filter(|&least| least > 0),
        max_items: count(ty.max_items),
        unique_items: ty.unique_items,
        items: nested(items),
        ..Rule::default()
    }
}

/// The rule of what is inside, where there is one.
pub(crate) fn nested(items: Rule) -> Option<Box<Rule>> {
    (!items.is_empty()).then(|| Box::new(items))
}
