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

use crate::codegen::diagnostics::{Code, Diagnostics};
use crate::codegen::document::components::{self, Names};
use crate::codegen::document::keywords::walk::walk_mut;
use crate::codegen::document::keywords::{Kind, ValueKind};
use crate::codegen::document::{Version, text};
use crate::codegen::source::Path as Way;
use crate::codegen::source::Pointer;
use crate::codegen::source::{FileId, quoted};
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
    let origins = &mut bundle.diagnostics.files.origins;
    components::inline_path_items(raw, origins, &|target| path_items.contains(target));
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
    /// The place of the component.
    place: Pointer,
    context: Context,
}

/// What is wrong with a reference.
type Problem = (Code, String);

struct Bundle<'d> {
    /// The folder of the description, which no file is outside of.
    folder: PathBuf,
    main: PathBuf,
    /// How messages call the folder.
    shown: PathBuf,
    files: HashMap<PathBuf, Option<Loaded>>,
    bytes: usize,
    /// Components by what they were made of.
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
            diagnostics.report_file(
                Code::UNREADABLE_FILE,
                "the folder of the description cannot be found",
            );
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
        let takes = ValueKind::Object(kind);
        walk_mut(value, takes, Version::ANY, &mut |value, takes, at| {
            if let ValueKind::SchemaName = takes {
                self.schema_name(value, context, at);
            } else if let Some(kind) = takes.kind().filter(|_| takes.may_be_reference()) {
                self.object(kind, value, context, at);
            }
            true
        });
    }

    fn object(&mut self, kind: Kind, value: &mut Value, context: &Context, at: &Way<'_>) {
        let target = value.get("$ref").and_then(Value::as_str).map(str::to_owned);
        let at_reference = at.child("$ref");
        let found = target.and_then(|target| self.reference(kind, &target, context, &at_reference));
        let (Some(found), Some(members)) = (found, value.as_mapping_mut()) else {
            return;
        };
        members.insert(Value::from("$ref"), Value::from(found));
        if kind == Kind::PathItem {
            if let Some(name) = components::beside_reference(members) {
                let message = components::not_beside_reference(name);
                let problem = (Code::KEYWORD_BESIDE_PATH_ITEM_REF, message);
                self.complain(problem, context, &at.child(name), None);
            }
        }
    }

    /// A discriminator may name a file where a schema could be named.
    fn schema_name(&mut self, value: &mut Value, context: &Context, at: &Way<'_>) {
        let is_file = |text: &&str| {
            text.contains(['/', '#']) || text.ends_with(".yaml") || text.ends_with(".json")
        };
        let Some(text) = value.as_str().filter(is_file).map(str::to_owned) else {
            return;
        };
        if let Some(found) = self.reference(Kind::Schema, &text, context, at) {
            *value = Value::from(found);
        }
    }

    /// Returns the reference inside the description that stands for one of a file; nothing if
    /// it is one already, or wrong.
    fn reference(
        &mut self,
        kind: Kind,
        target: &str,
        context: &Context,
        at: &Way<'_>,
    ) -> Option<String> {
        match self.find(kind, target, context) {
            Ok(place) => Some(place?.to_string()),
            Err(problem) => {
                self.complain(problem, context, at, Some(HELP));
                None
            }
        }
    }

    /// Returns where what a reference means will stand in the description, if it does not
    /// stand in the same place of it already.
    fn find(
        &mut self,
        kind: Kind,
        target: &str,
        context: &Context,
    ) -> Result<Option<Pointer>, Problem> {
        let (file, fragment) = target.split_once('#').unwrap_or((target, ""));
        let section = kind.section();
        let Some(section) = section.filter(|_| !file.is_empty() || context.file != FileId::MAIN)
        else {
            return Ok(None);
        };
        let reference = format!("the reference {}", quoted(target));
        let Some(base) = Pointer::parse(&format!("#{fragment}")) else {
            let message = format!("{reference} is not understood");
            return Err((Code::MALFORMED_REFERENCE, message));
        };
        let path = if file.is_empty() {
            context.path.clone()
        } else {
            text::beside(&context.path, file, &self.folder)
                .map_err(|(code, message)| (code, format!("{reference}: {message}")))?
        };
        if path == self.main {
            return Ok(Some(base));
        }
        let key = (kind, path.clone(), base.clone());
        if let Some(place) = self.made.get(&key) {
            return Ok(Some(place.clone()));
        }
        let Some((file, _)) = self.resolve(&path, &base) else {
            let message = format!("{reference} leads nowhere");
            return Err((Code::UNRESOLVED_REFERENCE, message));
        };
        // The name of the place, else of the file.
        let stem = || path.file_stem().unwrap_or_default().to_string_lossy();
        let wanted = base.last().unwrap_or_else(stem);
        let place = components::place(section, &self.names.claim(section, &wanted));
        self.made.insert(key, place.clone());
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

    fn complain(
        &mut self,
        (code, message): Problem,
        context: &Context,
        at: &Way<'_>,
        help: Option<&str>,
    ) {
        let at = context.base.join(&at.pointer());
        self.diagnostics.now_in(context.file);
        let diagnostic = self.diagnostics.report(code, &at, message);
        if let Some(help) = help {
            diagnostic.help(help);
        }
        self.diagnostics.now_in(FileId::MAIN);
    }
}
