//! The query of a URL, pair by pair.
//!
//! In: names and values. Out: the query, and what it holds under a name. Deliberately absent:
//! styles (see `style.rs`).

#[cfg(feature = "pages")]
use percent_encoding::percent_decode_str;

use super::push_encoded;

/// The pairs of a query, encoded.
#[derive(Clone, Default)]
pub(crate) struct Query {
    text: String,
}

impl Query {
    /// Appends a pair.
    pub(crate) fn append(&mut self, name: &str, value: &str) {
        if !self.text.is_empty() {
            self.text.push('&');
        }
        push_encoded(&mut self.text, name);
        self.text.push('=');
        push_encoded(&mut self.text, value);
    }

    /// Appends a pair whose value is fit for a URL as it is.
    pub(super) fn append_encoded(&mut self, name: &str, value: &str) {
        if !self.text.is_empty() {
            self.text.push('&');
        }
        push_encoded(&mut self.text, name);
        self.text.push('=');
        self.text.push_str(value);
    }

    /// Appends a piece of a pair, or `&`, fit for a URL as it is.
    #[allow(dead_code, reason = "a description needs some of it")]
    pub(super) fn push_literal(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Replaces all pairs of a name by one.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        *self = self.without(name);
        self.append(name, value);
    }

    /// Returns the query without the pairs of a name.
    pub(crate) fn without(&self, name: &str) -> Self {
        let mut rest = Self::default();
        for pair in self.pairs_without(name) {
            if !rest.text.is_empty() {
                rest.text.push('&');
            }
            rest.text.push_str(pair);
        }
        rest
    }

    fn pairs_without(&self, name: &str) -> impl Iterator<Item = &str> {
        let start = Self::start_of(name);
        self.text
            .split('&')
            .filter(move |pair| !pair.is_empty() && !pair.starts_with(&start))
    }

    /// Returns the first value of a name, as it stands in the URL.
    #[cfg(feature = "pages")]
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let start = Self::start_of(name);
        self.text
            .split('&')
            .find_map(|pair| pair.strip_prefix(&start))
    }

    /// Returns the first value of a name, decoded.
    #[cfg(feature = "pages")]
    pub(crate) fn value(&self, name: &str) -> Option<String> {
        let value = percent_decode_str(self.get(name)?);
        Some(value.decode_utf8_lossy().into_owned())
    }

    fn start_of(name: &str) -> String {
        let mut start = String::new();
        push_encoded(&mut start, name);
        start.push('=');
        start
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }
}
