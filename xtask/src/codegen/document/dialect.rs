//! Schemas as vendors write them, in the one dialect that is read.
//!
//! In: a description of which the version is known. Out: the same description, with what is
//! wrong by the letter and plain in meaning put as 2020-12 of JSON Schema has it, and a warning
//! for each such place: `maxLength: '5'` is 5, `type: int` is an integer, a value of an `enum` of
//! texts that YAML took for a number is the text as it is written. What has no plain meaning
//! stays as it is, for the audit to refuse. A place keeps its pointer, or
//! [`Origins`](crate::codegen::source::Origins) know where it was. Deliberately absent: what needs two
//! schemas to tell.

mod beside;
mod bounds;
mod form;
pub(super) mod references;
mod swagger;
mod types;
mod values;

use serde_yaml::{Mapping, Value};

pub(super) use self::bounds::BOUNDS;
pub(super) use self::swagger::methods_in_capitals;
use crate::codegen::diagnostics::{Code, Diagnostics};
use crate::codegen::document::Version;
use crate::codegen::document::keywords::{Keyword, Kind, ValueKind, stated};
use crate::codegen::source::{Files, Finder, Path, Pointer, quoted};

/// Something that was read in another way than it is written.
#[derive(Debug)]
pub(super) struct Note {
    code: Code,
    at: Pointer,
    message: String,
    help: Option<String>,
}

impl Note {
    fn new(code: Code, at: Pointer, message: impl Into<String>) -> Self {
        Self {
            code,
            at,
            message: message.into(),
            help: None,
        }
    }

    fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Makes the complaint.
    pub(super) fn report(self, diagnostics: &mut Diagnostics) {
        diagnostics
            .report(self.code, &self.at, self.message)
            .help_if(self.help);
    }

    /// Returns the place that it is about.
    pub(super) fn at(&self) -> &Pointer {
        &self.at
    }
}

/// A part that stands elsewhere than in the text.
enum Move {
    /// The whole part.
    To(Pointer, Pointer),
    /// The items of a list that are left.
    Kept(Pointer, Vec<usize>),
}

/// Puts the schemas of a description in one dialect. Returns what is read in another way than it
/// is written.
pub(super) fn unify(raw: &mut Value, version: Version, files: &mut Files) -> Vec<Note> {
    let mut dialect = Dialect {
        version,
        finder: files.finder(),
        notes: Vec::new(),
        moves: Vec::new(),
    };
    let place = Place {
        takes: ValueKind::DOCUMENT,
        keyword: None,
        is_ignored: false,
        at: Path::ROOT,
    };
    dialect.value(raw, &place);
    let Dialect { notes, moves, .. } = dialect;
    for one in moves {
        match one {
            Move::To(from, to) => files.origins.copy(&from, &to),
            Move::Kept(list, kept) => files.origins.keep(&list, &kept),
        }
    }
    notes
}

/// What is known of a place.
#[derive(Clone, Copy)]
struct Place<'p> {
    /// What is expected here.
    takes: ValueKind,
    /// The keyword whose value stands here, if it is one's.
    keyword: Option<&'static Keyword>,
    /// Whether nothing is done with what stands here.
    is_ignored: bool,
    at: Path<'p>,
}

impl<'p> Place<'p> {
    /// Returns what is known of the place of a member.
    fn member(&'p self, kind: Option<Kind>, name: &'p str) -> Option<Self> {
        let (takes, keyword) = self.takes.member(kind, name)?;
        Some(Self {
            takes,
            keyword,
            is_ignored: self.is_ignored || keyword.is_some_and(Keyword::is_ignored),
            at: self.at.child(name),
        })
    }
}

/// The shortest text for a number or a boolean.
fn scalar(value: &Value) -> String {
    match value {
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

struct Dialect<'f> {
    version: Version,
    finder: Finder<'f>,
    notes: Vec<Note>,
    moves: Vec<Move>,
}

impl Dialect<'_> {
    /// Notes what is read in another way than it is written.
    fn note(&mut self, code: Code, at: &Path<'_>, message: impl Into<String>) -> &mut Note {
        self.notes.push(Note::new(code, at.pointer(), message));
        let last = self.notes.len() - 1;
        &mut self.notes[last]
    }

    /// Returns the text that a number or a boolean was read from: `1.0`, `012`, `1e3`.
    fn written(&mut self, at: &Path<'_>, value: &Value) -> String {
        let written = self.finder.written(&at.pointer());
        written.map_or_else(|| scalar(value), str::to_owned)
    }

    /// Reads a value, and all that stands in it.
    fn value(&mut self, value: &mut Value, place: &Place<'_>) {
        self.form(value, place);
        self.inside(value, place);
    }

    /// Reads what stands in a value whose own form has been read.
    fn inside(&mut self, value: &mut Value, place: &Place<'_>) {
        match value {
            Value::Sequence(items) => {
                let Some(takes) = place.takes.item() else {
                    return;
                };
                for (index, item) in items.iter_mut().enumerate() {
                    let place = Place {
                        takes,
                        keyword: None,
                        at: place.at.index(index),
                        ..*place
                    };
                    self.value(item, &place);
                }
            }
            Value::Mapping(members) => self.members(members, place),
            _ => {}
        }
    }

    /// What keywords say together is read after the form of each, and before what is inside.
    fn members(&mut self, members: &mut Mapping, place: &Place<'_>) {
        let kind = place.takes.kind_of(members);
        if let Some(kind) = kind {
            self.without_null(kind, members, place);
            self.older(kind, members, place);
        }
        for (key, value) in members.iter_mut() {
            if let Some(place) = key.as_str().and_then(|name| place.member(kind, name)) {
                self.form(value, &place);
            }
        }
        if let Some(kind) = kind {
            self.without_unusable(kind, members, place);
        }
        if kind == Some(Kind::Schema) {
            self.schema(members, place);
        }
        for (key, value) in members.iter_mut() {
            if let Some(place) = key.as_str().and_then(|name| place.member(kind, name)) {
                self.inside(value, &place);
            }
        }
    }

    /// Reads the keywords of a schema that say something together.
    fn schema(&mut self, members: &mut Mapping, place: &Place<'_>) {
        let at = &place.at;
        self.beside_reference(members, at);
        self.types(members, at);
        self.without_false(members, place);
        self.items_by_place(members, at);
        let types = stated(members);
        self.values(members, &types, at);
        self.bounds(members, &types, at);
    }

    /// A list of schemas for `items` is what became `prefixItems`.
    fn items_by_place(&mut self, members: &mut Mapping, at: &Path<'_>) {
        let is_list = members.get("items").is_some_and(Value::is_sequence);
        if !is_list || members.contains_key("prefixItems") {
            return;
        }
        let (old, new) = (at.child("items"), at.child("prefixItems"));
        let message = "a list of schemas for `items` is read as `prefixItems`";
        self.note(Code::ITEMS_BY_PLACE, &old, message)
            .help("write `prefixItems`, or one schema for all items");
        self.moves.push(Move::To(old.pointer(), new.pointer()));
        if let Some(items) = members.shift_remove("items") {
            members.insert(Value::from("prefixItems"), items);
        }
    }

    /// A member that no value may have does not exist.
    fn without_false(&mut self, members: &mut Mapping, place: &Place<'_>) {
        for keyword in ["properties", "patternProperties"] {
            let Some(Value::Mapping(named)) = members.get_mut(keyword) else {
                continue;
            };
            let at = place.at.child(keyword);
            named.retain(|name, value| {
                let is_false = *value == Value::Bool(false);
                if let (true, Some(name)) = (is_false, name.as_str()) {
                    let message = format!(
                        "{} is `false`, so that no value may have it; it is left out",
                        quoted(name)
                    );
                    self.note(Code::FALSE_SCHEMA, &at.child(name), message);
                }
                !is_false
            });
        }
    }
}
