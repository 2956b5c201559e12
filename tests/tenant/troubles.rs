//! Limits and failures on demand, what requests leave behind, and what is shown of a tenant.

use std::time::Duration;

use auth0_client_grants::RetryPolicy;
use http::StatusCode;

use crate::{API, create, tenant};

fn quick() -> RetryPolicy {
    RetryPolicy::standard().base(Duration::from_millis(1))
}

#[tokio::test]
async fn limits_are_told_and_pass() {
    let (tenant, client) = tenant();
    tenant.limit_next(3, Duration::from_millis(1500));
    let list = client
        .client_grants()
        .list()
        .with_retry(RetryPolicy::never());
    let error = list.await.unwrap_err();
    assert!(error.is_rate_limited());
    let headers = error.headers().unwrap();
    assert_eq!(headers["retry-after"], "2");
    assert_eq!(headers["x-ratelimit-remaining"], "0");
    assert_eq!(error.rate_limit().unwrap().limit, 100);

    tenant.limit_next(2, Duration::ZERO);
    let patient = tenant
        .builder()
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    for _ in 0..2 {
        assert!(
            patient
                .client_grants()
                .list()
                .await
                .unwrap_err()
                .is_rate_limited()
        );
    }
    let create = client
        .client_grants()
        .create(API)
        .client_id("a")
        .scope(["x"]);
    let created = create
        .with_retry(quick())
        .send_with_response()
        .await
        .unwrap();
    assert_eq!(
        created.attempts(),
        3,
        "a limit is not a reason to fear that something was done"
    );
    assert_eq!(tenant.grants().len(), 1);
}

#[tokio::test]
async fn every_reply_tells_the_limit() {
    let (_, client) = tenant();
    let mut remaining = Vec::new();
    for _ in 0..102 {
        let list = client
            .client_grants()
            .list()
            .send_with_response()
            .await
            .unwrap();
        remaining.push(list.rate_limit().unwrap().remaining);
    }
    assert_eq!(remaining[..2], [99, 98]);
    assert_eq!(remaining[98..], [1, 0, 99, 98]);
    let error = client.client_grants().get("none").await.unwrap_err();
    assert_eq!(error.rate_limit().unwrap().remaining, 97);
}

#[tokio::test]
async fn failures_on_demand() {
    let (tenant, client) = tenant();
    tenant.fail_next(1, StatusCode::SERVICE_UNAVAILABLE);
    tenant.lose_requests(1);
    let list = client.client_grants().list().with_retry(quick());
    assert_eq!(list.send_with_response().await.unwrap().attempts(), 3);

    tenant.lose_requests(1);
    let request = client
        .client_grants()
        .create(API)
        .client_id("a")
        .scope(["x"]);
    assert!(request.clone().await.unwrap_err().is_outcome_unknown());
    assert!(tenant.grants().is_empty());
    tenant.lose_replies(1);
    assert!(request.clone().await.unwrap_err().is_outcome_unknown());
    assert_eq!(tenant.grants().len(), 1);
    assert!(request.await.unwrap_err().is_conflict());
}

#[tokio::test]
async fn requests_are_kept_and_not_shown() {
    let (tenant, client) = tenant();
    create(&client, "canary-app", API).await;
    let requests = tenant.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(
        requests[0].uri(),
        "https://tenant.auth0.example/api/v2/client-grants"
    );
    assert!(requests[0].body().starts_with(b"{"));
    let shown = format!("{tenant:?}");
    assert!(
        shown.contains("requests: 1") && !shown.contains("canary") && !shown.contains("token-")
    );
}
