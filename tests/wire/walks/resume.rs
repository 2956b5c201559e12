//! Walks that are left and gone on with later, on the lists of the description.

use std::collections::BTreeSet;

use auth0_client_grants::{Continuation, Items};
use http::StatusCode;
use serde::Serialize;
use serde_json::json;
use tests::server::{Reply, Server};

use super::at_once::{number, numbered};
use super::{GRANTS, ids, last, many, one_by_one, page};

/// Takes so many items, keeps the place as text, and reads it again.
async fn leave<T: Serialize + 'static>(
    mut items: Items<T>,
    count: usize,
) -> (Vec<String>, Continuation) {
    let mut taken = Vec::new();
    for _ in 0..count {
        taken.push(items.try_next().await.unwrap().unwrap());
    }
    let place = items.continuation().unwrap().to_string();
    assert!(!place.contains("canary"), "{place}");
    (ids(taken), place.parse().unwrap())
}

#[tokio::test]
async fn a_walk_by_cursor_goes_on_in_another_program() {
    let server = Server::answering(|request| {
        let mut pairs = request.pairs().unwrap();
        let from = pairs.iter().position(|(name, _)| name == "from");
        let from = from.map(|at| pairs.remove(at).1);
        pairs.sort();
        assert_eq!(
            pairs,
            [("audience", "canary"), ("take", "2")]
                .map(|(name, value)| (name.into(), value.into()))
        );
        match from.as_deref() {
            None => page(&["a", "b"], "n/1="),
            Some("n/1=") => page(&["c", "d"], "n2"),
            Some("n2") => last(&["e"]),
            Some(_) => Reply::empty(StatusCode::BAD_REQUEST),
        }
    });
    let all = ["a", "b", "c", "d", "e"];
    for left in 0..5 {
        let list = || server.client().client_grants().list().audience("canary");
        let (before, place) = leave(list().take(2).items().with_concurrency(0), left).await;
        server.take();
        let after = ids(one_by_one(list().items().resume(&place)).await.unwrap());
        assert_eq!([before, after].concat(), all, "left after {left}");
        // Pages that were given whole are not asked for again.
        assert_eq!(server.take().len(), 3 - left / 2, "left after {left}");
    }
}

#[tokio::test]
async fn a_walk_by_number_goes_on_and_several_pages_at_once() {
    let server = Server::answering(|request| Reply::ok(&numbered(request, "client_grants", 23)));
    let list = || {
        server
            .client()
            .organizations("org/1")
            .client_grants()
            .list()
    };
    let (before, place) = leave(list().per_page(5).items(), 13).await;
    server.take();
    let rest = list().items().with_concurrency(4).resume(&place);
    let after = ids(one_by_one(rest).await.unwrap());
    assert_eq!([before, after].concat(), many(23));
    let requests = server.take();
    let pages = requests.iter().map(|request| number(request, "page"));
    assert_eq!(pages.collect::<BTreeSet<_>>(), [2, 3, 4].into());
    assert!(
        requests
            .iter()
            .all(|request| number(request, "per_page") == 5)
    );
}

#[tokio::test]
async fn after_an_error_the_page_that_failed_is_asked_for_again() {
    let server = Server::queue([
        page(&["a"], "1"),
        Reply::empty(StatusCode::BAD_GATEWAY),
        page(&["b"], "2"),
        last(&["c"]),
    ]);
    let list = || server.client().client_grants().list().take(1);
    let mut items = list().items();
    assert!(items.try_next().await.unwrap().is_some());
    assert!(items.try_next().await.unwrap_err().is_server_error());
    let place = items.continuation().unwrap();
    assert_eq!(
        ids(one_by_one(list().items().resume(&place)).await.unwrap()),
        ["b", "c"]
    );
    let expected = ["take=1", "take=1&from=1", "take=1&from=1", "take=1&from=2"];
    assert_eq!(
        server.lines(),
        expected.map(|query| format!("{GRANTS}{query}"))
    );
}

#[tokio::test]
async fn the_place_of_another_list_is_refused_and_nothing_is_sent() {
    let server = Server::always(page(&["a", "b"], "1"));
    let client = server.client();
    let grants = client.client_grants();
    let (_, place) = leave(grants.list().audience("x").items().with_concurrency(0), 1).await;
    server.take();
    let others = [
        one_by_one(grants.list().audience("y").items().resume(&place))
            .await
            .map(drop),
        one_by_one(grants.list().items().resume(&place))
            .await
            .map(drop),
        one_by_one(
            grants
                .list()
                .audience("x")
                .per_page(2)
                .items()
                .resume(&place),
        )
        .await
        .map(drop),
        one_by_one(grants.organizations("cgr_1").list().items().resume(&place))
            .await
            .map(drop),
        one_by_one(
            client
                .organizations("x")
                .client_grants()
                .list()
                .items()
                .resume(&place),
        )
        .await
        .map(drop),
    ];
    for other in others {
        let error = other.unwrap_err();
        assert!(error.is_invalid_request(), "{error:?}");
        assert_eq!(error.field(), Some("continuation"));
    }
    assert!(server.take().is_empty());
    for text in [
        "",
        "1",
        "1:x:y:cursor:1:a:0",
        "2:listClientGrants:0:page:1:1:0",
        "1:a:0:page:1:-1:0",
        "1:a:0:page:1:1:0:0",
    ] {
        assert!(text.parse::<Continuation>().is_err(), "{text}");
        assert!(serde_json::from_value::<Continuation>(json!(text)).is_err());
    }
}
