//! Walks over lists.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use super::operations::ListThings;
use super::server::{Server, answer, json};
use super::{Error, ErrorKind, client};
use crate::runtime::codegen::*;

type Walked = (Vec<String>, Vec<String>, Option<Error>);

/// Walks over all items; returns them, the queries that were sent, and how the walk ended.
async fn walk(pages: &[&str], set: impl FnOnce(ListThings) -> ListThings) -> Walked {
    let server = Server::start(pages.iter().map(|page| json(page)).collect()).await;
    let mut items = set(ListThings::new(&client(&server.address))).items();
    let (mut walked, mut end) = (Vec::new(), None);
    loop {
        match items.try_next().await {
            Ok(Some(item)) => walked.push(item),
            Ok(None) => break,
            Err(error) => end = Some(error),
        }
    }
    assert!(
        matches!(items.try_next().await, Ok(None)),
        "a walk that is over stays over"
    );
    let query = |target: String| {
        let target = target.split(' ').nth(1).unwrap_or_default().to_owned();
        target
            .strip_prefix("/api/things?kind=a%20b&")
            .unwrap_or(&target)
            .to_owned()
    };
    (
        walked,
        server.targets().await.into_iter().map(query).collect(),
        end,
    )
}

#[tokio::test]
async fn cursors_are_followed_to_the_end() {
    let (walked, queries, end) = walk(
        &[
            r#"{"things":["a","b"],"next":"x y&z"}"#,
            r#"{"things":[],"next":"2"}"#,
            r#"{"things":["c"],"next":""}"#,
        ],
        |list| list,
    )
    .await;
    assert_eq!(walked, ["a", "b", "c"]);
    assert_eq!(
        queries,
        ["take=2", "take=2&from=x%20y%26z", "take=2&from=2"]
    );
    assert!(end.is_none());
}

#[tokio::test]
async fn a_walk_starts_where_the_request_does() {
    let (walked, queries, _) = walk(
        &[r#"{"things":["a"],"next":"2"}"#, r#"{"things":["b"]}"#],
        |list| ListThings {
            from: Some("1".into()),
            ..list
        },
    )
    .await;
    assert_eq!(walked, ["a", "b"]);
    assert_eq!(queries, ["from=1&take=2", "take=2&from=2"]);
}

#[tokio::test]
async fn a_cursor_that_comes_back_is_an_error() {
    for (pages, count) in [
        (
            &[
                r#"{"things":["a"],"next":"1"}"#,
                r#"{"things":["b"],"next":"1"}"#,
            ][..],
            1,
        ),
        (
            &[
                r#"{"things":["a"],"next":"1"}"#,
                r#"{"things":["b"],"next":"2"}"#,
                r#"{"things":["c"],"next":"1"}"#,
            ],
            2,
        ),
        (&[r#"{"things":["a"],"next":"first"}"#], 0),
    ] {
        let (walked, _, end) = walk(pages, |list| ListThings {
            from: Some("first".into()),
            ..list
        })
        .await;
        let end = end.unwrap();
        assert_eq!(
            (end.kind(), end.operation()),
            (ErrorKind::Paging, Some("listThings"))
        );
        assert_eq!(walked.len(), count);
    }
}

#[tokio::test]
async fn a_list_that_goes_on_without_a_cursor_is_an_error() {
    for page in [
        r#"["a","b"]"#,
        r#"{"things":["a"],"start":0,"limit":1,"total":5}"#,
    ] {
        let (_, _, end) = walk(&[page], |list| list).await;
        assert_eq!(end.unwrap().kind(), ErrorKind::Paging);
    }
    for page in [
        r#"["a"]"#,
        r#"{"things":["a"],"start":4,"limit":1,"total":5}"#,
        r#"{"things":["a","b"]}"#,
    ] {
        let (walked, _, end) = walk(&[page], |list| list).await;
        assert!(end.is_none() && !walked.is_empty(), "{page}");
    }
}

#[tokio::test]
async fn numbered_pages_are_walked_when_the_request_says_so() {
    let (walked, queries, end) = walk(
        &[
            r#"{"things":["a","b"],"start":6,"limit":2,"total":9}"#,
            r#"{"things":["c"],"start":8,"limit":2,"total":9}"#,
        ],
        |list| ListThings {
            page: Some(3),
            ..list
        },
    )
    .await;
    assert_eq!(walked, ["a", "b", "c"]);
    assert_eq!(
        queries,
        ["page=3&size=2&totals=true", "size=2&totals=true&page=4"]
    );
    assert!(end.is_none());
}

#[tokio::test]
async fn numbered_pages_end() {
    for (pages, expected) in [
        // Without totals a short page is the last one, and so is an empty one.
        (&[r#"["a","b"]"#, r#"["c"]"#][..], 3),
        (&[r#"["a","b"]"#, "[]"], 2),
        // Of a list that shrinks or grows, an empty page is the end whatever the total is.
        (
            &[
                r#"{"things":["a"],"start":0,"limit":2,"total":50}"#,
                r#"{"things":[],"total":50}"#,
            ],
            1,
        ),
        (
            &[
                r#"{"things":["a","b"],"total":3.0}"#,
                r#"{"things":["c","d"],"total":4}"#,
            ],
            4,
        ),
        // A total that cannot be is none.
        (
            &[
                r#"{"things":["a","b"],"start":0,"total":1}"#,
                r#"{"things":["c","d"],"start":2,"total":0}"#,
                r#"{"things":["e"],"start":4,"total":-1}"#,
            ],
            5,
        ),
        // A service that gives fewer at a time than it was asked for says so.
        (
            &[
                r#"{"things":["a"],"limit":1}"#,
                r#"{"things":[],"limit":1}"#,
            ],
            1,
        ),
        (
            &[
                r#"{"things":["a"],"limit":1,"total":2}"#,
                r#"{"things":["b"],"limit":1,"total":2}"#,
            ],
            2,
        ),
    ] {
        let (walked, queries, end) = walk(pages, |list| ListThings {
            size: Some(2),
            ..list
        })
        .await;
        assert_eq!(
            (walked.len(), queries.len()),
            (expected, pages.len()),
            "{pages:?}"
        );
        assert!(end.is_none());
    }
}

#[tokio::test]
async fn faults_of_the_request_are_the_first_result() {
    let (walked, queries, end) = walk(&[], |list| ListThings {
        page: Some(-1),
        ..list
    })
    .await;
    assert!(walked.is_empty() && queries.is_empty());
    assert_eq!(end.unwrap().field(), Some("page"));
}

#[tokio::test]
async fn errors_end_a_walk() {
    let server = Server::start(vec![
        json(r#"{"things":["a"],"next":"1"}"#),
        answer("500 Oops", "", ""),
    ])
    .await;
    let mut pages = ListThings::new(&client(&server.address)).pages();
    assert_eq!(pages.try_next().await.unwrap().unwrap().items, ["a"]);
    assert!(pages.try_next().await.unwrap_err().is_server_error());
    assert!(pages.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn giving_up_waiting_loses_nothing() {
    let server = Server::start(vec![
        json(r#"{"things":["a"],"next":"1"}"#),
        json(r#"{"things":["b"]}"#),
    ])
    .await;
    let mut items = ListThings::new(&client(&server.address)).items();
    let mut walked = Vec::new();
    loop {
        // Polls once and drops the future, again and again.
        let polled = {
            let mut next = pin!(items.try_next());
            poll_fn(|context| Poll::Ready(next.as_mut().poll(context))).await
        };
        match polled {
            Poll::Pending => tokio::task::yield_now().await,
            Poll::Ready(item) => match item.unwrap() {
                Some(item) => walked.push(item),
                None => break,
            },
        }
    }
    assert_eq!(walked, ["a", "b"]);
    assert_eq!(server.targets().await.len(), 2);
}

#[tokio::test]
async fn awaiting_a_list_gives_one_page() {
    let server = Server::start(vec![json(r#"{"things":["a"],"next":"1"}"#)]).await;
    let page = ListThings::new(&client(&server.address)).await.unwrap();
    assert_eq!(
        (page.items.as_slice(), page.next.as_deref()),
        (&["a".to_owned()][..], Some("1"))
    );
    assert_eq!(
        server.targets().await,
        ["GET /api/things?kind=a%20b HTTP/1.1"]
    );
}

/// A list that is asked for by POST, as searches are.
#[derive(Clone, Debug)]
struct SearchThings(ListThings);

impl Operation for SearchThings {
    type Output = Page<String>;
    const ENDPOINT: Endpoint = Endpoint {
        id: "searchThings",
        method: Method::POST,
        path: "/things",
    };

    fn call(&self) -> &Call {
        self.0.call()
    }

    fn encode(&self, request: &mut Encoder) {
        self.0.encode(request);
    }

    fn decode(reply: &Reply) -> Result<Page<String>> {
        ListThings::decode(reply)
    }
}

impl Paged for SearchThings {
    type Item = String;
    const PAGING: Paging = ListThings::PAGING;
}

/// What somebody else answered does not tell whether the service did what a POST asked for.
#[tokio::test]
async fn a_page_of_somebody_else_leaves_the_outcome_open() {
    let page = || answer("200 OK", "content-type: text/html\r\n", "<p>captive</p>");
    let server = Server::start(vec![page(), page()]).await;
    let list = ListThings::new(&client(&server.address));
    let mut read = pages(&list);
    let error = read.try_next().await.unwrap_err();
    assert!(error.is_unexpected_content_type() && !error.is_outcome_unknown());
    let mut search = pages(&SearchThings(list));
    let error = search.try_next().await.unwrap_err();
    assert!(error.is_unexpected_content_type() && error.is_outcome_unknown());
    assert_eq!(error.operation(), Some("searchThings"));
}
