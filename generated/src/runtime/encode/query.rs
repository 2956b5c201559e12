//! The query of a URL, pair by pair.

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

    /// Replaces all pairs of a name by one.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        let mut rest = Self::default();
        for pair in self.pairs_without(name) {
            if !rest.text.is_empty() {
                rest.text.push('&');
            }
            rest.text.push_str(pair);
        }
        rest.append(name, value);
        *self = rest;
    }

    fn pairs_without(&self, name: &str) -> impl Iterator<Item = &str> {
        let start = Self::start_of(name);
        self.text
            .split('&')
            .filter(move |pair| !pair.is_empty() && !pair.starts_with(&start))
    }

    /// Returns the first value of a name, as it stands in the URL.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let start = Self::start_of(name);
        self.text
            .split('&')
            .find_map(|pair| pair.strip_prefix(&start))
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
