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
mod node;
mod parse;
#[cfg(feature = "patches")]
mod patch;
mod to_json;
mod view;
mod whole;

#[cfg(feature = "unions")]
use std::any::TypeId;
use std::borrow::Cow;
#[cfg(feature = "unions")]
use std::cell::RefCell;
#[cfg(feature = "unions")]
use std::collections::BTreeMap;

pub(crate) use self::formats::{deserialize, serialize};
pub(crate) use self::from_json::FromJson;
pub use self::members::Extra;
pub(crate) use self::members::Members;
pub(crate) use self::node::Node;
use self::parse::plain_length;
pub(crate) use self::to_json::Visitor;
pub(crate) use self::view::{Object, Tag, ToJson, View, Visit};
use super::error::Fault;

/// How deep arrays and objects may stand in each other: as deep as `serde_json` lets them.
const DEPTH: u8 = 127;

/// What is wrong with a value that is being read: the first thing that is.
#[derive(Default)]
pub(crate) struct Faults(Option<Box<Fault>>);

impl Faults {
    #[inline]
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

    #[cfg(feature = "unions")]
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
    #[cfg(feature = "unions")]
    choices: Choices,
}

/// Which alternative was taken for a value that several could be read as, by its token and the type
/// of the union; none for an unknown value. Without it unions inside unions would be read again for
/// each alternative around them, and so twice as often with each level.
#[cfg(feature = "unions")]
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
        let bit = match name {
            [first, .., last] => {
                1 << (((usize::from(*first) * 7) ^ (usize::from(*last) * 3) ^ name.len()) % 64)
            }
            _ => 1,
        };
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

    /// Begins an array or object in others, unless there are too many; its token is filled in when its
    /// end is known.
    fn open(&mut self, depth: u8) -> Option<usize> {
        (depth < DEPTH).then_some(())?;
        self.tokens.push(Token::Null);
        Some(self.tokens.len() - 1)
    }

    /// The extent of an array or object that ends behind the last token.
    fn extent(&self, count: u32) -> Option<Extent> {
        let end = u32::try_from(self.tokens.len()).ok()?;
        Some(Extent { count, end })
    }

    /// Fills in the token of an array or object.
    fn close(&mut self, open: usize, token: Token) {
        if let Some(place) = self.tokens.get_mut(open) {
            *place = token;
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
            Token::Text(span) => self.text.as_bytes().get(span.range()) == Some(text.as_bytes()),
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

    /// Walks over the members from one token to another.
    fn members(&self, first: usize, end: usize) -> impl Iterator<Item = (&str, Node<'_>)> {
        let mut at = first;
        std::iter::from_fn(move || {
            (at < end).then_some(())?;
            let name = self.string(self.token(at)).unwrap_or_default();
            let value = Node {
                document: self,
                at: at + 1,
            };
            at = self.after(value.at);
            Some((name, value))
        })
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

#[cfg(test)]
mod tests;
