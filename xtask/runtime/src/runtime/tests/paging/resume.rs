//! Going on where an earlier walk stood.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use super::{Canned, LATENCY, List, ListThings, counted, linked, number, numbered, parameter};
use crate::Continuation;

#[tokio::test(start_paused = true)]
async fn an_error_comes_in_its_place_and_the_walk_can_go_on_from_there() {
    let is_broken = Arc::new(AtomicUsize::new(1));
    let broken = Arc::clone(&is_broken);
    let list = List::new(move |query| match number(query) {
        5 if broken.load(SeqCst) == 1 => (LATENCY / 4, Ok(Canned::json(500, "{}"))),
        page => (LATENCY, numbered(page, 40)),
    });
    let mut items = list.by_number().into_items().with_concurrency(8);
    let mut seen = Vec::new();
    let error = loop {
        match items.try_next().await {
            Ok(item) => seen.push(item.unwrap()),
            Err(error) => break error,
        }
    };
    assert!(error.is_server_error());
    assert_eq!(seen, counted(10));
    assert!(
        list.asked() <= 9,
        "nothing is asked for after a failure: {}",
        list.asked()
    );
    assert!(items.try_next().await.unwrap().is_none());
    tokio::task::yield_now().await;
    assert_eq!(list.now(), 0);

    is_broken.store(0, SeqCst);
    let at = items.continuation().unwrap();
    let text = at.to_string();
    assert!(!text.contains("canary"), "{text}");
    assert_eq!(text.parse::<Continuation>().unwrap(), at);
    let json = serde_json::to_string(&at).unwrap();
    assert_eq!(serde_json::from_str::<Continuation>(&json).unwrap(), at);
    let mut rest = list.by_number().into_items().resume(&at);
    while let Some(item) = rest.try_next().await.unwrap() {
        seen.push(item);
    }
    assert_eq!(seen, counted(40));
    assert_eq!(rest.continuation(), None);
}

#[tokio::test(start_paused = true)]
async fn a_walk_can_go_on_from_every_item() {
    let list = List::new(|query| match parameter(query, "page") {
        Some(_) => (LATENCY, numbered(number(query), 7)),
        None => {
            let from = parameter(query, "from").unwrap_or("0");
            let (things, next) = match from {
                "0" => (r#"["0","1","2"]"#, "x%3A%20%26"),
                "x%253A%2520%2526" => ("[]", "last"),
                "last" => (r#"["3","4"]"#, ""),
                other => panic!("{other}"),
            };
            let body = format!(r#"{{"things":{things},"next":"{next}"}}"#);
            (LATENCY, Ok(Canned::json(200, body)))
        }
    });
    for (page, count) in [(None, 5), (Some(0), 7)] {
        let request = || ListThings {
            page,
            ..list.request()
        };
        for taken in 0..=count {
            let (mut items, mut seen) = (request().items(), Vec::new());
            for _ in 0..taken {
                seen.push(items.try_next().await.unwrap().unwrap());
            }
            let Some(at) = items.continuation() else {
                assert_eq!(taken, count);
                continue;
            };
            let at: Continuation = at.to_string().parse().unwrap();
            let mut items = request().items().resume(&at);
            assert_eq!(items.continuation(), Some(at));
            while let Some(item) = items.try_next().await.unwrap() {
                seen.push(item);
            }
            assert_eq!(seen, counted(count), "after {taken}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_continuation_of_something_else_is_refused() {
    let list = List::new(|query| (LATENCY, linked(query, 3)));
    let at = list.request().pages().continuation().unwrap();
    let mut by_number = list.by_number().resume(&at);
    let error = by_number.try_next().await.unwrap_err();
    assert_eq!((error.field(), list.asked()), (Some("continuation"), 0));
    assert!(error.is_invalid_request() && by_number.try_next().await.unwrap().is_none());

    let text = at.to_string();
    assert_eq!(text.split(':').nth(1), Some("listThings"));
    let (_, rest) = text.split_at(text.find("listThings:").unwrap() + 11);
    let other_list = text
        .replace(&rest[..16], "0123456789abcdef")
        .parse()
        .unwrap();
    let mut pages = list.request().pages().resume(&other_list);
    assert!(pages.try_next().await.unwrap_err().is_invalid_request());

    for text in [
        "",
        "1",
        "2:a:0:page:1:1:0",
        "1:a:0:page:1:x:0",
        "1:a:0:page:1:1:0:",
        "1:a:0:start:1:x:0",
        "1:%ff:0:page:1:1:0",
    ] {
        let error = text.parse::<Continuation>().unwrap_err();
        assert_eq!(error.field(), Some("continuation"), "{text}");
    }
}

#[test]
fn a_walk_that_moves_to_another_runtime_says_what_it_has_lost() {
    let list = List::new(|query| (LATENCY, linked(query, 3)));
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
    };
    let mut pages = list.request().pages();
    runtime().block_on(pages.try_next()).unwrap();
    let other = runtime();
    let error = other.block_on(pages.try_next()).unwrap_err();
    assert!(error.is_transport(), "{error}");
    let at = pages.continuation().unwrap();
    let page = other
        .block_on(pages.resume(&at).try_next())
        .unwrap()
        .unwrap();
    assert_eq!(page.items, ["1"]);
}
