//! What one component schema says of inheritance, its inline `allOf` included.
//!
//! In: a schema as it is written. Out: [`Component`]. Deliberately absent: what other schemas say.

use serde_yaml::{Mapping, Value};

use crate::codegen::document::inheritance::DISCRIMINATOR_VALUE;
use crate::codegen::source::Pointer;

/// What leaves a schema what it is in the `allOf` of which it stands.
const REMARKS: &[&str] = &[
    "$ref",
    "allOf",
    "title",
    "description",
    "type",
    "nullable",
    "deprecated",
    "readOnly",
    "writeOnly",
    "default",
    "example",
    "examples",
    "externalDocs",
    "xml",
    "$comment",
];

fn is_remark(name: &str) -> bool {
    REMARKS.contains(&name) || (name.starts_with("x-") && name != DISCRIMINATOR_VALUE)
}

/// What one component schema says.
#[derive(Debug, Default)]
pub(super) struct Component<'v> {
    /// What it is another name for: it is a reference and nothing else.
    pub(super) alias: Option<Pointer>,
    /// The schemas in its `allOf`, each with the place of the reference.
    pub(super) parents: Vec<(Pointer, Pointer)>,
    /// Where the schema stands that has the discriminator: the component, or an inline part of it.
    pub(super) discriminator: Option<Pointer>,
    mapping: Option<&'v Mapping>,
    /// Whether it names alternatives.
    pub(super) composed: bool,
    /// Whether it says more than what stands in its `allOf`.
    pub(super) says_more: bool,
    pub(super) nullable: bool,
    /// Whether it is of another type than objects.
    pub(super) other_type: bool,
}

impl<'v> Component<'v> {
    pub(super) fn read(at: &Pointer, value: &'v Value) -> Self {
        let mut read = Self::default();
        if let Some(members) = value.as_mapping() {
            let target = members.get("$ref").and_then(Value::as_str);
            let target = target.and_then(Pointer::parse);
            let mut names = members.keys().filter_map(Value::as_str);
            let is_alias = names.all(|name| matches!(name, "$ref" | "nullable") || is_remark(name));
            if target.is_some() && is_alias {
                read.alias = target;
                return read;
            }
            read.add(at, members);
        }
        read
    }

    /// Adds what a schema says, and the inline ones of its `allOf`.
    fn add(&mut self, at: &Pointer, members: &'v Mapping) {
        if let Some(target) = members.get("$ref").and_then(Value::as_str) {
            let target = Pointer::parse(target);
            self.parents
                .extend(target.map(|target| (target, at.clone())));
        }
        if let (None, Some(discriminator)) = (&self.discriminator, members.get("discriminator")) {
            self.discriminator = Some(at.clone());
            self.mapping = discriminator.get("mapping").and_then(Value::as_mapping);
        }
        self.composed |= ["oneOf", "anyOf"]
            .iter()
            .any(|name| members.contains_key(*name));
        self.other_type |= members
            .get("type")
            .is_some_and(|word| word.as_str() != Some("object"));
        self.nullable |= members.get("nullable") == Some(&Value::Bool(true));
        let mut names = members.keys().filter_map(Value::as_str);
        self.says_more |= names.any(|name| !is_remark(name));
        let parts = members.get("allOf").and_then(Value::as_sequence);
        for (index, part) in parts.into_iter().flatten().enumerate() {
            if let Some(part) = part.as_mapping() {
                self.add(&at.child("allOf").index(index), part);
            }
        }
    }

    pub(super) fn mapping(&self) -> Option<&'v Mapping> {
        self.mapping.filter(|mapping| !mapping.is_empty())
    }
}
