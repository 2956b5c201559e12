//! One call over a connection that is kept, beside reqwest and serde by hand: the same reqwest client, the same service, the
//! same headers and the same body on the wire.

use std::error::Error;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use auth0_client_grants::models::OrganizationUsage;
use auth0_client_grants::{Client, RetryPolicy};
use http::header::{ACCEPT, CONTENT_TYPE, USER_AGENT};

use super::by_hand::{Grant, NewGrant, Usage, grant};
use super::service::{AtHand, TOKEN, runtime, start, waitless_runtime};
use super::{Case, Work};

const SCOPE: [&str; 3] = ["read:orders", "write:orders", "delete:orders"];

pub(crate) fn cases() -> Vec<Case> {
    let get = Case::new("call/get")
        .way("reqwest + serde", || by_hand(get_by_hand))
        .way("the same, address read once", || by_hand(get_below_url))
        .way("the same, no timeout", || by_hand(get_without_timeout))
        .way("client", || {
            by_client(async |client| {
                client
                    .client_grants()
                    .get("cgr_0000000000000001")
                    .await
                    .unwrap()
                    .id
            })
        });
    let create = Case::new("call/create")
        .way("reqwest + serde", || by_hand(create_by_hand))
        .way("the same, address read once", || by_hand(create_below_url))
        .way("client", || {
            by_client(async |client| {
                let create = client
                    .client_grants()
                    .create("https://api.example.com/orders");
                let create = create.client_id("my-app").scope(SCOPE);
                create
                    .organization_usage(OrganizationUsage::Allow)
                    .await
                    .unwrap()
                    .id
            })
        });
    let alone = Case::new("call/get without a network")
        .way("client", || at_hand(None))
        .way("client, after one 429", || at_hand(Some(2)));
    vec![get, create, alone]
}

/// Calls that are answered in the same thread: what is left is the client's own work. Waits take no time.
fn at_hand(refused: Option<u64>) -> Work {
    let transport = AtHand::new(grant(1, false), refused);
    let client = Client::builder("tenant.example.com").token(TOKEN);
    let client = client.transport(transport).build().unwrap();
    let runtime = waitless_runtime();
    Box::new(move |count| {
        runtime.block_on(async {
            for _ in 0..count {
                let grant = client.client_grants().get("cgr_0000000000000001").await;
                black_box(grant.unwrap().id);
            }
        });
    })
}

/// What both sides are given.
struct Tools {
    http: reqwest::Client,
    base: String,
    url: reqwest::Url,
}

fn tools() -> Tools {
    let body = bytes::Bytes::from(grant(1, false));
    let address = start(Duration::ZERO, Arc::new(move |_| body.clone()));
    // It is there already when another way of the case has prepared itself in this process.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .no_proxy()
        .build();
    let (http, base) = (http.unwrap(), format!("http://{address}/api/v2"));
    let url = base.parse().unwrap();
    Tools { http, base, url }
}

fn by_client(call: impl AsyncFn(&Client) -> Option<String> + 'static) -> Work {
    let Tools { http, base, .. } = tools();
    let client = Client::builder("tenant.example.com")
        .token(TOKEN)
        .base_url(base)
        .allow_http_on_loopback()
        .http_client(http)
        .user_agent("bench/1")
        .retry(RetryPolicy::standard())
        .build()
        .unwrap();
    let runtime = runtime();
    Box::new(move |count| {
        runtime.block_on(async {
            for _ in 0..count {
                black_box(call(&client).await);
            }
        });
    })
}

fn by_hand(call: impl AsyncFn(&Tools) -> Result<Grant, Box<dyn Error>> + 'static) -> Work {
    let tools = tools();
    let runtime = runtime();
    Box::new(move |count| {
        runtime.block_on(async {
            for _ in 0..count {
                black_box(call(&tools).await.unwrap().id);
            }
        });
    })
}

async fn get_by_hand(tools: &Tools) -> Result<Grant, Box<dyn Error>> {
    let id = black_box("cgr_0000000000000001");
    let request = tools.http.get(format!("{}/client-grants/{id}", tools.base));
    let request = request.timeout(Duration::from_secs(30));
    finish(request).await
}

async fn get_below_url(tools: &Tools) -> Result<Grant, Box<dyn Error>> {
    let url = below(tools, &["client-grants", black_box("cgr_0000000000000001")]);
    finish(tools.http.get(url).timeout(Duration::from_secs(30))).await
}

fn below(tools: &Tools, segments: &[&str]) -> reqwest::Url {
    let mut url = tools.url.clone();
    url.path_segments_mut().unwrap().extend(segments);
    url
}

async fn get_without_timeout(tools: &Tools) -> Result<Grant, Box<dyn Error>> {
    let id = black_box("cgr_0000000000000001");
    finish(tools.http.get(format!("{}/client-grants/{id}", tools.base))).await
}

async fn create_by_hand(tools: &Tools) -> Result<Grant, Box<dyn Error>> {
    let url = format!("{}/client-grants", tools.base);
    create(tools.http.post(url)).await
}

async fn create_below_url(tools: &Tools) -> Result<Grant, Box<dyn Error>> {
    create(tools.http.post(below(tools, &["client-grants"]))).await
}

async fn create(request: reqwest::RequestBuilder) -> Result<Grant, Box<dyn Error>> {
    let grant = NewGrant {
        client_id: black_box("my-app"),
        audience: black_box("https://api.example.com/orders"),
        default_for: None,
        scope: &SCOPE,
        organization_usage: Some(Usage::Allow),
        allow_any_organization: None,
    };
    let request = request.header(CONTENT_TYPE, "application/json");
    let request = request.body(serde_json::to_vec(&grant)?);
    finish(request.timeout(Duration::from_secs(30))).await
}

async fn finish(request: reqwest::RequestBuilder) -> Result<Grant, Box<dyn Error>> {
    let request = request
        .header(ACCEPT, "application/json")
        .header(USER_AGENT, "bench/1");
    let reply = request
        .bearer_auth(TOKEN)
        .send()
        .await?
        .error_for_status()?;
    Ok(serde_json::from_slice(&reply.bytes().await?)?)
}
