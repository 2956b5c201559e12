//! Bodies: absent, `null`, `[]` and a value are four things, and nothing that was not set is ever sent.

use auth0_client_grants::Client;
use auth0_client_grants::models::{
    AddOrganizationClientGrantRequest, CreateClientGrantRequest, DefaultFor, OrganizationUsage,
    SubjectType, UpdateClientGrantRequest,
};
use auth0_client_grants::resources::{CreateClientGrant, UpdateClientGrant};
use auth0_client_grants::{Patch, Result};
use serde_json::{Value, json};
use tests::server::{Recorded, Reply, Server};

use crate::description::{properties, samples};

const API: &str = "https://api.example.com";

/// The body, after making sure that it holds no member twice, which a `Value` would not show.
fn body(request: &Recorded) -> Value {
    let body = request.json().unwrap();
    assert_eq!(
        request.body.len(),
        serde_json::to_vec(&body).unwrap().len(),
        "{:?}",
        request.body
    );
    body
}

fn create(client: &Client) -> CreateClientGrant {
    client.client_grants().create(API)
}

fn update(client: &Client) -> UpdateClientGrant {
    client.client_grants().update("cgr_1")
}

/// Sends each request and compares the body with the member that the request is to set. Returns the members.
async fn assert_each<T>(
    server: &Server,
    cases: Vec<(&'static str, Value, T)>,
    always: Value,
    send: impl AsyncFn(T) -> Result<()>,
) -> Vec<&'static str> {
    let mut names = Vec::new();
    for (name, value, request) in cases {
        let mut expected = always.clone();
        expected[name] = value;
        send(request).await.unwrap();
        assert_eq!(body(&server.only()), expected, "{name}");
        names.push(name);
    }
    names.sort_unstable();
    names.dedup();
    names
}

#[tokio::test]
async fn each_member_of_a_grant_to_create_is_sent_alone() {
    let server = Server::always(Reply::ok(&json!({})));
    let client = &server.client();
    let none: [&str; 0] = [];
    #[rustfmt::skip]
    let cases = vec![
        ("audience", json!(API), create(client)),
        ("client_id", json!("my-app"), create(client).client_id("my-app")),
        ("client_id", json!(""), create(client).client_id("")),
        ("default_for", json!("third_party_clients"), create(client).default_for(DefaultFor::ThirdPartyClients)),
        ("scope", json!([]), create(client).scope(none)),
        ("scope", json!(["b", "a", "b"]), create(client).scope(["b", "a", "b"])),
        ("organization_usage", json!("require"), create(client).organization_usage(OrganizationUsage::Require)),
        ("organization_usage", json!("tomorrow"), create(client).organization_usage("tomorrow")),
        ("allow_any_organization", json!(true), create(client).allow_any_organization(true)),
        ("allow_any_organization", json!(false), create(client).allow_any_organization(false)),
        ("subject_type", json!("anonymous_user"), create(client).subject_type(SubjectType::AnonymousUser)),
        ("authorization_details_types", json!([]), create(client).authorization_details_types(none)),
        ("authorization_details_types", json!(["pay"]), create(client).authorization_details_types(["pay"])),
        ("allow_all_scopes", json!(true), create(client).allow_all_scopes(true)),
        ("allow_all_scopes", json!(false), create(client).allow_all_scopes(false)),
    ];
    let send = async |request: CreateClientGrant| request.await.map(drop);
    let tested = assert_each(&server, cases, json!({"audience": API}), send).await;
    assert_eq!(
        tested,
        properties("CreateClientGrantRequest"),
        "a member is not tested"
    );
}

#[tokio::test]
async fn each_member_of_an_update_is_sent_alone_as_null_empty_or_a_value() {
    let server = Server::always(Reply::ok(&json!({})));
    let client = &server.client();
    let none: [&str; 0] = [];
    #[rustfmt::skip]
    let cases = vec![
        ("scope", json!(null), update(client).clear_scope()),
        ("scope", json!([]), update(client).scope(none)),
        ("scope", json!(["read:orders"]), update(client).scope(["read:orders"])),
        ("organization_usage", json!(null), update(client).clear_organization_usage()),
        ("organization_usage", json!("deny"), update(client).organization_usage(OrganizationUsage::Deny)),
        ("allow_any_organization", json!(null), update(client).clear_allow_any_organization()),
        ("allow_any_organization", json!(false), update(client).allow_any_organization(false)),
        ("allow_any_organization", json!(true), update(client).allow_any_organization(true)),
        ("authorization_details_types", json!([]), update(client).authorization_details_types(none)),
        ("authorization_details_types", json!(["pay"]), update(client).authorization_details_types(["pay"])),
        ("allow_all_scopes", json!(null), update(client).clear_allow_all_scopes()),
        ("allow_all_scopes", json!(false), update(client).allow_all_scopes(false)),
        ("allow_all_scopes", json!(true), update(client).allow_all_scopes(true)),
    ];
    let send = async |request: UpdateClientGrant| request.await.map(drop);
    let tested = assert_each(&server, cases, json!({}), send).await;
    assert_eq!(
        tested,
        properties("UpdateClientGrantRequest"),
        "a member is not tested"
    );
}

#[tokio::test]
async fn everything_at_once() {
    let server = Server::always(Reply::ok(&json!({})));
    let client = &server.client();
    let request = create(client)
        .client_id("my-app")
        .default_for("third_party_clients")
        .scope(vec!["read:orders".to_owned()])
        .organization_usage(OrganizationUsage::Allow)
        .allow_any_organization(false)
        .subject_type("client")
        .authorization_details_types(["pay"])
        .allow_all_scopes(true);
    request.await.unwrap();
    let expected = json!({
        "client_id": "my-app", "audience": API, "default_for": "third_party_clients", "scope": ["read:orders"],
        "organization_usage": "allow", "allow_any_organization": false, "subject_type": "client",
        "authorization_details_types": ["pay"], "allow_all_scopes": true,
    });
    assert_eq!(body(&server.only()), expected);

    let nulls = update(client).clear_scope().clear_organization_usage();
    nulls
        .clear_allow_any_organization()
        .clear_allow_all_scopes()
        .scope(["last"])
        .await
        .unwrap();
    let expected = json!({
        "scope": ["last"], "organization_usage": null, "allow_any_organization": null, "allow_all_scopes": null,
    });
    assert_eq!(body(&server.only()), expected, "what is set last counts");
}

#[tokio::test]
async fn texts_arrive_as_they_are() {
    let server = Server::always(Reply::ok(&json!({})));
    for text in [
        "é",
        "日本語 🎉",
        "\"quoted\" \\ back",
        "line\nbreak\0",
        "<script>&amp;",
        " ",
        "null",
    ] {
        create(&server.client())
            .client_id(text)
            .scope([text])
            .await
            .unwrap();
        assert_eq!(
            body(&server.only()),
            json!({"audience": API, "client_id": text, "scope": [text]})
        );
    }
}

#[tokio::test]
async fn the_structs_behind_the_builders_are_shown_and_taken() {
    let server = Server::always(Reply::ok(&json!({})));
    let client = &server.client();

    let request = create(client).client_id("my-app");
    let mut plain: CreateClientGrantRequest = request.request().clone();
    assert_eq!(
        (
            plain.audience.as_str(),
            plain.client_id.as_deref(),
            &plain.scope
        ),
        (API, Some("my-app"), &None)
    );
    plain.scope = Some(Vec::new());
    plain.extra_mut().insert("later".into(), json!({"a": [1]}));
    request.with_request(plain).await.unwrap();
    let expected =
        json!({"audience": API, "client_id": "my-app", "scope": [], "later": {"a": [1]}});
    assert_eq!(body(&server.only()), expected);

    let request = update(client).clear_scope().allow_all_scopes(false);
    let mut plain: UpdateClientGrantRequest = request.request().clone();
    assert_eq!(
        (&plain.scope, &plain.allow_all_scopes),
        (&Patch::Null, &Patch::Set(false))
    );
    assert!(plain.organization_usage.is_keep() && plain.authorization_details_types.is_none());
    plain.scope = Patch::Keep;
    request.with_request(plain).await.unwrap();
    assert_eq!(body(&server.only()), json!({"allow_all_scopes": false}));

    let request = client.organizations("org_1").client_grants().add("cgr_1");
    assert_eq!(request.request().grant_id, "cgr_1");
    let mut plain = AddOrganizationClientGrantRequest::new("cgr_2");
    plain.extra_mut().insert("grant_id".into(), json!("cgr_3"));
    request.with_request(plain).await.unwrap();
    assert_eq!(
        body(&server.only()),
        json!({"grant_id": "cgr_2"}),
        "a member's own field decides"
    );
}

#[tokio::test]
async fn a_copy_of_a_builder_goes_its_own_way() {
    let server = Server::always(Reply::ok(&json!({})));
    let base = update(&server.client()).clear_scope();
    base.clone().allow_all_scopes(true).await.unwrap();
    base.await.unwrap();
    let bodies: Vec<_> = server.take().iter().map(body).collect();
    assert_eq!(
        bodies,
        [
            json!({"scope": null, "allow_all_scopes": true}),
            json!({"scope": null})
        ]
    );
}

#[tokio::test]
async fn the_samples_of_the_description_are_sent_as_they_stand() {
    let server = Server::always(Reply::ok(&json!({})));
    let client = &server.client();
    for sample in samples(&crate::description::operation("createClientGrant").body) {
        let request: CreateClientGrantRequest = serde_json::from_value(sample.clone()).unwrap();
        create(client).with_request(request).await.unwrap();
        assert_eq!(body(&server.only()), sample);
    }
    for sample in samples(&crate::description::operation("updateClientGrant").body) {
        let request: UpdateClientGrantRequest = serde_json::from_value(sample.clone()).unwrap();
        update(client).with_request(request).await.unwrap();
        assert_eq!(body(&server.only()), sample);
    }
}
