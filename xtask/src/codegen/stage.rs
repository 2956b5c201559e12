//! Which stage a run is in, for whoever waits for it.
//!
//! In: a stage that begins. Out: the same, to another thread. Deliberately absent: how much of a
//! stage is done, since nobody knows how much there is.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The stages, in their order; with `--keep-going` some come again.
const STAGES: [&str; 5] = ["reading", "checking", "lowering", "printing", "writing"];

/// A stage of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Files become a value.
    Read,
    /// The value is compared with what OpenAPI allows.
    Check,
    /// Types and calls are decided.
    Lower,
    /// They are spelled in Rust.
    Print,
    /// The result goes to disk.
    Write,
}

/// The stage of one run. Copies are about the same run.
#[derive(Clone, Debug, Default)]
pub struct Stages(Arc<AtomicUsize>);

impl Stages {
    /// Notes that a stage begins.
    pub fn begin(&self, stage: Stage) {
        self.0.store(stage as usize, Ordering::Relaxed);
    }

    /// Returns what is being done.
    pub fn doing(&self) -> &'static str {
        let stage = self.0.load(Ordering::Relaxed);
        STAGES.get(stage).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_about_the_same_run() {
        let (stages, other) = (Stages::default(), Stages::default());
        let seen = stages.clone();
        assert_eq!(seen.doing(), "reading");
        for (stage, doing) in [
            (Stage::Lower, "lowering"),
            (Stage::Check, "checking"),
            (Stage::Write, "writing"),
        ] {
            stages.begin(stage);
            assert_eq!((seen.doing(), other.doing()), (doing, "reading"));
        }
    }
}
