//! Parameters of paths and queries.
//!
//! Comes in: what a path and an operation declare. Goes out: [`PathParameter`]s
//! and query [`Field`]s. An operation's parameter replaces the path's of the
//! same name and place. Deliberately absent: header and cookie parameters and
//! the rarer styles, which are refused by name.

use openapiv3::{ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr};

use super::Lowering;
use super::names::{self, Case, Scope};
use super::object::presence;
use super::schema::{Typed, borrow, literal};
use crate::codegen::document::pointer::Pointer;
use crate::codegen::model::{Docs, Field, Literal, Number, PathParameter, Shape, TypeRef};

/// A query parameter and a value for the documentation.
#[derive(Debug)]
pub(super) struct QueryParameter {
    pub(super) field: Field,
    pub(super) example: Option<Literal>,
    pub(super) at: Pointer,
}

/// What an operation takes outside its body.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    pub(super) path: Vec<(PathParameter, Pointer)>,
    pub(super) query: Vec<QueryParameter>,
}

impl<'d> Lowering<'d> {
    /// Lowers the parameters of an operation. `name` is the operation's.
    pub(super) fn parameters(
        &mut self,
        shared: (&'d [ReferenceOr<openapiv3::Parameter>], &Pointer),
        own: (&'d [ReferenceOr<openapiv3::Parameter>], &Pointer),
        name: &str,
    ) -> Parameters {
        let own = self.declared(own.0, own.1);
        let mut all = self.declared(shared.0, shared.1);
        all.retain(|(old, _)| !own.iter().any(|(new, _)| key(new) == key(old)));
        all.extend(own);
        let mut query_names = Scope::new(Case::Snake, names::FIELDS);
        let mut parameters = Parameters::default();
        for (parameter, at) in all {
            let data = parameter.parameter_data_ref();
            match parameter {
                openapiv3::Parameter::Path { style, .. } => {
                    if *style != PathStyle::Simple {
                        self.unsupported(
                            &at.child("style"),
                            "this style of a path parameter",
                            "use `style: simple`",
                        );
                    }
                    let parameter = self.path_parameter(data, &at, name);
                    parameters.path.push((parameter, at));
                }
                openapiv3::Parameter::Query { style, .. } => {
                    if *style != QueryStyle::Form {
                        self.unsupported(
                            &at.child("style"),
                            "this style of a query parameter",
                            "use `style: form`",
                        );
                    }
                    let ident = query_names.claim(&data.name, &at, self.diagnostics);
                    let (field, example) = self.query_parameter(data, &at, name, ident);
                    parameters.query.push(QueryParameter { field, example, at });
                }
                openapiv3::Parameter::Header { .. } => {
                    self.unsupported(
                        &at,
                        "a header parameter",
                        "callers can add headers to a call with `with_header`",
                    );
                }
                openapiv3::Parameter::Cookie { .. } => {
                    self.unsupported(
                        &at,
                        "a cookie parameter",
                        "callers can add headers to a call with `with_header`",
                    );
                }
            }
        }
        parameters
    }

    /// Follows references; the same parameter declared twice is an error.
    fn declared(
        &mut self,
        list: &'d [ReferenceOr<openapiv3::Parameter>],
        at: &Pointer,
    ) -> Vec<(&'d openapiv3::Parameter, Pointer)> {
        let mut found: Vec<(&openapiv3::Parameter, Pointer)> = Vec::with_capacity(list.len());
        for (index, reference) in list.iter().enumerate() {
            let at = at.child("parameters").index(index);
            let Some((parameter, place)) = self.resolve(reference, &at) else {
                continue;
            };
            if found.iter().any(|(other, _)| key(other) == key(parameter)) {
                let name = &parameter.parameter_data_ref().name;
                self.diagnostics
                    .error(&at, format!("the parameter `{name}` is declared twice"));
                continue;
            }
            found.push((parameter, place));
        }
        found
    }

    fn typed(&mut self, data: &'d ParameterData, at: &Pointer, name: &str) -> Typed {
        let mut typed = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => self.schema(
                borrow(schema),
                &at.child("schema"),
                &format!("{name}_{}", data.name),
            ),
            ParameterSchemaOrContent::Content(_) => {
                self.unsupported(
                    &at.child("content"),
                    "a parameter with `content`",
                    "use `schema`",
                );
                Typed::text()
            }
        };
        if data.description.is_some() {
            typed.docs = Docs {
                summary: None,
                description: data.description.clone(),
            };
        }
        if data.example.is_some() {
            typed.example = data.example.clone();
        }
        typed
    }

    fn path_parameter(
        &mut self,
        data: &'d ParameterData,
        at: &Pointer,
        name: &str,
    ) -> PathParameter {
        let typed = self.typed(data, at, name);
        if !matches!(typed.ty, TypeRef::String | TypeRef::I32 | TypeRef::I64)
            && !self.is_enum(&typed.ty)
        {
            self.unsupported(
                at,
                "a path parameter of this type",
                "use a string, an integer or an enum of strings",
            );
        }
        let example = typed.example.as_ref().map(literal);
        PathParameter {
            wire_name: data.name.clone(),
            // Its name as an argument is chosen with the method's others.
            ident: Scope::new(Case::Snake, names::ARGUMENTS).claim(
                &data.name,
                at,
                self.diagnostics,
            ),
            example: match (&typed.ty, example) {
                (TypeRef::String, Some(example @ Literal::Text(_)))
                | (TypeRef::I32 | TypeRef::I64, Some(example @ Literal::Number(_))) => example,
                (TypeRef::I32 | TypeRef::I64, _) => Literal::Number(Number::Integer(1)),
                _ => Literal::Text(data.name.clone()),
            },
            ty: typed.ty,
            rule: typed.rule,
            docs: typed.docs,
        }
    }

    fn query_parameter(
        &mut self,
        data: &'d ParameterData,
        at: &Pointer,
        name: &str,
        ident: crate::codegen::model::Ident,
    ) -> (Field, Option<Literal>) {
        let typed = self.typed(data, at, name);
        let item = match &typed.ty {
            TypeRef::List(item) => {
                if data.explode == Some(false) {
                    self.unsupported(
                        &at.child("explode"),
                        "an array in one query value",
                        "leave `explode` out, or true",
                    );
                }
                item
            }
            other => other,
        };
        if !self.is_scalar(item) {
            self.unsupported(
                at,
                "a query parameter of this type",
                "use a string, a number, a boolean, an enum of strings, or an array of these",
            );
        }
        let example = typed.example.as_ref().map(literal);
        let field = Field {
            wire_name: data.name.clone(),
            ident,
            presence: presence(data.required, false),
            ty: typed.ty,
            rule: typed.rule,
            docs: typed.docs,
            default: typed.default,
            notes: typed.notes,
        };
        (field, example)
    }

    fn is_enum(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Named(id) => {
                matches!(self.types.get(id.0), Some(Some(def)) if matches!(def.shape, Shape::Enum(_)))
            }
            _ => false,
        }
    }

    /// Whether a value is one text on the wire.
    fn is_scalar(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Bool
            | TypeRef::I32
            | TypeRef::I64
            | TypeRef::U32
            | TypeRef::U64
            | TypeRef::F32
            | TypeRef::F64
            | TypeRef::String => true,
            TypeRef::Named(id) => match self.types.get(id.0) {
                Some(Some(def)) => match &def.shape {
                    Shape::Enum(_) => true,
                    Shape::Alias(alias) => self.is_scalar(&alias.ty),
                    Shape::Struct(_) | Shape::Values(_) | Shape::Union(_) => false,
                },
                _ => false,
            },
            TypeRef::Json
            | TypeRef::List(_)
            | TypeRef::Map(_)
            | TypeRef::Nullable(_)
            | TypeRef::Boxed(_) => false,
        }
    }
}

/// What makes two parameters the same one.
fn key(parameter: &openapiv3::Parameter) -> (&str, u8) {
    let place = match parameter {
        openapiv3::Parameter::Query { .. } => 0,
        openapiv3::Parameter::Header { .. } => 1,
        openapiv3::Parameter::Path { .. } => 2,
        openapiv3::Parameter::Cookie { .. } => 3,
    };
    (&parameter.parameter_data_ref().name, place)
}
