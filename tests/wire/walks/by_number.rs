//! Walks by the numbers of pages, with and without totals.

use auth0_client_grants::ErrorKind;
use serde_json::{Value, json};
use tests::server::{Reply, Server};

use super::{GRANTS, full, ids, many, one_by_one, page_by_page, totals};

#[tokio::test]
async fn by_number_with_totals() {
    let server = Server::queue([
        totals(0, 2, 5, &["a", "b"]),
        totals(2, 2, 5, &["c", "d"]),
        totals(4, 2, 5, &["e"]),
    ]);
    let list = server
        .client()
        .client_grants()
        .list()
        .per_page(2)
        .audience("x");
    assert_eq!(
        ids(one_by_one(list.items()).await.unwrap()),
        ["a", "b", "c", "d", "e"]
    );
    let expected = [
        "per_page=2&audience=x&page=0&include_totals=true",
        "per_page=2&audience=x&include_totals=true&page=1",
        "per_page=2&audience=x&include_totals=true&page=2",
    ];
    assert_eq!(
        server.lines(),
        expected.map(|query| format!("{GRANTS}{query}"))
    );
}

#[tokio::test]
async fn by_number_the_last_full_page_is_the_last() {
    let server = Server::queue([totals(0, 2, 4, &["a", "b"]), totals(2, 2, 4, &["c", "d"])]);
    let pages = page_by_page(
        server
            .client()
            .client_grants()
            .list()
            .page(0)
            .per_page(2)
            .pages(),
    )
    .await
    .unwrap();
    assert_eq!(
        pages.iter().map(|page| page.total).collect::<Vec<_>>(),
        [Some(4); 2]
    );
    assert_eq!(server.take().len(), 2);
}

#[tokio::test]
async fn by_number_without_totals_until_a_page_is_not_full() {
    for (second, requests) in [(full(1), 2), (full(0), 2)] {
        let server = Server::queue([Reply::ok(&full(2)), Reply::ok(&second)]);
        let list = server
            .client()
            .client_grants()
            .list()
            .include_totals(false)
            .page(3)
            .per_page(2);
        let count = 2 + second.as_array().unwrap().len();
        assert_eq!(one_by_one(list.items()).await.unwrap().len(), count);
        let expected = [
            "per_page=2&page=3&include_totals=false",
            "per_page=2&include_totals=false&page=4",
        ];
        assert_eq!(
            server.lines(),
            expected.map(|query| format!("{GRANTS}{query}"))[..requests]
        );
    }
}

#[tokio::test]
async fn a_service_that_gives_fewer_at_a_time_than_it_was_asked_for() {
    let server = Server::queue([
        totals(0, 50, 60, &["a"]),
        totals(50, 50, 60, &["b"]),
        totals(60, 50, 60, &[]),
    ]);
    let list = server.client().client_grants().list().page(0);
    assert_eq!(ids(one_by_one(list.items()).await.unwrap()), ["a", "b"]);
    assert_eq!(server.take().len(), 3, "a page that is empty ends the walk");
}

#[tokio::test]
async fn a_service_that_gives_fewer_at_a_time_and_does_not_say_so() {
    let page = |ids: &[&str]| {
        let items: Vec<_> = ids.iter().map(|id| json!({"id": id})).collect();
        Reply::ok(&json!({"total": 5, "client_grants": items}))
    };
    let server = Server::queue([page(&["a", "b"]), page(&["c", "d"]), page(&["e"])]);
    let list = server.client().client_grants().list().per_page(100);
    assert_eq!(
        ids(one_by_one(list.items()).await.unwrap()),
        ["a", "b", "c", "d", "e"]
    );
    assert_eq!(server.take().len(), 3);
}

#[tokio::test]
async fn an_organizations_grants_are_walked_by_number() {
    let (one, two) = (full(100), full(3));
    let totals = |start: u64, items: &Value| {
        Reply::ok(&json!({"start": start, "limit": 100, "total": 103, "client_grants": items}))
    };
    let expected = [
        "GET /api/v2/organizations/org_1/client-grants?grant_ids=a&grant_ids=b&page=0&per_page=100&include_totals=true",
        "GET /api/v2/organizations/org_1/client-grants?grant_ids=a&grant_ids=b&per_page=100&include_totals=true&page=1",
    ];
    for replies in [
        [totals(0, &one), totals(100, &two)],
        [Reply::ok(&one), Reply::ok(&two)],
    ] {
        let server = Server::queue(replies);
        let list = server
            .client()
            .organizations("org_1")
            .client_grants()
            .list()
            .grant_ids(["a", "b"]);
        let all = list.items().try_collect::<Vec<_>>().await.unwrap();
        assert_eq!(ids(all), [many(100), many(3)].concat());
        assert_eq!(server.lines(), expected);
    }
}

#[tokio::test]
async fn a_list_that_gives_the_same_page_again_is_an_error() {
    let server = Server::always(Reply::ok(&full(2)));
    let walk = server
        .client()
        .client_grants()
        .list()
        .per_page(2)
        .include_totals(false);
    let error = one_by_one(walk.items()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Paging);
    assert_eq!(server.take().len(), 2);
}
