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
        let place = components::place(job.section, &job.name);
        if job.kind == Kind::PathItem {
            path_items.push(place.clone());
        }
        bundle.component(raw, job, &place);
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
    section: &'static str,
    name: String,
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
    /// Components by what they were made of.
    made: HashMap<(&'static str, PathBuf, Pointer), String>,
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
        let Some((target, section)) = target.zip(kind.section()) else {
            return;
        };
        let Some(found) = self.reference(kind, section, &target, context, &at.child("$ref")) else {
            return;
        };
        let Some(members) = value.as_mapping_mut() else {
            return;
        };
        members.insert(Value::from("$ref"), Value::from(found));
        if kind == Kind::PathItem {
            if let Some(name) = components::beside_reference(members) {
                let message = components::not_beside_reference(name);
                let code = Code::KEYWORD_BESIDE_PATH_ITEM_REF;
                self.complain(code, context, &at.child(name), message, None);
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
        if let Some(found) = self.reference(Kind::Schema, "schemas", &text, context, at) {
            *value = Value::from(found);
        }
    }

    /// Returns the reference inside the description that stands for one of a file.
    fn reference(
        &mut self,
        kind: Kind,
        section: &'static str,
        target: &str,
        context: &Context,
        at: &Way<'_>,
    ) -> Option<String> {
        let (path, pointer) = self.target(target, context, at)?;
        if path == self.main {
            return Some(pointer.to_string());
        }
        let key = (section, path.clone(), pointer.clone());
        if let Some(name) = self.made.get(&key) {
            return Some(components::place(section, name).to_string());
        }
        let Some((file, _)) = self.resolve(&path, &pointer) else {
            self.complain(
                Code::UNRESOLVED_REFERENCE,
                context,
                at,
                format!("the reference {} leads nowhere", quoted(target)),
                Some(HELP),
            );
            return None;
        };
        let name = self.name(section, &path, &pointer);
        self.made.insert(key, name.clone());
        let found = components::place(section, &name).to_string();
        let context = Context {
            path,
            file,
            base: pointer,
        };
        let job = Job {
            kind,
            section,
            name,
            context,
        };
        if kind == Kind::PathItem {
            self.path_items.push_back(job);
        } else {
            self.jobs.push(job);
        }
        Some(found)
    }

    /// Moves a part of a file into the description.
    fn component(&mut self, raw: &mut Value, job: Job, place: &Pointer) {
        let Some((file, mut value)) = self.resolve(&job.context.path, &job.context.base) else {
            return;
        };
        self.references(&mut value, job.kind, &job.context);
        components::insert(raw, job.section, &job.name, value);
        let origins = &mut self.diagnostics.files.origins;
        origins.set(place, file, job.context.base);
    }

    /// A name for a component: of the place, else of the file.
    fn name(&mut self, section: &str, path: &Path, pointer: &Pointer) -> String {
        let stem = || path.file_stem().unwrap_or_default().to_string_lossy();
        let wanted = pointer.last().unwrap_or_else(stem);
        self.names.claim(section, &wanted)
    }

    /// Returns the file and the place that a reference means, if it is not to the same
    /// place of the description as before.
    fn target(
        &mut self,
        target: &str,
        context: &Context,
        at: &Way<'_>,
    ) -> Option<(PathBuf, Pointer)> {
        let (file, fragment) = target.split_once('#').unwrap_or((target, ""));
        if file.is_empty() && context.file == FileId::MAIN {
            return None;
        }
        let Some(pointer) = Pointer::parse(&format!("#{fragment}")) else {
            self.complain(
                Code::MALFORMED_REFERENCE,
                context,
                at,
                format!("the reference {} is not understood", quoted(target)),
                Some(HELP),
            );
            return None;
        };
        if file.is_empty() {
            return Some((context.path.clone(), pointer));
        }
        match text::beside(&context.path, file, &self.folder) {
            Ok(path) => Some((path, pointer)),
            Err((code, message)) => {
                self.complain(
                    code,
                    context,
                    at,
                    format!("the reference {}: {message}", quoted(target)),
                    Some(HELP),
                );
                None
            }
        }
    }

    fn complain(
        &mut self,
        code: Code,
        context: &Context,
        at: &Way<'_>,
        message: String,
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
