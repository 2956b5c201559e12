//! Who may call.

/// What opens an operation: one of these, or nothing at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// The ways in, each a list of schemes by their place in
    /// [`Api::schemes`](super::Api::schemes), all of which are needed.
    pub ways: Vec<Vec<usize>>,
}

/// A security scheme of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Its name in the description.
    pub name: String,
    /// What it is.
    pub kind: SchemeKind,
}

/// What a security scheme is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// A bearer token; the address that gives one for client credentials,
    /// where the description knows it.
    Bearer {
        /// That address.
        token_url: Option<String>,
    },
    /// A user and a password.
    Basic,
    /// A key in a header of this name.
    KeyInHeader(String),
    /// A key in a query parameter of this name.
    KeyInQuery(String),
    /// A key in a cookie of this name.
    KeyInCookie(String),
}
