//! The committed output is what the generator makes of the committed
//! description: the same files, byte for byte, and the generator touches nothing
//! else.
#![cfg(test)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tests::{description, files_below, generate, generate_with, options, owned, root};
use xtask::codegen::diagnostics::{Diagnostics, Levels};
use xtask::codegen::print::{MARKER, PrintedFile};
use xtask::codegen::sync::{Mode, sync};
use xtask::codegen::{Request, generate_request};

/// What is emitted, without the runtime.
fn regenerated() -> Vec<PrintedFile> {
    let text = fs::read_to_string(description()).unwrap();
    // With warnings denied: what is odd about our own description is mended.
    let mut levels = Levels::default();
    levels.deny_warnings();
    generate_with("spec/client-grants.yaml", &text, levels).unwrap()
}

/// All files of a directory, by their path inside it.
fn tree(directory: &Path) -> BTreeMap<String, String> {
    files_below(directory)
        .unwrap()
        .into_iter()
        .map(|path| {
            let inside = path
                .strip_prefix(directory)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            (inside, fs::read_to_string(&path).unwrap())
        })
        .collect()
}

#[test]
fn the_committed_tree_is_the_generated_one() {
    let mut diagnostics = Diagnostics::default();
    let generated = generate_request(&Request::of(&description()), &options(), &mut diagnostics);
    let expected: BTreeMap<String, String> = generated
        .unwrap()
        .files
        .into_iter()
        .map(|file| (file.path, file.text))
        .collect();
    let committed = tree(&owned());
    let names = |tree: &BTreeMap<String, String>| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        names(&committed),
        names(&expected),
        "run `cargo xtask codegen` and commit the result"
    );
    for (path, text) in &expected {
        assert!(
            committed.get(path) == Some(text),
            "{path} differs: run `cargo xtask codegen` and commit the result"
        );
    }
}

#[test]
fn the_same_description_gives_the_same_bytes() {
    assert_eq!(regenerated(), regenerated());
    // The name of the file, its line ends and its format have no part in it.
    let text = fs::read_to_string(description()).unwrap();
    let crlf = text.replace('\n', "\r\n");
    assert_eq!(generate("elsewhere.yaml", &crlf).unwrap(), regenerated());
    let value: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    let json = serde_json::to_string(&value).unwrap();
    assert_eq!(
        generate("client-grants.json", &json).unwrap(),
        regenerated()
    );
}

#[test]
fn the_marker_stands_in_every_owned_file_and_in_no_other() {
    for path in files_below(&root()).unwrap() {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let marked = text.starts_with(MARKER);
        assert_eq!(marked, path.starts_with(owned()), "{}", path.display());
    }
}

#[test]
fn output_is_formatted_and_well_spaced() {
    for file in regenerated() {
        assert!(
            file.text.ends_with("}\n") || file.text.ends_with(";\n"),
            "{}",
            file.path
        );
        assert!(
            !file.text.contains("\n\n\n") && !file.text.contains('\r'),
            "{}",
            file.path
        );
        let lines: Vec<&str> = file.text.lines().collect();
        for pair in lines.windows(2) {
            assert!(
                pair[0] != "}" || pair[1].is_empty(),
                "{}: an item without a blank line after it",
                file.path
            );
            assert_eq!(
                pair[0].trim_end(),
                pair[0],
                "{}: a blank at the end of a line",
                file.path
            );
        }
    }
}

#[test]
fn writing_makes_the_directory_exact_and_touches_nothing_needlessly() {
    let home = tempfile::tempdir().unwrap();
    let directory = home.path().join("generated");
    let files = regenerated();
    let report = sync(&files, &directory, Mode::Write).unwrap();
    assert_eq!(report.created.len(), files.len());
    assert!(sync(&files, &directory, Mode::Check).unwrap().is_clean());

    let untouched = directory.join("mod.rs");
    let before = fs::metadata(&untouched).unwrap().modified().unwrap();
    fs::write(
        directory.join("models/shared.rs"),
        format!("{MARKER}\nstruct Old;\n"),
    )
    .unwrap();
    fs::create_dir(directory.join("old")).unwrap();
    fs::write(directory.join("old/gone.rs"), MARKER).unwrap();
    fs::remove_file(directory.join("wire/shared.rs")).unwrap();

    let checked = sync(&files, &directory, Mode::Check).unwrap();
    let written = sync(&files, &directory, Mode::Write).unwrap();
    for report in [&checked, &written] {
        assert_eq!(report.created, ["wire/shared.rs"]);
        assert_eq!(report.stale, ["old/gone.rs"]);
        let changed: Vec<_> = report.changed.iter().map(|(path, _)| path).collect();
        assert_eq!(changed, ["models/shared.rs"]);
    }
    // What changed is shown by a check; who writes can see it in the files.
    let difference = &checked.changed[0].1;
    assert!(difference.contains("-struct Old;"), "{difference}");
    assert!(!directory.join("old").exists());
    assert_eq!(
        fs::metadata(&untouched).unwrap().modified().unwrap(),
        before
    );
    assert_eq!(
        tree(home.path()).len(),
        files.len(),
        "nothing is left beside the files"
    );
}

#[test]
fn a_check_writes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let report = sync(&regenerated(), &home.path().join("generated"), Mode::Check).unwrap();
    assert!(!report.is_clean());
    assert!(tree(home.path()).is_empty());
}

#[test]
fn a_file_of_somebody_else_is_neither_removed_nor_overwritten() {
    for path in ["notes.rs", "mod.rs"] {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join(path), "// mine\n").unwrap();
        let message = sync(&regenerated(), home.path(), Mode::Write).unwrap_err();
        assert!(
            message.contains(path) && message.contains("move it away"),
            "{message}"
        );
        assert_eq!(
            tree(home.path()).into_iter().collect::<Vec<_>>(),
            [(path.to_owned(), "// mine\n".to_owned())]
        );
    }
}

#[cfg(unix)]
#[test]
fn links_in_the_owned_directory_are_refused() {
    let home = tempfile::tempdir().unwrap();
    let outside = home.path().join("outside");
    let directory = home.path().join("generated");
    fs::create_dir(&outside).unwrap();
    fs::create_dir(&directory).unwrap();
    std::os::unix::fs::symlink(&outside, directory.join("models")).unwrap();
    let message = sync(&regenerated(), &directory, Mode::Write).unwrap_err();
    assert!(
        message.contains("models") && message.contains("move it away"),
        "{message}"
    );
    assert!(tree(&outside).is_empty());
}

#[test]
fn nothing_is_written_when_the_description_has_an_error() {
    let home = tempfile::tempdir().unwrap();
    let spec = home.path().join("spec.yaml");
    let text = fs::read_to_string(description()).unwrap();
    fs::write(
        &spec,
        text.replace(
            "'#/components/schemas/SubjectType'",
            "'#/components/schemas/SubjectTyp'",
        ),
    )
    .unwrap();
    let out = home.path().join("out");
    let message = xtask::codegen::run(&spec, &out, &options(), Mode::Write).unwrap_err();
    assert!(message.contains("SubjectTyp"), "{message}");
    assert!(!out.exists());
}
