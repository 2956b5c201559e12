//! Which file each part of a description came from.
//!
//! In: what bundling and overlays put where. Out: for a pointer into the whole, the file
//! and the pointer in that file. Parts nest, so this is a tree: the deepest known part
//! on the way to a place decides.

use std::collections::HashMap;

use crate::codegen::source::Pointer;

/// A file that a description is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(usize);

impl FileId {
    /// The description itself.
    pub const MAIN: Self = Self(0);

    pub(crate) fn nth(number: usize) -> Self {
        Self(number)
    }

    /// The number among the files besides the description, from 1.
    pub(crate) fn number(self) -> usize {
        self.0
    }

    /// Makes room for other files before this one.
    pub(crate) fn shift(&mut self, by: usize) {
        if *self != Self::MAIN {
            self.0 += by;
        }
    }
}

/// The parts of a description that came from elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    root: Node,
}

#[derive(Clone, Debug, Default)]
struct Node {
    origin: Option<(FileId, Pointer)>,
    children: HashMap<String, Node>,
}

impl Origins {
    /// Returns whether everything stands in the description itself, at its own place.
    pub(crate) fn is_empty(&self) -> bool {
        self.root.origin.is_none() && self.root.children.is_empty()
    }

    /// Returns the file of a place, and the place in that file.
    pub(crate) fn resolve(&self, pointer: &Pointer) -> (FileId, Pointer) {
        let mut found = (FileId::MAIN, Pointer::root());
        let mut node = Some(&self.root);
        if let Some(origin) = &self.root.origin {
            found = origin.clone();
        }
        for token in pointer.tokens() {
            node = node.and_then(|node| node.children.get(&*token));
            match node.and_then(|node| node.origin.as_ref()) {
                Some(origin) => found = origin.clone(),
                None => found.1 = found.1.child(&token),
            }
        }
        found
    }

    /// Notes where a part came from. What was known of its own parts is forgotten.
    pub(crate) fn set(&mut self, at: &Pointer, file: FileId, pointer: Pointer) {
        let node = self.node(at);
        node.children.clear();
        node.origin = Some((file, pointer));
    }

    /// Notes that a part is a copy of another.
    pub(crate) fn copy(&mut self, from: &Pointer, to: &Pointer) {
        let origin = self.resolve(from);
        let mut copy = self.node(from).clone();
        copy.origin = Some(origin);
        *self.node(to) = copy;
    }

    /// Notes that items of a list were removed: what stood at an index stands at the
    /// place of that index in `kept` now.
    pub(crate) fn keep(&mut self, list: &Pointer, kept: &[usize]) {
        let places = kept.iter().map(|&index| self.resolve(&list.index(index)));
        let places: Vec<(FileId, Pointer)> = places.collect();
        let node = self.node(list);
        let mut before = std::mem::take(&mut node.children);
        for (index, (old, place)) in kept.iter().zip(places).enumerate() {
            let mut child = before.remove(&old.to_string()).unwrap_or_default();
            child.origin = Some(place);
            node.children.insert(index.to_string(), child);
        }
    }

    /// Makes room for other files before those that are named.
    pub(crate) fn shift(&mut self, by: usize) {
        self.root.shift(by);
    }

    fn node(&mut self, at: &Pointer) -> &mut Node {
        at.tokens().fold(&mut self.root, |node, token| {
            node.children.entry(token.into_owned()).or_default()
        })
    }
}

impl Node {
    fn shift(&mut self, by: usize) {
        if let Some((file, _)) = &mut self.origin {
            file.shift(by);
        }
        self.children.values_mut().for_each(|child| child.shift(by));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Pointer {
        Pointer::parse(text).unwrap()
    }

    #[test]
    fn the_deepest_part_decides() {
        let mut origins = Origins::default();
        let (one, two) = (FileId::nth(1), FileId::nth(2));
        origins.set(&at("#/a/b"), one, at("#/x"));
        origins.set(&at("#/a/b/c"), two, at("#"));
        for (pointer, file, expected) in [
            ("#/a", FileId::MAIN, "#/a"),
            ("#/a/b", one, "#/x"),
            ("#/a/b/d/0", one, "#/x/d/0"),
            ("#/a/b/c/e", two, "#/e"),
        ] {
            assert_eq!(
                origins.resolve(&at(pointer)),
                (file, at(expected)),
                "{pointer}"
            );
        }
        origins.copy(&at("#/a/b"), &at("#/d"));
        assert_eq!(origins.resolve(&at("#/d/c/e")), (two, at("#/e")));
        assert_eq!(origins.resolve(&at("#/d/d")), (one, at("#/x/d")));
        origins.set(&at("#/a"), two, at("#/y"));
        assert_eq!(origins.resolve(&at("#/a/b/c")), (two, at("#/y/b/c")));
    }

    #[test]
    fn items_move_up_when_others_are_removed() {
        let mut origins = Origins::default();
        origins.set(&at("#/l/2/x"), FileId::nth(1), at("#/x"));
        origins.keep(&at("#/l"), &[0, 2, 3]);
        for (pointer, file, expected) in [
            ("#/l/0/x", FileId::MAIN, "#/l/0/x"),
            ("#/l/1", FileId::MAIN, "#/l/2"),
            ("#/l/1/x", FileId::nth(1), "#/x"),
            ("#/l/2/x", FileId::MAIN, "#/l/3/x"),
        ] {
            assert_eq!(
                origins.resolve(&at(pointer)),
                (file, at(expected)),
                "{pointer}"
            );
        }
    }
}
