//! One page of each list, in each form in which the service sends it.

use std::fmt::Debug;
use std::future::IntoFuture;

use auth0_client_grants::{Client, Page, Result};
use serde_json::{Value, json};
use tests::server::{Reply, Server};

use crate::description::{operation, samples};

/// Asks for one page of each list, the three lists of the crate in turn.
///
/// What the pages are is not of interest where they are compared as they would be printed.
struct Lists<'c>(&'c Client);

/// The names of the lists, and of the members that hold their items.
const LISTS: [(&str, &str); 3] = [
    ("listClientGrants", "client_grants"),
    ("listClientGrantOrganizations", "organizations"),
    ("listOrganizationClientGrants", "client_grants"),
];

/// A page without the type of its items.
#[derive(Debug, PartialEq)]
struct Seen {
    ids: Vec<Option<String>>,
    next: Option<String>,
    counts: [Option<u64>; 3],
    extra: Value,
}

fn see<T: Clone + PartialEq + Debug>(page: Page<T>, id: impl Fn(&T) -> &Option<String>) -> Seen {
    assert_eq!(
        (page.len(), page.is_empty()),
        (page.items.len(), page.items.is_empty())
    );
    assert!(page.iter().eq(&page.items) && page.clone().into_iter().eq(page.items.clone()));
    Seen {
        ids: page.iter().map(|item| id(item).clone()).collect(),
        next: page.next.clone(),
        counts: [page.start, page.limit, page.total],
        extra: Value::Object(page.extra().clone()),
    }
}

impl Lists<'_> {
    async fn page(&self, list: &str) -> Result<Seen> {
        let client = self.0;
        match list {
            "listClientGrants" => Ok(see(client.client_grants().list().await?, |grant| &grant.id)),
            "listClientGrantOrganizations" => {
                let list = client.client_grants().organizations("cgr_1").list();
                Ok(see(list.await?, |organization| &organization.id))
            }
            "listOrganizationClientGrants" => {
                let list = client.organizations("org_1").client_grants().list();
                Ok(see(list.await?, |grant| &grant.id))
            }
            _ => panic!("{list}"),
        }
    }
}

/// Has each list read an answer.
async fn read(list: &str, answer: &Value) -> Result<Seen> {
    let server = Server::always(Reply::ok(answer));
    let seen = Lists(&server.client()).page(list).await;
    assert_eq!(
        server.only().query(),
        None,
        "a list that is awaited adds nothing to its request"
    );
    seen
}

fn seen(ids: &[&str]) -> Seen {
    Seen {
        ids: ids.iter().map(|id| Some((*id).to_owned())).collect(),
        next: None,
        counts: [None; 3],
        extra: json!({}),
    }
}

#[test]
fn every_list_of_the_description_is_among_these() {
    let lists = crate::description::operations()
        .into_iter()
        .filter(|operation| operation.id.starts_with("list"));
    let mut lists: Vec<String> = lists.map(|operation| operation.id).collect();
    lists.sort_unstable();
    let mut known = LISTS.map(|(list, _)| list);
    known.sort_unstable();
    assert_eq!(lists, known);
}

#[tokio::test]
async fn cf82_arrays() {
    for (list, _) in LISTS {
        assert_eq!(read(list, &json!([])).await.unwrap(), seen(&[]), "{list}");
        assert_eq!(
            read(list, &json!([{"id": "a"}, {"id": "b"}]))
                .await
                .unwrap(),
            seen(&["a", "b"]),
            "{list}"
        );
    }
}

#[tokio::test]
async fn cf82_objects_with_totals() {
    for (list, items) in LISTS {
        let page =
            json!({"start": 50, "limit": 25, "total": 52, items: [{"id": "a"}, {"id": "b"}]});
        let expected = Seen {
            counts: [Some(50), Some(25), Some(52)],
            ..seen(&["a", "b"])
        };
        assert_eq!(read(list, &page).await.unwrap(), expected, "{list}");

        let odd = json!({"start": -1, "limit": "50", "total": null, items: [{"id": "a"}]});
        let expected = Seen {
            extra: json!({"start": -1, "limit": "50"}),
            ..seen(&["a"])
        };
        assert_eq!(read(list, &odd).await.unwrap(), expected, "{list}");

        let page = json!({"start": 0, "limit": 50, "total": 0, items: []});
        let expected = Seen {
            counts: [Some(0), Some(50), Some(0)],
            ..seen(&[])
        };
        assert_eq!(read(list, &page).await.unwrap(), expected, "{list}");
    }
}

#[tokio::test]
async fn objects_with_a_cursor() {
    for (list, items) in &LISTS[..2] {
        let page = json!({"next": "n/=", *items: [{"id": "a"}]});
        let expected = Seen {
            next: Some("n/=".into()),
            ..seen(&["a"])
        };
        assert_eq!(read(list, &page).await.unwrap(), expected, "{list}");

        let page = json!({"next": "n", *items: []});
        let expected = Seen {
            next: Some("n".into()),
            ..seen(&[])
        };
        assert_eq!(read(list, &page).await.unwrap(), expected, "{list}");

        let page = json!({"next": null, *items: [{"id": "a"}]});
        assert_eq!(read(list, &page).await.unwrap(), seen(&["a"]), "{list}");
    }
}

#[tokio::test]
async fn objects_with_nothing_but_items() {
    for (list, items) in LISTS {
        assert_eq!(
            read(list, &json!({items: []})).await.unwrap(),
            seen(&[]),
            "{list}"
        );
        assert_eq!(
            read(list, &json!({items: [{"id": "a"}]})).await.unwrap(),
            seen(&["a"]),
            "{list}"
        );
    }
}

#[tokio::test]
async fn members_of_a_page_that_are_not_known_are_kept() {
    for (list, items) in LISTS {
        let page = json!({items: [], "later": {"a": [null]}, "length": 3});
        let expected = Seen {
            extra: json!({"later": {"a": [null]}, "length": 3}),
            ..seen(&[])
        };
        assert_eq!(read(list, &page).await.unwrap(), expected, "{list}");
    }
}

#[tokio::test]
async fn the_samples_of_the_description_are_read() {
    for (list, items) in LISTS {
        let declared = operation(list);
        let samples = samples(declared.success_response());
        assert!(
            samples.iter().any(Value::is_array)
                && samples.iter().any(|sample| sample.get("total").is_some())
        );
        for sample in samples {
            let array = sample.as_array().or(sample[items].as_array()).unwrap();
            let ids: Vec<&str> = array
                .iter()
                .map(|item| item["id"].as_str().unwrap())
                .collect();
            let expected = Seen {
                next: sample["next"].as_str().map(str::to_owned),
                counts: ["start", "limit", "total"].map(|name| sample[name].as_u64()),
                ..seen(&ids)
            };
            assert_eq!(read(list, &sample).await.unwrap(), expected, "{list}");
        }
    }
}

#[tokio::test]
async fn cf82_what_is_no_page_is_an_error_that_says_where() {
    for (list, items) in LISTS {
        let in_items = format!("{items}[1].id");
        for (answer, field) in [
            (json!({}), Some(items)),
            (json!({"next": "canary"}), Some(items)),
            (json!({items: {"id": "canary"}}), Some(items)),
            (
                json!({items: [{"id": "a"}, {"id": ["canary"]}]}),
                Some(in_items.as_str()),
            ),
            (json!([{"id": "a"}, {"id": {"canary": 1}}]), Some("[1].id")),
            (json!([null]), Some("[0]")),
            (json!("canary"), None),
            (json!(null), None),
        ] {
            let error = read(list, &answer).await.unwrap_err();
            assert!(error.is_decode(), "{list} {answer}: {error:?}");
            assert_eq!(
                (error.field(), error.operation()),
                (field, Some(list)),
                "{answer}: {error}"
            );
            assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
            assert_eq!(error.body(), Some(answer.to_string().as_bytes()));
            assert!(
                !format!("{error} {error:?}").contains("canary"),
                "{error:?}"
            );
        }
    }
}

#[tokio::test]
async fn the_page_after_can_be_asked_for_by_hand() {
    let first = json!({"next": "a&b", "client_grants": [{"id": "a"}]});
    let server = Server::queue([Reply::ok(&first), Reply::ok(&json!({"client_grants": []}))]);
    let list = server.client().client_grants().list().take(1);
    let page = list.clone().into_future().await.unwrap();
    let last = list.from(page.next.unwrap()).await.unwrap();
    assert_eq!((last.is_empty(), last.next), (true, None));
    let expected = [
        "GET /api/v2/client-grants?take=1",
        "GET /api/v2/client-grants?from=a%26b&take=1",
    ];
    assert_eq!(server.lines(), expected);
}
