//! Where a walk stands, and where it goes next.
//!
//! In: the query of a request, and the page that came. Out: the query of the next page, or the end.
//! Deliberately absent: sending it (see `flight.rs`).

use std::collections::HashSet;
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};

use super::{Cursor, Offset, Page, Paging};
use crate::runtime::encode::Query;
use crate::runtime::error::{Error, Fault, Result};

/// How many cursors are remembered, to notice one that comes back.
const REMEMBERED: usize = 10_000;

pub(super) enum Position {
    Cursor {
        cursor: Cursor,
        size: u64,
        /// The cursor of the next page; the request's own before the first page.
        next: Option<String>,
        seen: Seen,
    },
    Offset {
        offset: Offset,
        size: u64,
        page: u64,
        /// How many items are on the pages before, as far as is known.
        before: u64,
        /// The page before, as a hash of what was sent.
        last: Option<u64>,
    },
}

impl Position {
    /// Decides how to walk, and sets what the first page's query needs.
    ///
    /// Numbered pages are walked if there is no cursor, or if the caller chose one of their
    /// parameters. A choice of both ways is refused: whichever was taken, the answers could be
    /// those of the other.
    pub(super) fn start(query: &mut Query, paging: &Paging) -> Result<Self> {
        let chosen = |names: [Option<&'static str>; 3]| {
            let mut names = names.into_iter().flatten();
            names.find(|name| query.get(name).is_some())
        };
        let size = u64::from(paging.page_size);
        match (paging.cursor, paging.offset) {
            (Some(cursor), None) => Self::by_cursor(query, cursor, size),
            (Some(cursor), Some(offset)) => {
                let by_number = chosen([Some(offset.page), Some(offset.size), offset.totals]);
                let by_cursor = chosen([Some(cursor.parameter), Some(cursor.size), None]);
                match (by_number, by_cursor) {
                    (None, _) => Self::by_cursor(query, cursor, size),
                    (Some(_), None) => Self::by_offset(query, offset, size),
                    (Some(number), Some(other)) => Err(Error::invalid_request(
                        &Fault::new(format!("cannot be combined with `{other}` in a walk"))
                            .in_member(number),
                    )),
                }
            }
            (None, Some(offset)) => Self::by_offset(query, offset, size),
            (None, None) => Err(Error::paging("the list is not divided into pages")),
        }
    }

    fn by_cursor(query: &mut Query, cursor: Cursor, size: u64) -> Result<Self> {
        let size = number_or_set(query, cursor.size, size)?;
        let next = query.value(cursor.parameter);
        let seen = Seen::starting_at(next.as_deref());
        Ok(Self::Cursor {
            cursor,
            size,
            next,
            seen,
        })
    }

    fn by_offset(query: &mut Query, offset: Offset, size: u64) -> Result<Self> {
        let page = number_or_set(query, offset.page, 0)?;
        let size = number_or_set(query, offset.size, size)?;
        if let Some(totals) = offset.totals.filter(|totals| query.get(totals).is_none()) {
            query.set(totals, "true");
        }
        Ok(Self::Offset {
            offset,
            size,
            page,
            before: page.saturating_mul(size),
            last: None,
        })
    }

    /// Returns the query for the next page, or for one further on; only numbered pages can be asked
    /// for ahead of their turn.
    pub(super) fn query(&self, first: &Query, further: u64) -> Query {
        let (name, value) = match self {
            Self::Cursor { next: None, .. } => return first.clone(),
            Self::Cursor { cursor, next, .. } => (cursor.parameter, next.clone()),
            Self::Offset { offset, page, .. } => {
                let number = page.saturating_add(further);
                (offset.page, Some(number.to_string()))
            }
        };
        let mut query = first.clone();
        if query.value(name) != value {
            query.set(name, &value.unwrap_or_default());
        }
        query
    }

    /// Moves on after a page, and returns how many more pages are known to be there: 0 at the end.
    /// `sent` is the page as it was sent. After an error the position is still that of the page.
    pub(super) fn advance<T>(&mut self, page: &Page<T>, sent: &[u8]) -> Result<u64> {
        match self {
            Self::Cursor {
                size, next, seen, ..
            } => {
                let Some(cursor) = page.next.as_deref().filter(|next| !next.is_empty()) else {
                    return ends_here(page, *size).map(|()| 0);
                };
                if !seen.insert(cursor) {
                    return Err(Error::paging(
                        "the list names a page a second time and would never end",
                    ));
                }
                *next = Some(cursor.to_owned());
                Ok(1)
            }
            Self::Offset {
                size,
                page: number,
                before,
                last,
                ..
            } => {
                // A service may give fewer items than it was asked for and not say so.
                let end = page
                    .start
                    .unwrap_or(*before)
                    .saturating_add(page.len() as u64);
                let left = pages_left(page, end, *size);
                if left == 0 {
                    return Ok(0);
                }
                let sent = hash(sent);
                if last.replace(sent) == Some(sent) {
                    return Err(Error::paging(
                        "the list gives the same page again and again and would never end",
                    ));
                }
                *number = number.saturating_add(1);
                *before = end;
                Ok(left)
            }
        }
    }

    /// Returns where the next page is.
    pub(super) fn place(&self) -> Place {
        match self {
            Self::Cursor { size, next, .. } => Place::Cursor(*size, next.clone()),
            Self::Offset { size, page, .. } => Place::Number(*size, *page),
        }
    }

    /// Goes to a place of an earlier walk of the same kind; returns whether it is of that kind.
    pub(super) fn go(&mut self, query: &mut Query, to: &Place) -> bool {
        match (self, to) {
            (
                Self::Cursor {
                    cursor,
                    size,
                    next,
                    seen,
                },
                Place::Cursor(to_size, to),
            ) => {
                *query = query.without(cursor.parameter);
                query.set(cursor.size, &to_size.to_string());
                (*size, *next) = (*to_size, to.clone());
                *seen = Seen::starting_at(to.as_deref());
            }
            (
                Self::Offset {
                    offset,
                    size,
                    page,
                    before,
                    last,
                },
                Place::Number(to_size, to),
            ) => {
                query.set(offset.size, &to_size.to_string());
                (*size, *page, *last) = (*to_size, *to, None);
                *before = to.saturating_mul(*to_size);
            }
            _ => return false,
        }
        true
    }
}

/// Where a page of a list is, and how many items a page has there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// The first page has no cursor.
    Cursor(u64, Option<String>),
    Number(u64, u64),
}

/// Makes sure, where a page names no next one, that the list ends and is not only sent without
/// cursors.
fn ends_here<T>(page: &Page<T>, size: u64) -> Result<()> {
    let count = page.len() as u64;
    let is_more_counted = page
        .total
        .is_some_and(|total| page.start.unwrap_or(0).saturating_add(count) < total);
    if is_more_counted || (page.is_array() && count >= size) {
        return Err(Error::paging("the list goes on, but names no next page"));
    }
    Ok(())
}

/// Returns how many numbered pages follow one that ends after so many items of the list: 0 after
/// the last, and 1 where it is only known that there are more.
fn pages_left<T>(page: &Page<T>, end: u64, size: u64) -> u64 {
    let count = page.len() as u64;
    if count == 0 {
        return 0;
    }
    // The service may give fewer items at a time than it was asked for, and says so.
    let size = page
        .limit
        .filter(|limit| *limit > 0)
        .map_or(size, |limit| limit.min(size));
    match page.total.and_then(|total| total.checked_sub(end)) {
        Some(left) => left.div_ceil(size.max(1)),
        // Without a total, and with one that leaves no room for what is on this page, a full page
        // may not be the last.
        None => u64::from(count >= size),
    }
}

/// Returns the number that the query has for a name; sets it if it has none.
fn number_or_set(query: &mut Query, name: &'static str, default: u64) -> Result<u64> {
    if let Some(text) = query.get(name) {
        return text.parse().map_err(|_| {
            Error::invalid_request(&Fault::new("must be a whole number").in_member(name))
        });
    }
    query.set(name, &default.to_string());
    Ok(default)
}

fn hash(body: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    hasher.finish()
}

/// The cursors that a walk has met, as hashes: a long walk must not need much memory.
#[derive(Default)]
pub(super) struct Seen {
    hashes: HashSet<u64>,
    hasher: RandomState,
}

impl Seen {
    fn starting_at(cursor: Option<&str>) -> Self {
        let mut seen = Self::default();
        if let Some(cursor) = cursor {
            seen.insert(cursor);
        }
        seen
    }

    /// Remembers a cursor and returns whether it is new.
    fn insert(&mut self, cursor: &str) -> bool {
        if self.hashes.len() >= REMEMBERED {
            self.hashes.clear();
        }
        self.hashes.insert(self.hasher.hash_one(cursor))
    }
}
