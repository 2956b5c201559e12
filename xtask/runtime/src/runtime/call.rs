//! What every request builder holds beside the parameters of its operation.
//!
//! In: the client, and options of this one call. Out: an [`Outgoing`] request, which puts them
//! together with what was encoded. Deliberately absent: operations and their types (see
//! `operation.rs`), and sending (see `send.rs`).

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use reqwest::Url;

use super::client::{Client, RESERVED_HEADERS};
use super::domain;
use super::encode::Encoder;
use super::endpoint::Endpoint;
use super::error::{Error, Fault, Result};
use super::retry::RetryPolicy;
use super::send::Outgoing;

/// What a request builder holds beside the parameters of its operation: the client, and options of
/// this one call.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) client: Client,
    timeout: Option<Duration>,
    retry: Option<RetryPolicy>,
    is_idempotent: Option<bool>,
    pub(crate) headers: HeaderMap,
    fault: Option<Fault>,
    /// The address of this one call.
    server: Option<String>,
}

impl Call {
    pub(crate) fn new(client: &Client) -> Self {
        Self {
            client: client.clone(),
            timeout: None,
            retry: None,
            is_idempotent: None,
            headers: HeaderMap::new(),
            fault: None,
            server: None,
        }
    }

    pub(crate) fn set_timeout(&mut self, timeout: Duration) {
        self.timeout = Some(timeout);
    }

    pub(crate) fn set_retry(&mut self, policy: RetryPolicy) {
        self.retry = Some(policy);
    }

    pub(crate) fn set_idempotent(&mut self, is_idempotent: bool) {
        self.is_idempotent = Some(is_idempotent);
    }

    #[allow(dead_code, reason = "a description needs some of it")]
    pub(crate) fn set_server(&mut self, address: impl Into<String>) {
        self.server = Some(address.into());
    }

    /// Returns the request of this call, once its operation is encoded.
    pub(crate) fn outgoing(&self, endpoint: Endpoint, encoder: Encoder) -> Result<Outgoing> {
        let invalid = |fault: Fault| Error::invalid_request(&fault).at(&endpoint);
        let parts = match &self.fault {
            Some(fault) => Err(fault.clone()),
            None => encoder.finish(),
        };
        let mut parts = parts.map_err(invalid)?;
        let client = &*self.client.inner;
        let own = std::mem::replace(&mut parts.headers, client.headers.clone());
        parts.headers.extend(own);
        parts.headers.extend(self.headers.clone());
        let proof = client.credentials.proof(client.auth.is_some(), &parts);
        let proof = proof.map_err(invalid)?;
        let base = self.address(parts.server).map_err(invalid)?;
        let is_idempotent = self
            .is_idempotent
            .unwrap_or_else(|| endpoint.method.is_idempotent());
        Ok(Outgoing {
            endpoint,
            parts,
            timeout: self.timeout.unwrap_or(client.timeout),
            base,
            proof,
            policy: self.retry.clone(),
            is_idempotent,
        })
    }

    /// Returns where the call goes, where that is not where the client's calls go. `own` is the
    /// operation's own address, if it has one; an address that was given to the client goes before
    /// it, for all is behind that.
    fn address(&self, own: Option<Option<&str>>) -> Result<Option<Url>, Fault> {
        let client = &self.client.inner;
        let Some(own) = own else {
            return Ok(None);
        };
        let is_plain = client.base.scheme() == "http";
        let url = match (&self.server, own) {
            (Some(address), _) => domain::parse(address, is_plain, "with_server")?,
            (None, _) if client.is_replaced => return Ok(None),
            (None, Some(own)) => domain::parse(own, false, "with_server")?,
            (None, None) => {
                return Err(Fault::new(
                    "must be called: the description does not say where this operation lives",
                )
                .in_member("with_server"));
            }
        };
        Ok(Some(url))
    }

    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        let demand = match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Err(_), _) => Fault::new("a header's name is not valid"),
            (Ok(name), _) if RESERVED_HEADERS.contains(&name) => {
                Fault::new("cannot be set on a request").in_member(name.as_str())
            }
            (Ok(name), Err(_)) => {
                Fault::new("has a value that is not valid").in_member(name.as_str())
            }
            (Ok(name), Ok(mut value)) => {
                // Whoever shows a request need not know what is in it.
                value.set_sensitive(true);
                self.headers.insert(name, value);
                return;
            }
        };
        self.fault.get_or_insert(demand);
    }
}

/// Values of headers are left out: they may be secret.
impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("client", &self.client)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .field("is_idempotent", &self.is_idempotent)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .finish()
    }
}
