//! The repository's own sources, as tests of its structure read them.

use std::fs;

use crate::{files_below, root};

/// Returns the Rust files below a folder of the repository, or the file of that name, with their
/// paths from the root and their text.
///
/// # Errors
///
/// When one of them can't be read.
pub fn sources(folder: &str) -> std::io::Result<Vec<(String, String)>> {
    let place = root().join(folder);
    let files = if place.is_dir() {
        files_below(&place)?
    } else {
        vec![place]
    };
    let mut sources = Vec::new();
    for path in files {
        if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(root()).unwrap_or(&path);
            sources.push((name.display().to_string(), fs::read_to_string(&path)?));
        }
    }
    Ok(sources)
}

/// What a `use` brings into a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The path to it, with `crate`, `self` and `super` as they are written.
    pub path: Vec<String>,
    /// What it is called here; none for all that is in the path (`*`).
    pub name: Option<String>,
}

/// Returns what a `use` brings in, one by one.
#[must_use]
pub fn imports(tree: &syn::UseTree) -> Vec<Import> {
    let mut found = Vec::new();
    flatten(tree, &[], &mut found);
    found
}

fn flatten(tree: &syn::UseTree, before: &[String], found: &mut Vec<Import>) {
    let import = |last: &syn::Ident, name: &syn::Ident| {
        let mut path = before.to_vec();
        // `self` at the end is what comes before it.
        if last != "self" {
            path.push(last.to_string());
        }
        let name = Some(name.to_string()).filter(|name| name != "self");
        let name = name.or_else(|| path.last().cloned());
        Import { path, name }
    };
    match tree {
        syn::UseTree::Path(path) => {
            let before = [before, &[path.ident.to_string()]].concat();
            flatten(&path.tree, &before, found);
        }
        syn::UseTree::Name(name) => found.push(import(&name.ident, &name.ident)),
        syn::UseTree::Rename(rename) => {
            found.push(import(&rename.ident, &rename.rename));
        }
        syn::UseTree::Group(group) => {
            group
                .items
                .iter()
                .for_each(|tree| flatten(tree, before, found));
        }
        syn::UseTree::Glob(_) => found.push(Import {
            path: before.to_vec(),
            name: None,
        }),
    }
}
