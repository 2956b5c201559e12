//! The two ways of paging: by cursor, and by number.
//!
//! In: the query, and all items of a list. Out: the reply with one page of them. Deliberately
//! absent: filters, which each list has its own of.

use http::StatusCode;
use serde::ser::Serialize;
use serde_json::{Map, Value, json};

use super::query::{Query, fault};
use super::reply::{self, Answer, Refusal, Reply};

const DEFAULT_SIZE: u64 = 50;
const LARGEST_SIZE: u64 = 100;

/// The parameters of paging by number.
pub(super) const BY_NUMBER: [&str; 3] = ["page", "per_page", "include_totals"];
/// The parameters of paging by cursor.
pub(super) const BY_CURSOR: [&str; 2] = ["from", "take"];

/// A list that can be paged: what a cursor belongs to, and under which name a page has its items.
#[derive(Clone, Copy, Debug)]
pub(super) struct List {
    pub(super) items: &'static str,
    /// Whether it knows cursors at all.
    pub(super) has_cursor: bool,
}

/// Which page is wanted, and in which form.
#[derive(Debug)]
pub(super) struct Paging {
    list: List,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// What follows on the item with this number.
    Cursor { after: u64, take: u64 },
    Number {
        page: u64,
        size: u64,
        has_totals: bool,
    },
}

impl Paging {
    /// Reads the parameters. The two ways do not go together.
    pub(super) fn read(query: &Query, list: List) -> Answer<Self> {
        let is_given = |name: &&str| !query.all(name).is_empty();
        let kind = if list.has_cursor && BY_CURSOR.iter().any(is_given) {
            if let Some(name) = BY_NUMBER.iter().find(|name| is_given(name)) {
                return Err(fault("Cannot be combined with from or take", name));
            }
            let after = match query.text("from")? {
                Some(cursor) => read_cursor(cursor, list)
                    .ok_or_else(|| fault("The cursor is not one of this list", "from"))?,
                None => 0,
            };
            let take = query.number("take", 1, LARGEST_SIZE)?;
            Kind::Cursor {
                after,
                take: take.unwrap_or(DEFAULT_SIZE),
            }
        } else {
            let size = query.number("per_page", 1, LARGEST_SIZE)?;
            Kind::Number {
                page: query.number("page", 0, u64::MAX)?.unwrap_or(0),
                size: size.unwrap_or(DEFAULT_SIZE),
                has_totals: query.flag("include_totals")?.unwrap_or(false),
            }
        };
        Ok(Self { list, kind })
    }

    /// Gives the page that is wanted of all items. Every item has a number, and they ascend.
    pub(super) fn reply<T: Serialize>(&self, items: Vec<(u64, T)>) -> Answer<Reply> {
        let total = items.len();
        let values = |items: Vec<(u64, T)>| -> Answer<Vec<Value>> {
            let values = items
                .into_iter()
                .map(|(_, item)| serde_json::to_value(item));
            values.collect::<Result<_, _>>().map_err(|_| unwritable())
        };
        let mut page = Map::new();
        match self.kind {
            Kind::Number {
                page: number,
                size,
                has_totals,
            } => {
                let start = number.saturating_mul(size);
                let part = items.into_iter().skip(whole(start)).take(whole(size));
                let items = values(part.collect())?;
                if !has_totals {
                    return reply::json(StatusCode::OK, &items);
                }
                page.insert("start".to_owned(), json!(start));
                page.insert("limit".to_owned(), json!(size));
                page.insert("total".to_owned(), json!(total));
                page.insert(self.list.items.to_owned(), json!(items));
            }
            Kind::Cursor { after, take } => {
                let mut rest = items.into_iter().filter(|(number, _)| *number > after);
                let part: Vec<_> = rest.by_ref().take(whole(take)).collect();
                let last = part.last().map(|(number, _)| *number);
                if let (Some(last), Some(_)) = (last, rest.next()) {
                    page.insert("next".to_owned(), json!(cursor(last, self.list)));
                }
                page.insert(self.list.items.to_owned(), json!(values(part)?));
            }
        }
        reply::json(StatusCode::OK, &page)
    }
}

fn unwritable() -> Refusal {
    Refusal::plain(
        StatusCode::INTERNAL_SERVER_ERROR,
        "The reply cannot be written as JSON",
    )
}

fn whole(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// A cursor names the last item before the page, not its place: nothing is skipped when items
/// before it go.
fn cursor(after: u64, list: List) -> String {
    let text = format!("{}:{after}", list.items);
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

fn read_cursor(cursor: &str, list: List) -> Option<u64> {
    let mut bytes = Vec::new();
    for pair in cursor.as_bytes().chunks(2) {
        let text = std::str::from_utf8(pair).ok()?;
        bytes.push(u8::from_str_radix(text, 16).ok()?);
    }
    let text = String::from_utf8(bytes).ok()?;
    let (items, after) = text.split_once(':')?;
    (items == list.items).then(|| after.parse().ok()).flatten()
}
