//! `cargo xtask codegen`: from a description to the client's generated half.
//!
//! One function, [`generate`], is the way of everything:
//!
//! | stage | in → out | may know | must not know |
//! |---|---|---|---|
//! | [load](document) | file → [`Document`] | YAML, JSON, openapiv3, 3.0 and 3.1 | Rust |
//! | [lower] | document → [`Api`](model::Api) | schemas, openapiv3, the model | tokens |
//! | [emit] | model → [`SourceFile`](emit::SourceFile)s | the model, quote | openapiv3, files |
//! | [print](mod@print) | tokens → text | syn, prettyplease | the API |
//! | [runtime] | model → text | what is handwritten | tokens |
//! | [sync] | text → disk | files | Rust |
//!
//! All of them stand on [source], which knows texts, pointers and positions, and complain to
//! [diagnostics]. Each stage forgets the last: after lowering there is no openapiv3 type,
//! before emitting there is no token. A test reads the imports to make sure.
//! Lowering decides, emitters spell. Output depends on the description alone: no
//! path, date, version or hash order gets into it.
//!
//! Complaints are collected in [`Diagnostics`], so that one run reports all of a stage.
//! After an error nothing is written, and a stage with one that the generator has no
//! reading of is the last. The next one would complain of what follows from the same
//! mistakes, and often elsewhere: of every use of a security scheme, say, where
//! `securitySchemes` is misspelt. Which of its complaints stand on their own, no place in
//! the description tells.

pub mod diagnostics;
pub mod document;
pub mod emit;
mod keep_going;
pub mod lower;
pub mod model;
pub mod print;
pub mod runtime;
pub mod source;
mod stage;
pub mod sync;
mod threads;

use std::path::{Path, PathBuf};

use self::diagnostics::{Code, Diagnostics};
use self::document::{Document, Input};
use self::print::PrintedFile;
use self::source::Source;
pub use self::stage::{Stage, Stages};
use self::sync::{Mode, SyncReport};
pub use self::threads::on_a_large_stack;
use self::threads::on_all_cores;

/// Where a description is, and what is to be made of it.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The file of the description.
    pub spec: PathBuf,
    /// The files of overlays, in the order in which they are applied.
    pub overlays: Vec<PathBuf>,
    /// Patterns for the operations to keep; all are kept when there are none.
    pub only: Vec<String>,
    /// Whether the description may refer to other files in its folder.
    pub allow_files: bool,
    /// Whether what can't be right is left out, and the rest is generated.
    pub keep_going: bool,
    /// What the run tells of how far it is.
    pub stages: Stages,
}

impl Request {
    /// Asks for all that a description holds.
    pub fn of(spec: &Path) -> Self {
        Self {
            spec: spec.to_owned(),
            ..Self::default()
        }
    }
}

/// All that is made of one description.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The files of the directory that the generator owns: what is emitted, and what the API needs of
    /// the runtime.
    pub files: Vec<PrintedFile>,
    /// The title of the API, as its owner writes it.
    pub title: String,
    /// The same as Markdown.
    pub headline: String,
    /// How many operations there are.
    pub operations: usize,
    /// What `Client::builder` takes, as an example writes it.
    pub builder_arguments: String,
    /// What is left out, as the documentation of a crate tells it in Markdown; nothing where
    /// nothing is.
    pub left_out: Vec<String>,
}

/// A description that was read, and what it becomes.
#[derive(Clone, Debug)]
pub struct Lowered {
    /// What was read.
    pub document: Document,
    /// What it becomes.
    pub api: model::Api,
}

/// Emits all files from the text of a description, without the runtime. Returns none when there
/// are errors.
pub fn generate(
    input: impl Into<Input>,
    options: &emit::Options,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<PrintedFile>> {
    let input = input.into();
    on_a_large_stack(|| {
        let lowered = read(input, diagnostics)?;
        emitted(&lowered.api, options, diagnostics)
    })
}

/// Generates what is asked for. Returns nothing when there are errors.
pub fn generate_request(
    request: &Request,
    options: &emit::Options,
    diagnostics: &mut Diagnostics,
) -> Option<Generated> {
    let lowered = load(request, diagnostics)?;
    request.stages.begin(Stage::Print);
    let generated = printed(&lowered.api, options, diagnostics);
    generated.filter(|_| !diagnostics.has_errors())
}

/// Reads and lowers what is asked for. Returns nothing when there are errors.
pub fn load(request: &Request, diagnostics: &mut Diagnostics) -> Option<Lowered> {
    read(input(request, diagnostics)?, diagnostics)
}

/// Reads and lowers a description. Returns nothing when there are errors.
pub fn read(input: Input, diagnostics: &mut Diagnostics) -> Option<Lowered> {
    if input.keep_going {
        return keep_going::read(input, diagnostics);
    }
    let stages = input.stages.clone();
    let document = Document::read(input, diagnostics)?;
    stages.begin(Stage::Lower);
    let api = lower::lower(&document, diagnostics)?;
    Some(Lowered { document, api })
}

/// Reads the files that are asked for. Returns nothing when one of them can't be read.
pub fn input(request: &Request, diagnostics: &mut Diagnostics) -> Option<Input> {
    let name = request.spec.display().to_string();
    let source = document::read_source(&request.spec, &name, diagnostics);
    let overlays: Option<Vec<Source>> = request
        .overlays
        .iter()
        .map(|path| overlay(path, diagnostics))
        .collect();
    Some(Input {
        source: source?,
        overlays: overlays?,
        only: request.only.clone(),
        files_of: request.allow_files.then(|| request.spec.clone()),
        keep_going: request.keep_going,
        stages: request.stages.clone(),
    })
}

/// Reads an overlay. Complaints are about its own file.
fn overlay(path: &Path, diagnostics: &mut Diagnostics) -> Option<Source> {
    let name = path.display().to_string();
    let mut own = Diagnostics::with_levels(diagnostics.levels().clone());
    let file = own.files.add(&name);
    own.now_in(file);
    let source = document::read_source(path, &name, &mut own);
    if source.is_none() {
        diagnostics.append(own);
    }
    source
}

/// Emits and prints all files of an API, and what a crate around them says.
pub fn printed(
    api: &model::Api,
    options: &emit::Options,
    diagnostics: &mut Diagnostics,
) -> Option<Generated> {
    let mut files = emitted(api, options, diagnostics)?;
    files.extend(runtime::files(api, options));
    Some(Generated {
        files,
        headline: emit::headline(api),
        operations: api
            .resources
            .iter()
            .flat_map(|resource| &resource.operations)
            .filter(|operation| !operation.repeats)
            .count(),
        builder_arguments: emit::builder_arguments(api),
        left_out: emit::left_out(api),
        title: api.title.clone(),
    })
}

/// Emits and prints all files of an API but the runtime.
fn emitted(
    api: &model::Api,
    options: &emit::Options,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<PrintedFile>> {
    match print_all(api, options) {
        Ok(files) => Some(files),
        Err(message) => {
            diagnostics.report_file(Code::INTERNAL_ERROR, message);
            None
        }
    }
}

/// Emits and prints all files of an API, each by itself, so that the tokens of few
/// files are in memory at a time.
///
/// # Errors
///
/// When an emitter made something that is not Rust, which is a mistake of ours.
pub fn print_all(api: &model::Api, options: &emit::Options) -> Result<Vec<PrintedFile>, String> {
    // The files of resources stand at the end and take longest, so they are begun with.
    let files = emit::emit(api, options);
    on_all_cores(&files, print::print).into_iter().collect()
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
    let generated = generate_request(&Request::of(spec), options, &mut diagnostics);
    let warnings = diagnostics.render();
    match generated {
        Some(generated) => {
            let report = sync::sync(&generated.files, directory, mode)?;
            Ok(Outcome {
                files: generated.files.len(),
                report,
                warnings,
            })
        }
        None => Err(warnings),
    }
}

/// Returns the model of a description as text. Returns none when there are errors.
pub fn dump_model(request: &Request, diagnostics: &mut Diagnostics) -> Option<String> {
    let lowered = load(request, diagnostics)?;
    Some(format!("{:#?}\n", lowered.api))
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
