//! The syntax of the expressions.

mod condition;
mod text;

use crate::jsonpath::{Query, Segment, Selector, Slice};

/// How many steps and operators an expression may have.
const MAX_PARTS: usize = 200;
/// What RFC 9535 takes for space.
const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];
/// The largest number that an index may be: what every JSON number holds exactly.
const MAX_INDEX: u64 = (1 << 53) - 1;

/// Reads an expression.
pub(crate) fn parse(text: &str) -> Result<Query, String> {
    let mut parser = Parser {
        text,
        at: 0,
        parts: 0,
    };
    parser.blank();
    if !parser.eat("$") {
        return Err("a JSONPath begins with `$`".to_owned());
    }
    let query = parser.query(true)?;
    parser.blank();
    if parser.rest().is_empty() {
        Ok(query)
    } else {
        Err(parser.unexpected())
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    /// How many parts were read; a bound on recursion too.
    parts: usize,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn blank(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(BLANKS).len();
    }

    fn eat(&mut self, what: &str) -> bool {
        let found = self.rest().starts_with(what);
        if found {
            self.at += what.len();
        }
        found
    }

    fn expect(&mut self, what: &str) -> Result<(), String> {
        self.blank();
        let found = self.eat(what);
        found.then_some(()).ok_or_else(|| self.unexpected())
    }

    /// Takes what is made of these characters.
    fn take(&mut self, is_part: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn unexpected(&self) -> String {
        match self.rest().chars().next() {
            Some(character) => format!(
                "this JSONPath is not understood: unexpected `{character}` at character {}",
                self.text.get(..self.at).unwrap_or_default().chars().count() + 1
            ),
            None => "this JSONPath ends too early".to_owned(),
        }
    }

    fn count(&mut self) -> Result<(), String> {
        self.parts += 1;
        if self.parts > MAX_PARTS {
            return Err("this JSONPath is too long".to_owned());
        }
        Ok(())
    }

    /// What stands behind `$` or `@`.
    fn query(&mut self, absolute: bool) -> Result<Query, String> {
        let mut segments = Vec::new();
        loop {
            let end = self.at;
            self.blank();
            let descends = self.eat("..");
            let selectors = if self.eat("[") {
                self.bracket()?
            } else if descends || self.eat(".") {
                vec![self.shorthand()?]
            } else {
                self.at = end;
                return Ok(Query { absolute, segments });
            };
            self.count()?;
            segments.push(Segment {
                descends,
                selectors,
            });
        }
    }

    /// What stands behind a dot.
    fn shorthand(&mut self) -> Result<Selector, String> {
        if self.eat("*") {
            return Ok(Selector::All);
        }
        let first = self.rest().chars().next();
        if first.is_some_and(|c| c.is_ascii_digit() || c == '-') {
            return Err(self.unexpected());
        }
        let name = self
            .take(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$') || !c.is_ascii());
        if name.is_empty() {
            return Err(self.unexpected());
        }
        Ok(Selector::Name(name.to_owned()))
    }

    fn bracket(&mut self) -> Result<Vec<Selector>, String> {
        let mut selectors = Vec::new();
        loop {
            self.blank();
            self.count()?;
            selectors.push(self.selector()?);
            self.blank();
            if self.eat("]") {
                return Ok(selectors);
            }
            self.expect(",")?;
        }
    }

    fn selector(&mut self) -> Result<Selector, String> {
        if self.eat("*") {
            return Ok(Selector::All);
        }
        if self.eat("?") {
            return Ok(Selector::Filter(self.or()?));
        }
        if self.rest().starts_with(['\'', '"']) {
            return Ok(Selector::Name(self.string()?));
        }
        let start = self.index()?;
        if !self.colon() {
            let index = start.ok_or_else(|| self.unexpected())?;
            return Ok(Selector::Index(index));
        }
        self.blank();
        let end = self.index()?;
        let step = if self.colon() {
            self.blank();
            self.index()?
        } else {
            None
        };
        Ok(Selector::Slice(Slice {
            start,
            end,
            step: step.unwrap_or(1),
        }))
    }

    fn colon(&mut self) -> bool {
        let end = self.at;
        self.blank();
        let found = self.eat(":");
        if !found {
            self.at = end;
        }
        found
    }

    /// A whole number, if there is one.
    fn index(&mut self) -> Result<Option<i64>, String> {
        let start = self.at;
        let text = self.take(|c| c.is_ascii_digit() || c == '-');
        if text.is_empty() {
            return Ok(None);
        }
        let digits = text.strip_prefix('-').unwrap_or(text);
        let is_plain = text == "0" || !digits.starts_with('0');
        match text.parse::<i64>() {
            Ok(index) if is_plain && index.unsigned_abs() <= MAX_INDEX => Ok(Some(index)),
            _ => {
                self.at = start;
                Err(self.unexpected())
            }
        }
    }
}
