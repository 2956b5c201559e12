//! Manifests of our own.
//!
//! In: the text of one. Out: its sections of lines, which is enough for manifests of our
//! own (a test reads what is made of them with Cargo), and what they say of a crate.
//! Deliberately absent: TOML.

use std::path::Path;

/// A `[heading]` and what stands below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub(super) heading: String,
    pub(super) lines: Vec<String>,
}

/// Splits a manifest.
pub fn sections(text: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for line in text.lines() {
        if line.starts_with('[') {
            sections.push(Section {
                heading: line.trim_matches(['[', ']', ' ']).to_owned(),
                lines: Vec::new(),
            });
        } else if let Some(section) = sections.last_mut() {
            section.lines.push(line.to_owned());
        }
    }
    sections
}

pub(super) fn section<'s>(sections: &'s [Section], heading: &str) -> Option<&'s Section> {
    sections.iter().find(|section| section.heading == heading)
}

/// Returns the text of a key.
pub(super) fn value<'s>(section: &'s Section, key: &str) -> Option<&'s str> {
    section.lines.iter().find_map(|line| {
        let (name, value) = line.split_once('=')?;
        let value = value.trim().strip_prefix('"')?;
        (name.trim() == key).then(|| value.split('"').next().unwrap_or(value))
    })
}

/// Returns the name by which Rust code imports the crate of a manifest.
pub fn crate_ident(manifest: &[Section]) -> Option<String> {
    let library = section(manifest, "lib").and_then(|section| value(section, "name"));
    let package = section(manifest, "package").and_then(|section| value(section, "name"));
    library.or(package).map(|name| name.replace('-', "_"))
}

/// Returns the version of a crate, or the one that a workspace gives its crates.
pub fn version(manifest: &[Section]) -> Option<&str> {
    let headings = ["package", "workspace.package"];
    let mut versions = headings
        .iter()
        .filter_map(|heading| value(section(manifest, heading)?, "version"));
    versions.next()
}

/// Returns the name by which Rust code imports the crate that a path lies in: the one
/// of the nearest manifest above.
pub fn ident_above(path: &Path) -> Option<String> {
    let path = std::path::absolute(path).ok()?;
    path.ancestors()
        .find_map(|folder| std::fs::read_to_string(folder.join("Cargo.toml")).ok())
        .and_then(|text| crate_ident(&sections(&text)))
}

/// Returns whether a path lies in a workspace.
pub fn is_in_workspace(path: &Path) -> bool {
    let Ok(path) = std::path::absolute(path) else {
        return false;
    };
    path.ancestors()
        .skip(1)
        .filter_map(|folder| std::fs::read_to_string(folder.join("Cargo.toml")).ok())
        .any(|text| section(&sections(&text), "workspace").is_some())
}

/// Returns the manifest of a crate that is a workspace of its own.
pub fn standing_alone(manifest: &str) -> String {
    format!(
        "{manifest}\n# The crate lies in the folder of a workspace that it is no member of.\n[workspace]\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crate_of_a_manifest() {
        let text = "[package]\nname = \"a-b\" # x\n\n[dependencies]\nname = \"1\"\n";
        assert_eq!(crate_ident(&sections(text)).as_deref(), Some("a_b"));
        let text = format!("{text}[lib]\nname = \"c\"\n");
        assert_eq!(crate_ident(&sections(&text)).as_deref(), Some("c"));
    }
}
