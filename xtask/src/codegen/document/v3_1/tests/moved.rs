//! What gets another place, and the references to it.

use crate::codegen::document::v3_1::tests::*;

#[test]
fn definitions_become_components() {
    let from = "paths: {}
components:
  schemas:
    A: {$ref: '#/components/schemas/B/$defs/C/properties/x'}
    B:
      items: {$ref: '#/components/schemas/B/$defs/A'}
      discriminator: {propertyName: p, mapping: {a: '#/components/schemas/B/$defs/A'}}
      $defs:
        A: {type: string}
        C: {properties: {x: {$ref: '#/components/schemas/B/$defs/C/$defs/D'}}, $defs: {D: {type: integer}}}
";
    let to = "
A: {$ref: '#/components/schemas/C_x'}
B:
  items: {$ref: '#/components/schemas/BA'}
  discriminator: {propertyName: p, mapping: {a: '#/components/schemas/BA'}}
BA: {type: string}
C: {properties: {x: {$ref: '#/components/schemas/C_x'}}}
D: {type: integer}
C_x: {$ref: '#/components/schemas/D'}
";
    assert_eq!(
        rewritten(Version::V3_1, from).0["components"]["schemas"],
        yaml(to)
    );
}

#[test]
fn references_into_schemas_get_names() {
    let from = "paths: {}
components:
  schemas:
    A: {properties: {b: {properties: {c: {$ref: '#/components/schemas/A/properties/b'}}}}}
    B: {$ref: '#/components/schemas/A/properties/b', example: {$ref: '#/components/schemas/A/properties/x'}}
";
    let result = rewritten(Version::V3_0, from).0;
    let schemas = &result["components"]["schemas"];
    let name = yaml("{$ref: '#/components/schemas/A_b'}");
    assert_eq!(schemas["A"]["properties"]["b"], name);
    assert_eq!(schemas["A_b"]["properties"]["c"], name);
    assert_eq!(schemas["B"]["$ref"], name["$ref"]);
}
