//! The "Style Examples" of OpenAPI 3.0.4 and 3.1.1, row by row.

use serde_json::json;

use super::*;
use crate::runtime::json::{Object, View, Visit};

/// `{ "R": 100, "G": 200, "B": 150 }`, in this order.
struct Colour;

impl ToJson for Colour {
    fn view(&self) -> View<'_> {
        View::Object(self)
    }
}

impl Object for Colour {
    fn rule(&self) -> Option<&'static Rule<'static>> {
        None
    }

    fn each<'v>(&'v self, visit: Visit<'_, 'v>) {
        for (name, value) in [("R", 100), ("G", 200), ("B", 150)] {
            visit(name, View::Integer(value), &Rule::ANY);
        }
    }
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

fn assert_row(style: Style, columns: [Cell; 4], write: fn(&mut Encoder, Style, &dyn ToJson) -> ()) {
    let values: [&dyn ToJson; 4] = [&String::new(), &String::from("blue"), &colours(), &Colour];
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

#[test]
fn paths_are_those_of_the_table() {
    let write = |encoder: &mut Encoder, style, value: &dyn ToJson| {
        encoder.parameter_as("color", value, style, &Rule::ANY);
    };
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
    let write = |encoder: &mut Encoder, style, value: &dyn ToJson| {
        encoder.header("color", value, style, &Rule::ANY);
    };
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
    let write = |encoder: &mut Encoder, style, value: &dyn ToJson| {
        encoder.query_as("color", value, style, &Rule::ANY);
    };
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
            Style::SpaceDelimited,
            [
                Open,
                Open,
                Text("color=blue%20black%20brown"),
                Text("color=R%20100%20G%20200%20B%20150"),
            ],
        ),
        (
            Style::PipeDelimited,
            [
                Open,
                Open,
                Text("color=blue%7Cblack%7Cbrown"),
                Text("color=R%7C100%7CG%7C200%7CB%7C150"),
            ],
        ),
        (
            Style::DeepObject(ArrayFormat::Indices),
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
    let write = |encoder: &mut Encoder, style, value: &dyn ToJson| {
        encoder.cookie("color", value, style, &Rule::ANY);
    };
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
            Style::DeepObject(ArrayFormat::Indices),
            &nested,
            "q%5Ba%5D%5Bb%5D%5B0%5D=1&q%5Ba%5D%5Bb%5D%5B1%5D=2&q%5Bd%5D=e%26f",
        ),
        (Style::QUERY, &list, "q=%5B1%5D&q=x"),
        (Style::PipeDelimited, &list, "q=%5B1%5D%7Cx"),
        (
            Style::DeepObject(ArrayFormat::Indices),
            &list,
            "q%5B0%5D%5B0%5D=1&q%5B1%5D=x",
        ),
        (
            Style::DeepObject(ArrayFormat::Brackets),
            &list,
            "q%5B%5D%5B%5D=1&q%5B%5D=x",
        ),
        (Style::DeepObject(ArrayFormat::Repeat), &list, "q=1&q=x"),
        (
            Style::DeepObject(ArrayFormat::Indices),
            &json!([{"price": "a", "metadata": {"b": true}}, {"price": "c", "ids": [{"d": 1}]}]),
            "q%5B0%5D%5Bmetadata%5D%5Bb%5D=true&q%5B0%5D%5Bprice%5D=a&q%5B1%5D%5Bids%5D%5B0%5D%5Bd%5D=1&q%5B1%5D%5Bprice%5D=c",
        ),
        (Style::DeepObject(ArrayFormat::Indices), &json!([]), ""),
        (Style::DeepObject(ArrayFormat::Indices), &json!(1), "q=1"),
        (Style::SpaceDelimited, &json!([]), ""),
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
