//! Constructs and mistakes as directories: see `tests::fixtures`.
//!
//! A new directory is picked up without a line here. What is expected of
//! constructs is compiled and called too, by the package in `fixtures`.

use tests::fixtures::{Case, Group, directory, expect, list};

/// Compares each case of a group, and reports all that differ.
fn compare(group: Group) {
    let cases = Case::all(group);
    assert!(
        !cases.is_empty(),
        "there are no fixtures in {}",
        group.folder()
    );
    let mut failures = Vec::new();
    for case in &cases {
        let specs = case.specs();
        if specs.is_empty() {
            failures.push(format!(
                "{} holds no spec.yaml or spec.json\n",
                case.label()
            ));
        }
        for spec in &specs {
            failures.extend(case.compare(spec).err());
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn schemas_become_the_expected_types() {
    compare(Group::Schema);
}

#[test]
fn operations_become_the_expected_calls() {
    compare(Group::Operation);
}

#[test]
fn mistakes_get_the_expected_complaints() {
    compare(Group::Diagnostic);
}

#[test]
fn every_expected_file_is_compiled() {
    let cases: Vec<Case> = Group::CODE.into_iter().flat_map(Case::all).collect();
    let result = expect(&directory().join("compiled.rs"), &list(&cases));
    assert!(result.is_ok(), "\n{}", result.unwrap_err());
}

#[test]
fn every_fixture_says_what_it_shows() {
    for group in [Group::Schema, Group::Operation, Group::Diagnostic] {
        for case in Case::all(group) {
            let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            assert!(
                case.name.chars().all(legal),
                "{}: a case is named like a module",
                case.label()
            );
            for spec in case.specs() {
                let place = format!("{}/{}", case.label(), spec.name);
                let first = spec.text.lines().next().unwrap_or_default();
                let says = first
                    .strip_prefix("# ")
                    .is_some_and(|rest| rest.ends_with(['.', ':']));
                let json = spec.name.ends_with(".json");
                assert!(
                    json || says,
                    "{place}: the first line is a comment that says what it shows"
                );
            }
        }
    }
}
