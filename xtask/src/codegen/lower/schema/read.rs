//! The keywords of one schema, read in the one dialect that loading leaves.
//!
//! In: a schema as it is written. Out: a [`ResolvedSchema`] of its own keywords. Null is
//! never among types, values or alternatives: it becomes `nullable`. A keyword that says
//! nothing about the type beside it is left out. Deliberately absent: what is behind
//! references, and complaints, which the audit has made.

mod typed;
mod types;

pub(super) use self::types::plain;

use serde_yaml::{Mapping, Value};

use crate::codegen::document::{Document, SchemaNames, Version};
use crate::codegen::lower::schema::resolved::ResolvedSchema;
use crate::codegen::lower::schema::sub_schema::{
    Composition, Discriminator, Form, Kind, SubSchema,
};
use crate::codegen::model::{Annotations, Docs};
use crate::codegen::source::Pointer;

/// What schemas are read with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'d> {
    version: Version,
    names: &'d SchemaNames,
}

/// The keywords of a schema.
#[derive(Clone, Copy)]
struct Keywords<'d, 'p> {
    reader: Reader<'d>,
    members: &'d Mapping,
    at: &'p Pointer,
}

impl<'d> Reader<'d> {
    pub(crate) fn new(document: &'d Document) -> Self {
        Self {
            version: document.version,
            names: &document.schemas,
        }
    }

    /// Returns a schema where it stands: a reference, if it is nothing else or if it has a
    /// name itself.
    pub(crate) fn sub(self, value: &'d Value, at: Pointer) -> SubSchema<'d> {
        let form = match reference_beside(value, |_| false) {
            Some(target) => Form::Reference(target),
            None if self.names.is_inner(&at) => Form::Reference(at.clone()),
            None => Form::Value(value),
        };
        SubSchema::new(form, at)
    }

    /// Returns an alternative. Remarks beside a reference make no other alternative of it.
    fn alternative(self, value: &'d Value, at: Pointer) -> SubSchema<'d> {
        match reference_beside(value, |name| REMARKS.contains(&name)) {
            Some(target) => SubSchema::new(Form::Reference(target), at),
            None => self.sub(value, at),
        }
    }

    /// Reads a schema; a reference says nothing by itself.
    pub(crate) fn read(self, form: &Form<'d>, at: &Pointer) -> ResolvedSchema<'d> {
        let keywords = |members| Keywords {
            reader: self,
            members,
            at,
        };
        match form {
            Form::Value(Value::Mapping(members)) => keywords(members).schema(),
            Form::OfType(members, kind) => keywords(members).of_type(*kind),
            Form::AllOf(schemas) => ResolvedSchema {
                all_of: schemas.clone(),
                ..ResolvedSchema::none(at)
            },
            Form::AnyOf(schemas) => ResolvedSchema {
                compositions: vec![Composition {
                    alternatives: schemas.clone(),
                    at: at.clone(),
                    discriminator: None,
                }],
                ..ResolvedSchema::none(at)
            },
            Form::Value(_) | Form::Reference(_) => ResolvedSchema::none(at),
        }
    }
}

impl<'d> Keywords<'d, '_> {
    /// Returns the value of a keyword. A schema has few of them, so looking at each is
    /// quicker than hashing the name.
    fn get(self, name: &str) -> Option<&'d Value> {
        let mut members = self.members.iter();
        let found = members.find(|(key, _)| key.as_str() == Some(name))?;
        Some(found.1)
    }

    fn text(self, name: &str) -> Option<&'d str> {
        self.get(name)?.as_str()
    }

    fn flag(self, name: &str) -> bool {
        self.get(name).and_then(Value::as_bool) == Some(true)
    }

    fn items_of(self, name: &str) -> impl Iterator<Item = (Pointer, &'d Value)> {
        let at = self.at.child(name);
        let items = self.get(name).and_then(Value::as_sequence).into_iter();
        items
            .flatten()
            .enumerate()
            .map(move |(index, item)| (at.index(index), item))
    }

    fn schemas(self, name: &str) -> Vec<SubSchema<'d>> {
        self.items_of(name)
            .map(|(at, value)| self.reader.sub(value, at))
            .collect()
    }

    fn schema(self) -> ResolvedSchema<'d> {
        let examples = || self.get("examples")?.as_sequence()?.first();
        let mut schema = ResolvedSchema {
            docs: Docs {
                summary: self.text("title").map(str::to_owned),
                description: self.text("description").map(str::to_owned),
            },
            default: self.get("default"),
            example: self.get("example").or_else(examples),
            annotations: Annotations {
                deprecated: self.flag("deprecated"),
                read_only: self.flag("readOnly"),
                write_only: self.flag("writeOnly"),
                format: None,
            },
            discriminator: self.get("discriminator").and_then(Discriminator::of),
            all_of: self.schemas("allOf"),
            ..ResolvedSchema::none(self.at)
        };
        if let Some(target) = self.text("$ref").and_then(Pointer::parse) {
            let reference = Form::Reference(target);
            schema
                .all_of
                .push(SubSchema::new(reference, self.at.child("$ref")));
        }
        let mut null = self.null_among_alternatives(&mut schema);
        let types = self.types();
        null.only |= types.only_null;
        null.too |= types.null || self.flag("nullable");
        if types.several.is_empty() {
            self.typed(types.one, &mut schema);
            schema.values = self.values(types.one);
            null.too |= self.lists_null();
        } else if self.get("anyOf").is_none() {
            let at = self.at.child("type");
            let alternative = |(index, kind): (usize, &Kind)| {
                SubSchema::new(Form::OfType(self.members, *kind), at.index(index))
            };
            schema.compositions.push(Composition {
                alternatives: types.several.iter().enumerate().map(alternative).collect(),
                at: at.clone(),
                discriminator: None,
            });
        }
        if null.only {
            schema.values = Some(Vec::new());
        }
        schema.nullable = if null.too || null.only {
            Some(true)
        } else {
            schema.kind.map(|_| false)
        };
        schema
    }

    /// Reads `oneOf` and `anyOf`. One alternative beside null is no alternative.
    fn null_among_alternatives(self, schema: &mut ResolvedSchema<'d>) -> Null {
        let mut null = Null::default();
        for keyword in ["oneOf", "anyOf"] {
            // What allows no value is no alternative.
            let all = self.items_of(keyword);
            let all = all.filter(|(_, value)| **value != Value::Bool(false));
            let (nulls, others): (Vec<_>, Vec<_>) = all.partition(|(_, value)| is_null(value));
            let mut alternatives: Vec<SubSchema<'d>> = others
                .into_iter()
                .map(|(at, value)| self.reader.alternative(value, at))
                .collect();
            null.too |= !nulls.is_empty();
            // Null beside the reference of one of them is null beside them all.
            null.too |= self.items_of(keyword).any(|(_, value)| {
                value.get("$ref").is_some() && value.get("nullable") == Some(&Value::Bool(true))
            });
            match (nulls.is_empty(), alternatives.len()) {
                (true, 0) => {}
                (false, 0) => null.only = true,
                (false, 1) => schema.all_of.append(&mut alternatives),
                _ => schema.compositions.push(Composition {
                    alternatives,
                    at: self.at.child(keyword),
                    discriminator: schema.discriminator,
                }),
            }
        }
        null
    }

    /// What a schema of several types says of one of them.
    fn of_type(self, kind: Kind) -> ResolvedSchema<'d> {
        let mut schema = ResolvedSchema::none(self.at);
        self.typed(Some(kind), &mut schema);
        schema.format = schema
            .format
            .filter(|format| self.is_format_of(kind, format));
        schema.values = self.values(Some(kind));
        schema.nullable = Some(false);
        schema
    }
}

/// What is said of null.
#[derive(Default)]
struct Null {
    /// It is a value.
    too: bool,
    /// There is no other value.
    only: bool,
}

/// Keywords that say nothing about the type of an alternative.
const REMARKS: [&str; 9] = [
    "title",
    "description",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "nullable",
];

/// The target of a schema that is a reference and nothing else, but for what may stand beside it.
fn reference_beside(value: &Value, may: impl Fn(&str) -> bool) -> Option<Pointer> {
    let members = value.as_mapping()?;
    let target = members.get("$ref")?.as_str()?;
    let mut names = members.keys().filter_map(Value::as_str);
    let is_bare = names.all(|name| name == "$ref" || name.starts_with("x-") || may(name));
    Pointer::parse(target).filter(|_| is_bare)
}

/// Whether a schema allows null and nothing else.
fn is_null(schema: &Value) -> bool {
    let is_word = |value: &Value| value.as_str() == Some("null");
    let of_type = schema.get("type").is_some_and(|value| match value {
        Value::Sequence(words) => !words.is_empty() && words.iter().all(is_word),
        word => is_word(word),
    });
    let values = schema.get("enum").and_then(Value::as_sequence);
    of_type
        || schema.get("const").is_some_and(Value::is_null)
        || values.is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_null))
}
