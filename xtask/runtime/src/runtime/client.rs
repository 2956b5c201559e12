//! The client: a handle to what all its calls share.
//!
//! In: what its builder has made of the settings. Out: what a call needs of its client.
//! Deliberately absent: judging settings (see `client/build.rs`), and the calls.

mod builder;

// Documentation shows the methods of a type in the order of the modules that they stand in: `build`
// after the settings.
mod build;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, header};
use reqwest::Url;

use super::auth::Auth;
#[cfg(feature = "blocking")]
use super::blocking;
use super::credential::Credentials;
use super::observe::Observers;
use super::retry::{Bucket, RetryPolicy};
use super::transport::Transport;
pub use builder::ClientBuilder;
#[cfg(feature = "client-credentials")]
pub(crate) use builder::TokenDefaults;

/// Headers that the client sets itself, or that would change how the request is framed.
pub(crate) const RESERVED_HEADERS: [HeaderName; 10] = [
    header::ACCEPT_ENCODING,
    header::AUTHORIZATION,
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::EXPECT,
    header::HOST,
    header::TE,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// A client of the service: where calls start.
///
/// A client is a handle to something shared, so clones are cheap and use the same connections, the
/// same token and the same budget for retries. Keep one and clone it; a client per call would
/// connect anew each time. It can be used from many tasks at once.
///
/// ```no_run
/// use std::time::Duration;
///
/// use generated_client::Client;
///
/// # fn main() -> generated_client::Result<()> {
/// let client = Client::builder("api.example.com")
///     .token("my-token")
///     .timeout(Duration::from_secs(45))
///     .build()?;
///
/// // For another task, with the same connections and the same token.
/// let clone = client.clone();
/// # let _ = clone;
/// # Ok(())
/// # }
/// ```
///
/// Dropping the future of a call gives the call up, at once and wherever it stands: while it
/// connects, waits for a reply, for a token or for the next attempt. It harms no other call.
///
/// # What every client does
///
/// * It speaks https only, and follows no redirect: a redirect is an error that shows its status.
/// * It limits the time to connect, the time of one attempt and of the whole call, and the size of
///   a reply; [`ClientBuilder`] tells the limits. Replies are not asked for, nor unpacked, in
///   compressed form.
/// * It repeats what failed when that is safe and makes sense, as [`RetryPolicy`] tells, and waits
///   as long as the service asks.
/// * It obtains tokens, keeps them and replaces them in time, unless it was given one; see
///   [`TokenProvider`](crate::TokenProvider). Without a token no request is sent.
/// * It checks a request against the service's rules before anything is sent, and every path
///   parameter becomes exactly one path segment.
/// * It shows no token in `Debug`, in errors or in logs.
///
/// # Runtimes
///
/// Calls need a Tokio runtime with its I/O and time drivers, and panic where there is none.
/// Connections belong to the runtime in which they were made. A client can outlive that runtime,
/// and go on in another one; what it should not be is used by turns in runtimes that stand still in
/// between, such as several with `block_on` of which one waits for the other.
///
/// Blocking calls, which the feature `blocking` brings, need no runtime: the client has one for
/// them, on a thread that the first of them starts and that ends with the client. They have
/// connections of their own too, unless an HTTP client was given to the builder. In an asynchronous
/// task they are errors, since they would stop it and others; `tokio::task::spawn_blocking` is the
/// place for them there.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<ClientInner>,
}

/// What the clones of a client share.
pub(crate) struct ClientInner {
    pub(crate) wire: Wire,
    /// The address before an operation's path.
    pub(crate) base: Url,
    /// Whether the user gave that address.
    pub(crate) is_replaced: bool,
    /// Where bearer tokens come from; none where other credentials were given, or none.
    pub(crate) auth: Option<Auth>,
    pub(crate) credentials: Credentials,
    /// What every request carries, those for tokens too.
    pub(crate) headers: HeaderMap,
    pub(crate) retry: RetryPolicy,
    pub(crate) bucket: Bucket,
    pub(crate) observers: Observers,
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) body_limit: usize,
    #[cfg(feature = "blocking")]
    pub(crate) blocking: blocking::Driver,
}

/// What requests go through.
pub(crate) enum Wire {
    Network(Network),
    Other(Arc<dyn Transport>),
}

/// Connections to the service. They belong to the runtime in which they were made, and stand still
/// when it does. So blocking calls, which have a runtime that never stands still, have connections
/// of their own.
pub(crate) struct Network {
    http: reqwest::Client,
    #[cfg(feature = "blocking")]
    blocking: reqwest::Client,
}

impl Network {
    /// Returns what an attempt goes through that is made here.
    pub(crate) fn http(&self) -> &reqwest::Client {
        #[cfg(feature = "blocking")]
        if blocking::is_here() {
            return &self.blocking;
        }
        &self.http
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            // Without the path: in some addresses a credential is a part of it.
            .field("origin", &self.inner.base.origin().ascii_serialization())
            .field("token", &self.inner.auth)
            .field("retry", &self.inner.retry)
            .field("timeout", &self.inner.timeout)
            .field("attempt_timeout", &self.inner.attempt_timeout)
            .field("body_limit", &self.inner.body_limit)
            .finish_non_exhaustive()
    }
}
