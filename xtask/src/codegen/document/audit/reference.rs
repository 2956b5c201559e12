//! References: `$ref` and what may stand beside it.
//!
//! In: a reference and where it stands. Out: complaints when it leaves the description,
//! leads nowhere, to itself or to another kind of object, and about what would be lost
//! beside it. Deliberately absent: what is behind the reference; nothing is opened or
//! fetched.

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::Code;
use crate::codegen::document::audit::{Audit, Kind, found};
use crate::codegen::document::keywords::kind_at;
use crate::codegen::source::{MAX_CHAIN, Path, Pointer, quoted};
use crate::suggest;

/// What may stand beside a reference in 3.0 without changing what it means.
const REMARKS: [&str; 6] = [
    "description",
    "summary",
    "title",
    "example",
    "examples",
    "deprecated",
];

impl Audit<'_> {
    /// Checks what stands beside `$ref` in 3.0, where it has no effect.
    pub(super) fn beside_reference(&mut self, name: &str, at: &Path<'_>) -> bool {
        if name.starts_with("x-") {
            return false;
        }
        let message = format!(
            "{} has no effect beside `$ref` in OpenAPI 3.0",
            quoted(name)
        );
        if REMARKS.contains(&name) {
            self.report(Code::ANNOTATION_BESIDE_REF, at, message);
        } else {
            self.report(Code::KEYWORD_BESIDE_REF, at, message)
                .help("write `allOf` with the reference as its only item, or `openapi: 3.1.0`");
        }
        false
    }

    /// Checks where a `$ref` leads.
    pub(super) fn target(&mut self, kind: Kind, members: &Mapping, at: &Path<'_>) {
        let at = at.child("$ref");
        let text = match members.get("$ref") {
            Some(Value::String(text)) => text,
            other => {
                let found = other.map_or_else(String::new, found);
                let message = format!("expected a reference, found {found}");
                self.report(Code::INVALID_VALUE, &at, message);
                return;
            }
        };
        let is_inside = text.starts_with('#');
        match Pointer::parse(text).filter(|_| is_inside) {
            None => self.leads_outside(kind, text, &at),
            Some(pointer) if pointer.resolve(self.root).is_none() => {
                self.leads_nowhere(&pointer, &at);
            }
            Some(pointer) => {
                self.leads_astray(kind, &pointer, &at);
                self.leads_back(&pointer, &at);
            }
        }
    }

    fn leads_outside(&mut self, kind: Kind, text: &str, at: &Path<'_>) {
        let (code, problem) = if text.starts_with('#') {
            (Code::MALFORMED_REFERENCE, "is malformed")
        } else {
            (Code::EXTERNAL_REFERENCE, "leaves the description")
        };
        let help = if is_relative_file(text) {
            "`--allow-files` follows references to files in the folder of the description"
                .to_owned()
        } else {
            let section = kind.section().unwrap_or("schemas");
            format!("a reference looks like `#/components/{section}/Name`")
        };
        let message = format!("the reference {} {problem}", quoted(text));
        self.report(code, at, message).help(help);
    }

    fn leads_nowhere(&mut self, pointer: &Pointer, at: &Path<'_>) {
        let root = self.root;
        let message = format!(
            "the reference {} leads nowhere",
            quoted(&pointer.to_string())
        );
        let diagnostic = self.report(Code::UNRESOLVED_REFERENCE, at, message);
        let around = pointer.parent().and_then(|parent| parent.resolve(root));
        let known = around.and_then(Value::as_mapping).into_iter();
        let known = known.flat_map(Mapping::keys).filter_map(Value::as_str);
        if let Some(meant) = suggest::closest(&pointer.last().unwrap_or_default(), known) {
            diagnostic.help(suggest::did_you_mean(meant));
        }
    }

    /// The place tells the kind of object.
    fn leads_astray(&mut self, kind: Kind, pointer: &Pointer, at: &Path<'_>) {
        let found = kind_at(pointer);
        if found == Some(kind) {
            return;
        }
        let found = found.map_or("something else", Kind::label);
        let message = format!(
            "expected a reference to {}, found one to {found}",
            kind.label()
        );
        let diagnostic = self.report(Code::REFERENCE_OF_OTHER_KIND, at, message);
        if let Some(section) = kind.section() {
            diagnostic.help(format!("it looks like `#/components/{section}/Name`"));
        }
    }

    /// A chain of references that never ends.
    fn leads_back(&mut self, pointer: &Pointer, at: &Path<'_>) {
        let mut seen = Vec::new();
        let mut chain = pointer.chain(self.root).map(|(_, target)| target);
        let end = loop {
            match chain.next() {
                Some(target) if seen.iter().any(|one| std::ptr::eq(*one, target)) => {
                    break "leads back to itself";
                }
                Some(target) => seen.push(target),
                None if seen.len() < MAX_CHAIN => return,
                None => break "leads through too many others",
            }
        };
        let message = format!("the reference {} {end}", quoted(&pointer.to_string()));
        self.report(Code::CIRCULAR_REFERENCE, at, message);
    }
}

/// Whether a reference leads into a file that lies in the folder of the description or
/// below it.
fn is_relative_file(text: &str) -> bool {
    let file = text.split('#').next().unwrap_or_default();
    let outside = file.contains(':') || file.starts_with('/') || file.contains("..");
    !outside && file.contains('.')
}
