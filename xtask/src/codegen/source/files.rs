//! The files that a description is made of.
//!
//! In: texts with the places of their parts, and which part of the description came from
//! where. Out: for a pointer into the description, the file and the place that it is
//! about. Deliberately absent: reading them, and what is wrong with them.

use std::collections::{BTreeMap, HashMap};

use crate::codegen::source::spans::Locator;
use crate::codegen::source::{FileId, Origins, Pointer, Position, Source, Spans};

/// The texts of a description. It has at least its own, unless nothing was read at all.
#[derive(Clone, Debug, Default)]
pub struct Files {
    all: BTreeMap<FileId, File>,
    /// Which parts of the description came from other files.
    pub(crate) origins: Origins,
}

#[derive(Clone, Debug)]
struct File {
    source: Source,
    /// Empty as long as the text has not been parsed.
    spans: Spans,
}

impl Files {
    /// Adds a file besides the description, by what messages call it. It is still to be read.
    pub(crate) fn add(&mut self, name: &str) -> FileId {
        let file = FileId::nth(self.others() + 1);
        self.set(file, Source::unread(name), Spans::default());
        file
    }

    /// Sets the text of a file, with the places of its parts.
    pub(crate) fn set(&mut self, file: FileId, source: Source, spans: Spans) {
        self.all.insert(file, File { source, spans });
    }

    /// Returns the text of a file. There is none when nobody has said what the description is.
    pub(crate) fn source(&self, file: FileId) -> Option<&Source> {
        self.all.get(&file).map(|file| &file.source)
    }

    /// Adds the files of another collection behind those of this one, and returns by how
    /// much their numbers grow.
    pub(crate) fn append(&mut self, mut other: Self) -> usize {
        let shift = self.others();
        for (mut file, read) in other.all {
            file.shift(shift);
            self.all.insert(file, read);
        }
        if !other.origins.is_empty() {
            other.origins.shift(shift);
            self.origins = other.origins;
        }
        shift
    }

    /// Begins to look for places.
    pub(crate) fn finder(&self) -> Finder<'_> {
        Finder {
            files: self,
            locators: HashMap::new(),
        }
    }

    /// How many files there are besides the description.
    fn others(&self) -> usize {
        self.all.keys().next_back().map_or(0, |last| last.number())
    }
}

/// Looks for places in all files.
#[derive(Debug)]
pub(crate) struct Finder<'f> {
    files: &'f Files,
    locators: HashMap<FileId, Locator<'f>>,
}

/// A place in a file: the position and the pointer of the deepest part that the text has.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) file: FileId,
    /// None in a file that nobody named.
    pub(crate) position: Option<Position>,
    pub(crate) pointer: Pointer,
}

impl Finder<'_> {
    /// Finds a place of the description, in the file that it came from.
    pub(crate) fn find(&mut self, pointer: &Pointer) -> Found {
        let (file, pointer) = self.files.origins.resolve(pointer);
        self.find_in(file, &pointer)
    }

    /// Returns how the scalar in a place of the description is written, if its value says it
    /// otherwise.
    pub(crate) fn written(&mut self, pointer: &Pointer) -> Option<&str> {
        let (file, pointer) = self.files.origins.resolve(pointer);
        let known = self.files.all.get(&file)?;
        let locator = self.locators.entry(file);
        let locator = locator.or_insert_with(|| known.spans.locator());
        locator.written(&pointer)
    }

    /// Finds a place of a file.
    pub(crate) fn find_in(&mut self, file: FileId, pointer: &Pointer) -> Found {
        let Some(known) = self.files.all.get(&file) else {
            return Found {
                file,
                position: None,
                pointer: pointer.clone(),
            };
        };
        let locator = self.locators.entry(file);
        let locator = locator.or_insert_with(|| known.spans.locator());
        let (depth, position) = locator.locate(pointer);
        Found {
            file,
            position: Some(position),
            pointer: pointer.prefix(depth),
        }
    }
}
