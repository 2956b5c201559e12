//! Every keyword that a description may use is honoured, ignored by name, or refused.
//!
//! The proof is by experiment, with the fixtures as material: a keyword is honoured when
//! there is a place from which it can't be taken without a change in what is generated or
//! complained about. One that stands in the list of ignored keywords must occur, too, and
//! must make no difference to what is generated, but for documentation that shows it.

use std::collections::HashMap;
use std::path::Path as FilePath;

use serde_yaml::Value;

use crate::codegen::diagnostics::Diagnostics;
use crate::codegen::document::Version;
use crate::codegen::document::keywords::{Keyword, Kind, ValueKind, walk};
use crate::codegen::emit::Options;
use crate::codegen::source::{Format, Pointer, Source};

/// What a description uses, by fixture.
type Places = HashMap<(Kind, &'static str), Vec<(usize, Pointer)>>;

/// Returns every kind of object that some keywords lead to from the whole description, and the
/// reference, which stands in place of others.
pub(super) fn kinds(is_followed: &dyn Fn(&Keyword) -> bool) -> Vec<Kind> {
    let mut found = vec![Kind::Document, Kind::Reference];
    let mut next = 0;
    while let Some(&kind) = found.get(next) {
        next += 1;
        let keywords = kind.keywords().iter().filter(|one| is_followed(one));
        let values = keywords.map(|keyword| keyword.takes);
        for kind in values.chain(kind.entries()).filter_map(ValueKind::inner) {
            if !found.contains(&kind) {
                found.push(kind);
            }
        }
    }
    found
}

/// All keywords of kinds that can be reached without an ignored keyword.
fn keywords() -> Vec<(Kind, &'static Keyword)> {
    let kinds = kinds(&|keyword| !keyword.is_ignored());
    let of = |kind: Kind| kind.keywords().iter().map(move |keyword| (kind, keyword));
    let known = |(_, keyword): &(Kind, &Keyword)| keyword.since <= Version::V3_1;
    kinds.into_iter().flat_map(of).filter(known).collect()
}

fn collect(value: &Value, file: usize, places: &mut Places) {
    let document = ValueKind::Object(Kind::Document);
    walk(value, document, &mut |node| {
        let Some(keyword) = node.keyword else {
            return true;
        };
        if let Some(kind) = node.parent.and_then(|parent| parent.kind) {
            let here = places.entry((kind, keyword.name)).or_default();
            here.push((file, node.at.pointer()));
        }
        !keyword.is_ignored()
    });
}

/// Ignored keywords that documentation shows, or its examples, besides those of references.
const SHOWN: [&str; 3] = ["default", "example", "examples"];

/// A file without its documentation.
fn code(file: &str) -> String {
    let lines = file.lines().map(str::trim_start);
    let code = lines.filter(|line| !line.starts_with("//"));
    code.collect::<Vec<_>>().join("\n")
}

/// What comes of a description: complaints without their lines, and files.
fn outcome(value: &Value) -> (Vec<String>, Vec<String>) {
    let source = Source {
        name: "spec.yaml".to_owned(),
        text: serde_yaml::to_string(value).unwrap(),
        format: Format::Yaml,
    };
    let options = Options {
        crate_name: "fixture".to_owned(),
    };
    let mut diagnostics = Diagnostics::new();
    let files = crate::codegen::generate(source, &options, &mut diagnostics);
    let complaints = diagnostics
        .iter()
        .map(|one| format!("{:?} {}", one.pointer(), one.message()));
    let files = files.into_iter().flatten();
    (
        complaints.collect(),
        files
            .map(|file| format!("{}\n{}", file.path, file.text))
            .collect(),
    )
}

/// A description without a keyword; where a text must be there, with another one.
fn without(value: &Value, at: &Pointer, keyword: &Keyword, stays: bool) -> Option<Value> {
    let mut changed = value.clone();
    let name = at.last()?;
    let Value::Mapping(members) = at.parent()?.resolve_mut(&mut changed)? else {
        return None;
    };
    match members.get_mut(&*name) {
        Some(Value::String(text)) if stays || keyword.is_required_in(Version::V3_0) => {
            text.push('x')
        }
        _ => drop(members.shift_remove(&*name)),
    }
    Some(changed)
}

#[test]
fn no_keyword_is_lost_in_silence() {
    let fixtures = FilePath::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures");
    let mut files = Vec::new();
    for group in ["operation", "schema", "diagnostic"] {
        let mut cases: Vec<_> = std::fs::read_dir(fixtures.join(group))
            .unwrap()
            .map(|case| case.unwrap().path().join("spec.yaml"))
            .collect();
        cases.sort();
        let texts = cases
            .iter()
            .filter_map(|path| std::fs::read_to_string(path).ok());
        files.extend(texts.filter_map(|text| serde_yaml::from_str::<Value>(&text).ok()));
    }
    let mut places = Places::new();
    for (index, file) in files.iter().enumerate() {
        collect(file, index, &mut places);
    }
    let outcomes: Vec<_> = files.iter().map(outcome).collect();
    let mut lost = Vec::new();
    for (kind, keyword) in keywords() {
        let here = places
            .get(&(kind, keyword.name))
            .map_or(&[][..], Vec::as_slice);
        let ignored = keyword.is_ignored();
        let shown = ignored && (SHOWN.contains(&keyword.name) || kind == Kind::Reference);
        let changes = |(index, at): &(usize, Pointer)| {
            let changed = without(&files[*index], at, keyword, ignored)?;
            let (complaints, made) = outcome(&changed);
            let (old_complaints, old_made) = &outcomes[*index];
            let differs = if shown {
                let old = old_made.iter().map(|file| code(file));
                !old.eq(made.iter().map(|file| code(file)))
            } else {
                made != *old_made
            };
            Some((complaints != *old_complaints, differs))
        };
        let label = format!("`{}` in {}", keyword.name, kind.label());
        if here.is_empty() {
            lost.push(format!("{label}: in no fixture"));
        } else if ignored {
            let mut tried = here.iter().take(3).filter_map(changes);
            if tried.any(|(_, made)| made) {
                lost.push(format!("{label}: is ignored, and makes a difference"));
            }
        } else if !here
            .iter()
            .filter_map(changes)
            .any(|(said, made)| said || made)
        {
            lost.push(format!("{label}: makes no difference"));
        }
    }
    assert!(
        lost.is_empty(),
        "{} keywords\n{}",
        lost.len(),
        lost.join("\n")
    );
}
