//! One schema → one type: the decision table.
//!
//! In: a schema and the name that its place suggests. Out: a
//! [`LoweredSchema`], and in passing the [`TypeDef`]s of objects and enums, which get
//! names of their own. A component schema becomes one named type however often
//! it is referred to; a schema that stands in passing is named after its place.
//! Deliberately absent: how types reach files and traits, and every guess: what
//! the table has no row for is refused by name.

mod definition;
pub(crate) mod discrimination;
pub(crate) mod draft;
mod format;
mod lowered;
mod merge;
pub(crate) mod object;
pub(crate) mod property;
mod read;
mod remarked;
pub(crate) mod resolved;
mod schemas;
pub(crate) mod sub_schema;
pub(crate) mod traits;
mod union;
mod value;

pub(crate) use self::lowered::*;
pub(crate) use self::schemas::Schemas;
use crate::codegen::diagnostics::Code;
use crate::codegen::lower::schema::draft::Place;
use crate::codegen::lower::schema::resolved::ResolvedSchema;
use crate::codegen::lower::schema::sub_schema::{AdditionalProperties, Form, Kind, SubSchema};
use crate::codegen::model::{Annotations, Constraints, Docs, TypeRef};
use crate::codegen::source::Pointer;

impl<'d> Schemas<'d> {
    /// Lowers the schema in a place. `name` is what a type is called that the
    /// schema defines in passing.
    pub(crate) fn schema(&mut self, at: &Pointer, name: &str) -> LoweredSchema {
        let name = shared_name(at).unwrap_or_else(|| name.to_owned());
        self.all_of(&[self.at(at)], &name)
    }

    /// Lowers several schemas that all hold.
    pub(crate) fn all_of(&mut self, pieces: &[SubSchema<'d>], name: &str) -> LoweredSchema {
        let typed = self.pieces(pieces, name);
        if self.depth == 0 {
            self.finish_components();
        }
        typed
    }

    /// Lowers several schemas that all hold.
    pub(crate) fn pieces(&mut self, pieces: &[SubSchema<'d>], name: &str) -> LoweredSchema {
        match pieces {
            [piece] => self.piece(piece, name),
            [] => LoweredSchema::plain(TypeRef::Json),
            [first, ..] => {
                let facts = ResolvedSchema {
                    parts: pieces.to_vec(),
                    ..ResolvedSchema::none(&first.at)
                };
                match references(pieces) {
                    Some(key) => self.combined(key, facts, name),
                    None => self.whole(facts, name, Place::Passing),
                }
            }
        }
    }

    /// Lowers a combination of component schemas. It may be met again within
    /// itself, so it gets its place first, and one for all its uses.
    fn combined(
        &mut self,
        key: Vec<Pointer>,
        facts: ResolvedSchema<'d>,
        name: &str,
    ) -> LoweredSchema {
        if let [_] = key.as_slice() {
            return self.whole(facts, name, Place::Passing);
        }
        if let Some(&id) = self.combinations.get(&key) {
            return self
                .uses
                .get(&id)
                .cloned()
                .unwrap_or_else(|| LoweredSchema::plain(TypeRef::Named(id)));
        }
        let id = self.take(Place::Passing);
        self.combinations.insert(key, id);
        let at = facts.at.clone();
        let typed = self.whole(facts, name, Place::Component(id));
        self.define_alias(id, name, &at, &typed);
        let typed = LoweredSchema {
            ty: TypeRef::Named(id),
            ..typed
        };
        self.uses.insert(id, typed.clone());
        typed
    }

    pub(crate) fn piece(&mut self, piece: &SubSchema<'d>, name: &str) -> LoweredSchema {
        if let Form::Reference(target) = &piece.form {
            return self.reference(target);
        }
        if let Some(typed) = self.passing.get(&piece.at) {
            return typed.clone();
        }
        let schema = self.read(piece);
        let typed = self.whole(schema, name, Place::Passing);
        self.passing.insert(piece.at.clone(), typed.clone());
        typed
    }

    /// What a reference to a named schema brings along: null and limits
    /// are those of its use, everything else stands at the type.
    fn reference(&mut self, target: &Pointer) -> LoweredSchema {
        let id = self.component(target);
        if let Some(typed) = self.uses.get(&id) {
            return typed.clone();
        }
        let facts = self.gathered(target);
        let typed = LoweredSchema {
            nullable: facts.nullable == Some(true) || is_any(&facts),
            constraints: self.constraints_of(&facts, 0),
            docs: first_paragraph(&facts.docs),
            ..LoweredSchema::plain(TypeRef::Named(id))
        };
        self.uses.insert(id, typed.clone());
        typed
    }

    /// The limits that come with a use: a struct checks itself.
    fn constraints_of(&mut self, facts: &ResolvedSchema<'d>, depth: usize) -> Constraints {
        let mut constraints = facts.constraints.clone();
        if !facts.properties.is_empty() || matches!(facts.further, AdditionalProperties::Closed) {
            constraints.take_members();
        }
        constraints.only = only(facts);
        let inner = match (&facts.further, facts.items.as_slice()) {
            (_, [piece]) => Some(piece.clone()),
            (AdditionalProperties::Schema(pieces), []) if facts.properties.is_empty() => {
                pieces.first().cloned()
            }
            _ => None,
        };
        // Items of items are rare, and a schema may be its own item.
        if let Some(piece) = inner.filter(|_| depth < MAX_RULES) {
            let inner = self.gather(&piece);
            constraints = constraints.with_items(self.constraints_of(&inner, depth + 1));
        }
        constraints
    }

    /// Lowers a schema in hand, and all that its `allOf` brings.
    pub(crate) fn whole(
        &mut self,
        facts: ResolvedSchema<'d>,
        name: &str,
        place: Place,
    ) -> LoweredSchema {
        if self.depth >= MAX_DEPTH {
            self.complain_once(
                Code::SCHEMA_TOO_DEEP,
                &facts.at,
                "the schemas here are combined with each other without end",
                "give the combination a name under `components/schemas`, and refer to it",
            );
            return LoweredSchema::plain(TypeRef::Json);
        }
        self.depth += 1;
        let typed = match self.one_reference(&facts) {
            Some(reference) => self.remarked(facts, &reference, name),
            None => {
                let facts = self.with_parts(facts);
                self.decide(facts, name, place)
            }
        };
        self.depth -= 1;
        typed
    }

    /// Decides which type a schema is, once everything that is said of it is
    /// in one place.
    pub(crate) fn decide(
        &mut self,
        mut facts: ResolvedSchema<'d>,
        name: &str,
        place: Place,
    ) -> LoweredSchema {
        self.settle(&mut facts);
        let kind = facts.kind.or_else(|| implied(&facts));
        let mut typed = if !facts.choices.is_empty() {
            self.union(&facts, name, place)
        } else if let (Some(_), false) = (&facts.values, kind == Some(Kind::Boolean)) {
            self.listed(&facts, kind, name, place)
        } else {
            match kind {
                Some(Kind::Object) => self.object(&facts, name, place),
                Some(Kind::Array) => {
                    let item = self.pieces(&facts.items, &format!("{name}_item"));
                    let constraints = facts
                        .constraints
                        .clone()
                        .with_items(item.constraints.clone());
                    LoweredSchema::constrained(TypeRef::List(Box::new(item.inner())), constraints)
                }
                Some(kind) => {
                    let mut constraints = facts.constraints.clone();
                    constraints.only = only(&facts);
                    LoweredSchema::constrained(
                        format::scalar(kind, facts.format.as_deref()),
                        constraints,
                    )
                }
                None => LoweredSchema {
                    nullable: true,
                    ..LoweredSchema::plain(TypeRef::Json)
                },
            }
        };
        typed.annotations = annotations(&facts);
        typed.docs = facts.docs;
        typed.nullable |= facts.nullable == Some(true);
        typed.default = facts
            .default
            .map(|value| literal(&read::plain(value, facts.kind)));
        typed.example = facts.example.map(json);
        typed
    }
}

/// The references that several pieces are, each once; none where one of them
/// is something else.
fn references(pieces: &[SubSchema<'_>]) -> Option<Vec<Pointer>> {
    let mut names = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let name = piece.reference()?.clone();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Some(names)
}

/// How deep combinations of schemas may be.
const MAX_DEPTH: usize = 100;
/// How deep the limits of items of items are told at a use.
const MAX_RULES: usize = 8;

/// The type that keywords imply where none is stated.
pub(crate) fn implied(facts: &ResolvedSchema<'_>) -> Option<Kind> {
    if !facts.properties.is_empty() || !matches!(facts.further, AdditionalProperties::Open) {
        return Some(Kind::Object);
    }
    if !facts.items.is_empty() {
        return Some(Kind::Array);
    }
    let values = facts.values.as_deref().unwrap_or_default();
    let flags = !values.is_empty() && values.iter().all(|known| known.value.is_boolean());
    flags.then_some(Kind::Boolean)
}

/// Whether any value at all is meant.
fn is_any(facts: &ResolvedSchema<'_>) -> bool {
    facts.kind.is_none()
        && implied(facts).is_none()
        && facts.values.is_none()
        && facts.choices.is_empty()
}

/// What a schema is named after that stands in a component other than a schema:
/// that component, and not the first operation that uses it.
fn shared_name(at: &Pointer) -> Option<String> {
    let tokens: Vec<_> = at.tokens().collect();
    let [components, section, name, ..] = tokens.as_slice() else {
        return None;
    };
    let suffix = match &**section {
        "responses" => "body",
        "requestBodies" => "request",
        "parameters" => "parameter",
        "headers" => "header",
        _ => return None,
    };
    (components == "components").then(|| format!("{name}_{suffix}"))
}

/// The one value that a boolean may have: `enum: [true]` leaves one, `enum: [true, false]` both.
fn only(facts: &ResolvedSchema<'_>) -> Option<bool> {
    let values = facts.values.as_deref()?;
    let has = |flag: bool| values.iter().any(|known| known.value == flag);
    (has(true) != has(false)).then(|| has(true))
}

fn annotations(facts: &ResolvedSchema<'_>) -> Annotations {
    Annotations {
        deprecated: facts.deprecated,
        read_only: facts.read_only,
        write_only: facts.write_only,
        format: facts.format.clone().filter(|format| format::told(format)),
    }
}

/// What a field says of its type; the rest stands at the type.
fn first_paragraph(docs: &Docs) -> Docs {
    let text = docs.description.as_ref().or(docs.summary.as_ref());
    let first = text.and_then(|text| text.trim().split("\n\n").next());
    Docs {
        summary: None,
        description: first.map(str::to_owned),
    }
}
