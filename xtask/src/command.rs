//! The tasks as they are called from a shell.
//!
//! In: the arguments behind `cargo xtask`. Out: an exit code, results on stdout,
//! complaints on stderr. Each task has a file with its help, its options and what it
//! does; what they share stands here. Deliberately absent: the work itself.

mod arguments;
mod codegen;
mod corpus;
mod diff;
mod input;
mod new;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use self::arguments::Arguments;
use self::input::Input;

const USAGE: &str = "\
Usage: cargo xtask TASK [OPTIONS]

Tasks:
  codegen   Write the generated part of a client crate from an API description
  new       Make a whole client crate from an API description
  corpus    Try the generator on a folder of API descriptions
  diff      Tell what changed between two API descriptions, for users of the crate

`cargo xtask TASK --help` tells the options of a task.

Exit codes: 0 done, 1 the description or the output is wrong, 2 wrong usage. Those of
`diff`: 0 equal, 1 different, 2 error.
";

/// How a task ends.
enum End {
    /// What it has to say stands on stdout.
    Done(String),
    /// What was compared differs; the text, on stdout, says how.
    Different(String),
    /// The description or the output is wrong; the text says what.
    Failed(String),
    /// There was nothing to compare, because of an error; the text says which.
    Broken(String),
    /// The task was called in a wrong way: the message, and the help of the task.
    Misused(String, &'static str),
}

/// Runs a task and returns the exit code of the process.
pub fn run(arguments: &[String]) -> ExitCode {
    let mut arguments = Arguments::new(arguments);
    let end = match arguments.next() {
        Some("codegen") => codegen::run(arguments),
        Some("new") => new::run(arguments),
        Some("corpus") => corpus::run(arguments),
        Some("diff") => diff::run(arguments),
        Some("-h" | "--help" | "help") => End::Done(USAGE.to_owned()),
        Some(other) => End::Misused(format!("there is no task `{other}`"), USAGE),
        None => End::Misused("no task was given".to_owned(), USAGE),
    };
    match end {
        End::Done(text) => {
            say(&text);
            ExitCode::SUCCESS
        }
        End::Different(text) => {
            say(&text);
            ExitCode::FAILURE
        }
        End::Failed(text) => {
            complain(&text);
            ExitCode::FAILURE
        }
        End::Broken(text) => {
            complain(&text);
            ExitCode::from(2)
        }
        End::Misused(message, usage) => {
            complain(&format!("error: {message}\n\n{usage}"));
            ExitCode::from(2)
        }
    }
}

fn say(text: &str) {
    // A reader that has gone away is no failure of ours.
    let _ = std::io::stdout().write_all(text.as_bytes());
}

fn complain(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// The root of this repository.
fn repository() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// A path of this repository, as short as the working directory allows.
fn in_repository(path: &str) -> PathBuf {
    match std::env::current_dir() {
        Ok(here) if here == repository() => PathBuf::from(path),
        _ => repository().join(path),
    }
}
