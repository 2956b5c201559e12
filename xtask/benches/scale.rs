//! Time and memory against the size of a description, stage by stage:
//! `cargo bench -p xtask --bench scale` prints the table, and
//! `cargo bench -p xtask --bench scale -- describe 100` a description of a hundred operations, for other programs.

#![allow(clippy::unwrap_used, reason = "a measurement may fail loudly")]

#[path = "../tests/support/synthetic.rs"]
mod synthetic;

use std::time::Instant;

use xtask::codegen::diagnostics::{Diagnostics, Form};
use xtask::codegen::document::Document;
use xtask::codegen::emit::Options;
use xtask::codegen::source::Source;
use xtask::codegen::{self, lower};

use synthetic::description;

fn options() -> Options {
    Options {
        crate_name: "scale".to_owned(),
    }
}

/// The most memory that this process has used, in MiB, where the system tells.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse::<usize>().ok())
        .unwrap_or(0)
        / 1024
}

fn main() {
    let mut arguments = std::env::args().skip_while(|argument| argument != "describe");
    if let Some(operations) = arguments.nth(1) {
        print!("{}", description(operations.parse().unwrap()).text);
        return;
    }
    println!("operations       kB     load    lower    files      all  mistakes  peak MiB");
    for operations in [10, 100, 1_000, 10_000] {
        let source = description(operations);
        let start = Instant::now();
        let mut times = Vec::new();
        let mut mark = |from: Instant| times.push(from.elapsed().as_secs_f64() * 1000.0);
        let mut diagnostics = Diagnostics::new();
        let document = Document::parse(source.clone(), &mut diagnostics).unwrap();
        mark(start);
        let from = Instant::now();
        let api = lower::lower(&document, &mut diagnostics).unwrap();
        mark(from);
        let from = Instant::now();
        let printed = codegen::print_all(&api, &options()).unwrap();
        mark(from);
        mark(start);
        let peak = peak();
        drop((document, api, printed));
        // A complaint about every resource.
        let wrong = Source {
            text: source.text.replace("type: integer", "type: intger"),
            ..source
        };
        let from = Instant::now();
        let mut diagnostics = Diagnostics::new();
        assert!(xtask::codegen::generate(wrong, &options(), &mut diagnostics).is_none());
        assert!(diagnostics.print(Form::PLAIN).contains("errors") || operations < 10);
        mark(from);
        let times: String = times.iter().map(|time| format!(" {time:>8.1}")).collect();
        println!(
            "{operations:>10} {:>8}{times}  {peak:>8}",
            source.text.len() / 1000
        );
    }
}
