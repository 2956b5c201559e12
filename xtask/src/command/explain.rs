//! `cargo xtask explain`.

use super::{Arguments, End, arguments};
use crate::codegen::diagnostics::{Code, Example, Level, Policy};
use crate::codegen::source::visible;

/// The help.
pub(super) const USAGE: &str = "\
Usage: cargo xtask explain [CODE]

Tells what a complaint means, such as `error[conflicting-all-of]`: why it has its level,
what brings it, and what can be done. Without a code, lists all of them.

Options:
  -h, --help  Print this help

Exit codes: 0 done, 2 wrong usage.
";

/// Runs the task.
pub(super) fn run(mut arguments: Arguments<'_>) -> End {
    let mut code = None;
    while let Some(argument) = arguments.next() {
        match argument {
            "-h" | "--help" => return End::Done(USAGE.to_owned()),
            name if code.is_none() && !name.starts_with('-') => code = Some(name),
            other => return End::Misused(arguments::unknown(other, USAGE), USAGE),
        }
        if let Err(message) = arguments.flag() {
            return End::Misused(message, USAGE);
        }
    }
    match code.map(Code::named) {
        None => End::Done(list()),
        Some(Ok(code)) => End::Done(entry(code)),
        Some(Err(message)) => End::Misused(message, USAGE),
    }
}

/// The table, a line for each code.
fn list() -> String {
    let all = Code::all();
    let width = all.iter().map(|code| code.name().len()).max().unwrap_or(0);
    let line = |code: &Code| format!("{:<width$}  {}\n", code.name(), level(*code));
    let lines: String = all.iter().map(line).collect();
    format!("{lines}\n`fixed` can't be lowered; `cargo xtask explain CODE` tells of one\n")
}

fn level(code: Code) -> String {
    let fixed = code.policy().obstacle().map_or("", |_| ", fixed");
    format!("{}{fixed}", code.policy().level().word())
}

fn entry(code: Code) -> String {
    let name = code.name();
    let way_out = match (code.policy(), code.policy().obstacle()) {
        (_, Some(obstacle)) => format!("It can't be lowered: {obstacle}."),
        (Policy::Allow, None) => {
            format!("It stands in `--report` only. `--warn {name}` or `--deny {name}` shows it.")
        }
        (Policy::Warn, None) => {
            format!("`--allow {name}` hides it, `--deny {name}` makes an error of it.")
        }
        (_, None) => format!("`--warn {name}` generates all the same, `--allow {name}` silently."),
    };
    let (head, example) = match code.example() {
        Example::Part(text) => ("Example, as a part of a description:", text),
        Example::Whole(text) => ("Example:", text),
        Example::Words(text) => ("Example, in words or from elsewhere:", text),
    };
    let example: String = example
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    let keep_going = match code.policy().level() {
        Level::Deny => ", and `--keep-going` leaves out what can be missed",
        Level::Warn | Level::Allow => "",
    };
    let way_out = if code.is_about_text() {
        way_out
    } else {
        format!(
            "{way_out} In a description that is not yours, `--overlay FILE` corrects the place{keep_going}."
        )
    };
    visible(&format!(
        "{name} ({})\n\n{}\n\n{head}\n\n{example}\n{}\n",
        level(code),
        filled(code.reason()),
        filled(&way_out)
    ))
}

/// A text in lines that fit into a terminal.
fn filled(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.len() + word.len() < 88 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}
