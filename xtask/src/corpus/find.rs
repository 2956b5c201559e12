//! Which descriptions a folder holds, and what is expected of them.

use std::fs;
use std::io::Read;
use std::path::Path;

/// A description in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// Its path inside the folder, with `/`.
    pub path: String,
    /// What should come of it.
    pub expect: Expect,
}

/// What should come of a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// A crate.
    Accept,
    /// Errors.
    Refuse,
    /// One or the other, but neither a panic nor a crate that does not compile.
    Either,
}

/// The file that says what is expected: columns divided by tabs, with a heading, of which
/// `file` and `expect` are read.
const INDEX: &str = "INDEX.tsv";
/// How many bytes of a file are looked at to see whether it is a description.
const LOOKED_AT: u64 = 64 * 1024;

/// Finds the descriptions below a folder: those of its index, or every JSON and YAML file
/// that says `openapi` near its beginning.
///
/// # Errors
///
/// When the folder or the index can't be read.
pub fn find(folder: &Path) -> Result<Vec<Description>, String> {
    let index = folder.join(INDEX);
    if index.is_file() {
        let text = fs::read_to_string(&index)
            .map_err(|error| format!("could not read {}: {error}", index.display()))?;
        return listed(&text).map_err(|message| format!("{}: {message}", index.display()));
    }
    let mut found = Vec::new();
    walk(folder, "", &mut found)?;
    Ok(found)
}

fn listed(text: &str) -> Result<Vec<Description>, String> {
    let mut lines = text.lines();
    let heading: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| {
        heading
            .iter()
            .position(|heading| *heading == name)
            .ok_or_else(|| format!("there is no column `{name}`"))
    };
    let (file, expect) = (column("file")?, column("expect")?);
    let mut found = Vec::new();
    for (number, line) in lines
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |index: usize| cells.get(index).copied().unwrap_or_default();
        let expect = match cell(expect) {
            "accept" => Expect::Accept,
            "refuse" => Expect::Refuse,
            "either" => Expect::Either,
            other => {
                return Err(format!(
                    "line {}: `{other}` is not `accept`, `refuse` or `either`",
                    number + 2
                ));
            }
        };
        found.push(Description {
            path: cell(file).to_owned(),
            expect,
        });
    }
    Ok(found)
}

fn walk(folder: &Path, prefix: &str, found: &mut Vec<Description>) -> Result<(), String> {
    let failed = |error| format!("could not read {}: {error}", folder.display());
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        entries.push(entry.map_err(failed)?);
    }
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let (path, inside) = (entry.path(), format!("{prefix}{name}"));
        let is_folder = entry.file_type().map_err(failed)?.is_dir();
        if is_folder && !name.starts_with('.') {
            walk(&path, &format!("{inside}/"), found)?;
        } else if !is_folder && is_description(&path) {
            found.push(Description {
                path: inside,
                expect: Expect::Accept,
            });
        }
    }
    Ok(())
}

fn is_description(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    if !matches!(extension, Some("json" | "yaml" | "yml")) {
        return false;
    }
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(LOOKED_AT).read_to_end(&mut bytes));
    if read.is_err() {
        return false;
    }
    let start = String::from_utf8_lossy(&bytes);
    start.contains("\"openapi\"") || start.lines().any(|line| line.starts_with("openapi:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_says_what_is_expected() {
        let text = "file\tx\texpect\na.json\t\taccept\n\nb/c.yaml\t1\trefuse\n";
        let expected = [("a.json", Expect::Accept), ("b/c.yaml", Expect::Refuse)];
        let expected = expected.map(|(path, expect)| Description {
            path: path.to_owned(),
            expect,
        });
        assert_eq!(listed(text), Ok(expected.to_vec()));
        assert!(listed("file\n").is_err_and(|message| message.contains("`expect`")));
        assert!(listed("file\texpect\na\tyes\n").is_err_and(|message| message.contains("line 2")));
    }
}
