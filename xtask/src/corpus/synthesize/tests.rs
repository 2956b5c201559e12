use super::*;

fn values(schema: Value) -> Vec<Value> {
    let root = json!({"s": {"type": "object", "properties": {"self": {"$ref": "#/s"}}}});
    let read = |value| serde_yaml::to_value(value).unwrap();
    Synthesis::new(&read(root)).values(&read(schema))
}

#[test]
fn edges_are_among_the_values() {
    let has = |schema: Value, wanted: &[Value]| {
        let all = values(schema.clone());
        for value in wanted {
            assert!(all.contains(value), "{schema}: {all:?} without {value}");
        }
    };
    has(
        json!({"type": "integer", "minimum": 3, "maximum": 9, "exclusiveMaximum": true}),
        &[json!(3), json!(8)],
    );
    has(
        json!({"type": ["integer", "null"], "exclusiveMinimum": 3, "maximum": 9}),
        &[json!(4), json!(9), Value::Null],
    );
    has(
        json!({"type": ["string", "boolean"], "maxLength": 1}),
        &[json!("a"), json!(true)],
    );
    has(
        json!({"anyOf": [{"const": 7}, {"type": "null"}]}),
        &[json!(7), Value::Null],
    );
    has(
        json!({"type": "array", "prefixItems": [{"const": 1}, {"const": "a"}]}),
        &[json!([1, "a"])],
    );
    has(
        json!({"type": "integer"}),
        &[json!(i64::MIN), json!(i64::MAX), json!(0)],
    );
    has(
        json!({"type": "string", "maxLength": 2}),
        &[json!(""), json!("éé")],
    );
    has(
        json!({"type": "string", "enum": ["a", "b"], "nullable": true}),
        &[json!("a"), json!("b"), Value::Null],
    );
    has(
        json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "boolean"}, "b": {"type": "boolean", "nullable": true}}}),
        &[
            json!({"a": false}),
            json!({"a": false, "b": false}),
            json!({"a": true, "b": null}),
        ],
    );
    has(
        json!({"type": "array", "items": {"type": "boolean"}}),
        &[json!([]), json!([false]), json!([false, true])],
    );
}

#[test]
fn every_run_makes_the_same_and_recursion_ends() {
    let schema = json!({"$ref": "#/s"});
    assert_eq!(values(schema.clone()), values(schema));
}
