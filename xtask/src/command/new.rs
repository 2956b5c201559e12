//! `cargo xtask new`.

use std::path::{Path, PathBuf};

use super::input::shared_help;
use super::levels::levels_help;
use super::{Arguments, End, Input, arguments, complain};
use crate::codegen;
use crate::codegen::emit::Options;
use crate::package::{self, Name, manifest};

/// The help.
pub(super) const USAGE: &str = concat!(
    "\
Usage: cargo xtask new --spec FILE --out DIR --name NAME

Makes a whole client crate from an API description: manifest, runtime, generated
code and README. `cargo check` and `cargo doc` work in it at once.

Options:
  --spec FILE        The description
  --out DIR          The directory of the crate, which must be empty or absent
  --name NAME        The name of the crate
",
    shared_help!(),
    "  -h, --help         Print this help
",
    levels_help!(),
    "
Exit codes: 0 done, 1 the description is wrong or the directory can't be used,
2 wrong usage. Nothing is written unless all is.
"
);

struct Task {
    input: Input,
    out: PathBuf,
    name: Name,
}

/// Runs the task.
pub(super) fn run(arguments: Arguments<'_>) -> End {
    match parse(arguments) {
        Ok(Some(task)) => make(&task).unwrap_or_else(End::Failed),
        Ok(None) => End::Done(USAGE.to_owned()),
        Err(message) => End::Misused(message, USAGE),
    }
}

/// Returns nothing when help is asked for.
fn parse(mut arguments: Arguments<'_>) -> Result<Option<Task>, String> {
    let mut input = Input::new(PathBuf::new());
    let (mut out, mut name) = (None, None);
    while let Some(argument) = arguments.next() {
        match argument {
            "--out" => out = Some(PathBuf::from(arguments.value()?)),
            "--name" => name = Some(Name::new(arguments.value()?)?),
            "-h" | "--help" => return Ok(None),
            other if input.take(other, &mut arguments)? => {}
            other => return Err(arguments::unknown(other, USAGE)),
        }
        arguments.flag()?;
    }
    if input.request.spec.as_os_str().is_empty() {
        return Err("`new` needs `--spec FILE`".to_owned());
    }
    Ok(Some(Task {
        input,
        out: out.ok_or("`new` needs `--out DIR`")?,
        name: name.ok_or("`new` needs `--name NAME`")?,
    }))
}

fn make(task: &Task) -> Result<End, String> {
    let mut diagnostics = task.input.diagnostics();
    let options = Options {
        crate_name: task.name.ident().to_owned(),
    };
    let progress = task.input.progress();
    let generated = codegen::generate_request(&task.input.request, &options, &mut diagnostics);
    drop(progress);
    let generated = generated.ok_or_else(|| task.input.refused(&diagnostics))?;
    complain(&diagnostics.print(task.input.form));
    let failed = |message: String| task.input.failure(&message, None);
    let spec = file_name(&task.input.request.spec);
    let mut files = package::files(&task.name, &spec, &generated).map_err(failed)?;
    if manifest::is_in_workspace(&task.out) {
        for file in files.iter_mut().filter(|file| file.path == "Cargo.toml") {
            file.text = manifest::standing_alone(&file.text);
        }
    }
    package::write(&files, &task.out).map_err(failed)?;
    let out = task.out.display();
    let keep_going = if task.input.request.keep_going {
        " --keep-going"
    } else {
        ""
    };
    Ok(End::Done(format!(
        "{} files in {out}\n  `cargo check` and `cargo doc --open` work there; after a change of the description run\n  `cargo xtask codegen --spec {} --out {}{keep_going}`\n",
        files.len(),
        task.input.request.spec.display(),
        task.out.join(package::OWNED).display()
    )))
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
