//! What a schema says, in one form whatever keywords it says it with.
//!
//! In: schemas as [`read`](super::read) has read them. Out: [`ResolvedSchema`], with
//! `allOf` still to be followed (see `merge.rs`). Deliberately absent: types, and what is
//! behind a reference.

use serde_yaml::Value;

use crate::codegen::lower::schema::sub_schema::{
    AdditionalProperties, Composition, Discriminator, EnumValue, Kind, SubSchema,
};
use crate::codegen::model::{Annotations, Constraints, Docs};
use crate::codegen::source::Pointer;

/// What a schema says.
#[derive(Clone, Debug, Default)]
pub(crate) struct ResolvedSchema<'d> {
    pub(crate) at: Pointer,
    pub(crate) docs: Docs,
    pub(crate) default: Option<&'d Value>,
    pub(crate) example: Option<&'d Value>,
    pub(crate) annotations: Annotations,
    /// Whether null is a value; none where nothing is said about types.
    pub(crate) nullable: Option<bool>,
    pub(crate) kind: Option<Kind>,
    pub(crate) format: Option<String>,
    /// The media type of the octets that a text holds as they are: it is a file, where it
    /// need not be JSON.
    pub(crate) octets: Option<&'d str>,
    /// The limits of the value itself; its items have their own schemas.
    pub(crate) constraints: Constraints,
    pub(crate) values: Option<Vec<EnumValue>>,
    pub(crate) items: Vec<SubSchema<'d>>,
    pub(crate) properties: Vec<(&'d str, Vec<SubSchema<'d>>)>,
    pub(crate) required: Vec<(&'d str, Pointer)>,
    pub(crate) additional_properties: AdditionalProperties<'d>,
    pub(crate) compositions: Vec<Composition<'d>>,
    pub(crate) discriminator: Option<Discriminator<'d>>,
    /// `allOf`, until it is followed.
    pub(crate) all_of: Vec<SubSchema<'d>>,
    /// Where the named schemas stand of which all this comes.
    pub(crate) sources: Vec<Pointer>,
}

impl<'d> ResolvedSchema<'d> {
    /// Says nothing.
    pub(crate) fn none(at: &Pointer) -> Self {
        Self {
            at: at.clone(),
            ..Self::default()
        }
    }

    /// Several schemas that all hold.
    pub(crate) fn all_of(all_of: &[SubSchema<'d>]) -> Self {
        let first = all_of.first();
        Self {
            at: first.map_or_else(Pointer::root, |one| one.at.clone()),
            all_of: all_of.to_vec(),
            ..Self::default()
        }
    }

    /// Returns what is said of a property.
    pub(crate) fn property(&self, name: &str) -> Option<&[SubSchema<'d>]> {
        let mut properties = self.properties.iter();
        let (_, sub_schemas) = properties.find(|(own, _)| *own == name)?;
        Some(sub_schemas)
    }

    /// Whether a property is required.
    pub(crate) fn requires(&self, name: &str) -> bool {
        self.required.iter().any(|(own, _)| *own == name)
    }

    /// Notes the named schema that all this stands in.
    pub(crate) fn owned_by(mut self, name: &str, at: &Pointer) -> Self {
        for sub_schema in self.sub_schemas() {
            sub_schema.owner.get_or_insert_with(|| name.to_owned());
            sub_schema.distance += 1;
        }
        self.sources.push(at.clone());
        self
    }

    /// The same from further away.
    pub(crate) fn further(mut self, by: usize) -> Self {
        self.sub_schemas().for_each(|one| one.distance += by);
        self
    }

    /// The schemas of what the values hold, and the alternatives.
    fn sub_schemas(&mut self) -> impl Iterator<Item = &mut SubSchema<'d>> {
        let properties = self.properties.iter_mut().map(|(_, all)| all);
        let additional = match &mut self.additional_properties {
            AdditionalProperties::Schema(all) => Some(all),
            AdditionalProperties::Open | AdditionalProperties::Closed => None,
        };
        let compositions = self.compositions.iter_mut();
        let compositions = compositions.map(|composition| &mut composition.alternatives);
        let all = properties.chain(additional).chain(compositions);
        all.chain([&mut self.items]).flatten()
    }

    /// Whether any value at all is meant, and nothing is said of it.
    pub(crate) fn says_nothing(&self) -> bool {
        self.kind.is_none()
            && self.format.is_none()
            && self.constraints == Constraints::default()
            && self.is_remark()
    }

    /// Whether the schema says nothing about the value beyond its limits, that
    /// is, whether what else is known of it keeps its type.
    pub(crate) fn is_remark(&self) -> bool {
        self.values.is_none()
            && self.items.is_empty()
            && self.properties.is_empty()
            && self.required.is_empty()
            && matches!(self.additional_properties, AdditionalProperties::Open)
            && self.compositions.is_empty()
            && self.all_of.is_empty()
    }
}
