//! What a description is made of, counted.
//!
//! In: a description that was read. Out: how often it uses each construct that makes a
//! difference to a client. Deliberately absent: what becomes of it.

use std::collections::BTreeMap;

use serde_yaml::{Mapping, Value};

use crate::codegen::document::Document;
use crate::codegen::document::keywords::{Kind, Node, ValueKind, walk};

/// Constructs by name, with how often they are used.
pub type Usage = BTreeMap<String, usize>;

/// Counts what a description uses.
pub fn usage(document: &Document) -> Usage {
    let mut usage = Usage::new();
    walk(&document.raw, ValueKind::DOCUMENT, &mut |node| {
        count(node, &mut |what| *usage.entry(what).or_default() += 1)
    });
    usage
}

/// Words that stand for themselves wherever they stand in a schema.
const OF_SCHEMA: &[&str] = &[
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "enum",
    "nullable",
    "discriminator",
    "default",
    "readOnly",
    "writeOnly",
    "additionalProperties",
    "pattern",
    "deprecated",
];

/// Counts what stands in a place. Returns whether to go on inside of it.
fn count(node: &Node<'_>, add: &mut dyn FnMut(String)) -> bool {
    let Some((kind, members)) = node.takes.kind().zip(node.value.as_mapping()) else {
        return true;
    };
    if node.reference().is_some() && kind != Kind::PathItem {
        add(format!("references to {}", kind.label()));
        return false;
    }
    let word = |name: &str| members.get(name).and_then(Value::as_str);
    match kind {
        Kind::Operation => {
            add("operations".to_owned());
            if members.get("deprecated") == Some(&Value::Bool(true)) {
                add("deprecated operations".to_owned());
            }
        }
        Kind::Parameter => {
            let place = plain(word("in").unwrap_or("nowhere"));
            add(format!("parameters in {place}"));
            if let Some(style) = word("style") {
                add(format!("parameters of style {}", plain(style)));
            }
        }
        Kind::SecurityScheme => {
            let kind = plain(word("type").unwrap_or("none"));
            let scheme = word("scheme").map(|scheme| format!(" {}", plain(scheme)));
            add(format!("security: {kind}{}", scheme.unwrap_or_default()));
        }
        Kind::Server => add("servers".to_owned()),
        Kind::Schema => {
            let kind = plain(word("type").unwrap_or("of any type"));
            let format = word("format").map(|format| format!(" ({})", plain(format)));
            add(format!("schemas: {kind}{}", format.unwrap_or_default()));
            for name in OF_SCHEMA.iter().filter(|name| members.contains_key(**name)) {
                add(format!("schemas with {name}"));
            }
        }
        _ => {}
    }
    let content = kind.keyword("content").and_then(|_| members.get("content"));
    let media_types = content.and_then(Value::as_mapping).into_iter();
    for name in media_types
        .flat_map(Mapping::keys)
        .filter_map(Value::as_str)
    {
        let name = name.split(';').next().unwrap_or(name);
        add(format!("bodies: {}", plain(name.trim())));
    }
    true
}

/// A word of the description, if it is short and harmless.
fn plain(word: &str) -> String {
    let known = |c: char| c.is_ascii_graphic() || c == ' ';
    if word.len() <= 80 && word.chars().all(known) {
        word.to_owned()
    } else {
        "something odd".to_owned()
    }
}
