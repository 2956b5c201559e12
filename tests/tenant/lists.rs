//! Filters and both ways of paging.

use auth0_client_grants::models::{ClientGrant, DefaultFor, SubjectType};
use auth0_client_grants::testing::Tenant;
use serde_json::{Value, json};

use crate::{API, ids, raw, refused, tenant};

/// Adds so many grants, of different applications.
fn fill(tenant: &Tenant, count: usize) -> Vec<String> {
    let add = |number: usize| {
        let mut grant = ClientGrant::default();
        grant.client_id = Some(format!("app-{number}"));
        grant.audience = Some(API.to_owned());
        tenant.add_grant(grant)
    };
    (0..count).map(add).collect()
}

#[tokio::test]
async fn filters_narrow_the_list() {
    let (_, client) = tenant();
    let grants = client.client_grants();
    let other = "https://other.example.com/a b+c";
    let plain = grants
        .create(API)
        .client_id("a")
        .scope(["x"])
        .await
        .unwrap();
    let any = grants.create(other).client_id("a").scope(["x"]);
    let any = any.allow_any_organization(true).await.unwrap();
    let user = grants.create(API).client_id("b").scope(["x"]);
    let user = user.subject_type(SubjectType::User).await.unwrap();
    let default = grants
        .create(API)
        .default_for(DefaultFor::ThirdPartyClients);
    let default = default.scope(["x"]).await.unwrap();

    let list = || client.client_grants().list();
    let cases = [
        (list(), vec![&plain, &any, &user, &default]),
        (list().audience(other), vec![&any]),
        (list().client_id("a"), vec![&plain, &any]),
        (list().client_id("a").audience(API), vec![&plain]),
        (list().allow_any_organization(true), vec![&any]),
        (list().subject_type(SubjectType::User), vec![&user]),
        (
            list().default_for(DefaultFor::ThirdPartyClients),
            vec![&default],
        ),
        (list().client_id("c"), vec![]),
    ];
    for (list, expected) in cases {
        let query = format!("{:?}", list.request());
        let page = list.await.unwrap();
        assert_eq!(page.iter().collect::<Vec<_>>(), expected, "{query}");
    }
}

#[tokio::test]
async fn pages_by_number() {
    let (tenant, client) = tenant();
    let all = fill(&tenant, 120);
    let list = || client.client_grants().list();
    let page = list().await.unwrap();
    assert_eq!(ids(&page), all[..50], "50 unless said otherwise");
    assert_eq!((page.total, page.next), (None, None), "the plain array");
    let page = list().per_page(100).page(1).await.unwrap();
    assert_eq!(ids(&page), all[100..]);
    let page = list()
        .per_page(7)
        .page(2)
        .include_totals(true)
        .await
        .unwrap();
    assert_eq!(ids(&page), all[14..21]);
    assert_eq!(
        (page.start, page.limit, page.total),
        (Some(14), Some(7), Some(120))
    );
    let page = list().page(i64::MAX).include_totals(true).await.unwrap();
    assert!(page.is_empty());
    assert_eq!(page.total, Some(120));
    let empty = client
        .client_grants()
        .list()
        .client_id("none")
        .include_totals(true);
    assert_eq!(empty.await.unwrap().total, Some(0));
}

#[tokio::test]
async fn pages_by_cursor() {
    let (tenant, client) = tenant();
    let all = fill(&tenant, 120);
    let list = || client.client_grants().list();
    let first = list().take(70).await.unwrap();
    assert_eq!(ids(&first), all[..70]);
    assert_eq!(first.total, None);
    let cursor = first.next.unwrap();
    // What goes before the cursor moves nothing, and what is new comes last.
    client.client_grants().delete(&all[3]).await.unwrap();
    let added = fill(&tenant, 1);
    let second = list().from(&cursor).await.unwrap();
    assert_eq!(ids(&second), all[70..120], "50 unless said otherwise");
    let third = list().from(second.next.unwrap()).take(1).await.unwrap();
    assert_eq!(ids(&third), added);
    assert_eq!(
        third.next, None,
        "the last page has no cursor, even if it is full"
    );
}

#[tokio::test]
async fn walks_end_with_every_grant_seen_once() {
    let (tenant, client) = tenant();
    let all = fill(&tenant, 250);
    let mut items = client.client_grants().list().items();
    let mut seen = Vec::new();
    while let Some(grant) = items.try_next().await.unwrap() {
        seen.push(grant);
    }
    assert_eq!(ids(&seen), all);
    assert_eq!(tenant.requests().len(), 3);
    let mut pages = client
        .client_grants()
        .list()
        .page(0)
        .per_page(100)
        .include_totals(true)
        .pages();
    let mut lengths = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        lengths.push(page.len());
    }
    assert_eq!(lengths, [100, 100, 50]);
}

#[tokio::test]
async fn queries_that_break_a_rule() {
    let (tenant, client) = tenant();
    fill(&tenant, 2);
    let next = client
        .client_grants()
        .list()
        .take(1)
        .await
        .unwrap()
        .next
        .unwrap();
    let queries = [
        "per_page=0",
        "per_page=101",
        "per_page=x",
        "page=-1",
        "page=1.5",
        "take=0",
        "take=101",
        "take=1&page=0",
        "take=1&per_page=5",
        "take=1&include_totals=false",
        "include_totals=1",
        "from=",
        "from=bmV4dC1wYWdl",
        "from=cafe",
        "allow_any_organization=false",
        "subject_type=robot",
        "default_for=everyone",
        "sort=id",
        "audience=a&audience=b",
    ];
    for query in queries {
        let reply = raw(&tenant, "GET", &format!("/client-grants?{query}"), "").await;
        let message = refused(reply, 400, "invalid_query_string");
        let name = query.split(['=', '&']).collect::<Vec<_>>();
        assert!(
            name.iter().any(|name| message.contains(name)),
            "{query}: {message}"
        );
    }
    let other = format!("/client-grants/cgr_0000000000000001/organizations?from={next}");
    refused(
        raw(&tenant, "GET", &other, "").await,
        400,
        "invalid_query_string",
    );
    let (status, body) = raw(&tenant, "GET", &format!("/client-grants?from={next}"), "").await;
    assert_eq!(status, 200);
    assert_eq!(body["client_grants"][0]["client_id"], json!("app-1"));
}

/// The query parameters of all operations, as the description has them.
fn documented() -> Vec<(String, Vec<String>)> {
    let text = std::fs::read_to_string(tests::description()).unwrap();
    let description: Value = serde_yaml::from_str(&text).unwrap();
    let named = |parameter: &Value| {
        let parameter = match parameter["$ref"].as_str() {
            Some(place) => description.pointer(&place[1..]).unwrap(),
            None => parameter,
        };
        let is_query = parameter["in"] == "query";
        is_query.then(|| parameter["name"].as_str().unwrap().to_owned())
    };
    let paths = description["paths"].as_object().unwrap();
    let lists = paths.iter().filter(|(_, item)| item["get"].is_object());
    lists
        .map(|(path, item)| {
            let own = item["get"]["parameters"].as_array();
            let all = own.into_iter().chain(item["parameters"].as_array());
            (path.clone(), all.flatten().filter_map(named).collect())
        })
        .collect()
}

#[tokio::test]
async fn every_documented_query_parameter_is_known_and_no_other() {
    let (tenant, _) = tenant();
    let mut known = 0;
    for (path, names) in documented() {
        let path = path.replace("{id}", "x");
        let answer = async |name: &str| {
            let (_, body) = raw(&tenant, "GET", &format!("{path}?{name}="), "").await;
            body["message"].to_string()
        };
        for name in &names {
            let said = answer(name).await;
            assert!(!said.contains("Additional properties"), "{path}: {said}");
        }
        let said = answer("not_documented").await;
        assert!(said.contains("Additional properties"), "{path}: {said}");
        known += names.len();
    }
    assert!(known > 15, "{known}");
}
