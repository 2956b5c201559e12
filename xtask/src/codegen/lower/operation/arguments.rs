//! What a method takes, and which setters its builder has.
//!
//! In: an operation whose parameters and body are known. Out: its [`Argument`]s, which a request
//! can't do without, and its [`Setter`]s for all else. The required members of a body are
//! arguments while they are few, otherwise the body is one. Deliberately absent: types and names
//! of fields, which are decided already.

use crate::codegen::lower::naming::{self, Case, Scope, spoken};
use crate::codegen::lower::operation::body::BodyDraft;
use crate::codegen::lower::operation::parameter::{Input, Parameters};
use crate::codegen::lower::operation::{Operations, example};
use crate::codegen::model::{
    Argument, Field, Ident, Literal, Operation, Payload, Presence, Setter, Shape, Source, Struct,
    TypeRef,
};
use crate::codegen::source::Pointer;

/// How many members of a body are arguments at the most.
const POSITIONAL: usize = 2;

/// The names that are taken already.
struct Names {
    arguments: Scope,
    setters: Scope,
}

impl Operations<'_, '_> {
    /// Gives an operation its body, its arguments and its setters.
    pub(crate) fn arguments(
        &mut self,
        operation: &mut Operation,
        body: Option<&BodyDraft<'_>>,
        parameters: &Parameters,
    ) {
        let mut names = Names {
            arguments: Scope::new(Case::Snake, naming::ARGUMENTS),
            setters: Scope::new(Case::Snake, naming::SETTERS),
        };
        let at = operation.origin.clone();
        self.path_arguments(operation, &mut names);
        self.input_arguments(operation, &parameters.query, Source::Query, &mut names);
        self.input_arguments(operation, &parameters.headers, Source::Header, &mut names);
        let Some(BodyDraft { body, example, .. }) = body else {
            return;
        };
        let (mut body, example) = (body.clone(), *example);
        let fields = match &body.payload {
            Payload::Json(ty) | Payload::Form(ty, _) => {
                self.struct_of(ty).map(|def| def.fields.clone())
            }
            Payload::Multipart(inputs) => Some(inputs.fields.clone()),
            Payload::Text | Payload::Bytes => None,
        };
        let is_required = |field: &&Field| field.presence.is_required();
        let required = fields.iter().flatten().filter(is_required).count();
        // What may be left out is made by its first setter, of nothing.
        let most = if body.optional { 0 } else { POSITIONAL };
        body.built = fields.is_some() && required <= most;
        let fields = fields.unwrap_or_default();
        if body.built {
            let required = fields.iter().enumerate();
            for (place, field) in required.filter(|(_, field)| is_required(field)) {
                let value = example.and_then(|all| all.get(&field.wire_name));
                operation.arguments.push(Argument {
                    ident: self.argument(field.ident.as_str(), "body", &at, &mut names),
                    source: Source::Body(place),
                    example: example::of_field(field, value.map(Literal::from)),
                });
            }
        } else if !body.optional {
            operation.arguments.push(Argument {
                ident: self.argument("body", "request", &at, &mut names),
                source: Source::WholeBody,
                example: match body.payload {
                    Payload::Text | Payload::Bytes => Literal::Text("content".to_owned()),
                    _ => Literal::Null,
                },
            });
        }
        if body.built || !body.optional {
            body.setters = self.body_setters(&fields, &at, &mut names);
        }
        operation.example = self.example_setters(&body, &fields, example);
        operation.body = Some(body);
    }

    fn path_arguments(&mut self, operation: &mut Operation, names: &mut Names) {
        for (place, parameter) in operation.path_parameters.iter().enumerate() {
            let name = spoken(&parameter.wire_name);
            let scope = &mut names.arguments;
            let ident = scope.claim(&name, &operation.origin, self.schemas.diagnostics);
            // The name of one that a handle binds is taken, too.
            if place >= operation.bound {
                operation.arguments.push(Argument {
                    ident,
                    source: Source::Path(place),
                    example: parameter.example.clone(),
                });
            }
        }
    }

    fn input_arguments(
        &mut self,
        operation: &mut Operation,
        inputs: &[Input],
        source: fn(usize) -> Source,
        names: &mut Names,
    ) {
        let (holder, prefix) = match source(0) {
            Source::Header(_) => (&mut operation.headers, "header"),
            _ => (&mut operation.query, "query"),
        };
        let Some(holder) = holder else { return };
        for (place, input) in inputs.iter().enumerate() {
            let field = &input.field;
            if field.presence.is_required() {
                let name = spoken(&field.wire_name);
                operation.arguments.push(Argument {
                    ident: self.argument(&name, prefix, &field.origin, names),
                    source: source(place),
                    example: example::of_field(field, input.example.clone()),
                });
            } else {
                let setter = self.setter(field, place, prefix, &field.origin, names);
                holder.setters.push(setter);
            }
        }
    }

    /// Names an argument; where a path parameter has the name, `prefix` says
    /// which of the two this is.
    fn argument(&mut self, name: &str, prefix: &str, at: &Pointer, names: &mut Names) -> Ident {
        let other = format!("{prefix}_{name}");
        let scope = &mut names.arguments;
        scope.claim_either(name, &other, at, self.schemas.diagnostics)
    }

    /// Names a setter after its field, whose name is unique among its neighbours; a member of
    /// the body yields to a header, and both to a query parameter.
    fn setter(
        &mut self,
        field: &Field,
        place: usize,
        prefix: &str,
        at: &Pointer,
        names: &mut Names,
    ) -> Setter {
        let name = field.ident.as_str();
        let other = format!("{prefix}_{name}");
        let scope = &mut names.setters;
        Setter {
            ident: scope.claim_either(name, &other, at, self.schemas.diagnostics),
            clear: None,
            field: place,
        }
    }

    /// Names the setters of a body's members: those that set before those that clear,
    /// so that the order of the members does not matter. What only the service sets has none.
    fn body_setters(&mut self, fields: &[Field], at: &Pointer, names: &mut Names) -> Vec<Setter> {
        let optional = fields.iter().enumerate();
        let mut setters: Vec<Setter> = optional
            .filter(|(_, field)| !field.presence.is_required() && !field.annotations.read_only)
            .map(|(place, field)| self.setter(field, place, "body", at, names))
            .collect();
        for setter in &mut setters {
            if fields[setter.field].presence == Presence::OptionalNullable {
                let name = setter.ident.as_str();
                let (name, other) = (format!("clear_{name}"), format!("clear_body_{name}"));
                let scope = &mut names.setters;
                let ident = scope.claim_either(&name, &other, at, self.schemas.diagnostics);
                setter.clear = Some(ident);
            }
        }
        setters
    }

    /// The struct that a type is, where it is one.
    pub(crate) fn struct_of<'t>(&'t self, ty: &'t TypeRef) -> Option<&'t Struct> {
        let alias = |id| self.schemas.shape(id)?.alias();
        let TypeRef::Named(id) = ty.resolve(alias) else {
            return None;
        };
        match self.schemas.shape(*id)? {
            Shape::Struct(def) => Some(def),
            _ => None,
        }
    }
}
