//! Limits of values.
//!
//! In: the limits on both sides. Out: for each that differs, a finding. What is sent is
//! checked by the crate, so a tighter limit refuses what was sent before: major, though it
//! compiles. What only comes back is never refused, so its limits are documentation.

use std::cmp::Ordering;

use super::comparison::Comparison;
use super::{Step, words};
use crate::codegen::model::{Number, Rule};
use crate::codegen::source::Pointer;

/// Limits, and what they belong to.
pub(super) struct Limits<'a> {
    /// What has the limits, for messages.
    pub(super) label: &'a str,
    pub(super) at: (&'a Pointer, &'a Pointer),
    /// Whether values leave with requests.
    pub(super) sent: bool,
}

/// One limit, where there is one. A truth is a number too.
struct Limit {
    name: &'static str,
    bound: Bound,
    limit: Option<Number>,
}

/// Which way a limit goes.
#[derive(Clone, Copy)]
enum Bound {
    Least,
    Greatest,
    /// Values must be multiples.
    Multiple,
    /// There is one value.
    Exact,
}

const UNIQUE: &str = "uniqueItems";
const ONLY: &str = "the only value";

/// The limits of a rule, in the same order for every rule; but those of items.
fn list(rule: &Rule) -> [Limit; 13] {
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
        items: _,
    } = rule;
    let limit = |name, bound, limit| Limit { name, bound, limit };
    let count = |name, bound, count: &Option<u64>| {
        let number = count.map(|count| Number::Integer(count.into()));
        limit(name, bound, number)
    };
    let unique = unique_items.then_some(Number::Integer(1));
    let only = only.map(|only| Number::Integer(only.into()));
    [
        count("minLength", Bound::Least, min_length),
        count("maxLength", Bound::Greatest, max_length),
        limit("minimum", Bound::Least, *minimum),
        limit("maximum", Bound::Greatest, *maximum),
        limit("exclusiveMinimum", Bound::Least, *exclusive_minimum),
        limit("exclusiveMaximum", Bound::Greatest, *exclusive_maximum),
        limit("multipleOf", Bound::Multiple, *multiple_of),
        count("minItems", Bound::Least, min_items),
        count("maxItems", Bound::Greatest, max_items),
        limit(UNIQUE, Bound::Exact, unique),
        count("minProperties", Bound::Least, min_properties),
        count("maxProperties", Bound::Greatest, max_properties),
        limit(ONLY, Bound::Exact, only),
    ]
}

impl Comparison<'_> {
    pub(super) fn rule(&mut self, limits: &Limits<'_>, old: &Rule, new: &Rule) {
        for (was, is) in list(old).into_iter().zip(list(new)) {
            self.limit(limits, &was, is.limit);
        }
        if old.items.is_some() || new.items.is_some() {
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

    fn limit(&mut self, limits: &Limits<'_>, old: &Limit, is: Option<Number>) {
        let Limit {
            name,
            bound,
            limit: was,
        } = *old;
        let is_tighter = match (was, is) {
            (None, None) => return,
            (None, Some(_)) => true,
            (Some(_), None) => false,
            (Some(was), Some(is)) => match (bound, was.float().partial_cmp(&is.float())) {
                (_, Some(Ordering::Equal)) => return,
                (Bound::Least, order) => order == Some(Ordering::Less),
                (Bound::Greatest, order) => order == Some(Ordering::Greater),
                (Bound::Multiple, _) => was.float() % is.float() != 0.0,
                (Bound::Exact, _) => true,
            },
        };
        let text = |limit: Option<Number>| match (name, limit) {
            (_, None) => "none".to_owned(),
            (UNIQUE | ONLY, Some(value)) => (value.float() != 0.0).to_string(),
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
        let name = match name {
            ONLY => ONLY.to_owned(),
            keyword => format!("`{keyword}`"),
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
