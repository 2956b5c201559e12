//! A value in a text that was read: what it is, and what is in it.
//!
//! In: a document and a place in it. Out: the value there, and the values in that. Deliberately
//! absent: the types of the description (see `from_json.rs`).

#[cfg(feature = "unions")]
use std::any::TypeId;

use serde_json::Value;

use super::{Document, Faults, Token, whole};
use crate::runtime::error::Fault;

/// A value in a [`Document`].
#[derive(Clone, Copy)]
pub(crate) struct Node<'d> {
    pub(super) document: &'d Document<'d>,
    /// Its token; behind all of them where the value is not there.
    pub(super) at: usize,
}

impl<'d> Node<'d> {
    pub(super) fn token(self) -> Token {
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

    #[cfg(feature = "unions")]
    /// Returns which alternative of a union was taken for the value before, if one was looked for.
    pub(crate) fn choice(self, union: TypeId) -> Option<Option<usize>> {
        self.document
            .choices
            .borrow()
            .get(&(self.at, union))
            .copied()
    }

    #[cfg(feature = "unions")]
    /// Remembers which alternative of a union the value is.
    pub(crate) fn choose(self, union: TypeId, form: Option<usize>) {
        let mut choices = self.document.choices.borrow_mut();
        choices.insert((self.at, union), form);
    }

    /// A value that is not there; it is null.
    pub(super) fn nothing(self) -> Self {
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
    pub(super) fn each_item(
        self,
        faults: &mut Faults,
        each: &mut dyn FnMut(Node<'d>, &mut Faults),
    ) {
        if !self.is_array() {
            return faults.unlike(self, "an array");
        }
        let (mut at, end, mut index) = (self.first(), self.end(), 0);
        while at < end {
            each(Self { at, ..self }, faults);
            if !faults.is_none() {
                return faults.within(|fault| fault.in_item(index));
            }
            at = self.document.after(at);
            index += 1;
        }
    }

    /// Does something with each member of an object, until something is wrong; it is a fault where
    /// there is none.
    pub(super) fn each_member(
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
        let (first, end) = match self.token() {
            Token::Object(extent, _) => (self.at + 1, extent.end as usize),
            _ => (0, 0),
        };
        self.document.members(first, end)
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
            Token::Array(_) => {
                let mut items = Vec::with_capacity(self.len());
                self.each_item(faults, &mut |item, faults| {
                    items.push(item.to_value(faults))
                });
                Value::Array(items)
            }
            Token::Object(..) => {
                let mut object = serde_json::Map::new();
                self.each_member(faults, &mut |name, value, faults| {
                    object.insert(name.to_owned(), value.to_value(faults));
                });
                Value::Object(object)
            }
        }
    }

    pub(super) fn kind(self) -> &'static str {
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
