//! A value and the places of its parts, built from what a text consists of.
//!
//! In: keys, scalars, the ends of lists and objects, in the order of the text, each with
//! its position. Out: the value with its spans, or complaints. What no text may do,
//! whatever its format, is refused here: hold too many values, nest too deeply, and have
//! a key twice in one object. Deliberately absent: the formats.

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::Code;
use crate::codegen::document::text;
use crate::codegen::source::{Position, Spans, quoted};

/// How many complaints are made about one text.
const MAX_COMPLAINTS: usize = 100;

/// What is wrong with a place in a text.
#[derive(Debug)]
pub(super) struct Complaint {
    pub(super) code: Code,
    pub(super) at: Position,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

/// A text that was read.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) value: Value,
    pub(super) spans: Spans,
    /// What is read in another way than it is written.
    pub(super) warnings: Vec<Complaint>,
}

/// Why a text is not read to its end.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// What is wrong has been said.
    Said,
    /// Lists and objects are nested too deeply.
    TooDeep,
    /// The text is not of its format.
    Unsound,
}

/// What holds values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    List,
    Map,
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// The whole, or nothing behind it.
    Root,
    Item,
    Key,
    /// The value of a key.
    Member,
}

/// A list or an object that has not ended yet.
struct Open {
    kind: Kind,
    /// Its number among the spans.
    part: usize,
    /// Where its values begin in the row.
    start: usize,
}

/// A value that is being built. Keys and complete values wait in one row until what they
/// belong to ends, so that its size is known when room is made for it.
pub(super) struct Tree {
    open: Vec<Open>,
    row: Vec<Value>,
    spans: Spans,
    max_depth: usize,
    max_nodes: usize,
    nodes: usize,
    complaints: Vec<Complaint>,
}

impl Tree {
    /// Begins with nothing of a text. Only so many lists and objects may be open at a time.
    pub(super) fn new(text: &str, max_depth: usize) -> Self {
        Self {
            open: Vec::new(),
            row: Vec::new(),
            spans: Spans::default(),
            max_depth,
            max_nodes: text::max_nodes(text.len()),
            nodes: 0,
            complaints: Vec::new(),
        }
    }

    /// Notes what is wrong.
    pub(super) fn complain(
        &mut self,
        code: Code,
        at: Position,
        message: impl Into<String>,
        help: Option<&str>,
    ) {
        if self.complaints.len() < MAX_COMPLAINTS {
            self.complaints.push(Complaint {
                code,
                at,
                message: message.into(),
                help: help.map(str::to_owned),
            });
        }
    }

    /// Counts values and keys, among them those that are copied.
    pub(super) fn count(&mut self, nodes: usize, at: Position) -> Result<(), Stop> {
        self.nodes += nodes;
        if self.nodes > self.max_nodes {
            return Err(self.too_many(at));
        }
        Ok(())
    }

    /// Apart, because counting happens at every value, and this does not.
    #[cold]
    fn too_many(&mut self, at: Position) -> Stop {
        let message = format!("the description has more than {} values", self.max_nodes);
        self.complain(Code::TOO_LARGE, at, message, None);
        Stop::Said
    }

    /// Returns what comes next.
    pub(super) fn next(&self) -> Next {
        match self.open.last() {
            None => Next::Root,
            Some(open) if open.kind == Kind::List => Next::Item,
            Some(open) if (self.row.len() - open.start) % 2 == 0 => Next::Key,
            Some(_) => Next::Member,
        }
    }

    /// A list or an object begins.
    pub(super) fn begin(&mut self, kind: Kind, at: Position) -> Result<(), Stop> {
        if self.open.len() >= self.max_depth {
            return Err(Stop::TooDeep);
        }
        let part = self.part(at)?;
        self.open.push(Open {
            kind,
            part,
            start: self.row.len(),
        });
        Ok(())
    }

    /// A key of the innermost object.
    pub(super) fn key(&mut self, key: String, at: Position) -> Result<(), Stop> {
        self.count(1, at)?;
        self.spans.member(&key, at);
        self.row.push(Value::String(key));
        Ok(())
    }

    /// A value that holds no others, or a copy.
    pub(super) fn scalar(&mut self, value: Value, at: Position) -> Result<(), Stop> {
        self.part(at)?;
        self.put(value);
        Ok(())
    }

    /// A boolean or a number, with the text that stands for it.
    pub(super) fn written(&mut self, value: Value, text: &str, at: Position) -> Result<(), Stop> {
        let is_same = match &value {
            Value::Number(number) => number.to_string() == text,
            Value::Bool(value) => value.to_string() == text,
            _ => true,
        };
        self.part(at)?;
        if !is_same {
            self.spans.write(text);
        }
        self.put(value);
        Ok(())
    }

    /// The innermost list or object ends. Returns it, to be put where it belongs.
    pub(super) fn end(&mut self) -> Value {
        let Some(open) = self.open.pop() else {
            return Value::Null;
        };
        self.spans.end(open.part);
        let mut own = self.row.drain(open.start..);
        if open.kind == Kind::List {
            return Value::Sequence(own.collect());
        }
        let count = own.len() / 2;
        let mut mapping = Mapping::with_capacity(count);
        while let (Some(key), Some(value)) = (own.next(), own.next()) {
            mapping.insert(key, value);
        }
        drop(own);
        if mapping.len() < count {
            self.twice(open.part);
        }
        Value::Mapping(mapping)
    }

    /// Puts a complete value where it belongs.
    pub(super) fn put(&mut self, value: Value) {
        self.row.push(value);
    }

    /// Returns the value with its spans and what there is to say of it, unless something is wrong.
    pub(super) fn finish(mut self) -> Result<Parsed, Vec<Complaint>> {
        // After a mistake: keys may stand twice before it, the last one without its value.
        while !self.open.is_empty() {
            if self.next() == Next::Member {
                self.put(Value::Null);
            }
            let value = self.end();
            self.put(value);
        }
        let root = self.row.pop().filter(|root| !root.is_null());
        if root.is_none() && self.complaints.is_empty() {
            let help = "it begins with `openapi: 3.1.0`";
            self.complain(
                Code::EMPTY_DESCRIPTION,
                Position::START,
                "the description is empty",
                Some(help),
            );
        }
        let is_wrong = |one: &Complaint| one.code.policy().obstacle().is_some();
        match root {
            Some(value) if !self.complaints.iter().any(is_wrong) => Ok(Parsed {
                value,
                spans: self.spans,
                warnings: self.complaints,
            }),
            _ => Err(self.complaints),
        }
    }

    /// Makes a part of a value that begins. That of a member began with its key.
    fn part(&mut self, at: Position) -> Result<usize, Stop> {
        self.count(1, at)?;
        Ok(match self.next() {
            Next::Member => self.spans.last(),
            _ => self.spans.item(at),
        })
    }

    /// Complains about the keys that stand twice in an object.
    fn twice(&mut self, object: usize) {
        let left = MAX_COMPLAINTS.saturating_sub(self.complaints.len());
        let twice = self.spans.twice(object).take(left);
        self.complaints
            .extend(twice.map(|(key, first, at)| Complaint {
                code: Code::DUPLICATE_KEY,
                at,
                message: format!("the key {} stands here for the second time", quoted(key)),
                help: Some(format!("the first one is in line {}", first.line)),
            }));
    }
}
