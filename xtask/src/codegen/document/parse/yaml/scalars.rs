//! Keys and scalars: what is written without quotes, and what a tag makes of it.

use std::borrow::Cow;

use serde_yaml::Value;

use super::{Reader, Size};
use crate::codegen::diagnostics::Code;
use crate::codegen::document::parse::scalar::{self, NotANumber};
use crate::codegen::document::parse::tree::Stop;
use crate::codegen::source::quoted;

impl Reader {
    pub(super) fn key(
        &mut self,
        text: Cow<'_, str>,
        is_plain: bool,
        anchor: usize,
    ) -> Result<(), Stop> {
        if is_plain {
            self.plain_key(&text);
        }
        let size = Size::of(&text);
        if anchor != 0 {
            let value = Value::String(text.to_string());
            self.anchors.insert(anchor, (value, size));
        }
        self.grow(size);
        self.tree.key(text.into_owned(), self.at)
    }

    fn plain_key(&mut self, text: &str) {
        if text == "<<" {
            let message = "the merge key `<<` is YAML 1.1; its members are put in its place";
            let help = Some("write the members out, or use `allOf` in a schema");
            self.complain(Code::YAML_MERGE_KEY, message, help);
            if let Some(open) = self.open.last_mut() {
                open.merges = true;
            }
        }
        let kind = match scalar::resolve(text) {
            Ok(Value::Null) => "null",
            Ok(Value::Bool(_)) => "a boolean",
            Ok(Value::Number(number)) if number.is_f64() => "a number",
            Err(_) => "a number",
            Ok(_) => return,
        };
        let message = format!(
            "the key {} is {kind}, read as the text that is written",
            quoted(text)
        );
        self.complain(Code::YAML_KEY_NOT_TEXT, message, Some("put it in quotes"));
    }

    pub(super) fn scalar(
        &mut self,
        text: Cow<'_, str>,
        is_plain: bool,
        tag: Option<&str>,
        anchor: usize,
    ) -> Result<(), Stop> {
        let size = Size::of(&text);
        let value = match tag {
            None if is_plain => {
                let value = self.plain(&text);
                self.complete(&value, size, anchor)?;
                return self.tree.written(value, &text, self.at);
            }
            None | Some("!!str" | "!") => Value::String(text.into_owned()),
            Some(tag) => self.tagged(tag, &text),
        };
        self.complete(&value, size, anchor)?;
        self.tree.scalar(value, self.at)
    }

    /// A tag of a type of JSON says how a text is meant.
    fn tagged(&mut self, tag: &str, text: &str) -> Value {
        let value = self.plain(text);
        let fits = match (tag, &value) {
            ("!!null", Value::Null)
            | ("!!bool", Value::Bool(_))
            | ("!!float", Value::Number(_)) => true,
            ("!!int", Value::Number(number)) => !number.is_f64(),
            _ => false,
        };
        if !fits {
            self.wrong_tag(tag);
        }
        value
    }

    fn plain(&mut self, text: &str) -> Value {
        let problem = match scalar::resolve(text) {
            Ok(value) => return value,
            Err(NotANumber::NotFinite) => "is not a number that JSON can hold",
            Err(NotANumber::TooLarge) => "is a number too large for JSON",
        };
        let message = format!("{} {problem}, and is read as text", quoted(text));
        let help = Some("put it in quotes if it is text");
        self.complain(Code::NUMBER_NOT_IN_JSON, message, help);
        Value::String(text.to_owned())
    }
}
