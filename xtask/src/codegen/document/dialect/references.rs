//! References of schemas that are no JSON Pointers to schemas.
//!
//! In: a description as a value. Out: the same, with every `$ref` a pointer that one of JSON
//! Schema's rules makes of it: to an `$anchor`, to the `$id` of a schema of the description, from
//! the root of the schema that has one. `$dynamicRef` and `$recursiveRef` become what they refer
//! to where nothing else is known of their use. A pointer that leads nowhere is followed from
//! the schemas around it, for that is where schemas of other documents were put; one that leads to
//! a parameter or a response means the schema that it has. Deliberately absent: other files, and
//! references that lead nowhere even so, which the audit refuses.

use std::collections::HashMap;

use serde_yaml::{Mapping, Value};

use super::Note;
use crate::codegen::diagnostics::Code;
use crate::codegen::document::keywords::{Kind, Node, ValueKind, walk};
use crate::codegen::source::{Pointer, quoted};

/// Keywords that name a schema for references.
const ANCHORS: [&str; 2] = ["$anchor", "$dynamicAnchor"];

/// Keywords that refer to a schema.
const REFERENCES: [&str; 3] = ["$ref", "$dynamicRef", "$recursiveRef"];

/// The schemas of components, which need no other reading.
const PLAIN: &str = "#/components/schemas/";

/// A reference and where it stands.
struct Reference {
    at: Pointer,
    keyword: &'static str,
    text: String,
    /// The schema around it that has an `$id`, and what that is.
    resource: Option<(Pointer, String)>,
    /// All schemas around it, the nearest first.
    around: Vec<Pointer>,
}

/// The names of schemas.
#[derive(Default)]
struct Identifiers {
    /// Schemas with an `$id`.
    resources: HashMap<String, Pointer>,
    /// Anchors, each with the schema with an `$id` that it stands in.
    anchors: HashMap<String, Vec<(Option<Pointer>, Pointer)>>,
    references: Vec<Reference>,
    notes: Vec<Note>,
}

/// Where a reference leads, and what is to be said of that.
struct Found {
    /// None where any value is taken.
    target: Option<Pointer>,
    note: Option<(Code, String)>,
}

/// Makes pointers of references, and returns what there is to say.
pub(in crate::codegen::document) fn resolve(raw: &mut Value) -> Vec<Note> {
    let mut identifiers = Identifiers::default();
    walk(raw, ValueKind::DOCUMENT, &mut |node| {
        if node.takes.kind() == Some(Kind::Schema) {
            identifiers.schema(node);
        }
        true
    });
    for reference in std::mem::take(&mut identifiers.references) {
        let found = identifiers.find(&reference, raw);
        identifiers.replace(&reference, found, raw);
    }
    identifiers.notes
}

impl Identifiers {
    fn schema(&mut self, node: &Node<'_>) {
        let Some(members) = node.value.as_mapping() else {
            return;
        };
        for (name, value) in members {
            let (Some(name), Some(text)) = (name.as_str(), value.as_str()) else {
                continue;
            };
            // Every schema passes here; few have one of these.
            if !name.starts_with('$') || text.starts_with(PLAIN) {
                continue;
            }
            if name == "$id" {
                let at = node.at.pointer();
                let message = format!(
                    "{} names this schema for references in the description, and does nothing else",
                    quoted(text)
                );
                self.notes
                    .push(Note::new(Code::SCHEMA_IDENTIFIER, at.child("$id"), message));
                if let Some((_, id)) = resource(node) {
                    self.resources.entry(id).or_insert(at);
                }
            } else if ANCHORS.contains(&name) {
                let place = resource(node).map(|(place, _)| place);
                let all = self.anchors.entry(text.to_owned()).or_default();
                all.push((place, node.at.pointer()));
            } else if let Some(keyword) = REFERENCES.into_iter().find(|known| *known == name) {
                let is_schema = |node: &&Node<'_>| node.takes.kind() == Some(Kind::Schema);
                let around = node.outwards().filter(is_schema);
                self.references.push(Reference {
                    at: node.at.pointer(),
                    keyword,
                    text: text.to_owned(),
                    resource: resource(node),
                    around: around.map(|node| node.at.pointer()).collect(),
                });
            }
        }
    }

    /// Finds the schema that is meant; nothing where it is not in the description.
    fn find(&self, reference: &Reference, raw: &Value) -> Option<Found> {
        let text = &reference.text;
        let (uri, fragment) = text.split_once('#').unwrap_or((text, ""));
        if uri.is_empty() {
            return self.within(fragment, reference, raw);
        }
        let base = reference.resource.as_ref().map(|(_, id)| id.as_str());
        let resource = self.resources.get(&absolute(base, uri))?;
        let target = match fragment {
            "" => resource.clone(),
            _ if fragment.starts_with('/') => resource.join(&pointer(fragment)?),
            anchor => self.anchor(anchor, Some(resource))?,
        };
        target.resolve(raw)?;
        Some(Found::plain(target))
    }

    fn within(&self, fragment: &str, reference: &Reference, raw: &Value) -> Option<Found> {
        let resource = reference.resource.as_ref().map(|(place, _)| place);
        if !fragment.is_empty() && !fragment.starts_with('/') {
            let target = self.anchor(fragment, resource)?;
            return Some(Found::plain(target));
        }
        let inside = pointer(fragment)?;
        let exists = |target: &Pointer| target.resolve(raw).is_some();
        if let Some(target) = resource.map(|place| place.join(&inside)).filter(exists) {
            return Some(Found::plain(target));
        }
        let of_schema = |target: Pointer| {
            let message = format!(
                "{} is read from the schema around it",
                quoted(&reference.text)
            );
            let note = Some((Code::REFERENCE_WITHIN_SCHEMA, message));
            let target = Some(target);
            Some(Found { target, note })
        };
        if fragment.is_empty() {
            return of_schema(reference.around.last()?.clone());
        }
        if exists(&inside) {
            return holder(inside, raw);
        }
        let mut around = reference.around.iter().map(|place| place.join(&inside));
        if let Some(target) = around.find(exists) {
            return of_schema(target);
        }
        let name = fragment.strip_prefix("/definitions/")?;
        let target = pointer(&format!("/components/schemas/{name}")).filter(exists)?;
        let message = format!(
            "{} is read as `{target}`, where OpenAPI 3 has schemas",
            quoted(&reference.text)
        );
        let note = Some((Code::REFERENCE_TO_DEFINITIONS, message));
        let target = Some(target);
        Some(Found { target, note })
    }

    /// The schema of an anchor: that in the same resource, or the only one.
    fn anchor(&self, name: &str, resource: Option<&Pointer>) -> Option<Pointer> {
        let all = self.anchors.get(name)?;
        let mut same = all.iter().filter(|(place, _)| place.as_ref() == resource);
        let found = same.next().or(match all.as_slice() {
            [only] => Some(only),
            _ => None,
        });
        found.map(|(_, target)| target.clone())
    }

    /// Puts a pointer in place of a reference.
    fn replace(&mut self, reference: &Reference, found: Option<Found>, raw: &mut Value) {
        let is_static = reference.keyword == "$ref";
        let Some(Value::Mapping(members)) = reference.at.resolve_mut(raw) else {
            return;
        };
        if found.is_none() && is_static {
            return;
        }
        let at = reference.at.child(reference.keyword);
        if !is_static {
            members.shift_remove(reference.keyword);
            let taken = members.contains_key("$ref");
            let becomes = match &found {
                Some(Found {
                    target: Some(target),
                    ..
                }) if !taken => {
                    format!("is read as a reference to `{target}`, whatever uses this schema")
                }
                _ => "is left out, so that any value is taken".to_owned(),
            };
            let message = format!("`{}` {becomes}", reference.keyword);
            self.notes
                .push(Note::new(Code::DYNAMIC_REFERENCE, at.clone(), message));
            if taken {
                return;
            }
        }
        let Some(Found { target, note }) = found else {
            return;
        };
        if let Some((code, message)) = note.filter(|_| is_static) {
            self.notes.push(Note::new(code, at, message));
        }
        members.shift_remove("$ref");
        if let Some(target) = target {
            // In a reference a `%` begins an escape.
            let target = target.to_string().replace('%', "%25");
            members.insert(Value::from("$ref"), Value::from(target));
        }
    }
}

impl Found {
    fn plain(target: Pointer) -> Self {
        Self {
            target: Some(target),
            note: None,
        }
    }
}

/// The schema of a place: what is there, or the one schema of the object that is there.
fn holder(place: Pointer, raw: &Value) -> Option<Found> {
    let kind = |place: &Pointer| ValueKind::at(place).and_then(ValueKind::kind);
    if kind(&place) == Some(Kind::Schema) {
        return Some(Found::plain(place));
    }
    let (end, value) = place.chain(raw).last()?;
    let label = kind(&end)?.label();
    let target = match kind(&end)? {
        Kind::Parameter | Kind::Header | Kind::MediaType => Some(end.child("schema")),
        Kind::Response | Kind::RequestBody => {
            let content = value.get("content").and_then(Value::as_mapping);
            let mut names = content.into_iter().flat_map(Mapping::keys);
            let only = names.next().and_then(Value::as_str);
            let only = only.filter(|_| names.next().is_none());
            only.map(|only| end.child("content").child(only).child("schema"))
        }
        _ => return None,
    };
    let target = target.filter(|target| target.resolve(raw).is_some());
    let meant = match target {
        Some(_) => "its schema is meant",
        None => "which has not one schema, so that any value is taken",
    };
    let message = format!("the reference leads to {label}; {meant}");
    let note = Some((Code::REFERENCE_TO_SCHEMA_HOLDER, message));
    Some(Found { target, note })
}

/// The nearest schema around a node that has an `$id`, and its whole id.
fn resource(node: &Node<'_>) -> Option<(Pointer, String)> {
    let with_id = |node: &Node<'_>| {
        let is_schema = node.takes.kind() == Some(Kind::Schema);
        let id = node.value.get("$id").filter(|_| is_schema)?.as_str()?;
        Some((node.at.pointer(), id.split('#').next()?.to_owned()))
    };
    let mut all: Vec<(Pointer, String)> = node.outwards().filter_map(with_id).collect();
    let whole = all
        .iter()
        .rev()
        .fold(None, |base: Option<String>, (_, id)| {
            Some(absolute(base.as_deref(), id))
        })?;
    let (place, _) = all.swap_remove(0);
    Some((place, whole))
}

fn pointer(fragment: &str) -> Option<Pointer> {
    Pointer::parse(&format!("#{fragment}"))
}

/// A relative address, as it is meant at another one.
fn absolute(base: Option<&str>, uri: &str) -> String {
    let has_scheme = uri.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    });
    let Some(base) = base.filter(|_| !has_scheme) else {
        return uri.trim_start_matches("./").to_owned();
    };
    let start = base.find("://").map_or(0, |scheme| scheme + 3);
    let end = if uri.starts_with('/') {
        base[start..]
            .find('/')
            .map_or(base.len(), |path| start + path)
    } else {
        base[start..]
            .rfind('/')
            .map_or(start, |slash| start + slash + 1)
    };
    format!("{}{}", &base[..end], uri.trim_start_matches("./"))
}
