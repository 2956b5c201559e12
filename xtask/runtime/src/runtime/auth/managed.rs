//! Tokens that are kept, and replaced when it is time.
//!
//! In: a source of tokens. Out: a token that is good, for each attempt, from memory where that can
//! be. Deliberately absent: how a source gets one (see `client_credentials.rs`).
//!
//! There is one flight at a time: who asks for a token holds a lock while doing so. A caller that
//! is given up while it asks lets go of the lock, and the next one asks.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::HeaderValue;
use tokio::time::Instant;

#[cfg(feature = "client-credentials")]
use super::ClientCredentials;
use super::{Authorization, Token, TokenProvider, bearer};
use crate::runtime::client::ClientInner;
use crate::runtime::deadline::Deadline;
use crate::runtime::error::{Error, Result};
use crate::runtime::retry::RetryPolicy;
#[cfg(feature = "tracing")]
use crate::runtime::trace;

/// How long a token is used of which nobody says how long it is good for.
const UNSAID_LIFETIME: Duration = Duration::from_secs(5 * 60);
/// No token is used for longer, whatever is said.
const LONGEST_LIFETIME: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// How long before its end a token is replaced, at most; it is a tenth of the lifetime if that is
/// less.
const EARLY: Duration = Duration::from_secs(5 * 60);
/// How long a renewal that failed is not tried again, while the token is still good; and how long a
/// token that was refused in place of a refused one is not replaced again.
const PAUSE: Duration = Duration::from_secs(10);

/// How long a call that has a good token waits for a better one.
const PATIENCE: Duration = Duration::from_secs(5);

pub(crate) enum Source {
    #[cfg(feature = "client-credentials")]
    Credentials(ClientCredentials),
    Provider(Arc<dyn TokenProvider>),
}

pub(crate) struct Managed {
    source: Source,
    state: Mutex<State>,
    /// Held by the one who asks for a token.
    flight: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct State {
    current: Option<Kept>,
    /// How many times a token was asked for to the end, so that those who waited meanwhile can
    /// tell.
    rounds: u64,
    /// How the last round failed, if it did.
    failure: Option<Arc<Error>>,
    /// No renewal ahead of time before then.
    pause_until: Option<Instant>,
}

#[derive(Clone)]
struct Kept {
    header: HeaderValue,
    /// The round that it came from.
    generation: u64,
    /// From here on it is to be renewed.
    fresh_until: Instant,
    /// From here on it is of no use.
    valid_until: Instant,
    /// A 401 is no reason to replace it before then.
    irreplaceable_until: Option<Instant>,
}

impl Kept {
    fn authorization(&self) -> Authorization {
        Authorization {
            header: self.header.clone(),
            generation: Some(self.generation),
        }
    }
}

/// What there is for a call that needs a token.
enum AtHand {
    Good(Authorization),
    /// It is still good, but it is time for another one.
    Aging(Authorization),
    Nothing {
        rounds: u64,
    },
}

impl Managed {
    pub(crate) fn new(source: Source) -> Self {
        Self {
            source,
            state: Mutex::default(),
            flight: tokio::sync::Mutex::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) async fn authorize(
        &self,
        client: &ClientInner,
        deadline: Deadline,
    ) -> Result<Authorization> {
        match self.at_hand() {
            AtHand::Good(authorization) => Ok(authorization),
            AtHand::Aging(authorization) => match self.flight.try_lock() {
                Ok(_flight) => match self.at_hand() {
                    // Somebody was quicker.
                    AtHand::Good(authorization) => Ok(authorization),
                    _ => Ok(self.renew(client, deadline).await.unwrap_or(authorization)),
                },
                // Somebody is at it; there is no need to wait.
                Err(_) => Ok(authorization),
            },
            AtHand::Nothing { rounds } => {
                let flight = deadline.wait(self.flight.lock()).await;
                let _flight = flight.map_err(|error| Error::auth(&Arc::new(error)))?;
                match self.result_since(rounds) {
                    Some(result) => result,
                    None => self.obtain(client, deadline).await,
                }
            }
        }
    }

    fn at_hand(&self) -> AtHand {
        let state = self.state();
        let now = Instant::now();
        match &state.current {
            Some(kept) if now < kept.fresh_until => AtHand::Good(kept.authorization()),
            Some(kept) if now < kept.valid_until => {
                if state.pause_until.is_some_and(|end| now < end) {
                    AtHand::Good(kept.authorization())
                } else {
                    AtHand::Aging(kept.authorization())
                }
            }
            _ => AtHand::Nothing {
                rounds: state.rounds,
            },
        }
    }

    /// Returns what came of the rounds that ended while somebody waited, if any did.
    ///
    /// A token from such a round is good even if it was not meant to last: it was obtained for
    /// those who waited as well.
    fn result_since(&self, rounds: u64) -> Option<Result<Authorization>> {
        let state = self.state();
        if state.rounds == rounds {
            return None;
        }
        match (&state.failure, &state.current) {
            (Some(failure), _) => Some(Err(Error::auth(failure))),
            (None, Some(kept)) => Some(Ok(kept.authorization())),
            // It was refused already.
            (None, None) => None,
        }
    }

    /// Asks for a token because there is none.
    async fn obtain(&self, client: &ClientInner, deadline: Deadline) -> Result<Authorization> {
        let asked = Instant::now();
        match self.fetch(client, deadline, &client.retry).await {
            Ok(token) => Ok(self.keep(token, asked)),
            Err(error) => {
                let failure = Arc::new(error);
                // Others may have more time than this call had, so that its end is not theirs. But
                // when there was time for a whole attempt, all who wait have seen enough: they
                // would wait in vain one after the other.
                if !deadline.is_over() || asked.elapsed() >= client.attempt_timeout {
                    let mut state = self.state();
                    state.rounds += 1;
                    state.failure = Some(Arc::clone(&failure));
                }
                Err(Error::auth(&failure))
            }
        }
    }

    /// Asks for a token ahead of time. That it fails is no reason to fail, nor to use up the call's
    /// time.
    async fn renew(&self, client: &ClientInner, deadline: Deadline) -> Option<Authorization> {
        let asked = Instant::now();
        let limit = PATIENCE.min(deadline.left() / 2);
        let deadline = deadline.or(Deadline::after(limit, "a renewal ahead of time"));
        match self.fetch(client, deadline, &RetryPolicy::never()).await {
            Ok(token) => Some(self.keep(token, asked)),
            Err(error) => {
                #[cfg(feature = "tracing")]
                trace::not_renewed(&error);
                drop(error);
                self.state().pause_until = Instant::now().checked_add(PAUSE);
                None
            }
        }
    }

    /// Returns the header for a new token, and the token's lifetime.
    async fn fetch(
        &self,
        client: &ClientInner,
        deadline: Deadline,
        policy: &RetryPolicy,
    ) -> Result<(HeaderValue, Duration)> {
        #[cfg(not(feature = "client-credentials"))]
        let _ = (client, policy);
        let token = match &self.source {
            #[cfg(feature = "client-credentials")]
            Source::Credentials(credentials) => credentials.token(client, deadline, policy).await?,
            Source::Provider(provider) => {
                let token = deadline.wait(provider.token()).await?;
                token.map_err(|error| {
                    Error::provider("the token provider failed").caused_by(error)
                })?
            }
        };
        let Token { value, lifetime } = token;
        let header = bearer(&value)
            .map_err(|demand| Error::provider(format!("a token {demand}, and this one is not")))?;
        let lifetime = lifetime.unwrap_or(UNSAID_LIFETIME).min(LONGEST_LIFETIME);
        Ok((header, lifetime))
    }

    fn keep(&self, (header, lifetime): (HeaderValue, Duration), asked: Instant) -> Authorization {
        let early = EARLY.min(lifetime / 10);
        let mut state = self.state();
        state.rounds += 1;
        let kept = Kept {
            header,
            generation: state.rounds,
            fresh_until: asked + (lifetime - early),
            valid_until: asked + lifetime,
            irreplaceable_until: None,
        };
        let authorization = kept.authorization();
        state.current = Some(kept);
        state.failure = None;
        state.pause_until = None;
        authorization
    }

    /// Takes note that the service does not accept a token. Returns whether another one is worth
    /// trying.
    pub(crate) fn refused(&self, generation: u64, is_second: bool) -> bool {
        let mut state = self.state();
        let now = Instant::now();
        let Some(kept) = &mut state.current else {
            return !is_second;
        };
        if kept.generation != generation {
            // It has been replaced already.
            return !is_second;
        }
        if is_second {
            // It is not the token that is wrong. Asking for one again and again would only use up
            // the token service.
            kept.irreplaceable_until = now.checked_add(PAUSE);
            return false;
        }
        if kept.irreplaceable_until.is_some_and(|end| now < end) {
            return false;
        }
        state.current = None;
        true
    }
}
