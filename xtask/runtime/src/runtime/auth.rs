//! How requests prove who sends them: tokens, where they come from, and what can be one.
//!
//! In: a token, a provider of tokens or the credentials of a client. Out: the header that
//! authorizes one attempt. Deliberately absent: all other credentials (see `credential.rs`).
//!
//! [`Managed`] keeps and renews tokens; [`ClientCredentials`] asks a token service for one.

#[cfg(feature = "client-credentials")]
mod client_credentials;
mod managed;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use super::client::ClientInner;
use super::deadline::Deadline;
use super::error::{BoxError, Fault, Result};
use super::secret::Secret;
use super::transport::BoxFuture;
#[cfg(feature = "client-credentials")]
pub(crate) use client_credentials::ClientCredentials;
use managed::Managed;

/// The longest token that is accepted, in bytes. Servers refuse header fields long before that.
const LONGEST_TOKEN: usize = 16 * 1024;

/// A bearer token, and how long it is good for. `Debug` does not show it.
#[derive(Clone, Debug)]
#[must_use]
pub struct Token {
    value: Secret,
    lifetime: Option<Duration>,
}

impl Token {
    /// Creates a token from its bare text, without the word `Bearer`.
    ///
    /// As long as nothing is said about its lifetime, it is used for five minutes.
    pub fn new(value: impl Into<String>) -> Self {
        Self {
            value: Secret::new(value),
            lifetime: None,
        }
    }

    /// Sets how long the token is good for, counted from when it was asked for.
    ///
    /// More than thirty days are taken for thirty days.
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

/// A source of tokens, for tokens that neither are constant nor come from the service's own token
/// address.
///
/// The client keeps the token and asks for a new one when it is needed, not for every call:
///
/// * It asks a little before a token expires: five minutes, or a tenth of the token's lifetime if
///   that is less. If the provider then fails, or takes longer than five seconds or half of the
///   time that the call has left, the old token is used for as long as it is good, and the provider
///   is asked again ten seconds later at the earliest.
/// * It asks once at a time. Calls that need a token meanwhile wait for the same answer, be it a
///   token or an error. If the call that asked is given up, or ends before a whole attempt's time
///   is over, one of those that wait asks anew.
/// * It asks when the service answers 401, and repeats that call once with the new token. When that
///   fails too, the answer stands, and a 401 is not taken for a reason to ask during the next ten
///   seconds.
///
/// An error of a provider ends the call, with [`ErrorKind::Auth`](crate::ErrorKind::Auth); no
/// request is sent without a token. The provider is not asked a second time by the same call: what
/// is worth trying again, the provider tries itself. Where there is no token that is still good, it
/// may take as long as the call has left.
///
/// ```no_run
/// use std::time::Duration;
///
/// use generated_client::{BoxError, BoxFuture, Client, Token, TokenProvider};
///
/// /// Reads tokens that another program puts into a file.
/// struct TokenFile(&'static str);
///
/// impl TokenProvider for TokenFile {
///     fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
///         Box::pin(async {
///             let token = std::fs::read_to_string(self.0)?;
///             Ok(Token::new(token.trim()).expires_in(Duration::from_secs(600)))
///         })
///     }
/// }
///
/// # fn main() -> generated_client::Result<()> {
/// let client = Client::builder("api.example.com")
///     .token_provider(TokenFile("/run/secrets/token"))
///     .build()?;
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
pub trait TokenProvider: Send + Sync + 'static {
    /// Returns a token.
    ///
    /// # Errors
    ///
    /// Whatever it was that failed. Its text is shown in logs, so it must hold no secret.
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>>;
}

/// A provider that is shared, or whose type is not known.
impl<P: TokenProvider + ?Sized> TokenProvider for Arc<P> {
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        (**self).token()
    }
}

/// Where the tokens of requests come from.
pub(crate) enum Auth {
    /// From the caller, once and for all.
    Fixed(HeaderValue),
    Managed(Box<Managed>),
}

/// What authorizes one attempt.
#[derive(Clone)]
pub(crate) struct Authorization {
    pub(crate) header: HeaderValue,
    /// Which token it is, if it is one that can be replaced.
    pub(crate) generation: Option<u64>,
}

impl Auth {
    /// Creates the source of one bearer token, if it can be one.
    pub(crate) fn token(token: &Secret) -> std::result::Result<Self, Fault> {
        match bearer(token) {
            Ok(header) => Ok(Self::Fixed(header)),
            Err(demand) => Err(Fault::new(demand).in_member("token")),
        }
    }

    pub(crate) fn provider(provider: Arc<dyn TokenProvider>) -> Self {
        Self::Managed(Box::new(Managed::new(managed::Source::Provider(provider))))
    }

    #[cfg(feature = "client-credentials")]
    pub(crate) fn credentials(credentials: ClientCredentials) -> Self {
        Self::Managed(Box::new(Managed::new(managed::Source::Credentials(
            credentials,
        ))))
    }

    /// Returns what authorizes the next attempt; a token may have to be fetched first.
    pub(crate) async fn authorize(
        &self,
        client: &ClientInner,
        deadline: Deadline,
    ) -> Result<Authorization> {
        match self {
            Self::Fixed(header) => Ok(Authorization {
                header: header.clone(),
                generation: None,
            }),
            Self::Managed(managed) => managed.authorize(client, deadline).await,
        }
    }

    /// Takes note that the service does not accept a token. Returns whether another one is worth
    /// trying.
    ///
    /// `is_second` tells that the token had just replaced another one that was not accepted.
    pub(crate) fn refused(&self, authorization: &Authorization, is_second: bool) -> bool {
        match (self, authorization.generation) {
            (Self::Managed(managed), Some(generation)) => managed.refused(generation, is_second),
            _ => false,
        }
    }
}

/// Returns the value of the `authorization` header for a token, or what a token must be.
fn bearer(token: &Secret) -> std::result::Result<HeaderValue, &'static str> {
    let text = token.expose();
    if text.trim().is_empty() {
        return Err("must not be empty");
    }
    let start = text.get(..7);
    if start.is_some_and(|start| start.eq_ignore_ascii_case("bearer ")) {
        return Err("must be the bare token: the word `Bearer` is put before it by the client");
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("must consist of visible ASCII characters, without spaces or line breaks");
    }
    if text.len() > LONGEST_TOKEN {
        return Err("must not be longer than 16 KiB");
    }
    let mut header = HeaderValue::try_from(format!("Bearer {text}"))
        .map_err(|_| "must be fit to be sent in a header")?;
    header.set_sensitive(true);
    Ok(header)
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cf66_what_cannot_be_a_token_is_refused_without_being_shown() {
        let long = "x".repeat(1_000_000);
        for token in [
            "",
            " ",
            "canary\r\nx: y",
            "canary\0",
            "canary tök",
            "tök",
            "Bearer canary",
            "bearer canary",
            "canary ",
            &long,
        ] {
            let fault = Auth::token(&Secret::new(token)).unwrap_err();
            assert_eq!(fault.path(), Some("token"));
            let shown = format!("{fault} {fault:?}");
            assert!(
                !shown.contains("canary") && !shown.contains("tök") && shown.len() < 300,
                "{shown}"
            );
        }
    }

    #[test]
    fn tokens_are_never_printed() {
        let secret = Secret::new("canary");
        let header = bearer(&secret).unwrap();
        let (auth, token) = (Auth::token(&secret).unwrap(), Token::new("canary"));
        assert!(!format!("{secret:?} {auth:?} {header:?} {token:?}").contains("canary"));
        assert_eq!(header, "Bearer canary");
    }
}
