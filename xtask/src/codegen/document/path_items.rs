//! Paths that refer to a path item elsewhere.
//!
//! In: a value that has passed the audit. Out: the same, in which such a path is a copy of
//! what it refers to. The copy of another path has no operationIds, which are for one
//! operation each.

use serde_yaml::Value;

use crate::codegen::document::keywords::METHODS;
use crate::codegen::source::{Origins, Pointer};

/// Puts path items in place of references to them.
pub(super) fn inline(raw: &mut Value, origins: &mut Origins) {
    let target = |item: &Value| Pointer::parse(item.get("$ref")?.as_str()?);
    let paths = raw.get("paths").and_then(Value::as_mapping);
    let found: Vec<(String, Pointer)> = paths
        .into_iter()
        .flatten()
        .filter_map(|(path, item)| Some((path.as_str()?.to_owned(), target(item)?)))
        .collect();
    for (path, pointer) in found {
        let Some((pointer, item)) = pointer.chain(raw).last() else {
            continue;
        };
        let mut copy = item.clone();
        let is_path = pointer.tokens().next().is_some_and(|root| root == "paths");
        for method in METHODS.iter().filter(|_| is_path) {
            if let Some(Value::Mapping(operation)) = copy.get_mut(*method) {
                operation.shift_remove("operationId");
            }
        }
        let at = Pointer::root().child("paths").child(&path);
        let (file, origin) = origins.resolve(&pointer);
        if let Some(item) = raw.get_mut("paths").and_then(|paths| paths.get_mut(&path)) {
            *item = copy;
            origins.set(&at, file, origin);
        }
    }
}
