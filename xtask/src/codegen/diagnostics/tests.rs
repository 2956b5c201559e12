use crate::codegen::diagnostics::*;
use crate::codegen::source::{Format, is_deceptive, quoted};

fn source() -> Source {
    let text = "openapi: 3.1.0\ninfo:\n  title: x\npaths:\n  /a:\n    gett: {}\n";
    Source {
        name: "spec.yaml".to_owned(),
        text: text.to_owned(),
        format: Format::Yaml,
    }
}

/// Keys with their lines, columns and keys inside.
struct Key(&'static str, usize, usize, &'static [Key]);

/// The places of a text that begins with a key.
fn spans(keys: &[Key]) -> Spans {
    fn add(keys: &[Key], to: &mut Spans) {
        for &Key(key, line, column, inside) in keys {
            let member = to.member(key, Position { line, column });
            add(inside, to);
            to.end(member);
        }
    }
    let mut spans = Spans::default();
    let root = spans.item(Position::START);
    add(keys, &mut spans);
    spans.end(root);
    spans
}

fn of_the_description() -> Diagnostics {
    let mut all = Diagnostics::new();
    let keys = [
        Key("openapi", 1, 1, &[]),
        Key("info", 2, 1, &[Key("title", 3, 3, &[])]),
        Key("paths", 4, 1, &[Key("/a", 5, 3, &[Key("gett", 6, 5, &[])])]),
    ];
    all.set_text(source(), spans(&keys));
    all
}

fn complaints() -> Diagnostics {
    let mut all = of_the_description();
    let paths = Pointer::root().child("paths").child("/a");
    let code = Code::INVALID_VALUE;
    all.report(code, &paths.child("gett"), "unknown keyword `gett`")
        .help("did you mean `get`?");
    all.report(code, &paths.child("gett"), "unknown keyword `gett`");
    all.report(
        Code::EMPTY_ENUM,
        &Pointer::root()
            .child("info")
            .child("title")
            .child("invented"),
        "odd",
    );
    let position = Position {
        line: 1,
        column: 10,
    };
    all.report_at(Code::SYNTAX_ERROR, position, "first");
    all.report_file(Code::UNREADABLE_FILE, "no place");
    all
}

#[test]
fn complaints_are_sorted_located_and_said_once() {
    let all = complaints();
    let expected = "\
error[unreadable-file]: no place
 --> spec.yaml

error[syntax-error]: first
 --> spec.yaml:1:10
  |
1 | openapi: 3.1.0
  |          ^^^^^

warning[empty-enum]: odd
 --> spec.yaml:3:3
  |
3 |   title: x
  |   ^^^^^
  = at #/info/title

error[invalid-value]: unknown keyword `gett`
 --> spec.yaml:6:5
  |
6 |     gett: {}
  |     ^^^^
  = at #/paths/~1a/gett
  = help: did you mean `get`?

error: 3 errors, 1 warning
`cargo xtask explain CODE` says more
";
    assert_eq!(all.render(), expected);
    assert!(all.has_errors() && !all.is_empty());
    assert_eq!(all.len(), 5);
}

#[test]
fn machines_get_one_object_on_each_line() {
    let mut all = complaints();
    all.report_file(Code::UNREADABLE_FILE, "\u{1b}[31m\u{202e}\u{e0041}");
    let text = all.print(Form::Json);
    let lines: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 5);
    assert_eq!(
        lines[4],
        serde_json::json!({
            "severity": "error", "code": "invalid-value", "file": "spec.yaml", "line": 6, "column": 5,
            "pointer": "#/paths/~1a/gett", "message": "unknown keyword `gett`", "help": "did you mean `get`?",
            "left_out": [],
        })
    );
    assert_eq!(lines[1]["message"], "\u{1b}[31m\u{202e}\u{e0041}");
    assert_eq!(lines[1]["line"], serde_json::Value::Null);
    assert!(!text.chars().any(|c| is_deceptive(c) && c != '\n'));
}

#[test]
fn colours_are_the_only_difference() {
    let all = complaints();
    let coloured = all.print(Form::Text { colour: true });
    assert!(coloured.contains("\u{1b}[1;31merror[unreadable-file]\u{1b}[0m"));
    let mut plain = String::new();
    for (index, part) in coloured.split("\u{1b}[").enumerate() {
        plain.push_str(if index == 0 {
            part
        } else {
            part.split_once('m').unwrap().1
        });
    }
    assert_eq!(plain, all.render());
}

#[test]
fn a_part_from_another_file_is_shown_there() {
    let mut all = of_the_description();
    let other = all.files.add("other.yaml");
    let read = Source {
        text: "a:\n  b: 1\n".to_owned(),
        ..Source::unread("other.yaml")
    };
    let keys = [Key("a", 1, 1, &[Key("b", 2, 3, &[])])];
    all.files.set(other, read, spans(&keys));
    let whole = Pointer::root().child("info").child("x");
    let origins = &mut all.files.origins;
    origins.set(&whole, other, Pointer::root().child("a"));
    all.report(Code::INVALID_VALUE, &whole.child("b"), "wrong");
    all.now_in(other);
    all.report_at(Code::SYNTAX_ERROR, Position::START, "also");
    all.now_in(FileId::MAIN);
    all.report(Code::INVALID_VALUE, &Pointer::root().child("info"), "last");
    // Moved into another collection, files keep their complaints.
    let mut outer = Diagnostics::new();
    outer.files.add("none.yaml");
    outer.append(all);
    let text = outer.render();
    let places: Vec<&str> = text
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("--> "))
        .collect();
    assert_eq!(
        places,
        ["spec.yaml:2:1", "other.yaml:1:1", "other.yaml:2:3"]
    );
    assert!(text.contains("= at #/a/b\n"), "{text}");
}

#[test]
fn what_is_left_out_is_a_warning_until_nothing_is_left() {
    let mut all = of_the_description();
    let place = Pointer::root().child("paths").child("/a").child("gett");
    all.report(Code::INVALID_VALUE, &place, "wrong");
    assert_eq!((all.errors(), all.fatal()), (1, 1));
    let mut denied = all.take_since(0);
    assert!(all.is_empty() && all.fatal() == 0);
    for one in &mut denied {
        all.settle(one);
        (1..=7).for_each(|number| one.leaves_out(format!("`GET /{number}`")));
    }
    // Whatever the description has in this place by now, the text has it where it was.
    let elsewhere = all.files.add("other.yaml");
    all.files.origins.set(&place, elsewhere, Pointer::root());
    all.allow_left_out(denied);
    assert_eq!((all.errors(), all.fatal()), (0, 0));
    let text = all.render();
    assert!(
        text.starts_with("warning[invalid-value]: wrong\n --> spec.yaml:6:5\n"),
        "{text}"
    );
    let named = "= left out: `GET /1`, `GET /2`, `GET /3`, `GET /4`, `GET /5` and 2 more\n";
    assert!(text.contains(named), "{text}");
    assert!(all.print(Form::Json).contains("`GET /7`"));
    let mut strict = all.clone();
    strict.deny_warnings();
    assert!(strict.has_errors() && strict.render().contains("left out"));
    all.deny_left_out();
    assert_eq!((all.errors(), all.fatal()), (1, 1));
    assert!(!all.render().contains("left out"));
}

#[test]
fn deceptive_characters_are_spelled_out() {
    let rows = [
        ("a\u{1b}[31mb", "a\\u{1b}[31mb"),
        ("a\nb\rc\0", "a\\u{a}b\\u{d}c\\u{0}"),
        ("\u{202e}x\u{2066}", "\\u{202e}x\\u{2066}"),
        ("\u{200b}\u{feff}\u{e0041}", "\\u{200b}\\u{feff}\\u{e0041}"),
        ("日本語 é", "日本語 é"),
    ];
    for (from, expected) in rows {
        let mut text = String::new();
        crate::codegen::source::escape(from, 100, &mut text);
        assert_eq!(text, expected);
    }
}

#[test]
fn long_texts_are_shortened() {
    let mut all = Diagnostics::new();
    all.report_file(Code::UNREADABLE_FILE, "x".repeat(10_000));
    assert!(all.render().len() < 700);
    assert_eq!(quoted(&"é".repeat(200)).chars().count(), 85);
    for _ in 0..2_000 {
        let count = all.len();
        all.report_file(Code::UNREADABLE_FILE, count.to_string());
    }
    assert!(
        all.render()
            .contains("... and 1001 more\n\nerror: 2001 errors\n")
    );
}
