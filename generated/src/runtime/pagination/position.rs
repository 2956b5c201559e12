//! Where a walk stands, and where it goes next.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use super::{Cursor, Offset, Page, Paging};
use crate::runtime::encode::Query;
use crate::runtime::error::{Error, Fault, Result};

/// How many cursors are remembered, to notice one that comes back.
const REMEMBERED: usize = 10_000;

pub(super) enum Position {
    Cursor {
        cursor: Cursor,
        size: u64,
        seen: Seen,
    },
    Offset {
        offset: Offset,
        size: u64,
        page: u64,
        /// The page before, as a hash of what was sent.
        last: Option<u64>,
    },
}

impl Position {
    /// Decides how to walk, and sets what the first page's query needs.
    ///
    /// Numbered pages are walked if there is no cursor, or if the caller chose one of their parameters. A choice of
    /// both ways is refused: whichever was taken, the answers could be those of the other.
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
        let mut seen = Seen::default();
        if let Some(first) = query.get(cursor.parameter) {
            seen.insert(first);
        }
        Ok(Self::Cursor { cursor, size, seen })
    }

    fn by_offset(query: &mut Query, offset: Offset, size: u64) -> Result<Self> {
        let page = number_or_set(query, offset.page, 0)?;
        let size = number_or_set(query, offset.size, size)?;
        if let Some(totals) = offset.totals.filter(|totals| query.get(totals).is_none()) {
            query.set(totals, "true");
        }
        let last = None;
        Ok(Self::Offset {
            offset,
            size,
            page,
            last,
        })
    }

    /// Sets the query for the page after the one given, and returns whether there is one.
    /// `sent` is a hash of the page as it was sent.
    pub(super) fn advance<T>(
        &mut self,
        query: &mut Query,
        page: &Page<T>,
        sent: u64,
    ) -> Result<bool> {
        match self {
            Self::Cursor { cursor, size, seen } => {
                let Some(next) = page.next.as_deref().filter(|next| !next.is_empty()) else {
                    return ends_here(page, *size);
                };
                query.set(cursor.parameter, next);
                // As it stands in the query, where the first one came from too.
                if seen.insert(query.get(cursor.parameter).unwrap_or_default()) {
                    Ok(true)
                } else {
                    Err(Error::paging(
                        "the list names a page a second time and would never end",
                    ))
                }
            }
            Self::Offset {
                offset,
                size,
                page: number,
                last,
            } => {
                if is_last(page, *number, *size) {
                    return Ok(false);
                }
                if last.replace(sent) == Some(sent) {
                    return Err(Error::paging(
                        "the list gives the same page again and again and would never end",
                    ));
                }
                *number = number.saturating_add(1);
                query.set(offset.page, &number.to_string());
                Ok(true)
            }
        }
    }
}

/// Makes sure, where a page names no next one, that the list ends and is not only sent without cursors.
fn ends_here<T>(page: &Page<T>, size: u64) -> Result<bool> {
    let count = page.len() as u64;
    let is_more_counted = page
        .total
        .is_some_and(|total| page.start.unwrap_or(0).saturating_add(count) < total);
    if is_more_counted || (page.is_array() && count >= size) {
        return Err(Error::paging("the list goes on, but names no next page"));
    }
    Ok(false)
}

fn is_last<T>(page: &Page<T>, number: u64, size: u64) -> bool {
    let count = page.len() as u64;
    if count == 0 {
        return true;
    }
    // The service may give fewer items at a time than it was asked for, and says so.
    let size = page
        .limit
        .filter(|limit| *limit > 0)
        .map_or(size, |limit| limit.min(size));
    match page.total {
        Some(total) => {
            let start = page.start.unwrap_or_else(|| number.saturating_mul(size));
            start.saturating_add(count) >= total
        }
        None => count < size,
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

/// The cursors that a walk has met, as hashes: a long walk must not need much memory.
#[derive(Default)]
pub(super) struct Seen {
    hashes: HashSet<u64>,
    hasher: RandomState,
}

impl Seen {
    /// Remembers a cursor and returns whether it is new.
    fn insert(&mut self, cursor: &str) -> bool {
        if self.hashes.len() >= REMEMBERED {
            self.hashes.clear();
        }
        self.hashes.insert(self.hasher.hash_one(cursor))
    }
}
