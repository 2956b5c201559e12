//! The walls between the generator's stages, and between the halves of the
//! client: who may import what. Read from the sources, so that a shortcut shows.
#![cfg(test)]

use std::fs;
use std::path::Path;

use tests::root;
use tests::sources::{imports, sources};

/// Whether a source names a crate in a path, comments aside.
fn names(text: &str, name: &str) -> bool {
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    code.into_iter().any(|line| {
        line.match_indices(&format!("{name}::")).any(|(at, _)| {
            !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
        }) || line.contains(&format!("use {name};"))
    })
}

const STAGES: &str = "xtask/src/codegen";

#[test]
fn the_bottom_layer_stands_on_nothing() {
    let mut all = sources("xtask/src/codegen/source").unwrap();
    all.extend(sources("xtask/src/codegen/source.rs").unwrap());
    assert!(all.len() > 3, "there is something to read");
    for (path, text) in all {
        for line in text
            .lines()
            .filter(|line| line.contains("crate::codegen::"))
        {
            assert!(line.contains("codegen::source"), "{path}: {line}");
        }
    }
    let mut complaints = sources("xtask/src/codegen/diagnostics").unwrap();
    complaints.extend(sources("xtask/src/codegen/diagnostics.rs").unwrap());
    assert!(complaints.len() > 3, "there is something to read");
    for (path, text) in complaints {
        assert!(
            !text.contains("codegen::document"),
            "{path} names the loader"
        );
    }
    for (path, text) in sources("xtask/src/codegen/model").unwrap() {
        assert!(
            !text.contains("codegen::document"),
            "{path} names the loader"
        );
    }
}

#[test]
fn openapiv3_ends_with_lowering() {
    for (path, text) in sources(STAGES).unwrap() {
        let inside = Path::new(&path).strip_prefix(STAGES).unwrap();
        let may = inside.starts_with("document")
            || inside.starts_with("lower")
            || inside == Path::new("document.rs")
            || inside == Path::new("lower.rs");
        assert!(may || !names(&text, "openapiv3"), "{path} names openapiv3");
        assert!(
            may || inside.starts_with("source") || !names(&text, "serde_yaml"),
            "{path} names serde_yaml"
        );
    }
}

#[test]
fn tokens_begin_with_emitting() {
    for (path, text) in sources(STAGES).unwrap() {
        let inside = Path::new(&path).strip_prefix(STAGES).unwrap();
        let emits = inside.starts_with("emit") || inside == Path::new("emit.rs");
        let prints = inside == Path::new("print.rs");
        for name in ["quote", "proc_macro2"] {
            assert!(emits || !names(&text, name), "{path} names {name}");
        }
        assert!(emits || prints || !names(&text, "syn"), "{path} names syn");
        assert!(
            prints || !names(&text, "prettyplease"),
            "{path} names prettyplease"
        );
    }
}

#[test]
fn only_load_and_sync_touch_files() {
    for (path, text) in sources(STAGES).unwrap() {
        let inside = Path::new(&path).strip_prefix(STAGES).unwrap();
        // The last two are tests.
        let may = [
            "sync.rs",
            "document/text.rs",
            "document/honoured.rs",
            "runtime/tests.rs",
        ]
        .iter()
        .any(|path| inside == Path::new(path));
        assert!(
            may || !(text.contains("std::fs") || text.contains("File::")),
            "{path} touches files"
        );
    }
}

#[test]
fn generated_code_reaches_the_runtime_through_its_prelude() {
    let files = sources("generated/src/generated").unwrap().into_iter();
    for (path, text) in files.filter(|(path, _)| !path.contains("/runtime")) {
        for (at, _) in text.match_indices("runtime::") {
            assert!(
                text[at..].starts_with("runtime::codegen"),
                "{path} reaches into the runtime"
            );
        }
    }
}

#[test]
fn the_runtime_knows_no_particular_api() {
    for (path, text) in sources("xtask/runtime/src").unwrap() {
        // The name of a parameter that OAuth 2.0 demands of every service.
        let text = text.to_lowercase().replace("grant_type", "");
        for word in ["auth0", "grant", "organization", "tenant", "audience"] {
            assert!(!text.contains(word), "{path} says `{word}`");
        }
    }
}

#[test]
fn names_reserved_for_emitted_code_are_the_names_of_the_prelude() {
    let prelude = fs::read_to_string(root().join("xtask/runtime/src/runtime/codegen.rs")).unwrap();
    let reserved =
        fs::read_to_string(root().join("xtask/src/codegen/lower/naming/reserved.rs")).unwrap();
    let reserved = reserved
        .split("const PRELUDE")
        .nth(1)
        .unwrap()
        .split("];")
        .next()
        .unwrap()
        .to_owned();
    let file = syn::parse_file(&prelude).unwrap();
    let mut exported = Vec::new();
    for item in file.items {
        if let syn::Item::Use(item) = item {
            exported.extend(
                imports(&item.tree)
                    .into_iter()
                    .filter_map(|import| import.name),
            );
        }
    }
    exported.retain(|name: &String| name.starts_with(|c: char| c.is_ascii_uppercase()));
    assert!(exported.len() > 20, "{exported:?}");
    for name in exported {
        assert!(
            reserved.contains(&format!("\"{name}\"")),
            "reserve `{name}` in lower/naming/reserved.rs"
        );
    }
}

#[test]
fn descriptions_are_compared_after_lowering() {
    let mut all = sources("xtask/src/diff").unwrap();
    all.extend(sources("xtask/src/diff.rs").unwrap());
    assert!(all.len() > 10, "there is something to read");
    for (path, text) in all {
        for name in ["openapiv3", "serde_yaml", "quote", "proc_macro2", "syn"] {
            assert!(!names(&text, name), "{path} names {name}");
        }
    }
}
