//! The table of codes, held against what the generator does: each example brings its code,
//! and each code is in the expected complaints of a fixture, or is tested where this says.
#![cfg(test)]

use std::collections::BTreeSet;
use std::fs;

use tests::fixtures::{Case, Group};
use tests::options;
use xtask::codegen::diagnostics::{Code, Diagnostics, Example, Policy};
use xtask::codegen::source::{Format, Source};

/// Codes that no single text of a fixture brings, and where they are tested.
const ELSEWHERE: &[(Code, &str)] = &[
    // No description is known to bring it.
    (
        Code::INTERNAL_ERROR,
        "xtask/src/codegen/document/tests.rs openapiv3_has_nothing_to_say",
    ),
    // Not a text.
    (
        Code::INVALID_ENCODING,
        "xtask/src/codegen/document/text.rs encodings",
    ),
    // Files beside the description, and options.
    (
        Code::INVALID_OVERLAY,
        "xtask/src/codegen/document/overlay/tests.rs mistakes_have_a_place",
    ),
    (
        Code::NO_MATCHING_OPERATION,
        "xtask/tests/selection.rs a_pattern_that_is_like_nothing_is_an_error",
    ),
    (
        Code::UNMATCHED_OVERLAY_TARGET,
        "xtask/tests/selection.rs an_overlay_may_be_for_other_descriptions_too",
    ),
    (
        Code::UNREADABLE_FILE,
        "xtask/tests/cli.rs a_description_that_cannot_be_read_is_named",
    ),
];

/// The codes that a text brings.
fn codes(text: String) -> Vec<Code> {
    let mut diagnostics = Diagnostics::new();
    let source = Source {
        name: "example.yaml".to_owned(),
        text,
        format: Format::Yaml,
    };
    xtask::codegen::generate(source, &options(), &mut diagnostics);
    diagnostics.iter().map(|one| one.code()).collect()
}

/// A minimal description with the members of an example.
fn whole(part: &str) -> String {
    let members = [
        ("openapi", "3.1.0"),
        ("info", "{title: T, version: '1'}"),
        ("paths", "{}"),
    ];
    let has = |name: &str| {
        part.lines()
            .any(|line| line.starts_with(&format!("{name}:")))
    };
    let missing = members.iter().filter(|(name, _)| !has(name));
    let head: String = missing
        .map(|(name, value)| format!("{name}: {value}\n"))
        .collect();
    format!("{head}{part}\n")
}

#[test]
fn every_example_brings_its_code_and_no_other() {
    for code in Code::all() {
        let text = match code.example() {
            Example::Part(part) => whole(part),
            Example::Whole(text) => text.to_owned(),
            Example::Words(_) => continue,
        };
        let mut found = codes(text.clone());
        found.dedup();
        assert_eq!(found, [code], "{text}");
    }
}

#[test]
fn every_code_is_in_a_fixture_or_tested_elsewhere() {
    let mut shown = BTreeSet::new();
    let groups = [Group::Schema, Group::Operation, Group::Diagnostic];
    for case in groups.into_iter().flat_map(Case::all) {
        let text = fs::read_to_string(case.warnings()).unwrap_or_default();
        let heads = text.lines().filter(|line| line.contains("]: "));
        let names = heads.filter_map(|line| line.split_once("]: ")?.0.split_once('['));
        shown.extend(names.map(|(_, name)| name.to_owned()));
    }
    let missing: Vec<Code> = Code::all()
        .into_iter()
        .filter(|code| !shown.contains(code.name()))
        .collect();
    let elsewhere: Vec<Code> = ELSEWHERE.iter().map(|(code, _)| *code).collect();
    assert_eq!(missing, elsewhere);
    for (code, place) in ELSEWHERE {
        let (path, test) = place.split_once(' ').unwrap();
        let text = fs::read_to_string(tests::root().join(path)).unwrap();
        assert!(text.contains(&format!("fn {test}(")), "{code:?}: {place}");
    }
}

#[test]
fn the_table_is_readable() {
    let all = Code::all();
    let names: BTreeSet<&str> = all.iter().map(|code| code.name()).collect();
    assert_eq!(names.len(), all.len(), "a name stands twice");
    for code in all {
        let legal = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(code.name().chars().all(legal), "{code:?}");
        let reason = code.reason();
        let sentences = reason.matches(". ").count() + 1;
        assert!(
            reason.ends_with('.') && sentences <= 3,
            "{code:?}: {reason}"
        );
        let kept = code.policy().obstacle().is_some();
        assert_eq!(
            kept,
            matches!(code.policy(), Policy::Fixed | Policy::Strict)
        );
    }
}
