//! `--only` and `--overlay`, from outside.

// Tests may fail loudly.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::path::Path;

use support::{files_below, fixture, text_of, xtask};

fn codegen(home: &Path, options: &[&str]) -> (String, Option<i32>) {
    let output = xtask()
        .current_dir(home)
        .args(["codegen", "--out", "out", "--crate-name", "x", "--spec"])
        .arg(fixture("harbour.yaml"))
        .args(options)
        .output()
        .unwrap();
    (text_of(&output.stderr), output.status.code())
}

/// All generated text.
fn generated(home: &Path) -> String {
    files_below(&home.join("out"))
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

/// What the whole document asks for is asked for by the operations that are left.
#[test]
fn the_security_of_the_document_is_kept() {
    let home = tempfile::tempdir().unwrap();
    let spec = home.path().join("spec.yaml");
    let text = fs::read_to_string(fixture("harbour.yaml")).unwrap();
    let scheme =
        "components:\n  securitySchemes:\n    stamp: {type: apiKey, in: header, name: x-stamp}\n";
    let text = text.replacen("components:\n", scheme, 1);
    fs::write(&spec, format!("{text}security: [{{stamp: []}}]\n")).unwrap();
    let (complaints, code) = codegen(home.path(), &["--only", "getBerth", "--spec", "spec.yaml"]);
    assert_eq!((complaints.as_str(), code), ("", Some(0)));
    assert!(generated(home.path()).contains("x-stamp"));
}

#[test]
fn some_operations_and_what_they_reach() {
    for (patterns, operations, types, others) in [
        (
            &["getBerth"][..],
            &["GetBerth"][..],
            &["Berth", "Ship", "Kind"][..],
            &["ListShips", "NewShip", "Problem"][..],
        ),
        (&["berths"], &["GetBerth"], &["Berth"], &["ListShips"]),
        (
            &["GET /ships", "delete /ships/*"],
            &["ListShips", "RemoveShip"],
            &["Ship"],
            &["NewShip", "Berth", "GetShip"],
        ),
        (
            &["/ships/**"],
            &["GetShip", "RemoveShip"],
            &["Ship"],
            &["NewShip", "ListShips"],
        ),
        (
            &["register*"],
            &["RegisterShip"],
            &["NewShip", "Problem"],
            &["Berth", "GetShip"],
        ),
    ] {
        let home = tempfile::tempdir().unwrap();
        let options: Vec<&str> = patterns
            .iter()
            .flat_map(|pattern| ["--only", *pattern])
            .collect();
        let (complaints, code) = codegen(home.path(), &options);
        assert_eq!((complaints.as_str(), code), ("", Some(0)));
        let text = generated(home.path());
        let has = |name: &str| {
            text.contains(&format!("pub struct {name} "))
                || text.contains(&format!("pub enum {name} "))
        };
        for name in operations.iter().chain(types) {
            assert!(has(name), "{patterns:?} without {name}");
        }
        for name in others {
            assert!(!has(name), "{patterns:?} with {name}");
        }
    }
}

#[test]
fn a_pattern_that_is_like_nothing_is_an_error() {
    let home = tempfile::tempdir().unwrap();
    let (text, code) = codegen(home.path(), &["--only", "getBerht", "--only", "getShip"]);
    assert_eq!(code, Some(1));
    assert!(
        text.contains("[no-matching-operation]: no operation is like `getBerht`"),
        "{text}"
    );
    assert!(text.contains("did you mean `getBerth`?"), "{text}");
    assert!(!home.path().join("out").exists());
}

#[test]
fn overlays_change_what_is_generated() {
    let home = tempfile::tempdir().unwrap();
    let overlay = |name: &str, actions: &str| {
        let text = format!("overlay: 1.0.0\ninfo: {{title: t, version: '1'}}\nactions:\n{actions}");
        fs::write(home.path().join(name), text).unwrap();
    };
    overlay(
        "one.yaml",
        "- target: $.components.schemas.Kind.enum\n  update: tug\n- target: $.paths['/ships/{id}'].delete\n  remove: true\n",
    );
    overlay(
        "two.yaml",
        "- target: $.components.schemas.Kind.enum[?(@ == 'tug')]\n  remove: true\n- target: $.components.schemas.Kind.enum\n  update: barge\n",
    );
    let (complaints, code) = codegen(
        home.path(),
        &["--overlay", "one.yaml", "--overlay", "two.yaml"],
    );
    assert_eq!((complaints.as_str(), code), ("", Some(0)));
    let text = generated(home.path());
    assert!(text.contains("Barge") && !text.contains("Tug") && !text.contains("RemoveShip"));
}

#[test]
fn complaints_name_the_overlay() {
    let home = tempfile::tempdir().unwrap();
    fs::write(
        home.path().join("o.yaml"),
        "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n- target: $.components.schemas.Ship\n  update:\n    properties:\n      name: {typ: string}\n",
    )
    .unwrap();
    let (text, code) = codegen(home.path(), &["--overlay", "o.yaml"]);
    assert_eq!(code, Some(0));
    assert!(text.contains("--> o.yaml:7:14\n"), "{text}");
    assert!(
        text.contains("7 |       name: {typ: string}\n  |              ^^^\n"),
        "{text}"
    );
    assert!(
        text.contains("= at #/actions/0/update/properties/name/typ\n"),
        "{text}"
    );

    let (text, code) = codegen(home.path(), &["--overlay", "none.yaml"]);
    assert_eq!(code, Some(1));
    assert!(text.contains("--> none.yaml\n"), "{text}");
}

#[test]
fn an_overlay_may_be_for_other_descriptions_too() {
    let home = tempfile::tempdir().unwrap();
    fs::write(
        home.path().join("o.yaml"),
        "overlay: 1.1.0\ninfo: {title: t, version: '1'}\nactions:\n- target: $.paths['/boats']\n  remove: true\n\
         - target: $.paths['/ships/{id}'].delete\n  remove: true\n",
    )
    .unwrap();
    let (text, code) = codegen(home.path(), &["--overlay", "o.yaml"]);
    assert_eq!(code, Some(0), "{text}");
    let warning = "warning[unmatched-overlay-target]: the target of this action matches nothing";
    assert!(
        text.contains(warning) && text.contains("--> o.yaml:4:3\n"),
        "{text}"
    );
    assert!(!generated(home.path()).contains("RemoveShip"));

    let strict = ["--overlay", "o.yaml", "--deny", "unmatched-overlay-target"];
    let (text, code) = codegen(home.path(), &strict);
    assert_eq!(code, Some(1), "{text}");
}
