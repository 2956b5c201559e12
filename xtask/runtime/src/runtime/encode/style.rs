//! The styles of parameters: how lists and members become one text, or pairs.
//!
//! In: a [`Plain`] and a style. Out: a text, or pairs of a query. Deliberately absent: which style
//! a parameter has, which the description says.
//!
//! The forms are those of the tables in OpenAPI 3.0.4 and 3.1.1, which are those of RFC 6570. Where
//! the tables say nothing, this is done: what is null leaves no trace; an empty list is not sent; a
//! list or an object inside another is written as JSON, except that deep objects go on with
//! brackets, and lists in them as [`ArrayFormat`] says.

use super::plain::Plain;
use super::{push_encoded, push_reserved};

/// How a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "a description needs some of it")]
pub(crate) enum Style {
    /// `a,b`: paths and headers.
    Simple { explode: bool },
    /// `a/b`: what is left of a path, with the slashes that are in it.
    Reserved,
    /// `.a.b`: paths.
    Label { explode: bool },
    /// `;name=a;name=b`: paths.
    Matrix { explode: bool },
    /// `name=a&name=b`, or `name=a,b`: queries, cookies and forms. `reserved` leaves what has a
    /// meaning in URLs, but none in a query's value, as it is.
    Form { explode: bool, reserved: bool },
    /// `name=a%20b`: queries.
    SpaceDelimited,
    /// `name=a%7Cb`: queries.
    PipeDelimited,
    /// `name[a]=b`: queries and forms.
    DeepObject(ArrayFormat),
    /// One text of JSON, wherever it stands.
    Json,
}

/// How the items of a list are told apart in a deep object. The specification does not say it, and
/// services differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "a description needs some of it")]
pub(crate) enum ArrayFormat {
    /// `name[0]=a&name[1]=b`.
    Indices,
    /// `name[]=a&name[]=b`.
    Brackets,
    /// `name=a&name=b`.
    Repeat,
}

/// Appends a text to another, encoded for its place.
type Put = fn(&mut String, &str);

impl Style {
    /// The style of queries that say nothing else.
    pub(crate) const QUERY: Self = Self::Form {
        explode: true,
        reserved: false,
    };

    /// Writes a value as one text: in a path or a header. None where there is nothing to write.
    pub(super) fn one(self, name: &str, value: &Plain, put: Put) -> Option<String> {
        let mut text = String::new();
        let (lead, between, explode) = match self {
            Self::Label { explode } => (".", if explode { "." } else { "," }, explode),
            Self::Matrix { explode } => (";", if explode { ";" } else { "," }, explode),
            Self::Simple { explode } => ("", ",", explode),
            Self::Json if *value != Plain::Absent => {
                put(&mut text, &value.json());
                return Some(text);
            }
            _ => ("", ",", false),
        };
        let named = matches!(self, Self::Matrix { .. });
        let pieces = match value {
            Plain::Absent => return None,
            Plain::Text { text: value, .. } => {
                text.push_str(lead);
                if named {
                    put(&mut text, name);
                    text.push_str(if value.is_empty() { "" } else { "=" });
                }
                put(&mut text, value);
                return Some(text);
            }
            Plain::List(items) => list(items, (named && explode).then_some(name), put),
            Plain::Members(members) => self::members(members, explode, put),
        };
        if pieces.is_empty() {
            return None;
        }
        text.push_str(lead);
        if named && !explode {
            put(&mut text, name);
            text.push('=');
        }
        text.push_str(&pieces.join(between));
        Some(text)
    }

    /// Writes a value as pairs of a name and an encoded value: in a query, a cookie or a form.
    pub(super) fn pairs(self, name: &str, value: &Plain, pair: &mut dyn FnMut(&str, &str)) {
        let put: Put = match self {
            Self::Form { reserved: true, .. } => push_reserved,
            _ => push_encoded,
        };
        let mut one = |name: &str, text: &str| {
            let mut encoded = String::new();
            put(&mut encoded, text);
            pair(name, &encoded);
        };
        let between = match self {
            Self::Form { explode: false, .. } => Some(","),
            Self::SpaceDelimited => Some("%20"),
            Self::PipeDelimited => Some("%7C"),
            _ => None,
        };
        if let Self::DeepObject(format) = self {
            return deep(name, value, format, &mut one);
        }
        match (value, between) {
            (Plain::Absent, _) => {}
            (_, _) if self == Self::Json => one(name, &value.json()),
            (Plain::Text { text, .. }, _) => one(name, text),
            (Plain::List(items), None) => items
                .iter()
                .filter_map(Plain::text)
                .for_each(|text| one(name, &text)),
            (Plain::Members(members), None) => {
                for (name, value) in members {
                    if let Some(text) = value.text() {
                        one(name, &text);
                    }
                }
            }
            (Plain::List(items), Some(between)) => {
                let pieces = list(items, None, put);
                if !pieces.is_empty() {
                    pair(name, &pieces.join(between));
                }
            }
            (Plain::Members(members), Some(between)) => {
                let pieces: Vec<String> = members
                    .iter()
                    .filter_map(|(name, value)| {
                        let (mut piece, value) = (String::new(), value.text()?);
                        put(&mut piece, name);
                        piece.push_str(between);
                        put(&mut piece, &value);
                        Some(piece)
                    })
                    .collect();
                if !pieces.is_empty() {
                    pair(name, &pieces.join(between));
                }
            }
        }
    }
}

/// The items of a list, encoded; each with a name before it where one is given.
fn list(items: &[Plain], name: Option<&str>, put: Put) -> Vec<String> {
    let piece = |item: &Plain| {
        let (mut piece, text) = (String::new(), item.text()?);
        if let Some(name) = name {
            put(&mut piece, name);
            piece.push('=');
        }
        put(&mut piece, &text);
        Some(piece)
    };
    items.iter().filter_map(piece).collect()
}

/// The members of an object, encoded: `a=1`, or `a,1`.
fn members(members: &[(String, Plain)], explode: bool, put: Put) -> Vec<String> {
    let piece = |(name, value): &(String, Plain)| {
        let (mut piece, text) = (String::new(), value.text()?);
        put(&mut piece, name);
        piece.push(if explode { '=' } else { ',' });
        put(&mut piece, &text);
        Some(piece)
    };
    members.iter().filter_map(piece).collect()
}

/// A value, each text in it under its way from the outside: `a[b][0]=1`.
fn deep(name: &str, value: &Plain, format: ArrayFormat, pair: &mut dyn FnMut(&str, &str)) {
    match value {
        Plain::Absent => {}
        Plain::Text { text, .. } => pair(name, text),
        Plain::List(list) => {
            // What is null leaves no gap.
            let items = list.iter().filter(|item| **item != Plain::Absent);
            for (index, item) in items.enumerate() {
                let name = match format {
                    ArrayFormat::Indices => format!("{name}[{index}]"),
                    ArrayFormat::Brackets => format!("{name}[]"),
                    ArrayFormat::Repeat => name.to_owned(),
                };
                deep(&name, item, format, pair);
            }
        }
        Plain::Members(members) => {
            for (member, value) in members {
                deep(&format!("{name}[{member}]"), value, format, pair);
            }
        }
    }
}
