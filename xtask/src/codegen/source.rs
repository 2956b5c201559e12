//! What every other layer may name: texts, files, positions and pointers.
//!
//! In: a text, and names of places in it. Out: the same as values that diagnostics,
//! documents and the model carry. Deliberately absent: what a description means, and
//! complaints about it; both stand on this layer, and not on each other.

mod files;
mod grammar;
mod origins;
mod path_key;
mod pointer;
mod spans;
mod spell;

pub use self::files::Files;
pub(crate) use self::files::Finder;
pub(crate) use self::grammar::{is_media_type, is_token, placeholders};
pub use self::origins::{FileId, Origins};
pub(crate) use self::path_key::{PathKey, TemplatePiece, pieces};
pub use self::pointer::Pointer;
pub(crate) use self::pointer::{MAX_CHAIN, Path, list_index};
pub use self::spans::Spans;
pub(crate) use self::spell::{escape, escaped, is_deceptive, quoted, spelled, visible};

/// How a description is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// YAML, of which JSON is nearly a part.
    Yaml,
    /// JSON.
    Json,
}

impl Format {
    /// Guesses the format of a text: JSON begins with a brace.
    pub fn of_text(text: &str) -> Self {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        if text.starts_with('{') {
            Self::Json
        } else {
            Self::Yaml
        }
    }
}

/// The text of a description.
#[derive(Clone, Debug)]
pub struct Source {
    /// What messages call it.
    pub name: String,
    /// The text, without byte order mark once it has been loaded.
    pub text: String,
    /// How to read it.
    pub format: Format,
}

impl Source {
    /// A text that could not be read, for messages about that.
    pub fn unread(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            text: String::new(),
            format: Format::Yaml,
        }
    }
}

/// A place in a text; both numbers count from 1, columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Position {
    /// The first character of a text.
    pub const START: Self = Self { line: 1, column: 1 };
}
