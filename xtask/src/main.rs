//! The command line: arguments → task → exit code, and nothing else.

use std::process::ExitCode;

use xtask::codegen;
use xtask::command;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args_os()
        .skip(1)
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    codegen::on_a_large_stack(|| command::run(&arguments))
}
