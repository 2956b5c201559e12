use std::time::{Duration, Instant};

use crate::codegen::diagnostics::{Diagnostics, Form};
use crate::codegen::document::parse::yaml::*;
use crate::codegen::document::parse::{parse, tests};
use crate::codegen::source::Source;

fn complaints(text: &str) -> String {
    tests::complaints(Format::Yaml, text)
}

fn value(text: &str) -> Option<Value> {
    read(text).ok().map(|parsed| parsed.value)
}

#[track_caller]
fn refused(text: &str, expected: &str) {
    let complaints = complaints(text);
    assert!(
        complaints.starts_with(expected),
        "{}\n{complaints}",
        &text[..text.len().min(100)]
    );
}

#[test]
fn values_are_those_of_serde_yaml() {
    let texts = [
        "a: 1\nb: [x, 'y', \"z\\n\", ~, true, 1.5]\nc: {d: {}, e: []}\n",
        "---\na: |\n  literal\n   text\n\n  more\nb: >-\n  folded\n  text\n\n  more\nc: 'it''s'\nd: plain text # comment\n...\n",
        "a: &x {b: [1, 2]}\nc: *x\nd: [*x, &y z, *y]\n",
        "- yes\n- no\n- on\n- off\n- y\n- n\n- 1_000\n- 0o17\n- 1e3\n- 2001-01-01\n- 0x10\n",
        "? a\n: b\n? c\n",
        "{\"a\": 1, \"b\\u00e9\\t\": \"\\x41\\\\\"}",
        "a:\r\n  b: 1\r\n  c: |\r\n    x\r\n    y\r\n",
        "a:\n- b: 1\n  c: 2\n-\n  - 3\n",
        "'a b': \"c\n  d\n\n  e\"\nf: g\n  h\n",
        "\"quoted\": 'null'\nempty:\ntilde: ~\n",
    ];
    for text in texts {
        let expected: Value = serde_yaml::from_str(text).unwrap();
        assert_eq!(value(text), Some(expected), "{text}");
    }
}

#[test]
fn whole_numbers_are_keys_as_they_are_written() {
    assert_eq!(
        value("200: a\n'404': b\n0x1F4: c\n"),
        Some(serde_yaml::from_str("{'200': a, '404': b, '0x1F4': c}").unwrap())
    );
}

/// HS46, HS47.
#[test]
fn keys_that_stand_twice_are_refused() {
    let text = "paths:\n  /a: 1\n  /b: 2\n  '/a': 3\nx:\n  200: 1\n  '200': 2\n  200: 3\n";
    assert_eq!(
        complaints(text),
        "error[duplicate-key]: f:4:3: the key `/a` stands here for the second time\n  help: the first one is in line 2\n\
         error[duplicate-key]: f:7:3: the key `200` stands here for the second time\n  help: the first one is in line 6\n\
         error[duplicate-key]: f:8:3: the key `200` stands here for the second time\n  help: the first one is in line 6\n"
    );
}

/// HS31, HS52 to HS55, HS58.
#[test]
fn what_json_does_not_have_is_refused() {
    #[rustfmt::skip]
    let rows = [
        ("a: &x [*x]", "error[yaml-alias]: f:1:8: the alias stands within its own anchor\n"),
        ("a: *nope", "error[syntax-error]: f:1:4: this is not YAML: "),
        ("? *x\n: 1", "error[syntax-error]: f:1:3: this is not YAML: "),
        ("a: &x b\n*x : 1", "error[yaml-complex-key]: f:2:1: an alias cannot be a key\n"),
        ("a:\n  <<: 1\n", "warning[yaml-merge-key]: f:2:3: the merge key `<<` is YAML 1.1; its members are put in its place\n  help: write the members out, or use `allOf` in a schema\nerror[yaml-wrong-merge]: f:3:1: the merge key `<<` takes an object or a list of objects\n"),
        ("a: !!python/object/apply:os.system [x]", "error[yaml-tag]: f:1:4: the tag `!!python/object/apply:os.system` is not allowed\n"),
        ("a: !Foo b", "error[yaml-tag]: f:1:4: the tag `!Foo` is not allowed\n"),
        ("a: !!binary aGk=", "error[yaml-tag]: f:1:4: the tag `!!binary` is not allowed\n"),
        ("a: !!int b", "error[yaml-tag]: f:1:4: the tag `!!int` is not allowed\n"),
        ("!!seq {a: 1}", "error[yaml-tag]: f:1:1: the tag `!!seq` is not allowed\n"),
        ("a: 1\n---\nb: 2\n", "error[yaml-several-documents]: f:2:1: a second document begins here\n"),
        ("", "error[empty-description]: f:1:1: the description is empty\n"),
        ("# only\n# comments\n", "error[empty-description]: f:1:1: the description is empty\n"),
        ("---\n...\n", "error[empty-description]: f:1:1: the description is empty\n"),
        ("a:\n\t- b\n", "error[syntax-error]: f:2:"),
        ("a: \"unfinished", "error[syntax-error]: f:1:"),
        ("a: [1, 2", "error[syntax-error]: f:2:1: this is not YAML"),
        ("[1]: 1", "error[yaml-complex-key]: f:1:1: a list or an object cannot be a key\n"),
        ("{a: 1}: 1", "error[yaml-complex-key]: f:1:1: a list or an object cannot be a key\n"),
    ];
    for (text, expected) in rows {
        refused(text, expected);
    }
}

/// HS30: what has one plain reading in JSON is read, and said.
#[test]
fn what_is_not_json_and_plain_is_read() {
    #[rustfmt::skip]
    let rows = [
        ("a:\n  minimum: .nan\n", "{a: {minimum: '.nan'}}", "warning[number-not-in-json]: f:2:12: `.nan` is not a number that JSON can hold, and is read as text\n"),
        ("a: -.inf", "{a: '-.inf'}", "warning[number-not-in-json]: f:1:4: "),
        ("a: 1e400", "{a: '1e400'}", "warning[number-not-in-json]: f:1:4: `1e400` is a number too large for JSON, and is read as text\n"),
        ("a: &x {b: 1, d: 2}\nc:\n  <<: *x\n  b: 3\n", "{a: {b: 1, d: 2}, c: {b: 3, d: 2}}", "warning[yaml-merge-key]: f:3:3: "),
        ("a: {<<: [{b: 1}, {b: 2, c: 3}]}", "{a: {b: 1, c: 3}}", "warning[yaml-merge-key]: f:1:5: "),
        ("null: 1", "{'null': 1}", "warning[yaml-key-not-text]: f:1:1: the key `null` is null, read as the text that is written\n  help: put it in quotes\n"),
        ("~: 1", "{'~': 1}", "warning[yaml-key-not-text]: f:1:1: "),
        ("a:\n  true: 1", "{a: {'true': 1}}", "warning[yaml-key-not-text]: f:2:3: the key `true` is a boolean"),
        ("1.50: 1", "{'1.50': 1}", "warning[yaml-key-not-text]: f:1:1: the key `1.50` is a number"),
        ("a: {'<<': 1}", "{a: {'<<': 1}}", ""),
        ("a: [!!str 12, !!int 12, !!float 1.5, !!bool true, !!null ~, ! 12]", "{a: ['12', 12, 1.5, true, null, '12']}", ""),
        ("!!map {a: !!seq [1]}", "{a: [1]}", ""),
        ("a:\tb\nc:\t\td\nf: {g:\th}\n'i:\tj':\t-1\nk: \"l:\tm\"\n", "{a: b, c: d, f: {g: h}, \"i:\\tj\": -1, k: \"l:\\tm\"}", ""),
    ];
    for (text, expected, said) in rows {
        let source = Source {
            name: "f".to_owned(),
            text: text.to_owned(),
            format: Format::Yaml,
        };
        let mut diagnostics = Diagnostics::new();
        let value = parse(source, &mut diagnostics);
        let printed = diagnostics.print(Form::Short);
        let expected: Value = serde_yaml::from_str(expected).unwrap();
        assert_eq!(value, Some(expected), "{text}\n{printed}");
        assert!(
            printed.starts_with(said) && printed.is_empty() == said.is_empty(),
            "{text}\n{printed}"
        );
    }
}

#[test]
fn reading_again_has_an_end() {
    let text = "a: {b:\tc}\n".repeat(20_000);
    let start = Instant::now();
    assert!(read(&text).is_err());
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn all_complaints_come_at_once() {
    let text = "a: !x 1\nb: !y 2\n[c]: 2\n";
    assert_eq!(complaints(text).matches("error[").count(), 3);
}

/// HS57.
#[test]
fn deep_texts_are_refused() {
    let block: String = (0..2_000)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    for text in [
        "[".repeat(200),
        "[".repeat(100_000),
        "{a: ".repeat(100_000),
        "- ".repeat(100_000),
        block,
        "? ".repeat(100_000),
    ] {
        let start = Instant::now();
        assert!(complaints(&text).starts_with("error["), "{}", &text[..20]);
        assert!(
            start.elapsed() < Duration::from_secs(2),
            "{} took {:?}",
            &text[..20],
            start.elapsed()
        );
    }
    let fits = format!("{}1{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH));
    assert!(value(&fits).is_some());
}

/// HS49.
#[test]
fn alias_bombs_are_refused_before_they_grow() {
    let levels = |width: usize| {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..8 {
            let aliases = vec![format!("*a{}", level - 1); width].join(", ");
            text.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
        }
        text
    };
    let filler = "filler: [1]\n".replace("1", &vec!["1"; 20_000].join(", "));
    let long = format!(
        "a: &a {}\nb: [{}]\n",
        "x".repeat(100_000),
        vec!["*a"; 2_000].join(", ")
    );
    let nested = format!(
        "{}x{}",
        (0..90)
            .map(|level| format!("&a{level} ["))
            .collect::<String>(),
        "]".repeat(90)
    );
    for text in [levels(9), filler + &levels(9), long] {
        let start = Instant::now();
        assert!(
            complaints(&text).contains("copy too much"),
            "{}",
            &text[..40]
        );
        assert!(start.elapsed() < Duration::from_secs(1));
    }
    assert!(value(&nested).is_some());
    assert!(value(&levels(1)).is_some());
}

#[test]
fn an_anchor_may_be_defined_twice() {
    assert_eq!(
        value("a: &x 1\nb: &x 2\nc: &y 3\nd: [*x, *y]\n"),
        Some(serde_yaml::from_str("{a: 1, b: 2, c: 3, d: [2, 3]}").unwrap())
    );
}
