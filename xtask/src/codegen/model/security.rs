//! Who may call.

use crate::codegen::model::Docs;

/// What opens an operation: one of these, or nothing at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecurityRequirements {
    /// The ways in, each a list of schemes by their place in
    /// [`Api::schemes`](super::Api::schemes), all of which are needed.
    pub alternatives: Vec<Vec<usize>>,
}

impl SecurityRequirements {
    /// Returns whether the operation can't be called without any scheme.
    pub fn is_needed(&self) -> bool {
        let ways = &self.alternatives;
        !ways.is_empty() && ways.iter().all(|way| !way.is_empty())
    }
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
    /// What only the user's own HTTP client or transport can bring, as a certificate or a
    /// signature: in words, and the word of the description for it, which may be empty.
    Transport(&'static str, String),
}

impl SchemeKind {
    /// Returns whether it is an API key.
    pub fn is_key(&self) -> bool {
        match self {
            Self::KeyInHeader(_) | Self::KeyInQuery(_) | Self::KeyInCookie(_) => true,
            Self::Bearer(_) | Self::Basic | Self::Transport(..) => false,
        }
    }
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
