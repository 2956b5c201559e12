//! A description is untrusted text: what the generator makes of hostile ones.
//!
//! Each row of the tables names the case of the list of hostile inputs that it
//! stands for (`HS01` …). A description is either refused, with a place and a
//! message, or gives the code that a harmless one gives. [`canary`] puts one
//! hostile text into every place of the committed description.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails loudly"
)]

#[path = "hostile/accepted.rs"]
mod accepted;
#[path = "hostile/canary.rs"]
mod canary;
#[path = "hostile/input.rs"]
mod input;
#[path = "hostile/inspect.rs"]
mod inspect;
#[path = "hostile/names.rs"]
mod names;
#[path = "hostile/read_otherwise.rs"]
mod read_otherwise;
#[path = "hostile/refused.rs"]
mod refused;
#[path = "hostile/threads.rs"]
mod threads;

/// The head that the descriptions of the tables have in common.
const HEAD: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";

/// A description with one schema, in flow style.
fn schema(text: &str) -> String {
    format!("{HEAD}paths: {{}}\ncomponents: {{schemas: {{S: {text}}}}}\n")
}

/// A description with one operation, of which the members are given.
fn operation(members: &str) -> String {
    format!(
        "{HEAD}paths: {{/a: {{get: {{operationId: getA, tags: [a], {members}, {RESPONSES}}}}}}}\n"
    )
}

/// A description with one path.
fn path(path: &str) -> String {
    format!("{HEAD}paths: {{{path}: {{get: {{operationId: getA, tags: [a], {RESPONSES}}}}}}}\n")
}

const RESPONSES: &str = "responses: {'204': {description: Done.}}";
