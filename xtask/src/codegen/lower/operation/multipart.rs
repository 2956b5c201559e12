//! Bodies of parts.
//!
//! In: the schema of a `multipart/form-data` body. Out: a struct with a
//! field for each property: octets are files, everything else is a value. What is
//! merged by `allOf` is one body. Deliberately absent: which part is sent as what, where
//! the description does not say it; that follows from the value.

use openapiv3::{Encoding, MediaType, ReferenceOr, Schema, SchemaKind, Type};

use crate::codegen::lower::Lowering;
use crate::codegen::lower::naming;
use crate::codegen::lower::naming::{Case, Scope};
use crate::codegen::lower::operation::parameter::spoken;
use crate::codegen::lower::schema::borrow;
use crate::codegen::lower::schema::object::presence;
use crate::codegen::model::{Constraints, Field, Ident, Inputs, Place, Traits, TypeRef};
use crate::codegen::source::Pointer;

impl<'d> Lowering<'d> {
    /// The parts of a form: the properties of its schema.
    pub(crate) fn multipart(
        &mut self,
        schema: &'d ReferenceOr<Schema>,
        media: &'d MediaType,
        at: &Pointer,
        id: &str,
    ) -> Option<Inputs> {
        let mut members = Vec::new();
        self.properties(borrow(schema), at, 0, &mut members);
        if members.is_empty() {
            return None;
        }
        let ident = self.claim_request(&format!("{id}_form"), &format!("{id}_form_data"), at);
        let mut inputs = Inputs {
            ident,
            slot: Ident("request".to_owned()),
            noun: "parts of the body",
            fields: Vec::new(),
            places: Vec::new(),
            setters: Vec::new(),
            traits: Traits {
                default: false,
                eq: false,
            },
        };
        let mut scope = Scope::new(Case::Snake, naming::FIELDS);
        for member in members {
            let encoding = media.encoding.get(member.name);
            let (field, place) = self.part(&member, encoding, id, &mut scope);
            inputs.fields.push(field);
            inputs.places.push(place);
        }
        Some(inputs)
    }

    fn part(
        &mut self,
        member: &Member<'d>,
        encoding: Option<&'d Encoding>,
        id: &str,
        scope: &mut Scope,
    ) -> (Field, Place) {
        let at = &member.at;
        let ident = scope.claim(&spoken(member.name), at, self.diagnostics);
        let media_type = encoding
            .and_then(|encoding| encoding.content_type.clone())
            .filter(|types| types.bytes().all(|b| b.is_ascii_graphic() || b == b' '))
            .filter(|types| !types.contains(['*', ',']));
        let list = match self.target(member.schema.clone(), at) {
            Some((SchemaKind::Type(Type::Array(array)), at)) => array.items.as_ref().map(|items| {
                (
                    crate::codegen::lower::schema::unbox(items),
                    at.child("items"),
                )
            }),
            _ => None,
        };
        let is_list = list.is_some();
        let (inner, inner_at) = list.unwrap_or((member.schema.clone(), at.clone()));
        let mut field = Field {
            wire_name: member.name.to_owned(),
            ident,
            ty: TypeRef::File,
            presence: presence(member.required, false),
            rule: Constraints::default(),
            docs: self.docs_at(at),
            default: None,
            notes: crate::codegen::model::Notes::default(),
            origin: at.clone(),
        };
        if self.is_file(inner, &inner_at) {
            if is_list {
                field.ty = TypeRef::List(Box::new(TypeRef::File));
            }
            let octets = || "application/octet-stream".to_owned();
            return (field, Place::File(media_type.unwrap_or_else(octets)));
        }
        let name = format!("{id}_form_{}", member.name);
        let typed = self.schema(member.schema.clone(), at, &name);
        field.ty = typed.ty;
        field.rule = typed.rule;
        field.docs = typed.docs;
        field.default = typed.default;
        field.notes = typed.notes;
        (field, Place::Part(media_type))
    }

    /// Collects the properties of an object, the ones that it is merged of
    /// included.
    fn properties(
        &mut self,
        schema: ReferenceOr<&'d Schema>,
        at: &Pointer,
        depth: usize,
        into: &mut Vec<Member<'d>>,
    ) {
        if depth > 32 {
            return;
        }
        let Some((kind, at)) = self.target(schema, at) else {
            return;
        };
        match kind {
            SchemaKind::Type(Type::Object(object)) => {
                add(&at, object.properties.iter(), &object.required, into);
            }
            SchemaKind::Any(any) => {
                add(&at, any.properties.iter(), &any.required, into);
                for (index, schema) in any.all_of.iter().enumerate() {
                    self.properties(
                        borrow(schema),
                        &at.child("allOf").index(index),
                        depth + 1,
                        into,
                    );
                }
            }
            SchemaKind::AllOf { all_of } => {
                for (index, schema) in all_of.iter().enumerate() {
                    self.properties(
                        borrow(schema),
                        &at.child("allOf").index(index),
                        depth + 1,
                        into,
                    );
                }
            }
            SchemaKind::Type(_)
            | SchemaKind::OneOf { .. }
            | SchemaKind::AnyOf { .. }
            | SchemaKind::Not { .. } => {}
        }
    }

    fn docs_at(&self, at: &Pointer) -> crate::codegen::model::Docs {
        let text = |keyword: &str| {
            let schema = at.resolve(&self.document.raw)?;
            schema.get(keyword)?.as_str().map(str::to_owned)
        };
        crate::codegen::model::Docs {
            summary: text("title"),
            description: text("description"),
        }
    }
}

/// A property of a form.
struct Member<'d> {
    name: &'d str,
    schema: ReferenceOr<&'d Schema>,
    at: Pointer,
    required: bool,
}

/// Adds properties; one of a name that is there already takes its place.
fn add<'d>(
    at: &Pointer,
    properties: impl Iterator<Item = (&'d String, &'d ReferenceOr<Box<Schema>>)>,
    required: &[String],
    into: &mut Vec<Member<'d>>,
) {
    for (name, schema) in properties {
        into.retain(|member| member.name != name);
        into.push(Member {
            name,
            schema: crate::codegen::lower::schema::unbox(schema),
            at: at.child("properties").child(name),
            required: required.contains(name),
        });
    }
}
