//! The runtime as a whole, against a scripted server, with operations of its own.

mod auth;
#[cfg(feature = "blocking")]
mod blocking;
mod calls;
mod credentials;
mod double;
mod drops;
mod faults;
mod files;
mod forms;
mod methods;
mod network;
mod operations;
mod outages;
mod paging;
mod recorder;
mod retries;
mod secrets;
mod server;
mod token_services;
mod walks;

use std::future::IntoFuture;

use operations::{ListThings, PutThing};

use super::client::{Client, ClientBuilder};
use super::error::{Error, ErrorKind};
use super::pagination::{Items, Pages};
use super::retry::RetryPolicy;

/// A client that makes one attempt, so that scripts need no more than one step for a call.
fn builder(address: &str) -> ClientBuilder {
    ClientBuilder::new(
        "https://{host}/api",
        [("host", String::from("service.example.com"))],
    )
    .base_url(address)
    .allow_http_on_loopback()
    .token("canary-token")
    .retry(RetryPolicy::never())
}

fn client(address: &str) -> Client {
    builder(address).build().unwrap()
}

#[test]
fn cf80_everything_can_be_sent_to_another_thread() {
    fn send<T: Send + 'static>(_: Option<T>) {}
    fn send_sync_clone<T: Send + Sync + Clone + 'static>() {}
    fn send_sync<T: Send + Sync + 'static>() {}

    send_sync_clone::<Client>();
    send_sync_clone::<ClientBuilder>();
    send_sync_clone::<RetryPolicy>();
    send_sync_clone::<crate::Token>();
    send_sync_clone::<crate::test_util::Canned>();
    send_sync::<crate::TransportError>();
    send_sync_clone::<ListThings>();
    send_sync_clone::<PutThing>();
    send_sync::<Error>();
    send::<Pages<String>>(None);
    send::<Items<String>>(None);
    send::<<ListThings as IntoFuture>::IntoFuture>(None);
    let put = PutThing::new(&client("http://localhost:1"), "1");
    send(Some(put.clone().send()));
    send(Some(put.send_with_response()));
}

#[test]
fn an_error_is_one_pointer() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<crate::Result<()>>(), size_of::<usize>());
}

#[test]
fn settings_are_judged_when_the_client_is_built() {
    let good = || builder("http://127.0.0.1:1/");
    let faulty = [
        (
            "token",
            ClientBuilder::new("https://service.example.com", []).build(),
        ),
        ("token", good().token("").build()),
        (
            "host",
            ClientBuilder::new("https://{host}", [("host", String::from("canary/"))])
                .token("t")
                .build(),
        ),
        (
            "base_url",
            good().base_url("http://canary.example.com").build(),
        ),
        (
            "base_url",
            ClientBuilder::new("/relative", []).token("t").build(),
        ),
        ("user_agent", good().user_agent("canary\n").build()),
        ("timeout", good().timeout(std::time::Duration::ZERO).build()),
        ("body_limit", good().body_limit(0).build()),
    ];
    for (field, result) in faulty {
        let error = result.unwrap_err();
        assert_eq!(
            (error.kind(), error.field()),
            (ErrorKind::Configuration, Some(field))
        );
        assert!(error.is_configuration() && error.attempts() == 0);
        assert!(
            !format!("{error} {error:?}").contains("canary"),
            "{error:?}"
        );
    }
    assert!(
        ClientBuilder::new("/relative", [])
            .base_url("http://[::1]:1")
            .allow_http_on_loopback()
            .token("t")
            .build()
            .is_ok()
    );
}

#[test]
fn the_token_is_never_shown() {
    let builder = builder("http://127.0.0.1:1/canary-in-the-path/");
    let client = builder.clone().build().unwrap();
    let put = PutThing::new(&client, "1").with_header("x-key", "canary-key");
    let shown = format!("{builder:?} {client:?} {put:?}");
    assert!(!shown.contains("canary"), "{shown}");
    assert!(shown.contains("http://127.0.0.1:1\""), "{shown}");
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
#[test]
fn without_tls_https_is_refused_with_a_way_out() {
    let error = builder("https://service.example.com").build().unwrap_err();
    assert_eq!(error.field(), Some("TLS"));
    assert!(
        error
            .to_string()
            .contains("enable the feature `rustls` or `native-tls`"),
        "{error}"
    );
}
