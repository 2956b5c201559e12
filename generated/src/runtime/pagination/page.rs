//! One page of a list, in whichever form the service sends it.
//!
//! In: an array, or an object around one. Out: the items, and what is said of the whole list.
//! Deliberately absent: where the next page is (see `position.rs`).

use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor,
};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::Paging;
use crate::runtime::error::Result;
use crate::runtime::object::{Extra, Members, required, write_optional, write_required};
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
/// use auth0_client_grants::Page;
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
        match self.form {
            Form::Array => self.items.serialize(serializer),
            Form::Object { items, next } => {
                let mut members = serializer.serialize_map(None)?;
                write_optional(&mut members, START, &self.start)?;
                write_optional(&mut members, LIMIT, &self.limit)?;
                write_optional(&mut members, TOTAL, &self.total)?;
                write_required(&mut members, items, &self.items)?;
                write_optional(&mut members, next, &self.next)?;
                // Names of the above get into `extra` only where the above is none, and it can't be
                // changed from outside.
                for (name, value) in &self.extra {
                    members.serialize_entry(name, value)?;
                }
                members.end()
            }
        }
    }
}

impl Reply {
    /// Reads the body as a page.
    pub(crate) fn page<T: DeserializeOwned>(&self, paging: &Paging) -> Result<Page<T>> {
        self.seed(Seed {
            paging,
            item: PhantomData,
        })
    }
}

/// Reads a page straight from the input, whatever its form.
struct Seed<'p, T> {
    paging: &'p Paging,
    item: PhantomData<T>,
}

impl<T> Clone for Seed<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Seed<'_, T> {}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Seed<'_, T> {
    type Value = Page<T>;

    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> std::result::Result<Page<T>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Seed<'_, T> {
    type Value = Page<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a page (an array or an object)")
    }

    fn visit_seq<A: SeqAccess<'de>>(
        self,
        mut sequence: A,
    ) -> std::result::Result<Page<T>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element()? {
            items.push(item);
        }
        Ok(items.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> std::result::Result<Page<T>, A::Error> {
        let next_name = self.paging.cursor.map_or("next", |cursor| cursor.next);
        let mut members = Members::from(map);
        let (mut items, mut next) = (None, None);
        let [mut start, mut limit, mut total] = [None; 3];
        let mut extra = Extra::new();
        while let Some(name) = members.next_name()? {
            match &*name {
                name if name == self.paging.items => items = Some(members.value()?),
                name if name == next_name => next = members.value()?,
                START => start = count(&mut members, START, &mut extra)?,
                LIMIT => limit = count(&mut members, LIMIT, &mut extra)?,
                TOTAL => total = count(&mut members, TOTAL, &mut extra)?,
                _ => members.unknown(name, &mut extra)?,
            }
        }
        Ok(Page {
            items: required(self.paging.items, items)?,
            next,
            start,
            limit,
            total,
            extra,
            form: Form::Object {
                items: self.paging.items,
                next: next_name,
            },
        })
    }
}

/// Takes a count. One that is none does not make the items of the page unreadable: it is kept
/// beside them.
fn count<'de, A: MapAccess<'de>>(
    members: &mut Members<A>,
    name: &str,
    extra: &mut Extra,
) -> std::result::Result<Option<u64>, A::Error> {
    let value: Value = members.value()?;
    // A member that comes twice counts as what it is last.
    extra.remove(name);
    let count = whole(&value);
    if count.is_none() && !value.is_null() {
        extra.insert(name.to_owned(), value);
    }
    Ok(count)
}

/// Reads a whole number, which services also write with a fraction of zero.
fn whole(value: &Value) -> Option<u64> {
    let float = || value.as_f64().filter(|float| float.fract() == 0.0);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole floats up to 2^53 are exact, and not negative here"
    )]
    let exact = || {
        float()
            .filter(|float| (0.0..=9_007_199_254_740_992.0).contains(float))
            .map(|float| float as u64)
    };
    value.as_u64().or_else(exact)
}

#[cfg(test)]
mod tests;
