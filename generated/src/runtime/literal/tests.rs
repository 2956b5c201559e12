use serde_json::{Value, json};

use super::{Literal, OpenInteger, OpenValue, UnknownInteger};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Level {
    Low,
    High,
    Unknown(UnknownInteger),
}

impl OpenInteger for Level {
    fn from_wire(value: i64) -> Self {
        match value {
            -1 => Self::Low,
            2 => Self::High,
            _ => Self::Unknown(UnknownInteger::new(value)),
        }
    }

    fn wire(&self) -> i64 {
        match self {
            Self::Low => -1,
            Self::High => 2,
            Self::Unknown(value) => value.get(),
        }
    }
}
open_integer!(Level);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Mixed {
    Auto,
    Two,
    Half,
    Off,
    Unknown(Value),
}

impl OpenValue for Mixed {
    const VALUES: &'static [Literal] = &[
        Literal::Text("auto"),
        Literal::Integer(2),
        Literal::Float(0.5),
        Literal::Bool(false),
    ];

    fn variant(place: usize) -> Option<Self> {
        [Self::Auto, Self::Two, Self::Half, Self::Off]
            .into_iter()
            .nth(place)
    }

    fn from_unknown(value: Value) -> Self {
        Self::Unknown(value)
    }

    fn place(&self) -> Result<usize, &Value> {
        match self {
            Self::Auto => Ok(0),
            Self::Two => Ok(1),
            Self::Half => Ok(2),
            Self::Off => Ok(3),
            Self::Unknown(value) => Err(value),
        }
    }
}
open_value!(Mixed);

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
