//! Null that stands by itself in an `allOf`.
//!
//! In: the parts of an `allOf`. Out: whether one of them says only that null is a value. By the letter
//! that allows nothing that the others do not; it is written to say that null is one more value.
//! Deliberately absent: null beside `allOf`, which is meant for the whole.

use crate::codegen::diagnostics::Code;
use crate::codegen::lower::schema::Schemas;
use crate::codegen::lower::schema::resolved::ResolvedSchema;
use crate::codegen::model::Constraints;

impl<'d> Schemas<'d> {
    /// Says whether null is meant for the whole, and leaves out what no other value can be.
    pub(super) fn null_alone(&mut self, parts: &mut [(usize, ResolvedSchema<'d>)]) -> bool {
        let (alone, others): (Vec<_>, Vec<_>) =
            parts.iter_mut().partition(|(_, part)| says_only_null(part));
        // Where there are no others, null by itself is all that is meant.
        if others.iter().all(|(_, part)| part.nullable == Some(true)) {
            return false;
        }
        let is_meant = !alone.is_empty();
        for (_, part) in alone {
            self.null_is_meant(part);
        }
        is_meant
    }

    /// Tells that null is meant for the whole, and leaves out that there is no other value.
    pub(in crate::codegen::lower::schema) fn null_is_meant(
        &mut self,
        part: &mut ResolvedSchema<'d>,
    ) {
        part.values = None;
        let message = "null by itself in `allOf` is read as null beside it";
        let help = "write `anyOf` with the type `null`, or `nullable: true` beside `allOf`";
        self.complain_once(Code::NULLABLE_BESIDE_REF, &part.at, message, help);
    }
}

/// Whether a schema that stands here, and is no reference, says of values only that null is one, and
/// perhaps a type.
pub(in crate::codegen::lower::schema) fn says_only_null(part: &ResolvedSchema<'_>) -> bool {
    let is_here = part.sources.is_empty();
    let without_values = ResolvedSchema {
        values: part.values.clone().filter(|values| !values.is_empty()),
        ..part.clone()
    };
    is_here
        && part.nullable == Some(true)
        && part.format.is_none()
        && part.constraints == Constraints::default()
        && without_values.is_remark()
}
