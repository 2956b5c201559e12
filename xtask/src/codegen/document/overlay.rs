//! `--overlay`: changes to a description that are kept in files of their own.
//!
//! In: the value of a description as it was written, and an overlay after the OpenAPI Overlay
//! Specification, 1.0 or 1.1. Out: the changed value; what came from the overlay is noted, so
//! that complaints name the right file. Deliberately absent: `extends`, since the description
//! is given on the command line.

mod merge;

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use serde_yaml::Value;

use self::merge::{Origin, merge, size};
use crate::codegen::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::codegen::document::parse;
use crate::codegen::document::text::MAX_DEPTH;
use crate::codegen::source::{FileId, Pointer, Source, quoted};
use crate::jsonpath::{self, Query, Step};
use crate::suggest;

/// How many values an overlay may add.
const MAX_ADDED: usize = 100_000;

const KEYWORDS: &[&str] = &["overlay", "info", "extends", "actions"];
const OF_ACTION: &[&str] = &["target", "description", "update", "copy", "remove"];
const VERSIONS: [&str; 2] = ["1.0", "1.1"];
const UNDERSTOOD: &str = "JSONPath is that of RFC 9535: `$`, `.name`, `['name']`, `[0]`, `[1:3]`, `*`, `..`, and filters like \
     `[?@.name == 'text']` or `[?match(@.name, 'te.*')]`";

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
            Some(version) => {
                let is_known = |known: &&str| {
                    let patch = version.strip_prefix(known);
                    patch.is_some_and(|patch| patch.is_empty() || patch.starts_with('.'))
                };
                if !VERSIONS.iter().any(is_known) {
                    let message =
                        format!("overlays of version {} are not supported", quoted(version));
                    self.invalid(&root.child("overlay"), message)
                        .help("write `overlay: 1.1.0`");
                }
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
        let [removes, update, copy] = ["remove", "update", "copy"].map(|name| action.get(name));
        if removes.is_some_and(|value| !value.is_bool()) {
            self.invalid(&at.child("remove"), "expected a boolean");
        } else if removes.is_none() && update.is_none() && copy.is_none() {
            let message = "an action without `update`, `copy` and `remove` does nothing";
            self.invalid(at, message);
        } else if removes != Some(&Value::Bool(true)) && update.is_some() && copy.is_some() {
            self.invalid(
                at,
                "`update` and `copy` in one action leave each other without effect",
            )
            .help("make two actions of it");
        }
        if copy.is_some_and(|value| !value.is_string()) {
            self.invalid(&at.child("copy"), "expected a JSONPath");
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
            let from = Origin::Overlay(self.file, at.child("update"));
            self.update(raw, places, change, at, &from);
        } else if action.get("copy").is_some() {
            self.copy(raw, places, action, at);
        }
    }

    /// Returns the places that an action is for; nothing where there are none: one overlay may be
    /// for several descriptions, but perhaps it has outlived what it was made for.
    fn targets(&mut self, raw: &Value, action: &Value, at: &Pointer) -> Option<Vec<Pointer>> {
        let found = self.find(raw, action.get("target"), at)?;
        if found.is_empty() {
            let message = "the target of this action matches nothing";
            self.diagnostics
                .report(Code::UNMATCHED_OVERLAY_TARGET, at, message)
                .help("correct the target, or remove the action if the description has changed");
            return None;
        }
        Some(found)
    }

    /// Returns the places that a JSONPath in the overlay finds.
    fn find(&mut self, raw: &Value, path: Option<&Value>, at: &Pointer) -> Option<Vec<Pointer>> {
        let path = path.and_then(Value::as_str).unwrap_or_default();
        let query: Query = match jsonpath::parse(path) {
            Ok(query) => query,
            Err(message) => {
                self.invalid(at, message).help(UNDERSTOOD);
                return None;
            }
        };
        let below = |at: Pointer, step: &Step<'_>| match step {
            Step::Key(name) => at.child(name),
            Step::Index(index) => at.index(*index),
        };
        let pointer = |(place, _): &(Vec<_>, _)| place.iter().fold(Pointer::root(), below);
        Some(query.find(raw).iter().map(pointer).collect())
    }

    /// Merges a part of the description into what stands at the places.
    fn copy(&mut self, raw: &mut Value, places: Vec<Pointer>, action: &Value, at: &Pointer) {
        let from = at.child("copy");
        let Some(found) = self.find(raw, action.get("copy"), &from) else {
            return;
        };
        let [source] = found.as_slice() else {
            let message = format!(
                "`copy` takes one part of the description, and this finds {}",
                found.len()
            );
            self.invalid(&from, message);
            return;
        };
        let change = source.resolve(raw).cloned().unwrap_or_default();
        self.update(
            raw,
            places,
            &change,
            at,
            &Origin::Description(source.clone()),
        );
    }

    /// Merges a change, which has come from somewhere, into what stands at the places.
    fn update(
        &mut self,
        raw: &mut Value,
        places: Vec<Pointer>,
        change: &Value,
        at: &Pointer,
        from: &Origin,
    ) {
        let (nodes, depth) = size(change);
        let deepest = places.iter().map(|place| place.tokens().count()).max();
        let added = nodes.saturating_mul(places.len());
        if added > self.left || depth + deepest.unwrap_or(0) > MAX_DEPTH {
            let message = "this makes the description too large";
            self.diagnostics.report(Code::TOO_LARGE, at, message);
            return;
        }
        self.left -= added;
        for place in places {
            let Some(value) = place.resolve_mut(raw) else {
                continue;
            };
            let origins = &mut self.diagnostics.files.origins;
            let merged = match value {
                // Only here is one value of any kind an entry of the list.
                Value::Sequence(items) if !change.is_sequence() => {
                    from.note(&place.index(items.len()), origins);
                    items.push(change.clone());
                    Ok(())
                }
                value => merge(value, change, &place, from, origins),
            };
            if let Err(place) = merged {
                let message = format!(
                    "what stands at {place} is of another kind than what it should be merged with"
                );
                self.invalid(at, message)
                    .help("remove it with an action before this one");
                return;
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

#[cfg(test)]
mod tests;
