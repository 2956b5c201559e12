//! Where a walk stood, to be kept and gone on from later.
//!
//! In: the place of a page, or a text. Out: the other one. Deliberately absent: tokens and
//! parameters of the request.

use std::fmt;
use std::str::FromStr;

use percent_encoding::percent_decode_str;
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

use super::Paging;
use super::position::Place;
use crate::runtime::encode::push_encoded;
use crate::runtime::error::{Error, Fault, Result};
use crate::runtime::send::Outgoing;

/// What the text of a continuation begins with.
const VERSION: &str = "1";

/// Where a walk over a list stands, so that a later walk can go on from there.
///
/// [`Pages::continuation`](crate::Pages::continuation) and
/// [`Items::continuation`](crate::Items::continuation) give it, at any time and also after an
/// error, and `resume` takes it. It can be kept as text (`Display`, `FromStr`) or with serde, as a
/// string. The text holds the name of the operation, the size of a page, the service's cursor or
/// the number of the page, and a checksum of the request; it holds no token and no parameter of the
/// request. How long a cursor is good for is up to the service.
///
/// ```
/// use generated_client::{Continuation, Items, Result};
///
/// /// Takes items until there is an error, and tells where to go on.
/// async fn take<T>(
///     mut items: Items<T>,
///     into: &mut Vec<T>,
/// ) -> Result<(), Option<Continuation>> {
///     loop {
///         match items.try_next().await {
///             Ok(Some(item)) => into.push(item),
///             Ok(None) => return Ok(()),
///             Err(_) => return Err(items.continuation()),
///         }
///     }
/// }
///
/// // What is no continuation is an error.
/// assert!("page 7".parse::<Continuation>().is_err());
/// # let _ = take::<String>;
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Continuation {
    /// The `operationId`.
    operation: String,
    /// A checksum of the path and of the query without its paging.
    list: u64,
    place: Place,
    /// How many items of the page were handed out.
    skip: u64,
}

impl Continuation {
    pub(super) fn new(request: &Outgoing, list: u64, place: Place) -> Self {
        Self {
            operation: request.endpoint.id.to_owned(),
            list,
            place,
            skip: 0,
        }
    }

    pub(super) fn with_skip(mut self, skip: u64) -> Self {
        self.skip = skip;
        self
    }

    pub(super) fn skip(&self) -> u64 {
        self.skip
    }

    pub(super) fn place(&self) -> &Place {
        &self.place
    }

    /// Returns whether it comes from a walk over the same list.
    pub(super) fn is_of(&self, request: &Outgoing, list: u64) -> bool {
        self.operation == request.endpoint.id && self.list == list
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        let mut next = || parts.next();
        if next()? != VERSION {
            return None;
        }
        let operation = decoded(next()?)?;
        let list = u64::from_str_radix(next()?, 16).ok()?;
        let (kind, size) = (next()?, next()?.parse().ok()?);
        let (at, skip) = (next()?, next()?.parse().ok()?);
        let place = match kind {
            "start" if at.is_empty() => Place::Cursor(size, None),
            "cursor" => Place::Cursor(size, Some(decoded(at)?)),
            "page" => Place::Number(size, at.parse().ok()?),
            _ => return None,
        };
        next().is_none().then_some(Self {
            operation,
            list,
            place,
            skip,
        })
    }
}

fn decoded(text: &str) -> Option<String> {
    let text = percent_decode_str(text).decode_utf8().ok()?;
    Some(text.into_owned())
}

pub(super) fn fault(demand: &'static str) -> Error {
    Error::invalid_request(&Fault::new(demand).in_member("continuation"))
}

impl fmt::Display for Continuation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = format!("{VERSION}:");
        push_encoded(&mut text, &self.operation);
        text.push_str(&format!(":{:016x}:", self.list));
        match &self.place {
            Place::Cursor(size, None) => text.push_str(&format!("start:{size}:")),
            Place::Cursor(size, Some(cursor)) => {
                text.push_str(&format!("cursor:{size}:"));
                push_encoded(&mut text, cursor);
            }
            Place::Number(size, number) => text.push_str(&format!("page:{size}:{number}")),
        }
        write!(f, "{text}:{}", self.skip)
    }
}

impl FromStr for Continuation {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::read(text).ok_or_else(|| fault("is not the text of a continuation"))
    }
}

impl Serialize for Continuation {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Continuation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::read(&text).ok_or_else(|| D::Error::custom("not the text of a continuation"))
    }
}

/// Returns a checksum of what a list is: its path, and its query without paging.
pub(super) fn checksum(request: &Outgoing, paging: &Paging) -> u64 {
    let cursor = paging.cursor.map(|cursor| [cursor.parameter, cursor.size]);
    let offset = paging.offset.map(|offset| [offset.page, offset.size]);
    let totals = paging.offset.and_then(|offset| offset.totals);
    let names = cursor.into_iter().chain(offset).flatten().chain(totals);
    let query = request.parts.query.clone();
    let query = names.fold(query, |query, name| query.without(name));
    let text = format!("{}?{}", request.parts.path, query.as_str());
    // FNV-1a stays the same from one version of Rust to the next.
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
