//! What kinds of complaints there are.
//!
//! In: nothing. Out: [`Code`], a row of the one table, with all that is known of a kind.
//! A code is the grain at which users say what they accept, as lints are in rustc: several
//! messages may have one code. Deliberately absent: which level a user gave a code, see
//! `levels`; and the rows, which stand in `table`.

use std::fmt;

/// How serious a complaint is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// An error: nothing is written.
    Deny,
    /// A warning: it is read in a way that the author may not expect.
    Warn,
    /// It is not shown, but stands in the report.
    Allow,
}

impl Level {
    /// Returns the word for a setting.
    pub fn word(self) -> &'static str {
        match self {
            Self::Deny => "deny",
            Self::Warn => "warn",
            Self::Allow => "allow",
        }
    }

    /// Returns the word before a message.
    pub(super) fn severity(self) -> &'static str {
        match self {
            Self::Deny => "error",
            Self::Warn | Self::Allow => "warning",
        }
    }
}

/// A kind of complaint.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code(pub(super) &'static Row);

/// A row of the table.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    /// The name, in kebab-case, which tells a code from all others.
    pub(super) name: &'static str,
    pub(super) policy: Policy,
    /// What is wrong, and why it has its level.
    pub(super) reason: &'static str,
    pub(super) example: Example,
}

/// The level that a code has unless the user says otherwise, and whether the user may lower
/// it. One word, so that a row is changed in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Policy {
    /// Always an error: it is dangerous, or nothing sensible could be generated.
    Fixed,
    /// An error that can't be lowered yet, because the generator has no other reading.
    Strict,
    /// An error that can be lowered.
    Deny,
    /// A warning.
    Warn,
    /// Only in the report.
    Allow,
}

/// What brings a complaint. A test makes sure that it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Example {
    /// Members of a description; `openapi`, `info` and `paths` are those of a minimal one
    /// where they are left out.
    Part(&'static str),
    /// A whole text.
    Whole(&'static str),
    /// Something that no single text shows, in words.
    Words(&'static str),
}

impl Code {
    /// Returns the name.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// Returns what is wrong, and why it has its level.
    pub fn reason(self) -> &'static str {
        self.0.reason
    }

    /// Returns what brings it.
    pub fn example(self) -> Example {
        self.0.example
    }

    /// Returns its level, and whether that may be lowered.
    pub fn policy(self) -> Policy {
        self.0.policy
    }
}

impl Policy {
    /// Returns the level unless the user says otherwise.
    pub fn level(self) -> Level {
        match self {
            Self::Fixed | Self::Strict | Self::Deny => Level::Deny,
            Self::Warn => Level::Warn,
            Self::Allow => Level::Allow,
        }
    }

    /// Returns why the level can't be lowered, if it can't.
    pub fn obstacle(self) -> Option<&'static str> {
        match self {
            Self::Fixed => Some("it is dangerous, or nothing sensible could be generated"),
            Self::Strict => Some("the generator has no other reading of it yet"),
            Self::Deny | Self::Warn | Self::Allow => None,
        }
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
