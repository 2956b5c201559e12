//! A text to a value, and to the places of its parts.
//!
//! In: a text, YAML or JSON. Out: the value and, with the text, the places of its parts,
//! which are made in one pass so that no second one can read the text differently; or
//! complaints with their positions. `yaml` and `json` read, each by the rules of its
//! format; `tree` builds, and holds the guards that both need. Deliberately absent: what
//! the value means.

mod json;
mod scalar;
mod syntax;
mod tree;
mod yaml;

use self::tree::Parsed;

use serde_yaml::Value;

use crate::codegen::diagnostics::Diagnostics;
use crate::codegen::document::text;
use crate::codegen::source::{Format, Source, Spans};

/// Reads the text of the file that complaints are about at the moment.
pub(super) fn parse(mut source: Source, diagnostics: &mut Diagnostics) -> Option<Value> {
    let parsed = if text::clean(&mut source, diagnostics) {
        match source.format {
            Format::Yaml => yaml::read(&source.text),
            Format::Json => json::read(&source.text),
        }
    } else {
        Err(Vec::new())
    };
    let (value, spans, complaints) = match parsed {
        Ok(Parsed {
            value,
            spans,
            warnings,
        }) => (Some(value), spans, warnings),
        Err(complaints) => (None, Spans::default(), complaints),
    };
    diagnostics.set_text(source, spans);
    for one in complaints {
        diagnostics
            .report_at(one.code, one.at, one.message)
            .help_if(one.help);
    }
    value
}

#[cfg(test)]
mod tests;
