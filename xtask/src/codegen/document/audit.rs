//! Compares a description with what OpenAPI allows.
//!
//! In: the value as it was written. Out: complaints about unknown, misplaced and
//! refused keywords, values of the wrong kind, bad paths and statuses, references that
//! lead nowhere; which ignored keywords are used; and how places are read that are wrong by
//! the letter and plain in meaning. openapiv3 drops or guesses where this module complains,
//! so the audit must be at least as strict as openapiv3. Deliberately absent: changes to the
//! value, which `readings` makes, and everything that needs two operations or schemas to tell.

mod content;
mod effect;
mod encoding;
mod entries;
mod example;
mod extensions;
mod objects;
mod parameter;
mod paths;
mod reference;
mod schema;
mod security;

use serde_yaml::Value;

use crate::codegen::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::codegen::document::Version;
use crate::codegen::document::keywords::{Keyword, Kind, Node, Support, ValueKind, found, walk};
use crate::codegen::document::readings::Reading;
use crate::codegen::source::{Path, Pointer, quoted};
use crate::suggest;

/// After so many errors the audit gives up. Where there is a reading the complaint does not
/// count: what is read on must have been looked at to the end.
const MAX_ERRORS: usize = 2_000;

const NEW_IN_3_2: &str = "it came with OpenAPI 3.2; what 3.2 adds to 3.1 is not supported";

/// Keywords of Swagger 2.0, and what OpenAPI 3 has in their place.
const OF_SWAGGER_2: [(&str, &str); 9] = [
    ("host", "`servers`"),
    ("basePath", "`servers`"),
    ("schemes", "`servers`"),
    ("consumes", "the `content` of a request body"),
    ("produces", "the `content` of a response"),
    ("definitions", "`components/schemas`"),
    ("securityDefinitions", "`components/securitySchemes`"),
    ("collectionFormat", "`style` and `explode`"),
    ("responseMessages", "`responses`"),
];

/// That a description uses a keyword without effect.
#[derive(Clone, Debug)]
pub struct IgnoredUse {
    /// The kind of object that it stands in.
    pub object: Kind,
    /// Its name.
    pub keyword: &'static str,
    /// Why leaving it out is right.
    pub reason: &'static str,
    /// How often it is used.
    pub count: usize,
    /// Where it is used first.
    pub first: Pointer,
}

/// What a description is found to say besides its complaints.
pub(super) struct Findings {
    /// Which ignored keywords it uses.
    pub(super) ignored: Vec<IgnoredUse>,
    /// How places are read that are wrong by the letter.
    pub(super) readings: Vec<(Pointer, Reading)>,
}

/// Checks a description.
pub(super) fn check(raw: &Value, version: Version, diagnostics: &mut Diagnostics) -> Findings {
    let findings = Findings {
        ignored: Vec::new(),
        readings: Vec::new(),
    };
    let mut audit = Audit {
        root: raw,
        version,
        diagnostics,
        findings,
    };
    walk(raw, ValueKind::DOCUMENT, &mut |node| audit.node(node));
    audit.findings
}

struct Audit<'a> {
    root: &'a Value,
    version: Version,
    diagnostics: &'a mut Diagnostics,
    findings: Findings,
}

impl Audit<'_> {
    fn report(&mut self, code: Code, at: &Path<'_>, message: impl Into<String>) -> &mut Diagnostic {
        self.diagnostics.report(code, &at.pointer(), message)
    }

    /// Reads a place as it is meant.
    fn read(&mut self, at: &Path<'_>, reading: Reading) {
        self.findings.readings.push((at.pointer(), reading));
    }

    /// Checks what stands in a place. Returns whether to go on inside of it.
    fn node(&mut self, node: &Node<'_>) -> bool {
        if self.diagnostics.fatal() >= MAX_ERRORS || !self.member(node) || !self.value(node) {
            return false;
        }
        if let (Some(kind), Value::Mapping(members)) = (node.kind, node.value) {
            objects::check(self, kind, members, node);
        }
        true
    }

    /// Checks that a member of an object may stand there. Returns whether its value is worth
    /// a look.
    fn member(&mut self, node: &Node<'_>) -> bool {
        let object = node.parent.and_then(|parent| parent.kind);
        let (Some(kind), Some(name)) = (object, node.at.name()) else {
            return content::check(self, node);
        };
        match (node.keyword, node.takes) {
            // Whoever checks the object checks its reference.
            (Some(keyword), _) if keyword.name == "$ref" => false,
            _ if kind == Kind::Reference => self.beside_reference(name, node),
            (Some(keyword), _) => self.keyword(kind, keyword, node),
            (None, ValueKind::Unknown) => self.unknown(kind, name, node),
            (None, ValueKind::Any) => extensions::check(self, kind, name, &node.at),
            (None, _) => entries::check(self, kind, name, node),
        }
    }

    fn keyword(&mut self, kind: Kind, keyword: &'static Keyword, node: &Node<'_>) -> bool {
        let at = &node.at;
        if !keyword.is_known_in(self.version) && !self.other_version(kind, keyword, node) {
            return false;
        }
        match keyword.support {
            Support::Ignored(reason) => self.count(kind, keyword.name, reason, at),
            Support::Full => {}
        }
        true
    }

    fn count(&mut self, object: Kind, keyword: &'static str, reason: &'static str, at: &Path<'_>) {
        let is_same = |used: &&mut IgnoredUse| used.object == object && used.keyword == keyword;
        match self.findings.ignored.iter_mut().find(is_same) {
            Some(used) => used.count += 1,
            None => self.findings.ignored.push(IgnoredUse {
                object,
                keyword,
                reason,
                count: 1,
                first: at.pointer(),
            }),
        }
    }

    /// Checks a value by itself. Returns whether it is of the kind that is expected, and has
    /// something inside.
    fn value(&mut self, node: &Node<'_>) -> bool {
        match (node.takes, node.value) {
            (ValueKind::Any, _)
            | (ValueKind::Text | ValueKind::SchemaName, Value::String(_))
            | (ValueKind::Bool, Value::Bool(_))
            | (ValueKind::Number, Value::Number(_))
            | (ValueKind::SchemaOrBool, Value::Bool(_)) => false,
            (ValueKind::Count, Value::Number(number)) if number.is_u64() => false,
            (ValueKind::Word(known, newer), Value::String(word)) => {
                self.word(known, newer, word, &node.at)
            }
            (ValueKind::List(_), Value::Sequence(_)) => true,
            (ValueKind::Object(Kind::Schema) | ValueKind::SchemaOrBool, _) => self.schema(node),
            (
                ValueKind::Map(_) | ValueKind::Object(_) | ValueKind::Reference(_),
                Value::Mapping(_),
            ) => true,
            (ValueKind::Type, value) => self.schema_type(value, &node.at),
            (ValueKind::Bound, value) => self.bound(value, &node.at),
            (takes, value) => self.wrong(value, takes, &node.at),
        }
    }

    /// Checks a text that is one of a few.
    fn word(&mut self, known: &[&str], newer: &[&str], word: &str, at: &Path<'_>) -> bool {
        if !known.contains(&word) {
            let all = || known.iter().copied();
            let help = if newer.contains(&word) {
                NEW_IN_3_2.to_owned()
            } else if matches!(word, "body" | "formData") {
                "OpenAPI 3 has `requestBody` of the operation for it".to_owned()
            } else {
                suggest::guess(word, all()).unwrap_or_else(|| suggest::one_of(all()))
            };
            let message = format!("unknown value {}", quoted(word));
            self.report(Code::UNKNOWN_VALUE, at, message).help(help);
        }
        false
    }

    /// Complains about a keyword that another version knows. Returns whether it is read
    /// all the same.
    fn other_version(&mut self, kind: Kind, keyword: &Keyword, node: &Node<'_>) -> bool {
        let (name, at) = (quoted(keyword.name), &node.at);
        if keyword.until < self.version {
            // `nullable`, which is widely used, and whose meaning is not in doubt.
            let message = format!("{name} is OpenAPI 3.0, this description says it is 3.1");
            self.report(Code::KEYWORD_OF_OLDER_VERSION, at, message)
                .help("write `type: [..., \"null\"]`; it is read as in 3.0");
            return true;
        }
        if keyword.since > Version::V3_1 && !keyword.is_ignored() {
            return self.unknown(kind, keyword.name, node);
        }
        if keyword.since > Version::V3_1 {
            let message = format!("{name} is OpenAPI 3.2");
            self.report(Code::KEYWORD_OF_NEWER_VERSION, at, message)
                .help("nothing is done with it");
            return true;
        }
        let message = format!("{name} is OpenAPI 3.1, this description says it is 3.0");
        self.report(Code::KEYWORD_OF_NEWER_VERSION, at, message)
            .help(
                "write `openapi: 3.1.0` if the description is meant to be 3.1; it is read as there",
            );
        true
    }

    /// Complains about a keyword that no table knows, or only that of a later version.
    fn unknown(&mut self, kind: Kind, name: &str, node: &Node<'_>) -> bool {
        let (version, at) = (self.version, &node.at);
        let message = format!("unknown keyword {} in {}", quoted(name), kind.label());
        if kind.keyword(name).is_some() {
            self.report(Code::KEYWORD_OF_LATER_VERSION, at, message)
                .help(NEW_IN_3_2);
            return false;
        }
        let known = kind.keywords().iter();
        let known = known.filter(|keyword| keyword.is_known_in(version));
        let help = suggest::guess(name, known.map(|keyword| keyword.name));
        let help = help.or_else(|| elsewhere(kind, name, version));
        let help = help.or_else(|| property(kind, node.value));
        let code = if kind == Kind::Schema && version > Version::V3_0 && help.is_none() {
            Code::OWN_KEYWORD
        } else {
            Code::UNKNOWN_KEYWORD
        };
        self.report(code, at, message).help_if(help);
        false
    }

    /// Complains about a value of the wrong kind.
    fn wrong(&mut self, value: &Value, takes: ValueKind, at: &Path<'_>) -> bool {
        let message = format!("expected {}, found {}", expected(takes), found(value));
        let help = match (takes, value) {
            (ValueKind::Bool, _) => Some("write `true` or `false`"),
            _ => None,
        };
        self.report(Code::INVALID_VALUE, at, message).help_if(help);
        false
    }
}

/// Says where a keyword belongs that this kind of object does not have.
fn elsewhere(kind: Kind, name: &str, version: Version) -> Option<String> {
    if let Some((_, place)) = OF_SWAGGER_2.iter().find(|(old, _)| *old == name) {
        return Some(format!("it is of Swagger 2.0; OpenAPI 3 has {place}"));
    }
    // What stands in a schema says nothing of other objects.
    if kind == Kind::Schema {
        return None;
    }
    let has_it = |kind: &Kind| {
        let keyword = kind.keyword(name);
        keyword.is_some_and(|keyword| keyword.is_known_in(version))
    };
    let inside = kind
        .keywords()
        .iter()
        .filter_map(|keyword| keyword.takes.inner());
    let mut kinds: Vec<&str> = inside.filter(has_it).map(Kind::label).collect();
    kinds.dedup();
    (!kinds.is_empty()).then(|| format!("it is a keyword of {}", kinds.join(" or ")))
}

/// Says where a schema belongs that stands in another under a name of its own.
fn property(kind: Kind, value: &Value) -> Option<String> {
    let says_what = ["type", "$ref", "properties"].map(|keyword| value.get(keyword));
    let is_schema = says_what.into_iter().flatten().next().is_some();
    (kind == Kind::Schema && is_schema)
        .then(|| "a property stands in the `properties` of its object".to_owned())
}

/// Whether an ignored keyword stands around a place, so that nothing is done with it.
fn is_ignored(node: &Node<'_>) -> bool {
    let mut keywords = node.outwards().filter_map(|node| node.keyword);
    keywords.any(Keyword::is_ignored)
}

fn expected(takes: ValueKind) -> &'static str {
    match takes {
        ValueKind::Text | ValueKind::SchemaName | ValueKind::Word(..) => "text",
        ValueKind::Bool => "a boolean",
        ValueKind::Count => "a whole number from 0",
        ValueKind::Number => "a number",
        ValueKind::Any | ValueKind::Unknown => "any value",
        ValueKind::Object(kind) | ValueKind::Reference(kind) => kind.label(),
        ValueKind::List(_) => "a list",
        ValueKind::Map(_) => "an object",
        ValueKind::SchemaOrBool => "a schema or a boolean",
        ValueKind::Type => "a type",
        ValueKind::Bound => "a bound",
    }
}

#[cfg(test)]
mod tests;
