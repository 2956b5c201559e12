use crate::codegen::document::parse::json::*;
use crate::codegen::document::parse::tests;

fn complaints(text: &str) -> String {
    tests::complaints(Format::Json, text)
}

/// serde_json and we read the same of a text, or both refuse it. Keys that stand twice, and
/// a text without anything, are refused by us alone.
fn agree(text: &str) {
    let expected = serde_json::from_str::<serde_json::Value>(text);
    match (read(text), expected) {
        (Ok(Parsed { value, .. }), Ok(expected)) => {
            let expected = serde_yaml::to_value(expected).unwrap();
            assert_eq!(value, expected, "{text}");
        }
        (Err(complaints), Ok(expected)) => assert!(
            expected.is_null()
                || complaints
                    .iter()
                    .all(|one| one.message.contains("second time")),
            "{text:?}: {complaints:?}"
        ),
        (Err(_), Err(_)) => {}
        (Ok(Parsed { value, .. }), Err(error)) => {
            panic!("{text:?}: {value:?} where serde_json says {error}")
        }
    }
}

#[test]
fn keys_that_stand_twice_are_refused() {
    let text =
        "{\"paths\": {\"/a\": {},\n \"/b\": {},\n  \"/a\": {\"get\": 1,\n \"\\u0067et\": 2}}}";
    assert_eq!(
        complaints(text),
        "error[duplicate-key]: f:3:3: the key `/a` stands here for the second time\n  help: the first one is in line 1\n\
         error[duplicate-key]: f:4:2: the key `get` stands here for the second time\n  help: the first one is in line 3\n"
    );
}

#[test]
fn mistakes_have_a_place() {
    let deep = "[".repeat(100_000);
    let rows = [
        (
            "",
            "error[empty-description]: f:1:1: the description is empty",
        ),
        (
            " \n ",
            "error[empty-description]: f:1:1: the description is empty",
        ),
        (
            "{\"a\": 1",
            "error[syntax-error]: f:1:7: this is not JSON: EOF while parsing an object",
        ),
        (
            "{\n \"é\": x}",
            "error[syntax-error]: f:2:7: this is not JSON: expected value",
        ),
        (
            "{} {}",
            "error[syntax-error]: f:1:4: this is not JSON: trailing characters",
        ),
        (
            "{\"a\": 1e400}",
            "error[syntax-error]: f:1:11: this is not JSON: number out of range",
        ),
        (
            "{\"a\": NaN}",
            "error[syntax-error]: f:1:7: this is not JSON: expected value",
        ),
        (
            "{\"a\": \"\\ud800\"}",
            "error[syntax-error]: f:1:14: this is not JSON: unexpected end of hex escape",
        ),
        (
            &deep,
            "error[syntax-error]: f:1:128: this is not JSON: recursion limit exceeded",
        ),
    ];
    for (text, expected) in rows {
        assert_eq!(
            complaints(text).lines().next(),
            Some(expected),
            "{}",
            &text[..text.len().min(40)]
        );
    }
}

#[test]
fn values_are_those_of_serde_json() {
    #[rustfmt::skip]
    let values = [
        "0", "-0", "00", "01", "-01", "1.", ".1", "1.50", "1e", "1e+", "1E5", "1e-5", "-", "+1", "--1", "1-2", "1_0", "0x1", "1e400",
        "-1e400", "1e-400", "0.1", "1.7976931348623157e308", "18446744073709551615", "18446744073709551616", "-9223372036854775808",
        "-9223372036854775809", "123456789012345678901234567890", "Infinity", "NaN", "true", "tru", "truex", "True", "false", "null",
        "nulll", "n", "''", "\"", "\"\\\"", "\"\\\\\"", r#""\"\\\/\b\f\n\r\t""#, r#""\u0041\u0000\uFFFF""#, r#""\ud83d\ude00""#, r#""\ud83d""#,
        r#""\ude00\ud83d""#, r#""\ud83dx""#, r#""\u12""#, r#""\u12g4""#, r#""\x""#, "\"\\é\"", "\"\\\n\"", "\"\t\"", "\"\n\"", "\"\u{7f}é日😀\"",
        "[]", "[,]", "[1,]", "[1,,2]", "[1 2]", "[1:2]", "[", "]", "[}", "[[]", "[[[]], []]", "{}", "{,}", "{]", "{\"a\"}", "{\"a\":}",
        "{\"a\" 1}", "{\"a\":1,}", "{\"a\":1 \"b\":2}", "{\"a\":1;}", "{a:1}", "{1:2}", "{null:1}", "{\"\":{\"\":[{}]}}", "}", "\u{feff}1", "\u{a0}",
        "\u{c}1", "1\u{b}", "// c\n1", "/* c */ 1", "1 # c", "1 2", "{}{}", "\0",
    ];
    for value in values {
        for text in [
            value.to_owned(),
            format!(" \r\n\t{value}\n "),
            format!("[{value}]"),
            format!("[0, {value} , 0]"),
            format!("{{\"é\": {value}, \"b\": 1}}"),
            format!("{{\"a\": [{value}"),
        ] {
            agree(&text);
        }
    }
    for depth in 125..=130 {
        agree(&("[".repeat(depth) + &"]".repeat(depth)));
        agree(&("{\"a\":".repeat(depth) + "1" + &"}".repeat(depth)));
    }
}

#[test]
fn every_change_of_a_byte_is_read_as_by_serde_json() {
    let text =
        "{\"a\\u00e9\": [1, -0.5e+3, true ,null],\n\"b\": {\"\": \"\\n12345678é\"}, \"c\":false}"
            .as_bytes();
    let check = |bytes: &[u8]| std::str::from_utf8(bytes).map_or((), agree);
    check(text);
    for at in 0..text.len() {
        let (before, behind) = text.split_at(at);
        check(before);
        check(&[before, &behind[1..]].concat());
        for byte in 0..=u8::MAX {
            check(&[before, &[byte], behind].concat());
            check(&[before, &[byte], &behind[1..]].concat());
        }
    }
}
