//! The properties of an object as one list, whatever the alternatives that it has.
//!
//! In: the schema of a body that is no JSON, where each property is sent by itself. Out: its
//! properties, with those of the alternatives of `oneOf` and `anyOf`, each merged with what stands
//! beside it. Deliberately absent: which alternatives exclude each other; the service knows.

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::schema::sub_schema::{AdditionalProperties, Form, Kind, SubSchema};
use crate::codegen::lower::schema::{Schemas, resolved::ResolvedSchema};
use crate::codegen::source::Pointer;

/// How many alternatives, and alternatives of alternatives, a body may have.
const MAX_ALTERNATIVES: usize = 200;

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
        let mut objects = Vec::new();
        let mut open = vec![self.gathered(at)];
        let mut count = 0;
        while let Some(mut schema) = open.pop() {
            self.settle(&mut schema);
            let Some(composition) = schema.compositions.pop() else {
                self.warn_of_the_rest(&schema);
                objects.push(schema);
                continue;
            };
            count += composition.alternatives.len();
            if count > MAX_ALTERNATIVES {
                let message =
                    format!("a body of parts has more than {MAX_ALTERNATIVES} alternatives");
                let help = "write its properties into one object";
                self.complain_once(Code::SCHEMA_TOO_DEEP, at, &message, help);
                return Vec::new();
            }
            // The last one on the list is the next one to be looked at.
            for alternative in composition.alternatives.iter().rev() {
                let mut whole = schema.clone();
                let alternative = self.gather(alternative);
                whole.at = alternative.at.clone();
                self.join(&mut whole, alternative);
                open.push(whole);
            }
        }
        of_all(&objects, at)
    }

    /// Parts are properties by name; nothing else of a schema is sent.
    fn warn_of_the_rest(&mut self, schema: &ResolvedSchema<'d>) {
        let rest = match (&schema.additional_properties, schema.kind) {
            (_, Some(kind)) if kind != Kind::Object => {
                format!("an alternative of the type `{}`", kind.word())
            }
            (AdditionalProperties::Schema(_), _) => "what `additionalProperties` allows".to_owned(),
            _ => return,
        };
        let message = format!("{rest} is not sent: each part is a property with a name");
        if self.reported.insert((schema.at.clone(), message.clone())) {
            self.diagnostics
                .report(Code::UNNAMED_PART, &schema.at, message)
                .help("write it as a property");
        }
    }
}

/// The properties of several objects, of which one is sent: a property is required where all
/// of them demand it, and any of its schemas may hold.
fn of_all<'d>(objects: &[ResolvedSchema<'d>], at: &Pointer) -> Vec<Property<'d>> {
    let mut names: Vec<&'d str> = Vec::new();
    for (name, _) in objects.iter().flat_map(|object| &object.properties) {
        if !names.contains(name) {
            names.push(name);
        }
    }
    let property = |name: &'d str| {
        let mut different: Vec<&[SubSchema<'d>]> = Vec::new();
        for schemas in objects.iter().filter_map(|object| object.property(name)) {
            if !different.contains(&schemas) {
                different.push(schemas);
            }
        }
        let schemas = match different.as_slice() {
            [schemas] => schemas.to_vec(),
            several => {
                let all_of = |schemas: &&[SubSchema<'d>]| match schemas {
                    [one] => one.clone(),
                    all => SubSchema::new(Form::AllOf(all.to_vec()), at.child(name)),
                };
                let any_of = Form::AnyOf(several.iter().map(all_of).collect());
                vec![SubSchema::new(any_of, at.child(name))]
            }
        };
        Property {
            name,
            schemas,
            required: objects.iter().all(|object| object.requires(name)),
        }
    };
    names.into_iter().map(property).collect()
}
