//! The keywords of each type, as openapiv3 has them.

use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, ObjectType, ReferenceOr, Schema, Type,
};

use crate::codegen::lower::schema::facts::{Choice, Facts, Further, Kind, Known, Piece};
use crate::codegen::lower::schema::rule;
use crate::codegen::lower::schema::{borrow, unbox};
use crate::codegen::model::Number;
use crate::codegen::source::Pointer;

impl<'d> Facts<'d> {
    pub(crate) fn typed(&mut self, ty: &'d Type) {
        match ty {
            Type::String(ty) => {
                self.kind = Some(Kind::String);
                self.format = format(&ty.format);
                self.rule = rule::string(ty);
                self.list(&ty.enumeration, |text| {
                    serde_json::Value::from(text.clone())
                });
            }
            Type::Integer(ty) => {
                self.kind = Some(Kind::Integer);
                self.format = format(&ty.format);
                self.rule = rule::integer(ty);
                self.list(&ty.enumeration, |&number| serde_json::Value::from(number));
            }
            Type::Number(ty) => {
                self.kind = Some(Kind::Number);
                self.format = format(&ty.format);
                self.rule = rule::number(ty);
                self.list(&ty.enumeration, |&number| number_value(number));
            }
            Type::Boolean(ty) => {
                self.kind = Some(Kind::Boolean);
                self.list(&ty.enumeration, |&flag| serde_json::Value::from(flag));
            }
            Type::Array(ty) => {
                self.kind = Some(Kind::Array);
                self.array(ty);
            }
            Type::Object(ty) => {
                self.kind = Some(Kind::Object);
                self.object(ty);
            }
        }
    }

    pub(crate) fn array(&mut self, ty: &'d ArrayType) {
        let at = self.at.child("items");
        let items = ty.items.iter();
        self.items = items
            .map(|items| Piece::new(unbox(items), at.clone()))
            .collect();
        self.rule = rule::array(ty);
    }

    pub(crate) fn object(&mut self, ty: &'d ObjectType) {
        self.members(&ty.properties, &ty.required, &ty.additional_properties);
        self.rule = rule::object(ty);
    }

    fn members<'m, M>(
        &mut self,
        properties: M,
        required: &'d [String],
        further: &'d Option<AdditionalProperties>,
    ) where
        M: IntoIterator<Item = (&'d String, &'d ReferenceOr<Box<Schema>>)>,
        'd: 'm,
    {
        let at = self.at.child("properties");
        self.properties = properties
            .into_iter()
            .map(|(name, schema)| {
                let piece = Piece::new(unbox(schema), at.child(name));
                (name.as_str(), vec![piece])
            })
            .collect();
        let at = self.at.child("required");
        self.required = required
            .iter()
            .enumerate()
            .map(|(index, name)| (name.as_str(), at.index(index)))
            .collect();
        self.further = match further {
            None | Some(AdditionalProperties::Any(true)) => Further::Open,
            Some(AdditionalProperties::Any(false)) => Further::Closed,
            Some(AdditionalProperties::Schema(schema)) => {
                let at = self.at.child("additionalProperties");
                Further::Typed(vec![Piece::new(borrow(schema), at)])
            }
        };
    }

    pub(crate) fn choice(&mut self, schemas: &'d [ReferenceOr<Schema>], keyword: &str) {
        if schemas.is_empty() {
            return;
        }
        let at = self.at.child(keyword);
        self.choices.push(Choice {
            pieces: pieces(schemas, &at),
            at,
            discriminator: self.discriminator,
        });
    }

    fn list<T>(&mut self, values: &[Option<T>], value: impl Fn(&T) -> serde_json::Value) {
        let at = self.at.child("enum");
        let known = values.iter().enumerate().filter_map(|(index, one)| {
            // Null among the values has become `nullable` when the document was loaded.
            Some(Known {
                value: value(one.as_ref()?),
                title: None,
                description: None,
                at: at.index(index),
            })
        });
        if !values.is_empty() {
            self.values = Some(known.collect());
        }
    }

    /// Several kinds of keywords at once, or keywords without a type.
    pub(crate) fn any(&mut self, any: &'d AnySchema) {
        let AnySchema {
            typ,
            pattern: _,
            properties,
            required,
            additional_properties,
            items,
            enumeration,
            format,
            one_of,
            all_of,
            any_of,
            not: _,
            ..
        } = any;
        self.kind = typ.as_deref().and_then(Kind::of_word);
        self.format.clone_from(format);
        self.members(properties, required, additional_properties);
        let at = self.at.child("items");
        self.items = items
            .iter()
            .map(|items| Piece::new(unbox(items), at.clone()))
            .collect();
        self.rule = rule::any(any);
        if !enumeration.is_empty() {
            let values: Vec<Option<&serde_json::Value>> = enumeration
                .iter()
                .map(|value| Some(value).filter(|value| !value.is_null()))
                .collect();
            self.list(&values, |&value| value.clone());
        }
        self.parts = pieces(all_of, &self.at.child("allOf"));
        self.choice(one_of, "oneOf");
        self.choice(any_of, "anyOf");
    }
}

pub(crate) fn pieces<'d>(schemas: &'d [ReferenceOr<Schema>], at: &Pointer) -> Vec<Piece<'d>> {
    schemas
        .iter()
        .enumerate()
        .map(|(index, schema)| Piece::new(borrow(schema), at.index(index)))
        .collect()
}

/// A number as JSON; whole numbers are integers.
fn number_value(number: f64) -> serde_json::Value {
    // Beyond this a float has no fraction, and may not be the number of the text.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match Number::Float(number).whole() {
        Number::Integer(whole) if number.abs() <= EXACT => {
            i64::try_from(whole).map_or_else(|_| number.into(), serde_json::Value::from)
        }
        _ => number.into(),
    }
}

/// The text of a format, known to openapiv3 or not.
fn format<T: serde::Serialize>(format: &openapiv3::VariantOrUnknownOrEmpty<T>) -> Option<String> {
    match format {
        openapiv3::VariantOrUnknownOrEmpty::Unknown(text) => Some(text.clone()),
        openapiv3::VariantOrUnknownOrEmpty::Item(item) => match serde_json::to_value(item) {
            Ok(serde_json::Value::String(text)) => Some(text),
            _ => None,
        },
        openapiv3::VariantOrUnknownOrEmpty::Empty => None,
    }
}
