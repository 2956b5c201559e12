//! Integers that a service writes with a fraction of zero, or with an exponent: JSON Schema takes
//! `30.0` for an integer.
//!
//! In: a number as it is written. Out: the integer that it is. Deliberately absent: floats, which
//! would change an integer above 2^53.

/// Returns the integer that a number is, if it has no more than 64 bits.
pub(super) fn integer(number: &str) -> Option<i128> {
    if let Ok(integer) = number.parse() {
        return Some(integer);
    }
    let (mantissa, exponent) = match number.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse().ok()?),
        None => (number, 0_i32),
    };
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(mantissa) => (-1, mantissa),
        None => (1, mantissa),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, fraction].concat();
    let point = i32::try_from(whole.len()).ok()?.checked_add(exponent)?;
    let is_zero = |digits: &str| digits.bytes().all(|digit| digit == b'0');
    if is_zero(&digits) {
        return Some(0);
    }
    // 64 bits have 20 digits; there may be zeros before them.
    let point = usize::try_from(point).ok().filter(|point| *point <= 64)?;
    let (whole, rest) = digits.split_at_checked(point).unwrap_or((&digits, ""));
    is_zero(rest).then_some(())?;
    let integer: u64 = format!("{whole:0<point$}").parse().ok()?;
    Some(sign * i128::from(integer))
}

#[cfg(test)]
mod tests {
    use super::integer;

    #[test]
    fn whole_numbers_are_integers_however_they_are_written() {
        for (number, expected) in [
            ("30", Some(30)),
            ("30.0", Some(30)),
            ("3e1", Some(30)),
            ("-12E-0", Some(-12)),
            ("-0.0", Some(0)),
            ("0e400", Some(0)),
            ("1.5", None),
            ("15e-1", None),
            ("9007199254740993.0", Some(9_007_199_254_740_993)),
            ("-9007199254740993.00", Some(-9_007_199_254_740_993)),
            ("90071992547409.93e2", Some(9_007_199_254_740_993)),
            ("9007199254740993000E-3", Some(9_007_199_254_740_993)),
            ("18446744073709551615.0", Some(i128::from(u64::MAX))),
            ("18446744073709551616.0", None),
            ("9007199254740993.5", None),
            ("1e19", Some(10_000_000_000_000_000_000)),
            ("1e400", None),
            ("1e99999999999", None),
        ] {
            assert_eq!(integer(number), expected, "{number}");
        }
    }
}
