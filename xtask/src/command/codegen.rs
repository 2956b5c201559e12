//! `cargo xtask codegen`.

use std::path::PathBuf;

use super::input::shared_help;
use super::levels::levels_help;
use super::{Arguments, End, Input, arguments, complain, diff, in_repository};
use crate::codegen;
use crate::codegen::Stage;
use crate::codegen::emit::Options;
use crate::codegen::sync::{self, Mode, SyncReport};
use crate::diff::git::LastCommit;
use crate::package::{Name, manifest};
use crate::report;

/// The help.
pub(super) const USAGE: &str = concat!(
    "\
Usage: cargo xtask codegen [OPTIONS]

Reads the API description and writes the generated half of the client crate. Where the
description differs from the last commit, a line tells each change that users can see.

Options:
  --check            Write nothing; fail when the committed output is not what the
                     description says, and show what differs
  --dump model       Print the model between description and code, and stop
  --report [json]    Write nothing; tell what the description uses and what of it is
                     not honoured, and why
  --spec FILE        The description (default: spec/client-grants.yaml)
  --out DIR          The directory that the generator owns
                     (default: generated/src/generated)
  --crate-name NAME  The crate that examples in the documentation import
                     (default: that of the manifest above the directory,
                     else the one of this repository)
",
    shared_help!(),
    "  -h, --help         Print this help
",
    levels_help!(),
    "
Exit codes: 0 done, 1 the description or the output is wrong, 2 wrong usage.
"
);

struct Task {
    input: Input,
    out: PathBuf,
    crate_name: Option<Name>,
    check: bool,
    /// The command that writes what a check misses.
    write: String,
    dump: bool,
    report: Option<Report>,
}

/// The forms of a report.
enum Report {
    Text,
    Json,
}

/// Runs the task.
pub(super) fn run(arguments: Arguments<'_>) -> End {
    match parse(arguments) {
        Ok(Some(task)) => generate(&task),
        Ok(None) => End::Done(USAGE.to_owned()),
        Err(message) => End::Misused(message, USAGE),
    }
}

/// Returns nothing when help is asked for.
fn parse(mut arguments: Arguments<'_>) -> Result<Option<Task>, String> {
    let mut task = Task {
        input: Input::new(in_repository("spec/client-grants.yaml")),
        out: in_repository("generated/src/generated"),
        crate_name: None,
        check: false,
        write: written(&arguments),
        dump: false,
        report: None,
    };
    while let Some(argument) = arguments.next() {
        match argument {
            "--check" => task.check = true,
            "--dump" => match arguments.value()? {
                "model" => task.dump = true,
                other if task.input.take(other, &mut arguments)? => {}
                other => return Err(format!("`--dump {other}` is not known; `model` is")),
            },
            "--report" => {
                task.report = Some(
                    match arguments.attached().or_else(|| arguments.eat("json")) {
                        None => Report::Text,
                        Some("json") => Report::Json,
                        Some(other) => {
                            return Err(format!("`--report={other}` is not known; `json` is"));
                        }
                    },
                );
            }
            "--out" => task.out = PathBuf::from(arguments.value()?),
            "--crate-name" => task.crate_name = Some(Name::new(arguments.value()?)?),
            "-h" | "--help" => return Ok(None),
            other if task.input.take(other, &mut arguments)? => {}
            other => return Err(arguments::unknown(other, USAGE)),
        }
        arguments.flag()?;
    }
    if task.dump && task.check {
        return Err("`--dump` writes nothing, so there is nothing to `--check`".to_owned());
    }
    Ok(Some(task))
}

/// The command that writes what a check with these options misses.
fn written(arguments: &Arguments<'_>) -> String {
    let mut command = "cargo xtask codegen".to_owned();
    for word in arguments.rest().filter(|word| *word != "--check") {
        let quote = if word.contains(char::is_whitespace) {
            "'"
        } else {
            ""
        };
        command.push_str(&format!(" {quote}{word}{quote}"));
    }
    command
}

fn generate(task: &Task) -> End {
    let mut diagnostics = task.input.diagnostics();
    if task.dump {
        let model = codegen::dump_model(&task.input.request, &mut diagnostics);
        let Some(model) = model else {
            return End::Failed(task.input.refused(&diagnostics));
        };
        complain(&diagnostics.print(task.input.form));
        return End::Done(model);
    }
    let named = task.crate_name.as_ref().map(|name| name.ident().to_owned());
    let crate_name = named
        .or_else(|| manifest::ident_above(&task.out))
        .or_else(|| manifest::ident_above(&in_repository("generated")))
        .unwrap_or_default();
    let options = Options { crate_name };
    // Git answers while the code is made.
    let is_writing = !task.check && task.report.is_none();
    let before = is_writing.then(|| LastCommit::of(&task.input.request.spec));
    let progress = task.input.progress();
    let stages = &task.input.request.stages;
    let lowered = codegen::load(&task.input.request, &mut diagnostics);
    stages.begin(Stage::Print);
    let generated = lowered
        .as_ref()
        .and_then(|lowered| codegen::printed(&lowered.api, &options, &mut diagnostics));
    drop(progress);
    let (Some(lowered), Some(generated)) = (lowered, generated) else {
        return End::Failed(task.input.refused(&diagnostics));
    };
    complain(&diagnostics.print(task.input.form));
    match task.report {
        Some(Report::Text) => {
            return End::Done(report::text(&lowered, &generated, &diagnostics));
        }
        Some(Report::Json) => {
            return End::Done(report::json(&lowered, &generated, &diagnostics));
        }
        None => {}
    }
    let mode = if task.check { Mode::Check } else { Mode::Write };
    let progress = task.input.progress();
    stages.begin(Stage::Write);
    let synced = sync::sync(&generated.files, &task.out, mode);
    drop(progress);
    match synced {
        Ok(report) => {
            let mut end = told(task, generated.files.len(), &report);
            if let (End::Done(text), Some(before)) = (&mut end, before.flatten()) {
                text.push_str(&diff::since_commit(&task.input, before));
            }
            end
        }
        Err(message) => End::Failed(task.input.failure(&message, None)),
    }
}

/// Says what was done; in a check, what would have been is a failure.
fn told(task: &Task, files: usize, report: &SyncReport) -> End {
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
        return End::Done(format!("{files} files in {out} are up to date\n"));
    }
    if task.check {
        return End::Failed(task.input.failure(
            &format!(
                "{out} is not what the description says\n{}",
                text.trim_end()
            ),
            Some(&format!("run `{}` and commit the result", task.write)),
        ));
    }
    End::Done(format!("{files} files in {out}\n{text}"))
}
