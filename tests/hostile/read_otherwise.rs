//! Keys and names that are wrong by the letter and read by their plain sense: they stay texts, or
//! are nowhere.

use xtask::codegen::print::PrintedFile;

use super::accepted::generated;
use super::inspect::parts;
use super::{operation, path};

/// What is read by its plain sense, with a warning, adds nothing to the code but its own call.
#[test]
fn keys_that_are_read_otherwise_are_only_texts() {
    let code =
        |files: &[PrintedFile]| -> String { files.iter().map(|file| parts(file).code).collect() };
    for (id, key, literals) in [
        (
            "HS20",
            "/a\"; evil(); \"/b",
            &["/a%22;%20evil();%20%22/b"][..],
        ),
        (
            "HS20",
            "/a?\"; evil(); \"=1",
            &["/a", "%22;%20evil();%20%22=1"],
        ),
        ("HS20", "/a#\"; evil(); \"", &["/a"]),
        ("HS20", "evil(); /*", &["/evil();%20/*"]),
        ("HS21", "/a/{0}", &["/a/", "0"]),
        ("HS21", "/a/{x:?}", &["/a/", "x"]),
        ("HS21", "/a{?\"evil()}", &["/a"]),
        ("HS22", "/a//b", &["/a//b"]),
        ("HS22", "/ä", &["/%C3%A4"]),
        ("HS22", "/a\u{202e}b", &["/a%E2%80%AEb"]),
        ("HS23", "/a/{id}/{id}", &["/a/", "id", "/"]),
        ("HS23", "/a?b={id}&c='", &["/a", "b=", "id", "&c=%27"]),
    ] {
        let text = path(&serde_json::to_string(key).unwrap());
        let files = generated(id, &text);
        let found: Vec<String> = files.iter().flat_map(|file| parts(file).literals).collect();
        for literal in literals {
            assert!(
                found.iter().any(|one| one == literal),
                "{id}: {literal} in {found:?}"
            );
        }
        assert!(!code(&files).contains("evil ()"), "{id}: {}", code(&files));
    }
}

#[test]
fn names_that_no_header_has_are_nowhere() {
    let none = generated("HS24", &operation("parameters: []"));
    for name in [
        "X:",
        "X Y",
        "X\"Y",
        "",
        "ä",
        "Host",
        "content-length",
        "Transfer-Encoding",
    ] {
        let json = serde_json::to_string(name).unwrap();
        let parameter = format!("{{name: {json}, in: header, schema: {{type: string}}}}");
        let text = operation(&format!("parameters: [{parameter}]"));
        assert_eq!(generated("HS24", &text), none, "HS24: {name}");
    }
    for status in ["99999", "'0x1F4'", "\"2\\r\\n\""] {
        let answers = format!("{status}: {{description: None.}}, '204'");
        let text = operation("parameters: []").replace("'204'", &answers);
        assert_eq!(generated("HS70", &text), none, "HS70: {status}");
    }
}
