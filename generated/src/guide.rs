//! How to do things with this crate, a page for each subject.
//!
//! There is no code here. The pages show what belongs together; what a single function does, and its limits, is told
//! where it is documented.
//!
//! * [`authentication`]: tokens, client credentials, custom domains
//! * [`errors`]: what went wrong, and what to do about it
//! * [`pagination`]: lists, from the first page to the last
//! * [`retries`]: waiting, trying again, rate limits and time limits
//! * [`updates`]: leaving, clearing and setting fields
//! * `testing`, which the feature `test-util` brings: tests of your own program

pub mod authentication;
pub mod errors;
pub mod pagination;
pub mod retries;
#[cfg(feature = "test-util")]
pub mod testing;
pub mod updates;
