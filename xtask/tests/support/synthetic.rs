//! A description of any size, for measuring how the generator scales.

use std::fmt::Write;

use xtask::codegen::source::{Format, Source};

/// A description of so many operations: five to a resource, each resource with its own
/// schemas, and a few that all share.
pub(crate) fn description(operations: usize) -> Source {
    let mut text = String::from(
        "openapi: 3.1.0\ninfo: {title: Scale, version: '1'}\nservers: [{url: 'https://example.com'}]\npaths:\n",
    );
    let body = |name: &str| {
        format!(
            "content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}"
        )
    };
    for resource in 0..operations.div_ceil(5) {
        let r = format!("R{resource}");
        let id = "parameters: [{name: id, in: path, required: true, schema: {type: string, maxLength: 50}}]";
        let kinds = [
            format!(
                "get: {{operationId: list{r}, tags: [{r}], summary: Lists, parameters: [{{name: q, in: query, schema: {{type: string}}}}], responses: {{'200': {{description: d, content: {{application/json: {{schema: {{type: array, items: {{$ref: '#/components/schemas/{r}'}}}}}}}}}}}}}}"
            ),
            format!(
                "post: {{operationId: create{r}, tags: [{r}], requestBody: {{required: true, {}}}, responses: {{'201': {{description: d, {}}}}}}}",
                body(&format!("{r}New")),
                body(&r)
            ),
            format!(
                "get: {{operationId: get{r}, tags: [{r}], {id}, responses: {{'200': {{description: d, {}}}, '404': {{description: d, {}}}}}}}",
                body(&r),
                body("Problem")
            ),
            format!(
                "put: {{operationId: replace{r}, tags: [{r}], {id}, requestBody: {{required: true, {}}}, responses: {{'200': {{description: d, {}}}}}}}",
                body(&format!("{r}New")),
                body(&r)
            ),
            format!(
                "delete: {{operationId: delete{r}, tags: [{r}], {id}, responses: {{'204': {{description: d}}}}}}"
            ),
        ];
        for (kind, operation) in kinds.iter().enumerate().take(operations - resource * 5) {
            match kind {
                0 => writeln!(text, "  /r{resource}:\n    {operation}").unwrap(),
                2 => writeln!(text, "  /r{resource}/{{id}}:\n    {operation}").unwrap(),
                _ => writeln!(text, "    {operation}").unwrap(),
            }
        }
    }
    text.push_str("components:\n  schemas:\n    Problem: {type: object, properties: {message: {type: string}}}\n    Kind: {type: string, enum: [one, two, three]}\n");
    for resource in 0..operations.div_ceil(5) {
        writeln!(text, "    R{resource}: {{type: object, required: [id], properties: {{id: {{type: string}}, kind: {{$ref: '#/components/schemas/Kind'}}, note: {{type: [string, 'null']}}, count: {{type: integer}}}}}}").unwrap();
        writeln!(text, "    R{resource}New: {{type: object, required: [name], properties: {{name: {{type: string, minLength: 1}}, kind: {{$ref: '#/components/schemas/Kind'}}}}}}").unwrap();
    }
    Source {
        name: "scale.yaml".to_owned(),
        text,
        format: Format::Yaml,
    }
}
