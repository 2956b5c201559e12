use super::*;
use crate::runtime::encode::Encoder;

const SCHEMES: &[(&str, Scheme)] = &[
    ("token", Scheme::Bearer),
    ("password", Scheme::Basic),
    ("header", Scheme::Header("X-Key")),
    ("query", Scheme::Query("key")),
    ("cookie", Scheme::Cookie("session")),
];

fn credentials(basic: Option<&str>, keys: &[(&str, &str)]) -> Credentials {
    Credentials {
        schemes: Some(SCHEMES),
        basic: basic.map(Secret::new),
        keys: keys
            .iter()
            .map(|(name, key)| ((*name).to_owned(), Secret::new(*key)))
            .collect(),
    }
}

fn place(credentials: &Credentials, access: Access, token: bool) -> Result<(bool, Encoded), Fault> {
    let mut parts = Encoder::default().finish().unwrap();
    let bearer = credentials.place(Some(access), token, &mut parts)?;
    Ok((bearer, parts))
}

#[test]
fn base64_is_that_of_rfc_4648() {
    for (plain, encoded) in [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
        ("Aladdin:open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
    ] {
        assert_eq!(base64(plain.as_bytes()), encoded);
    }
    assert_eq!(base64(&[0xff, 0xfe, 0xfd]), "//79");
}

#[test]
fn each_scheme_has_its_place() {
    let all = credentials(Some("me:pw"), &[("", "k")]);
    let (bearer, parts) = place(&all, &[&[1]], false).unwrap();
    assert!(!bearer);
    assert_eq!(parts.headers["authorization"], "Basic bWU6cHc=");
    let (_, parts) = place(&all, &[&[2]], false).unwrap();
    assert_eq!(parts.headers["x-key"], "k");
    assert!(parts.headers["x-key"].is_sensitive());
    let (_, parts) = place(&all, &[&[3]], false).unwrap();
    assert_eq!(parts.query.as_str(), "key=k");
    let (_, parts) = place(&all, &[&[4]], false).unwrap();
    assert_eq!(parts.headers["cookie"], "session=k");
    let (bearer, parts) = place(&all, &[&[0, 2]], true).unwrap();
    assert!(bearer && parts.headers.contains_key("x-key"));
}

#[test]
fn the_first_way_that_is_open_is_taken() {
    let keys = credentials(None, &[("query", "q")]);
    let (_, parts) = place(&keys, &[&[0], &[1], &[3]], false).unwrap();
    assert_eq!(parts.query.as_str(), "key=q");
    let (bearer, parts) = place(&keys, &[&[], &[2]], false).unwrap();
    assert!(!bearer && parts.headers.is_empty());
    assert!(place(&keys, &[&[0], &[2]], false).is_err());
    let (bearer, parts) = place(&keys, &[], true).unwrap();
    assert!(!bearer && parts.headers.is_empty());
}

#[test]
fn what_the_service_does_not_take_is_refused() {
    assert!(credentials(Some("a:b"), &[("header", "k")]).check().is_ok());
    assert!(credentials(None, &[("token", "k")]).check().is_err());
    let none = Credentials {
        basic: Some(Secret::new("a:canary")),
        ..Credentials::default()
    };
    assert_eq!(none.check().unwrap_err().path(), Some("basic"));
    assert!(!format!("{none:?}").contains("canary"));
    assert!(place(&credentials(None, &[("", "a\nb")]), &[&[2]], false).is_err());
    assert!(place(&credentials(None, &[("", "a; b=c")]), &[&[4]], false).is_err());
}
