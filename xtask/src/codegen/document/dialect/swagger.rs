//! Forms of Swagger 2.0 in a description of OpenAPI 3, and keys that are nearly right.
//!
//! In: an object whose keywords stand where Swagger 2.0 has them. Out: the same as OpenAPI 3 has
//! it: the type of a parameter in its `schema`, what a response or a body holds in its `content`.
//! Deliberately absent: `in: body` and `in: formData`, which are no parameters any more; the
//! audit says what to write.

use serde_yaml::{Mapping, Value};

use super::{Dialect, Move, Note, Place};
use crate::codegen::diagnostics::Code;
use crate::codegen::document::keywords::{Kind, methods};
use crate::codegen::source::{Origins, Pointer, quoted};

/// What a parameter of Swagger 2.0 says of its values itself.
const OF_VALUES: [&str; 17] = [
    "type",
    "format",
    "items",
    "enum",
    "default",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "nullable",
];

/// `collectionFormat`, and `style` and `explode` that say the same. `csv` is how every style
/// without a word for it is written.
const FORMATS: [(&str, Option<&str>, bool); 4] = [
    ("csv", None, false),
    ("multi", None, true),
    ("ssv", Some("spaceDelimited"), false),
    ("pipes", Some("pipeDelimited"), false),
];

/// Reads methods in capitals as what they are, before anybody looks for operations.
pub(in crate::codegen::document) fn methods_in_capitals(
    raw: &mut Value,
    origins: &mut Origins,
) -> Vec<Note> {
    let mut notes = Vec::new();
    let components = Pointer::root().child("components").child("pathItems");
    for around in [Pointer::root().child("paths"), components] {
        let items = around.resolve_mut(raw).and_then(Value::as_mapping_mut);
        for (path, item) in items.into_iter().flatten() {
            let (Some(path), Some(members)) = (path.as_str(), item.as_mapping_mut()) else {
                continue;
            };
            let at = around.child(path);
            let names = members.keys().filter_map(Value::as_str);
            let names: Vec<String> = names.map(str::to_owned).collect();
            for name in names {
                let lower = name.to_ascii_lowercase();
                let is_method = methods().any(|one| one == lower);
                if lower == name || !is_method || members.contains_key(&lower) {
                    continue;
                }
                let message = format!("{} is read as `{lower}`", quoted(&name));
                notes.push(Note::new(Code::OTHER_CAPITALS, at.child(&name), message));
                origins.copy(&at.child(&name), &at.child(&lower));
                if let Some(operation) = members.shift_remove(&name) {
                    members.insert(Value::String(lower), operation);
                }
            }
        }
    }
    notes
}

impl Dialect<'_> {
    /// Puts the members of an object where OpenAPI 3 has them.
    pub(super) fn older(&mut self, kind: Kind, members: &mut Mapping, place: &Place<'_>) {
        match kind {
            Kind::Parameter | Kind::Header => self.own_type(members, place),
            Kind::Response | Kind::RequestBody => {
                self.own_media_types(members, place);
                self.own_schema(members, place);
            }
            Kind::Schema => self.discriminator(members, place),
            _ => {}
        }
    }

    /// What a parameter says of its values stands in its schema.
    fn own_type(&mut self, members: &mut Mapping, place: &Place<'_>) {
        let is_new = ["schema", "content", "$ref"]
            .iter()
            .any(|name| members.contains_key(*name));
        let location = members.get("in").and_then(Value::as_str);
        let is_body = matches!(location, Some("body" | "formData"));
        if is_new || is_body || !members.contains_key("type") {
            return;
        }
        let mut schema = Mapping::new();
        for name in OF_VALUES {
            if let Some(value) = members.shift_remove(name) {
                self.moved(place, &[name], &["schema", name]);
                schema.insert(Value::from(name), value);
            }
        }
        let message =
            "what the values are stands in `schema` since OpenAPI 3, and is read as if it did";
        self.note(Code::FORM_OF_SWAGGER, &place.at.child("type"), message)
            .help("write `schema: {type: …}`");
        members.insert(Value::from("schema"), Value::Mapping(schema));
        self.collection_format(members, place);
    }

    fn collection_format(&mut self, members: &mut Mapping, place: &Place<'_>) {
        let format = members.get("collectionFormat").and_then(Value::as_str);
        let known = FORMATS.iter().find(|(name, ..)| Some(*name) == format);
        let Some((name, style, explode)) = known else {
            return;
        };
        let message = format!("`collectionFormat: {name}` is read as OpenAPI 3 says it");
        let with = style.map_or_else(String::new, |style| format!("`style: {style}` and "));
        let at = place.at.child("collectionFormat");
        self.note(Code::FORM_OF_SWAGGER, &at, message)
            .help(format!("write {with}`explode: {explode}`"));
        members.shift_remove("collectionFormat");
        if let Some(style) = style {
            members.insert(Value::from("style"), Value::from(*style));
        }
        members.insert(Value::from("explode"), Value::Bool(*explode));
    }

    /// Media types that stand beside `content` instead of inside.
    fn own_media_types(&mut self, members: &mut Mapping, place: &Place<'_>) {
        let is_one = |name: &&str| name.contains('/') && !name.starts_with("x-");
        let names = members.keys().filter_map(Value::as_str).filter(is_one);
        let names: Vec<String> = names.map(str::to_owned).collect();
        if names.is_empty() || members.contains_key("content") {
            return;
        }
        let mut content = Mapping::new();
        for name in names {
            let at = place.at.child(&name);
            let message = format!(
                "the media type {} is read as if it stood in `content`",
                quoted(&name)
            );
            self.note(Code::MEDIA_TYPE_OUTSIDE_CONTENT, &at, message)
                .help("write `content:` around it");
            self.moved(place, &[&name], &["content", &name]);
            let value = members.shift_remove(&name).unwrap_or_default();
            content.insert(Value::String(name), value);
        }
        members.insert(Value::from("content"), Value::Mapping(content));
    }

    /// The schema of a response or a body without a media type: JSON, or a file.
    fn own_schema(&mut self, members: &mut Mapping, place: &Place<'_>) {
        let is_new = members.contains_key("content") || members.contains_key("$ref");
        if is_new || !members.get("schema").is_some_and(Value::is_mapping) {
            return;
        }
        let schema = members.shift_remove("schema").unwrap_or_default();
        let is_file = schema.get("type").and_then(Value::as_str) == Some("file");
        let name = if is_file {
            "application/octet-stream"
        } else {
            "application/json"
        };
        let message = format!(
            "`schema` stands in a media type since OpenAPI 3; it is read as that of `{name}`"
        );
        self.note(Code::FORM_OF_SWAGGER, &place.at.child("schema"), message)
            .help(format!("write `content: {{{name}: {{schema: …}}}}`"));
        self.moved(place, &["schema"], &["content", name, "schema"]);
        let object = |name: &str, value| Value::Mapping(Mapping::from_iter([(name.into(), value)]));
        let content = object(name, object("schema", schema));
        members.insert(Value::from("content"), content);
    }

    /// The name of the property alone.
    fn discriminator(&mut self, members: &mut Mapping, place: &Place<'_>) {
        let Some(Value::String(name)) = members.get("discriminator") else {
            return;
        };
        let message = "the name of a property is read as a discriminator of that property";
        let object = [(Value::from("propertyName"), Value::String(name.clone()))];
        self.note(
            Code::FORM_OF_SWAGGER,
            &place.at.child("discriminator"),
            message,
        )
        .help("write `discriminator: {propertyName: …}`");
        let object = Value::Mapping(Mapping::from_iter(object));
        members.insert(Value::from("discriminator"), object);
    }

    /// Notes that a part stands elsewhere than in the text.
    fn moved(&mut self, place: &Place<'_>, from: &[&str], to: &[&str]) {
        let below = |steps: &[&str]| {
            let at = place.at.pointer();
            steps.iter().fold(at, |at, step| at.child(step))
        };
        self.moves.push(Move::To(below(from), below(to)));
    }
}
