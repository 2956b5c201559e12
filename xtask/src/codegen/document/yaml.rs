//! YAML text to a value.
//!
//! In: a text. Out: the value, in which every key is text, or complaints with their
//! positions. The value is built from the same events that are checked, so that no
//! second parser can read the text differently; scalars mean what serde_yaml takes them
//! for (a test compares the two). serde_yaml's own reader is not asked, because it
//! keeps no positions, confuses anchors that are defined twice, and refuses whole
//! numbers beyond 64 bits. Deliberately absent: tags, merge keys, more than one
//! document and keys that are not text. They are refused, because JSON has nothing like
//! them. Aliases are copied, as long as they copy little.

mod nodes;

use std::collections::HashMap;

use saphyr_parser::{Event, Parser};
use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::{Code, Diagnostics};
use crate::codegen::document::locate;
use crate::codegen::document::locate::position;
use crate::codegen::document::syntax;
use crate::codegen::document::text::{MAX_DEPTH, MAX_NODES};
use crate::codegen::source::Format;
use crate::codegen::source::Position;

/// How many nodes and bytes all aliases of a text may copy.
const MAX_COPIED: Size = Size {
    nodes: 50_000,
    bytes: 4 << 20,
};
/// How many complaints are made about one text.
const MAX_COMPLAINTS: usize = 100;

/// Reads a text.
pub(super) fn read(text: &str, diagnostics: &mut Diagnostics) -> Option<Value> {
    let mut reader = Reader::new(diagnostics);
    let mut parser = Parser::new_from_str(text);
    while let Some(result) = parser.next_event() {
        let going = match result {
            Ok((event, span)) => reader.take(event, position(&span.start)),
            // The parser would repeat its first error for ever.
            Err(error) => reader.stop(
                Code::SYNTAX_ERROR,
                position(error.marker()),
                format!("this is not YAML: {}", error.info()),
                Some(syntax::way_out(Format::Yaml, error.info())),
            ),
        };
        if going.is_err() {
            break;
        }
    }
    reader.finish(text)
}

/// How much a node holds.
#[derive(Clone, Copy, Default)]
struct Size {
    nodes: usize,
    bytes: usize,
}

impl Size {
    fn add(&mut self, other: Self) {
        self.nodes = self.nodes.saturating_add(other.nodes);
        self.bytes = self.bytes.saturating_add(other.bytes);
    }
}

/// A collection that has not ended yet.
struct Open {
    contents: Contents,
    /// The anchor, 0 for none.
    anchor: usize,
    size: Size,
}

enum Contents {
    Map(Mapping, Option<String>),
    List(Vec<Value>),
}

/// What follows is meaningless: the pass ends here.
struct Stop;

struct Reader<'d> {
    diagnostics: &'d mut Diagnostics,
    complaints: usize,
    open: Vec<Open>,
    root: Option<Value>,
    documents: usize,
    nodes: usize,
    copied: Size,
    /// What each anchor stands for, once it is complete.
    anchors: HashMap<usize, (Value, Size)>,
    /// Whether some key stands twice; where, is found out when the pass is over.
    duplicates: bool,
}

impl<'d> Reader<'d> {
    fn new(diagnostics: &'d mut Diagnostics) -> Self {
        Self {
            diagnostics,
            complaints: 0,
            open: Vec::new(),
            root: None,
            documents: 0,
            nodes: 0,
            copied: Size::default(),
            anchors: HashMap::new(),
            duplicates: false,
        }
    }

    fn complain(
        &mut self,
        code: Code,
        at: Position,
        message: impl Into<String>,
        help: Option<&str>,
    ) {
        self.complaints += 1;
        if self.complaints <= MAX_COMPLAINTS {
            let diagnostic = self.diagnostics.report_at(code, at, message);
            if let Some(help) = help {
                diagnostic.help(help);
            }
        }
    }

    fn stop(
        &mut self,
        code: Code,
        at: Position,
        message: impl Into<String>,
        help: Option<&str>,
    ) -> Result<(), Stop> {
        self.complain(code, at, message, help);
        Err(Stop)
    }

    fn finish(mut self, text: &str) -> Option<Value> {
        if self.duplicates {
            locate::complain_about_duplicates(Format::Yaml, text, self.diagnostics);
            return None;
        }
        if self.complaints > 0 {
            return None;
        }
        match self.root.take() {
            Some(Value::Null) | None => {
                self.complain(
                    Code::EMPTY_DESCRIPTION,
                    Position::START,
                    "the description is empty",
                    Some("it begins with `openapi: 3.1.0`"),
                );
                None
            }
            root => root,
        }
    }

    fn take(&mut self, event: Event<'_>, at: Position) -> Result<(), Stop> {
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return self.stop(
                        Code::YAML_SEVERAL_DOCUMENTS,
                        at,
                        "a second document begins here",
                        Some("a file holds one description"),
                    );
                }
                Ok(())
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.tag(tag.as_deref(), at);
                if self.key_is_next() {
                    self.key(text, style, anchor, at)
                } else {
                    self.scalar(text, style, anchor, at)
                }
            }
            Event::Alias(anchor) => self.alias(anchor, at),
            Event::MappingStart(anchor, tag) => {
                self.tag(tag.as_deref(), at);
                self.begin(Contents::Map(Mapping::new(), None), anchor, at)
            }
            Event::SequenceStart(anchor, tag) => {
                self.tag(tag.as_deref(), at);
                self.begin(Contents::List(Vec::new()), anchor, at)
            }
            Event::MappingEnd | Event::SequenceEnd => self.end(at),
            Event::Nothing | Event::StreamStart | Event::DocumentEnd => Ok(()),
            Event::StreamEnd => Err(Stop),
        }
    }

    fn key_is_next(&self) -> bool {
        matches!(
            self.open.last(),
            Some(Open {
                contents: Contents::Map(_, None),
                ..
            })
        )
    }

    fn begin(&mut self, contents: Contents, anchor: usize, at: Position) -> Result<(), Stop> {
        if self.key_is_next() {
            return self.stop(
                Code::YAML_KEY_NOT_TEXT,
                at,
                "a list or an object cannot be a key",
                Some("put the key in quotes if it is text"),
            );
        }
        if self.open.len() >= MAX_DEPTH {
            return self.stop(
                Code::TOO_LARGE,
                at,
                format!("lists and objects are nested more than {MAX_DEPTH} deep"),
                None,
            );
        }
        self.open.push(Open {
            contents,
            anchor,
            size: Size { nodes: 1, bytes: 0 },
        });
        Ok(())
    }

    fn end(&mut self, at: Position) -> Result<(), Stop> {
        let Some(Open {
            contents,
            anchor,
            size,
        }) = self.open.pop()
        else {
            return Ok(());
        };
        let value = match contents {
            Contents::Map(mapping, _) => Value::Mapping(mapping),
            Contents::List(items) => Value::Sequence(items),
        };
        self.value(value, size, anchor, at)
    }

    /// Puts a complete value where it belongs.
    fn value(&mut self, value: Value, size: Size, anchor: usize, at: Position) -> Result<(), Stop> {
        self.nodes += 1;
        if self.nodes + self.copied.nodes > MAX_NODES {
            return self.stop(
                Code::TOO_LARGE,
                at,
                format!("the description has more than {MAX_NODES} values"),
                None,
            );
        }
        if anchor != 0 {
            // The copy that the anchor keeps counts like one of an alias: anchors
            // within anchors would multiply.
            self.copied.add(size);
            if self.copied.nodes > MAX_COPIED.nodes || self.copied.bytes > MAX_COPIED.bytes {
                return self.stop(
                    Code::YAML_ALIAS,
                    at,
                    "the anchors of this description hold too much",
                    Some("use `$ref` instead"),
                );
            }
            self.anchors.insert(anchor, (value.clone(), size));
        }
        match self.open.last_mut() {
            None => self.root = Some(value),
            Some(open) => {
                open.size.add(size);
                match &mut open.contents {
                    Contents::List(items) => items.push(value),
                    Contents::Map(mapping, key) => {
                        if let Some(key) = key.take() {
                            mapping.insert(Value::String(key), value);
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
