//! Compares a description with what OpenAPI allows.
//!
//! In: the value as it was written. Out: complaints about unknown, misplaced and
//! refused keywords, values of the wrong kind, bad paths and statuses, references that
//! lead nowhere; and which ignored keywords are used. openapiv3 drops or guesses where
//! this module complains, so the audit must be at least as strict as openapiv3.
//! Deliberately absent: changes to the value, and everything that needs two operations
//! or schemas to tell.

mod encoding;
mod extensions;
mod objects;
mod reference;
mod schema;
mod security;

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::{Diagnostic, Diagnostics};
use crate::codegen::document::Version;
pub use crate::codegen::document::keywords::ignored::Ignored;
use crate::codegen::document::keywords::{Keyword, Kind, ValueKind, Versions, ignored};
use crate::codegen::source::Path;
use crate::codegen::source::Pointer;
use crate::codegen::source::quoted;
use crate::suggest;

/// After so many complaints the audit gives up.
const MAX_COMPLAINTS: usize = 2_000;

/// That a description uses a keyword without effect.
#[derive(Clone, Debug)]
pub struct IgnoredUse {
    /// The keyword and the reason.
    pub entry: &'static Ignored,
    /// How often it is used.
    pub count: usize,
    /// Where it is used first.
    pub first: Pointer,
}

/// Returns the keywords that the generator knows and knowingly does not follow.
pub fn ignored_keywords() -> &'static [Ignored] {
    ignored::IGNORED
}

/// Checks a description and returns which ignored keywords it uses.
pub(super) fn check(
    raw: &Value,
    version: Version,
    diagnostics: &mut Diagnostics,
) -> Vec<IgnoredUse> {
    let mut audit = Audit {
        root: raw,
        version,
        diagnostics,
        ignored: Vec::new(),
        within_ignored: 0,
        older: None,
    };
    audit.value(raw, ValueKind::Object(Kind::Document), &Path::ROOT);
    audit.warn_of_older();
    audit.ignored
}

struct Audit<'a> {
    root: &'a Value,
    version: Version,
    diagnostics: &'a mut Diagnostics,
    ignored: Vec<IgnoredUse>,
    /// How many ignored keywords stand around the current place. Nothing is refused
    /// there, for nothing is done with it.
    within_ignored: usize,
    /// Where a 3.1 description first says `nullable`, and how often it does again.
    older: Option<(Pointer, usize)>,
}

impl Audit<'_> {
    fn error(&mut self, at: &Path<'_>, message: impl Into<String>) -> &mut Diagnostic {
        self.diagnostics.error(&at.pointer(), message)
    }

    fn value(&mut self, value: &Value, takes: ValueKind, at: &Path<'_>) {
        match (takes, value) {
            (ValueKind::Any, _)
            | (ValueKind::Text | ValueKind::SchemaName, Value::String(_))
            | (ValueKind::Bool, Value::Bool(_)) => {}
            (ValueKind::Number, Value::Number(_)) => {}
            (ValueKind::Count, Value::Number(number)) if number.is_u64() => {}
            (ValueKind::Word(words), Value::String(word)) if words.contains(&word.as_str()) => {}
            (ValueKind::Word(words), Value::String(word)) => {
                let help = suggest::closest(word, words.iter().copied()).map_or_else(
                    || suggest::one_of(words.iter().copied()),
                    suggest::did_you_mean,
                );
                self.error(at, format!("unknown value {}", quoted(word)))
                    .help(help);
            }
            (ValueKind::List(takes), Value::Sequence(items)) => {
                for (index, item) in items.iter().enumerate() {
                    if self.diagnostics.len() >= MAX_COMPLAINTS {
                        return;
                    }
                    self.value(item, *takes, &at.index(index));
                }
            }
            (ValueKind::Map(takes), Value::Mapping(members)) => {
                for (key, member) in members {
                    if let Value::String(name) = key {
                        self.value(member, *takes, &at.child(name));
                    }
                }
            }
            (ValueKind::SchemaOrBool, Value::Bool(_)) => {}
            (ValueKind::Object(Kind::Schema) | ValueKind::SchemaOrBool, _) => {
                self.schema(value, at)
            }
            (ValueKind::Object(kind), Value::Mapping(members)) => self.object(kind, members, at),
            (ValueKind::Reference(_), Value::Mapping(members)) if members.contains_key("$ref") => {
                self.reference(takes, members, at);
            }
            (ValueKind::Reference(kind), Value::Mapping(members)) => self.object(kind, members, at),
            (ValueKind::Type, _) => self.schema_type(value, at),
            (ValueKind::Bound, _) => self.bound(value, at),
            _ => self.wrong(value, takes, at),
        }
    }

    fn object(&mut self, kind: Kind, members: &Mapping, at: &Path<'_>) {
        self.members(kind, members, at);
        for keyword in kind.keywords() {
            if keyword.is_needed_in(self.version) && !members.contains_key(keyword.name) {
                self.error(
                    at,
                    format!("{} without {}", kind.label(), quoted(keyword.name)),
                );
            }
        }
        objects::check(self, kind, members, at);
    }

    /// Checks each member of an object by itself.
    fn members(&mut self, kind: Kind, members: &Mapping, at: &Path<'_>) {
        for (key, value) in members {
            let Value::String(name) = key else { continue };
            // Whoever checks the object checks its reference.
            if name == "$ref" && kind.keyword(name).is_some() {
                continue;
            }
            if name.starts_with("x-") {
                extensions::check(self, kind, name, &at.child(name));
                continue;
            }
            if self.diagnostics.len() >= MAX_COMPLAINTS {
                return;
            }
            let at = at.child(name);
            match (kind.keyword(name), kind.entries()) {
                (Some(keyword), _) => self.keyword(kind, keyword, value, &at),
                (None, Some(takes)) => {
                    if objects::entry_name(self, kind, name, &at) {
                        self.value(value, takes, &at);
                    }
                }
                (None, None) => self.unknown(kind, name, &at),
            }
        }
    }

    fn keyword(&mut self, kind: Kind, keyword: &Keyword, value: &Value, at: &Path<'_>) {
        if !keyword.is_known_in(self.version) && !self.other_version(keyword, at) {
            return;
        }
        let refused = ignored::find_refused(kind, keyword.name);
        if let (Some(entry), 0) = (refused, self.within_ignored) {
            let message = format!("the keyword {} is not supported", quoted(entry.keyword));
            self.error(at, message).help(entry.reason);
            return;
        }
        let Some(entry) = ignored::find_ignored(kind, keyword.name) else {
            return self.value(value, keyword.takes, at);
        };
        match self
            .ignored
            .iter_mut()
            .find(|used| std::ptr::eq(used.entry, entry))
        {
            Some(used) => used.count += 1,
            None => self.ignored.push(IgnoredUse {
                entry,
                count: 1,
                first: at.pointer(),
            }),
        }
        self.within_ignored += 1;
        self.value(value, keyword.takes, at);
        self.within_ignored -= 1;
    }

    /// Complains about a keyword that another version knows. Returns whether it is read
    /// all the same.
    fn other_version(&mut self, keyword: &Keyword, at: &Path<'_>) -> bool {
        let name = quoted(keyword.name);
        match keyword.versions {
            Versions::Only(Version::V3_0) => {
                // Widely used, and its meaning is not in doubt.
                match &mut self.older {
                    Some((_, more)) => *more += 1,
                    None => self.older = Some((at.pointer(), 0)),
                }
                true
            }
            Versions::Only(Version::V3_1) => {
                self.error(
                    at,
                    format!("{name} is OpenAPI 3.1, this description says it is 3.0"),
                )
                .help("write `openapi: 3.1.0` if the description is meant to be 3.1");
                false
            }
            Versions::Both => true,
        }
    }

    fn warn_of_older(&mut self) {
        if let Some((first, more)) = self.older.take() {
            let elsewhere = if more == 0 {
                String::new()
            } else {
                format!(" (and {more} times more)")
            };
            self.diagnostics
                .warning(
                    &first,
                    format!(
                        "`nullable` is OpenAPI 3.0, this description says it is 3.1{elsewhere}"
                    ),
                )
                .help("write `type: [..., \"null\"]`; it is read as in 3.0");
        }
    }

    fn unknown(&mut self, kind: Kind, name: &str, at: &Path<'_>) {
        let version = self.version;
        let known = kind
            .keywords()
            .iter()
            .filter(|keyword| keyword.is_known_in(version))
            .map(|keyword| keyword.name);
        let newer = ignored::NEW_IN_3_2
            .iter()
            .any(|(object, names)| *object == kind && names.contains(&name));
        let help = if newer {
            Some("it came with OpenAPI 3.2; what 3.2 adds to 3.1 is not supported".to_owned())
        } else {
            suggest::closest(name, known).map(suggest::did_you_mean)
        };
        let diagnostic = self.error(
            at,
            format!("unknown keyword {} in {}", quoted(name), kind.label()),
        );
        if let Some(help) = help {
            diagnostic.help(help);
        }
    }

    /// Complains about a value of the wrong kind.
    fn wrong(&mut self, value: &Value, takes: ValueKind, at: &Path<'_>) {
        let message = format!("expected {}, found {}", expected(takes), found(value));
        let help = match (takes, value) {
            (_, Value::Null) => Some("leave the keyword out"),
            (
                ValueKind::Text | ValueKind::SchemaName | ValueKind::Word(_),
                Value::Bool(_) | Value::Number(_),
            ) => Some("put it in quotes"),
            (ValueKind::Bool | ValueKind::Number | ValueKind::Count, Value::String(text))
                if is_plain(text) =>
            {
                Some("remove the quotes")
            }
            (ValueKind::Bool, Value::String(_)) => Some("write `true` or `false`"),
            _ => None,
        };
        let diagnostic = self.error(at, message);
        if let Some(help) = help {
            diagnostic.help(help);
        }
    }
}

/// Whether a text would be a boolean or a number without quotes.
fn is_plain(text: &str) -> bool {
    matches!(text, "true" | "false") || text.parse::<f64>().is_ok_and(f64::is_finite)
}

fn expected(takes: ValueKind) -> &'static str {
    match takes {
        ValueKind::Text | ValueKind::SchemaName | ValueKind::Word(_) => "text",
        ValueKind::Bool => "a boolean",
        ValueKind::Count => "a whole number from 0",
        ValueKind::Number => "a number",
        ValueKind::Any => "any value",
        ValueKind::Object(kind) | ValueKind::Reference(kind) => kind.label(),
        ValueKind::List(_) => "a list",
        ValueKind::Map(_) => "an object",
        ValueKind::SchemaOrBool => "a schema or a boolean",
        ValueKind::Type => "a type",
        ValueKind::Bound => "a bound",
    }
}

/// Names a value in a message.
fn found(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => format!("the text {}", quoted(text)),
        Value::Sequence(_) => "a list".to_owned(),
        Value::Mapping(_) => "an object".to_owned(),
        Value::Tagged(_) => "a tag".to_owned(),
    }
}

#[cfg(test)]
mod tests;
