//! The words of the generator are those of its glossary: OpenAPI's and JSON Schema's.
//!
//! In: the table under "Words" in `xtask/README.md`. Out: a failure where a type has a name that
//! the table retires, or where the table names a type that is no more.
#![cfg(test)]

use std::collections::BTreeMap;
use std::fs;

use tests::root;
use tests::sources::sources;

/// How many words a newcomer may be asked to learn.
const MOST: usize = 25;

/// The glossary: each word with those that it stands in place of.
fn glossary() -> Vec<(String, Vec<String>)> {
    let readme = fs::read_to_string(root().join("xtask/README.md")).unwrap();
    let section = readme.split("\n## Words\n").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let code = |cell: &str| -> Vec<String> {
        let parts = cell.split('`').skip(1).step_by(2);
        parts.map(str::to_owned).collect()
    };
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
        (code(cells[0]).remove(0), code(cells[cells.len() - 1]))
    })
    .collect()
}

/// The types of the generator, with the file of each.
fn types() -> BTreeMap<String, String> {
    let mut types = BTreeMap::new();
    for (path, text) in sources("xtask/src").unwrap() {
        for item in syn::parse_file(&text).unwrap().items {
            let name = match &item {
                syn::Item::Struct(item) => &item.ident,
                syn::Item::Enum(item) => &item.ident,
                syn::Item::Trait(item) => &item.ident,
                syn::Item::Type(item) => &item.ident,
                _ => continue,
            };
            types.insert(name.to_string(), path.clone());
        }
    }
    types
}

#[test]
fn the_glossary_is_short_and_true() {
    let (glossary, types) = (glossary(), types());
    assert!((10..=MOST).contains(&glossary.len()), "{}", glossary.len());
    for (word, _) in &glossary {
        assert!(types.contains_key(word), "no type is called `{word}`");
    }
}

#[test]
fn no_type_has_a_retired_name() {
    let types = types();
    for (word, retired) in glossary() {
        for old in retired {
            if let Some(path) = types.get(&old) {
                panic!("{path}: `{old}` is called `{word}` here");
            }
        }
    }
}
