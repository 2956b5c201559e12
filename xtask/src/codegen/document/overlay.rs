//! `--overlay`: changes to a description that are kept in files of their own.
//!
//! In: the value of a description as it was written, and overlays after the OpenAPI
//! Overlay Specification 1.0. Out: the changed value; what came from an overlay is noted,
//! so that complaints name the right file. Actions are applied in order. `update` merges:
//! objects member by member, lists are appended to, everything else is replaced. An
//! action that finds nothing is an error: it has outlived what it was made for.
//! Deliberately absent: `extends`, since the description is given on the command line.

mod jsonpath;

use std::collections::BTreeMap;

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::{Code, Diagnostics};
use crate::codegen::document::parse;
use crate::codegen::document::text::MAX_DEPTH;
use crate::codegen::source::{FileId, Pointer, Source, quoted};
use crate::suggest;

/// How many values an overlay may add.
const MAX_ADDED: usize = 100_000;

const KEYWORDS: &[&str] = &["overlay", "info", "extends", "actions"];
const OF_ACTION: &[&str] = &["target", "description", "update", "remove"];

/// Applies an overlay. Complaints about it are made in its own file.
pub(super) fn apply(raw: &mut Value, source: Source, diagnostics: &mut Diagnostics) {
    let file = diagnostics.files.add(&source.name);
    diagnostics.now_in(file);
    if let Some(overlay) = parse::parse(source, diagnostics) {
        let before = diagnostics.len();
        let actions = check(&overlay, diagnostics);
        if diagnostics.len() == before {
            let mut left = MAX_ADDED;
            for (index, action) in actions.iter().enumerate() {
                let at = Pointer::root().child("actions").index(index);
                apply_action(raw, action, (file, at), &mut left, diagnostics);
            }
        }
    }
    diagnostics.now_in(FileId::MAIN);
}

/// Complains about what is no overlay, and returns the actions.
fn check<'v>(overlay: &'v Value, diagnostics: &mut Diagnostics) -> &'v [Value] {
    let root = Pointer::root();
    match overlay.get("overlay").and_then(Value::as_str) {
        Some(version) if version.starts_with("1.0.") || version == "1.0" => {}
        Some(version) => {
            diagnostics
                .report(
                    Code::INVALID_OVERLAY,
                    &root.child("overlay"),
                    format!("overlays of version {} are not supported", quoted(version)),
                )
                .help("write `overlay: 1.0.0`");
        }
        None => {
            diagnostics
                .report(
                    Code::INVALID_OVERLAY,
                    &root,
                    "this is not an overlay: there is no `overlay`",
                )
                .help("an overlay begins with `overlay: 1.0.0`");
            return &[];
        }
    }
    for name in ["title", "version"] {
        let found = overlay
            .get("info")
            .and_then(|info| info.get(name)?.as_str());
        if found.is_none() {
            diagnostics.report(
                Code::INVALID_OVERLAY,
                &root.child("info"),
                format!("an overlay without `info.{name}`"),
            );
        }
    }
    unknown(overlay, KEYWORDS, &root, diagnostics);
    let actions = overlay.get("actions").and_then(Value::as_sequence);
    let actions = actions.map_or(&[][..], Vec::as_slice);
    if actions.is_empty() {
        diagnostics.report(
            Code::INVALID_OVERLAY,
            &root.child("actions"),
            "an overlay without a list of actions",
        );
    }
    for (index, action) in actions.iter().enumerate() {
        let at = root.child("actions").index(index);
        unknown(action, OF_ACTION, &at, diagnostics);
        if action.get("target").and_then(Value::as_str).is_none() {
            diagnostics
                .report(Code::INVALID_OVERLAY, &at, "an action without `target`")
                .help("a target is a JSONPath, like `$.paths['/users'].get`");
        }
        let removes = action.get("remove");
        if removes.is_some_and(|value| !value.is_bool()) {
            diagnostics.report(
                Code::INVALID_OVERLAY,
                &at.child("remove"),
                "expected a boolean",
            );
        } else if removes.is_none() && action.get("update").is_none() {
            diagnostics.report(
                Code::INVALID_OVERLAY,
                &at,
                "an action without `update` and `remove` does nothing",
            );
        }
    }
    actions
}

fn unknown(value: &Value, known: &[&str], at: &Pointer, diagnostics: &mut Diagnostics) {
    for (key, _) in value.as_mapping().into_iter().flatten() {
        let Some(name) = key.as_str() else { continue };
        if name.starts_with("x-") || known.contains(&name) {
            continue;
        }
        let diagnostic = diagnostics.report(
            Code::INVALID_OVERLAY,
            &at.child(name),
            format!("unknown keyword {} in an overlay", quoted(name)),
        );
        if let Some(close) = suggest::closest(name, known.iter().copied()) {
            diagnostic.help(suggest::did_you_mean(close));
        }
    }
}

/// Applies one action, which stands in a place of its file.
fn apply_action(
    raw: &mut Value,
    action: &Value,
    (file, at): (FileId, Pointer),
    left: &mut usize,
    diagnostics: &mut Diagnostics,
) {
    let Some(places) = targets(raw, action, &at, diagnostics) else {
        return;
    };
    if action.get("remove") == Some(&Value::Bool(true)) {
        remove(raw, places, &at, diagnostics);
    } else if let Some(change) = action.get("update") {
        let from = (file, at.child("update"));
        update(raw, (places, &at), (change, from), left, diagnostics);
    }
}

/// Returns the places that an action is for; nothing where there are none.
fn targets(
    raw: &Value,
    action: &Value,
    at: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Pointer>> {
    let at = at.child("target");
    let target = action.get("target").and_then(Value::as_str);
    let (code, message, help) = match jsonpath::parse(target.unwrap_or_default()) {
        Ok(path) => match jsonpath::find(&path, raw) {
            places if places.is_empty() => (
                Code::UNMATCHED_OVERLAY_TARGET,
                "the target of this action matches nothing".to_owned(),
                "correct the target, or remove the action if the description has changed",
            ),
            places => return Some(places),
        },
        Err(message) => (
            Code::INVALID_OVERLAY,
            message,
            "understood are `$`, `.name`, `['name']`, `[0]`, `*`, `..` and filters like `[?(@.name == 'text')]`",
        ),
    };
    diagnostics.report(code, &at, message).help(help);
    None
}

/// Merges an update into what stands at the places.
fn update(
    raw: &mut Value,
    (places, at): (Vec<Pointer>, &Pointer),
    (change, from): (&Value, (FileId, Pointer)),
    left: &mut usize,
    diagnostics: &mut Diagnostics,
) {
    let size = Size::of(change);
    let deepest = places.iter().map(|place| place.tokens().count()).max();
    let added = size.nodes.saturating_mul(places.len());
    if added > *left || size.depth + deepest.unwrap_or(0) > MAX_DEPTH {
        diagnostics.report(
            Code::TOO_LARGE,
            &at.child("update"),
            "this makes the description too large",
        );
        return;
    }
    *left -= added;
    for place in places {
        match (place.resolve_mut(raw), change) {
            (Some(value @ Value::Mapping(_)), Value::Mapping(_))
            | (Some(value @ Value::Sequence(_)), _) => {
                merge(value, change, &place, from.clone(), diagnostics);
            }
            (None, _) => {}
            (Some(_), _) => {
                let message =
                    format!("the target {place} is not an object that this update could change");
                diagnostics
                    .report(Code::INVALID_OVERLAY, &at.child("target"), message)
                    .help("target the object around it, and update it with an object");
                return;
            }
        }
    }
}

/// Merges a value into another, and notes where every part came from.
fn merge(
    value: &mut Value,
    update: &Value,
    place: &Pointer,
    (file, from): (FileId, Pointer),
    diagnostics: &mut Diagnostics,
) {
    match (value, update) {
        (Value::Mapping(members), Value::Mapping(updates)) => {
            for (key, update) in updates {
                let Some(name) = key.as_str() else { continue };
                let (place, from) = (place.child(name), (file, from.child(name)));
                match members.get_mut(name) {
                    Some(member) => merge(member, update, &place, from, diagnostics),
                    None => {
                        members.insert(key.clone(), update.clone());
                        diagnostics.files.origins.set(&place, from.0, from.1);
                    }
                }
            }
        }
        (Value::Sequence(items), Value::Sequence(updates)) => {
            for (index, update) in updates.iter().enumerate() {
                let place = place.index(items.len());
                items.push(update.clone());
                diagnostics
                    .files
                    .origins
                    .set(&place, file, from.index(index));
            }
        }
        (Value::Sequence(items), update) => {
            let place = place.index(items.len());
            items.push(update.clone());
            diagnostics.files.origins.set(&place, file, from);
        }
        (value, update) => {
            *value = update.clone();
            diagnostics.files.origins.set(place, file, from);
        }
    }
}

/// Removes what stands at the places.
fn remove(raw: &mut Value, places: Vec<Pointer>, at: &Pointer, diagnostics: &mut Diagnostics) {
    let mut by_parent: BTreeMap<Pointer, Vec<String>> = BTreeMap::new();
    for place in places {
        let (Some(parent), Some(last)) = (place.parent(), place.last()) else {
            diagnostics.report(
                Code::INVALID_OVERLAY,
                &at.child("target"),
                "the whole description can't be removed",
            );
            return;
        };
        by_parent.entry(parent).or_default().push(last.into_owned());
    }
    // The deepest first, so that no pointer has lost its meaning when its turn comes.
    let mut by_parent: Vec<(Pointer, Vec<String>)> = by_parent.into_iter().collect();
    by_parent.sort_by_key(|(parent, _)| std::cmp::Reverse(parent.tokens().count()));
    for (parent, names) in by_parent {
        match parent.resolve_mut(raw) {
            Some(Value::Mapping(members)) => {
                members.retain(|key, _| {
                    !key.as_str()
                        .is_some_and(|key| names.iter().any(|name| name == key))
                });
            }
            Some(Value::Sequence(items)) => {
                let gone: Vec<usize> = names.iter().filter_map(|name| name.parse().ok()).collect();
                let kept: Vec<usize> = (0..items.len())
                    .filter(|index| !gone.contains(index))
                    .collect();
                let mut index = 0;
                items.retain(|_| {
                    index += 1;
                    !gone.contains(&(index - 1))
                });
                diagnostics.files.origins.keep(&parent, &kept);
            }
            _ => {}
        }
    }
}

/// How much a value holds.
struct Size {
    nodes: usize,
    depth: usize,
}

impl Size {
    fn of(value: &Value) -> Self {
        let members: Box<dyn Iterator<Item = &Value>> = match value {
            Value::Mapping(members) => Box::new(Mapping::values(members)),
            Value::Sequence(items) => Box::new(items.iter()),
            _ => Box::new(std::iter::empty()),
        };
        let mut size = Self { nodes: 1, depth: 0 };
        for member in members.map(Self::of) {
            size.nodes += member.nodes;
            size.depth = size.depth.max(member.depth + 1);
        }
        size
    }
}

#[cfg(test)]
mod tests;
