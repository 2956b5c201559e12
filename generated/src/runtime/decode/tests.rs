use std::collections::BTreeMap;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::*;

fn reply(content_type: Option<&'static str>, body: &[u8]) -> Reply {
    let mut headers = HeaderMap::new();
    if let Some(content_type) = content_type {
        headers.insert(CONTENT_TYPE, content_type.parse().unwrap());
    }
    Reply {
        status: StatusCode::OK,
        headers,
        body: Bytes::copy_from_slice(body),
        rest: None,
        attempts: 1,
    }
}

type Lists = BTreeMap<String, Vec<BTreeMap<String, bool>>>;

fn fault<T: DeserializeOwned>(json: &[u8]) -> String {
    match read(json, PhantomData::<T>) {
        Ok(_) => String::from("no fault"),
        Err(fault) => fault.to_string(),
    }
}

#[test]
fn json_is_read_whatever_it_calls_itself_as_long_as_that_is_json() {
    for content_type in [
        None,
        Some("application/json"),
        Some("Application/JSON; charset=utf-8"),
        Some("application/problem+json"),
    ] {
        assert_eq!(
            reply(content_type, b" [1] ").json::<Vec<u8>>().unwrap(),
            [1]
        );
    }
}

#[test]
fn pages_of_proxies_and_absent_bodies_are_told_apart() {
    let error = |reply: Reply| reply.json::<Vec<u8>>().unwrap_err();
    assert!(
        error(reply(Some("text/html"), b"<p>canary</p>"))
            .to_string()
            .ends_with("its content type is not JSON")
    );
    assert!(
        error(reply(Some("application/json"), b""))
            .to_string()
            .contains("no body")
    );
    assert!(error(reply(None, b" \r\n")).to_string().contains("no body"));
    for (content_type, body) in [
        (None, &b"<p>"[..]),
        (Some("text/html"), b""),
        (Some("text/html"), b"OK"),
        (Some("application/json"), b"whatever"),
    ] {
        assert!(reply(content_type, body).nothing().is_ok());
    }
    let page = reply(Some("Text/HTML; charset=utf-8"), b"\r\n <p>canary</p>").nothing();
    assert!(
        page.unwrap_err()
            .to_string()
            .ends_with("it is an HTML page, where no body was expected")
    );
}

#[test]
fn what_is_not_json_is_told_apart() {
    assert_eq!(fault::<Vec<u8>>(b"[1,"), "its JSON ends too early");
    assert_eq!(fault::<Vec<u8>>(b"[\"\xff\"]"), "it is not valid UTF-8");
    for json in [
        &b"\xef\xbb\xbf[1]"[..],
        b"[1] x",
        b"[NaN]",
        b"[1\0]",
        b"{",
        b"nul",
        br#"["\ud800"]"#,
    ] {
        let fault = fault::<Vec<u8>>(json);
        assert!(fault.starts_with("it") && fault != "no fault", "{fault}");
    }
    let deep = "[".repeat(100_000);
    assert!(fault::<serde_json::Value>(deep.as_bytes()).contains("nested too deeply"));
}

#[test]
fn the_way_to_a_wrong_value_is_told_and_the_value_is_not() {
    assert_eq!(
        fault::<Vec<u8>>(br#"[1,"canary"]"#),
        "`[1]` should be u8, but is a string"
    );
    assert_eq!(
        fault::<Vec<u8>>(b"[1,300]"),
        "`[1]` should be u8, but is an integer that is not"
    );
    assert_eq!(
        fault::<Vec<Option<String>>>(b"[null,{}]"),
        "`[1]` should be a string, but is an object"
    );
    assert_eq!(
        fault::<Vec<u8>>(br#""canary""#),
        "should be an array, but is a string"
    );
    let json = br#"{"canary":[{"x":true},{"y":"canary"}]}"#;
    assert_eq!(
        fault::<Lists>(json),
        "`[*][1][*]` should be a boolean, but is a string"
    );
}
