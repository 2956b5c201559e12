//! What the description says of an operation as a whole.
//!
//! In: the description, by constants in generated code. Out: what errors, observers and traces call
//! a request by, and what opens it. Deliberately absent: how an operation is encoded and sent (see
//! `operation.rs`). It imports nothing of the runtime, so that everything may import it.

use std::fmt;

use http::Method;

/// An operation as the description has it.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    /// The `operationId`.
    pub(crate) id: &'static str,
    pub(crate) method: Method,
    /// The path's template, with parameters in braces.
    pub(crate) path: &'static str,
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// The ways into an operation; each is a list of schemes, by their place, all of which are needed.
pub(crate) type Access = &'static [&'static [usize]];

/// Tells of a status of 3xx whether it is an outcome of the operation, and no error.
pub(crate) type Redirects = fn(u16) -> bool;
