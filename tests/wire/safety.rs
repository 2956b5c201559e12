//! What no answer and no setting can bring a client to do, and what is never shown.

use std::future::IntoFuture;

use auth0_client_grants::models::ClientGrant;
use auth0_client_grants::resources::{
    ClientGrants, GetClientGrant, ListClientGrants, Organizations,
};
use auth0_client_grants::{Client, ClientBuilder, Error, ErrorKind, Items, Page, Pages, Response};
use http::StatusCode;
use serde_json::json;
use tests::server::{Reply, Server, TOKEN};

use crate::description::operations;
use crate::operations::{IDS, Options, call, prepare};

#[tokio::test]
async fn cf45_cf47_no_redirect_is_followed() {
    let elsewhere = Server::always(Reply::ok(&json!([])));
    let target: &'static str =
        Box::leak(format!("{}/canary-target", elsewhere.base_url()).into_boxed_str());
    for operation in operations() {
        for status in [301, 302, 303, 307, 308] {
            let status = StatusCode::from_u16(status).unwrap();
            for location in [target, "/api/v2/canary-target"] {
                let server = Server::always(Reply::empty(status).header("location", location));
                let error = call(&operation.id, &server.client(), IDS)
                    .await
                    .unwrap_err();
                assert_eq!(
                    (error.kind(), error.status()),
                    (ErrorKind::Status, Some(status)),
                    "{error:?}"
                );
                assert_eq!(error.headers().unwrap()["location"], location);
                assert!(
                    !format!("{error} {error:?}").contains("canary"),
                    "{error:?}"
                );
                assert_eq!(
                    server.take().len(),
                    1,
                    "{}: nothing is sent to the same host either",
                    operation.id
                );
            }
        }
    }
    assert_eq!(elsewhere.take().len(), 0);
}

#[tokio::test]
async fn a_body_over_the_limit_is_an_error_and_one_at_the_limit_is_not() {
    let body = json!({"id": "x".repeat(91)}).to_string();
    assert_eq!(body.len(), 100);
    for chunked in [false, true] {
        let mut reply = Reply::text(StatusCode::OK, "application/json", body.clone());
        if chunked {
            reply = reply.header("transfer-encoding", "chunked");
        }
        let server = Server::always(reply);
        let get = |limit| {
            server
                .builder()
                .body_limit(limit)
                .build()
                .unwrap()
                .client_grants()
                .get("cgr_1")
        };
        assert!(get(100).await.is_ok());
        let error = get(99).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::BodyLimit, Some(StatusCode::OK))
        );
        assert_eq!(
            (error.body().map(<[u8]>::len), error.attempts()),
            (Some(0), 1),
            "half a body is none"
        );
        assert_eq!(
            error.to_string(),
            "GET /client-grants/{id}: the reply is longer than 99 bytes"
        );
    }
}

#[tokio::test]
async fn the_limit_holds_for_every_operation() {
    for operation in operations() {
        let server = Server::always(Reply::text(
            StatusCode::OK,
            "application/json",
            "[".repeat(11),
        ));
        let client = server.builder().body_limit(10).build().unwrap();
        let error = call(&operation.id, &client, IDS).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BodyLimit, "{}", operation.id);
    }
}

#[tokio::test]
async fn an_error_keeps_no_more_of_its_body_than_the_limit() {
    let server = Server::always(Reply::text(
        StatusCode::NOT_FOUND,
        "text/html",
        "x".repeat(1000),
    ));
    let client = server.builder().body_limit(10).build().unwrap();
    let error = client.client_grants().get("cgr_1").await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.body(), Some(&b"xxxxxxxxxx"[..]));
}

#[test]
fn cf61_plain_http_needs_a_loopback_host_and_the_callers_word() {
    let builder = |base_url: &str| {
        Client::builder("tenant.example.com")
            .token(TOKEN)
            .base_url(base_url)
    };
    for base_url in [
        "http://127.0.0.1:1/api/v2",
        "http://[::1]:1/api/v2",
        "http://localhost:1/api/v2",
    ] {
        let error = builder(base_url).build().unwrap_err();
        assert_eq!(
            (error.kind(), error.field()),
            (ErrorKind::Configuration, Some("base_url")),
            "{base_url}"
        );
        assert!(
            error.to_string().contains("allow_http_on_loopback"),
            "{error}"
        );
        assert!(
            builder(base_url).allow_http_on_loopback().build().is_ok(),
            "{base_url}"
        );
    }
    for base_url in [
        "http://canary.example.com/api/v2",
        "http://10.0.0.1/api/v2",
        "http://localhost.canary.example.com/api/v2",
        "http://127.0.0.1@canary.example.com/api/v2",
        "https://user:canary@example.com/api/v2",
        "https://canary.example.com/api/v2?x",
        "https://canary.example.com/api/v2#x",
        "ftp://127.0.0.1/canary",
        "",
    ] {
        let error = builder(base_url)
            .allow_http_on_loopback()
            .build()
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.field()),
            (ErrorKind::Configuration, Some("base_url")),
            "{base_url}"
        );
        assert_eq!((error.attempts(), error.operation()), (0, None));
        assert!(
            !format!("{error} {error:?}").contains("canary"),
            "{error:?}"
        );
    }
}

#[test]
fn cf58_domains_that_are_more_than_a_host_name_are_refused() {
    for domain in [
        "",
        "canary.com/",
        "user@canary.com",
        "t.auth0.com%2f@canary.com",
        "t.auth0.com#canary",
        "t.auth0.com?canary",
        "\\@canary.com",
        "https://canary.auth0.com",
        "can ary",
        "canary\r\nY: z",
        "canary",
        "127.0.0.1",
        "canary.com:80",
    ] {
        let error = Client::builder(domain).token(TOKEN).build().unwrap_err();
        assert_eq!(
            (error.kind(), error.field()),
            (ErrorKind::Configuration, Some("tenantDomain")),
            "{domain}"
        );
        assert!(
            !format!("{error} {error:?}").contains("canary"),
            "{error:?}"
        );
    }
    assert!(
        Client::builder("Tenant.EU.auth0.com")
            .token(TOKEN)
            .build()
            .is_ok()
    );
}

#[test]
fn cf66_tokens_that_cannot_be_one_are_refused_without_being_shown() {
    let long = "canary".repeat(200_000);
    for token in [
        "",
        " ",
        "canary\r\nx: y",
        "canary\0",
        "canäry-canary",
        "Bearer canary",
        "a canary",
        &long,
    ] {
        let error = Client::builder("tenant.example.com")
            .token(token)
            .build()
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.field()),
            (ErrorKind::Configuration, Some("token"))
        );
        assert!(
            !format!("{error} {error:?}").contains("canary"),
            "{error:?}"
        );
    }
    assert_eq!(
        Client::builder("tenant.example.com")
            .build()
            .unwrap_err()
            .field(),
        Some("token")
    );
}

#[tokio::test]
async fn the_token_is_shown_nowhere() {
    let server = Server::always(Reply::ok(&json!([])));
    let client = server.client();
    let mut shown = format!(
        "{client:?} {:?} {:?}",
        server.builder(),
        client.client_grants()
    );
    for operation in operations() {
        let options = Options {
            header: Some(("x-wire", TOKEN)),
            ..Options::default()
        };
        shown += &prepare(&operation.id, &client, IDS, options).shown;
    }
    let mut items = client.client_grants().list().audience(TOKEN).items();
    shown += &format!("{items:?}");
    assert!(items.try_next().await.unwrap().is_none());
    shown += &format!(
        "{items:?} {:?}",
        client
            .client_grants()
            .list()
            .send_with_response()
            .await
            .unwrap()
    );
    assert!(!shown.contains(TOKEN), "{shown}");
}

#[test]
fn everything_can_be_kept_shared_and_sent_to_another_thread() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    fn sent<T: Send + 'static>() {}
    fn future<F: std::future::Future + Send + 'static>(_: F) {}

    shared::<Client>();
    shared::<ClientBuilder>();
    shared::<ClientGrants>();
    shared::<Organizations>();
    shared::<ListClientGrants>();
    shared::<GetClientGrant>();
    shared::<Page<ClientGrant>>();
    shared::<Response<ClientGrant>>();
    sent::<Items<ClientGrant>>();
    sent::<Pages<ClientGrant>>();
    sent::<<GetClientGrant as IntoFuture>::IntoFuture>();
    sent::<<ListClientGrants as IntoFuture>::IntoFuture>();
    fn error<T: std::error::Error + Send + Sync + 'static>() {}
    error::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());

    let client = Client::builder("tenant.example.com")
        .token(TOKEN)
        .build()
        .unwrap();
    future(client.client_grants().list().send());
    future(client.client_grants().get("cgr_1").send_with_response());
    future(async move { client.client_grants().list().items().try_next().await });
}
