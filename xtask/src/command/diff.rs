//! `cargo xtask diff`.

use std::path::{Path, PathBuf};

use super::levels::{self, levels_help};
use super::{Arguments, End, Input as Options, arguments, complain, repository, ways_out};
use crate::codegen;
use crate::codegen::diagnostics::{self, Diagnostics, Form, Levels};
use crate::codegen::document::Input;
use crate::codegen::source::{Format, Source};
use crate::diff::git::LastCommit;
use crate::diff::{self, Change, Refused, Release, Revision, Version, View, git, shared};
use crate::package::manifest;

/// The help.
pub(super) const USAGE: &str = concat!(
    "\
Usage: cargo xtask diff OLD NEW [OPTIONS]
       cargo xtask diff --git REV [OPTIONS]
       cargo xtask diff --require-changelog [--git REV] [OPTIONS]

Tells what changed between two API descriptions, what each change means for users of
the generated crate, and which part of the version it raises (semantic versioning):
`major` breaks programs, `minor` adds, `patch` is documentation. While the version is
0.y.z, a major change raises y, the others z.

Options:
  --git REV            Compare spec/client-grants.yaml of another revision with the one
                       at hand
  --only-shared        NEW is a stranger's description, perhaps a large one: look at the
                       operations that OLD has too, and at new ones under its paths. Names
                       in Rust are not compared, and OLD says how lists are paged
  --docs               Compare texts of the descriptions too
  --format FORM        `text` (default), with reasons and places; `markdown`, for a pull
                       request or a changelog; or `json`, one object
  --require-changelog  Instead of a report, make sure that version and changelog of
                       generated/ say enough for what changed since REV, or without
                       `--git` since the last release: the tag `vX.Y.Z` of the newest
                       version that the changelog does not call unreleased
  --allow-files        Follow references to other files in the folder of a description
  --keep-going         Compare what is left without what can't be right, as `codegen` does
  -h, --help           Print this help
",
    levels_help!(),
    "
Exit codes: 0 equal, 1 different, 2 error. With --require-changelog: 0 enough is said,
1 something is missing, 2 error.
"
);

const SPEC: &str = "spec/client-grants.yaml";
const CHANGELOG: &str = "generated/CHANGELOG.md";

struct Task {
    /// The repository at hand.
    root: PathBuf,
    compared: Compared,
    only_shared: bool,
    docs: bool,
    format: Report,
    allow_files: bool,
    keep_going: bool,
    levels: Levels,
}

enum Compared {
    /// Two files.
    Files(PathBuf, PathBuf),
    /// A revision, and what is at hand.
    Since(String),
    /// Version and changelog with a revision, or with the last release.
    Release(Option<String>),
}

#[derive(Clone, Copy, PartialEq)]
enum Report {
    Text,
    Markdown,
    Json,
}

/// Runs the task.
pub(super) fn run(arguments: Arguments<'_>) -> End {
    match parse(arguments) {
        Ok(Some(task)) => match &task.compared {
            Compared::Files(old, new) => files(&task, old, new),
            Compared::Since(revision) => since(&task, revision),
            Compared::Release(revision) => release(&task, revision.clone()),
        }
        .unwrap_or_else(End::Broken),
        Ok(None) => End::Done(USAGE.to_owned()),
        Err(message) => End::Misused(message, USAGE),
    }
}

/// The repository that the working directory lies in, else this one.
fn root() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let is_root = |folder: &&Path| folder.join(SPEC).is_file() && folder.join(CHANGELOG).is_file();
    here.ancestors()
        .find(is_root)
        .unwrap_or(repository())
        .to_owned()
}

/// Returns nothing when help is asked for.
fn parse(mut arguments: Arguments<'_>) -> Result<Option<Task>, String> {
    let mut names: Vec<&str> = Vec::new();
    let (mut git, mut require_changelog) = (None, false);
    let (mut only_shared, mut docs) = (false, false);
    let (mut allow_files, mut keep_going) = (false, false);
    let mut format = Report::Text;
    let mut levels = Levels::default();
    while let Some(argument) = arguments.next() {
        match argument {
            "--git" => git = Some(arguments.value()?.to_owned()),
            "--only-shared" => only_shared = true,
            "--docs" => docs = true,
            "--require-changelog" => require_changelog = true,
            "--allow-files" => allow_files = true,
            "--keep-going" => keep_going = true,
            "--format" => {
                format = match arguments.value()? {
                    "text" => Report::Text,
                    "markdown" => Report::Markdown,
                    "json" => Report::Json,
                    other => {
                        return Err(format!(
                            "`--format {other}` is not known; `text`, `markdown` and `json` are"
                        ));
                    }
                }
            }
            "-h" | "--help" => return Ok(None),
            other if levels::take(&mut levels, other, &mut arguments)? => {}
            other if other.starts_with('-') => {
                return Err(arguments::unknown(other, USAGE));
            }
            name => names.push(name),
        }
        arguments.flag()?;
    }
    let compared = match (names.as_slice(), git, require_changelog) {
        ([], git, true) => Compared::Release(git),
        ([], Some(revision), false) => Compared::Since(revision),
        ([old, new], None, false) => Compared::Files(old.into(), new.into()),
        (_, None, false) => return Err("`diff` needs `OLD NEW` or `--git REV`".to_owned()),
        _ => return Err("`--git` and `--require-changelog` take no files".to_owned()),
    };
    if (only_shared || allow_files) && !matches!(compared, Compared::Files(..)) {
        return Err("`--only-shared` and `--allow-files` go with `OLD NEW`".to_owned());
    }
    Ok(Some(Task {
        root: root(),
        compared,
        only_shared,
        docs,
        format,
        allow_files,
        keep_going,
        levels,
    }))
}

fn files(task: &Task, old: &Path, new: &Path) -> Result<End, String> {
    let old = task.side(task.file(old)?)?;
    let new = task.file(new)?;
    if !task.only_shared {
        return Ok(task.told(&diff::compare(&old, &task.side(new)?, task.view())));
    }
    let theirs = shared::read(&old, new, &task.levels).map_err(|refused| task.refused(&refused))?;
    task.tell_left_out(&theirs.side);
    let mut changes = diff::compare(&old, &theirs.side, task.view());
    changes.extend(theirs.further(&old));
    changes.sort_by_key(|change| std::cmp::Reverse(change.bump));
    Ok(task.told(&changes))
}

fn since(task: &Task, revision: &str) -> Result<End, String> {
    Ok(task.told(&task.changes_since(revision)?))
}

/// Makes sure that version and changelog say enough.
fn release(task: &Task, revision: Option<String>) -> Result<End, String> {
    let new = task.release(&|path| {
        let path = task.root.join(path);
        std::fs::read_to_string(&path)
            .map_err(|error| task.failure(&format!("{}: {error}", path.display()), None))
    })?;
    let revision = revision.or_else(|| {
        // The version at hand may be about to be released: then it has no tag yet.
        let is_tagged = |tag: &str| git::show(&task.root, tag, CHANGELOG).is_ok();
        let own = format!("v{}", new.version);
        let mut tags = new.released().map(|version| format!("v{version}"));
        tags.find(|tag| *tag != own || is_tagged(tag))
    });
    let Some(revision) = revision else {
        let what = "no release has a tag yet";
        return Ok(task.judged(what, diff::lacks(&new, &new, &[]), &new));
    };
    let old = task.release(&|path| task.show(&revision, path))?;
    let changes = task.changes_since(&revision)?;
    let what = match changes.len() {
        1 => format!("1 change since {revision}"),
        count => format!("{count} changes since {revision}"),
    };
    Ok(task.judged(&what, diff::lacks(&old, &new, &changes), &new))
}

impl Task {
    fn changes_since(&self, revision: &str) -> Result<Vec<Change>, String> {
        let old = self.side(self.committed(revision)?)?;
        let new = self.side(self.file(&self.root.join(SPEC))?)?;
        Ok(diff::compare(&old, &new, self.view()))
    }

    fn told(&self, changes: &[Change]) -> End {
        let report = match self.format {
            Report::Text => diff::text(changes),
            Report::Markdown => diff::markdown(changes),
            Report::Json => diff::json(changes),
        };
        if changes.is_empty() {
            End::Done(report)
        } else {
            End::Different(report)
        }
    }

    fn judged(&self, what: &str, lack: Option<(String, String)>, release: &Release) -> End {
        match lack {
            Some((message, help)) => End::Failed(self.failure(&message, Some(&help))),
            None => End::Done(format!("{what}, and {} says enough\n", release.version)),
        }
    }

    fn view(&self) -> View {
        View {
            names: !self.only_shared,
            docs: self.docs,
        }
    }

    fn file(&self, path: &Path) -> Result<Input, String> {
        let mut diagnostics = Diagnostics::new();
        let name = path.display().to_string();
        let source = codegen::document::read_source(path, &name, &mut diagnostics)
            .ok_or_else(|| diagnostics.print(self.form()))?;
        Ok(Input {
            files_of: self.allow_files.then(|| path.to_owned()),
            keep_going: self.keep_going,
            ..Input::from(source)
        })
    }

    /// The description as a revision has it.
    fn committed(&self, revision: &str) -> Result<Input, String> {
        let source = Source {
            name: format!("{revision}:{SPEC}"),
            text: self.show(revision, SPEC)?,
            format: Format::Yaml,
        };
        Ok(Input {
            keep_going: self.keep_going,
            ..Input::from(source)
        })
    }

    fn show(&self, revision: &str, path: &str) -> Result<String, String> {
        git::show(&self.root, revision, path)
            .map_err(|(message, help)| self.failure(&message, Some(&help)))
    }

    fn side(&self, input: Input) -> Result<Revision, String> {
        let side = Revision::read(input, &self.levels).map_err(|refused| self.refused(&refused))?;
        self.tell_left_out(&side);
        Ok(side)
    }

    fn release(&self, read: &dyn Fn(&str) -> Result<String, String>) -> Result<Release, String> {
        let manifests = [read("generated/Cargo.toml")?, read("Cargo.toml")?];
        let version = manifests
            .iter()
            .find_map(|text| manifest::version(&manifest::sections(text)).map(str::to_owned));
        let version = version.as_deref().and_then(Version::parse);
        Ok(Release {
            version: version.ok_or_else(|| {
                let help = "write it as `x.y.z` in generated/Cargo.toml, or for the workspace in Cargo.toml";
                self.failure("the crate has no version", Some(help))
            })?,
            changelog: read(CHANGELOG)?,
        })
    }

    /// How complaints look.
    fn form(&self) -> Form {
        match self.format {
            Report::Json => Form::Json,
            Report::Text | Report::Markdown => Form::PLAIN,
        }
    }

    /// What is not compared must be said.
    fn tell_left_out(&self, side: &Revision) {
        if !side.api.left_out.is_empty() {
            complain(&side.diagnostics.print(self.form()));
        }
    }

    fn refused(&self, refused: &Refused) -> String {
        ways_out::refused(&refused.diagnostics, self.form(), self.keep_going)
    }

    fn failure(&self, message: &str, help: Option<&str>) -> String {
        diagnostics::failure(message, help, self.form())
    }
}

/// A line for each change that users see since the last commit. Nothing where the
/// description is what it was, or where git has none that can be read.
pub(super) fn since_commit(options: &Options, before: LastCommit) -> String {
    let changes = || -> Option<Vec<Change>> {
        let text = before.text()?;
        let new = codegen::input(&options.request, &mut Diagnostics::new())?;
        if text == new.source.text {
            return None;
        }
        let mut old = new.clone();
        old.source.text = text;
        let view = View {
            names: true,
            docs: false,
        };
        Some(diff::compare(
            &Revision::read(old, &options.levels).ok()?,
            &Revision::read(new, &options.levels).ok()?,
            view,
        ))
    };
    let changes = changes().unwrap_or_default();
    let lines = changes
        .iter()
        .map(|change| format!("  {}\n", diff::line(change)));
    let lines: String = lines.collect();
    if lines.is_empty() {
        return lines;
    }
    format!("since the last commit, for users of the crate\n{lines}")
}
