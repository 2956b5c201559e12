//! One schema → one type: the decision table.
//!
//! In: a schema and the name that its place suggests. Out: a [`LoweredSchema`], and on the way
//! the types of objects and enums, which have names of their own: that of a component schema, or
//! one after the place. Deliberately absent: how types reach files and traits, and every guess:
//! what the table has no row for is refused by name.

mod definition;
pub(crate) mod discrimination;
pub(crate) mod draft;
mod endless;
mod format;
mod inherited;
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
use crate::codegen::lower::schema::sub_schema::{AdditionalProperties, Form, Kind, SubSchema};
use crate::codegen::lower::schema::{draft::Definition, resolved::ResolvedSchema};
use crate::codegen::model::{Annotations, Constraints, Docs, Literal, TypeRef};
use crate::codegen::source::Pointer;

impl<'d> Schemas<'d> {
    /// Lowers the schema in a place. `name` is what a type is called that the
    /// schema defines inline.
    pub(crate) fn schema(&mut self, at: &Pointer, name: &str) -> LoweredSchema {
        let name = shared_name(at).unwrap_or_else(|| name.to_owned());
        self.all_of(&[self.at(at)], &name)
    }

    /// Lowers several schemas that all hold.
    pub(crate) fn all_of(&mut self, all: &[SubSchema<'d>], name: &str) -> LoweredSchema {
        let lowered = match (all, references(all)) {
            ([], _) => LoweredSchema::plain(TypeRef::Json),
            ([one], _) => self.sub_schema(one, name),
            (_, Some(key)) if key.len() > 1 => self.combined(key, all, name),
            _ => self.whole(ResolvedSchema::all_of(all), name, Definition::Inline),
        };
        if self.depth == 0 {
            self.finish_components();
        }
        lowered
    }

    /// Lowers a combination of component schemas. It may be met again within
    /// itself, so it gets its place first, and one for all its uses.
    fn combined(&mut self, key: Vec<Pointer>, all: &[SubSchema<'d>], name: &str) -> LoweredSchema {
        if let Some(&id) = self.combinations.get(&key) {
            let lowered = self.uses.get(&id).cloned();
            return lowered.unwrap_or_else(|| LoweredSchema::plain(TypeRef::Named(id)));
        }
        let id = self.take(Definition::Inline);
        self.combinations.insert(key, id);
        let schema = ResolvedSchema::all_of(all);
        let at = schema.at.clone();
        let lowered = self.whole(schema, name, Definition::Named(id));
        self.define_alias(id, name, &at, &lowered);
        let lowered = LoweredSchema {
            ty: TypeRef::Named(id),
            ..lowered
        };
        self.uses.insert(id, lowered.clone());
        lowered
    }

    pub(crate) fn sub_schema(&mut self, sub_schema: &SubSchema<'d>, name: &str) -> LoweredSchema {
        if let Form::Reference(target) = &sub_schema.form {
            return self.reference(target);
        }
        if let Some(lowered) = self.inline.get(&sub_schema.at) {
            return lowered.clone();
        }
        let schema = self.read(sub_schema);
        let lowered = self.whole(schema, name, Definition::Inline);
        self.inline.insert(sub_schema.at.clone(), lowered.clone());
        lowered
    }

    /// What a reference to a named schema brings along: null and limits
    /// are those of its use, everything else stands at the type.
    fn reference(&mut self, target: &Pointer) -> LoweredSchema {
        let id = self.component(target);
        if let Some(lowered) = self.uses.get(&id) {
            return lowered.clone();
        }
        let schema = self.gathered(target);
        let lowered = LoweredSchema {
            nullable: is_any(&schema) || self.allows_null(&schema, 0),
            constraints: self.constraints_of(&schema, 0),
            docs: first_paragraph(&schema.docs),
            ..LoweredSchema::plain(TypeRef::Named(id))
        };
        self.uses.insert(id, lowered.clone());
        lowered
    }

    /// Whether null is a value: of the schema, or of one of its alternatives.
    fn allows_null(&mut self, schema: &ResolvedSchema<'d>, depth: usize) -> bool {
        if schema.nullable == Some(true) {
            return true;
        }
        let own = &schema.sources;
        let all = schema.compositions.iter().map(|one| &one.alternatives);
        // A subtype of a base that is one of its subtypes has not those of the base.
        let all = all.filter(|all| !all.iter().any(|one| one.is_one_of(own)));
        depth < MAX_CONSTRAINTS
            && all.flatten().any(|one| {
                let inner = self.gather(one);
                self.allows_null(&inner, depth + 1)
            })
    }

    /// The limits that come with a use: a struct checks itself.
    fn constraints_of(&mut self, schema: &ResolvedSchema<'d>, depth: usize) -> Constraints {
        let mut constraints = schema.constraints.clone();
        if !schema.properties.is_empty()
            || matches!(schema.additional_properties, AdditionalProperties::Closed)
        {
            constraints.take_members();
        }
        constraints.only = only(schema);
        let inner = match (&schema.additional_properties, schema.items.as_slice()) {
            (_, [sub_schema]) => Some(sub_schema.clone()),
            (AdditionalProperties::Schema(sub_schemas), []) if schema.properties.is_empty() => {
                sub_schemas.first().cloned()
            }
            _ => None,
        };
        // Items of items are rare, and a schema may be its own item.
        if let Some(sub_schema) = inner.filter(|_| depth < MAX_CONSTRAINTS) {
            let inner = self.gather(&sub_schema);
            constraints = constraints.with_items(self.constraints_of(&inner, depth + 1));
        }
        constraints
    }

    /// Lowers a schema in hand, and all that its `allOf` brings.
    pub(crate) fn whole(
        &mut self,
        schema: ResolvedSchema<'d>,
        name: &str,
        definition: Definition,
    ) -> LoweredSchema {
        if self.depth >= MAX_DEPTH {
            self.complain_once(
                Code::SCHEMA_TOO_DEEP,
                &schema.at,
                "the schemas here are combined with each other without end",
                "give the combination a name under `components/schemas`, and refer to it",
            );
            return LoweredSchema::plain(TypeRef::Json);
        }
        self.depth += 1;
        let lowered = match self.one_reference(&schema) {
            Some(reference) => self.remarked(schema, &reference, name),
            None => {
                let schema = self.with_all_of(schema);
                self.decide(schema, name, definition)
            }
        };
        self.depth -= 1;
        lowered
    }

    /// Decides which type a schema is, once everything that is said of it is
    /// in one place.
    pub(crate) fn decide(
        &mut self,
        mut schema: ResolvedSchema<'d>,
        name: &str,
        definition: Definition,
    ) -> LoweredSchema {
        self.settle(&mut schema);
        let kind = schema.kind.or_else(|| implied(&schema));
        let mut lowered = if !schema.compositions.is_empty() {
            self.union(&schema, name, definition)
        } else if let (Some(_), false) = (&schema.values, is_flag(&schema, kind)) {
            self.listed(&schema, kind, name, definition)
        } else {
            match kind {
                Some(Kind::Object) => self.object(&schema, name, definition),
                Some(Kind::Array) => {
                    let item = self.all_of(&schema.items, &format!("{name}_item"));
                    item.collected(TypeRef::List, &schema.constraints)
                }
                Some(kind) => {
                    let ty = format::scalar(kind, schema.format.as_deref());
                    let mut lowered = LoweredSchema::plain(ty);
                    lowered.constraints = schema.constraints.clone();
                    lowered.constraints.only = only(&schema);
                    lowered
                }
                None => LoweredSchema {
                    nullable: true,
                    ..LoweredSchema::plain(TypeRef::Json)
                },
            }
        };
        lowered.annotations = annotations(&schema);
        lowered.docs = schema.docs;
        lowered.nullable |= schema.nullable == Some(true);
        let default = schema.default;
        lowered.default = default.map(|value| Literal::from(&read::plain(value, schema.kind)));
        lowered.example = schema.example.map(json);
        lowered
    }
}

/// The references that several schemas are, each once; none where one of them
/// is something else.
fn references(sub_schemas: &[SubSchema<'_>]) -> Option<Vec<Pointer>> {
    let mut references = Vec::with_capacity(sub_schemas.len());
    for sub_schema in sub_schemas {
        let reference = sub_schema.reference()?;
        if !references.contains(reference) {
            references.push(reference.clone());
        }
    }
    Some(references)
}

/// How deep combinations of schemas may be.
const MAX_DEPTH: usize = 100;
/// How deep the limits of items of items are stated at a use.
const MAX_CONSTRAINTS: usize = 8;

/// The type that keywords imply where none is stated.
pub(crate) fn implied(schema: &ResolvedSchema<'_>) -> Option<Kind> {
    if !schema.properties.is_empty()
        || !matches!(schema.additional_properties, AdditionalProperties::Open)
    {
        return Some(Kind::Object);
    }
    if !schema.items.is_empty() {
        return Some(Kind::Array);
    }
    let values = schema.values.as_deref().unwrap_or_default();
    let flags = !values.is_empty() && values.iter().all(|known| known.value.is_boolean());
    flags.then_some(Kind::Boolean)
}

/// Whether all values are booleans: a list of them is a limit.
fn is_flag(schema: &ResolvedSchema<'_>, kind: Option<Kind>) -> bool {
    let mut values = schema.values.iter().flatten();
    kind == Some(Kind::Boolean) && values.all(|known| known.value.is_boolean())
}

/// Whether any value at all is meant.
fn is_any(schema: &ResolvedSchema<'_>) -> bool {
    schema.kind.is_none()
        && implied(schema).is_none()
        && schema.values.is_none()
        && schema.compositions.is_empty()
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
fn only(schema: &ResolvedSchema<'_>) -> Option<bool> {
    let values = schema.values.as_deref()?;
    let has = |flag: bool| values.iter().any(|known| known.value == flag);
    (has(true) != has(false)).then(|| has(true))
}

fn annotations(schema: &ResolvedSchema<'_>) -> Annotations {
    let format = schema.format.as_ref();
    Annotations {
        format: format
            .filter(|format| format::is_documented(format))
            .cloned(),
        ..schema.annotations.clone()
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
