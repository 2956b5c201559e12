//! What lowering a schema gives.
//!
//! In: nothing. Out: [`LoweredSchema`], and the forms in which schemas and values
//! are handed around. Deliberately absent: decisions.

use crate::codegen::model::{
    Annotations, Constraints, Docs, Field, Ident, Literal, Presence, TypeRef,
};
use crate::codegen::source::Pointer;

/// What a use of a schema says.
#[derive(Clone, Debug)]
pub(crate) struct LoweredSchema {
    pub(crate) ty: TypeRef,
    pub(crate) nullable: bool,
    pub(crate) constraints: Constraints,
    pub(crate) docs: Docs,
    pub(crate) default: Option<Literal>,
    pub(crate) example: Option<serde_json::Value>,
    pub(crate) annotations: Annotations,
}

impl LoweredSchema {
    pub(crate) fn plain(ty: TypeRef) -> Self {
        Self {
            ty,
            nullable: false,
            constraints: Constraints::default(),
            docs: Docs::default(),
            default: None,
            example: None,
            annotations: Annotations::default(),
        }
    }

    /// Text without limits: what stands in for a schema that was refused.
    pub(crate) fn text() -> Self {
        Self::plain(TypeRef::String)
    }

    /// A list or a map of such values.
    pub(crate) fn collected(
        self,
        collection: fn(Box<TypeRef>) -> TypeRef,
        constraints: &Constraints,
    ) -> Self {
        let constraints = constraints.clone().with_items(self.constraints.clone());
        Self {
            constraints,
            ..Self::plain(collection(Box::new(self.inner())))
        }
    }

    /// The field of a struct that it becomes.
    pub(crate) fn field(
        self,
        wire_name: &str,
        ident: Ident,
        presence: Presence,
        origin: Pointer,
    ) -> Field {
        Field {
            wire_name: wire_name.to_owned(),
            ident,
            presence,
            ty: self.ty,
            constraints: self.constraints,
            docs: self.docs,
            default: self.default,
            annotations: self.annotations,
            origin,
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

/// A value of the description as JSON. The audit has refused what JSON can't hold.
pub(crate) fn json(value: &serde_yaml::Value) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or_default()
}
