//! Docs → doc attributes.
//!
//! In: lines of our own, and [`Docs`] of the description. Out:
//! what stands for `/// …`. Text of the description gets in
//! only through `markdown`, or as a code span.

use proc_macro2::TokenStream;

use crate::codegen::emit::markdown;
use crate::codegen::emit::texts::Texts;
use crate::codegen::model::{Bound, Constraint, Constraints, Docs, Number};

/// The documentation of one item, in paragraphs.
#[derive(Debug, Default)]
pub(super) struct Page {
    lines: Vec<String>,
}

impl Page {
    /// Begins with a sentence of our own.
    pub(super) fn new(text: &str) -> Self {
        Self::default().paragraph(text)
    }

    /// Begins with what the description says, or with a sentence of our own
    /// where it says nothing.
    pub(super) fn described(docs: &Docs, otherwise: &str) -> Self {
        let page = Self::default().docs(docs);
        if page.lines.is_empty() {
            page.paragraph(otherwise)
        } else {
            page
        }
    }

    /// Begins with the first paragraph of what the description says, or with a sentence of our
    /// own where it says nothing.
    pub(super) fn summary(docs: &Docs, otherwise: &str) -> Self {
        let mut page = Self::described(docs, otherwise);
        let end = page.lines.iter().position(String::is_empty);
        page.lines.truncate(end.unwrap_or(page.lines.len()));
        page
    }

    /// The first sentence alone, and where the rest is told, if there is more.
    pub(super) fn first_sentence(mut self, rest: &str) -> Self {
        let paragraph = self.lines.iter().take_while(|line| !line.is_empty());
        let paragraph: Vec<&str> = paragraph.map(String::as_str).collect();
        let text = paragraph.join("\n");
        let first = first_sentence(&text);
        if first.len() < text.len() || paragraph.len() < self.lines.len() {
            self.lines = first.lines().map(str::to_owned).collect();
            self = self.paragraph(rest);
        }
        self
    }

    /// Adds what the description says.
    pub(super) fn docs(mut self, docs: &Docs) -> Self {
        let summary = docs.summary.as_deref().map(sentence);
        for text in summary
            .iter()
            .map(String::as_str)
            .chain(docs.description.as_deref())
        {
            self.add(markdown::lines(text));
        }
        self
    }

    /// Adds a paragraph of our own.
    pub(super) fn paragraph(mut self, text: &str) -> Self {
        self.add(text.lines().map(str::to_owned).collect());
        self
    }

    /// Adds lines that are Markdown already.
    pub(super) fn section(mut self, lines: Vec<String>) -> Self {
        self.add(lines);
        self
    }

    /// Adds an item to a list of our own; its text is the description's.
    pub(super) fn item(mut self, head: &str, text: &str) -> Self {
        self.lines.extend(markdown::item(head, text));
        self
    }

    /// Adds what is said of an argument, as an item of a list. `docs` is a page
    /// of its own, of which the first paragraph and the limits are told.
    pub(super) fn argument(mut self, name: &str, docs: &Docs, constraints: &Constraints) -> Self {
        let text = docs
            .description
            .as_deref()
            .or(docs.summary.as_deref())
            .unwrap_or_default();
        let limits = limits(constraints).unwrap_or_default();
        let text = format!("{text}\n{limits}");
        if !text.trim().is_empty() {
            self.lines
                .extend(markdown::item(&format!("`{name}`:"), text.trim()));
        }
        self
    }

    /// Adds a blank line, before a list.
    pub(super) fn blank(mut self) -> Self {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
        self
    }

    /// Adds an example that is compiled but not run.
    pub(super) fn example(self, code: &[String]) -> Self {
        let mut page = self.paragraph("# Example").paragraph("```no_run");
        // The fence and the code are one block.
        page.lines.extend(code.iter().cloned());
        page.lines.push("```".to_owned());
        page
    }

    fn add(&mut self, lines: Vec<String>) {
        if lines.is_empty() {
            return;
        }
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
        self.lines.extend(lines);
    }

    /// Returns what stands for the documentation of the item that follows.
    pub(super) fn outer(&self, texts: &Texts) -> TokenStream {
        texts.outer_docs(&self.lines)
    }

    /// Returns what stands for the documentation of the file that it stands in.
    pub(super) fn inner(&self, texts: &Texts) -> TokenStream {
        texts.inner_docs(&self.lines)
    }
}

/// The first sentence of a text: up to a full stop that a capital follows, and that stands in no code.
fn first_sentence(text: &str) -> &str {
    let ends = text.match_indices(". ").chain(text.match_indices(".\n"));
    let is_end = |end: &usize| {
        let (before, behind) = text.split_at(*end);
        let is_code = before.matches('`').count() % 2 == 1;
        !is_code
            && behind
                .get(2..)
                .is_some_and(|next| next.starts_with(char::is_uppercase))
    };
    let end = ends.map(|(end, _)| end).filter(is_end).min();
    end.map_or(text, |end| text.get(..=end).unwrap_or(text))
}

/// A text with a full stop, where it has no sign at its end.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '!', '?', ':']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// Says in a sentence or two what limits a value has; none where it has none.
pub(super) fn limits(constraints: &Constraints) -> Option<String> {
    let own = own_limits(constraints);
    let items = constraints.items.as_deref().map(own_limits);
    let items = items.unwrap_or_default();
    let label = match constraints.iter().next() {
        Some((first, _)) => match (first.counted, first.bound) {
            (Some(_), _) => "Length",
            (None, Bound::Flag(_)) => "Items",
            (None, Bound::Multiple) => "Value",
            (None, _) => "Range",
        },
        None => "Value",
    };
    let sentences: Vec<String> = [(label, own), ("Each item", items)]
        .into_iter()
        .filter(|(_, limits)| !limits.is_empty())
        .map(|(label, limits)| format!("{label}: {}.", limits.join(", ")))
        .collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn own_limits(constraints: &Constraints) -> Vec<String> {
    // What a value must reach comes before what it must not exceed.
    let is_lower = |(one, _): &(&Constraint, _)| matches!(one.bound, Bound::Least | Bound::Above);
    let (lower, others): (Vec<_>, Vec<_>) = constraints.iter().partition(is_lower);
    let all = lower.into_iter().chain(others);
    let limits = all.filter_map(|(constraint, value)| limit(constraints, constraint, value));
    let only = constraints.only.map(|only| format!("only `{only}`"));
    limits.chain(only).collect()
}

/// What one constraint says; of a range the greatest value tells the least, too.
fn limit(constraints: &Constraints, constraint: &Constraint, value: Number) -> Option<String> {
    let counted = match constraint.counted {
        Some(noun) if value == Number::Integer(1) => format!("{value} {noun}"),
        Some(noun) => format!("{value} {noun}s"),
        None => value.to_string(),
    };
    let other = |bound: Bound| {
        let is_it = |one: &Constraint| one.counted == constraint.counted && one.bound == bound;
        let found = constraints.iter().find(|(one, _)| is_it(one));
        found.map(|(_, value)| value)
    };
    Some(match constraint.bound {
        Bound::Least if other(Bound::Greatest).is_some() => return None,
        Bound::Least => format!("at least {counted}"),
        Bound::Greatest => match other(Bound::Least) {
            Some(least) if least == value => format!("exactly {counted}"),
            Some(least) => format!("{least} to {counted}"),
            None => format!("at most {counted}"),
        },
        Bound::Above => format!("more than {counted}"),
        Bound::Below => format!("less than {counted}"),
        Bound::Multiple => format!("a multiple of {counted}"),
        Bound::Flag(words) => words.to_owned(),
    })
}
