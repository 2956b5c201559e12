use serde_json::json;

use super::UnknownInteger;

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
