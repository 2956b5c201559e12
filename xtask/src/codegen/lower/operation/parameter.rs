//! Parameters of paths, queries, headers and cookies.
//!
//! In: what a path and an operation declare. Out: [`PathParameter`]s
//! and [`Input`]s, each with its style. An operation's parameter replaces the
//! path's of the same name and place. A parameter of three headers that describe
//! the message itself is left out, as the specification demands. Deliberately
//! absent: what a style looks like, which is the runtime's business.

use openapiv3::{ParameterData, ParameterSchemaOrContent, ReferenceOr};

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::naming;
use crate::codegen::lower::naming::place;
use crate::codegen::lower::naming::{Case, NameRequest, Scope, spoken};
use crate::codegen::lower::operation::Operations;
use crate::codegen::lower::operation::media_type::{is_json, is_text};
use crate::codegen::lower::operation::style::style;
use crate::codegen::lower::schema::{LoweredSchema, literal};
use crate::codegen::model::{
    Docs, Field, Ident, Literal, Number, ParameterLocation, PathParameter, Presence, Shape, Style,
    TypeRef,
};
use crate::codegen::source::Pointer;

/// A parameter outside the path, and a value for the documentation.
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) field: Field,
    pub(crate) place: ParameterLocation,
    pub(crate) example: Option<Literal>,
}

/// What an operation takes outside its body.
#[derive(Debug, Default)]
pub(crate) struct Parameters {
    pub(crate) path: Vec<(PathParameter, Pointer)>,
    pub(crate) query: Vec<Input>,
    pub(crate) headers: Vec<Input>,
}

/// Headers that the specification takes out of a description's hands.
const LEFT_OUT: [&str; 3] = ["accept", "authorization", "content-type"];
/// Headers that say how a request is framed.
const FRAMING: [&str; 7] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "te",
    "transfer-encoding",
    "upgrade",
];

impl<'d> Operations<'d, '_> {
    /// Lowers the parameters of an operation. `name` is the operation's.
    pub(crate) fn parameters(
        &mut self,
        shared: (&'d [ReferenceOr<openapiv3::Parameter>], &Pointer),
        own: (&'d [ReferenceOr<openapiv3::Parameter>], &Pointer),
        name: &str,
    ) -> Parameters {
        let own = self.declared(own.0, own.1);
        let mut all = self.declared(shared.0, shared.1);
        all.retain(|(old, _)| !own.iter().any(|(new, _)| key(new) == key(old)));
        all.extend(own);
        let mut path = Vec::new();
        let (mut query, mut headers) = (Vec::new(), Vec::new());
        for (parameter, at) in all {
            let data = parameter.parameter_data_ref();
            let (lowered, style) = self.schema_of(parameter, &at, name);
            match parameter {
                openapiv3::Parameter::Path { .. } => {
                    let parameter = self.path_parameter(data, lowered, style, &at);
                    path.push((parameter, at));
                }
                openapiv3::Parameter::Query { .. } => {
                    query.push(Draft::new(
                        data,
                        lowered,
                        ParameterLocation::Query(style),
                        at,
                    ));
                }
                openapiv3::Parameter::Header { .. } if !self.is_settable(&data.name, &at) => {}
                openapiv3::Parameter::Header { .. } => {
                    headers.push(Draft::new(
                        data,
                        lowered,
                        ParameterLocation::Header(style),
                        at,
                    ));
                }
                openapiv3::Parameter::Cookie { .. } => {
                    headers.push(Draft::new(
                        data,
                        lowered,
                        ParameterLocation::Cookie(style),
                        at,
                    ));
                }
            }
        }
        Parameters {
            path,
            query: self.named(query),
            headers: self.named(headers),
        }
    }

    /// Names the fields of parameters that stand in one struct. A cookie yields to a
    /// header; else their order does not matter.
    fn named(&mut self, drafts: Vec<Draft<'_>>) -> Vec<Input> {
        let mut scope = Scope::new(Case::Snake, naming::FIELDS);
        let mut idents = Vec::with_capacity(drafts.len());
        for cookies in [false, true] {
            let is_cookie = |draft: &Draft<'_>| matches!(draft.place, ParameterLocation::Cookie(_));
            let chosen = drafts.iter().enumerate();
            let chosen = chosen.filter(|(_, draft)| is_cookie(draft) == cookies);
            let request = |(index, draft): (usize, &Draft<'_>)| {
                let mut name = spoken(draft.name);
                if cookies && scope.has(&name) {
                    name = format!("cookie_{}", draft.name);
                }
                (index, NameRequest::new(&name, &draft.at))
            };
            let (indices, requests): (Vec<usize>, Vec<NameRequest>) = chosen.map(request).unzip();
            let claimed = scope.claim_all(&requests, self.schemas.diagnostics);
            idents.extend(indices.into_iter().zip(claimed));
        }
        idents.sort_by_key(|(index, _)| *index);
        let named = drafts.into_iter().zip(idents);
        named
            .map(|(draft, (_, ident))| draft.named(ident))
            .collect()
    }

    /// Whether a header is for callers to set.
    fn is_settable(&mut self, name: &str, at: &Pointer) -> bool {
        let lower = name.to_ascii_lowercase();
        if LEFT_OUT.contains(&lower.as_str()) {
            self.schemas
                .diagnostics
                .report(
                    Code::IGNORED_HEADER_PARAMETER,
                    at,
                    format!("the parameter `{name}` is left out"),
                )
                .help("the specification says so: media types and security say it already");
            return false;
        }
        if FRAMING.contains(&lower.as_str()) {
            let message = format!("a parameter for the header `{name}` is not supported");
            self.schemas
                .diagnostics
                .report(Code::RESERVED_HEADER_PARAMETER, at, message)
                .help("the HTTP client sets it");
            return false;
        }
        true
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
            let Some((parameter, place)) = self.schemas.document.targets.resolve(reference, &at)
            else {
                continue;
            };
            if found.iter().any(|(other, _)| key(other) == key(parameter)) {
                let name = &parameter.parameter_data_ref().name;
                self.schemas.diagnostics.report(
                    Code::DUPLICATE_PARAMETER,
                    &at,
                    format!("the parameter `{name}` is declared twice"),
                );
                continue;
            }
            found.push((parameter, place));
        }
        found
    }

    /// The type of a parameter, and how it is written.
    fn schema_of(
        &mut self,
        parameter: &'d openapiv3::Parameter,
        at: &Pointer,
        name: &str,
    ) -> (LoweredSchema, Style) {
        let data = parameter.parameter_data_ref();
        let name = place::name(at, "parameter", &format!("{name}_{}", data.name));
        let mut style = style(parameter);
        let mut lowered = match &data.format {
            ParameterSchemaOrContent::Schema(_) => {
                let name = match place::is_component(at) {
                    true => name,
                    false if place::is_shared(at) => format!("{name}_{}", data.name),
                    false => name,
                };
                self.schemas.schema(&at.child("schema"), &name)
            }
            ParameterSchemaOrContent::Content(content) => {
                let at = at.child("content");
                match content.first() {
                    Some((media_type, media)) if is_json(media_type) => {
                        style = Style::Json;
                        let at = at.child(media_type).child("schema");
                        match &media.schema {
                            Some(_) => self.schemas.schema(&at, &name),
                            None => LoweredSchema::plain(TypeRef::Json),
                        }
                    }
                    Some((media_type, _)) if is_text(media_type) => LoweredSchema::text(),
                    _ => {
                        self.schemas
                            .diagnostics
                            .report(
                                Code::UNSUPPORTED_PARAMETER_CONTENT,
                                &at,
                                "a parameter with this media type is not supported",
                            )
                            .help("use `application/json`, or a `schema`");
                        LoweredSchema::text()
                    }
                }
            }
        };
        if data.description.is_some() {
            lowered.docs = Docs {
                summary: None,
                description: data.description.clone(),
            };
        }
        if data.deprecated == Some(true) {
            let docs = lowered.docs.description.get_or_insert_default();
            docs.push_str("\n\n**Deprecated** by the service.");
        }
        if data.example.is_some() {
            lowered.example = data.example.clone();
        }
        (lowered, style)
    }

    fn path_parameter(
        &mut self,
        data: &'d ParameterData,
        lowered: LoweredSchema,
        style: Style,
        at: &Pointer,
    ) -> PathParameter {
        let example = lowered.example.as_ref().map(literal);
        PathParameter {
            wire_name: data.name.clone(),
            // Its name as an argument is chosen with the method's others.
            ident: Scope::new(Case::Snake, naming::ARGUMENTS).claim(
                &spoken(&data.name),
                at,
                self.schemas.diagnostics,
            ),
            example: match (&lowered.ty, example) {
                (TypeRef::String, Some(example @ Literal::Text(_)))
                | (
                    TypeRef::I32 | TypeRef::I64,
                    Some(example @ Literal::Number(Number::Integer(_))),
                ) => example,
                (TypeRef::I32 | TypeRef::I64, _) => Literal::Number(Number::Integer(1)),
                (TypeRef::String, _) => Literal::Text(data.name.clone()),
                (ty, _) if self.is_enum(ty) => Literal::Text(data.name.clone()),
                _ => Literal::Json(String::new()),
            },
            ty: lowered.ty,
            style,
            constraints: lowered.constraints,
            docs: lowered.docs,
            origin: at.clone(),
        }
    }

    fn is_enum(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Named(id) => {
                matches!(self.schemas.shape(*id), Some(Shape::Enum(_)))
            }
            _ => false,
        }
    }
}

/// A parameter outside the path that has no name in Rust yet.
struct Draft<'d> {
    name: &'d str,
    required: bool,
    lowered: LoweredSchema,
    place: ParameterLocation,
    at: Pointer,
}

impl<'d> Draft<'d> {
    fn new(
        data: &'d ParameterData,
        lowered: LoweredSchema,
        place: ParameterLocation,
        at: Pointer,
    ) -> Self {
        Self {
            name: &data.name,
            required: data.required,
            lowered,
            place,
            at,
        }
    }

    fn named(self, ident: Ident) -> Input {
        let lowered = self.lowered;
        Input {
            field: Field {
                wire_name: self.name.to_owned(),
                ident,
                presence: Presence::new(self.required, false),
                ty: lowered.ty,
                constraints: lowered.constraints,
                docs: lowered.docs,
                default: lowered.default,
                annotations: lowered.annotations,
                origin: self.at,
            },
            place: self.place,
            example: lowered.example.as_ref().map(literal),
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
