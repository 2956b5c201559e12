//! Replies in compressed form. The features of `reqwest` that unpack them are on here, as another crate may turn them on.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use auth0_client_grants::{ErrorKind, reqwest};
use flate2::Compression;
use flate2::write::GzEncoder;
use http::StatusCode;
use rustls::{ClientConfig, RootCertStore};
use tests::server::{Reply, Server};

fn packed(pieces: impl IntoIterator<Item = Vec<u8>>) -> Reply {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    for piece in pieces {
        packed.write_all(&piece).unwrap();
    }
    let body = packed.finish().unwrap();
    Reply::text(StatusCode::OK, "application/json", body).header("content-encoding", "gzip")
}

/// 16 MiB, of which 16 KiB travel.
fn bomb() -> Reply {
    packed((0..16).map(|_| vec![b' '; 1024 * 1024]))
}

/// An HTTP client that asks for compressed replies and unpacks them, and has no limit of time.
fn unpacking() -> reqwest::Client {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth();
    let builder = reqwest::Client::builder().gzip(true).no_proxy();
    builder.tls_backend_preconfigured(tls).build().unwrap()
}

#[tokio::test]
async fn cf26_compressed_replies_are_neither_asked_for_nor_unpacked() {
    let server = Server::always(bomb());
    let error = server.client().client_grants().list().await.unwrap_err();
    assert!(error.is_unexpected_content_type(), "CF26: {error:?}");
    let request = server.only();
    assert!(!request.headers.contains_key("accept-encoding"));
}

#[tokio::test]
async fn cf26_with_a_client_that_unpacks_what_is_unpacked_counts() {
    let own = |server: &Server| server.builder().http_client(unpacking()).build().unwrap();
    let server = Server::always(packed([b"[]".to_vec()]));
    assert!(
        own(&server)
            .client_grants()
            .list()
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(server.only().headers["accept-encoding"], "gzip");

    let server = Server::always(bomb());
    let error = own(&server).client_grants().list().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BodyLimit, "CF26: {error:?}");

    let no_gzip = Reply::text(StatusCode::OK, "application/json", "[]");
    let server = Server::always(no_gzip.header("content-encoding", "gzip"));
    let error = own(&server).client_grants().list().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport, "CF26: {error:?}");
}

#[tokio::test]
async fn with_a_client_that_waits_for_ever_the_limits_of_time_hold() {
    let server = Server::always(Reply::never());
    let client = server.builder().http_client(unpacking()).build().unwrap();
    let list = client.client_grants().list();
    let error = list
        .with_timeout(Duration::from_millis(50))
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
}
