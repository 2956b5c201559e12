//! A rule: the limits that the description declares for one value.
//!
//! In: the limits of the description, by constants in generated code. Out: the same, and how
//! numbers compare. Deliberately absent: holding values against them (see `check.rs`).

use std::cmp::Ordering;
use std::fmt::{self, Display};

/// What the description demands of a value. What does not fit the value's type is ignored.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule<'r> {
    pub(crate) min_length: Option<u64>,
    pub(crate) max_length: Option<u64>,
    pub(crate) min_items: Option<u64>,
    pub(crate) max_items: Option<u64>,
    pub(crate) min_properties: Option<u64>,
    pub(crate) max_properties: Option<u64>,
    pub(crate) minimum: Option<Number>,
    pub(crate) maximum: Option<Number>,
    pub(crate) exclusive_minimum: Option<Number>,
    pub(crate) exclusive_maximum: Option<Number>,
    pub(crate) multiple_of: Option<Number>,
    pub(crate) unique_items: bool,
    /// The one value that a boolean may have.
    pub(crate) only: Option<bool>,
    /// The rule of an array's items and a map's values.
    pub(crate) items: Option<&'r Rule<'r>>,
}

macro_rules! limits {
    ($($name:ident: $limit:ty),* $(,)?) => {$(
        pub(crate) const fn $name(mut self, limit: $limit) -> Self {
            self.$name = Some(limit);
            self
        }
    )*};
}

#[allow(dead_code, reason = "a description needs some of it")]
impl<'r> Rule<'r> {
    /// Demands nothing.
    pub(crate) const ANY: Self = Self {
        min_length: None,
        max_length: None,
        min_items: None,
        max_items: None,
        min_properties: None,
        max_properties: None,
        minimum: None,
        maximum: None,
        exclusive_minimum: None,
        exclusive_maximum: None,
        multiple_of: None,
        unique_items: false,
        only: None,
        items: None,
    };

    limits! {
        min_length: u64,
        max_length: u64,
        min_items: u64,
        max_items: u64,
        min_properties: u64,
        max_properties: u64,
        minimum: Number,
        maximum: Number,
        exclusive_minimum: Number,
        exclusive_maximum: Number,
        multiple_of: Number,
        only: bool,
        items: &'r Rule<'r>,
    }

    /// An integer that values are compared with.
    pub(crate) const fn integer(value: i128) -> Number {
        Number::Integer(value)
    }

    /// A float that values are compared with.
    pub(crate) const fn float(value: f64) -> Number {
        Number::Float(value)
    }

    pub(crate) const fn unique_items(mut self) -> Self {
        self.unique_items = true;
        self
    }
}

/// A number of a description.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Number {
    Integer(i128),
    Float(f64),
}

impl Number {
    pub(crate) fn float(self) -> f64 {
        match self {
            #[allow(
                clippy::cast_precision_loss,
                reason = "the nearest float is what a comparison with a float is about"
            )]
            Self::Integer(integer) => integer as f64,
            Self::Float(float) => float,
        }
    }

    pub(crate) fn compare(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Integer(one), Self::Integer(two)) => Some(one.cmp(&two)),
            (one, two) => one.float().partial_cmp(&two.float()),
        }
    }

    pub(crate) fn is_multiple_of(self, step: Self) -> bool {
        match (self, step) {
            (_, Self::Integer(0)) => true,
            (Self::Integer(one), Self::Integer(two)) => one % two == 0,
            (one, two) => {
                // Decimal fractions are not exact in binary; what counts is a whole quotient within
                // rounding.
                let quotient = one.float() / two.float();
                (quotient - quotient.round()).abs() <= 1e-9 * quotient.abs().max(1.0)
            }
        }
    }
}

impl Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(integer) => integer.fmt(f),
            Self::Float(float) => float.fmt(f),
        }
    }
}
