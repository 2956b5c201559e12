//! Where parts stand, and what both formats refuse.

use crate::codegen::diagnostics::Form;
use crate::codegen::document::parse::*;
use crate::codegen::source::{Pointer, Position};

/// What is said of a text that is refused.
pub(super) fn complaints(format: Format, text: &str) -> String {
    let source = Source {
        name: "f".to_owned(),
        text: text.to_owned(),
        format,
    };
    let mut diagnostics = Diagnostics::new();
    assert_eq!(parse(source, &mut diagnostics), None, "{text}");
    diagnostics.print(Form::Short)
}

fn check(spans: &Spans, rows: &[(&str, usize, usize, usize)]) {
    let mut locator = spans.locator();
    for &(pointer, depth, line, column) in rows {
        let found = locator.locate(&Pointer::parse(pointer).unwrap());
        assert_eq!(found, (depth, Position { line, column }), "{pointer}");
    }
}

#[test]
fn yaml_places() {
    let text = "# c\na:\n  'b/c':\n    - x\n    - {d: 1, \"e\": [1, 2]}\n    -\n      f: g\né: &k {l: 1}\nm: *k\n2: 3\n";
    let spans = yaml::read(text).unwrap().spans;
    check(
        &spans,
        &[
            ("#", 0, 2, 1),
            ("#/a", 1, 2, 1),
            ("#/a/b~1c", 2, 3, 3),
            ("#/a/b~1c/0", 3, 4, 7),
            ("#/a/b~1c/1", 3, 5, 7),
            ("#/a/b~1c/1/d", 4, 5, 8),
            ("#/a/b~1c/1/e/1", 5, 5, 23),
            ("#/a/b~1c/2/f/nothing/else", 4, 7, 7),
            ("#/a/b~1c/3", 2, 3, 3),
            ("#/a/b~1c/01", 2, 3, 3),
            ("#/é/l", 2, 8, 8),
            ("#/m/l", 1, 9, 1),
            ("#/2", 1, 10, 1),
            ("#/none", 0, 2, 1),
            ("#/d", 0, 2, 1),
        ],
    );
}

#[test]
fn json_places() {
    let text = "\n{\"a\\u002fb\": [1, {\"\\ud83d\\ude00é\": \"\\\"}\",\r\n  \"z\" : {}}, [[]]],\n\t\"é\": null, \"y\": -1.5e3}\n";
    let spans = json::read(text).unwrap().spans;
    check(
        &spans,
        &[
            ("#", 0, 2, 1),
            ("#/a~1b", 1, 2, 2),
            ("#/a~1b/0", 2, 2, 15),
            ("#/a~1b/1", 2, 2, 18),
            ("#/a~1b/1/😀é", 3, 2, 19),
            ("#/a~1b/1/z/none", 3, 3, 3),
            ("#/a~1b/2/0", 3, 3, 15),
            ("#/é", 1, 4, 2),
            ("#/y", 1, 4, 13),
        ],
    );
}

#[test]
fn keys_twice_and_a_mistake_are_said_at_once() {
    for (format, text) in [
        (Format::Json, "{\"a\": 1,\n\"a\": 2,\n\"b\": x}"),
        (Format::Yaml, "{\"a\": 1,\n\"a\": 2,\n\"b\": [}"),
    ] {
        let said = complaints(format, text);
        assert!(
            said.contains("f:2:1: the key `a` stands here for the second time\n  help: the first one is in line 1\n")
                && said.contains("f:3:"),
            "{said}"
        );
    }
}

#[test]
fn complaints_about_a_text_are_bounded() {
    let twice = "\"a\": 1, ".repeat(5_000);
    for format in [Format::Json, Format::Yaml] {
        let said = complaints(format, &format!("{{{twice}\"b\": 1}}"));
        assert_eq!(said.matches("second time").count(), 100);
    }
}

#[test]
fn too_many_values_are_refused() {
    let many = format!("[{}1]", "1,".repeat(text::max_nodes(0)));
    for format in [Format::Json, Format::Yaml] {
        assert_eq!(
            complaints(format, &many).lines().next(),
            Some("error[too-large]: f:1:3000000: the description has more than 1500000 values")
        );
    }
}

/// A large text may have more, but not as many as it could hold.
#[test]
fn how_many_values_there_may_be_follows_the_text() {
    assert_eq!(text::max_nodes(0), 1_500_000);
    assert_eq!(text::max_nodes(8 << 20), 1_500_000);
    assert_eq!(text::max_nodes(60 << 20), 10 << 20);
    let space = " ".repeat(8 << 20);
    let sparse = format!("[{}{space}1]", "1,".repeat(1_600_000));
    let source = Source {
        name: "f".to_owned(),
        text: sparse,
        format: Format::Json,
    };
    assert!(parse(source, &mut Diagnostics::new()).is_some());
}
