//! What a client is given to work with: where tokens come from, and what requests go through.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use auth0_client_grants::test_util::Canned;
use auth0_client_grants::{
    BoxError, BoxFuture, Client, RetryPolicy, Token, TokenProvider, Transport, reqwest,
};
use http::StatusCode;
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use serde_json::json;
use tests::server::{Reply, Server};

/// Gives tokens and counts them.
#[derive(Default)]
struct Counter(AtomicUsize);

impl TokenProvider for Counter {
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        let number = self.0.fetch_add(1, Ordering::SeqCst) + 1;
        Box::pin(async move { Ok(Token::new(format!("token-{number}"))) })
    }
}

#[tokio::test]
async fn providers_and_transports_can_be_shared_and_chosen_at_run_time() {
    let counter = Arc::new(Counter::default());
    let provider: Arc<dyn TokenProvider> = counter.clone();
    let canned = Canned::answering(|_| Ok(Canned::json(200, "[]")));
    let transport: Arc<dyn Transport> = Arc::new(canned.clone());
    for _ in 0..2 {
        let client = Client::builder("tenant.example.com")
            .token_provider(Arc::clone(&provider))
            .transport(Arc::clone(&transport))
            .build()
            .unwrap();
        client.client_grants().list().await.unwrap();
    }
    assert_eq!(counter.0.load(Ordering::SeqCst), 2);
    let requests = canned.requests();
    let tokens: Vec<_> = requests
        .iter()
        .map(|request| &request.headers()["authorization"])
        .collect();
    assert_eq!(tokens, ["Bearer token-1", "Bearer token-2"]);
}

#[tokio::test]
async fn a_proxy_takes_https_and_leaves_plain_http_on_this_machine_alone() {
    let proxy = Server::always(Reply::empty(StatusCode::FORBIDDEN));
    let broker = Server::always(Reply::ok(&json!({"access_token": "t"})));
    let client = Client::builder("tenant.example.com")
        .client_credentials("id", "canary-secret")
        .token_url(broker.base_url())
        .allow_http_on_loopback()
        .proxy(proxy.base_url().replace("/api/v2", ""))
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    let error = client.client_grants().list().await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    assert_eq!(broker.lines(), ["POST /api/v2"]);
    assert_eq!(proxy.lines(), ["CONNECT tenant.example.com:443"]);
}

#[tokio::test]
async fn what_an_http_client_of_ones_own_refuses_was_not_sent() {
    let server = Server::always(Reply::ok(&json!([])));
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth();
    let own = reqwest::Client::builder().no_proxy().https_only(true);
    let own = own.tls_backend_preconfigured(tls).build().unwrap();
    let client = server
        .builder()
        .retry(RetryPolicy::standard())
        .http_client(own)
        .build()
        .unwrap();
    let error = client.client_grants().delete("cgr_1").await.unwrap_err();
    assert!(error.is_invalid_request(), "{error:?}");
    assert!(!error.is_outcome_unknown() && error.attempts() == 1);
    assert_eq!(server.take().len(), 0);
}
