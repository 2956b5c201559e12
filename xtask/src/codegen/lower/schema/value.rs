//! Lists of values: `enum`, `const`, and `oneOf` of constants.
//!
//! In: the values, with the titles and descriptions that they may have.
//! Out: an open enum of strings, or of numbers and mixtures. Null is never
//! among them: it has become `nullable`. Deliberately absent: booleans, whose
//! list of values is a limit.

use serde_json::Value;

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::naming;
use crate::codegen::lower::naming::{Case, NameRequest, Scope};
use crate::codegen::lower::schema::Schemas;
use crate::codegen::lower::schema::draft::Definition;
use crate::codegen::lower::schema::format;
use crate::codegen::lower::schema::resolved::ResolvedSchema;
use crate::codegen::lower::schema::sub_schema::{EnumValue, Kind};
use crate::codegen::lower::schema::{LoweredSchema, literal};
use crate::codegen::model::{Docs, Enum, Ident, Shape, TypeRef, ValueVariant, Values, Variant};

impl<'d> Schemas<'d> {
    /// Makes an enum of the values that a schema lists.
    pub(crate) fn listed(
        &mut self,
        schema: &ResolvedSchema<'d>,
        kind: Option<Kind>,
        name: &str,
        definition: Definition,
    ) -> LoweredSchema {
        let values = schema.values.as_deref().unwrap_or_default();
        if values.is_empty() {
            // Only null is left, and it says so by being nullable.
            return kind.map_or_else(
                || LoweredSchema::plain(TypeRef::Json),
                |kind| LoweredSchema::plain(format::scalar(kind, schema.format.as_deref())),
            );
        }
        if let Some(known) = values
            .iter()
            .find(|known| known.value.is_array() || known.value.is_object())
        {
            self.diagnostics
                .report(
                    Code::STRUCTURED_ENUM_VALUE,
                    &known.at,
                    "an array or an object in a list of values is not supported",
                )
                .help("list strings, numbers and booleans only");
            return LoweredSchema::plain(TypeRef::Json);
        }
        let requests: Vec<NameRequest> = values
            .iter()
            .map(|known| NameRequest::new(&label(known), &known.at))
            .collect();
        let idents =
            Scope::new(Case::Pascal, naming::VARIANTS).claim_all(&requests, self.diagnostics);
        let id = self.take(definition);
        let unknown = Ident("Unknown".to_owned());
        let shape = if values.iter().all(|known| known.value.is_string()) {
            Shape::Enum(Enum {
                variants: values
                    .iter()
                    .zip(idents)
                    .map(|(known, ident)| Variant {
                        wire_name: known.value.as_str().unwrap_or_default().to_owned(),
                        ident,
                        docs: docs(known),
                    })
                    .collect(),
                unknown,
            })
        } else {
            Shape::Values(Values {
                integers: values.iter().all(|known| known.value.is_i64()),
                variants: values
                    .iter()
                    .zip(idents)
                    .map(|(known, ident)| ValueVariant {
                        value: literal(&known.value),
                        ident,
                        docs: docs(known),
                    })
                    .collect(),
                unknown,
            })
        };
        self.define_in(id, shape, &schema.at, name, &schema.docs)
    }
}

fn docs(known: &EnumValue) -> Docs {
    Docs {
        summary: known.title.clone(),
        description: known.description.clone(),
    }
}

/// What a variant is named after: a text by itself, a number by its title.
fn label(known: &EnumValue) -> String {
    match (&known.value, &known.title) {
        (Value::String(text), _) => text.clone(),
        (_, Some(title)) => title.clone(),
        (value, None) => value.to_string(),
    }
}
