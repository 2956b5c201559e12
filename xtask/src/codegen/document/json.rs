//! JSON text to a value.
//!
//! In: a text. Out: the value, or one complaint with its position (all of them for keys
//! that stand twice). serde_json reads; what it would let through, keys that stand
//! twice, is refused on the way. Deliberately absent: a limit on depth, which
//! serde_json has.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::{Code, Diagnostics};
use crate::codegen::document::text::MAX_NODES;
use crate::codegen::document::{locate, syntax};
use crate::codegen::source::Format;
use crate::codegen::source::Position;

/// The message of the visitor for a key that stands twice; the complaint itself is made
/// from the text.
const DUPLICATE: &str = "a key stands twice";

/// Reads a text.
pub(super) fn read(text: &str, diagnostics: &mut Diagnostics) -> Option<Value> {
    if text.trim().is_empty() {
        diagnostics.report_at(
            Code::EMPTY_DESCRIPTION,
            Position::START,
            "the description is empty",
        );
        return None;
    }
    let mut nodes = 0;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let result = Seed { nodes: &mut nodes }
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    match result {
        Ok(value) => Some(value),
        Err(error) => {
            complain(text, &error, diagnostics);
            None
        }
    }
}

fn complain(text: &str, error: &serde_json::Error, diagnostics: &mut Diagnostics) {
    let message = error.to_string();
    if message.starts_with(DUPLICATE) {
        locate::complain_about_duplicates(Format::Json, text, diagnostics);
        return;
    }
    // serde_json counts bytes, and 0 for a mistake before the first of a line.
    let line = error.line().max(1);
    let before = text
        .lines()
        .nth(line - 1)
        .and_then(|text| text.get(..error.column().saturating_sub(1)));
    let column = before.map_or(error.column().max(1), |text| text.chars().count() + 1);
    let message = message
        .rsplit_once(" at line ")
        .map_or(&*message, |(message, _)| message);
    diagnostics
        .report_at(
            Code::SYNTAX_ERROR,
            Position { line, column },
            format!("this is not JSON: {message}"),
        )
        .help(syntax::way_out(Format::Json, message));
}

/// Builds the value and counts what it holds.
struct Seed<'n> {
    nodes: &'n mut usize,
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        *self.nodes += 1;
        if *self.nodes > MAX_NODES {
            return Err(D::Error::custom(format!(
                "the description has more than {MAX_NODES} values"
            )));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Seed {
            nodes: &mut *self.nodes,
        })? {
            list.push(item);
        }
        Ok(Value::Sequence(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut mapping = Mapping::new();
        while let Some(key) = members.next_key::<String>()? {
            *self.nodes += 1;
            let value = members.next_value_seed(Seed {
                nodes: &mut *self.nodes,
            })?;
            if mapping.insert(Value::String(key), value).is_some() {
                return Err(A::Error::custom(DUPLICATE));
            }
        }
        Ok(Value::Mapping(mapping))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::source::Source;

    fn complaints(text: &str) -> String {
        let mut diagnostics = Diagnostics::new();
        assert_eq!(read(text, &mut diagnostics), None, "{text}");
        let source = Source {
            name: "f".to_owned(),
            text: text.to_owned(),
            format: Format::Json,
        };
        diagnostics.print(&source, crate::codegen::diagnostics::Form::Short)
    }

    #[test]
    fn values_are_those_of_serde_json() {
        let text = r#"{"a": [1, -1, 1.5, 1e3, true, null, 18446744073709551615], "\ud83d\ude00": {"": "\n"}}"#;
        let expected: Value = serde_yaml::from_str(
            "{a: [1, -1, 1.5, 1000.0, true, null, 18446744073709551615], 😀: {'': \"\\n\"}}",
        )
        .unwrap();
        assert_eq!(read(text, &mut Diagnostics::new()), Some(expected));
    }

    #[test]
    fn keys_that_stand_twice_are_refused() {
        let text =
            "{\"paths\": {\"/a\": {},\n \"/b\": {},\n  \"/a\": {\"get\": 1,\n \"\\u0067et\": 2}}}";
        assert_eq!(
            complaints(text),
            "error[duplicate-key]: f:3:3: the key `/a` stands here for the second time\n  help: the first one is in line 1\n\
             error[duplicate-key]: f:4:2: the key `get` stands here for the second time\n  help: the first one is in line 3\n"
        );
    }

    #[test]
    fn mistakes_have_a_place() {
        let deep = "[".repeat(100_000);
        let rows = [
            (
                "",
                "error[empty-description]: f:1:1: the description is empty",
            ),
            (
                " \n ",
                "error[empty-description]: f:1:1: the description is empty",
            ),
            (
                "{\"a\": 1",
                "error[syntax-error]: f:1:7: this is not JSON: EOF while parsing an object",
            ),
            (
                "{\n \"é\": x}",
                "error[syntax-error]: f:2:7: this is not JSON: expected value",
            ),
            (
                "{} {}",
                "error[syntax-error]: f:1:4: this is not JSON: trailing characters",
            ),
            (
                "{\"a\": 1e400}",
                "error[syntax-error]: f:1:11: this is not JSON: number out of range",
            ),
            (
                "{\"a\": NaN}",
                "error[syntax-error]: f:1:7: this is not JSON: expected value",
            ),
            (
                "{\"a\": \"\\ud800\"}",
                "error[syntax-error]: f:1:14: this is not JSON: unexpected end of hex escape",
            ),
            (
                &deep,
                "error[syntax-error]: f:1:128: this is not JSON: recursion limit exceeded",
            ),
        ];
        for (text, expected) in rows {
            assert_eq!(
                complaints(text).lines().next(),
                Some(expected),
                "{}",
                &text[..text.len().min(40)]
            );
        }
    }
}
