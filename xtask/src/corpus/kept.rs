//! What Cargo made of crates, kept from one run to the next.
//!
//! In: a crate by a number for all that it is made of. Out: what came of it when it was built, as
//! long as it is the same crate. Deliberately absent: builds that were stopped.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};

use super::Built;

/// Where results are kept.
pub(super) struct Kept(PathBuf);

impl Kept {
    /// Takes a folder for results.
    ///
    /// # Errors
    ///
    /// When there can't be one.
    pub(super) fn new(home: &Path) -> std::io::Result<Self> {
        fs::create_dir_all(home)?;
        Ok(Self(home.to_owned()))
    }

    /// Returns what came of a crate, if it was built as it is.
    pub(super) fn get(&self, name: &str, key: u64) -> Option<Built> {
        let text = fs::read_to_string(self.place(name)).ok()?;
        let all: Value = serde_json::from_str(&text).ok()?;
        let number = |member: &str| all.get(member)?.as_u64();
        let failure = match all.get("failure")? {
            Value::Null => None,
            failure => Some(failure.as_str()?.to_owned()),
        };
        (all.get("key")?.as_str()? == format!("{key:016x}")).then_some(())?;
        Some(Built {
            check: Duration::from_millis(number("check")?),
            doc: Duration::from_millis(number("doc")?),
            survived: usize::try_from(number("survived")?).ok()?,
            odd_examples: usize::try_from(number("odd_examples")?).ok()?,
            failure,
        })
    }

    /// Keeps what came of a crate.
    ///
    /// # Errors
    ///
    /// When that can't be written.
    pub(super) fn put(&self, name: &str, key: u64, built: &Built) -> std::io::Result<()> {
        let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        let text = json!({
            "key": format!("{key:016x}"),
            "check": millis(built.check),
            "doc": millis(built.doc),
            "survived": built.survived,
            "odd_examples": built.odd_examples,
            "failure": built.failure,
        });
        // A run may be stopped at any time.
        let beside = self.0.join(format!(".{name}"));
        fs::write(&beside, format!("{text}\n"))?;
        fs::rename(&beside, self.place(name))
    }

    fn place(&self, name: &str) -> PathBuf {
        self.0.join(format!("{name}.json"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_those_of_the_same_crate() {
        let home = tempfile::tempdir().unwrap();
        let kept = Kept::new(&home.path().join("results")).unwrap();
        assert_eq!(kept.get("a", 1), None);
        for failure in [None, Some("check: error".to_owned())] {
            let built = Built {
                check: Duration::from_millis(1_500),
                doc: Duration::from_millis(20),
                survived: 3,
                odd_examples: 4,
                failure,
            };
            kept.put("a", 1, &built).unwrap();
            assert_eq!(kept.get("a", 1), Some(built));
        }
        assert_eq!(kept.get("a", 2), None);
        assert_eq!(kept.get("b", 1), None);
        fs::write(home.path().join("results/a.json"), "{").unwrap();
        assert_eq!(kept.get("a", 1), None);
    }
}
