//! Walks ahead of time, in virtual time: what overlaps, what is bounded, and what ends them.

mod resume;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tokio::time::{Instant, sleep};

use super::super::transport::{BoxFuture, Canned, Transport, TransportError};
use super::operations::ListThings;
use super::{Client, ClientBuilder, ErrorKind, Pages, RetryPolicy};
const LATENCY: Duration = Duration::from_millis(50);

type Answer = Result<Response<Bytes>, TransportError>;
/// Gives how long an answer takes, and the answer to a query.
type Answering = dyn Fn(&str) -> (Duration, Answer) + Send + Sync;

/// A list that answers after a while, and counts.
#[derive(Clone)]
struct List(Arc<Inner>);

struct Inner {
    answer: Box<Answering>,
    asked: AtomicUsize,
    now: AtomicUsize,
    most: AtomicUsize,
}

/// Counts a request for as long as it is on its way.
struct OnItsWay<'a>(&'a Inner);

impl Drop for OnItsWay<'_> {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, SeqCst);
    }
}

impl List {
    fn new(answer: impl Fn(&str) -> (Duration, Answer) + Send + Sync + 'static) -> Self {
        Self(Arc::new(Inner {
            answer: Box::new(answer),
            asked: AtomicUsize::new(0),
            now: AtomicUsize::new(0),
            most: AtomicUsize::new(0),
        }))
    }

    fn request(&self) -> ListThings {
        let host = [("host", String::from("service.example.com"))];
        let client: Client = ClientBuilder::new("https://{host}", host)
            .token("canary-token")
            .retry(RetryPolicy::never())
            .transport(self.clone())
            .build()
            .unwrap();
        ListThings::new(&client)
    }

    fn by_number(&self) -> Pages<String> {
        ListThings {
            page: Some(0),
            ..self.request()
        }
        .pages()
    }

    fn asked(&self) -> usize {
        self.0.asked.load(SeqCst)
    }

    fn now(&self) -> usize {
        self.0.now.load(SeqCst)
    }

    fn most(&self) -> usize {
        self.0.most.load(SeqCst)
    }
}

impl Transport for List {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Answer> {
        Box::pin(async move {
            let inner = &*self.0;
            inner.asked.fetch_add(1, SeqCst);
            let now = inner.now.fetch_add(1, SeqCst) + 1;
            let _on_its_way = OnItsWay(inner);
            inner.most.fetch_max(now, SeqCst);
            let (wait, answer) = (inner.answer)(request.uri().query().unwrap_or_default());
            sleep(wait).await;
            answer
        })
    }
}

/// The value of a parameter.
fn parameter<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    let mut pairs = query.split('&');
    pairs.find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

fn number(query: &str) -> u64 {
    parameter(query, "page").unwrap().parse().unwrap()
}

/// A page of two things.
fn numbered(page: u64, total: u64) -> Answer {
    let start = page * 2;
    let things: Vec<_> = (start..total.min(start + 2))
        .map(|n| n.to_string())
        .collect();
    let body = serde_json::json!({"things": things, "start": start, "limit": 2, "total": total});
    Ok(Canned::json(200, body.to_string()))
}

/// A page of one thing, of a list of so many pages.
fn linked(query: &str, pages: u64) -> Answer {
    let at: u64 = parameter(query, "from").map_or(0, |from| from.parse().unwrap());
    let mut body = serde_json::json!({"things": [at.to_string()]});
    if at + 1 < pages {
        body["next"] = (at + 1).to_string().into();
    }
    Ok(Canned::json(200, body.to_string()))
}

fn counted(to: u64) -> Vec<String> {
    (0..to).map(|n| n.to_string()).collect()
}

/// Takes all pages, with some work on each; returns the items and how long it took.
async fn walk(mut pages: Pages<String>, work: Duration) -> (Vec<String>, Duration) {
    let started = Instant::now();
    let mut items = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        items.extend(page.items);
        if !work.is_zero() {
            sleep(work).await;
        }
    }
    (items, started.elapsed())
}

#[tokio::test(start_paused = true)]
async fn the_next_page_comes_while_one_is_worked_on() {
    for (ahead, expected) in [(0, 20 * LATENCY), (1, 11 * LATENCY), (9, 11 * LATENCY)] {
        let list = List::new(|query| (LATENCY, linked(query, 10)));
        let pages = list.request().pages().with_concurrency(ahead);
        let (items, time) = walk(pages, LATENCY).await;
        assert_eq!(items, counted(10));
        assert!(time.abs_diff(expected) < LATENCY, "{ahead}: {time:?}");
        assert_eq!((list.asked(), list.most()), (10, 1));
    }
}

#[tokio::test(start_paused = true)]
async fn items_are_walked_ahead_as_well() {
    let list = List::new(|query| (LATENCY, linked(query, 10)));
    let (mut items, started) = (list.request().items(), Instant::now());
    while items.try_next().await.unwrap().is_some() {
        sleep(LATENCY).await;
    }
    assert!(started.elapsed() < 12 * LATENCY, "{:?}", started.elapsed());
}

#[tokio::test(start_paused = true)]
async fn fifty_numbered_pages_at_once_are_four_times_faster_and_in_order() {
    let mut times = Vec::new();
    for ahead in [0, 1, 8] {
        // Later pages are quicker, so that they arrive in another order.
        let wait = |page: u64| LATENCY - Duration::from_millis(page % 7);
        let list = List::new(move |query| (wait(number(query)), numbered(number(query), 99)));
        let (items, time) = walk(list.by_number().with_concurrency(ahead), Duration::ZERO).await;
        assert_eq!(items, counted(99));
        assert_eq!(
            list.asked(),
            50,
            "no page is asked for twice, and none beyond the end"
        );
        assert_eq!(list.most(), ahead.max(1));
        times.push(time);
    }
    assert!(times[0] >= 4 * times[2], "{times:?}");
}

#[tokio::test(start_paused = true)]
async fn what_is_held_is_bounded_however_slow_the_consumer_is() {
    let list = List::new(|query| (LATENCY, numbered(number(query), 100)));
    let mut pages = list.by_number().with_concurrency(5);
    for given in 1..10 {
        pages.try_next().await.unwrap().unwrap();
        sleep(100 * LATENCY).await;
        assert_eq!(list.asked(), given + 5);
    }
    let list = List::new(|query| (LATENCY, numbered(number(query), 1000)));
    let mut pages = list.by_number().with_concurrency(usize::MAX);
    pages.try_next().await.unwrap();
    sleep(LATENCY).await;
    assert_eq!(list.most(), 64);
}

#[tokio::test(start_paused = true)]
async fn a_slow_consumer_does_not_use_up_the_time_of_a_page() {
    let list = List::new(|query| (LATENCY, linked(query, 3)));
    let request = list.request().with_timeout(2 * LATENCY);
    let (items, _) = walk(request.pages(), 100 * LATENCY).await;
    assert_eq!(items, counted(3));
}

#[tokio::test(start_paused = true)]
async fn dropping_a_walk_gives_up_what_is_on_its_way() {
    for (by_number, on_their_way) in [(false, 1), (true, 4)] {
        let list = List::new(|query| match parameter(query, "page") {
            Some(_) => (LATENCY, numbered(number(query), 100)),
            None => (LATENCY, linked(query, 10)),
        });
        let pages = if by_number {
            list.by_number()
        } else {
            list.request().pages()
        };
        let mut pages = pages.with_concurrency(4);
        pages.try_next().await.unwrap();
        sleep(LATENCY / 2).await;
        assert_eq!(list.now(), on_their_way);
        drop(pages);
        tokio::task::yield_now().await;
        assert_eq!(list.now(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn without_totals_no_page_is_guessed() {
    let list = List::new(|query| {
        let body = if number(query) < 3 {
            r#"["a","b"]"#
        } else {
            r#"["c"]"#
        };
        // Not the same page again and again.
        let body = body.replace('a', &number(query).to_string());
        (LATENCY, Ok(Canned::json(200, body)))
    });
    let (items, _) = walk(list.by_number().with_concurrency(8), Duration::ZERO).await;
    assert_eq!((items.len(), list.asked(), list.most()), (7, 4, 1));
}

#[tokio::test(start_paused = true)]
async fn a_list_that_shrinks_ends_early_and_one_that_grows_late() {
    // It has 20 things at first, and 9 from the fourth page on. What is beyond the end is refused.
    let list = List::new(|query| match number(query) {
        page @ 0..=2 => (LATENCY, numbered(page, 20)),
        page @ 3..=4 => (LATENCY, numbered(page, 9)),
        _ => (LATENCY / 2, Ok(Canned::json(400, "{}"))),
    });
    let (items, _) = walk(list.by_number().with_concurrency(8), Duration::ZERO).await;
    assert_eq!(items, counted(9));

    // It grows by one thing with every page that is asked for, up to 30.
    let list = List::new(|query| {
        let total = (5 + number(query)).min(30);
        (LATENCY, numbered(number(query), total))
    });
    let (items, _) = walk(list.by_number().with_concurrency(3), Duration::ZERO).await;
    let sequential = List::new(|query| {
        let total = (5 + number(query)).min(30);
        (LATENCY, numbered(number(query), total))
    });
    let (one_by_one, _) = walk(sequential.by_number().with_concurrency(0), Duration::ZERO).await;
    assert_eq!(items, one_by_one);

    // It says that there is no end, and has none: the same page again is told.
    let list = List::new(|_| {
        let body = r#"{"things":["a","b"],"limit":2,"total":18446744073709551615}"#;
        (LATENCY, Ok(Canned::json(200, body)))
    });
    let mut pages = list.by_number().with_concurrency(8);
    pages.try_next().await.unwrap();
    let error = pages.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Paging);
    assert!(list.asked() < 12);
}
