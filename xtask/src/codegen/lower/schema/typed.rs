//! What lowering a schema gives.
//!
//! In: nothing. Out: [`Typed`], and the forms in which schemas and values
//! are handed around. Deliberately absent: decisions.

use openapiv3::{ReferenceOr, Schema};

use crate::codegen::model::{Constraints, Docs, Literal, Notes, TypeRef};

/// What a use of a schema says.
#[derive(Clone, Debug)]
pub(crate) struct Typed {
    pub(crate) ty: TypeRef,
    pub(crate) nullable: bool,
    pub(crate) rule: Constraints,
    pub(crate) docs: Docs,
    pub(crate) default: Option<Literal>,
    pub(crate) example: Option<serde_json::Value>,
    pub(crate) notes: Notes,
}

impl Typed {
    pub(crate) fn plain(ty: TypeRef) -> Self {
        Self {
            ty,
            nullable: false,
            rule: Constraints::default(),
            docs: Docs::default(),
            default: None,
            example: None,
            notes: Notes::default(),
        }
    }

    /// Text without limits: what stands in for a schema that was refused.
    pub(crate) fn text() -> Self {
        Self::plain(TypeRef::String)
    }

    pub(crate) fn ruled(ty: TypeRef, rule: Constraints) -> Self {
        Self {
            rule,
            ..Self::plain(ty)
        }
    }

    /// The type with null among its values where the schema says so: what
    /// stands in a list or a map.
    pub(crate) fn inner(self) -> TypeRef {
        if self.nullable && self.ty != TypeRef::Json {
            TypeRef::Nullable(Box::new(self.ty))
        } else {
            self.ty
        }
    }
}

/// A schema, boxed or not: properties and items hold boxes.
pub(crate) fn unbox(schema: &ReferenceOr<Box<Schema>>) -> ReferenceOr<&Schema> {
    match schema {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference {
            reference: reference.clone(),
        },
        ReferenceOr::Item(schema) => ReferenceOr::Item(schema),
    }
}

/// Borrows a schema in the form that [`Lowering::schema`] takes.
pub(crate) fn borrow(schema: &ReferenceOr<Schema>) -> ReferenceOr<&Schema> {
    match schema {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference {
            reference: reference.clone(),
        },
        ReferenceOr::Item(schema) => ReferenceOr::Item(schema),
    }
}

/// A value of the description, as far as it can be spelled.
pub(crate) fn literal(value: &serde_json::Value) -> Literal {
    Literal::from(value)
}
