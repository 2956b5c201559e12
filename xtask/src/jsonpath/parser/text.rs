//! Texts and numbers in expressions.

use serde_yaml::Value;

use crate::jsonpath::parser::Parser;

const ESCAPE: &str = "this JSONPath has an escape that is not understood";

impl Parser<'_> {
    /// A text in either kind of quotes.
    pub(super) fn string(&mut self) -> Result<String, String> {
        let Some(quote) = self.rest().chars().next() else {
            return Err(self.unexpected());
        };
        self.at += quote.len_utf8();
        let mut text = String::new();
        while let Some(character) = self.next() {
            match character {
                _ if character == quote => return Ok(text),
                '\\' => text.push(self.escape(quote)?),
                '\0'..='\x1f' => {
                    return Err("this JSONPath has a control character in a text".to_owned());
                }
                other => text.push(other),
            }
        }
        Err("this JSONPath has a text without end".to_owned())
    }

    fn next(&mut self) -> Option<char> {
        let character = self.rest().chars().next()?;
        self.at += character.len_utf8();
        Some(character)
    }

    /// What stands behind a backslash.
    fn escape(&mut self, quote: char) -> Result<char, String> {
        let character = match self.next() {
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => return self.unicode().ok_or_else(|| ESCAPE.to_owned()),
            Some(escaped) if escaped == quote || matches!(escaped, '\\' | '/') => escaped,
            _ => return Err(ESCAPE.to_owned()),
        };
        Ok(character)
    }

    /// One or, for a character beyond the first plane, two units of UTF-16.
    fn unicode(&mut self) -> Option<char> {
        let mut units = vec![self.unit()?];
        if matches!(units.as_slice(), [0xd800..=0xdbff]) && self.eat("\\u") {
            units.push(self.unit()?);
        }
        let mut characters = char::decode_utf16(units);
        let character = characters.next()?.ok()?;
        characters.next().is_none().then_some(character)
    }

    fn unit(&mut self) -> Option<u16> {
        let digits = self.rest().get(..4)?;
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        self.at += 4;
        u16::from_str_radix(digits, 16).ok().filter(|_| is_hex)
    }

    /// A text, a number, `true`, `false` or `null`.
    pub(super) fn literal(&mut self) -> Result<Value, String> {
        if self.rest().starts_with(['\'', '"']) {
            return Ok(Value::String(self.string()?));
        }
        let start = self.at;
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.');
        let text = self.take(is_part);
        // The RFC takes over JSON's numbers and words, and `-0`.
        let value = serde_json::from_str::<Value>(text).ok();
        value.ok_or_else(|| {
            self.at = start;
            self.unexpected()
        })
    }
}
