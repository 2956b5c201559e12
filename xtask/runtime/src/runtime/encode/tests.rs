mod bodies;
mod specification;

use super::*;

const SIMPLE: Style = Style::Simple { explode: false };

fn segment(value: &str) -> Result<String, Fault> {
    let mut encoder = Encoder::default();
    encoder.path("/things/");
    encoder.parameter("id", &String::from(value), &Rule::ANY);
    encoder.path("/parts");
    encoder.finish().map(|encoded| encoded.path)
}

fn query(fill: impl FnOnce(&mut Encoder)) -> Result<String, Fault> {
    let mut encoder = Encoder::default();
    fill(&mut encoder);
    encoder
        .finish()
        .map(|encoded| encoded.query.as_str().to_owned())
}

#[test]
fn a_parameter_is_one_segment() {
    for (value, expected) in [
        ("a-b.c_d~1", "a-b.c_d~1"),
        ("a/b", "a%2Fb"),
        ("../users/x", "..%2Fusers%2Fx"),
        ("%2e%2e", "%252e%252e"),
        ("..%2f", "..%252f"),
        ("//evil.com", "%2F%2Fevil.com"),
        ("a\\..\\b", "a%5C..%5Cb"),
        ("a?x=1", "a%3Fx%3D1"),
        ("a#f", "a%23f"),
        ("a;b", "a%3Bb"),
        ("a b", "a%20b"),
        ("é", "%C3%A9"),
        ("+", "%2B"),
        ("%", "%25"),
        ("...", "..."),
    ] {
        assert_eq!(
            segment(value).unwrap(),
            format!("/things/{expected}/parts"),
            "{value}"
        );
    }
}

#[test]
fn unfit_parameters_are_refused_by_name_and_without_the_value() {
    for value in [
        "",
        ".",
        "..",
        "canary\n",
        "canary\0",
        "canary\u{7f}",
        "canary\u{85}",
    ] {
        let fault = segment(value).unwrap_err();
        assert_eq!(fault.path(), Some("id"));
        assert!(!fault.to_string().contains("canary"), "{fault}");
    }
}

/// What is left of a path may be several segments, none of which leads out of it.
#[test]
fn reserved_characters_end_no_path_and_leave_none() {
    let rest = |before: &str, value: &str| {
        let mut encoder = Encoder::default();
        encoder.path(before);
        encoder.parameter_as("rest", &String::from(value), Style::Reserved, &Rule::ANY);
        encoder.finish().map(|encoded| encoded.path)
    };
    for (value, expected) in [
        ("a/b", "/x/a/b"),
        ("a?b#c", "/x/a%3Fb%23c"),
        ("a%20b%zz\\", "/x/a%20b%25zz%5C"),
        ("a:b@c,d;e=f", "/x/a:b@c,d;e=f"),
        (".../..a", "/x/.../..a"),
    ] {
        assert_eq!(rest("/x/", value).unwrap(), expected);
    }
    for value in ["", ".", "..", "a/..", "../a", "a/%2e%2E/b", "a/./b", "a\n"] {
        assert!(rest("/x/", value).is_err(), "{value}");
    }
    for value in ["./a", "/a", "."] {
        assert!(rest("/.", value).is_err(), "{value}");
    }
}

#[test]
fn queries_hold_what_is_set_and_nothing_else() {
    assert_eq!(query(|_| {}).unwrap(), "");
    let text = query(|encoder| {
        encoder.query("absent", &None::<String>, &Rule::ANY);
        encoder.query("empty", &Some(String::new()), &Rule::ANY);
        encoder.query("text", &String::from("a b&c=d#%00+é"), &Rule::ANY);
        encoder.query("flag", &Some(false), &Rule::ANY);
        encoder.query("number", &-3_i64, &Rule::ANY);
        encoder.query("float", &0.5_f64, &Rule::ANY);
        encoder.query("none", &Vec::<String>::new(), &Rule::ANY);
        encoder.query(
            "many[]",
            &Some(vec![String::from("1"), String::from("&2")]),
            &Rule::ANY,
        );
    });
    assert_eq!(
        text.unwrap(),
        "empty=&text=a%20b%26c%3Dd%23%2500%2B%C3%A9&flag=false&number=-3&float=0.5&many%5B%5D=1&many%5B%5D=%262"
    );
}

#[test]
fn pairs_are_replaced_by_name() {
    let mut query = Query::default();
    query.set("page", "0");
    query.append("page_x", "1");
    query.append("a", "page=7");
    query.append("page", "2");
    query.set("page", "3 4");
    assert_eq!(query.as_str(), "page_x=1&a=page%3D7&page=3%204");
    assert_eq!(query.get("page"), Some("3%204"));
    assert_eq!(query.get("pag"), None);
}

#[test]
fn rules_are_checked_and_the_first_fault_is_told() {
    let rule = Rule::ANY.minimum(Rule::integer(1));
    let fault = query(|encoder| {
        encoder.query("take", &Some(0_i64), &rule);
        encoder.query("page", &Some(0_i64), &rule);
    });
    assert_eq!(fault.unwrap_err().to_string(), "`take` must be at least 1");
    let fault = query(|encoder| encoder.query("x", &f64::NAN, &Rule::ANY));
    assert_eq!(fault.unwrap_err().path(), Some("x"));
}

#[test]
fn header_parameters_must_be_fit_for_a_header() {
    let mut encoder = Encoder::default();
    encoder.header("x-mode", &Some(String::from("fast")), SIMPLE, &Rule::ANY);
    assert_eq!(
        encoder.finish().unwrap_or_else(|_| unreachable!()).headers["x-mode"],
        "fast"
    );
    let mut encoder = Encoder::default();
    encoder.header("x-mode", &String::from("a\r\nb: c"), SIMPLE, &Rule::ANY);
    assert_eq!(encoder.finish().err().unwrap().path(), Some("x-mode"));
}
