//! The one walk over a description.
//!
//! In: a value and what is expected in its place. Out: every value that is part of the
//! description, from the outside in, each with the way to it; the visitor says whether to go
//! on inside. What the tables call data is handed out and not entered: examples, defaults,
//! values of an `enum`, extensions; neither is what they do not know. Deliberately absent: any
//! word of a pointer; what a place is, the tables alone say.

use std::iter::successors;

use serde_yaml::{Mapping, Value};

use crate::codegen::document::keywords::{Keyword, Kind, ValueKind};
use crate::codegen::source::Path;

/// A value in its place.
#[derive(Clone, Copy)]
pub(crate) struct Node<'n> {
    /// The value.
    pub(crate) value: &'n Value,
    /// What is expected here.
    pub(crate) takes: ValueKind,
    /// The kind of object that stands here, if one should: where a reference stands in place of
    /// another object, a reference. In a schema it is a keyword.
    pub(crate) kind: Option<Kind>,
    /// The keyword whose value this is, if it is one's.
    pub(crate) keyword: Option<&'static Keyword>,
    /// Where it stands.
    pub(crate) at: Path<'n>,
    /// What it stands in.
    pub(crate) parent: Option<&'n Node<'n>>,
}

impl<'n> Node<'n> {
    /// Returns where a reference leads that stands here: in place of an object, for some among
    /// its keywords, or where a discriminator names a schema.
    pub(crate) fn reference(&self) -> Option<&'n str> {
        match self.takes {
            ValueKind::SchemaName => self.value.as_str().filter(|name| name.starts_with('#')),
            takes if takes.may_be_reference() => self.value.get("$ref")?.as_str(),
            _ => None,
        }
    }

    /// Returns the node and what it stands in, the nearest first.
    pub(crate) fn outwards(&'n self) -> impl Iterator<Item = &'n Node<'n>> {
        successors(Some(self), |node| node.parent)
    }
}

/// Walks through a value. The visitor returns whether to go on inside of what it was
/// handed.
pub(crate) fn walk(value: &Value, takes: ValueKind, visit: &mut dyn FnMut(&Node<'_>) -> bool) {
    let node = Node {
        value,
        takes,
        kind: takes.kind_at(value),
        keyword: None,
        at: Path::ROOT,
        parent: None,
    };
    inside(&node, visit);
}

fn inside(node: &Node<'_>, visit: &mut dyn FnMut(&Node<'_>) -> bool) {
    if !visit(node) {
        return;
    }
    let mut go = |value, (takes, keyword), at| {
        let child = Node {
            value,
            takes,
            kind: takes.kind_at(value),
            keyword,
            at,
            parent: Some(node),
        };
        inside(&child, visit);
    };
    match (node.value, node.takes) {
        (Value::Sequence(items), ValueKind::List(takes)) => {
            for (index, item) in items.iter().enumerate() {
                go(item, (*takes, None), node.at.index(index));
            }
        }
        (Value::Mapping(members), takes) => {
            for (key, value) in members {
                let Some(name) = key.as_str() else { continue };
                let Some(member) = takes.member(node.kind, name) else {
                    return;
                };
                go(value, member, node.at.child(name));
            }
        }
        _ => {}
    }
}

impl ValueKind {
    /// Returns the kind of object that a value is, if one is expected.
    pub(crate) fn kind_at(self, value: &Value) -> Option<Kind> {
        match value {
            Value::Mapping(members) => self.kind_of(members),
            _ => self.kind(),
        }
    }

    /// Returns the kind of object with these members, if one is expected: beside a reference in
    /// place of another object than a schema nothing has a meaning.
    pub(crate) fn kind_of(self, members: &Mapping) -> Option<Kind> {
        let kind = self.kind()?;
        let is_reference = matches!(self, Self::Reference(_)) && members.contains_key("$ref");
        Some(if is_reference { Kind::Reference } else { kind })
    }
}
