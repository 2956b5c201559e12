//! What a description is made of, counted.
//!
//! In: a value in the form of OpenAPI 3.0. Out: how often it uses each construct that
//! makes a difference to a client. Deliberately absent: what becomes of it.

use std::collections::BTreeMap;

use serde_yaml::{Mapping, Value};

use crate::codegen::document::Document;
use crate::codegen::document::keywords::walk::{Node, walk};
use crate::codegen::document::keywords::{Kind, ValueKind};

/// Constructs by name, with how often they are used.
pub type Usage = BTreeMap<String, usize>;

/// Counts what a description uses.
pub fn usage(document: &Document) -> Usage {
    let mut count = Count::default();
    let (raw, version) = (&document.raw, document.version);
    walk(raw, ValueKind::DOCUMENT, version, &mut |node| {
        count.node(node)
    });
    count.usage
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

#[derive(Default)]
struct Count {
    usage: Usage,
}

impl Count {
    fn add(&mut self, what: String) {
        *self.usage.entry(what).or_default() += 1;
    }

    fn node(&mut self, node: &Node<'_>) -> bool {
        let Some((kind, members)) = node.takes.kind().zip(node.value.as_mapping()) else {
            return true;
        };
        if node.reference().is_some() && kind != Kind::PathItem {
            self.add(format!("references to {}", kind.label()));
            return false;
        }
        self.own(kind, members);
        let content = kind.keyword("content").and_then(|_| members.get("content"));
        if let Some(content) = content {
            self.media_types(content);
        }
        true
    }

    /// Counts an object itself.
    fn own(&mut self, kind: Kind, members: &Mapping) {
        let word = |name: &str| members.get(name).and_then(Value::as_str);
        match kind {
            Kind::Operation => {
                self.add("operations".to_owned());
                if members.get("deprecated") == Some(&Value::Bool(true)) {
                    self.add("deprecated operations".to_owned());
                }
            }
            Kind::Parameter => {
                let place = plain(word("in").unwrap_or("nowhere"));
                self.add(format!("parameters in {place}"));
                if let Some(style) = word("style") {
                    self.add(format!("parameters of style {}", plain(style)));
                }
            }
            Kind::SecurityScheme => {
                let kind = plain(word("type").unwrap_or("none"));
                let scheme = word("scheme").map(|scheme| format!(" {}", plain(scheme)));
                self.add(format!("security: {kind}{}", scheme.unwrap_or_default()));
            }
            Kind::Server => self.add("servers".to_owned()),
            Kind::Schema => {
                let kind = plain(word("type").unwrap_or("of any type"));
                let format = word("format").map(|format| format!(" ({})", plain(format)));
                self.add(format!("schemas: {kind}{}", format.unwrap_or_default()));
                for name in OF_SCHEMA.iter().filter(|name| members.contains_key(**name)) {
                    self.add(format!("schemas with {name}"));
                }
            }
            _ => {}
        }
    }

    fn media_types(&mut self, content: &Value) {
        for name in content.as_mapping().into_iter().flat_map(Mapping::keys) {
            if let Some(name) = name.as_str() {
                let name = name.split(';').next().unwrap_or(name);
                self.add(format!("bodies: {}", plain(name.trim())));
            }
        }
    }
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
