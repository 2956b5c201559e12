//! Names for places in a description.
//!
//! In: keys and indices on the way down. Out: a [`Pointer`] (RFC 6901), which
//! diagnostics, references and the model carry. [`Path`] is the same on the stack of a
//! walk: it costs nothing until a complaint needs a pointer. Deliberately absent: lines
//! and columns, which `spans` knows.

use std::borrow::Cow;
use std::fmt;
use std::iter::successors;

use serde_yaml::Value;

/// How many references may follow each other.
pub(crate) const MAX_CHAIN: usize = 50;

/// A JSON Pointer into the description. It prints as a URI fragment, `#/components/schemas/a~1b`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Pointer(String);

impl Pointer {
    /// Returns the pointer to the whole description.
    pub fn root() -> Self {
        Self(String::new())
    }

    /// Returns the pointer to a member of the object this one points to.
    pub fn child(&self, name: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + name.len() + 1);
        text.push_str(&self.0);
        push_token(&mut text, name);
        Self(text)
    }

    /// Returns the pointer to an item of the list this one points to.
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// Returns the pointer to a place inside of what this one points to.
    pub(crate) fn join(&self, inside: &Self) -> Self {
        Self(format!("{}{}", self.0, inside.0))
    }

    /// Reads a pointer, either plain (`/a/b`) or as a fragment of a reference (`#/a/b`,
    /// in which `%2F` is a `/` within a name). Returns nothing for everything else,
    /// such as references to other documents.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = match text.strip_prefix('#') {
            Some(fragment) => percent_decoded(fragment)?,
            None => Cow::Borrowed(text),
        };
        let well_formed = plain.is_empty() || plain.starts_with('/');
        let escapes = plain
            .split('~')
            .skip(1)
            .all(|rest| rest.starts_with(['0', '1']));
        (well_formed && escapes).then(|| Self(plain.into_owned()))
    }

    /// Returns the names on the way from the root, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.split('/').skip(1).map(unescaped)
    }

    /// Returns the last name on the way, unescaped; nothing for the root.
    pub fn last(&self) -> Option<Cow<'_, str>> {
        self.0.rsplit_once('/').map(|(_, token)| unescaped(token))
    }

    /// Returns the pointer to what holds this one; nothing for the root.
    pub fn parent(&self) -> Option<Self> {
        self.0
            .rsplit_once('/')
            .map(|(parent, _)| Self(parent.to_owned()))
    }

    /// Returns this pointer and those to what holds it, the nearest first.
    pub(crate) fn outwards(&self) -> impl Iterator<Item = Self> {
        successors(Some(self.clone()), Self::parent)
    }

    /// Returns whether this one points to a place, or to what holds it.
    pub(crate) fn holds(&self, place: &Self) -> bool {
        let inside = place.0.strip_prefix(&self.0);
        inside.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Returns whether the text of this one begins with that of another: what another holds
    /// does, and stands together with all that does in a sorted list.
    pub(crate) fn begins_like(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// Returns the first `depth` steps of the way.
    pub fn prefix(&self, depth: usize) -> Self {
        match self.0.match_indices('/').nth(depth) {
            Some((end, _)) => Self(self.0[..end].to_owned()),
            None => self.clone(),
        }
    }

    /// Returns what the pointer points to.
    pub fn resolve<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        self.tokens().try_fold(value, |value, token| match value {
            Value::Mapping(mapping) => mapping.get(&*token),
            Value::Sequence(items) => list_index(&token).and_then(|index| items.get(index)),
            _ => None,
        })
    }

    /// Returns what the pointer points to, to change it.
    pub(crate) fn resolve_mut<'v>(&self, value: &'v mut Value) -> Option<&'v mut Value> {
        self.tokens().try_fold(value, |value, token| match value {
            Value::Mapping(mapping) => mapping.get_mut(&*token),
            Value::Sequence(items) => list_index(&token).and_then(|index| items.get_mut(index)),
            _ => None,
        })
    }

    /// Returns what a reference to this place leads to, and, if that is a reference again, what
    /// it leads to, and so on. A chain of [`MAX_CHAIN`] has no end.
    pub(crate) fn chain<'v>(&self, root: &'v Value) -> impl Iterator<Item = (Self, &'v Value)> {
        let found = |pointer: Self| {
            let value = pointer.resolve(root)?;
            Some((pointer, value))
        };
        successors(found(self.clone()), move |(_, value)| {
            found(Self::parse(value.get("$ref")?.as_str()?)?)
        })
        .take(MAX_CHAIN)
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{}", self.0)
    }
}

/// An index of a list as RFC 6901 writes it: no sign and no leading zero.
pub(crate) fn list_index(token: &str) -> Option<usize> {
    let plain = token == "0" || !token.starts_with(['0', '+']);
    if plain { token.parse().ok() } else { None }
}

fn push_token(text: &mut String, name: &str) {
    text.push('/');
    if !name.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
        text.push_str(name);
        return;
    }
    for character in name.chars() {
        match character {
            '~' => text.push_str("~0"),
            '/' => text.push_str("~1"),
            other => text.push(other),
        }
    }
}

fn unescaped(token: &str) -> Cow<'_, str> {
    let mut pieces = token.split('~');
    let first = pieces.next().unwrap_or_default();
    if first.len() == token.len() {
        return Cow::Borrowed(token);
    }
    let mut text = String::with_capacity(token.len());
    text.push_str(first);
    for piece in pieces {
        let (character, rest) = match piece.as_bytes().first() {
            Some(b'1') => ('/', &piece[1..]),
            Some(b'0') => ('~', &piece[1..]),
            _ => ('~', piece),
        };
        text.push(character);
        text.push_str(rest);
    }
    Cow::Owned(text)
}

/// Percent-decoding: a `%2F` becomes `~1`, because within a pointer a bare `/` divides names.
fn percent_decoded(fragment: &str) -> Option<Cow<'_, str>> {
    if !fragment.contains('%') {
        return Some(Cow::Borrowed(fragment));
    }
    let mut pieces = fragment.split('%');
    let mut bytes = pieces.next()?.as_bytes().to_vec();
    for piece in pieces {
        let (digits, rest) = piece.split_at_checked(2)?;
        // `from_str_radix` would take a sign.
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        match u8::from_str_radix(digits, 16).ok()? {
            b'/' => bytes.extend_from_slice(b"~1"),
            byte => bytes.push(byte),
        }
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

/// The way to a place during a walk, as a list linked towards the root.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    step: Step<'p>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'p> {
    Root,
    Key(&'p str),
    Index(usize),
}

impl<'p> Path<'p> {
    /// The way to the whole description.
    pub(crate) const ROOT: Self = Self {
        parent: None,
        step: Step::Root,
    };

    /// Returns the way to a member.
    pub(crate) fn child(&'p self, name: &'p str) -> Path<'p> {
        Path {
            parent: Some(self),
            step: Step::Key(name),
        }
    }

    /// Returns the way to an item of a list.
    pub(crate) fn index(&'p self, index: usize) -> Path<'p> {
        Path {
            parent: Some(self),
            step: Step::Index(index),
        }
    }

    /// Returns the last name on the way; nothing for the root and for items of lists.
    pub(crate) fn name(&self) -> Option<&'p str> {
        match self.step {
            Step::Key(name) => Some(name),
            Step::Root | Step::Index(_) => None,
        }
    }

    /// Returns the pointer for this way.
    pub(crate) fn pointer(&self) -> Pointer {
        let mut text = String::new();
        self.write(&mut text);
        Pointer(text)
    }

    fn write(&self, text: &mut String) {
        if let Some(parent) = self.parent {
            parent.write(text);
        }
        match self.step {
            Step::Root => {}
            Step::Key(name) => push_token(text, name),
            Step::Index(index) => {
                text.push('/');
                text.push_str(&index.to_string());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_print_and_parse() {
        let rows = [
            ("#", Some("#")),
            ("", Some("#")),
            (
                "#/components/schemas/a~1b",
                Some("#/components/schemas/a~1b"),
            ),
            (
                "#/components/schemas/a%2Fb",
                Some("#/components/schemas/a~1b"),
            ),
            ("#/a%20b/%C3%A9", Some("#/a b/é")),
            ("/plain/0", Some("#/plain/0")),
            ("#/bad%2", None),
            ("#/bad%+1", None),
            ("#/bad%ff", None),
            ("#/bad~2", None),
            ("#/bad~", None),
            ("#Name", None),
            ("other.yaml#/a", None),
            ("https://host/x", None),
        ];
        for (text, expected) in rows {
            assert_eq!(
                Pointer::parse(text)
                    .map(|pointer| pointer.to_string())
                    .as_deref(),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn pointers_resolve_and_come_apart() {
        let value: Value = serde_yaml::from_str("{a/b: [{x~y: 1}, {'': 2}]}").unwrap();
        let place = Pointer::root().child("a/b").index(0).child("x~y");
        assert_eq!(place.to_string(), "#/a~1b/0/x~0y");
        assert_eq!(place.tokens().collect::<Vec<_>>(), ["a/b", "0", "x~y"]);
        assert_eq!(place.last().as_deref(), Some("x~y"));
        assert_eq!(place.prefix(2), Pointer::root().child("a/b").index(0));
        assert_eq!(place.parent(), Some(place.prefix(2)));
        assert_eq!(
            place.prefix(1).join(&Pointer::root().index(0)),
            place.prefix(2)
        );
        assert_eq!(place.prefix(0), Pointer::root());
        assert_eq!(place.prefix(9), place);
        assert_eq!(place.resolve(&value), Some(&Value::from(1)));
        assert_eq!(
            Pointer::root()
                .child("a/b")
                .index(1)
                .child("")
                .resolve(&value),
            Some(&Value::from(2))
        );
        assert_eq!(
            Pointer::root().child("a/b").child("00").resolve(&value),
            None
        );
        let mut changed = value.clone();
        *place.resolve_mut(&mut changed).unwrap() = Value::from(3);
        assert_eq!(place.resolve(&changed), Some(&Value::from(3)));
        let path = Path::ROOT;
        let (a, b) = (path.child("a/b"), 0);
        assert_eq!(a.index(b).child("x~y").pointer(), place);
    }

    #[test]
    fn chains_end() {
        let value: Value = serde_yaml::from_str(
            "{a: {$ref: '#/b'}, b: {$ref: '#/c%2F'}, c/: 1, d: {$ref: '#/d'}}",
        )
        .unwrap();
        let chain = |text: &str| -> Vec<String> {
            let pointer = Pointer::parse(text).unwrap();
            let chain = pointer.chain(&value);
            chain.map(|(pointer, _)| pointer.to_string()).collect()
        };
        assert_eq!(chain("#/a"), ["#/a", "#/b", "#/c~1"]);
        assert_eq!(chain("#/d").len(), MAX_CHAIN);
        assert!(chain("#/e").is_empty());
    }
}
