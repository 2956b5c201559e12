//! How parameters are written, with the defaults of the specification.
//!
//! In: the style and `explode` of a parameter. Out: a [`Style`], and what can be sent in it.
//! Deliberately absent: what a style looks like, which is the runtime's business.

use openapiv3::{PathStyle, QueryStyle};

use crate::codegen::lower::schema::LoweredSchema;
use crate::codegen::model::{
    ArrayFormat, Constraints, Literal, Number, ParameterLocation, Presence, Style, TypeRef,
};

/// The style of a parameter, with the defaults of the specification. Lists and
/// members with spaces or pipes have no exploded form; what is meant is that of
/// `form`. `deepObject` is exploded, whatever the description says.
pub(crate) fn style(parameter: &openapiv3::Parameter) -> Style {
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
pub(crate) fn query_style(style: &QueryStyle, explode: Option<bool>, reserved: bool) -> Style {
    match (style, explode) {
        (QueryStyle::DeepObject, _) => Style::DeepObject(ArrayFormat::Indices),
        (QueryStyle::SpaceDelimited, None | Some(false)) => Style::SpaceDelimited,
        (QueryStyle::PipeDelimited, None | Some(false)) => Style::PipeDelimited,
        (_, explode) => Style::Form {
            explode: explode.unwrap_or(true),
            reserved,
        },
    }
}

/// A list that has to be there has an item: there is no other way to send it.
pub(crate) fn sendable(
    mut lowered: LoweredSchema,
    presence: Presence,
    place: &ParameterLocation,
) -> LoweredSchema {
    let is_json = matches!(
        place,
        ParameterLocation::Query(Style::Json)
            | ParameterLocation::Header(Style::Json)
            | ParameterLocation::Cookie(Style::Json)
    );
    if presence.is_required() && matches!(lowered.ty, TypeRef::List(_)) && !is_json {
        let one = |keyword| (keyword == "minItems").then_some(Literal::Number(Number::Integer(1)));
        lowered.constraints = lowered.constraints.and(Constraints::read(false, one));
    }
    lowered
}
