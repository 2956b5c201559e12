//! Texts and numbers at the edges of what a schema allows.

use serde_json::{Value, json};

use super::limit;
use crate::codegen::model::{Constraints, Number};

pub(super) fn strings(format: &str, limits: &Constraints) -> Vec<Value> {
    let of_format: &[&str] = match format {
        "date-time" => &["2024-02-29T23:59:59Z", "1999-12-31T00:00:00.123456+05:30"],
        "date" => &["2024-02-29", "0001-01-01"],
        "time" => &["23:59:59Z"],
        "uuid" => &[
            "00000000-0000-0000-0000-000000000000",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        ],
        "byte" => &["", "AAECAw==", "/+8="],
        "uri" | "url" => &["https://example.com/a?b=c#d"],
        "email" => &["a@example.com"],
        "ipv4" => &["192.0.2.1"],
        "ipv6" => &["2001:db8::1"],
        "int64" | "uint64" | "decimal" => &["0", "42"],
        _ => &[],
    };
    if !of_format.is_empty() {
        return of_format.iter().map(|text| json!(text)).collect();
    }
    let least = limit(limits, "minLength").unwrap_or(0);
    let most = limit(limits, "maxLength").unwrap_or(usize::MAX);
    let mut values = vec![json!("a".repeat(least.clamp(1, 300).min(most)))];
    if least == 0 {
        values.push(json!(""));
    }
    let odd = "é \u{2603} \"quoted\" \\ \u{7f}\n\u{1f980}";
    let count = odd.chars().count();
    if count >= least && count <= most {
        values.push(json!(odd));
    }
    if most <= 300 {
        values.push(json!("\u{e9}".repeat(most)));
    }
    values
}

pub(super) fn integers(format: &str, limits: &Constraints) -> Vec<Value> {
    let (lowest, highest) = match format {
        "int32" => (i128::from(i32::MIN), i128::from(i32::MAX)),
        "uint8" => (0, 255),
        "uint16" => (0, 65_535),
        "uint32" => (0, i128::from(u32::MAX)),
        "uint64" | "uint" => (0, i128::from(u64::MAX)),
        _ => (i128::from(i64::MIN), i128::from(i64::MAX)),
    };
    let whole = |keyword: &str| match limits.get(keyword)? {
        Number::Integer(value) => Some(value),
        Number::Float(_) => None,
    };
    let above = whole("exclusiveMinimum").map(|bound| bound + 1);
    let below = whole("exclusiveMaximum").map(|bound| bound - 1);
    let lower = [whole("minimum"), above].into_iter().flatten();
    let upper = [whole("maximum"), below].into_iter().flatten();
    let least = lower.fold(lowest, i128::max);
    let most = upper.fold(highest, i128::min);
    let step = whole("multipleOf").filter(|step| *step > 0).unwrap_or(1);
    let some = if format == "int32" { -1 } else { -7 };
    let mut values = Vec::new();
    for edge in [1, 0, some, least, most, least.max(0)] {
        let value = edge.div_euclid(step) * step;
        if value >= least && value <= most {
            let small = i64::try_from(value).map(Value::from);
            values.extend(small.or_else(|_| u64::try_from(value).map(Value::from)));
        }
    }
    values.dedup();
    values
}

pub(super) fn numbers(format: &str, limits: &Constraints) -> Vec<Value> {
    let float = |keyword: &str| limits.get(keyword).map(Number::float);
    let allows = |value: &f64| {
        float("minimum").is_none_or(|bound| *value >= bound)
            && float("exclusiveMinimum").is_none_or(|bound| *value > bound)
            && float("maximum").is_none_or(|bound| *value <= bound)
            && float("exclusiveMaximum").is_none_or(|bound| *value < bound)
    };
    let plain = [0.5, 0.0, 1.0, -1.5].into_iter();
    let wide = [
        Some(1e300),
        Some(-2.5e-300),
        float("minimum"),
        float("maximum"),
    ];
    let wide = wide.into_iter().flatten().filter(|_| format != "float");
    let values = plain.chain(wide).filter(allows);
    values.map(Value::from).collect()
}
