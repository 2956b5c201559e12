use crate::jsonpath::*;

/// A place as a JSON Pointer.
fn shown(place: &[Step<'_>]) -> String {
    let steps = place.iter().map(|step| match step {
        Step::Key(name) => format!("/{}", name.replace('/', "~1")),
        Step::Index(index) => format!("/{index}"),
    });
    format!("#{}", steps.collect::<String>())
}

fn found(expression: &str) -> String {
    let value: Value = serde_yaml::from_str(
        "{paths: {/a: {get: {tags: [x, y], x-n: 1}, put: {tags: [z]}}, /b: {get: {deprecated: true}}},\
          list: [{name: one, in: query}, {name: two, in: path}, {name: it's}]}",
    )
    .unwrap();
    match parse(expression) {
        Ok(path) => {
            let places = path
                .find(&value)
                .into_iter()
                .map(|(place, _)| shown(&place));
            places.collect::<Vec<_>>().join(" ")
        }
        Err(message) => message,
    }
}

#[test]
fn expressions_find_places() {
    for (expression, expected) in [
        ("$", "#"),
        ("$.paths['/a'].get", "#/paths/~1a/get"),
        (
            "$.paths[\"/a\"]['get','put']",
            "#/paths/~1a/get #/paths/~1a/put",
        ),
        ("$.paths.*.get", "#/paths/~1a/get #/paths/~1b/get"),
        ("$.paths[*]['get'].x-n", "#/paths/~1a/get/x-n"),
        ("$..tags", "#/paths/~1a/get/tags #/paths/~1a/put/tags"),
        (
            "$..tags[0]",
            "#/paths/~1a/get/tags/0 #/paths/~1a/put/tags/0",
        ),
        ("$.list[-1]", "#/list/2"),
        ("$.list[-9]", ""),
        ("$.list[?(@.name == 'two')]", "#/list/1"),
        ("$.list[?@.name=='it\\'s']", "#/list/2"),
        ("$.list[?(@.in)]", "#/list/0 #/list/1"),
        (
            "$.list[?(!@.in || @.name == \"one\")].name",
            "#/list/0/name #/list/2/name",
        ),
        ("$.list[?(@.in && @.name != 'one')]", "#/list/1"),
        ("$.paths.*[?(@.deprecated == true)]", "#/paths/~1b/get"),
        ("$.paths.*[?(@['x-n'] >= 1)]", "#/paths/~1a/get"),
        ("$.list[?(@.name == 'none')]", ""),
        ("$.paths..[?(@ == 'z')]", "#/paths/~1a/put/tags/0"),
        ("$ .list [ 1 ]", "#/list/1"),
        ("$.list[1:]", "#/list/1 #/list/2"),
        ("$.list[::-2]", "#/list/2 #/list/0"),
        ("$.list[-2:-1]", "#/list/1"),
        ("$.list[0:9:0]", ""),
        ("$.list[?match(@.name, 't.*')]", "#/list/1"),
        ("$.list[?match(@.name, 'w')]", ""),
        ("$.list[?search(@.name, '[ow]')]", "#/list/0 #/list/1"),
        ("$.list[?!match(@.name, 'one|two')]", "#/list/2"),
        ("$.list[?length(@.name) > 3]", "#/list/2"),
        ("$.paths[?length(@.get.tags) == 2].get", "#/paths/~1a/get"),
        ("$.paths[?count(@.*) == 1]", "#/paths/~1b"),
        ("$.paths[?value(@..deprecated) == true]", "#/paths/~1b"),
        ("$.list[?@.name == $.list[0].name]", "#/list/0"),
        ("$.list[?@.name == '\\u006fne']", "#/list/0"),
    ] {
        assert_eq!(found(expression), expected, "{expression}");
    }
}

#[test]
fn others_are_refused() {
    for expression in [
        "",
        "paths",
        "$.",
        "$[",
        "$['a'",
        "$[?(@.a == )]",
        "$.a b",
        "$[01]",
        "$[-0]",
        "$[1:2:3:4]",
        "$.1",
        "$[?(@.a =~ /x/)]",
        "$[?length(@)]",
        "$[?count(1) > 1]",
        "$[?match(@.a, 'x') == true]",
        "$[?match(@.a, '(')]",
        "$[?match(@.a)]",
        "$[?@.* == 1]",
        "$[?!@.a == 1]",
        "$[?1]",
        "$['\\ud800']",
        "$..",
        "$[99999999999999999999]",
    ] {
        assert!(parse(expression).is_err(), "{expression}");
    }
    assert!(parse(&format!("${}", "[?(".repeat(10_000))).is_err());
    assert!(parse(&format!("${}", "[?!".repeat(10_000))).is_err());
    assert!(parse(&format!("${}", ".a".repeat(10_000))).is_err());
}
