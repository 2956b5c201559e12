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
use crate::suggest;

/// The rows of all files.
const ALL: [&[Code]; 4] = [
    text::CODES,
    objects::CODES,
    schemas::CODES,
    operations::CODES,
];

impl Code {
    /// Returns all codes, by name.
    pub fn all() -> Vec<Self> {
        let mut all = ALL.concat();
        all.sort();
        all
    }

    /// Returns whether it is about a text, or what is done with it, rather than about a part of a
    /// description.
    pub fn is_about_text(self) -> bool {
        text::CODES.contains(&self)
    }

    /// Returns the code of a name.
    ///
    /// # Errors
    ///
    /// A message with a guess, when there is none.
    pub fn named(name: &str) -> Result<Self, String> {
        let all = Self::all();
        if let Some(code) = all.iter().find(|code| code.name() == name) {
            return Ok(*code);
        }
        let guess = suggest::guess(name, all.iter().map(|code| code.name()));
        let help = guess.unwrap_or_else(|| "`cargo xtask explain` lists them".to_owned());
        Err(format!("there is no code `{name}`; {help}"))
    }
}

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
