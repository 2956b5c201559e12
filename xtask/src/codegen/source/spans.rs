//! Where the parts of one text stand.
//!
//! In: the parts, in the order of the text, while it is parsed. Out: for a pointer, the
//! position of the key (or of the list item) that it names; where the text ends earlier,
//! that of the deepest ancestor that exists. A part takes sixteen bytes and its key, so
//! that every text can have its table. Positions are for printing only. Besides: how a scalar is
//! written whose value says it otherwise, such as `1.10`, for where it is text after all.
//! Deliberately absent: the text, its values, and complaints.

use std::collections::HashMap;

use crate::codegen::source::pointer::list_index;
use crate::codegen::source::{Pointer, Position};

/// The positions of a text. Parts lie as in the text: each before what it holds.
#[derive(Clone, Debug, Default)]
pub struct Spans {
    parts: Vec<Part>,
    /// The keys of all members, each behind a `/`.
    keys: String,
    /// The scalars that are written otherwise than their values are.
    written: HashMap<usize, Box<str>>,
}

#[derive(Clone, Copy, Debug)]
struct Part {
    line: u32,
    column: u32,
    /// How many parts it is, what it holds included.
    size: u32,
    /// Where its key ends among the keys. The root and items of lists have none: theirs
    /// ends where that of the part before does.
    key_end: u32,
}

impl Spans {
    /// Adds the root or an item of a list, and returns its number.
    pub(crate) fn item(&mut self, Position { line, column }: Position) -> usize {
        self.parts.push(Part {
            line: narrow(line),
            column: narrow(column),
            size: 1,
            key_end: narrow(self.keys.len()),
        });
        self.last()
    }

    /// Adds a member of an object, and returns its number.
    pub(crate) fn member(&mut self, key: &str, at: Position) -> usize {
        self.keys.push('/');
        self.keys.push_str(key);
        self.item(at)
    }

    /// Returns the number of the newest part.
    pub(crate) fn last(&self) -> usize {
        self.parts.len().saturating_sub(1)
    }

    /// Notes how the scalar is written that the newest part is.
    pub(crate) fn write(&mut self, text: &str) {
        self.written.insert(self.last(), text.into());
    }

    /// Notes that a part ends here: all that came after it is inside.
    pub(crate) fn end(&mut self, part: usize) {
        let size = narrow(self.parts.len() - part);
        self.parts[part].size = size;
    }

    /// Returns the keys that an object has had before, each with the places of the first
    /// and of this one.
    pub(crate) fn twice(&self, object: usize) -> impl Iterator<Item = (&str, Position, Position)> {
        let mut first = HashMap::new();
        self.children(object).filter_map(move |child| {
            let key = self.key(child)?;
            let before = *first.entry(key).or_insert(child);
            (before != child).then(|| (key, self.position(before), self.position(child)))
        })
    }

    /// Begins to look for places.
    pub(crate) fn locator(&self) -> Locator<'_> {
        Locator {
            spans: self,
            known: HashMap::new(),
        }
    }

    fn key(&self, part: usize) -> Option<&str> {
        let before = part
            .checked_sub(1)
            .map_or(0, |part| self.parts[part].key_end);
        let key = before as usize..self.parts[part].key_end as usize;
        self.keys.get(key)?.strip_prefix('/')
    }

    /// The parts that a part holds itself.
    fn children(&self, part: usize) -> impl Iterator<Item = usize> {
        let size = self.parts.get(part).map_or(0, |part| part.size as usize);
        let (mut next, end) = (part + 1, part + size);
        std::iter::from_fn(move || {
            let child = (next < end).then_some(next)?;
            next += self.parts[child].size as usize;
            Some(child)
        })
    }

    fn position(&self, part: usize) -> Position {
        let part = self.parts.get(part);
        part.map_or(Position::START, |part| Position {
            line: part.line as usize,
            column: part.column as usize,
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
    known: HashMap<usize, Children<'s>>,
}

#[derive(Debug)]
enum Children<'s> {
    Members(HashMap<&'s str, usize>),
    Items(Vec<usize>),
}

impl Locator<'_> {
    /// Returns how many steps of a pointer exist in the text, and where the last of them
    /// stands.
    pub(crate) fn locate(&mut self, pointer: &Pointer) -> (usize, Position) {
        let (depth, part) = self.deepest(pointer);
        (depth, self.spans.position(part))
    }

    /// Returns how the scalar in a place is written, if its value says it otherwise.
    pub(crate) fn written(&mut self, pointer: &Pointer) -> Option<&str> {
        let (depth, part) = self.deepest(pointer);
        let is_whole = depth == pointer.tokens().count();
        let text = self.spans.written.get(&part).filter(|_| is_whole)?;
        Some(text)
    }

    /// The deepest part on the way to a place, and how many steps it is away.
    fn deepest(&mut self, pointer: &Pointer) -> (usize, usize) {
        let (mut depth, mut part) = (0, 0);
        for token in pointer.tokens() {
            let Some(child) = self.child(part, &token) else {
                break;
            };
            (depth, part) = (depth + 1, child);
        }
        (depth, part)
    }

    fn child(&mut self, part: usize, token: &str) -> Option<usize> {
        let spans = self.spans;
        let first = spans.children(part).next()?;
        let children = self.known.entry(part).or_insert_with(|| {
            let all = spans.children(part);
            if spans.key(first).is_none() {
                return Children::Items(all.collect());
            }
            Children::Members(
                all.filter_map(|child| Some((spans.key(child)?, child)))
                    .collect(),
            )
        });
        match children {
            Children::Members(members) => members.get(token).copied(),
            Children::Items(items) => items.get(list_index(token)?).copied(),
        }
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
