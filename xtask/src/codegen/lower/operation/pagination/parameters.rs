//! What `x-pagination` says of parameters, held against what the operation
//! declares: they exist, and a walk's page size is one that they take.

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::operation::Operations;
use crate::codegen::lower::operation::pagination::Declared;
use crate::codegen::lower::operation::parameter::Input;
use crate::codegen::model::Number;
use crate::codegen::source::Pointer;

impl Operations<'_, '_> {
    pub(super) fn check_parameters(&mut self, declared: &Declared, at: &Pointer, query: &[Input]) {
        let cursor = declared.cursor.iter().flat_map(|cursor| {
            [
                ("cursor", "parameter", &cursor.parameter),
                ("cursor", "size", &cursor.size),
            ]
        });
        let offset = declared.offset.iter().flat_map(|offset| {
            [
                ("offset", "page", &offset.page),
                ("offset", "size", &offset.size),
            ]
            .into_iter()
            .chain(
                offset
                    .totals
                    .iter()
                    .map(|totals| ("offset", "totals", totals)),
            )
        });
        for (way, key, name) in cursor.chain(offset) {
            if !query
                .iter()
                .any(|parameter| parameter.field.wire_name == *name)
            {
                self.schemas
                    .diagnostics
                    .report(
                        Code::MISMATCHED_PAGINATION,
                        &at.child(way).child(key),
                        format!("`{name}` is not a query parameter of this operation"),
                    )
                    .help("declare it under `parameters`, or correct the name");
            }
        }
    }

    /// A walk sets the page size itself, so it is held to the parameters' limits here.
    pub(super) fn check_page_size(&mut self, declared: &Declared, at: &Pointer, query: &[Input]) {
        let cursor = declared.cursor.iter().map(|cursor| &cursor.size);
        let offset = declared.offset.iter().map(|offset| &offset.size);
        let size = Number::Integer(i128::from(declared.page_size));
        for name in cursor.chain(offset) {
            let constraints = query
                .iter()
                .find(|parameter| parameter.field.wire_name == *name)
                .map(|parameter| &parameter.field.constraints);
            let (least, most) = constraints.map_or((None, None), |constraints| {
                (constraints.get("minimum"), constraints.get("maximum"))
            });
            let outside = least.is_some_and(|least| less(size, least))
                || most.is_some_and(|most| less(most, size));
            if declared.page_size == 0 || outside {
                self.schemas
                    .diagnostics
                    .report(
                        Code::MISMATCHED_PAGINATION,
                        &at.child("pageSize"),
                        format!("{} is not a value of `{name}`", declared.page_size),
                    )
                    .help("stay within the limits of the parameter");
            }
        }
    }
}

/// Whether one number is below another; numbers of two kinds are not compared.
fn less(one: Number, other: Number) -> bool {
    match (one, other) {
        (Number::Integer(one), Number::Integer(other)) => one < other,
        _ => false,
    }
}
