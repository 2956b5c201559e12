use serde_json::{Value, json};

use super::Literal;

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
