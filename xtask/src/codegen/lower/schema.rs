//! One schema → one type: the decision table.
//!
//! In: a schema and the name that its place suggests. Out: a
//! [`Typed`], and in passing the [`TypeDef`]s of objects and enums, which get
//! names of their own. A component schema becomes one named type however often
//! it is referred to; a schema that stands in passing is named after its place.
//! Deliberately absent: how types reach files and traits, and every guess: what
//! the table has no row for is refused by name.

mod definition;
pub(crate) mod facts;
pub(crate) mod format;
mod merge;
pub(crate) mod object;
mod remarked;
pub(crate) mod rule;
pub(crate) mod telling;
pub(crate) mod traits;
mod typed;
mod union;
mod value;

use openapiv3::{ReferenceOr, Schema};

pub(crate) use self::typed::*;
use crate::codegen::lower::Lowering;
use crate::codegen::lower::reference::component_place;
use crate::codegen::lower::schema::definition::Place;
use crate::codegen::lower::schema::facts::{Facts, Further, Kind, Piece};
use crate::codegen::model::{Constraints, Docs, Notes, TypeRef};
use crate::codegen::source::Pointer;

impl<'d> Lowering<'d> {
    /// Lowers a use of a schema. `name` is what a type is called that the
    /// schema defines in passing.
    pub(crate) fn schema(
        &mut self,
        schema: ReferenceOr<&'d Schema>,
        at: &Pointer,
        name: &str,
    ) -> Typed {
        let name = shared_name(at).unwrap_or_else(|| name.to_owned());
        let typed = self.piece(&Piece::new(schema, at.clone()), &name);
        if self.depth == 0 {
            self.finish_components();
        }
        typed
    }

    /// Lowers several schemas that all hold.
    pub(crate) fn pieces(&mut self, pieces: &[Piece<'d>], name: &str) -> Typed {
        match pieces {
            [piece] => self.piece(piece, name),
            [] => Typed::plain(TypeRef::Json),
            [first, ..] => {
                let facts = Facts {
                    parts: pieces.to_vec(),
                    ..Facts::none(&first.at)
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
    fn combined(&mut self, key: Vec<String>, facts: Facts<'d>, name: &str) -> Typed {
        if let [_] = key.as_slice() {
            return self.whole(facts, name, Place::Passing);
        }
        if let Some(&id) = self.combinations.get(&key) {
            return self
                .uses
                .get(&id)
                .cloned()
                .unwrap_or_else(|| Typed::plain(TypeRef::Named(id)));
        }
        let id = self.take(Place::Passing);
        self.combinations.insert(key, id);
        let at = facts.at.clone();
        let typed = self.whole(facts, name, Place::Component(id));
        self.define_alias(id, name, &at, &typed);
        let typed = Typed {
            ty: TypeRef::Named(id),
            ..typed
        };
        self.uses.insert(id, typed.clone());
        typed
    }

    pub(crate) fn piece(&mut self, piece: &Piece<'d>, name: &str) -> Typed {
        match &piece.schema {
            ReferenceOr::Item(schema) => {
                if let Some(typed) = self.passing.get(&piece.at) {
                    return typed.clone();
                }
                let typed = self.whole(Facts::of(schema, &piece.at), name, Place::Passing);
                self.passing.insert(piece.at.clone(), typed.clone());
                typed
            }
            ReferenceOr::Reference { reference } => {
                match self.component_schema(reference, &piece.at) {
                    Some((target, _)) => self.reference(target),
                    None => Typed::plain(TypeRef::Json),
                }
            }
        }
    }

    /// What a reference to a component schema brings along: null and limits
    /// are those of its use, everything else stands at the type.
    fn reference(&mut self, name: &'d str) -> Typed {
        let id = self.component(name);
        if let Some(typed) = self.uses.get(&id) {
            return typed.clone();
        }
        let reference = format!("#/components/schemas/{}", escaped(name));
        let piece = Piece::new(
            ReferenceOr::Reference { reference },
            component_place::<Schema>(name),
        );
        let facts = self.gather(&piece);
        let typed = Typed {
            nullable: facts.nullable == Some(true) || is_any(&facts),
            rule: self.rule_of(&facts, 0),
            docs: first_paragraph(&facts.docs),
            ..Typed::plain(TypeRef::Named(id))
        };
        self.uses.insert(id, typed.clone());
        typed
    }

    /// The limits that come with a use: a struct checks itself.
    fn rule_of(&mut self, facts: &Facts<'d>, depth: usize) -> Constraints {
        let mut rule = facts.rule.clone();
        if !facts.properties.is_empty() || matches!(facts.further, Further::Closed) {
            rule.take_members();
        }
        rule.only = only(facts);
        let inner = match (&facts.further, facts.items.as_slice()) {
            (_, [piece]) => Some(piece.clone()),
            (Further::Typed(pieces), []) if facts.properties.is_empty() => pieces.first().cloned(),
            _ => None,
        };
        // Items of items are rare, and a schema may be its own item.
        if let Some(piece) = inner.filter(|_| depth < MAX_RULES) {
            let inner = self.gather(&piece);
            rule = rule.with_items(self.rule_of(&inner, depth + 1));
        }
        rule
    }

    /// Lowers a schema in hand, and all that its `allOf` brings.
    pub(crate) fn whole(&mut self, facts: Facts<'d>, name: &str, place: Place) -> Typed {
        if self.depth >= MAX_DEPTH {
            self.complain_once(
                &facts.at,
                "the schemas here are combined with each other without end",
                "give the combination a name under `components/schemas`, and refer to it",
            );
            return Typed::plain(TypeRef::Json);
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
    pub(crate) fn decide(&mut self, mut facts: Facts<'d>, name: &str, place: Place) -> Typed {
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
                    let rule = facts.rule.clone().with_items(item.rule.clone());
                    Typed::ruled(TypeRef::List(Box::new(item.inner())), rule)
                }
                Some(kind) => {
                    let mut rule = facts.rule.clone();
                    rule.only = only(&facts);
                    Typed::ruled(format::scalar(kind, facts.format.as_deref()), rule)
                }
                None => Typed {
                    nullable: true,
                    ..Typed::plain(TypeRef::Json)
                },
            }
        };
        typed.notes = notes(&facts);
        typed.docs = facts.docs;
        typed.nullable |= facts.nullable == Some(true);
        typed.default = facts.default.map(literal);
        typed.example = facts.example.cloned();
        typed
    }
}

/// The references that several pieces are, each once; none where one of them
/// is something else.
fn references(pieces: &[Piece<'_>]) -> Option<Vec<String>> {
    let mut names = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let name = piece.reference()?.to_owned();
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
fn implied(facts: &Facts<'_>) -> Option<Kind> {
    if !facts.properties.is_empty() || !matches!(facts.further, Further::Open) {
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
fn is_any(facts: &Facts<'_>) -> bool {
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
fn only(facts: &Facts<'_>) -> Option<bool> {
    let values = facts.values.as_deref()?;
    let has = |flag: bool| values.iter().any(|known| known.value == flag);
    (has(true) != has(false)).then(|| has(true))
}

fn notes(facts: &Facts<'_>) -> Notes {
    Notes {
        deprecated: facts.deprecated,
        read_only: facts.read_only,
        write_only: facts.write_only,
        format: facts.format.clone().filter(|format| format::told(format)),
    }
}

/// A name as a token of a JSON Pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
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
