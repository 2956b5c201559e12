//! One schema → one type: the decision table.
//!
//! Comes in: a schema and the name that its place suggests. Goes out: a
//! [`Typed`], and in passing the [`TypeDef`]s of objects and enums, which get
//! names of their own. A component schema becomes one named type however often
//! it is referred to; a schema that stands in passing is named after its place.
//! Deliberately absent: how types reach files and traits, and every guess: what
//! the table has no row for is refused by name.

use openapiv3::{ReferenceOr, Schema, SchemaKind, Type};

use super::definition::Place;
use super::reference::{component_name, missing};
use super::{Lowering, rule};
use crate::codegen::document::pointer::Pointer;
use crate::codegen::model::{Docs, Literal, Number, Rule, Shape, TypeId, TypeRef};

/// What a use of a schema says.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub(super) ty: TypeRef,
    pub(super) nullable: bool,
    pub(super) rule: Rule,
    pub(super) docs: Docs,
    pub(super) default: Option<Literal>,
    pub(super) example: Option<serde_json::Value>,
}

impl Typed {
    pub(super) fn plain(ty: TypeRef) -> Self {
        Self {
            ty,
            nullable: false,
            rule: Rule::default(),
            docs: Docs::default(),
            default: None,
            example: None,
        }
    }

    /// Text without limits: what stands in for a schema that was refused.
    pub(super) fn text() -> Self {
        Self::plain(TypeRef::String)
    }

    pub(super) fn ruled(ty: TypeRef, rule: Rule) -> Self {
        Self {
            rule,
            ..Self::plain(ty)
        }
    }

    /// The type with null among its values where the schema says so: what
    /// stands in a list or a map.
    pub(super) fn inner(self) -> TypeRef {
        if self.nullable {
            TypeRef::Nullable(Box::new(self.ty))
        } else {
            self.ty
        }
    }
}

/// A schema, boxed or not: properties and items hold boxes.
pub(super) fn unbox(schema: &ReferenceOr<Box<Schema>>) -> ReferenceOr<&Schema> {
    match schema {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference {
            reference: reference.clone(),
        },
        ReferenceOr::Item(schema) => ReferenceOr::Item(schema),
    }
}

/// Borrows a schema in the form that [`Lowering::schema`] takes.
pub(super) fn borrow(schema: &ReferenceOr<Schema>) -> ReferenceOr<&Schema> {
    match schema {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference {
            reference: reference.clone(),
        },
        ReferenceOr::Item(schema) => ReferenceOr::Item(schema),
    }
}

impl<'d> Lowering<'d> {
    /// Lowers a use of a schema. `name` is what a type is called that the
    /// schema defines in passing.
    pub(super) fn schema(
        &mut self,
        schema: ReferenceOr<&'d Schema>,
        at: &Pointer,
        name: &str,
    ) -> Typed {
        match schema {
            ReferenceOr::Item(schema) => self.named(schema, at, name, Place::Passing),
            ReferenceOr::Reference { reference } => {
                let Some(target) = component_name::<Schema>(&reference, at, self.diagnostics)
                else {
                    return Typed::plain(TypeRef::Json);
                };
                match self.component(&target) {
                    Some(id) => self.reference(id),
                    None => {
                        missing::<Schema>(&reference, at, self.diagnostics);
                        Typed::plain(TypeRef::Json)
                    }
                }
            }
        }
    }

    /// What a reference to a type brings along: an alias's null and limits.
    fn reference(&self, id: TypeId) -> Typed {
        let nullable = self.nullable.contains(&id);
        let typed = Typed {
            nullable,
            ..Typed::plain(TypeRef::Named(id))
        };
        match self.types.get(id.0) {
            Some(Some(def)) => {
                let rule = match &def.shape {
                    Shape::Alias(alias) => (*alias.rule).clone(),
                    Shape::Struct(_) | Shape::Enum(_) => Rule::default(),
                };
                Typed {
                    docs: first_paragraph(&def.docs),
                    rule,
                    ..typed
                }
            }
            _ => typed,
        }
    }

    /// Lowers a schema in hand. `id` is its place when it is a component.
    pub(super) fn named(
        &mut self,
        schema: &'d Schema,
        at: &Pointer,
        name: &str,
        place: Place,
    ) -> Typed {
        let data = &schema.schema_data;
        let docs = Docs {
            summary: data.title.clone(),
            description: data.description.clone(),
        };
        let mut typed = match &schema.schema_kind {
            SchemaKind::Type(ty) => self.of_type(ty, at, name, place, &docs),
            SchemaKind::AllOf { all_of } => self.only_one(all_of, "allOf", at, name, place),
            SchemaKind::OneOf { one_of } => self.only_one(one_of, "oneOf", at, name, place),
            SchemaKind::AnyOf { any_of } => self.only_one(any_of, "anyOf", at, name, place),
            SchemaKind::Not { .. } => {
                self.unsupported(
                    &at.child("not"),
                    "`not`",
                    "describe what is allowed instead",
                );
                Typed::plain(TypeRef::Json)
            }
            SchemaKind::Any(any) => {
                if *any != openapiv3::AnySchema::default() {
                    self.unsupported(
                        at,
                        "this combination of keywords",
                        "give the schema one `type`, and only keywords that belong to it",
                    );
                }
                Typed::plain(TypeRef::Json)
            }
        };
        if docs != Docs::default() {
            typed.docs = docs;
        }
        typed.nullable |= data.nullable;
        typed.default = data.default.as_ref().map(literal);
        typed.example = data.example.clone();
        typed
    }

    /// A combination of one schema is that schema, with other words about it.
    fn only_one(
        &mut self,
        schemas: &'d [ReferenceOr<Schema>],
        keyword: &str,
        at: &Pointer,
        name: &str,
        place: Place,
    ) -> Typed {
        let at = at.child(keyword);
        match schemas {
            [ReferenceOr::Item(schema)] => self.named(schema, &at.index(0), name, place),
            [reference] => self.schema(borrow(reference), &at.index(0), name),
            _ => {
                self.unsupported(
                    &at,
                    &format!("`{keyword}` of several schemas"),
                    "describe one object with all members, or a list with `x-pagination`",
                );
                Typed::plain(TypeRef::Json)
            }
        }
    }

    fn of_type(
        &mut self,
        ty: &'d Type,
        at: &Pointer,
        name: &str,
        place: Place,
        docs: &Docs,
    ) -> Typed {
        match ty {
            Type::String(ty) if !ty.enumeration.is_empty() => {
                self.string_enum(ty, at, name, place, docs)
            }
            Type::String(ty) => Typed::ruled(TypeRef::String, rule::string(ty)),
            Type::Boolean(ty) => Typed::ruled(TypeRef::Bool, rule::boolean(ty)),
            Type::Integer(ty) => {
                if !ty.enumeration.is_empty() {
                    self.unsupported(
                        &at.child("enum"),
                        "an enum of integers",
                        "use `minimum` and `maximum`",
                    );
                }
                let small = ty.format
                    == openapiv3::VariantOrUnknownOrEmpty::Item(openapiv3::IntegerFormat::Int32);
                Typed::ruled(
                    if small { TypeRef::I32 } else { TypeRef::I64 },
                    rule::integer(ty),
                )
            }
            Type::Number(ty) => {
                if !ty.enumeration.is_empty() {
                    self.unsupported(
                        &at.child("enum"),
                        "an enum of numbers",
                        "use `minimum` and `maximum`",
                    );
                }
                let small = ty.format
                    == openapiv3::VariantOrUnknownOrEmpty::Item(openapiv3::NumberFormat::Float);
                Typed::ruled(
                    if small { TypeRef::F32 } else { TypeRef::F64 },
                    rule::number(ty),
                )
            }
            Type::Array(ty) => {
                let Some(items) = &ty.items else {
                    return Typed::ruled(
                        TypeRef::List(Box::new(TypeRef::Json)),
                        rule::array(ty, Rule::default()),
                    );
                };
                let item = self.schema(unbox(items), &at.child("items"), &format!("{name}_item"));
                let rule = rule::array(ty, item.rule.clone());
                Typed::ruled(TypeRef::List(Box::new(item.inner())), rule)
            }
            Type::Object(ty) => self.object(ty, at, name, place, docs),
        }
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

/// A value of the description, as far as it can be spelled.
pub(super) fn literal(value: &serde_json::Value) -> Literal {
    use serde_json::Value;
    match value {
        Value::String(text) => Literal::Text(text.clone()),
        Value::Bool(value) => Literal::Bool(*value),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Literal::Number(Number::Integer(i128::from(whole))),
            (None, Some(float)) => Literal::Number(Number::Float(float)),
            (None, None) => Literal::Json(value.to_string()),
        },
        Value::Array(items) => {
            let texts: Option<Vec<_>> = items
                .iter()
                .map(|item| item.as_str().map(str::to_owned))
                .collect();
            texts.map_or_else(|| Literal::Json(value.to_string()), Literal::Texts)
        }
        Value::Null => Literal::Null,
        Value::Object(_) => Literal::Json(value.to_string()),
    }
}
