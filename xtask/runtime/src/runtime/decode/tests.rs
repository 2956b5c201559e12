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

fn read<T: FromJson>(json: &[u8]) -> std::result::Result<T, Fault> {
    document(json)?.read()
}

fn fault<T: FromJson>(json: &[u8]) -> String {
    match read::<T>(json) {
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
            reply(content_type, b" [1] ").json::<Vec<i32>>().unwrap(),
            [1]
        );
    }
}

#[test]
fn pages_of_proxies_and_absent_bodies_are_told_apart() {
    let error = |reply: Reply| reply.json::<Vec<i32>>().unwrap_err();
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
    assert_eq!(fault::<Vec<i32>>(b"[1,"), "its JSON ends too early");
    assert_eq!(fault::<Vec<i32>>(b"[\"\xff\"]"), "it is not valid UTF-8");
    for json in [
        &b"\xef\xbb\xbf[1]"[..],
        b"[1] x",
        b"[NaN]",
        b"[1\0]",
        b"{",
        b"nul",
        br#"["\ud800"]"#,
    ] {
        let fault = fault::<Vec<i32>>(json);
        assert!(fault.starts_with("it") && fault != "no fault", "{fault}");
    }
    let deep = "[".repeat(100_000);
    assert!(fault::<serde_json::Value>(deep.as_bytes()).contains("nested too deeply"));
}

#[test]
fn the_way_to_a_wrong_value_is_told_and_the_value_is_not() {
    assert_eq!(
        fault::<Vec<i32>>(br#"[1,"canary"]"#),
        "`[1]` should be i32, but is a string"
    );
    assert_eq!(
        fault::<Vec<i32>>(b"[1,3000000000]"),
        "`[1]` should be i32, but is an integer that is not"
    );
    assert_eq!(
        fault::<Vec<Option<String>>>(b"[null,{}]"),
        "`[1]` should be a string, but is an object"
    );
    assert_eq!(
        fault::<Vec<i32>>(br#""canary""#),
        "should be an array, but is a string"
    );
    let json = br#"{"canary":[{"x":true},{"y":"canary"}]}"#;
    assert_eq!(
        fault::<Lists>(json),
        "`[*][1][*]` should be a boolean, but is a string"
    );
}

#[test]
fn a_whole_number_is_an_integer_however_it_is_written() {
    let read = |json: &str| read::<BTreeMap<String, Vec<i64>>>(json.as_bytes());
    let json = r#"{"a":[30.0,3e1,-0.0,-12E-0,9007199254740993.0,-9223372036854775808,1]}"#;
    let expected = [30, 30, 0, -12, 9_007_199_254_740_993, i64::MIN, 1];
    assert_eq!(read(json).unwrap()["a"], expected);
    for (json, problem) in [
        (r#"{"a":[30.0,30.5]}"#, "should be i64, but is a number"),
        (
            r#"{"a":[1e19]}"#,
            "should be i64, but is an integer that is not",
        ),
        (r#"{"a":["30.0"]}"#, "should be i64, but is a string"),
        (r#"{"a":[1e300]}"#, "should be i64, but is a number"),
    ] {
        assert!(
            fault::<BTreeMap<String, Vec<i64>>>(json.as_bytes()).contains(problem),
            "{json}"
        );
        assert!(read(json).is_err());
    }
    assert_eq!(fault::<u32>(b"4294967295.0"), "no fault");
    assert!(fault::<u32>(b"4294967296.0").contains("should be u32"));
    assert!(fault::<u32>(b"-1.0").contains("should be u32"));
}

/// What is not asked for as an integer stays what it is.
#[test]
fn other_numbers_are_left_alone() {
    assert_eq!(read::<i32>(b"30.0").unwrap(), 30);
    let any: serde_json::Value = read(b"[1.0]").unwrap();
    assert_eq!(any, serde_json::json!([1.0]));
    let float: f64 = read(b"2").unwrap();
    assert!((float - 2.0).abs() < f64::EPSILON);
}

/// What explains an error is read as all else is; of a member that is something else the others stay.
#[test]
fn an_explanation_keeps_what_can_be_read() {
    type Counts = BTreeMap<String, i64>;
    let read = |json: &str| explanation::<Counts>(json.as_bytes());
    let counts = |all: &[(&str, i64)]| {
        let all = all.iter().map(|(name, count)| ((*name).to_owned(), *count));
        Some(Counts::from_iter(all))
    };
    assert_eq!(read(r#"{"a":30.0,"b":2}"#), counts(&[("a", 30), ("b", 2)]));
    assert_eq!(read(r#"{"a":30.0,"b":"x"}"#), counts(&[("a", 30)]));
    assert_eq!(read(r#"{"b":"x"}"#), None);
    assert_eq!(read("<html>"), None);
}
