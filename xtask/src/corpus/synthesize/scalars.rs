//! Texts and numbers at the edges of what a schema allows.

use serde_json::{Number as JsonNumber, Value, json};

use super::count;
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
    let least = count(schema.rule.min_length).unwrap_or(0).min(LONGEST);
    let most = count(schema.rule.max_length).unwrap_or(usize::MAX);
    let mut texts = vec![
        "a".repeat(least.max(1)),
        String::new(),
        "é \u{2603} \"quoted\" \\ \u{7f}\n\u{1f980}".to_owned(),
    ];
    if most <= LONGEST {
        texts.push("\u{e9}".repeat(most));
    }
    texts.retain(|text| (least..=most).contains(&text.chars().count()));
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
    let rule = &schema.rule;
    let least = [
        Some(lowest),
        rule.minimum.map(|bound| whole(bound, f64::ceil)),
        rule.exclusive_minimum
            .map(|bound| whole(bound, f64::floor).saturating_add(1)),
    ];
    let most = [
        Some(highest),
        rule.maximum.map(|bound| whole(bound, f64::floor)),
        rule.exclusive_maximum
            .map(|bound| whole(bound, f64::ceil).saturating_sub(1)),
    ];
    let least = least.into_iter().flatten().max().unwrap_or(lowest);
    let most = most.into_iter().flatten().min().unwrap_or(highest);
    let step = rule.multiple_of.map_or(1, |step| whole(step, f64::ceil));
    let step = step.max(1);
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
    values.dedup();
    values
}

/// A bound as an integer, rounded to the side on which values are allowed.
fn whole(bound: Number, round: fn(f64) -> f64) -> i128 {
    match bound {
        Number::Integer(value) => value,
        Number::Float(value) => round(value) as i128,
    }
}

pub(super) fn numbers(schema: &ResolvedSchema<'_>) -> Vec<Value> {
    let rule = &schema.rule;
    let float = |bound: Option<Number>| bound.map(Number::float);
    let least = float(rule.minimum).unwrap_or(f64::MIN);
    let most = float(rule.maximum).unwrap_or(f64::MAX);
    let above = float(rule.exclusive_minimum);
    let below = float(rule.exclusive_maximum);
    let is_narrow = schema.format.as_deref() == Some("float");
    let fits = |value: &f64| {
        let is_in_bounds = (least..=most).contains(value)
            && above.is_none_or(|bound| *value > bound)
            && below.is_none_or(|bound| *value < bound);
        is_in_bounds && (!is_narrow || f64::from(*value as f32) == *value)
    };
    let low = above.unwrap_or(least);
    let high = below.unwrap_or(most);
    let mut values: Vec<f64> = vec![0.5, 0.0, 1.0, -1.5, 1e300, -2.5e-300];
    // Those at an end that is no value itself, and what is between two ends.
    values.extend([low, high, low + 0.5, high - 0.5, low / 2.0 + high / 2.0]);
    if let Some(step) = float(rule.multiple_of).filter(|step| *step > 0.0) {
        values
            .iter_mut()
            .for_each(|value| *value = (*value / step).round() * step);
    }
    let mut distinct: Vec<Value> = Vec::new();
    for value in values.into_iter().filter(fits).map(|value| json!(value)) {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    distinct
}
