use serde_json::json;

use super::*;

fn check<T: Check + ?Sized>(value: &T, rule: &Rule) -> Option<String> {
    let mut checker = Checker::default();
    checker.field("it", value, rule);
    checker.into_fault().map(|fault| fault.to_string())
}

#[test]
fn lengths_count_characters() {
    let rule = Rule {
        min_length: Some(2),
        max_length: Some(3),
        ..Rule::ANY
    };
    assert_eq!(check("äöü", &rule), None);
    assert_eq!(check("😀😀", &rule), None);
    assert_eq!(
        check("ä", &rule).unwrap(),
        "`it` must have at least 2 characters"
    );
    assert_eq!(
        check("äöüß", &rule).unwrap(),
        "`it` must have at most 3 characters"
    );
    assert_eq!(check(&None::<String>, &rule), None);
    assert_eq!(check(&Patch::<String>::Null, &rule), None);
    assert_eq!(
        check(&Patch::Set(String::new()), &rule).unwrap(),
        "`it` must have at least 2 characters"
    );
}

#[test]
fn items_are_named_by_their_index() {
    const RULE: Rule = Rule {
        max_items: Some(3),
        items: Some(&Rule {
            min_length: Some(1),
            ..Rule::ANY
        }),
        ..Rule::ANY
    };
    let list = |items: &[&str]| {
        items
            .iter()
            .map(|item| (*item).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(check(&list(&["a", "b"]), &RULE), None);
    assert_eq!(
        check(&list(&["a", "b", ""]), &RULE).unwrap(),
        "`it[2]` must have at least 1 character"
    );
    assert_eq!(
        check(&list(&["a"; 4]), &RULE).unwrap(),
        "`it` must have at most 3 items"
    );
    let unique = Rule {
        unique_items: true,
        ..Rule::ANY
    };
    assert_eq!(check(&list(&["a", "b"]), &unique), None);
    assert!(
        check(&list(&["a", "b", "a"]), &unique)
            .unwrap()
            .contains("twice")
    );
}

#[test]
fn maps_and_json_are_walked() {
    const RULE: Rule = Rule {
        min_properties: Some(1),
        items: Some(&Rule {
            max_length: Some(1),
            ..Rule::ANY
        }),
        ..Rule::ANY
    };
    let map = BTreeMap::from([
        (String::from("a"), Some(String::from("long"))),
        (String::from("b"), None),
    ]);
    assert_eq!(
        check(&map, &RULE).unwrap(),
        "`it.a` must have at most 1 character"
    );
    assert_eq!(
        check(&BTreeMap::<String, String>::new(), &RULE).unwrap(),
        "`it` must have at least 1 member"
    );
    assert_eq!(check(&json!({"a": "b"}), &RULE), None);
    assert_eq!(
        check(&json!({"a": "bc"}), &RULE).unwrap(),
        "`it.a` must have at most 1 character"
    );
    assert_eq!(
        check(&json!(["bc"]), &RULE).unwrap(),
        "`it[0]` must have at most 1 character"
    );
}

#[test]
fn numbers_are_held_against_bounds() {
    let rule = Rule {
        minimum: Some(Number::Integer(1)),
        exclusive_maximum: Some(Number::Integer(100)),
        ..Rule::ANY
    };
    assert_eq!(check(&1_i32, &rule), None);
    assert_eq!(check(&99.9_f64, &rule), None);
    assert_eq!(check(&0_u32, &rule).unwrap(), "`it` must be at least 1");
    assert_eq!(
        check(&100_i64, &rule).unwrap(),
        "`it` must be less than 100"
    );
    assert_eq!(
        check(&json!(100), &rule).unwrap(),
        "`it` must be less than 100"
    );
    let wide = Rule {
        maximum: Some(Number::Integer(u64::MAX.into())),
        ..Rule::ANY
    };
    assert_eq!(check(&u64::MAX, &wide), None);
    let above = Rule {
        exclusive_minimum: Some(Number::Float(0.5)),
        maximum: Some(Number::Float(1.0)),
        ..Rule::ANY
    };
    assert_eq!(check(&1_i32, &above), None);
    assert_eq!(
        check(&0.5_f64, &above).unwrap(),
        "`it` must be more than 0.5"
    );
}

#[test]
fn numbers_that_json_cannot_hold_are_refused() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(
            check(&value, &Rule::ANY).unwrap(),
            "`it` must be a finite number"
        );
    }
}

#[test]
fn multiples_allow_for_rounding() {
    let tenth = Rule {
        multiple_of: Some(Number::Float(0.1)),
        ..Rule::ANY
    };
    assert_eq!(check(&0.3_f64, &tenth), None);
    assert_eq!(
        check(&0.35_f64, &tenth).unwrap(),
        "`it` must be a multiple of 0.1"
    );
    let three = Rule {
        multiple_of: Some(Number::Integer(3)),
        ..Rule::ANY
    };
    assert_eq!(check(&-9_i64, &three), None);
    assert!(check(&10_i64, &three).is_some());
}

#[test]
fn a_boolean_may_have_one_allowed_value() {
    let only = Rule {
        only: Some(true),
        ..Rule::ANY
    };
    assert_eq!(check(&true, &only), None);
    assert_eq!(check(&false, &only).unwrap(), "`it` must be true");
}

#[test]
fn only_the_first_breach_is_kept() {
    let mut checker = Checker::default();
    let rule = Rule {
        min_length: Some(1),
        ..Rule::ANY
    };
    checker.field("one", "", &rule);
    checker.field("two", "", &rule);
    assert_eq!(checker.into_fault().unwrap().path(), Some("one"));
}
