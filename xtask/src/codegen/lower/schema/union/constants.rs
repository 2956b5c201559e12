//! Alternatives that are no types of their own: constants, and one scalar in several
//! forms.

use crate::codegen::lower::schema::Schemas;
use crate::codegen::lower::schema::resolved::ResolvedSchema;
use crate::codegen::lower::schema::sub_schema::{AdditionalProperties, EnumValue, Kind};

/// How many lists of constants may stand in each other.
const MAX_SETTLING: usize = 2;

impl<'d> Schemas<'d> {
    /// The values of alternatives that are all constants, or texts of which
    /// some are listed: an open enum, as ours all are.
    pub(crate) fn constants(
        &mut self,
        alternatives: &[ResolvedSchema<'d>],
    ) -> Option<(Vec<EnumValue>, Option<Kind>)> {
        let mut values: Vec<EnumValue> = Vec::new();
        let mut open = false;
        for schema in alternatives {
            let mut schema = schema.clone();
            if !schema.compositions.is_empty() {
                // Alternatives may lead back here, and constants never stand deep.
                if self.settling >= MAX_SETTLING {
                    return None;
                }
                self.settling += 1;
                self.settle(&mut schema);
                self.settling -= 1;
            }
            let plain = schema.compositions.is_empty()
                && schema.properties.is_empty()
                && schema.items.is_empty()
                && matches!(schema.additional_properties, AdditionalProperties::Open);
            match (schema.values, schema.kind) {
                _ if !plain => return None,
                (Some(listed), _) => {
                    let single = listed.len() == 1;
                    for known in listed {
                        if values.iter().any(|other| other.value == known.value) {
                            continue;
                        }
                        let (title, description) = if single {
                            (schema.docs.summary.clone(), schema.docs.description.clone())
                        } else {
                            (None, None)
                        };
                        values.push(EnumValue {
                            title: known.title.or(title),
                            description: known.description.or(description),
                            ..known
                        });
                    }
                }
                (None, Some(Kind::String)) => open = true,
                (None, _) => return None,
            }
        }
        let texts = values.iter().all(|known| known.value.is_string());
        let scalars = values
            .iter()
            .all(|known| !known.value.is_array() && !known.value.is_object());
        let flags = values.iter().all(|known| known.value.is_boolean());
        if values.is_empty() || !scalars || (open && !texts) {
            return None;
        }
        let kind = match (texts, flags) {
            (true, _) => Some(Kind::String),
            (_, true) => Some(Kind::Boolean),
            _ => None,
        };
        Some((values, kind))
    }
}

/// The type of alternatives that differ in limits and formats only.
pub(crate) fn one_scalar(alternatives: &[ResolvedSchema<'_>]) -> Option<Kind> {
    let mut kinds = alternatives.iter().map(|schema| {
        let scalar = !matches!(schema.kind, Some(Kind::Array | Kind::Object));
        schema
            .kind
            .filter(|_| scalar && schema.values.is_none() && schema.compositions.is_empty())
    });
    let first = kinds.next()??;
    kinds.try_fold(first, |kind, next| match (kind, next?) {
        (one, two) if one == two => Some(one),
        (Kind::Integer, Kind::Number) | (Kind::Number, Kind::Integer) => Some(Kind::Number),
        _ => None,
    })
}
