//! `--allow-files`: a description of several files, made one.
//!
//! In: the value of a description as it was written, and its path. Out: the same value in
//! which every reference is to a place inside it; what other files hold stands in
//! `components`, under the name of the file or of the place in it. Where it came from is
//! noted, so that complaints name the right file. The tables of keywords tell what a
//! reference is, so examples are left alone. Deliberately absent: the network, absolute
//! paths, and every file outside the folder of the description.

mod files;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use serde_yaml::{Mapping, Value};

use crate::codegen::diagnostics::{Code, Diagnostics};
use crate::codegen::document::keywords::{Kind, ValueKind};
use crate::codegen::document::text;
use crate::codegen::source::Path as Way;
use crate::codegen::source::Pointer;
use crate::codegen::source::{FileId, quoted};
use files::Loaded;

/// How many path items may refer to each other in a row.
const MAX_CHAIN: usize = 16;

/// Makes one value of all files.
pub(super) fn bundle(raw: &mut Value, spec: &Path, diagnostics: &mut Diagnostics) {
    let Some(mut bundle) = Bundle::new(raw, spec, diagnostics) else {
        return;
    };
    let main = Context {
        path: bundle.main.clone(),
        file: FileId::MAIN,
        base: Pointer::root(),
        chain: 0,
    };
    bundle.value(raw, ValueKind::Object(Kind::Document), &main, &Way::ROOT);
    while let Some(job) = bundle.jobs.pop() {
        bundle.component(raw, job);
    }
    bundle.diagnostics.now_in(FileId::MAIN);
}

/// Where a value that is walked came from.
#[derive(Clone)]
struct Context {
    path: PathBuf,
    file: FileId,
    /// The place in that file at which the walk began.
    base: Pointer,
    chain: usize,
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
    /// The names that are taken, by section.
    taken: HashSet<(String, String)>,
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
        let mut taken = HashSet::new();
        let components = raw.get("components").and_then(Value::as_mapping);
        for (section, members) in components.into_iter().flatten() {
            for (name, _) in members.as_mapping().into_iter().flatten() {
                if let (Some(section), Some(name)) = (section.as_str(), name.as_str()) {
                    taken.insert((section.to_owned(), name.to_owned()));
                }
            }
        }
        Some(Self {
            folder,
            main,
            shown,
            files: HashMap::new(),
            bytes: 0,
            made: HashMap::new(),
            taken,
            jobs: Vec::new(),
            diagnostics,
        })
    }

    fn value(&mut self, value: &mut Value, takes: ValueKind, context: &Context, way: &Way<'_>) {
        match (takes, value) {
            (ValueKind::List(takes), Value::Sequence(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.value(item, *takes, context, &way.index(index));
                }
            }
            (ValueKind::Map(takes), Value::Mapping(members)) => {
                for (key, member) in members.iter_mut() {
                    if let Some(name) = key.as_str() {
                        self.value(member, *takes, context, &way.child(name));
                    }
                }
            }
            (ValueKind::Object(kind) | ValueKind::Reference(kind), value) => {
                self.object(kind, value, context, way);
            }
            (ValueKind::SchemaOrBool, value) => self.object(Kind::Schema, value, context, way),
            _ => {}
        }
    }

    fn object(&mut self, kind: Kind, value: &mut Value, context: &Context, way: &Way<'_>) {
        let target = value.get("$ref").and_then(Value::as_str).map(str::to_owned);
        if let Some(target) = target {
            if kind == Kind::PathItem {
                self.path_item(value, &target, context, way);
                return;
            }
            if let Some(section) = kind.section() {
                let at = way.child("$ref");
                if let Some(target) = self.reference(kind, section, &target, context, &at) {
                    if let Some(members) = value.as_mapping_mut() {
                        members.insert(Value::from("$ref"), Value::from(target));
                    }
                }
            }
        }
        let Some(members) = value.as_mapping_mut() else {
            return;
        };
        if kind == Kind::Discriminator {
            self.mapping(members, context, way);
        }
        for (key, member) in members.iter_mut() {
            let Some(name) = key.as_str().filter(|name| !name.starts_with("x-")) else {
                continue;
            };
            let takes = kind.keyword(name).map(|keyword| keyword.takes);
            if let Some(takes) = takes.or_else(|| kind.entries()) {
                self.value(member, takes, context, &way.child(name));
            }
        }
    }

    /// A discriminator may name a file where a schema could be named.
    fn mapping(&mut self, members: &mut Mapping, context: &Context, way: &Way<'_>) {
        let mapping = members.get_mut("mapping").and_then(Value::as_mapping_mut);
        for (key, target) in mapping.into_iter().flatten() {
            let (Some(key), Some(text)) = (key.as_str(), target.as_str()) else {
                continue;
            };
            if text.contains(['/', '#']) || text.ends_with(".yaml") || text.ends_with(".json") {
                let (way, text) = (way.child("mapping"), text.to_owned());
                let at = way.child(key);
                if let Some(found) = self.reference(Kind::Schema, "schemas", &text, context, &at) {
                    *target = Value::from(found);
                }
            }
        }
    }

    /// A path item is put in place of the reference: 3.0 has no components for them.
    fn path_item(&mut self, value: &mut Value, target: &str, context: &Context, way: &Way<'_>) {
        let at = way.child("$ref");
        let Some((path, pointer)) = self.target(target, context, &at) else {
            return;
        };
        if path == self.main && context.file == FileId::MAIN {
            return;
        }
        let chain = context.chain + 1;
        let found = self.resolve(&path, &pointer);
        let Some((file, found)) = found.filter(|_| chain <= MAX_CHAIN) else {
            self.complain(
                Code::UNRESOLVED_REFERENCE,
                context,
                &at,
                format!("the reference {} leads nowhere", quoted(target)),
            );
            return;
        };
        *value = found;
        let inner = Context {
            path,
            file,
            base: pointer.clone(),
            chain,
        };
        if context.file == FileId::MAIN {
            self.diagnostics.origins.set(&way.pointer(), file, pointer);
        }
        self.object(Kind::PathItem, value, &inner, &Way::ROOT);
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
            return Some(format!("#/components/{section}/{name}"));
        }
        let Some((file, _)) = self.resolve(&path, &pointer) else {
            self.complain(
                Code::UNRESOLVED_REFERENCE,
                context,
                at,
                format!("the reference {} leads nowhere", quoted(target)),
            );
            return None;
        };
        let name = self.name(section, &path, &pointer);
        self.made.insert(key, name.clone());
        let found = format!("#/components/{section}/{name}");
        let context = Context {
            path,
            file,
            base: pointer,
            chain: 0,
        };
        self.jobs.push(Job {
            kind,
            section,
            name,
            context,
        });
        Some(found)
    }

    /// Moves a part of a file into the description.
    fn component(&mut self, raw: &mut Value, job: Job) {
        let Some((file, mut value)) = self.resolve(&job.context.path, &job.context.base) else {
            return;
        };
        self.object(job.kind, &mut value, &job.context, &Way::ROOT);
        let place = Pointer::root()
            .child("components")
            .child(job.section)
            .child(&job.name);
        let section = [Value::from("components"), Value::from(job.section)]
            .into_iter()
            .try_fold(raw, |value, name| {
                let members = value.as_mapping_mut()?;
                Some(
                    members
                        .entry(name)
                        .or_insert_with(|| Value::Mapping(Mapping::new())),
                )
            });
        if let Some(members) = section.and_then(Value::as_mapping_mut) {
            members.insert(Value::from(job.name), value);
            self.diagnostics.origins.set(&place, file, job.context.base);
        }
    }

    /// A name for a component: of the place, else of the file.
    fn name(&mut self, section: &str, path: &Path, pointer: &Pointer) -> String {
        let stem = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned());
        let name = pointer
            .last()
            .map_or_else(|| stem.unwrap_or_default(), std::borrow::Cow::into_owned);
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        let name: String = name
            .chars()
            .map(|c| if plain(c) { c } else { '_' })
            .collect();
        let mut unique = name.clone();
        let mut number = 2;
        while !self.taken.insert((section.to_owned(), unique.clone())) {
            unique = format!("{name}_{number}");
            number += 1;
        }
        unique
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
                );
                None
            }
        }
    }

    fn complain(&mut self, code: Code, context: &Context, at: &Way<'_>, message: String) {
        let inside = at.pointer();
        let at = inside
            .tokens()
            .fold(context.base.clone(), |at, token| at.child(&token));
        self.diagnostics.now_in(context.file);
        self.diagnostics
            .report(code, &at, message)
            .help("a file stands in the folder of the description, and the reference is relative to the file it is in");
        self.diagnostics.now_in(FileId::MAIN);
    }
}
