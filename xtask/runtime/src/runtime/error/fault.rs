//! What is wrong with a value, and where it stands.
//!
//! In: a demand that is not met, and the names on the way to the value. Out: both as a text.
//! Deliberately absent: the value, which may be secret.

use std::borrow::Cow;
use std::fmt;

/// A demand that a value does not meet, with the way to the value.
///
/// It never holds the value: values can be secret, long, or full of control characters.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    /// Such as `scope[2]`; empty for the whole.
    path: String,
    /// Such as "must have at least 1 character".
    demand: Cow<'static, str>,
}

impl Fault {
    pub(crate) fn new(demand: impl Into<Cow<'static, str>>) -> Self {
        Self {
            path: String::new(),
            demand: demand.into(),
        }
    }

    /// Says that the value stands in a member of something bigger.
    pub(crate) fn in_member(mut self, name: &str) -> Self {
        if !self.path.is_empty() && !self.path.starts_with('[') {
            self.path.insert(0, '.');
        }
        self.path.insert_str(0, &name.escape_debug().to_string());
        self
    }

    /// Says that the value stands in a member whose name must not be shown, since the service chose
    /// it.
    pub(crate) fn in_any_member(mut self) -> Self {
        if !self.path.is_empty() && !self.path.starts_with('[') {
            self.path.insert(0, '.');
        }
        self.path.insert_str(0, "[*]");
        self
    }

    /// Says that the value is an item of an array.
    pub(crate) fn in_item(mut self, index: usize) -> Self {
        if !self.path.is_empty() && !self.path.starts_with('[') {
            self.path.insert(0, '.');
        }
        self.path.insert_str(0, &format!("[{index}]"));
        self
    }

    /// Says what the whole is, where the demand is about that and not about a part of it.
    pub(crate) fn of_whole(mut self, what: &str) -> Self {
        if self.path.is_empty() {
            self.demand = format!("{what} {}", self.demand).into();
        }
        self
    }

    pub(crate) fn path(&self) -> Option<&str> {
        (!self.path.is_empty()).then_some(self.path.as_str())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path() {
            Some(path) => write!(f, "`{path}` {}", self.demand),
            None => f.write_str(&self.demand),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Fault;

    #[test]
    fn the_path_is_put_together_from_the_inside() {
        let fault = Fault::new("must be short")
            .in_member("name")
            .in_item(3)
            .in_member("list");
        assert_eq!(fault.path(), Some("list[3].name"));
        assert_eq!(fault.to_string(), "`list[3].name` must be short");
        let fault = Fault::new("must be short").in_any_member().in_member("map");
        assert_eq!(fault.path(), Some("map[*]"));
    }

    #[test]
    fn control_characters_do_not_get_through() {
        let fault = Fault::new("must be short").in_member("a\u{1b}[2J\n");
        assert!(!fault.to_string().contains(char::is_control));
    }
}
