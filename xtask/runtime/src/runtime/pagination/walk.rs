//! Walks over all pages of a list.
//!
//! In: the request for the first page. Out: all pages. Deliberately absent: items (see `items.rs`).
//!
//! A walk holds its request encoded and changes only the paging pairs of its query. Pages on their
//! way stand in a queue, in the order of the list; whatever the order in which they arrive, each is
//! judged in its turn, as if it had been asked for only then.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_core::stream::FusedStream;

use super::continuation::{self, Continuation};
use super::flight::Flight;
use super::position::{Place, Position};
use super::{Page, Paging};
use crate::runtime::client::Client;
#[cfg(feature = "blocking")]
use crate::runtime::endpoint::Endpoint;
use crate::runtime::error::{Error, Result};
use crate::runtime::operation;
use crate::runtime::response::Reply;
use crate::runtime::send::Outgoing;

type Decode<T> = fn(&Reply) -> Result<Page<T>>;

/// The most pages that a walk has on their way, whatever it is asked for.
const MOST: usize = 64;

/// A walk over the pages of a list, to the last one.
///
/// Ask for pages with [`try_next`](Self::try_next), or use the walk as a [`Stream`]. Pages come in
/// order, and nothing is sent before the first one is asked for.
///
/// # Which pages are asked for
///
/// A list whose pages name the next one by a cursor is walked by cursors, unless the request sets
/// one of the parameters for numbered pages. Parameters of both ways in one request are an error.
/// Where the request does not say how many items a page should have, the walk asks for as many as
/// the service gives; where pages are numbered, it asks for totals if the list can give them.
///
/// # What ends a walk
///
/// * The last page. A page without items is not the last one as long as it names a next page.
/// * An error. One of them is made by the walk itself
///   ([`ErrorKind::Paging`](crate::ErrorKind::Paging)): a list that names the same page twice, or
///   gives the same page twice in a row, would never end.
///
/// # Ahead of time
///
/// When a page has arrived, the next one is asked for at once, and comes nearer while you work with
/// the first: as a task of the Tokio runtime, so that it does not matter when you ask for it. That
/// is one page, so that a walk never holds more than two.
/// [`with_concurrency`](Self::with_concurrency) asks for more, or for none.
///
/// Giving up waiting (dropping the future of `try_next`) loses nothing: the next call goes on with
/// the page that is on its way. Dropping the walk gives up the pages on their way.
///
/// # Going on later
///
/// [`continuation`](Self::continuation) tells where the walk stands, also after an error, and
/// [`resume`](Self::resume) goes on there.
///
/// ```no_run
/// use generated_client::{Continuation, Pages};
///
/// /// Counts items, and tells where to go on if there is an error.
/// async fn count<T>(mut pages: Pages<T>) -> (usize, Option<Continuation>) {
///     let mut count = 0;
///     while let Ok(Some(page)) = pages.try_next().await {
///         count += page.len();
///     }
///     (count, pages.continuation())
/// }
///
/// /// Counts the rest; the pages are those of the same request.
/// async fn count_rest<T>(pages: Pages<T>, from: &Continuation) -> usize {
///     count(pages.with_concurrency(4).resume(from)).await.0
/// }
/// ```
#[must_use = "nothing is sent until a page is asked for"]
pub struct Pages<T> {
    /// None where the request has a fault.
    walk: Option<Box<Walk<T>>>,
    /// The fault of the request, until it is told.
    fault: Option<Error>,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Going,
    /// All pages were handed out.
    Complete,
    /// An error was handed out.
    Failed,
}

struct Walk<T> {
    client: Client,
    request: Outgoing,
    decode: Decode<T>,
    /// A checksum of what makes the list, so that a continuation is not taken for that of another.
    list: u64,
    /// Where the page is that is to be handed out next.
    position: Position,
    /// Where the page is that was handed out last.
    last: Option<Place>,
    /// The pages on their way, from that position on.
    flights: VecDeque<Flight>,
    /// How many pages there are from that position on, as far as is known.
    known: u64,
    /// How many of them may be on their way.
    ahead: usize,
    /// Whether one of them could not be fetched.
    failed: Arc<AtomicBool>,
}

impl<T> Pages<T> {
    pub(super) fn new(
        client: Client,
        request: Result<Outgoing>,
        paging: Paging,
        decode: Decode<T>,
    ) -> Self {
        let walk = request.and_then(|request| Walk::new(client, request, paging, decode));
        let (walk, fault) = match walk {
            Ok(walk) => (Some(Box::new(walk)), None),
            Err(error) => (None, Some(error)),
        };
        Self {
            walk,
            fault,
            state: State::Going,
        }
    }

    /// Sets how many pages may be on their way at once, instead of 1.
    ///
    /// It is also the number of pages that a walk holds besides the one that it has given, so it
    /// bounds memory. Pages still come in order. With 0 no page is asked for ahead of time, and
    /// more than 64 counts as 64. Services limit how many requests they take; stay far below.
    ///
    /// More than 1 can only be of use for lists with numbered pages and totals: a page that is
    /// named by the one before cannot be asked for earlier, and without totals it is not known
    /// which pages there are. The first page is fetched alone, since it brings the total. A list
    /// that shrinks or grows meanwhile ends where its pages say so.
    pub fn with_concurrency(mut self, pages: usize) -> Self {
        if let Some(walk) = &mut self.walk {
            walk.ahead = pages.min(MOST);
        }
        self
    }

    /// Goes on where an earlier walk stood.
    ///
    /// The request must be the same as that of the earlier walk. Where its paging parameters differ
    /// the continuation counts, but numbered pages and pages by cursor cannot be exchanged. A
    /// continuation of another list, or of the same list with other filters, is an error that is
    /// the walk's first and only result. A page of which [`Items`](crate::Items) gave a part is
    /// given again as a whole; [`Items::resume`](crate::Items::resume) leaves that part out.
    pub fn resume(mut self, continuation: &Continuation) -> Self {
        if let Some(walk) = &mut self.walk {
            match walk.resume(continuation) {
                Ok(()) => self.state = State::Going,
                Err(error) => {
                    self.fault = Some(error.at(&walk.request.endpoint));
                    self.walk = None;
                }
            }
        }
        self
    }

    /// Returns where the walk stands: at the page after the last one that it gave. It is `None`
    /// after the last page, and where the request has a fault.
    ///
    /// After an error it is the place of the page that could not be given, so that
    /// [`resume`](Self::resume) tries that page again.
    #[must_use]
    pub fn continuation(&self) -> Option<Continuation> {
        let walk = self.walk.as_ref()?;
        (self.state != State::Complete).then(|| walk.at(walk.position.place()))
    }

    /// Returns the place of the page that was given last.
    pub(super) fn continuation_of_last(&self) -> Option<Continuation> {
        let walk = self.walk.as_ref()?;
        walk.last.clone().map(|place| walk.at(place))
    }

    /// Returns the next page, or `None` after the last one.
    ///
    /// # Errors
    ///
    /// Fails as the call for a single page does, and when the list cannot be walked on. After an
    /// error the walk is over, and gives `None`; [`continuation`](Self::continuation) still tells
    /// where it stood.
    pub async fn try_next(&mut self) -> Result<Option<Page<T>>> {
        poll_fn(|context| self.poll_page(context)).await.transpose()
    }

    pub(super) fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<T>>>> {
        if let Some(error) = self.fault.take() {
            self.state = State::Failed;
            return Poll::Ready(Some(Err(error)));
        }
        let Some(walk) = self.walk.as_mut().filter(|_| self.state == State::Going) else {
            return Poll::Ready(None);
        };
        let page = ready!(walk.poll_reply(context)).and_then(|reply| walk.arrive(reply));
        match &page {
            Ok(_) if walk.known > 0 => walk.fill(walk.ahead),
            Ok(_) => self.state = State::Complete,
            Err(_) => self.state = State::Failed,
        }
        if self.state != State::Going {
            walk.flights.clear();
        }
        Poll::Ready(Some(page))
    }

    /// Gives up the pages on their way; they are asked for again.
    #[cfg(feature = "blocking")]
    pub(super) fn turn_back(&mut self) {
        if let Some(walk) = &mut self.walk {
            walk.flights.clear();
            walk.failed = Arc::default();
        }
    }

    /// Returns what is asked, and for what; nothing is asked where the request has a fault.
    #[cfg(feature = "blocking")]
    pub(super) fn asks(&self) -> Option<(Client, Endpoint)> {
        let walk = self.walk.as_ref()?;
        Some((walk.client.clone(), walk.request.endpoint.clone()))
    }
}

impl<T> Walk<T> {
    fn new(
        client: Client,
        mut request: Outgoing,
        paging: Paging,
        decode: Decode<T>,
    ) -> Result<Self> {
        let list = continuation::checksum(&request, &paging);
        let position = Position::start(&mut request.parts.query, &paging)
            .map_err(|error| error.at(&request.endpoint))?;
        Ok(Self {
            client,
            request,
            decode,
            list,
            position,
            last: None,
            flights: VecDeque::new(),
            known: 1,
            ahead: 1,
            failed: Arc::default(),
        })
    }

    fn at(&self, place: Place) -> Continuation {
        Continuation::new(&self.request, self.list, place)
    }

    fn resume(&mut self, continuation: &Continuation) -> Result<()> {
        if !continuation.is_of(&self.request, self.list) {
            return Err(continuation::fault("belongs to another list"));
        }
        let query = &mut self.request.parts.query;
        if !self.position.go(query, continuation.place()) {
            return Err(continuation::fault(
                "belongs to a walk that counts pages in another way",
            ));
        }
        self.flights.clear();
        (self.last, self.known, self.failed) = (None, 1, Arc::default());
        Ok(())
    }

    /// Asks for pages until so many are on their way, as far as there are any. After a failure no
    /// more are asked for: it will end the walk, unless the list ends before.
    fn fill(&mut self, count: usize) {
        while self.flights.len() < count
            && (self.flights.len() as u64) < self.known
            && !self.failed.load(Ordering::Relaxed)
        {
            let mut request = self.request.clone();
            let further = self.flights.len() as u64;
            request.parts.query = self.position.query(&request.parts.query, further);
            let flight = Flight::start(&self.client, request, &self.failed);
            self.flights.push_back(flight);
        }
    }

    fn poll_reply(&mut self, context: &mut Context<'_>) -> Poll<Result<Reply>> {
        self.fill(self.ahead.max(1));
        let Some(flight) = self.flights.front_mut() else {
            // Unreachable: failures end the walk. An error is better than an endless wait.
            return Poll::Ready(Err(Error::paging("the walk is over")));
        };
        let reply = ready!(flight.poll(context));
        self.flights.pop_front();
        Poll::Ready(reply)
    }

    /// Takes a page, and moves on to the one after it.
    fn arrive(&mut self, reply: Reply) -> Result<Page<T>> {
        let page = match (self.decode)(&reply) {
            Ok(page) => page,
            Err(error) => return Err(operation::undecoded(error, &self.request.endpoint, reply)),
        };
        let place = self.position.place();
        let known = self.position.advance(&page, &reply.body);
        self.known = known.map_err(|error| error.at(&self.request.endpoint))?;
        self.last = Some(place);
        Ok(page)
    }
}

impl<T> Stream for Pages<T> {
    type Item = Result<Page<T>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(context)
    }
}

impl<T> FusedStream for Pages<T> {
    fn is_terminated(&self) -> bool {
        self.fault.is_none() && (self.walk.is_none() || self.state != State::Going)
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("done", &self.is_terminated())
            .finish_non_exhaustive()
    }
}
