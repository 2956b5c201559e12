//! The budget for retries that all calls of a client share.
//!
//! In: the cost of a retry. Out: whether it can be paid. Deliberately absent: what a failure costs
//! (see `retry.rs`).

use std::sync::atomic::{AtomicU32, Ordering};

const FULL: u32 = 500;

/// A budget: retries take from it, successes put back into it. First attempts never ask.
#[derive(Debug)]
pub(crate) struct Bucket {
    left: AtomicU32,
}

impl Bucket {
    pub(crate) fn full() -> Self {
        Self {
            left: AtomicU32::new(FULL),
        }
    }

    /// Takes an amount, and returns whether there was enough.
    pub(crate) fn take(&self, amount: u32) -> bool {
        let taken = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                left.checked_sub(amount)
            });
        taken.is_ok()
    }

    /// Puts an amount back.
    pub(crate) fn put(&self, amount: u32) {
        // Most of the time it is full, and then nothing has to be written that all threads share.
        if self.left.load(Ordering::Relaxed) >= FULL {
            return;
        }
        let more = |left: u32| Some(left.saturating_add(amount).min(FULL));
        let _ = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }
}
