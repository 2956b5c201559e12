//! Texts and numbers at the edges of what a schema allows.

use serde_json::{Number as JsonNumber, Value, json};

use super::limits;
use crate::codegen::lower::ResolvedSchema;
use crate::codegen::model::Number;

/// The longest text that is made because of a limit.
const LONGEST: usize = 300;

pub(super) fn strings(schema: &ResolvedSchema<'_>) -> Vec<Value> {
    let of_format: &[&str] = match schema.format.as_deref() {
        Some("date-time") => &["2024-02-29T23:59:59Z", "1999-12-31T00:00:00.123456+05:30"],
        Some("date") => &["2024-02-29", "0001-01-01"],
        Some("time") => &["23:59:59Z"],
        Some("uuid") => &[
            "00000000-0000-0000-0000-000000000000",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        ],
        Some("byte") => &["", "AAECAw==", "/+8="],
        Some("uri" | "url") => &["https://example.com/a?b=c#d"],
        Some("email") => &["a@example.com"],
        Some("ipv4") => &["192.0.2.1"],
        Some("ipv6") => &["2001:db8::1"],
        Some("int64" | "uint64" | "decimal") => &["0", "42"],
        _ => &[],
    };
    if !of_format.is_empty() {
        return of_format.iter().map(|text| json!(text)).collect();
    }
    let lengths = limits(&schema.constraints, "minLength", "maxLength");
    let (least, most) = (*lengths.start(), *lengths.end());
    let mut texts = vec![
        "a".repeat(least.clamp(1, LONGEST)),
        String::new(),
        "é \u{2603} \"quoted\" \\ \u{7f}\n\u{1f980}".to_owned(),
    ];
    if most <= LONGEST {
        texts.push("\u{e9}".repeat(most));
    }
    texts.retain(|text| (least.min(LONGEST)..=most).contains(&text.chars().count()));
    texts.into_iter().map(Value::String).collect()
}

pub(super) fn integers(schema: &ResolvedSchema<'_>) -> Vec<Value> {
    let all = (i64::MIN.into(), i64::MAX.into());
    within(schema, range(schema).unwrap_or(all))
}

/// Numbers of a format that has whole ones only.
pub(super) fn whole_numbers(schema: &ResolvedSchema<'_>) -> Option<Vec<Value>> {
    Some(within(schema, range(schema)?))
}

/// The least and the greatest integer of a format.
fn range(schema: &ResolvedSchema<'_>) -> Option<(i128, i128)> {
    Some(match schema.format.as_deref()? {
        "int8" => (i8::MIN.into(), i8::MAX.into()),
        "int16" => (i16::MIN.into(), i16::MAX.into()),
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "int64" => (i64::MIN.into(), i64::MAX.into()),
        "uint8" => (0, u8::MAX.into()),
        "uint16" => (0, u16::MAX.into()),
        "uint32" => (0, u32::MAX.into()),
        "uint64" => (0, u64::MAX.into()),
        _ => return None,
    })
}

fn within(schema: &ResolvedSchema<'_>, (lowest, highest): (i128, i128)) -> Vec<Value> {
    let constraints = &schema.constraints;
    // The bound as an integer, rounded to the side on which values are allowed.
    let bound = |keyword: &str, round: fn(f64) -> f64, step: i128| match constraints.get(keyword)? {
        Number::Integer(bound) => Some(bound.saturating_add(step)),
        Number::Float(bound) => Some((round(bound) as i128).saturating_add(step)),
    };
    let least = bound("minimum", f64::ceil, 0)
        .max(bound("exclusiveMinimum", f64::floor, 1))
        .map_or(lowest, |bound| bound.max(lowest));
    let most = [
        bound("maximum", f64::floor, 0),
        bound("exclusiveMaximum", f64::ceil, -1),
    ];
    let most = most.into_iter().flatten().fold(highest, i128::min);
    let step = bound("multipleOf", f64::ceil, 0).map_or(1, |step| step.max(1));
    // The first multiple from the least on.
    let first = least.saturating_add((-least).rem_euclid(step));
    let mut values = Vec::new();
    for edge in [1, 0, -7, first, most] {
        let value = edge.div_euclid(step) * step;
        if value >= least && value <= most {
            let number = i64::try_from(value).map(JsonNumber::from);
            let number = number.or_else(|_| u64::try_from(value).map(JsonNumber::from));
            values.extend(number.map(Value::Number));
        }
    }
    values
}

pub(super) fn numbers(schema: &ResolvedSchema<'_>) -> Vec<Value> {
    let constraints = &schema.constraints;
    let float = |keyword: &str| constraints.get(keyword).map(Number::float);
    let (above, below) = (float("exclusiveMinimum"), float("exclusiveMaximum"));
    let least = float("minimum").or(above).unwrap_or(f64::MIN);
    let most = float("maximum").or(below).unwrap_or(f64::MAX);
    let step = float("multipleOf").filter(|step| *step > 0.0);
    let is_narrow = schema.format.as_deref() == Some("float");
    let fits = |value: &f64| {
        (least..=most).contains(value)
            && above.is_none_or(|bound| *value > bound)
            && below.is_none_or(|bound| *value < bound)
            && (!is_narrow || (*value as f32).to_string().parse() == Ok(*value))
    };
    let between = least / 2.0 + most / 2.0;
    let values = [0.5, 0.0, 1.0, least, most, between, -1.5, -2.5e-300];
    let values = values.map(|value| step.map_or(value, |step| (value / step).round() * step));
    values.into_iter().filter(fits).map(Value::from).collect()
}
