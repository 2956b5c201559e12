//! What the READMEs say is so: links lead somewhere, commands work.
#![cfg(test)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tests::{cargo, root};

/// All Markdown files of the repository.
fn pages() -> Vec<PathBuf> {
    fn walk(directory: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && name != "target" && !name.starts_with('.') {
                walk(&path, found);
            } else if name.ends_with(".md") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root(), &mut found);
    found.sort();
    assert!(found.len() >= 5, "{found:?}");
    found
}

/// The targets of the links in a text, but for those that lead elsewhere.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let targets = text.split("](").skip(1);
    targets
        .filter_map(|rest| rest.split(')').next())
        .filter(|target| !target.contains("://"))
}

#[test]
fn every_link_inside_the_repository_leads_somewhere() {
    let mut dead = Vec::new();
    let mut count = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for link in links(&text) {
            let path = link.split('#').next().unwrap();
            if !page.with_file_name("").join(path).exists() {
                dead.push(format!("{}: {link}", page.display()));
            }
            count += 1;
        }
    }
    assert!(dead.is_empty(), "{dead:#?}");
    assert!(count > 5, "{count} links were found");
}

/// The commands in the `console` blocks of all pages.
fn commands() -> BTreeSet<String> {
    let mut commands = BTreeSet::new();
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for block in text.split("```console\n").skip(1) {
            let block = block.split("```").next().unwrap();
            commands.extend(block.lines().map(|line| line.trim().to_owned()));
        }
    }
    commands
}

#[test]
fn every_command_works() {
    let home = tempfile::tempdir().unwrap();
    // The tests themselves, and what leaves this machine.
    let elsewhere = ["cargo test --workspace"];
    // A crate is made before it is brought up to date.
    let (make, others): (Vec<_>, Vec<_>) = commands()
        .into_iter()
        .filter(|command| !elsewhere.contains(&command.as_str()))
        .partition(|command| command.starts_with("cargo xtask new"));
    assert!(!make.is_empty() && others.len() > 3, "{make:?} {others:?}");
    for command in make.iter().chain(&others) {
        let command = command.replace(
            "target/my-client",
            &home.path().join("out").to_string_lossy(),
        );
        let mut words = command.split_whitespace();
        assert_eq!(words.next(), Some("cargo"), "{command}");
        let output = cargo().args(words).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command}: {stderr}");
    }
}
