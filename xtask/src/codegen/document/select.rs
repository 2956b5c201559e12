//! `--only`: some operations of a description, and what they reach.
//!
//! In: the value of a description as it was written, and patterns. Out: the same value
//! without the other operations, and without components that nothing refers to any more.
//! Lists stay as they are, so that every pointer keeps its meaning. Deliberately absent:
//! a look at what is removed: mistakes in it are nobody's business.

use std::collections::HashSet;

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::{Code, Diagnostics};
use crate::codegen::source::Pointer;
use crate::codegen::source::quoted;
use crate::glob;
use crate::suggest;

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];
/// The same as a request has them.
const CAPITALS: [&str; 8] = [
    "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE",
];

/// Keeps the operations that at least one pattern names: by operationId, by
/// `METHOD /path`, by tag or by path.
pub(super) fn select(raw: &mut Value, only: &[String], diagnostics: &mut Diagnostics) {
    let mut used = vec![false; only.len()];
    let mut known: Vec<String> = Vec::new();
    let mut kept: HashSet<(String, &'static str)> = HashSet::new();
    for (path, item) in mapping(raw, "paths") {
        let (Some(path), Some(item)) = (path.as_str(), resolved(raw, item)) else {
            continue;
        };
        for method in METHODS {
            let Some(operation) = item.get(method) else {
                continue;
            };
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
    }
    for (pattern, _) in only.iter().zip(&used).filter(|(_, used)| !**used) {
        let known = known.iter().map(String::as_str);
        let diagnostic = diagnostics.report_file(
            Code::NO_MATCHING_OPERATION,
            format!("no operation is like {}", quoted(pattern)),
        );
        match suggest::closest(pattern, known) {
            Some(name) => diagnostic.help(suggest::did_you_mean(name)),
            None => diagnostic.help(
                "a pattern is like an operationId, `METHOD /path`, a tag or a path; `*` is anything but `/`, `**` anything",
            ),
        };
    }
    if used.iter().all(|used| *used) {
        remove_operations(raw, &kept);
        remove_components(raw);
    }
}

/// All operations: method, in capitals, and path.
pub(super) fn operations(raw: &Value) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for (path, item) in mapping(raw, "paths") {
        let (Some(path), Some(item)) = (path.as_str(), resolved(raw, item)) else {
            continue;
        };
        let has = |(method, _): &(&str, _)| item.get(method).is_some();
        let methods = METHODS.into_iter().zip(CAPITALS).filter(has);
        found.extend(methods.map(|(_, method)| (method, path.to_owned())));
    }
    found
}

/// What a pattern may call an operation.
fn names(path: &str, method: &str, operation: &Value) -> Vec<String> {
    let mut names = vec![
        path.to_owned(),
        format!("{} {path}", method.to_ascii_uppercase()),
    ];
    let id = operation.get("operationId").and_then(Value::as_str);
    names.extend(id.map(str::to_owned));
    let tags = operation.get("tags").and_then(Value::as_sequence);
    names.extend(
        tags.into_iter()
            .flatten()
            .filter_map(|tag| tag.as_str().map(str::to_owned)),
    );
    names
}

/// A pattern in which the method is written as names have it.
fn normal(pattern: &str) -> String {
    match pattern.split_once(' ') {
        Some((method, path)) if METHODS.contains(&method.to_ascii_lowercase().as_str()) => {
            format!("{} {}", method.to_ascii_uppercase(), path.trim_start())
        }
        _ => pattern.to_owned(),
    }
}

fn mapping<'v>(raw: &'v Value, name: &str) -> impl Iterator<Item = (&'v Value, &'v Value)> {
    raw.get(name)
        .and_then(Value::as_mapping)
        .into_iter()
        .flatten()
}

/// A path item, or the one that it refers to.
fn resolved<'v>(raw: &'v Value, item: &'v Value) -> Option<&'v Value> {
    match item.get("$ref").and_then(Value::as_str) {
        Some(target) => Pointer::parse(target)?.resolve(raw),
        None => Some(item),
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
        let has = |method: &str| {
            METHODS
                .iter()
                .any(|known| *known == method && kept.contains(&(path.to_owned(), *known)))
        };
        if let Some(item) = item.as_mapping_mut() {
            for method in METHODS.iter().filter(|method| !has(method)) {
                item.shift_remove(*method);
            }
        }
        path.starts_with("x-") || METHODS.iter().any(|method| has(method))
    });
}

/// Removes the components that cannot be reached from outside of them.
fn remove_components(raw: &mut Value) {
    let mut found = Reached::default();
    // What the document itself says of security.
    raw.as_mapping()
        .into_iter()
        .for_each(|root| found.refer(root));
    for (name, value) in raw.as_mapping().into_iter().flatten() {
        if name.as_str() != Some("components") {
            found.walk(value);
        }
    }
    let mut names: HashSet<(String, String)> = HashSet::new();
    while let Some((section, name)) = found.open.pop() {
        let component = raw
            .get("components")
            .and_then(|all| all.get(&section)?.get(&name));
        if let Some(component) = component {
            if names.insert((section, name)) {
                found.walk(component);
            }
        }
    }
    let Some(components) = raw.get_mut("components").and_then(Value::as_mapping_mut) else {
        return;
    };
    for (section, members) in components.iter_mut() {
        let (Some(section), Some(members)) = (section.as_str(), members.as_mapping_mut()) else {
            continue;
        };
        members.retain(|name, _| {
            name.as_str()
                .is_none_or(|name| names.contains(&(section.to_owned(), name.to_owned())))
        });
    }
}

/// Components that something refers to, by section and name.
#[derive(Default)]
struct Reached {
    open: Vec<(String, String)>,
}

impl Reached {
    fn walk(&mut self, value: &Value) {
        match value {
            Value::Mapping(members) => {
                self.refer(members);
                members.values().for_each(|member| self.walk(member));
            }
            Value::Sequence(items) => items.iter().for_each(|item| self.walk(item)),
            _ => {}
        }
    }

    fn refer(&mut self, members: &Mapping) {
        if let Some(target) = members.get("$ref").and_then(Value::as_str) {
            self.target(target);
        }
        let mapping = members
            .get("discriminator")
            .and_then(|discriminator| discriminator.get("mapping")?.as_mapping());
        for target in mapping.into_iter().flat_map(Mapping::values) {
            match target.as_str() {
                Some(target) if target.starts_with('#') => self.target(target),
                Some(name) => self.push("schemas", name),
                None => {}
            }
        }
        let security = members.get("security").and_then(Value::as_sequence);
        for scheme in security.into_iter().flatten().filter_map(Value::as_mapping) {
            for name in scheme.keys().filter_map(Value::as_str) {
                self.push("securitySchemes", name);
            }
        }
    }

    fn target(&mut self, target: &str) {
        let Some(pointer) = Pointer::parse(target) else {
            return;
        };
        let tokens: Vec<_> = pointer.tokens().take(3).collect();
        if let [first, section, name] = tokens.as_slice() {
            if first == "components" {
                self.push(section, name);
            }
        }
    }

    fn push(&mut self, section: &str, name: &str) {
        self.open.push((section.to_owned(), name.to_owned()));
    }
}
