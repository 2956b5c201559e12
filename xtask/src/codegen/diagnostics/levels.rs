//! How serious a complaint is, and what the user says about that.
//!
//! In: `--deny`, `--warn` and `--allow` for single codes, and `--deny-warnings`. Out: the
//! level of a code in this run. Deliberately absent: the levels that codes have by
//! themselves, which stand in the table.

use std::collections::BTreeMap;

use crate::codegen::diagnostics::code::{Code, Level};

/// The levels of all codes in a run.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    set: BTreeMap<Code, Level>,
    deny_warnings: bool,
}

impl Levels {
    /// Gives a code another level than the table does.
    ///
    /// # Errors
    ///
    /// When that would lower a code that can't be lowered.
    pub fn set(&mut self, code: Code, level: Level) -> Result<(), String> {
        if let (Level::Warn | Level::Allow, Some(obstacle)) = (level, code.policy().obstacle()) {
            let name = code.name();
            return Err(format!("`{name}` is always an error: {obstacle}"));
        }
        self.set.insert(code, level);
        Ok(())
    }

    /// Makes errors of all that would be warnings.
    pub fn deny_warnings(&mut self) {
        self.deny_warnings = true;
    }

    /// Returns the same levels, in which warnings are warnings, and whether they were errors.
    pub(crate) fn without_denied_warnings(&self) -> (Self, bool) {
        let levels = Self {
            deny_warnings: false,
            ..self.clone()
        };
        (levels, self.deny_warnings)
    }

    /// Returns the level of a code.
    pub fn of(&self, code: Code) -> Level {
        let set = self.set.get(&code).copied();
        match set.unwrap_or(code.policy().level()) {
            Level::Warn if self.deny_warnings => Level::Deny,
            level => level,
        }
    }
}
