//! The syntax of the expressions.

use std::cmp::Ordering::{Equal, Greater, Less};

use serde_yaml::Value;

use crate::jsonpath::{Operand, Segment, Selector, Test};

/// How many steps and operators an expression may have.
const MAX_PARTS: usize = 200;

/// Reads an expression.
pub(crate) fn parse(text: &str) -> Result<Vec<Segment>, String> {
    let mut parser = Parser {
        text,
        at: 0,
        parts: 0,
    };
    parser.blank();
    if !parser.eat("$") {
        return Err("a JSONPath begins with `$`".to_owned());
    }
    let segments = parser.segments()?;
    parser.blank();
    if parser.rest().is_empty() {
        Ok(segments)
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
        self.at += rest.len() - rest.trim_start().len();
    }

    fn eat(&mut self, what: &str) -> bool {
        let found = self.rest().starts_with(what);
        if found {
            self.at += what.len();
        }
        found
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

    fn segments(&mut self) -> Result<Vec<Segment>, String> {
        let mut segments = Vec::new();
        loop {
            let descends = self.eat("..");
            let selectors = if self.eat("[") {
                self.bracket()?
            } else if descends || self.eat(".") {
                vec![self.shorthand()?]
            } else {
                return Ok(segments);
            };
            self.count()?;
            segments.push(Segment {
                descends,
                selectors,
            });
        }
    }

    /// What stands behind a dot. A `-` is taken too, because extensions have one.
    fn shorthand(&mut self) -> Result<Selector, String> {
        if self.eat("*") {
            return Ok(Selector::All);
        }
        let plain =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$') || !c.is_ascii();
        let rest = self.rest();
        let end = rest.find(|c| !plain(c)).unwrap_or(rest.len());
        if end == 0 {
            return Err(self.unexpected());
        }
        self.at += end;
        Ok(Selector::Name(rest[..end].to_owned()))
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
            if !self.eat(",") {
                return Err(self.unexpected());
            }
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
        let rest = self.rest();
        let end = rest
            .find(|c: char| !c.is_ascii_digit() && c != '-')
            .unwrap_or(rest.len());
        match rest[..end].parse() {
            Ok(index) => {
                self.at += end;
                Ok(Selector::Index(index))
            }
            Err(_) => Err(self.unexpected()),
        }
    }

    fn string(&mut self) -> Result<String, String> {
        let Some(quote) = self.rest().chars().next() else {
            return Err(self.unexpected());
        };
        let mut text = String::new();
        let mut characters = self.rest().char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            if character == quote {
                self.at += at + 1;
                return Ok(text);
            }
            let character = match character {
                '\\' => match characters.next() {
                    Some((_, 'n')) => '\n',
                    Some((_, 't')) => '\t',
                    Some((_, escaped @ ('\\' | '/' | '\'' | '"'))) => escaped,
                    _ => {
                        return Err("this JSONPath has an escape that is not understood".to_owned());
                    }
                },
                other => other,
            };
            text.push(character);
        }
        Err("this JSONPath has a text without end".to_owned())
    }

    fn or(&mut self) -> Result<Test, String> {
        let mut test = self.and()?;
        loop {
            self.blank();
            if !self.eat("||") {
                return Ok(test);
            }
            test = Test::Or(Box::new(test), Box::new(self.and()?));
        }
    }

    fn and(&mut self) -> Result<Test, String> {
        let mut test = self.condition()?;
        loop {
            self.blank();
            if !self.eat("&&") {
                return Ok(test);
            }
            test = Test::And(Box::new(test), Box::new(self.condition()?));
        }
    }

    fn condition(&mut self) -> Result<Test, String> {
        self.count()?;
        self.blank();
        if self.eat("!") {
            return Ok(Test::Not(Box::new(self.condition()?)));
        }
        if self.eat("(") {
            let test = self.or()?;
            self.blank();
            return if self.eat(")") {
                Ok(test)
            } else {
                Err(self.unexpected())
            };
        }
        let one = self.operand()?;
        self.blank();
        let orders: [(&str, &'static [_]); 5] = [
            ("==", &[Equal]),
            ("<=", &[Less, Equal]),
            (">=", &[Greater, Equal]),
            ("<", &[Less]),
            (">", &[Greater]),
        ];
        let unequal = self.eat("!=").then_some(&orders[0]);
        let operator = unequal.or_else(|| orders.iter().find(|(text, _)| self.eat(text)));
        match (operator, one) {
            (Some((_, orders)), one) => {
                self.blank();
                let test = Test::Compare(one, orders, self.operand()?);
                Ok(match unequal {
                    Some(_) => Test::Not(Box::new(test)),
                    None => test,
                })
            }
            (None, Operand::Path(path)) => Ok(Test::Exists(path)),
            (None, Operand::Literal(_)) => Err(self.unexpected()),
        }
    }

    fn operand(&mut self) -> Result<Operand, String> {
        if self.eat("@") {
            return Ok(Operand::Path(self.segments()?));
        }
        if self.rest().starts_with(['\'', '"']) {
            return Ok(Operand::Literal(Value::String(self.string()?)));
        }
        let words = [
            ("true", true.into()),
            ("false", false.into()),
            ("null", Value::Null),
        ];
        if let Some((_, value)) = words.into_iter().find(|(word, _)| self.eat(word)) {
            return Ok(Operand::Literal(value));
        }
        let rest = self.rest();
        let end = rest
            .find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '+' | '.' | 'e' | 'E'))
            .unwrap_or(rest.len());
        let number = &rest[..end];
        let value = match (number.parse::<i64>(), number.parse::<f64>()) {
            (Ok(whole), _) => Value::from(whole),
            (_, Ok(number)) if number.is_finite() => Value::from(number),
            _ => return Err(self.unexpected()),
        };
        self.at += end;
        Ok(Operand::Literal(value))
    }
}
