use super::*;

fn domain(value: &str) -> Checked<String> {
    fill("https://{domain}/api", &[("domain", value.to_owned())])
}

#[test]
fn host_names_fill_a_template() {
    assert_eq!(
        domain("t.example.com").unwrap(),
        "https://t.example.com/api"
    );
    assert_eq!(
        domain("T-1.EU.Example.COM").unwrap(),
        "https://t-1.eu.example.com/api"
    );
    assert_eq!(
        domain("xn--bcher-kva.example").unwrap(),
        "https://xn--bcher-kva.example/api"
    );
}

#[test]
fn what_is_not_a_host_name_is_refused_without_being_shown() {
    let long_label = format!("{}.com", "a".repeat(64));
    let long_name = format!("{}com", "abc.".repeat(63));
    for value in [
        "",
        ".",
        "..",
        "evil.com/",
        "user@evil.com",
        "t.evil.com%2f@evil.com",
        "t.evil.com#",
        "t.evil.com?",
        "\\@evil.com",
        "https://t.evil.com",
        "evil a b.com",
        "evil\r\nY: z",
        "evil\t.com",
        "ⓔvil.com",
        "2130706433",
        "127.0.0.1",
        "1.2",
        "evil.0x7f",
        "[::1]",
        "t.evil.com:443",
        "evil",
        "evil..com",
        ".evil.com",
        "evil.com.",
        "-evil.com",
        "evil-.com",
        " t.evil.com",
        "t.evil.com ",
        "t_evil.com",
        &long_label,
        &long_name,
    ] {
        let fault = domain(value).expect_err(value);
        assert_eq!(fault.path(), Some("domain"));
        assert!(!fault.to_string().contains("evil"), "{fault}");
    }
}

#[test]
fn other_variables_are_checked_for_their_place() {
    let template = "https://{region}.example.com:{port}/{base}/v1";
    let fill = |region: &str, port: &str, base: &str| {
        fill(
            template,
            &[
                ("region", region.into()),
                ("port", port.into()),
                ("base", base.into()),
            ],
        )
    };
    assert_eq!(
        fill("eu", "8443", "a b").unwrap(),
        "https://eu.example.com:8443/a%20b/v1"
    );
    for (region, port, base) in [
        ("", "1", "x"),
        ("eu/", "1", "x"),
        ("eu", "", "x"),
        ("eu", "65536", "x"),
        ("eu", "+1", "x"),
        ("eu", "1", ".."),
        ("eu", "1", "a/b"),
        ("-eu", "1", "x"),
        ("eu.", "1", "x"),
    ] {
        assert!(fill(region, port, base).is_err(), "{region} {port} {base}");
    }
    assert_eq!(
        fill("eu", "1", "12:ab@c=").unwrap(),
        "https://eu.example.com:1/12:ab@c=/v1"
    );
    let error = fill("eu", "1", "").unwrap_err();
    assert_eq!(error.path(), Some("base"));
    assert!(super::fill("/relative", &[]).is_err());
    assert!(super::fill("https://{missing}/", &[]).is_err());
}

#[test]
fn a_variable_may_be_a_path() {
    let fill = |base: &str| fill("https://example.com/{+base}/v1", &[("base", base.into())]);
    for (base, path) in [
        ("/api/two words/", "/api/two%20words/v1"),
        ("api", "/api/v1"),
        ("", "/v1"),
        ("/", "/v1"),
    ] {
        let expected = format!("https://example.com{path}");
        assert_eq!(fill(base).unwrap(), expected, "{base}");
    }
    for base in ["..", "a/../b", "a//b", "a\nb"] {
        assert_eq!(fill(base).unwrap_err().path(), Some("base"), "{base}");
    }
}

#[test]
fn several_variables_make_a_host_together() {
    let fill = |dot: &str, region: &str| {
        let variables = [("dot", dot.to_owned()), ("region", region.to_owned())];
        fill("https://s3{dot}{region}.example.com", &variables)
    };
    assert_eq!(fill(".", "eu").unwrap(), "https://s3.eu.example.com");
    assert_eq!(fill("-", "eu").unwrap(), "https://s3-eu.example.com");
    for (dot, region) in [
        (".", ".eu"),
        (".", "-eu"),
        (".", "eu."),
        ("/", "eu"),
        (".", ""),
    ] {
        let fault = fill(dot, region).expect_err(region);
        assert!(fault.path().is_some(), "{dot} {region}");
    }
}

#[test]
fn whole_addresses_are_https_or_loopback_by_choice() {
    for address in [
        "https://example.com",
        "https://127.0.0.1:8443/base",
        "https://localhost/",
    ] {
        assert!(parse(address, false, "base_url").is_ok(), "{address}");
    }
    for address in [
        "http://127.0.0.1:80",
        "http://127.9.9.9",
        "http://[::1]:1",
        "http://localhost:3000/x",
    ] {
        assert!(parse(address, false, "base_url").is_err(), "{address}");
        assert!(parse(address, true, "base_url").is_ok(), "{address}");
    }
    for address in [
        "",
        "example.com",
        "http://example.com",
        "http://localhost.evil.com",
        "http://127.0.0.1@evil.com",
        "https://user@evil.com",
        "https://:pw@evil.com",
        "https://@evil.com",
        "https://evil.com?x",
        "https://evil.com#x",
        "https://evil.com\\x",
        "https://evil .com",
        "https://ⓔvil.com",
        "ftp://evil.com",
        "file:///etc",
        "http://10.0.0.1",
        "http://evil.com/@localhost",
        "http://[::2]",
    ] {
        let fault = parse(address, true, "base_url").expect_err(address);
        assert!(!fault.to_string().contains("evil"), "{fault}");
    }
}
