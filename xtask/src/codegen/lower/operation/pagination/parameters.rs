//! What `x-pagination` says of parameters, held against what the operation
//! declares: they exist, and a walk's page size is one that they take.

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::operation::{Operations, pagination::Declared, parameter::Input};
use crate::codegen::model::Number;
use crate::codegen::source::Pointer;

impl Operations<'_, '_> {
    pub(super) fn check_parameters(&mut self, declared: &Declared, at: &Pointer, query: &[Input]) {
        let mut names = Vec::new();
        if let Some(cursor) = &declared.cursor {
            names.push(("cursor", "parameter", &cursor.parameter));
            names.push(("cursor", "size", &cursor.size));
        }
        if let Some(offset) = &declared.offset {
            names.push(("offset", "page", &offset.page));
            names.push(("offset", "size", &offset.size));
            let totals = offset.totals.iter();
            names.extend(totals.map(|totals| ("offset", "totals", totals)));
        }
        for (section, key, name) in names {
            if parameter(query, name).is_none() {
                let message = format!("`{name}` is not a query parameter of this operation");
                let at = at.child(section).child(key);
                self.report(Code::MISMATCHED_PAGINATION, &at, message)
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
            let limit = |keyword| parameter(query, name)?.field.constraints.get(keyword);
            let outside = limit("minimum").is_some_and(|least| less(size, least))
                || limit("maximum").is_some_and(|most| less(most, size));
            if declared.page_size == 0 || outside {
                let message = format!("{} is not a value of `{name}`", declared.page_size);
                self.report(Code::MISMATCHED_PAGINATION, &at.child("pageSize"), message)
                    .help("stay within the limits of the parameter");
            }
        }
    }
}

fn parameter<'p>(query: &'p [Input], name: &str) -> Option<&'p Input> {
    let mut query = query.iter();
    query.find(|parameter| parameter.field.wire_name == *name)
}

/// Whether one number is below another; numbers of two kinds are not compared.
fn less(one: Number, other: Number) -> bool {
    match (one, other) {
        (Number::Integer(one), Number::Integer(other)) => one < other,
        _ => false,
    }
}
