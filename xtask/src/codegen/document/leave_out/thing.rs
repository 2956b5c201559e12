//! What of a description can be missed.
//!
//! In: a place. Out: the smallest thing around it that can be left out without changing what
//! the rest means. Deliberately absent: members of schemas: a value without one of them is
//! another value.

use serde_yaml::Value;

use crate::codegen::document::Version;
use crate::codegen::document::keywords::{Keyword, Kind, ValueKind};
use crate::codegen::source::{Pointer, list_index};

/// How small what is left out may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grain {
    /// A part of an operation where it can do without.
    Fine,
    /// Whole operations, where one part after the other turned out to be wrong.
    Operations,
}

/// Something that can be left out.
#[derive(Debug)]
pub(super) struct Thing {
    pub(super) at: Pointer,
    /// What needs at least one of its kind, and holds it.
    pub(super) one_of: Option<Pointer>,
}

/// A step on the way to a place: what is expected there.
pub(super) struct Step {
    pub(super) at: Pointer,
    pub(super) takes: ValueKind,
    pub(super) keyword: Option<&'static Keyword>,
}

/// The steps to a place, as far as the tables know the way.
pub(super) fn steps(place: &Pointer) -> Vec<Step> {
    let mut steps = vec![Step {
        at: Pointer::root(),
        takes: ValueKind::DOCUMENT,
        keyword: None,
    }];
    for token in place.tokens() {
        let Some(last) = steps.last() else { break };
        let next = match (last.takes, list_index(&token)) {
            (ValueKind::List(inner), Some(index)) => Some((*inner, None, last.at.index(index))),
            (ValueKind::List(_), None) => None,
            (takes, _) => takes
                .member(takes.kind(), &token)
                .map(|(takes, keyword)| (takes, keyword, last.at.child(&token))),
        };
        let Some((takes, keyword, at)) = next else {
            break;
        };
        let step = Step { at, takes, keyword };
        let is_known = !matches!(step.takes, ValueKind::Unknown);
        if !is_known {
            break;
        }
        steps.push(step);
    }
    steps
}

/// Returns the smallest thing around a place that can be left out.
pub(super) fn smallest(raw: &Value, place: &Pointer, grain: Grain) -> Option<Thing> {
    let steps = steps(place);
    let mut inwards = 1..steps.len();
    // An operation of a callback is none of the client's.
    if let Some(at) = inwards.find_map(|index| without_effect(&steps, index)) {
        return Some(Thing { at, one_of: None });
    }
    let mut outwards = (1..steps.len()).rev();
    outwards.find_map(|index| thing(raw, &steps, index, grain))
}

/// The step as something that can be left out.
fn thing(raw: &Value, steps: &[Step], index: usize, grain: Grain) -> Option<Thing> {
    let (outer, step) = (&steps[index - 1], &steps[index]);
    let alone = |at: &Pointer| {
        Some(Thing {
            at: at.clone(),
            one_of: None,
        })
    };
    let list = outer.keyword.map_or("", |keyword| keyword.name);
    // Of one method, or of all those that have no keyword of their own.
    let holds_operations = step.takes.inner() == Some(Kind::Operation);
    match (step.takes.kind(), outer.takes.kind()) {
        (_, Some(Kind::PathItem)) if holds_operations => alone(&step.at),
        (Some(Kind::PathItem), Some(Kind::Paths)) => alone(&step.at),
        _ if is_component(steps, index) => alone(&step.at),
        _ if grain == Grain::Operations => None,
        (Some(Kind::Response), Some(Kind::Responses)) => {
            can_be_missed(raw, outer, &step.at).then_some(())?;
            alone(&step.at)
        }
        (Some(Kind::Parameter), _) if list == "parameters" => {
            is_optional(raw, &step.at).then_some(())?;
            alone(&step.at)
        }
        (Some(Kind::Tag), _) => alone(&step.at),
        // A parameter has one media type.
        (Some(Kind::MediaType), _) if is_in_body(steps, index) => one_of(step, outer),
        (Some(Kind::Server), _) if list == "servers" => one_of(step, outer),
        (None, None) if list == "security" => one_of(step, outer),
        _ => None,
    }
}

fn one_of(step: &Step, outer: &Step) -> Option<Thing> {
    Some(Thing {
        at: step.at.clone(),
        one_of: Some(outer.at.clone()),
    })
}

/// What is read and has no effect: an entry, or the whole of the keyword.
fn without_effect(steps: &[Step], index: usize) -> Option<Pointer> {
    let keyword = steps[index].keyword?;
    // They say whether a member is required.
    let has_effect = matches!(keyword.name, "readOnly" | "writeOnly");
    let is_needed = keyword.is_required_in(Version::LATEST);
    if !keyword.is_ignored() || has_effect || is_needed {
        return None;
    }
    let entry = steps.get(index + 1);
    let entry = entry.filter(|_| matches!(steps[index].takes, ValueKind::Map(_)));
    Some(entry.unwrap_or(&steps[index]).at.clone())
}

fn is_component(steps: &[Step], index: usize) -> bool {
    let section = index.checked_sub(2).and_then(|index| steps.get(index));
    section.is_some_and(|section| section.takes.kind() == Some(Kind::Components))
}

/// Whether a media type stands in a request body or a response.
fn is_in_body(steps: &[Step], index: usize) -> bool {
    let holder = index.checked_sub(2).and_then(|index| steps.get(index));
    let kind = holder.and_then(|holder| holder.takes.kind());
    matches!(kind, Some(Kind::RequestBody | Kind::Response))
}

/// Whether a response is not what an operation is called for.
fn can_be_missed(raw: &Value, responses: &Step, at: &Pointer) -> bool {
    let status = at.last().unwrap_or_default();
    let all = responses.at.resolve(raw).and_then(Value::as_mapping);
    let mut statuses = all
        .into_iter()
        .flatten()
        .filter_map(|(name, _)| name.as_str());
    let speaks_of_success = |status: &str| status.starts_with(['2', '3']);
    match &*status {
        "default" => statuses.any(speaks_of_success),
        status => !speaks_of_success(status),
    }
}

/// Whether a call can do without a parameter.
fn is_optional(raw: &Value, at: &Pointer) -> bool {
    let Some((_, parameter)) = at.chain(raw).last() else {
        return false;
    };
    let is_known = parameter.get("in").is_some_and(|place| *place != "path");
    is_known
        && parameter
            .get("required")
            .is_none_or(|required| *required == false)
}
