//! One hostile text in every place of the committed description, one at a time:
//! it is refused with a place, or it is a text and no more.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Mutex;

use serde_json::Value;
use tests::{description, generate};
use xtask::codegen::print::PrintedFile;

use super::inspect::{check, items};

/// It would end an attribute, an item, a comment and a code block, and turns the
/// direction of writing.
const CANARY: &str = "\"]\n}\npub fn evil() {} /* ``` \u{202e}";

/// Keywords whose text only shows in documentation, or nowhere.
const TEXTS: &[&str] = &[
    "description",
    "summary",
    "title",
    "url",
    "version",
    "example",
    "default",
    "format",
    "bearerFormat",
];

/// A place of a text: the pointer, and the keyword that it is under.
#[derive(Clone, Debug)]
struct Place {
    pointer: String,
    keyword: String,
}

/// All texts that are values; those in examples are all under `example`.
fn places(value: &Value, pointer: &str, keyword: &str, found: &mut Vec<Place>) {
    match value {
        Value::String(_) => found.push(Place {
            pointer: pointer.to_owned(),
            keyword: keyword.to_owned(),
        }),
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                places(value, &format!("{pointer}/{index}"), keyword, found);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                let keyword = if matches!(keyword, "example" | "examples") {
                    "example"
                } else {
                    name
                };
                places(
                    value,
                    &format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1")),
                    keyword,
                    found,
                );
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn with_canary(spec: &Value, places: &[Place]) -> Result<Vec<PrintedFile>, String> {
    let mut spec = spec.clone();
    for place in places {
        *spec.pointer_mut(&place.pointer).unwrap() = Value::from(CANARY);
    }
    generate("spec.json", &serde_json::to_string_pretty(&spec).unwrap())
}

/// Panics unless every complaint has a place, and none shows raw what could
/// deceive a terminal.
pub(crate) fn check_complaint(label: &str, complaint: &str) {
    let raw = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(
        !complaint.contains(raw),
        "{label}: a raw control character in\n{complaint}"
    );
    assert!(
        complaint.contains("error: "),
        "{label}: no error in\n{complaint}"
    );
    for line in complaint.lines().filter(|line| line.starts_with("error: ")) {
        let place = line
            .split(':')
            .nth(2)
            .and_then(|number| number.parse::<usize>().ok());
        assert!(place.is_some(), "{label}: without line and column: {line}");
        assert!(
            !line.contains("internal error") && !line.contains("openapiv3"),
            "{label}: {line}"
        );
    }
}

/// Checks what came of a canary. What it renames is called after it.
fn check_result(
    label: &str,
    only_text: bool,
    result: Result<Vec<PrintedFile>, String>,
    plain: &BTreeSet<String>,
) {
    match result {
        Err(complaint) => check_complaint(label, &complaint),
        Ok(files) => {
            check(label, &files);
            let found = items(&files);
            let added: Vec<&String> = found.difference(plain).collect();
            if only_text {
                assert_eq!(&found, plain, "{label}: a text changes what is generated");
            }
            // What is no longer required is no argument, but has a setter.
            let setter = |item: &str| label.contains("/required/") && item.starts_with("fn ");
            for item in added {
                // Where two would be alike, the signs between the words are words too.
                let words = item.to_lowercase().replace('_', "").replace("space", "");
                assert!(
                    words.contains("pubfnevil") || setter(item),
                    "{label}: `{item}` is new"
                );
            }
        }
    }
}

#[test]
fn a_hostile_text_in_any_place_is_refused_or_stays_a_text() {
    let spec: Value = serde_yaml::from_str(&fs::read_to_string(description()).unwrap()).unwrap();
    let plain = items(&with_canary(&spec, &[]).unwrap());
    let mut found = Vec::new();
    places(&spec, "", "", &mut found);
    assert!(found.len() > 500, "only {} places were found", found.len());

    // All texts at once show in one run whether any of them is more than a text.
    let (texts, others): (Vec<Place>, Vec<Place>) = found
        .into_iter()
        .partition(|place| TEXTS.contains(&place.keyword.as_str()));
    let mut batches: Vec<Vec<Place>> = others.into_iter().map(|place| vec![place]).collect();
    batches.push(texts);
    let batches = Mutex::new(batches);
    let work = || {
        while let Some(batch) = next(&batches) {
            let result = with_canary(&spec, &batch);
            match (batch.as_slice(), result) {
                ([place], result) => {
                    let only_text = TEXTS.contains(&place.keyword.as_str());
                    check_result(&place.pointer, only_text, result, &plain);
                }
                (_, result @ Ok(_)) => check_result("all texts", true, result, &plain),
                // One of them is refused: which one, halves tell.
                (several, Err(_)) => {
                    let (one, other) = several.split_at(several.len() / 2);
                    batches
                        .lock()
                        .unwrap()
                        .extend([one.to_vec(), other.to_vec()]);
                }
            }
        }
    };
    std::thread::scope(|scope| {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            if let Err(panic) = worker.join() {
                std::panic::resume_unwind(panic);
            }
        }
    });
}

fn next(batches: &Mutex<Vec<Vec<Place>>>) -> Option<Vec<Place>> {
    batches.lock().unwrap().pop()
}
