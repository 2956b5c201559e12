//! Whether a release says what changed.
//!
//! In: the changes, and version and changelog on both sides. Out: what is missing, and what
//! to write. A changelog has a heading `## x.y.z` for each version, the newest first; one
//! that says `unreleased` is still written at, and so is one whose newest release is a
//! pre-release, `## x.y.z-pre`. The step is counted from the newest version that was released
//! before, so that several changes may share one step.

use super::{Change, Version, bump, markdown};

/// What a tree says of its version.
#[derive(Clone, Debug)]
pub struct Release {
    /// The version of the crate.
    pub version: Version,
    /// The text of its changelog.
    pub changelog: String,
}

/// What a changelog says of one version.
struct Entry<'t> {
    version: Version,
    is_released: bool,
    lines: Vec<&'t str>,
}

impl Release {
    /// The versions that the changelog does not call unreleased, the newest first.
    pub fn released(&self) -> impl Iterator<Item = Version> {
        let entries = entries(&self.changelog).into_iter();
        entries
            .filter(|entry| entry.is_released)
            .map(|entry| entry.version)
    }
}

/// Returns what a tree does not say of its changes, and how to mend that; nothing when all is said.
pub fn lacks(old: &Release, new: &Release, changes: &[Change]) -> Option<(String, String)> {
    let entries = entries(&new.changelog);
    let Some(newest) = entries.first().filter(|entry| entry.version == new.version) else {
        return Some((
            format!(
                "the changelog does not begin with {}, the version of the crate",
                new.version
            ),
            format!(
                "write `## {} (unreleased)` above all other versions",
                new.version
            ),
        ));
    };
    let base = old.released().next();
    if let Some(base) = base {
        let least = bump(changes).map_or(base, |bump| base.after(bump));
        if new.version < least {
            let reason = match bump(changes) {
                Some(bump) => format!("after {base} these are {} changes", bump.word()),
                None => format!("{base} is released"),
            };
            return Some((
                format!(
                    "{reason}, so the version is {least} at least; it is {}",
                    new.version
                ),
                format!(
                    "set `version = \"{least}\"` in Cargo.toml, and call the newest entry of the changelog `## {least} (unreleased)`"
                ),
            ));
        }
    }
    let before: Vec<&str> = old.changelog.lines().collect();
    let is_recent = |entry: &&Entry<'_>| base.is_none_or(|base| entry.version > base);
    let mut lines = entries
        .iter()
        .filter(is_recent)
        .flat_map(|entry| &entry.lines);
    let is_text = |line: &str| !line.trim().is_empty() && !line.starts_with('#');
    let says = lines.any(|line| is_text(line) && !before.contains(line));
    if changes.is_empty() || says {
        return None;
    }
    Some((
        format!(
            "the changelog says nothing new of {}, though users see changes",
            newest.version
        ),
        format!("write there, in your own words:\n\n{}", markdown(changes)),
    ))
}

fn entries(text: &str) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for line in text.lines() {
        let heading = line
            .strip_prefix("## ")
            .map(|heading| heading.trim_start_matches(['v', '[']));
        let text = heading.and_then(|heading| heading.split([' ', ']']).next());
        let version = text.and_then(Version::parse);
        match (version, entries.last_mut()) {
            (Some(version), _) => entries.push(Entry {
                version,
                is_released: !line.to_ascii_lowercase().contains("unreleased")
                    && text.is_some_and(|text| !text.contains('-')),
                lines: Vec::new(),
            }),
            (None, Some(entry)) => entry.lines.push(line),
            (None, None) => {}
        }
    }
    entries
}
