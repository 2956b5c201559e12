//! Tags, keys, scalars and aliases.
//!
//! In: one event of the parser. Out: a key or a value in its place, or a complaint.
//! Deliberately absent: lists and objects, which the pass itself opens and closes.

use std::borrow::Cow;

use saphyr_parser::{ScalarStyle, Tag};
use serde_yaml::Value;

use crate::codegen::diagnostics::Code;
use crate::codegen::document::scalar;
use crate::codegen::document::scalar::NotANumber;
use crate::codegen::document::yaml::{Contents, MAX_COPIED, Open, Reader, Size, Stop};
use crate::codegen::source::{Position, quoted};

impl Reader<'_> {
    pub(super) fn tag(&mut self, tag: Option<&Tag>, at: Position) {
        if let Some(Tag { handle, suffix }) = tag {
            let name = match handle.as_str() {
                "tag:yaml.org,2002:" => format!("!!{suffix}"),
                _ => format!("{handle}{suffix}"),
            };
            self.complain(
                Code::YAML_TAG,
                at,
                format!("the tag {} is not allowed", quoted(&name)),
                Some("remove it; quote a value that is text"),
            );
        }
    }

    pub(super) fn key(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        anchor: usize,
        at: Position,
    ) -> Result<(), Stop> {
        if style == ScalarStyle::Plain {
            if text == "<<" {
                let message =
                    "the merge key `<<` is not part of YAML 1.2 and would be read as a name";
                self.complain(
                    Code::YAML_MERGE_KEY,
                    at,
                    message,
                    Some("write the members out, or use `allOf` in a schema"),
                );
            }
            let kind = match scalar::resolve(&text) {
                Ok(Value::Null) => Some("null"),
                Ok(Value::Bool(_)) => Some("a boolean"),
                Ok(Value::Number(number)) if number.is_f64() => Some("a number"),
                Err(_) => Some("a number"),
                Ok(_) => None,
            };
            if let Some(kind) = kind {
                self.complain(
                    Code::YAML_KEY_NOT_TEXT,
                    at,
                    format!("the key {} is {kind}, not text", quoted(&text)),
                    Some("put it in quotes"),
                );
            }
        }
        let text = text.into_owned();
        let added = Size {
            nodes: 1,
            bytes: text.len(),
        };
        if anchor != 0 {
            self.anchors
                .insert(anchor, (Value::String(text.clone()), added));
        }
        self.nodes += 1;
        if let Some(Open {
            contents: Contents::Map(mapping, key),
            size,
            ..
        }) = self.open.last_mut()
        {
            size.add(added);
            self.duplicates |= mapping.contains_key(text.as_str());
            *key = Some(text);
        }
        Ok(())
    }

    pub(super) fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        anchor: usize,
        at: Position,
    ) -> Result<(), Stop> {
        let size = Size {
            nodes: 1,
            bytes: text.len(),
        };
        let value = if style == ScalarStyle::Plain {
            match scalar::resolve(&text) {
                Ok(value) => value,
                Err(reason) => {
                    let message = match reason {
                        NotANumber::NotFinite => {
                            format!("{} is not a number that JSON can hold", quoted(&text))
                        }
                        NotANumber::TooLarge => {
                            format!("the number {} is too large", quoted(&text))
                        }
                    };
                    self.complain(
                        Code::NUMBER_NOT_IN_JSON,
                        at,
                        message,
                        Some("put it in quotes if it is text"),
                    );
                    Value::Null
                }
            }
        } else {
            Value::String(text.into_owned())
        };
        self.value(value, size, anchor, at)
    }

    pub(super) fn alias(&mut self, anchor: usize, at: Position) -> Result<(), Stop> {
        if self.key_is_next() {
            return self.stop(
                Code::YAML_KEY_NOT_TEXT,
                at,
                "an alias cannot be a key",
                Some("write the key out"),
            );
        }
        let Some((_, size)) = self.anchors.get(&anchor) else {
            return self.stop(
                Code::YAML_ALIAS,
                at,
                "the alias stands within its own anchor",
                Some("use `$ref` for recursive schemas"),
            );
        };
        let size = *size;
        // The sum is made before anything is copied.
        self.copied.add(size);
        if self.copied.nodes > MAX_COPIED.nodes || self.copied.bytes > MAX_COPIED.bytes {
            return self.stop(
                Code::YAML_ALIAS,
                at,
                "the aliases of this description copy too much",
                Some("use `$ref` instead of aliases"),
            );
        }
        let value = self
            .anchors
            .get(&anchor)
            .map(|(value, _)| value.clone())
            .unwrap_or_default();
        self.value(value, size, 0, at)
    }
}
