//! A large description is generated like a small one. How time and memory grow is
//! measured by `cargo bench -p xtask --bench scale`.

// Tests may fail loudly.
#![allow(clippy::unwrap_used)]

#[path = "support/synthetic.rs"]
mod synthetic;

use xtask::codegen::diagnostics::Diagnostics;
use xtask::codegen::emit::Options;

use synthetic::description;

fn options() -> Options {
    Options {
        crate_name: "scale".to_owned(),
    }
}

#[test]
fn a_thousand_operations() {
    let source = description(1_000);
    let mut diagnostics = Diagnostics::new();
    let files = xtask::codegen::generate(source, &options(), &mut diagnostics);
    assert!(
        files.is_some_and(|files| files.len() > 400),
        "{}",
        diagnostics.render()
    );
}
