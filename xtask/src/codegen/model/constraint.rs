//! Constraints: the keywords of a schema that are checked before a value is sent.
//!
//! In: keywords as a schema has them. Out: [`Constraints`], which whoever documents, compares
//! or emits them walks row by row, without a word about any single one. To check one more
//! keyword, add its row to [`CONSTRAINTS`] and the check to the runtime's `Rule`.
//! Deliberately absent: keywords that are not checked, `pattern` and `format` among them,
//! and whether a keyword has any effect on a type.

use std::cmp::Ordering;

use crate::codegen::model::{Literal, Number};

/// A keyword that restricts values.
#[derive(Debug, PartialEq, Eq)]
pub struct Constraint {
    /// Its name in a schema.
    pub keyword: &'static str,
    /// The method of the runtime's `Rule` that sets it.
    pub setter: &'static str,
    /// What it demands.
    pub bound: Bound,
    /// One of what is counted; none where the value itself is meant.
    pub counted: Option<&'static str>,
}

/// What a [`Constraint`] demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// At least this.
    Least,
    /// At most this.
    Greatest,
    /// More than this.
    Above,
    /// Less than this.
    Below,
    /// A multiple of this.
    Multiple,
    /// What these words say; the keyword is `true`.
    Flag(&'static str),
}

/// The members of an object, as they are counted.
pub const MEMBER: &str = "member";

/// The table, in the order in which rules are written.
pub static CONSTRAINTS: [Constraint; 12] = {
    use Bound::{Above, Below, Flag, Greatest, Least, Multiple};
    [
        counts("minLength", "min_length", Least, "character"),
        counts("maxLength", "max_length", Greatest, "character"),
        value("minimum", "minimum", Least),
        value("maximum", "maximum", Greatest),
        value("exclusiveMinimum", "exclusive_minimum", Above),
        value("exclusiveMaximum", "exclusive_maximum", Below),
        value("multipleOf", "multiple_of", Multiple),
        counts("minItems", "min_items", Least, "item"),
        counts("maxItems", "max_items", Greatest, "item"),
        value("uniqueItems", "unique_items", Flag("no two alike")),
        counts("minProperties", "min_properties", Least, MEMBER),
        counts("maxProperties", "max_properties", Greatest, MEMBER),
    ]
};

const fn counts(
    keyword: &'static str,
    setter: &'static str,
    bound: Bound,
    counted: &'static str,
) -> Constraint {
    Constraint {
        keyword,
        setter,
        bound,
        counted: Some(counted),
    }
}

const fn value(keyword: &'static str, setter: &'static str, bound: Bound) -> Constraint {
    Constraint {
        keyword,
        setter,
        bound,
        counted: None,
    }
}

impl Constraint {
    /// The keyword that sets the same bound, the value itself allowed.
    fn inclusive(&self) -> Option<&'static str> {
        match self.bound {
            Bound::Above => Some("minimum"),
            Bound::Below => Some("maximum"),
            _ => None,
        }
    }

    /// Whether of two values the first is the one that holds.
    fn prefers(&self, one: Number, two: Number) -> bool {
        match self.bound {
            Bound::Least | Bound::Above => one.compare(two) == Some(Ordering::Greater),
            Bound::Greatest | Bound::Below => one.compare(two) == Some(Ordering::Less),
            Bound::Multiple | Bound::Flag(_) => true,
        }
    }

    /// What holds when two values do.
    fn both(&self, one: Number, two: Number) -> Number {
        match self.bound {
            Bound::Multiple => common_multiple(one, two).unwrap_or(one),
            _ if self.prefers(one, two) => one,
            _ => two,
        }
    }

    /// A value of the keyword, for integers or for other numbers; none where every value
    /// satisfies it.
    fn value(&self, number: Number, is_integer: bool) -> Option<Number> {
        let number = match number {
            number if is_integer || self.counted.is_some() => number.whole(),
            number => Number::Float(number.float()),
        };
        match (number, self.bound) {
            (Number::Integer(..=0), Bound::Least) if self.counted.is_some() => None,
            (Number::Integer(value), bound) if self.counted.is_none() => match bound {
                Bound::Least | Bound::Above if value < i64::MIN.into() => None,
                Bound::Greatest | Bound::Below if value > i64::MAX.into() => None,
                _ => Some(number),
            },
            _ => Some(number),
        }
    }
}

/// The least number that is a multiple of both; none where it is not known or too large, so that
/// the service alone checks one of them.
fn common_multiple(one: Number, two: Number) -> Option<Number> {
    if let (Number::Integer(one), Number::Integer(two)) = (one.whole(), two.whole()) {
        let (mut divisor, mut rest) = (one, two);
        while rest != 0 {
            (divisor, rest) = (rest, divisor % rest);
        }
        let least = one.checked_div(divisor)?.checked_mul(two)?;
        return i64::try_from(least).ok().map(|_| Number::Integer(least));
    }
    let (less, more) = if one.compare(two) == Some(Ordering::Greater) {
        (two, one)
    } else {
        (one, two)
    };
    ((more.float() / less.float()).fract() == 0.0).then_some(more)
}

/// The constraints of one value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// In the order of the table; the number of a flag is 1.
    values: Vec<(&'static Constraint, Number)>,
    /// The only value that a boolean may have: an `enum` that leaves one.
    pub only: Option<bool>,
    /// Those of each item of an array, or value of a map.
    pub items: Option<Box<Constraints>>,
}

impl Constraints {
    /// Reads the keywords of a schema, of OpenAPI 3.0 or 3.1. Where an exclusive bound stands
    /// beside an inclusive one, the narrower holds. What demands nothing is left out: a
    /// minimum count of 0, and a bound on integers that all of 64 bits satisfy.
    pub fn read(is_integer: bool, keyword: impl Fn(&'static str) -> Option<Literal>) -> Self {
        let mut read = Self::default();
        for constraint in &CONSTRAINTS {
            let inclusive = constraint.inclusive();
            let value = match keyword(constraint.keyword) {
                // In 3.0 it says how another keyword is meant.
                Some(Literal::Bool(true)) if inclusive.is_some() => {
                    inclusive.and_then(|name| read.get(name))
                }
                Some(Literal::Bool(true)) => Some(Number::Integer(1)),
                Some(Literal::Number(number)) => constraint.value(number, is_integer),
                _ => None,
            };
            let Some(value) = value else { continue };
            let beside = inclusive.and_then(|name| read.get(name));
            if beside.is_some_and(|beside| constraint.prefers(beside, value)) {
                continue;
            }
            read.values
                .retain(|(one, _)| Some(one.keyword) != inclusive);
            read.values.push((constraint, value));
        }
        read
    }

    /// Returns whether there is nothing to check.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.only.is_none() && self.items.is_none()
    }

    /// Returns the value of a keyword.
    pub fn get(&self, keyword: &str) -> Option<Number> {
        let mut values = self.values.iter();
        values.find_map(|(one, value)| (one.keyword == keyword).then_some(*value))
    }

    /// Walks the values in the order of the table; those of the items stand by themselves.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Constraint, Number)> {
        self.values.iter().copied()
    }

    /// Takes out what counts the members of an object.
    pub fn take_members(&mut self) -> Self {
        let is_counted = |(one, _): &(&Constraint, _)| one.counted == Some(MEMBER);
        let (members, others) = self.iter().partition(is_counted);
        self.values = others;
        Self {
            values: members,
            ..Self::default()
        }
    }

    /// The same of an array or a map whose items have constraints, too.
    #[must_use]
    pub fn with_items(self, items: Self) -> Self {
        Self {
            items: (!items.is_empty()).then(|| Box::new(items)),
            ..self
        }
    }

    /// What holds when both do, as in `allOf`.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let both = |constraint: &'static Constraint| {
            let own = self.get(constraint.keyword);
            let value = match (own, other.get(constraint.keyword)) {
                (Some(one), Some(two)) => constraint.both(one, two),
                (one, two) => one.or(two)?,
            };
            Some((constraint, value))
        };
        Self {
            values: CONSTRAINTS.iter().filter_map(both).collect(),
            only: self.only.or(other.only),
            items: match (self.items, other.items) {
                (Some(one), Some(two)) => Some(Box::new(one.and(*two))),
                (one, two) => one.or(two),
            },
        }
    }
}

#[cfg(test)]
mod tests;
