//! One schema → one type: the decision table.
//!
//! Comes in: a schema and the name that its place suggests. Goes out: a
//! [`Typed`], and in passing the [`TypeDef`]s of objects and enums, which get
//! names of their own. A component schema becomes one named type however often
//! it is referred to; a schema that stands in passing is named after its place.
//! Deliberately absent: how types reach files and traits, and every guess: what
//! the table has no row for is refused by name.

use openapiv3::{AdditionalProperties, ObjectType, ReferenceOr, Schema, SchemaKind, StringType, Type};

use super::names::{self, Case, Scope};
use super::reference::{component_name, component_place, missing};
use super::{Lowering, rule};
use crate::codegen::document::pointer::Pointer;
use crate::codegen::model::{
    Alias, Docs, Enum, Field, Literal, Number, Presence, Rule, Shape, Struct, Traits, TypeDef,
    TypeId, TypeRef, Variant,
};

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
    fn plain(ty: TypeRef) -> Self {
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

    fn ruled(ty: TypeRef, rule: Rule) -> Self {
        Self { rule, ..Self::plain(ty) }
    }

    /// The type with null among its values where the schema says so: what
    /// stands in a list or a map.
    pub(super) fn inner(self) -> TypeRef {
        if self.nullable { TypeRef::Nullable(Box::new(self.ty)) } else { self.ty }
    }
}

/// A schema, boxed or not: properties and items hold boxes.
pub(super) fn unbox(schema: &ReferenceOr<Box<Schema>>) -> ReferenceOr<&Schema> {
    match schema {
        ReferenceOr::Reference { reference } => {
            ReferenceOr::Reference { reference: reference.clone() }
        }
        ReferenceOr::Item(schema) => ReferenceOr::Item(schema),
    }
}

/// Borrows a schema in the form that [`Lowering::schema`] takes.
pub(super) fn borrow(schema: &ReferenceOr<Schema>) -> ReferenceOr<&Schema> {
    match schema {
        ReferenceOr::Reference { reference } => {
            ReferenceOr::Reference { reference: reference.clone() }
        }
        ReferenceOr::Item(schema) => ReferenceOr::Item(schema),
    }
}

impl<'d> Lowering<'d> {
    /// Returns the type of a component schema, lowering it where that has not
    /// happened yet.
    pub(super) fn component(&mut self, name: &str) -> Option<TypeId> {
        let (name, schema) =
            self.document.openapi.components.as_ref()?.schemas.get_key_value(name)?;
        if let Some(&id) = self.components.get(name.as_str()) {
            return Some(id);
        }
        let at = component_place::<Schema>(name);
        let ident = self.type_names.claim(name, &at, self.diagnostics);
        let id = self.reserve();
        self.components.insert(name, id);
        let typed = match schema {
            ReferenceOr::Item(schema) => self.named(schema, &at, name, Some(id)),
            ReferenceOr::Reference { .. } => self.schema(borrow(schema), &at, name),
        };
        // A struct or an enum has taken the place itself.
        if self.types.get(id.0).is_some_and(Option::is_none) {
            let alias = Alias { ty: typed.ty, nullable: typed.nullable, rule: typed.rule };
            let shape = Shape::Alias(alias);
            self.define(id, TypeDef { ident, shape, ..blank(name, typed.docs, &at) });
        } else if let Some(Some(def)) = self.types.get_mut(id.0) {
            def.ident = ident;
        }
        Some(id)
    }

    /// Takes a place for a type that is about to be defined.
    fn reserve(&mut self) -> TypeId {
        self.types.push(None);
        TypeId(self.types.len() - 1)
    }

    fn define(&mut self, id: TypeId, def: TypeDef) {
        if let Some(place) = self.types.get_mut(id.0) {
            *place = Some(def);
        }
    }

    /// Returns the types; every place is filled unless there were errors.
    pub(super) fn finish_types(&mut self) -> Vec<TypeDef> {
        let types: Vec<TypeDef> = std::mem::take(&mut self.types).into_iter().flatten().collect();
        for def in &types {
            if names_only_itself(&types, def) {
                self.diagnostics
                    .error(&def.origin, format!("`{}` is defined by nothing but itself", def.name))
                    .help("give it, or what it refers to, a type");
            }
        }
        types
    }

    /// Lowers a use of a schema. `name` is what a type is called that the
    /// schema defines in passing.
    pub(super) fn schema(
        &mut self,
        schema: ReferenceOr<&'d Schema>,
        at: &Pointer,
        name: &str,
    ) -> Typed {
        match schema {
            ReferenceOr::Item(schema) => self.named(schema, at, name, None),
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
        let typed = Typed::plain(TypeRef::Named(id));
        match self.types.get(id.0) {
            Some(Some(def)) => {
                let typed = Typed { docs: first_paragraph(&def.docs), ..typed };
                match &def.shape {
                    Shape::Alias(alias) => {
                        Typed { nullable: alias.nullable, rule: alias.rule.clone(), ..typed }
                    }
                    Shape::Struct(_) | Shape::Enum(_) => typed,
                }
            }
            _ => typed,
        }
    }

    /// Lowers a schema in hand. `id` is its place when it is a component.
    fn named(&mut self, schema: &'d Schema, at: &Pointer, name: &str, id: Option<TypeId>) -> Typed {
        let data = &schema.schema_data;
        let docs = Docs { summary: data.title.clone(), description: data.description.clone() };
        let mut typed = match &schema.schema_kind {
            SchemaKind::Type(ty) => self.of_type(ty, at, name, id, &docs),
            SchemaKind::AllOf { all_of } => self.only_one(all_of, "allOf", at, name),
            SchemaKind::OneOf { one_of } => self.only_one(one_of, "oneOf", at, name),
            SchemaKind::AnyOf { any_of } => self.only_one(any_of, "anyOf", at, name),
            SchemaKind::Not { .. } => {
                self.unsupported(&at.child("not"), "`not`", "describe what is allowed instead");
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
    ) -> Typed {
        let at = at.child(keyword);
        match schemas {
            [schema] => self.schema(borrow(schema), &at.index(0), name),
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
        id: Option<TypeId>,
        docs: &Docs,
    ) -> Typed {
        match ty {
            Type::String(ty) if !ty.enumeration.is_empty() => {
                self.string_enum(ty, at, name, id, docs)
            }
            Type::String(ty) => Typed::ruled(TypeRef::String, rule::string(ty)),
            Type::Boolean(ty) => Typed::ruled(TypeRef::Bool, rule::boolean(ty)),
            Type::Integer(ty) => {
                if !ty.enumeration.is_empty() {
                    self.unsupported(&at.child("enum"), "an enum of integers", "use `minimum` and `maximum`");
                }
                let small = ty.format
                    == openapiv3::VariantOrUnknownOrEmpty::Item(openapiv3::IntegerFormat::Int32);
                Typed::ruled(if small { TypeRef::I32 } else { TypeRef::I64 }, rule::integer(ty))
            }
            Type::Number(ty) => {
                if !ty.enumeration.is_empty() {
                    self.unsupported(&at.child("enum"), "an enum of numbers", "use `minimum` and `maximum`");
                }
                let small = ty.format
                    == openapiv3::VariantOrUnknownOrEmpty::Item(openapiv3::NumberFormat::Float);
                Typed::ruled(if small { TypeRef::F32 } else { TypeRef::F64 }, rule::number(ty))
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
            Type::Object(ty) => self.object(ty, at, name, id, docs),
        }
    }

    fn object(
        &mut self,
        ty: &'d ObjectType,
        at: &Pointer,
        name: &str,
        id: Option<TypeId>,
        docs: &Docs,
    ) -> Typed {
        for (index, required) in ty.required.iter().enumerate() {
            if !ty.properties.contains_key(required) {
                self.diagnostics
                    .error(&at.child("required").index(index), format!("`{required}` is required but not a property"))
                    .help("add it to `properties`, or correct the name");
            }
        }
        if ty.properties.is_empty() && ty.additional_properties != Some(AdditionalProperties::Any(false)) {
            return self.map(ty, at, name);
        }
        if let Some(AdditionalProperties::Schema(_)) = ty.additional_properties {
            self.unsupported(
                &at.child("additionalProperties"),
                "a schema for further members of an object that has members of its own",
                "use `additionalProperties: true`, or put the map into a property",
            );
        }
        let id = self.place(id);
        let mut fields = Vec::with_capacity(ty.properties.len());
        let mut scope = Scope::new(Case::Snake, names::FIELDS);
        for (wire_name, schema) in &ty.properties {
            let at = at.child("properties").child(wire_name);
            let ident = scope.claim(wire_name, &at, self.diagnostics);
            let typed = self.schema(unbox(schema), &at, &format!("{name}_{wire_name}"));
            let required = ty.required.contains(wire_name);
            fields.push(Field {
                wire_name: wire_name.clone(),
                ident,
                presence: presence(required, typed.nullable),
                ty: typed.ty,
                rule: typed.rule,
                docs: typed.docs,
                default: typed.default,
            });
        }
        let shape = Shape::Struct(Struct {
            fields,
            min_properties: rule::count(ty.min_properties).filter(|&least| least > 0),
            max_properties: rule::count(ty.max_properties),
        });
        self.define_in_place(id, shape, at, name, docs)
    }

    fn map(&mut self, ty: &'d ObjectType, at: &Pointer, name: &str) -> Typed {
        let value = match &ty.additional_properties {
            Some(AdditionalProperties::Schema(schema)) => {
                self.schema(borrow(schema), &at.child("additionalProperties"), &format!("{name}_value"))
            }
            _ => Typed::plain(TypeRef::Json),
        };
        let rule = Rule {
            min_properties: rule::count(ty.min_properties).filter(|&least| least > 0),
            max_properties: rule::count(ty.max_properties),
            items: rule::nested(value.rule.clone()),
            ..Rule::default()
        };
        Typed::ruled(TypeRef::Map(Box::new(value.inner())), rule)
    }

    fn string_enum(
        &mut self,
        ty: &StringType,
        at: &Pointer,
        name: &str,
        id: Option<TypeId>,
        docs: &Docs,
    ) -> Typed {
        let mut scope = Scope::new(Case::Pascal, names::VARIANTS);
        let mut variants: Vec<Variant> = Vec::new();
        let mut nullable = false;
        for (index, value) in ty.enumeration.iter().enumerate() {
            let at = at.child("enum").index(index);
            let Some(wire_name) = value else {
                nullable = true;
                continue;
            };
            if variants.iter().any(|variant| variant.wire_name == *wire_name) {
                self.diagnostics.error(&at, format!("`{wire_name}` is listed twice"));
                continue;
            }
            let ident = scope.claim(wire_name, &at, self.diagnostics);
            variants.push(Variant { wire_name: wire_name.clone(), ident });
        }
        let id = self.place(id);
        let unknown = crate::codegen::model::Ident("Unknown".to_owned());
        let shape = Shape::Enum(Enum { variants, unknown });
        Typed { nullable, ..self.define_in_place(id, shape, at, name, docs) }
    }

    fn place(&mut self, id: Option<TypeId>) -> (TypeId, bool) {
        match id {
            Some(id) => (id, true),
            None => (self.reserve(), false),
        }
    }

    /// Defines a type; one that stands in passing claims its name now.
    fn define_in_place(
        &mut self,
        (id, is_component): (TypeId, bool),
        shape: Shape,
        at: &Pointer,
        name: &str,
        docs: &Docs,
    ) -> Typed {
        let mut def = TypeDef { shape, ..blank(name, docs.clone(), at) };
        if !is_component {
            def.ident = self.type_names.claim(name, at, self.diagnostics);
        }
        self.define(id, def);
        Typed::plain(TypeRef::Named(id))
    }
}

/// Whether following an alias leads back to it.
fn names_only_itself(types: &[TypeDef], def: &TypeDef) -> bool {
    let mut next = &def.shape;
    for _ in 0..=types.len() {
        let Shape::Alias(Alias { ty: TypeRef::Named(id), .. }) = next else { return false };
        match types.get(id.0) {
            Some(target) => next = &target.shape,
            None => return false,
        }
    }
    true
}

/// What a field says of its type; the rest stands at the type.
fn first_paragraph(docs: &Docs) -> Docs {
    let text = docs.description.as_ref().or(docs.summary.as_ref());
    let first = text.and_then(|text| text.trim().split("\n\n").next());
    Docs { summary: None, description: first.map(str::to_owned) }
}

/// A definition with everything that later steps decide left open.
fn blank(name: &str, docs: Docs, at: &Pointer) -> TypeDef {
    TypeDef {
        name: name.to_owned(),
        ident: crate::codegen::model::Ident(String::new()),
        docs,
        shape: Shape::Alias(Alias { ty: TypeRef::Json, nullable: false, rule: Rule::default() }),
        traits: Traits { default: false, eq: false },
        sent: false,
        module: None,
        origin: at.clone(),
    }
}

/// Whether a member may be absent, and whether it may be null.
pub(super) fn presence(required: bool, nullable: bool) -> Presence {
    match (required, nullable) {
        (true, false) => Presence::Required,
        (false, false) => Presence::Optional,
        (true, true) => Presence::Nullable,
        (false, true) => Presence::OptionalNullable,
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
            let texts: Option<Vec<_>> =
                items.iter().map(|item| item.as_str().map(str::to_owned)).collect();
            texts.map_or_else(|| Literal::Json(value.to_string()), Literal::Texts)
        }
        Value::Null => Literal::Null,
        Value::Object(_) => Literal::Json(value.to_string()),
    }
}
