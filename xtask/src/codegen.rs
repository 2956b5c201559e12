//! `cargo xtask codegen`: from a description to the client's generated half.
//!
//! One function, [`generate`], is the way of everything:
//!
//! | stage | in → out | may know | must not know |
//! |---|---|---|---|
//! | [load](document) | file → [`Document`] | YAML, JSON, openapiv3, 3.0 and 3.1 | Rust |
//! | [lower] | document → [`Api`](model::Api) | openapiv3, the model | tokens |
//! | [emit] | model → [`SourceFile`](emit::SourceFile)s | the model, quote | openapiv3, files |
//! | [print](mod@print) | tokens → text | syn, prettyplease | the API |
//! | [sync] | text → disk | files | Rust |
//!
//! Each stage forgets the last: after lowering there is no openapiv3 type,
//! before emitting there is no token. A test reads the imports to make sure.
//! Lowering decides, emitters spell. Output depends on the description alone: no
//! path, date, version or hash order gets into it.
//!
//! Complaints are collected in [`Diagnostics`], so
//! that one run reports all of them; a stage that had errors is the last one, and
//! nothing is written.

pub mod diagnostics;
pub mod document;
pub mod emit;
pub mod lower;
pub mod model;
pub mod print;
pub mod sync;

use std::path::Path;

use self::diagnostics::Diagnostics;
use self::document::{Document, Source};
use self::print::PrintedFile;
use self::sync::{Mode, SyncReport};

/// Generates all files from the text of a description. Returns none when there
/// are errors.
pub fn generate(
    source: Source,
    options: &emit::Options,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<PrintedFile>> {
    let run = || stages(source, options, diagnostics);
    let result = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        thread.spawn_scoped(scope, run).map(|thread| thread.join())
    });
    match result {
        Ok(Ok(files)) => files,
        // A mistake of ours goes on as what it is.
        Ok(Err(panic)) => std::panic::resume_unwind(panic),
        Err(error) => {
            diagnostics.error_file(format!("no thread to work on could be had: {error}"));
            None
        }
    }
}

/// The stack that the stages run on: a description may be nested as deeply as
/// the loader allows, and so may the code that comes of it.
const STACK: usize = 256 << 20;

fn stages(
    source: Source,
    options: &emit::Options,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<PrintedFile>> {
    let document = Document::parse(source, diagnostics)?;
    let api = lower::lower(&document, diagnostics)?;
    let files = emit::emit(&api, options);
    let printed: Result<Vec<PrintedFile>, String> = files.iter().map(print::print).collect();
    match printed {
        Ok(files) => Some(files),
        Err(message) => {
            diagnostics.error_file(message);
            None
        }
    }
}

/// Makes a directory what a description says, or says what would have to change.
///
/// # Errors
///
/// The text of all diagnostics, ready to be shown.
pub fn run(
    spec: &Path,
    directory: &Path,
    options: &emit::Options,
    mode: Mode,
) -> Result<Outcome, String> {
    let mut diagnostics = Diagnostics::default();
    let source = read(spec, &mut diagnostics)?;
    let printed = generate(source.clone(), options, &mut diagnostics);
    let warnings = diagnostics.render(&source);
    match printed {
        Some(files) if !diagnostics.has_errors() => {
            let report = sync::sync(&files, directory, mode)?;
            Ok(Outcome {
                files: files.len(),
                report,
                warnings,
            })
        }
        _ => Err(warnings),
    }
}

/// Returns the model of a description as text.
///
/// # Errors
///
/// The text of all diagnostics, ready to be shown.
pub fn dump_model(spec: &Path) -> Result<String, String> {
    let mut diagnostics = Diagnostics::default();
    let source = read(spec, &mut diagnostics)?;
    let document = Document::parse(source.clone(), &mut diagnostics);
    let api = document.and_then(|document| lower::lower(&document, &mut diagnostics));
    api.map(|api| format!("{api:#?}\n"))
        .ok_or_else(|| diagnostics.render(&source))
}

/// What a run did, or would do.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// How many files there are in all.
    pub files: usize,
    /// What differs, or differed.
    pub report: SyncReport,
    /// Warnings, ready to be shown.
    pub warnings: String,
}

fn read(spec: &Path, diagnostics: &mut Diagnostics) -> Result<Source, String> {
    let name = spec.display().to_string();
    Source::read(spec, &name, diagnostics).ok_or_else(|| diagnostics.render(&Source::unread(&name)))
}
