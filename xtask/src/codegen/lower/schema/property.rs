//! The properties of an object as one list, whatever the alternatives that it has.
//!
//! In: the schema of a body that is no JSON, where each property is sent by itself. Out: its
//! properties, with those of the alternatives of `oneOf` and `anyOf`. Deliberately absent:
//! which alternatives exclude each other; the service knows.

use crate::codegen::lower::schema::Schemas;
use crate::codegen::lower::schema::resolved::ResolvedSchema;
use crate::codegen::lower::schema::sub_schema::{Form, SubSchema};
use crate::codegen::source::Pointer;

/// How deep alternatives may stand in each other.
const MAX_DEPTH: usize = 8;

/// A property, and the schemas that all hold for it.
#[derive(Clone, Debug)]
pub(crate) struct Property<'d> {
    pub(crate) name: &'d str,
    pub(crate) schemas: Vec<SubSchema<'d>>,
    pub(crate) required: bool,
}

impl Property<'_> {
    /// Returns where the property stands.
    pub(crate) fn at(&self) -> Pointer {
        let first = self.schemas.first();
        first.map_or_else(Pointer::root, |sub_schema| sub_schema.at.clone())
    }
}

impl<'d> Schemas<'d> {
    /// Returns all properties of the schema in a place.
    pub(crate) fn properties(&mut self, at: &Pointer) -> Vec<Property<'d>> {
        let schema = self.gathered(at);
        self.properties_of(schema, 0)
    }

    fn properties_of(&mut self, mut schema: ResolvedSchema<'d>, depth: usize) -> Vec<Property<'d>> {
        self.settle(&mut schema);
        let own = schema.properties.iter();
        let mut properties: Vec<Property<'d>> = own
            .map(|(name, schemas)| Property {
                name,
                schemas: schemas.clone(),
                required: schema.requires(name),
            })
            .collect();
        for composition in schema.compositions.iter().filter(|_| depth < MAX_DEPTH) {
            let mut alternatives = Vec::with_capacity(composition.alternatives.len());
            for sub_schema in &composition.alternatives {
                let alternative = self.gather(sub_schema);
                alternatives.push(self.properties_of(alternative, depth + 1));
            }
            add_alternatives(&mut properties, alternatives, &composition.at);
        }
        properties
    }
}

/// Adds what alternatives offer: a property is required where each of them demands it.
fn add_alternatives<'d>(
    properties: &mut Vec<Property<'d>>,
    alternatives: Vec<Vec<Property<'d>>>,
    at: &Pointer,
) {
    let count = alternatives.len();
    let mut offered: Vec<(Property<'d>, usize)> = Vec::new();
    for property in alternatives.into_iter().flatten() {
        let demands = usize::from(property.required);
        match offered
            .iter_mut()
            .find(|(other, _)| other.name == property.name)
        {
            Some((other, demanded)) => {
                other.schemas.extend(property.schemas);
                *demanded += demands;
            }
            None => offered.push((property, demands)),
        }
    }
    for (mut property, demanded) in offered {
        property.required = demanded == count;
        match properties.iter_mut().find(|own| own.name == property.name) {
            Some(own) => own.required |= property.required,
            None => {
                property.schemas.dedup_by(|one, two| one.form == two.form);
                if property.schemas.len() > 1 {
                    let any = Form::AnyOf(std::mem::take(&mut property.schemas));
                    property.schemas = vec![SubSchema::new(any, at.child(property.name))];
                }
                properties.push(property);
            }
        }
    }
}
