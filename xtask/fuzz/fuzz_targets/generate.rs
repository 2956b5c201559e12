//! Any bytes as a description: complaints or Rust, never a panic.
//!
//! Start with the descriptions of this repository; what is found goes to the first folder:
//! `mkdir -p fuzz/corpus/generate` and
//! `cargo +nightly fuzz run generate fuzz/corpus/generate ../spec ../tests/fixtures`, in
//! `xtask`.
//! The mutations of `xtask/tests/mutations.rs` are a smaller form of this.

#![no_main]

use libfuzzer_sys::fuzz_target;
use xtask::codegen::diagnostics::{Diagnostics, Form};
use xtask::codegen::source::{Format, Source};
use xtask::codegen::emit::Options;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let source = Source {
        name: "fuzz".to_owned(),
        text: text.to_owned(),
        format: Format::of_text(text),
    };
    let options = Options {
        crate_name: "fuzz".to_owned(),
    };
    let mut diagnostics = Diagnostics::new();
    // Printing parses every file: what is not Rust is an internal error.
    let files = xtask::codegen::generate(source, &options, &mut diagnostics);
    let complaints = diagnostics.print(Form::PLAIN);
    assert!(files.is_some() || diagnostics.has_errors());
    assert!(!complaints.contains("internal error"), "{complaints}");
    let _ = diagnostics.print(Form::Json);
});
