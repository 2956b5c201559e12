//! A value and the places of its parts, built from what a text consists of.
//!
//! In: keys, scalars, the ends of lists and objects, in the order of the text, each with
//! its position. Out: the value with its spans, or complaints. What no text may do,
//! whatever its format, is refused here: hold too many values, nest too deeply, and have
//! a key twice in one object. Deliberately absent: the formats.

use serde_yaml::mapping::Entry;
use serde_yaml::{Mapping, Value};

use crate::codegen::document::text::MAX_NODES;
use crate::codegen::source::{Position, Spans, quoted};

/// How many complaints are made about one text.
const MAX_COMPLAINTS: usize = 100;

/// What is wrong with a place in a text.
#[derive(Debug)]
pub(super) struct Complaint {
    pub(super) at: Position,
    pub(super) message: String,
    pub(super) help: Option<String>,
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

/// A list or an object.
pub(super) enum Contents {
    Map(Mapping),
    List(Vec<Value>),
}

/// A collection that has not ended yet.
struct Open {
    contents: Contents,
    /// Its number among the spans.
    part: usize,
    /// In an object, the key whose value comes next, and its number.
    key: Option<(String, usize)>,
}

/// What a value is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    /// Of nothing: it is the whole.
    Root,
    List,
    /// Of an object: a value comes next.
    Member,
    /// Of an object: a key comes next.
    Map,
}

/// A value that is being built.
pub(super) struct Tree {
    open: Vec<Open>,
    root: Option<Value>,
    spans: Spans,
    max_depth: usize,
    nodes: usize,
    complaints: Vec<Complaint>,
}

impl Tree {
    /// Begins with nothing. As many collections may be open at a time.
    pub(super) fn new(max_depth: usize) -> Self {
        Self {
            open: Vec::new(),
            root: None,
            spans: Spans::default(),
            max_depth,
            nodes: 0,
            complaints: Vec::new(),
        }
    }

    /// Notes what is wrong.
    pub(super) fn complain(
        &mut self,
        at: Position,
        message: impl Into<String>,
        help: Option<&str>,
    ) {
        if self.complaints.len() < MAX_COMPLAINTS {
            self.complaints.push(Complaint {
                at,
                message: message.into(),
                help: help.map(str::to_owned),
            });
        }
    }

    /// Counts values and keys, among them those that are copied.
    pub(super) fn count(&mut self, nodes: usize, at: Position) -> Result<(), Stop> {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes <= MAX_NODES {
            return Ok(());
        }
        let message = format!("the description has more than {MAX_NODES} values");
        self.complain(at, message, None);
        Err(Stop::Said)
    }

    /// Returns what comes next is part of.
    pub(super) fn inside(&self) -> Inside {
        match self.open.last() {
            None => Inside::Root,
            Some(open) => match (&open.contents, &open.key) {
                (Contents::List(_), _) => Inside::List,
                (Contents::Map(_), Some(_)) => Inside::Member,
                (Contents::Map(_), None) => Inside::Map,
            },
        }
    }

    /// A list or an object begins.
    pub(super) fn begin(&mut self, contents: Contents, at: Position) -> Result<(), Stop> {
        if self.open.len() >= self.max_depth {
            return Err(Stop::TooDeep);
        }
        let part = self.part(at)?;
        self.open.push(Open {
            contents,
            part,
            key: None,
        });
        Ok(())
    }

    /// A key of the innermost object.
    pub(super) fn key(&mut self, key: String, at: Position) -> Result<(), Stop> {
        self.count(1, at)?;
        if let Some(open) = self.open.last_mut() {
            let part = self.spans.member(&key, at);
            open.key = Some((key, part));
        }
        Ok(())
    }

    /// A value that holds no others, or a copy.
    pub(super) fn scalar(&mut self, value: Value, at: Position) -> Result<(), Stop> {
        self.part(at)?;
        self.put(value);
        Ok(())
    }

    /// The innermost list or object ends. Returns it, to be put where it belongs.
    pub(super) fn end(&mut self) -> Value {
        let Some(open) = self.open.pop() else {
            return Value::Null;
        };
        self.spans.end(open.part);
        match open.contents {
            Contents::Map(mapping) => Value::Mapping(mapping),
            Contents::List(items) => Value::Sequence(items),
        }
    }

    /// Puts a complete value where it belongs.
    pub(super) fn put(&mut self, value: Value) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(value);
            return;
        };
        match &mut open.contents {
            Contents::List(items) => items.push(value),
            Contents::Map(mapping) => {
                let Some((key, member)) = open.key.take() else {
                    return;
                };
                match mapping.entry(Value::String(key)) {
                    Entry::Vacant(free) => {
                        free.insert(value);
                    }
                    Entry::Occupied(taken) if self.complaints.len() < MAX_COMPLAINTS => {
                        let key = quoted(taken.key().as_str().unwrap_or_default());
                        let first = self.spans.first(open.part, member).line;
                        let help = format!("the first one is in line {first}");
                        self.complain(
                            self.spans.position(member),
                            format!("the key {key} stands here for the second time"),
                            Some(&help),
                        );
                    }
                    Entry::Occupied(_) => {}
                }
            }
        }
    }

    /// Returns the value and its spans, unless something is wrong.
    pub(super) fn finish(mut self) -> Result<(Value, Spans), Vec<Complaint>> {
        let root = self.root.take().filter(|root| !root.is_null());
        if root.is_none() && self.complaints.is_empty() {
            let help = "it begins with `openapi: 3.1.0`";
            self.complain(Position::START, "the description is empty", Some(help));
        }
        match root {
            Some(value) if self.complaints.is_empty() => Ok((value, self.spans)),
            _ => Err(self.complaints),
        }
    }

    /// Makes a part of a value that begins. That of a member began with its key.
    fn part(&mut self, at: Position) -> Result<usize, Stop> {
        self.count(1, at)?;
        let key = self.open.last().and_then(|open| open.key.as_ref());
        Ok(match key {
            Some((_, member)) => *member,
            None => self.spans.item(at),
        })
    }
}
