//! The tenant on loopback gives what it gives in memory, and withstands what is no HTTP.

use std::time::Duration;

use auth0_client_grants::testing::{Server, Tenant};
use auth0_client_grants::{Client, Result, RetryPolicy};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::{API, tenant};

/// What a call gave, as far as it must not differ.
fn outcome<T: serde::Serialize>(result: Result<T>) -> Value {
    match result {
        Ok(value) => serde_json::to_value(value).unwrap(),
        Err(error) => {
            let status = error.status().map(|status| status.as_u16());
            let body: Option<Value> = error
                .body()
                .and_then(|body| serde_json::from_slice(body).ok());
            json!({"status": status, "error": error.to_string(), "body": body})
        }
    }
}

/// Calls all operations, with success and without.
async fn story(tenant: &Tenant, client: &Client) -> Vec<Value> {
    tenant.add_organization("org_1");
    let grants = client.client_grants();
    let organization = client.organizations("org_1").client_grants();
    let create = grants
        .create(API)
        .client_id("äpp/ö ?#")
        .scope(["read:orders"]);
    let id = "cgr_0000000000000001";
    let mut outcomes = vec![
        outcome(create.clone().await),
        outcome(create.await),
        outcome(grants.get(id).await),
        outcome(grants.get("../no such/%2e").await),
        outcome(grants.update(id).clear_scope().await),
        outcome(grants.list().await),
        outcome(
            grants
                .list()
                .client_id("äpp/ö ?#")
                .include_totals(true)
                .await,
        ),
        outcome(grants.list().take(1).await),
        outcome(grants.list().from("wrong").await),
        outcome(organization.add(id).await),
        outcome(organization.add(id).await),
        outcome(organization.list().grant_ids([id, "b"]).await),
        outcome(grants.organizations(id).list().await),
        outcome(organization.remove(id).await),
        outcome(
            client
                .organizations("none")
                .client_grants()
                .remove(id)
                .await,
        ),
    ];
    tenant.limit_next(1, Duration::ZERO);
    outcomes.push(outcome(
        grants.list().with_retry(RetryPolicy::never()).await,
    ));
    outcomes.push(outcome(grants.delete(id).await));
    outcomes.push(outcome(grants.get(id).await));
    tenant.revoke_tokens();
    outcomes.push(outcome(grants.get(id).await));
    outcomes
}

#[tokio::test]
async fn calls_give_the_same_by_both_ways() {
    let (near, client) = tenant();
    let in_memory = story(&near, &client).await;
    let far = Tenant::new();
    let server = far.serve().await.unwrap();
    let served = story(&far, &server.client().unwrap()).await;
    assert_eq!(served, in_memory);
    assert_eq!(
        served
            .iter()
            .filter(|value| value.get("status").is_some())
            .count(),
        8
    );
    assert_eq!(near.grants(), far.grants());
    let lines = |tenant: &Tenant| -> Vec<_> {
        let requests = tenant.requests();
        let line = |request: &http::Request<bytes::Bytes>| {
            let target = request.uri().path_and_query().unwrap().to_string();
            (request.method().clone(), target, request.body().clone())
        };
        requests.iter().map(line).collect()
    };
    assert_eq!(lines(&near), lines(&far));
}

#[tokio::test]
async fn tokens_are_obtained_from_the_server_too() {
    let tenant = Tenant::new();
    tenant.add_credentials("machine", "secret");
    let server = tenant.serve().await.unwrap();
    let client = server
        .builder()
        .client_credentials("machine", "secret")
        .build()
        .unwrap();
    client.client_grants().list().await.unwrap();
    assert_eq!(tenant.requests().len(), 2);
    assert!(format!("{server:?}").contains(&server.base_url()));
}

#[tokio::test]
async fn lost_replies_break_the_connection() {
    let tenant = Tenant::new();
    let server = tenant.serve().await.unwrap();
    let client = server.client().unwrap();
    tenant.lose_replies(1);
    let create = client
        .client_grants()
        .create(API)
        .client_id("a")
        .scope(["x"]);
    let error = create.await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error:?}");
    assert_eq!(tenant.grants().len(), 1);
    drop(server);
    let list = client
        .client_grants()
        .list()
        .with_retry(RetryPolicy::never());
    assert!(list.await.is_err(), "nothing is served any more");
}

/// Sends bytes on one connection and reads until it is closed.
async fn talk(server: &Server, bytes: &str) -> String {
    let address = server.base_url();
    let address = address
        .strip_prefix("http://")
        .unwrap()
        .strip_suffix("/api/v2")
        .unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn connections_are_kept_and_what_is_no_http_is_refused() {
    let tenant = Tenant::new();
    let server = tenant.serve().await.unwrap();
    let one = "POST /api/v2/client-grants HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
    let last = "GET /api/v2/client-grants HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let answer = talk(&server, &format!("{one}{one}{last}")).await;
    assert_eq!(answer.matches("HTTP/1.1 401 Unauthorized\r\n").count(), 3);
    assert_eq!(tenant.requests()[1].body(), "{}");

    let head = |lines: &str| format!("POST / HTTP/1.1\r\n{lines}\r\n\r\n");
    let cases = [
        ("hello\r\n\r\n".to_owned(), "400"),
        ("GET / HTTP/1.0\r\n\r\n".to_owned(), "400"),
        ("GET http://x/ HTTP/1.1\r\n\r\n".to_owned(), "400"),
        (head("no colon"), "400"),
        (head("content-length: -1"), "400"),
        (head("content-length: 1\r\ncontent-length: 1"), "400"),
        (head("content-length: 99999999"), "413"),
        (head("transfer-encoding: chunked"), "501"),
        (
            format!("GET / HTTP/1.1\r\na: {}", "b".repeat(70_000)),
            "431",
        ),
    ];
    for (bytes, status) in cases {
        let answer = talk(&server, &bytes).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{answer}"
        );
    }
    let (half, _) = one.split_at(60);
    let stream = TcpStream::connect(server.base_url()[7..].trim_end_matches("/api/v2")).await;
    stream.unwrap().write_all(half.as_bytes()).await.unwrap();
    server
        .client()
        .unwrap()
        .client_grants()
        .list()
        .await
        .unwrap();
}
