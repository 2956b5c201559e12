//! Who may call.

use crate::codegen::model::Docs;

/// What opens an operation: one of these, or nothing at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecurityRequirements {
    /// The ways in, each a list of schemes by their place in
    /// [`Api::schemes`](super::Api::schemes), all of which are needed.
    pub alternatives: Vec<Vec<usize>>,
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
    /// A bearer token; how client credentials are exchanged for one, where the
    /// description says it.
    Bearer(Option<ClientCredentials>),
    /// A user and a password.
    Basic,
    /// A key in a header of this name.
    KeyInHeader(String),
    /// A key in a query parameter of this name.
    KeyInQuery(String),
    /// A key in a cookie of this name.
    KeyInCookie(String),
}

/// How client credentials are exchanged for tokens. The texts may hold the variables of
/// the server's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientCredentials {
    /// What the description says of them.
    pub docs: Docs,
    /// The address; one without a scheme is relative to the server's.
    pub token_url: String,
    /// What else a request for a token carries, unless the user says otherwise.
    pub parameters: Vec<(String, String)>,
    /// The scopes that there are, each with what it is for.
    pub scopes: Vec<(String, String)>,
    /// Whether identity and secret go into the body, not into the header of Basic
    /// authentication.
    pub in_body: bool,
}
