//! JSON, and the types of the description: one reader and one writer for all of them.
//!
//! In: a text, or a value of a generated type. Out: the value, or the text. Deliberately absent:
//! what a reply is beside its body (see `decode.rs`), and forms other than JSON (see `encode.rs`).
//!
//! A text is read once, into a [`Document`]: its values one after the other, without a copy of its
//! strings. Types are read from the [`Node`]s of that, and seen as [`View`]s when they are written.
//! Neither depends on the type, so what is compiled for each type is a few lines; and a type reads
//! itself in the order of its fields, whatever the order on the wire.

mod formats;
mod from_json;
mod members;
mod parse;
mod to_json;
mod view;
mod whole;

use std::any::TypeId;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;

use serde_json::Value;

pub(crate) use self::formats::{deserialize, serialize};
pub(crate) use self::from_json::FromJson;
pub use self::members::Extra;
pub(crate) use self::members::Members;
use self::parse::plain_length;
pub(crate) use self::to_json::Visitor;
pub(crate) use self::view::{Object, Tag, ToJson, View, Visit};
use super::error::Fault;

/// What is wrong with a value that is being read: the first thing that is.
#[derive(Default)]
pub(crate) struct Faults(Option<Box<Fault>>);

impl Faults {
    pub(crate) fn is_none(&self) -> bool {
        self.0.is_none()
    }

    /// Tells what is wrong, unless something was before.
    pub(crate) fn tell(&mut self, fault: impl FnOnce() -> Fault) {
        self.0.get_or_insert_with(|| Box::new(fault()));
    }

    /// Tells that a value is of another type.
    pub(crate) fn unlike(&mut self, node: Node<'_>, expected: &str) {
        self.tell(|| Fault::new(format!("should be {expected}, but is {}", node.kind())));
    }

    /// Tells that a value is of the right type and can't be taken.
    pub(crate) fn unfit(&mut self, node: Node<'_>, expected: &str) {
        let kind = node.kind();
        self.tell(|| Fault::new(format!("should be {expected}, but is {kind} that is not")));
    }

    /// Adds the way to what is wrong.
    pub(crate) fn within(&mut self, way: impl FnOnce(Fault) -> Fault) {
        self.0 = self.0.take().map(|fault| Box::new(way(*fault)));
    }

    /// Takes what is wrong inside a value that can be of several types, and tells that it is none.
    pub(crate) fn inside(&mut self, inner: Self, name: &str) {
        if let Some(fault) = inner.0 {
            self.tell(|| Fault::new(format!("is no {name}: {fault}")));
        }
    }

    pub(crate) fn into_fault(self) -> Option<Box<Fault>> {
        self.0
    }
}

/// A text that was read as JSON.
pub(crate) struct Document<'t> {
    text: Cow<'t, str>,
    tokens: Vec<Token>,
    /// The strings that are written with escapes, without them.
    unescaped: Vec<String>,
    choices: Choices,
}

/// Which alternative was taken for a value that several could be read as, by its token and the type
/// of the union; none for an unknown value. Without it unions inside unions would be read again for
/// each alternative around them, and so twice as often with each level.
type Choices = RefCell<BTreeMap<(usize, TypeId), Option<usize>>>;

/// A value, or the name of a member. What an array or object holds follows it; names and values
/// of members take turns.
#[derive(Clone, Copy, Debug)]
enum Token {
    Null,
    Bool(bool),
    /// As it is written.
    Number(Span),
    Text(Span),
    /// A string with escapes: its place among the others.
    Escaped(u32),
    Array(Extent),
    /// Its extent, and whether a name may come twice in it, in which case the last one counts.
    Object(Extent, bool),
}

/// A piece of the text, in bytes.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: u32,
    end: u32,
}

impl Span {
    #[inline]
    fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The names of an object that is being read. They are told apart by a bit of their length and their
/// ends, and only those that share one are compared; where there are many, one may come twice.
#[derive(Default)]
struct Names {
    seen: u64,
    count: u32,
    may_repeat: bool,
}

impl Names {
    #[inline]
    fn add(&mut self, name: &[u8], is_among_others: impl FnOnce() -> bool) {
        let end = |byte: Option<&u8>| usize::from(byte.copied().unwrap_or_default());
        let (first, last) = (end(name.first()), end(name.last()));
        let bit = 1 << (((first * 7) ^ (last * 3) ^ name.len()) % 64);
        if self.seen & bit != 0 && !self.may_repeat {
            self.may_repeat = self.count > 64 || is_among_others();
        }
        self.seen |= bit;
        self.count += 1;
    }
}

/// How many items or members there are, and the first token behind them.
#[derive(Clone, Copy, Debug)]
struct Extent {
    count: u32,
    end: u32,
}

impl<'t> Document<'t> {
    /// Reads a text. The fault holds nothing of it.
    pub(crate) fn parse(text: &'t str) -> Result<Self, Fault> {
        parse::document(text)
    }

    /// Reads the whole value as a type.
    pub(crate) fn read<T: FromJson>(&self) -> Result<T, Fault> {
        let mut faults = Faults::default();
        let value = T::from_json(self.root(), &mut faults);
        match faults.into_fault() {
            None => Ok(value),
            Some(fault) => Err(*fault),
        }
    }

    /// Returns the whole value.
    pub(crate) fn root(&self) -> Node<'_> {
        Node {
            document: self,
            at: 0,
        }
    }

    #[inline]
    fn token(&self, at: usize) -> Token {
        // A document has a token wherever a node is.
        self.tokens.get(at).copied().unwrap_or(Token::Null)
    }

    fn span(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Whether a token is this string.
    #[inline]
    fn is(&self, token: Token, text: &str) -> bool {
        match token {
            // Most strings have another length.
            Token::Text(span) if span.range().len() == text.len() => {
                self.text.as_bytes().get(span.range()) == Some(text.as_bytes())
            }
            Token::Escaped(_) => self.string(token) == Some(text),
            _ => false,
        }
    }

    /// The text of a string's token.
    fn string(&self, token: Token) -> Option<&str> {
        match token {
            Token::Text(span) => Some(self.span(span)),
            Token::Escaped(place) => self.unescaped.get(place as usize).map(String::as_str),
            _ => None,
        }
    }

    /// Finds the token of a name among the members from one token to another.
    fn find(&self, name: &str, from: usize, to: usize) -> Option<usize> {
        let tokens = self.tokens.get(..to)?;
        let mut at = from;
        while let Some(own) = tokens.get(at) {
            if self.is(*own, name) {
                return Some(at);
            }
            at = match tokens.get(at + 1) {
                Some(Token::Array(extent) | Token::Object(extent, _)) => extent.end as usize,
                _ => at + 2,
            };
        }
        None
    }

    /// The first token behind a value.
    #[inline]
    fn after(&self, at: usize) -> usize {
        match self.token(at) {
            Token::Array(extent) | Token::Object(extent, _) => extent.end as usize,
            _ => at + 1,
        }
    }
}

/// A value in a [`Document`].
#[derive(Clone, Copy)]
pub(crate) struct Node<'d> {
    document: &'d Document<'d>,
    at: usize,
}

impl<'d> Node<'d> {
    fn token(self) -> Token {
        self.document.token(self.at)
    }

    pub(crate) fn is_null(self) -> bool {
        matches!(self.token(), Token::Null)
    }

    pub(crate) fn is_array(self) -> bool {
        matches!(self.token(), Token::Array(_))
    }

    pub(crate) fn is_object(self) -> bool {
        matches!(self.token(), Token::Object(..))
    }

    pub(crate) fn bool(self) -> Option<bool> {
        match self.token() {
            Token::Bool(flag) => Some(flag),
            _ => None,
        }
    }

    pub(crate) fn text(self) -> Option<&'d str> {
        self.document.string(self.token())
    }

    /// Returns a number as it is written.
    pub(crate) fn number(self) -> Option<&'d str> {
        match self.token() {
            Token::Number(span) => Some(self.document.span(span)),
            _ => None,
        }
    }

    /// Returns an integer, which may be written with a fraction of zero.
    pub(crate) fn integer(self) -> Option<i128> {
        whole::integer(self.number()?)
    }

    /// Returns how many items an array has, or members an object.
    pub(crate) fn len(self) -> usize {
        match self.token() {
            Token::Array(extent) | Token::Object(extent, _) => extent.count as usize,
            _ => 0,
        }
    }

    /// Returns which alternative of a union was taken for the value before, if one was looked for.
    pub(crate) fn choice(self, union: TypeId) -> Option<Option<usize>> {
        self.document
            .choices
            .borrow()
            .get(&(self.at, union))
            .copied()
    }

    /// Remembers which alternative of a union the value is.
    pub(crate) fn choose(self, union: TypeId, form: Option<usize>) {
        let mut choices = self.document.choices.borrow_mut();
        choices.insert((self.at, union), form);
    }

    /// A value that is not there; it is null.
    fn nothing(self) -> Self {
        Self {
            at: usize::MAX,
            ..self
        }
    }

    /// The first token in an array or object.
    fn first(self) -> usize {
        match self.token() {
            Token::Array(_) | Token::Object(..) => self.at + 1,
            _ => 0,
        }
    }

    /// The first token behind an array or object.
    fn end(self) -> usize {
        match self.token() {
            Token::Array(extent) | Token::Object(extent, _) => extent.end as usize,
            _ => 0,
        }
    }

    /// Does something with each item of an array, until something is wrong; it is a fault where
    /// there is none.
    fn each_item(self, faults: &mut Faults, each: &mut dyn FnMut(Node<'d>, &mut Faults)) {
        if !self.is_array() {
            return faults.unlike(self, "an array");
        }
        let (mut at, end, mut index) = (self.first(), self.end(), 0);
        while at < end && faults.is_none() {
            each(Self { at, ..self }, faults);
            faults.within(|fault| fault.in_item(index));
            at = self.document.after(at);
            index += 1;
        }
    }

    /// Does something with each member of an object, until something is wrong; it is a fault where
    /// there is none.
    fn each_member(
        self,
        faults: &mut Faults,
        each: &mut dyn FnMut(&'d str, Node<'d>, &mut Faults),
    ) {
        if !self.is_object() {
            return faults.unlike(self, "an object");
        }
        for (name, value) in self.members() {
            each(name, value, faults);
            if !faults.is_none() {
                // The names are the service's, and may say anything.
                return faults.within(Fault::in_any_member);
            }
        }
    }

    /// Walks over the members of an object; there are none in anything else.
    pub(crate) fn members(self) -> impl Iterator<Item = (&'d str, Node<'d>)> {
        let (mut at, end) = match self.token() {
            Token::Object(extent, _) => (self.at + 1, extent.end as usize),
            _ => (0, 0),
        };
        std::iter::from_fn(move || {
            let name = self.document.token(at);
            let value = Self { at: at + 1, ..self };
            (at < end).then(|| at = self.document.after(value.at))?;
            Some((self.document.string(name).unwrap_or_default(), value))
        })
    }

    /// Returns a member of an object; of several of one name, the last.
    pub(crate) fn member(self, name: &str) -> Option<Node<'d>> {
        let named = self.members().filter(|(own, _)| *own == name);
        named.last().map(|(_, value)| value)
    }

    /// Returns the value by itself.
    pub(crate) fn to_value(self, faults: &mut Faults) -> Value {
        match self.token() {
            Token::Null => Value::Null,
            Token::Bool(flag) => Value::Bool(flag),
            Token::Number(span) => {
                let text = self.document.span(span);
                if let Ok(integer) = text.parse::<i64>() {
                    // There is no integer of this name, and so it is a float.
                    return if text == "-0" {
                        (-0.0).into()
                    } else {
                        integer.into()
                    };
                }
                serde_json::from_str(text).unwrap_or_else(|_| {
                    // Such as `1e400`.
                    faults.unfit(self, "a number of 64 bits");
                    Value::Null
                })
            }
            Token::Text(_) | Token::Escaped(_) => self.text().unwrap_or_default().into(),
            Token::Array(_) => Value::Array(Vec::from_json(self, faults)),
            Token::Object(..) => {
                let mut object = serde_json::Map::new();
                self.each_member(faults, &mut |name, value, faults| {
                    object.insert(name.to_owned(), value.to_value(faults));
                });
                Value::Object(object)
            }
        }
    }

    fn kind(self) -> &'static str {
        match self.token() {
            Token::Null => "null",
            Token::Bool(_) => "a boolean",
            Token::Number(_) if self.integer().is_some() => "an integer",
            Token::Number(_) => "a number",
            Token::Text(_) | Token::Escaped(_) => "a string",
            Token::Array(_) => "an array",
            Token::Object(..) => "an object",
        }
    }
}

#[cfg(test)]
mod tests;
