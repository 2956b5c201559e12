//! The handwritten half of the crate: everything that does not depend on the description.
//!
//! It knows nothing of the service but that errors come as [`crate::generated::ApiError`].
//! Generated code reaches it through [`codegen`] only.

mod attempt;
mod auth;
#[cfg(feature = "blocking")]
mod blocking;
mod call;
mod check;
mod client;
pub(crate) mod codegen;
mod content;
mod credential;
mod deadline;
mod decode;
mod domain;
mod encode;
mod endpoint;
mod error;
#[cfg(feature = "multipart")]
#[allow(dead_code, reason = "there are bodies of parts without files")]
mod file;
#[allow(dead_code, reason = "an API without objects uses little of it")]
mod json;
#[cfg(any(feature = "unions", feature = "values"))]
mod literal;
mod network;
#[allow(dead_code, unused_macros, reason = "there are APIs without objects")]
mod object;
mod observe;
#[cfg(feature = "enums")]
mod open_enum;
#[cfg(feature = "integers")]
mod open_integer;
#[cfg(feature = "values")]
mod open_value;
mod operation;
#[cfg(feature = "pages")]
mod pagination;
#[cfg(feature = "patches")]
mod patch;
#[cfg(any(feature = "multipart", feature = "uploads"))]
mod reader;
#[cfg(feature = "redirects")]
mod redirect;
mod response;
mod retry;
mod rule;
mod secret;
mod send;
#[cfg(any(feature = "multipart", feature = "uploads"))]
mod source;
#[cfg(feature = "downloads")]
mod stream;
mod tls;
#[cfg(feature = "tracing")]
mod trace;
mod transport;
#[cfg(feature = "unions")]
mod union;
#[cfg(feature = "uploads")]
mod upload;

#[cfg(test)]
mod tests;

pub use auth::{Token, TokenProvider};
pub use client::{Client, ClientBuilder};
#[allow(unused_imports, reason = "for what is particular to a service")]
pub(crate) use error::Fault;
pub use error::{BoxError, Error, ErrorKind, Result};
#[cfg(feature = "multipart")]
pub use file::File;
pub use json::Extra;
pub use observe::{Attempt, Outcome};
#[cfg(feature = "enums")]
pub use open_enum::UnknownValue;
#[cfg(feature = "integers")]
pub use open_integer::UnknownInteger;
pub use operation::ResponseFuture;
#[cfg(feature = "pages")]
#[cfg(feature = "blocking")]
pub use pagination::{BlockingItems, BlockingPages};
#[cfg(feature = "pages")]
pub use pagination::{Continuation, Items, Page, Pages};
#[cfg(feature = "patches")]
pub use patch::Patch;
#[cfg(feature = "redirects")]
pub use redirect::Redirect;
pub use response::{RateLimit, Response};
pub use retry::RetryPolicy;
#[cfg(feature = "downloads")]
pub use stream::Download;
pub use transport::{BoxFuture, Transport, TransportError};
#[cfg(feature = "uploads")]
pub use upload::Upload;

/// A double of the service that answers what it is told, for the tests of your own program.
#[cfg(any(test, feature = "test-util"))]
pub mod test_util {
    pub use super::transport::Canned;
}
