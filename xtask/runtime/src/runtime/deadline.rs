//! How long something may take, and waiting no longer than that.
//!
//! In: a length of time and what it is for. Out: an error when it has passed. Deliberately absent:
//! how long is right, which callers know.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use super::error::{Error, Result};

/// The end of the time that something may take; none when it lies beyond what a clock can tell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    at: Option<Instant>,
    limit: Duration,
    of: &'static str,
}

impl Deadline {
    pub(crate) fn after(limit: Duration, of: &'static str) -> Self {
        Self {
            at: Instant::now().checked_add(limit),
            limit,
            of,
        }
    }

    /// Returns whichever comes first.
    pub(crate) fn or(self, other: Self) -> Self {
        match (self.at, other.at) {
            (Some(one), Some(two)) if two < one => other,
            (None, Some(_)) => other,
            _ => self,
        }
    }

    /// Returns how much time is left; [`Duration::MAX`] stands for no end.
    pub(crate) fn left(self) -> Duration {
        self.at.map_or(Duration::MAX, |end| {
            end.saturating_duration_since(Instant::now())
        })
    }

    pub(crate) fn is_over(self) -> bool {
        self.left().is_zero()
    }

    /// Waits for a future, but not beyond the end, and does not begin with it after the end.
    pub(crate) async fn wait<F: Future>(self, future: F) -> Result<F::Output> {
        match self.at {
            Some(_) if self.is_over() => Err(self.passed()),
            Some(end) => timeout_at(end, future).await.map_err(|_| self.passed()),
            None => Ok(future.await),
        }
    }

    pub(crate) fn passed(self) -> Error {
        let (limit, of) = (self.limit, self.of);
        Error::timeout(format!(
            "no complete reply came within the {limit:?} of {of}"
        ))
    }
}
