//! The values in the documentation's examples.
//!
//! In: the `example` of a request body. Out: [`Literal`]s for
//! arguments and setters. Deliberately absent: anything that needs more than a
//! literal to write: the reader shall see the call, not the data.

use std::cmp::Ordering;

use crate::codegen::lower::operation::Operations;
use crate::codegen::model::{
    Body, Constraints, Field, Literal, Number, Presence, Setter, Shape, TypeRef,
};

/// How many setters an example shows.
const SHOWN: usize = 3;
/// The longest text that is made because it must be so long.
const LONGEST: usize = 64;

/// Returns the example of a required field where its type can have it, or another value.
pub(crate) fn of_field(field: &Field, example: Option<Literal>) -> Literal {
    let format = field.annotations.format.as_deref();
    match field.presence {
        Presence::Nullable => Literal::Json(String::new()),
        _ => of_type(
            &field.ty,
            &field.wire_name,
            &field.constraints,
            format,
            example,
        ),
    }
}

/// Returns the example where the type can have it, or another value, within its limits.
pub(crate) fn of_type(
    ty: &TypeRef,
    name: &str,
    limits: &Constraints,
    format: Option<&str>,
    example: Option<Literal>,
) -> Literal {
    if let Some(example) = example.filter(|example| fits(ty, example)) {
        return example;
    }
    match ty {
        TypeRef::String => Literal::Text(text(name, limits, format)),
        TypeRef::Bool => Literal::Bool(true),
        TypeRef::I32 | TypeRef::I64 => Literal::Number(within(Number::Integer(1), limits)),
        TypeRef::F32 | TypeRef::F64 => Literal::Number(within(Number::Float(1.0), limits)),
        _ => Literal::Json(String::new()),
    }
}

/// A text of a format, or one that says what it stands for, as long as it has to be.
fn text(name: &str, limits: &Constraints, format: Option<&str>) -> String {
    let of_format = match format {
        Some("byte") => "aGVsbG8=",
        Some("date") => "2030-12-31",
        Some("date-time") => "2030-12-31T12:00:00Z",
        Some("email") => "somebody@example.com",
        Some("uri" | "url") => "https://example.com",
        Some("uuid") => "123e4567-e89b-12d3-a456-426614174000",
        _ => "",
    };
    if !of_format.is_empty() {
        return of_format.to_owned();
    }
    let count = |keyword| match limits.get(keyword)? {
        Number::Integer(count) => usize::try_from(count).ok(),
        Number::Float(_) => None,
    };
    let length = name.chars().count();
    let length = length.max(count("minLength").unwrap_or(0).min(LONGEST));
    let length = length.min(count("maxLength").unwrap_or(length));
    name.chars().cycle().take(length).collect()
}

/// The number, or the limit that it is beyond.
fn within(number: Number, limits: &Constraints) -> Number {
    let beyond = |keyword, order| {
        let limit = limits.get(keyword)?;
        (limit.compare(number) == Some(order)).then_some(limit)
    };
    let limit = beyond("minimum", Ordering::Greater).or_else(|| beyond("maximum", Ordering::Less));
    match (limit, number) {
        (Some(limit @ Number::Integer(_)), Number::Integer(_)) => limit,
        (Some(limit @ Number::Float(_)), Number::Float(_)) => limit,
        #[expect(clippy::cast_precision_loss, reason = "an example need not be exact")]
        (Some(Number::Integer(limit)), Number::Float(_)) => Number::Float(limit as f64),
        _ => number,
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
