//! What is defined once and referred to: names for it, and path items put where they are used.
//!
//! In: a description as a value. Out: where a part of it leads; names that no other component has;
//! a place in `components` for what came from elsewhere; a copy in place of each path item that is a reference. Deliberately
//! absent: references to anything else, which stay references, so that there is one type, whoever
//! uses it.

use std::cmp::Reverse;
use std::collections::HashSet;

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::{Code, Diagnostics};
use crate::codegen::document::keywords::{Kind, Node, ValueKind, methods, walk};
use crate::codegen::source::{FileId, Pointer, quoted};

/// The places of components that are taken.
pub(super) struct Names(HashSet<Pointer>);

impl Names {
    /// Returns the names that are there.
    pub(super) fn of(raw: &Value) -> Self {
        let mut taken = HashSet::new();
        let components = raw.get("components").and_then(Value::as_mapping);
        for (section, members) in components.into_iter().flatten() {
            for (name, _) in members.as_mapping().into_iter().flatten() {
                if let (Some(section), Some(name)) = (section.as_str(), name.as_str()) {
                    taken.insert(place(section, name));
                }
            }
        }
        Self(taken)
    }

    /// Takes a name that no component of a section has, and returns its place: the wanted one if
    /// possible, in the characters that a name of a component may have.
    pub(super) fn claim(&mut self, section: &str, wanted: &str) -> Pointer {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        let wanted = wanted.chars().map(|c| if plain(c) { c } else { '_' });
        let wanted: String = wanted.collect();
        let mut found = place(section, &wanted);
        let mut number = 2;
        while !self.0.insert(found.clone()) {
            found = place(section, &format!("{wanted}_{number}"));
            number += 1;
        }
        found
    }
}

/// Returns the place of a component.
pub(super) fn place(section: &str, name: &str) -> Pointer {
    Pointer::root()
        .child("components")
        .child(section)
        .child(name)
}

/// Returns where what stands in a place leads: to what a reference names, the schema that a
/// discriminator names, the schemes of a security requirement.
pub(super) fn targets(node: &Node<'_>) -> Vec<Pointer> {
    if let Some(reference) = node.reference() {
        return Pointer::parse(reference).into_iter().collect();
    }
    if let (ValueKind::SchemaName, Some(name)) = (node.takes, node.value.as_str()) {
        return vec![place("schemas", name)];
    }
    let list = node.parent.and_then(|parent| parent.keyword);
    if list.is_none_or(|keyword| keyword.name != "security") {
        return Vec::new();
    }
    let schemes = node.value.as_mapping().into_iter().flat_map(Mapping::keys);
    let names = schemes.filter_map(Value::as_str);
    names.map(|name| place("securitySchemes", name)).collect()
}

/// Whether a pointer is to a component, and not to a part of one.
pub(super) fn is_component(pointer: &Pointer) -> bool {
    let mut tokens = pointer.tokens();
    tokens.next().is_some_and(|first| first == "components") && tokens.count() == 2
}

/// Puts a component in its place.
pub(super) fn insert(raw: &mut Value, place: &Pointer, value: Value) {
    let slot = place.tokens().try_fold(raw, |at, name| {
        let member = at.as_mapping_mut()?.entry(Value::from(&*name));
        Some(member.or_insert_with(|| Value::Mapping(Mapping::new())))
    });
    if let Some(slot) = slot {
        *slot = value;
    }
}

/// Removes components, and their section when it has no others.
pub(super) fn remove(raw: &mut Value, places: &[Pointer]) {
    for place in places {
        let (Some(section), Some(name)) = (place.parent(), place.last()) else {
            continue;
        };
        if let Some(Value::Mapping(members)) = section.resolve_mut(raw) {
            members.shift_remove(&*name);
            if members.is_empty() {
                remove(raw, &[section]);
            }
        }
    }
}

/// Returns what stands beside `$ref` in a path item, but for extensions.
fn beside_reference(path_item: &Mapping) -> impl Iterator<Item = (&str, &Value)> {
    let members = path_item.iter();
    let named = members.filter_map(|(key, value)| Some((key.as_str()?, value)));
    named.filter(|(name, _)| *name != "$ref" && !name.starts_with("x-"))
}

/// Puts copies in place of path items that are references, of those that lead to a wanted place.
/// What stands beside a reference stays in the copy. Where they lead to no path item they stay,
/// for the audit. The copy of another path has no operationIds, which are for one operation each.
pub(super) fn inline_path_items(
    raw: &mut Value,
    diagnostics: &mut Diagnostics,
    is_wanted: &dyn Fn(&Pointer) -> bool,
) {
    let mut found = path_references(raw);
    found.retain(|(_, target)| is_wanted(target));
    // The deepest first: what is copied must be whole.
    found.sort_by_key(|(place, _)| Reverse(place.tokens().count()));
    for (place, target) in found {
        let chain: Vec<(Pointer, &Value)> = target.chain(raw).collect();
        let is_path_item = |(end, item): &&(Pointer, &Value)| {
            let kind = ValueKind::at(end).and_then(ValueKind::kind);
            kind == Some(Kind::PathItem) && item.get("$ref").is_none()
        };
        let Some((end, item)) = chain.last().filter(is_path_item) else {
            continue;
        };
        let Value::Mapping(mut copy) = (*item).clone() else {
            continue;
        };
        if chain.iter().any(|(pointer, _)| !is_shared(pointer)) {
            for method in methods() {
                if let Some(Value::Mapping(operation)) = copy.get_mut(method) {
                    operation.shift_remove("operationId");
                }
            }
        }
        let own = place.resolve(raw).and_then(Value::as_mapping);
        let own = own.into_iter().flat_map(beside_reference);
        let own: Vec<(String, Value)> = own
            .map(|(name, one)| (name.to_owned(), one.clone()))
            .collect();
        let origins = &mut diagnostics.files.origins;
        let places = own
            .iter()
            .map(|(name, _)| origins.resolve(&place.child(name)));
        let places: Vec<(FileId, Pointer)> = places.collect();
        origins.copy(end, &place);
        for ((name, value), (file, pointer)) in own.into_iter().zip(places) {
            let at = place.child(&name);
            diagnostics.files.origins.set(&at, file, pointer);
            beside(&name, &at, &copy, diagnostics);
            copy.insert(Value::from(name), value);
        }
        if let Some(item) = place.resolve_mut(raw) {
            *item = Value::Mapping(copy);
        }
    }
}

/// Complains of a keyword beside the reference in a path item. OpenAPI leaves open what it means,
/// and there is one plain reading as long as it does not stand behind the reference, too.
fn beside(name: &str, at: &Pointer, target: &Mapping, diagnostics: &mut Diagnostics) {
    let is_documentation = matches!(name, "summary" | "description");
    let name = quoted(name);
    if target.contains_key(&*at.last().unwrap_or_default()) && !is_documentation {
        let message = format!("{name} stands beside `$ref` in a path item, and behind it");
        diagnostics
            .report(Code::CONFLICTING_PATH_ITEM_REF, at, message)
            .help("an overlay can remove one of the two; lowered, this one is read");
    } else {
        let message = format!("{name} stands beside `$ref` in a path item");
        diagnostics
            .report(Code::KEYWORD_BESIDE_PATH_ITEM_REF, at, message)
            .help("it is read together with what the reference leads to");
    }
}

/// The path items that are references, and where these lead.
fn path_references(raw: &Value) -> Vec<(Pointer, Pointer)> {
    let mut found = Vec::new();
    walk(raw, ValueKind::DOCUMENT, &mut |node| {
        match node.kind {
            Some(Kind::PathItem) => {
                let target = node.reference().and_then(Pointer::parse);
                found.extend(target.map(|target| (node.at.pointer(), target)));
                true
            }
            // Nothing else holds path items.
            Some(Kind::Document | Kind::Components | Kind::Paths) => true,
            Some(Kind::Operation | Kind::Callback) => true,
            Some(_) => false,
            None => true,
        }
    });
    found
}

/// Whether a place is for a path item that is used elsewhere, and not a path of its own.
fn is_shared(pointer: &Pointer) -> bool {
    pointer.tokens().take(2).eq(["components", "pathItems"])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inlined(text: &str) -> String {
        let mut raw: Value = serde_yaml::from_str(text).unwrap();
        inline_path_items(&mut raw, &mut Diagnostics::new(), &|_| true);
        serde_json::to_string(&raw["paths"]).unwrap()
    }

    #[test]
    fn path_items_are_copied() {
        let item = "get: {operationId: o, tags: [t]}";
        for (paths, components, expected) in [
            (
                format!("/b: {{$ref: '#/paths/~1a'}}, /a: {{{item}}}"),
                String::new(),
                r#"{"/b":{"get":{"tags":["t"]}},"/a":{"get":{"operationId":"o","tags":["t"]}}}"#,
            ),
            (
                "/a: {$ref: '#/components/pathItems/B%2DC'}".to_owned(),
                format!("B-C: {{$ref: '#/components/pathItems/D'}}, D: {{{item}}}"),
                r#"{"/a":{"get":{"operationId":"o","tags":["t"]}}}"#,
            ),
            (
                "/a: {$ref: '#/components/pathItems/B'}, /b: {$ref: '#/paths/~1a'}".to_owned(),
                format!("B: {{{item}}}"),
                r#"{"/a":{"get":{"operationId":"o","tags":["t"]}},"/b":{"get":{"tags":["t"]}}}"#,
            ),
            (
                "/a: {$ref: '#/paths/~1a'}, /b: {$ref: '#/none'}".to_owned(),
                String::new(),
                r##"{"/a":{"$ref":"#/paths/~1a"},"/b":{"$ref":"#/none"}}"##,
            ),
            (
                "/a: {get: {callbacks: {c: {e: {$ref: '#/paths/~1b'}}}}}, /b: {x-a: 1}, /c: {$ref: '#/paths/~1a'}".to_owned(),
                String::new(),
                r#"{"/a":{"get":{"callbacks":{"c":{"e":{"x-a":1}}}}},"/b":{"x-a":1},"/c":{"get":{"callbacks":{"c":{"e":{"x-a":1}}}}}}"#,
            ),
        ] {
            let text = format!("{{paths: {{{paths}}}, components: {{pathItems: {{{components}}}}}}}");
            assert_eq!(inlined(&text), expected, "{text}");
        }
    }

    #[test]
    fn names_are_unique_and_plain() {
        let raw = serde_yaml::from_str("{components: {schemas: {A: {}}, headers: {B: {}}}}");
        let mut names = Names::of(&raw.unwrap());
        for (wanted, expected) in [("A", "A_2"), ("B", "B"), ("B", "B_2"), ("a b/c", "a_b_c")] {
            assert_eq!(names.claim("schemas", wanted), place("schemas", expected));
        }
    }
}
