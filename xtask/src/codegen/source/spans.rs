//! Where the parts of one text stand.
//!
//! In: the parts, in the order of the text, while it is parsed. Out: for a pointer, the
//! position of the key (or of the list item) that it names; where the text ends earlier,
//! that of the deepest ancestor that exists. Sixteen bytes a part, so that every text can
//! have its table. Positions are for printing only: nothing here can change what is
//! generated. Deliberately absent: the text, its values, and complaints.

use std::collections::HashMap;

use crate::codegen::source::pointer::list_index;
use crate::codegen::source::{Pointer, Position};

/// The positions of a text. Parts lie as in the text: each before what it holds.
#[derive(Clone, Debug, Default)]
pub struct Spans {
    parts: Vec<Part>,
    /// A number for each key. Few keys are written once only.
    keys: HashMap<Box<str>, u32>,
}

#[derive(Clone, Copy, Debug)]
struct Part {
    line: u32,
    column: u32,
    /// How many parts it is, what it holds included.
    size: u32,
    /// The number of its key, or [`NO_KEY`].
    key: u32,
}

/// The root and the items of lists have no key.
const NO_KEY: u32 = u32::MAX;

impl Spans {
    /// Adds the root or an item of a list, and returns its number.
    pub(crate) fn item(&mut self, at: Position) -> usize {
        self.push(NO_KEY, at)
    }

    /// Adds a member of an object, and returns its number.
    pub(crate) fn member(&mut self, key: &str, at: Position) -> usize {
        let next = narrow(self.keys.len());
        let key = match self.keys.get(key) {
            Some(&known) => known,
            None => *self.keys.entry(key.into()).or_insert(next),
        };
        self.push(key, at)
    }

    /// Notes that a part ends here: all that came after it is inside.
    pub(crate) fn end(&mut self, part: usize) {
        let size = narrow(self.parts.len() - part);
        self.parts[part].size = size;
    }

    /// Returns where a part begins.
    pub(crate) fn position(&self, part: usize) -> Position {
        let part = self.parts.get(part);
        part.map_or(Position::START, |part| Position {
            line: part.line as usize,
            column: part.column as usize,
        })
    }

    /// Returns where the first member of an object stands that has the key of another.
    pub(crate) fn first(&self, object: usize, member: usize) -> Position {
        let key = self.parts[member].key;
        let mut before = self.children(object, member);
        let first = before.find(|&child| self.parts[child].key == key);
        self.position(first.unwrap_or(member))
    }

    /// Begins to look for places.
    pub(crate) fn locator(&self) -> Locator<'_> {
        Locator {
            spans: self,
            known: HashMap::new(),
        }
    }

    fn push(&mut self, key: u32, Position { line, column }: Position) -> usize {
        self.parts.push(Part {
            line: narrow(line),
            column: narrow(column),
            size: 1,
            key,
        });
        self.parts.len() - 1
    }

    /// The parts that a part holds itself, up to an end.
    fn children(&self, part: usize, end: usize) -> impl Iterator<Item = usize> {
        let mut next = part + 1;
        std::iter::from_fn(move || {
            let child = (next < end).then_some(next)?;
            next += self.parts[child].size as usize;
            Some(child)
        })
    }
}

/// What is larger than any text that is read does not have to be told exactly.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Looks for places in a text. An object is searched once, however many of its members are
/// asked for.
#[derive(Debug)]
pub(crate) struct Locator<'s> {
    spans: &'s Spans,
    /// The children of parts that have been searched, by key or by index.
    known: HashMap<usize, HashMap<u32, usize>>,
}

impl Locator<'_> {
    /// Returns how many steps of a pointer exist in the text, and where the last of them
    /// stands.
    pub(crate) fn locate(&mut self, pointer: &Pointer) -> (usize, Position) {
        let (mut depth, mut part) = (0, 0);
        for token in pointer.tokens() {
            let Some(child) = self.child(part, &token) else {
                break;
            };
            (depth, part) = (depth + 1, child);
        }
        (depth, self.spans.position(part))
    }

    fn child(&mut self, part: usize, token: &str) -> Option<usize> {
        let spans = self.spans;
        let Part { size, .. } = spans.parts.get(part)?;
        let first = spans.parts.get(part + 1)?;
        let step = if first.key == NO_KEY {
            narrow(list_index(token)?)
        } else {
            *spans.keys.get(token)?
        };
        let children = self.known.entry(part).or_insert_with(|| {
            let all = spans.children(part, part + *size as usize);
            let step = |(index, child): (usize, usize)| match spans.parts[child].key {
                NO_KEY => (narrow(index), child),
                key => (key, child),
            };
            all.enumerate().map(step).collect()
        });
        children.get(&step).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_searched_once() {
        let mut spans = Spans::default();
        let root = spans.item(Position::START);
        for line in 1..=100_000 {
            let member = spans.member(&line.to_string(), Position { line, column: 1 });
            spans.item(Position { line, column: 2 });
            spans.end(member);
        }
        spans.end(root);
        let mut locator = spans.locator();
        for line in 1..=100_000 {
            let pointer = Pointer::root().child(&line.to_string()).index(0);
            let found = Position { line, column: 2 };
            assert_eq!(locator.locate(&pointer), (2, found));
            assert_eq!(locator.locate(&pointer.child("x")), (2, found));
        }
    }
}
