use super::*;
use crate::runtime::encode::Encoder;
use crate::runtime::endpoint::Access;

const SCHEMES: &[(&str, Scheme)] = &[
    ("token", Scheme::Bearer),
    ("password", Scheme::Basic),
    ("header", Scheme::Header("X-Key")),
    ("query", Scheme::Query("key")),
    ("cookie", Scheme::Cookie("session")),
    ("certificate", Scheme::Transport),
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

fn proof(credentials: &Credentials, access: Access, token: bool) -> Result<Proof, Fault> {
    let mut parts = Encoder::default().finish().unwrap();
    parts.access = Some(access);
    credentials.proof(token, &parts)
}

fn query(proof: &Proof) -> Option<String> {
    let query = proof.query(&Query::default())?;
    Some(query.as_str().to_owned())
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
    let basic = proof(&all, &[&[1]], false).unwrap();
    assert!(!basic.bearer && query(&basic).is_none());
    assert_eq!(basic.headers["authorization"], "Basic bWU6cHc=");
    let header = proof(&all, &[&[2]], false).unwrap();
    assert_eq!(header.headers["x-key"], "k");
    assert!(header.headers["x-key"].is_sensitive());
    let in_query = proof(&all, &[&[3]], false).unwrap();
    assert_eq!(query(&in_query).as_deref(), Some("key=k"));
    let cookie = proof(&all, &[&[4]], false).unwrap();
    assert_eq!(cookie.headers["cookie"], "session=k");
    let both = proof(&all, &[&[0, 2]], true).unwrap();
    assert!(both.bearer && both.headers.contains_key("x-key"));
    for proof in [basic, header, in_query, cookie, both] {
        let shown = format!("{proof:?}");
        assert!(
            !shown.contains("bWU6cHc") && !shown.contains("\"k\""),
            "{shown}"
        );
    }
}

#[test]
fn the_first_way_that_is_open_is_taken() {
    let keys = credentials(None, &[("query", "q")]);
    let third = proof(&keys, &[&[0], &[1], &[3]], false).unwrap();
    assert_eq!(query(&third).as_deref(), Some("key=q"));
    let nothing = proof(&keys, &[&[], &[2]], false).unwrap();
    assert!(!nothing.bearer && nothing.headers.is_empty());
    assert!(proof(&keys, &[&[0], &[2]], false).is_err());
    let open = proof(&keys, &[], true).unwrap();
    assert!(!open.bearer && open.headers.is_empty());
}

#[test]
fn what_the_transport_brings_asks_for_nothing() {
    let keys = credentials(None, &[("query", "q")]);
    let bare = |access: Access, has_token| {
        let proof = proof(&keys, access, has_token).unwrap();
        !proof.bearer && proof.headers.is_empty() && query(&proof).is_none()
    };
    assert!(bare(&[&[5]], true));
    // Another way comes first wherever it stands, and is no must.
    assert!(bare(&[&[5], &[0]], false) && bare(&[&[0], &[5]], false));
    assert!(!bare(&[&[5], &[0]], true) && !bare(&[&[5], &[3]], false));
    // Of a way that asks for both, the client sends its part.
    assert!(proof(&keys, &[&[5, 0]], true).unwrap().bearer);
    assert!(proof(&keys, &[&[5, 0]], false).is_err());
}

#[test]
fn a_token_that_no_scheme_takes_is_refused() {
    let fault = |schemes| {
        let credentials = Credentials {
            schemes: Some(schemes),
            ..Credentials::default()
        };
        assert!(credentials.check(None).is_ok());
        credentials.check(Some("token_provider")).unwrap_err()
    };
    let none = fault(&[]);
    assert_eq!(none.path(), Some("token_provider"));
    assert!(
        none.to_string().contains("declares no security scheme"),
        "{none}"
    );
    let others = fault(&[
        ("key", Scheme::Header("x-key")),
        ("cert", Scheme::Transport),
    ]);
    assert!(
        others.to_string().contains("none that takes a token"),
        "{others}"
    );
    assert!(Credentials::default().check(Some("token")).is_ok());
}

#[test]
fn what_the_service_does_not_take_is_refused() {
    let keyed = credentials(Some("a:b"), &[("header", "k")]);
    assert!(keyed.check(None).is_ok() && keyed.check(Some("token")).is_ok());
    for name in ["token", "certificate", "nobody"] {
        let fault = credentials(None, &[(name, "k")]).check(None).unwrap_err();
        assert_eq!(fault.path(), Some("api_key_for"), "{name}");
    }
    let secret = credentials(Some("a:canary"), &[("", "canary")]);
    assert!(!format!("{secret:?}").contains("canary"));
    assert!(proof(&credentials(None, &[("", "a\nb")]), &[&[2]], false).is_err());
    assert!(proof(&credentials(None, &[("", "a; b=c")]), &[&[4]], false).is_err());
}
