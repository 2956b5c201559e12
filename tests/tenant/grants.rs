//! Creating, reading, updating and deleting.

use auth0_client_grants::models::{DefaultFor, OrganizationUsage, SubjectType};
use serde_json::json;

use crate::{API, code, create, raw, refused, tenant};

#[tokio::test]
async fn a_grant_is_kept_as_it_was_created() {
    let (tenant, client) = tenant();
    let create = client.client_grants().create(API).client_id("my-app");
    let grant = create
        .scope(["read:orders"])
        .subject_type(SubjectType::User)
        .authorization_details_types(["payment_initiation"])
        .organization_usage(OrganizationUsage::Allow)
        .allow_any_organization(true)
        .await
        .unwrap();
    assert_eq!(grant.id.as_deref(), Some("cgr_0000000000000001"));
    let read = client.client_grants().get("cgr_0000000000000001").await;
    assert_eq!(read.unwrap(), grant);
    assert_eq!(tenant.grants(), std::slice::from_ref(&grant));
    let body = serde_json::to_value(&grant).unwrap();
    assert_eq!(
        body,
        json!({
            "id": "cgr_0000000000000001", "client_id": "my-app", "audience": API, "scope": ["read:orders"],
            "subject_type": "user", "authorization_details_types": ["payment_initiation"],
            "organization_usage": "allow", "allow_any_organization": true,
        })
    );
}

#[tokio::test]
async fn what_is_left_out_stays_out_but_for_defaults() {
    let (tenant, client) = tenant();
    let create = client.client_grants().create(API).allow_all_scopes(true);
    create
        .default_for(DefaultFor::ThirdPartyClients)
        .await
        .unwrap();
    let (status, body) = raw(&tenant, "GET", "/client-grants/cgr_0000000000000001", "").await;
    assert_eq!(status, 200);
    assert_eq!(
        body,
        json!({
            "id": "cgr_0000000000000001", "audience": API, "default_for": "third_party_clients",
            "allow_all_scopes": true, "allow_any_organization": false, "subject_type": "client",
        })
    );
}

#[tokio::test]
async fn bodies_that_break_a_rule_create_nothing() {
    let (tenant, _) = tenant();
    let cases = [
        ("audience", json!(""), "too short"),
        (
            "default_for",
            json!("third_party_clients"),
            "Exactly one of",
        ),
        ("scope", json!(null), "found type null"),
        ("scope", json!([""]), "too short"),
        ("scope", json!([1]), "scope[0]"),
        ("scope", json!(["s".repeat(281)]), "too long (281"),
        ("is_system", json!(true), "is_system"),
        ("client_id", json!(1), "client_id"),
        ("subject_type", json!("x"), "subject_type"),
        (
            "allow_any_organization",
            json!("yes"),
            "Expected type boolean",
        ),
        (
            "authorization_details_types",
            json!(["t".repeat(256)]),
            "too long (256",
        ),
    ];
    for (name, value, part) in cases {
        let mut body = json!({"audience": API, "client_id": "a", "scope": []});
        body[name] = value;
        let reply = raw(&tenant, "POST", "/client-grants", &body).await;
        let message = refused(reply, 400, "invalid_body");
        assert!(message.contains(part), "{body}: {message}");
    }
    let bodies = [
        (json!({"client_id": "a", "scope": []}), "audience"),
        (json!({"audience": API, "scope": []}), "Exactly one of"),
        (json!({"audience": API, "client_id": "a"}), "scope"),
        (
            json!({"audience": API, "client_id": "a", "scope": ["x"], "allow_all_scopes": true}),
            "allow_all_scopes",
        ),
        (json!([]), "Expected type object"),
    ];
    for (body, part) in bodies {
        let reply = raw(&tenant, "POST", "/client-grants", &body).await;
        let message = refused(reply, 400, "invalid_body");
        assert!(message.contains(part), "{body}: {message}");
    }
    let garbage = raw(&tenant, "POST", "/client-grants", "{").await;
    refused(garbage, 400, "invalid_body");
    assert!(tenant.grants().is_empty());
    let longest = json!({"audience": API, "client_id": "a", "scope": ["é".repeat(280)]});
    assert_eq!(
        raw(&tenant, "POST", "/client-grants", &longest).await.0,
        201
    );
}

#[tokio::test]
async fn one_grant_for_each_application_api_and_subject_type() {
    let (_, client) = tenant();
    let grants = client.client_grants();
    create(&client, "my-app", API).await;
    let again = grants.create(API).client_id("my-app").scope(["other"]);
    let error = again
        .clone()
        .subject_type(SubjectType::Client)
        .await
        .unwrap_err();
    assert!(error.is_conflict());
    assert_eq!(code(&error), "client_grant_conflict");
    again.subject_type(SubjectType::User).await.unwrap();
    create(&client, "my-app", "https://other.example.com").await;
    create(&client, "other-app", API).await;
    let default = grants
        .create(API)
        .scope(["x"])
        .default_for(DefaultFor::ThirdPartyClients);
    default.clone().await.unwrap();
    assert!(default.await.unwrap_err().is_conflict());
}

#[tokio::test]
async fn apis_and_applications_that_do_not_exist() {
    let (tenant, client) = tenant();
    create(&client, "any-app", "https://any.example.com").await;
    tenant.add_api(API);
    tenant.add_application("my-app");
    create(&client, "my-app", API).await;
    let cases = [
        (
            "my-app",
            "https://any.example.com",
            "inexistent_resource_server",
        ),
        ("any-app", API, "inexistent_client"),
    ];
    for (app, audience, expected) in cases {
        let create = client.client_grants().create(audience).client_id(app);
        let error = create.scope(["x"]).await.unwrap_err();
        assert!(error.is_not_found());
        assert_eq!(code(&error), expected);
    }
}

#[tokio::test]
async fn the_management_api_refuses_allow_all_scopes() {
    let (tenant, client) = tenant();
    let audience = format!("https://{}/api/v2/", tenant.domain());
    let request = client.client_grants().create(&audience).client_id("my-app");
    let request = request.scope(["read:users"]);
    let error = request.clone().allow_all_scopes(false).await.unwrap_err();
    assert!(error.is_bad_request());
    let id = request.await.unwrap().id.unwrap();
    let update = client.client_grants().update(id).clear_allow_all_scopes();
    assert!(update.await.unwrap_err().is_bad_request());
}

#[tokio::test]
async fn an_update_changes_what_it_names_and_unsets_what_is_null() {
    let (tenant, client) = tenant();
    let id = create(&client, "my-app", API).await;
    let update = || client.client_grants().update(&id);
    let changed = update()
        .organization_usage(OrganizationUsage::Require)
        .allow_any_organization(true)
        .authorization_details_types(["payment"])
        .await
        .unwrap();
    assert_eq!(
        changed.scope.as_deref(),
        Some(&["read:orders".to_owned()][..])
    );
    let refused = update().allow_all_scopes(true).await.unwrap_err();
    assert!(refused.is_bad_request(), "it has scopes");
    let none: [String; 0] = [];
    let all = update().allow_all_scopes(true).scope(none).await.unwrap();
    assert_eq!(
        all.scope,
        Some(Vec::new()),
        "an empty list is not the same as null"
    );
    let cleared = update()
        .clear_scope()
        .clear_organization_usage()
        .clear_allow_any_organization()
        .clear_allow_all_scopes()
        .await
        .unwrap();
    assert_eq!(tenant.grants(), std::slice::from_ref(&cleared));
    assert_eq!(
        serde_json::to_value(&cleared).unwrap(),
        json!({
            "id": id, "client_id": "my-app", "audience": API, "subject_type": "client",
            "authorization_details_types": ["payment"],
        })
    );
}

#[tokio::test]
async fn updates_that_break_a_rule_change_nothing() {
    let (tenant, client) = tenant();
    let id = create(&client, "my-app", API).await;
    let before = tenant.grants();
    let cases = [
        (json!({}), "Too few properties"),
        (json!({"client_id": "a"}), "client_id"),
        (json!({"audience": "a"}), "audience"),
        (json!({"subject_type": "user"}), "subject_type"),
        (json!({"default_for": "third_party_clients"}), "default_for"),
        (
            json!({"authorization_details_types": null}),
            "found type null",
        ),
        (json!({"scope": "read"}), "Expected type array"),
        (
            json!({"organization_usage": "sometimes"}),
            "organization_usage",
        ),
    ];
    let target = format!("/client-grants/{id}");
    for (body, part) in cases {
        let message = refused(
            raw(&tenant, "PATCH", &target, &body).await,
            400,
            "invalid_body",
        );
        assert!(message.contains(part), "{body}: {message}");
    }
    let query = raw(
        &tenant,
        "PATCH",
        &format!("{target}?x=1"),
        json!({"scope": []}),
    )
    .await;
    refused(query, 400, "invalid_query_string");
    assert_eq!(tenant.grants(), before);
    let error = client
        .client_grants()
        .update("cgr_none")
        .clear_scope()
        .await;
    assert!(error.unwrap_err().is_not_found());
}

#[tokio::test]
async fn deleting_is_for_good_and_can_be_repeated() {
    let (tenant, client) = tenant();
    let grants = client.client_grants();
    let id = create(&client, "my-app", API).await;
    tenant.add_organization("org_1");
    let organization = client.organizations("org_1").client_grants();
    organization.add(&id).await.unwrap();
    grants.delete(&id).await.unwrap();
    assert!(tenant.grants().is_empty());
    assert!(tenant.organization_grants("org_1").is_empty());
    let error = grants.get(&id).await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(code(&error), "inexistent_client_grant");
    grants.delete(&id).await.unwrap();
    assert_eq!(
        create(&client, "my-app", API).await,
        "cgr_0000000000000003",
        "ids are not used twice"
    );
}

#[tokio::test]
async fn system_grants_stay_as_they_are() {
    let (tenant, client) = tenant();
    let id = tenant.add_system_grant("my-app", API, ["read:me"]);
    let grants = client.client_grants();
    assert_eq!(grants.get(&id).await.unwrap().is_system, Some(true));
    let update = grants.update(&id).clear_scope().await.unwrap_err();
    let delete = grants.delete(&id).await.unwrap_err();
    assert!(update.is_bad_request() && delete.is_bad_request());
    assert_eq!(tenant.grants().len(), 1);
}

#[tokio::test]
async fn paths_that_there_are_not() {
    let (tenant, _) = tenant();
    let targets = [
        ("PUT", "/client-grants/cgr_1"),
        ("GET", "/client-grants/"),
        ("GET", "/users"),
        ("GET", "/client-grants/%ff"),
        ("GET", ""),
    ];
    for (method, target) in targets {
        refused(raw(&tenant, method, target, "").await, 404, "not_found");
    }
}
