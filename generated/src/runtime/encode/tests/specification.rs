//! The examples of the OpenAPI Specification, row by row.
//!
//! "Style Examples" of OpenAPI 3.0.4 and 3.1.1, and the examples of form and multipart bodies of both.

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::json;

use super::*;
use crate::runtime::file::File;

/// `{ "R": 100, "G": 200, "B": 150 }`, in this order.
struct Colour;

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(Some(3))?;
        for (name, value) in [("R", 100), ("G", 200), ("B", 150)] {
            members.serialize_entry(name, &value)?;
        }
        members.end()
    }
}

impl Check for Colour {
    fn check(&self, _rule: &Rule, _at: &mut Checker) {}
}

fn colours() -> Vec<String> {
    ["blue", "black", "brown"].map(String::from).to_vec()
}

/// What a column of the table says.
enum Cell {
    Text(&'static str),
    Fault,
    /// The table says "n/a", or leaves it open.
    Open,
}
use Cell::{Fault as Refused, Open, Text};

fn assert_row(style: Style, columns: [Cell; 4], write: fn(&mut Encoder, Style, &dyn Write) -> ()) {
    let values: [&dyn Write; 4] = [&String::new(), &String::from("blue"), &colours(), &Colour];
    for (column, value) in columns.into_iter().zip(values) {
        let mut encoder = Encoder::default();
        write(&mut encoder, style, value);
        let encoded = encoder.finish();
        match column {
            Text(expected) => {
                let encoded = encoded.unwrap_or_else(|fault| panic!("{style:?}: {fault}"));
                let cookies = encoded.headers.get("cookie");
                let header = cookies.or(encoded.headers.get("color"));
                let text = match header {
                    Some(value) => value.to_str().unwrap().to_owned(),
                    None => format!("{}{}", encoded.path, encoded.query.as_str()),
                };
                assert_eq!(text, expected, "{style:?}");
            }
            Refused => assert!(encoded.is_err(), "{style:?}"),
            Open => {}
        }
    }
}

/// A value of a row, in each of the places.
trait Write {
    fn path(&self, encoder: &mut Encoder, style: Style);
    fn query(&self, encoder: &mut Encoder, style: Style);
    fn header(&self, encoder: &mut Encoder, style: Style);
    fn cookie(&self, encoder: &mut Encoder, style: Style);
}

impl<T: Check> Write for T {
    fn path(&self, encoder: &mut Encoder, style: Style) {
        encoder.parameter_as("color", self, style, &Rule::ANY);
    }

    fn query(&self, encoder: &mut Encoder, style: Style) {
        encoder.query_as("color", self, style, &Rule::ANY);
    }

    fn header(&self, encoder: &mut Encoder, style: Style) {
        encoder.header("color", self, style, &Rule::ANY);
    }

    fn cookie(&self, encoder: &mut Encoder, style: Style) {
        encoder.cookie("color", self, style, &Rule::ANY);
    }
}

#[test]
fn paths_are_those_of_the_table() {
    let write = |encoder: &mut Encoder, style, value: &dyn Write| value.path(encoder, style);
    let rows = [
        (
            Style::Matrix { explode: false },
            [
                Text(";color"),
                Text(";color=blue"),
                Text(";color=blue,black,brown"),
                Text(";color=R,100,G,200,B,150"),
            ],
        ),
        (
            Style::Matrix { explode: true },
            [
                Text(";color"),
                Text(";color=blue"),
                Text(";color=blue;color=black;color=brown"),
                Text(";R=100;G=200;B=150"),
            ],
        ),
        (
            Style::Label { explode: false },
            // `.` alone would be a step to another resource.
            [
                Refused,
                Text(".blue"),
                Text(".blue,black,brown"),
                Text(".R,100,G,200,B,150"),
            ],
        ),
        (
            Style::Label { explode: true },
            [
                Refused,
                Text(".blue"),
                Text(".blue.black.brown"),
                Text(".R=100.G=200.B=150"),
            ],
        ),
        (
            Style::Simple { explode: false },
            // An empty segment would be another resource.
            [
                Refused,
                Text("blue"),
                Text("blue,black,brown"),
                Text("R,100,G,200,B,150"),
            ],
        ),
        (
            Style::Simple { explode: true },
            [
                Refused,
                Text("blue"),
                Text("blue,black,brown"),
                Text("R=100,G=200,B=150"),
            ],
        ),
    ];
    for (style, columns) in rows {
        assert_row(style, columns, write);
    }
}

#[test]
fn headers_are_those_of_the_table() {
    let write = |encoder: &mut Encoder, style, value: &dyn Write| value.header(encoder, style);
    assert_row(
        Style::Simple { explode: false },
        [
            Text(""),
            Text("blue"),
            Text("blue,black,brown"),
            Text("R,100,G,200,B,150"),
        ],
        write,
    );
    assert_row(
        Style::Simple { explode: true },
        [
            Text(""),
            Text("blue"),
            Text("blue,black,brown"),
            Text("R=100,G=200,B=150"),
        ],
        write,
    );
}

#[test]
fn queries_are_those_of_the_table() {
    let write = |encoder: &mut Encoder, style, value: &dyn Write| value.query(encoder, style);
    let form = |explode| Style::Form {
        explode,
        reserved: false,
    };
    let rows = [
        (
            form(false),
            [
                Text("color="),
                Text("color=blue"),
                Text("color=blue,black,brown"),
                Text("color=R,100,G,200,B,150"),
            ],
        ),
        (
            form(true),
            [
                Text("color="),
                Text("color=blue"),
                Text("color=blue&color=black&color=brown"),
                Text("R=100&G=200&B=150"),
            ],
        ),
        (
            Style::Spaces,
            [
                Open,
                Open,
                Text("color=blue%20black%20brown"),
                Text("color=R%20100%20G%20200%20B%20150"),
            ],
        ),
        (
            Style::Pipes,
            [
                Open,
                Open,
                Text("color=blue%7Cblack%7Cbrown"),
                Text("color=R%7C100%7CG%7C200%7CB%7C150"),
            ],
        ),
        (
            Style::Deep,
            [
                Open,
                Open,
                Open,
                Text("color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
            ],
        ),
    ];
    for (style, columns) in rows {
        assert_row(style, columns, write);
    }
}

#[test]
fn cookies_are_those_of_the_table_but_for_what_divides_them() {
    let write = |encoder: &mut Encoder, style, value: &dyn Write| value.cookie(encoder, style);
    let form = |explode| Style::Form {
        explode,
        reserved: false,
    };
    assert_row(
        form(false),
        [
            Text("color="),
            Text("color=blue"),
            Text("color=blue,black,brown"),
            Text("color=R,100,G,200,B,150"),
        ],
        write,
    );
    // The table divides pairs by `&`, which no reader of cookies understands.
    assert_row(
        form(true),
        [
            Text("color="),
            Text("color=blue"),
            Text("color=blue; color=black; color=brown"),
            Text("R=100; G=200; B=150"),
        ],
        write,
    );
}

#[test]
fn json_is_one_text_in_every_place() {
    let value = json!({"a": [1, "b c"], "d": null, "e": {"f": 1.5, "g": true}});
    let text = r#"{"a":[1,"b c"],"d":null,"e":{"f":1.5,"g":true}}"#;
    let encoded = utf8_percent_encode(text, RESERVED).to_string();
    let mut encoder = Encoder::default();
    encoder.parameter_as("p", &value, Style::Json, &Rule::ANY);
    encoder.query_as("q", &value, Style::Json, &Rule::ANY);
    encoder.header("h", &value, Style::Json, &Rule::ANY);
    encoder.cookie("c", &value, Style::Json, &Rule::ANY);
    let request = encoder.finish().unwrap();
    assert_eq!(request.path, encoded);
    assert_eq!(request.query.as_str(), format!("q={encoded}"));
    assert_eq!(request.headers["h"], text);
    assert_eq!(request.headers["cookie"], format!("c={encoded}"));
}

#[test]
fn what_the_tables_leave_open_is_always_the_same() {
    let nested = json!({"a": {"b": [1, 2], "c": null}, "d": "e&f"});
    let list = json!([null, [1], "x"]);
    for (style, value, expected) in [
        (
            Style::QUERY,
            &nested,
            "a=%7B%22b%22%3A%5B1%2C2%5D%2C%22c%22%3Anull%7D&d=e%26f",
        ),
        (
            Style::Deep,
            &nested,
            "q%5Ba%5D%5Bb%5D=1&q%5Ba%5D%5Bb%5D=2&q%5Bd%5D=e%26f",
        ),
        (Style::QUERY, &list, "q=%5B1%5D&q=x"),
        (Style::Pipes, &list, "q=%5B1%5D%7Cx"),
        (Style::Deep, &list, "q=%5B1%5D&q=x"),
        (Style::Spaces, &json!([]), ""),
        (Style::QUERY, &json!({}), ""),
        (Style::Json, &json!([]), "q=%5B%5D"),
        (Style::QUERY, &json!(null), ""),
    ] {
        let text = query(|encoder| encoder.query_as("q", value, style, &Rule::ANY)).unwrap();
        assert_eq!(text, expected, "{style:?}");
    }
}

#[test]
fn reserved_characters_stay_where_the_description_allows_it() {
    let style = Style::Form {
        explode: true,
        reserved: true,
    };
    let value = String::from("a/b:c?d@e!$()*,;=%41 '&+#[]é");
    let text = query(|encoder| encoder.query_as("q", &value, style, &Rule::ANY)).unwrap();
    assert_eq!(text, "q=a/b:c?d@e!$()*,;=%41%20%27%26%2B%23%5B%5D%C3%A9");
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
        request.body.unwrap(),
        "address=%7B%22city%22%3A%22Example%20Town%22%2C%22zip%22%3A%2299999%22%7D&icon=a%2Bb&id=f81d4fae-7dec-11d0-a765-00a0c91e6bf6"
    );
    let body = json!({"a": [1, 2], "b": [3, 4], "c": {"d": "e"}});
    let mut encoder = Encoder::default();
    encoder.form(&body, &[("b", Style::Pipes), ("c", Style::Deep)]);
    assert_eq!(
        encoder.finish().unwrap().body.unwrap(),
        "a=1&a=2&b=3%7C4&c%5Bd%5D=e"
    );
}

/// The parts of a body, without what divides them.
fn parts(fill: impl FnOnce(&mut Encoder)) -> Vec<String> {
    let mut encoder = Encoder::default();
    encoder.multipart();
    fill(&mut encoder);
    let request = encoder.finish().unwrap();
    let content_type = request.headers["content-type"].to_str().unwrap().to_owned();
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let body = String::from_utf8(request.body.unwrap().to_vec()).unwrap();
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
    encoder.bytes("image/png", &evil);
    assert!(encoder.finish().is_err());
    let mut encoder = Encoder::default();
    encoder.bytes("image/png", &File::new(vec![0, 255]));
    let request = encoder.finish().unwrap();
    assert_eq!(request.headers["content-type"], "image/png");
    assert_eq!(request.body.unwrap(), [0_u8, 255].as_slice());
}
