//! Grants of organizations, and organizations of grants.

use auth0_client_grants::models::{Organization, ThirdPartyClientAccess};
use serde_json::json;

use crate::{API, code, create, raw, refused, tenant};

#[tokio::test]
async fn grants_are_added_and_removed() {
    let (tenant, client) = tenant();
    tenant.add_organization("org_1");
    let grant = create(&client, "my-app", API).await;
    let organization = client.organizations("org_1").client_grants();
    let added = organization.add(&grant).await.unwrap();
    assert_eq!(
        serde_json::to_value(&added).unwrap(),
        json!({
            "id": grant, "client_id": "my-app", "audience": API, "scope": ["read:orders"],
            "allow_any_organization": false,
        })
    );
    assert_eq!(
        tenant.organization_grants("org_1"),
        std::slice::from_ref(&grant)
    );
    let error = organization.add(&grant).await.unwrap_err();
    assert!(error.is_conflict());
    assert_eq!(code(&error), "organization_client_grant_conflict");

    organization.remove(&grant).await.unwrap();
    assert!(tenant.organization_grants("org_1").is_empty());
    organization.remove(&grant).await.unwrap();
    assert_eq!(tenant.grants().len(), 1, "the grant itself is still there");
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let (tenant, client) = tenant();
    tenant.add_organization("org_1");
    let grant = create(&client, "my-app", API).await;
    let unknown = client.organizations("org_2").client_grants();
    let known = client.organizations("org_1").client_grants();
    let errors = [
        unknown.add(&grant).await.unwrap_err(),
        unknown.remove(&grant).await.unwrap_err(),
        known.add("cgr_none").await.unwrap_err(),
        client
            .client_grants()
            .organizations("cgr_none")
            .list()
            .await
            .unwrap_err(),
    ];
    for error in errors {
        assert!(error.is_not_found(), "{error}");
    }
    assert!(
        unknown.list().await.unwrap().is_empty(),
        "the description has no 404 for this one"
    );
}

#[tokio::test]
async fn an_organization_takes_a_hundred_grants() {
    let (tenant, client) = tenant();
    tenant.add_organization("org_1");
    let organization = client.organizations("org_1").client_grants();
    for number in 0..100 {
        let grant = create(&client, &format!("app-{number}"), API).await;
        organization.add(grant).await.unwrap();
    }
    let grant = create(&client, "one-more", API).await;
    let error = organization.add(&grant).await.unwrap_err();
    assert!(error.is_conflict());
    assert_eq!(code(&error), "organization_client_grant_quota_exceeded");

    let page = organization.list().await.unwrap();
    assert_eq!(page.len(), 50);
    let page = organization
        .list()
        .page(3)
        .per_page(30)
        .include_totals(true)
        .await
        .unwrap();
    assert_eq!(
        (page.len(), page.start, page.total),
        (10, Some(90), Some(100))
    );
    let mut items = organization.list().items();
    let mut count = 0;
    while items.try_next().await.unwrap().is_some() {
        count += 1;
    }
    assert_eq!(count, 100);
}

#[tokio::test]
async fn filters_of_an_organizations_grants() {
    let (tenant, client) = tenant();
    tenant.add_organization("org_1");
    let organization = client.organizations("org_1").client_grants();
    let mut grants = Vec::new();
    for (app, audience) in [("a", API), ("b", API), ("a", "https://other.example.com")] {
        let grant = create(&client, app, audience).await;
        organization.add(&grant).await.unwrap();
        grants.push(grant);
    }
    let list = || organization.list();
    let none: [&str; 0] = [];
    let cases = [
        (list().audience(API), vec![0, 1]),
        (list().client_id("a"), vec![0, 2]),
        (list().client_id("a").audience(API), vec![0]),
        (list().grant_ids([&grants[2], &grants[1]]), vec![1, 2]),
        (list().grant_ids(["cgr_none"]), vec![]),
        (list().grant_ids(none), vec![0, 1, 2]),
    ];
    for (list, expected) in cases {
        let page = list.await.unwrap();
        let found: Vec<_> = page.iter().map(|grant| grant.id.clone().unwrap()).collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|&index: &usize| grants[index].clone())
            .collect();
        assert_eq!(found, expected);
    }
}

#[tokio::test]
async fn organizations_of_a_grant_are_paged_both_ways() {
    let (tenant, client) = tenant();
    let grant = create(&client, "my-app", API).await;
    let mut rich = Organization::default();
    rich.display_name = Some("Acme".to_owned());
    rich.third_party_client_access = Some(ThirdPartyClientAccess::Allow);
    assert_eq!(tenant.add_organization_with(rich), "org_0000000000000002");
    client
        .organizations("org_0000000000000002")
        .client_grants()
        .add(&grant)
        .await
        .unwrap();
    for number in 1..=60 {
        let id = format!("org_{number}");
        tenant.add_organization(&id);
        client
            .organizations(id)
            .client_grants()
            .add(&grant)
            .await
            .unwrap();
    }
    let of_grant = client.client_grants().organizations(&grant);
    let page = of_grant.list().await.unwrap();
    assert_eq!(page.len(), 50);
    assert_eq!(page.items[0].display_name.as_deref(), Some("Acme"));
    assert_eq!(page.items[1].name.as_deref(), Some("org_1"));
    let page = of_grant.list().page(1).include_totals(true).await.unwrap();
    assert_eq!((page.len(), page.total), (11, Some(61)));
    let first = of_grant.list().take(60).await.unwrap();
    let last = of_grant.list().from(first.next.unwrap()).await.unwrap();
    assert_eq!((last.len(), last.next), (1, None));
}

#[tokio::test]
async fn requests_that_break_a_rule() {
    let (tenant, _) = tenant();
    let list = "/organizations/org_1/client-grants";
    let eleven = ["grant_ids=cgr_1"; 11].join("&");
    let long = format!("audience={}", "a".repeat(601));
    for query in [
        "from=x",
        "take=1",
        "per_page=101",
        "subject_type=user",
        &eleven,
        &long,
    ] {
        let reply = raw(&tenant, "GET", &format!("{list}?{query}"), "").await;
        refused(reply, 400, "invalid_query_string");
    }
    for body in [
        json!({}),
        json!({"grant_id": 1}),
        json!({"grant_id": "a", "x": 1}),
    ] {
        refused(raw(&tenant, "POST", list, &body).await, 400, "invalid_body");
    }
    let long = format!("/organizations/{}/client-grants", "o".repeat(51));
    refused(raw(&tenant, "GET", &long, "").await, 400, "invalid_uri");
}
