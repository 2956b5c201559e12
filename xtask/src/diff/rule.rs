//! Limits of values.
//!
//! In: the limits on both sides. Out: for each that differs, a finding. What is sent is
//! checked by the crate, so a tighter limit refuses what was sent before: major, though it
//! compiles. What only comes back is never refused, so its limits are documentation.

use std::cmp::Ordering;

use super::comparison::Comparison;
use super::{Step, words};
use crate::codegen::document::Pointer;
use crate::codegen::model::{Number, Rule};

/// Limits, and what they belong to.
pub(super) struct Limits<'a> {
    /// What has the limits, for messages.
    pub(super) label: &'a str,
    pub(super) at: (&'a Pointer, &'a Pointer),
    /// Whether values leave with requests.
    pub(super) sent: bool,
}

/// Which way a limit goes.
#[derive(Clone, Copy)]
enum Bound {
    Least,
    Greatest,
    /// Values must be multiples.
    Multiple,
}

impl Comparison<'_> {
    pub(super) fn rule(&mut self, limits: &Limits<'_>, old: &Rule, new: &Rule) {
        let Rule {
            min_length,
            max_length,
            minimum,
            maximum,
            exclusive_minimum,
            exclusive_maximum,
            multiple_of,
            min_items,
            max_items,
            unique_items,
            min_properties,
            max_properties,
            only,
            items,
        } = old;
        let integer = |count: Option<u64>| count.map(|count| Number::Integer(count.into()));
        let flag = |on: bool| on.then_some(Number::Integer(1));
        let truth = |only: Option<bool>| only.map(|only| Number::Integer(only.into()));
        use Bound::{Greatest, Least, Multiple};
        for (name, bound, was, is) in [
            (
                "minLength",
                Least,
                integer(*min_length),
                integer(new.min_length),
            ),
            (
                "maxLength",
                Greatest,
                integer(*max_length),
                integer(new.max_length),
            ),
            ("minimum", Least, *minimum, new.minimum),
            ("maximum", Greatest, *maximum, new.maximum),
            (
                "exclusiveMinimum",
                Least,
                *exclusive_minimum,
                new.exclusive_minimum,
            ),
            (
                "exclusiveMaximum",
                Greatest,
                *exclusive_maximum,
                new.exclusive_maximum,
            ),
            ("multipleOf", Multiple, *multiple_of, new.multiple_of),
            (
                "minItems",
                Least,
                integer(*min_items),
                integer(new.min_items),
            ),
            (
                "maxItems",
                Greatest,
                integer(*max_items),
                integer(new.max_items),
            ),
            (
                "uniqueItems",
                Multiple,
                flag(*unique_items),
                flag(new.unique_items),
            ),
            (
                "minProperties",
                Least,
                integer(*min_properties),
                integer(new.min_properties),
            ),
            (
                "maxProperties",
                Greatest,
                integer(*max_properties),
                integer(new.max_properties),
            ),
            ("the only value", Multiple, truth(*only), truth(new.only)),
        ] {
            self.limit(limits, name, bound, (was, is));
        }
        if items.is_some() || new.items.is_some() {
            let inner = Limits {
                label: &format!("each item of {}", limits.label),
                ..*limits
            };
            let inside = |rule: &Rule| rule.items.as_deref().cloned().unwrap_or_default();
            self.rule(&inner, &inside(old), &inside(new));
        }
    }

    /// Limits of how many members an object has.
    pub(super) fn members(
        &mut self,
        limits: &Limits<'_>,
        old: (Option<u64>, Option<u64>),
        new: (Option<u64>, Option<u64>),
    ) {
        let rule = |(min_properties, max_properties)| Rule {
            min_properties,
            max_properties,
            ..Rule::default()
        };
        self.rule(limits, &rule(old), &rule(new));
    }

    fn limit(
        &mut self,
        limits: &Limits<'_>,
        name: &str,
        bound: Bound,
        (was, is): (Option<Number>, Option<Number>),
    ) {
        let is_tighter = match (was, is) {
            (None, None) => return,
            (None, Some(_)) => true,
            (Some(_), None) => false,
            (Some(was), Some(is)) => match (bound, was.float().partial_cmp(&is.float())) {
                (_, Some(Ordering::Equal)) => return,
                (Bound::Least, order) => order == Some(Ordering::Less),
                (Bound::Greatest, order) => order == Some(Ordering::Greater),
                (Bound::Multiple, _) => was.float() % is.float() != 0.0,
            },
        };
        let text = |limit: Option<Number>| match (name, limit) {
            (_, None) => "none".to_owned(),
            ("uniqueItems", Some(_)) => "true".to_owned(),
            ("the only value", Some(value)) => (value.float() != 0.0).to_string(),
            (_, Some(value)) => words::number(value),
        };
        let (step, why) = match (limits.sent, is_tighter) {
            (true, true) => (
                Step::Major,
                "requests that were sent are refused before they leave, though programs compile",
            ),
            (true, false) => (Step::Minor, "more values are accepted"),
            (false, _) => (
                Step::Patch,
                "what comes back is never refused for its limits; only documentation",
            ),
        };
        let name = if name == "the only value" {
            name.to_owned()
        } else {
            format!("`{name}`")
        };
        let verb = if is_tighter { "is tighter" } else { "is wider" };
        let what = format!(
            "{name} of {} {verb}: {}, was {}",
            limits.label,
            text(is),
            text(was)
        );
        self.tell(step, what, why, limits.at);
    }
}
