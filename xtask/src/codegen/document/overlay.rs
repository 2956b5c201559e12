//! `--overlay`: changes to a description that are kept in files of their own.
//!
//! In: the value of a description as it was written, and an overlay after the OpenAPI Overlay
//! Specification 1.0. Out: the changed value; what came from the overlay is noted, so that
//! complaints name the right file. Deliberately absent: `extends`, since the description is
//! given on the command line.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use serde_yaml::Value;

use crate::codegen::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::codegen::document::parse;
use crate::codegen::document::text::MAX_DEPTH;
use crate::codegen::source::{FileId, Origins, Pointer, Source, quoted};
use crate::jsonpath::{self, Step};
use crate::suggest;

/// How many values an overlay may add.
const MAX_ADDED: usize = 100_000;

const KEYWORDS: &[&str] = &["overlay", "info", "extends", "actions"];
const OF_ACTION: &[&str] = &["target", "description", "update", "remove"];

/// Applies an overlay, its actions in order. Complaints about it are made in its own file.
pub(super) fn apply(raw: &mut Value, source: Source, diagnostics: &mut Diagnostics) {
    let file = diagnostics.files.add(&source.name);
    diagnostics.now_in(file);
    if let Some(value) = parse::parse(source, diagnostics) {
        let before = diagnostics.len();
        let mut overlay = Overlay {
            file,
            left: MAX_ADDED,
            diagnostics,
        };
        let actions = overlay.check(&value);
        if overlay.diagnostics.len() == before {
            for (index, action) in actions.iter().enumerate() {
                let at = Pointer::root().child("actions").index(index);
                overlay.action(raw, action, &at);
            }
        }
    }
    diagnostics.now_in(FileId::MAIN);
}

/// An overlay that is being applied.
struct Overlay<'d> {
    file: FileId,
    /// How many values it may add yet.
    left: usize,
    diagnostics: &'d mut Diagnostics,
}

impl Overlay<'_> {
    fn invalid(&mut self, at: &Pointer, message: impl Into<String>) -> &mut Diagnostic {
        self.diagnostics.report(Code::INVALID_OVERLAY, at, message)
    }

    /// Complains about what is no overlay, and returns the actions.
    fn check<'v>(&mut self, overlay: &'v Value) -> &'v [Value] {
        let root = Pointer::root();
        match overlay.get("overlay").and_then(Value::as_str) {
            Some(version) if version.starts_with("1.0.") || version == "1.0" => {}
            Some(version) => {
                let message = format!("overlays of version {} are not supported", quoted(version));
                self.invalid(&root.child("overlay"), message)
                    .help("write `overlay: 1.0.0`");
            }
            None => {
                self.invalid(&root, "this is not an overlay: there is no `overlay`")
                    .help("an overlay begins with `overlay: 1.0.0`");
                return &[];
            }
        }
        let info = overlay.get("info");
        for name in ["title", "version"] {
            if info.and_then(|info| info.get(name)?.as_str()).is_none() {
                let message = format!("an overlay without `info.{name}`");
                self.invalid(&root.child("info"), message);
            }
        }
        self.unknown(overlay, KEYWORDS, &root);
        let at = root.child("actions");
        let actions = overlay.get("actions").and_then(Value::as_sequence);
        let actions = actions.map_or(&[][..], Vec::as_slice);
        if actions.is_empty() {
            self.invalid(&at, "an overlay without a list of actions");
        }
        for (index, action) in actions.iter().enumerate() {
            self.check_action(action, &at.index(index));
        }
        actions
    }

    fn check_action(&mut self, action: &Value, at: &Pointer) {
        self.unknown(action, OF_ACTION, at);
        if action.get("target").and_then(Value::as_str).is_none() {
            self.invalid(at, "an action without `target`")
                .help("a target is a JSONPath, like `$.paths['/users'].get`");
        }
        let removes = action.get("remove");
        if removes.is_some_and(|value| !value.is_bool()) {
            self.invalid(&at.child("remove"), "expected a boolean");
        } else if removes.is_none() && action.get("update").is_none() {
            self.invalid(at, "an action without `update` and `remove` does nothing");
        }
    }

    fn unknown(&mut self, value: &Value, known: &[&str], at: &Pointer) {
        let members = value.as_mapping().into_iter().flatten();
        for name in members.filter_map(|(key, _)| key.as_str()) {
            if !name.starts_with("x-") && !known.contains(&name) {
                let message = format!("unknown keyword {} in an overlay", quoted(name));
                self.invalid(&at.child(name), message)
                    .help_if(suggest::guess(name, known.iter().copied()));
            }
        }
    }

    /// Applies an action, which stands in a place of the file.
    fn action(&mut self, raw: &mut Value, action: &Value, at: &Pointer) {
        let Some(places) = self.targets(raw, action, &at.child("target")) else {
            return;
        };
        if action.get("remove") == Some(&Value::Bool(true)) {
            self.remove(raw, places, at);
        } else if let Some(change) = action.get("update") {
            self.update(raw, places, change, at);
        }
    }

    /// Returns the places that an action is for; nothing where there are none: the action has
    /// outlived what it was made for.
    fn targets(&mut self, raw: &Value, action: &Value, at: &Pointer) -> Option<Vec<Pointer>> {
        let target = action.get("target").and_then(Value::as_str);
        let path = match jsonpath::parse(target.unwrap_or_default()) {
            Ok(path) => path,
            Err(message) => {
                self.invalid(at, message).help("understood are `$`, `.name`, `['name']`, `[0]`, `*`, `..` and filters like `[?(@.name == 'text')]`");
                return None;
            }
        };
        let found = jsonpath::find(&path, raw);
        if found.is_empty() {
            let message = "the target of this action matches nothing";
            self.diagnostics
                .report(Code::UNMATCHED_OVERLAY_TARGET, at, message)
                .help("correct the target, or remove the action if the description has changed");
            return None;
        }
        let below = |at: Pointer, step: &Step<'_>| match step {
            Step::Key(name) => at.child(name),
            Step::Index(index) => at.index(*index),
        };
        let pointer = |(place, _): &(Vec<_>, _)| place.iter().fold(Pointer::root(), below);
        Some(found.iter().map(pointer).collect())
    }

    /// Merges an update into what stands at the places.
    fn update(&mut self, raw: &mut Value, places: Vec<Pointer>, change: &Value, at: &Pointer) {
        let from = at.child("update");
        let (nodes, depth) = size(change);
        let deepest = places.iter().map(|place| place.tokens().count()).max();
        let added = nodes.saturating_mul(places.len());
        if added > self.left || depth + deepest.unwrap_or(0) > MAX_DEPTH {
            let message = "this makes the description too large";
            self.diagnostics.report(Code::TOO_LARGE, &from, message);
            return;
        }
        self.left -= added;
        for place in places {
            match (place.resolve_mut(raw), change) {
                (Some(value @ Value::Mapping(_)), Value::Mapping(_))
                | (Some(value @ Value::Sequence(_)), _) => {
                    let origins = &mut self.diagnostics.files.origins;
                    merge(value, change, &place, (self.file, &from), origins);
                }
                (None, _) => {}
                (Some(_), _) => {
                    let message = format!(
                        "the target {place} is not an object that this update could change"
                    );
                    self.invalid(&at.child("target"), message)
                        .help("target the object around it, and update it with an object");
                    return;
                }
            }
        }
    }

    /// Removes what stands at the places.
    fn remove(&mut self, raw: &mut Value, places: Vec<Pointer>, at: &Pointer) {
        // The deepest first, so that no pointer has lost its meaning when its turn comes.
        let mut by_parent: BTreeMap<_, HashSet<String>> = BTreeMap::new();
        for place in places {
            let (Some(parent), Some(last)) = (place.parent(), place.last()) else {
                let message = "the whole description can't be removed";
                self.invalid(&at.child("target"), message);
                return;
            };
            let names = by_parent.entry((Reverse(parent.tokens().count()), parent));
            names.or_default().insert(last.into_owned());
        }
        for ((_, parent), names) in by_parent {
            match parent.resolve_mut(raw) {
                Some(Value::Mapping(members)) => {
                    members.retain(|key, _| key.as_str().is_none_or(|key| !names.contains(key)));
                }
                Some(Value::Sequence(items)) => {
                    let is_kept = |index: &usize| !names.contains(&index.to_string());
                    let kept: Vec<usize> = (0..items.len()).filter(is_kept).collect();
                    let mut take = |index: &usize| std::mem::take(&mut items[*index]);
                    *items = kept.iter().map(&mut take).collect();
                    self.diagnostics.files.origins.keep(&parent, &kept);
                }
                _ => {}
            }
        }
    }
}

/// Merges a value into another, and notes where every part came from: objects member by member,
/// lists are appended to, everything else is replaced.
fn merge(
    value: &mut Value,
    update: &Value,
    place: &Pointer,
    (file, from): (FileId, &Pointer),
    origins: &mut Origins,
) {
    let mut copy = |update: &Value, place: &Pointer, from: &Pointer| {
        origins.set(place, file, from.clone());
        update.clone()
    };
    match (value, update) {
        (Value::Mapping(members), Value::Mapping(updates)) => {
            for (key, update) in updates {
                let Some(name) = key.as_str() else { continue };
                let member = members.entry(key.clone()).or_insert(Value::Null);
                let from = (file, &from.child(name));
                merge(member, update, &place.child(name), from, origins);
            }
        }
        (Value::Sequence(items), Value::Sequence(updates)) => {
            for (index, update) in updates.iter().enumerate() {
                let place = place.index(items.len());
                items.push(copy(update, &place, &from.index(index)));
            }
        }
        (Value::Sequence(items), update) => {
            let place = place.index(items.len());
            items.push(copy(update, &place, from));
        }
        (value, update) => *value = copy(update, place, from),
    }
}

/// How many values a value is, and how deep they are nested.
fn size(value: &Value) -> (usize, usize) {
    let inside: Vec<_> = match value {
        Value::Mapping(members) => members.values().map(size).collect(),
        Value::Sequence(items) => items.iter().map(size).collect(),
        _ => Vec::new(),
    };
    let nodes: usize = inside.iter().map(|(nodes, _)| nodes).sum();
    let depth = inside.iter().map(|(_, depth)| depth + 1).max();
    (nodes + 1, depth.unwrap_or(0))
}

#[cfg(test)]
mod tests;
