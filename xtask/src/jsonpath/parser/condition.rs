//! The conditions in expressions. The RFC gives every part a type: paths that find any number
//! of values, single values, and conditions.

use std::cmp::Ordering::{Equal, Greater, Less};

use crate::jsonpath::Query;
use crate::jsonpath::filter::{Operand, Test, regex};
use crate::jsonpath::parser::Parser;

/// What stands on a side of a comparison, alone, or as the argument of a function.
enum Term {
    Query(Query),
    Operand(Operand),
    Test(Test),
}

impl Term {
    /// Returns what can be compared.
    fn into_operand(self) -> Result<Operand, String> {
        match self {
            Self::Query(query) if query.is_singular() => Ok(Operand::Single(query)),
            Self::Operand(operand) => Ok(operand),
            Self::Query(_) => Err(
                "this JSONPath needs one value where a path may find several; \
                 `value(…)` takes what is found if it is one"
                    .to_owned(),
            ),
            Self::Test(_) => Err("`match` and `search` in a JSONPath are conditions by \
                 themselves and can't be compared"
                .to_owned()),
        }
    }

    fn into_query(self) -> Result<Query, String> {
        match self {
            Self::Query(query) => Ok(query),
            Self::Operand(_) | Self::Test(_) => {
                Err("`count` and `value` in a JSONPath take a path".to_owned())
            }
        }
    }

    fn into_test(self) -> Result<Test, String> {
        match self {
            Self::Query(query) => Ok(Test::Exists(query)),
            Self::Test(test) => Ok(test),
            Self::Operand(_) => {
                Err("this JSONPath has a value where a condition belongs".to_owned())
            }
        }
    }
}

impl Parser<'_> {
    pub(super) fn or(&mut self) -> Result<Test, String> {
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
            self.blank();
            let test = match self.parenthesis()? {
                Some(test) => test,
                None => self.term()?.into_test()?,
            };
            return Ok(Test::Not(Box::new(test)));
        }
        match self.parenthesis()? {
            Some(test) => Ok(test),
            None => self.comparison(),
        }
    }

    fn parenthesis(&mut self) -> Result<Option<Test>, String> {
        if !self.eat("(") {
            return Ok(None);
        }
        let test = self.or()?;
        self.expect(")")?;
        Ok(Some(test))
    }

    fn comparison(&mut self) -> Result<Test, String> {
        let one = self.term()?;
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
        let Some((_, orders)) = operator else {
            if self.rest().starts_with("=~") {
                return Err("`=~` is not of RFC 9535, and tools differ in whether it is about all of a text: write `match(…, 'text')` or `search(…, 'text')`".to_owned());
            }
            return one.into_test();
        };
        self.blank();
        let other = self.term()?.into_operand()?;
        let test = Test::Compare(one.into_operand()?, orders, other);
        Ok(match unequal {
            Some(_) => Test::Not(Box::new(test)),
            None => test,
        })
    }

    fn term(&mut self) -> Result<Term, String> {
        self.count()?;
        if self.eat("@") {
            return Ok(Term::Query(self.query(false)?));
        }
        if self.eat("$") {
            return Ok(Term::Query(self.query(true)?));
        }
        let functions = ["length(", "count(", "value(", "match(", "search("];
        match functions.into_iter().find(|name| self.eat(name)) {
            Some(name) => self.function(name),
            None => Ok(Term::Operand(Operand::Literal(self.literal()?))),
        }
    }

    /// The arguments of a function.
    fn function(&mut self, name: &str) -> Result<Term, String> {
        let first = self.argument()?;
        let term = match name {
            "length(" => Term::Operand(Operand::Length(Box::new(first.into_operand()?))),
            "count(" => Term::Operand(Operand::Count(first.into_query()?)),
            "value(" => Term::Operand(Operand::Value(first.into_query()?)),
            _ => {
                let text = first.into_operand()?;
                self.expect(",")?;
                let pattern = self.argument()?.into_operand()?;
                if let Operand::Literal(value) = &pattern {
                    regex(value.as_str().unwrap_or_default(), false).map_err(|error| {
                        format!(
                            "the regular expression in this JSONPath is not understood: {error}"
                        )
                    })?;
                }
                let whole = name == "match(";
                Term::Test(Test::Matches {
                    whole,
                    text,
                    pattern,
                })
            }
        };
        self.expect(")")?;
        Ok(term)
    }

    fn argument(&mut self) -> Result<Term, String> {
        self.blank();
        self.term()
    }
}
