//! Changes as text, as Markdown, as JSON.

use serde_json::json;

use super::{Bump, Change, Place, bump};
use crate::codegen::diagnostics::escaped_json;
use crate::codegen::source::visible;

/// For people at a terminal, with reasons and places.
pub fn text(changes: &[Change]) -> String {
    let Some(bump) = bump(changes) else {
        return "users see no difference\n".to_owned();
    };
    let mut text = String::new();
    for change in changes {
        text.push_str(&format!("{}\n       {}\n", line(change), change.why));
        for (side, place) in [("old", &change.old), ("new", &change.new)] {
            text.push_str(&format!("       {side} {}\n", self::place(place)));
        }
    }
    let count = |bump: Bump| changes.iter().filter(|change| change.bump == bump).count();
    text.push_str(&format!(
        "\n{} major, {} minor, {} patch: together a {} step\n",
        count(Bump::Major),
        count(Bump::Minor),
        count(Bump::Patch),
        bump.word()
    ));
    visible(&text)
}

/// One change in one line.
pub fn line(change: &Change) -> String {
    format!("{}  {}", change.bump.word(), visible(&change.what))
}

/// For a pull request or a changelog: what and why, without places.
pub fn markdown(changes: &[Change]) -> String {
    let mut text = String::new();
    for (heading, bump) in [
        ("Breaking", Bump::Major),
        ("Added", Bump::Minor),
        ("Other", Bump::Patch),
    ] {
        let mut own = changes
            .iter()
            .filter(|change| change.bump == bump)
            .peekable();
        if own.peek().is_some() {
            let gap = if text.is_empty() { "" } else { "\n" };
            text.push_str(&format!("{gap}### {heading}\n\n"));
        }
        for change in own {
            text.push_str(&format!(
                "- {} ({}).\n",
                capitalised(&change.what),
                change.why
            ));
        }
    }
    if text.is_empty() {
        text.push_str("Users see no difference.\n");
    }
    visible(&text)
}

/// For machines: one object.
pub fn json(changes: &[Change]) -> String {
    let place = |place: &Place| {
        json!({
            "file": place.file,
            "line": place.line,
            "column": place.column,
            "pointer": place.pointer.to_string(),
        })
    };
    let changes_json: Vec<_> = changes
        .iter()
        .map(|change| {
            json!({
                "step": change.bump.word(),
                "what": change.what,
                "why": change.why,
                "old": place(&change.old),
                "new": place(&change.new),
            })
        })
        .collect();
    let report = json!({
        "step": bump(changes).map(Bump::word),
        "changes": changes_json,
    });
    format!("{}\n", escaped_json(&format!("{report:#}")))
}

fn place(place: &Place) -> String {
    let Place {
        file,
        line,
        column,
        pointer,
    } = place;
    format!("{file}:{line}:{column} {pointer}")
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}
