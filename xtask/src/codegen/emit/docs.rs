//! Docs → doc attributes.
//!
//! In: lines of our own, and [`Docs`] of the description. Out:
//! `#[doc = "…"]`, which is printed as `/// …`. Text of the description gets in
//! only through `markdown`, or as a code span.

use proc_macro2::TokenStream;
use quote::quote;

use crate::codegen::emit::markdown;
use crate::codegen::model::{Docs, Number, Rule};

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

    /// Adds an item to a list of our own; its text is the description's.
    pub(super) fn item(mut self, head: &str, text: &str) -> Self {
        self.lines.extend(markdown::item(head, text));
        self
    }

    /// Adds what is said of an argument, as an item of a list. `docs` is a page
    /// of its own, of which the first paragraph and the limits are told.
    pub(super) fn argument(mut self, name: &str, docs: &Docs, rule: &Rule) -> Self {
        let text = docs
            .description
            .as_deref()
            .or(docs.summary.as_deref())
            .unwrap_or_default();
        let limits = limits(rule, true).unwrap_or_default();
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

    /// Returns `#[doc]` attributes for the item that follows.
    pub(super) fn outer(&self) -> TokenStream {
        let lines = self.lines.iter().map(|line| spaced(line));
        quote!(#(#[doc = #lines])*)
    }

    /// Returns `#![doc]` attributes for the file that they stand in.
    pub(super) fn inner(&self) -> TokenStream {
        let lines = self.lines.iter().map(|line| spaced(line));
        quote!(#(#![doc = #lines])*)
    }
}

fn spaced(line: &str) -> String {
    if line.is_empty() {
        String::new()
    } else {
        format!(" {line}")
    }
}

/// A summary with a full stop.
fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '!', '?', ':']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// Says in a sentence what limits a value has; none where it has none. Requests are checked,
/// and replies taken as they are: `sent` tells whether the value leaves with a request.
pub(super) fn limits(rule: &Rule, sent: bool) -> Option<String> {
    let mut parts = own_limits(rule);
    if let Some(items) = &rule.items {
        parts.extend(
            own_limits(items)
                .into_iter()
                .map(|limit| format!("each {limit}")),
        );
    }
    (!parts.is_empty()).then(|| {
        let who = if sent {
            "Limits"
        } else {
            "The service promises"
        };
        format!("{who}: {}.", parts.join(", "))
    })
}

fn own_limits(rule: &Rule) -> Vec<String> {
    let number = |number: &Number| match number {
        Number::Integer(value) => value.to_string(),
        Number::Float(value) => value.to_string(),
    };
    let mut parts = Vec::new();
    parts.extend(range(rule.min_length, rule.max_length, "characters"));
    parts.extend(range(rule.min_items, rule.max_items, "items"));
    parts.extend(range(rule.min_properties, rule.max_properties, "members"));
    parts.extend(
        rule.minimum
            .iter()
            .map(|least| format!("at least {}", number(least))),
    );
    parts.extend(
        rule.exclusive_minimum
            .iter()
            .map(|least| format!("more than {}", number(least))),
    );
    parts.extend(
        rule.maximum
            .iter()
            .map(|most| format!("at most {}", number(most))),
    );
    parts.extend(
        rule.exclusive_maximum
            .iter()
            .map(|most| format!("less than {}", number(most))),
    );
    parts.extend(
        rule.multiple_of
            .iter()
            .map(|step| format!("a multiple of {}", number(step))),
    );
    parts.extend(rule.unique_items.then(|| "no two alike".to_owned()));
    parts.extend(rule.only.map(|only| format!("only `{only}`")));
    parts
}

fn range(least: Option<u64>, most: Option<u64>, what: &str) -> Option<String> {
    let counted = |count: u64| {
        let what = if count == 1 {
            what.trim_end_matches('s')
        } else {
            what
        };
        format!("{count} {what}")
    };
    match (least, most) {
        (Some(least), Some(most)) if least == most => Some(format!("exactly {}", counted(least))),
        (Some(least), Some(most)) => Some(format!("{least} to {}", counted(most))),
        (Some(least), None) => Some(format!("at least {}", counted(least))),
        (None, Some(most)) => Some(format!("at most {}", counted(most))),
        (None, None) => None,
    }
}
