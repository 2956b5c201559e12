use crate::codegen::lower::naming::*;

#[test]
fn names_take_the_case_of_rust() {
    for (name, pascal, snake) in [
        ("client_grants", "ClientGrants", "client_grants"),
        ("clientGrants", "ClientGrants", "client_grants"),
        ("client-grants", "ClientGrants", "client_grants"),
        ("ClientGrant", "ClientGrant", "client_grant"),
        ("clientID", "ClientId", "client_id"),
        ("IDToken", "IdToken", "id_token"),
        ("per_page", "PerPage", "per_page"),
        ("oauth2Flow", "Oauth2Flow", "oauth2_flow"),
        ("X-RateLimit-Reset", "XRateLimitReset", "x_rate_limit_reset"),
        ("1abc", "N1abc", "n1abc"),
        ("type", "Type", "type"),
        ("self", "Self_", "self_"),
        ("Self", "Self_", "self_"),
        ("a\u{200d}b", "AB", "a_b"),
        ("a日本b", "AB", "a_b"),
    ] {
        assert_eq!(cased(name, Case::Pascal).as_deref(), Some(pascal), "{name}");
        assert_eq!(cased(name, Case::Snake).as_deref(), Some(snake), "{name}");
    }
    for name in ["", "-", "...", "日本語", "🦀"] {
        assert_eq!(cased(name, Case::Pascal), None, "{name}");
    }
}

#[test]
fn a_reserved_word_gets_a_suffix() {
    let mut diagnostics = Diagnostics::default();
    let at = Pointer::root();
    for (reserved, case, name, ident) in [
        (TYPES, Case::Pascal, "Option", "OptionModel"),
        (TYPES, Case::Pascal, "Client", "Client"),
        (RESOURCES, Case::Pascal, "call", "CallResource"),
        (FIELDS, Case::Snake, "extra", "extra_"),
        (VARIANTS, Case::Pascal, "unknown", "UnknownValue"),
        (MODULES, Case::Snake, "shared", "shared_resource"),
    ] {
        let claimed = Scope::new(case, reserved).claim(name, &at, &mut diagnostics);
        assert_eq!(claimed.as_str(), ident);
    }
    assert!(!diagnostics.has_errors());
}

fn claimed(case: Case, reserved: Reserved, names: &[&str]) -> Vec<String> {
    let mut diagnostics = Diagnostics::default();
    let requests: Vec<NameRequest> = names
        .iter()
        .map(|name| NameRequest::new(name, &Pointer::root().child(name)))
        .collect();
    let idents = Scope::new(case, reserved).claim_all(requests, &mut diagnostics);
    assert!(!diagnostics.has_errors());
    idents.into_iter().map(|ident| ident.0).collect()
}

#[test]
fn namesakes_tell_their_spelling() {
    for (names, idents) in [
        (
            &["foo-bar", "foo_bar"][..],
            &["foo_dash_bar", "foo_bar"][..],
        ),
        (&["foo_bar", "foo-bar"], &["foo_bar", "foo_dash_bar"]),
        (
            &["fooBar", "foo_bar", "FooBar"],
            &["foo_bar_camel", "foo_bar", "foo_bar_pascal"],
        ),
        (&["+1", "-1", "1"], &["plus1", "minus1", "n1"]),
        (&["", "*", "日本"], &["empty", "star", "u65e5_u672c"]),
        (&["@type", "type"], &["at_type", "type"]),
        (
            &["StartTime", "StartTime<", "StartTime>"],
            &["start_time", "start_time_less", "start_time_greater"],
        ),
    ] {
        assert_eq!(claimed(Case::Snake, FIELDS, names), idents, "{names:?}");
    }
}

#[test]
fn long_names_are_cut() {
    let long = "a_very_long_name_".repeat(20);
    let other = format!("{long}b");
    let idents = claimed(Case::Pascal, TYPES, &[&long, &other]);
    assert!(idents.iter().all(|ident| ident.len() <= LONGEST));
    assert_ne!(idents[0], idents[1]);
}

#[test]
fn the_same_name_twice_is_marked_with_its_place() {
    let root = Pointer::root();
    let claim = |places: &[&str]| {
        let mut diagnostics = Diagnostics::default();
        let requests = places
            .iter()
            .map(|place| NameRequest::new("foo", &root.child(place)));
        let mut scope = Scope::new(Case::Snake, FIELDS);
        let idents = scope.claim_all(requests, &mut diagnostics);
        assert!(!diagnostics.has_errors() && diagnostics.len() + 1 == places.len());
        let named = places.iter().map(|place| (*place).to_owned());
        named
            .zip(idents)
            .collect::<std::collections::BTreeMap<String, Ident>>()
    };
    let forwards = claim(&["a", "b"]);
    assert_eq!(forwards["a"].as_str(), "foo");
    assert!(forwards["b"].as_str().starts_with("foo_"), "{forwards:?}");
    assert_eq!(claim(&["b", "a"]), forwards);
    assert_eq!(claim(&["c", "b", "a"])["b"], forwards["b"]);
}

#[test]
fn a_given_name_is_not_changed() {
    let mut diagnostics = Diagnostics::default();
    let mut scope = Scope::new(Case::Snake, FIELDS);
    let request = |place: &str| NameRequest::new("foo", &Pointer::root().child(place));
    let requests = [request("a"), request("b").given(true)];
    let idents = scope.claim_all(requests, &mut diagnostics);
    assert_eq!(idents[1].as_str(), "foo");
    assert!(!diagnostics.has_errors());
    scope.claim_all([request("c").given(true)], &mut diagnostics);
    assert!(diagnostics.has_errors());
}
