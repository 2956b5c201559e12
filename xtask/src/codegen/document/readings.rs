//! What a description that is wrong by the letter plainly means.
//!
//! In: places, and how each of them is read. Out: the value changed so, with a note of where each
//! part stood. Deliberately absent: what is wrong and which reading is plain: the audit decides
//! that, says so, and asks for it here, so that all that comes later sees what is meant.

use std::cmp::Reverse;

use serde_yaml::{Mapping, Value};

use crate::codegen::source::{Origins, Pointer};

/// How a place is read.
#[derive(Clone, Debug)]
pub(super) enum Reading {
    /// As if this stood there.
    As(Value),
    /// As if it were not there; a member of an object.
    LeftOut,
    /// As if it stood under another key of the same object.
    Under(String),
}

impl Reading {
    /// Reads a place as a text.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::As(Value::String(text.into()))
    }
}

/// Reads a description as it is meant.
pub(super) fn apply(raw: &mut Value, mut readings: Vec<(Pointer, Reading)>, origins: &mut Origins) {
    // The deepest first: a key that changes is part of every pointer below it.
    readings.sort_by_key(|(at, _)| Reverse(at.tokens().count()));
    for (at, reading) in readings {
        let (Some(parent), Some(name)) = (at.parent(), at.last()) else {
            continue;
        };
        match (parent.resolve_mut(raw), reading) {
            (Some(Value::Mapping(members)), Reading::As(value)) => {
                members.insert(Value::from(&*name), value);
            }
            (Some(Value::Mapping(members)), Reading::LeftOut) => {
                members.shift_remove(&*name);
            }
            (Some(Value::Mapping(members)), Reading::Under(key)) => {
                rename(members, &name, &key);
                origins.copy(&at, &parent.child(&key));
            }
            (Some(_), Reading::As(value)) => {
                if let Some(item) = at.resolve_mut(raw) {
                    *item = value;
                }
            }
            _ => {}
        }
    }
}

/// Gives a member another key, in its place.
fn rename(members: &mut Mapping, from: &str, to: &str) {
    let renamed = std::mem::take(members).into_iter().map(|(key, value)| {
        let is_it = key.as_str() == Some(from);
        (if is_it { Value::from(to) } else { key }, value)
    });
    *members = renamed.collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_added_left_out_and_renamed_in_their_place() {
        let mut raw: Value =
            serde_yaml::from_str("{a: {'2xx': {b: {}}, ok: {}, '404': {}}, l: [1, 2]}").unwrap();
        let at = |text: &str| Pointer::parse(text).unwrap();
        let readings = vec![
            (at("#/a/2xx"), Reading::Under("2XX".to_owned())),
            (at("#/a/ok"), Reading::LeftOut),
            (at("#/a/2xx/description"), Reading::text("")),
            (at("#/l/1"), Reading::text("2")),
        ];
        let mut origins = Origins::default();
        apply(&mut raw, readings, &mut origins);
        assert_eq!(
            serde_json::to_string(&raw).unwrap(),
            r#"{"a":{"2XX":{"b":{},"description":""},"404":{}},"l":[1,"2"]}"#
        );
        assert_eq!(origins.resolve(&at("#/a/2XX/b")).1, at("#/a/2xx/b"));
    }
}
