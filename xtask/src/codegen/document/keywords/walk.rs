//! The one walk over a description.
//!
//! In: a value and what is expected in its place. Out: every value in a place that the
//! tables know, from the outside in, each with the way to it; the visitor says whether to
//! go on inside. What the tables call data is handed out and not entered: examples,
//! defaults, values of an `enum`, extensions. Deliberately absent: any word of a pointer;
//! what a place is, the tables alone say.

use serde_yaml::{Mapping, Value};

use super::{Kind, ValueKind};
use crate::codegen::document::Version;
use crate::codegen::source::Path;

/// A value in its place.
#[derive(Clone, Copy)]
pub(in crate::codegen) struct Node<'n> {
    /// The value.
    pub(in crate::codegen) value: &'n Value,
    /// What is expected here.
    pub(in crate::codegen) takes: ValueKind,
    /// Where it stands.
    pub(in crate::codegen) at: Path<'n>,
    /// What it stands in.
    pub(in crate::codegen) parent: Option<&'n Node<'n>>,
}

impl<'n> Node<'n> {
    /// Returns the kind of object that is expected here, if one is.
    pub(in crate::codegen) fn kind(&self) -> Option<Kind> {
        self.takes.kind()
    }

    /// Returns where a reference leads that stands here in place of an object, or, for a
    /// schema, among its keywords.
    pub(in crate::codegen) fn reference(&self) -> Option<&'n str> {
        self.kind()?;
        self.value.get("$ref")?.as_str()
    }

    /// Returns what the node stands in, the nearest first.
    pub(in crate::codegen) fn ancestors(&self) -> impl Iterator<Item = &'n Node<'n>> {
        std::iter::successors(self.parent, |node| node.parent)
    }
}

/// Walks through a value. The visitor returns whether to go on inside of what it was
/// handed.
pub(in crate::codegen) fn walk(
    value: &Value,
    takes: ValueKind,
    version: Version,
    visit: &mut dyn FnMut(&Node<'_>) -> bool,
) {
    let node = Node {
        value,
        takes,
        at: Path::ROOT,
        parent: None,
    };
    inside(&node, version, visit);
}

fn inside(node: &Node<'_>, version: Version, visit: &mut dyn FnMut(&Node<'_>) -> bool) {
    if !visit(node) {
        return;
    }
    let mut go = |value, takes, at| {
        let child = Node {
            value,
            takes,
            at,
            parent: Some(node),
        };
        inside(&child, version, visit);
    };
    match node.value {
        Value::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                if let Some(takes) = node.takes.item() {
                    go(item, takes, node.at.index(index));
                }
            }
        }
        Value::Mapping(members) => {
            let is_reference = ends_here(node.takes, members, version);
            for (key, member) in members {
                let Some(name) = key.as_str() else { continue };
                if let Some(takes) = node.takes.member(name).filter(|_| !is_reference) {
                    go(member, takes, node.at.child(name));
                }
            }
        }
        _ => {}
    }
}

/// Does the same with values that the visitor may change before it says whether to go on
/// inside of them.
pub(in crate::codegen) fn walk_mut(
    value: &mut Value,
    takes: ValueKind,
    version: Version,
    visit: &mut dyn FnMut(&mut Value, ValueKind, &Path<'_>) -> bool,
) {
    inside_mut(value, takes, version, &Path::ROOT, visit);
}

fn inside_mut(
    value: &mut Value,
    takes: ValueKind,
    version: Version,
    at: &Path<'_>,
    visit: &mut dyn FnMut(&mut Value, ValueKind, &Path<'_>) -> bool,
) {
    if !visit(value, takes, at) {
        return;
    }
    match value {
        Value::Sequence(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                if let Some(takes) = takes.item() {
                    inside_mut(item, takes, version, &at.index(index), visit);
                }
            }
        }
        Value::Mapping(members) => {
            let is_reference = ends_here(takes, members, version);
            for (key, member) in members.iter_mut() {
                let Some(name) = key.as_str() else { continue };
                if let Some(takes) = takes.member(name).filter(|_| !is_reference) {
                    inside_mut(member, takes, version, &at.child(name), visit);
                }
            }
        }
        _ => {}
    }
}

/// Whether an object is a reference beside which nothing has a meaning: the whole in place
/// of an object, and a schema of 3.0.
fn ends_here(takes: ValueKind, members: &Mapping, version: Version) -> bool {
    let is_reference = match takes {
        ValueKind::Reference(_) => true,
        ValueKind::Object(Kind::Schema) | ValueKind::SchemaOrBool => version == Version::V3_0,
        _ => false,
    };
    is_reference && members.contains_key("$ref")
}
