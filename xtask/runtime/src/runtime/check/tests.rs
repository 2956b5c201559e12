use std::collections::BTreeMap;

use serde_json::json;

use super::*;
use crate::runtime::json::ToJson;
use crate::runtime::patch::Patch;

fn text(value: &str, rule: &Rule) -> Option<String> {
    check(&value.to_owned(), rule)
}

fn check<T: ToJson>(value: &T, rule: &Rule) -> Option<String> {
    let mut checker = Checker::default();
    checker.field("it", value.view(), rule);
    checker.into_fault().map(|fault| fault.to_string())
}

#[test]
fn lengths_count_characters() {
    let rule = Rule::ANY.min_length(2).max_length(3);
    assert_eq!(text("äöü", &rule), None);
    assert_eq!(text("😀😀", &rule), None);
    assert_eq!(
        text("ä", &rule).unwrap(),
        "`it` must have at least 2 characters"
    );
    assert_eq!(
        text("äöüß", &rule).unwrap(),
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
    let item = Rule::ANY.min_length(1);
    let rule = Rule::ANY.max_items(3).items(&item);
    let list = |items: &[&str]| {
        items
            .iter()
            .map(|item| (*item).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(check(&list(&["a", "b"]), &rule), None);
    assert_eq!(
        check(&list(&["a", "b", ""]), &rule).unwrap(),
        "`it[2]` must have at least 1 character"
    );
    assert_eq!(
        check(&list(&["a"; 4]), &rule).unwrap(),
        "`it` must have at most 3 items"
    );
    let unique = Rule::ANY.unique_items();
    assert_eq!(check(&list(&["a", "b"]), &unique), None);
    assert!(
        check(&list(&["a", "b", "a"]), &unique)
            .unwrap()
            .contains("twice")
    );
}

#[test]
fn maps_and_json_are_walked() {
    let value = Rule::ANY.max_length(1);
    let rule = Rule::ANY.min_properties(1).items(&value);
    let map = BTreeMap::from([
        (String::from("a"), Some(String::from("long"))),
        (String::from("b"), None),
    ]);
    assert_eq!(
        check(&map, &rule).unwrap(),
        "`it.a` must have at most 1 character"
    );
    assert_eq!(
        check(&BTreeMap::<String, String>::new(), &rule).unwrap(),
        "`it` must have at least 1 member"
    );
    assert_eq!(check(&json!({"a": "b"}), &rule), None);
    assert_eq!(
        check(&json!({"a": "bc"}), &rule).unwrap(),
        "`it.a` must have at most 1 character"
    );
    assert_eq!(
        check(&json!(["bc"]), &rule).unwrap(),
        "`it[0]` must have at most 1 character"
    );
}

#[test]
fn numbers_are_held_against_bounds() {
    let rule = Rule::ANY
        .minimum(Rule::integer(1))
        .exclusive_maximum(Rule::integer(100));
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
        maximum: Some(Rule::integer(u64::MAX.into())),
        ..Rule::ANY
    };
    assert_eq!(check(&u64::MAX, &wide), None);
    let above = Rule::ANY
        .exclusive_minimum(Rule::float(0.5))
        .maximum(Rule::float(1.0));
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
    let tenth = Rule::ANY.multiple_of(Rule::float(0.1));
    assert_eq!(check(&0.3_f64, &tenth), None);
    assert_eq!(
        check(&0.35_f64, &tenth).unwrap(),
        "`it` must be a multiple of 0.1"
    );
    let three = Rule::ANY.multiple_of(Rule::integer(3));
    assert_eq!(check(&-9_i64, &three), None);
    assert!(check(&10_i64, &three).is_some());
}

#[test]
fn a_boolean_may_have_one_allowed_value() {
    let only = Rule::ANY.only(true);
    assert_eq!(check(&true, &only), None);
    assert_eq!(check(&false, &only).unwrap(), "`it` must be true");
}

#[test]
fn only_the_first_breach_is_kept() {
    let mut checker = Checker::default();
    let rule = Rule::ANY.min_length(1);
    checker.field("one", View::Text(""), &rule);
    checker.field("two", View::Text(""), &rule);
    assert_eq!(checker.into_fault().unwrap().path(), Some("one"));
}
