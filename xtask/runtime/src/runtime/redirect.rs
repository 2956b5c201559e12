//! Redirects that a description has among the outcomes of an operation.
//!
//! In: a reply with a status of 3xx. Out: where it leads, and what came with it. Deliberately
//! absent: going there. All other redirects are errors.

use std::fmt;

use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::error::Result;
use super::response::Reply;

/// A redirect that the API documents as an outcome of an operation. It is not followed.
///
/// Where it leads is often for somebody else, such as a browser, and what came with it, such as
/// cookies, is the point of it.
///
/// ```
/// # mod example {
/// # type Redirect = generated_client::Redirect;
/// fn cookies(redirect: &Redirect) -> impl Iterator<Item = &[u8]> {
///     redirect.headers().get_all("set-cookie").iter().map(|cookie| cookie.as_bytes())
/// }
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Redirect {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Redirect {
    /// Returns the status, which is one from 300 to 399.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns where it leads, as it stands in the header `location`: an address, which may be
    /// relative to that of the request.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.headers.get(LOCATION)?.to_str().ok()
    }

    /// Returns the headers as they came.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the body: its first 64 KiB, if it is longer.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Reads the body as JSON: as the type that the documentation of the operation names for the
    /// [`status`](Self::status), or as another. None where it is no such JSON, or longer than 64 KiB.
    #[must_use]
    pub fn body_as<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(self.body()).ok()
    }
}

/// Headers are left out: they can hold cookies and other things that do not belong in logs.
impl fmt::Debug for Redirect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Redirect")
            .field("status", &self.status.as_u16())
            .finish_non_exhaustive()
    }
}

impl Reply {
    /// Reads a redirect.
    pub(crate) fn redirect(&self) -> Result<Redirect> {
        if !self.status.is_redirection() {
            return self.unexpected();
        }
        Ok(Redirect {
            status: self.status,
            headers: self.headers.clone(),
            body: self.body.clone(),
        })
    }
}
