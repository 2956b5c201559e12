//! Integers that a service writes with a fraction of zero, or with an exponent.
//!
//! In: JSON that could not be read as it stands. Out: the same, with whole numbers that a float
//! can't hold written as integers, and the integer that a smaller one is. Deliberately absent:
//! speed, as JSON is read without any of this first.

use std::borrow::Cow;

use serde_json::Number;

/// Up to here every integer is a float, and no other integer becomes the same one.
const EXACT: u64 = 1 << 53;

/// Returns the integer that a number is, if it is written as a fraction and is none.
pub(super) fn integer(number: &Number) -> Option<i64> {
    let float = number.as_f64().filter(|_| number.is_f64())?;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "whole floats up to 2^53 are exact"
    )]
    let exact = (float.fract() == 0.0 && float.abs() < EXACT as f64).then_some(float as i64);
    exact
}

/// Writes numbers such as `9007199254740993.0` as integers: read as floats they would become
/// others.
pub(super) fn spelled_out(json: &str) -> Cow<'_, str> {
    let (mut text, mut copied, mut start) = (String::new(), 0, 0);
    while let Some(found) = next_number(json, start) {
        start = found.end;
        if let Some(integer) = json.get(found.clone()).and_then(large_integer) {
            text.push_str(json.get(copied..found.start).unwrap_or_default());
            text.push_str(&integer);
            copied = found.end;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(json);
    }
    text.push_str(json.get(copied..).unwrap_or_default());
    Cow::Owned(text)
}

/// Finds the next number that does not stand in a string.
fn next_number(json: &str, start: usize) -> Option<std::ops::Range<usize>> {
    let bytes = json.as_bytes();
    let (mut at, mut is_text) = (start, false);
    loop {
        match bytes.get(at)? {
            b'"' => is_text = !is_text,
            b'\\' => at += 1,
            b'-' | b'0'..=b'9' if !is_text => break,
            _ => {}
        }
        at += 1;
    }
    let of_number = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
    let length = bytes.get(at..)?.iter().take_while(of_number).count();
    Some(at..at + length)
}

/// Returns a whole number of 64 bits without its fraction and exponent, if a float is too small
/// for it.
fn large_integer(number: &str) -> Option<String> {
    let (mantissa, exponent) = match number.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse().ok()?),
        None => (number, 0_i32),
    };
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(mantissa) => ("-", mantissa),
        None => ("", mantissa),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, fraction].concat();
    let point = i32::try_from(whole.len()).ok()?.checked_add(exponent)?;
    // 64 bits have 20 digits; there may be zeros before them.
    let point = usize::try_from(point).ok().filter(|point| *point <= 64)?;
    let (whole, rest) = digits.split_at_checked(point).unwrap_or((&digits, ""));
    if rest.bytes().any(|digit| digit != b'0') {
        return None;
    }
    let integer = format!("{whole:0<point$}").parse::<u64>().ok()?;
    let is_plain = exponent == 0 && fraction.is_empty();
    (integer >= EXACT && !is_plain).then(|| format!("{sign}{integer}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_float_would_change_is_written_anew() {
        for (json, expected) in [
            ("[30.0, 3e1, 1.5]", "[30.0, 3e1, 1.5]"),
            ("9007199254740993.0", "9007199254740993"),
            ("{\"a\":-9007199254740993.00}", "{\"a\":-9007199254740993}"),
            ("9007199254740993", "9007199254740993"),
            ("90071992547409.93e2", "9007199254740993"),
            ("9007199254740993000E-3", "9007199254740993"),
            ("18446744073709551615.0", "18446744073709551615"),
            ("18446744073709551616.0", "18446744073709551616.0"),
            ("9007199254740993.5", "9007199254740993.5"),
            ("1e19", "10000000000000000000"),
            ("1e400", "1e400"),
            ("1e99999999999", "1e99999999999"),
            (
                r#"["9007199254740993.0","\"9007199254740993.0"]"#,
                r#"["9007199254740993.0","\"9007199254740993.0"]"#,
            ),
            ("\"\\", "\"\\"),
            ("", ""),
        ] {
            assert_eq!(spelled_out(json), expected, "{json}");
        }
    }
}
