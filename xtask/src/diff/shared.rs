//! A stranger's description, as far as ours goes.
//!
//! In: our description, and a much larger one of the same service. Out: the same operations
//! of theirs, and what else they have under our paths. The others are neither lowered nor
//! checked, so that nothing wrong with them is in the way. Where we say how a list is paged,
//! theirs is read as paged the same way, since `x-pagination` is ours alone; where that does
//! not fit any more, it is read as it stands. Deliberately absent: names.

use std::collections::HashSet;

use serde_json::json;

use super::way::nameless;
use super::{Bump, Change, Refused, Revision, words};
use crate::codegen::diagnostics::{Code, Diagnostics, Levels};
use crate::codegen::document::{Document, Input};
use crate::codegen::source::{Format, Pointer, Source};

/// A method and a path, as a description writes it.
type Endpoint = (String, String);

/// What of a stranger's description is ours too.
#[derive(Debug)]
pub struct Shared {
    /// The operations that both have.
    pub side: Revision,
    /// Operations of theirs under our paths.
    further: Vec<Endpoint>,
}

/// Reads what a stranger's description shares with ours.
///
/// # Errors
///
/// When it is wrong as far as it is ours, or not ours at all.
pub fn read(ours: &Revision, input: Input, levels: &Levels) -> Result<Shared, Box<Refused>> {
    let mut diagnostics = Diagnostics::with_levels(levels.clone());
    let Some(theirs) = Document::operations(&input, &mut diagnostics) else {
        return Err(Box::new(Refused { diagnostics }));
    };
    let known: HashSet<Endpoint> = operations(ours).map(|one| key(&one)).collect();
    let (common, rest): (Vec<Endpoint>, Vec<Endpoint>) = theirs
        .into_iter()
        .partition(|one| known.contains(&key(one)));
    if common.is_empty() {
        diagnostics
            .report_file(Code::NO_MATCHING_OPERATION, "it has no operation of the other description")
            .help("operations are matched by method and path; is it the same service, and do its paths begin at the same place?");
        return Err(Box::new(Refused { diagnostics }));
    }
    let paths: HashSet<String> = known.into_iter().map(|(_, path)| path).collect();
    let further = rest
        .into_iter()
        .filter(|(_, path)| is_below(&nameless(path), &paths));
    let further = further.collect();
    let only = common
        .iter()
        .map(|(method, path)| format!("{method} {path}"));
    let plain = Input {
        only: only.collect(),
        ..input
    };
    let mut paged = plain.clone();
    paged.overlays.extend(pages(ours, &common));
    let side = Revision::read(paged, levels).or_else(|_| Revision::read(plain, levels))?;
    Ok(Shared { side, further })
}

impl Shared {
    /// What they have under our paths, and we have not.
    pub fn further(&self, ours: &Revision) -> Vec<Change> {
        let paths = Pointer::root().child("paths");
        let pointers: Vec<Pointer> = self
            .further
            .iter()
            .map(|(method, path)| paths.child(path).child(&method.to_ascii_lowercase()))
            .collect();
        let places = self.side.places(&pointers.iter().collect::<Vec<_>>());
        let olds = ours.places(&vec![&paths; places.len()]);
        let all = self.further.iter().zip(olds.into_iter().zip(places));
        let change = |((method, path), (old, new)): (&Endpoint, _)| Change {
            bump: Bump::Minor,
            what: format!("{} is new", words::code(&format!("{method} {path}"))),
            why: "an operation under a path of the other description".to_owned(),
            old,
            new,
        };
        all.map(change).collect()
    }
}

fn operations(side: &Revision) -> impl Iterator<Item = Endpoint> {
    let resources = side.api.resources.iter();
    let all = resources.flat_map(|resource| &resource.operations);
    all.map(|operation| (operation.method.clone(), operation.template.clone()))
}

fn key((method, path): &Endpoint) -> Endpoint {
    (method.clone(), nameless(path))
}

/// Whether a path is one of these, or goes on where one of them ends.
fn is_below(path: &str, paths: &HashSet<String>) -> bool {
    let mut ends = path.match_indices('/').map(|(end, _)| &path[..end]);
    paths.contains(path) || ends.any(|start| paths.contains(start))
}

/// How we say that lists are paged, as an overlay for theirs.
fn pages(ours: &Revision, common: &[Endpoint]) -> Option<Source> {
    let actions: Vec<_> = operations(ours)
        .filter_map(|(method, path)| {
            let raw = ours.document.raw.get("paths")?.get(&path)?;
            let own = raw.get(method.to_ascii_lowercase())?.get("x-pagination")?;
            let own = serde_json::to_value(own).ok()?;
            let theirs = common
                .iter()
                .find(|one| key(one) == key(&(method.clone(), path.clone())))?;
            let target = theirs.1.replace('\\', "\\\\").replace('\'', "\\'");
            Some(json!({
                "target": format!("$.paths['{target}'].{}", method.to_ascii_lowercase()),
                "update": { "x-pagination": own },
            }))
        })
        .collect();
    let overlay = json!({
        "overlay": "1.0.0",
        "info": { "title": "Paging", "version": "1" },
        "actions": actions,
    });
    (!actions.is_empty()).then(|| Source {
        name: "the paging of the other description".to_owned(),
        text: overlay.to_string(),
        format: Format::Json,
    })
}
