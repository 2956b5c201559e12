//! The examples of form and multipart bodies of OpenAPI 3.0.4 and 3.1.1.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::json;

use super::*;
use crate::runtime::file::File;
use crate::runtime::source::Source;
use crate::runtime::upload::Upload;

fn bytes_of(body: Option<Content>) -> Bytes {
    let sources = match body.unwrap() {
        Content::Whole(bytes) => return bytes,
        Content::Pieces(sources) => sources,
    };
    let pieces = sources.iter().map(|source| match source {
        Source::Memory(bytes) => bytes.as_ref(),
        other => panic!("{other:?} is not in memory"),
    });
    pieces.collect::<Vec<_>>().concat().into()
}

/// "Encoding the `x-www-form-urlencoded` Media Type" of both versions.
#[test]
fn forms_are_those_of_the_specification() {
    let body = json!({
        "address": {"city": "Example Town", "zip": "99999"},
        "icon": "a+b",
        "id": "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    });
    let mut encoder = Encoder::default();
    encoder.form(&body, &[]);
    let request = encoder.finish().unwrap();
    assert_eq!(
        request.headers["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert_eq!(
        bytes_of(request.body),
        "address=%7B%22city%22%3A%22Example%20Town%22%2C%22zip%22%3A%2299999%22%7D&icon=a%2Bb&id=f81d4fae-7dec-11d0-a765-00a0c91e6bf6"
    );
    let body = json!({"a": [1, 2], "b": [3, 4], "c": {"d": "e"}});
    let mut encoder = Encoder::default();
    encoder.form(
        &body,
        &[
            ("b", Style::PipeDelimited),
            ("c", Style::DeepObject(ArrayFormat::Indices)),
        ],
    );
    assert_eq!(
        bytes_of(encoder.finish().unwrap().body),
        "a=1&a=2&b=3%7C4&c%5Bd%5D=e"
    );
}

/// The parts of a body, without what divides them.
fn parts(fill: impl FnOnce(&mut Encoder)) -> Vec<String> {
    let mut encoder = Encoder::default();
    encoder.multipart("multipart/form-data");
    fill(&mut encoder);
    let request = encoder.finish().unwrap();
    let content_type = request.headers["content-type"].to_str().unwrap().to_owned();
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let body = String::from_utf8(bytes_of(request.body).to_vec()).unwrap();
    let body = body.strip_suffix(&format!("--{boundary}--\r\n")).unwrap();
    body.split(&format!("--{boundary}\r\n"))
        .skip(1)
        .map(|part| part.strip_suffix("\r\n").unwrap().to_owned())
        .collect()
}

/// "Encoding `multipart` Media Types" of both versions.
#[test]
fn parts_are_those_of_the_specification() {
    let address: BTreeMap<String, String> = [("city".to_owned(), "Example Town".to_owned())]
        .into_iter()
        .collect();
    let photo = File::new("PNG")
        .with_media_type("image/png")
        .with_name("a\"\r\nb.png");
    let parts = parts(|encoder| {
        encoder.part("id", &String::from("f81d"), None, &Rule::ANY);
        encoder.part("address", &address, None, &Rule::ANY);
        encoder.part(
            "history",
            &json!({"a": 1}),
            Some("application/xml"),
            &Rule::ANY,
        );
        encoder.part("tags", &Some(vec![1_i64, 2]), None, &Rule::ANY);
        encoder.part("absent", &None::<String>, None, &Rule::ANY);
        encoder.file("photo", &photo, "application/octet-stream");
        encoder.file(
            "many",
            &Some(vec![File::new("1"), File::new("2")]),
            "text/plain",
        );
        encoder.file("none", &None::<File>, "text/plain");
    });
    let head = "Content-Disposition: form-data; name=";
    assert_eq!(
        parts,
        [
            format!("{head}\"id\"\r\n\r\nf81d"),
            format!(
                "{head}\"address\"\r\nContent-Type: application/json\r\n\r\n{{\"city\":\"Example Town\"}}"
            ),
            format!("{head}\"history\"\r\nContent-Type: application/xml\r\n\r\n{{\"a\":1}}"),
            format!("{head}\"tags\"\r\n\r\n1"),
            format!("{head}\"tags\"\r\n\r\n2"),
            format!(
                "{head}\"photo\"; filename=\"a%22%0D%0Ab.png\"\r\nContent-Type: image/png\r\n\r\nPNG"
            ),
            format!("{head}\"many\"; filename=\"many\"\r\nContent-Type: text/plain\r\n\r\n1"),
            format!("{head}\"many\"; filename=\"many\"\r\nContent-Type: text/plain\r\n\r\n2"),
        ]
    );
}

#[test]
fn media_types_of_files_are_checked() {
    let evil = File::new("x").with_media_type("text/plain\r\nX-Evil: 1");
    let mut encoder = Encoder::default();
    encoder.file("f", &evil, "text/plain");
    assert_eq!(encoder.finish().err().unwrap().path(), Some("f"));
    let mut encoder = Encoder::default();
    let evil = Upload::new("x").with_media_type("text/plain\r\nX-Evil: 1");
    encoder.bytes("image/png", &evil);
    assert!(encoder.finish().is_err());
    let mut encoder = Encoder::default();
    encoder.bytes("image/png", &Upload::new(vec![0, 255]));
    let request = encoder.finish().unwrap();
    assert_eq!(request.headers["content-type"], "image/png");
    assert_eq!(bytes_of(request.body), [0_u8, 255].as_slice());
}

/// What is in memory already is passed on, however long it is.
#[test]
fn files_in_memory_are_not_copied() {
    let photo = Bytes::from(vec![7; 4096]);
    let mut encoder = Encoder::default();
    encoder.multipart("multipart/form-data");
    encoder.file("photo", &File::new(photo.clone()), "image/png");
    let Some(Content::Pieces(sources)) = encoder.finish().unwrap().body else {
        panic!("a form with a file is not in one piece");
    };
    let Source::Memory(sent) = &sources[1] else {
        panic!("the file is in memory");
    };
    assert_eq!(sent.as_ptr(), photo.as_ptr());
}

/// Parts that are no form have no names, or keep them where the order does not tell them apart.
#[test]
fn parts_that_are_no_form_say_what_they_are() {
    let body = |kind| {
        let mut encoder = Encoder::default();
        encoder.multipart(kind);
        let metadata = json!({"name": "a"});
        encoder.part(
            "metadata",
            &metadata,
            Some("application/json; charset=UTF-8"),
            &Rule::ANY,
        );
        encoder.part("note", &String::from("n"), None, &Rule::ANY);
        encoder.file("media", &File::new("PNG").with_name("a.png"), "image/png");
        let request = encoder.finish().unwrap();
        let content_type = request.headers["content-type"].to_str().unwrap().to_owned();
        let body = String::from_utf8(bytes_of(request.body).to_vec()).unwrap();
        let boundary = content_type.split_once("boundary=").unwrap().1;
        let boundary = boundary.split(';').next().unwrap().to_owned();
        (
            content_type.replace(&boundary, "b"),
            body.replace(&boundary, "b"),
        )
    };
    let (content_type, related) = body("multipart/related");
    assert_eq!(
        content_type,
        "multipart/related; boundary=b; type=\"application/json; charset=UTF-8\""
    );
    assert_eq!(
        related,
        "--b\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n{\"name\":\"a\"}\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nn\r\n\
         --b\r\nContent-Type: image/png\r\n\r\nPNG\r\n--b--\r\n"
    );
    let (content_type, mixed) = body("multipart/mixed");
    assert_eq!(content_type, "multipart/mixed; boundary=b");
    let disposition = "Content-Disposition: form-data; name=";
    assert_eq!(
        mixed,
        format!(
            "--b\r\n{disposition}\"metadata\"\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n{{\"name\":\"a\"}}\r\n\
             --b\r\n{disposition}\"note\"\r\nContent-Type: text/plain\r\n\r\nn\r\n\
             --b\r\n{disposition}\"media\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\nPNG\r\n--b--\r\n"
        )
    );
}
