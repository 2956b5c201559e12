//! YAML text to a value.
//!
//! In: a text. Out: the value with its spans, in which every key is text, or complaints.
//! Scalars mean what YAML 1.2 says. serde_yaml's own reader is not asked, because it keeps
//! no positions, confuses anchors that are defined twice, and refuses whole numbers beyond
//! 64 bits. Aliases are copied, as long as they copy little, and so is what merge keys of
//! YAML 1.1 bring. Deliberately absent: tags beyond those of JSON's types, more than one
//! document, and keys that are lists or objects. They are refused, because JSON has nothing
//! like them.

mod scalars;

use std::borrow::Cow;
use std::collections::HashMap;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Tag};
use serde_yaml::Value;

use crate::codegen::diagnostics::Code;
use crate::codegen::document::parse::syntax;
use crate::codegen::document::parse::tree::{Complaint, Kind, Next, Parsed, Stop, Tree};
use crate::codegen::document::text::MAX_DEPTH;
use crate::codegen::source::{Format, Position, quoted};

/// How many nodes and bytes all aliases of a text may copy.
const MAX_COPIED: Size = Size {
    nodes: 50_000,
    bytes: 4 << 20,
};

/// How many bytes are read again because of tabs.
const MAX_AGAIN: usize = 64 << 20;

/// What the parser says of a tab behind a colon and before a word, which YAML 1.2 allows.
const OF_TABS: &str = "':' must be followed by a valid YAML whitespace";

/// Reads a text. Each tab that the parser stops at counts as a space, which takes as much room.
pub(super) fn read(text: &str) -> Result<Parsed, Vec<Complaint>> {
    let mut text = Cow::Borrowed(text);
    let mut left = MAX_AGAIN;
    loop {
        let (tree, tab) = read_once(&text);
        let again = tab.filter(|_| left >= text.len());
        let Some(colon) = again.and_then(|at| colon_before(&text, at)) else {
            return tree.finish();
        };
        left -= text.len();
        text.to_mut().replace_range(colon + 1..colon + 2, " ");
    }
}

/// The place of a colon with a tab behind it, before a place that the parser stops at.
fn colon_before(text: &str, at: Position) -> Option<usize> {
    let before = text.split_inclusive('\n').take(at.line.checked_sub(1)?);
    let start: usize = before.map(str::len).sum();
    let line = text.get(start..)?;
    let (end, _) = line.char_indices().nth(at.column.checked_sub(1)?)?;
    line[..end].rfind(":\t").map(|colon| start + colon)
}

/// Reads a text once. Returns the place where the parser stops because of a tab, if it does.
fn read_once(text: &str) -> (Tree, Option<Position>) {
    let mut reader = Reader {
        tree: Tree::new(text, MAX_DEPTH),
        at: Position::START,
        documents: 0,
        open: Vec::new(),
        anchors: HashMap::new(),
        copied: Size::default(),
    };
    let mut tab = None;
    let mut parser = Parser::new_from_str(text);
    while let Some(result) = parser.next_event() {
        let going = match result {
            Ok((event, span)) => {
                reader.at = position(&span.start);
                reader.take(event)
            }
            // The parser would repeat its first error for ever.
            Err(error) => {
                reader.at = position(error.marker());
                tab = (error.info() == OF_TABS).then_some(reader.at);
                let message = format!("this is not YAML: {}", error.info());
                let help = Some(syntax::way_out(Format::Yaml, error.info()));
                reader.stop(Code::SYNTAX_ERROR, message, help)
            }
        };
        if going.is_err() {
            break;
        }
    }
    (reader.tree, tab)
}

/// The parser's columns count from 0, and its lines do in an empty text.
fn position(marker: &Marker) -> Position {
    Position {
        line: marker.line().max(1),
        column: marker.col() + 1,
    }
}

/// How much a node holds.
#[derive(Clone, Copy, Default)]
struct Size {
    nodes: usize,
    bytes: usize,
}

impl Size {
    fn of(text: &str) -> Self {
        Self {
            nodes: 1,
            bytes: text.len(),
        }
    }

    fn add(&mut self, other: Self) {
        self.nodes = self.nodes.saturating_add(other.nodes);
        self.bytes = self.bytes.saturating_add(other.bytes);
    }
}

/// A list or an object that has not ended.
struct Open {
    /// 0 for none.
    anchor: usize,
    /// How much it holds so far.
    size: Size,
    /// Whether it has a merge key.
    merges: bool,
}

struct Reader {
    tree: Tree,
    /// Where what is being read begins.
    at: Position,
    documents: usize,
    /// The lists and objects that have not ended.
    open: Vec<Open>,
    /// What each anchor stands for, once it is complete.
    anchors: HashMap<usize, (Value, Size)>,
    copied: Size,
}

impl Reader {
    fn complain(&mut self, code: Code, message: impl Into<String>, help: Option<&str>) {
        self.tree.complain(code, self.at, message, help);
    }

    fn stop(
        &mut self,
        code: Code,
        message: impl Into<String>,
        help: Option<&str>,
    ) -> Result<(), Stop> {
        self.complain(code, message, help);
        Err(Stop::Said)
    }

    fn take(&mut self, event: Event<'_>) -> Result<(), Stop> {
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents == 1 {
                    return Ok(());
                }
                let message = "a second document begins here";
                let help = Some("a file holds one description");
                self.stop(Code::YAML_SEVERAL_DOCUMENTS, message, help)
            }
            Event::Scalar(text, style, anchor, tag) => {
                let is_plain = style == ScalarStyle::Plain;
                let tag = tag.as_deref().map(name);
                if self.tree.next() == Next::Key {
                    self.key(text, is_plain && tag.is_none(), anchor)
                } else {
                    self.scalar(text, is_plain, tag.as_deref(), anchor)
                }
            }
            Event::Alias(anchor) => self.alias(anchor),
            Event::MappingStart(anchor, tag) => {
                self.tag(tag.as_deref(), "!!map");
                self.begin(Kind::Map, anchor)
            }
            Event::SequenceStart(anchor, tag) => {
                self.tag(tag.as_deref(), "!!seq");
                self.begin(Kind::List, anchor)
            }
            Event::MappingEnd | Event::SequenceEnd => self.end(),
            Event::Nothing | Event::StreamStart | Event::DocumentEnd => Ok(()),
            Event::StreamEnd => Err(Stop::Said),
        }
    }

    /// Checks the tag of a list or an object.
    fn tag(&mut self, tag: Option<&Tag>, right: &str) {
        if let Some(name) = tag.map(name).filter(|name| name != right) {
            self.wrong_tag(&name);
        }
    }

    fn wrong_tag(&mut self, name: &str) {
        let message = format!("the tag {} is not allowed", quoted(name));
        let help = Some("remove it; quote a value that is text");
        self.complain(Code::YAML_TAG, message, help);
    }

    fn begin(&mut self, kind: Kind, anchor: usize) -> Result<(), Stop> {
        if self.tree.next() == Next::Key {
            let message = "a list or an object cannot be a key";
            let help = Some("put the key in quotes if it is text");
            return self.stop(Code::YAML_COMPLEX_KEY, message, help);
        }
        match self.tree.begin(kind, self.at) {
            Err(Stop::TooDeep) => {
                let message = format!("lists and objects are nested more than {MAX_DEPTH} deep");
                return self.stop(Code::TOO_LARGE, message, None);
            }
            other => other?,
        }
        self.open.push(Open {
            anchor,
            size: Size { nodes: 1, bytes: 0 },
            merges: false,
        });
        Ok(())
    }

    fn end(&mut self) -> Result<(), Stop> {
        let mut value = self.tree.end();
        if let Some(open) = self.open.pop() {
            if open.merges && !merge(&mut value) {
                let message = "the merge key `<<` takes an object or a list of objects";
                let help = Some("write the members out");
                self.complain(Code::YAML_WRONG_MERGE, message, help);
            }
            self.complete(&value, open.size, open.anchor)?;
        }
        self.tree.put(value);
        Ok(())
    }

    fn alias(&mut self, anchor: usize) -> Result<(), Stop> {
        if self.tree.next() == Next::Key {
            let message = "an alias cannot be a key";
            return self.stop(Code::YAML_COMPLEX_KEY, message, Some("write the key out"));
        }
        let Some(&(_, size)) = self.anchors.get(&anchor) else {
            let message = "the alias stands within its own anchor";
            let help = Some("use `$ref` for recursive schemas");
            return self.stop(Code::YAML_ALIAS, message, help);
        };
        let message = "the aliases of this description copy too much";
        self.copies(size, message, "use `$ref` instead of aliases")?;
        let value = self.anchors.get(&anchor).map(|(value, _)| value.clone());
        self.grow(size);
        self.tree.scalar(value.unwrap_or_default(), self.at)
    }

    /// Keeps a complete value if it has an anchor.
    fn complete(&mut self, value: &Value, size: Size, anchor: usize) -> Result<(), Stop> {
        if anchor != 0 {
            // The copy that the anchor keeps counts like one of an alias: anchors
            // within anchors would multiply.
            let message = "the anchors of this description hold too much";
            self.copies(size, message, "use `$ref` instead")?;
            self.anchors.insert(anchor, (value.clone(), size));
        }
        self.grow(size);
        Ok(())
    }

    /// Counts a copy before it is made, and stops where there are too many.
    fn copies(&mut self, size: Size, message: &str, help: &str) -> Result<(), Stop> {
        self.copied.add(size);
        if self.copied.nodes > MAX_COPIED.nodes || self.copied.bytes > MAX_COPIED.bytes {
            return self.stop(Code::YAML_ALIAS, message, Some(help));
        }
        self.tree.count(size.nodes, self.at)
    }

    /// What the innermost collection holds, grows.
    fn grow(&mut self, size: Size) {
        if let Some(open) = self.open.last_mut() {
            open.size.add(size);
        }
    }
}

/// How a tag is written.
fn name(tag: &Tag) -> String {
    match tag.handle.as_str() {
        "tag:yaml.org,2002:" => format!("!!{}", tag.suffix),
        handle => format!("{handle}{}", tag.suffix),
    }
}

/// Puts the members of a merge key beside those that are there, which hold; of several objects
/// the first one does. Returns whether they are objects.
fn merge(value: &mut Value) -> bool {
    let Value::Mapping(members) = value else {
        return true;
    };
    let merged = match members.shift_remove("<<") {
        Some(Value::Sequence(all)) => all,
        Some(one) => vec![one],
        None => return true,
    };
    merged.into_iter().all(|one| match one {
        Value::Mapping(others) => {
            for (name, value) in others {
                members.entry(name).or_insert(value);
            }
            true
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests;
