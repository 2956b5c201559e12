//! The table of all codes.
//!
//! In: nothing. Out: for each code its name, its level, the reason and an example, in
//! files by what is complained about. A row reads: constant, name, policy, reason, and
//! the form of the example with its text. Names use the terms of OpenAPI and JSON Schema.
//! Deliberately absent: messages, which belong to the places that complain.

mod objects;
mod operations;
mod schemas;
mod text;

use crate::codegen::diagnostics::code::Code;

/// The rows of all files.
pub(super) const ALL: [&[Code]; 4] = [
    text::CODES,
    objects::CODES,
    schemas::CODES,
    operations::CODES,
];

/// Makes a constant of each row, and the list of them.
macro_rules! codes {
    ($($constant:ident $name:literal $policy:ident: $reason:literal, $form:ident $example:literal;)*) => {
        use crate::codegen::diagnostics::code::{Code, Example, Policy, Row};

        impl Code {
            $(pub const $constant: Self = Self(&Row {
                name: $name,
                policy: Policy::$policy,
                reason: $reason,
                example: Example::$form($example),
            });)*
        }

        pub(super) const CODES: &[Code] = &[$(Code::$constant),*];
    };
}
use codes;
