//! Walks as iterators that block.
//!
//! In: a walk. Out: the same as an iterator. Deliberately absent: how a thread waits (see
//! `blocking.rs`).

use std::fmt;
use std::iter::FusedIterator;

use super::{Continuation, Items, Page, Pages};
use crate::runtime::blocking;
use crate::runtime::client::Client;
use crate::runtime::endpoint::Endpoint;
use crate::runtime::error::Result;

/// A walk over the pages of a list as an iterator, which blocks while it waits for a page.
///
/// [`Pages::into_blocking`] makes it. Like every blocking call it is for threads that may block;
/// elsewhere the first result is an error of the kind
/// [`ErrorKind::Blocking`](crate::ErrorKind::Blocking). An error ends the iteration.
#[must_use = "nothing is sent until a page is asked for"]
pub struct BlockingPages<T> {
    walk: Pages<T>,
    is_over: bool,
}

impl<T> Pages<T> {
    /// Returns an iterator that walks on from here and blocks while it waits.
    ///
    /// The pages that are on their way are asked for again.
    pub fn into_blocking(mut self) -> BlockingPages<T> {
        self.turn_back();
        BlockingPages {
            walk: self,
            is_over: false,
        }
    }
}

impl<T> BlockingPages<T> {
    /// Returns where the walk stands; see [`Pages::continuation`].
    #[must_use]
    pub fn continuation(&self) -> Option<Continuation> {
        self.walk.continuation()
    }
}

impl<T> Iterator for BlockingPages<T> {
    type Item = Result<Page<T>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let asks = self.walk.asks();
        let next = next(asks, self.walk.try_next());
        self.is_over = !matches!(next, Ok(Some(_)));
        next.transpose()
    }
}

impl<T> FusedIterator for BlockingPages<T> {}

impl<T> fmt::Debug for BlockingPages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BlockingPages").field(&self.walk).finish()
    }
}

/// A walk over the items of a list as an iterator, which blocks while it waits for a page.
///
/// ```no_run
/// use generated_client::{Items, Result};
///
/// fn collect<T>(items: Items<T>) -> Result<Vec<T>> {
///     items.into_blocking().collect()
/// }
/// ```
///
/// [`Items::into_blocking`] makes it. Like every blocking call it is for threads that may block;
/// elsewhere the first result is an error of the kind
/// [`ErrorKind::Blocking`](crate::ErrorKind::Blocking). An error ends the iteration.
#[must_use = "nothing is sent until an item is asked for"]
pub struct BlockingItems<T> {
    walk: Items<T>,
    is_over: bool,
}

impl<T> Items<T> {
    /// Returns an iterator that walks on from here and blocks while it waits.
    ///
    /// The pages that are on their way are asked for again.
    pub fn into_blocking(mut self) -> BlockingItems<T> {
        self.turn_back();
        BlockingItems {
            walk: self,
            is_over: false,
        }
    }
}

impl<T> BlockingItems<T> {
    /// Returns where the walk stands; see [`Items::continuation`].
    #[must_use]
    pub fn continuation(&self) -> Option<Continuation> {
        self.walk.continuation()
    }
}

impl<T> Iterator for BlockingItems<T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(item) = self.walk.at_hand() {
            return Some(Ok(item));
        }
        if self.is_over {
            return None;
        }
        let asks = self.walk.asks();
        let next = next(asks, self.walk.try_next());
        self.is_over = !matches!(next, Ok(Some(_)));
        next.transpose()
    }
}

impl<T> FusedIterator for BlockingItems<T> {}

impl<T> fmt::Debug for BlockingItems<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BlockingItems").field(&self.walk).finish()
    }
}

/// Waits for the next piece of a walk. One that asks for nothing has it at once.
fn next<T>(asks: Option<(Client, Endpoint)>, next: impl Future<Output = Result<T>>) -> Result<T> {
    match asks {
        Some((client, endpoint)) => blocking::wait(&client.inner.blocking, next)
            .and_then(|next| next)
            .map_err(|error| error.at(&endpoint)),
        None => blocking::park_on(next),
    }
}
