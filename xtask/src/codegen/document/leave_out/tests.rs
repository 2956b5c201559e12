use super::*;
use crate::codegen::diagnostics::{Code, Diagnostics};

const SPEC: &str = "
openapi: 3.1.0
info: {title: T, version: '1'}
servers: [{url: a}, {url: b}]
security: [{one: []}, {two: [], three: []}]
tags: [{name: t}]
webhooks: {w: {post: {}}}
paths:
  /a:
    parameters:
    - {name: o, in: query}
    - {name: r, in: query, required: true}
    - {$ref: '#/components/parameters/Optional'}
    get:
      externalDocs: {url: 1}
      callbacks: {c: {'{$x}': {post: {}}}}
      responses:
        '200': {content: {x/a: {schema: {$ref: '#/components/schemas/A'}}, x/b: {}}}
        4XX: {$ref: '#/components/responses/R'}
        default: {description: d}
    put:
      security: [{two: []}]
      requestBody: {content: {x/a: {}}}
      responses: {default: {description: d}}
  /b:
    get:
      servers: [{url: c}]
      security: []
      responses: {'200': {content: {x/a: {schema: {properties: {example: {$ref: '#/components/schemas/B/properties/p'}}}}}}}
components:
  parameters:
    Optional: {name: p, in: header, content: {x/a: {}}}
  responses:
    R: {content: {x/a: {}, x/b: {}}}
  schemas:
    A: {items: {$ref: '#/components/schemas/A'}, readOnly: 1, not: {type: 1}}
    AB: {discriminator: {propertyName: p, mapping: {a: A}}}
    B: {properties: {p: {}}}
  securitySchemes:
    one: {type: http, scheme: x}
    two: {type: http, scheme: x}
    three: {type: http, scheme: x}
";

/// What is left out because of errors in these places, one after the other.
fn left_out(places: &[&str], grain: Grain) -> Option<Vec<String>> {
    let mut raw: Value = serde_yaml::from_str(SPEC).unwrap();
    let places: Vec<Pointer> = places
        .iter()
        .map(|at| Pointer::parse(at).unwrap())
        .collect();
    let mut diagnostics = Diagnostics::new();
    for at in &places {
        diagnostics.report(Code::UNKNOWN_KEYWORD, at, at.to_string());
    }
    let mut denied = diagnostics.take_since(0);
    let mut origins = Origins::default();
    leave_out(&mut raw, &places, &mut denied, grain, &mut origins).then(|| {
        let all = denied.iter().flat_map(|one| one.left_out().iter().cloned());
        all.collect()
    })
}

#[test]
fn the_smallest_thing_is_left_out() {
    for (places, expected) in [
        (&["#/servers/0/url"][..], Some(&["the server `a`"][..])),
        (
            &["#/servers/0", "#/servers/1"],
            Some(&["`servers`", "`servers`"]),
        ),
        (
            &["#/security/1/two"],
            Some(&["the security alternative `two and three`"]),
        ),
        (&["#/tags/0/name"], Some(&["the tag `t`"])),
        (&["#/webhooks/w/post/x"], Some(&["`webhooks/w`"])),
        (&["#/paths/~1a"], Some(&["the path `/a`"])),
        (
            &["#/paths/~1a/parameters/0/schema/type"],
            Some(&["the parameter `o` of the path `/a`"]),
        ),
        (
            &["#/paths/~1a/parameters/1/schema"],
            Some(&["the path `/a`"]),
        ),
        (
            &["#/components/parameters/Optional/content/x~1a"],
            Some(&[
                "the parameter `Optional`",
                "the parameter `p` of the path `/a`",
            ]),
        ),
        (
            &["#/paths/~1a/get/externalDocs/url"],
            Some(&["`externalDocs` of `GET /a`"]),
        ),
        (
            &["#/paths/~1a/get/callbacks/c/x"],
            Some(&["`callbacks/c` of `GET /a`"]),
        ),
        (
            &["#/paths/~1a/get/responses/200/content/x~1b"],
            Some(&["the media type `x/b` of the response `200` of `GET /a`"]),
        ),
        (
            &["#/paths/~1a/get/responses/200/content"],
            Some(&["`GET /a`"]),
        ),
        (
            &[
                "#/paths/~1a/get/responses/200/content/x~1a",
                "#/paths/~1a/get/responses/200/content/x~1b",
            ],
            Some(&["`GET /a`", "`GET /a`"]),
        ),
        (
            &["#/paths/~1a/get/responses/default"],
            Some(&["the response `default` of `GET /a`"]),
        ),
        (&["#/paths/~1a/put/responses/default"], Some(&["`PUT /a`"])),
        (
            &["#/paths/~1a/put/requestBody/content/x~1a"],
            Some(&["`PUT /a`"]),
        ),
        (&["#/paths/~1b/get/servers/0/url"], Some(&["`GET /b`"])),
        (
            &["#/components/responses/R/content/x~1a/schema"],
            Some(&["the media type `x/a` of the response `R`"]),
        ),
        (
            &["#/components/responses/R/description"],
            Some(&["the response `R`", "the response `4XX` of `GET /a`"]),
        ),
        // A discriminator names a schema, too.
        (
            &["#/components/schemas/A/items"],
            Some(&[
                "the schema `A`",
                "the schema `AB`",
                "the media type `x/a` of the response `200` of `GET /a`",
            ]),
        ),
        (
            &["#/components/schemas/A/not/type"],
            Some(&["`not` of the schema `A`"]),
        ),
        (
            &["#/components/schemas/AB/discriminator"],
            Some(&["the schema `AB`"]),
        ),
        // A reference to a part of it.
        (
            &["#/components/schemas/B"],
            Some(&["the schema `B`", "`GET /b`"]),
        ),
        (
            &["#/components/securitySchemes/three/scheme"],
            Some(&[
                "the security scheme `three`",
                "the security alternative `two and three`",
            ]),
        ),
        // Where no alternative is left, the operations go that asked for one.
        (
            &[
                "#/components/securitySchemes/one",
                "#/components/securitySchemes/two",
            ],
            Some(&[
                "the security scheme `one`",
                "the security scheme `two`",
                "`GET /a`",
                "`PUT /a`",
                "`security`",
            ]),
        ),
        (&["#/info/title"], None),
        (&["#/"], None),
        // There is nothing in this place.
        (&["#/components/schemas/None"], None),
        // Of a parameter that is not there nobody knows whether it may be left out.
        (&["#/paths/~1a/parameters/7/name"], Some(&["the path `/a`"])),
        (&["#/paths/~1a", "#/paths/~1b/get"], None),
    ] {
        let found = left_out(places, Grain::Fine);
        let mut found = found
            .as_deref()
            .map(|all| all.iter().map(String::as_str).collect());
        if let Some(all) = &mut found {
            let all: &mut Vec<&str> = all;
            all.sort_unstable();
        }
        let mut expected = expected.map(<[&str]>::to_vec);
        expected.iter_mut().for_each(|all| all.sort_unstable());
        assert_eq!(found, expected, "{places:?}");
    }
}

#[test]
fn whole_operations_go_where_their_parts_were_not_enough() {
    for (place, expected) in [
        ("#/paths/~1a/get/responses/4XX", "`GET /a`"),
        ("#/paths/~1a/parameters/0", "the path `/a`"),
        ("#/components/schemas/AB", "the schema `AB`"),
        ("#/webhooks/w/post", "`webhooks/w`"),
    ] {
        let found = left_out(&[place], Grain::Operations);
        assert_eq!(found, Some(vec![expected.to_owned()]), "{place}");
    }
}

#[test]
fn items_of_lists_keep_their_places_in_the_text() {
    let mut raw: Value = serde_yaml::from_str(SPEC).unwrap();
    let things = [
        "#/servers/0",
        "#/paths/~1a/parameters/1",
        "#/paths/~1a/parameters/0",
    ];
    let things = things.map(|at| Pointer::parse(at).unwrap());
    let mut origins = Origins::default();
    assert!(remove(&mut raw, things.into_iter(), &mut origins));
    let last = Pointer::parse("#/paths/~1a/parameters/0/$ref").unwrap();
    assert!(last.resolve(&raw).is_some());
    let (_, place) = origins.resolve(&last);
    assert_eq!(place.to_string(), "#/paths/~1a/parameters/2/$ref");
    assert_eq!(raw["servers"].as_sequence().unwrap().len(), 1);
}
