use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::sources::SOURCES;
use super::*;

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime")
}

/// All files of the runtime, by module.
fn on_disk(folder: &Path, prefix: &str, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let module = format!("{prefix}{name}");
        if path.is_dir() {
            on_disk(&path, &format!("{module}/"), found);
        } else if module != "lib" {
            found.insert(module);
        }
    }
}

/// The modules that a client with these needs has.
fn reached(needs: &Needs) -> Vec<String> {
    let mut waiting = vec!["runtime".to_owned()];
    let mut reached = Vec::new();
    while let Some(module) = waiting.pop() {
        let source = source(&module).unwrap_or_else(|| panic!("{module} is not in the list"));
        let text = cut::cut(source.text, needs);
        waiting.extend(cut::modules(&text).map(|name| format!("{module}/{name}")));
        reached.push(module);
    }
    reached.sort();
    reached
}

#[test]
fn the_list_is_the_runtime_without_its_tests() {
    let listed: Vec<&str> = SOURCES.iter().map(|(module, _)| *module).collect();
    assert!(listed.is_sorted(), "it is searched");
    assert_eq!(reached(&Needs::all(|_| true)), listed);
    let mut found = BTreeSet::new();
    on_disk(&home().join("src"), "", &mut found);
    let others: Vec<&String> = found
        .iter()
        .filter(|module| !listed.contains(&module.as_str()))
        .collect();
    assert!(
        others.iter().all(|module| module.contains("/tests")),
        "{others:?}"
    );
}

#[test]
fn needs_are_features_of_the_package() {
    let manifest = fs::read_to_string(home().join("Cargo.toml")).unwrap();
    for need in NEEDS {
        assert!(manifest.contains(&format!("\n{need} = []\n")), "{need}");
    }
    let everything = NEEDS.map(|need| format!("\"{need}\"")).join(", ");
    assert!(manifest.contains(&format!("\neverything = [{everything}]\n")));
}

#[test]
fn what_nobody_needs_is_in_no_client() {
    let least = reached(&Needs::default());
    for module in ["runtime/union", "runtime/source", "runtime/pagination/walk"] {
        assert!(source(module).is_some(), "{module}");
        assert!(!least.iter().any(|one| one == module), "{module}");
    }
    for need in NEEDS {
        let text: String = reached(&Needs::default())
            .iter()
            .filter_map(|module| source(module))
            .map(|source| cut::cut(source.text, &Needs::default()))
            .collect();
        assert!(!text.contains(&format!("\"{need}\"")), "{need}");
    }
}
