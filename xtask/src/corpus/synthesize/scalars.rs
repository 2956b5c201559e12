//! Texts and numbers at the edges of what a schema allows.

use serde_json::{Number, Value, json};

use super::limit;

pub(super) fn strings(schema: &Value) -> Vec<Value> {
    let of_format: &[&str] = match schema["format"].as_str() {
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
    let least = limit(schema, "minLength").unwrap_or(0);
    let most = limit(schema, "maxLength").unwrap_or(usize::MAX);
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

pub(super) fn integers(schema: &Value) -> Vec<Value> {
    let narrow = matches!(schema["format"].as_str(), Some("int32"));
    let (lowest, highest) = match schema["format"].as_str() {
        Some("int32") => (i128::from(i32::MIN), i128::from(i32::MAX)),
        Some("uint8") => (0, 255),
        Some("uint16") => (0, 65_535),
        Some("uint32") => (0, i128::from(u32::MAX)),
        Some("uint64" | "uint") => (0, i128::from(u64::MAX)),
        _ => (i128::from(i64::MIN), i128::from(i64::MAX)),
    };
    let bound = |keyword: &str, exclusive: &str, step: i128| {
        let bound = whole(&schema[keyword])?;
        let is_exclusive = schema[exclusive] == json!(true);
        Some(if is_exclusive { bound + step } else { bound })
    };
    let least = bound("minimum", "exclusiveMinimum", 1).map_or(lowest, |bound| bound.max(lowest));
    let most = bound("maximum", "exclusiveMaximum", -1).map_or(highest, |bound| bound.min(highest));
    let step = whole(&schema["multipleOf"])
        .filter(|step| *step > 0)
        .unwrap_or(1);
    let mut values = Vec::new();
    let edges = if narrow {
        [1, 0, -1, least, most]
    } else {
        [1, 0, -7, least, most]
    };
    for edge in edges {
        let value = edge.div_euclid(step) * step;
        if value >= least && value <= most {
            let number = i64::try_from(value)
                .map(Number::from)
                .or_else(|_| u64::try_from(value).map(Number::from));
            values.extend(number.map(Value::Number));
        }
    }
    values.dedup();
    if values.is_empty() {
        let value = least.max(0).div_euclid(step) * step;
        values.extend(i64::try_from(value).map(|value| json!(value)));
    }
    values
}

fn whole(value: &Value) -> Option<i128> {
    value
        .as_i64()
        .map(i128::from)
        .or_else(|| value.as_u64().map(i128::from))
}

pub(super) fn numbers(schema: &Value) -> Vec<Value> {
    let least = schema["minimum"].as_f64().unwrap_or(f64::MIN);
    let most = schema["maximum"].as_f64().unwrap_or(f64::MAX);
    let is_narrow = schema["format"] == json!("float");
    let wide: &[f64] = if is_narrow { &[] } else { &[1e300, -2.5e-300] };
    let mut values: Vec<Value> = [0.5, 0.0, 1.0, -1.5]
        .iter()
        .chain(wide)
        .filter(|value| **value >= least && **value <= most)
        .map(|value| json!(value))
        .collect();
    for edge in ["minimum", "maximum"] {
        values.extend(
            schema[edge]
                .as_f64()
                .filter(|_| !is_narrow)
                .map(|edge| json!(edge)),
        );
    }
    values
}
