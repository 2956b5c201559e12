//! `cargo xtask corpus`: a folder of descriptions, tried.

// Tests may fail loudly.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::path::Path;

use support::{fixture, scratch, text_of, xtask};

fn corpus(folder: &Path, options: &[&str]) -> (String, Option<i32>) {
    let output = xtask()
        .arg("corpus")
        .arg(folder)
        .arg("--work")
        .arg(scratch())
        .args(options)
        .output()
        .unwrap();
    (text_of(&output.stdout), output.status.code())
}

/// A folder with a sound description and a wrong one.
fn folder(index: Option<&str>) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(fixture("harbour.yaml")).unwrap();
    fs::create_dir(home.path().join("deep")).unwrap();
    fs::write(home.path().join("deep/harbour.yaml"), &text).unwrap();
    fs::write(
        home.path().join("wrong.yaml"),
        text.replace("type: object", "allOf: thing"),
    )
    .unwrap();
    fs::write(home.path().join("notes.yaml"), "a: 1\n").unwrap();
    if let Some(index) = index {
        fs::write(home.path().join("INDEX.tsv"), index).unwrap();
    }
    home
}

#[test]
fn what_is_expected_decides() {
    for (index, options, code, counts) in [
        (
            None,
            &["--no-check"][..],
            1,
            "2 descriptions: 1 accepted, 1 refused; 1 not as expected",
        ),
        (
            None,
            &["--no-check", "--filter", "deep/*"],
            0,
            "1 descriptions: 1 accepted, 0 refused; 0 not as expected",
        ),
        (
            Some("file\texpect\ndeep/harbour.yaml\taccept\nwrong.yaml\trefuse\n"),
            &["--no-check"],
            0,
            "; 0 not as expected",
        ),
        (
            Some("file\texpect\ndeep/harbour.yaml\trefuse\nwrong.yaml\teither\n"),
            &["--no-check"],
            1,
            "; 1 not as expected",
        ),
        (
            Some("file\texpect\nnone.yaml\taccept\n"),
            &["--no-check"],
            1,
            "; 1 not as expected",
        ),
    ] {
        let home = folder(index);
        let (table, found) = corpus(home.path(), options);
        assert_eq!(found, Some(code), "{table}");
        assert!(table.contains(counts), "{table}");
        assert!(!table.contains("notes.yaml"), "{table}");
    }
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(corpus(empty.path(), &[]).1, Some(1));
    assert_eq!(corpus(empty.path(), &["--jobs", "0"]).1, Some(2));
}

#[test]
fn crates_are_built_and_values_survive_them() {
    let home = folder(None);
    let (table, code) = corpus(home.path(), &["--filter", "**/harbour.yaml"]);
    assert_eq!(code, Some(0), "{table}");
    let row = table.lines().nth(1).unwrap();
    let values = row.split_whitespace().rev().nth(1).unwrap();
    assert!(values.parse::<usize>().unwrap() > 50, "{table}");
    assert!(
        table.contains("built: 1 of 1 without errors and warnings"),
        "{table}"
    );
    // What came of it is kept, and not looked for again.
    let results = scratch().join("results");
    let is_own = |path: &std::path::PathBuf| path.to_string_lossy().contains("deep-harbour");
    let own = support::files_below(&results)
        .into_iter()
        .find(is_own)
        .unwrap();
    let kept = fs::read_to_string(&own).unwrap();
    let marked = kept.replace(&format!("\"survived\":{values}"), "\"survived\":77777");
    assert_ne!(kept, marked);
    fs::write(&own, marked).unwrap();
    let (table, code) = corpus(home.path(), &["--filter", "**/harbour.yaml"]);
    assert_eq!(code, Some(0), "{table}");
    assert!(table.contains("77777 values survived"), "{table}");
    // Another crate is built.
    let path = home.path().join("deep/harbour.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("title: ", "title: The ", 1)).unwrap();
    let (table, _) = corpus(home.path(), &["--filter", "**/harbour.yaml"]);
    assert!(
        table.contains(&format!("{values} values survived")),
        "{table}"
    );
}

#[test]
fn a_sample_is_drawn_and_everything_is_counted() {
    let home = folder(None);
    let sound = fs::read_to_string(fixture("harbour.yaml")).unwrap();
    for number in 0..6 {
        let title = format!("title: Number {number}, ");
        let text = sound.replacen("title: ", &title, 1);
        fs::write(home.path().join(format!("{number}.yaml")), text).unwrap();
    }
    let drawn = |options: &[&str]| {
        let (table, _) = corpus(home.path(), &[&["--no-check"][..], options].concat());
        let rows = table
            .lines()
            .skip(1)
            .map_while(|row| row.split_once(".yaml "));
        rows.map(|(name, _)| name.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(drawn(&[]).len(), 8);
    let some = drawn(&["--sample", "3"]);
    assert_eq!(some.len(), 3);
    assert_eq!(some, drawn(&["--sample", "3", "--seed", "1"]));
    assert!((2..9).any(|seed| drawn(&["--sample", "3", "--seed", &seed.to_string()]) != some));
    for wrong in [["--sample", "0"], ["--seed", "x"]] {
        assert_eq!(corpus(home.path(), &wrong).1, Some(2));
    }
    let (list, code) = corpus(home.path(), &["--list", "--sample", "3"]);
    assert_eq!(code, Some(0));
    let names = list.lines().map(|path| path.strip_suffix(".yaml").unwrap());
    assert_eq!(names.collect::<Vec<_>>(), some);
    let (table, code) = corpus(home.path(), &["--no-check"]);
    assert_eq!(code, Some(1));
    for line in [
        "accepted: 7, of these 0 with warnings\n",
        "panicked: 0\n",
        "refused for (descriptions, for it alone):\n       1       1  invalid-value\n",
        "slowest to generate:\n",
    ] {
        assert!(table.contains(line), "{line}{table}");
    }
}

/// One that is wrong is accepted without what is wrong, as far as something is left.
#[test]
fn descriptions_without_what_is_wrong() {
    let home = folder(None);
    let text = fs::read_to_string(fixture("harbour.yaml")).unwrap();
    let text = text.replacen(
        "#/components/schemas/NewShip",
        "#/components/schemas/NewShop",
        1,
    );
    fs::write(home.path().join("wrong.yaml"), text).unwrap();
    let (table, code) = corpus(home.path(), &["--no-check", "--keep-going"]);
    assert_eq!(code, Some(0), "{table}");
    assert!(
        table.contains("accepted: 2, of these 1 with warnings\nleft out: 1 things in 1 of them\n"),
        "{table}"
    );
}
