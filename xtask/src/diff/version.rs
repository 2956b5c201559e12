//! Versions, and what a step makes of them.

use std::fmt;

use super::Bump;

/// A version of a crate, `x.y.z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    major: u64,
    minor: u64,
    patch: u64,
}

impl Version {
    /// Reads `x.y.z`; nothing for all else. `x.y.z-pre` and `x.y.z+build` count as `x.y.z`:
    /// they are on the way to it, or the same.
    pub fn parse(text: &str) -> Option<Self> {
        let end = text.find(['-', '+']).unwrap_or(text.len());
        let (core, rest) = text.split_at(end);
        if rest.len() == 1 {
            return None;
        }
        let mut numbers = core.split('.').map(|number| {
            let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| number.parse::<u64>().ok()).flatten()
        });
        let version = Self {
            major: numbers.next()??,
            minor: numbers.next()??,
            patch: numbers.next()??,
        };
        numbers.next().is_none().then_some(version)
    }

    /// The least version that may follow after changes of this step.
    #[must_use]
    pub fn after(self, bump: Bump) -> Self {
        let Self {
            major,
            minor,
            patch,
        } = self;
        match (bump, major) {
            (Bump::Major, 1..) => Self {
                major: major + 1,
                minor: 0,
                patch: 0,
            },
            (Bump::Major, 0) | (Bump::Minor, 1..) => Self {
                major,
                minor: minor + 1,
                patch: 0,
            },
            (Bump::Minor, 0) | (Bump::Patch, _) => Self {
                major,
                minor,
                patch: patch + 1,
            },
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_those_of_cargo() {
        for (version, major, minor, patch) in [
            ("0.1.2", "0.2.0", "0.1.3", "0.1.3"),
            ("0.0.9", "0.1.0", "0.0.10", "0.0.10"),
            ("1.2.3", "2.0.0", "1.3.0", "1.2.4"),
        ] {
            let version = Version::parse(version).unwrap();
            assert_eq!(version.after(Bump::Major).to_string(), major);
            assert_eq!(version.after(Bump::Minor).to_string(), minor);
            assert_eq!(version.after(Bump::Patch).to_string(), patch);
        }
        for text in [
            "",
            "1",
            "1.2",
            "1.2.3.4",
            "1.2.x",
            "1..3",
            "+1.2.3",
            "1.2.3-",
            "1.2-pre.3",
        ] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
        let whole = Version::parse("1.2.3");
        for text in ["1.2.3-rc.1", "1.2.3+7", "1.2.3-rc.1+7"] {
            assert_eq!(Version::parse(text), whole, "{text}");
        }
    }
}
