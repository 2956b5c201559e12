//! Thousands of mutations of sound descriptions: complaints or Rust, never a panic, a
//! hang, or output that does not parse.
//!
//! The seeds are fixed, so that every run does the same; a failure names its own, and
//! `MUTATION_SEED=N` runs it alone. `xtask/fuzz` is for longer runs.

// Tests may fail loudly.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use xtask::codegen::diagnostics::{Diagnostics, Form};
use xtask::codegen::emit::Options;
use xtask::codegen::source::{Format, Source};

use support::{files_below, fixture, repository};

/// How many mutations are tried, of each of the small descriptions and of the large one.
const OF_SMALL: u64 = 6_000;
const OF_LARGE: u64 = 100;
/// Longer than this for one small description is a hang.
const PATIENCE: Duration = Duration::from_secs(20);

/// Pieces of descriptions that are known to be awkward.
const WORDS: &[&str] = &[
    "$ref",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "enum",
    "const",
    "nullable: true",
    "null",
    "type",
    "object",
    "array",
    "string",
    "integer",
    "items",
    "properties",
    "additionalProperties",
    "required",
    "discriminator",
    "mapping",
    "format",
    "default",
    "example",
    "minimum",
    "maximum: -1",
    "multipleOf: 0",
    "minLength: 99999999999999999999",
    "pattern: '(a+)+$'",
    "in: path",
    "in: query",
    "in: header",
    "in: cookie",
    "style: deepObject",
    "explode",
    "parameters",
    "requestBody",
    "responses",
    "2XX",
    "default:",
    "content",
    "application/json",
    "text/plain",
    "multipart/form-data",
    "'#/components/schemas/A'",
    "'#/components/schemas/Ship'",
    "'#/'",
    "#",
    "'#/paths/~1ships/get'",
    "'other.yaml#/A'",
    "&a",
    "*a",
    "<<",
    "!!str",
    "|",
    ">",
    "- ",
    "  ",
    "\t",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "''",
    "\"\"",
    "~",
    "0",
    "-1",
    "1e400",
    ".nan",
    ".inf",
    "0x10",
    "18446744073709551615",
    "true",
    "\u{202e}",
    "\u{0}",
    "\u{feff}",
    "\u{1b}[31m",
    "é",
    "日本語",
    "self",
    "crate",
    "Self",
    "_",
    "async",
    "Option",
    "Client",
    "Error",
    "/{id}",
    "/{x}/{x}",
    "..",
    "//",
    "{{",
    "x-operation-group",
    "x-operation-name",
    "x-pagination",
    "openapi: 3.0.0",
    "openapi: 3.2.0",
    "webhooks",
    "callbacks",
    "security",
    "servers",
    "variables",
    "deprecated: true",
    "readOnly: true",
    "```",
    "*/",
    "\\",
];

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % (limit.max(1) as u64)).unwrap()
    }
}

/// A text with a few changes: of lines, of words and of characters.
fn mutated(text: &str, other: &str, random: &mut Random) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let others: Vec<&str> = other.lines().collect();
    for _ in 0..=random.below(3) {
        if lines.is_empty() {
            break;
        }
        let at = random.below(lines.len());
        let word = WORDS[random.below(WORDS.len())];
        let line = lines[at].clone();
        match random.below(9) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, line),
            2 => {
                let second = random.below(lines.len());
                lines.swap(at, second);
            }
            3 => lines[at] = format!("  {line}"),
            4 => lines[at] = line.strip_prefix("  ").unwrap_or(&line).to_owned(),
            5 => {
                let key = line.split_once(':').map_or(line.as_str(), |(key, _)| key);
                lines[at] = format!("{key}: {word}");
            }
            6 => {
                let indent = &line[..line.len() - line.trim_start().len()];
                lines.insert(
                    at,
                    format!("{indent}{word}: {}", WORDS[random.below(WORDS.len())]),
                );
            }
            7 => lines.insert(at, others[random.below(others.len())].to_owned()),
            _ => {
                let places: Vec<usize> = line
                    .char_indices()
                    .map(|(at, _)| at)
                    .chain([line.len()])
                    .collect();
                let (one, two) = (
                    places[random.below(places.len())],
                    places[random.below(places.len())],
                );
                lines[at] = format!("{}{word}{}", &line[..one.min(two)], &line[one.max(two)..]);
            }
        }
    }
    lines.join("\n")
}

/// Generates from a text. Printing parses every file.
fn run(text: &str, format: Format) {
    let source = Source {
        name: "m".to_owned(),
        text: text.to_owned(),
        format,
    };
    let options = Options {
        crate_name: "m".to_owned(),
    };
    let mut diagnostics = Diagnostics::new();
    let files = xtask::codegen::generate(source, &options, &mut diagnostics);
    let complaints = diagnostics.print(Form::PLAIN);
    assert!(
        files.is_some() || diagnostics.has_errors(),
        "neither files nor errors"
    );
    assert!(
        !complaints.contains("internal error") && !complaints.contains("a gap in the checks"),
        "{complaints}"
    );
    let raw = |c: char| c.is_control() && c != '\n';
    assert!(!complaints.contains(raw), "{complaints:?}");
}

fn attempt(seed: u64, text: &str, format: Format) {
    let start = Instant::now();
    let result = catch_unwind(AssertUnwindSafe(|| run(text, format)));
    if result.is_err() || start.elapsed() > PATIENCE {
        panic!("MUTATION_SEED={seed}, {:?}:\n{text}", start.elapsed());
    }
}

/// Small descriptions: those of the tasks' tests, and the fixtures of the generator.
fn small() -> Vec<String> {
    let folders = [fixture(""), repository().join("tests/fixtures")];
    let mut texts: Vec<String> = folders
        .iter()
        .filter(|folder| folder.is_dir())
        .flat_map(|folder| files_below(folder))
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml")
        })
        .map(|path| fs::read_to_string(path).unwrap())
        .filter(|text| text.len() < 8_000)
        .collect();
    texts.sort();
    texts
}

/// The seeds to try: all, or the one that is asked for.
fn seeds(count: u64) -> Vec<u64> {
    match std::env::var("MUTATION_SEED") {
        Ok(seed) => vec![seed.parse().unwrap()],
        Err(_) => (0..count).collect(),
    }
}

#[test]
fn mutated_fixtures_end_in_complaints_or_rust() {
    let texts = small();
    for seed in seeds(OF_SMALL) {
        let mut random = Random(seed);
        let (one, other) = (random.below(texts.len()), random.below(texts.len()));
        let text = mutated(&texts[one], &texts[other], &mut random);
        attempt(seed, &text, Format::Yaml);
    }
}

#[test]
fn the_mutated_committed_description_ends_in_complaints_or_rust() {
    let text = fs::read_to_string(repository().join("spec/client-grants.yaml")).unwrap();
    for seed in seeds(OF_LARGE) {
        attempt(
            seed,
            &mutated(&text, &text, &mut Random(seed)),
            Format::Yaml,
        );
    }
}

#[test]
fn mutated_json_ends_in_complaints_or_rust() {
    let value: serde_json::Value =
        serde_yaml::from_str(&fs::read_to_string(fixture("harbour.yaml")).unwrap()).unwrap();
    let text = serde_json::to_string_pretty(&value).unwrap();
    for seed in seeds(OF_SMALL / 10) {
        attempt(
            seed,
            &mutated(&text, &text, &mut Random(seed)),
            Format::Json,
        );
    }
}
