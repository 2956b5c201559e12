//! Walks that ask for several numbered pages at once, on the lists of the description.

use std::time::Duration;

use auth0_client_grants::{ErrorKind, Items};
use serde::Serialize;
use serde_json::{Value, json};
use tests::server::{Recorded, Reply, Server};

use super::{ids, many, one_by_one};

/// What a request has for a number.
pub(super) fn number(request: &Recorded, name: &str) -> usize {
    let pairs = request.pairs().unwrap();
    let found = pairs.into_iter().find(|(known, _)| known == name);
    found.unwrap().1.parse().unwrap()
}

/// A page of a list of so many items, whichever list it is.
pub(super) fn numbered(request: &Recorded, items: &'static str, count: usize) -> Value {
    let size = number(request, "per_page");
    let start = number(request, "page") * size;
    let all = many(count);
    let page: Vec<Value> = all
        .iter()
        .skip(start)
        .take(size)
        .map(|id| json!({"id": id}))
        .collect();
    json!({"start": start, "limit": size, "total": count, items: page})
}

/// Walks over 23 items by pages of 4, and returns the numbers of the pages that were asked for.
async fn walk<T: Serialize + 'static>(server: &Server, items: Items<T>) -> Vec<usize> {
    let walked = one_by_one(items.with_concurrency(3)).await.unwrap();
    assert_eq!(ids(walked), many(23), "in order, and each once");
    let requests = server.take();
    let mut pages: Vec<_> = requests
        .iter()
        .map(|request| number(request, "page"))
        .collect();
    pages.sort_unstable();
    pages
}

#[tokio::test]
async fn every_list_is_walked_in_order_and_no_page_is_asked_for_twice() {
    let server = Server::answering(|request| {
        let items = match request.path().ends_with("/organizations") {
            true => "organizations",
            false => "client_grants",
        };
        Reply::ok(&numbered(request, items, 23))
    });
    let client = server.client();
    let grants = client.client_grants();
    let organizations = grants.organizations("cgr_1").list();
    let of_organization = client.organizations("org_1").client_grants().list();
    let all = [
        walk(&server, grants.list().per_page(4).items()).await,
        walk(&server, organizations.per_page(4).items()).await,
        walk(&server, of_organization.per_page(4).items()).await,
    ];
    assert_eq!(all, [[0, 1, 2, 3, 4, 5]; 3]);
}

#[tokio::test]
async fn the_pages_after_one_that_is_late_are_asked_for_and_those_beyond_are_not() {
    let server = Server::answering(|request| match number(request, "page") {
        1 => Reply::never(),
        _ => Reply::ok(&numbered(request, "client_grants", 100)),
    });
    let list = server.client().client_grants().list().per_page(2);
    let mut items = list
        .with_timeout(Duration::from_millis(500))
        .items()
        .with_concurrency(4);
    for _ in 0..2 {
        items.try_next().await.unwrap().unwrap();
    }
    let error = items.try_next().await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    let mut pages: Vec<_> = server
        .take()
        .iter()
        .map(|request| number(request, "page"))
        .collect();
    pages.sort_unstable();
    assert_eq!(pages, [0, 1, 2, 3, 4]);
}

#[tokio::test]
async fn lists_that_shrink_grow_or_lie_end() {
    // It loses an item with every request, and has 15 when the walk meets its end.
    let mut left = 21;
    let shrinking = Server::answering(move |request| {
        left -= 1;
        Reply::ok(&numbered(request, "client_grants", left))
    });
    // It gains four with every request, up to 31.
    let mut more = 10;
    let growing = Server::answering(move |request| {
        more = 31.min(more + 4);
        Reply::ok(&numbered(request, "client_grants", more))
    });
    // It always claims to have a page more than it has.
    let lying = Server::answering(|request| {
        let mut page = numbered(request, "client_grants", 9);
        page["total"] = json!(1_000_000);
        Reply::ok(&page)
    });
    // It counts in a way that is none.
    let odd = Server::answering(|request| {
        let mut page = numbered(request, "client_grants", 9);
        (page["start"], page["total"]) = (json!("canary"), json!(-1));
        Reply::ok(&page)
    });
    for (server, ends) in [
        (shrinking, 12..=20),
        (growing, 31..=31),
        (lying, 9..=9),
        (odd, 9..=9),
    ] {
        let list = server.client().client_grants().list().per_page(3);
        let walked = ids(one_by_one(list.items().with_concurrency(4)).await.unwrap());
        assert!(ends.contains(&walked.len()), "{walked:?}");
        assert_eq!(walked, many(walked.len()));
        assert!(server.take().len() <= walked.len() / 3 + 6);
    }
    let same = Server::always(Reply::ok(
        &json!({"total": 1_000_000, "client_grants": [{"id": "a"}]}),
    ));
    let list = same.client().client_grants().list().per_page(1);
    let error = one_by_one(list.items().with_concurrency(4))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Paging);
}
