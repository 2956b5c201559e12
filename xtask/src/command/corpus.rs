//! `cargo xtask corpus`.

use std::io::IsTerminal;
use std::path::PathBuf;

use super::levels::{self, levels_help};
use super::{Arguments, End, arguments, complain, repository};
use crate::codegen::diagnostics::Levels;
use crate::codegen::source::visible;
use crate::corpus::{self, Row, Task};

/// The help.
pub(super) const USAGE: &str = concat!(
    "\
Usage: cargo xtask corpus DIR [OPTIONS]

Tries the generator on every API description below a folder and prints a table.
An `INDEX.tsv` in the folder with columns `file` and `expect` (`accept`, `refuse`
or `either`) says what should come of each; without it all should be accepted.
What is accepted becomes a crate, on which `cargo check` and `cargo doc` are run
with warnings denied, and whose types must carry values made from the schemas.
Cargo is run offline. What came of a crate is kept in the work folder: a run that was
stopped goes on where it was, and a crate that did not change is not built again.

Options:
  --list         Only print which descriptions would be tried, by their paths
  --no-check     Only generate
  --check        Build what was generated (default)
  --allow-files  Follow references to other files in the folder of a description
  --filter GLOB  Only descriptions whose path in the folder is like this; `*` is
                 anything but `/`, `**` anything
  --keep-going   Leave out what can't be right, as `codegen` does
  --sample N     Only N of them, drawn by their paths
  --seed S       A number that makes another draw (default: 1)
  --jobs N       How many descriptions are read, and crates compiled, at the same
                 time (default: the number of processors)
  --work DIR     Where the crates and their target directory go
                 (default: target/corpus)
  -h, --help     Print this help
",
    levels_help!(),
    "
Exit codes: 0 all is as expected, 1 it is not, 2 wrong usage.
"
);

/// Runs the task.
pub(super) fn run(arguments: Arguments<'_>) -> End {
    let (task, list) = match parse(arguments) {
        Ok(Some(parsed)) => parsed,
        Ok(None) => return End::Done(USAGE.to_owned()),
        Err(message) => return End::Misused(message, USAGE),
    };
    if list {
        return match corpus::chosen(&task) {
            Ok(chosen) => End::Done(chosen.iter().map(|one| visible(&one.path) + "\n").collect()),
            Err(message) => End::Failed(format!("error: {message}\n")),
        };
    }
    let shows = std::io::stderr().is_terminal();
    let tell = |what: &str| {
        if shows {
            complain(&format!("{what}\n"));
        }
    };
    match corpus::run(&task, &tell) {
        Ok(rows) => {
            let table = format!("{}{}", corpus::table(&rows), corpus::totals(&rows));
            if rows.iter().all(Row::is_right) {
                End::Done(table)
            } else {
                // The table is the result in any case.
                super::say(&table);
                End::Failed("error: not everything is as expected\n".to_owned())
            }
        }
        Err(message) => End::Failed(format!("error: {message}\n")),
    }
}

/// Returns the task, and whether only its descriptions are listed; nothing when help is asked for.
fn parse(mut arguments: Arguments<'_>) -> Result<Option<(Task, bool)>, String> {
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| repository().join("target"), PathBuf::from);
    let mut task = Task {
        repository: repository().to_owned(),
        folder: PathBuf::new(),
        work: target.join("corpus"),
        filter: None,
        sample: None,
        seed: 1,
        check: true,
        jobs: processors,
        allow_files: false,
        keep_going: false,
        levels: Levels::default(),
    };
    let mut list = false;
    while let Some(argument) = arguments.next() {
        match argument {
            "--list" => list = true,
            "--check" => task.check = true,
            "--no-check" => task.check = false,
            "--allow-files" => task.allow_files = true,
            "--filter" => task.filter = Some(arguments.value()?.to_owned()),
            "--work" => task.work = PathBuf::from(arguments.value()?),
            "--keep-going" => task.keep_going = true,
            "--jobs" => task.jobs = from_one("--jobs", arguments.value()?)?,
            "--sample" => task.sample = Some(from_one("--sample", arguments.value()?)?),
            "--seed" => {
                let value = arguments.value()?;
                let seed = value.parse();
                task.seed = seed.map_err(|_| format!("`--seed {value}` is not a whole number"))?;
            }
            "-h" | "--help" => return Ok(None),
            other if levels::take(&mut task.levels, other, &mut arguments)? => {}
            other if other.starts_with('-') || !task.folder.as_os_str().is_empty() => {
                return Err(arguments::unknown(other, USAGE));
            }
            folder => task.folder = PathBuf::from(folder),
        }
        arguments.flag()?;
    }
    if task.folder.as_os_str().is_empty() {
        return Err("`corpus` needs a folder".to_owned());
    }
    Ok(Some((task, list)))
}

fn from_one(option: &str, value: &str) -> Result<usize, String> {
    let number = value.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| format!("`{option} {value}` is not a number from 1"))
}
