//! What a method takes, and which setters its builder has.
//!
//! Comes in: an operation whose parameters and body are known. Goes out: its
//! [`Argument`]s, which a request can't do without, and its [`Setter`]s for all
//! else. Path parameters that no handle binds are arguments; so are required
//! query parameters; so are the required members of a body while they are few,
//! otherwise the body is one. Deliberately absent: types and names of fields,
//! which are decided already.

use super::Lowering;
use super::example;
use super::names::{self, Case, Scope};
use super::parameter::Parameters;
use crate::codegen::document::pointer::Pointer;
use crate::codegen::model::{
    Argument, Body, Field, Ident, Literal, Operation, Presence, Setter, Shape, Source, Struct,
    TypeRef,
};

/// How many members of a body are arguments at the most.
const POSITIONAL: usize = 2;

/// The names that are taken already.
struct Names {
    arguments: Scope,
    setters: Scope,
}

impl Lowering<'_> {
    /// Gives an operation its body, its arguments and its setters. `example` is
    /// the body's, from the description.
    pub(super) fn arguments(
        &mut self,
        operation: &mut Operation,
        body: Option<(TypeRef, Option<&serde_json::Value>)>,
        parameters: &Parameters,
    ) {
        let mut names = Names {
            arguments: Scope::new(Case::Snake, names::ARGUMENTS),
            setters: Scope::new(Case::Snake, names::SETTERS),
        };
        self.path_arguments(operation, &mut names);
        self.query_arguments(operation, parameters, &mut names);
        let Some((ty, example)) = body else { return };
        let fields = self.struct_of(&ty).map(|def| def.fields.clone());
        let required = fields
            .iter()
            .flatten()
            .filter(|field| is_required(field))
            .count();
        let built = fields.is_some() && required <= POSITIONAL;
        let fields = fields.unwrap_or_default();
        let mut body = Body {
            ty,
            built,
            setters: Vec::new(),
        };
        if built {
            self.member_arguments(operation, &fields, example, &mut names);
        } else {
            let ident = self.argument("body", "body", &operation.origin.clone(), &mut names);
            operation.arguments.push(Argument {
                ident,
                source: Source::WholeBody,
                example: Literal::Null,
            });
        }
        let optional = fields
            .iter()
            .enumerate()
            .filter(|(_, field)| !is_required(field));
        for (place, field) in optional {
            let setter = self.setter(field, place, &operation.origin, &mut names);
            body.setters.push(setter);
        }
        operation.example = self.example_setters(&body, &fields, example);
        operation.body = Some(body);
    }

    fn path_arguments(&mut self, operation: &mut Operation, names: &mut Names) {
        let at = operation.origin.clone();
        for (place, parameter) in operation.path_parameters.iter().enumerate() {
            let ident = names
                .arguments
                .claim(&parameter.wire_name, &at, self.diagnostics);
            if place >= operation.bound {
                let example = parameter.example.clone();
                operation.arguments.push(Argument {
                    ident,
                    source: Source::Path(place),
                    example,
                });
            }
        }
    }

    fn query_arguments(
        &mut self,
        operation: &mut Operation,
        parameters: &Parameters,
        names: &mut Names,
    ) {
        let Some(query) = &mut operation.query else {
            return;
        };
        for (place, parameter) in parameters.query.iter().enumerate() {
            let field = &parameter.field;
            if field.presence == Presence::Required {
                let ident = self.argument(&field.wire_name, "query", &parameter.at, names);
                let example = example::of_type(field, parameter.example.clone());
                operation.arguments.push(Argument {
                    ident,
                    source: Source::Query(place),
                    example,
                });
            } else {
                query
                    .setters
                    .push(self.setter(field, place, &parameter.at, names));
            }
        }
    }

    fn member_arguments(
        &mut self,
        operation: &mut Operation,
        fields: &[Field],
        example: Option<&serde_json::Value>,
        names: &mut Names,
    ) {
        let at = operation.origin.clone();
        for (place, field) in fields
            .iter()
            .enumerate()
            .filter(|(_, field)| is_required(field))
        {
            let ident = self.argument(&field.wire_name, "body", &at, names);
            let example = example::of_field(field, example);
            operation.arguments.push(Argument {
                ident,
                source: Source::Body(place),
                example,
            });
        }
    }

    /// Names an argument; where a path parameter has the name, `prefix` says
    /// which of the two this is.
    fn argument(&mut self, name: &str, prefix: &str, at: &Pointer, names: &mut Names) -> Ident {
        if names.arguments.has(name) {
            let name = format!("{prefix}_{name}");
            return names.arguments.claim(&name, at, self.diagnostics);
        }
        names.arguments.claim(name, at, self.diagnostics)
    }

    /// Names a setter; a member of the body yields to a query parameter.
    fn setter(&mut self, field: &Field, place: usize, at: &Pointer, names: &mut Names) -> Setter {
        let name = &field.wire_name;
        let name = if names.setters.has(name) {
            format!("body_{name}")
        } else {
            name.clone()
        };
        let ident = names.setters.claim(&name, at, self.diagnostics);
        let clear = (field.presence == Presence::OptionalNullable).then(|| {
            names
                .setters
                .claim(&format!("clear_{name}"), at, self.diagnostics)
        });
        Setter {
            ident,
            clear,
            field: place,
        }
    }

    /// The struct that a type is, where it is one.
    fn struct_of(&self, ty: &TypeRef) -> Option<&Struct> {
        let TypeRef::Named(id) = ty else { return None };
        match &self.types.get(id.0)?.as_ref()?.shape {
            Shape::Struct(def) => Some(def),
            Shape::Alias(alias) => self.struct_of(&alias.ty),
            Shape::Enum(_) | Shape::Values(_) | Shape::Union(_) => None,
        }
    }
}

fn is_required(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::Nullable)
}
