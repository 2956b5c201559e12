//! The manifest of a crate that is made from the pattern.
//!
//! In: the manifests of the pattern and of its workspace. Out: the manifest of another
//! crate, with the same dependencies and features. Deliberately absent: how a manifest is
//! taken apart (see `manifest.rs`).

use super::manifest::{section, value};
use super::{Name, Pattern};

/// The sections that a crate takes from the pattern.
const COPIED: &[&str] = &["features", "dependencies", "dev-dependencies"];

/// Returns the manifest of a crate.
pub(super) fn of_crate(pattern: &Pattern, name: &Name, title: &str) -> Result<String, String> {
    let inherited = |key: &str| {
        section(&pattern.workspace, "workspace.package")
            .and_then(|section| value(section, key))
            .ok_or_else(|| format!("Cargo.toml has no `{key}` in [workspace.package]"))
    };
    refuse_dependency(pattern, name)?;
    let mut text = format!(
        "[package]\nname = \"{}\"\nversion = \"0.1.0\"\ndescription = {}\nedition = \"{}\"\nrust-version = \"{}\"\n\
         # Remove this line to publish the crate, and choose a license for it.\npublish = false\n",
        name.as_str(),
        quoted(&format!("Client for {}.", title.trim_end_matches('.'))),
        inherited("edition")?,
        inherited("rust-version")?,
    );
    for section in &pattern.manifest {
        let copied = COPIED.contains(&section.heading.as_str())
            || section.heading.starts_with("target.")
            || section.heading.starts_with("package.metadata.");
        if !copied {
            continue;
        }
        text.push_str(&format!("\n[{}]\n", section.heading));
        let lines: Vec<String> = section
            .lines
            .iter()
            .filter(|line| !line.contains("path = "))
            .map(|line| dependency(pattern, line))
            .collect::<Result<_, _>>()?;
        let end = lines
            .iter()
            .rposition(|line| !line.trim().is_empty())
            .map_or(0, |last| last + 1);
        for line in lines.iter().take(end) {
            text.push_str(&line.replace(&pattern.ident, name.ident()));
            text.push('\n');
        }
    }
    Ok(text)
}

/// A crate called like one of its dependencies could not be built.
fn refuse_dependency(pattern: &Pattern, name: &Name) -> Result<(), String> {
    let taken = pattern
        .manifest
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

/// A line of a section; a dependency that is the workspace's is spelled out.
fn dependency(pattern: &Pattern, line: &str) -> Result<String, String> {
    let Some((name, rest)) = line.split_once('=').filter(|(_, rest)| {
        !line.starts_with('#') && (rest.contains("workspace = true") || line.contains(".workspace"))
    }) else {
        return Ok(line.to_owned());
    };
    let name = name.trim().trim_end_matches(".workspace");
    let own = section(&pattern.workspace, "workspace.dependencies")
        .and_then(|section| {
            section
                .lines
                .iter()
                .filter_map(|line| line.split_once('='))
                .find(|(key, _)| key.trim() == name)
        })
        .map(|(_, value)| value.trim())
        .ok_or_else(|| format!("Cargo.toml has no `{name}` in [workspace.dependencies]"))?;
    let base = match own.strip_prefix('{').and_then(|own| own.strip_suffix('}')) {
        Some(table) => table.trim().to_owned(),
        None => format!("version = {own}"),
    };
    let more = rest
        .trim()
        .trim_matches(['{', '}', ' '])
        .replace("workspace = true", "");
    let more = more.trim_matches([',', ' ']);
    Ok(if more.is_empty() || more == "true" {
        format!("{name} = {{ {base} }}")
    } else {
        format!("{name} = {{ {base}, {more} }}")
    })
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
    use super::super::manifest::sections;
    use super::*;

    #[test]
    fn dependencies_of_the_workspace_are_spelled_out() {
        let pattern = Pattern {
            ident: "a".to_owned(),
            manifest: Vec::new(),
            workspace: sections(
                "[workspace.dependencies]\nserde = \"1\"\nsyn = { version = \"3\", default-features = false }\n",
            ),
            features: String::new(),
            root: String::new(),
            sources: Vec::new(),
        };
        for (line, expected) in [
            ("x = \"1\"", "x = \"1\""),
            ("# serde.workspace = true", "# serde.workspace = true"),
            ("serde.workspace = true", "serde = { version = \"1\" }"),
            (
                "syn = { workspace = true, features = [\"full\"] }",
                "syn = { version = \"3\", default-features = false, features = [\"full\"] }",
            ),
        ] {
            assert_eq!(dependency(&pattern, line).as_deref(), Ok(expected));
        }
        assert!(dependency(&pattern, "none.workspace = true").is_err());
    }

    #[test]
    fn texts_stay_texts() {
        assert_eq!(quoted("a \"b\"\n\\ \u{1b}[x]\u{7f}"), r#""a \"b\" \\ [x]""#);
    }
}
