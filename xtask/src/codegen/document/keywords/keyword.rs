//! A row of the tables.
//!
//! In: nothing. Out: what is known of a keyword, and a way to write it down in a line.
//! Deliberately absent: the rows.

use crate::codegen::document::Version;
use crate::codegen::document::keywords::{JsonType, ValueKind};

/// What the generator does with a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Support {
    /// It is followed.
    Full,
    /// It is read and has no effect, and this is why that is right: it is documentation,
    /// or a rule that the service checks anyway.
    Ignored(&'static str),
}

/// One keyword of one kind of object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keyword {
    pub(crate) name: &'static str,
    pub(crate) takes: ValueKind,
    /// The first version that knows it.
    pub(crate) since: Version,
    /// The last version that knows it.
    pub(crate) until: Version,
    /// The last version in which it must be there, if one demands it.
    required_until: Option<Version>,
    pub(crate) support: Support,
    /// The types of values that a keyword of a schema is about; nothing for all of them.
    pub(super) of: &'static [JsonType],
}

/// A keyword that all versions know, and none demands.
pub(super) const fn k(name: &'static str, takes: ValueKind) -> Keyword {
    Keyword {
        name,
        takes,
        since: Version::V3_0,
        until: Version::LATEST,
        required_until: None,
        support: Support::Full,
        of: &[],
    }
}

impl Keyword {
    pub(super) const fn since(self, since: Version) -> Self {
        Self { since, ..self }
    }

    pub(super) const fn until(self, until: Version) -> Self {
        Self { until, ..self }
    }

    pub(super) const fn required(self) -> Self {
        self.required_until(Version::LATEST)
    }

    pub(super) const fn required_until(self, last: Version) -> Self {
        Self {
            required_until: Some(last),
            ..self
        }
    }

    pub(super) const fn ignored(self, reason: &'static str) -> Self {
        Self {
            support: Support::Ignored(reason),
            ..self
        }
    }

    pub(super) const fn of(self, of: &'static [JsonType]) -> Self {
        Self { of, ..self }
    }

    /// Returns whether a version knows the keyword.
    pub(crate) fn is_known_in(&self, version: Version) -> bool {
        self.since <= version && version <= self.until
    }

    /// Returns whether a version demands the keyword.
    pub(crate) fn is_required_in(&self, version: Version) -> bool {
        self.required_until.is_some_and(|last| version <= last)
    }

    /// Returns whether the keyword is read and has no effect.
    pub(crate) fn is_ignored(&self) -> bool {
        matches!(self.support, Support::Ignored(_))
    }
}
