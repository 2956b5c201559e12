//! The tasks as they are called from a shell.
//!
//! In: the arguments behind `cargo xtask`. Out: an exit code, results on stdout,
//! complaints on stderr. Each task has a file with its help, its options and what it
//! does; what they share stands here. Deliberately absent: the work itself.

mod arguments;
mod codegen;
mod corpus;
mod diff;
mod explain;
mod input;
mod levels;
mod new;
mod progress;
mod ways_out;

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use self::arguments::Arguments;
use self::input::Input;
use self::progress::Progress;
use crate::suggest;

const USAGE: &str = "\
Usage: cargo xtask TASK [OPTIONS]

Tasks:
  codegen   Write the generated part of a client crate from an API description
  new       Make a whole client crate from an API description
  corpus    Try the generator on a folder of API descriptions
  diff      Tell what changed between two API descriptions, for users of the crate
  explain   Tell what a complaint means, and what can be done

`cargo xtask help TASK` tells the options of a task.

Options:
  -V, --version   Print the version
  -h, --help      Print this help

Results go to stdout and complaints to stderr, in colour on a terminal unless
NO_COLOR is set.

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
        Some("explain") => explain::run(arguments),
        Some("-h" | "--help") => End::Done(USAGE.to_owned()),
        Some("help") => help(arguments.next()),
        Some("-V" | "--version") => {
            End::Done(concat!("xtask ", env!("CARGO_PKG_VERSION"), "\n").to_owned())
        }
        Some(option) if option.starts_with('-') => End::Misused(without_task(option), USAGE),
        Some(other) => End::Misused(unknown_task(other), USAGE),
        None => End::Misused("no task was given".to_owned(), USAGE),
    };
    match end {
        End::Done(text) if say(&text) => ExitCode::SUCCESS,
        End::Done(_) => ExitCode::FAILURE,
        End::Different(text) if say(&text) => ExitCode::FAILURE,
        End::Different(_) => ExitCode::from(2),
        End::Failed(text) => {
            complain(&text);
            ExitCode::FAILURE
        }
        End::Broken(text) => {
            complain(&text);
            ExitCode::from(2)
        }
        End::Misused(message, usage) => {
            complain(&format!("error: {message}\n\n{}", way_out(usage)));
            ExitCode::from(2)
        }
    }
}

/// The helps of the tasks.
const TASKS: [&str; 5] = [
    codegen::USAGE,
    new::USAGE,
    corpus::USAGE,
    diff::USAGE,
    explain::USAGE,
];

/// Tells how a task is called, or which tasks there are.
fn help(task: Option<&str>) -> End {
    let Some(task) = task else {
        return End::Done(USAGE.to_owned());
    };
    match TASKS.iter().find(|usage| arguments::task(usage) == task) {
        Some(usage) => End::Done((*usage).to_owned()),
        None => End::Misused(unknown_task(task), USAGE),
    }
}

/// The complaint about an option where a task should stand, with a guess at the task.
fn without_task(option: &str) -> String {
    let takes_it = |usage: &&&'static str| arguments::options(usage).any(|known| known == option);
    match TASKS.iter().find(takes_it) {
        Some(usage) => format!(
            "no task stands before `{option}`; did you mean `cargo xtask {} {option}`?",
            arguments::task(usage)
        ),
        None => format!("no task stands before `{option}`"),
    }
}

/// What to do after wrong usage: the list of tasks is short, the help of a task is not.
fn way_out(usage: &'static str) -> String {
    let line = usage.lines().next().unwrap_or_default();
    match arguments::task(usage) {
        "TASK" => usage.to_owned(),
        task => format!("{line}\nFor more, try `cargo xtask {task} --help`.\n"),
    }
}

/// The complaint about a task that there is not, with a guess at what was meant.
fn unknown_task(word: &str) -> String {
    match suggest::guess(word, TASKS.into_iter().map(arguments::task)) {
        Some(guess) => format!("there is no task `{word}`; {guess}"),
        None => format!("there is no task `{word}`"),
    }
}

/// Prints a result, and returns whether it arrived. A reader that has gone away, such as `head`, is no
/// failure of ours.
fn say(text: &str) -> bool {
    let mut out = std::io::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            complain(&format!("error: the result cannot be written: {error}\n"));
            false
        }
        _ => true,
    }
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
