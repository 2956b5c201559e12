use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::super::Cursor;
use super::*;

const PAGING: Paging = Paging {
    items: "things",
    cursor: Some(Cursor {
        parameter: "from",
        next: "next",
        size: "take",
    }),
    offset: None,
    page_size: 10,
};

fn read(json: &str) -> Result<Page<i32>> {
    let body = Bytes::copy_from_slice(json.as_bytes());
    Reply {
        status: StatusCode::OK,
        headers: HeaderMap::new(),
        body,
        rest: None,
        attempts: 1,
    }
    .page(&PAGING)
}

#[test]
fn every_form_is_read_and_written_back() {
    for json in [
        "[]",
        "[1,2]",
        r#"{"things":[]}"#,
        r#"{"things":[1],"next":"n"}"#,
        r#"{"start":0,"limit":10,"total":1,"things":[1]}"#,
        r#"{"things":[1],"later":{"a":null}}"#,
    ] {
        let page = read(json).unwrap();
        assert_eq!(serde_json::to_string(&page).unwrap(), json);
    }
}

#[test]
fn counts_may_have_a_fraction_of_zero() {
    let page = read(r#"{"things":[],"start":2.0,"limit":5e1,"total":null}"#).unwrap();
    assert_eq!(
        (page.start, page.limit, page.total),
        (Some(2), Some(50), None)
    );
}

#[test]
fn a_count_that_is_none_is_kept_and_spoils_nothing() {
    for count in ["-1", "1.5", "1e300", r#""2""#, "[3]", "{\"a\":1}", "false"] {
        for name in ["start", "limit", "total"] {
            let json = format!(r#"{{"things":[7],"{name}":{count}}}"#);
            let page = read(&json).unwrap();
            assert_eq!(page.items, [7], "{json}");
            assert_eq!((page.start, page.limit, page.total), (None, None, None));
            assert_eq!(
                page.extra()[name].to_string(),
                serde_json::from_str::<serde_json::Value>(count)
                    .unwrap()
                    .to_string()
            );
            let again = serde_json::to_string(&page).unwrap();
            assert_eq!(read(&again).unwrap(), page, "{again}");
        }
    }
    let twice = read(r#"{"things":[],"total":"x","total":2}"#).unwrap();
    assert_eq!((twice.total, twice.extra().len()), (Some(2), 0));
}

#[test]
fn what_is_not_a_page_is_refused() {
    for (json, field) in [
        ("{}", Some("things")),
        (r#"{"things":null}"#, Some("things")),
        (r#"{"things":[1,"x"]}"#, Some("things[1]")),
        (r#"[1,"x"]"#, Some("[1]")),
        (r#"{"things":[],"next":7}"#, Some("next")),
        ("null", None),
        (r#""x""#, None),
    ] {
        let error = read(json).unwrap_err();
        assert!(error.is_decode());
        assert_eq!(error.field(), field, "{json}: {error}");
    }
}

#[test]
fn pages_can_be_iterated_over() {
    let page = read("[1,2]").unwrap();
    assert_eq!(
        (&page).into_iter().sum::<i32>() + page.iter().sum::<i32>(),
        6
    );
    assert_eq!((page.len(), page.is_empty()), (2, false));
    assert_eq!(page.into_iter().collect::<Vec<_>>(), [1, 2]);
}
