//! What lowering a schema gives.
//!
//! In: nothing. Out: [`LoweredSchema`], and the forms in which schemas and values
//! are handed around. Deliberately absent: decisions.

use crate::codegen::model::{Annotations, Constraints, Docs, Literal, TypeRef};

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

    pub(crate) fn constrained(ty: TypeRef, constraints: Constraints) -> Self {
        Self {
            constraints,
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

/// A value of the description as JSON. The audit has refused what JSON can't hold.
pub(crate) fn json(value: &serde_yaml::Value) -> serde_json::Value {
    use serde_yaml::Value;
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(value) => (*value).into(),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(whole), _, _) => whole.into(),
            (_, Some(whole), _) => whole.into(),
            (_, _, float) => float.into(),
        },
        Value::String(text) => text.as_str().into(),
        Value::Sequence(items) => items.iter().map(json).collect(),
        Value::Mapping(members) => members
            .iter()
            .filter_map(|(name, value)| Some((name.as_str()?.to_owned(), json(value))))
            .collect(),
        Value::Tagged(tagged) => json(&tagged.value),
    }
}

/// A value of the description, as far as it can be spelled.
pub(crate) fn literal(value: &serde_json::Value) -> Literal {
    Literal::from(value)
}
