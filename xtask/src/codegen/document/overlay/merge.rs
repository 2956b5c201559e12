//! What a change and what stands in its place become together.

use serde_yaml::Value;

use crate::codegen::source::{FileId, Origins, Pointer};

/// Where a change stands.
pub(super) enum Origin {
    /// In the file of an overlay.
    Overlay(FileId, Pointer),
    /// In another place of the description.
    Description(Pointer),
}

impl Origin {
    /// Notes that a part of the description came from here.
    pub(super) fn note(&self, at: &Pointer, origins: &mut Origins) {
        match self {
            Self::Overlay(file, from) => origins.set(at, *file, from.clone()),
            Self::Description(from) => origins.copy(from, at),
        }
    }

    fn child(&self, name: &str) -> Self {
        match self {
            Self::Overlay(file, from) => Self::Overlay(*file, from.child(name)),
            Self::Description(from) => Self::Description(from.child(name)),
        }
    }
}

/// Merges a value into another, and notes where every part came from: objects member by member,
/// lists are appended to, everything else is replaced. Returns the place where the two are of
/// different kinds.
pub(super) fn merge(
    value: &mut Value,
    change: &Value,
    place: &Pointer,
    from: &Origin,
    origins: &mut Origins,
) -> Result<(), Pointer> {
    match (value, change) {
        (Value::Mapping(members), Value::Mapping(changes)) => {
            for (key, change) in changes {
                let Some(name) = key.as_str() else { continue };
                let member = members.entry(key.clone()).or_insert(Value::Null);
                merge(
                    member,
                    change,
                    &place.child(name),
                    &from.child(name),
                    origins,
                )?;
            }
        }
        (Value::Sequence(items), Value::Sequence(changes)) => {
            for (index, change) in changes.iter().enumerate() {
                from.child(&index.to_string())
                    .note(&place.index(items.len()), origins);
                items.push(change.clone());
            }
        }
        // A key with nothing behind it is as good as none.
        (value, change) if value.is_null() || !(is_structured(value) || is_structured(change)) => {
            from.note(place, origins);
            *value = change.clone();
        }
        _ => return Err(place.clone()),
    }
    Ok(())
}

fn is_structured(value: &Value) -> bool {
    value.is_mapping() || value.is_sequence()
}

/// How many values a value is, and how deep they are nested.
pub(super) fn size(value: &Value) -> (usize, usize) {
    let inside: Vec<_> = match value {
        Value::Mapping(members) => members.values().map(size).collect(),
        Value::Sequence(items) => items.iter().map(size).collect(),
        _ => Vec::new(),
    };
    let nodes: usize = inside.iter().map(|(nodes, _)| nodes).sum();
    let depth = inside.iter().map(|(_, depth)| depth + 1).max();
    (nodes + 1, depth.unwrap_or(0))
}
