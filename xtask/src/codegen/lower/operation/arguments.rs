//! What a method takes, and which setters its builder has.
//!
//! In: an operation whose parameters and body are known. Out: its
//! [`Argument`]s, which a request can't do without, and its [`Setter`]s for all
//! else. Path parameters that no handle binds are arguments; so are required
//! query parameters; so are the required members of a body while they are few,
//! otherwise the body is one. Deliberately absent: types and names of fields,
//! which are decided already.

use crate::codegen::lower::naming;
use crate::codegen::lower::naming::{Case, Scope};
use crate::codegen::lower::operation::Operations;
use crate::codegen::lower::operation::body::DraftBody;
use crate::codegen::lower::operation::example;
use crate::codegen::lower::operation::parameter::{Input, Parameters, spoken};
use crate::codegen::model::{
    Argument, Body, Field, Ident, Literal, Operation, Payload, Presence, Setter, Shape, Source,
    Struct, TypeRef,
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
        body: Option<DraftBody<'_>>,
        parameters: &Parameters,
    ) {
        let mut names = Names {
            arguments: Scope::new(Case::Snake, naming::ARGUMENTS),
            setters: Scope::new(Case::Snake, naming::SETTERS),
        };
        self.path_arguments(operation, &mut names);
        self.input_arguments(operation, &parameters.query, Source::Query, &mut names);
        self.input_arguments(operation, &parameters.headers, Source::Header, &mut names);
        let Some(draft) = body else { return };
        let example = draft.example;
        let fields = match &draft.payload {
            Payload::Json(ty) | Payload::Form(ty, _) => {
                self.struct_of(ty).map(|def| def.fields.clone())
            }
            Payload::Multipart(inputs) => Some(inputs.fields.clone()),
            Payload::Text | Payload::Bytes => None,
        };
        let required = fields
            .iter()
            .flatten()
            .filter(|field| field.presence.is_required())
            .count();
        // What may be left out is made by its first setter, of nothing.
        let most = if draft.optional { 0 } else { POSITIONAL };
        let built = fields.is_some() && required <= most;
        let mut body = Body {
            payload: draft.payload,
            media_type: draft.media_type,
            others: draft.others,
            optional: draft.optional,
            built,
            setters: Vec::new(),
        };
        let fields = fields.unwrap_or_default();
        if built {
            self.member_arguments(operation, &fields, example, &mut names);
        } else if !body.optional {
            let ident = self.argument("body", "request", &operation.origin.clone(), &mut names);
            operation.arguments.push(Argument {
                ident,
                source: Source::WholeBody,
                example: match body.payload {
                    Payload::Text | Payload::Bytes => Literal::Text("content".to_owned()),
                    _ => Literal::Null,
                },
            });
        }
        if built || !body.optional {
            body.setters = self.body_setters(&fields, &operation.origin, &mut names);
        }
        operation.example = self.example_setters(&body, &fields, example);
        operation.body = Some(body);
    }

    fn path_arguments(&mut self, operation: &mut Operation, names: &mut Names) {
        let at = operation.origin.clone();
        for (place, parameter) in operation.path_parameters.iter().enumerate() {
            let ident =
                names
                    .arguments
                    .claim(&spoken(&parameter.wire_name), &at, self.schemas.diagnostics);
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
                let ident = self.argument(&spoken(&field.wire_name), prefix, &field.origin, names);
                let example = example::of_type(field, input.example.clone());
                operation.arguments.push(Argument {
                    ident,
                    source: source(place),
                    example,
                });
            } else {
                let setter = self.setter(field, place, prefix, &field.origin, names);
                holder.setters.push(setter);
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
            .filter(|(_, field)| field.presence.is_required())
        {
            let ident = self.argument(field.ident.as_str(), "body", &at, names);
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
            return names.arguments.claim(&name, at, self.schemas.diagnostics);
        }
        names.arguments.claim(name, at, self.schemas.diagnostics)
    }

    /// Names a setter; a member of the body yields to a header, and both to a
    /// query parameter.
    fn setter(
        &mut self,
        field: &Field,
        place: usize,
        prefix: &str,
        at: &Pointer,
        names: &mut Names,
    ) -> Setter {
        // The field's own name, which is unique among its neighbours.
        let mut name = field.ident.as_str().to_owned();
        if names.setters.has(&name) {
            name = format!("{prefix}_{name}");
        }
        Setter {
            ident: names.setters.claim(&name, at, self.schemas.diagnostics),
            clear: None,
            field: place,
        }
    }

    /// Names the setters of a body's members: those that set before those that clear,
    /// so that the order of the members does not matter.
    fn body_setters(&mut self, fields: &[Field], at: &Pointer, names: &mut Names) -> Vec<Setter> {
        let optional = fields.iter().enumerate();
        let mut setters: Vec<Setter> = optional
            .filter(|(_, field)| !field.presence.is_required())
            .map(|(place, field)| self.setter(field, place, "body", at, names))
            .collect();
        for setter in &mut setters {
            let presence = fields.get(setter.field).map(|field| field.presence);
            if presence == Some(Presence::OptionalNullable) {
                let mut name = format!("clear_{}", setter.ident.as_str());
                if names.setters.has(&name) {
                    name = format!("clear_body_{}", setter.ident.as_str());
                }
                setter.clear = Some(names.setters.claim(&name, at, self.schemas.diagnostics));
            }
        }
        setters
    }

    /// The struct that a type is, where it is one.
    fn struct_of<'t>(&'t self, ty: &'t TypeRef) -> Option<&'t Struct> {
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
