use serde_json::{Value, json};

use super::cases;
use crate::codegen::diagnostics::Diagnostics;
use crate::codegen::document::Document;
use crate::codegen::source::{Format, Source};

const TEXT: &str = "\
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /a:
    post:
      operationId: send
      requestBody: {$ref: '#/components/requestBodies/B'}
      responses: {'204': {description: d}, '400': {$ref: '#/components/responses/R'}}
    get:
      operationId: list
      x-pagination: {items: all, pageSize: 1, offset: {page: p, size: s}}
      responses: {'2XX': {$ref: '#/components/responses/R'}}
    put:
      responses: {'200': {$ref: '#/components/responses/R'}}
components:
  requestBodies:
    B:
      content:
        application/json:
          schema: {type: [boolean, 'null']}
          examples: {one: {value: 1}, two: {$ref: '#/components/examples/E'}}
  responses:
    R:
      description: d
      content: {application/json: {schema: {$ref: '#/components/schemas/S'}}}
  examples: {E: {value: 2}}
  schemas:
    S:
      type: [object, 'null']
      examples: [{all: [3]}]
      properties: {all: {type: array, items: {const: 3}}}
";

#[test]
fn schemas_and_bodies_become_cases() {
    let source = Source {
        name: "spec".to_owned(),
        text: TEXT.to_owned(),
        format: Format::Yaml,
    };
    let mut diagnostics = Diagnostics::new();
    let document = Document::parse(source, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{}", diagnostics.render());
    let all = cases(&document.unwrap());
    let of = |name: &str, is_example: bool| -> Vec<(&str, &Value)> {
        let cases = all.iter();
        let cases = cases.filter(|case| case.name == name && case.is_example == is_example);
        cases.map(|case| (case.kind, &case.value)).collect()
    };
    let (no, yes, null) = (json!(false), json!(true), Value::Null);
    assert_eq!(
        of("send", false),
        [("request", &no), ("request", &null), ("request", &yes)]
    );
    assert_eq!(
        of("send", true),
        [("request", &json!(1)), ("request", &json!(2))]
    );
    assert_eq!(of("S", true), [("schema", &json!({"all": [3]}))]);
    assert!(of("S", false).iter().all(|(_, value)| value.is_object()));
    // A page has the member that it is known by.
    let pages = of("list", false);
    assert!(
        pages.contains(&("response", &json!({"all": [3]}))),
        "{pages:?}"
    );
    assert!(pages.iter().all(|(_, page)| page.get("all").is_some()));
}
