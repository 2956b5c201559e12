use serde_json::{Value, json};

use super::{Literal, UnknownInteger};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Level {
    Low,
    High,
    Unknown(UnknownInteger),
}

open_integer! {
    Level, Unknown;
    Low = -1;
    High = 2;
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Mixed {
    Auto,
    Two,
    Half,
    Off,
    Unknown(Value),
}

open_value! {
    Mixed, Unknown;
    Auto = Literal::Text("auto");
    Two = Literal::Integer(2);
    Half = Literal::Float(0.5);
    Off = Literal::Bool(false);
}

#[test]
fn integers_are_known_or_kept() {
    for (json, level) in [
        ("-1", Level::Low),
        ("2", Level::High),
        ("2.0", Level::High),
        ("7", Level::from(7)),
    ] {
        let read: Level = serde_json::from_str(json).unwrap();
        assert_eq!(read, level);
        assert_eq!(serde_json::to_value(read).unwrap(), json!(level.as_i64()));
    }
    assert_eq!(Level::from(2), Level::High);
    assert_eq!(Level::from(7).to_string(), "7");
    assert_eq!(format!("{:?}", Level::from(7)), "Unknown(7)");
    for json in ["\"2\"", "1.5", "null", "1e300", "18446744073709551615"] {
        assert!(serde_json::from_str::<Level>(json).is_err(), "{json}");
    }
}

#[test]
fn mixtures_are_known_or_kept() {
    for (json, mixed) in [
        (json!("auto"), Mixed::Auto),
        (json!(2), Mixed::Two),
        (json!(0.5), Mixed::Half),
        (json!(false), Mixed::Off),
    ] {
        let read: Mixed = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(read, mixed);
        assert_eq!(read.to_json(), json);
        assert_eq!(serde_json::to_value(&read).unwrap(), json);
    }
    for json in [json!("new"), json!(3), json!([1]), json!({"a": null})] {
        let read: Mixed = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(read, Mixed::Unknown(json.clone()));
        assert_eq!(serde_json::to_value(&read).unwrap(), json);
    }
}
