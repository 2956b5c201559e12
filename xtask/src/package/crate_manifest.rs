//! The manifest of a crate.
//!
//! In: the manifest of the runtime, and of this workspace. Out: the manifest of a crate with the same
//! dependencies, and the same features but for those that stand for needs of a description.
//! Deliberately absent: how a manifest is taken apart (see `manifest.rs`).

use super::Name;
use super::manifest::{Section, section, sections, value};
use crate::codegen::runtime::NEEDS;

const RUNTIME: &str = include_str!("../../runtime/Cargo.toml");
const WORKSPACE: &str = include_str!("../../../Cargo.toml");

/// The sections that a crate takes from the runtime.
const COPIED: &[&str] = &[
    "features",
    "dependencies",
    "dev-dependencies",
    "package.metadata.docs.rs",
];

/// The feature of the runtime that has all needs, and what is said of them.
const EVERYTHING: &str = "everything";

/// Returns the manifest of a crate.
pub(super) fn of_crate(name: &Name, title: &str) -> Result<String, String> {
    let (runtime, workspace) = (sections(RUNTIME), sections(WORKSPACE));
    refuse_dependency(&runtime, name)?;
    let inherited = |key: &str| {
        let section = section(&workspace, "workspace.package");
        section
            .and_then(|section| value(section, key))
            .unwrap_or_default()
    };
    let mut text = format!(
        "[package]\nname = \"{}\"\nversion = \"0.1.0\"\ndescription = {}\nedition = \"{}\"\nrust-version = \"{}\"\n\
         # Remove this line to publish the crate, and choose a license for it.\npublish = false\n",
        name.as_str(),
        quoted(&format!("Client for {}.", title.trim_end_matches('.'))),
        inherited("edition"),
        inherited("rust-version"),
    );
    for heading in COPIED {
        text.push_str(&format!("\n[{heading}]\n"));
        let lines = section(&runtime, heading).map_or(&[][..], |section| &section.lines);
        let end = lines.iter().rposition(|line| !line.is_empty());
        let lines = lines.iter().take(end.map_or(0, |end| end + 1));
        for line in lines.filter(|line| !is_of_needs(line)) {
            text.push_str(&line.replace(&format!(", \"{EVERYTHING}\""), ""));
            text.push('\n');
        }
    }
    Ok(text)
}

/// Whether a line is about what a description may need: a feature, or the comment above them.
fn is_of_needs(line: &str) -> bool {
    let key = line.split_once(" = ").map_or("", |(key, _)| key);
    key == EVERYTHING || NEEDS.contains(&key) || line.starts_with("# Needs: ")
}

/// A crate called like one of its dependencies could not be built.
fn refuse_dependency(runtime: &[Section], name: &Name) -> Result<(), String> {
    let taken = runtime
        .iter()
        .filter(|section| section.heading.ends_with("dependencies"))
        .flat_map(|section| &section.lines)
        .filter_map(|line| line.split_once(['=', '.']))
        .any(|(key, _)| key.trim().replace('-', "_") == name.ident());
    if taken {
        return Err(format!(
            "a crate can't be called `{}`: it depends on a crate of that name",
            name.as_str()
        ));
    }
    Ok(())
}

/// A text of TOML, on one line and without anything invisible.
fn quoted(text: &str) -> String {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.extend(
            word.chars()
                .filter(|&c| !crate::codegen::source::is_deceptive(c)),
        );
    }
    let short: String = words.chars().take(200).collect();
    format!("\"{}\"", short.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needs_are_no_features_of_a_crate() {
        let manifest = of_crate(&Name::new("a").unwrap(), "A").unwrap();
        let sections = sections(&manifest);
        let keys: Vec<&str> = section(&sections, "features")
            .unwrap()
            .lines
            .iter()
            .filter_map(|line| Some(line.split_once(" = ")?.0))
            .collect();
        assert_eq!(
            keys,
            [
                "default",
                "rustls",
                "native-tls",
                "tracing",
                "blocking",
                "test-util"
            ]
        );
        assert!(
            manifest.contains("\ndefault = [\"rustls\"]\n"),
            "{manifest}"
        );
        assert!(manifest.contains("\nedition = \"20"), "{manifest}");
        assert!(manifest.contains("\nrust-version = \"1."), "{manifest}");
        assert!(!manifest.contains("Needs: "), "{manifest}");
        assert!(!manifest.contains(".workspace"), "{manifest}");
    }

    /// The committed client has the same runtime as any other crate.
    #[test]
    fn the_committed_client_has_the_same_features_and_dependencies() {
        let ours = of_crate(&Name::new("a").unwrap(), "A").unwrap();
        let ours = sections(&ours);
        let committed = sections(include_str!("../../../generated/Cargo.toml"));
        for heading in ["features", "dependencies", "dev-dependencies"] {
            let of = |all| section(all, heading).map(|section: &Section| section.lines.clone());
            assert!(of(&ours).is_some(), "{heading}");
            assert_eq!(of(&ours), of(&committed), "{heading}");
        }
    }

    #[test]
    fn texts_stay_texts() {
        assert_eq!(quoted("a \"b\"\n\\ \u{1b}[x]\u{7f}"), r#""a \"b\" \\ [x]""#);
    }
}
