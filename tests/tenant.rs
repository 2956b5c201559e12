//! The tenant in memory behaves as its documentation says: seen through the client, and where the client would refuse to
//! send something, through the transport.
#![cfg(test)]

#[path = "tenant/grants.rs"]
mod grants;
#[path = "tenant/lists.rs"]
mod lists;
#[path = "tenant/organizations.rs"]
mod organizations;
#[path = "tenant/served.rs"]
mod served;
#[path = "tenant/tokens.rs"]
mod tokens;
#[path = "tenant/troubles.rs"]
mod troubles;

use auth0_client_grants::models::ClientGrant;
use auth0_client_grants::testing::Tenant;
use auth0_client_grants::{Client, Error, Transport};
use bytes::Bytes;
use http::Request;
use serde_json::Value;
use tests::round_trip;

const API: &str = "https://api.example.com";

/// A reply as it came: its status and its body.
type Reply = (u16, Value);

fn tenant() -> (Tenant, Client) {
    let tenant = Tenant::new();
    let client = tenant.client().unwrap();
    (tenant, client)
}

/// Creates a grant and returns its id.
async fn create(client: &Client, app: &str, audience: &str) -> String {
    let create = client.client_grants().create(audience).client_id(app);
    create.scope(["read:orders"]).await.unwrap().id.unwrap()
}

/// Sends what a client would not, with a token that has all scopes.
async fn raw(tenant: &Tenant, method: &str, target: &str, body: impl ToString) -> Reply {
    let token = tenant.token([
        "create:client_grants",
        "read:client_grants",
        "update:client_grants",
        "delete:client_grants",
        "create:organization_client_grants",
        "read:organization_client_grants",
        "delete:organization_client_grants",
    ]);
    let request = Request::builder()
        .method(method)
        .uri(format!("https://{}/api/v2{target}", tenant.domain()))
        .header("authorization", format!("Bearer {token}"))
        .body(Bytes::from(body.to_string()))
        .unwrap();
    send(tenant, request).await
}

/// Sends a request, and sees to it that the description has the reply.
async fn send(tenant: &Tenant, request: Request<Bytes>) -> Reply {
    let operation = operation(request.method().as_str(), request.uri().path());
    let reply = tenant.send(request).await.unwrap();
    for name in ["limit", "remaining", "reset"] {
        let value = &reply.headers()[&format!("x-ratelimit-{name}")];
        value.to_str().unwrap().parse::<u64>().unwrap();
    }
    let status = reply.status();
    if reply.body().is_empty() {
        assert_eq!(status, 204);
        return (204, Value::Null);
    }
    let kept = if status.is_success() {
        operation.and_then(|id| round_trip::response(id, reply.body()))
    } else {
        round_trip::schema("ApiError", reply.body())
    };
    let body: Value = serde_json::from_slice(reply.body()).unwrap();
    if let Some(kept) = kept {
        let kept: Value = serde_json::from_slice(&kept.unwrap()).unwrap();
        assert_eq!(kept, body, "the models do not keep the reply");
    }
    (status.as_u16(), body)
}

/// The operation whose reply has a body.
fn operation(method: &str, path: &str) -> Option<&'static str> {
    let segments: Vec<&str> = path.strip_prefix("/api/v2/")?.split('/').collect();
    match (method, segments.as_slice()) {
        ("GET", ["client-grants"]) => Some("listClientGrants"),
        ("POST", ["client-grants"]) => Some("createClientGrant"),
        ("GET", ["client-grants", _]) => Some("getClientGrant"),
        ("PATCH", ["client-grants", _]) => Some("updateClientGrant"),
        ("GET", ["client-grants", _, "organizations"]) => Some("listClientGrantOrganizations"),
        ("GET", ["organizations", _, "client-grants"]) => Some("listOrganizationClientGrants"),
        ("POST", ["organizations", _, "client-grants"]) => Some("addOrganizationClientGrant"),
        _ => None,
    }
}

/// Asserts that a reply is an error of the service with these values, and returns its message.
fn refused((status, body): Reply, expected: u16, code: &str) -> String {
    assert_eq!(status, expected, "{body}");
    assert_eq!(body["statusCode"], expected);
    assert_eq!(body["errorCode"], code, "{body}");
    assert!(body["error"].is_string());
    body["message"].as_str().unwrap().to_owned()
}

fn code(error: &Error) -> &str {
    error.api().unwrap().error_code.as_deref().unwrap()
}

fn ids<'g>(grants: impl IntoIterator<Item = &'g ClientGrant>) -> Vec<&'g str> {
    let ids = grants.into_iter().map(|grant| grant.id.as_deref());
    ids.map(Option::unwrap).collect()
}
