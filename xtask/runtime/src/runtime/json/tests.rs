use serde_json::{Value, json};

use super::*;

fn value(json: &str) -> Result<Value, Fault> {
    Document::parse(json)?.read()
}

/// What is taken and what is refused is the same as with `serde_json`, byte by byte.
fn assert_alike(json: &str) {
    let ours = value(json);
    match serde_json::from_str::<Value>(json) {
        Ok(theirs) => assert_eq!(
            ours.unwrap_or_else(|fault| panic!("{json}: {fault}")),
            theirs
        ),
        Err(_) => assert!(ours.is_err(), "{json:?}"),
    }
}

const SAMPLES: [&str; 9] = [
    r#" {"a" : [1, -2.5e+3, 0, 1E-7], "b\n\u00e9":{ } ,"":"","t":true,"f":false,"n":null} "#,
    r#"[[],[[]],{},"\"\\\/\b\f\n\r\t\u0041\ud83d\ude00"]"#,
    r#"{"id":"12345678","seven":"1234567","fifteen":"123456789012345","long":"x\u0000"}"#,
    r#""äöü€😀 and a text that is longer than eight bytes\"""#,
    "18446744073709551615",
    "-9223372036854775808",
    "123456789012345678901234567890.5",
    "[1.0,1e2,-0,-0.0]",
    r#"{"x":1,"x":2,"y":{"x":3}}"#,
];

#[test]
fn samples_are_read_as_serde_json_reads_them() {
    for json in SAMPLES {
        assert!(value(json).is_ok(), "{json}");
        assert_alike(json);
    }
}

#[test]
fn every_change_of_one_byte_is_read_as_serde_json_reads_it() {
    for json in SAMPLES {
        for at in 0..=json.len() {
            let (Some(head), Some(tail)) = (json.get(..at), json.get(at..)) else {
                continue;
            };
            assert_alike(head);
            let mut rest = tail.chars();
            let first = rest.next();
            assert_alike(&format!("{head}{}", rest.as_str()));
            for other in "\"\\{}[]:,0 1.-+eEtfnu/x\n\u{1}\u{7f}\u{e9}".chars() {
                assert_alike(&format!("{head}{other}{tail}"));
                if first.is_some() {
                    assert_alike(&format!("{head}{other}{}", rest.as_str()));
                }
            }
        }
    }
}

#[test]
fn strings_end_where_they_end_whatever_their_length() {
    for length in 0..40 {
        let plain = "x".repeat(length);
        for special in ["\"", "\\\"", "\\u00e9", "é", "\u{1f}", " "] {
            for json in [
                format!("\"{plain}{special}\""),
                format!("\"{plain}{special}{plain}\""),
            ] {
                assert_alike(&json);
            }
        }
    }
}

#[test]
fn nesting_is_limited_as_serde_json_limits_it() {
    for depth in 120..135 {
        assert_alike(&format!("{}{}", "[".repeat(depth), "]".repeat(depth)));
        assert_alike(&format!(
            "{}1{}",
            "{\"a\":".repeat(depth),
            "}".repeat(depth)
        ));
    }
}

#[test]
fn what_has_no_place_in_64_bits_is_a_fault() {
    for json in ["1e400", "[-1e400]"] {
        assert!(value(json).is_err(), "{json}");
        assert!(Document::parse(json).unwrap().read::<f64>().is_err());
    }
    assert!(Document::parse("1e39").unwrap().read::<f32>().is_err());
}

#[test]
fn numbers_are_read_by_their_type() {
    let read = |json| Document::parse(json).unwrap();
    assert_eq!(read("-0").read::<u32>().unwrap(), 0);
    assert_eq!(read("4294967295").read::<u32>().unwrap(), u32::MAX);
    assert_eq!(
        read("18446744073709551615").read::<u64>().unwrap(),
        u64::MAX
    );
    assert!(read("-1").read::<u64>().is_err());
    assert!((read("0.1").read::<f32>().unwrap() - 0.1).abs() < f32::EPSILON);
}

#[test]
fn other_formats_are_read_through_serde() {
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, MapDeserializer, SeqDeserializer};

    let list = SeqDeserializer::<_, Error>::new([1_u8, 2].into_iter());
    assert_eq!(deserialize::<Vec<i64>, _>(list).unwrap(), [1, 2]);
    let members = [
        ("a", "x".into_deserializer()),
        ("b", "y".into_deserializer()),
    ];
    let map = MapDeserializer::<_, Error>::new(members.into_iter());
    let read: Value = deserialize(map).unwrap();
    assert_eq!(read, json!({"a": "x", "b": "y"}));
    // What is no value of JSON is told.
    let bytes = serde::de::value::BytesDeserializer::<Error>::new(b"bytes");
    assert!(deserialize::<Value, _>(bytes).is_err());
}

#[test]
fn floats_keep_their_fraction_through_serde() {
    let value = json!([30.0, 1e300, 1e-7, -0.0]);
    let read: Value = deserialize(value.clone()).unwrap();
    assert_eq!(read.to_string(), value.to_string());
}

#[test]
fn views_are_written_as_serde_json_writes_them() {
    let value = json!({"a": [1, -1, 1.5, u64::MAX, true, null, "q\"\\\u{1}é"], "b": {}, "c\n": []});
    let written = String::from_utf8(value.view().to_json()).unwrap();
    assert_eq!(written, value.to_string());
    assert_eq!(serde_json::to_string(&value.view()).unwrap(), written);
    let list = vec![Some(0.1_f32), None];
    assert_eq!(list.view().to_json(), b"[0.1,null]");
    assert_eq!(serde_json::to_string(&list.view()).unwrap(), "[0.1,null]");
}

#[test]
fn numbers_are_read_as_serde_json_hands_them_over_where_it_keeps_all_digits() {
    use serde::de::value::{Error, MapDeserializer};

    let read = |number: &'static str| {
        let members = [("$serde_json::private::Number", number)];
        let map = MapDeserializer::<_, Error>::new(members.into_iter());
        deserialize::<Value, _>(map).unwrap()
    };
    assert_eq!(read("12"), json!(12));
    assert_eq!(read("0.5"), json!(0.5));
    assert!(read("no number").is_object());
}
