//! Checks of a request before it leaves: the limits that the description declares.
//!
//! In: a value that is to be sent, and the rule for it. Out: the first breach, and where it is.
//! Deliberately absent: rules for replies, which are taken as they come.

mod rule;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet};

use serde::ser::Serialize;
use serde_json::Value;

pub(crate) use self::rule::{Number, Rule};
use super::error::Fault;
use super::object::{Object, count_members};
use super::patch::Patch;

/// A value of a request that can be held against a [`Rule`].
pub(crate) trait Check: Serialize {
    /// Reports to `at` when the value breaks the rule.
    fn check(&self, rule: &Rule, at: &mut Checker);
}

/// Where the first breach of a rule is kept.
///
/// The way to the value is put together only when there is a breach, from the inside out.
#[derive(Debug, Default)]
pub(crate) struct Checker {
    fault: Option<Fault>,
}

impl Checker {
    /// Holds a named value against its rule.
    pub(crate) fn field<T: Check + ?Sized>(&mut self, name: &str, value: &T, rule: &Rule) {
        if self.fault.is_none() {
            value.check(rule, self);
            self.fault = self.fault.take().map(|fault| fault.in_member(name));
        }
    }

    /// Holds an array's item against its rule.
    pub(crate) fn item<T: Check + ?Sized>(&mut self, index: usize, value: &T, rule: &Rule) {
        if self.fault.is_none() {
            value.check(rule, self);
            self.fault = self.fault.take().map(|fault| fault.in_item(index));
        }
    }

    /// Counts the members that an object would send.
    pub(crate) fn members<T: Object>(&mut self, object: &T, min: Option<u64>, max: Option<u64>) {
        if min.is_some() || max.is_some() {
            self.count(count_members(object), min, max, "member");
        }
    }

    /// Holds a text against a rule.
    pub(crate) fn text(&mut self, text: &str, rule: &Rule) {
        if rule.min_length.is_some() || rule.max_length.is_some() {
            self.count(
                text.chars().count() as u64,
                rule.min_length,
                rule.max_length,
                "character",
            );
        }
    }

    /// Holds a number against a rule.
    pub(crate) fn number(&mut self, number: Number, rule: &Rule) {
        if !number.float().is_finite() {
            return self.breach("must be a finite number");
        }
        let bounds = [
            (
                rule.minimum,
                "at least",
                [Ordering::Greater, Ordering::Equal],
            ),
            (rule.maximum, "at most", [Ordering::Less, Ordering::Equal]),
            (rule.exclusive_minimum, "more than", [Ordering::Greater; 2]),
            (rule.exclusive_maximum, "less than", [Ordering::Less; 2]),
        ];
        for (bound, word, allowed) in bounds {
            if let Some(bound) = bound {
                if !number
                    .compare(bound)
                    .is_some_and(|order| allowed.contains(&order))
                {
                    return self.breach(format!("must be {word} {bound}"));
                }
            }
        }
        if let Some(step) = rule.multiple_of {
            if !number.is_multiple_of(step) {
                self.breach(format!("must be a multiple of {step}"));
            }
        }
    }

    /// Holds a count against its limits.
    fn count(&mut self, count: u64, min: Option<u64>, max: Option<u64>, noun: &str) {
        if let Some(min) = min.filter(|min| count < *min) {
            self.breach(format!("must have at least {min} {noun}{}", plural(min)));
        } else if let Some(max) = max.filter(|max| count > *max) {
            self.breach(format!("must have at most {max} {noun}{}", plural(max)));
        }
    }

    /// Reports that the value at hand breaks a rule. Only the first report is kept.
    pub(crate) fn breach(&mut self, demand: impl Into<Cow<'static, str>>) {
        if self.fault.is_none() {
            self.fault = Some(Fault::new(demand));
        }
    }

    /// Returns the first breach.
    pub(crate) fn into_fault(self) -> Option<Fault> {
        self.fault
    }
}

fn plural(count: u64) -> &'static str {
    if count == 1 { "" } else { "s" }
}

impl Check for str {
    fn check(&self, rule: &Rule, at: &mut Checker) {
        at.text(self, rule);
    }
}

impl Check for String {
    fn check(&self, rule: &Rule, at: &mut Checker) {
        at.text(self, rule);
    }
}

impl Check for bool {
    fn check(&self, rule: &Rule, at: &mut Checker) {
        if let Some(only) = rule.only.filter(|only| only != self) {
            at.breach(format!("must be {only}"));
        }
    }
}

macro_rules! check_numbers {
    ($($type:ty => $kind:ident),*) => {$(
        impl Check for $type {
            fn check(&self, rule: &Rule, at: &mut Checker) {
                at.number(Number::$kind((*self).into()), rule);
            }
        }
    )*};
}
check_numbers!(i32 => Integer, i64 => Integer, u32 => Integer, u64 => Integer, f32 => Float, f64 => Float);

impl<T: Check> Check for Option<T> {
    fn check(&self, rule: &Rule, at: &mut Checker) {
        if let Some(value) = self {
            value.check(rule, at);
        }
    }
}

impl<T: Check> Check for Patch<T> {
    fn check(&self, rule: &Rule, at: &mut Checker) {
        if let Some(value) = self.set() {
            value.check(rule, at);
        }
    }
}

impl<T: Check + ?Sized> Check for Box<T> {
    fn check(&self, rule: &Rule, at: &mut Checker) {
        (**self).check(rule, at);
    }
}

impl<T: Check> Check for Vec<T> {
    fn check(&self, rule: &Rule, at: &mut Checker) {
        at.count(self.len() as u64, rule.min_items, rule.max_items, "item");
        if rule.unique_items {
            // Equal as JSON, which is what the description means.
            let mut seen = HashSet::new();
            if !self
                .iter()
                .all(|item| seen.insert(serde_json::to_string(item).ok()))
            {
                at.breach("must not hold the same item twice");
            }
        }
        let rule = rule.items.unwrap_or(&Rule::ANY);
        for (index, item) in self.iter().enumerate() {
            at.item(index, item, rule);
        }
    }
}

impl<T: Check> Check for BTreeMap<String, T> {
    fn check(&self, rule: &Rule, at: &mut Checker) {
        at.count(
            self.len() as u64,
            rule.min_properties,
            rule.max_properties,
            "member",
        );
        let rule = rule.items.unwrap_or(&Rule::ANY);
        for (name, value) in self {
            at.field(name, value, rule);
        }
    }
}

impl Check for Value {
    fn check(&self, rule: &Rule, at: &mut Checker) {
        match self {
            Self::Null => {}
            Self::Bool(value) => value.check(rule, at),
            Self::String(value) => value.check(rule, at),
            Self::Array(items) => items.check(rule, at),
            Self::Number(number) => at.number(json_number(number), rule),
            Self::Object(members) => {
                at.count(
                    members.len() as u64,
                    rule.min_properties,
                    rule.max_properties,
                    "member",
                );
                let rule = rule.items.unwrap_or(&Rule::ANY);
                for (name, value) in members {
                    at.field(name, value, rule);
                }
            }
        }
    }
}

fn json_number(number: &serde_json::Number) -> Number {
    match (number.as_i64(), number.as_u64(), number.as_f64()) {
        (Some(integer), _, _) => Number::Integer(integer.into()),
        (_, Some(integer), _) => Number::Integer(integer.into()),
        (.., float) => Number::Float(float.unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests;
