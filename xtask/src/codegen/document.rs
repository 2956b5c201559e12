//! Stage 1, load: a file to a [`Document`].
//!
//! In: the path of an OpenAPI description, YAML or JSON, 3.0 or 3.1. Out: its value, and the
//! same as openapiv3's types but for schemas, which lowering reads in their own dialect; or
//! complaints, each with its place. Deliberately absent: what only the whole of the description
//! can tell, and Rust.

mod audit;
mod bundle;
mod components;
mod dialect;
mod direction;
#[cfg(test)]
mod honoured;
mod inheritance;
pub(crate) mod keywords;
mod leave_out;
mod openapi;
mod overlay;
mod parse;
mod readings;
mod schemas;
mod select;
mod text;
mod usage;
mod version;

use std::path::PathBuf;

use openapiv3::OpenAPI;
use serde_yaml::Value;

use crate::codegen::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::codegen::source::{Pointer, Source};
use crate::codegen::stage::{Stage, Stages};
pub use audit::IgnoredUse;
pub use direction::{Direction, Directions};
pub use inheritance::{Base, Inheritance};
pub(crate) use inheritance::{DISCRIMINATOR_VALUE, mapped};
pub use keywords::methods;
pub(crate) use leave_out::Grain;
pub use openapi::{Target, Targets};
pub use schemas::SchemaNames;
pub use text::read as read_source;
pub use usage::{Usage, usage};
pub use version::Version;

/// A description, and what the user wants of it.
#[derive(Clone, Debug)]
pub struct Input {
    /// The text of the description.
    pub source: Source,
    /// Overlays, in the order in which they are applied.
    pub overlays: Vec<Source>,
    /// Patterns for the operations to keep; all are kept when there are none.
    pub only: Vec<String>,
    /// The path of the description, if it may refer to other files in its folder.
    pub files_of: Option<PathBuf>,
    /// Whether what can't be right is left out.
    pub keep_going: bool,
    /// What reading it tells of how far it is.
    pub stages: Stages,
}

impl From<Source> for Input {
    fn from(source: Source) -> Self {
        Self {
            source,
            overlays: Vec::new(),
            only: Vec::new(),
            files_of: None,
            keep_going: false,
            stages: Stages::default(),
        }
    }
}

/// A description that has passed every check of this stage.
#[derive(Clone, Debug)]
pub struct Document {
    /// The version that the description states.
    pub version: Version,
    /// The value as it is written, with what overlays and other files make of it.
    pub raw: Value,
    /// The same as openapiv3 reads it, without schemas.
    pub openapi: OpenAPI,
    /// What references lead to.
    pub targets: Targets,
    /// The schemas that have a name, by place.
    pub schemas: SchemaNames,
    /// Which schemas inherit from which.
    pub inheritance: Inheritance,
    /// Whether schemas are sent or received.
    pub directions: Directions,
    /// Which keywords of the list of ignored ones the description uses.
    pub ignored: Vec<IgnoredUse>,
}

impl Document {
    /// Reads a text. Returns nothing where an error leaves no reading of it.
    pub fn parse(source: Source, diagnostics: &mut Diagnostics) -> Option<Self> {
        Self::read(source.into(), diagnostics)
    }

    /// Does the same for a part of a description, or a changed one.
    pub fn read(input: Input, diagnostics: &mut Diagnostics) -> Option<Self> {
        // What an earlier document had does not matter here.
        let mut own = Diagnostics::with_levels(diagnostics.levels().clone());
        let document = Self::checked(input, &mut own);
        let failed = own.fatal() > 0;
        diagnostics.append(own);
        if failed { None } else { document }
    }

    /// Returns method, in capitals, and path of every operation from a description that may be
    /// wrong in all else.
    pub fn operations(
        input: &Input,
        diagnostics: &mut Diagnostics,
    ) -> Option<Vec<(String, String)>> {
        let mut raw = Self::value(input.clone(), diagnostics)?;
        dialect::methods_in_capitals(&mut raw, &mut diagnostics.files.origins);
        components::inline_path_items(&mut raw, diagnostics, &|_| true);
        let operations = select::operations(&raw);
        let names = operations
            .map(|(path, method, _)| (method.to_ascii_uppercase(), select::with_slash(path)));
        (!diagnostics.has_errors()).then(|| names.collect())
    }

    /// The value as it was written, with what overlays and other files make of it.
    fn value(input: Input, diagnostics: &mut Diagnostics) -> Option<Value> {
        let mut raw = parse::parse(input.source, diagnostics)?;
        if let Some(path) = &input.files_of {
            bundle::bundle(&mut raw, path, diagnostics);
        }
        for overlay in input.overlays {
            overlay::apply(&mut raw, overlay, diagnostics);
        }
        Some(raw)
    }

    /// The value with its schemas in one dialect, without what is not wanted.
    fn selected(mut input: Input, diagnostics: &mut Diagnostics) -> Option<Value> {
        let only = std::mem::take(&mut input.only);
        let mut raw = Self::value(input, diagnostics)?;
        let mut notes = dialect::references::resolve(&mut raw);
        let origins = &mut diagnostics.files.origins;
        notes.extend(dialect::methods_in_capitals(&mut raw, origins));
        // Without a version there is no dialect, and that is said later.
        if let Some(version) = version::check(&raw, &mut Diagnostics::new()) {
            notes.extend(dialect::unify(&mut raw, version, &mut diagnostics.files));
        }
        if !only.is_empty() && diagnostics.fatal() == 0 {
            select::select(&mut raw, &only, diagnostics);
        }
        // What was not asked for is nobody's business.
        let is_there = |note: &dialect::Note| {
            let at = note.at();
            // The component or the operation; or what stands around a key that was mended.
            let mut around = [Some(at.prefix(3)), at.parent()].into_iter().flatten();
            around.any(|around| around.resolve(&raw).is_some())
        };
        for note in notes.into_iter().filter(is_there) {
            note.report(diagnostics);
        }
        Some(raw)
    }

    fn checked(input: Input, diagnostics: &mut Diagnostics) -> Option<Self> {
        let stages = input.stages.clone();
        let raw = Self::selected(input, diagnostics)?;
        if diagnostics.fatal() > 0 {
            return None;
        }
        stages.begin(Stage::Check);
        Self::of(raw, diagnostics).ok()
    }

    /// A description is untrusted text, so the order matters: openapiv3 drops what it does not
    /// know, so nothing may reach it before the audit has compared all keywords with the tables,
    /// and the audit sees schemas in one dialect. Gives the value back where there is an error.
    fn of(mut raw: Value, diagnostics: &mut Diagnostics) -> Result<Self, Value> {
        let Some(version) = version::check(&raw, diagnostics) else {
            return Err(raw);
        };
        let audit::Findings { ignored, readings } = audit::check(&raw, version, diagnostics);
        if diagnostics.fatal() > 0 {
            return Err(raw);
        }
        readings::apply(&mut raw, readings, &mut diagnostics.files.origins);
        components::inline_path_items(&mut raw, diagnostics, &|_| true);
        let (openapi, targets) = match openapi::read(&raw) {
            Ok(read) => read,
            Err(error) => {
                let message = format!("openapiv3 cannot read this description: {error}");
                diagnostics
                    .report(Code::INTERNAL_ERROR, &Pointer::root(), message)
                    .help("this is a gap in the checks of the generator; please report it");
                return Err(raw);
            }
        };
        let schemas = schemas::names(&raw);
        let inheritance = inheritance::inheritance(&raw);
        let directions = direction::directions(&raw, &inheritance);
        Ok(Self {
            version,
            raw,
            openapi,
            targets,
            schemas,
            inheritance,
            directions,
            ignored,
        })
    }
}

/// A description of which only the text has been looked at, or one that has turned out to be
/// wrong.
#[derive(Debug)]
pub(crate) struct Unchecked(Value);

impl Unchecked {
    /// Reads a text. Returns nothing where that is wrong itself.
    pub(crate) fn read(input: Input, diagnostics: &mut Diagnostics) -> Option<Self> {
        Document::selected(input, diagnostics).map(Self)
    }

    /// Checks the description. Gives it back where there is an error.
    pub(crate) fn check(self, diagnostics: &mut Diagnostics) -> Result<Document, Self> {
        Document::of(self.0, diagnostics).map_err(Self)
    }

    /// Leaves out what errors at these places are about, and notes it in them. Returns whether
    /// that can be done and leaves something.
    pub(crate) fn leave_out(
        &mut self,
        places: &[Pointer],
        denied: &mut [Diagnostic],
        grain: Grain,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let origins = &mut diagnostics.files.origins;
        leave_out::leave_out(&mut self.0, places, denied, grain, origins)
    }
}

impl From<Document> for Unchecked {
    fn from(document: Document) -> Self {
        Self(document.raw)
    }
}

#[cfg(test)]
mod tests;
