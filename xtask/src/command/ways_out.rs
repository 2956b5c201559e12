//! What can be done about errors in a description that is somebody else's.
//!
//! In: the complaints of a run that ended with nothing. Out: their printed form and, for people,
//! the options that apply to them. Deliberately absent: what to do about a single complaint, which
//! it says itself.

use crate::codegen::diagnostics::{Code, Diagnostic, Diagnostics, Form, Level};

/// Prints complaints and the ways out.
pub(super) fn refused(diagnostics: &Diagnostics, form: Form, kept_going: bool) -> String {
    let mut text = diagnostics.print(form);
    if let Form::Text { .. } = form {
        for way in ways(diagnostics, kept_going) {
            text.push_str(&format!("  help: {way}\n"));
        }
    }
    text
}

/// The ways out, each a sentence.
fn ways(diagnostics: &Diagnostics, kept_going: bool) -> Vec<String> {
    let errors: Vec<&Diagnostic> = diagnostics
        .iter()
        .filter(|one| one.level() == Level::Deny)
        .collect();
    let in_the_value = |one: &&Diagnostic| one.pointer().is_some() && !one.code().is_about_text();
    let in_operations = |one: &&Diagnostic| {
        let first = one
            .pointer()
            .and_then(|at| at.tokens().next().map(|name| name.into_owned()));
        matches!(first.as_deref(), Some("paths" | "components"))
    };
    let mut ways = Vec::new();
    if !kept_going && !errors.is_empty() && errors.iter().all(in_the_value) {
        ways.push(
            "`--keep-going` leaves out what can't be right, and generates the rest".to_owned(),
        );
    }
    if errors.iter().any(in_operations) {
        ways.push("`--only GLOB` keeps the operations that you need".to_owned());
    }
    if errors.iter().any(in_the_value) {
        let way = "`--overlay FILE` corrects a description that is not yours";
        ways.push(way.to_owned());
    }
    if errors.iter().any(|one| one.is_in_text()) {
        let way = "nothing else can be tried before the text can be read: correct a copy of it";
        ways.push(way.to_owned());
    }
    let mut codes: Vec<Code> = errors.iter().map(|one| one.code()).collect();
    codes.retain(|code| code.policy().obstacle().is_none());
    codes.sort();
    codes.dedup();
    if !codes.is_empty() {
        let names: Vec<&str> = codes.iter().map(|code| code.name()).collect();
        ways.push(format!(
            "`--warn {}` generates all the same",
            names.join(",")
        ));
    }
    ways
}
