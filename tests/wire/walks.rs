//! Walks over all pages: what they give, and the exact sequence of requests that they make.

#[path = "walks/at_once.rs"]
mod at_once;
#[path = "walks/by_number.rs"]
mod by_number;
#[path = "walks/resume.rs"]
mod resume;

use std::fmt::Debug;

use auth0_client_grants::resources::ListClientGrants;
use auth0_client_grants::{Error, ErrorKind, Items, Page, Pages};
use futures_util::TryStreamExt;
use http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};
use tests::server::{Reply, Server};

/// The part of a request line that all walks of a list share.
const GRANTS: &str = "GET /api/v2/client-grants?";

/// Items with these IDs.
fn items(ids: &[&str]) -> Value {
    ids.iter().map(|id| json!({"id": id})).collect()
}

fn page(ids: &[&str], next: &str) -> Reply {
    Reply::ok(&json!({"client_grants": items(ids), "next": next}))
}

fn last(ids: &[&str]) -> Reply {
    Reply::ok(&json!({"client_grants": items(ids)}))
}

fn totals(start: u64, limit: u64, total: u64, ids: &[&str]) -> Reply {
    Reply::ok(&json!({"start": start, "limit": limit, "total": total, "client_grants": items(ids)}))
}

fn many(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("id{number}")).collect()
}

fn full(count: usize) -> Value {
    many(count).iter().map(|id| json!({"id": id})).collect()
}

/// Takes all items, one at a time.
async fn one_by_one<T: 'static>(mut items: Items<T>) -> Result<Vec<T>, Error> {
    let mut all = Vec::new();
    while let Some(item) = items.try_next().await? {
        all.push(item);
    }
    assert!(items.try_next().await?.is_none(), "the end is the end");
    Ok(all)
}

/// Takes all pages, one at a time.
async fn page_by_page<T: Debug + 'static>(mut pages: Pages<T>) -> Result<Vec<Page<T>>, Error> {
    let mut all = Vec::new();
    while let Some(page) = pages.try_next().await? {
        all.push(page);
    }
    assert!(pages.try_next().await?.is_none(), "the end is the end");
    Ok(all)
}

fn ids<T: Serialize>(items: Vec<T>) -> Vec<String> {
    let values = items
        .into_iter()
        .map(|item| serde_json::to_value(item).unwrap());
    values
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn by_cursor_in_every_way_of_asking() {
    let replies = [
        page(&["a", "b"], "n/1="),
        page(&[], "n2"),
        page(&["c"], "n3"),
        last(&[]),
    ];
    let start = || Server::queue(replies.clone());
    let expected = [
        "GET /api/v2/client-grants?take=100",
        "GET /api/v2/client-grants?take=100&from=n%2F1%3D",
        "GET /api/v2/client-grants?take=100&from=n2",
        "GET /api/v2/client-grants?take=100&from=n3",
    ];

    let server = start();
    assert_eq!(
        ids(one_by_one(server.client().client_grants().list().items())
            .await
            .unwrap()),
        ["a", "b", "c"]
    );
    assert_eq!(server.lines(), expected);

    let server = start();
    let stream = server.client().client_grants().list().items();
    assert_eq!(
        ids(stream.try_collect::<Vec<_>>().await.unwrap()),
        ["a", "b", "c"]
    );
    assert_eq!(server.lines(), expected);

    let server = start();
    let pages = page_by_page(server.client().client_grants().list().pages())
        .await
        .unwrap();
    assert_eq!(
        pages.iter().map(Page::len).collect::<Vec<_>>(),
        [2, 0, 1, 0],
        "a page without items is one"
    );
    let next: Vec<_> = pages.iter().map(|page| page.next.as_deref()).collect();
    assert_eq!(next, [Some("n/1="), Some("n2"), Some("n3"), None]);
    assert_eq!(server.lines(), expected);

    let server = start();
    let pages: Vec<_> = server
        .client()
        .client_grants()
        .list()
        .pages()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(pages.len(), 4);
    assert_eq!(server.lines(), expected);
}

#[tokio::test]
async fn nothing_is_sent_before_it_is_asked_for() {
    let server = Server::queue([page(&["a", "b"], "n1"), last(&["c"])]);
    let mut items = server.client().client_grants().list().items();
    assert_eq!(server.take().len(), 0);
    assert_eq!(
        items.try_next().await.unwrap().unwrap().id.as_deref(),
        Some("a")
    );
    assert_eq!(server.lines(), [format!("{GRANTS}take=100")]);
    assert_eq!(
        items.try_next().await.unwrap().unwrap().id.as_deref(),
        Some("b")
    );
    drop(items);
    assert!(
        server.lines().iter().all(|line| line.contains("from=n1")),
        "nothing is asked for twice"
    );
}

#[tokio::test]
async fn filters_and_sizes_stay_and_a_walk_can_start_anywhere() {
    let server = Server::queue([page(&["a"], "n1"), last(&["b"])]);
    let list = server
        .client()
        .client_grants()
        .list()
        .audience("a&b")
        .take(7)
        .from("x=")
        .client_id("");
    assert_eq!(ids(one_by_one(list.items()).await.unwrap()), ["a", "b"]);
    let expected = [
        "GET /api/v2/client-grants?from=x%3D&take=7&audience=a%26b&client_id=",
        "GET /api/v2/client-grants?take=7&audience=a%26b&client_id=&from=n1",
    ];
    assert_eq!(server.lines(), expected);
}

#[tokio::test]
async fn options_of_the_call_hold_for_every_page() {
    let server = Server::queue([page(&["a"], "n1"), last(&["b"])]);
    let list = server
        .client()
        .client_grants()
        .list()
        .with_header("x-wire", "walk");
    assert_eq!(one_by_one(list.items()).await.unwrap().len(), 2);
    let requests = server.take();
    let headers: Vec<_> = requests
        .iter()
        .map(|request| request.header("x-wire"))
        .collect();
    assert_eq!(headers, [Some("walk"); 2]);
}

#[tokio::test]
async fn organizations_by_cursor() {
    let pages = [
        json!({"organizations": [{"id": "a"}], "next": "n"}),
        json!({"organizations": [{"id": "b"}]}),
    ];
    let server = Server::queue(pages.iter().map(Reply::ok));
    let list = server.client().client_grants().organizations("a/b").list();
    assert_eq!(
        ids(list.items().try_collect::<Vec<_>>().await.unwrap()),
        ["a", "b"]
    );
    let expected = [
        "GET /api/v2/client-grants/a%2Fb/organizations?take=100",
        "GET /api/v2/client-grants/a%2Fb/organizations?take=100&from=n",
    ];
    assert_eq!(server.lines(), expected);
}

#[tokio::test]
async fn a_cursor_that_comes_back_is_an_error_and_not_an_endless_walk() {
    let first_again = [page(&["a"], "n1"), page(&["b"], "n2"), page(&["c"], "n1")];
    let own_start = [page(&["a"], "x/")];
    for (replies, from, count) in [(&first_again[..], None, 3), (&own_start[..], Some("x/"), 1)] {
        let server = Server::queue(replies.iter().cloned());
        let mut list = server.client().client_grants().list();
        if let Some(from) = from {
            list = list.from(from);
        }
        let mut pages = list.pages();
        for _ in 1..count {
            pages.try_next().await.unwrap().unwrap();
        }
        let error = pages.try_next().await.unwrap_err();
        assert_eq!(
            (error.kind(), error.operation()),
            (ErrorKind::Paging, Some("listClientGrants")),
            "{error}"
        );
        assert!(
            pages.try_next().await.unwrap().is_none(),
            "an error ends the walk"
        );
        assert_eq!(server.take().len(), count);
    }
}

#[tokio::test]
async fn an_error_ends_a_walk_after_what_came_before_it() {
    let broken = Reply::text(
        StatusCode::OK,
        "application/json",
        "{\"client_grants\": [{\"id\": 7}]}",
    );
    for (reply, status) in [(Reply::empty(StatusCode::FORBIDDEN), 403), (broken, 200)] {
        let server = Server::queue([page(&["a", "b"], "n1"), reply]);
        let mut items = server.client().client_grants().list().items();
        assert_eq!(
            items.try_next().await.unwrap().unwrap().id.as_deref(),
            Some("a")
        );
        assert_eq!(
            items.try_next().await.unwrap().unwrap().id.as_deref(),
            Some("b")
        );
        let error = items.try_next().await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert_eq!(error.operation(), Some("listClientGrants"));
        assert!(items.try_next().await.unwrap().is_none());
        assert_eq!(
            server.take().len(),
            2,
            "nothing is asked for after an error"
        );

        let server = Server::queue([page(&["a"], "n1"), Reply::empty(StatusCode::FORBIDDEN)]);
        let collected = server
            .client()
            .client_grants()
            .list()
            .items()
            .try_collect::<Vec<_>>()
            .await;
        assert!(collected.unwrap_err().is_forbidden());
    }
}

#[tokio::test]
async fn a_list_that_goes_on_without_a_cursor_is_an_error_and_not_a_short_list() {
    for reply in [Reply::ok(&full(100)), totals(0, 50, 60, &["a"])] {
        let server = Server::queue([reply]);
        let error = server
            .client()
            .client_grants()
            .list()
            .items()
            .try_collect::<Vec<_>>()
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Paging, "{error}");
    }
    let server = Server::queue([Reply::ok(&full(99))]);
    assert_eq!(
        one_by_one(server.client().client_grants().list().items())
            .await
            .unwrap()
            .len(),
        99
    );
}

#[tokio::test]
async fn giving_up_waiting_loses_no_item_and_asks_for_nothing_twice() {
    let server = Server::queue([page(&["a"], "n1"), last(&["b"])]);
    let mut items = server.client().client_grants().list().items();
    let mut seen = Vec::new();
    loop {
        // Polls once: the future is given up wherever the reply is not there yet.
        tokio::select! {
            biased;
            item = items.try_next() => match item.unwrap() {
                Some(item) => seen.push(item.id.unwrap()),
                None => break,
            },
            () = tokio::task::yield_now() => {}
        }
    }
    assert_eq!(seen, ["a", "b"]);
    assert_eq!(
        server.lines(),
        [
            format!("{GRANTS}take=100"),
            format!("{GRANTS}take=100&from=n1")
        ]
    );
}

#[tokio::test]
async fn a_choice_of_both_ways_is_refused() {
    let changes: [fn(ListClientGrants) -> ListClientGrants; 3] = [
        |list| list.take(1).include_totals(true),
        |list| list.from("x").per_page(50),
        |list| list.take(1).page(0),
    ];
    for change in changes {
        let server = Server::queue([page(&["a"], "n1"), last(&["b"])]);
        let walk = change(server.client().client_grants().list());
        let error = one_by_one(walk.items()).await.unwrap_err();
        assert!(error.is_invalid_request(), "{error}");
        assert!(server.take().is_empty());
    }
}
