//! Parameters of paths, queries, headers and cookies.
//!
//! In: what a path and an operation declare. Out: [`PathParameter`]s and [`Input`]s, each with
//! its style. An operation's parameter replaces the path's of the same name and place.
//! Deliberately absent: what a style looks like, which is the runtime's business.

use std::mem::{Discriminant, discriminant};

use openapiv3::{Parameter, ParameterData, ParameterSchemaOrContent, ReferenceOr};
use serde_yaml::Value;

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::framing::FRAMING;
use crate::codegen::lower::media_type::{is_json, is_text};
use crate::codegen::lower::naming::{self, Case, NameRequest, Scope, spoken};
use crate::codegen::lower::operation::style::{sendable, style};
use crate::codegen::lower::operation::{Operations, example, path_words};
use crate::codegen::lower::schema::LoweredSchema;
use crate::codegen::model::{
    Docs, Field, Literal, ParameterLocation, PathParameter, Presence, Shape, Style, TypeRef,
};
use crate::codegen::source::{Pointer, is_token, quoted};

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

impl Parameters {
    /// Whether one of them is a condition on which the service answers 304.
    pub(crate) fn are_conditional(&self) -> bool {
        let names = self.headers.iter().map(|input| &input.field.wire_name);
        names.into_iter().any(|name| {
            ["if-none-match", "if-modified-since"].contains(&name.to_ascii_lowercase().as_str())
        })
    }
}

/// Headers that the specification takes out of a description's hands.
const LEFT_OUT: [&str; 3] = ["accept", "authorization", "content-type"];
impl<'d> Operations<'d, '_> {
    /// Lowers the parameters of an operation. `name` is the operation's.
    pub(crate) fn parameters(
        &mut self,
        shared: (&'d [ReferenceOr<Parameter>], &Pointer),
        own: (&'d [ReferenceOr<Parameter>], &Pointer),
        name: &str,
    ) -> Parameters {
        let own = self.declared(own.0, own.1);
        let mut all = self.declared(shared.0, shared.1);
        all.retain(|(old, _)| !own.iter().any(|(new, _)| key(new) == key(old)));
        all.extend(own);
        all.retain(|(parameter, at)| self.has_usable_name(parameter, at));
        let mut path = Vec::new();
        let (mut query, mut headers) = (Vec::new(), Vec::new());
        for (parameter, at) in all {
            let data = parameter.parameter_data_ref();
            let (lowered, style) = self.schema_of(parameter, &at, name);
            let (drafts, place) = match parameter {
                Parameter::Path { .. } => {
                    path.push((self.path_parameter(data, lowered, style, &at), at));
                    continue;
                }
                Parameter::Header { .. } if !self.is_settable(&data.name, &at) => continue,
                Parameter::Query { .. } => (&mut query, ParameterLocation::Query(style)),
                Parameter::Header { .. } => (&mut headers, ParameterLocation::Header(style)),
                Parameter::Cookie { .. } => (&mut headers, ParameterLocation::Cookie(style)),
            };
            drafts.push(Draft {
                data,
                lowered,
                place,
                at,
            });
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
                let mut name = spoken(&draft.data.name);
                if cookies && scope.has(&name) {
                    name = format!("cookie_{}", draft.data.name);
                }
                (index, NameRequest::new(&name, &draft.at))
            };
            let (indices, requests): (Vec<usize>, Vec<NameRequest>) = chosen.map(request).unzip();
            let claimed = scope.claim_all(requests, self.schemas.diagnostics);
            idents.extend(indices.into_iter().zip(claimed));
        }
        idents.sort_by_key(|(index, _)| *index);
        let named = drafts.into_iter().zip(idents);
        let input = |(draft, (_, ident)): (Draft<'_>, _)| {
            let presence = Presence::new(draft.data.required, false);
            Input {
                example: draft.lowered.example.as_ref().map(Literal::from),
                field: sendable(draft.lowered, presence, &draft.place).field(
                    &draft.data.name,
                    ident,
                    presence,
                    draft.at,
                ),
                place: draft.place,
            }
        };
        named.map(input).collect()
    }

    /// Whether a header is for callers to set.
    fn is_settable(&mut self, name: &str, at: &Pointer) -> bool {
        let lower = name.to_ascii_lowercase();
        if LEFT_OUT.contains(&lower.as_str()) {
            let message = format!("the parameter `{name}` is left out");
            self.report(Code::IGNORED_HEADER_PARAMETER, at, message)
                .help("the specification says so: media types and security say it already");
            return false;
        }
        if FRAMING.contains(&lower.as_str()) {
            let message = format!("the parameter `{name}` is left out");
            self.report(Code::RESERVED_HEADER_PARAMETER, at, message)
                .help("the HTTP client sets this header");
            return false;
        }
        true
    }

    /// Whether a parameter can be sent under its name. One that can't and need not be is left out.
    fn has_usable_name(&mut self, parameter: &Parameter, at: &Pointer) -> bool {
        let ParameterData { name, required, .. } = parameter.parameter_data_ref();
        let (location, required) = match parameter {
            Parameter::Header { .. } => ("header", *required),
            Parameter::Cookie { .. } => ("cookie", *required),
            Parameter::Query { .. } => ("query", *required),
            Parameter::Path { .. } => ("path", true),
        };
        let is_usable = match location {
            "header" | "cookie" => is_token(name),
            _ => !name.is_empty(),
        };
        if !is_usable {
            let message = format!(
                "{} is not a name for a parameter in `{location}`",
                quoted(name)
            );
            let is_dangerous = name.contains(char::is_control);
            let (code, help) = if required || is_dangerous {
                let help = "an overlay can change it, or leave it out with `required: false`";
                (Code::INVALID_PARAMETER_NAME, help)
            } else {
                (Code::UNUSABLE_PARAMETER, "the parameter is left out")
            };
            self.report(code, &at.child("name"), message).help(help);
        }
        is_usable
    }

    /// Follows references. Of parameters that stand there twice, the last one is taken.
    fn declared(
        &mut self,
        list: &'d [ReferenceOr<Parameter>],
        at: &Pointer,
    ) -> Vec<(&'d Parameter, Pointer)> {
        let mut found: Vec<(&Parameter, Pointer)> = Vec::with_capacity(list.len());
        for (index, reference) in list.iter().enumerate() {
            let at = at.child("parameters").index(index);
            let targets = &self.schemas.document.targets;
            let Some((parameter, place)) = targets.resolve(reference, &at) else {
                continue;
            };
            let twin = found
                .iter_mut()
                .find(|(other, _)| key(other) == key(parameter));
            let Some(twin) = twin else {
                found.push((parameter, place));
                continue;
            };
            let raw = &self.schemas.document.raw;
            let says = |at: &Pointer| at.resolve(raw).map(effective);
            let (code, help) = if says(&twin.1) == says(&place) {
                (Code::DUPLICATE_PARAMETER, "it is read once")
            } else {
                let help = "an overlay can remove one of the two; lowered, this one is read";
                (Code::CONFLICTING_PARAMETERS, help)
            };
            *twin = (parameter, place);
            let name = quoted(&parameter.parameter_data_ref().name);
            let message = format!("the parameter {name} is declared twice");
            self.report(code, &at, message).help(help);
        }
        found
    }

    /// The type of a parameter, and how it is written.
    fn schema_of(
        &mut self,
        parameter: &'d Parameter,
        at: &Pointer,
        name: &str,
    ) -> (LoweredSchema, Style) {
        let data = parameter.parameter_data_ref();
        let tokens: Vec<_> = at.tokens().collect();
        // What all operations of a path share is not named after one of them.
        let name = match tokens.as_slice() {
            [_, path, parameters, ..] if parameters == "parameters" => {
                format!("{}_{}", path_words(path), data.name)
            }
            _ => format!("{name}_{}", data.name),
        };
        let mut style = self.with_array_format(style(parameter), at);
        let mut lowered = match &data.format {
            ParameterSchemaOrContent::Schema(_) => self.schemas.schema(&at.child("schema"), &name),
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
                        let message =
                            "a parameter of this media type is text that the caller writes";
                        self.report(Code::UNSUPPORTED_PARAMETER_CONTENT, &at, message)
                            .help("`application/json` and a `schema` are written here");
                        LoweredSchema::text()
                    }
                }
            }
        };
        self.check_style(&data.name, &lowered.ty, style, at);
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
        let example = lowered.example.as_ref().map(Literal::from);
        PathParameter {
            wire_name: data.name.clone(),
            // Its name as an argument is chosen with the method's others.
            ident: Scope::new(Case::Snake, naming::ARGUMENTS).claim(
                &spoken(&data.name),
                at,
                self.schemas.diagnostics,
            ),
            example: match (&lowered.ty, self.first_value(&lowered.ty)) {
                (ty @ (TypeRef::String | TypeRef::I32 | TypeRef::I64), _) => {
                    let format = lowered.annotations.format.as_deref();
                    example::of_type(ty, &data.name, &lowered.constraints, format, example)
                }
                (_, Some(value)) => Literal::Text(value),
                _ => Literal::Json(String::new()),
            },
            ty: lowered.ty,
            style,
            constraints: lowered.constraints,
            docs: lowered.docs,
            origin: at.clone(),
        }
    }

    /// The first value of an enum that a path can hold.
    fn first_value(&self, ty: &TypeRef) -> Option<String> {
        let TypeRef::Named(id) = ty else { return None };
        let Shape::Enum(def) = self.schemas.shape(*id)? else {
            return None;
        };
        let mut values = def.variants.iter().map(|variant| &variant.wire_name);
        values.find(|value| !value.is_empty()).cloned()
    }
}

/// A parameter outside the path that has no name in Rust yet.
struct Draft<'d> {
    data: &'d ParameterData,
    lowered: LoweredSchema,
    place: ParameterLocation,
    at: Pointer,
}

/// What makes two parameters the same one. Names of headers are alike in any case.
fn key(parameter: &Parameter) -> (String, Discriminant<Parameter>) {
    let name = &parameter.parameter_data_ref().name;
    let name = match parameter {
        Parameter::Header { .. } => name.to_ascii_lowercase(),
        _ => name.clone(),
    };
    (name, discriminant(parameter))
}

/// What a parameter says that matters to a request.
fn effective(parameter: &Value) -> Value {
    let mut effective = parameter.clone();
    if let Some(members) = effective.as_mapping_mut() {
        let is_told = |name: &str| matches!(name, "description" | "example" | "examples" | "name");
        members.retain(|name, _| {
            !name
                .as_str()
                .is_some_and(|name| is_told(name) || name.starts_with("x-"))
        });
    }
    effective
}
