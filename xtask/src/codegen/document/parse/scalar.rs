//! What a plain YAML scalar means.
//!
//! In: an unquoted text. Out: null, a boolean, a number or text, by the core schema of YAML
//! 1.2: `yes`, `on`, `1_000` and `0b11` are text, `017` is 17 and `0o17` is 15. Deliberately
//! absent: tags and keys, which `yaml` reads.

use serde_yaml::{Number, Value};

/// A number that no JSON value can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::codegen::document) enum NotANumber {
    /// `.inf`, `.nan` and their spellings.
    NotFinite,
    /// A decimal number beyond the largest 64-bit float.
    TooLarge,
}

/// Returns the value of a plain scalar.
pub(in crate::codegen::document) fn resolve(text: &str) -> Result<Value, NotANumber> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(Value::Null),
        "true" | "True" | "TRUE" => return Ok(Value::Bool(true)),
        "false" | "False" | "FALSE" => return Ok(Value::Bool(false)),
        _ => {}
    }
    // Most scalars are words; only these characters begin a number.
    if !text.starts_with(|first: char| "+-.0123456789".contains(first)) {
        return Ok(Value::String(text.to_owned()));
    }
    if let Some(number) = integer(text) {
        return Ok(Value::Number(number));
    }
    match float(text)? {
        Some(number) => Ok(Value::Number(number.into())),
        None => Ok(Value::String(text.to_owned())),
    }
}

/// A whole number of 64 bits: decimal, with a sign perhaps, or hexadecimal or octal without.
fn integer(text: &str) -> Option<Number> {
    let (radix, digits) = match text.get(..2) {
        Some("0x") => (16, &text[2..]),
        Some("0o") => (8, &text[2..]),
        _ => (10, text),
    };
    if radix != 10 && digits.starts_with(['+', '-']) {
        return None;
    }
    let unsigned = u64::from_str_radix(digits, radix).ok().map(Number::from);
    unsigned.or_else(|| i64::from_str_radix(digits, radix).ok().map(Number::from))
}

fn float(text: &str) -> Result<Option<f64>, NotANumber> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if let ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN" = unsigned {
        return Err(NotANumber::NotFinite);
    }
    // The parser of the standard library also takes words such as `infinity`, which are
    // text in YAML.
    if !unsigned.starts_with(|first: char| first == '.' || first.is_ascii_digit()) {
        return Ok(None);
    }
    match text.parse::<f64>() {
        Ok(number) if !number.is_finite() => Err(NotANumber::TooLarge),
        number => Ok(number.ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_mean_what_serde_yaml_takes_them_for() {
        let texts = "~ null Null NULL nUll true True TRUE false yes no on off y n 0 -0 +0 1 -1 +1 12_000 1_000 \
            0o17 0x10 0x 0o8 0xg 0x-1 0x+1 -0x-1 ++1 +-1 -+1 --1 - + . .. .5 5. -.5 +.5 1.5 -1.5 +1.5 \
            1e3 1E3 1e+3 1e-3 -1e3 e5 1e .e3 01.5 00.5 2001-01-01 1.2.3 3.1.0 3.1 inf infinity nan NaN -inf +inf .nanx \
            9223372036854775807 9223372036854775808 -9223372036854775808 18446744073709551615 1e400x 0.1e1 é ١";
        for text in texts.split_whitespace() {
            let expected: Value = serde_yaml::from_str(&format!("[{text}]")).unwrap();
            assert_eq!(
                resolve(text).map(|value| vec![value]),
                Ok(expected.as_sequence().unwrap().clone()),
                "{text}"
            );
        }
        assert_eq!(resolve(""), Ok(Value::Null));
    }

    /// Where serde_yaml is older than YAML 1.2.
    #[test]
    fn numbers_are_those_of_the_core_schema() {
        for (text, expected) in [
            ("00", 0),
            ("017", 17),
            ("-017", -17),
            ("+017", 17),
            ("012", 12),
        ] {
            assert_eq!(resolve(text), Ok(Value::from(expected)), "{text}");
        }
        for text in ["0b11", "-0b1", "-0o14", "-0x10", "+0x1F", "-0o7"] {
            assert_eq!(resolve(text), Ok(Value::from(text)), "{text}");
        }
    }

    #[test]
    fn numbers_without_a_value_are_refused() {
        for text in [".nan", ".NaN", ".NAN", ".inf", "-.inf", "+.Inf", ".INF"] {
            assert_eq!(resolve(text), Err(NotANumber::NotFinite), "{text}");
        }
        for text in ["1e400", "-1e400", "+1e999"] {
            assert_eq!(resolve(text), Err(NotANumber::TooLarge), "{text}");
        }
    }

    #[test]
    fn whole_numbers_beyond_64_bits_become_floats_as_in_json() {
        for (text, expected) in [
            ("18446744073709551616", 18446744073709551616.0),
            ("-9223372036854775809", -9223372036854775808.0),
        ] {
            assert_eq!(resolve(text), Ok(Value::from(expected)), "{text}");
        }
    }
}
