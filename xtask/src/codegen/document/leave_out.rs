//! `--keep-going`: a description without what can't be right.
//!
//! In: the value of a description, and errors with their places. Out: the same value without the
//! smallest things that hold these places and can be missed, and for each error what that is.
//! What refers to something that is left out is wrong as well, and so on. Which things can be
//! missed says `thing`, what they are called `label`. Deliberately absent: what is wrong with
//! them; and a look at what remains, which is read anew.

mod label;
mod thing;

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::ops::Bound;

use serde_yaml::Value;

use crate::codegen::diagnostics::Diagnostic;
use crate::codegen::document::keywords::{ValueKind, walk};
use crate::codegen::document::{components, select};
use crate::codegen::source::{Origins, Pointer};
pub(crate) use thing::Grain;
use thing::Thing;

/// Leaves out what errors at these places are about, and notes it in them. Returns whether there
/// is less then, and something that is worth a client.
pub(super) fn leave_out(
    raw: &mut Value,
    places: &[Pointer],
    denied: &mut [Diagnostic],
    grain: Grain,
    origins: &mut Origins,
) -> bool {
    let had_operations = select::operations(raw).next().is_some();
    let mut search = Search::new(raw, grain);
    for (index, place) in places.iter().enumerate() {
        search.open.push_back((place.clone(), index));
    }
    if !search.run() {
        return false;
    }
    let things = search.outermost();
    for (place, why) in &things {
        denied[*why].leaves_out(label::label(raw, place));
    }
    for (one, place) in denied.iter_mut().zip(places) {
        if one.left_out().is_empty() {
            let around = things.iter().find(|(thing, _)| thing.holds(place));
            let around = around.map(|(thing, _)| label::label(raw, thing));
            one.leaves_out(around.unwrap_or_default());
        }
    }
    let removed = remove(raw, things.into_iter().map(|(place, _)| place), origins);
    removed && (!had_operations || select::operations(raw).next().is_some())
}

/// The search for what is to be left out.
struct Search<'r> {
    raw: &'r Value,
    grain: Grain,
    /// Where references stand, by where they lead.
    references: BTreeMap<Pointer, Vec<Pointer>>,
    /// Places that can't be right, each with the number of the error that it is because of.
    open: VecDeque<(Pointer, usize)>,
    /// What is left out, with the number of the first error that it is because of.
    found: BTreeMap<Pointer, usize>,
}

impl<'r> Search<'r> {
    fn new(raw: &'r Value, grain: Grain) -> Self {
        let mut references: BTreeMap<Pointer, Vec<Pointer>> = BTreeMap::new();
        walk(raw, ValueKind::DOCUMENT, &mut |node| {
            for target in components::targets(node) {
                references
                    .entry(target)
                    .or_default()
                    .push(node.at.pointer());
            }
            true
        });
        Self {
            raw,
            grain,
            references,
            open: VecDeque::new(),
            found: BTreeMap::new(),
        }
    }

    /// Finds everything. Returns whether all of it can be left out.
    fn run(&mut self) -> bool {
        while let Some((place, why)) = self.open.pop_front() {
            if self.is_found(&place) {
                continue;
            }
            let Some(thing) = thing::smallest(self.raw, &place, self.grain) else {
                return false;
            };
            self.take(&thing.at, why);
            if let Some(list) = self.emptied(&thing) {
                self.take_list(&list, why);
            }
        }
        true
    }

    /// Leaves a thing out, and looks at what refers to it or to a part of it.
    fn take(&mut self, at: &Pointer, why: usize) {
        self.found.insert(at.clone(), why);
        let from = (Bound::Included(at.clone()), Bound::Unbounded);
        let inside = self.references.range(from).take_while(|(target, _)| {
            // What begins alike stands together, such as `/a` and `/a-b` and `/a/b`.
            target.begins_like(at)
        });
        let inside = inside.filter(|(target, _)| at.holds(target));
        for place in inside.flat_map(|(_, places)| places) {
            self.open.push_back((place.clone(), why));
        }
    }

    /// Returns what a thing is one of several of, where none of them is left.
    fn emptied(&self, thing: &Thing) -> Option<Pointer> {
        let list = thing.one_of.as_ref()?;
        let is_found = |place: Pointer| self.found.contains_key(&place);
        let none = match list.resolve(self.raw)? {
            Value::Sequence(items) => (0..items.len()).all(|index| is_found(list.index(index))),
            Value::Mapping(members) => {
                let names = members.keys().filter_map(Value::as_str);
                let mut names = names.filter(|name| !name.starts_with("x-"));
                names.all(|name| is_found(list.child(name)))
            }
            _ => false,
        };
        none.then(|| list.clone())
    }

    /// Leaves out what can't do without at least one of a list.
    fn take_list(&mut self, list: &Pointer, why: usize) {
        let root = Pointer::root();
        if *list == root.child("security") {
            let own = |operation: &Value| operation.get("security").is_some();
            let all = select::operations(self.raw);
            for (path, method, _) in all.filter(|(.., operation)| !own(operation)) {
                let at = root.child("paths").child(path).child(method);
                self.open.push_back((at, why));
            }
            self.take(list, why);
        } else if *list == root.child("servers") {
            // Without any, the user gives the address.
            self.take(list, why);
        } else {
            self.open.push_back((list.clone(), why));
        }
    }

    /// Whether a place is left out already, or what it stands in.
    fn is_found(&self, place: &Pointer) -> bool {
        place.outwards().any(|at| self.found.contains_key(&at))
    }

    /// What is left out and does not stand in anything else that is.
    fn outermost(&self) -> Vec<(Pointer, usize)> {
        let outer = |at: &Pointer| {
            at.parent()
                .is_some_and(|parent| parent.outwards().any(|at| self.found.contains_key(&at)))
        };
        let all = self.found.iter().filter(|(at, _)| !outer(at));
        all.map(|(at, why)| (at.clone(), *why)).collect()
    }
}

/// Removes things, none of which stands in another. Returns whether there was one.
fn remove(raw: &mut Value, things: impl Iterator<Item = Pointer>, origins: &mut Origins) -> bool {
    let mut removed = false;
    let mut by_parent: BTreeMap<Pointer, HashSet<String>> = BTreeMap::new();
    for thing in things {
        if let (Some(parent), Some(name)) = (thing.parent(), thing.last()) {
            let name = name.into_owned();
            by_parent.entry(parent).or_default().insert(name);
        }
    }
    // The innermost first, since places in a list change.
    let mut by_parent: Vec<_> = by_parent.into_iter().collect();
    by_parent.sort_by_key(|(parent, _)| std::cmp::Reverse(parent.tokens().count()));
    for (parent, names) in by_parent {
        match parent.resolve_mut(raw) {
            Some(Value::Mapping(members)) => {
                let before = members.len();
                members.retain(|name, _| name.as_str().is_none_or(|name| !names.contains(name)));
                removed |= members.len() < before;
            }
            Some(Value::Sequence(items)) => {
                let is_kept = |index: &usize| !names.contains(&index.to_string());
                let kept: Vec<usize> = (0..items.len()).filter(is_kept).collect();
                let mut index = 0..;
                items.retain(|_| index.next().as_ref().is_some_and(is_kept));
                removed |= kept.len() < index.start;
                origins.keep(&parent, &kept);
            }
            _ => {}
        }
    }
    removed
}

#[cfg(test)]
mod tests;
