//! Numbers that bound numbers.
//!
//! In: the bounds of a schema. Out: those that say something about its values: of integers, whole
//! numbers that allow the same integers. A bound that no integer of 64 bits satisfies, and a
//! `multipleOf` that is none, are left out: the service checks them. Deliberately absent: counts,
//! which are read one by one.

use serde_yaml::{Mapping, Number, Value};

use super::Dialect;
use crate::codegen::diagnostics::Code;
use crate::codegen::document::keywords::{JsonType, whole};
use crate::codegen::source::Path;

/// The bounds of numbers, and whether they bound from above.
pub(in crate::codegen::document) const BOUNDS: [(&str, bool); 4] = [
    ("minimum", false),
    ("maximum", true),
    ("exclusiveMinimum", false),
    ("exclusiveMaximum", true),
];

impl Dialect<'_> {
    pub(super) fn bounds(&mut self, members: &mut Mapping, types: &[JsonType], at: &Path<'_>) {
        let mut types = types.iter().filter(|one| **one != JsonType::Null);
        let is_integer = (types.next(), types.next()) == (Some(&JsonType::Integer), None);
        self.multiple_of(members, is_integer, at);
        if is_integer {
            for (keyword, above) in BOUNDS {
                self.of_integers(members, keyword, above, at);
            }
        }
    }

    fn multiple_of(&mut self, members: &mut Mapping, is_integer: bool, at: &Path<'_>) {
        let Some(Value::Number(step)) = members.get("multipleOf") else {
            return;
        };
        let float = step.as_f64().unwrap_or_default();
        let (code, problem) = if float <= 0.0 {
            (Code::INVALID_MULTIPLE_OF, "is not greater than 0")
        } else if is_integer && float.fract() != 0.0 {
            (
                Code::FRACTIONAL_BOUND,
                "of an integer is not a whole number",
            )
        } else {
            return;
        };
        let message = format!("`multipleOf: {step}` {problem}; it is left out");
        self.note(code, &at.child("multipleOf"), message);
        members.shift_remove("multipleOf");
    }

    fn of_integers(&mut self, members: &mut Mapping, keyword: &str, above: bool, at: &Path<'_>) {
        let Some(Value::Number(bound)) = members.get(keyword) else {
            return;
        };
        let Some(float) = bound.as_f64() else { return };
        let at = at.child(keyword);
        if float.fract() == 0.0 {
            if whole(bound).is_none() && (float > 0.0) != above {
                let message = format!("the bound {bound} allows no 64-bit integer; it is left out");
                self.note(Code::UNSATISFIABLE_BOUND, &at, message);
                members.shift_remove(keyword);
            }
            return;
        }
        // From 0.5 is from 1, and above 0.5 is above 0.
        let is_exclusive = match keyword {
            "minimum" => members.get("exclusiveMinimum") == Some(&Value::Bool(true)),
            "maximum" => members.get("exclusiveMaximum") == Some(&Value::Bool(true)),
            _ => true,
        };
        let rounded = if above == is_exclusive {
            float.ceil()
        } else {
            float.floor()
        };
        // It has a fraction, so it is far within 64 bits.
        let number = Number::from(rounded as i64);
        let message = format!(
            "`{keyword}: {bound}` of an integer is read as {number}, which allows the same"
        );
        self.note(Code::FRACTIONAL_BOUND, &at, message);
        members.insert(Value::from(keyword), Value::Number(number));
    }
}
