//! The keywords that say something about values of one type.
//!
//! In: the keywords of a schema, and its type. Out: format, limits, items and properties, as far
//! as they say something about that type. What `prefixItems` and `patternProperties` say becomes
//! one schema, any of several, for all items or unnamed members: which has which is left to the
//! service. Deliberately absent: patterns, but for one that fits every name.

use serde_yaml::Value;

use super::Keywords;
use crate::codegen::document::keywords::keyword_types;
use crate::codegen::lower::media_type::{OCTETS, essence};
use crate::codegen::lower::schema::json;
use crate::codegen::lower::schema::resolved::ResolvedSchema;
use crate::codegen::lower::schema::sub_schema::{AdditionalProperties, Form, Kind, SubSchema};
use crate::codegen::model::{Constraints, Literal};
use crate::codegen::source::Pointer;

/// The patterns that fit every name.
const ANY_NAME: [&str; 6] = ["", ".*", "^.*$", ".+", "^.+$", "^"];

impl<'d> Keywords<'d, '_> {
    /// Reads what is said about a type; of no type, all that is said.
    pub(super) fn typed(self, kind: Option<Kind>, schema: &mut ResolvedSchema<'d>) {
        schema.kind = kind;
        if speaks("format", kind) {
            let format = self.text("format").or_else(|| self.content_format());
            schema.format = format.map(str::to_owned);
        }
        schema.octets = self.octets().filter(|_| kind == Some(Kind::String));
        schema.constraints = Constraints::read(kind == Some(Kind::Integer), |name| {
            let value = self.get(name).filter(|_| speaks(name, kind))?;
            Some(Literal::from(&json(value)))
        });
        if speaks("items", kind) {
            self.items(schema);
        }
        if speaks("properties", kind) {
            self.properties(schema);
        }
        if kind == Some(Kind::Integer) {
            let fits = |value: &&Value| !value.is_number() || Kind::Integer.allows(value);
            schema.default = schema.default.filter(fits);
        }
    }

    fn items(self, schema: &mut ResolvedSchema<'d>) {
        let mut sub_schemas = self.schemas("prefixItems");
        match self.get("items") {
            Some(Value::Bool(false)) => {
                let most = Literal::from(&serde_json::Value::from(sub_schemas.len()));
                let most =
                    Constraints::read(false, |name| (name == "maxItems").then(|| most.clone()));
                schema.constraints = std::mem::take(&mut schema.constraints).and(most);
            }
            Some(rest) => sub_schemas.push(self.reader.sub(rest, self.at.child("items"))),
            None => {}
        }
        schema.items = any_of(sub_schemas, &self.at.child("prefixItems"));
    }

    fn properties(self, schema: &mut ResolvedSchema<'d>) {
        let at = self.at.child("properties");
        let properties = self.get("properties").and_then(Value::as_mapping);
        for (name, value) in properties.into_iter().flatten() {
            let Some(name) = name.as_str() else { continue };
            let sub_schema = self.reader.sub(value, at.child(name));
            schema.properties.push((name, vec![sub_schema]));
        }
        let required = self.items_of("required");
        schema.required = required
            .filter_map(|(at, name)| Some((name.as_str()?, at)))
            .collect();
        schema.additional_properties = self.additional_properties();
    }

    fn additional_properties(self) -> AdditionalProperties<'d> {
        let own = self.get("additionalProperties");
        let at = self.at.child("additionalProperties");
        let own_schema = own.filter(|value| value.is_mapping());
        let own_schema = own_schema.map(|value| self.reader.sub(value, at));
        let patterns = self.get("patternProperties").and_then(Value::as_mapping);
        let Some(patterns) = patterns else {
            return match (own, own_schema) {
                (Some(Value::Bool(false)), _) => AdditionalProperties::Closed,
                (_, Some(schema)) => AdditionalProperties::Schema(vec![schema]),
                (_, None) => AdditionalProperties::Open,
            };
        };
        let at = self.at.child("patternProperties");
        let named = patterns
            .iter()
            .filter_map(|(pattern, value)| Some((pattern.as_str()?, value)));
        let named: Vec<(&str, &Value)> = named.collect();
        let every = named.iter().all(|(pattern, _)| ANY_NAME.contains(pattern));
        let mut sub_schemas: Vec<SubSchema<'d>> = named
            .into_iter()
            .map(|(pattern, value)| self.reader.sub(value, at.child(pattern)))
            .collect();
        match own {
            Some(Value::Bool(false)) => {}
            None | Some(Value::Bool(true)) if every => {}
            Some(Value::Mapping(_)) => sub_schemas.extend(own_schema),
            // What fits no pattern may be anything.
            _ => sub_schemas.clear(),
        }
        match any_of(sub_schemas, &at) {
            sub_schemas if sub_schemas.is_empty() => AdditionalProperties::Open,
            sub_schemas => AdditionalProperties::Schema(sub_schemas),
        }
    }

    /// The format that an encoding or a media type stands for.
    pub(super) fn content_format(self) -> Option<&'static str> {
        match (self.text("contentEncoding"), self.text("contentMediaType")) {
            (Some(encoding), _) if encoding.eq_ignore_ascii_case("base64") => Some("byte"),
            (None, Some(media_type)) if is_octets(&essence(media_type)) => Some("binary"),
            _ => None,
        }
    }

    /// The media type of the octets that a text holds as they are.
    fn octets(self) -> Option<&'d str> {
        let media_type = self.text("contentMediaType");
        let stated = self.text("format") == Some("binary");
        let holds = match (self.text("contentEncoding"), media_type) {
            _ if stated => true,
            (Some(encoding), _) => encoding == "binary",
            (None, Some(media_type)) => !is_text(&essence(media_type)),
            (None, None) => false,
        };
        let fits = |media_type: &&str| media_type.bytes().all(|b| b.is_ascii_graphic());
        holds.then(|| media_type.filter(fits).unwrap_or(OCTETS))
    }

    /// Whether a format belongs to one of several types: to text or to numbers, whichever
    /// its name tells.
    pub(super) fn is_format_of(self, kind: Kind, format: &str) -> bool {
        let numeric = matches!(
            format,
            "int32" | "int64" | "uint32" | "uint64" | "float" | "double" | "decimal"
        );
        !self.type_words().contains(&"string") || (kind == Kind::String) != numeric
    }
}

/// Whether a keyword says something about a type.
fn speaks(name: &str, kind: Option<Kind>) -> bool {
    let types = keyword_types(name).zip(kind);
    types.is_none_or(|(types, kind)| types.contains(&kind.json_type()))
}

/// One schema for what fits any of several.
fn any_of<'d>(sub_schemas: Vec<SubSchema<'d>>, at: &Pointer) -> Vec<SubSchema<'d>> {
    let mut different: Vec<SubSchema<'d>> = Vec::with_capacity(sub_schemas.len());
    for sub_schema in sub_schemas {
        if !different.iter().any(|other| other.form == sub_schema.form) {
            different.push(sub_schema);
        }
    }
    if different.len() < 2 {
        return different;
    }
    vec![SubSchema::new(Form::AnyOf(different), at.clone())]
}

fn is_octets(essence: &str) -> bool {
    let mut families = ["image/", "audio/", "video/"].iter();
    let is_media = families.any(|family| essence.starts_with(family));
    essence == OCTETS || (is_media && !essence.ends_with("xml"))
}

fn is_text(essence: &str) -> bool {
    essence.starts_with("text/") || essence.ends_with("json") || essence.ends_with("xml")
}
