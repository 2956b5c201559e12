//! `--report`: what a description uses, and what was not honoured.
//!
//! In: a description that was read, and what was generated. Out: a text for people or
//! JSON for machines. Deliberately absent: judgement; an entry of the list of ignored
//! keywords carries its reason.

use std::collections::BTreeMap;

use serde_json::json;

use crate::codegen::diagnostics::{Code, Diagnostic, Diagnostics, Level};
use crate::codegen::document::{Document, Version, usage};
use crate::codegen::{Generated, Lowered};

/// The report for people.
pub fn text(lowered: &Lowered, generated: &Generated, diagnostics: &Diagnostics) -> String {
    let Lowered { document, api } = lowered;
    let mut text = format!(
        "{} of OpenAPI {}: {} operations, {} files\n\nIt uses\n",
        generated.headline,
        version(document),
        generated.operations,
        generated.files.len()
    );
    for (what, count) in usage(document) {
        text.push_str(&format!("  {count:>6}  {what}\n"));
    }
    text.push_str("\nIt is not honoured, and need not be\n");
    for used in &document.ignored {
        text.push_str(&format!(
            "  {:>6}  `{}` in {}, first at {}\n          {}\n",
            used.count,
            used.keyword,
            used.object.label(),
            used.first,
            used.reason
        ));
    }
    if document.ignored.is_empty() {
        text.push_str("          nothing\n");
    }
    if !api.left_out.is_empty() {
        text.push_str("\nIt is left out, since it can't be right\n");
    }
    for one in &api.left_out {
        text.push_str(&format!("          {}\n          {}\n", one.what, one.why));
    }
    let mut complaints: BTreeMap<(Code, Level), usize> = BTreeMap::new();
    for one in diagnostics.iter() {
        *complaints.entry((one.code(), one.level())).or_default() += 1;
    }
    if !complaints.is_empty() {
        text.push_str("\nIt is read in a way that may surprise\n");
    }
    for ((code, level), count) in complaints {
        text.push_str(&format!(
            "  {count:>6}  {} ({})\n",
            code.name(),
            level.word()
        ));
    }
    crate::codegen::source::visible(&text)
}

/// The report for machines: one JSON object.
pub fn json(lowered: &Lowered, generated: &Generated, diagnostics: &Diagnostics) -> String {
    let Lowered { document, api } = lowered;
    let left_out: Vec<_> = api
        .left_out
        .iter()
        .map(|one| json!({ "what": one.what, "why": one.why }))
        .collect();
    let ignored: Vec<_> = document
        .ignored
        .iter()
        .map(|used| {
            json!({
                "keyword": used.keyword,
                "object": used.object.label(),
                "reason": used.reason,
                "count": used.count,
                "first": used.first.to_string(),
            })
        })
        .collect();
    let complaints = |level| -> Vec<_> {
        let those = diagnostics.iter().filter(|one| one.level() == level);
        let entry = |one: &Diagnostic| {
            json!({
                "code": one.code().name(),
                "pointer": one.pointer().map(ToString::to_string),
                "message": one.message(),
            })
        };
        those.map(entry).collect()
    };
    let report = json!({
        "title": generated.title,
        "openapi": version(document),
        "operations": generated.operations,
        "files": generated.files.len(),
        "uses": usage(document),
        "ignored": ignored,
        "left_out": left_out,
        "warnings": complaints(Level::Warn),
        "allowed": complaints(Level::Allow),
    });
    format!("{report:#}\n")
}

fn version(document: &Document) -> &'static str {
    match document.version {
        Version::V3_0 => "3.0",
        Version::V3_1 => "3.1",
        Version::V3_2 => "3.2",
    }
}
