//! Walks over all pages of a list.
//!
//! A walk holds its request encoded and changes only the paging pairs of its query. It asks for one page
//! at a time; the page on its way is a future of the walk's own, so that giving up waiting loses nothing.

use std::fmt;
use std::future::poll_fn;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_core::stream::FusedStream;

use super::position::Position;
use super::{Page, Paging};
use crate::runtime::client::Client;
use crate::runtime::error::{Error, Result};
use crate::runtime::response::Reply;
use crate::runtime::send::{self, Outgoing};

type Decode<T> = fn(&Reply) -> Result<Page<T>>;
/// The page, and a hash of it as it was sent.
type OnItsWay<T> = Pin<Box<dyn Future<Output = Result<(Page<T>, u64)>> + Send>>;

/// A walk over the pages of a list, to the last one.
///
/// Ask for pages with [`try_next`](Self::try_next), or use the walk as a [`Stream`]. Pages come one at a time and in order, and
/// nothing is sent before the first one is asked for. An error ends the walk.
///
/// A list that can be walked by cursor is, unless the request sets one of the parameters for numbered pages. Where
/// the request does not say how many items a page should have, the walk asks for as many as the service gives.
/// A walk by number asks for totals where the list can give them. Parameters of both ways in one request are an error.
/// A page without items is not the end as long as it names a next page. A list that names the same
/// page twice, or gives the same page twice in a row, would never end, so that is an error
/// ([`ErrorKind::Paging`](crate::ErrorKind::Paging)).
///
/// Giving up waiting (dropping the future of `try_next`) loses nothing: the next call goes on with the page that is on its way.
#[must_use = "nothing is sent until a page is asked for"]
pub struct Pages<T> {
    state: State<T>,
}

enum State<T> {
    /// Nothing is on its way.
    Ready(Box<Walk<T>>),
    /// A page is on its way.
    Waiting(Box<Walk<T>>, OnItsWay<T>),
    /// The request has a fault that is yet to be told.
    Faulty(Error),
    Done,
}

struct Walk<T> {
    client: Client,
    request: Outgoing,
    decode: Decode<T>,
    position: Position,
}

impl<T> Pages<T> {
    pub(super) fn new(
        client: Client,
        request: Result<Outgoing>,
        paging: Paging,
        decode: Decode<T>,
    ) -> Self {
        let start = request.and_then(|mut request| {
            let position = Position::start(&mut request.parts.query, &paging)
                .map_err(|error| error.at(&request.endpoint))?;
            Ok(Walk {
                client,
                request,
                decode,
                position,
            })
        });
        Self {
            state: match start {
                Ok(walk) => State::Ready(Box::new(walk)),
                Err(error) => State::Faulty(error),
            },
        }
    }

    pub(crate) fn into_items(self) -> Items<T> {
        Items {
            pages: self,
            page: Vec::new().into_iter(),
        }
    }
}

impl<T: 'static> Walk<T> {
    fn fetch(&self) -> OnItsWay<T> {
        let (client, request, decode) = (self.client.clone(), self.request.clone(), self.decode);
        Box::pin(async move {
            let reply = send::send(&client, &request).await?;
            match decode(&reply) {
                Ok(page) => Ok((page, hash(&reply.body))),
                Err(error) => Err(error.at(&request.endpoint).with_reply(reply)),
            }
        })
    }
}

fn hash(body: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    hasher.finish()
}

impl<T: 'static> Pages<T> {
    /// Returns the next page, or `None` after the last one.
    ///
    /// # Errors
    ///
    /// Fails as the call for a single page does, and when the list cannot be walked on. After an error the walk is
    /// over, and gives `None`.
    pub async fn try_next(&mut self) -> Result<Option<Page<T>>> {
        poll_fn(|context| self.poll_page(context)).await.transpose()
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<T>>>> {
        loop {
            match &mut self.state {
                State::Done => return Poll::Ready(None),
                State::Waiting(_, page) => {
                    let page = ready!(page.as_mut().poll(context));
                    return Poll::Ready(Some(self.arrive(page)));
                }
                State::Ready(_) | State::Faulty(_) => {
                    match std::mem::replace(&mut self.state, State::Done) {
                        State::Ready(walk) => {
                            let page = walk.fetch();
                            self.state = State::Waiting(walk, page);
                        }
                        State::Faulty(error) => return Poll::Ready(Some(Err(error))),
                        State::Waiting(..) | State::Done => {}
                    }
                }
            }
        }
    }

    /// Takes a page, and moves on to the one after it. Errors leave the walk done.
    fn arrive(&mut self, page: Result<(Page<T>, u64)>) -> Result<Page<T>> {
        let State::Waiting(mut walk, _) = std::mem::replace(&mut self.state, State::Done) else {
            return page.map(|(page, _)| page);
        };
        let (page, sent) = page?;
        let next = walk
            .position
            .advance(&mut walk.request.parts.query, &page, sent);
        if next.map_err(|error| error.at(&walk.request.endpoint))? {
            self.state = State::Ready(walk);
        }
        Ok(page)
    }
}

impl<T: 'static> Stream for Pages<T> {
    type Item = Result<Page<T>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(context)
    }
}

impl<T: 'static> FusedStream for Pages<T> {
    fn is_terminated(&self) -> bool {
        matches!(self.state, State::Done)
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("done", &matches!(self.state, State::Done))
            .finish_non_exhaustive()
    }
}

/// A walk over the items of a list, page by page, to the last one.
///
/// Ask for items with [`try_next`](Self::try_next), or use the walk as a [`Stream`]. At most one page is held at a time.
/// How pages are walked over and what ends the walk is told at [`Pages`].
///
/// ```no_run
/// use auth0_client_grants::{Items, Result};
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
}

impl<T: 'static> Items<T> {
    /// Returns the next item, or `None` after the last one.
    ///
    /// # Errors
    ///
    /// Fails as the call for a single page does, and when the list cannot be walked on. After an error the walk is
    /// over, and gives `None`.
    pub async fn try_next(&mut self) -> Result<Option<T>> {
        poll_fn(|context| self.poll_item(context)).await.transpose()
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => self.page = page.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

// An item is handed out, never pinned.
impl<T> Unpin for Items<T> {}

impl<T: 'static> Stream for Items<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.page.len(), None)
    }
}

impl<T: 'static> FusedStream for Items<T> {
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
