use crate::codegen::diagnostics::Form;
use crate::codegen::document::overlay::*;
use crate::codegen::source::Format;

/// A description after an overlay, or what is wrong with the overlay.
fn applied(description: &str, actions: &str) -> Result<String, String> {
    let overlay = format!("overlay: 1.1.0\ninfo: {{title: t, version: v}}\nactions:\n{actions}");
    with(description, &overlay)
}

fn with(description: &str, overlay: &str) -> Result<String, String> {
    let mut raw: Value = serde_yaml::from_str(description).unwrap();
    let mut diagnostics = Diagnostics::new();
    let source = Source {
        name: "o.yaml".to_owned(),
        text: overlay.to_owned(),
        format: Format::Yaml,
    };
    apply(&mut raw, source, &mut diagnostics);
    if diagnostics.has_errors() {
        return Err(diagnostics.print(Form::Short));
    }
    Ok(serde_json::to_string(&raw).unwrap())
}

#[test]
fn actions_are_applied_in_order() {
    for (description, actions, expected) in [
        (
            "{a: {b: 1, c: 2}}",
            "- {target: $.a, update: {c: 3, d: {e: [4]}}}",
            r#"{"a":{"b":1,"c":3,"d":{"e":[4]}}}"#,
        ),
        ("{l: [1]}", "- {target: $.l, update: 2}", r#"{"l":[1,2]}"#),
        (
            "{l: [1]}",
            "- {target: $, update: {l: [2, 3]}}",
            r#"{"l":[1,2,3]}"#,
        ),
        (
            "{l: [1, 2, 3, 2]}",
            "- {target: '$.l[?(@ == 2)]', remove: true}",
            r#"{"l":[1,3]}"#,
        ),
        (
            "{a: {x: 1, b: {x: 2}}, l: [{x: 3}]}",
            "- {target: $..x, remove: true}",
            r#"{"a":{"b":{}},"l":[{}]}"#,
        ),
        (
            "{a: {}}",
            "- {target: $.a, update: {b: {}}}\n- {target: $.a.b, update: {c: 1}}",
            r#"{"a":{"b":{"c":1}}}"#,
        ),
        (
            "{a: {b: 1}}",
            "- {target: $.a.b, remove: true, update: {x: 1}}",
            r#"{"a":{}}"#,
        ),
        (
            "{a: {b: 1}}",
            "- {target: $.a, remove: false, update: {b: null}}",
            r#"{"a":{"b":null}}"#,
        ),
        ("{a: 1}", "- {target: $.a, update: x}", r#"{"a":"x"}"#),
        (
            "{a: null}",
            "- {target: $.a, update: {b: 1}}",
            r#"{"a":{"b":1}}"#,
        ),
        (
            "{a: {b: [1]}, c: {b: [2], d: 3}}",
            "- {target: $.a, copy: $.c}",
            r#"{"a":{"b":[1,2],"d":3},"c":{"b":[2],"d":3}}"#,
        ),
        (
            "{a: [1], b: {c: 2}}",
            "- {target: $.a, copy: $.b}",
            r#"{"a":[1,{"c":2}],"b":{"c":2}}"#,
        ),
        // A key is renamed by a copy.
        (
            "{paths: {/old: {get: {}}}}",
            "- {target: $.paths, update: {/new: {}}}\n- {target: \"$.paths['/new']\", copy: \"$.paths['/old']\"}\n\
             - {target: \"$.paths['/old']\", remove: true}",
            r#"{"paths":{"/new":{"get":{}}}}"#,
        ),
        (
            "{a: 1, b: 2}",
            "- {target: $.none, remove: true}\n- {target: $.a, remove: true}",
            r#"{"b":2}"#,
        ),
    ] {
        assert_eq!(
            applied(description, actions).as_deref(),
            Ok(expected),
            "{actions}"
        );
    }
}

#[test]
fn mistakes_have_a_place() {
    for (actions, place, message) in [
        ("- {target: none, remove: true}", "4:4", "begins with `$`"),
        (
            "- {target: $.a, remove: true, remoev: true}",
            "4:31",
            "unknown keyword `remoev`",
        ),
        ("- {target: $.a}", "4:3", "does nothing"),
        ("- {remove: true}", "4:3", "without `target`"),
        ("- {target: $, remove: true}", "4:4", "can't be removed"),
        ("- {target: $.a, update: {x: 1}}", "4:3", "of another kind"),
        (
            "- {target: $, update: {a: {x: 1}}}",
            "4:3",
            "#/a is of another kind",
        ),
        ("- {target: $, update: 1}", "4:3", "of another kind"),
        ("- {target: $, copy: $.none}", "4:15", "finds 0"),
        ("- {target: $, copy: 1}", "4:15", "expected a JSONPath"),
        (
            "- {target: $, copy: $.a, update: {}}",
            "4:3",
            "without effect",
        ),
        (
            "- {target: '$[?@ =~ /a/]', remove: true}",
            "4:4",
            "`search(…",
        ),
        ("- {target: $.a, remove: 1}", "4:17", "expected a boolean"),
    ] {
        let complaint = applied("{a: 1}", actions).unwrap_err();
        assert!(
            complaint.starts_with(&format!("error[invalid-overlay]: o.yaml:{place}: ")),
            "{complaint}"
        );
        assert!(complaint.contains(message), "{complaint}");
    }
    for overlay in [
        "a: 1",
        "overlay: 1.2.0\ninfo: {title: a, version: b}\nactions: [{target: $, update: {}}]",
        "overlay: 1.10.0\ninfo: {title: a, version: b}\nactions: [{target: $, update: {}}]",
        "overlay: 1.0.0",
        "overlay: 1.0.0\ninfo: {title: a, version: b}\nactions: []",
        "[",
        "\0",
    ] {
        let complaint = with("{}", overlay).unwrap_err();
        assert!(
            complaint.starts_with("error[") && complaint.contains("]: o.yaml"),
            "{overlay}: {complaint}"
        );
    }
}

#[test]
fn growth_is_bounded() {
    let doubling = "- {target: '$..*', update: {a: {b: {}}, c: {d: {}}}}\n".repeat(20);
    assert!(applied("{x: {y: {}}}", &doubling).is_err());
}
