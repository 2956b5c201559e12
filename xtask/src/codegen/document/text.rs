//! A file to a text.
//!
//! In: a path, or a reference in one file to another. Out: the text and its format, or one
//! complaint. The text is UTF-8 without byte order mark and without NUL. Deliberately absent:
//! files outside of the folder of the description, where one of its references leads there.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::codegen::diagnostics::{Code, Diagnostics};
use crate::codegen::source::{Format, Position, Source, Spans};

/// How many bytes a description may have, all of its files together. The largest that is known has
/// half of that.
pub(super) const MAX_BYTES: u64 = 128 << 20;
/// How many values and keys any description may have, however small it is.
const FEW_NODES: usize = 1_500_000;
/// How many bytes of a larger one there must be for each. Real ones have eight and more, even
/// without white space.
const BYTES_PER_NODE: usize = 6;
/// How deep lists and objects may be nested in YAML. serde_json stops JSON at 128.
pub(super) const MAX_DEPTH: usize = 100;

/// How many values and keys a text of so many bytes may have, those that aliases copy included:
/// a value takes far more memory than it needs bytes.
pub(super) fn max_nodes(bytes: usize) -> usize {
    FEW_NODES.max(bytes / BYTES_PER_NODE)
}

/// Reads a file, which is what complaints are about at the moment. `name` is how messages
/// call it.
pub fn read(path: &Path, name: &str, diagnostics: &mut Diagnostics) -> Option<Source> {
    diagnostics.set_text(Source::unread(name), Spans::default());
    let text = match bytes(path).and_then(decoded) {
        Ok(text) => text,
        Err((code, message)) => {
            let help = (code == Code::INVALID_ENCODING).then_some("save it as UTF-8");
            diagnostics.report_file(code, message).help_if(help);
            return None;
        }
    };
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    let format = match extension.to_str() {
        Some("json") => Format::Json,
        Some("yaml" | "yml") => Format::Yaml,
        _ => Format::of_text(&text),
    };
    Some(Source {
        name: name.to_owned(),
        text,
        format,
    })
}

/// Returns the path of a file that a reference in another names. Neither an address nor an
/// absolute path is one, nor anything outside of a folder, links followed.
pub(super) fn beside(
    path: &Path,
    reference: &str,
    folder: &Path,
) -> Result<PathBuf, (Code, &'static str)> {
    let is_address = reference
        .split('/')
        .next()
        .unwrap_or_default()
        .contains(':');
    if is_address || reference.starts_with(['/', '\\']) || reference.contains('\0') {
        return Err((Code::EXTERNAL_REFERENCE, "only relative files are read"));
    }
    let found = path
        .parent()
        .unwrap_or(folder)
        .join(reference.replace("%20", " "))
        .canonicalize()
        .map_err(|_| (Code::UNRESOLVED_REFERENCE, "there is no such file"))?;
    if !found.starts_with(folder) {
        let message = "it is outside of the folder of the description";
        return Err((Code::EXTERNAL_REFERENCE, message));
    }
    Ok(found)
}

/// At most one byte more than allowed is read, whatever the file is.
fn bytes(path: &Path) -> Result<Vec<u8>, (Code, String)> {
    let read = || {
        let file = File::open(path)?;
        if file.metadata()?.is_dir() {
            let message = "it is a directory";
            return Err(io::Error::new(io::ErrorKind::IsADirectory, message));
        }
        let mut bytes = Vec::new();
        file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    match read() {
        Err(error) => {
            let message = format!("cannot read the description: {error}");
            Err((Code::UNREADABLE_FILE, message))
        }
        Ok(bytes) if bytes.len() as u64 > MAX_BYTES => {
            let message = format!("the description is larger than {} MiB", MAX_BYTES >> 20);
            Err((Code::TOO_LARGE, message))
        }
        Ok(bytes) => Ok(bytes),
    }
}

fn decoded(bytes: Vec<u8>) -> Result<String, (Code, String)> {
    // UTF-16 has a NUL in every ASCII character, at one side or the other.
    if let [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, 0, _, ..] | [_, 0, _, 0, ..] = *bytes {
        let message = "the description is UTF-16, not UTF-8".to_owned();
        return Err((Code::INVALID_ENCODING, message));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let problem = format!("line {line} has a byte that UTF-8 does not know");
        let message = format!("the description is not UTF-8: {problem}");
        (Code::INVALID_ENCODING, message)
    })
}

/// Removes the byte order mark and returns whether the text is free of NUL.
pub(super) fn clean(source: &mut Source, diagnostics: &mut Diagnostics) -> bool {
    if source.text.starts_with('\u{feff}') {
        source.text.drain(..'\u{feff}'.len_utf8());
    }
    let Some(at) = source.text.find('\0') else {
        return true;
    };
    let before = &source.text[..at];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
    let at = Position { line, column };
    let message = "the description holds a NUL byte";
    diagnostics
        .report_at(Code::INVALID_ENCODING, at, message)
        .help("save it as UTF-8; a text in UTF-16 has many of them");
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        let rows: [(&[u8], Result<&str, &str>); 9] = [
            (b"a: \xc3\xa9", Ok("a: é")),
            (b"\xef\xbb\xbfa: 1", Ok("a: 1")),
            (b"", Ok("")),
            (b"\xff\xfea\0:\0", Err("the description is UTF-16")),
            (b"\xfe\xff\0a\0:", Err("the description is UTF-16")),
            (b"a\0:\0 \0", Err("the description is UTF-16")),
            (b"\0a\0:\0 ", Err("the description is UTF-16")),
            (
                b"a: 1\nb: caf\xe9\n",
                Err("the description is not UTF-8: line 2 "),
            ),
            (b"a: 1\nb: x\0y\n", Err("the description holds a NUL byte")),
        ];
        for (bytes, expected) in rows {
            let mut diagnostics = Diagnostics::new();
            let text = match decoded(bytes.to_vec()) {
                Ok(text) => {
                    let mut source = Source {
                        name: String::new(),
                        text,
                        format: Format::Yaml,
                    };
                    clean(&mut source, &mut diagnostics).then_some(source.text)
                }
                Err((code, message)) => {
                    diagnostics.report_file(code, message);
                    None
                }
            };
            match expected {
                Ok(expected) => assert_eq!(text.as_deref(), Some(expected)),
                Err(message) => {
                    assert_eq!((text, diagnostics.len()), (None, 1), "{message}");
                    assert!(
                        diagnostics.iter().all(|one| {
                            one.code() == Code::INVALID_ENCODING
                                && one.message().starts_with(message)
                        }),
                        "{diagnostics:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn files() {
        let folder = std::env::temp_dir().join(format!("load-text-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let rows = [
            ("a.json", "x", Some(Format::Json)),
            ("a.YML", "{}", Some(Format::Yaml)),
            ("a.txt", "\u{feff} {}", Some(Format::Json)),
            ("a", "openapi: 3", Some(Format::Yaml)),
        ];
        for (name, text, expected) in rows {
            let path = folder.join(name);
            std::fs::write(&path, text).unwrap();
            let source = read(&path, name, &mut Diagnostics::new());
            assert_eq!(source.map(|source| source.format), expected, "{name}");
        }
        for path in [folder.clone(), folder.join("missing.yaml")] {
            let mut diagnostics = Diagnostics::new();
            assert!(read(&path, "spec.yaml", &mut diagnostics).is_none());
            assert!(
                diagnostics
                    .print(crate::codegen::diagnostics::Form::Short)
                    .starts_with(
                        "error[unreadable-file]: spec.yaml: cannot read the description: "
                    )
            );
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
