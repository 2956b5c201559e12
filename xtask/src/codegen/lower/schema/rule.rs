//! The constraints of values, as openapiv3 has their keywords.
//!
//! In: the keywords of one type. Out: [`Constraints`]. Deliberately absent: what they mean,
//! which [`Constraints::read`] knows, and anything about values that come back.

use openapiv3::{AnySchema, ArrayType, IntegerType, NumberType, ObjectType, StringType};

use crate::codegen::model::{Constraints, Literal, Number};

pub(crate) fn string(ty: &StringType) -> Constraints {
    Constraints::read(false, |keyword| match keyword {
        "minLength" => count(ty.min_length),
        "maxLength" => count(ty.max_length),
        _ => None,
    })
}

pub(crate) fn integer(ty: &IntegerType) -> Constraints {
    let number = |value: Option<i64>| {
        let integer = |value| Literal::Number(Number::Integer(i128::from(value)));
        value.map(integer)
    };
    Constraints::read(true, |keyword| match keyword {
        "minimum" => number(ty.minimum),
        "maximum" => number(ty.maximum),
        "exclusiveMinimum" => Some(Literal::Bool(ty.exclusive_minimum)),
        "exclusiveMaximum" => Some(Literal::Bool(ty.exclusive_maximum)),
        "multipleOf" => number(ty.multiple_of),
        _ => None,
    })
}

pub(crate) fn number(ty: &NumberType) -> Constraints {
    Constraints::read(false, |keyword| match keyword {
        "minimum" => float(ty.minimum),
        "maximum" => float(ty.maximum),
        "exclusiveMinimum" => Some(Literal::Bool(ty.exclusive_minimum)),
        "exclusiveMaximum" => Some(Literal::Bool(ty.exclusive_maximum)),
        "multipleOf" => float(ty.multiple_of),
        _ => None,
    })
}

pub(crate) fn array(ty: &ArrayType) -> Constraints {
    Constraints::read(false, |keyword| match keyword {
        "minItems" => count(ty.min_items),
        "maxItems" => count(ty.max_items),
        "uniqueItems" => Some(Literal::Bool(ty.unique_items)),
        _ => None,
    })
}

pub(crate) fn object(ty: &ObjectType) -> Constraints {
    Constraints::read(false, |keyword| match keyword {
        "minProperties" => count(ty.min_properties),
        "maxProperties" => count(ty.max_properties),
        _ => None,
    })
}

/// Of several kinds of keywords, or of a schema without a type.
pub(crate) fn any(any: &AnySchema) -> Constraints {
    let is_integer = any.typ.as_deref() == Some("integer");
    Constraints::read(is_integer, |keyword| match keyword {
        "minLength" => count(any.min_length),
        "maxLength" => count(any.max_length),
        "minimum" => float(any.minimum),
        "maximum" => float(any.maximum),
        "exclusiveMinimum" => any.exclusive_minimum.map(Literal::Bool),
        "exclusiveMaximum" => any.exclusive_maximum.map(Literal::Bool),
        "multipleOf" => float(any.multiple_of),
        "minItems" => count(any.min_items),
        "maxItems" => count(any.max_items),
        "uniqueItems" => any.unique_items.map(Literal::Bool),
        "minProperties" => count(any.min_properties),
        "maxProperties" => count(any.max_properties),
        _ => None,
    })
}

fn count(value: Option<usize>) -> Option<Literal> {
    let count = i128::try_from(value?).ok()?;
    Some(Literal::Number(Number::Integer(count)))
}

fn float(value: Option<f64>) -> Option<Literal> {
    value.map(|value| Literal::Number(Number::Float(value)))
}
