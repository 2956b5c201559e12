//! Limits of values.
//!
//! In: the limits on both sides. Out: for each that differs, a finding. What is sent is
//! checked by the crate, so a tighter limit refuses what was sent before: major, though it
//! compiles. What only comes back is never refused, so its limits are documentation.

use std::cmp::Ordering;

use super::Bump;
use super::comparison::Comparison;
use crate::codegen::model::{Bound, CONSTRAINTS, Constraints, Number};
use crate::codegen::source::Pointer;

/// Limits, and what they belong to.
pub(super) struct Limits<'a> {
    /// What has the limits, for messages.
    pub(super) label: &'a str,
    pub(super) at: (&'a Pointer, &'a Pointer),
    /// Whether values leave with requests.
    pub(super) sent: bool,
}

impl Comparison<'_> {
    pub(super) fn constraints(
        &mut self,
        limits: &Limits<'_>,
        old: &Constraints,
        new: &Constraints,
    ) {
        let Constraints { only, items, .. } = old;
        for constraint in &CONSTRAINTS {
            let (was, is) = (old.get(constraint.keyword), new.get(constraint.keyword));
            let name = format!("`{}`", constraint.keyword);
            let text = |value: Number| match constraint.bound {
                Bound::Flag(_) => "true".to_owned(),
                _ => value.to_string(),
            };
            let texts = (was.map(text), is.map(text));
            self.limit(limits, &name, texts, is_tighter(constraint.bound, was, is));
        }
        let texts = (
            only.map(|only| only.to_string()),
            new.only.map(|only| only.to_string()),
        );
        let is_tighter = (*only != new.only).then_some(new.only.is_some());
        self.limit(limits, "the only value", texts, is_tighter);
        if items.is_some() || new.items.is_some() {
            let inner = Limits {
                label: &format!("each item of {}", limits.label),
                ..*limits
            };
            let inside = |of: &Option<Box<Constraints>>| of.as_deref().cloned().unwrap_or_default();
            self.constraints(&inner, &inside(items), &inside(&new.items));
        }
    }

    fn limit(
        &mut self,
        limits: &Limits<'_>,
        name: &str,
        (was, is): (Option<String>, Option<String>),
        is_tighter: Option<bool>,
    ) {
        let Some(is_tighter) = is_tighter else { return };
        let (bump, why) = match (limits.sent, is_tighter) {
            (true, true) => (
                Bump::Major,
                "requests that were sent are refused before they leave, though programs compile",
            ),
            (true, false) => (Bump::Minor, "more values are accepted"),
            (false, _) => (
                Bump::Patch,
                "what comes back is never refused for its limits; only documentation",
            ),
        };
        let verb = if is_tighter { "is tighter" } else { "is wider" };
        let text = |value: Option<String>| value.unwrap_or_else(|| "none".to_owned());
        let what = format!(
            "{name} of {} {verb}: {}, was {}",
            limits.label,
            text(is),
            text(was)
        );
        self.report(bump, what, why, limits.at);
    }
}

/// Whether a limit allows less than before; none where it allows the same.
fn is_tighter(bound: Bound, was: Option<Number>, is: Option<Number>) -> Option<bool> {
    let (was, is) = match (was, is) {
        (None, None) => return None,
        (Some(was), Some(is)) => (was, is),
        (_, is) => return Some(is.is_some()),
    };
    match (bound, was.compare(is)) {
        (_, Some(Ordering::Equal)) => None,
        (Bound::Least | Bound::Above, order) => Some(order == Some(Ordering::Less)),
        (Bound::Greatest | Bound::Below, order) => Some(order == Some(Ordering::Greater)),
        (Bound::Multiple, _) => Some(was.float() % is.float() != 0.0),
        (Bound::Flag(_), _) => Some(true),
    }
}
