//! Writes a crate: all of it, or nothing.

use std::fs;
use std::path::{Path, PathBuf};

use super::{File, OWNED};

/// Writes a crate into a directory that is absent or empty. Everything is written
/// beside it first, and moved there when it is complete.
///
/// # Errors
///
/// When something is there already, or can't be written. Nothing has changed then.
pub fn write(files: &[File], directory: &Path) -> Result<(), String> {
    let existed = refuse_occupied(directory)?;
    let beside = beside(directory)?;
    let result = fill(files, &beside).and_then(|()| {
        if existed {
            // Only an empty directory can be removed like this.
            fs::remove_dir(directory).map_err(|error| failed("replace", directory, &error))?;
        }
        fs::rename(&beside, directory).map_err(|error| failed("write", directory, &error))
    });
    if result.is_err() {
        // The first failure is the one to report.
        let _ = fs::remove_dir_all(&beside);
        if existed {
            let _ = fs::create_dir(directory);
        }
    }
    result
}

/// Returns whether the directory exists; an error when something is in it.
fn refuse_occupied(directory: &Path) -> Result<bool, String> {
    let Ok(meta) = fs::symlink_metadata(directory) else {
        return Ok(false);
    };
    let shown = directory.display();
    if !meta.is_dir() {
        return Err(format!("{shown} is not a directory; give another `--out`"));
    }
    let mut entries = fs::read_dir(directory).map_err(|error| failed("read", directory, &error))?;
    if entries.next().is_none() {
        return Ok(true);
    }
    if directory.join(OWNED).is_dir() && directory.join("Cargo.toml").is_file() {
        return Err(format!(
            "{shown} holds a crate already\n  help: run `cargo xtask codegen --spec FILE --out {}` to bring its generated code up to date",
            directory.join(OWNED).display()
        ));
    }
    Err(format!(
        "{shown} is not empty; give a directory that is empty or does not exist"
    ))
}

/// A directory beside the wanted one, so that moving it needs no copying.
fn beside(directory: &Path) -> Result<PathBuf, String> {
    let name = directory
        .file_name()
        .ok_or_else(|| format!("{} has no name; give another `--out`", directory.display()))?;
    let parent = match directory.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent).map_err(|error| failed("create", parent, &error))?;
    let beside = parent.join(format!(
        ".{}.new-{}",
        name.to_string_lossy(),
        std::process::id()
    ));
    fs::create_dir(&beside).map_err(|error| failed("create", &beside, &error))?;
    Ok(beside)
}

fn fill(files: &[File], directory: &Path) -> Result<(), String> {
    for file in files {
        let path = file
            .path
            .split('/')
            .fold(directory.to_owned(), |place, part| place.join(part));
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| failed("create", parent, &error))?;
        }
        fs::write(&path, &file.text).map_err(|error| failed("write", &path, &error))?;
    }
    Ok(())
}

fn failed(what: &str, path: &Path, error: &std::io::Error) -> String {
    format!("could not {what} {}: {error}", path.display())
}
