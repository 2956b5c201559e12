//! Where the tokens of a client come from, as its builder is told.
//!
//! In: what the user gave. Out: the same, for `build.rs`. Deliberately absent: asking for one (see
//! `auth.rs`).

use std::sync::Arc;

use crate::runtime::auth::TokenProvider;
use crate::runtime::secret::Secret;

/// Where tokens are to come from.
#[derive(Clone)]
pub(crate) enum TokenSource {
    Token(Secret),
    Provider(Arc<dyn TokenProvider>),
    #[cfg(feature = "client-credentials")]
    Credentials {
        id: String,
        secret: Secret,
        defaults: TokenDefaults,
    },
}

impl TokenSource {
    /// Returns the method of the builder that sets it.
    pub(crate) fn setting(&self) -> &'static str {
        match self {
            Self::Token(_) => "token",
            Self::Provider(_) => "token_provider",
            #[cfg(feature = "client-credentials")]
            Self::Credentials { .. } => "client_credentials",
        }
    }
}

/// What a service says about requests for tokens: templates with the variables of its address.
#[cfg(feature = "client-credentials")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct TokenDefaults {
    pub(crate) url: &'static str,
    pub(crate) parameters: &'static [(&'static str, &'static str)],
    /// Whether identity and secret go into the body, instead of the header of Basic authentication.
    pub(crate) client_secret_post: bool,
}
