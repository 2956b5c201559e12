//! The values in the documentation's examples.
//!
//! In: the `example` of a request body. Out: [`Literal`]s for
//! arguments and setters. Deliberately absent: anything that needs more than a
//! literal to write: the reader shall see the call, not the data.

use crate::codegen::lower::operation::Operations;
use crate::codegen::model::{Body, Field, Literal, Number, Presence, Setter, Shape, TypeRef};

/// How many setters an example shows.
const SHOWN: usize = 3;

/// Returns the example of a required field where its type can have it, or another value.
pub(crate) fn of_field(field: &Field, example: Option<Literal>) -> Literal {
    match field.presence {
        Presence::Nullable => Literal::Json(String::new()),
        _ => of_type(&field.ty, &field.wire_name, example),
    }
}

/// Returns the example where the type can have it, or another value.
pub(crate) fn of_type(ty: &TypeRef, name: &str, example: Option<Literal>) -> Literal {
    if let Some(example) = example.filter(|example| fits(ty, example)) {
        return example;
    }
    match ty {
        TypeRef::String => Literal::Text(name.to_owned()),
        TypeRef::Bool => Literal::Bool(true),
        TypeRef::I32 | TypeRef::I64 => Literal::Number(Number::Integer(1)),
        TypeRef::F32 | TypeRef::F64 => Literal::Number(Number::Float(1.0)),
        _ => Literal::Json(String::new()),
    }
}

/// Whether a value of a type is spelled as this literal.
fn fits(ty: &TypeRef, literal: &Literal) -> bool {
    matches!(
        (ty, literal),
        (TypeRef::String, Literal::Text(_))
            | (TypeRef::Bool, Literal::Bool(_))
            | (
                TypeRef::I32 | TypeRef::I64,
                Literal::Number(Number::Integer(_))
            )
            | (
                TypeRef::F32 | TypeRef::F64,
                Literal::Number(Number::Float(_))
            )
    )
}

impl Operations<'_, '_> {
    /// Picks the first members of the example that a literal can write.
    pub(crate) fn example_setters(
        &self,
        body: &Body,
        fields: &[Field],
        example: Option<&serde_json::Value>,
    ) -> Vec<(usize, Literal)> {
        let shown = |(place, setter): (usize, &Setter)| {
            let field = &fields[setter.field];
            let value = example?.get(&field.wire_name)?;
            if value.is_null() && setter.clear.is_some() {
                return Some((place, Literal::Null));
            }
            Some((place, self.setter_value(&field.ty, value)?))
        };
        let setters = body.setters.iter().enumerate();
        setters.filter_map(shown).take(SHOWN).collect()
    }

    fn setter_value(&self, ty: &TypeRef, value: &serde_json::Value) -> Option<Literal> {
        match (ty, Literal::from(value)) {
            (TypeRef::String, value @ Literal::Text(_))
            | (TypeRef::Bool, value @ Literal::Bool(_))
            | (TypeRef::I32 | TypeRef::I64, value @ Literal::Number(Number::Integer(_))) => {
                Some(value)
            }
            (TypeRef::List(item), Literal::Texts(texts))
                if **item == TypeRef::String && !texts.is_empty() =>
            {
                Some(Literal::Texts(texts))
            }
            (TypeRef::Named(id), Literal::Text(text)) => {
                let Shape::Enum(def) = self.schemas.shape(*id)? else {
                    return None;
                };
                let mut variants = def.variants.iter();
                let place = variants.position(|variant| variant.wire_name == text)?;
                Some(Literal::Variant(*id, place))
            }
            _ => None,
        }
    }
}
