//! `--only`: some operations of a description, and what they reach.
//!
//! In: the value of a description as it was written, and patterns. Out: the same value
//! without the other operations, and without components that nothing refers to any more.
//! Lists stay as they are, so that every pointer keeps its meaning. Deliberately absent:
//! a look at what is removed: mistakes in it are nobody's business.

use std::collections::HashSet;

use serde_yaml::Value;

use crate::codegen::diagnostics::{Code, Diagnostics};
use crate::codegen::document::keywords::{Kind, Node, ValueKind, methods, walk};
use crate::codegen::document::{components, inheritance};
use crate::codegen::source::{Pointer, quoted};
use crate::{glob, suggest};

const OF_PATTERNS: &str = "a pattern is like an operationId, `METHOD /path`, a tag or a path; `*` is anything but `/`, `**` anything";

/// Keeps the operations that at least one pattern names: by operationId, by
/// `METHOD /path`, by tag or by path.
pub(super) fn select(raw: &mut Value, only: &[String], diagnostics: &mut Diagnostics) {
    // The path that another one refers to may be one that is not kept.
    components::inline_path_items(raw, diagnostics, &|_| true);
    let mut used = vec![false; only.len()];
    let mut known: Vec<String> = Vec::new();
    let mut kept: HashSet<(String, &'static str)> = HashSet::new();
    for (path, method, operation) in operations(raw) {
        let names = names(path, method, operation);
        for (pattern, used) in only.iter().zip(&mut used) {
            let pattern = normal(pattern);
            if names.iter().any(|name| glob::matches(&pattern, name)) {
                *used = true;
                kept.insert((path.to_owned(), method));
            }
        }
        known.extend(names);
    }
    for (pattern, _) in only.iter().zip(&used).filter(|(_, used)| !**used) {
        let known = known.iter().map(String::as_str);
        let message = format!("no operation is like {}", quoted(pattern));
        let help = suggest::guess(pattern, known).unwrap_or_else(|| OF_PATTERNS.to_owned());
        diagnostics
            .report_file(Code::NO_MATCHING_OPERATION, message)
            .help(help);
    }
    if used.iter().all(|used| *used) {
        let unapplied = !is_security_applied(raw);
        remove_operations(raw, &kept);
        remove_components(raw, unapplied);
    }
}

/// Returns whether anything says which security schemes open it. Without, they are for all.
fn is_security_applied(raw: &Value) -> bool {
    let of_operations = operations(raw).map(|(.., operation)| operation);
    let mut all = of_operations.chain([raw]);
    all.any(|object| {
        let requirements = object.get("security").and_then(Value::as_sequence);
        let mut requirements = requirements.into_iter().flatten();
        requirements.any(|one| one.as_mapping().is_some_and(|one| !one.is_empty()))
    })
}

/// All operations: path, method and what is said of them. Path items are in place.
pub(super) fn operations(raw: &Value) -> impl Iterator<Item = (&str, &'static str, &Value)> {
    let paths = raw.get("paths").and_then(Value::as_mapping);
    paths.into_iter().flatten().flat_map(|(path, item)| {
        let operation =
            move |method| Some((path.as_str()?, method, item.as_mapping()?.get(method)?));
        methods().filter_map(operation)
    })
}

/// A path as it is read where the slash before it was forgotten.
pub(super) fn with_slash(path: &str) -> String {
    if path.starts_with('/') {
        path.to_owned()
    } else {
        format!("/{path}")
    }
}

/// What a pattern may call an operation.
fn names(path: &str, method: &str, operation: &Value) -> Vec<String> {
    let path = with_slash(path);
    let mut names = vec![format!("{} {path}", method.to_ascii_uppercase()), path];
    let tags = operation.get("tags").and_then(Value::as_sequence);
    let id = operation.get("operationId").into_iter();
    let others = id.chain(tags.into_iter().flatten());
    names.extend(others.filter_map(Value::as_str).map(str::to_owned));
    names
}

/// A pattern in which the method is written as names have it.
fn normal(pattern: &str) -> String {
    match pattern.split_once(' ') {
        Some((method, path)) if methods().any(|known| known.eq_ignore_ascii_case(method)) => {
            format!("{} {}", method.to_ascii_uppercase(), path.trim_start())
        }
        _ => pattern.to_owned(),
    }
}

fn remove_operations(raw: &mut Value, kept: &HashSet<(String, &'static str)>) {
    let Some(root) = raw.as_mapping_mut() else {
        return;
    };
    root.shift_remove("webhooks");
    let Some(paths) = root.get_mut("paths").and_then(Value::as_mapping_mut) else {
        return;
    };
    paths.retain(|path, item| {
        let Some(path) = path.as_str() else {
            return true;
        };
        let has = |method: &&str| kept.contains(&(path.to_owned(), *method));
        if let Some(item) = item.as_mapping_mut() {
            for method in methods().filter(|method| !has(method)) {
                item.shift_remove(method);
            }
        }
        path.starts_with("x-") || methods().any(|method| has(&method))
    });
}

/// Removes the components that cannot be reached from outside of them. Security schemes that
/// nothing applies are reached by all that there is.
fn remove_components(raw: &mut Value, with_schemes: bool) {
    let inheritance = inheritance::inheritance(raw);
    let mut open = Vec::new();
    walk(raw, ValueKind::DOCUMENT, &mut |node| {
        reached(node, &mut open);
        node.kind != Some(Kind::Components)
    });
    let mut kept: HashSet<Pointer> = HashSet::new();
    // What is inherited from comes without the others that inherit from it.
    let mut whole: HashSet<Pointer> = HashSet::new();
    while let Some(place) = open.pop() {
        let is_inherited = inheritance.is_inherited(&place.at);
        if let (Some(base), false) = (inheritance.base(&place.component), is_inherited) {
            if whole.insert(place.component.clone()) {
                let children = base.children.iter().cloned();
                open.extend(children.map(Reached::by_name));
            }
        }
        let place = place.component;
        let component = place.resolve(raw).zip(ValueKind::at(&place));
        if let (Some((component, takes)), true) = (component, kept.insert(place.clone())) {
            let before = open.len();
            walk(component, takes, &mut |node| {
                reached(node, &mut open);
                true
            });
            for inner in &mut open[before..] {
                inner.at = place.join(&inner.at);
            }
        }
    }
    let components = raw.get_mut("components").and_then(Value::as_mapping_mut);
    for (section, members) in components.into_iter().flatten() {
        if let (Some(section), Some(members)) = (section.as_str(), members.as_mapping_mut()) {
            if with_schemes && section == "securitySchemes" {
                continue;
            }
            let is_kept = |name: &str| kept.contains(&components::place(section, name));
            members.retain(|name, _| name.as_str().is_none_or(is_kept));
        }
    }
}

/// A component that something refers to.
struct Reached {
    component: Pointer,
    /// Where the reference stands; the root where it is no reference.
    at: Pointer,
}

impl Reached {
    fn by_name(component: Pointer) -> Self {
        Self {
            component,
            at: Pointer::root(),
        }
    }
}

/// Adds the components that something refers to.
fn reached(node: &Node<'_>, to: &mut Vec<Reached>) {
    let components = components::targets(node).into_iter();
    let components = components.map(|target| target.prefix(3));
    let components = components.filter(components::is_component);
    to.extend(components.map(|component| Reached {
        component,
        at: node.at.pointer(),
    }));
}
