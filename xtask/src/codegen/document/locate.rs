//! Where in the text a pointer points.
//!
//! In: the text of a description and the pointers somebody complained about. Out: for
//! each, the position of the key (or of the list item) it names; where the text ends
//! earlier, the position of the deepest ancestor that exists. Positions are for
//! printing only: nothing here can change what is generated. The text is walked once
//! for all pointers. Deliberately absent: an index of everything, which would cost
//! memory in every run that has nothing to complain about.

mod json;
mod yaml;

use std::borrow::Cow;
use std::collections::HashMap;

use saphyr_parser::Marker;

use crate::codegen::diagnostics::{Code, Diagnostics};
use crate::codegen::source::{Format, Pointer, Source};
use crate::codegen::source::{Position, quoted};

/// How many keys that stand twice are named.
const MAX_DUPLICATES: usize = 100;

/// A place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Located {
    /// How many steps of the pointer exist in the text.
    pub(crate) depth: usize,
    /// Where the last of them stands.
    pub(crate) position: Position,
}

/// What a text consists of, seen from above.
enum Token<'t> {
    MapStart(Position),
    ListStart(Position),
    Key(Cow<'t, str>, Position),
    Scalar(Position),
    End,
}

/// Returns the place of each pointer, in the order of the pointers.
pub(crate) fn locate(source: &Source, pointers: &[&Pointer]) -> Vec<Located> {
    if pointers.is_empty() {
        return Vec::new();
    }
    let mut wanted = Wanted::new();
    let leaves: Vec<usize> = pointers
        .iter()
        .map(|pointer| wanted.insert(pointer))
        .collect();
    let mut walk = Walk {
        wanted,
        open: Vec::new(),
    };
    tokens(source.format, &source.text, &mut |token| walk.take(token));
    leaves
        .into_iter()
        .map(|leaf| walk.wanted.deepest(leaf))
        .collect()
}

/// Complains about every key that an object holds twice.
pub(super) fn complain_about_duplicates(format: Format, text: &str, diagnostics: &mut Diagnostics) {
    let mut open: Vec<HashMap<String, Position>> = Vec::new();
    let mut complaints = 0;
    tokens(format, text, &mut |token| match token {
        Token::MapStart(_) | Token::ListStart(_) => open.push(HashMap::new()),
        Token::End => drop(open.pop()),
        Token::Scalar(_) => {}
        Token::Key(key, second) => {
            let Some(keys) = open.last_mut() else { return };
            let first = *keys.entry(key.to_string()).or_insert(second);
            complaints += usize::from(first != second);
            if first != second && complaints <= MAX_DUPLICATES {
                diagnostics
                    .report_at(
                        Code::DUPLICATE_KEY,
                        second,
                        format!("the key {} stands here for the second time", quoted(&key)),
                    )
                    .help(format!("the first one is in line {}", first.line));
            }
        }
    });
}

fn tokens(format: Format, text: &str, take: &mut dyn FnMut(Token<'_>)) {
    // The text may be as it came from a file.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match format {
        Format::Json => json::tokens(text, take),
        Format::Yaml => yaml::tokens(text, take),
    }
}

/// The position of a marker of the YAML parser, whose columns count from 0.
pub(super) fn position(marker: &Marker) -> Position {
    Position {
        line: marker.line().max(1),
        column: marker.col() + 1,
    }
}

/// The pointers as a tree, so that the walk follows only what somebody asked for.
struct Wanted {
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    parent: Option<usize>,
    depth: usize,
    children: HashMap<String, usize>,
    position: Option<Position>,
}

impl Wanted {
    fn new() -> Self {
        Self {
            nodes: vec![Node {
                position: Some(Position::START),
                ..Node::default()
            }],
        }
    }

    fn insert(&mut self, pointer: &Pointer) -> usize {
        pointer.tokens().fold(0, |at, token| {
            if let Some(&child) = self.nodes[at].children.get(&*token) {
                return child;
            }
            let child = self.nodes.len();
            let depth = self.nodes[at].depth + 1;
            self.nodes.push(Node {
                parent: Some(at),
                depth,
                ..Node::default()
            });
            self.nodes[at].children.insert(token.into_owned(), child);
            child
        })
    }

    fn deepest(&self, leaf: usize) -> Located {
        let mut at = leaf;
        loop {
            let node = &self.nodes[at];
            match (node.position, node.parent) {
                (Some(position), _) => {
                    return Located {
                        depth: node.depth,
                        position,
                    };
                }
                (None, Some(parent)) => at = parent,
                (None, None) => {
                    return Located {
                        depth: 0,
                        position: Position::START,
                    };
                }
            }
        }
    }
}

/// The walk over the tokens, with the wanted node (if any) of each open collection.
struct Walk {
    wanted: Wanted,
    open: Vec<Level>,
}

struct Level {
    /// The node of the collection itself.
    node: Option<usize>,
    /// The node of the member whose value comes next.
    member: Option<usize>,
    /// For a list, the index of the next item.
    next: Option<usize>,
}

impl Walk {
    fn take(&mut self, token: Token<'_>) {
        match token {
            Token::Key(key, position) => {
                let Some(level) = self.open.last_mut() else {
                    return;
                };
                level.member = level
                    .node
                    .and_then(|node| self.wanted.nodes[node].children.get(&*key).copied());
                if let Some(member) = level.member {
                    // The first of two equal keys keeps the place.
                    self.wanted.nodes[member].position.get_or_insert(position);
                }
            }
            Token::Scalar(position) => drop(self.value(position)),
            Token::MapStart(position) => {
                let node = self.value(position);
                self.open.push(Level {
                    node,
                    member: None,
                    next: None,
                });
            }
            Token::ListStart(position) => {
                let node = self.value(position);
                self.open.push(Level {
                    node,
                    member: None,
                    next: Some(0),
                });
            }
            Token::End => drop(self.open.pop()),
        }
    }

    /// Notes that a value begins and returns its node.
    fn value(&mut self, position: Position) -> Option<usize> {
        let Some(level) = self.open.last_mut() else {
            self.wanted.nodes[0].position = Some(position);
            return Some(0);
        };
        let Some(index) = level.next else {
            return level.member;
        };
        level.next = Some(index + 1);
        let item = *self.wanted.nodes[level.node?]
            .children
            .get(&index.to_string())?;
        self.wanted.nodes[item].position.get_or_insert(position);
        Some(item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(format: Format, text: &str, rows: &[(&str, usize, usize, usize)]) {
        let source = Source {
            name: String::new(),
            text: text.to_owned(),
            format,
        };
        let pointers: Vec<Pointer> = rows
            .iter()
            .map(|row| Pointer::parse(row.0).unwrap())
            .collect();
        let found = locate(&source, &pointers.iter().collect::<Vec<_>>());
        for (row, found) in rows.iter().zip(found) {
            let expected = Located {
                depth: row.1,
                position: Position {
                    line: row.2,
                    column: row.3,
                },
            };
            assert_eq!(found, expected, "{}", row.0);
        }
    }

    #[test]
    fn yaml_places() {
        let text = "# c\na:\n  'b/c':\n    - x\n    - {d: 1, \"e\": [1, 2]}\n    -\n      f: g\né: &k {l: 1}\nm: *k\n2: 3\n";
        check(
            Format::Yaml,
            text,
            &[
                ("#", 0, 2, 1),
                ("#/a", 1, 2, 1),
                ("#/a/b~1c", 2, 3, 3),
                ("#/a/b~1c/0", 3, 4, 7),
                ("#/a/b~1c/1", 3, 5, 7),
                ("#/a/b~1c/1/d", 4, 5, 8),
                ("#/a/b~1c/1/e/1", 5, 5, 23),
                ("#/a/b~1c/2/f/nothing/else", 4, 7, 7),
                ("#/a/b~1c/3", 2, 3, 3),
                ("#/é/l", 2, 8, 8),
                ("#/m/l", 1, 9, 1),
                ("#/2", 1, 10, 1),
                ("#/none", 0, 2, 1),
            ],
        );
    }

    #[test]
    fn json_places() {
        let text = "\n{\"a\\u002fb\": [1, {\"\\ud83d\\ude00é\": \"\\\"}\",\r\n  \"z\" : {}}, [[]]],\n\t\"é\": null, \"y\": -1.5e3}\n";
        check(
            Format::Json,
            text,
            &[
                ("#", 0, 2, 1),
                ("#/a~1b", 1, 2, 2),
                ("#/a~1b/0", 2, 2, 15),
                ("#/a~1b/1", 2, 2, 18),
                ("#/a~1b/1/😀é", 3, 2, 19),
                ("#/a~1b/1/z/none", 3, 3, 3),
                ("#/a~1b/2/0", 3, 3, 15),
                ("#/é", 1, 4, 2),
                ("#/y", 1, 4, 13),
            ],
        );
    }

    #[test]
    fn broken_texts_are_walked_as_far_as_they_go() {
        for text in [
            "",
            "{",
            "{\"a",
            "{\"a\": \"\\u12",
            "[1,",
            "\"",
            "}",
            "{]",
            "{\"a\" 1 \"b\"}",
            "nul",
        ] {
            check(Format::Json, text, &[("#/zz", 0, 1, 1)]);
        }
        check(
            Format::Yaml,
            "a: 1\nb: [",
            &[("#/a", 1, 1, 1), ("#/c", 0, 1, 1)],
        );
    }
}
