//! `--allow-files`: a description of several files, made one.
//!
//! In: the value of a description as it was written, and its path. Out: the same value in
//! which every reference is to a place inside it; what other files hold stands in
//! `components`, under the name of the file or of the place in it, and a path item where it
//! is used. Where it came from is noted, so that complaints name the right file. The walk
//! tells what a reference is, so examples are left alone. Deliberately absent: the network,
//! absolute paths, and every file outside the folder of the description.

mod files;

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};

use serde_yaml::Value;

use crate::codegen::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::codegen::document::components::{self, Names};
use crate::codegen::document::keywords::{Kind, Node, ValueKind, walk};
use crate::codegen::document::text;
use crate::codegen::source::{FileId, Pointer, quoted};
use files::Loaded;

const HELP: &str = "a file stands in the folder of the description, and the reference is relative to the file it is in";

/// Makes one value of all files.
pub(super) fn bundle(raw: &mut Value, spec: &Path, diagnostics: &mut Diagnostics) {
    let Some(mut bundle) = Bundle::new(raw, spec, diagnostics) else {
        return;
    };
    let main = Context {
        path: bundle.main.clone(),
        file: FileId::MAIN,
        base: Pointer::root(),
    };
    bundle.references(raw, Kind::Document, &main);
    // What stands in path items gets its names as if it stood where they are used.
    let mut path_items = Vec::new();
    while let Some(job) = bundle.path_items.pop_front().or_else(|| bundle.jobs.pop()) {
        if job.kind == Kind::PathItem {
            path_items.push(job.place.clone());
        }
        bundle.component(raw, job);
    }
    bundle.diagnostics.now_in(FileId::MAIN);
    let is_wanted = |target: &Pointer| path_items.contains(target);
    components::inline_path_items(raw, bundle.diagnostics, &is_wanted);
    components::remove(raw, &path_items);
}

/// Where a value that is walked came from.
#[derive(Clone)]
struct Context {
    path: PathBuf,
    file: FileId,
    /// The place in that file at which the walk began.
    base: Pointer,
}

/// A part of another file that becomes a component.
struct Job {
    kind: Kind,
    place: Pointer,
    context: Context,
}

struct Bundle<'d> {
    /// The folder of the description, which no file is outside of.
    folder: PathBuf,
    main: PathBuf,
    /// How messages call the folder.
    shown: PathBuf,
    files: HashMap<PathBuf, Option<Loaded>>,
    bytes: usize,
    /// The places of components by what these were made of.
    made: HashMap<(Kind, PathBuf, Pointer), Pointer>,
    names: Names,
    path_items: VecDeque<Job>,
    jobs: Vec<Job>,
    diagnostics: &'d mut Diagnostics,
}

impl<'d> Bundle<'d> {
    fn new(raw: &Value, spec: &Path, diagnostics: &'d mut Diagnostics) -> Option<Self> {
        let shown = spec.parent().unwrap_or(Path::new("")).to_owned();
        let Ok(main) = spec.canonicalize() else {
            let message = "the folder of the description cannot be found";
            diagnostics.report_file(Code::UNREADABLE_FILE, message);
            return None;
        };
        let folder = main.parent()?.to_owned();
        Some(Self {
            folder,
            main,
            shown,
            files: HashMap::new(),
            bytes: 0,
            made: HashMap::new(),
            names: Names::of(raw),
            path_items: VecDeque::new(),
            jobs: Vec::new(),
            diagnostics,
        })
    }

    /// Changes all references in a value to such as lead into the description.
    fn references(&mut self, value: &mut Value, kind: Kind, context: &Context) {
        let mut found: Vec<Reference> = Vec::new();
        walk(value, ValueKind::Object(kind), &mut |node| {
            found.extend(Reference::of(node));
            true
        });
        for reference in found {
            match self.inside(reference.kind, &reference.target, context) {
                Ok(None) => {}
                Ok(Some(inside)) => {
                    if let Some(text) = reference.at.resolve_mut(value) {
                        *text = Value::from(inside.to_string());
                    }
                }
                Err((code, problem)) => {
                    let message = format!("the reference {}{problem}", quoted(&reference.target));
                    self.complain(code, context, &reference.at, message)
                        .help(HELP);
                }
            }
        }
    }

    /// Returns the place inside the description that stands for what a reference leads to, or
    /// what is wrong with it; nothing where it leads into the description already.
    fn inside(
        &mut self,
        kind: Kind,
        target: &str,
        context: &Context,
    ) -> Result<Option<Pointer>, Problem> {
        let Some(section) = kind.section() else {
            return Ok(None);
        };
        let Some((path, pointer)) = self.target(target, context)? else {
            return Ok(None);
        };
        if path == self.main {
            return Ok(Some(pointer));
        }
        let key = (kind, path.clone(), pointer.clone());
        if let Some(place) = self.made.get(&key) {
            return Ok(Some(place.clone()));
        }
        let Some((file, _)) = self.resolve(&path, &pointer) else {
            let problem = " leads nowhere".to_owned();
            return Err((Code::UNRESOLVED_REFERENCE, problem));
        };
        // A component is called after the place, else after the file.
        let stem = || path.file_stem().unwrap_or_default().to_string_lossy();
        let wanted = pointer.last().unwrap_or_else(stem).into_owned();
        let place = self.names.claim(section, &wanted);
        self.made.insert(key, place.clone());
        let base = pointer;
        let job = Job {
            kind,
            place: place.clone(),
            context: Context { path, file, base },
        };
        if kind == Kind::PathItem {
            self.path_items.push_back(job);
        } else {
            self.jobs.push(job);
        }
        Ok(Some(place))
    }

    /// Moves a part of a file into the description.
    fn component(&mut self, raw: &mut Value, job: Job) {
        let Some((file, mut value)) = self.resolve(&job.context.path, &job.context.base) else {
            return;
        };
        self.references(&mut value, job.kind, &job.context);
        components::insert(raw, &job.place, value);
        let origins = &mut self.diagnostics.files.origins;
        origins.set(&job.place, file, job.context.base);
    }

    /// Returns the file and the place that a reference means, if it is not to the same
    /// place of the description as before.
    fn target(
        &self,
        target: &str,
        context: &Context,
    ) -> Result<Option<(PathBuf, Pointer)>, Problem> {
        let (file, fragment) = target.split_once('#').unwrap_or((target, ""));
        if file.is_empty() && context.file == FileId::MAIN {
            return Ok(None);
        }
        let Some(pointer) = Pointer::parse(&format!("#{fragment}")) else {
            let problem = " is not understood".to_owned();
            return Err((Code::MALFORMED_REFERENCE, problem));
        };
        if file.is_empty() {
            return Ok(Some((context.path.clone(), pointer)));
        }
        match text::beside(&context.path, file, &self.folder) {
            Ok(path) => Ok(Some((path, pointer))),
            Err((code, message)) => Err((code, format!(": {message}"))),
        }
    }

    fn complain(
        &mut self,
        code: Code,
        context: &Context,
        at: &Pointer,
        message: String,
    ) -> &mut Diagnostic {
        self.diagnostics.now_in(context.file);
        let at = context.base.join(at);
        self.diagnostics.report(code, &at, message)
    }
}

/// What is wrong with a reference, said behind it.
type Problem = (Code, String);

/// A reference that stands in a value.
struct Reference {
    kind: Kind,
    /// The place of its text.
    at: Pointer,
    target: String,
}

impl Reference {
    fn of(node: &Node<'_>) -> Option<Self> {
        // A discriminator may name a file where a schema could be named.
        let is_file = |text: &&str| {
            text.contains(['/', '#']) || text.ends_with(".yaml") || text.ends_with(".json")
        };
        let at = node.at.pointer();
        let (kind, at, target) = match node.takes {
            ValueKind::SchemaName => (Kind::Schema, at, node.value.as_str().filter(is_file)?),
            takes => (takes.kind()?, at.child("$ref"), node.reference()?),
        };
        let target = target.to_owned();
        Some(Self { kind, at, target })
    }
}
