//! YAML text to a value.
//!
//! In: a text. Out: the value with its spans, in which every key is text, or complaints.
//! Scalars mean what serde_yaml takes them for (a test compares the two). serde_yaml's
//! own reader is not asked, because it keeps no positions, confuses anchors that are
//! defined twice, and refuses whole numbers beyond 64 bits. Deliberately absent: tags,
//! merge keys, more than one document and keys that are not text. They are refused,
//! because JSON has nothing like them. Aliases are copied, as long as they copy little.

use std::borrow::Cow;
use std::collections::HashMap;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Tag};
use serde_yaml::Value;

use crate::codegen::diagnostics::Code;
use crate::codegen::document::parse::scalar::{self, NotANumber};
use crate::codegen::document::parse::syntax;
use crate::codegen::document::parse::tree::{Complaint, Kind, Next, Stop, Tree};
use crate::codegen::document::text::MAX_DEPTH;
use crate::codegen::source::{Format, Position, Spans, quoted};

/// How many nodes and bytes all aliases of a text may copy.
const MAX_COPIED: Size = Size {
    nodes: 50_000,
    bytes: 4 << 20,
};

/// Reads a text.
pub(super) fn read(text: &str) -> Result<(Value, Spans), Vec<Complaint>> {
    let mut reader = Reader {
        tree: Tree::new(text, MAX_DEPTH),
        at: Position::START,
        documents: 0,
        open: Vec::new(),
        anchors: HashMap::new(),
        copied: Size::default(),
    };
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
                let message = format!("this is not YAML: {}", error.info());
                let help = Some(syntax::way_out(Format::Yaml, error.info()));
                reader.stop(Code::SYNTAX_ERROR, message, help)
            }
        };
        if going.is_err() {
            break;
        }
    }
    reader.tree.finish()
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

struct Reader {
    tree: Tree,
    /// Where what is being read begins.
    at: Position,
    documents: usize,
    /// Of each open collection the anchor, 0 for none, and how much it holds so far.
    open: Vec<(usize, Size)>,
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
        if let Event::Scalar(.., tag) | Event::MappingStart(_, tag) | Event::SequenceStart(_, tag) =
            &event
        {
            self.tag(tag.as_deref());
        }
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
            Event::Scalar(text, style, anchor, _) => {
                let is_plain = style == ScalarStyle::Plain;
                if self.tree.next() == Next::Key {
                    self.key(text, is_plain, anchor)
                } else {
                    self.scalar(text, is_plain, anchor)
                }
            }
            Event::Alias(anchor) => self.alias(anchor),
            Event::MappingStart(anchor, _) => self.begin(Kind::Map, anchor),
            Event::SequenceStart(anchor, _) => self.begin(Kind::List, anchor),
            Event::MappingEnd | Event::SequenceEnd => self.end(),
            Event::Nothing | Event::StreamStart | Event::DocumentEnd => Ok(()),
            Event::StreamEnd => Err(Stop::Said),
        }
    }

    fn tag(&mut self, tag: Option<&Tag>) {
        let Some(Tag { handle, suffix }) = tag else {
            return;
        };
        let name = match handle.as_str() {
            "tag:yaml.org,2002:" => format!("!!{suffix}"),
            _ => format!("{handle}{suffix}"),
        };
        let message = format!("the tag {} is not allowed", quoted(&name));
        let help = Some("remove it; quote a value that is text");
        self.complain(Code::YAML_TAG, message, help);
    }

    fn begin(&mut self, kind: Kind, anchor: usize) -> Result<(), Stop> {
        if self.tree.next() == Next::Key {
            let message = "a list or an object cannot be a key";
            let help = Some("put the key in quotes if it is text");
            return self.stop(Code::YAML_KEY_NOT_TEXT, message, help);
        }
        match self.tree.begin(kind, self.at) {
            Err(Stop::TooDeep) => {
                let message = format!("lists and objects are nested more than {MAX_DEPTH} deep");
                return self.stop(Code::TOO_LARGE, message, None);
            }
            other => other?,
        }
        self.open.push((anchor, Size { nodes: 1, bytes: 0 }));
        Ok(())
    }

    fn end(&mut self) -> Result<(), Stop> {
        let value = self.tree.end();
        if let Some((anchor, size)) = self.open.pop() {
            self.complete(&value, size, anchor)?;
        }
        self.tree.put(value);
        Ok(())
    }

    fn key(&mut self, text: Cow<'_, str>, is_plain: bool, anchor: usize) -> Result<(), Stop> {
        if is_plain {
            self.plain_key(&text);
        }
        let size = Size::of(&text);
        if anchor != 0 {
            let value = Value::String(text.to_string());
            self.anchors.insert(anchor, (value, size));
        }
        self.grow(size);
        self.tree.key(text.into_owned(), self.at)
    }

    fn plain_key(&mut self, text: &str) {
        if text == "<<" {
            let message = "the merge key `<<` is not part of YAML 1.2 and would be read as a name";
            let help = Some("write the members out, or use `allOf` in a schema");
            self.complain(Code::YAML_MERGE_KEY, message, help);
        }
        let kind = match scalar::resolve(text) {
            Ok(Value::Null) => "null",
            Ok(Value::Bool(_)) => "a boolean",
            Ok(Value::Number(number)) if number.is_f64() => "a number",
            Err(_) => "a number",
            Ok(_) => return,
        };
        let message = format!("the key {} is {kind}, not text", quoted(text));
        self.complain(Code::YAML_KEY_NOT_TEXT, message, Some("put it in quotes"));
    }

    fn scalar(&mut self, text: Cow<'_, str>, is_plain: bool, anchor: usize) -> Result<(), Stop> {
        let size = Size::of(&text);
        let value = if is_plain {
            self.plain(&text)
        } else {
            Value::String(text.into_owned())
        };
        self.complete(&value, size, anchor)?;
        self.tree.scalar(value, self.at)
    }

    fn plain(&mut self, text: &str) -> Value {
        let message = match scalar::resolve(text) {
            Ok(value) => return value,
            Err(NotANumber::NotFinite) => {
                format!("{} is not a number that JSON can hold", quoted(text))
            }
            Err(NotANumber::TooLarge) => format!("the number {} is too large", quoted(text)),
        };
        let help = Some("put it in quotes if it is text");
        self.complain(Code::NUMBER_NOT_IN_JSON, message, help);
        Value::Null
    }

    fn alias(&mut self, anchor: usize) -> Result<(), Stop> {
        if self.tree.next() == Next::Key {
            let message = "an alias cannot be a key";
            return self.stop(Code::YAML_KEY_NOT_TEXT, message, Some("write the key out"));
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
        if let Some((_, holds)) = self.open.last_mut() {
            holds.add(size);
        }
    }
}

#[cfg(test)]
mod tests;
