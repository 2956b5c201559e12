//! Walks over the items of a list.
//!
//! In: a walk over pages. Out: their items, one by one. Deliberately absent: which page is next
//! (see `walk.rs`).

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_core::stream::FusedStream;

use super::{Continuation, Pages};
use crate::runtime::error::Result;
#[cfg(feature = "blocking")]
use crate::runtime::{client::Client, endpoint::Endpoint};

/// A walk over the items of a list, page by page, to the last one.
///
/// Ask for items with [`try_next`](Self::try_next), or use the walk as a [`Stream`]. While the
/// items of one page are handed out, the next page is on its way;
/// [`with_concurrency`](Self::with_concurrency) changes that. How pages are walked over and what
/// ends the walk is told at [`Pages`].
///
/// ```no_run
/// use generated_client::{Items, Result};
///
/// async fn print_all<T: std::fmt::Debug + 'static>(mut items: Items<T>) -> Result<()> {
///     while let Some(item) = items.try_next().await? {
///         println!("{item:?}");
///     }
///     Ok(())
/// }
/// ```
#[must_use = "nothing is sent until an item is asked for"]
pub struct Items<T> {
    pages: Pages<T>,
    page: std::vec::IntoIter<T>,
    /// How many items of the page were handed out.
    taken: u64,
    /// How many items of the first page were handed out by an earlier walk.
    skip: u64,
}

impl<T> Pages<T> {
    pub(crate) fn into_items(self) -> Items<T> {
        Items {
            pages: self,
            page: Vec::new().into_iter(),
            taken: 0,
            skip: 0,
        }
    }
}

impl<T> Items<T> {
    /// Sets how many pages may be on their way at once; see [`Pages::with_concurrency`].
    pub fn with_concurrency(mut self, pages: usize) -> Self {
        self.pages = self.pages.with_concurrency(pages);
        self
    }

    /// Goes on where an earlier walk stood, with the item after the last one that it gave; see
    /// [`Pages::resume`].
    pub fn resume(mut self, continuation: &Continuation) -> Self {
        self.pages = self.pages.resume(continuation);
        self.page = Vec::new().into_iter();
        self.skip = continuation.skip();
        self
    }

    /// Returns where the walk stands: at the item after the last one that it gave. It is `None`
    /// after the last item.
    ///
    /// The items of a page are counted from its start, so an item can be missed or come twice if
    /// the page changed meanwhile. Where that matters, take the continuation between pages. See
    /// [`Pages::continuation`].
    #[must_use]
    pub fn continuation(&self) -> Option<Continuation> {
        if self.page.len() > 0 {
            let here = self.pages.continuation_of_last()?;
            return Some(here.with_skip(self.taken));
        }
        let next = self.pages.continuation()?;
        Some(next.with_skip(self.skip))
    }

    /// Returns the next item, or `None` after the last one.
    ///
    /// # Errors
    ///
    /// Fails as the call for a single page does, and when the list cannot be walked on. After an
    /// error the walk is over, and gives `None`; [`continuation`](Self::continuation) still tells
    /// where it stood.
    pub async fn try_next(&mut self) -> Result<Option<T>> {
        poll_fn(|context| self.poll_item(context)).await.transpose()
    }

    /// Collects the items that are left, of all pages, into a `Vec` or another collection.
    ///
    /// The whole list is held in memory then; [`try_next`](Self::try_next) holds two pages.
    ///
    /// ```no_run
    /// use generated_client::{Items, Result};
    ///
    /// async fn all<T>(items: Items<T>) -> Result<Vec<T>> {
    ///     items.try_collect().await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Fails at the first item that cannot be had, as [`try_next`](Self::try_next) does. What was
    /// collected until then is lost.
    pub async fn try_collect<C: Default + Extend<T>>(mut self) -> Result<C> {
        let mut collection = C::default();
        while let Some(item) = self.try_next().await? {
            collection.extend(Some(item));
        }
        Ok(collection)
    }

    pub(super) fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        loop {
            if let Some(item) = self.page.next() {
                self.taken = self.taken.saturating_add(1);
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => {
                    self.page = page.into_iter();
                    self.taken = std::mem::take(&mut self.skip);
                    if let Some(before) = self.taken.checked_sub(1) {
                        self.page.nth(usize::try_from(before).unwrap_or(usize::MAX));
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    /// Returns the next item of the page, if there is one.
    #[cfg(feature = "blocking")]
    pub(super) fn at_hand(&mut self) -> Option<T> {
        let item = self.page.next()?;
        self.taken = self.taken.saturating_add(1);
        Some(item)
    }

    #[cfg(feature = "blocking")]
    pub(super) fn turn_back(&mut self) {
        self.pages.turn_back();
    }

    #[cfg(feature = "blocking")]
    pub(super) fn asks(&self) -> Option<(Client, Endpoint)> {
        self.pages.asks()
    }
}

// An item is handed out, never pinned.
impl<T> Unpin for Items<T> {}

impl<T> Stream for Items<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.page.len(), None)
    }
}

impl<T> FusedStream for Items<T> {
    fn is_terminated(&self) -> bool {
        self.page.len() == 0 && self.pages.is_terminated()
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("at_hand", &self.page.len())
            .field("pages", &self.pages)
            .finish()
    }
}
