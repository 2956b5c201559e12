//! Stage 5, sync: text → disk.
//!
//! In: the files as they should be. Out: one directory that holds
//! exactly them, or, in [`Mode::Check`], what would have to change. Every file
//! is written beside its place first and moved there when all are written, so
//! that a full disk leaves the old files. Files that differ in nothing are not
//! touched; files that nobody generates any more are removed, if they carry the
//! marker. Deliberately absent: any path outside the directory.

mod difference;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub use self::difference::difference;
use crate::codegen::print::{MARKER, PrintedFile};

/// Whether to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Make the directory what it should be.
    Write,
    /// Only say what differs.
    Check,
}

/// What differs, or differed; paths are inside the directory, with `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncReport {
    /// Files that were missing.
    pub created: Vec<String>,
    /// Files that had another text; in a check, with a short difference.
    pub changed: Vec<(String, String)>,
    /// Files that nobody generates.
    pub stale: Vec<String>,
}

impl SyncReport {
    /// Returns whether the directory was what it should be.
    pub fn is_clean(&self) -> bool {
        self.created.is_empty() && self.changed.is_empty() && self.stale.is_empty()
    }
}

/// What a file is written under until all are.
const TEMPORARY: &str = ".codegen-tmp";

/// Compares a directory with the files as they should be and, in
/// [`Mode::Write`], makes it so.
///
/// # Errors
///
/// When the directory can't be read or written, or holds something that the
/// generator did not write: the message names the path and a way out. Nothing
/// has changed then.
pub fn sync(files: &[PrintedFile], directory: &Path, mode: Mode) -> Result<SyncReport, String> {
    let mut found = BTreeMap::new();
    if fs::symlink_metadata(directory).is_ok() {
        read(directory, "", &mut found)?;
    }
    let mut report = SyncReport::default();
    let mut write = Vec::new();
    for file in files {
        match found.remove(&file.path) {
            Some(text) if text == file.text.as_bytes() => {}
            Some(text) => {
                refuse_foreign(directory, &file.path, &text)?;
                let difference = match mode {
                    Mode::Write => String::new(),
                    Mode::Check => difference(&String::from_utf8_lossy(&text), &file.text),
                };
                report.changed.push((file.path.clone(), difference));
                write.push(file);
            }
            None => {
                report.created.push(file.path.clone());
                write.push(file);
            }
        }
    }
    for (path, text) in &found {
        refuse_foreign(directory, path, text)?;
    }
    report.stale = found.into_keys().collect();
    if mode == Mode::Write && !report.is_clean() {
        apply(&write, &report.stale, directory)?;
    }
    Ok(report)
}

/// Reads all files below a directory, by path. Links are refused: whatever is
/// behind one is not ours.
fn read(
    directory: &Path,
    prefix: &str,
    found: &mut BTreeMap<String, Vec<u8>>,
) -> Result<(), String> {
    let own = fs::symlink_metadata(directory).map_err(|error| failed("read", directory, &error))?;
    if !own.is_dir() {
        return Err(format!(
            "{} is not a directory; move it away",
            directory.display()
        ));
    }
    for entry in fs::read_dir(directory).map_err(|error| failed("read", directory, &error))? {
        let entry = entry.map_err(|error| failed("read", directory, &error))?;
        let path = entry.path();
        let Ok(name) = entry.file_name().into_string() else {
            return Err(format!(
                "{} has a name that is not UTF-8; move it away",
                path.display()
            ));
        };
        let inside = format!("{prefix}{name}");
        let kind = entry
            .file_type()
            .map_err(|error| failed("read", &path, &error))?;
        if kind.is_dir() {
            read(&path, &format!("{inside}/"), found)?;
        } else if kind.is_file() {
            found.insert(
                inside,
                fs::read(&path).map_err(|error| failed("read", &path, &error))?,
            );
        } else {
            return Err(format!(
                "{} is not a plain file; move it away",
                path.display()
            ));
        }
    }
    Ok(())
}

/// A file without the marker is somebody's work: it is neither overwritten nor
/// removed.
fn refuse_foreign(directory: &Path, path: &str, text: &[u8]) -> Result<(), String> {
    if text.starts_with(MARKER.as_bytes()) || path.ends_with(TEMPORARY) {
        return Ok(());
    }
    Err(format!(
        "{} was not written by `cargo xtask codegen`, and the directory is the generator's; move it away",
        place(directory, path).display()
    ))
}

fn apply(write: &[&PrintedFile], stale: &[String], directory: &Path) -> Result<(), String> {
    let mut moves: Vec<(PathBuf, PathBuf)> = Vec::new();
    for file in write {
        let target = place(directory, &file.path);
        let temporary = place(directory, &format!("{}{TEMPORARY}", file.path));
        let written = write_file(&temporary, &file.text);
        moves.push((temporary, target));
        if let Err(message) = written {
            for (temporary, _) in &moves {
                // The first failure is the one to report.
                let _ = fs::remove_file(temporary);
            }
            return Err(message);
        }
    }
    for (temporary, target) in &moves {
        fs::rename(temporary, target).map_err(|error| failed("write", target, &error))?;
    }
    for path in stale {
        let path = place(directory, path);
        fs::remove_file(&path).map_err(|error| failed("remove", &path, &error))?;
        // Folders that this leaves empty go as well; one that isn't empty stays.
        if let Some(parent) = path.parent().filter(|parent| *parent != directory) {
            let _ = fs::remove_dir(parent);
        }
    }
    Ok(())
}

fn write_file(path: &Path, text: &str) -> Result<(), String> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|error| failed("create", parent, &error))?;
    }
    fs::write(path, text).map_err(|error| failed("write", path, &error))
}

/// The place of a file. Its parts are identifiers and `.rs`, made by `lower::names`.
fn place(directory: &Path, path: &str) -> PathBuf {
    path.split('/')
        .fold(directory.to_owned(), |place, part| place.join(part))
}

fn failed(what: &str, path: &Path, error: &io::Error) -> String {
    format!("could not {what} {}: {error}", path.display())
}
