//! The files of a description, each read once.

use std::path::Path;

use serde_yaml::Value;

use crate::codegen::diagnostics::Code;
use crate::codegen::document::bundle::Bundle;
use crate::codegen::document::{parse, text};
use crate::codegen::source::{FileId, Pointer};

/// How many files a description may have.
const MAX_FILES: usize = 2_000;

/// A file that was read.
pub(super) struct Loaded {
    file: FileId,
    value: Value,
}

impl Bundle<'_> {
    /// Returns a copy of a place in a file, which is read when it is first met.
    pub(super) fn resolve(&mut self, path: &Path, pointer: &Pointer) -> Option<(FileId, Value)> {
        if !self.files.contains_key(path) {
            let loaded = self.load(path);
            self.files.insert(path.to_owned(), loaded);
        }
        let loaded = self.files.get(path)?.as_ref()?;
        Some((loaded.file, pointer.resolve(&loaded.value)?.clone()))
    }

    fn load(&mut self, path: &Path) -> Option<Loaded> {
        let inside = path.strip_prefix(&self.folder).unwrap_or(path);
        let name = self.shown.join(inside).display().to_string();
        let file = self.diagnostics.files.add(&name);
        self.diagnostics.now_in(file);
        if self.files.len() >= MAX_FILES || self.bytes as u64 > text::MAX_BYTES {
            self.diagnostics
                .report_file(Code::TOO_LARGE, "the description has too many files");
            return None;
        }
        let source = text::read(path, &name, self.diagnostics)?;
        self.bytes += source.text.len();
        let value = parse::parse(source, self.diagnostics)?;
        Some(Loaded { file, value })
    }
}
