//! The values in the documentation's examples.
//!
//! In: the `example` of a request body. Out: [`Literal`]s for
//! arguments and setters. Deliberately absent: anything that needs more than a
//! literal to write: the reader shall see the call, not the data.

use crate::codegen::lower::operation::Operations;
use crate::codegen::model::{Body, Field, Literal, Number, Presence, Setter, Shape, TypeRef};

/// How many setters an example shows.
const SHOWN: usize = 3;

/// Returns a value for a required member of a body.
pub(crate) fn of_field(field: &Field, example: Option<&serde_json::Value>) -> Literal {
    let example = example.and_then(|all| all.get(&field.wire_name));
    of_type(field, example.map(Literal::from))
}

/// Returns the example where the type can have it, or another value.
pub(crate) fn of_type(field: &Field, example: Option<Literal>) -> Literal {
    if field.presence == Presence::Nullable {
        return Literal::Json(String::new());
    }
    match (&field.ty, example) {
        (TypeRef::String, Some(value @ Literal::Text(_)))
        | (TypeRef::Bool, Some(value @ Literal::Bool(_))) => value,
        (TypeRef::I32 | TypeRef::I64, Some(value @ Literal::Number(Number::Integer(_)))) => value,
        (TypeRef::F32 | TypeRef::F64, Some(value @ Literal::Number(Number::Float(_)))) => value,
        (TypeRef::String, _) => Literal::Text(field.wire_name.clone()),
        (TypeRef::Bool, _) => Literal::Bool(true),
        (TypeRef::I32 | TypeRef::I64, _) => Literal::Number(Number::Integer(1)),
        (TypeRef::F32 | TypeRef::F64, _) => Literal::Number(Number::Float(1.0)),
        _ => Literal::Json(String::new()),
    }
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
