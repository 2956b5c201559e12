//! What generated text is made of: its items, its documentation, its code.

use std::collections::BTreeSet;

use xtask::codegen::print::PrintedFile;

/// The names of all items, fields, variants and methods: what a text of the
/// description must not change.
pub(crate) fn items(files: &[PrintedFile]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in files {
        let parsed =
            syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
        for item in &parsed.items {
            collect(item, &mut names);
        }
    }
    names
}

fn collect(item: &syn::Item, names: &mut BTreeSet<String>) {
    let mut add = |kind: &str, name: String| {
        names.insert(format!("{kind} {name}"));
    };
    match item {
        syn::Item::Use(_) => {}
        syn::Item::Fn(item) => add("fn", item.sig.ident.to_string()),
        syn::Item::Mod(item) => add("mod", item.ident.to_string()),
        syn::Item::Type(item) => add("type", item.ident.to_string()),
        syn::Item::Macro(item) => add("macro", last_part(&item.mac.path)),
        syn::Item::Struct(item) => {
            add("struct", item.ident.to_string());
            for field in item.fields.iter().filter_map(|field| field.ident.as_ref()) {
                add("field", format!("{}.{field}", item.ident));
            }
        }
        syn::Item::Enum(item) => {
            add("enum", item.ident.to_string());
            for variant in &item.variants {
                add("variant", format!("{}::{}", item.ident, variant.ident));
            }
        }
        syn::Item::Impl(item) => {
            let of = match &*item.self_ty {
                syn::Type::Path(ty) => last_part(&ty.path),
                _ => "?".to_owned(),
            };
            for member in &item.items {
                match member {
                    syn::ImplItem::Fn(member) => add("fn", format!("{of}::{}", member.sig.ident)),
                    syn::ImplItem::Const(member) => add("const", format!("{of}::{}", member.ident)),
                    syn::ImplItem::Type(member) => add("type", format!("{of}::{}", member.ident)),
                    _ => add("other", of.clone()),
                }
            }
        }
        _ => add("other", "item".to_owned()),
    }
}

/// The last part of a path.
fn last_part(path: &syn::Path) -> String {
    let last = path.segments.last();
    last.map(|last| last.ident.to_string()).unwrap_or_default()
}

/// A file as a list of documentation lines, of string literals, and the rest.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) docs: Vec<String>,
    pub(crate) literals: Vec<String>,
    pub(crate) code: String,
}

/// Takes a file apart. Literals have no raw form, and comments no blocks: what
/// does shows up in `code`, and fails there.
pub(crate) fn parts(file: &PrintedFile) -> Parts {
    let mut parts = Parts::default();
    for line in file.text.lines() {
        let trimmed = line.trim_start();
        let doc = trimmed
            .strip_prefix("///")
            .or_else(|| trimmed.strip_prefix("//!"));
        if let Some(doc) = doc {
            parts
                .docs
                .push(doc.strip_prefix(' ').unwrap_or(doc).to_owned());
        } else if trimmed.starts_with("//") {
            continue;
        } else {
            take_code(trimmed, &mut parts);
        }
    }
    parts
}

fn take_code(line: &str, parts: &mut Parts) {
    let mut rest = line;
    while let Some((before, literal)) = rest.split_once('"') {
        parts.code.push_str(before);
        let mut escaped = false;
        let end = literal.find(|c: char| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        let end = end.unwrap_or_else(|| panic!("a literal spans lines: {line}"));
        let text: syn::LitStr = syn::parse_str(&format!("\"{}\"", &literal[..end])).unwrap();
        parts.literals.push(text.value());
        parts.code.push_str("\"\"");
        rest = &literal[end + 1..];
    }
    parts.code.push_str(rest);
    parts.code.push('\n');
}

/// Panics unless all files are harmless: inside the directory, without a word
/// `evil` in code, without a code block, HTML or link that isn't ours.
pub(crate) fn check(label: &str, files: &[PrintedFile]) {
    for file in files {
        let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_/.".contains(c);
        assert!(
            file.path.ends_with(".rs") && file.path.chars().all(legal),
            "{label}: {}",
            file.path
        );
        assert!(
            !file.path.contains("..") && !file.path.starts_with('/'),
            "{label}: {}",
            file.path
        );
        let hidden = |c: char| {
            (c.is_control() && c != '\n') || "\u{202a}\u{202e}\u{2066}\u{200b}\u{feff}".contains(c)
        };
        let found = file.text.lines().find(|line| line.contains(hidden));
        assert!(
            found.is_none(),
            "{label}: a hidden character in {}: {found:?}",
            file.path
        );
        let parts = parts(file);
        assert!(
            !has_evil(&parts.code),
            "{label}: {} holds code of the description",
            file.path
        );
        assert!(
            !parts.code.contains("/*"),
            "{label}: {} holds a comment",
            file.path
        );
        check_docs(label, &parts.docs);
    }
}

/// Whether code has the word that the hostile texts would like it to have.
fn has_evil(code: &str) -> bool {
    code.split(|c: char| !c.is_alphanumeric() && c != '_')
        .any(|word| word == "evil")
}

fn check_docs(label: &str, docs: &[String]) {
    let mut open = false;
    for line in docs {
        let text = line.trim_start();
        if text.starts_with("```") || text.starts_with("~~~") {
            let ours = if open { "```" } else { "```no_run" };
            assert_eq!(line, ours, "{label}: a code block that is not ours");
            open = !open;
            continue;
        }
        if open {
            let code = format!("{line}\n");
            let mut parts = Parts::default();
            take_code(&code, &mut parts);
            assert!(
                !has_evil(&parts.code),
                "{label}: code of the description in an example: {line}"
            );
            continue;
        }
        assert!(
            !line.starts_with("    ") && !line.starts_with('\t'),
            "{label}: an indented code block: {line:?}"
        );
        check_inline(label, text);
    }
    assert!(!open, "{label}: an open code block");
}

/// Neither HTML nor a link but to the web and to our own items.
fn check_inline(label: &str, line: &str) {
    let mut code = false;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        let rest = &line[at..];
        match c {
            '`' if before != '\\' => code = !code,
            '<' if !code && before != '\\' => {
                assert!(rest.starts_with("<http"), "{label}: HTML: {line}");
            }
            ']' if !code && before != '\\' => {
                let own =
                    rest.starts_with("](Self::") || rest.starts_with("](http") || before == '`';
                let paged = rest.contains("::items)") || rest.contains("::pages)");
                assert!(own || paged, "{label}: a link: {line}");
            }
            _ => {}
        }
        before = c;
    }
}

/// A check that lets everything pass would prove nothing.
#[test]
fn what_is_not_harmless_is_found() {
    for text in [
        "fn evil() {}\n",
        "const A: &str = \"a\\\"b\"; fn evil() {}\n",
        "/* a comment */ fn a() {}\n",
        "/// ```\n/// fn a() {}\n/// ```\nfn a() {}\n",
        "/// ```no_run\n/// evil();\n/// ```\nfn a() {}\n",
        "/// ```no_run\nfn a() {}\n",
        "///     let a = 1;\nfn a() {}\n",
        "/// <script>\nfn a() {}\n",
        "/// [x](javascript:alert(1))\nfn a() {}\n",
        "/// a\u{202e}b\nfn a() {}\n",
    ] {
        let file = |path: &str| PrintedFile {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let result = std::panic::catch_unwind(|| check("", &[file("a.rs")]));
        assert!(result.is_err(), "{text:?} passes as harmless");
    }
    for path in ["../a.rs", "/a.rs", "a b.rs", "a.txt"] {
        let file = PrintedFile {
            path: path.to_owned(),
            text: String::new(),
        };
        assert!(
            std::panic::catch_unwind(|| check("", &[file])).is_err(),
            "{path}"
        );
    }
}
