//! The client crate of this repository, read as a pattern for others.
//!
//! In: the repository. Out: its manifest, its root module and its handwritten sources,
//! without what only this crate needs. The sources are formatted by rustfmt (the gate
//! sees to it), so whole lines can be looked at.

use std::fs;
use std::path::Path;

use super::File;
use super::manifest::{self, Section};

/// What is common to all client crates.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The name by which the pattern's own examples import it.
    pub(super) ident: String,
    /// The sections of the pattern's manifest.
    pub(super) manifest: Vec<Section>,
    /// The sections of the workspace's manifest.
    pub(super) workspace: Vec<Section>,
    /// What the root module tells about features, as lines of documentation.
    pub(super) features: String,
    /// The items of the root module.
    pub(super) root: String,
    /// All handwritten files but the root module, by their path below `src`.
    pub(super) sources: Vec<File>,
}

impl Pattern {
    /// Reads the pattern.
    ///
    /// # Errors
    ///
    /// When a file can't be read.
    pub fn read(repository: &Path) -> Result<Self, String> {
        let home = repository.join("generated");
        let manifest = manifest::sections(&read(&home.join("Cargo.toml"))?);
        let ident = manifest::crate_ident(&manifest)
            .ok_or("generated/Cargo.toml does not name its package")?;
        let workspace = manifest::sections(&read(&repository.join("Cargo.toml"))?);
        let mut sources = Vec::new();
        collect(&home.join("src"), "", &mut sources)?;
        let lib = read(&home.join("src/lib.rs"))?;
        let (features, root) = split_root(&without_tests(&lib).0);
        Ok(Self {
            ident,
            manifest,
            workspace,
            features,
            root,
            sources,
        })
    }
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("could not read {}: {error}", path.display()))
}

/// The module that is the same in every crate.
const RUNTIME: &str = "runtime";

/// Collects the sources of the runtime: all but its tests.
fn collect(folder: &Path, prefix: &str, sources: &mut Vec<File>) -> Result<(), String> {
    let failed = |error| format!("could not read {}: {error}", folder.display());
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        entries.push(entry.map_err(failed)?);
    }
    entries.sort_by_key(fs::DirEntry::file_name);
    // The modules that stand under `#[cfg(test)]` in the files of this folder, by path.
    let mut tests: Vec<String> = Vec::new();
    let mut folders = Vec::new();
    let first = sources.len();
    for entry in entries {
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let inside = format!("{prefix}{name}");
        let path = entry.path();
        if path.is_dir() {
            if inside.split('/').next() == Some(RUNTIME) {
                folders.push((path, inside));
            }
        } else if let Some(module) = inside.strip_suffix(".rs") {
            if module.split('/').next() == Some(RUNTIME) {
                let (text, modules) = without_tests(&read(&path)?);
                tests.extend(modules.iter().map(|name| format!("{module}/{name}")));
                sources.push(File { path: inside, text });
            }
        }
    }
    for (path, inside) in folders {
        collect(&path, &format!("{inside}/"), sources)?;
    }
    let is_test = |path: &str| {
        tests.iter().any(|test| {
            path.strip_prefix(test.as_str())
                .is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
        })
    };
    let mut index = 0;
    sources.retain(|file| {
        index += 1;
        index <= first || !is_test(&file.path)
    });
    Ok(())
}

/// Removes modules under `#[cfg(test)]`. Returns the text, and the names of those that
/// have a file of their own.
fn without_tests(text: &str) -> (String, Vec<String>) {
    let mut kept = String::with_capacity(text.len());
    let mut modules = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    let mut rest = lines.as_slice();
    while let Some((line, after)) = rest.split_first() {
        // Other attributes may stand between.
        let item = after.iter().position(|line| !line.trim().starts_with("#["));
        let module = (line.trim() == "#[cfg(test)]")
            .then(|| item.and_then(|item| Some((item, module(after.get(item)?)?))))
            .flatten();
        let Some((item, (name, has_body))) = module else {
            kept.push_str(line);
            kept.push('\n');
            rest = after;
            continue;
        };
        rest = after.get(item + 1..).unwrap_or_default();
        if has_body {
            let indent = &line[..line.len() - line.trim_start().len()];
            let end = format!("{indent}}}");
            let body = rest.iter().take_while(|line| **line != end).count();
            rest = rest.get(body + 1..).unwrap_or_default();
        } else {
            modules.push(name);
        }
        // The blank line that stood before goes too.
        while kept.ends_with("\n\n") {
            kept.pop();
        }
    }
    (kept, modules)
}

/// The name of the module that a line begins, and whether its body follows.
fn module(line: &str) -> Option<(String, bool)> {
    let line = line.trim();
    let line = line.strip_prefix("pub(crate) ").unwrap_or(line);
    let rest = line.strip_prefix("mod ")?;
    let has_body = rest.ends_with('{');
    let name = rest.trim_end_matches(['{', ';']).trim();
    Some((name.to_owned(), has_body))
}

/// Splits the root module into what it tells about features and its items.
fn split_root(text: &str) -> (String, String) {
    let docs: Vec<&str> = text
        .lines()
        .take_while(|line| line.starts_with("//!"))
        .collect();
    let mut features = String::new();
    if let Some(at) = docs.iter().position(|line| *line == "//! # Features") {
        features.push_str("//!\n");
        for line in docs.iter().skip(at) {
            features.push_str(line);
            features.push('\n');
        }
    }
    let mut items = String::new();
    for line in text.lines().skip(docs.len()) {
        // Modules that are neither the runtime nor generated are particular to one API.
        let is_foreign = module(line)
            .is_some_and(|(name, has_body)| !has_body && name != RUNTIME && name != "generated");
        if !is_foreign {
            items.push_str(line);
            items.push('\n');
        }
    }
    (features, items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_taken_out() {
        let text = "mod a;\n\n#[cfg(test)]\nmod tests;\n\nfn b() {}\n\n#[cfg(test)]\n#[allow(x)]\nmod more {\n    fn c() {\n    }\n}\n";
        let (kept, modules) = without_tests(text);
        assert_eq!(kept, "mod a;\n\nfn b() {}\n");
        assert_eq!(modules, ["tests"]);
        let untouched = "#[cfg(test)]\nfn d() {}\n#[cfg(any(test, feature = \"x\"))]\nmod e;\n";
        assert_eq!(without_tests(untouched), (untouched.to_owned(), Vec::new()));
    }

    #[test]
    fn the_root_module_comes_apart() {
        let text = "//! About us.\n//!\n//! # Features\n//!\n//! * x\n\n#![forbid(unsafe_code)]\nmod a;\nmod runtime;\n";
        let (features, root) = split_root(text);
        assert_eq!(features, "//!\n//! # Features\n//!\n//! * x\n");
        assert_eq!(root, "\n#![forbid(unsafe_code)]\nmod runtime;\n");
    }
}
