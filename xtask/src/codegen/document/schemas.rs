//! The schemas that have a name, and so become one type each.
//!
//! In: a value that has passed the audit. Out: the names of the schemas of `components`,
//! and of all others that a reference leads to, such as
//! `#/components/schemas/A/properties/b` or a schema in `$defs`, by place. Deliberately
//! absent: Rust's identifiers.

use std::collections::{HashMap, HashSet};

use serde_yaml::{Mapping, Value};

use crate::codegen::document::keywords::{DEFINITIONS, Kind, ValueKind, walk};
use crate::codegen::source::Pointer;

/// The words of OpenAPI on the way to a schema.
const WORDS: [&str; 6] = [
    "components",
    "schemas",
    "properties",
    "paths",
    "content",
    "schema",
];

/// The names of schemas, by place.
#[derive(Clone, Debug, Default)]
pub struct SchemaNames {
    /// The places of those of `components`, in the order of the description.
    components: Vec<Pointer>,
    names: HashMap<Pointer, String>,
}

impl SchemaNames {
    /// Returns the places of the schemas of `components`.
    pub fn components(&self) -> impl Iterator<Item = &Pointer> {
        self.components.iter()
    }

    /// Returns whether a schema that stands inside of something else has a name.
    pub(crate) fn is_inner(&self, at: &Pointer) -> bool {
        self.names.len() > self.components.len() && self.names.contains_key(at)
    }

    /// Returns the name of the schema in a place, if it has one.
    pub fn get(&self, at: &Pointer) -> Option<&str> {
        self.names.get(at).map(String::as_str)
    }
}

/// Names the schemas of a description.
pub(super) fn names(raw: &Value) -> SchemaNames {
    let mut names = SchemaNames::default();
    let mut taken = HashSet::new();
    let root = Pointer::root().child("components").child("schemas");
    let schemas = raw.get("components").and_then(|all| all.get("schemas"));
    let schemas = schemas.and_then(Value::as_mapping).into_iter();
    for name in schemas.flat_map(Mapping::keys).filter_map(Value::as_str) {
        taken.insert(name.to_owned());
        names.components.push(root.child(name));
        names.names.insert(root.child(name), name.to_owned());
    }
    let mut found: Vec<Pointer> = Vec::new();
    walk(raw, ValueKind::DOCUMENT, &mut |node| {
        let is_schema = node.takes.kind() == Some(Kind::Schema);
        if is_schema || matches!(node.takes, ValueKind::SchemaName) {
            found.extend(node.reference().and_then(Pointer::parse));
        }
        true
    });
    for at in found {
        if !names.names.contains_key(&at) && at.resolve(raw).is_some() {
            let name = free_name(&taken, &at);
            taken.insert(name.clone());
            names.names.insert(at, name);
        }
    }
    names
}

/// A name that no other schema has: that in `$defs`, else the names on the way, without the
/// words of OpenAPI.
fn free_name(taken: &HashSet<String>, at: &Pointer) -> String {
    // A property may be called like a keyword, so the tables say which is which.
    let mut takes = ValueKind::Object(Kind::Document);
    let mut names: Vec<String> = Vec::new();
    let mut is_definition = false;
    for token in at.tokens() {
        let member = takes.member(takes.kind(), &token);
        let is_keyword = member.is_some_and(|(_, keyword)| keyword.is_some());
        takes = takes
            .item()
            .or(member.map(|(takes, _)| takes))
            .unwrap_or(ValueKind::Unknown);
        if is_keyword && DEFINITIONS.contains(&&*token) {
            is_definition = true;
        } else if !is_keyword || !WORDS.contains(&&*token) {
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
            let words = token.split(|c| !plain(c)).filter(|word| !word.is_empty());
            names.push(words.collect::<Vec<_>>().join("_"));
        }
    }
    names.retain(|name| !name.is_empty());
    let mut name = match names.as_slice() {
        [.., last] if is_definition && !taken.contains(last) => last.clone(),
        [owner, .., last] if is_definition => format!("{owner}{last}"),
        all => all.join("_"),
    };
    while taken.contains(&name) {
        name.push('_');
    }
    name
}
