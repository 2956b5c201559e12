//! `--allow-files`: descriptions of several files.

// Tests may fail loudly.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::path::Path;

use support::{files_below, text_of, xtask};

const MAIN: &str = "openapi: 3.0.3
info: {title: T, version: '1'}
servers: [{url: https://example.com}]
paths:
  /things:
    get:
      operationId: listThings
      parameters: [{$ref: 'parts/parameters.yaml#/Flag'}]
      responses:
        '200':
          description: d
          content: {application/json: {schema: {$ref: parts/thing.yaml}}}
  /others: {$ref: parts/others.yaml}
components:
  schemas:
    Word: {type: string, enum: [one, two]}
";

const PARTS: &[(&str, &str)] = &[
    (
        "parts/parameters.yaml",
        "Flag: {name: flag, in: query, schema: {$ref: '../api.yaml#/components/schemas/Word'}}\n",
    ),
    (
        "parts/thing.yaml",
        "type: object\nproperties:\n  name: {type: string}\n  word: {$ref: '../api.yaml#/components/schemas/Word'}\n  more: {$ref: 'deep/more.json#/definitions/More'}\n",
    ),
    (
        "parts/deep/more.json",
        "{\"definitions\": {\"More\": {\"type\": \"object\", \"properties\": {\"again\": {\"$ref\": \"#/definitions/Again\"}}}, \"Again\": {\"type\": \"integer\"}}}",
    ),
    (
        "parts/others.yaml",
        "get:\n  operationId: listOthers\n  responses:\n    '200':\n      description: d\n      content: {application/json: {schema: {$ref: thing.yaml}}}\n",
    ),
];

fn write(home: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = home.join("spec").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

fn codegen(home: &Path, options: &[&str]) -> (String, Option<i32>) {
    let output = xtask()
        .current_dir(home)
        .args([
            "codegen",
            "--spec",
            "spec/api.yaml",
            "--out",
            "out",
            "--crate-name",
            "x",
        ])
        .args(options)
        .output()
        .unwrap();
    (text_of(&output.stderr), output.status.code())
}

#[test]
fn files_beside_the_description_are_read_when_allowed() {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), &[("api.yaml", MAIN)]);
    write(home.path(), PARTS);
    let (complaints, code) = codegen(home.path(), &[]);
    assert_eq!(code, Some(1), "{complaints}");
    let (complaints, code) = codegen(home.path(), &["--allow-files"]);
    assert_eq!((complaints.as_str(), code), ("", Some(0)));
    let text: String = files_below(&home.path().join("out"))
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    for item in [
        "pub struct Thing ",
        "pub struct More ",
        "pub enum Word ",
        "pub struct ListOthers ",
        "pub again: Option<",
    ] {
        assert_eq!(text.matches(item).count(), 1, "{item}");
    }
}

#[test]
fn complaints_name_the_file() {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), &[("api.yaml", MAIN)]);
    write(home.path(), PARTS);
    write(
        home.path(),
        &[
            (
                "parts/deep/more.json",
                "{\"definitions\": {\"More\": {\"type\": \"object\",\n  \"propertys\": {}}}}",
            ),
            (
                "parts/others.yaml",
                "get:\n  operationId: a\n  responses: {'200': {$ref: 'none.yaml#/A'}}\n",
            ),
        ],
    );
    let (text, code) = codegen(home.path(), &["--allow-files"]);
    assert_eq!(code, Some(1));
    assert!(text.contains("--> spec/parts/others.yaml:3:"), "{text}");
    assert!(text.contains("there is no such file"), "{text}");

    write(home.path(), &[("parts/others.yaml", PARTS[3].1)]);
    let (text, _) = codegen(home.path(), &["--allow-files"]);
    assert!(
        text.contains("--> spec/parts/deep/more.json:2:3\n"),
        "{text}"
    );
    assert!(
        text.contains("= at #/definitions/More/propertys\n"),
        "{text}"
    );
}

#[test]
fn nothing_outside_of_the_folder_is_read() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("secret.yaml"), "type: string\n").unwrap();
    let secret = home.path().join("secret.yaml");
    #[cfg(unix)]
    {
        fs::create_dir(home.path().join("spec")).unwrap();
        std::os::unix::fs::symlink(&secret, home.path().join("spec/link.yaml")).unwrap();
    }
    let mut targets = vec![
        "../secret.yaml",
        "http://127.0.0.1/x.yaml",
        "https://example.com/x.yaml#/A",
        "//host/x.yaml",
        "file:///etc/passwd",
        secret.to_str().unwrap(),
    ];
    if cfg!(unix) {
        targets.push("link.yaml");
    }
    for target in targets {
        let text = MAIN.replace("parts/thing.yaml", &format!("'{target}'"));
        write(home.path(), &[("api.yaml", &text)]);
        write(home.path(), PARTS);
        let (text, code) = codegen(home.path(), &["--allow-files"]);
        assert_eq!(code, Some(1), "{target}");
        assert!(
            text.contains("only relative files") || text.contains("outside of the folder"),
            "{target}: {text}"
        );
        assert!(!home.path().join("out").exists());
    }
}

#[test]
fn files_that_refer_to_each_other_for_ever_are_refused() {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), &[("api.yaml", MAIN)]);
    write(home.path(), PARTS);
    write(
        home.path(),
        &[
            ("parts/others.yaml", "$ref: more.yaml\n"),
            ("parts/more.yaml", "$ref: others.yaml\n"),
        ],
    );
    let (text, code) = codegen(home.path(), &["--allow-files"]);
    assert_eq!(code, Some(1), "{text}");
}

/// A path item may refer to one in a file that refers to another file.
#[test]
fn path_items_of_files_stand_where_they_are_used() {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), &[("api.yaml", MAIN)]);
    write(home.path(), PARTS);
    write(
        home.path(),
        &[
            ("parts/others.yaml", "$ref: deep/others.yaml#/paths/~1x\n"),
            (
                "parts/deep/others.yaml",
                "paths: {/x: {get: {operationId: listOthers, responses: {'200': {$ref: 'none.yaml'}}}}}\n",
            ),
        ],
    );
    let (text, _) = codegen(home.path(), &["--allow-files"]);
    assert!(
        text.contains("--> spec/parts/deep/others.yaml:1:"),
        "{text}"
    );
    write(
        home.path(),
        &[(
            "parts/deep/others.yaml",
            "paths: {/x: {get: {operationId: listOthers, responses: {'204': {description: d}}}}}\n",
        )],
    );
    let (text, code) = codegen(home.path(), &["--allow-files"]);
    assert_eq!((text.as_str(), code), ("", Some(0)));
    let beside = MAIN.replace(
        "{$ref: parts/others.yaml}",
        "{$ref: parts/others.yaml, parameters: []}",
    );
    write(home.path(), &[("api.yaml", &beside)]);
    let (text, code) = codegen(home.path(), &["--allow-files"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.starts_with(
            "warning[keyword-beside-path-item-ref]: `parameters` stands beside `$ref`"
        ),
        "{text}"
    );
}
