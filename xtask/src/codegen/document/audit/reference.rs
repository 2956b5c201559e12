//! References: `$ref` and what may stand beside it.
//!
//! In: a reference and where it stands. Out: complaints when it leaves the description,
//! leads nowhere, to itself or to another kind of object, and about what would be lost
//! beside it. Deliberately absent: what is behind the reference; nothing is opened or
//! fetched.

use std::collections::HashSet;
use std::ptr;

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::Code;
use crate::codegen::document::Version;
use crate::codegen::document::audit::{Audit, Kind};
use crate::codegen::document::keywords::{Keyword, Node, ValueKind, found};
use crate::codegen::document::readings::Reading;
use crate::codegen::source::{MAX_CHAIN, Path, Pointer, quoted};
use crate::suggest;

impl Audit<'_> {
    /// Checks what stands beside the `$ref` of anything but a schema. 3.1 has two remarks there.
    pub(super) fn beside_reference(&mut self, name: &str, node: &Node<'_>) -> bool {
        if let Some(keyword) = node.keyword {
            let at = &node.at;
            if self.version == Version::V3_0 {
                let message = format!(
                    "`{name}` beside `$ref` is read, though OpenAPI 3.0 gives it no effect"
                );
                self.report(Code::ANNOTATION_BESIDE_REF, at, message);
                return true;
            }
            return self.keyword(Kind::Reference, keyword, node);
        }
        if !name.starts_with("x-") {
            let message = format!(
                "{} has no effect beside `$ref` and is left out",
                quoted(name)
            );
            self.report(Code::KEYWORD_BESIDE_REF, &node.at, message)
                .help("write it into what the reference leads to, or write that out here");
        }
        false
    }

    /// Checks where a `$ref` leads. Where nothing is done with what stands there, as in an example
    /// or a callback, one that leads astray is left out.
    pub(super) fn reference(&mut self, kind: Kind, members: &Mapping, node: &Node<'_>) {
        let Some(entry) = unused_entry(node) else {
            return self.target(kind, members, &node.at);
        };
        let text = members.get("$ref").and_then(Value::as_str);
        if text.is_some_and(|text| self.leads_to(kind, text)) {
            return;
        }
        let text = text.map(|text| format!(" {}", quoted(text)));
        let text = text.unwrap_or_default();
        let message = format!("the reference{text} can't be followed, and is left out");
        self.report(Code::UNUSED_REFERENCE, &node.at.child("$ref"), message)
            .help("nothing is done with what stands here");
        self.findings.readings.push((entry, Reading::LeftOut));
    }

    /// Whether a reference leads to an object of a kind.
    fn leads_to(&self, kind: Kind, text: &str) -> bool {
        let pointer = Pointer::parse(text).filter(|_| text.starts_with('#'));
        pointer.is_some_and(|pointer| {
            let found = ValueKind::at(&pointer).and_then(ValueKind::kind);
            let is_there = pointer.resolve(self.root).is_some();
            is_there && found == Some(kind) && self.endless(&pointer).is_none()
        })
    }

    /// Checks where a `$ref` leads whose target is needed.
    fn target(&mut self, kind: Kind, members: &Mapping, object: &Path<'_>) {
        let at = object.child("$ref");
        let text = match members.get("$ref") {
            Some(Value::String(text)) => text,
            Some(other) => {
                let message = format!("expected a reference, found {}", found(other));
                let comment =
                    "what stands behind ` #` is a comment in YAML: put the reference in quotes";
                self.report(Code::INVALID_VALUE, &at, message)
                    .help_if(other.is_null().then_some(comment));
                return;
            }
            None => return,
        };
        let (code, problem) = match Pointer::parse(text).filter(|_| text.starts_with('#')) {
            Some(pointer) if pointer.resolve(self.root).is_some() => {
                if !self.is_body(kind, &pointer, members, object) {
                    self.leads_astray(kind, &pointer, &at);
                }
                return self.leads_back(&pointer, &at);
            }
            Some(pointer) => return self.leads_nowhere(&pointer, &at),
            None if text.starts_with('#') => (Code::MALFORMED_REFERENCE, "is malformed"),
            None => (Code::EXTERNAL_REFERENCE, "leaves the description"),
        };
        let help = if is_relative_file(text) {
            "`--allow-files` follows references to files in the folder of the description"
                .to_owned()
        } else {
            let section = kind.section().unwrap_or("schemas");
            let looks = format!("a reference looks like `#/components/{section}/Name`");
            self.in_document(text, section).unwrap_or(looks)
        };
        let message = format!("the reference {} {problem}", quoted(text));
        self.report(code, &at, message).help(help);
    }

    /// A guess at a place in the description, where a text has its name or only the signs before it
    /// are wrong.
    fn in_document(&self, text: &str, section: &str) -> Option<String> {
        let name = text.trim_start_matches(['#', '/', '.']);
        let guesses = [
            format!("#/{name}"),
            format!("#/components/{section}/{name}"),
        ];
        let leads_there = |guess: &String| {
            let pointer = Pointer::parse(guess);
            !name.is_empty() && pointer.is_some_and(|at| at.resolve(self.root).is_some())
        };
        let guess = guesses.into_iter().find(leads_there)?;
        Some(suggest::did_you_mean(&guess))
    }

    fn leads_nowhere(&mut self, pointer: &Pointer, at: &Path<'_>) {
        let help = self.meant(pointer);
        let text = quoted(&pointer.to_string());
        let message = format!("the reference {text} leads nowhere");
        self.report(Code::UNRESOLVED_REFERENCE, at, message)
            .help_if(help);
    }

    /// A guess at a reference that leads somewhere: to a component of this name, or by a step that
    /// is nearly the same where the first is wrong.
    fn meant(&self, pointer: &Pointer) -> Option<String> {
        let last = pointer.last()?;
        let components = self.root.get("components").and_then(Value::as_mapping);
        let mut sections = components.into_iter().flatten();
        let has_it = |(section, named): (&Value, &Value)| {
            named.get(&*last)?;
            let section = Pointer::root().child("components").child(section.as_str()?);
            Some(section.child(&last).to_string())
        };
        if let Some(component) = sections.find_map(has_it) {
            return Some(suggest::did_you_mean(&component));
        }
        let mut tokens = pointer.tokens();
        let mut value = self.root;
        let wrong = tokens.find(|token| match value.get(&**token) {
            Some(member) => {
                value = member;
                false
            }
            None => true,
        })?;
        let known = value.as_mapping()?.keys().filter_map(Value::as_str);
        suggest::guess(&wrong, known)
    }

    /// Whether a schema stands in place of a response: it is the one of its JSON.
    fn is_body(&mut self, kind: Kind, pointer: &Pointer, members: &Mapping, at: &Path<'_>) -> bool {
        let found = ValueKind::at(pointer).and_then(ValueKind::kind);
        if (kind, found) != (Kind::Response, Some(Kind::Schema)) {
            return false;
        }
        let message = "this is a reference to a schema, in place of a response";
        self.report(Code::SCHEMA_AS_RESPONSE, &at.child("$ref"), message)
            .help("it is read as a response with JSON of this schema");
        let object = |name: &str, value| Value::Mapping(Mapping::from_iter([(name.into(), value)]));
        let schema = object("$ref", members.get("$ref").cloned().unwrap_or_default());
        let content = object("application/json", object("schema", schema));
        let response = [("description", Value::from("")), ("content", content)];
        let response = response.map(|(name, value)| (Value::from(name), value));
        self.read(
            at,
            Reading::As(Value::Mapping(Mapping::from_iter(response))),
        );
        true
    }

    /// The place tells the kind of object.
    fn leads_astray(&mut self, kind: Kind, pointer: &Pointer, at: &Path<'_>) {
        let found = ValueKind::at(pointer).and_then(ValueKind::kind);
        if found == Some(kind) {
            return;
        }
        let found = found.map_or("something else", Kind::label);
        let expected = kind.label();
        let message = format!("expected a reference to {expected}, found one to {found}");
        let section = kind.section();
        self.report(Code::REFERENCE_OF_OTHER_KIND, at, message)
            .help_if(section.map(|name| format!("it looks like `#/components/{name}/Name`")));
    }

    /// What is wrong with a chain of references that never ends.
    fn endless(&self, pointer: &Pointer) -> Option<&'static str> {
        let chain = pointer.chain(self.root);
        let targets: Vec<*const Value> = chain.map(|(_, target)| ptr::from_ref(target)).collect();
        let different: HashSet<_> = targets.iter().collect();
        if different.len() < targets.len() {
            Some("leads back to itself")
        } else {
            (targets.len() == MAX_CHAIN).then_some("leads through too many others")
        }
    }

    fn leads_back(&mut self, pointer: &Pointer, at: &Path<'_>) {
        let Some(end) = self.endless(pointer) else {
            return;
        };
        let message = format!("the reference {} {end}", quoted(&pointer.to_string()));
        self.report(Code::CIRCULAR_REFERENCE, at, message);
    }
}

/// The entry of the outermost keyword around a place with which nothing is done, or all of it.
fn unused_entry(node: &Node<'_>) -> Option<Pointer> {
    let (mut unused, mut inner) = (None, node);
    for one in node.outwards() {
        if one.keyword.is_some_and(Keyword::is_ignored) {
            let has_entries = matches!(one.takes, ValueKind::Map(_));
            unused = Some(if has_entries { &inner.at } else { &one.at });
        }
        inner = one;
    }
    unused.map(Path::pointer)
}

/// Whether a reference leads into a file that lies in the folder of the description or
/// below it.
fn is_relative_file(text: &str) -> bool {
    let file = text.split('#').next().unwrap_or_default();
    let outside = file.contains(':') || file.starts_with('/') || file.contains("..");
    !outside && file.contains('.')
}
