//! The options that several tasks share: what is read, how serious complaints are, and how
//! they look.

use std::io::IsTerminal;
use std::path::PathBuf;

use super::{Arguments, Progress};
use super::{levels, ways_out};
use crate::codegen::Request;
use crate::codegen::diagnostics::{self, Diagnostics, Form, Levels};

/// What the shared options say.
pub(super) struct Input {
    pub(super) request: Request,
    pub(super) form: Form,
    pub(super) levels: Levels,
}

/// The help on the shared options but `--spec`, which is told by each task.
macro_rules! shared_help {
    () => {
        "  --allow-files      Follow references to other files in the folder of the
                     description, and nowhere else
  --only GLOB        Keep the operations that are like this, and what they reach;
                     may be repeated. A pattern is like an operationId, a
                     `METHOD /path`, a tag or a path; `*` is anything but `/`,
                     `**` anything
  --keep-going       Leave out the smallest things that can't be right, such as a media
                     type, a parameter that may be left out or an operation, and all
                     that needs them; name them, and generate the rest. They are
                     warnings then: `--deny-warnings` makes errors of them again
  --overlay FILE     Change the description as an OpenAPI Overlay (1.0, 1.1) says, before
                     anything is checked; may be repeated
  --format FORM      How complaints are printed: `text`, with the lines they are
                     about, and three warnings of a kind (default); `short`,
                     without lines; or `json`, one object on each line with
                     severity, code, file, line, column, pointer, message, help and left_out
"
    };
}
pub(super) use shared_help;

impl Input {
    /// What is meant unless options say otherwise.
    pub(super) fn new(spec: PathBuf) -> Self {
        Self {
            request: Request::of(&spec),
            form: Form::Text {
                colour: is_colourful(),
            },
            levels: Levels::default(),
        }
    }

    /// Returns an empty collection with the levels that the options say.
    pub(super) fn diagnostics(&self) -> Diagnostics {
        Diagnostics::with_levels(self.levels.clone())
    }

    /// Takes an option, if it is a shared one, and returns whether it is.
    ///
    /// # Errors
    ///
    /// When its value is missing or wrong.
    pub(super) fn take(
        &mut self,
        option: &str,
        arguments: &mut Arguments<'_>,
    ) -> Result<bool, String> {
        match option {
            "--spec" => self.request.spec = PathBuf::from(arguments.value()?),
            "--allow-files" => self.request.allow_files = true,
            "--keep-going" => self.request.keep_going = true,
            "--only" => self.request.only.push(arguments.value()?.to_owned()),
            "--overlay" => self
                .request
                .overlays
                .push(PathBuf::from(arguments.value()?)),
            "--format" => {
                self.form = match arguments.value()? {
                    "text" => Form::Text {
                        colour: is_colourful(),
                    },
                    "short" => Form::Short,
                    "json" => Form::Json,
                    other => {
                        return Err(format!(
                            "`--format {other}` is not known; `text`, `short` and `json` are"
                        ));
                    }
                }
            }
            other => return levels::take(&mut self.levels, other, arguments),
        }
        Ok(true)
    }

    /// Begins to tell how far the run is.
    pub(super) fn progress(&self) -> Progress {
        let what = format!("generating from {}", self.request.spec.display());
        Progress::of(what, &self.request.stages)
    }

    /// Returns the printed form of complaints that leave nothing to generate, with the ways out.
    pub(super) fn refused(&self, diagnostics: &Diagnostics) -> String {
        ways_out::refused(diagnostics, self.form, self.request.keep_going)
    }

    /// Returns the printed form of a failure that has no place in a description.
    pub(super) fn failure(&self, message: &str, help: Option<&str>) -> String {
        diagnostics::failure(message, help, self.form)
    }
}

/// Whether what goes to stderr may be coloured.
fn is_colourful() -> bool {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    !unwanted && std::io::stderr().is_terminal()
}
