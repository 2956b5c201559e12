//! What git keeps, as far as it is asked: the text of a file in a revision.
//!
//! Deliberately absent: writing, and everything over a network.

use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Returns a file as a revision has it. `path` is relative to `directory`.
///
/// # Errors
///
/// What went wrong, and a way out.
pub fn show(directory: &Path, revision: &str, path: &str) -> Result<String, (String, String)> {
    if revision.is_empty() || revision.starts_with('-') {
        return Err((
            format!("`{revision}` is no revision"),
            "name a commit, a branch or a tag, such as `HEAD`".to_owned(),
        ));
    }
    let output = command(directory, revision, path).output();
    let output = output.map_err(|error| {
        (
            format!("git cannot be run: {error}"),
            "install it, or compare two files: `cargo xtask diff OLD NEW`".to_owned(),
        )
    })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().next().unwrap_or("it says nothing").trim();
        return Err((
            format!("git has no `{path}` of `{revision}`: {said}"),
            "`git log --oneline` lists revisions, and `git tag` releases; a shallow clone has few until `git fetch --unshallow --tags`; where the file had another name, `cargo xtask diff OLD NEW` compares two files".to_owned(),
        ));
    }
    String::from_utf8(output.stdout).map_err(|_| {
        (
            format!("`{path}` of `{revision}` is not UTF-8"),
            "compare two files: `cargo xtask diff OLD NEW`".to_owned(),
        )
    })
}

/// The plumbing behind `git show`: no pager, no filter, and nothing that configuration changes.
fn command(directory: &Path, revision: &str, path: &str) -> Command {
    let mut command = Command::new("git");
    command
        .current_dir(directory)
        .args(["cat-file", "blob"])
        .arg(format!("{revision}:./{path}"))
        .stdin(Stdio::null());
    command
}

/// A file as the last commit has it, read while something else is done.
#[derive(Debug)]
pub struct LastCommit(Child);

impl LastCommit {
    /// Begins to read. Where there is no git, no repository, or no commit, there is nothing
    /// to read.
    pub fn of(file: &Path) -> Option<Self> {
        let file = std::path::absolute(file).ok()?;
        let directory = file.parent()?;
        let is_repository = |folder: &Path| folder.join(".git").exists();
        if !directory.ancestors().any(is_repository) {
            return None;
        }
        let mut command = command(directory, "HEAD", file.file_name()?.to_str()?);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        child.ok().map(Self)
    }

    /// Returns the text, if the last commit has one.
    pub fn text(self) -> Option<String> {
        let output = self.0.wait_with_output().ok()?;
        let text = output.status.success().then_some(output.stdout)?;
        String::from_utf8(text).ok()
    }
}
