//! Turns an operation's parameters and body into what goes on the wire.

use std::fmt::Write;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::check::{Check, Checker, Rule};
use super::error::Fault;

/// All but the characters that mean themselves everywhere in a URL.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

pub(crate) fn push_encoded(to: &mut String, text: &str) {
    to.extend(utf8_percent_encode(text, RESERVED));
}

/// A request as it is being put together.
///
/// Nothing fails on the way; the first fault is kept and reported at the end.
#[derive(Default)]
pub(crate) struct Encoder {
    path: String,
    query: Query,
    headers: HeaderMap,
    body: Option<Bytes>,
    fault: Option<Fault>,
}

/// A request's own parts, encoded.
#[derive(Clone)]
pub(crate) struct Encoded {
    pub(crate) path: String,
    pub(crate) query: Query,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
}

impl Encoder {
    /// Appends a literal piece of the path, which is fit for a URL as it is.
    pub(crate) fn path(&mut self, literal: &str) {
        self.path.push_str(literal);
    }

    /// Appends a path parameter, as exactly one segment or a part of one.
    pub(crate) fn parameter<T: QueryValue + ?Sized>(&mut self, name: &str, value: &T, rule: &Rule) {
        self.check(name, value, rule);
        let mut first = true;
        let (path, fault) = (&mut self.path, &mut self.fault);
        let start = path.len();
        value.each(&mut |text| {
            if !std::mem::take(&mut first) {
                path.push(',');
            }
            if text.contains(char::is_control) {
                fault.get_or_insert_with(|| {
                    Fault::new("must not contain control characters").in_member(name)
                });
            }
            push_encoded(path, text);
        });
        // URL parsers take dot segments out, so that another resource would be addressed.
        let demand = match &path[start..] {
            "" => "must not be empty",
            "." | ".." => "must not be a dot segment",
            _ => return,
        };
        fault.get_or_insert_with(|| Fault::new(demand).in_member(name));
    }

    /// Appends a query parameter: nothing for `None`, and one pair for each item of a list.
    pub(crate) fn query<T: QueryValue + ?Sized>(&mut self, name: &str, value: &T, rule: &Rule) {
        self.check(name, value, rule);
        value.each(&mut |text| self.query.append(name, text));
    }

    /// Sets a header parameter: nothing for `None`, and one field for each item of a list.
    pub(crate) fn header<T: QueryValue + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
        rule: &Rule,
    ) {
        self.check(name, value, rule);
        value.each(
            &mut |text| match (HeaderName::try_from(name), HeaderValue::try_from(text)) {
                (Ok(name), Ok(value)) => {
                    self.headers.append(name, value);
                }
                _ => {
                    self.fault.get_or_insert_with(|| {
                        Fault::new("must be fit for a header").in_member(name)
                    });
                }
            },
        );
    }

    /// Sets the body.
    pub(crate) fn json<T: Check + ?Sized>(&mut self, body: &T) {
        let mut checker = Checker::default();
        body.check(&Rule::ANY, &mut checker);
        self.fault = self.fault.take().or(checker.into_fault());
        match serde_json::to_vec(body) {
            Ok(json) => self.body = Some(json.into()),
            Err(_) => {
                self.fault
                    .get_or_insert_with(|| Fault::new("the body cannot be written as JSON"));
            }
        }
    }

    fn check<T: Check + ?Sized>(&mut self, name: &str, value: &T, rule: &Rule) {
        if self.fault.is_none() {
            let mut checker = Checker::default();
            checker.field(name, value, rule);
            self.fault = checker.into_fault();
        }
    }

    /// Returns the request's parts, or what is wrong with them.
    pub(crate) fn finish(self) -> Result<Encoded, Fault> {
        match self.fault {
            Some(fault) => Err(fault),
            None => Ok(Encoded {
                path: self.path,
                query: self.query,
                headers: self.headers,
                body: self.body,
            }),
        }
    }
}

/// The pairs of a query, encoded.
#[derive(Clone, Default)]
pub(crate) struct Query {
    text: String,
}

impl Query {
    /// Appends a pair.
    pub(crate) fn append(&mut self, name: &str, value: &str) {
        if !self.text.is_empty() {
            self.text.push('&');
        }
        push_encoded(&mut self.text, name);
        self.text.push('=');
        push_encoded(&mut self.text, value);
    }

    /// Replaces all pairs of a name by one.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        *self = self.without(name);
        self.append(name, value);
    }

    /// Returns the query without the pairs of a name.
    pub(crate) fn without(&self, name: &str) -> Self {
        let mut rest = Self::default();
        for pair in self.pairs_without(name) {
            if !rest.text.is_empty() {
                rest.text.push('&');
            }
            rest.text.push_str(pair);
        }
        rest
    }

    fn pairs_without(&self, name: &str) -> impl Iterator<Item = &str> {
        let start = Self::start_of(name);
        self.text
            .split('&')
            .filter(move |pair| !pair.is_empty() && !pair.starts_with(&start))
    }

    /// Returns the first value of a name, as it stands in the URL.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let start = Self::start_of(name);
        self.text
            .split('&')
            .find_map(|pair| pair.strip_prefix(&start))
    }

    /// Returns the first value of a name, decoded.
    pub(crate) fn value(&self, name: &str) -> Option<String> {
        let value = percent_decode_str(self.get(name)?);
        Some(value.decode_utf8_lossy().into_owned())
    }

    fn start_of(name: &str) -> String {
        let mut start = String::new();
        push_encoded(&mut start, name);
        start.push('=');
        start
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }
}

/// A value of a query, a path or a header.
pub(crate) trait QueryValue: Check {
    /// Hands out the texts that stand for the value: one, or none for `None`, or one for each item.
    fn each(&self, put: &mut dyn FnMut(&str));
}

impl QueryValue for str {
    fn each(&self, put: &mut dyn FnMut(&str)) {
        put(self);
    }
}

impl QueryValue for String {
    fn each(&self, put: &mut dyn FnMut(&str)) {
        put(self);
    }
}

impl QueryValue for bool {
    fn each(&self, put: &mut dyn FnMut(&str)) {
        put(if *self { "true" } else { "false" });
    }
}

macro_rules! number_values {
    ($($type:ty),*) => {$(
        impl QueryValue for $type {
            fn each(&self, put: &mut dyn FnMut(&str)) {
                let mut text = String::new();
                // Writing to a string can't fail.
                let _ = write!(text, "{self}");
                put(&text);
            }
        }
    )*};
}
number_values!(i32, i64, u32, u64, f32, f64);

impl<T: QueryValue> QueryValue for Option<T> {
    fn each(&self, put: &mut dyn FnMut(&str)) {
        if let Some(value) = self {
            value.each(put);
        }
    }
}

impl<T: QueryValue + ?Sized> QueryValue for Box<T> {
    fn each(&self, put: &mut dyn FnMut(&str)) {
        (**self).each(put);
    }
}

impl<T: QueryValue> QueryValue for Vec<T> {
    fn each(&self, put: &mut dyn FnMut(&str)) {
        for item in self {
            item.each(put);
        }
    }
}

#[cfg(test)]
mod tests;
