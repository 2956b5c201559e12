//! How to do things with this crate, a page for each subject.
//!
//! These modules are pages to read, and hold nothing. They show what belongs together; what a single function does, and its
//! limits, is told where it is documented.

pub mod authentication;
pub mod errors;
pub mod pagination;
pub mod retries;
#[cfg(feature = "test-util")]
pub mod testing;
pub mod updates;
