#![allow(unreachable_pub, reason = "the macro is made for public types")]

use crate::runtime::codegen::wire::ToJson;
use crate::runtime::json::Extra;
use crate::runtime::patch::Patch;

#[derive(Debug, Default, PartialEq)]
struct Thing {
    id: String,
    note: Option<String>,
    colour: Patch<String>,
    extra: Extra,
}

object! {
    Thing = "Thing";
    id: required "id";
    note: optional "note";
    colour: patch "colour";
}

fn read(json: &str) -> Result<Thing, serde_json::Error> {
    serde_json::from_str(json)
}

#[test]
fn members_are_read_and_written_back() {
    for json in [
        r#"{"id":"1"}"#,
        r#"{"id":"1","note":"n","colour":"red"}"#,
        r#"{"id":"1","colour":null}"#,
        r#"{"id":"1","later":{"deep":[1,null]}}"#,
    ] {
        assert_eq!(serde_json::to_string(&read(json).unwrap()).unwrap(), json);
    }
}

#[test]
fn null_is_absence_where_a_member_is_optional_and_an_error_where_it_is_not() {
    assert_eq!(read(r#"{"id":"1","note":null}"#).unwrap().note, None);
    assert!(read(r#"{"id":null}"#).is_err());
    assert!(
        read("{}")
            .unwrap_err()
            .to_string()
            .contains("`id` is missing")
    );
    assert!(read("[]").is_err());
}

#[test]
fn names_may_be_escaped_and_the_last_of_two_counts() {
    let thing = read(r#"{"\u0069d":"1","id":"2","x":1,"x":2}"#).unwrap();
    assert_eq!(thing.id, "2");
    assert_eq!(thing.extra["x"], 2);
}

#[test]
fn a_name_of_the_type_is_never_written_twice() {
    let mut thing = read(r#"{"id":"1"}"#).unwrap();
    thing.extra.insert("id".into(), 2.into());
    thing.extra.insert("note".into(), 3.into());
    thing.extra.insert("other".into(), 4.into());
    assert_eq!(
        serde_json::to_string(&thing).unwrap(),
        r#"{"id":"1","other":4}"#
    );
    assert_eq!(thing.view().count(), 2);
}

#[test]
fn deep_nesting_is_an_error() {
    let json = format!(
        r#"{{"id":"1","deep":{}{}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert!(read(&json).is_err());
}
