//! Every place where a schema can stand, with one that is merged in it: it must read the same
//! as the one that is written out by hand.

use super::places::{Place, description, places};
use crate::codegen::document::keywords::{Kind, ValueKind};
use crate::codegen::document::*;
use crate::codegen::lower::Schemas;
use crate::codegen::source::Format;

/// Schemas that are merged, one of them a file, and the same written out by hand.
const ALIKE: [(&str, &str); 3] = [
    (
        "{allOf: [{$ref: '#/components/schemas/Target'}, {required: [inner]}]}",
        "{properties: {inner: {}}, required: [inner]}",
    ),
    (
        "{$ref: '#/components/schemas/Target', required: [inner], minProperties: 1}",
        "{properties: {inner: {}}, required: [inner], minProperties: 1}",
    ),
    (
        "{allOf: [{type: string, contentMediaType: application/pdf}, {maxLength: 9}]}",
        "{type: string, contentMediaType: application/pdf, maxLength: 9}",
    ),
];

#[test]
fn a_schema_reads_alike_wherever_it_stands() {
    let mut all = Vec::new();
    let takes = ValueKind::Object(Kind::Document);
    places(takes, &Place::default(), &mut all);
    let read = |place: &Place, schema: &str| {
        let mut raw = description(place, "#/components/schemas/Target");
        raw.as_mapping_mut()
            .unwrap()
            .insert("openapi".into(), "3.1.0".into());
        *place.pointer().resolve_mut(&mut raw).unwrap() = serde_yaml::from_str(schema).unwrap();
        let source = Source {
            name: "spec".to_owned(),
            text: serde_yaml::to_string(&raw).unwrap(),
            format: Format::Yaml,
        };
        let mut diagnostics = Diagnostics::new();
        let document = Document::parse(source, &mut diagnostics);
        let document = document.unwrap_or_else(|| panic!("{}", diagnostics.render()));
        let mut schemas = Schemas::new(&document, &mut diagnostics);
        let schema = schemas.gathered(&place.pointer());
        let properties: Vec<&str> = schema.properties.iter().map(|(name, _)| *name).collect();
        let required: Vec<&str> = schema.required.iter().map(|(name, _)| *name).collect();
        format!(
            "{properties:?} {required:?} {:?} {:?} {:?}",
            schema.octets, schema.kind, schema.constraints
        )
    };
    for place in &all {
        for (merged, written_out) in ALIKE {
            let (one, two) = (read(place, merged), read(place, written_out));
            assert_eq!(one, two, "{}: {merged}", place.pointer());
            assert!(
                one.contains("inner") || one.contains("application/pdf"),
                "{one}"
            );
        }
    }
}
