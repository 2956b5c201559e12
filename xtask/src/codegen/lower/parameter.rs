//! Parameters of paths, queries, headers and cookies.
//!
//! Comes in: what a path and an operation declare. Goes out: [`PathParameter`]s
//! and [`Input`]s, each with its style. An operation's parameter replaces the
//! path's of the same name and place. A parameter of three headers that describe
//! the message itself is left out, as the specification demands. Deliberately
//! absent: what a style looks like, which is the runtime's business.

use openapiv3::{
    ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr, Schema,
};

use super::names::{self, Case, Scope, cased};
use super::object::presence;
use super::response::{is_json, is_text};
use super::schema::{Typed, borrow, literal};
use super::{Lowering, place};
use crate::codegen::document::pointer::Pointer;
use crate::codegen::model::{
    Docs, Field, Ident, Literal, Number, PathParameter, Place, Shape, Style, TypeRef,
};

/// A parameter outside the path, and a value for the documentation.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) field: Field,
    pub(super) place: Place,
    pub(super) example: Option<Literal>,
}

/// What an operation takes outside its body.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    pub(super) path: Vec<(PathParameter, Pointer)>,
    pub(super) query: Vec<Input>,
    pub(super) headers: Vec<Input>,
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
        let mut header_names = Scope::new(Case::Snake, names::FIELDS);
        let mut parameters = Parameters::default();
        for (parameter, at) in all {
            let data = parameter.parameter_data_ref();
            let (typed, style) = self.typed(parameter, &at, name);
            match parameter {
                openapiv3::Parameter::Path { .. } => {
                    let parameter = self.path_parameter(data, typed, style, &at);
                    parameters.path.push((parameter, at));
                }
                openapiv3::Parameter::Query { .. } => {
                    let ident = query_names.claim(&spoken(&data.name), &at, self.diagnostics);
                    let input = input(data, typed, Place::Query(style), (ident, at));
                    parameters.query.push(input);
                }
                openapiv3::Parameter::Header { .. } if !self.is_settable(&data.name, &at) => {}
                openapiv3::Parameter::Header { .. } | openapiv3::Parameter::Cookie { .. } => {
                    let place = match parameter {
                        openapiv3::Parameter::Header { .. } => Place::Header(style),
                        _ => Place::Cookie(style),
                    };
                    let taken = header_names.has(&spoken(&data.name));
                    let name = match (&place, taken) {
                        (Place::Cookie(_), true) => format!("cookie_{}", data.name),
                        _ => spoken(&data.name),
                    };
                    let ident = header_names.claim(&name, &at, self.diagnostics);
                    parameters
                        .headers
                        .push(input(data, typed, place, (ident, at)));
                }
            }
        }
        parameters
    }

    /// Whether a header is for callers to set.
    fn is_settable(&mut self, name: &str, at: &Pointer) -> bool {
        let lower = name.to_ascii_lowercase();
        if LEFT_OUT.contains(&lower.as_str()) {
            self.diagnostics
                .warning(at, format!("the parameter `{name}` is left out"))
                .help("the specification says so: media types and security say it already");
            return false;
        }
        if FRAMING.contains(&lower.as_str()) {
            self.unsupported(
                at,
                &format!("a parameter for the header `{name}`"),
                "the HTTP client sets it",
            );
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

    /// The type of a parameter, and how it is written.
    fn typed(
        &mut self,
        parameter: &'d openapiv3::Parameter,
        at: &Pointer,
        name: &str,
    ) -> (Typed, Style) {
        let data = parameter.parameter_data_ref();
        let name = place::name(at, "parameter", &format!("{name}_{}", data.name));
        let mut style = style(parameter);
        let mut typed = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => {
                let name = match place::is_component(at) {
                    true => name,
                    false if place::is_shared(at) => format!("{name}_{}", data.name),
                    false => name,
                };
                self.once(schema, &at.child("schema"), &name)
            }
            ParameterSchemaOrContent::Content(content) => {
                let at = at.child("content");
                match content.first() {
                    Some((media_type, media)) if is_json(media_type) => {
                        style = Style::Json;
                        let at = at.child(media_type).child("schema");
                        match &media.schema {
                            Some(schema) => self.once(schema, &at, &name),
                            None => Typed::plain(TypeRef::Json),
                        }
                    }
                    Some((media_type, _)) if is_text(media_type) => Typed::text(),
                    _ => {
                        self.unsupported(
                            &at,
                            "a parameter with this media type",
                            "use `application/json`, or a `schema`",
                        );
                        Typed::text()
                    }
                }
            }
        };
        if data.description.is_some() {
            typed.docs = Docs {
                summary: None,
                description: data.description.clone(),
            };
        }
        if data.deprecated == Some(true) {
            let docs = typed.docs.description.get_or_insert_default();
            docs.push_str("\n\n**Deprecated** by the service.");
        }
        if data.example.is_some() {
            typed.example = data.example.clone();
        }
        (typed, style)
    }

    /// Lowers a schema in its place, which several operations may share: the
    /// types that it defines in passing are made once.
    pub(super) fn once(
        &mut self,
        schema: &'d ReferenceOr<Schema>,
        at: &Pointer,
        name: &str,
    ) -> Typed {
        if let Some(known) = self.placed.get(at) {
            return known.clone();
        }
        let typed = self.schema(borrow(schema), at, name);
        self.placed.insert(at.clone(), typed.clone());
        typed
    }

    fn path_parameter(
        &mut self,
        data: &'d ParameterData,
        typed: Typed,
        style: Style,
        at: &Pointer,
    ) -> PathParameter {
        let example = typed.example.as_ref().map(literal);
        PathParameter {
            wire_name: data.name.clone(),
            // Its name as an argument is chosen with the method's others.
            ident: Scope::new(Case::Snake, names::ARGUMENTS).claim(
                &spoken(&data.name),
                at,
                self.diagnostics,
            ),
            example: match (&typed.ty, example) {
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
            ty: typed.ty,
            style,
            rule: typed.rule,
            docs: typed.docs,
            origin: at.clone(),
        }
    }

    fn is_enum(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Named(id) => {
                matches!(self.types.get(id.0), Some(Some(def)) if matches!(def.shape, Shape::Enum(_)))
            }
            _ => false,
        }
    }
}

fn input(data: &ParameterData, typed: Typed, place: Place, (ident, at): (Ident, Pointer)) -> Input {
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
        origin: at,
    };
    Input {
        field,
        place,
        example,
    }
}

/// The style of a parameter, with the defaults of the specification. Lists and
/// members with spaces or pipes have no exploded form; what is meant is that of
/// `form`. `deepObject` is exploded, whatever the description says.
fn style(parameter: &openapiv3::Parameter) -> Style {
    let explode = parameter.parameter_data_ref().explode;
    match parameter {
        openapiv3::Parameter::Path { style, .. } => {
            let explode = explode.unwrap_or(false);
            match style {
                PathStyle::Simple => Style::Simple { explode },
                PathStyle::Label => Style::Label { explode },
                PathStyle::Matrix => Style::Matrix { explode },
            }
        }
        openapiv3::Parameter::Query {
            style,
            allow_reserved,
            ..
        } => query_style(style, explode, *allow_reserved),
        openapiv3::Parameter::Header { .. } => Style::Simple {
            explode: explode.unwrap_or(false),
        },
        openapiv3::Parameter::Cookie { .. } => Style::Form {
            explode: explode.unwrap_or(true),
            reserved: false,
        },
    }
}

/// The style of a query parameter, or of a member of a form.
pub(super) fn query_style(style: &QueryStyle, explode: Option<bool>, reserved: bool) -> Style {
    match (style, explode) {
        (QueryStyle::DeepObject, _) => Style::Deep,
        (QueryStyle::SpaceDelimited, None | Some(false)) => Style::Spaces,
        (QueryStyle::PipeDelimited, None | Some(false)) => Style::Pipes,
        (_, explode) => Style::Form {
            explode: explode.unwrap_or(true),
            reserved,
        },
    }
}

/// A name in which the signs that tell it from its neighbours are words:
/// `StartTime<` and `StartTime>` are two parameters. Of a name that has nothing but
/// signs, all of them are words.
pub(super) fn spoken(name: &str) -> String {
    if cased(name, Case::Snake).is_some() {
        return name.replace('<', "_less").replace('>', "_greater");
    }
    let word = |sign: char| SIGNS.iter().find(|(known, _)| *known == sign);
    let words = name.chars().filter_map(word).map(|(_, word)| *word);
    let spoken: Vec<&str> = words.collect();
    if spoken.len() == name.chars().count() {
        spoken.join("_")
    } else {
        name.to_owned()
    }
}

const SIGNS: [(char, &str); 18] = [
    ('!', "bang"),
    ('#', "hash"),
    ('$', "dollar"),
    ('%', "percent"),
    ('&', "and"),
    ('*', "star"),
    ('+', "plus"),
    ('-', "minus"),
    ('.', "dot"),
    ('/', "slash"),
    (':', "colon"),
    ('<', "less"),
    ('=', "equals"),
    ('>', "greater"),
    ('?', "question"),
    ('@', "at"),
    ('_', "underscore"),
    ('~', "tilde"),
];

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
