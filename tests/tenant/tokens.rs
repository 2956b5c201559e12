//! Tokens, their scopes, and the token endpoint.

use auth0_client_grants::testing::Tenant;
use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};

use crate::{Reply, code, refused, send, tenant};

const OPERATIONS: [(&str, &str, &str); 9] = [
    ("GET", "/client-grants", "read:client_grants"),
    ("POST", "/client-grants", "create:client_grants"),
    ("GET", "/client-grants/x", "read:client_grants"),
    ("PATCH", "/client-grants/x", "update:client_grants"),
    ("DELETE", "/client-grants/x", "delete:client_grants"),
    (
        "GET",
        "/client-grants/x/organizations",
        "read:organization_client_grants",
    ),
    (
        "GET",
        "/organizations/x/client-grants",
        "read:organization_client_grants",
    ),
    (
        "POST",
        "/organizations/x/client-grants",
        "create:organization_client_grants",
    ),
    (
        "DELETE",
        "/organizations/x/client-grants/x",
        "delete:organization_client_grants",
    ),
];

async fn with(tenant: &Tenant, method: &str, target: &str, authorization: Option<&str>) -> Reply {
    let mut request = Request::builder().method(method);
    if let Some(value) = authorization {
        request = request.header("authorization", value);
    }
    let address = format!("https://{}/api/v2{target}", tenant.domain());
    send(tenant, request.uri(address).body(Bytes::new()).unwrap()).await
}

#[tokio::test]
async fn every_operation_wants_a_token_with_its_scope() {
    let (tenant, _) = tenant();
    for (method, target, scope) in OPERATIONS {
        for authorization in [
            None,
            Some("Bearer unknown"),
            Some("Basic eDp5"),
            Some("Bearer"),
        ] {
            refused(
                with(&tenant, method, target, authorization).await,
                401,
                "invalid_token",
            );
        }
        let others = OPERATIONS
            .iter()
            .map(|(_, _, other)| *other)
            .filter(|other| *other != scope);
        let bearer = format!("Bearer {}", tenant.token(others));
        let message = refused(
            with(&tenant, method, target, Some(&bearer)).await,
            403,
            "insufficient_scope",
        );
        assert!(message.ends_with(scope), "{message}");
        let bearer = format!("bearer {}", tenant.token([scope]));
        let (status, body) = with(&tenant, method, target, Some(&bearer)).await;
        assert!(![401, 403].contains(&status), "{method} {target}: {body}");
    }
}

#[tokio::test]
async fn clients_see_what_their_token_lacks() {
    let (tenant, _) = tenant();
    let reader = tenant
        .builder()
        .token(tenant.token(["read:client_grants"]))
        .build()
        .unwrap();
    reader.client_grants().list().await.unwrap();
    let error = reader.client_grants().delete("x").await.unwrap_err();
    assert!(error.is_forbidden());
    assert_eq!(code(&error), "insufficient_scope");
    let stranger = tenant.builder().token("made-up").build().unwrap();
    assert!(
        stranger
            .client_grants()
            .list()
            .await
            .unwrap_err()
            .is_unauthorized()
    );
    tenant.revoke_tokens();
    assert!(
        reader
            .client_grants()
            .list()
            .await
            .unwrap_err()
            .is_unauthorized()
    );
}

#[tokio::test]
async fn client_credentials_are_exchanged_for_tokens() {
    let (tenant, _) = tenant();
    tenant.add_credentials("machine", "s&cret=");
    let client = tenant
        .builder()
        .client_credentials("machine", "s&cret=")
        .build()
        .unwrap();
    client.client_grants().list().await.unwrap();
    client.client_grants().list().await.unwrap();
    assert_eq!(tenant.requests().len(), 3, "one token for both");
    tenant.add_credentials_for("reader", "x", ["read:client_grants"]);
    let reader = tenant
        .builder()
        .client_credentials("reader", "x")
        .build()
        .unwrap();
    reader.client_grants().list().await.unwrap();
    assert!(
        reader
            .client_grants()
            .delete("x")
            .await
            .unwrap_err()
            .is_forbidden()
    );

    let wrong = tenant
        .builder()
        .client_credentials("machine", "wrong")
        .build()
        .unwrap();
    let error = wrong.client_grants().list().await.unwrap_err();
    assert!(error.is_auth(), "{error:?}");
    let other = tenant.builder().client_credentials("machine", "s&cret=");
    let other = other
        .audience("https://other.example.com/")
        .build()
        .unwrap();
    assert!(other.client_grants().list().await.unwrap_err().is_auth());
}

/// Asks for a token as other programs do.
async fn exchange(tenant: &Tenant, method: &str, kind: &str, body: String) -> (u16, Value) {
    let request = Request::builder()
        .method(method)
        .header("content-type", kind);
    let request = request.uri(format!("https://{}/oauth/token", tenant.domain()));
    send(tenant, request.body(body.into()).unwrap()).await
}

#[tokio::test]
async fn the_token_endpoint_speaks_json_and_forms() {
    let (tenant, _) = tenant();
    tenant.add_credentials_for("machine", "secret", ["b", "a"]);
    let audience = format!("https://{}/api/v2/", tenant.domain());
    let body = json!({
        "grant_type": "client_credentials", "client_id": "machine", "client_secret": "secret", "audience": audience,
    });
    let (status, answer) = exchange(&tenant, "POST", "application/json", body.to_string()).await;
    assert_eq!(status, 200);
    assert!(answer["access_token"].is_string());
    assert_eq!(
        (&answer["token_type"], &answer["expires_in"]),
        (&json!("Bearer"), &json!(86_400))
    );
    assert_eq!(answer["scope"], "a b");

    let form = "application/x-www-form-urlencoded";
    let cases = [
        (
            "grant_type=password".to_owned(),
            400,
            "unsupported_grant_type",
        ),
        (
            "grant_type=client_credentials".to_owned(),
            401,
            "access_denied",
        ),
        (
            "grant_type=client_credentials&client_id=machine&client_secret=secret&audience=x"
                .to_owned(),
            403,
            "access_denied",
        ),
    ];
    for (body, expected, name) in cases {
        let (status, answer) = exchange(&tenant, "POST", form, body).await;
        assert_eq!((status, answer["error"].as_str()), (expected, Some(name)));
        assert!(answer["error_description"].is_string());
    }
    assert_eq!(
        exchange(&tenant, "POST", "application/json", "[".to_owned())
            .await
            .0,
        400
    );
    assert_eq!(exchange(&tenant, "GET", form, String::new()).await.0, 404);
}
