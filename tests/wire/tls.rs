//! Certificates: which are accepted, and what is said of those that are not.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use auth0_client_grants::{Client, ClientBuilder, Error, ErrorKind, reqwest};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, SanType, date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

const TOKEN: &str = "canary-token";

/// Somebody who signs certificates.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    root: CertificateDer<'static>,
}

impl Authority {
    fn new(name: &str) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let root = params.self_signed(&key).unwrap().der().clone();
        Self {
            issuer: Issuer::new(params, key),
            root,
        }
    }

    /// Starts a server that shows a certificate of this authority.
    async fn server(&self, change: impl FnOnce(&mut CertificateParams)) -> Server {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.subject_alt_names = vec![SanType::IpAddress(IpAddr::V4(Ipv4Addr::LOCALHOST))];
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let config = ServerConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
            );
        Server::start(config.unwrap()).await
    }

    /// Returns an HTTP client that trusts this authority.
    fn http(&self) -> reqwest::Client {
        let mut roots = RootCertStore::empty();
        roots.add(self.root.clone()).unwrap();
        let config = ClientConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let builder = reqwest::Client::builder().no_proxy();
        builder.tls_backend_preconfigured(config).build().unwrap()
    }
}

fn provider() -> Arc<rustls::crypto::CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// A server that speaks TLS and gives every request an empty list.
struct Server {
    base_url: String,
    connections: Arc<AtomicUsize>,
    requests: Arc<AtomicUsize>,
}

impl Server {
    async fn start(config: ServerConfig) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            base_url: format!("https://{}/api/v2", listener.local_addr().unwrap()),
            connections: Arc::default(),
            requests: Arc::default(),
        };
        let connections = Arc::clone(&server.connections);
        let requests = Arc::clone(&server.requests);
        let acceptor = TlsAcceptor::from(Arc::new(config));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                connections.fetch_add(1, Ordering::Relaxed);
                // A client that does not like the certificate ends the handshake.
                let Ok(mut stream) = acceptor.accept(stream).await else {
                    continue;
                };
                let mut request = [0; 4096];
                if stream.read(&mut request).await.is_ok_and(|count| count > 0) {
                    requests.fetch_add(1, Ordering::Relaxed);
                    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
                    let reply = format!("{head}content-length: 2\r\n\r\n[]");
                    stream.write_all(reply.as_bytes()).await.unwrap();
                }
            }
        });
        server
    }

    /// A client with all its retries.
    fn builder(&self) -> ClientBuilder {
        Client::builder("tenant.example.com")
            .token(TOKEN)
            .base_url(&self.base_url)
    }

    /// Makes a call that must be refused, once and without a request.
    async fn refused(&self, builder: ClientBuilder, why: &str) {
        let client = builder.build().unwrap();
        let error: Error = client.client_grants().list().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Tls, "CF01: {error:?}");
        assert!(error.is_tls() && error.is_connect() && !error.is_timeout());
        assert_eq!(error.attempts(), 1, "what is wrong stays wrong");
        let message = format!("GET /client-grants: no secure connection could be made: {why}");
        assert_eq!(error.to_string(), message);
        assert!(!error.is_outcome_unknown() && error.status().is_none());
        assert_eq!(self.connections.load(Ordering::Relaxed), 1);
        assert_eq!(self.requests.load(Ordering::Relaxed), 0);
    }
}

#[tokio::test]
async fn cf01_a_certificate_that_is_trusted_is_accepted() {
    let authority = Authority::new("own");
    let server = authority.server(|_| {}).await;
    let client = server
        .builder()
        .http_client(authority.http())
        .build()
        .unwrap();
    assert!(client.client_grants().list().await.unwrap().is_empty());
    assert_eq!(server.requests.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn cf01_a_certificate_that_has_expired_is_refused() {
    let authority = Authority::new("own");
    let old = |params: &mut CertificateParams| params.not_after = date_time_ymd(2001, 1, 1);
    let server = authority.server(old).await;
    let builder = server.builder().http_client(authority.http());
    server
        .refused(builder, "the server's certificate has expired")
        .await;

    let young = |params: &mut CertificateParams| params.not_before = date_time_ymd(4000, 1, 1);
    let server = authority.server(young).await;
    let builder = server.builder().http_client(authority.http());
    server
        .refused(builder, "the server's certificate is not valid yet")
        .await;
}

#[tokio::test]
async fn cf01_a_certificate_of_another_host_is_refused() {
    let authority = Authority::new("own");
    let other = |params: &mut CertificateParams| {
        params.subject_alt_names = vec![SanType::DnsName("evil.example.com".try_into().unwrap())];
    };
    let server = authority.server(other).await;
    let builder = server.builder().http_client(authority.http());
    server
        .refused(builder, "the server's certificate is for another host")
        .await;
}

#[tokio::test]
async fn cf01_a_certificate_of_nobody_that_is_known_is_refused() {
    let why = "the server's certificate is not signed by anyone that is trusted";
    let server = Authority::new("own").server(|_| {}).await;
    let builder = server.builder().http_client(Authority::new("other").http());
    server.refused(builder, why).await;

    // Neither does the system trust it.
    let server = Authority::new("own").server(|_| {}).await;
    server.refused(server.builder(), why).await;
}
