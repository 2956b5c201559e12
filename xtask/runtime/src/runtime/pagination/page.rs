//! One page of a list, in whichever form the service sends it.
//!
//! In: an array, or an object around one. Out: the items, and what is said of the whole list.
//! Deliberately absent: where the next page is (see `position.rs`).

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::Paging;
use crate::runtime::error::{Error, Result};
use crate::runtime::json::Extra;
use crate::runtime::json::{Faults, FromJson, Members, Node};
use crate::runtime::response::Reply;

const START: &str = "start";
const LIMIT: &str = "limit";
const TOTAL: &str = "total";

/// One page of a list.
///
/// Services send a page as a plain array, as an object with totals, or as an object with a cursor;
/// all three are read into this type, and what a form does not have is `None`.
///
/// A page can be iterated over, by value and by reference:
///
/// ```
/// use generated_client::Page;
///
/// fn count<T>(page: Page<T>) -> usize {
///     println!("{} of {:?}", page.len(), page.total);
///     page.into_iter().count()
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items of the page. There may be none, on the last page and also on others.
    pub items: Vec<T>,
    /// The cursor of the next page, where pages have one and there is a next page.
    pub next: Option<String>,
    /// The number of items before this page, where the service counts them.
    pub start: Option<u64>,
    /// The greatest number of items on a page, where the service says it.
    pub limit: Option<u64>,
    /// The number of items on all pages together, where the service counts them.
    pub total: Option<u64>,
    extra: Extra,
    form: Form,
}

/// How a page looks on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Array,
    Object {
        items: &'static str,
        next: &'static str,
    },
}

impl<T> Page<T> {
    /// Returns the number of items on this page.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Returns whether this page has no items. There may still be a next page.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Returns an iterator over the items.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    /// Returns the members of the page's JSON object that are none of the above, by wire name. A
    /// `start`, `limit` or `total` that is no count, such as a text, is among them.
    #[must_use]
    pub fn extra(&self) -> &Extra {
        &self.extra
    }

    pub(super) fn is_array(&self) -> bool {
        self.form == Form::Array
    }
}

/// A page in the form of a plain array.
impl<T> From<Vec<T>> for Page<T> {
    fn from(items: Vec<T>) -> Self {
        Self {
            items,
            next: None,
            start: None,
            limit: None,
            total: None,
            extra: Extra::new(),
            form: Form::Array,
        }
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'p, T> IntoIterator for &'p Page<T> {
    type Item = &'p T;
    type IntoIter = std::slice::Iter<'p, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

/// A page is written in the form in which it was read.
impl<T: Serialize> Serialize for Page<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Form::Object { items, next } = self.form else {
            return self.items.serialize(serializer);
        };
        let mut members = serializer.serialize_map(None)?;
        for (name, count) in [
            (START, self.start),
            (LIMIT, self.limit),
            (TOTAL, self.total),
        ] {
            if let Some(count) = count {
                members.serialize_entry(name, &count)?;
            }
        }
        members.serialize_entry(items, &self.items)?;
        if let Some(cursor) = &self.next {
            members.serialize_entry(next, cursor)?;
        }
        // Names of the above get into `extra` only where the above is none, and it can't be changed
        // from outside.
        for (name, value) in &self.extra {
            members.serialize_entry(name, value)?;
        }
        members.end()
    }
}

impl Reply {
    /// Reads the body as a page.
    pub(crate) fn page<T: FromJson>(&self, paging: &Paging) -> Result<Page<T>> {
        let (document, mut faults) = (self.document()?, Faults::default());
        let page = read(document.root(), paging, &mut faults);
        match faults.into_fault() {
            None => Ok(page),
            Some(fault) => Err(Error::decode(&fault)),
        }
    }
}

/// Reads a page, whatever its form.
fn read<T: FromJson>(node: Node<'_>, paging: &Paging, faults: &mut Faults) -> Page<T> {
    if node.is_array() {
        return Vec::from_json(node, faults).into();
    }
    if !node.is_object() {
        faults.unlike(node, "a page (an array or an object)");
    }
    let next = paging.cursor.map_or("next", |cursor| cursor.next);
    let mut own = vec![paging.items, next];
    let [start, limit, total] = [START, LIMIT, TOTAL].map(|name| {
        let count = node.member(name)?;
        let number = count.integer().and_then(|count| u64::try_from(count).ok());
        // One that is none does not make the items of the page unreadable: it is kept beside them.
        if number.is_some() || count.is_null() {
            own.push(name);
        }
        number
    });
    let mut members = Members::of(node, "a page", faults);
    Page {
        items: members.required(paging.items),
        next: members.optional(next),
        start,
        limit,
        total,
        extra: members.extra(&own),
        form: Form::Object {
            items: paging.items,
            next,
        },
    }
}

#[cfg(test)]
mod tests;
