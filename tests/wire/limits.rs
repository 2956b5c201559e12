//! The limits of the description: what breaks one is refused before anything is sent, by name, and what just keeps
//! it is sent.

use std::future::IntoFuture;

use auth0_client_grants::models::UpdateClientGrantRequest;
use auth0_client_grants::test_util::Canned;
use auth0_client_grants::{Client, Error, Result, RetryPolicy};
use serde_json::json;
use tests::server::{Reply, Server};

fn server() -> Server {
    Server::always(Reply::ok(&json!([])))
}

/// Says that the request was refused for a field, or for the whole, without being shown.
fn assert_refused(error: &Error, field: Option<&str>) {
    assert!(error.is_invalid_request(), "{error:?}");
    assert_eq!(
        (error.field(), error.attempts(), error.status()),
        (field, 0, None),
        "{error:?}"
    );
    let shown = error.to_string();
    assert!(shown.contains("the request was not sent"), "{shown}");
    if let Some(field) = field {
        assert!(shown.contains(&format!("`{field}`")), "{shown}");
    }
    assert!(!format!("{shown} {error:?}").contains("canary"), "{shown}");
}

async fn refused<T: std::fmt::Debug>(field: &str, request: impl IntoFuture<Output = Result<T>>) {
    assert_refused(&request.await.unwrap_err(), Some(field));
}

#[tokio::test]
async fn cf57_page_sizes_and_numbers() {
    let server = server();
    let client = server.client();
    let grants = || client.client_grants().list();
    let organizations = || client.client_grants().organizations("cgr_1").list();
    let of_organization = || client.organizations("org_1").client_grants().list();
    for size in [0, 101, -1, i64::MIN, i64::MAX] {
        refused("take", grants().take(size)).await;
        refused("take", organizations().take(size)).await;
        refused("per_page", grants().per_page(size)).await;
        refused("per_page", organizations().per_page(size)).await;
        refused("per_page", of_organization().per_page(size)).await;
    }
    for page in [-1, i64::MIN] {
        refused("page", grants().page(page)).await;
        refused("page", organizations().page(page)).await;
        refused("page", of_organization().page(page)).await;
    }
    assert_eq!(server.take().len(), 0);
}

#[tokio::test]
async fn filters() {
    let server = server();
    let client = server.client();
    refused(
        "allow_any_organization",
        client.client_grants().list().allow_any_organization(false),
    )
    .await;
    let list = || client.organizations("org_1").client_grants().list();
    refused("grant_ids", list().grant_ids(["canary"; 11])).await;
    refused("audience", list().audience("é".repeat(601))).await;
    assert_eq!(server.take().len(), 0);

    list().grant_ids(["x"; 10]).await.unwrap();
    list().audience("é".repeat(600)).await.unwrap();
    assert_eq!(
        server.take().len(),
        2,
        "limits are of characters, not bytes"
    );
}

#[tokio::test]
async fn the_id_of_an_organization() {
    let server = Server::always(Reply::ok(&json!({"client_grants": []})));
    let client = server.client();
    let grants = |length| client.organizations("é".repeat(length)).client_grants();
    refused("id", grants(51).list()).await;
    refused("id", grants(51).add("cgr_1")).await;
    refused("id", grants(51).remove("cgr_1")).await;
    assert_eq!(server.take().len(), 0);

    grants(50).list().await.unwrap();
    grants(50).add("cgr_1").await.unwrap();
    grants(50).remove("x".repeat(51)).await.unwrap();
    client.client_grants().get("x".repeat(51)).await.unwrap();
    assert_eq!(server.take().len(), 4);
}

#[tokio::test]
async fn an_update_has_to_change_something() {
    let server = Server::always(Reply::ok(&json!({})));
    let update = || server.client().client_grants().update("cgr_1");
    let error = update().await.unwrap_err();
    assert_refused(&error, None);
    assert!(
        error
            .to_string()
            .ends_with("was not sent: its body must have at least 1 member"),
        "{error}"
    );
    assert_refused(
        &update()
            .with_request(UpdateClientGrantRequest::default())
            .await
            .unwrap_err(),
        None,
    );
    let mut untouched = UpdateClientGrantRequest::default();
    untouched.scope = auth0_client_grants::Patch::Keep;
    assert_refused(&update().with_request(untouched).await.unwrap_err(), None);
    assert_eq!(server.take().len(), 0);

    update().clear_scope().await.unwrap();
    assert_eq!(server.take().len(), 1, "a null is a change");
}

async fn assert_texts(client: &Client, field: &str, longest: usize) {
    let texts = |last: String| vec!["ok".to_owned(), last];
    let name = format!("{field}[1]");
    for text in [String::new(), "é".repeat(longest + 1)] {
        let (create, update) = (
            client.client_grants().create("a"),
            client.client_grants().update("cgr_1"),
        );
        if field == "scope" {
            refused(&name, create.scope(texts(text.clone()))).await;
            refused(&name, update.scope(texts(text))).await;
        } else {
            refused(
                &name,
                create.authorization_details_types(texts(text.clone())),
            )
            .await;
            refused(&name, update.authorization_details_types(texts(text))).await;
        }
    }
}

#[tokio::test]
async fn the_items_of_bodies() {
    let server = Server::always(Reply::ok(&json!({})));
    let client = server.client();
    assert_texts(&client, "scope", 280).await;
    assert_texts(&client, "authorization_details_types", 255).await;
    refused("audience", client.client_grants().create("")).await;
    assert_eq!(server.take().len(), 0);

    let longest = ["é".repeat(280)];
    client
        .client_grants()
        .create("a")
        .scope(longest.clone())
        .await
        .unwrap();
    client
        .client_grants()
        .update("cgr_1")
        .scope(longest)
        .await
        .unwrap();
    client
        .client_grants()
        .update("cgr_1")
        .authorization_details_types(["é".repeat(255)])
        .await
        .unwrap();
    assert_eq!(server.take().len(), 3);
}

#[tokio::test]
async fn values_are_not_shown() {
    let server = Server::always(Reply::ok(&json!({})));
    let client = server.client();
    let long = "canary".repeat(100);
    refused(
        "scope[0]",
        client
            .client_grants()
            .create("canary")
            .scope([long.clone()]),
    )
    .await;
    refused(
        "id",
        client.organizations(long.clone()).client_grants().list(),
    )
    .await;
    refused(
        "audience",
        client
            .organizations("canary")
            .client_grants()
            .list()
            .audience(long + "canary"),
    )
    .await;
}

#[tokio::test]
async fn a_walk_tells_the_fault_of_its_request_once_and_sends_nothing() {
    let server = server();
    let list = || server.client().client_grants().list().take(101);
    let mut items = list().items();
    assert_refused(&items.try_next().await.unwrap_err(), Some("take"));
    assert!(items.try_next().await.unwrap().is_none());
    let mut pages = list().pages();
    assert_refused(&pages.try_next().await.unwrap_err(), Some("take"));
    assert!(pages.try_next().await.unwrap().is_none());
    assert_eq!(server.take().len(), 0);
}

#[tokio::test]
async fn answers_are_not_held_to_the_limits() {
    let grant = json!({"audience": "", "scope": ["", "x".repeat(281)], "authorization_details_types": [""]});
    let server = Server::always(Reply::ok(&grant));
    let grant = server.client().client_grants().get("cgr_1").await.unwrap();
    assert_eq!(
        (
            grant.audience.as_deref(),
            grant.scope.map(|scope| scope.len())
        ),
        (Some(""), Some(2))
    );
}

#[tokio::test]
async fn addresses_longer_than_http_can_hold() {
    let server = Server::answering(|request| {
        Reply::ok(&match request.path() {
            "/oauth/token" => json!({"access_token": "t"}),
            _ => json!([]),
        })
    });
    let builder = || server.builder().retry(RetryPolicy::standard());
    let with_token = builder().build().unwrap();
    let without = builder().client_credentials("id", "secret");
    let in_memory = Client::builder("tenant.example.com")
        .token("t")
        .transport(Canned::new());
    for client in [
        with_token.clone(),
        without.build().unwrap(),
        in_memory.build().unwrap(),
    ] {
        let grants = client.client_grants();
        let long = "canary".repeat(11_000);
        for error in [
            grants.get(&long).await.unwrap_err(),
            grants.delete(&long).await.unwrap_err(),
            grants.update(&long).scope(["x"]).await.unwrap_err(),
            grants.list().from(&long).await.unwrap_err(),
            grants
                .list()
                .from(&long)
                .items()
                .try_next()
                .await
                .unwrap_err(),
        ] {
            assert_refused(&error, None);
            assert!(!error.is_outcome_unknown(), "{error:?}");
            assert!(error.to_string().contains("65534 bytes"), "{error}");
        }
    }
    assert_eq!(server.take().len(), 0, "not even for a token");

    let base = server.base_url().len() + "/client-grants/".len();
    let longest = |more: usize| "x".repeat(65_534 - base + more);
    let delete = |id: String| with_token.client_grants().delete(id);
    assert_refused(&delete(longest(1)).await.unwrap_err(), None);
    delete(longest(0)).await.unwrap();
    assert_eq!(server.take().len(), 1);
}
