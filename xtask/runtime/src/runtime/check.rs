//! Checks of a request before it leaves: the limits that the description declares.
//!
//! In: a value that is to be sent, and the rule for it. Out: the first breach, and where it is.
//! Deliberately absent: rules for replies, which are taken as they come.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashSet;

use serde_json::Value;

use super::error::Fault;
use super::json::{Object, View};
use super::rule::{Number, Rule};

/// Where the first breach of a rule is kept.
///
/// The way to the value is put together only when there is a breach, from the inside out.
#[derive(Debug, Default)]
pub(crate) struct Checker {
    fault: Option<Fault>,
}

impl Checker {
    /// Holds a named value against its rule.
    pub(crate) fn field(&mut self, name: &str, value: View<'_>, rule: &Rule) {
        if self.fault.is_none() {
            self.value(value, rule);
            self.fault = self.fault.take().map(|fault| fault.in_member(name));
        }
    }

    /// Holds an array's item against its rule.
    fn item(&mut self, index: usize, value: View<'_>, rule: &Rule) {
        if self.fault.is_none() {
            self.value(value, rule);
            self.fault = self.fault.take().map(|fault| fault.in_item(index));
        }
    }

    /// Holds a value against its rule.
    pub(crate) fn value(&mut self, value: View<'_>, rule: &Rule) {
        match value {
            View::Null => {}
            View::Bool(value) => self.bool(value, rule),
            View::Integer(integer) => self.number(Number::Integer(integer.into()), rule),
            View::Unsigned(integer) => self.number(Number::Integer(integer.into()), rule),
            View::Float(float) => self.number(Number::Float(float), rule),
            View::Single(float) => self.number(Number::Float(float.into()), rule),
            View::Text(text) => self.text(text, rule),
            View::List(_) | View::Json(Value::Array(_)) => self.list(value, rule),
            View::Object(object) => self.object(value, Some(object), rule),
            View::Json(Value::Object(_)) => self.object(value, None, rule),
            View::Json(value) => self.json(value, rule),
            View::Ruled(value, rule) => self.value(value.view(), rule),
            View::Tagged(value, _) => self.value(value.view(), rule),
        }
    }

    fn json(&mut self, value: &Value, rule: &Rule) {
        match value {
            Value::Bool(value) => self.bool(*value, rule),
            Value::String(text) => self.text(text, rule),
            Value::Number(number) => self.number(json_number(number), rule),
            Value::Null | Value::Array(_) | Value::Object(_) => {}
        }
    }

    fn bool(&mut self, value: bool, rule: &Rule) {
        if let Some(only) = rule.only.filter(|only| *only != value) {
            self.breach(format!("must be {only}"));
        }
    }

    fn list(&mut self, list: View<'_>, rule: &Rule) {
        self.count(list.len() as u64, rule.min_items, rule.max_items, "item");
        if rule.unique_items {
            // Equal as JSON, which is what the description means.
            let mut seen = HashSet::new();
            list.each_item(&mut |item| {
                if !seen.insert(item.to_json()) {
                    self.breach("must not hold the same item twice");
                }
            });
        }
        let rule = rule.items.unwrap_or(&Rule::ANY);
        let mut index = 0;
        list.each_item(&mut |item| {
            self.item(index, item, rule);
            index += 1;
        });
    }

    /// An object of a type has limits and rules of its own; those of a map are told by its place.
    fn object(&mut self, members: View<'_>, object: Option<&dyn Object>, rule: &Rule) {
        let own = object.and_then(Object::rule);
        let limits = own.unwrap_or(rule);
        if limits.min_properties.is_some() || limits.max_properties.is_some() {
            let (min, max) = (limits.min_properties, limits.max_properties);
            self.count(members.count() as u64, min, max, "member");
        }
        members.each_member(&mut |name, value, of_member| {
            let rule = match own {
                Some(_) => of_member,
                None => rule.items.unwrap_or(&Rule::ANY),
            };
            self.field(name, value, rule);
        });
    }

    /// Holds a text against a rule.
    fn text(&mut self, text: &str, rule: &Rule) {
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
    fn number(&mut self, number: Number, rule: &Rule) {
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
    fn breach(&mut self, demand: impl Into<Cow<'static, str>>) {
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

fn json_number(number: &serde_json::Number) -> Number {
    match (number.as_i64(), number.as_u64(), number.as_f64()) {
        (Some(integer), _, _) => Number::Integer(integer.into()),
        (_, Some(integer), _) => Number::Integer(integer.into()),
        (.., float) => Number::Float(float.unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests;
