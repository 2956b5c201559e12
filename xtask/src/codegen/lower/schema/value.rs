//! Lists of values: `enum`, `const`, and `oneOf` of constants.
//!
//! In: the values, with the titles and descriptions that they may have.
//! Out: an open enum of strings, or of numbers and mixtures. Null is never
//! among them: it has become `nullable`. Deliberately absent: booleans, whose
//! list of values is a limit.

use serde_json::Value;

use crate::codegen::lower::naming::{self, Case, NameRequest, Scope};
use crate::codegen::lower::schema::resolved::ResolvedSchema;
use crate::codegen::lower::schema::sub_schema::{EnumValue, Kind};
use crate::codegen::lower::schema::{LoweredSchema, Schemas, draft::Definition, format};
use crate::codegen::model::{
    Docs, Enum, Ident, Literal, Shape, TypeRef, ValueVariant, Values, Variant,
};

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
            let ty = kind.map(|kind| format::scalar(kind, schema.format.as_deref()));
            return LoweredSchema::plain(ty.unwrap_or(TypeRef::Json));
        }
        let requests = values.iter();
        let requests = requests.map(|known| NameRequest::new(&label(known), &known.at));
        let mut scope = Scope::new(Case::Pascal, naming::VARIANTS);
        let idents = scope.claim_all(requests, self.diagnostics);
        let id = self.take(definition);
        let unknown = Ident("Unknown".to_owned());
        let all = values.iter().zip(idents);
        // Texts alone are an enum of texts, unless another type is stated as well.
        let is_text = matches!(kind, None | Some(Kind::String));
        let shape = if is_text && values.iter().all(|known| known.value.is_string()) {
            let variant = |(known, ident): (&EnumValue, Ident)| Variant {
                wire_name: known.value.as_str().unwrap_or_default().to_owned(),
                ident,
                docs: docs(known),
            };
            Shape::Enum(Enum {
                variants: all.map(variant).collect(),
                unknown,
            })
        } else {
            let variant = |(known, ident): (&EnumValue, Ident)| ValueVariant {
                value: Literal::from(&known.value),
                ident,
                docs: docs(known),
            };
            Shape::Values(Values {
                integers: values.iter().all(|known| known.value.is_i64())
                    && matches!(kind, None | Some(Kind::Integer | Kind::Number)),
                variants: all.map(variant).collect(),
                unknown,
            })
        };
        self.define_in(id, shape, schema, name)
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
