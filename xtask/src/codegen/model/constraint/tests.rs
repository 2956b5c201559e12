use serde_json::{Value, json};

use super::*;

fn read(is_integer: bool, schema: &Value) -> Constraints {
    Constraints::read(is_integer, |keyword| schema.get(keyword).map(Literal::from))
}

/// The keywords that have a value, each with it.
fn told(constraints: &Constraints) -> Vec<(&'static str, Number)> {
    let values = constraints.iter();
    values.map(|(one, value)| (one.keyword, value)).collect()
}

#[test]
fn each_keyword_stands_once_and_after_the_one_that_it_makes_exclusive() {
    for (place, one) in CONSTRAINTS.iter().enumerate() {
        let before = CONSTRAINTS.iter().take(place);
        let before: Vec<&str> = before.map(|other| other.keyword).collect();
        assert!(!before.contains(&one.keyword), "{}", one.keyword);
        let inclusive = one.inclusive();
        assert!(inclusive.is_none_or(|name| before.contains(&name)));
        let camel = one.setter.split('_').enumerate().map(|(index, word)| {
            let (first, rest) = word.split_at(1);
            match index {
                0 => word.to_owned(),
                _ => format!("{}{rest}", first.to_ascii_uppercase()),
            }
        });
        assert_eq!(camel.collect::<String>(), one.keyword);
    }
}

#[test]
fn what_demands_nothing_is_left_out() {
    let schema = json!({
        "minLength": 0, "minItems": 0, "maxItems": 0, "uniqueItems": false,
        "minimum": -1e19, "maximum": 1e19, "exclusiveMinimum": false, "pattern": "a",
    });
    let read = read(true, &schema);
    assert_eq!(told(&read), [("maxItems", Number::Integer(0))]);
    assert!(!read.is_empty());
    assert!(super::Constraints::default().is_empty());
}

#[test]
fn bounds_of_integers_are_integers_and_those_of_other_numbers_are_not() {
    let schema = json!({"minimum": 1.0, "maximum": i64::MAX, "multipleOf": 2});
    assert_eq!(
        told(&read(true, &schema)),
        [
            ("minimum", Number::Integer(1)),
            ("maximum", Number::Integer(i64::MAX.into())),
            ("multipleOf", Number::Integer(2)),
        ]
    );
    let schema = json!({"minimum": 1, "exclusiveMaximum": 1e19});
    assert_eq!(
        told(&read(false, &schema)),
        [
            ("minimum", Number::Float(1.0)),
            ("exclusiveMaximum", Number::Float(1e19)),
        ]
    );
}

#[test]
fn an_exclusive_bound_is_a_boolean_or_a_number() {
    let integer = Number::Integer;
    for (schema, expected) in [
        (
            json!({"minimum": 3, "exclusiveMinimum": true}),
            vec![("exclusiveMinimum", integer(3))],
        ),
        (
            json!({"minimum": 3, "exclusiveMinimum": false}),
            vec![("minimum", integer(3))],
        ),
        (json!({"exclusiveMaximum": true}), vec![]),
        (
            json!({"exclusiveMaximum": 9}),
            vec![("exclusiveMaximum", integer(9))],
        ),
        // Of two bounds the narrower one holds, of equal ones the exclusive one.
        (
            json!({"minimum": 3, "exclusiveMinimum": 3}),
            vec![("exclusiveMinimum", integer(3))],
        ),
        (
            json!({"minimum": 4, "exclusiveMinimum": 3}),
            vec![("minimum", integer(4))],
        ),
        (
            json!({"maximum": 4, "exclusiveMaximum": 5}),
            vec![("maximum", integer(4))],
        ),
        (
            json!({"maximum": 5, "exclusiveMaximum": 4}),
            vec![("exclusiveMaximum", integer(4))],
        ),
        (
            json!({"minimum": 5, "exclusiveMinimum": -1e19}),
            vec![("minimum", integer(5))],
        ),
    ] {
        assert_eq!(told(&read(true, &schema)), expected, "{schema}");
    }
}

#[test]
fn of_two_the_narrower_holds() {
    let one = json!({"minLength": 2, "maxLength": 9, "minimum": i64::MAX - 1, "multipleOf": 2});
    let two = json!({"minLength": 3, "maxLength": 10, "minimum": i64::MAX, "multipleOf": 3, "uniqueItems": true});
    let (one, two) = (read(true, &one), read(true, &two));
    assert_eq!(
        told(&one.clone().and(two.clone())),
        [
            ("minLength", Number::Integer(3)),
            ("maxLength", Number::Integer(9)),
            ("minimum", Number::Integer(i64::MAX.into())),
            ("multipleOf", Number::Integer(6)),
            ("uniqueItems", Number::Integer(1)),
        ]
    );
    let items = one.clone().with_items(one.clone()).and(one.with_items(two));
    assert_eq!(
        items.items.unwrap().get("minLength"),
        Some(Number::Integer(3))
    );
}

#[test]
fn what_is_a_multiple_of_both_is_one_of_their_least_common_multiple() {
    let multiple = |of: Value| read(of.is_i64(), &json!({"multipleOf": of}));
    for (one, two, both) in [
        (json!(4), json!(6), Some(Number::Integer(12))),
        (json!(6), json!(4), Some(Number::Integer(12))),
        (json!(5), json!(5), Some(Number::Integer(5))),
        (json!(3), json!(0.5), Some(Number::Integer(3))),
        (json!(0.5), json!(3), Some(Number::Integer(3))),
        (json!(0.25), json!(0.5), Some(Number::Float(0.5))),
        // No value of 64 bits is one of both but 0, and what is none of the first is found.
        (
            json!(i64::MAX),
            json!(2),
            Some(Number::Integer(i64::MAX.into())),
        ),
    ] {
        let joined = multiple(one.clone()).and(multiple(two.clone()));
        assert_eq!(joined.get("multipleOf"), both, "{one} {two}");
    }
    let one = multiple(json!(4)).and(Constraints::default());
    assert_eq!(one.get("multipleOf"), Some(Number::Integer(4)));
}
