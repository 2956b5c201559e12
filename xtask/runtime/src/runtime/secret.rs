//! Texts that must not be shown: tokens, passwords, keys.
//!
//! In: a text. Out: the same text, to those who ask for it by name. Deliberately absent: what it is
//! good for (see `auth.rs` and `credential.rs`).

use std::fmt;

/// A text that must not be shown.
///
/// It is not wiped from memory when dropped: copies of it live in the HTTP client, out of reach.
#[derive(Clone)]
pub(crate) struct Secret(Box<str>);

impl Secret {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into().into_boxed_str())
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
