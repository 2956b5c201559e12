//! A way out of mistakes of syntax, whose messages are those of the parsers.
//!
//! In: what a parser says. Out: what to do. Deliberately absent: the place, which the
//! readers have, and messages of our own. A message that is not known gets the hint that
//! helps most often.

use crate::codegen::source::Format;

/// Returns what to do when a parser of a format says something.
pub(super) fn way_out(format: Format, said: &str) -> &'static str {
    let (known, otherwise) = match format {
        Format::Yaml => (
            YAML,
            "look at the indentation, the quotation marks and the brackets of this line and the one before",
        ),
        Format::Json => (
            JSON,
            "look at the commas, quotation marks and brackets of this line and the one before; JSON has no comments",
        ),
    };
    known
        .iter()
        .find(|(words, _)| said.contains(words))
        .map_or(otherwise, |(_, help)| help)
}

const YAML: &[(&str, &str)] = &[
    ("tabs disallowed", "indent with spaces"),
    (
        "mapping values are not allowed",
        "a text with `: ` in it needs quotation marks; a key needs a line of its own",
    ),
    (
        "in quoted scalar",
        "close the quotation mark, or indent the lines on which the text goes on",
    ),
    (
        "while parsing a flow",
        "close the bracket or the brace of a line above, or put the comma that is missing",
    ),
    (
        "did not find expected key",
        "indent the line like the other keys of its map",
    ),
    (
        "flow construct",
        "close the bracket or the brace of a line above",
    ),
    (
        "unknown anchor",
        "a text that begins with `*` needs quotation marks; an alias needs an anchor before it",
    ),
    (
        "unexpected character",
        "a text that begins with this sign needs quotation marks",
    ),
];

const JSON: &[(&str, &str)] = &[
    ("trailing comma", "remove the comma before the bracket"),
    (
        "trailing characters",
        "the description ends before this place: remove what follows, or the bracket too many above",
    ),
    (
        "EOF while parsing",
        "close what is still open; the file may be cut off",
    ),
    (
        "key must be a string",
        "write keys in double quotation marks; there are no comments",
    ),
    (
        "control character",
        "a text stands on one line; write a line feed in it as `\\n` and a tab as `\\t`",
    ),
    ("recursion limit", "nest it less deeply"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::diagnostics::Diagnostics;
    use crate::codegen::document::Document;
    use crate::codegen::source::Source;

    fn complaint(format: Format, text: &str) -> String {
        let source = Source {
            name: "f".to_owned(),
            text: text.to_owned(),
            format,
        };
        let mut diagnostics = Diagnostics::new();
        assert!(Document::parse(source, &mut diagnostics).is_none());
        diagnostics.render()
    }

    #[test]
    fn every_mistake_that_is_known_is_made_here() {
        for (format, text, words) in [
            (Format::Yaml, "info:\n\ttitle: x", "tabs disallowed"),
            (
                Format::Yaml,
                "title: x: y",
                "mapping values are not allowed",
            ),
            (Format::Yaml, "a:\n  b: \"x\n  c: \"1\"", "in quoted scalar"),
            (
                Format::Yaml,
                "a:\n  b: x\n c: 1",
                "did not find expected key",
            ),
            (Format::Yaml, "a: {b: x\nc: {}", "while parsing a flow"),
            (Format::Yaml, "a: 1\nb: {c: \"1\"\nd: {}", "flow construct"),
            (Format::Yaml, "a: *x", "unknown anchor"),
            (Format::Yaml, "a: @x", "unexpected character"),
            (Format::Json, "{\"a\": 1,}", "trailing comma"),
            (Format::Json, "{}}", "trailing characters"),
            (Format::Json, "{\"a\": {", "EOF while parsing"),
            (Format::Json, "{a: 1}", "key must be a string"),
            (Format::Json, "{\"a\": \"\n\"}", "control character"),
        ] {
            let table = if format == Format::Yaml { YAML } else { JSON };
            let (_, help) = table.iter().find(|(known, _)| *known == words).unwrap();
            let said = complaint(format, text);
            assert!(
                said.contains(words) && said.contains(help),
                "{text}: {said}"
            );
        }
    }

    #[test]
    fn any_mistake_has_a_way_out() {
        for (format, text) in [(Format::Yaml, "a: [1, 2"), (Format::Json, "{\"a\" 1}")] {
            assert!(complaint(format, text).contains("help: "));
        }
    }
}
