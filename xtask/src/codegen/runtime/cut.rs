//! Leaves out of a file of the runtime what an API does not need.
//!
//! In: a text under `#[cfg(feature = "…")]`, formatted by rustfmt (the gate sees to it), so that whole
//! lines can be looked at. Out: the same without the attribute, or without what it stands on.

use std::iter::Peekable;

use super::Needs;

/// Leaves out what is not needed, and the unit tests.
pub(super) fn cut(text: &str, needs: &Needs) -> String {
    if !text.contains("#[cfg(") {
        return text.to_owned();
    }
    let mut kept = Kept(String::with_capacity(text.len()));
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let condition = line
            .trim_start()
            .strip_prefix("#[cfg(")
            .and_then(|rest| rest.strip_suffix(")]"));
        match condition.and_then(|condition| holds(condition, needs)) {
            None => kept.line(line),
            Some(true) => {}
            Some(false) => {
                kept.take_back_attributes();
                skip_item(&mut lines);
                kept.close(&mut lines);
            }
        }
    }
    kept.0
}

/// The modules of a file that have files of their own.
pub(super) fn modules(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let line = line.strip_prefix("pub(crate) ").unwrap_or(line);
        line.strip_prefix("mod ")?.strip_suffix(';')
    })
}

/// Whether a condition holds; none where users of the crate decide it.
fn holds(condition: &str, needs: &Needs) -> Option<bool> {
    let condition = condition.trim();
    let inside = |name: &str| {
        let rest = condition.strip_prefix(name)?;
        rest.strip_prefix('(')?.strip_suffix(')')
    };
    if condition == "test" {
        return Some(false);
    }
    if let Some(inside) = inside("not") {
        return holds(inside, needs).map(|holds| !holds);
    }
    if let Some(inside) = inside("any") {
        // A condition of both kinds is left to the compiler as it stands.
        let all: Option<Vec<bool>> = inside.split(',').map(|one| holds(one, needs)).collect();
        let has_test = inside.split(',').any(|one| one.trim() == "test");
        return all.filter(|_| !has_test).map(|all| all.contains(&true));
    }
    let feature = condition.strip_prefix("feature = \"")?;
    needs.has(feature.strip_suffix('"')?)
}

/// Skips the item, field, arm or statement that follows, with its attributes and documentation.
fn skip_item<'t>(lines: &mut impl Iterator<Item = &'t str>) {
    let mut is_open = false;
    let first = lines.find(|line| {
        let bare = line.trim_start();
        let is_before = is_open || bare.starts_with("#[") || bare.starts_with("///");
        is_open = (is_open || bare.starts_with("#[")) && !line.ends_with(']');
        !is_before
    });
    let Some(first) = first else { return };
    if first.ends_with([';', ',']) || first.ends_with("{}") {
        return;
    }
    let indent = &first[..first.len() - first.trim_start().len()];
    let is_last = |line: &str| {
        let rest = line.strip_prefix(indent).unwrap_or_default();
        rest.starts_with(['}', ')', ']']) && !rest.ends_with('{')
    };
    lines.find(|line| is_last(line));
}

/// What is kept of a text.
struct Kept(String);

impl Kept {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    /// Takes back the attributes and the documentation of an item that is left out after all.
    fn take_back_attributes(&mut self) {
        while let Some(last) = self.0.lines().next_back() {
            let bare = last.trim_start();
            if !bare.starts_with("///") && !bare.starts_with("#[") {
                break;
            }
            let length = self.0.len() - last.len() - 1;
            self.0.truncate(length);
        }
    }

    /// Goes on behind something that is left out, with one blank line at most, and none at the edge of
    /// a block.
    fn close<'t>(&mut self, lines: &mut Peekable<impl Iterator<Item = &'t str>>) {
        let is_edge = self.0.ends_with("\n\n") || self.0.ends_with("{\n");
        if is_edge {
            lines.next_if_eq(&"");
        }
        let is_end = |line: &&str| line.trim_start().starts_with(['}', ')', ']']);
        if lines.peek().is_none_or(is_end) && self.0.ends_with("\n\n") {
            self.0.pop();
        }
    }
}

#[cfg(test)]
mod tests;
