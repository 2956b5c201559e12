//! The modules of a crate, and which of them import which.
//!
//! In: the sources of the crate. Out: its imports: those by `use`, and paths in code that begin with
//! `crate`, `self` or `super`, each led to the module that has what it names.
//! Deliberately absent: modules of tests; calls of methods, which need no import; what is in scope
//! by `use …::*`, but for the module it comes from.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Item};

use crate::sources::{Import, imports, sources};

/// The names on the way from the root of a crate.
pub type Path = Vec<String>;

/// A module, as far as its imports go.
#[derive(Debug, Default)]
struct Module {
    file: String,
    text: String,
    imports: Vec<Import>,
    /// Its functions, which may be called like a module.
    functions: BTreeSet<String>,
    /// The paths in its code that begin with `crate`, `self` or `super`.
    paths: Vec<Path>,
}

/// The modules of a crate.
#[derive(Debug, Default)]
pub struct Crate {
    modules: BTreeMap<Path, Module>,
}

impl Crate {
    /// Reads the crate whose root is in a folder of the repository.
    ///
    /// # Errors
    ///
    /// When a file can't be read or is not Rust.
    pub fn read(folder: &str) -> Result<Self, Box<dyn Error>> {
        let sources = sources(folder)?;
        let sources = sources.iter().filter_map(|(file, text)| {
            let path = file.strip_prefix(folder)?.strip_prefix('/')?;
            Some((path.strip_suffix(".rs")?, file.as_str(), text.as_str()))
        });
        // A `main.rs` is another crate, which nothing imports.
        Ok(Self::of(sources.filter(|(path, ..)| *path != "main"))?)
    }

    /// Reads sources: the path of each below the root without its ending, its file, and its text.
    ///
    /// # Errors
    ///
    /// When one of them is not Rust.
    pub fn of<'a>(
        sources: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>,
    ) -> syn::Result<Self> {
        let mut read = Self::default();
        let mut tests = Vec::new();
        for (path, file, text) in sources {
            let path = path.split('/').filter(|name| *name != "lib");
            let items = syn::parse_file(text)?.items;
            read.add(
                path.map(str::to_owned).collect(),
                &items,
                (file, text),
                &mut tests,
            );
        }
        read.modules
            .retain(|path, _| !tests.iter().any(|test: &Path| path.starts_with(test)));
        Ok(read)
    }

    fn add(&mut self, path: Path, items: &[Item], source: (&str, &str), tests: &mut Vec<Path>) {
        let mut module = Module {
            file: source.0.to_owned(),
            text: source.1.to_owned(),
            ..Module::default()
        };
        for item in items {
            match item {
                Item::Mod(item) => {
                    let inner = join(&path, &[item.ident.to_string()]);
                    if is_for_tests(&item.attrs) {
                        tests.push(inner);
                    } else if let Some((_, items)) = &item.content {
                        self.add(inner, items, source, tests);
                    }
                    continue;
                }
                Item::Use(item) if is_for_tests(&item.attrs) => {}
                Item::Use(item) => module.imports.extend(imports(&item.tree)),
                Item::Fn(item) => drop(module.functions.insert(item.sig.ident.to_string())),
                _ => {}
            }
            if !matches!(item, Item::Use(_)) {
                find_paths(item.to_token_stream(), &mut module.paths);
            }
        }
        self.modules.insert(path, module);
    }

    /// Returns what a module imports under a name.
    fn import(&self, module: &[String], name: &str) -> Option<&Import> {
        let module = self.modules.get(module)?;
        let mut imports = module.imports.iter();
        imports.find(|import| import.name.as_deref() == Some(name))
    }

    /// Returns a path that a module writes, from the root of the crate; nothing if it leads to
    /// another one.
    fn absolute(&self, module: &[String], written: &[String]) -> Option<Path> {
        let mut from = module;
        let mut rest = written;
        while let [first, after @ ..] = rest {
            from = match first.as_str() {
                "crate" => &[],
                "self" => from,
                "super" => from.split_last()?.1,
                _ => break,
            };
            rest = after;
        }
        // Without one of these words it begins with what is in scope, or with the name of a crate.
        let name = rest.first().filter(|_| rest.len() == written.len());
        let is_ours = name.is_none_or(|name| {
            let inner = join(from, std::slice::from_ref(name));
            self.modules.contains_key(&inner) || self.import(from, name).is_some()
        });
        is_ours.then(|| join(from, rest))
    }

    /// Returns the module that has what a path names, past at most so many that pass it on; nothing
    /// when it is another crate's.
    fn owner(&self, path: &[String], passes: usize) -> Option<Path> {
        let mut at = Path::new();
        for (index, name) in path.iter().enumerate() {
            let inner = join(&at, std::slice::from_ref(name));
            if self.modules.contains_key(&inner) {
                at = inner;
                continue;
            }
            let is_last = index + 1 == path.len();
            let is_own = is_last && self.modules.get(&at)?.functions.contains(name);
            return match self.import(&at, name) {
                // A macro is imported where it is defined, so that it has a path.
                Some(import) if !is_own && import.path != [name.as_str()] => {
                    let from = self.absolute(&at, &import.path)?;
                    self.owner(&join(&from, &path[index + 1..]), passes.checked_sub(1)?)
                }
                _ => Some(at),
            };
        }
        Some(at)
    }

    /// Returns what modules import of other modules of the crate, once for each time it is written.
    #[must_use]
    pub fn edges(&self) -> Vec<Edge> {
        let mut edges = Vec::new();
        for (path, module) in &self.modules {
            let imports = module.imports.iter().map(|import| &import.path);
            for written in imports.chain(&module.paths) {
                let target = self.absolute(path, written);
                let owner = target.and_then(|target| self.owner(&target, MOST_PASSES));
                edges.extend(owner.map(|owner| Edge {
                    from: path.clone(),
                    to: owner,
                    place: format!("{}:{}", module.file, line(&module.text, written)),
                }));
            }
        }
        edges
    }
}

/// An import of one module by another.
#[derive(Clone, Debug)]
pub struct Edge {
    pub from: Path,
    pub to: Path,
    /// File and line.
    pub place: String,
}

/// More modules than pass anything on one after the other.
const MOST_PASSES: usize = 8;

fn join(one: &[String], other: &[String]) -> Path {
    [one, other].concat()
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let condition = attribute.meta.require_list();
        attribute.path().is_ident("cfg") && condition.is_ok_and(|c| c.tokens.to_string() == "test")
    })
}

/// Finds the paths in code, in that of macros too, that begin with `crate`, `self` or `super`.
fn find_paths(tokens: TokenStream, paths: &mut Vec<Path>) {
    let mut path = Path::new();
    let mut colons = 0;
    for token in tokens {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == ':' => {
                colons += 1;
                continue;
            }
            TokenTree::Ident(name) if colons == 2 && !path.is_empty() => {
                path.push(name.to_string());
            }
            TokenTree::Ident(name) => {
                paths.push(std::mem::take(&mut path));
                let is_first = ["crate", "self", "super"].iter().any(|first| name == first);
                path.extend(is_first.then(|| name.to_string()));
            }
            other => {
                paths.push(std::mem::take(&mut path));
                if let TokenTree::Group(group) = other {
                    find_paths(group.stream(), paths);
                }
            }
        }
        colons = 0;
    }
    paths.push(path);
    paths.retain(|path| path.len() > 1);
}

/// Returns the line of a path: the first that has it, or else the first with its last name, since
/// the names of a group stand apart. Comments are not looked at.
fn line(text: &str, path: &[String]) -> usize {
    let has = |line: &str, what: &str| {
        let is_word = |c: char| c == '_' || c.is_alphanumeric();
        line.match_indices(what).any(|(at, _)| {
            !line[..at].ends_with(is_word) && !line[at + what.len()..].starts_with(is_word)
        })
    };
    let first = |what: &str| {
        let mut lines = text.lines().map(str::trim_start);
        lines.position(|line| !line.starts_with("//") && has(line, what))
    };
    let last = path.last().map(String::as_str).unwrap_or_default();
    first(&path.join("::")).or_else(|| first(last)).unwrap_or(0) + 1
}
