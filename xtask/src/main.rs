//! The command line: arguments → task → exit code, and nothing else.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use xtask::codegen::{self, Outcome, emit::Options, sync::Mode};

const USAGE: &str = "\
Usage: cargo xtask codegen [OPTIONS]

Reads the API description and writes the generated half of the client crate.

Options:
  --check        Write nothing; fail when the committed output is not what the
                 description says, and show what differs
  --dump model   Print the model between description and code, and stop
  --spec FILE    The description (default: spec/client-grants.yaml)
  --out DIR      The directory that the generator owns
                 (default: generated/src/generated)
  -h, --help     Print this help

Exit codes: 0 done, 1 the description or the output is wrong, 2 wrong usage.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args_os()
        .skip(1)
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    match parse(&arguments) {
        Ok(Command::Help) => say(USAGE),
        Ok(Command::Codegen(task)) => codegen(&task),
        Err(message) => {
            complain(&format!("error: {message}\n\n{USAGE}"));
            ExitCode::from(2)
        }
    }
}

enum Command {
    Help,
    Codegen(Codegen),
}

struct Codegen {
    spec: PathBuf,
    out: PathBuf,
    check: bool,
    dump: bool,
}

fn parse(arguments: &[String]) -> Result<Command, String> {
    let mut arguments = arguments.iter().map(String::as_str);
    match arguments.next() {
        Some("codegen") => {}
        Some("-h" | "--help" | "help") => return Ok(Command::Help),
        Some(other) => return Err(format!("there is no task `{other}`")),
        None => return Err("no task was given".to_owned()),
    }
    let mut task = Codegen {
        spec: in_repository("spec/client-grants.yaml"),
        out: in_repository("generated/src/generated"),
        check: false,
        dump: false,
    };
    while let Some(argument) = arguments.next() {
        let mut value = || {
            arguments
                .next()
                .ok_or_else(|| format!("`{argument}` needs a value"))
        };
        match argument {
            "--check" => task.check = true,
            "--dump" => match value()? {
                "model" => task.dump = true,
                other => return Err(format!("`--dump {other}` is not known; `model` is")),
            },
            "--spec" => task.spec = PathBuf::from(value()?),
            "--out" => task.out = PathBuf::from(value()?),
            "-h" | "--help" => return Ok(Command::Help),
            other => return Err(format!("`{other}` is not an option of `codegen`")),
        }
    }
    Ok(Command::Codegen(task))
}

/// A path of this repository, as short as the working directory allows.
fn in_repository(path: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."));
    match std::env::current_dir() {
        Ok(here) if here == root => PathBuf::from(path),
        _ => root.join(path),
    }
}

fn codegen(task: &Codegen) -> ExitCode {
    let result = if task.dump {
        codegen::dump_model(&task.spec)
    } else {
        let mode = if task.check { Mode::Check } else { Mode::Write };
        let options = Options {
            crate_name: "auth0_client_grants".to_owned(),
        };
        codegen::run(&task.spec, &task.out, &options, mode)
            .and_then(|outcome| report(task, &outcome))
    };
    match result {
        Ok(text) => say(&text),
        Err(message) => {
            complain(&message);
            ExitCode::FAILURE
        }
    }
}

/// Says what was done; in a check, what would have been is a failure.
fn report(task: &Codegen, outcome: &Outcome) -> Result<String, String> {
    complain(&outcome.warnings);
    let report = &outcome.report;
    let mut text = String::new();
    for path in &report.created {
        text.push_str(&format!("  new      {path}\n"));
    }
    for (path, difference) in &report.changed {
        text.push_str(&format!("  changed  {path}\n"));
        if task.check {
            difference
                .lines()
                .for_each(|line| text.push_str(&format!("    {line}\n")));
        }
    }
    for path in &report.stale {
        text.push_str(&format!("  removed  {path}\n"));
    }
    let out = task.out.display();
    if report.is_clean() {
        return Ok(format!("{} files in {out} are up to date\n", outcome.files));
    }
    if task.check {
        return Err(format!(
            "error: {out} is not what the description says\n{text}  help: run `cargo xtask codegen` and commit the result\n"
        ));
    }
    Ok(format!("{} files in {out}\n{text}", outcome.files))
}

fn say(text: &str) -> ExitCode {
    // A reader that has gone away is no failure of ours.
    let _ = std::io::stdout().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

fn complain(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}
